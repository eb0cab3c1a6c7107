//! Who is meant by what is told: a deed, a place, people of a country.
//!
//! In: an argument or a frame's slots, and what was told before. Out: parties that no name in the sentence gives.
//!
//! «قتل مدنيون في الغارات»: those who raided. «آلاف الكينيين»: people, to every frame that wants some.
//!
//! It names nobody whom the article has not told; what a pronoun means is [`crate::actor`]'s.

use super::fill::KINDS;
use super::scene::Scene;
use crate::actor::Who;
use crate::coded::{By, Role};
use crate::mention::Named;
use crate::morph::{Part, Word};
use crate::pack::{Agent, AgentClass, Frame, Lang, LemmaId, Side, Slot, Upos, Voice};
use crate::syntax::{Argument, Arguments, befalls_people};

/// Whether a noun names nothing but people.
pub(super) fn is_civilian(agent: &Agent) -> bool {
    agent.class == AgentClass::Person && agent.role == Role::Cvl
}

/// Whether a phrase tells people by their country, and nothing else of them.
pub(super) fn is_people(argument: &Argument, scene: &Scene<'_, '_>) -> bool {
    let Argument::Phrase(at) = argument else { return false };
    scene.whos[*at].iter().any(|who| who.by == By::Nisba && who.role == Some(Role::Cvl) && who.head.is_none())
}

/// «طرد داعش», not «طرد قادة داعش»: whether an argument is a named group itself, and the words name fighters of any kind.
pub(super) fn is_named_group(argument: &Argument, lemmas: &[LemmaId], scene: &Scene<'_, '_>) -> bool {
    scene.parse.name_of(scene.words(argument).start).is_some() && is_named_fighter(argument, lemmas, KINDS, scene)
}

/// «دخلت طالبان كابل»: whether an argument names a group of fighters, and `kinds` of the words or more name fighters.
pub(super) fn is_named_fighter(argument: &Argument, lemmas: &[LemmaId], kinds: usize, scene: &Scene<'_, '_>) -> bool {
    let agents = lemmas.iter().filter_map(|lemma| scene.lang.agent(*lemma));
    let span = scene.parse.span_of(scene.words(argument));
    let fights = |who: &Who<'_>| who.role == Some(Role::Reb) && who.actor.is_some() && who.by == By::Name && span.contains(who.span);
    let named = agents.filter(|agent| agent.class == AgentClass::Person && agent.role == Role::Reb).count();
    named >= kinds && scene.parties(argument).iter().any(fights)
}

/// Whether an argument is the name of a town or a region.
pub(super) fn is_town(argument: &Argument, scene: &Scene<'_, '_>) -> bool {
    let start = scene.words(argument).start;
    let at = scene.parse.names.binary_search_by_key(&start, |name| name.words.start);
    at.is_ok_and(|at| scene.parse.names[at].named.iter().any(|named| matches!(named, Named::Place(_) | Named::Metonym(_))))
}

/// How far after a number may stand what it counts: «سبعون على الأقل من عناصر التنظيم».
const COUNTED: usize = 4;

/// «قُتل ثلاثة واعتُقل العشرات», «تظاهر المئات»: people told by their number alone, of whom the article is about.
pub(super) fn counted_people<'l>(slots: &[Slot], arguments: &Arguments, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let counts = |word: &Word| word.upos == Upos::Num || scene.lang.is_number(&word.key);
    let number = |argument: &&Argument| {
        let range = scene.words(argument);
        let after = scene.parse.words[range.end..].iter().take_while(|word| word.upos != Upos::Punct && !word.is_verb());
        // «سبعون على الأقل من عناصر التنظيم» are told by what they are.
        let counts_on = after.take(COUNTED).enumerate().any(|(at, word)| at == 0 && word.is_nominal() || word.slot == Some(Slot::From));
        let words = &scene.parse.words[range];
        !counts_on && words.iter().all(|word| counts(word) || word.is_class("quant", scene.lang)) && words.iter().any(counts)
    };
    let people = |argument: &Argument| {
        let mut who = Who { role: Some(Role::Cvl), ..Who::at(scene.parse.span_of(scene.words(argument))) };
        scene.document.complete(&mut who, false);
        who
    };
    slots.iter().flat_map(|slot| arguments.at(*slot)).filter(number).map(people).collect()
}

