//! Who fills the roles of a frame: its conditions and both sides.
//!
//! «قصفت طائرات إسرائيلية مواقع في جنوب لبنان»: ISR.MIL and LBN. «يندد بتفجير مقر الأمم المتحدة»: whom the deed befell is not blamed for it.

use super::frame::{Draft, Refusal};
use super::refer::{
    answered, authors, befalls, dedup, doers, is_civilian, is_deed, is_people, is_town, only_place, reacted, referred, struck_before,
};
use super::scene::Scene;
use super::told::Evidence;
use crate::actor::Who;
use crate::coded::{By, Role};
use crate::pack::{AgentClass, Frame, Number, Side, Slot};
use crate::span::Span;
use crate::syntax::{Argument, Arguments};

/// Fills the roles of a frame from the trigger's slots.
///
/// # Errors
/// The reason why the frame does not hold.
///
/// `told` says that a verb tells the act, or carries the noun that does.
pub(super) fn fill<'l>(row: u32, frame: &Frame, arguments: Arguments, told: bool, scene: &Scene<'_, 'l>) -> Result<Draft<'l>, Refusal> {
    let own = own_words(&arguments, scene);
    for (slot, lemmas) in &frame.needs {
        let beside = matches!(slot, Slot::Subject | Slot::Object | Slot::Of) && scene.has_lemma(&own, lemmas);
        // The word may stand in another complement than the frame has it: «تزود إيران أذربيجان كهرباء», «بالكهرباء».
        let thing = |slot: Slot| matches!(slot, Slot::Object | Slot::B | Slot::Of);
        let complement = |(at, _): &&(Slot, Argument)| at == slot || thing(*slot) && thing(*at);
        // «آلاف الكينيين»: people told by their country alone are some of those that the frame names.
        let anybody = *slot == Slot::Subject && lemmas.iter().filter_map(|lemma| scene.lang.agent(*lemma)).any(is_civilian);
        let has = |argument: &Argument| scene.has_lemma(argument, lemmas) || anybody && is_people(argument, scene);
        let found = || arguments.slots.iter().filter(complement).any(|(_, argument)| has(argument));
        if !beside && !found() && !scene.slot_has(&arguments, *slot, lemmas) {
            return Err(Refusal { why: "a slot lacks the word the frame needs", slot: Some(*slot) });
        }
    }
    for (slot, lemmas) in &frame.unless {
        let beside = matches!(slot, Slot::Subject | Slot::Object | Slot::Of) && scene.has_lemma(&own, lemmas);
        if beside || scene.slot_has(&arguments, *slot, lemmas) {
            return Err(Refusal { why: "a slot has a word that the frame excludes", slot: Some(*slot) });
        }
    }
    // «قُتلوا في غارة إسرائيلية» tells who, «قُتلوا في جنين» where.
    let violent = scene.lang.tables.event_types[frame.event_type as usize].people.is_some();
    let town = |slot: Slot, argument: &Argument| violent && slot == Slot::In && is_town(argument, scene);
    let mut doing = arguments.clone();
    doing.slots.retain(|(slot, argument)| !town(*slot, argument));
    // «أصيب بانفجار قنبلة في قرية بمملكة البحرين»: where the frame needs a word, who is told beside that word acts.
    let elsewhere = |slot: Slot, argument: &Argument| {
        let mut needed = frame.needs.iter().filter(|(needed, _)| *needed == slot && slot != Slot::Subject);
        needed.any(|(_, lemmas)| !scene.has_lemma(argument, lemmas))
    };
    doing.slots.retain(|(slot, argument)| !elsewhere(*slot, argument));
    // «تفجير سروج يهدد بإغلاق الحدود»: a deed says nothing.
    if verbal_act(frame, scene) {
        doing.slots.retain(|(slot, argument)| *slot != Slot::Subject || !is_deed(argument, scene));
    }
    let mut source = parties(&frame.source, &doing, scene);
    let verbal = verbal_act(frame, scene) && !frame.symmetric;
    let mut arguments = arguments;
    give_to(frame, &mut arguments, scene);
    let told_slots = arguments.slots.clone();
    if verbal {
        // «يندد بتفجير مقر الأمم المتحدة»: whom the deed befell is not who is blamed for it.
        arguments.slots.retain(|(slot, argument)| *slot == Slot::Subject || !befalls(argument, scene));
    }
    let mut target = parties(&frame.target, &arguments, scene);
    arguments.slots = told_slots;
    if source.is_empty() && !frame.symmetric {
        source = doers(frame, &arguments, scene);
    }
    if source.is_empty() && !frame.symmetric {
        source.extend(struck_before(frame, &arguments, &target, scene));
    }
    let between: Vec<Who<'l>> = arguments.at(Slot::Between).flat_map(|argument| scene.parties(argument)).collect();
    // «اتفقتا على تطبيع العلاقات بينهما»: what stands between two is told by the subject where it tells two.
    let subjects: Vec<Who<'l>> = arguments.at(Slot::Subject).flat_map(|argument| scene.parties(argument)).collect();
    if frame.symmetric && distinct(&subjects) < 2 && (distinct(&between) >= 2 || source.is_empty() && !between.is_empty()) {
        source = between[..1].to_vec();
        target = between[1..].to_vec();
    } else if frame.symmetric && source.len() > 1 && target.is_empty() {
        target = source.split_off(1);
    }
    // «تعرضت دورية للجيش لإطلاق نار»: whose the sufferer is does not do it.
    if frame.target.first() == Some(&Slot::Subject) {
        source.retain(|who| !target.iter().any(|other| other.span == who.span && other.country == who.country));
    }
    target.retain(|who| {
        !source
            .iter()
            .any(|other| other.span == who.span && other.country == who.country && (other.role == who.role || who.by != By::Pronoun))
    });
    dedup(&mut source);
    dedup(&mut target);
    // «متهمة إياها»: an object that would be who acts is somebody else.
    if !frame.symmetric
        && !target.is_empty()
        && target.iter().all(|who| who.by == By::Pronoun && source.iter().any(|other| other.same(who)))
    {
        let but: Vec<Who<'l>> = frame
            .target
            .iter()
            .flat_map(|slot| arguments.at(*slot))
            .filter_map(|argument| lone_pronoun(argument, scene))
            .flat_map(|pronoun| scene.parties_but(&source, &pronoun))
            .collect();
        if !but.is_empty() {
            target = but;
        }
    }
    // «بعد تسعة أشهر من المحادثات مع واشنطن»: the one side is told, the other is whom the sentence is about.
    if frame.symmetric && source.is_empty() && target.iter().any(Who::is_known) {
        source.extend(
            scene
                .document
                .about(scene.parse.words[arguments.verb].span.start)
                .filter(|who| target.iter().all(|other| other.country != who.country)),
        );
    }
    // «أكثر من 3500 شخص قتلوا في سورية»: people without a country are where it happened.
    let place = arguments.at(Slot::In).find_map(|argument| {
        let at = match argument {
            Argument::Phrase(at) => at,
            // «معارك درنة»
            Argument::Words(_) => return scene.parties(argument).first().and_then(|who| who.country),
            Argument::Pronoun(_) => return None,
        };
        scene.places.iter().find(|(phrase, _, _)| phrase == at).and_then(|(_, _, located)| located.place.country(scene.lang))
    });
    let located = place;
    let place = place.or_else(|| only_place(scene));
    if let Some(country) = place {
        let homeless = scene.document.home.is_none();
        // «انفجار قنبلة في قرية بحرينية»: a bomb is of no country because it lies there.
        let asset = |who: &Who<'l>| who.head.and_then(|head| scene.lang.agent(head)).is_some_and(|agent| agent.class == AgentClass::Asset);
        let nowhere = |who: &&mut Who<'l>| !asset(who) && (who.assumed || homeless && who.country.is_none() && who.role.is_some());
        for who in source.iter_mut().chain(&mut target).filter(|who| who.title.is_none()).filter(nowhere) {
            who.country = Some(country);
        }
    }
    if !target.iter().any(Who::is_known) && verbal {
        let foreign = |who: &Who<'l>| source.iter().all(|other| other.country != who.country);
        let authors = authors(frame, &arguments, scene);
        if !authors.is_empty() && authors.iter().all(foreign) {
            target = authors;
        }
    }
    if !target.iter().any(Who::is_known) {
        let referred = referred(frame, &arguments, &source, scene);
        target = if referred.is_empty() { reacted(frame, &arguments, &source, scene).unwrap_or(target) } else { referred };
    }
    // «انفجرت سيارة مفخخة في كابل»: the town where force befell somebody is its people, not the government that it stands for.
    if scene.lang.tables.event_types[frame.event_type as usize].people == Some(Side::Target) {
        let inside = |who: &Who<'l>| {
            arguments.at(Slot::In).any(|argument| scene.parse.span_of(scene.words(argument)).contains(who.span)) && who.by == By::Metonym
        };
        target.iter_mut().filter(|who| inside(who)).for_each(|who| who.role = Some(Role::Cvl));
    }
    // «أكد الوزيران أهمية التعاون بين البلدين»: each of the two towards the other.
    if !frame.symmetric && source.len() == 2 && distinct(&source) == 2 && target.len() == 2 {
        let mutual = target.iter().all(|who| source.iter().any(|other| other.country == who.country));
        if mutual && source[0].span == source[1].span {
            target.retain(|who| who.country == source[1].country);
            source.truncate(1);
        }
    }
    // «اتفق الفلسطينيون والإسرائيليون»: two peoples that talk are their states.
    if frame.symmetric && verbal_act(frame, scene) {
        let people = |who: &Who<'l>| who.by == By::Nisba && who.role == Some(Role::Cvl) && who.head.is_none();
        let all = || source.iter().chain(&target);
        if all().all(people) && all().any(|who| who.country != source.first().and_then(|first| first.country)) {
            source.iter_mut().chain(&mut target).for_each(|who| who.role = Some(Role::Gov));
        }
    }
    // «الفلسطينيون يرفضون الاتفاق الإماراتي»: a people that deals with another state is its own.
    if !frame.symmetric && verbal_act(frame, scene) {
        let state = |who: &Who<'l>| who.role == Some(Role::Gov) || who.country.is_some_and(|code| code.len() != 3);
        let people =
            |who: &Who<'l>| who.by == By::Nisba && who.role == Some(Role::Cvl) && who.head.is_none() && who.number == Some(Number::Plur);
        let foreign = |who: &Who<'l>| target.iter().any(state) && target.iter().all(|other| other.country != who.country);
        source.iter_mut().filter(|who| people(who) && foreign(who)).for_each(|who| who.role = Some(Role::Gov));
    }
    // «بحسب بيان لوزارة الخارجية»: of several possible targets those on the source's own side go.
    let foreign = |who: &Who<'_>| source.iter().all(|other| other.country != who.country);
    if !frame.symmetric && target.iter().any(|who| who.country.is_some() && foreign(who)) {
        target.retain(foreign);
    }
    // A state does nothing to itself, but may to its own ministers.
    let forceful = scene.lang.tables.event_types[frame.event_type as usize].quad == 4;
    let state = |who: &Who<'l>| who.role == Some(Role::Gov) && !forceful && who.country.is_some_and(|code| code.len() == 3);
    let itself =
        |who: &Who<'l>| state(who) || who.by == By::Pronoun || who.actor.is_some() && source.iter().any(|other| other.actor == who.actor);
    if target.iter().all(|who| itself(who) && source.iter().any(|other| other.same(who))) {
        target.clear();
    }
    // «احتجاجات في تونس»: nobody but the people of the place.
    if let (true, true, Some(country), Some(side)) =
        (source.is_empty(), target.is_empty(), located, scene.lang.tables.event_types[frame.event_type as usize].people)
    {
        let span = scene.parse.words[arguments.verb].span;
        let people = Who { country: Some(country), role: Some(Role::Cvl), by: By::Context, ..Who::at(span) };
        match side {
            Side::Source => source.push(people),
            Side::Target => target.push(people),
        }
    }
    // «شهدت تونس احتجاجات», «عم إضراب عام مدن إيطاليا»: the place is where its people do it.
    if scene.lang.tables.event_types[frame.event_type as usize].people == Some(Side::Source) && source.is_empty() {
        let here = [Slot::Subject, Slot::Object, Slot::In].into_iter().flat_map(|slot| arguments.at(slot));
        let spans: Vec<Span> = here.map(|argument| scene.parse.span_of(scene.words(argument))).collect();
        let land = |who: &Who<'l>| {
            let state = who.actor.is_some_and(|row| scene.lang.tables.actors[row as usize].kind == "state");
            (state || who.by == By::Metonym || who.role == Some(Role::Cvl)) && spans.iter().any(|span| span.contains(who.span))
        };
        if target.iter().all(land) {
            source = std::mem::take(&mut target).into_iter().map(|who| Who { role: Some(Role::Cvl), ..who }).collect();
        }
    }
    // «غارة إسرائيلية»: a state does it by its forces.
    if let Some(doer) = scene.lang.tables.event_types[frame.event_type as usize].doer {
        let state = |who: &&mut Who<'l>| who.role == Some(Role::Gov) && who.title.is_none() && who.office.is_none() && who.person.is_none();
        let lang = scene.lang;
        let body = |who: &Who<'l>| {
            who.actor.is_some_and(|row| lang.tables.actors[row as usize].kind != "state")
                || who.head.is_some_and(|head| lang.agent(head).is_some())
        };
        source.iter_mut().filter(state).filter(|who| !body(who) && who.by != By::Nominal).for_each(|who| who.role = Some(doer));
    }
    // «دان غوتيريش الضربة»: the other side is whom the article told of with this one.
    let answers = scene.lang.tables.event_types[frame.event_type as usize].answers;
    if (answers && (told || frame.symmetric) || told && frame.symmetric)
        && !target.iter().any(Who::is_known)
        && source.iter().all(|who| !who.assumed)
    {
        target.extend(answered(frame, &arguments, &source, scene));
    }
    // «المسلحون» of a country that nobody tells are somebody all the same.
    let known = |who: &Who<'_>| who.is_known() || who.assumed;
    if frame.require_source && !source.iter().any(known) {
        return Err("the source is nobody known".into());
    }
    if frame.require_target && !target.iter().any(known) {
        return Err("the target is nobody known".into());
    }
    let others = arguments.at(Slot::Via).flat_map(|argument| scene.parties(argument)).filter(|who| who.is_known()).collect();
    Ok(Draft {
        frame: row,
        trigger: arguments.verb,
        source,
        target,
        others,
        arguments,
        verb: false,
        light: None,
        carrier: None,
        governed: false,
        participle: false,
        relative: false,
        tied: false,
        result: false,
        passive: false,
        evidence: Evidence::default(),
    })
}

