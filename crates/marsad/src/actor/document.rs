//! What the article told before: who a pronoun, a surname or «نظيره» points back at.
//!
//! Sentences are remembered in order. Pronouns take the latest mention that agrees, subjects first; a surname takes the
//! last person of that name; «الجانبان» takes the last two countries; a noun without a country («الشرطة») takes the country of
//! its last full mention, else the article's own: that of its dateline, or the state its lead names first.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::office::Offices;
use super::who::Who;
use crate::coded::{By, Role};
use crate::morph::{Part, Word};
use crate::pack::{Feats, Gender, Lang, LemmaId, Number};
use crate::span::Span;
use crate::syntax::Parse;

/// One remembered mention.
#[derive(Clone, Debug)]
struct Remembered<'l> {
    who: Who<'l>,
    sentence: usize,
    subject: bool,
    /// Subject of the sentence's first verb.
    main: bool,
}

/// Everything told so far.
pub struct Document<'l> {
    lang: &'l Lang,
    /// The publication date.
    pub day: Option<Date>,
    /// The country that what has no country of its own is taken to be of.
    pub home: Option<&'l str>,
    mentions: Vec<Remembered<'l>>,
    names: FxHashMap<Box<str>, Who<'l>>,
    heads: FxHashMap<LemmaId, Who<'l>>,
    titles: FxHashMap<u32, Who<'l>>,
    /// Keys of the article's words, for names that need company.
    keys: FxHashSet<Box<str>>,
    /// How often each country is told by a name or adjective of its own.
    counts: FxHashMap<&'l str, usize>,
    /// Who spoke last, and in which sentence.
    speaker: Option<(Who<'l>, usize)>,
    /// Acts told so far: type, who acts, towards whom.
    acts: Vec<(u8, Vec<Who<'l>>, Vec<Who<'l>>)>,
    sentence: usize,
}

/// How many sentences back a pronoun may point.
const BACK: usize = 3;

impl<'l> Document<'l> {
    /// An empty memory.
    #[must_use]
    pub fn new(day: Option<Date>, keys: FxHashSet<Box<str>>, lang: &'l Lang) -> Self {
        Self {
            lang,
            day,
            home: None,
            mentions: Vec::new(),
            names: FxHashMap::default(),
            heads: FxHashMap::default(),
            titles: FxHashMap::default(),
            keys,
            counts: FxHashMap::default(),
            speaker: None,
            acts: Vec::new(),
            sentence: 0,
        }
    }

