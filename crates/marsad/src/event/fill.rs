//! Who fills the roles of a frame: its conditions, and who stands in the slots of both sides.
//!
//! In: a frame and a trigger's slots. Out: a [`Draft`], or why the frame does not hold.
//!
//! «قصفت طائرات إسرائيلية مواقع في جنوب لبنان»: ISR.MIL and LBN. «يندد بتفجير مقر الأمم المتحدة»: whom the deed befell is not blamed for it.
//!
//! It reads slots; what the two sides and the place tell of each other, and who is meant that no slot tells, is settled in
//! [`super::settle`].

use super::answer::is_what_was_told;
use super::apart::{drop_topics, take_apart, without_content};
use super::draft::{Draft, Refusal};
use super::judge::is_denial;
use super::refer::{
    attackers, befalls, befalls_person, came_about_by, counted_people, doers, fought, is_civilian, is_deed, is_named_fighter,
    is_named_group, is_people, is_town, struck_before, suffers,
};
use super::scene::Scene;
use super::settle::{Sides, act_at_home, settle, takes_things};
use super::told::Evidence;
use crate::actor::Who;
use crate::coded::{By, Role};
use crate::pack::{AgentClass, Content, Frame, LemmaId, Side, Slot};
use crate::syntax::{Argument, Arguments};

/// A frame that names so many kinds of regions («محافظة», «إقليم») means any place, of fighters any group; some name one or two for another
/// reason («أحيل إلى الإمارة»).
pub(super) const KINDS: usize = 5;

/// Fills the roles of a frame from the trigger's slots.
///
/// # Errors
/// The reason why the frame does not hold.
///
/// `told` says that a verb tells the act, or carries the noun that does.
pub(super) fn fill<'l>(row: u32, frame: &Frame, arguments: Arguments, told: bool, scene: &Scene<'_, 'l>) -> Result<Draft<'l>, Refusal> {
    let mut arguments = arguments;
    happens_in(frame, &mut arguments, scene);
    meets_conditions(frame, &arguments, scene)?;
    ask_in_clause(frame, &mut arguments, scene);
    let source = acting(frame, &arguments, scene);
    give_to(frame, &mut arguments, scene);
    drop_topics(frame, &mut arguments, scene);
    let target = towards(frame, &without_content(frame, &arguments, scene), scene);
    let mut sides = Sides { source, target };
    // «أعلن التلفزيون السوري قصف حمص»: the press tells of force and uses none.
    let event_type = &scene.lang.tables.event_types[frame.event_type as usize];
    if event_type.quad == 4 && event_type.people != Some(Side::Source) && !scene.parse.words[arguments.verb].is_verb() {
        sides.source.retain(|who| who.role != Some(Role::Med));
    }
    if sides.source.is_empty() && !frame.symmetric {
        sides.source = doers(frame, &arguments, scene);
    }
    if sides.source.is_empty() && !frame.symmetric {
        sides.source = fought(frame, &arguments, &sides.target, scene);
    }
    if sides.source.is_empty() && !frame.symmetric {
        sides.source.extend(struck_before(frame, &arguments, &sides.target, scene));
    }
    if sides.source.is_empty() && !frame.symmetric {
        sides.source = attackers(frame, &arguments, &sides.target, scene);
    }
    if befalls_person(&scene.parse.words[arguments.verb], scene.lang) {
        // «اعتقلت 13 آخرين في ولاية بنزرت»: people told by their number, rather than where it was.
        let counted = counted_people(&frame.target, &arguments, scene);
        let located = |who: &Who<'_>| arguments.at(Slot::In).any(|argument| scene.parse.span_of(scene.words(argument)).contains(who.span));
        if !counted.is_empty() && sides.target.iter().all(located) {
            sides.target = counted;
        }
    } else if sides.source.is_empty() && event_type.people == Some(Side::Source) {
        sides.source = counted_people(&frame.source, &arguments, scene);
    }
    take_apart(frame, &arguments, &mut sides, scene);
    settle(frame, &arguments, told, &mut sides, scene);
    // «ضُبطت أسلحة في تونس»
    if sides.target.is_empty() && takes_things(frame) {
        act_at_home(frame, &arguments, &mut sides, scene);
    }
    // «المسلحون» of a country that nobody tells are somebody all the same.
    let known = |who: &Who<'_>| who.is_known() || who.assumed;
    let lacks = if frame.require_source && !sides.source.iter().any(known) {
        Some("the source is nobody known")
    } else if frame.require_target && !sides.target.iter().any(known) && !is_about_deed(frame, &arguments, scene) {
        Some("the target is nobody known")
    } else {
        None
    };
    act_at_home(frame, &arguments, &mut sides, scene);
    let others = arguments.at(Slot::Via).flat_map(|argument| scene.parties(argument)).filter(|who| who.is_known()).collect();
    Ok(Draft {
        frame: row,
        trigger: arguments.verb,
        source: sides.source,
        target: sides.target,
        others,
        arguments,
        verb: false,
        light: None,
        carrier: None,
        governed: false,
        blamed: false,
        participle: false,
        relative: false,
        tied: false,
        result: false,
        passive: false,
        evidence: Evidence::default(),
        doubt: None,
        befallen: Vec::new(),
        disowned: false,
        lacks,
    })
}