/// Whether an argument is headed by the noun of a deed of force: «هجوم الفلوجة», «القصف»; a protest is its people.
pub(super) fn is_deed(argument: &Argument, scene: &Scene<'_, '_>) -> bool {
    let Argument::Phrase(at) = argument else { return false };
    let head = &scene.parse.words[scene.parse.phrases[*at].head];
    let types = &scene.lang.tables.event_types;
    let force = |row: &u8| types[*row as usize].quad == 4 && types[*row as usize].people != Some(Side::Source);
    let body = head.lemmas().any(|lemma| scene.lang.agent(lemma).is_some());
    head.upos == Upos::Noun && !body && head.lemmas().flat_map(|lemma| scene.lang.types_of_noun(lemma)).any(force)
}

/// Who did what an act of words is about, where a relative clause tells it: «التصريحات التي أدلى بها الوزير», «القرار الذي أصدره مجلس الأمن».
pub(super) fn authors<'l>(frame: &Frame, arguments: &Arguments, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let parse = scene.parse;
    let about = frame.target.iter().chain(&[Slot::Object]).flat_map(|slot| arguments.at(*slot));
    for argument in about {
        let Argument::Phrase(at) = argument else { continue };
        let end = parse.phrases[*at].words.end;
        let nobody = scene.whos[*at].iter().all(|who| !who.is_known());
        let described = parse.words.get(end).is_some_and(|word| word.is_class("rel", scene.lang));
        if *at < scene.whos.len() && nobody && described {
            let clause = parse.clauses.iter().find(|(verb, _)| *verb > end);
            let subjects = clause
                .into_iter()
                .flat_map(|(_, clause)| clause.at(Slot::Subject))
                .filter(|subject| matches!(subject, Argument::Phrase(_)));
            return subjects.flat_map(|subject| scene.parties(subject)).filter(|who| who.is_known() && !who.assumed).collect();
        }
    }
    Vec::new()
}

/// The country of the places that the sentence tells with «في», where it is one.
pub(super) fn only_place<'l>(scene: &Scene<'_, 'l>) -> Option<&'l str> {
    let mut countries =
        scene.places.iter().filter(|(_, slot, _)| *slot == Slot::In).filter_map(|(_, _, located)| located.place.country(scene.lang));
    let first = countries.next()?;
    countries.all(|other| other == first).then_some(first)
}

/// «قصف المدنيين», «قصف المستشفى»: whether the genitive of a deed of force against people tells whom it befalls: people who bear no arms, or a site.
pub(super) fn suffers(argument: &Argument, frame: &Frame, scene: &Scene<'_, '_>) -> bool {
    let forceful = scene.lang.tables.event_types[frame.event_type as usize].people == Some(Side::Target);
    let unarmed = |agent: &Agent| is_civilian(agent) || agent.class == AgentClass::Site;
    let words = scene.words(argument);
    let head = scene.parse.words[words].iter().find(|word| word.upos == Upos::Noun);
    forceful && head.is_some_and(|head| head.lemmas().filter_map(|lemma| scene.lang.agent(lemma)).any(unarmed))
}

/// Whether an argument is an event noun whose genitive suffers the act, and no adjective tells who does it.
pub(super) fn befalls(argument: &Argument, scene: &Scene<'_, '_>) -> bool {
    let range = scene.words(argument);
    let words = &scene.parse.words[range.clone()];
    let Some(head) = words.first().filter(|word| word.upos == crate::pack::Upos::Noun) else { return false };
    let frames = || {
        head.lemmas()
            .filter_map(|lemma| Some((lemma, scene.lang.frames.get(&lemma)?)))
            .flat_map(|(lemma, rows)| rows.iter().map(move |row| (lemma, *row)))
    };
    let suffers = frames().any(|(lemma, row)| {
        let frame = &scene.lang.tables.frames[row as usize];
        let genitive = Argument::Words(range.start + 1..range.end);
        frame.nouns.contains(&lemma)
            && (frame.of == Slot::Object || range.len() > 1 && suffers(&genitive, frame, scene))
            && scene.lang.tables.event_types[frame.event_type as usize].quad == 4
    });
    let told = |word: &Word| word.lemmas().any(|lemma| scene.lang.nisba(lemma).is_some());
    // «بوقف العدوان الإسرائيلي»: an adjective of the deed in it tells who does that.
    let deed = |word: &Word| {
        let lemmas = || word.lemmas();
        word.upos == Upos::Noun
            && lemmas().any(|lemma| scene.lang.is_event_noun(lemma))
            && !lemmas().any(|lemma| scene.lang.agent(lemma).is_some())
    };
    // «التجارب الكورية الشمالية»
    let pair = words.len() > 2 && scene.lang.nisba_pair(&words[1], &words[2]).is_some();
    let doer = pair || words.get(1).is_some_and(told) || words[1..].windows(2).any(|pair| deed(&pair[0]) && told(&pair[1]));
    suffers && !doer
}

