//! What the article told before: who a pronoun, a surname or «نظيره» points back at.
//!
//! Sentences are remembered in order. Pronouns take the latest mention that agrees, subjects first; a surname takes the
//! last person of that name; «الجانبان» takes the last two countries. Which body a noun means is asked in [`super::body`], of which country a noun without
//! one is in [`super::country`].

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::body::Introduced;
use super::office::Offices;
use super::who::Who;
use crate::coded::{By, Role};
use crate::mention::{NameMatch, Named};
use crate::morph::{Part, Word};
use crate::pack::{Lang, LemmaId, Upos};
use crate::span::Span;
use crate::syntax::Parse;

/// One remembered mention.
#[derive(Clone, Debug)]
pub(super) struct Remembered<'l> {
    pub who: Who<'l>,
    pub sentence: usize,
    pub subject: bool,
    pub object: bool,
    /// Subject of the sentence's first verb.
    pub main: bool,
    /// A conjunction joins it to the mention before.
    pub joined: bool,
    /// No person and no body: it does nothing, but a pronoun may mean it.
    pub thing: bool,
    /// It only tells where.
    pub place: bool,
}

/// What a phrase is in its sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// Subject of a verb.
    pub subject: bool,
    /// Object of a verb.
    pub object: bool,
    /// Subject of the sentence's first verb.
    pub main: bool,
    /// Joined to the phrase before it by a conjunction.
    pub joined: bool,
    /// Introduced by a preposition of place.
    pub place: bool,
}

/// An act told so far.
pub(super) struct Act<'l> {
    pub event_type: u8,
    /// Whoever takes part does so with the others («اتفق», «التقى»).
    pub mutual: bool,
    pub source: Vec<Who<'l>>,
    pub target: Vec<Who<'l>>,
    /// Lemmas of the word that told it.
    pub told_by: Vec<LemmaId>,
    pub sentence: usize,
}

/// Everything told so far.
pub struct Document<'l> {
    pub(super) lang: &'l Lang,
    /// The publication date.
    pub day: Option<Date>,
    /// The country that what has no country of its own is taken to be of.
    pub home: Option<&'l str>,
    /// The country of the outlet, where it is known.
    pub outlet: Option<&'l str>,
    pub(super) mentions: Vec<Remembered<'l>>,
    names: FxHashMap<Box<str>, Who<'l>>,
    pub(super) heads: FxHashMap<LemmaId, Who<'l>>,
    titles: FxHashMap<u32, Who<'l>>,
    /// Who was last told by a title with this head noun.
    pub(super) title_heads: FxHashMap<LemmaId, Who<'l>>,
    /// Keys of the article's words, for names that need company.
    keys: FxHashSet<Box<str>>,
    /// How often each country is told by a name or adjective of its own.
    pub(super) counts: FxHashMap<&'l str, usize>,
    /// Organisations, parties and armed groups told by name, in order.
    pub(super) bodies: Vec<Introduced>,
    /// How often a noun that begins the name of such a body was told of something else («مجلس الوزراء»), by its key.
    pub(super) namesakes: FxHashMap<Box<str>, usize>,
    /// Who spoke last, and in which sentence.
    pub(super) speaker: Option<(Who<'l>, usize)>,
    /// Acts told so far.
    pub(super) acts: Vec<Act<'l>>,
    pub(super) sentence: usize,
}

/// How many sentences back a pronoun may point.
pub(crate) const BACK: usize = 3;

/// How many acts back a noun may refer to one.
const RECENT: usize = 8;

