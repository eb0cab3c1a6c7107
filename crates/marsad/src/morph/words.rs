//! The words of a reading: each with its letters of the token, and readings held against words that are known.

use smallvec::SmallVec;

use super::candidate::Candidate;
use super::{Could, Part, Word};
use crate::pack::{Lang, Number, Slot, Upos};
use crate::span::Span;
use crate::text::Token;
use crate::text::fold::key_len;

pub(super) fn push_words(text: &str, token: &Token, idx: usize, reading: &Candidate, lang: &Lang, words: &mut Vec<Word>) {
    let mut start = 0;
    let word = |from: usize, to: usize, part: Part| Word {
        token: idx,
        span: letters(text, token, from, to),
        key: token.key[from..to].into(),
        lemma: None,
        ties: SmallVec::new(),
        could: Could::default(),
        upos: Upos::X,
        feats: Default::default(),
        definite: false,
        part,
        closed: None,
        slot: None,
        known: true,
    };
    for row in &reading.proclitics {
        let entry = &lang.tables.closed[*row as usize];
        let end = start + entry.keys.first().map_or(0, String::len);
        let mut clitic = word(start, end, Part::Proclitic);
        clitic.closed = Some(lang.free_entry(*row));
        clitic.upos = match entry.sub.as_str() {
            "conj" => Upos::Cconj,
            "prep" => Upos::Adp,
            _ => Upos::Part,
        };
        if entry.sub == "prep" {
            let free = &lang.tables.closed[lang.free_entry(*row) as usize];
            clitic.slot = Slot::from_name(&free.sub);
        }
        words.push(clitic);
        start = end;
    }
    let mut stem = word(reading.stem_start, reading.stem_end, Part::Stem);
    stem.lemma = reading.lemma;
    stem.upos = reading.upos;
    stem.feats = reading.feats;
    stem.definite = reading.definite;
    stem.closed = reading.closed;
    stem.known = reading.known;
    stem.slot = reading
        .closed
        .map(|row| &lang.tables.closed[row as usize])
        .filter(|entry| entry.class == "prep")
        .and_then(|entry| Slot::from_name(&entry.sub));
    if reading.definite && !stem.key.starts_with(lang.article()) {
        // «للوزير»: the article's alef is not written.
        let lam = &lang.article()[lang.article().len() / 2..];
        let rest = stem.key.strip_prefix(lam).unwrap_or(&stem.key);
        let is_whole = reading.lemma.is_some_and(|_| lang.forms(rest).all(|form| Some(form.lemma) != reading.lemma));
        stem.key = format!("{}{}", lang.article(), if is_whole { &stem.key } else { rest }).into();
    }
    words.push(stem);
    if let Some(row) = reading.enclitic {
        let mut pronoun = word(reading.stem_end, token.key.len(), Part::Enclitic);
        pronoun.closed = Some(row);
        pronoun.upos = Upos::Pron;
        pronoun.feats = pronoun_feats(&lang.tables.closed[row as usize].sub);
        words.push(pronoun);
    }
}

/// The features that a pronoun's subclass tells: `3ms`, `3fd`, `1p`.
pub(super) fn pronoun_feats(sub: &str) -> crate::pack::Feats {
    use crate::pack::{Feats, Gender};
    let mut feats = Feats::default();
    for letter in sub.chars() {
        match letter {
            '1'..='3' => feats.person = letter as u8 - b'0',
            'm' => feats.gender = Some(Gender::Masc),
            'f' => feats.gender = Some(Gender::Fem),
            's' => feats.number = Some(Number::Sing),
            'd' => feats.number = Some(Number::Dual),
            'p' => feats.number = Some(Number::Plur),
            _ => {}
        }
    }
    feats
}

/// The span of the token's letters whose key bytes are `from..to`. Marks stand with the letter before them; a ligature of letters of
/// two words is the first one's.
pub(super) fn letters(text: &str, token: &Token, from: usize, to: usize) -> Span {
    if from == 0 && to == token.key.len() {
        return token.span;
    }
    let raw = token.span.of(text);
    let base = token.span.start as usize;
    let (mut start, mut end, mut n_key) = (if from == 0 { 0 } else { raw.len() }, raw.len(), 0);
    for (at, letter) in raw.char_indices() {
        let n_own = key_len(letter);
        if n_own > 0 {
            if n_key >= from && start == raw.len() {
                start = at;
            }
            if n_key >= to {
                end = at;
                break;
            }
        }
        n_key += n_own;
    }
    Span::new(base + start.min(end), base + end)
}

/// Keeps the readings of a token whose words are the given ones, as far as there are any.
pub(super) fn keep_given(text: &str, token: &Token, given: &[Span], lang: &Lang, readings: &mut Vec<Candidate>) {
    let at = given.partition_point(|span| span.end <= token.span.start);
    let n_own = given[at..].iter().take_while(|span| span.start < token.span.end).count();
    let own = &given[at..at + n_own];
    if readings.iter().any(|reading| has_words(text, token, own, reading, lang)) {
        readings.retain(|reading| has_words(text, token, own, reading, lang));
    } else {
        // Whatever the lexicon would take off, it is one word.
        let whole = readings.iter().min_by_key(|reading| reading.cost).cloned();
        readings.clear();
        readings.extend(whole.map(|reading| super::unknown::whole(&token.key, reading.upos)));
    }
}

/// Whether a reading has exactly these words.
pub(super) fn has_words(text: &str, token: &Token, given: &[Span], reading: &Candidate, lang: &Lang) -> bool {
    let n_words = reading.proclitics.len() + 1 + usize::from(reading.enclitic.is_some());
    n_words == given.len() && spans(text, token, reading, lang).as_slice() == given
}

/// The letters of the stem of a reading.
pub(super) fn stem_span(text: &str, token: &Token, reading: &Candidate) -> Span {
    letters(text, token, reading.stem_start, reading.stem_end)
}

/// The spans of the words of a reading.
pub(super) fn spans(text: &str, token: &Token, reading: &Candidate, lang: &Lang) -> SmallVec<[Span; 4]> {
    let mut words = Vec::new();
    push_words(text, token, 0, reading, lang, &mut words);
    words.iter().map(|word| word.span).collect()
}