/// «قتل مدنيون في الغارات»: those who did what the definite noun in the source's slot refers to.
pub(super) fn doers<'l>(frame: &Frame, arguments: &Arguments, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let force = scene.lang.tables.event_types[frame.event_type as usize].quad == 4;
    let told = frame.source.iter().flat_map(|slot| arguments.at(*slot).map(move |argument| (*slot, argument)));
    for (slot, argument) in told.filter(|(slot, _)| *slot != Slot::Subject || force) {
        let words = &scene.parse.words[scene.words(argument)];
        let Some(noun) = words.first().filter(|word| word.definite && word.upos == crate::pack::Upos::Noun) else { continue };
        let types: Vec<u8> = noun.lemmas().flat_map(|lemma| scene.lang.types_of_noun(lemma)).copied().collect();
        // «شن الجيش هجوما … واستهدف الهجوم»: what the same word told; a deed that does something is no other.
        let same = noun.lemmas().find_map(|lemma| scene.document.last_told_by(lemma));
        let last = || scene.document.last_act(&types).filter(|_| slot != Slot::Subject).map(|(acting, _)| acting);
        let Some(acting) = same.or_else(last) else { continue };
        let span = scene.parse.span_of(scene.words(argument));
        return acting.iter().filter(|who| who.is_known()).map(|who| Who { span, by: By::Pronoun, ..who.clone() }).collect();
    }
    Vec::new()
}

/// «قتل 30 مسلحا في معارك بين الجيش وجبهة النصرة»: of two who fight the one on whose side the dead are not.
pub(super) fn fought<'l>(frame: &Frame, arguments: &Arguments, target: &[Who<'l>], scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let violent = scene.lang.tables.event_types[frame.event_type as usize].people == Some(Side::Target);
    let deed = arguments.at(Slot::In).chain(arguments.at(Slot::B)).any(|argument| is_deed(argument, scene));
    if !violent || !deed || target.is_empty() {
        return Vec::new();
    }
    let mut sides: Vec<Who<'l>> = arguments.at(Slot::Between).flat_map(|argument| scene.parties(argument)).filter(Who::is_known).collect();
    dedup(&mut sides);
    let with_dead =
        |who: &Who<'l>| target.iter().any(|dead| on_one_side(dead, who) || dead.role == Some(Role::Reb) && who.role == dead.role);
    match sides.as_slice() {
        [one, other] if with_dead(one) != with_dead(other) => vec![if with_dead(one) { other.clone() } else { one.clone() }],
        _ => Vec::new(),
    }
}

/// Whether two are of one state or actor, and of one camp in it: its forces and government, those in arms against them, its parties, its people.
pub(super) fn on_one_side(one: &Who<'_>, other: &Who<'_>) -> bool {
    let camp = |who: &Who<'_>| match who.role {
        Some(Role::Reb) => 1,
        Some(Role::Opp | Role::Pty) => 2,
        None | Some(Role::Gov | Role::Mil | Role::Cop | Role::Spy | Role::Jud | Role::Leg) => 0,
        Some(_) => 3,
    };
    one.actor.is_some() && one.actor == other.actor || one.country.is_some() && one.country == other.country && camp(one) == camp(other)
}

/// «قصفت إسرائيل المخيم. … وقُتل عشرة فلسطينيين»: where a verb tells nobody who did it, whoever used force on the same just before.
pub(super) fn struck_before<'l>(frame: &Frame, arguments: &Arguments, target: &[Who<'l>], scene: &Scene<'_, 'l>) -> Option<Who<'l>> {
    let forceful = scene.lang.tables.event_types[frame.event_type as usize].quad == 4;
    let verb = &scene.parse.words[arguments.verb];
    let agentless = arguments.at(Slot::Subject).next().is_none() && verb.is_verb();
    let told: Vec<Who<'l>> = target.iter().filter(|who| who.country.is_some() && !who.assumed).cloned().collect();
    if forceful && agentless { scene.document.wrongdoer(&told, verb.span) } else { None }
}

