//! Who says so: reporting verbs, participles and phrases with their speaker and what they introduce.
//!
//! In: an analysed sentence. Out: [`Utterance`]s: the reporting word, the argument that is the speaker, the words said.
//!
//! «قالت الشرطة إن مسلحين هاجموا حاجزا» → speaker «الشرطة», content «مسلحين هاجموا حاجزا», force neutral.
//! «بحسب وكالة مهر» → the agency, for the whole sentence.
//!
//! Quotations that run over several sentences are carried by the coder; chains of reporters are not resolved here.

use std::ops::Range;

use crate::morph::{Part, Word};
use crate::pack::{Case, Lang, Number, Slot, Upos, VerbForm};
use crate::syntax::{Argument, Arguments, Parse, is_quote};

/// Somebody says something in a sentence.
#[derive(Clone, Debug)]
pub struct Utterance {
    /// The reporting word.
    pub cue: usize,
    /// The clause it stands in, for its slots.
    pub speaker: Speaker,
    /// What is said.
    pub content: Range<usize>,
    /// Row in the reporting expressions; `None` for «بحسب».
    pub reporting: Option<u32>,
    /// Whether it is quoted.
    pub direct: bool,
}

/// Where the speaker is told.
#[derive(Clone, Debug)]
pub enum Speaker {
    /// In a slot of the reporting word.
    Argument(Argument),
    /// Subject of the clause of another verb (participles).
    SubjectOf(usize),
    /// A phrase.
    Phrase(usize),
}

/// Finds who says what.
///
/// Shape: in order of the cue. Cost: linear.
#[must_use]
pub fn find_utterances(parse: &Parse, lang: &Lang) -> Vec<Utterance> {
    let mut found = Vec::new();
    for (idx, word) in parse.words.iter().enumerate() {
        if !word.is_verb() && !is_circumstance(&parse.words, idx, lang) {
            continue;
        }
        let rows: Vec<u32> = word.lemmas().filter_map(|lemma| lang.reporting.get(&lemma)).flatten().copied().collect();
        if rows.is_empty() {
            continue;
        }
        if word.is_verb() {
            let Some(arguments) = parse.clause(idx) else { continue };
            let Some((row, content, direct)) = rows.iter().find_map(|row| content(parse, arguments, *row, lang)) else { continue };
            let slot = lang.tables.reporting[row as usize].speaker;
            let Some(speaker) = arguments.at(slot).next().cloned() else { continue };
            found.push(Utterance { cue: idx, speaker: Speaker::Argument(speaker), content, reporting: Some(row), direct });
        } else {
            let main = parse.main_clause_before(idx).map(|(verb, _)| *verb);
            let that = (idx + 1..parse.words.len().min(idx + 4)).find(|at| parse.words[*at].is_sub("sub", "that", lang));
            let (Some(main), Some(that)) = (main, that) else { continue };
            found.push(Utterance {
                cue: idx,
                speaker: Speaker::SubjectOf(main),
                content: that + 1..parse.words.len(),
                reporting: Some(rows[0]),
                direct: parse.words.get(that + 1).is_some_and(is_quote),
            });
        }
    }
    for (at, phrase) in parse.phrases.iter().enumerate() {
        if phrase.slot == Some(Slot::According) && !phrase.joined {
            found.push(Utterance {
                cue: phrase.begin,
                speaker: Speaker::Phrase(at),
                content: parse.start..parse.words.len(),
                reporting: None,
                direct: false,
            });
        }
    }
    found.extend(fixed_phrases(parse, lang));
    found
}

/// «على حد قول مسؤول», «كما نقلت عنه»: fixed words that tell that somebody says the sentence; the speaker follows them or is their pronoun.
fn fixed_phrases(parse: &Parse, lang: &Lang) -> Vec<Utterance> {
    let words = &parse.words;
    let mut found = Vec::new();
    for idx in parse.start..words.len() {
        // «بحسب» is a preposition and found among the phrases.
        if words[idx].slot == Some(Slot::According) {
            continue;
        }
        let Some((row, n_words)) = lang.reporting_phrases(words, idx).max_by_key(|(_, n_words)| *n_words) else { continue };
        let after = idx + n_words;
        let at = parse.phrases.partition_point(|phrase| phrase.words.start < after);
        let next = parse.phrases.get(at).filter(|phrase| phrase.words.start == after && !words[after].is_enclitic());
        let main = parse.clauses.iter().rev().find(|(verb, _)| *verb < idx).map(|(verb, _)| *verb);
        let speaker = match (next, main) {
            (Some(_), _) => Speaker::Phrase(at),
            (None, Some(main)) => Speaker::SubjectOf(main),
            (None, None) => continue,
        };
        found.push(Utterance { cue: idx, speaker, content: parse.start..words.len(), reporting: Some(row), direct: false });
    }
    found
}

