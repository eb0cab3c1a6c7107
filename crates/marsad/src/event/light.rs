//! Verbs that carry an event noun: «شن هجوما», «أجرى مباحثات», «تعرض لقصف», «أدى إلى مقتل».
//!
//! The noun is the trigger; the verb lends it its subject and its other phrases, and its negation and future.

use crate::pack::{Content, Lang, Slot};
use crate::syntax::{Argument, Parse};

/// An event noun that a verb carries.
#[derive(Clone, Copy, Debug)]
pub struct Carried {
    /// The noun.
    pub word: usize,
    /// The verb.
    pub verb: usize,
    /// The slot of the verb in which the noun stands.
    pub noun: Slot,
    /// The slot of the noun that the verb's subject fills.
    pub subject: Option<Slot>,
    /// What becomes of the act.
    pub effect: Content,
}

/// All event nouns that light verbs carry, in order of the verbs.
#[must_use]
pub fn find_carried(parse: &Parse, lang: &Lang) -> Vec<Carried> {
    let mut found = Vec::new();
    for (verb, clause) in &parse.clauses {
        let Some(rows) = parse.words[*verb].lemma.and_then(|lemma| lang.lights.get(&lemma)) else { continue };
        for row in rows {
            let light = &lang.tables.lights[*row as usize];
            // «شُنّ هجوم»: the noun is the subject of the passive.
            let direct: Vec<&Argument> = clause.at(light.noun).collect();
            let (arguments, subject) = if direct.is_empty() && light.noun == Slot::Object {
                (clause.at(Slot::Subject).collect(), None)
            } else {
                (direct, light.subject)
            };
            for argument in arguments {
                let Argument::Phrase(at) = argument else { continue };
                let phrase = &parse.phrases[*at];
                let noun = (phrase.words.start..phrase.words.end).find(|idx| parse.words[*idx].lemma.is_some_and(|lemma| lang.is_event_noun(lemma)));
                if let Some(word) = noun
                    && !found.iter().any(|carried: &Carried| carried.word == word)
                {
                    let noun = if direct_is_empty(clause, light.noun) { Slot::Subject } else { light.noun };
                    found.push(Carried { word, verb: *verb, noun, subject, effect: light.effect });
                }
            }
        }
    }
    found
}

fn direct_is_empty(clause: &crate::syntax::Arguments, slot: Slot) -> bool {
    clause.at(slot).next().is_none()
}