    /// The dated offices.
    #[must_use]
    pub fn offices(&self) -> &'l Offices {
        self.lang.offices()
    }

    /// Whether an ambiguous name has the company it needs.
    #[must_use]
    pub fn allows(&self, actor: u32) -> bool {
        let need = &self.lang.tables.actors[actor as usize].need;
        need.is_empty() || need.iter().any(|word| word.split_whitespace().all(|word| self.keys.contains(&*crate::text::fold::fold(word))))
    }

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
    pub fn tells_more_of(&self, country: &str, named: &[crate::mention::Named]) -> bool {
        let count = |code: &str| self.told(code);
        let mut states = named.iter().filter_map(|named| match *named {
            crate::mention::Named::Actor(row) => {
                Some(self.lang.tables.actors[row as usize].country.as_str()).filter(|code| *code != country)
            }
            _ => None,
        });
        states.next().is_some_and(|state| count(country) > count(state))
    }

    /// Remembers an act, so that a noun may refer to it («الهجوم», «هذا الاتفاق»).
    pub fn remember_act(&mut self, event_type: u8, source: &[Who<'l>], target: &[Who<'l>]) {
        self.acts.push((event_type, source.to_vec(), target.to_vec()));
    }

    /// The parties of the last act of one of these types: who acts, towards whom.
    #[must_use]
    pub fn last_act(&self, types: &[u8]) -> Option<(&[Who<'l>], &[Who<'l>])> {
        self.acts
            .iter()
            .rev()
            .find(|(event_type, _, _)| types.contains(event_type))
            .map(|(_, source, target)| (source.as_slice(), target.as_slice()))
    }

    /// Remembers who spoke.
    pub fn remember_speaker(&mut self, who: &Who<'l>) {
        self.speaker = Some((who.clone(), self.sentence));
    }

    /// Who a reporting verb without a subject is of («وأضاف أن…»): a subject of the sentence at hand, else who spoke last, else
    /// whom a pronoun would stand for.
    #[must_use]
    pub fn speaking(&self, feats: &Feats, span: Span, before: u32) -> Vec<Who<'l>> {
        let here = self.mentions.iter().any(|mention| {
            mention.sentence == self.sentence && mention.subject && mention.who.span.start < before && agrees(&mention.who, feats)
        });
        match &self.speaker {
            Some((who, sentence)) if !here && feats.person != 1 && self.sentence - sentence <= BACK && agrees(who, feats) => {
                vec![Who { span, by: By::Pronoun, ..who.clone() }]
            }
            _ => self.pronoun(feats, span, before),
        }
    }

    /// Begins the next sentence.
    pub fn next_sentence(&mut self) {
        self.sentence += 1;
        let sentence = self.sentence;
        self.mentions.retain(|mention| mention.sentence + BACK + 1 >= sentence);
    }

    /// Remembers who a phrase named.
    pub fn remember(&mut self, who: &Who<'l>, parse: &Parse, words: Range<usize>, subject: bool, main: bool) {
        // A city that only tells where («إلى جنيف») is nobody whom a pronoun could mean.
        let place = who.by == By::Nominal && who.head.is_none() && who.title.is_none() && who.person.is_none() && who.actor.is_none();
        if place || who.country.is_none() && who.role.is_none() {
            return;
        }
        if !who.assumed && (who.country.is_some() || who.actor.is_some()) {
            if let Some(head) = who.head {
                self.heads.insert(head, who.clone());
            }
            if let Some(title) = who.title {
                self.titles.insert(title, who.clone());
            }
        }
        if who.title.is_some() || who.person.is_some() || who.head.is_some_and(|head| self.lang.lemma(head).human) {
            // The last word of a name is the one that is used alone.
            let name = parse.words[words].iter().rev().find(|word| word.part == Part::Stem && !crate::syntax::is_quote(word));
            if let Some(last) = name.filter(|word| word.upos == crate::pack::Upos::Propn) {
                self.names.insert(last.key.clone(), who.clone());
            }
        }
        self.mentions.push(Remembered { who: who.clone(), sentence: self.sentence, subject, main });
    }

    /// The person whose name ends with the last word of these.
    #[must_use]
    pub fn named(&self, words: &[Word], name: Range<usize>) -> Option<Who<'l>> {
        words[name].iter().rev().find_map(|word| self.names.get(&word.key)).cloned()
    }

    /// Who last held this title in the article.
    #[must_use]
    pub fn titled(&self, title: u32) -> Option<&Who<'l>> {
        self.titles.get(&title)
    }

    /// Gives a noun without a country the one of its last full mention, or the article's own.
    pub fn complete(&self, who: &mut Who<'l>, definite: bool) {
        if definite && let Some(known) = who.head.and_then(|head| self.heads.get(&head)) {
            who.country = known.country;
            who.actor = known.actor;
            who.role = known.role.or(who.role);
            return;
        }
        if let Some(country) = self.home {
            who.country = Some(country);
            who.assumed = true;
        }
    }

    /// Whom the sentence at hand is about: its main subject before a byte.
    #[must_use]
    pub fn about(&self, before: u32) -> Option<Who<'l>> {
        let main = |mention: &&Remembered<'l>| {
            mention.sentence == self.sentence && mention.main && mention.who.span.start < before && mention.who.country.is_some()
        };
        self.mentions.iter().rev().find(main).map(|mention| Who { by: By::Pronoun, ..mention.who.clone() })
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

    /// Who a pronoun with these features stands for; it points back from byte `before`.
    #[must_use]
    pub fn pronoun(&self, feats: &Feats, span: Span, before: u32) -> Vec<Who<'l>> {
        if feats.person == 1 || feats.person == 2 {
            return Vec::new();
        }
        if feats.number == Some(Number::Dual) {
            return self.both(span, before);
        }
        let best = self
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| self.precedes(mention, before) && agrees(&mention.who, feats))
            .max_by_key(|(at, mention)| {
                let back = (self.sentence - mention.sentence) as i64;
                (
                    i64::from(!mention.who.assumed || mention.who.title.is_some())
                        + i64::from(mention.subject) * 3
                        + i64::from(mention.main && back > 0)
                        - back * 2,
                    *at,
                )
            });
        best.map(|(_, mention)| Who { span, by: By::Pronoun, ..mention.who.clone() }).into_iter().collect()
    }

    /// Whether a mention stands before byte `before` of the sentence at hand.
    fn precedes(&self, mention: &Remembered<'l>, before: u32) -> bool {
        mention.sentence < self.sentence || mention.who.span.start < before
    }

    /// The last two parties that stand apart.
    fn both(&self, span: Span, before: u32) -> Vec<Who<'l>> {
        // Two subjects of the sentence at hand: «وقّع … و… من دون أن يتوصلا».
        let mut subjects = self
            .mentions
            .iter()
            .filter(|mention| mention.sentence == self.sentence && mention.subject && mention.who.span.start < before)
            .map(|mention| &mention.who)
            .filter(|who| who.country.is_some() && !who.assumed);
        if let (Some(first), Some(second), None) = (subjects.next(), subjects.next(), subjects.next())
            && apart(first, second)
        {
            return [first, second].map(|who| Who { span, by: By::Pronoun, ..who.clone() }).to_vec();
        }
        // Two sides of the last act that had two: «وقّع … و…», then «الطرفان».
        let two = self.acts.iter().rev().take(8).find_map(|(_, source, target)| {
            let sides: Vec<&Who<'l>> = source.iter().chain(target).filter(|who| who.country.is_some() && !who.assumed).collect();
            let first = *sides.first()?;
            let second = *sides.iter().find(|who| apart(who, first))?;
            Some([first, second].map(|who| Who { span, by: By::Pronoun, ..who.clone() }))
        });
        if let Some(two) = two {
            return two.to_vec();
        }
        let mut found: Vec<Who<'l>> = Vec::new();
        for mention in self.mentions.iter().rev() {
            let who = &mention.who;
            if self.precedes(mention, before) && who.country.is_some() && !who.assumed && found.iter().all(|other| apart(other, who)) {
                found.push(Who { span, by: By::Pronoun, ..who.clone() });
                if found.len() == 2 {
                    break;
                }
            }
        }
        found.reverse();
        if found.len() == 2 { found } else { Vec::new() }
    }

    /// What a noun that points back stands for; `None` when the phrase has no such noun.
    #[must_use]
    pub fn anaphor(
        &self,
        parse: &Parse,
        range: &Range<usize>,
        head: Option<usize>,
        country: Option<&'l str>,
        lang: &'l Lang,
    ) -> Option<Vec<Who<'l>>> {
        let at = head?;
        let word = &parse.words[at];
        let span = parse.span_of(range.clone());
        let own = parse.words.get(at + 1).filter(|next| next.is_enclitic());
        for class in word.lemmas().flat_map(|lemma| lang.anaphors(lemma)) {
            match class {
                "counterpart" if own.is_some() => {
                    let like = self.mentions.iter().rev().find(|mention| mention.who.title.is_some() || mention.who.person.is_some());
                    let role = like.and_then(|mention| mention.who.role).or(Some(Role::Gov));
                    let title = like.and_then(|mention| mention.who.title);
                    let office = title.zip(country).and_then(|(title, country)| self.offices().of_title(title, country, &self.lang.tables));
                    return Some(vec![Who { country, role, title, office, by: By::Pronoun, ..Who::at(span) }]);
                }
                "both" if word.definite && word.feats.number == Some(Number::Dual) && country.is_none() => {
                    return Some(self.both(span, span.start));
                }
                "country" if own.is_some() => {
                    let feats = own.map(|own| own.feats).unwrap_or_default();
                    let owner = self.pronoun(&feats, span, span.start);
                    return Some(owner.into_iter().filter(|who| who.country.is_some()).map(|who| self.state(who.country, span)).collect());
                }
                // «دعا القرار»: who issued it.
                "document" if word.definite && country.is_none() && own.is_none() => {
                    let issuer = self
                        .mentions
                        .iter()
                        .rev()
                        .find(|mention| mention.main && mention.who.country.is_some() && self.precedes(mention, span.start))?;
                    return Some(vec![Who { span, by: By::Pronoun, ..issuer.who.clone() }]);
                }
                "last" if word.definite => {
                    let last = self.mentions.last()?;
                    return Some(vec![Who { span, by: By::Pronoun, ..last.who.clone() }]);
                }
                _ => {}
            }
        }
        None
    }

    /// A state, by its code.
    fn state(&self, country: Option<&'l str>, span: Span) -> Who<'l> {
        let actor = country.and_then(|code| self.lang.state(code));
        Who { actor, country, role: Some(Role::Gov), by: By::Pronoun, ..Who::at(span) }
    }
}

/// Whether two parties are two sides: of different countries, or one of them in arms or opposition at home.
fn apart(one: &Who<'_>, other: &Who<'_>) -> bool {
    let against = |who: &Who<'_>| matches!(who.role, Some(Role::Reb | Role::Opp | Role::Pty));
    one.country != other.country || one.role != other.role && (against(one) || against(other))
}

fn agrees(who: &Who<'_>, feats: &Feats) -> bool {
    let plural = who.number == Some(Number::Plur);
    let number = match feats.number {
        Some(Number::Plur) => plural,
        Some(Number::Sing) => !plural || feats.gender == Some(Gender::Fem),
        _ => true,
    };
    let gender =
        feats.number != Some(Number::Sing) || plural || who.gender.is_none() || feats.gender.is_none() || who.gender == feats.gender;
    number && gender
}
