//! What does the language data lack: words that tell of public actors and gave no claim.
//!
//! In: an article. Out: a [`Gap`] for each verb or verbal noun beside a known party that no frame has, and for each slot whose word no
//! frame of the trigger has.
//!
//! «هنأت القاهرة بغداد» → «هنأ», which no frame has; «شنت إسرائيل حملة دعائية» → «حملة» with `coerce.arrest-campaign`, whose `of` lacks its word.
//!
//! A gap is a question to an editor and no error: most words tell no act that is coded.

use crate::article::Article;
use crate::coded::{Field, Range};
use crate::coder::{Coded, Part, walk};
use crate::pack::{Lang, LemmaId, Slot, VerbForm};
use crate::syntax::{Argument, Arguments, noun_arguments};

/// A word that gave no claim for want of language data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which text it stands in.
    pub field: Field,
    /// Where its sentence stands, in code points.
    pub sentence: Range,
    /// The lemma of the word.
    pub trigger: String,
    /// The frame that was tried; `None` where the word has none.
    pub frame: Option<String>,
    /// The slot that lacks the frame's word; without a frame, what the word governs.
    pub slot: Option<Slot>,
    /// The lemma that heads the slot; empty where nothing fills it.
    pub word: String,
}

/// The gaps of an article, in the order of its text.
///
/// Cost: that of coding.
#[must_use]
pub fn gaps(article: &Article, lang: &Lang) -> Vec<Gap> {
    let mut found = Vec::new();
    walk(article, lang, 0.0, None, false, &mut |part, sentence, lang| {
        let told = |idx: usize| sentence.acts.iter().any(|judged| judged.draft.trigger == idx || judged.draft.light == Some(idx));
        for idx in sentence.parse.start..sentence.parse.words.len() {
            let Some(arguments) = arguments(idx, sentence, lang).filter(|arguments| !told(idx) && is_public(arguments, sentence)) else {
                continue;
            };
            let span = part.points.span(sentence.parse.span_of(sentence.parse.start..sentence.parse.words.len()));
            gaps_of(idx, &arguments, part, span, sentence, lang, &mut found);
        }
    });
    found
}

/// What a verb or a verbal noun governs; `None` for every other word.
fn arguments(idx: usize, sentence: &Coded<'_, '_>, lang: &Lang) -> Option<Arguments> {
    let parse = sentence.parse;
    let word = &parse.words[idx];
    if parse.in_time(idx) || parse.in_name(idx) {
        return None;
    }
    if word.is_verb() {
        return parse.clause(idx).cloned();
    }
    let verbal = word.feats.verb_form == Some(VerbForm::Masdar) || word.lemmas().any(|lemma| lang.frames.contains_key(&lemma));
    verbal.then(|| noun_arguments(idx, parse.phrase_of(idx), &parse.words, &parse.phrases, lang))
}

/// Whether somebody of a known country is among what the word governs.
fn is_public(arguments: &Arguments, sentence: &Coded<'_, '_>) -> bool {
    let phrases = arguments.slots.iter().filter_map(|(_, argument)| if let Argument::Phrase(at) = argument { Some(*at) } else { None });
    phrases.flat_map(|at| &sentence.whos[at]).any(|who| who.country.is_some() && !who.assumed)
}

fn gaps_of(idx: usize, arguments: &Arguments, part: &Part<'_>, span: Range, sentence: &Coded<'_, '_>, lang: &Lang, found: &mut Vec<Gap>) {
    let word = &sentence.parse.words[idx];
    let Some(lemma) = word.lemma else { return };
    let gap =
        Gap { field: part.field, sentence: span, trigger: lang.lemma(lemma).lemma.clone(), frame: None, slot: None, word: String::new() };
    let lacking = sentence.refused.iter().filter(|refused| refused.trigger == idx).collect::<Vec<_>>();
    for refused in &lacking {
        let frame = &lang.tables.frames[refused.frame as usize];
        let needed = refused.why.slot.filter(|slot| frame.needs.iter().any(|(needed, _)| needed == slot));
        if let Some(slot) = needed {
            let word = arguments.at(slot).find_map(|argument| head(argument, sentence)).map(|lemma| lang.lemma(lemma).lemma.clone());
            found.push(Gap { frame: Some(frame.id.clone()), slot: needed, word: word.unwrap_or_default(), ..gap.clone() });
        }
    }
    let known = |lemma: LemmaId| {
        lang.frames.contains_key(&lemma)
            || lang.reporting.contains_key(&lemma)
            || lang.lights.contains_key(&lemma)
            || lang.is_auxiliary(lemma)
    };
    if lacking.is_empty() && !word.lemmas().any(known) {
        let filled = arguments.slots.iter().find_map(|(slot, argument)| match slot {
            Slot::Subject => None,
            _ => Some((*slot, head(argument, sentence)?)),
        });
        let word = filled.map(|(_, lemma)| lang.lemma(lemma).lemma.clone()).unwrap_or_default();
        found.push(Gap { slot: filled.map(|(slot, _)| slot), word, ..gap });
    }
}

/// The lemma that heads what fills a slot.
fn head(argument: &Argument, sentence: &Coded<'_, '_>) -> Option<LemmaId> {
    match argument {
        Argument::Phrase(at) => sentence.parse.words[sentence.parse.phrases[*at].head].lemma,
        Argument::Words(words) => sentence.parse.words[words.clone()].iter().find_map(|word| word.lemma),
        Argument::Pronoun(_) => None,
    }
}
