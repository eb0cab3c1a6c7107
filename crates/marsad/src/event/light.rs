//! Words that carry an event noun: «شن هجوما», «أجرى مباحثات», «تعرض لقصف», «أدى إلى مقتل»; «سلسلة غارات», «إجراء محادثات».
//!
//! The noun is the trigger. A verb lends it its subject and its other phrases, and its negation and future; a noun stands for it
//! towards the verb that governs both.

use smallvec::SmallVec;

use crate::pack::{Content, Lang, Slot, Upos};
use crate::syntax::{Argument, Parse, noun_arguments};

/// An event noun that another word carries.
#[derive(Clone, Copy, Debug)]
pub struct Carried {
    /// The event noun.
    pub word: usize,
    /// The word that carries it.
    pub carrier: usize,
    /// Whether that is a verb.
    pub verb: bool,
    /// The slot of the verb in which the noun stands.
    pub noun: Slot,
    /// The slot of the noun that the verb's subject, or the other noun's genitive, fills.
    pub subject: Option<Slot>,
    /// What becomes of the act.
    pub effect: Content,
}

/// All event nouns that others carry: by verbs first, in order.
#[must_use]
pub fn find_carried(parse: &Parse, lang: &Lang) -> Vec<Carried> {
    let mut found: Vec<Carried> = Vec::new();
    for (verb, clause) in &parse.clauses {
        for row in parse.words[*verb].lemmas().filter_map(|lemma| lang.lights.get(&lemma)).flatten() {
            let light = &lang.tables.lights[*row as usize];
            // «شُنّ هجوم»: the noun is the subject of the passive.
            let direct = clause.at(light.noun).next().is_some();
            let slot = if !direct && light.noun == Slot::Object { Slot::Subject } else { light.noun };
            let subject = if slot == light.noun { light.subject } else { None };
            // «هجوم نفذه مسلحون», «الغارات التي شنتها», «زيارة يقوم بها»: its pronoun stands for the noun before it.
            if clause.at(light.noun).any(|argument| is_pronoun(argument, parse))
                && let Some(at) = described(*verb, parse, lang)
            {
                let carried =
                    Carried { word: 0, carrier: *verb, verb: true, noun: light.noun, subject: light.subject, effect: light.effect };
                push(&mut found, parse.phrases[at].words.clone(), carried, parse, lang);
            }
            for argument in clause.at(slot) {
                let Argument::Phrase(at) = argument else { continue };
                let words = whole(*at, parse, lang);
                push(
                    &mut found,
                    words,
                    Carried { word: 0, carrier: *verb, verb: true, noun: slot, subject, effect: light.effect },
                    parse,
                    lang,
                );
            }
        }
    }
    for idx in 0..parse.words.len() {
        for (slot, subject) in noun_slots(parse, idx, lang) {
            let carried = Carried { word: 0, carrier: idx, verb: false, noun: slot, subject, effect: Content::Asserted };
            let own = parse.phrase_of(idx);
            if slot == Slot::Of {
                let end = own.map_or(idx, |at| parse.phrases[at].words.end);
                push(&mut found, idx + 1..end, carried, parse, lang);
            } else {
                let arguments = noun_arguments(idx, own, &parse.words, &parse.phrases, lang);
                for argument in arguments.at(slot) {
                    if let Argument::Phrase(at) = argument {
                        push(&mut found, parse.phrases[*at].words.clone(), carried, parse, lang);
                    }
                }
            }
        }
    }
    found
}

/// Whether an argument is a pronoun, attached to the verb or to its preposition.
fn is_pronoun(argument: &Argument, parse: &Parse) -> bool {
    match argument {
        Argument::Pronoun(at) => parse.words[*at].is_enclitic(),
        Argument::Phrase(at) => parse.words[parse.phrases[*at].head].upos == Upos::Pron,
        Argument::Words(_) => false,
    }
}

/// The words of a phrase; of «سلسلة من الغارات» those after «من» too, for it is one thing.
fn whole(at: usize, parse: &Parse, lang: &Lang) -> std::ops::Range<usize> {
    let phrase = &parse.phrases[at];
    let partitive =
        parse.words[phrase.head].lemmas().any(|lemma| lang.light_nouns.contains_key(&lemma)) && phrase.head + 1 == phrase.words.end;
    let rest = parse.phrases.get(at + 1).filter(|next| partitive && next.begin == phrase.words.end && next.slot == Some(Slot::From));
    phrase.words.start..rest.map_or(phrase.words.end, |next| next.words.end)
}

/// The phrase right before a verb, or before its relative word, which the verb's clause describes.
fn described(verb: usize, parse: &Parse, lang: &Lang) -> Option<usize> {
    let at = parse.phrases.partition_point(|phrase| phrase.words.end <= verb).checked_sub(1)?;
    let between = &parse.words[parse.phrases[at].words.end..verb];
    between.iter().all(|word| word.is_class("rel", lang) || word.is_class("perf", lang)).then_some(at)
}

/// Where the event nouns stand that a noun carries, and which of their slots its genitive fills: a noun of the data, and the masdar of a light verb:
/// «سلسلة غارات», «شن غارات», «استمرار إسرائيل في قصف غزة».
fn noun_slots(parse: &Parse, idx: usize, lang: &Lang) -> SmallVec<[(Slot, Option<Slot>); 2]> {
    let mut slots = SmallVec::new();
    for lemma in parse.words[idx].lemmas() {
        let rows = lang.light_nouns.get(&lemma).into_iter().flatten().map(|row| &lang.tables.lights[*row as usize]);
        slots.extend(rows.take(1).map(|light| (light.noun, None)));
        let Some(verb) = lang.lemma(lemma).masdar_of else { continue };
        for row in lang.lights.get(&verb).into_iter().flatten() {
            let light = &lang.tables.lights[*row as usize];
            match light.noun {
                // «شن روسيا غارات» has both.
                Slot::Object => slots.extend([(Slot::Of, None), (Slot::Object, light.subject.filter(|as_| *as_ == Slot::Subject))]),
                Slot::Subject => slots.push((Slot::Of, None)),
                slot => slots.push((slot, light.subject.filter(|as_| *as_ == Slot::Subject))),
            }
        }
    }
    slots.dedup();
    slots
}

/// Adds the first event noun among the words, unless somebody carries it already, and the next one where the first only carries
/// it on («حملة ترهيب»).
fn push(found: &mut Vec<Carried>, words: std::ops::Range<usize>, carried: Carried, parse: &Parse, lang: &Lang) {
    for word in words {
        if !parse.words[word].lemmas().any(|lemma| lang.is_event_noun(lemma)) {
            continue;
        }
        match found.iter_mut().find(|before| before.word == word) {
            // «انتهت زيارة قام بها الوزير»: who does it is told by the verb that lends its subject.
            Some(before) if before.subject.is_none() && carried.subject.is_some() => {
                let effect = if before.effect == Content::Asserted { carried.effect } else { before.effect };
                *before = Carried { word, effect, ..carried };
            }
            Some(_) => {}
            None => found.push(Carried { word, ..carried }),
        }
        if noun_slots(parse, word, lang).is_empty() {
            break;
        }
    }
}