/// «قتل ثلاثة مسلحين خلال عملية للجيش»: what happens during a deed of force happens in it.
fn happens_in(frame: &Frame, arguments: &mut Arguments, scene: &Scene<'_, '_>) {
    let uses = |slot: Slot| frame.needs.iter().any(|(needed, _)| *needed == slot) || frame.source.contains(&slot);
    if uses(Slot::In) && !uses(Slot::During) {
        // «قتلوا باشتباكات مع الجيش»
        let person = befalls_person(&scene.parse.words[arguments.verb], scene.lang);
        let told = arguments.at(Slot::During).chain(arguments.at(Slot::B).filter(|_| person));
        let deeds = told.filter(|argument| is_deed(argument, scene)).cloned();
        let deeds: Vec<_> = deeds.map(|argument| (Slot::In, argument)).collect();
        arguments.slots.extend(deeds);
    }
}

/// «شدد على ضرورة أن تنسحب روسيا»: whoever does what the noun before «أن» is of is asked as if the noun were his.
fn ask_in_clause(frame: &Frame, arguments: &mut Arguments, scene: &Scene<'_, '_>) {
    let asks = frame.when.is_none() && scene.lang.tables.event_types[frame.event_type as usize].content_target == Some(Side::Source);
    let parse = scene.parse;
    let doer = |(slot, argument): &(Slot, Argument)| {
        let Argument::Phrase(at) = argument else { return None };
        let that = parse.phrases[*at].words.end;
        let of_nobody = !scene.parties(argument).iter().any(Who::is_known);
        let needed = matches!(slot, Slot::On | Slot::Object | Slot::To | Slot::B);
        let told = needed && frame.target.contains(slot) && of_nobody && parse.words.get(that)?.is_sub("sub", "that", scene.lang);
        let clause = parse.clause(that + 1).filter(|_| told)?;
        Some((*slot, clause.at(Slot::Subject).next()?.clone()))
    };
    let doers: Vec<_> = arguments.slots.iter().filter(|_| asks).filter_map(doer).collect();
    arguments.slots.extend(doers);
}