impl<'l> Document<'l> {
    /// An empty memory.
    #[must_use]
    pub fn new(day: Option<Date>, keys: FxHashSet<Box<str>>, lang: &'l Lang) -> Self {
        Self {
            lang,
            day,
            home: None,
            outlet: None,
            mentions: Vec::new(),
            names: FxHashMap::default(),
            heads: FxHashMap::default(),
            titles: FxHashMap::default(),
            title_heads: FxHashMap::default(),
            keys,
            counts: FxHashMap::default(),
            bodies: Vec::new(),
            namesakes: FxHashMap::default(),
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

    /// Whether an ambiguous name has the company it needs, and whom it names was there on the day.
    #[must_use]
    pub fn allows(&self, actor: u32) -> bool {
        let actor = &self.lang.tables.actors[actor as usize];
        let told = |word: &String| word.split_whitespace().all(|word| self.keys.contains(&*crate::text::fold::fold(word)));
        actor.need.is_empty() || actor.is_begun(self.day) && actor.need.iter().any(told)
    }

    /// Whether a name is one here: not where each of those whom it may mean lacks its company («القاعدة» in an article about fishing), or where an
    /// adjective makes one ambiguous word something else («التحالف الوطني»).
    #[must_use]
    pub fn takes(&self, name: &NameMatch, parse: &Parse) -> bool {
        let next = parse.words.get(name.words.end);
        let described = name.words.len() == 1 && next.is_some_and(|next| next.upos == Upos::Adj && next.definite);
        name.named.iter().any(|named| match *named {
            Named::Actor(row) => self.allows(row) && (!described || self.lang.tables.actors[row as usize].need.is_empty()),
            _ => true,
        })
    }

    /// Which of the actors of one name is meant: the first that the article allows, better one that was there on the day.
    #[must_use]
    pub fn meant(&self, actors: impl Iterator<Item = u32> + Clone) -> Option<u32> {
        let mut allowed = actors.filter(|actor| self.allows(*actor));
        let there = |actor: &u32| !self.lang.tables.actors[*actor as usize].is_over(self.day);
        allowed.clone().find(there).or_else(|| allowed.next())
    }

    /// Remembers an act, so that a noun may refer to it («الهجوم», «هذا الاتفاق»). Who was only guessed to take part is no evidence.
    pub fn remember_act(&mut self, event_type: u8, mutual: bool, trigger: &Word, source: &[Who<'l>], target: &[Who<'l>]) {
        let told = |parties: &[Who<'l>]| parties.iter().filter(|who| who.by != By::Context).cloned().collect();
        let (source, target, sentence) = (told(source), told(target), self.sentence);
        self.acts.push(Act { event_type, mutual, source, target, told_by: trigger.lemmas().collect(), sentence });
    }

    /// Who did the last act, a few sentences back at most, that this noun told, or the verb whose masdar it is.
    #[must_use]
    pub fn last_told_by(&self, noun: LemmaId) -> Option<&[Who<'l>]> {
        let verb = self.lang.lemma(noun).masdar_of;
        let recent = self.acts.iter().rev().take_while(|act| act.sentence + BACK >= self.sentence);
        let same = |act: &&Act<'l>| act.told_by.iter().any(|lemma| *lemma == noun || Some(*lemma) == verb);
        recent.filter(|act| act.source.iter().any(Who::is_known)).find(same).map(|act| act.source.as_slice())
    }

    /// The parties of the last act of one of these types: who acts, towards whom.
    #[must_use]
    pub fn last_act(&self, types: &[u8]) -> Option<(&[Who<'l>], &[Who<'l>])> {
        self.acts
            .iter()
            .rev()
            .take(RECENT)
            .find(|act| types.contains(&act.event_type) && !self.strikes_back(act))
            .map(|act| (act.source.as_slice(), act.target.as_slice()))
    }

    /// «هاجم شاب القاعدة قبل أن تقتله الشرطة»: whether an act befalls who did another one, which the sentence tells before it.
    fn strikes_back(&self, act: &Act<'l>) -> bool {
        let told = self.acts.iter().take_while(|other| !std::ptr::eq(*other, act)).filter(|other| other.sentence == act.sentence);
        let did = |who: &Who<'l>, other: &Act<'l>| other.source.iter().any(|doer| doer.country == who.country && doer.role == who.role);
        let mut told = told.filter(|other| other.event_type == act.event_type);
        told.any(|other| act.target.iter().any(|who| who.by == By::Pronoun && did(who, other)))
    }

    /// The one other side that the last sentences (at most `back` before this one) told of these parties towards, or that did something to
    /// them, in acts of types that `counts` allows; none where there were several.
    #[must_use]
    pub fn other_side(&self, of: &[Who<'l>], span: Span, back: usize, counts: impl Fn(u8) -> bool) -> Option<Who<'l>> {
        let ours = |who: &Who<'l>| of.iter().any(|own| own.country.is_some() && own.country == who.country);
        let told = |who: &&Who<'l>| who.country.is_some() && !who.assumed && !ours(who);
        let recent = self.acts.iter().rev().take_while(|act| act.sentence + back >= self.sentence);
        let mut sides = recent.filter(|act| counts(act.event_type)).flat_map(|act| {
            let (acts, suffers) = (act.source.iter().any(ours), act.target.iter().any(ours));
            let others = if acts { act.target.as_slice() } else { &[] };
            others.iter().chain(if suffers { act.source.as_slice() } else { &[] }).filter(told)
        });
        let first = sides.next()?;
        if !sides.all(|other| other.country == first.country) {
            return None;
        }
        // Of a state whoever acts for it was told; the state is meant.
        let body = matches!(first.role, Some(Role::Reb | Role::Opp | Role::Pty)) || first.country.is_some_and(|code| code.len() != 3);
        let who = if body { first.clone() } else { self.state(first.country, span) };
        Some(Who { span, by: By::Context, ..who })
    }

    /// Whoever used force on these in the sentence before; none where several did, or where nobody is told.
    #[must_use]
    pub fn wrongdoer(&self, towards: &[Who<'l>], span: Span) -> Option<Who<'l>> {
        let forceful = |act: &&Act<'l>| self.lang.tables.event_types[act.event_type as usize].quad == 4;
        let hit =
            |act: &&Act<'l>| act.target.iter().any(|who| who.country.is_some() && towards.iter().any(|other| other.country == who.country));
        let recent = self.acts.iter().rev().take_while(|act| act.sentence + 1 >= self.sentence).filter(forceful).filter(hit);
        let ours = |who: &Who<'l>| towards.iter().any(|other| other.country == who.country && other.role == who.role);
        let mut doers = recent.flat_map(|act| &act.source).filter(|who| who.country.is_some() && !who.assumed && !ours(who));
        let first = doers.next()?;
        doers.all(|other| other.country == first.country).then(|| Who { span, by: By::Context, ..first.clone() })
    }

    /// Remembers who spoke.
    pub fn remember_speaker(&mut self, who: &Who<'l>) {
        self.speaker = Some((who.clone(), self.sentence));
    }

    /// Begins the next sentence.
    pub fn next_sentence(&mut self) {
        self.sentence += 1;
        let sentence = self.sentence;
        self.mentions.retain(|mention| mention.sentence + BACK + 1 >= sentence);
    }

    /// Remembers what a noun or a title with a country of its own named.
    pub fn know(&mut self, who: &Who<'l>) {
        if let Some(head) = who.head {
            self.heads.insert(head, who.clone());
        }
    }

    /// Remembers somebody or something nobody knows: a pronoun may mean it, and then means nobody known.
    pub fn remember_unknown(&mut self, parse: &Parse, words: Range<usize>, head: usize, thing: bool, standing: Standing) {
        let word = &parse.words[head];
        let who = Who { gender: word.feats.gender, number: word.feats.number, head: word.lemma, ..Who::at(parse.span_of(words)) };
        let Standing { subject, object, main, joined, place } = standing;
        self.mentions.push(Remembered { who, sentence: self.sentence, subject, object, main, joined, thing, place });
    }

    /// Remembers who a phrase named.
    pub fn remember(&mut self, who: &Who<'l>, parse: &Parse, words: Range<usize>, standing: Standing) {
        // A city that only tells where («إلى جنيف») is nobody whom a pronoun could mean.
        let place = who.by == By::Nominal && who.head.is_none() && who.title.is_none() && who.person.is_none() && who.actor.is_none();
        if place || who.country.is_none() && who.role.is_none() {
            return;
        }
        // «الوزير السابق» is not whom «الوزير» means.
        let retired =
            who.role == Some(Role::Pty) && who.title.is_some_and(|title| self.lang.tables.titles[title as usize].role == Role::Gov);
        if !who.assumed && !retired && (who.country.is_some() || who.actor.is_some()) {
            if let Some(head) = who.head {
                self.heads.insert(head, who.clone());
            }
            if let Some(head) = who.head.filter(|_| who.title.is_some() || who.office.is_some()) {
                self.title_heads.insert(head, who.clone());
            }
            // «استقبل الرئيس المصري نظيره القبرصي. وقال الرئيس»: not his counterpart.
            if let Some(title) = who.title.filter(|title| who.by != By::Pronoun || !self.titles.contains_key(title)) {
                self.titles.insert(title, who.clone());
            }
        }
        if who.title.is_some() || who.person.is_some() || who.head.is_some_and(|head| self.lang.lemma(head).human) {
            // The last word of a name is the one that is used alone, also before a title: «أحمد فوزي المتحدث باسم الأمم المتحدة».
            let own = |word: &&Word| who.named.is_none_or(|named| named.contains(word.span));
            let mut name = parse.words[words].iter().rev().filter(own);
            let name = name.find(|word| word.part == Part::Stem && !crate::syntax::is_quote(word));
            if let Some(last) = name.filter(|word| word.upos == crate::pack::Upos::Propn) {
                self.names.insert(last.key.clone(), who.clone());
            }
        }
        let Standing { subject, object, main, joined, place } = standing;
        // «في جنيف», «في لبنان»: where, not who; «في الحكومة» is somebody all the same.
        let place = place && who.title.is_none() && who.person.is_none() && who.head.is_none_or(|head| self.lang.agent(head).is_none());
        let (who, sentence) = (who.clone(), self.sentence);
        self.mentions.push(Remembered { who, sentence, subject, object, main, joined, thing: false, place });
    }

    /// The person whose name ends with the last word of these.
    #[must_use]
    pub fn named(&self, words: &[Word], name: Range<usize>) -> Option<Who<'l>> {
        words[name].iter().rev().find_map(|word| self.names.get(&word.key)).cloned()
    }

    /// Whether a word after a title is the family name of somebody told before: of who bore this title, or of anybody after a rank of officers, by
    /// whose country nobody is told.
    #[must_use]
    pub fn is_family(&self, key: &str, title: u32) -> bool {
        let rank = matches!(self.lang.tables.titles[title as usize].role, Role::Mil | Role::Cop);
        self.names.get(key).is_some_and(|known| rank || known.title == Some(title))
    }

    /// Who last held this title in the article.
    #[must_use]
    pub fn titled(&self, title: u32) -> Option<&Who<'l>> {
        self.titles.get(&title)
    }

    /// Whom the sentence at hand is about: its main subject before a byte.
    #[must_use]
    pub fn about(&self, before: u32) -> Option<Who<'l>> {
        let main = |mention: &&Remembered<'l>| {
            mention.sentence == self.sentence && mention.main && mention.who.span.start < before && mention.who.country.is_some()
        };
        self.mentions.iter().rev().find(main).map(|mention| Who { by: By::Pronoun, ..mention.who.clone() })
    }
}
