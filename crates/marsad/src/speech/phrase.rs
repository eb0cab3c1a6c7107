//! What a phrase tells beside what is said: «بحسب», «على حد قول», «كما أعلن».
//!
//! In: a sentence and the utterances of its verbs. Out: further utterances, each for the clause it stands beside.
//!
//! «قصفت إسرائيل بلدة لبنانية، بحسب ما ذكرت وزارة الدفاع السورية»: the subject of ذكرت speaks. At the beginning of a sentence «كما أعلن»
//! says only that there is more.

use std::ops::Range;

use super::Utterance;
use super::content::{begin_of, content, rows_of};
use super::verb::{holders, near};
use crate::morph::Word;
use crate::pack::{Lang, Slot, Upos};
use crate::syntax::{Argument, Parse};

/// Adds the utterances of phrases.
pub(super) fn by_phrases(parse: &Parse, lang: &Lang, found: &mut Vec<Utterance>) {
    for (at, phrase) in parse.phrases.iter().enumerate() {
        if phrase.slot == Some(Slot::According) && !phrase.joined && phrase.begin >= parse.start {
            let clause = clause_beside(parse, phrase.begin, lang);
            let near = near(parse, phrase.words.end, end_beside(parse, phrase.words.end), &(0..0), lang);
            found.push(Utterance { beside: true, near, ..Utterance::new(phrase.begin, Argument::Phrase(at), clause) });
        }
    }
    for idx in parse.start..parse.words.len() {
        let Some((row, n_words)) = lang.reporting_phrases(&parse.words, idx).max_by_key(|(_, n_words)| *n_words) else { continue };
        let after = idx + n_words;
        if lang.tables.reporting[row as usize].speaker == Slot::Subject {
            found.extend(as_told(parse, idx, after, row, lang));
        } else if parse.words[idx].slot != Some(Slot::According) {
            let Some(speaker) = follows(parse, idx, after) else { continue };
            let content = clause_beside(parse, idx, lang);
            found.push(Utterance { reporting: Some(row), beside: true, ..Utterance::new(idx, speaker, content) });
        }
    }
}

/// «كما أعلن الوزير»: a verb of saying after the phrase that introduces nothing itself.
fn as_told(parse: &Parse, cue: usize, verb: usize, row: u32, lang: &Lang) -> Option<Utterance> {
    let words = &parse.words;
    let arguments = parse.clause(verb)?;
    let plain = |row: &u32| matches!(&*lang.tables.reporting[*row as usize].force, "neutral" | "emphatic");
    let told = rows_of(&words[verb], lang).find(plain)?;
    // «أسفر القصف، كما تقول الأمم المتحدة، عن مقتل ثلاثة»: beyond the comma the sentence goes on.
    let end = end_beside(parse, verb + 1);
    let own = |at: usize| !words.get(end).is_some_and(|word| word.is_mark("،,")) || at < end;
    if rows_of(&words[verb], lang).filter_map(|row| content(parse, arguments, row, lang)).any(|(_, said, _)| own(said.start)) {
        return None;
    }
    let told = &lang.tables.reporting[told as usize];
    // «كما واصلت الطائرات القصف», «كما تحدث مع نظيره»: it does something else.
    let else_where = |(slot, argument): &(Slot, Argument)| match argument {
        Argument::Phrase(at) => {
            own(parse.phrases[*at].begin)
                && !matches!(slot, Slot::Subject | Slot::In | Slot::L | Slot::On | Slot::At | Slot::During | Slot::Via)
        }
        _ => false,
    };
    if told.carrier.is_none() && arguments.slots.iter().any(else_where) {
        return None;
    }
    let (speaker, passed_on) = holders(parse, arguments, told, lang)?;
    // «كما قال الوزير، فإن …» begins a sentence; «كما قال الوزير» alone adds to what was told before.
    let first = words[parse.start..cue].iter().all(|word| word.upos == Upos::Punct || word.is_sub("conj", "coord", lang));
    if first && words[end.min(words.len())..].iter().all(|word| word.upos == Upos::Punct) {
        return None;
    }
    let near = near(parse, verb, end, &(0..0), lang);
    let content = clause_beside(parse, cue, lang);
    Some(Utterance { reporting: Some(row), beside: true, passed_on, near, ..Utterance::new(cue, speaker, content) })
}

/// Who is told after «على حد قول», the words before `after`: the rest of the phrase, the next one, a pronoun; else the subject.
fn follows(parse: &Parse, idx: usize, after: usize) -> Option<Argument> {
    let words = &parse.words;
    if words.get(after).is_some_and(Word::is_enclitic) {
        return Some(Argument::Pronoun(after));
    }
    if let Some(at) = parse.phrase_of(after) {
        let phrase = &parse.phrases[at];
        return Some(if phrase.words.start < after { Argument::Words(after..phrase.words.end) } else { Argument::Phrase(at) });
    }
    let main = parse.clauses.iter().rev().find(|(verb, _)| *verb < idx)?;
    main.1.at(Slot::Subject).next().cloned()
}

/// The words that a phrase at `idx` is told beside.
fn clause_beside(parse: &Parse, idx: usize, lang: &Lang) -> Range<usize> {
    let words = &parse.words;
    let parts = |at: &usize| words[*at].is_mark("؛;") || words[*at].is_sub("sub", "while", lang) && words[*at - 1].is_mark("،,");
    let end = (idx + 1..words.len()).find(parts).unwrap_or(words.len());
    begin_of(parse, idx, lang)..end
}

/// Where the phrase ends that begins before `from`: at the next comma, stop or clause.
fn end_beside(parse: &Parse, from: usize) -> usize {
    let words = &parse.words;
    let spread = |at: usize| words.get(at + 1).is_some_and(Word::is_enclitic);
    let ends = |at: &usize| words[*at].is_mark("،,؛;.") || words[*at].upos == Upos::Sconj || words[*at].is_verb() && !spread(*at);
    (from..words.len()).find(ends).unwrap_or(words.len())
}