/// Whether a verb or a noun tells that people are killed, hurt or taken.
pub(super) fn befalls_person(word: &Word, lang: &Lang) -> bool {
    word.lemmas().any(|lemma| if word.is_verb() { lang.lemma(lemma).of_person } else { befalls_people(lemma, lang) })
}

/// «قُتل 18 متمردا بعد أن شنت القوات عملية»: where people are killed, hurt or taken and nobody is told to do it, whoever used force right before, by the same
/// sentence.
pub(super) fn attackers<'l>(frame: &Frame, arguments: &Arguments, target: &[Who<'l>], scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let (parse, lang) = (scene.parse, scene.lang);
    let word = &parse.words[arguments.verb];
    if !befalls_person(word, lang) || target.is_empty() || lang.tables.event_types[frame.event_type as usize].people != Some(Side::Target) {
        return Vec::new();
    }
    let carries = |verb: usize| parse.words[verb].lemmas().any(|lemma| lang.lights.contains_key(&lemma));
    // «قتل جندي عندما هاجم مسلحون نقطة تفتيش»
    let forceful = |row: &u32| lang.tables.event_types[lang.tables.frames[*row as usize].event_type as usize].people == Some(Side::Target);
    let strikes = |verb: usize| {
        let passive = parse.words[verb].feats.voice == Voice::Pass;
        let mut frames = parse.words[verb].lemmas().filter_map(|lemma| lang.frames.get(&lemma)).flatten();
        !passive && !befalls_person(&parse.words[verb], lang) && frames.any(forceful)
    };
    let told = |verb: usize| is_when(arguments.verb, verb, scene) && (carries(verb) || strikes(verb));
    let Some((verb, clause)) = parse.clauses.iter().find(|(verb, _)| told(*verb)) else { return Vec::new() };
    let own = |who: &Who<'l>| target.iter().any(|other| other.country == who.country && other.role == who.role);
    let force = clause.at(Slot::Object).any(|object| is_deed(object, scene)) || strikes(*verb) && clause.at(Slot::Object).next().is_some();
    let subjects = clause.at(Slot::Subject).filter(|_| force).flat_map(|subject| scene.parties(subject));
    subjects.filter(|who| who.is_known() && !who.assumed && !own(who)).collect()
}

/// «قتل جندي عندما هاجم مسلحون»: whether the verb at `at` tells when what the word at `told` tells came about, or after what.
fn is_when(told: usize, at: usize, scene: &Scene<'_, '_>) -> bool {
    let (words, lang) = (&scene.parse.words, scene.lang);
    let before = (told..at).rev().map(|at| &words[at]).find(|word| word.part != Part::Fixed && !word.is_class("perf", lang));
    let apart = || words[told..at].iter().any(|word| word.is_mark(".؛!؟?:"));
    at > told && before.is_some_and(|word| word.is_sub("sub", "after", lang) || word.is_sub("sub", "when", lang)) && !apart()
}

/// «قتل ثلاثة جنود عندما تحطمت مروحيتهم»: whether a clause tells that it came about by what one of these nouns tells.
pub(super) fn came_about_by(told: usize, nouns: &[LemmaId], scene: &Scene<'_, '_>) -> bool {
    let deed = |verb: LemmaId| nouns.iter().any(|noun| scene.lang.lemma(*noun).masdar_of == Some(verb));
    // «قتل جنود عندما سقطت قذيفة»: what is theirs comes to grief, what is not was aimed at them.
    let words = &scene.parse.words;
    let theirs = |argument: &Argument| words[scene.words(argument)].iter().any(|word| word.is_enclitic() || word.definite);
    let mut clauses = scene.parse.clauses.iter();
    clauses.any(|(verb, clause)| is_when(told, *verb, scene) && words[*verb].lemmas().any(deed) && clause.at(Slot::Subject).any(theirs))
}

pub(super) fn dedup(parties: &mut Vec<Who<'_>>) {
    let mut kept: Vec<Who<'_>> = Vec::new();
    for who in parties.drain(..) {
        // «الطرفان» may be two of one country; any other words are one party of it.
        let one =
            |other: &Who<'_>| other.span == who.span && other.country == who.country && (other.role == who.role || who.by != By::Pronoun);
        if !kept.iter().any(|other| other.same(&who) || one(other)) {
            kept.push(who);
        }
    }
    *parties = kept;
}
