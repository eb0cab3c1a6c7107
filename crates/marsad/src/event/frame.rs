//! One trigger against one frame: voice, slots, conditions, parties.
//!
//! «قُتل ثلاثة جنود برصاص مسلحين»: the verb is transitive, nothing is its object: passive, so the soldiers are the target.
//! «القصف الإسرائيلي لمواقع حزب الله»: the adjective is the masdar's subject, «لـ» its target.

use super::light::Carried;
use super::scene::Scene;
use crate::actor::Who;
use crate::coded::By;
use crate::pack::{Content, Frame, Slot, Voice};
use crate::syntax::{Argument, Arguments, noun_arguments};

/// A claim before it is written out.
#[derive(Clone, Debug)]
pub struct Draft<'l> {
    /// Row of the frame.
    pub frame: u32,
    /// The trigger's word.
    pub trigger: usize,
    /// Who acts.
    pub source: Vec<Who<'l>>,
    /// Towards whom.
    pub target: Vec<Who<'l>>,
    /// Who else takes part.
    pub others: Vec<Who<'l>>,
    /// The trigger's slots.
    pub arguments: Arguments,
    /// The trigger is a verb.
    pub verb: bool,
    /// A light verb carries it.
    pub light: Option<usize>,
    /// A reporting or planning verb governs the trigger noun.
    pub governed: bool,
    /// An indefinite participle tells it («مطالبا»).
    pub participle: bool,
    /// It stands in a relative clause.
    pub relative: bool,
    /// The letters of the trigger may be another lemma.
    pub tied: bool,
    /// The light verb tells it as the result of another act («أدى إلى مقتل»).
    pub result: bool,
    /// The verb was read as passive.
    pub passive: bool,
}

/// Why a trigger gave no claim.
pub type Refusal = &'static str;

/// Matches the finite verb (or circumstantial participle) at `verb` with a frame.
///
/// # Errors
/// The reason why it is no such act.
pub fn match_verb<'l>(row: u32, arguments: &Arguments, scene: &Scene<'_, 'l>) -> Result<Draft<'l>, Refusal> {
    let frame = &scene.lang.tables.frames[row as usize];
    let word = &scene.parse.words[arguments.verb];
    let transitive = word.lemmas().any(|lemma| frame.verbs.contains(&lemma) && scene.lang.lemma(lemma).transitive);
    let by = arguments.at(Slot::By).next().is_some();
    let no_object = arguments.at(Slot::Object).next().is_none();
    let wants_object = frame.target.first() == Some(&Slot::Object) || frame.needs.iter().any(|(slot, _)| *slot == Slot::Object);
    let other_target = frame.target.iter().filter(|slot| **slot != Slot::Object).any(|slot| arguments.at(*slot).next().is_some());
    let has_subject = arguments.at(Slot::Subject).any(|argument| !matches!(argument, Argument::Pronoun(_)));
    let passive = word.feats.voice == Voice::Pass
        || word.feats.voice == Voice::Either
            && transitive
            && no_object
            && arguments.complement.is_none()
            && (by || wants_object && !other_target && has_subject);
    let mut slots = arguments.clone();
    if passive {
        for (slot, _) in &mut slots.slots {
            *slot = match *slot {
                Slot::Subject => Slot::Object,
                Slot::By => Slot::Subject,
                other => other,
            };
        }
    }
    let draft = Draft { verb: true, passive, ..fill(row, frame, slots, scene)? };
    Ok(draft)
}