/// «سلمت روسيا سوريا صواريخ»: before the object that the frame needs another one is who gets it.
fn give_to(frame: &Frame, arguments: &mut Arguments, scene: &Scene<'_, '_>) {
    let Some(slot) = frame.target.iter().find(|slot| matches!(slot, Slot::L | Slot::To)) else { return };
    let Some((_, things)) = frame.needs.iter().find(|(needed, _)| *needed == Slot::Object) else { return };
    let objects: Vec<usize> = (0..arguments.slots.len()).filter(|at| arguments.slots[*at].0 == Slot::Object).collect();
    let is_thing = |at: &usize| scene.has_lemma(&arguments.slots[*at].1, things);
    if let [first, second, ..] = objects[..]
        && scene.parse.words[arguments.verb].is_verb()
        && !is_thing(&first)
        && is_thing(&second)
    {
        arguments.slots[first].0 = *slot;
    }
}

/// The pronoun that an argument is and nothing else.
fn lone_pronoun(argument: &Argument, scene: &Scene<'_, '_>) -> Option<Argument> {
    let words = scene.words(argument);
    let alone = words.len() == 1 && scene.parse.words[words.start].upos == crate::pack::Upos::Pron;
    (matches!(argument, Argument::Pronoun(_)) || alone).then_some(Argument::Pronoun(words.start))
}

/// Whether an act is one of words, which always has another side.
pub(super) fn verbal_act(frame: &Frame, scene: &Scene<'_, '_>) -> bool {
    matches!(scene.lang.tables.event_types[frame.event_type as usize].quad, 1 | 3)
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

/// Who fills the first of the slots that somebody known fills; else whoever fills the first.
fn parties<'l>(slots: &[Slot], arguments: &Arguments, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let mut fallback = Vec::new();
    for slot in slots {
        let found: Vec<Who<'l>> = arguments.at(*slot).flat_map(|argument| scene.parties(argument)).collect();
        if found.iter().any(Who::is_known) {
            return found.into_iter().filter(|who| who.is_known()).collect();
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
