//! How sentences are exchanged: CoNLL-U, ten columns a word.
//!
//! [`read`] takes what treebanks and other tools write, multiword tokens and empty nodes included, and says which line is wrong and
//! why; [`write()`] gives valid CoNLL-U. Only this file counts words from 1.
//!
//! MISC holds `SpaceAfter=No`, `Vform` (the lemma with vowels) and `NER` (`B-PERS`, `I-LOC` …).

use std::fmt::Write;

use super::{Sentence, Token, Word};
use crate::pack::Upos;

/// A line that is no CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConlluError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

impl std::fmt::Display for ConlluError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl std::error::Error for ConlluError {}

/// Reads all sentences of a file.
///
/// The heads need not make a tree; `_` in any column but the form is taken as absent. Empty nodes (`1.1`) are left out.
///
/// # Errors
/// The first line that is wrong: a row without ten columns, words out of order, a head outside the sentence, a range of words that
/// the sentence does not have.
pub fn read(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut sentences = Vec::new();
    let mut reader = Reader::default();
    for (idx, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            sentences.extend(reader.finish(idx + 1)?);
        } else {
            reader.line(line).map_err(|why| ConlluError { line: idx + 1, why })?;
        }
    }
    sentences.extend(reader.finish(text.lines().count())?);
    Ok(sentences)
}

/// A sentence while its lines come in.
#[derive(Default)]
struct Reader {
    sentence: Sentence,
    /// Head of each word as written.
    heads: Vec<Option<usize>>,
    /// The multiword token that is open, and one past its last word.
    open: Option<(Token, usize)>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if let Some(comment) = line.strip_prefix('#') {
            self.comment(comment.trim());
            return Ok(());
        }
        if line.contains('\r') {
            return Err("a carriage return inside the line".into());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = columns[..] else {
            return Err(format!("{} columns instead of 10, separated by tabs", columns.len()));
        };
        if form.is_empty() {
            return Err("an empty form".into());
        }
        let n_words = self.sentence.words.len();
        let (space_after, entity, vocalised, misc) = read_misc(misc);
        if id.contains('.') {
            return Ok(());
        }
        if let Some((from, to)) = id.split_once('-') {
            let (from, to) = (number(from)?, number(to)?);
            if self.open.is_some() || from != n_words + 1 || to <= from || to - from > 100 {
                return Err(format!("the range {id} does not begin with the next word, {}, or is none", n_words + 1));
            }
            self.open = Some((Token { form: form.into(), words: n_words..to, space_after }, to));
            return Ok(());
        }
        if number(id)? != n_words + 1 {
            return Err(format!("word {id} where {} is next", n_words + 1));
        }
        let given = |column: &str| if column == "_" { String::new() } else { column.to_owned() };
        self.sentence.words.push(Word {
            form: form.into(),
            lemma: if form == "_" { "_".into() } else { given(lemma) },
            vocalised,
            upos: if upos == "_" { Upos::X } else { upos_of(upos).ok_or_else(|| format!("unknown part of speech {upos}"))? },
            xpos: given(xpos),
            feats: items(feats).map(str::to_owned).collect(),
            deprel: given(deprel),
            entity,
            misc,
            ..Word::default()
        });
        self.heads.push(if head == "_" { None } else { Some(number(head)?) });
        match self.open.take() {
            Some((token, end)) if n_words + 1 == end => self.sentence.tokens.push(token),
            Some(open) => self.open = Some(open),
            None => self.sentence.tokens.push(Token { form: form.into(), words: n_words..n_words + 1, space_after }),
        }
        Ok(())
    }

    fn comment(&mut self, comment: &str) {
        let value = |key: &str| comment.strip_prefix(key)?.trim_start().strip_prefix('=').map(|value| value.trim().to_owned());
        if let Some(id) = value("sent_id") {
            self.sentence.id = id;
        } else if let Some(text) = value("text") {
            self.sentence.text = text;
        } else {
            self.sentence.comments.push(comment.to_owned());
        }
    }