/// Matches the noun at `noun` with a frame.
///
/// # Errors
/// The reason why it is no such act.
pub fn match_noun<'l>(row: u32, noun: usize, carried: Option<&Carried>, scene: &Scene<'_, 'l>) -> Result<Draft<'l>, Refusal> {
    let parse = scene.parse;
    let frame = &scene.lang.tables.frames[row as usize];
    let mut found = noun_arguments(noun, parse.phrase_of(noun), &parse.words, &parse.phrases, scene.lang);
    for (slot, _) in &mut found.slots {
        if *slot == Slot::Of {
            *slot = frame.of;
        } else if *slot == Slot::By {
            *slot = Slot::Subject;
        }
    }
    let verb = carried.filter(|carried| carried.verb);
    let anchor = carried.map_or(noun, |carried| carried.carrier);
    if let Some(carried) = verb
        && let Some(clause) = parse.clause(carried.carrier)
    {
        for (slot, argument) in &clause.slots {
            match *slot {
                Slot::Subject => {
                    if let Some(as_) = carried.subject
                        && found.at(as_).next().is_none()
                    {
                        found.slots.push((as_, argument.clone()));
                    }
                }
                slot if slot != carried.noun => found.slots.push((slot, argument.clone())),
                _ => {}
            }
        }
        found.end = found.end.max(clause.end);
    }
    let governor = scene.scopes.iter().filter(|scope| scope.words.contains(&anchor)).find_map(|scope| scope.subject_of).or_else(|| governing_report(anchor, scene));
    if found.at(Slot::Subject).next().is_none() && acts(noun, frame, scene) {
        // «يعتزم زيارة», «أعلن الجيش قصف»: the subject of the verb that governs the noun.
        let governor = governor.or_else(|| adjunct_of(anchor, frame, scene));
        if let Some(subject) = governor.and_then(|verb| parse.clause(verb)).and_then(|clause| clause.at(Slot::Subject).next()) {
            found.slots.push((Slot::Subject, subject.clone()));
        }
    }
    Ok(Draft { light: verb.map(|carried| carried.carrier), result: verb.is_some_and(|carried| carried.subject.is_none() && carried.noun != Slot::Subject), governed: governor.is_some(), ..fill(row, frame, found, scene)? })
}

/// Whether somebody does what the noun tells: «قصف», «زيارة», but not «مقتل», «استشهاد».
fn acts(noun: usize, frame: &Frame, scene: &Scene<'_, '_>) -> bool {
    let mut verbs = scene.parse.words[noun].lemmas().filter(|lemma| frame.nouns.contains(lemma)).map(|lemma| scene.lang.lemma(lemma).masdar_of);
    frame.of == Slot::Subject || verbs.any(|verb| verb.is_some_and(|verb| scene.lang.lemma(verb).transitive))
}

/// The reporting verb whose object the noun is, or whose «عن»: «أعلن قصف», «كشف عن إجراء مباحثات».
fn governing_report(noun: usize, scene: &Scene<'_, '_>) -> Option<usize> {
    let at = scene.parse.phrase_of(noun)?;
    if scene.parse.phrases[at].head != noun {
        return None;
    }
    scene.parse.clauses.iter().find_map(|(verb, clause)| {
        let asserts = |row: &u32| scene.lang.tables.reporting[*row as usize].content == Content::Asserted;
        let reports = scene.parse.words[*verb].lemmas().filter_map(|lemma| scene.lang.reporting.get(&lemma)).flatten().any(asserts);
        let governed = clause.at(Slot::Object).chain(clause.at(Slot::About)).any(|argument| *argument == Argument::Phrase(at));
        (reports && governed).then_some(*verb)
    })
}

/// The verb in whose clause the noun tells the circumstance: «وصل الوزير في زيارة», «قال خلال اجتماع مع نظيره».
fn adjunct_of(noun: usize, frame: &Frame, scene: &Scene<'_, '_>) -> Option<usize> {
    let at = scene.parse.phrase_of(noun)?;
    let phrase = &scene.parse.phrases[at];
    // Talks and visits only: who is hit «في هجوم» is not who attacks.
    let talks = scene.lang.tables.event_types[frame.event_type as usize].quad == 1;
    let circumstance = talks && matches!(phrase.slot, Some(Slot::In | Slot::During | Slot::B)) && phrase.head == noun && frame.of == Slot::Subject;
    if !circumstance {
        return None;
    }
    scene.parse.clauses.iter().rev().find(|(verb, clause)| *verb < noun && clause.slots.iter().any(|(_, argument)| *argument == Argument::Phrase(at))).map(|(verb, _)| *verb)
}