/// «مؤكدا أن», «معتبرة»: an indefinite participle that says how the subject acts.
pub(crate) fn is_circumstance(words: &[Word], idx: usize, lang: &Lang) -> bool {
    let word = &words[idx];
    let participle = word.upos != Upos::Adj
        && (word.is_participle() || word.upos == Upos::Noun && word.lemmas().any(|lemma| lang.lemma(lemma).upos == Upos::Verb));
    let passive =
        word.is_participle() && word.feats.verb_form == Some(VerbForm::PassPart) && word.feats.verb_form.is_some() && word.ties.is_empty();
    // «التقى في المدينة ممثلين عن الحزب»: a noun for somebody and whose he is.
    let somebody = word.lemma.is_some_and(|lemma| lang.agent(lemma).is_some())
        && (words.get(idx + 1).is_some_and(|next| matches!(next.slot, Some(Slot::About | Slot::L)))
            || idx > 0 && words[idx - 1].is_sub("conj", "coord", lang) && word.feats.number == Some(Number::Plur));
    // «هاجمت المدينة», «مدينة طرابلس»: a noun of things is none, whatever participle has its letters.
    let thing = word.lemma.is_some_and(|lemma| lang.lemma(lemma).upos == Upos::Noun && !lang.lemma(lemma).human);
    if !participle
        || thing
        || somebody
        || passive
        || word.definite
        || word.part != Part::Stem
        || words.get(idx + 1).is_some_and(Word::is_enclitic)
    {
        return false;
    }
    let accusative = word.key.ends_with(['\u{0627}', '\u{0647}'])
        || word.feats.case == Some(Case::Obl) && matches!(word.feats.number, Some(Number::Plur | Number::Dual));
    let before = words[..idx].iter().rev().find(|word| !is_quote(word));
    // «تعتزم مهاجمة إيران»: where the letters are a masdar too, only a comma before them makes a participle.
    let masdar = word.lemmas().any(|lemma| lang.lemma(lemma).masdar_of.is_some());
    let closes = before.is_some_and(|before| {
        if masdar {
            return before.is_mark("،,");
        }
        before.is_mark("،,")
            || before.definite
            || before.upos == Upos::Propn
            || before.is_sub("conj", "coord", lang)
            || before.is_enclitic()
            || before.upos == Upos::Num
    });
    // It governs something: a preposition, «أن», a definite noun or a name.
    let governs = words.get(idx + 1).is_some_and(|next| {
        next.slot.is_some()
            || next.is_sub("sub", "that", lang)
            || next.definite
            || matches!(next.upos, Upos::Propn | Upos::Pron)
            || is_quote(next)
    });
    accusative && closes && governs
}

/// What a reporting verb introduces, if anything.
fn content(parse: &Parse, arguments: &Arguments, row: u32, lang: &Lang) -> Option<(u32, Range<usize>, bool)> {
    let end = parse.words.len();
    for slot in &lang.tables.reporting[row as usize].complement {
        if *slot == Slot::That {
            if let Some(start) = arguments.complement {
                return Some((row, start..end, parse.words.get(start).is_some_and(is_quote)));
            }
            // «وقال: "…"», «وأضاف "…"».
            let from = arguments.slots.iter().filter_map(|(_, argument)| match argument {
                Argument::Phrase(at) if parse.phrases[*at].begin > arguments.verb => Some(parse.phrases[*at].words.end),
                _ => None,
            });
            let from = from.chain([arguments.verb + 1]).collect::<Vec<_>>();
            let opens = |at: &usize| parse.words.get(*at).is_some_and(|word| is_quote(word) || word.is_mark(":"));
            if let Some(start) = from.into_iter().filter(opens).min() {
                return Some((row, start..end, true));
            }
        } else if let Some(Argument::Phrase(at)) = arguments.at(*slot).next() {
            let phrase = &parse.phrases[*at];
            // What a preposition or the object tells ends with the clause.
            return Some((row, phrase.words.start..arguments.end.max(phrase.words.end), false));
        }
    }
    None
}
