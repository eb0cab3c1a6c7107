//! What the words of a claim tell beyond what is written of it: lemmas, who is told rather than guessed, what it is about.

use std::ops::Range;

use smallvec::SmallVec;

use crate::actor::Who;
use crate::coded::{By, Factuality, Field, Role};
use crate::coder::Coded;
use crate::event::Judged;
use crate::pack::{Content, Lang, LemmaId, Number, Upos};
use crate::span::Span;
use crate::syntax::{Argument, Parse};

/// A denial of so few words does not say what it denies («نفت طهران ذلك»).
const SHORT: usize = 4;
/// Most words of an act that are looked at.
const MAX_WORDS: usize = 80;

/// A claim's words, as links need them.
pub(crate) struct Telling<'l> {
    /// Lemmas that the trigger may be.
    pub lemmas: SmallVec<[LemmaId; 3]>,
    /// The trigger is a noun with the article: it may refer to what was told.
    pub refers: bool,
    /// The trigger is a noun of this number.
    pub number: Option<Number>,
    /// The trigger is a noun that brings up something new.
    pub anew: bool,
    /// The trigger says that something is not so.
    pub denial: bool,
    /// Everybody else known whom its sentence tells, and whether after the trigger.
    pub beside: Vec<(Who<'l>, bool)>,
    /// Countries of those whom the deed befell that it answers.
    pub befallen: Vec<&'l str>,
    /// It is done to nobody abroad.
    pub at_home: bool,
    /// Who is told to have done it denies it.
    pub disowned: bool,
    /// Who does it at home where nobody is told to.
    pub untold: Option<Role>,
    /// What a state does it by.
    pub doer: Option<Role>,
    /// The parties of its frame count whoever is told first.
    pub symmetric: bool,
    /// It is an act of words with two sides, which tells little without what was said.
    pub verbal: bool,
    /// The trigger says that something is alleged.
    pub accusation: bool,
    /// It stands in the headline: the title, or a first line without a full stop.
    pub headline: bool,
    /// Which sentence of its text it stands in, from 0.
    pub sentence: usize,
    /// Who acts.
    pub source: Vec<Side<'l>>,
    /// Towards whom.
    pub target: Vec<Side<'l>>,
    /// A party is told as somebody new («شابا فلسطينيا»).
    pub stranger: bool,
    /// Words of names among its words, sorted.
    pub names: Vec<Box<str>>,
    /// The numbers among its words, least and most.
    pub counts: Vec<[Option<f64>; 2]>,
    /// Other words of the act, sorted: what it is about.
    pub about: Vec<Topic>,
}

/// A party with the words of its name.
#[derive(Clone)]
pub(crate) struct Side<'l> {
    who: Who<'l>,
    names: SmallVec<[Box<str>; 4]>,
}

/// A word that tells what an act is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    Lemma(LemmaId),
    Key(Box<str>),
}