fn fill<'l>(row: u32, frame: &Frame, arguments: Arguments, scene: &Scene<'_, 'l>) -> Result<Draft<'l>, Refusal> {
    let own = own_words(&arguments, scene);
    for (slot, lemmas) in &frame.needs {
        let beside = matches!(slot, Slot::Subject | Slot::Object | Slot::Of) && scene.has_lemma(&own, lemmas);
        // The word may stand in another complement than the frame has it: «تزود إيران أذربيجان كهرباء», «بالكهرباء».
        let thing = |slot: Slot| matches!(slot, Slot::Object | Slot::B | Slot::Of);
        let complement = |(at, _): &&(Slot, Argument)| at == slot || thing(*slot) && thing(*at);
        if !beside && !arguments.slots.iter().filter(complement).any(|(_, argument)| scene.has_lemma(argument, lemmas)) {
            return Err("a slot lacks the word the frame needs");
        }
    }
    for (slot, lemmas) in &frame.unless {
        let beside = matches!(slot, Slot::Subject | Slot::Object | Slot::Of) && scene.has_lemma(&own, lemmas);
        if beside || arguments.at(*slot).any(|argument| scene.has_lemma(argument, lemmas)) {
            return Err("a slot has a word that the frame excludes");
        }
    }
    let mut source = parties(&frame.source, &arguments, scene);
    let verbal = matches!(scene.lang.tables.event_types[frame.event_type as usize].quad, 1 | 3) && !frame.symmetric;
    let mut arguments = arguments;
    let told_slots = arguments.slots.clone();
    if verbal {
        // «يندد بتفجير مقر الأمم المتحدة»: whom the deed befell is not who is blamed for it.
        arguments.slots.retain(|(slot, argument)| *slot == Slot::Subject || !befalls(argument, scene));
    }
    let mut target = parties(&frame.target, &arguments, scene);
    arguments.slots = told_slots;
    let between: Vec<Who<'l>> = arguments.at(Slot::Between).flat_map(|argument| scene.parties(argument)).collect();
    // «اتفقتا على تطبيع العلاقات بينهما»: what stands between two is told by the subject where it tells two.
    let told: Vec<Who<'l>> = arguments.at(Slot::Subject).flat_map(|argument| scene.parties(argument)).collect();
    if frame.symmetric && distinct(&told) < 2 && (distinct(&between) >= 2 || source.is_empty() && !between.is_empty()) {
        source = between[..1].to_vec();
        target = between[1..].to_vec();
    } else if frame.symmetric && source.len() > 1 && target.is_empty() {
        target = source.split_off(1);
    }
    target.retain(|who| !source.iter().any(|other| other.span == who.span && other.country == who.country));
    dedup(&mut source);
    dedup(&mut target);
    // «بعد تسعة أشهر من المحادثات مع واشنطن»: the one side is told, the other is whom the sentence is about.
    if frame.symmetric && source.is_empty() && target.iter().any(|who| who.country.is_some()) {
        source.extend(scene.document.about(scene.parse.words[arguments.verb].span.start).filter(|who| target.iter().all(|other| other.country != who.country)));
    }
    // «أكثر من 3500 شخص قتلوا في سورية»: people without a country are where it happened.
    let place = arguments.at(Slot::In).find_map(|argument| {
        let Argument::Phrase(at) = argument else { return None };
        scene.places.iter().find(|(phrase, _, _)| phrase == at).and_then(|(_, _, located)| located.place.country(scene.lang))
    });
    if let Some(country) = place {
        for who in source.iter_mut().chain(&mut target).filter(|who| who.assumed && who.title.is_none()) {
            who.country = Some(country);
        }
    }
    if !target.iter().any(|who| who.country.is_some()) {
        let referred = referred(frame, &arguments, &source, scene);
        if !referred.is_empty() {
            target = referred;
        }
    }
    // «بحسب بيان لوزارة الخارجية»: of several possible targets those on the source's own side go.
    let foreign = |who: &Who<'_>| source.iter().all(|other| other.country != who.country);
    if !frame.symmetric && target.iter().any(|who| who.country.is_some() && foreign(who)) {
        target.retain(foreign);
    }
    if target.iter().all(|who| source.iter().any(|other| other.same(who) && who.by == crate::coded::By::Pronoun)) {
        target.clear();
    }
    let known = |who: &Who<'_>| who.country.is_some();
    if frame.require_source && !source.iter().any(known) {
        return Err("the source is nobody known");
    }
    if frame.require_target && !target.iter().any(known) {
        return Err("the target is nobody known");
    }
    let others = arguments.at(Slot::Via).flat_map(|argument| scene.parties(argument)).filter(|who| who.country.is_some()).collect();
    Ok(Draft { frame: row, trigger: arguments.verb, source, target, others, arguments, verb: false, light: None, governed: false, participle: false, relative: false, tied: false, result: false, passive: false })
}

