//! Subjects that stand at the head of their clause, apart from the verb: the topic of «أما», and what commas hold apart.
//!
//! In: a verb among the phrases of its sentence. Out: the phrase that is its subject, or none.
//!
//! «أما واشنطن، التي انسحبت من الاتفاق، فهددت إيران»: the verb behind the first «ف» is Washington's, and «إيران» its object. «روسيا، وهي من أكبر
//! الدائنين، رفضت»: what commas hold says something of Russia. A pronoun at the verb with somebody told after it («أما إيران فهددتها واشنطن») means
//! the topic, which then is no subject; a topic behind a preposition («أما في طهران») never is.

use super::beyond::Sentence;
use super::phrase::is_quote;
use super::subject::fits_subject;
use crate::morph::Word;
use crate::pack::{Lang, Upos};

/// How far a topic may stand before its verb, in words.
const FAR: usize = 40;

/// How long an insertion between commas may be, in words.
const INSERTED: usize = 15;

/// The phrase that «أما» names before the «ف» in front of a verb.
pub(super) fn topic(verb: usize, sentence: &Sentence<'_>) -> Option<usize> {
    let Sentence { words, phrases, lang } = *sentence;
    let then = before_particles(verb, words, lang).filter(|at| words[*at].is_sub("conj", "then", lang))?;
    let opens = (then.saturating_sub(FAR)..then).rev().find(|at| words[*at].is_class("topic", lang) || words[*at].is_mark(".؛!؟?"))?;
    let own = words[opens].is_class("topic", lang) && !words[opens..then].iter().any(|word| word.is_sub("conj", "then", lang));
    let at = phrases.iter().position(|phrase| phrase.begin == opens + 1).filter(|at| own && phrases[*at].slot.is_none())?;
    (!is_resumed(verb, sentence)).then_some(at)
}

/// The phrase at the head of a clause that an insertion between commas parts from its verb.
pub(super) fn parted_by_commas(verb: usize, sentence: &Sentence<'_>) -> Option<usize> {
    let Sentence { words, phrases, lang } = *sentence;
    let close = before_particles(verb, words, lang).filter(|at| words[*at].is_mark("،,"))?;
    let open = (close.saturating_sub(INSERTED)..close).rev().find(|at| words[*at].is_mark("،,"))?;
    let at = phrases.iter().position(|phrase| phrase.words.end == open)?;
    let breaks = |word: &Word| word.is_verb() || word.upos == Upos::Sconj || word.is_class("rel", lang);
    let phrase = &phrases[at];
    let heads = phrase.begin.checked_sub(1).is_none_or(|before| begins_clause(before, words, lang));
    let definite = words[phrase.words.clone()].iter().any(|word| word.definite || word.upos == Upos::Propn);
    // «طائرات حربية، تابعة للحكومة، قصفت سفينة» begins its sentence.
    let definite = definite || phrase.begin == 0;
    let plain = close > open + 1 && !words[open + 1..close].iter().any(breaks);
    (plain && heads && definite && phrase.slot.is_none() && !phrase.joined).then_some(at)
}

/// The word before the particles in front of a verb: «فقد», «، لم».
pub(super) fn before_particles(verb: usize, words: &[Word], lang: &Lang) -> Option<usize> {
    let particle = |word: &Word| word.is_class("perf", lang) || word.is_class("fut", lang) || word.is_class("neg", lang);
    (0..verb).rev().find(|at| !particle(&words[*at]))
}

/// Whether a clause begins after a word.
fn begins_clause(at: usize, words: &[Word], lang: &Lang) -> bool {
    let word = &words[at];
    is_quote(word) && at == 0 || word.upos == Upos::Sconj || word.is_class("conj", lang) && (at == 0 || words[at - 1].upos == Upos::Punct)
}

/// Whether a pronoun at the verb stands for what was told before, and somebody after it fits as the subject.
fn is_resumed(verb: usize, sentence: &Sentence<'_>) -> bool {
    let Sentence { words, phrases, lang } = *sentence;
    let object = words.get(verb + 1).is_some_and(Word::is_enclitic);
    let after = || phrases.iter().find(|phrase| phrase.begin > verb + 1).filter(|phrase| phrase.slot.is_none());
    object && after().is_some_and(|phrase| fits_subject(&words[verb], phrase, words, lang))
}