impl<'l> Telling<'l> {
    /// What the words of an act tell.
    pub fn new(judged: &Judged<'l>, sentence: &Coded<'_, 'l>, field: Field, lang: &Lang) -> Self {
        let parse = sentence.parse;
        let draft = &judged.draft;
        let trigger = &parse.words[draft.trigger];
        let frame = &lang.tables.frames[draft.frame as usize];
        let event_type = &lang.tables.event_types[frame.event_type as usize];
        let lemmas: SmallVec<[LemmaId; 3]> =
            trigger.lemmas().filter(|lemma| frame.verbs.contains(lemma) || frame.nouns.contains(lemma)).collect();
        let rows = || lemmas.iter().filter_map(|lemma| lang.reporting.get(lemma)).flatten();
        let alleged = Content::As(Factuality::Alleged);
        let phrase = parse.phrase_of(draft.trigger).map(|at| &parse.phrases[at]);
        // «هجوم الجيش» is a certain one by what follows it, «هجوم جديد» is not.
        let owned = phrase.filter(|phrase| phrase.words.contains(&(draft.trigger + 1))).is_some_and(|_| {
            let next = &parse.words[draft.trigger + 1];
            matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Num) || next.is_enclitic()
        });
        Self {
            refers: !draft.verb && trigger.definite,
            number: trigger.feats.number.filter(|_| !draft.verb),
            anew: !draft.verb && !draft.participle && !trigger.definite && !owned,
            denial: rows().any(|row| lang.tables.reporting[*row as usize].force == "denial"),
            beside: beside(judged, sentence),
            befallen: draft.befallen.clone(),
            at_home: frame.at_home,
            disowned: draft.disowned,
            untold: frame.untold.or(event_type.untold),
            doer: event_type.doer,
            symmetric: frame.symmetric,
            verbal: matches!(event_type.quad, 1 | 3) && !frame.symmetric,
            accusation: rows().any(|row| lang.tables.reporting[*row as usize].content == alleged)
                || lemmas
                    .iter()
                    .filter_map(|lemma| lang.cues.get(lemma))
                    .flatten()
                    .any(|row| lang.tables.cues[*row as usize].effect == alleged),
            headline: field == Field::Title || sentence.index <= 1 && !parse.words.last().is_some_and(|word| word.is_mark(".")),
            sentence: sentence.index,
            source: draft.source.iter().map(|who| Side::new(who, parse)).collect(),
            target: draft.target.iter().map(|who| Side::new(who, parse)).collect(),
            stranger: draft.target.iter().any(|who| is_stranger(who, parse)),
            names: names(judged, parse),
            counts: counts(judged, sentence),
            about: topics(judged, parse),
            lemmas,
        }
    }

    /// Whether this accusation is of the one who makes that denial, which says what it denies or follows it.
    pub fn accuses(&self, denial: &Self) -> bool {
        let follows = denial.sentence.abs_diff(self.sentence) <= 1 && denial.about.len() <= SHORT;
        (follows || self.shared_topics(denial).0 > 0)
            && agree(&self.target, &denial.source) == Some(true)
            && agree(&self.source, &denial.target) != Some(false)
    }

    /// Whether this alleged act is laid to the one who makes that denial.
    pub fn charges(&self, denial: &Self) -> bool {
        self.shared_topics(denial).0 > 0 && agree(&self.source, &denial.source) == Some(true)
    }

    /// How many words of what they are about two acts share, and how many the one with fewer has.
    pub fn shared_topics(&self, other: &Self) -> (usize, usize) {
        let shared = self.about.iter().filter(|topic| other.about.binary_search(topic).is_ok()).count();
        (shared, self.about.len().min(other.about.len()))
    }
}

impl<'l> Side<'l> {
    fn new(who: &Who<'l>, parse: &Parse) -> Self {
        let named = |word: &&crate::morph::Word| who.named.is_some_and(|span| span.start <= word.span.start && word.span.end <= span.end);
        Self { who: who.clone(), names: parse.words.iter().filter(named).map(|word| word.key.clone()).collect() }
    }

    /// Whether the article tells who it is, rather than this program supposes it.
    pub fn is_told(&self) -> bool {
        let armed = self.who.actor.is_some() && self.who.role == Some(Role::Reb);
        (self.who.country.is_some() || armed) && !self.who.assumed && self.who.by != By::Context
    }

    /// Whether both are one: `Some(false)` where anything that is known of them differs, `None` where too little is known.
    fn is_one(&self, other: &Self) -> Option<bool> {
        let (one, two) = (&self.who, &other.who);
        let differ = |one: Option<u32>, two: Option<u32>| one.zip(two).is_some_and(|(one, two)| one != two);
        let both_told = self.is_told() && other.is_told();
        let stands = one.role.map(standing).zip(two.role.map(standing));
        if both_told && one.country != two.country
            || stands.is_some_and(|(one, two)| (one == Standing::Against) != (two == Standing::Against))
        {
            return Some(false);
        }
        if one.person.is_some() && one.person == two.person {
            return Some(true);
        }
        if differ(one.person, two.person) || differ(one.office, two.office) || differ(one.title, two.title) {
            return Some(false);
        }
        if one.role.map(standing) == Some(Standing::Against) && differ(one.actor, two.actor) {
            return Some(false);
        }
        if !self.names.is_empty() && !other.names.is_empty() && !self.names.iter().any(|name| other.names.contains(name)) {
            return Some(false);
        }
        let reference = [one.by, two.by] == [By::Pronoun; 2];
        let others = [one.by, two.by] == [By::Nominal; 2] && one.head != two.head;
        let people = stands.is_some_and(|(one, two)| one != two);
        if others && !both_told { Some(false) } else { Some(true).filter(|_| both_told && !reference && !others && !people) }
    }
}

/// On which side of a state somebody stands, which the country does not tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Its bodies.
    State,
    /// Its people.
    People,
    /// Who stands against it.
    Against,
}

fn standing(role: Role) -> Standing {
    match role {
        Role::Gov | Role::Mil | Role::Cop | Role::Spy | Role::Jud | Role::Leg => Standing::State,
        Role::Reb | Role::Opp | Role::Pty | Role::Crm => Standing::Against,
        _ => Standing::People,
    }
}