/// Whether the words that a frame needs are there, and those that it excludes are not.
fn meets_conditions(frame: &Frame, arguments: &Arguments, scene: &Scene<'_, '_>) -> Result<(), Refusal> {
    let own = own_words(arguments, scene);
    let denies = is_denial(&scene.parse.words[arguments.verb], scene);
    for (slot, lemmas) in &frame.needs {
        let beside = matches!(slot, Slot::Subject | Slot::Object | Slot::Of) && scene.has_lemma(&own, lemmas);
        // The word may stand in another complement than the frame has it: «تزود إيران أذربيجان كهرباء», «بالكهرباء».
        let thing = |slot: Slot| matches!(slot, Slot::Object | Slot::B | Slot::Of);
        let complement = |(at, _): &&(Slot, Argument)| at == slot || thing(*slot) && thing(*at);
        // «آلاف الكينيين»: people told by their country alone are some of those that the frame names.
        let anybody = *slot == Slot::Subject && lemmas.iter().filter_map(|lemma| scene.lang.agent(*lemma)).any(is_civilian);
        // «سيطر الحوثيون على عدن»: a town told by its name is one of the places that the frame names by their kinds.
        let is_region = |lemma: &&LemmaId| scene.lang.is_whereabouts(**lemma, "region");
        let anywhere = || lemmas.iter().filter(is_region).count() >= KINDS;
        // «تحدث كيري مع لافروف»: who is told by his name holds one of the offices that the frame names.
        let agents = || lemmas.iter().filter_map(|lemma| scene.lang.agent(*lemma));
        let official = || agents().any(|agent| agent.class == AgentClass::Person && agent.role == Role::Gov);
        let holds = |who: &Who<'_>| (who.person.is_some() || who.office.is_some()) && who.role == Some(Role::Gov);
        let has = |argument: &Argument| {
            let words = scene.meant(argument);
            scene.has_lemma(argument, lemmas)
                || matches!(slot, Slot::With | Slot::To) && official() && scene.parties(argument).iter().any(holds)
                || *slot == Slot::Subject && is_named_fighter(argument, lemmas, 1, scene)
                || matches!(slot, Slot::Object | Slot::From | Slot::L) && is_named_group(argument, lemmas, scene)
                || words.is_some_and(|words| scene.has_lemma(&words, lemmas))
                || anybody && is_people(argument, scene)
                || denies && is_what_was_told(argument, scene)
                || is_town(argument, scene) && anywhere()
        };
        let found = || arguments.slots.iter().filter(complement).any(|(_, argument)| has(argument));
        if !beside && !found() && !scene.slot_has(arguments, *slot, lemmas) {
            return Err(Refusal { why: "a slot lacks the word the frame needs", slot: Some(*slot) });
        }
    }
    for (slot, lemmas) in &frame.unless {
        let beside = matches!(slot, Slot::Subject | Slot::Object | Slot::Of) && scene.has_lemma(&own, lemmas);
        // «معركة شرسة مع داعش» is fought with the group, whatever adjective stands there.
        let violent = scene.lang.tables.event_types[frame.event_type as usize].people == Some(Side::Target);
        let sides = *slot == Slot::Object || violent && matches!(slot, Slot::With | Slot::Against | Slot::Between);
        let named = sides && arguments.at(*slot).any(|told| is_named_group(told, lemmas, scene));
        // «قتل في تحطم مروحية», «قتل عندما تحطمت مروحية»
        let so = matches!(slot, Slot::In | Slot::After) && came_about_by(arguments.verb, lemmas, scene);
        if beside || named || so || scene.slot_tells(arguments, *slot, lemmas) {
            return Err(Refusal { why: "a slot has a word that the frame excludes", slot: Some(*slot) });
        }
    }
    Ok(())
}

/// Who acts, by the slots of the source.
fn acting<'l>(frame: &Frame, arguments: &Arguments, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    // «قُتلوا في غارة إسرائيلية» tells who, «قُتلوا في جنين» where.
    let violent = scene.lang.tables.event_types[frame.event_type as usize].people.is_some();
    let town = |slot: Slot, argument: &Argument| violent && slot == Slot::In && is_town(argument, scene);
    // «أصيب بانفجار قنبلة في قرية بمملكة البحرين»: where the frame needs a word, who is told beside that word acts.
    let elsewhere = |slot: Slot, argument: &Argument| {
        let mut needed = frame.needs.iter().filter(|(needed, _)| *needed == slot && slot != Slot::Subject);
        needed.any(|(_, lemmas)| !scene.has_lemma(argument, lemmas))
    };
    // «تفجير سروج يهدد بإغلاق الحدود»: a deed says nothing.
    let says = verbal_act(frame, scene);
    let deed = |slot: Slot, argument: &Argument| says && slot == Slot::Subject && is_deed(argument, scene);
    // «قتلوا في تفجير مسجد»: what was struck strikes nobody, but for whom a clause after it tells.
    let struck = |slot: Slot, argument: &Argument| {
        let words = scene.words(argument);
        let told = scene.parse.words.get(words.end).is_some_and(crate::morph::Word::is_verb);
        let genitive = Argument::Words((words.start + 1).min(words.end)..words.end);
        violent && slot == Slot::In && words.len() > 1 && !told && is_deed(argument, scene) && suffers(&genitive, frame, scene)
    };
    // «قتلوا في هجوم شمال بغداد»: where a deed was does nothing. «قام المتمردون بقصف القوات»: nor does the deed itself.
    let beside = |argument: &Argument| {
        let words = scene.words(argument);
        let direction = |word: &crate::morph::Word| word.lemmas().any(|lemma| scene.lang.anaphors(lemma).any(|class| class == "direction"));
        is_deed(argument, scene) && scene.parse.words.get(words.start + 1).is_some_and(direction)
    };
    // «تعرضت القرى لسقوط قذائف»: what somebody comes under is nobody's whom nothing tells.
    let asset = |who: &Who<'_>| {
        who.country.is_none() && who.head.and_then(|head| scene.lang.agent(head)).is_some_and(|agent| agent.class == AgentClass::Asset)
    };
    let thing = |slot: Slot, argument: &Argument| slot == Slot::L && violent && scene.parties(argument).iter().all(asset);
    // «قتلوا في عمليات تطهير المدينة»: nor do the people of the place where it was.
    let land = |argument: &Argument| {
        let people = |head: LemmaId| scene.lang.agent(head).is_some_and(|agent| agent.class != AgentClass::Site);
        let of_place = |who: &Who<'_>| who.role == Some(Role::Cvl) && who.by == By::Nominal && !who.head.is_some_and(people);
        let whos = scene.parties(argument);
        !whos.is_empty() && whos.iter().all(of_place)
    };
    let itself = |argument: &Argument| !scene.parse.words[arguments.verb].is_verb() && scene.words(argument).contains(&arguments.verb);
    let mut doing = arguments.clone();
    doing.slots.retain(|(slot, argument)| {
        let does = !thing(*slot, argument)
            && !town(*slot, argument)
            && !elsewhere(*slot, argument)
            && !deed(*slot, argument)
            && !struck(*slot, argument);
        does && !(violent && *slot == Slot::In && (beside(argument) || land(argument))) && !(*slot == Slot::B && itself(argument))
    });
    parties(&frame.source, &doing, scene)
}

