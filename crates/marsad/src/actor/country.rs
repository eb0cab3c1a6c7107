//! Of which country somebody is whom nothing near tells: which countries the article tells, and what follows.
//!
//! In: counts of the countries that names and adjectives tell, the article's own country, what was told before. Out: a country for a noun without
//! one, or none.
//!
//! «الشرطة» after «الشرطة التونسية» is Tunisian; «المسلحون» in an article about Mali are Malian, in one about five states alike nobody's. What is
//! supposed is marked (`Who::assumed`) and overrides nothing that is told.

use std::ops::Range;

use super::document::Document;
use super::who::Who;
use crate::coded::{By, Role};
use crate::mention::Named;
use crate::pack::{AgentClass, Lang};
use crate::syntax::Parse;
use crate::text::fold::fold;

impl<'l> Document<'l> {
    /// Counts a country that the article tells by a name or adjective of its own.
    pub fn count(&mut self, country: &'l str) {
        *self.counts.entry(country).or_default() += 1;
    }

    /// How often the article tells a country by a name or adjective of its own.
    #[must_use]
    pub fn told(&self, country: &str) -> usize {
        self.counts.get(country).copied().unwrap_or(0)
    }

    /// The country told most often, and how often; the first by its code among equals.
    #[must_use]
    pub fn most_told(&self) -> Option<(&'l str, usize)> {
        self.counts.iter().map(|(country, count)| (*country, *count)).max_by_key(|(country, count)| (*count, std::cmp::Reverse(*country)))
    }

    /// Whether a city's country is told more often than the states that have the city's name.
    #[must_use]
    pub fn tells_more_of(&self, country: &str, named: &[Named]) -> bool {
        let count = |code: &str| self.told(code);
        let mut states = named.iter().filter_map(|named| match *named {
            Named::Actor(row) => Some(self.lang.tables.actors[row as usize].country.as_str()).filter(|code| *code != country),
            _ => None,
        });
        states.next().is_some_and(|state| count(country) > count(state))
    }

    /// Whether half of all countries that the article tells are this one.
    #[must_use]
    pub fn is_about(&self, country: &str) -> bool {
        2 * self.told(country) >= self.counts.values().sum()
    }

    /// The country that the article tells most, where that is two times in five: of more than two alike nobody can say whose «المسلحون» are.
    fn subject(&self) -> Option<&'l str> {
        let all: usize = self.counts.values().sum();
        self.most_told().filter(|(_, most)| 5 * most >= 2 * all).map(|(country, _)| country)
    }

    /// Gives a noun without a country the one of its last full mention, the article's own, or the one that it tells most.
    pub fn complete(&self, who: &mut Who<'l>, definite: bool) {
        // «المجلس» beside «مجلس الوزراء» and «مجلس التعاون» may be either.
        let alike = who.head.is_some_and(|head| self.namesakes.contains_key(fold(&self.lang.lemma(head).lemma).as_str()));
        if definite
            && !alike
            && let Some(known) = who.head.and_then(|head| self.heads.get(&head))
        {
            who.country = known.country;
            who.actor = known.actor;
            who.role = known.role.or(who.role);
            (who.person, who.office, who.title) = (known.person, known.office, known.title);
            return;
        }
        // «عشرون دولة» are of no country, and «موقع» is somewhere.
        let states = |head| self.lang.anaphors(head).any(|class| class == "country");
        let site = |head| self.lang.agent(head).is_some_and(|agent| agent.class == AgentClass::Site);
        let nowhere = who.head.is_some_and(|head| states(head) || !definite && site(head));
        who.country = self.home.filter(|home| self.is_about(home)).or_else(|| self.subject().filter(|_| !nowhere));
        who.assumed = self.home.is_some() || who.country.is_some() || who.head.is_some_and(states);
    }

    /// «ولي العهد يستقبل الرئيس المصري» in an outlet of Riyadh: the outlet's country, where an office has this title there and none in the article's own.
    #[must_use]
    pub fn of_outlet(&self, title: u32) -> Option<&'l str> {
        let has = |country: &&str| self.offices().of_title(title, country, &self.lang.tables).is_some();
        self.outlet.filter(has).filter(|_| self.home.filter(has).is_none())
    }

    /// The country of the last subject told in the sentence at hand.
    #[must_use]
    pub fn near(&self, before: u32) -> Option<&'l str> {
        let mut told = self
            .mentions
            .iter()
            .rev()
            .take_while(|mention| mention.sentence == self.sentence)
            .filter(|mention| mention.subject && mention.who.span.start < before);
        told.find(|mention| mention.who.country.is_some() && !mention.who.assumed).and_then(|mention| mention.who.country)
    }
}

/// «قال وزير الدفاع الإسرائيلي إن الجيش قصف مواقع»: the army, police or government of which the words tell nothing is that of the state whose official
/// speaks, unless he has told another state before.
pub(crate) fn as_speakers_own<'l>(
    whos: &[Vec<Who<'l>>],
    speakers: &[(Range<usize>, Who<'l>)],
    parse: &Parse,
    lang: &Lang,
) -> Vec<Vec<Who<'l>>> {
    let mut own = whos.to_vec();
    let official = |who: &Who<'l>| {
        let state = who.country.is_some_and(|code| code.len() == 3 && code != "---") && !who.assumed;
        state && matches!(who.role, Some(Role::Gov | Role::Mil | Role::Cop | Role::Leg)) && who.by != By::Pronoun
    };
    for (words, speaker) in speakers.iter().filter(|(_, who)| official(who)) {
        for (at, phrase) in parse.phrases.iter().enumerate().filter(|(_, phrase)| words.contains(&phrase.words.start)) {
            let told =
                |other: usize| whos[other].iter().any(|who| who.country.is_some_and(|code| Some(code) != speaker.country) && !who.assumed);
            let before = parse.phrases[..at].iter().enumerate().filter(|(_, other)| words.contains(&other.words.start));
            if before.map(|(other, _)| other).any(told) {
                break;
            }
            let body = |who: &Who<'l>| {
                let agent = who.head.and_then(|head| lang.agent(head)).is_some_and(|agent| agent.class == AgentClass::Body);
                let alone = phrase.words.len() == 1 && parse.words[phrase.head].definite;
                agent
                    && alone
                    && (who.assumed || who.country.is_none())
                    && matches!(who.role, Some(Role::Gov | Role::Mil | Role::Cop | Role::Leg))
            };
            own[at].iter_mut().filter(|who| body(who)).for_each(|who| (who.country, who.assumed) = (speaker.country, false));
        }
    }
    own
}
