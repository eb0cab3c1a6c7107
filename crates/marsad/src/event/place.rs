//! Which place of a sentence is where an act took place.
//!
//! In: a draft and the places of its sentence. Out: the place that belongs to it, if any.
//!
//! «بحث الوزيران في الرياض الأزمة في سوريا»: the talks are in Riyadh; the crisis, which is only spoken of, is in Syria. What follows an
//! office («السفير في القاهرة») is its post. A town after «في», «بـ» or «قرب» is where; after «على», or as object, where an attack
//! struck; after «إلى» where somebody went, after «من» where somebody left. Which nouns are topics, posts, goings and leavings is
//! data (`lang/ar/whereabouts.tsv`).
//!
//! It does not look outside the sentence, and guesses nothing: the seat of who acts is not where he acts.

use super::attach::{Act, Circumstance};
use super::draft::Draft;
use crate::mention::Named;
use crate::morph::Word;
use crate::pack::{AgentClass, Lang, Slot, Upos};
use crate::place::{Located, Somewhere};
use crate::syntax::{Argument, Parse};

/// Farthest that a place may stand from its act, in words.
const REACH: usize = 40;

/// The place of an act.
#[must_use]
pub fn place_of(draft: &Draft<'_>, places: &[(usize, Slot, Located)], parse: &Parse, lang: &Lang) -> Option<Located> {
    let act = Act::new(draft, parse, lang);
    let mut found: Vec<(u8, usize, Located)> = places
        .iter()
        .filter(|(at, _, _)| parse.phrases[*at].begin.abs_diff(draft.trigger) <= REACH)
        .filter_map(|(at, slot, located)| {
            Some((act.rank(*at, *slot, located, places)?, parse.phrases[*at].begin.abs_diff(draft.trigger), *located))
        })
        .collect();
    found.sort_by_key(|(rank, distance, _)| (*rank, *distance));
    let first = found.first()?.2;
    // «في سوريا … في الرقة»: of a state and a town of it the town.
    let inside = |(_, _, other): &&(u8, usize, Located)| {
        matches!((first.place, other.place), (Somewhere::State(_), Somewhere::Place(_)))
            && first.place.country(lang) == other.place.country(lang)
    };
    Some(found.iter().find(inside).map_or(first, |(_, _, town)| *town))
}

impl Act<'_, '_> {
    /// How well a place suits, 0 best; `None` where it is not the act's.
    fn rank(&self, at: usize, slot: Slot, located: &Located, places: &[(usize, Slot, Located)]) -> Option<u8> {
        let phrase = &self.parse.phrases[at];
        let name = self.name_of(located);
        let trigger = self.draft.trigger;
        if phrase.words.contains(&trigger) {
            // «هجوم سوسة», «زيارة طهران»
            let doer = self.acts(located) && (self.is_metonym(name, trigger + 1) || matches!(located.place, Somewhere::State(_)));
            let own = name > trigger && self.is_named(trigger + 1..name) && !doer;
            return if own { self.rank_of_object(located, false) } else { None };
        }
        // «الأعضاء الدائمين في المجلس وألمانيا»: what is joined to no place is none.
        let first = self.first_joined(at);
        if first != at && !places.iter().any(|(place, _, _)| *place == first) {
            return None;
        }
        let town = matches!(located.place, Somewhere::Place(_));
        let event = slot == Slot::In && town && name == phrase.words.start + 1 && self.is_event(phrase.words.start);
        if !self.is_named(phrase.words.start..name) && !event {
            return None;
        }
        let rank = match slot {
            Slot::In => Some(0),
            Slot::B => (self.is_material() || name > phrase.words.start || town && !self.takes(Slot::B)).then_some(0),
            Slot::Beside => town.then_some(1),
            Slot::On => {
                // «أوديسا على البحر الأسود»: what a town lies on.
                let lies = places.iter().any(|(place, _, other)| {
                    *place + 1 == at && self.is_named(self.parse.phrases[*place].words.start..self.name_of(other))
                });
                (self.is_hostile() && town && !lies && !self.is_metonym(name, phrase.words.start)).then_some(0)
            }
            Slot::From => self.is_class("leaving").then_some(0),
            Slot::L if self.is_class("going") => Some(0),
            // «القصف لميناء …»
            Slot::L => (self.is_hostile() && town && !self.draft.verb && !self.is_metonym(name, phrase.words.start)).then_some(1),
            Slot::To if self.is_class("going") => Some(0),
            Slot::To => (self.is_material() && (town || !self.is_hostile())).then_some(2),
            Slot::Object => {
                let mut objects = self.draft.arguments.at(Slot::Object);
                objects
                    .any(|argument| *argument == Argument::Phrase(at))
                    .then(|| self.rank_of_object(located, self.is_metonym(name, phrase.words.start)))
                    .flatten()
            }
            _ => None,
        }?;
        let local = matches!(slot, Slot::In | Slot::B | Slot::Beside);
        let begin = self.parse.phrases[first].begin;
        let next = local && !phrase.joined && self.opens_next(phrase.begin..phrase.words.end);
        let after =
            !next && self.owns(begin, if local { Circumstance::Place } else { Circumstance::Aim }) && (!local || self.follows(at, places));
        (after || local && (self.opens(at) || self.is_of_subject(at, places))).then_some(rank)
    }

