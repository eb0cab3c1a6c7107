//! Slots of a noun that tells an act: its genitive, its adjectives and the phrases after it.
//!
//! «قصف الطيران الإسرائيلي مواقع في غزة» has «الطيران الإسرائيلي» as genitive, «مواقع» as object and «غزة» as place. Who of genitive and object acts
//! is told by the frame. The scan stops at the next verb and at a relative clause, so it is bounded by the sentence.

use super::belongs::{is_direction, is_of_deed};
use super::clause::{Argument, Arguments, REACH, join, phrase_at};
use super::phrase::{Phrase, is_quote};
use crate::morph::Word;
use crate::pack::{Case, Frame, Lang, LemmaId, Number, Slot, State, Upos, VerbForm};
use crate::speech::begins_circumstance;

/// The slots of the noun at `noun`, which is in phrase `own`.
#[must_use]
pub fn noun_arguments(noun: usize, own: Option<usize>, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Arguments {
    let mut found = Arguments { verb: noun, end: noun + 1, ..Arguments::default() };
    let mut idx = noun + 1;
    if let Some(own) = own {
        let end = phrases[own].words.end;
        let mut at = noun + 1;
        if words.get(at).is_some_and(Word::is_enclitic) {
            found.slots.push((Slot::Of, Argument::Pronoun(at)));
            at += 1;
        }
        while at < end && is_quote(&words[at]) {
            at += 1;
        }
        let genitive = at;
        // «اعتقال صحفيين فرنسيين»: people are no adjective of one deed.
        let several = |word: &Word| word.feats.number == Some(Number::Plur) && words[noun].feats.number == Some(Number::Sing);
        // «اعتقال أميركي في إيران»: what befalls people is no deed of the one people told, unless another follows («قتل إسرائيلي لفلسطينيين»).
        let befalls = words[noun].lemmas().any(|lemma| befalls_people(lemma, lang));
        // «اعتقالات إسرائيلية» are Israel's.
        let of_state = |word: &Word| {
            word.upos == Upos::Adj
                && word.lemmas().any(|lemma| lang.nisba(lemma).is_some())
                && words[noun].feats.number != Some(Number::Plur)
        };
        let another = phrases.get(own + 1).is_some_and(|next| next.begin == end && matches!(next.slot, None | Some(Slot::L)));
        if befalls && at + 1 == end && of_state(&words[at]) && !words[noun].definite && !another {
            found.slots.push((Slot::Of, Argument::Words(at..end)));
            at = end;
        }
        while at < end && (words[at].upos == Upos::Adj && !several(&words[at]) || at > genitive && words[at].is_mark("-–—")) {
            // «القصف الإسرائيلي»: the adjective of an actor is who acts; «القصف العنيف» tells nobody.
            let pair = at + 1 < end && lang.nisba_pair(&words[at], &words[at + 1]).is_some();
            if pair || words[at].lemmas().any(|lemma| lang.nisba(lemma).is_some()) {
                found.slots.push((Slot::Subject, Argument::Words(at..at + 1 + usize::from(pair))));
                at += usize::from(pair);
            }
            at += 1;
        }
        if at < end && at == genitive {
            found.slots.push((Slot::Of, Argument::Words(at..end)));
            // The last adjectives may be the noun's own: «هجوم المسلحين الأخير»; the genitive keeps them.
        } else if at < end {
            found.slots.push((Slot::Object, Argument::Words(at..end)));
        }
        idx = end;
    }
    let limit = words.len().min(noun + REACH);
    let mut depth = 0usize;
    let mut objects = 0;
    // The phrase after the noun's own and those joined to it.
    let mut after = own.map_or(0, |own| own + 1);
    while idx < limit {
        let next = &words[idx];
        if next.is_mark("(") {
            depth += 1;
        } else if next.is_mark(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            if next.is_sub("sub", "that", lang) {
                found.complement.get_or_insert(idx + 1);
                found.complement_slot = words[idx - 1].slot;
                break;
            }
            if begins_circumstance(words, idx, lang) {
                break;
            }
            // «اتهمت روسيا بقصف المستشفى لكن موسكو نفت ذلك»
            let parted = next.upos == Upos::Sconj || next.is_mark("؛;:") || next.is_sub("conj", "but", lang);
            if next.is_verb() || next.is_class("rel", lang) || parted {
                break;
            }
            if let Some(at) = phrase_at(phrases, idx) {
                let phrase = &phrases[at];
                let head = &words[phrase.head];
                match phrase.slot {
                    Some(_) if is_of_deed(&found, at, phrases, words, lang) => {}
                    // «اعتقال خلية لحماس», «اعتقال خلية تابعة لحماس»: whose they are that it befalls.
                    Some(Slot::L) if at == after && head.upos == Upos::Propn && is_of_some(noun, &found, words, lang) => {}
                    Some(slot) => found.slots.push((slot, Argument::Phrase(at))),
                    // «ذبح أمه وهي على سجادة»: a clause of its own.
                    None if head.upos == Upos::Pron && !head.is_enclitic() => break,
                    None if phrase.joined => {
                        // «حرب إيران والعراق»: joined to the genitive; «سحب الرياض والمنامة سفراءهما» has its object after both.
                        if at == after && !found.slots.is_empty() && found.slots.iter().all(|(slot, _)| *slot == Slot::Of) {
                            found.slots.push((Slot::Of, Argument::Phrase(at)));
                            after += 1;
                        } else {
                            join(&mut found, at);
                        }
                    }
                    // «مسيرة في عمان تنديدا بالحرب»: an accusative that tells what for.
                    None if is_purpose(&words[phrase.head]) => found.slots.push((Slot::Object, Argument::Phrase(at))),
                    // «قصف الحوثيين شمال عدن»: after whoever is told a direction tells where.
                    None if is_direction(phrase, words, lang) && found.at(Slot::Of).next().is_some() => {
                        found.slots.push((Slot::In, Argument::Phrase(at)));
                    }
                    // «قصف الطيران مواقع»: an accusative after the genitive; a second one is another clause's.
                    None if objects == 0 && own.is_some() && at == after && !words[phrase.begin.saturating_sub(1)].is_mark("،,") => {
                        found.slots.push((Slot::Object, Argument::Phrase(at)));
                        objects += 1;
                    }
                    None => break,
                }
                idx = phrase.words.end;
                continue;
            }
        }
        idx += 1;
    }
    found.end = idx;
    found
}

/// Whether a noun tells what befalls people, and its genitive is indefinite.
fn is_of_some(noun: usize, found: &Arguments, words: &[Word], lang: &Lang) -> bool {
    let befalls = words[noun].lemmas().any(|lemma| befalls_people(lemma, lang));
    let indefinite = |word: &Word| !word.definite && !word.is_enclitic() && word.upos != Upos::Propn;
    let some = |argument: &Argument| matches!(argument, Argument::Words(told) if words[told.clone()].iter().all(indefinite));
    befalls && found.at(Slot::Of).any(some)
}

/// Whether a noun tells that people are killed, hurt or taken: the masdar of such a verb, or what a frame tells with it («مقتل»).
pub(crate) fn befalls_people(noun: LemmaId, lang: &Lang) -> bool {
    let person = |verb: LemmaId| lang.lemma(verb).of_person;
    let rows = || lang.frames.get(&noun).into_iter().flatten().map(|row| &lang.tables.frames[*row as usize]);
    let told = |frame: &Frame| frame.of == Slot::Object && frame.nouns.contains(&noun) && frame.verbs.iter().any(|verb| person(*verb));
    lang.lemma(noun).masdar_of.is_some_and(person) || lang.lemma(noun).masdar_of.is_none() && rows().any(told)
}

/// Whether a word is a masdar with the tanwin of the accusative.
pub(crate) fn is_purpose(word: &Word) -> bool {
    let feats = &word.feats;
    feats.verb_form == Some(VerbForm::Masdar) && feats.state == State::Absolute && feats.case == Some(Case::Obl)
}