/// The words beside a trigger noun in its own phrase («عملية عسكرية مشتركة»); nothing for a verb.
fn own_words(arguments: &Arguments, scene: &Scene<'_, '_>) -> Argument {
    let trigger = arguments.verb;
    let end = match scene.parse.phrase_of(trigger) {
        Some(at) if !scene.parse.words[trigger].is_verb() => scene.parse.phrases[at].words.end,
        _ => trigger + 1,
    };
    Argument::Words(trigger + 1..end)
}

/// Whether an argument is an event noun whose genitive suffers the act, and no adjective tells who does it.
fn befalls(argument: &Argument, scene: &Scene<'_, '_>) -> bool {
    let range = scene.words(argument);
    let words = &scene.parse.words[range.clone()];
    let Some(head) = words.first().filter(|word| word.upos == crate::pack::Upos::Noun) else { return false };
    let frames = || head.lemmas().filter_map(|lemma| Some((lemma, scene.lang.frames.get(&lemma)?))).flat_map(|(lemma, rows)| rows.iter().map(move |row| (lemma, *row)));
    let suffers = frames().any(|(lemma, row)| {
        let frame = &scene.lang.tables.frames[row as usize];
        frame.nouns.contains(&lemma) && frame.of == Slot::Object && scene.lang.tables.event_types[frame.event_type as usize].quad == 4
    });
    let doer = words.get(1).is_some_and(|word| word.lemmas().any(|lemma| scene.lang.nisba(lemma).is_some()));
    suffers && !doer
}

/// «رحبت باريس بالاتفاق», «دان الهجوم»: those who did what the noun refers to; both sides of an agreement.
fn referred<'l>(frame: &Frame, arguments: &Arguments, source: &[Who<'l>], scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    if frame.symmetric {
        return Vec::new();
    }
    for slot in frame.target.iter().chain(&[Slot::Object, Slot::B, Slot::On]) {
        for argument in arguments.at(*slot) {
            let words = &scene.parse.words[scene.words(argument)];
            let definite = words.iter().any(|word| word.definite);
            let noun = words.iter().find(|word| word.lemmas().any(|lemma| scene.lang.is_event_noun(lemma)));
            let Some(noun) = noun.filter(|_| definite) else { continue };
            let types: Vec<u8> = noun.lemmas().flat_map(|lemma| scene.lang.types_of_noun(lemma)).copied().collect();
            let Some((acting, towards)) = scene.document.last_act(&types) else { continue };
            let cooperative = types.iter().any(|row| scene.lang.tables.event_types[*row as usize].quad <= 2);
            let parties = acting.iter().chain(if cooperative { towards } else { &[] });
            let span = scene.parse.span_of(scene.words(argument));
            let foreign = parties.filter(|who| who.country.is_some() && source.iter().all(|other| other.country != who.country));
            let mut found: Vec<Who<'l>> = foreign.map(|who| Who { span, by: By::Pronoun, ..who.clone() }).collect();
            dedup(&mut found);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// Who fills the first of the slots that somebody known fills; else whoever fills the first.
fn parties<'l>(slots: &[Slot], arguments: &Arguments, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let mut fallback = Vec::new();
    for slot in slots {
        let found: Vec<Who<'l>> = arguments.at(*slot).flat_map(|argument| scene.parties(argument)).collect();
        if found.iter().any(|who| who.country.is_some()) {
            return found.into_iter().filter(|who| who.country.is_some()).collect();
        }
        if fallback.is_empty() {
            fallback = found;
        }
    }
    fallback
}

fn distinct(parties: &[Who<'_>]) -> usize {
    let mut seen: Vec<&Who<'_>> = Vec::new();
    for who in parties {
        if !seen.iter().any(|other| other.same(who)) {
            seen.push(who);
        }
    }
    seen.len()
}

fn dedup(parties: &mut Vec<Who<'_>>) {
    let mut kept: Vec<Who<'_>> = Vec::new();
    for who in parties.drain(..) {
        if !kept.iter().any(|other| other.same(&who) || other.span == who.span && other.country == who.country) {
            kept.push(who);
        }
    }
    *parties = kept;
}