/// Whether the parties of two tellings agree, each of those that fewer are told of with one of the others: `None` where too little is
/// told and nothing contradicts.
pub(crate) fn agree(one: &[Side<'_>], two: &[Side<'_>]) -> Option<bool> {
    let told = |sides: &[Side<'_>]| sides.iter().filter(|side| side.is_told()).count();
    let (fewer, more) = if told(one) <= told(two) { (one, two) } else { (two, one) };
    let anybody = told(fewer) == 0;
    let mut agreed = None;
    for side in fewer.iter().filter(|side| anybody || side.is_told()) {
        let found = || more.iter().filter(|other| anybody || other.is_told()).map(|other| side.is_one(other));
        if found().next().is_some() && found().all(|one| one == Some(false)) {
            return Some(false);
        }
        agreed = agreed.or_else(|| found().find(|one| *one == Some(true)).flatten());
    }
    agreed
}

/// The words of an act: its slots and what follows the trigger.
fn own_words(judged: &Judged<'_>, parse: &Parse) -> impl Iterator<Item = usize> {
    let arguments = &judged.draft.arguments;
    let slots: Vec<Range<usize>> = arguments
        .slots
        .iter()
        .filter_map(|(_, argument)| match argument {
            Argument::Phrase(at) => Some(parse.phrases[*at].words.clone()),
            Argument::Words(words) => Some(words.clone()),
            Argument::Pronoun(_) => None,
        })
        .chain(std::iter::once(judged.draft.trigger + 1..arguments.end.min(parse.words.len())))
        .collect();
    slots.into_iter().flatten().take(MAX_WORDS)
}

/// Everybody known whom a sentence tells and who stands on no side of an act, with whether after its trigger.
fn beside<'l>(judged: &Judged<'l>, sentence: &Coded<'_, 'l>) -> Vec<(Who<'l>, bool)> {
    let draft = &judged.draft;
    let is = |party: &Who<'_>, who: &Who<'_>| party.span == who.span || (party.country, party.role) == (who.country, who.role);
    let own = |who: &Who<'_>| draft.source.iter().chain(&draft.target).any(|party| is(party, who));
    let phrases = sentence.parse.phrases.iter().zip(sentence.whos);
    let all = phrases.flat_map(|(phrase, whos)| whos.iter().map(move |who| (who, phrase.begin > draft.trigger)));
    all.filter(|(who, _)| who.is_known() && !who.assumed && !own(who)).map(|(who, after)| (who.clone(), after)).collect()
}

/// Whether a party is told by a noun without the article, with nothing or an adjective after it.
fn is_stranger(who: &Who<'_>, parse: &Parse) -> bool {
    let mut words = parse.words.iter().filter(|word| who.span.start <= word.span.start && word.span.end <= who.span.end);
    let noun = words.next().is_some_and(|word| matches!(word.upos, Upos::Noun | Upos::Adj) && !word.definite);
    noun && matches!(who.by, By::Nominal | By::Nisba) && words.next().is_none_or(|word| word.upos == Upos::Adj && !word.definite)
}

/// The words of names among the words of an act.
fn names(judged: &Judged<'_>, parse: &Parse) -> Vec<Box<str>> {
    let mut names: Vec<Box<str>> = own_words(judged, parse)
        .filter(|at| parse.in_name(*at) || parse.words[*at].upos == Upos::Propn)
        .map(|at| parse.words[at].key.clone())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The numbers among the words of an act.
fn counts(judged: &Judged<'_>, sentence: &Coded<'_, '_>) -> Vec<[Option<f64>; 2]> {
    let tokens: Vec<usize> = own_words(judged, sentence.parse).map(|at| sentence.parse.words[at].token).collect();
    let own = sentence.numbers.iter().filter(|number| tokens.contains(&number.tokens.start));
    own.map(|number| [number.low.or(number.value), number.high.or(number.value)]).filter(|bounds| *bounds != [None; 2]).collect()
}

/// What an act is about: its words without parties and times.
fn topics(judged: &Judged<'_>, parse: &Parse) -> Vec<Topic> {
    let draft = &judged.draft;
    let within = |span: Span, at: usize| span.start <= parse.words[at].span.start && parse.words[at].span.end <= span.end;
    let party = |at: usize| draft.source.iter().chain(&draft.target).any(|who| within(who.span, at));
    let mut about: Vec<Topic> = own_words(judged, parse)
        .filter(|at| *at != draft.trigger && !party(*at) && !parse.in_time(*at))
        .map(|at| &parse.words[at])
        .filter(|word| matches!(word.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn) && word.closed.is_none())
        .map(|word| word.lemma.map_or_else(|| Topic::Key(word.key.clone()), Topic::Lemma))
        .collect();
    about.sort_unstable();
    about.dedup();
    about
}