    fn finish(&mut self, line: usize) -> Result<Option<Sentence>, ConlluError> {
        let mut reader = std::mem::take(self);
        let fail = |why: String| Err(ConlluError { line, why });
        if let Some((_, end)) = reader.open {
            return fail(format!("the sentence ends before word {end} of its multiword token"));
        }
        let n_words = reader.sentence.words.len();
        if n_words == 0 {
            // Comments without words are passed over.
            return Ok(None);
        }
        for (idx, (word, head)) in reader.sentence.words.iter_mut().zip(&reader.heads).enumerate() {
            match *head {
                Some(head) if head > n_words => return fail(format!("word {} depends on {head}, and there are {n_words}", idx + 1)),
                Some(head) if head == idx + 1 => return fail(format!("word {head} depends on itself")),
                head => word.head = head.and_then(|head| head.checked_sub(1)),
            }
        }
        reader.sentence.rebuild_text();
        Ok(Some(reader.sentence))
    }
}

/// A part of speech by its name in the second version of UD, or the one that it had in the first.
fn upos_of(name: &str) -> Option<Upos> {
    if name == "CONJ" { Some(Upos::Cconj) } else { Upos::from_name(name) }
}

fn number(digits: &str) -> Result<usize, String> {
    if digits.len() > 6 || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("{digits:?} is no number of a word"));
    }
    digits.parse().map_err(|_| format!("{digits:?} is no number of a word"))
}

/// What a column lists; `_` is nothing.
fn items(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').filter(|item| !item.is_empty() && *item != "_")
}

/// Whether a space follows, the name, the lemma with vowels, and what else MISC holds, sorted.
fn read_misc(misc: &str) -> (bool, String, Option<String>, Vec<String>) {
    let (mut space_after, mut entity, mut vocalised, mut others) = (true, String::new(), None, Vec::new());
    for item in items(misc) {
        match item.split_once('=') {
            Some(("SpaceAfter", value)) => space_after = value != "No",
            Some(("NER", value)) => entity = if value == "O" { String::new() } else { value.to_owned() },
            Some(("Vform", value)) => vocalised = Some(value.to_owned()).filter(|value| !value.is_empty()),
            _ => others.push(item.to_owned()),
        }
    }
    others.sort();
    (space_after, entity, vocalised, others)
}

/// Writes a sentence, with the empty line after it.
pub fn write(sentence: &Sentence, out: &mut String) {
    for (key, value) in [("sent_id", &sentence.id), ("text", &sentence.text)] {
        if !value.is_empty() {
            let _ = writeln!(out, "# {key} = {value}");
        }
    }
    for comment in &sentence.comments {
        let _ = writeln!(out, "# {comment}");
    }
    for token in &sentence.tokens {
        let space_after = token.space_after;
        if token.words.len() > 1 {
            let misc = if space_after { "_" } else { "SpaceAfter=No" };
            let _ = writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", token.words.start + 1, token.words.end, token.form);
        }
        for idx in token.words.clone() {
            let Some(word) = sentence.words.get(idx) else { continue };
            write_word(idx, word, token.words.len() > 1 || space_after, out);
        }
    }
    out.push('\n');
}

fn write_word(idx: usize, word: &Word, space_after: bool, out: &mut String) {
    let or_none = |text: &str| if text.is_empty() { "_".to_owned() } else { text.to_owned() };
    let head = match (word.head, word.deprel.as_str()) {
        (Some(head), _) => (head + 1).to_string(),
        (None, "") => "_".into(),
        (None, _) => "0".into(),
    };
    let mut misc: Vec<String> = word.misc.clone();
    for (name, value) in [("NER", word.entity.as_str()), ("Vform", word.vocalised.as_deref().unwrap_or(""))] {
        if !value.is_empty() {
            misc.push(format!("{name}={value}"));
        }
    }
    if !space_after {
        misc.push("SpaceAfter=No".into());
    }
    misc.sort();
    let _ = writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t{}",
        idx + 1,
        word.form,
        or_none(&word.lemma),
        word.upos.name(),
        or_none(&word.xpos),
        or_none(&word.feats.join("|")),
        or_none(&word.deprel),
        or_none(&misc.join("|")),
    );
}