/// Towards whom, by the slots of the target.
fn towards<'l>(frame: &Frame, arguments: &Arguments, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    // «طالب بالالتزام بميثاق الأمم المتحدة»: where the frame needs a word behind «بـ», who is told beside that word is meant.
    let needed = frame.needs.iter().find(|(slot, _)| *slot == Slot::B && frame.target.contains(slot));
    let mut arguments = arguments.clone();
    if let Some((slot, lemmas)) = needed.filter(|_| verbal_act(frame, scene)) {
        let has = |argument: &Argument| scene.has_lemma(argument, lemmas);
        if arguments.at(*slot).any(has) {
            arguments.slots.retain(|(at, argument)| at != slot || has(argument));
        }
    }
    let arguments = &arguments;
    if frame.symmetric || !verbal_act(frame, scene) {
        return parties(&frame.target, arguments, scene);
    }
    // «يندد بتفجير مقر الأمم المتحدة»: whom the deed befell is not who is blamed for it.
    let mut blamed = arguments.clone();
    blamed.slots.retain(|(slot, argument)| *slot == Slot::Subject || !befalls(argument, scene));
    // «طالبت كييف بصواريخ لمواجهة روسيا»: what something is demanded for.
    let event_type = &scene.lang.tables.event_types[frame.event_type as usize];
    let asks = event_type.content == Content::Withheld && event_type.content_target == Some(Side::Source);
    let purpose =
        |argument: &Argument| scene.parse.words[scene.words(argument).start].lemmas().any(|lemma| scene.lang.is_hostile_deed(lemma));
    let uses = frame.needs.iter().any(|(slot, _)| *slot == Slot::L);
    blamed.slots.retain(|(slot, argument)| !(asks && !uses && *slot == Slot::L && purpose(argument)));
    // «طلب من الحلفاء مزيدا من الأسلحة»: of what there is to be more.
    let asset = |who: &Who<'_>| {
        who.country.is_none() && who.head.and_then(|head| scene.lang.agent(head)).is_some_and(|agent| agent.class == AgentClass::Asset)
    };
    blamed.slots.retain(|(slot, argument)| *slot != Slot::From || !scene.parties(argument).iter().any(asset));
    parties(&frame.target, &blamed, scene)
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

/// «أدان الأزهر التفجير»: whether what is said is about a deed of force, whoever did it.
fn is_about_deed(frame: &Frame, arguments: &Arguments, scene: &Scene<'_, '_>) -> bool {
    let definite = |argument: &Argument| scene.parse.words[scene.words(argument)].first().is_some_and(|word| word.definite);
    let about = frame.target.iter().flat_map(|slot| arguments.at(*slot));
    let blames = scene.lang.tables.event_types[frame.event_type as usize].content_target == Some(Side::Target);
    blames && verbal_act(frame, scene) && about.into_iter().any(|argument| is_deed(argument, scene) && definite(argument))
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

/// How many different parties there are.
pub(super) fn distinct(parties: &[Who<'_>]) -> usize {
    let mut seen: Vec<&Who<'_>> = Vec::new();
    for who in parties {
        if !seen.iter().any(|other| other.same(who)) {
            seen.push(who);
        }
    }
    seen.len()
}