    /// The first word of a place's name.
    fn name_of(&self, located: &Located) -> usize {
        self.parse.words.partition_point(|word| word.span.start < located.span.start)
    }

    /// A place that is the object of a verb, or the genitive of a noun.
    fn rank_of_object(&self, located: &Located, metonym: bool) -> Option<u8> {
        if self.is_class("going") || self.is_class("leaving") {
            return Some(0);
        }
        let town = matches!(located.place, Somewhere::Place(_));
        (town && (self.is_hostile() || self.is_mutual() && !self.draft.verb) && !metonym).then_some(0)
    }

    /// Whether the words before a name only say what kind of place it is: «في مدينة», «في جنوب», «في العاصمة العراقية».
    fn is_named(&self, words: std::ops::Range<usize>) -> bool {
        self.parse.words[words].iter().all(|word| {
            self.is_site(word)
                || word.upos == Upos::Adj
                || word.is_class("quant", self.lang)
                || word.is_class("dem", self.lang)
                || crate::syntax::is_quote(word)
        })
    }

    fn is_site(&self, word: &Word) -> bool {
        word.lemmas().any(|lemma| {
            let class = |class| self.lang.is_whereabouts(lemma, class);
            class("site") || class("region") || self.lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Site)
        })
    }

    fn is_event(&self, idx: usize) -> bool {
        self.parse.words[idx].lemmas().any(|lemma| self.lang.is_event_noun(lemma))
    }

    /// Whether the trigger is of a class: «زيارة», «زار».
    fn is_class(&self, class: &str) -> bool {
        self.parse.words[self.draft.trigger].lemmas().any(|lemma| self.lang.is_whereabouts(lemma, class))
    }

    /// Whether the frame looks for a party in a slot.
    fn takes(&self, slot: Slot) -> bool {
        let frame = &self.lang.tables.frames[self.draft.frame as usize];
        frame.target.contains(&slot) || frame.source.contains(&slot)
    }

    /// Whether a name is that of who acts, or of one of both sides: «هجمات موسكو», «محادثات موسكو وواشنطن».
    fn acts(&self, located: &Located) -> bool {
        let others = self.draft.target.iter().filter(|_| self.is_mutual());
        self.draft.source.iter().chain(others).any(|who| who.span.start <= located.span.start && located.span.end <= who.span.end)
    }

    /// Whether a name that nothing calls a place may stand for a government: «عقوبات على موسكو».
    fn is_metonym(&self, name: usize, first: usize) -> bool {
        let bare = name == first && !self.is_class("striking");
        bare && self
            .parse
            .names
            .iter()
            .any(|found| found.words.start == name && found.named.iter().any(|named| matches!(named, Named::Metonym(_))))
    }

    /// The first of the phrases that one is joined to: «في نيجيريا والكاميرون».
    fn first_joined(&self, at: usize) -> usize {
        (0..=at).rev().find(|at| !self.parse.phrases[*at].joined).unwrap_or(at)
    }

    /// Whether what stands right before a place leaves it to the act.
    fn follows(&self, at: usize, places: &[(usize, Slot, Located)]) -> bool {
        let at = self.first_joined(at);
        let Some(before) = at.checked_sub(1).filter(|before| self.parse.phrases[*before].words.end == self.parse.phrases[at].begin) else {
            return true;
        };
        let phrase = &self.parse.phrases[before];
        let words = &self.parse.words[phrase.words.clone()];
        // «استدعاء سفيرها المعتمد في طهران»: of the trigger's own phrase what its noun is of.
        let trigger = self.draft.trigger;
        let own = phrase.words.contains(&trigger);
        let head =
            if own { (trigger + 1..phrase.words.end).find(|idx| self.parse.words[*idx].upos == Upos::Noun) } else { Some(phrase.head) };
        let Some(head) = head.map(|idx| &self.parse.words[idx]) else { return true };
        let is = |word: &Word, class: &str| word.lemmas().any(|lemma| self.lang.is_whereabouts(lemma, class));
        if is(head, "topic") {
            return own && self.is_material();
        }
        if head.lemmas().any(|lemma| self.lang.is_event_noun(lemma)) {
            return true;
        }
        // «في فندق في جدة»
        if matches!(phrase.slot, Some(Slot::In | Slot::B)) && (self.is_site(head) || places.iter().any(|(place, _, _)| *place == before)) {
            return self.follows(before, places);
        }
        let named = words.last().is_some_and(|word| word.upos == Upos::Propn) && !places.iter().any(|(place, _, _)| *place == before);
        // «السفير السعودي في القاهرة» is posted there, «الملك الأردني في القاهرة» is not.
        let of_state = words.iter().any(|word| word.upos == Upos::Adj && word.lemmas().any(|lemma| self.lang.nisba(lemma).is_some()));
        if !named && (is(head, "envoy") || is(head, "post") && !of_state) {
            return false;
        }
        let agent = head.lemmas().find_map(|lemma| self.lang.agent(lemma)).map(|agent| agent.class);
        let human =
            head.lemmas().any(|lemma| self.lang.lemma(lemma).human) || matches!(agent, Some(AgentClass::Person | AgentClass::Group));
        let described = words.len() > 1 && words.last().is_some_and(Word::is_participle);
        self.is_material() || named || !described && (human || self.is_paper(head)) && self.is_of_two()
    }

    /// Whether a noun is something that is drawn up where the parties meet: «مذكرة», «اتفاق».
    fn is_paper(&self, word: &Word) -> bool {
        word.lemmas().any(|lemma| self.lang.anaphors(lemma).any(|class| class == "document" || class == "held"))
    }

    /// Whether a place opens the sentence: «وفي نيويورك، طلب …».
    fn opens(&self, at: usize) -> bool {
        let phrase = &self.parse.phrases[at];
        let Some(anchor) = self.anchors.iter().copied().filter(|anchor| *anchor >= phrase.words.end).min() else { return false };
        let words = &self.parse.words;
        let light = |idx: usize| {
            let word = &words[idx];
            self.parse.in_time(idx)
                || word.is_mark("،,:-–")
                || matches!(word.upos, Upos::Cconj | Upos::Adv)
                || crate::syntax::is_quote(word)
        };
        let closes = |word: &Word| {
            word.is_sub("sub", "that", self.lang)
                || word.is_sub("sub", "while", self.lang)
                || word.is_class("rel", self.lang)
                || word.is_mark(".؛:")
        };
        let between = phrase.words.end..anchor;
        phrase.begin >= self.parse.start
            && (self.parse.start..phrase.begin).all(light)
            && !words[between.clone()].iter().any(closes)
            && (words[anchor].is_verb() || !words[between].iter().any(Word::is_verb))
    }

    /// Whether a place belongs to who acts, right before the verb: «متظاهرون في القاهرة أحرقوا …».
    fn is_of_subject(&self, at: usize, places: &[(usize, Slot, Located)]) -> bool {
        let end = self.parse.phrases[at].words.end;
        let trigger = self.draft.trigger;
        let between = self.parse.words.get(end..trigger).unwrap_or_default();
        self.is_material()
            && self.draft.verb
            && self.draft.arguments.subject_first
            && end <= trigger
            && between.iter().all(|word| word.upos == Upos::Adv || word.is_class("perf", self.lang))
            && self.follows(at, places)
    }
}
