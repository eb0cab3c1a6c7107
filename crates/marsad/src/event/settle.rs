//! What the two sides of an act, its place and the article tell of each other, once the slots have told what they tell.
//!
//! In: both sides as the slots tell them. Out: the same sides settled: people get the country of the place, a deed that is answered its doer,
//! nobody acts on himself, a state acts by its forces.
//!
//! «أكثر من 3500 شخص قتلوا في سورية»: SYR.CVL. «دان غوتيريش الضربة»: whoever the article told struck. «غارة إسرائيلية»: ISR.MIL.
//!
//! The steps go in this order, and each only adds what those before it left open or takes away what cannot be. Who acts at home without being told to
//! comes last, when the frame holds without him.

use super::answer::{answered, reacted, referred, turned_back};
use super::fill::{distinct, verbal_act};
use super::refer::{authors, on_one_side, only_place};
use super::scene::Scene;
use crate::actor::Who;
use crate::coded::{By, Role};
use crate::morph::Word;
use crate::pack::{AgentClass, EventType, Frame, LemmaId, Number, Side, Slot, Upos};
use crate::span::Span;
use crate::syntax::{Argument, Arguments};

/// Who acts, and towards whom.
pub(super) struct Sides<'l> {
    pub source: Vec<Who<'l>>,
    pub target: Vec<Who<'l>>,
}

/// Settles the two sides of an act; `told` says that a verb tells it.
pub(super) fn settle<'l>(frame: &Frame, arguments: &Arguments, told: bool, sides: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    if frame.symmetric {
        add_topic(frame, arguments, sides, scene);
    } else if let Some(turned) = turned_back(frame, arguments, &sides.source, scene) {
        *sides = turned;
    }
    let located = country_of_place(arguments, scene);
    if let Some(country) = located.or_else(|| country_struck(frame, scene)).or_else(|| only_place(scene)) {
        give_country(country, sides, scene);
    }
    look_up_target(frame, arguments, sides, scene);
    as_people_of_town(frame, arguments, sides, scene);
    if frame.symmetric {
        as_states_that_talk(frame, sides, scene);
    } else {
        each_towards_the_other(sides);
        as_state_of_a_people(frame, sides, scene);
    }
    drop_own_side(frame, sides, scene);
    add_people(frame, arguments, located, sides, scene);
    act_by_forces(frame, sides, scene);
    fight_in_arms(frame, sides, scene);
    befall_people(frame, sides, scene);
    spare_own_people(frame, sides, scene);
    be_at_home(frame, sides, scene);
    answer(frame, arguments, told, sides, scene);
}

/// The type of a frame.
fn event_type<'l>(frame: &Frame, scene: &Scene<'_, 'l>) -> &'l EventType {
    &scene.lang.tables.event_types[frame.event_type as usize]
}

/// «بعد تسعة أشهر من المحادثات مع واشنطن»: the one side is told, the other is whom the sentence is about.
fn add_topic<'l>(frame: &Frame, arguments: &Arguments, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    let forceful = event_type(frame, scene).quad == 4;
    // «انتقد نتنياهو الاتفاق مع إيران»: what somebody says something of need not be his.
    let refers = |at: usize| {
        let word = &scene.parse.words[arguments.verb];
        let of_phrase = |(verb, clause): &&(usize, Arguments)| {
            let acts = scene.parse.words[*verb].lemmas().filter_map(|lemma| scene.lang.frames.get(&lemma)).flatten();
            let verbal = acts.into_iter().any(|row| verbal_act(&scene.lang.tables.frames[*row as usize], scene));
            let light = scene.parse.words[*verb].lemmas().any(|lemma| scene.lang.lights.contains_key(&lemma));
            let told = [Slot::Object, Slot::B, Slot::On, Slot::About].into_iter().flat_map(|slot| clause.at(slot));
            verbal && !light && told.into_iter().any(|argument| *argument == Argument::Phrase(at))
        };
        word.definite && scene.parse.phrases[at].head == arguments.verb && scene.parse.clauses.iter().any(|clause| of_phrase(&clause))
    };
    let referred = !scene.parse.words[arguments.verb].is_verb() && scene.parse.phrase_of(arguments.verb).is_some_and(refers);
    if source.is_empty() && !referred && target.iter().any(Who::is_known) {
        let about = scene.document.about(scene.parse.words[arguments.verb].span.start);
        // «تقدم الجيش اليمني بعد اشتباكات مع ميليشيات الحوثي»: or those of one country who are two sides in it.
        let fights = |who: &Who<'l>| matches!(who.role, Some(Role::Mil | Role::Cop | Role::Reb));
        let deals = |who: &Who<'l>| fights(who) || !forceful && matches!(who.role, Some(Role::Gov | Role::Opp | Role::Pty));
        let another = |who: &Who<'l>, other: &Who<'l>| who.country != other.country || deals(who) && !on_one_side(who, other);
        source.extend(about.filter(|who| target.iter().all(|other| another(who, other))));
    }
}

/// «أكثر من 3500 شخص قتلوا في سورية»: the country of the place that the act's own words tell.
fn country_of_place<'l>(arguments: &Arguments, scene: &Scene<'_, 'l>) -> Option<&'l str> {
    // «وفي بيروت، انفجرت سيارة»
    let parse = scene.parse;
    let opens =
        |at: &usize| parse.phrases[*at].begin <= parse.start + 1 && !parse.words[parse.start..arguments.verb].iter().any(Word::is_verb);
    let front = scene.places.iter().filter(|(at, slot, _)| *slot == Slot::In && opens(at)).map(|(at, _, _)| Argument::Phrase(*at));
    let front: Vec<Argument> = front.take(1).collect();
    // «في غارة قرب بعلبك»
    let beside = arguments.at(Slot::Beside).filter(|argument| matches!(argument, Argument::Phrase(_)));
    arguments.at(Slot::In).chain(beside).chain(&front).find_map(|argument| match argument {
        Argument::Phrase(at) => {
            scene.places.iter().find(|(phrase, _, _)| phrase == at).and_then(|(_, _, located)| located.place.country(scene.lang))
        }
        // «معارك درنة»
        Argument::Words(_) => scene.parties(argument).first().and_then(|who| who.country),
        Argument::Pronoun(_) => None,
    })
}

/// «قتل ثلاثة مدنيين في غارة روسية على إدلب»: the country of the one place that force is aimed at.
fn country_struck<'l>(frame: &Frame, scene: &Scene<'_, 'l>) -> Option<&'l str> {
    let struck =
        scene.places.iter().filter(|(_, slot, _)| *slot == Slot::On).filter_map(|(_, _, located)| located.place.country(scene.lang));
    let mut countries = struck.filter(|_| event_type(frame, scene).people == Some(Side::Target));
    let first = countries.next()?;
    countries.all(|other| other == first).then_some(first)
}

/// People without a country are of where it happened.
fn give_country<'l>(country: &'l str, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    let homeless = scene.document.home.is_none();
    // «انفجار قنبلة في قرية بحرينية»: a bomb is of no country because it lies there.
    let asset = |who: &Who<'l>| who.head.and_then(|head| scene.lang.agent(head)).is_some_and(|agent| agent.class == AgentClass::Asset);
    let nowhere = |who: &&mut Who<'l>| !asset(who) && (who.assumed || homeless && who.country.is_none() && who.role.is_some());
    for who in source.iter_mut().chain(target).filter(|who| who.title.is_none()).filter(nowhere) {
        who.country = Some(country);
    }
}

/// Where no slot tells anybody towards whom: the authors of what the act is about, those who did what its noun refers to, or whom it reacts to.
fn look_up_target<'l>(frame: &Frame, arguments: &Arguments, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    if !target.iter().any(Who::is_known) && verbal_act(frame, scene) && !frame.symmetric {
        let foreign = |who: &Who<'l>| source.iter().all(|other| other.country != who.country);
        let authors = authors(frame, arguments, scene);
        if !authors.is_empty() && authors.iter().all(foreign) {
            *target = authors;
        }
    }
    if !target.iter().any(Who::is_known) {
        let referred = referred(frame, arguments, source, scene);
        if !referred.is_empty() {
            *target = referred;
        } else if let Some(reacted) = reacted(frame, arguments, source, scene) {
            *target = reacted;
        }
    }
}

/// «انفجرت سيارة مفخخة في كابل»: the town where force befell somebody is its people, not the government that it stands for.
fn as_people_of_town<'l>(frame: &Frame, arguments: &Arguments, sides: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    if event_type(frame, scene).people == Some(Side::Target) {
        let inside = |who: &Who<'l>| {
            arguments.at(Slot::In).any(|argument| scene.parse.span_of(scene.words(argument)).contains(who.span)) && who.by == By::Metonym
        };
        sides.target.iter_mut().filter(|who| inside(who)).for_each(|who| who.role = Some(Role::Cvl));
    }
}

/// «أكد الوزيران أهمية التعاون بين البلدين»: each of the two towards the other.
fn each_towards_the_other(Sides { source, target }: &mut Sides<'_>) {
    if source.len() == 2 && distinct(source) == 2 && target.len() == 2 {
        let mutual = target.iter().all(|who| source.iter().any(|other| other.country == who.country));
        if mutual && source[0].span == source[1].span {
            target.retain(|who| who.country == source[1].country);
            source.truncate(1);
        }
    }
}

/// Whether somebody is told by nothing but the adjective of a people.
fn is_a_people(who: &Who<'_>) -> bool {
    who.by == By::Nisba && who.role == Some(Role::Cvl) && who.head.is_none()
}

/// «اتفق الفلسطينيون والإسرائيليون»: two peoples that talk are their states.
fn as_states_that_talk<'l>(frame: &Frame, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    let country = source.first().and_then(|first| first.country);
    let all = || source.iter().chain(&*target);
    // «أجرت واشنطن مباحثات مع الإسرائيليين»: one of them told as a state tells how the other is meant.
    let alone = |who: &Who<'_>| scene.parse.words.iter().filter(|word| who.span.contains(word.span)).all(|word| word.upos != Upos::Noun);
    let whole = |who: &Who<'_>| is_a_people(who) && who.number == Some(Number::Plur) && alone(who) && !is_counted(who, scene);
    let states = all().all(|who| who.role == Some(Role::Gov) && who.by != By::Office || whole(who));
    if verbal_act(frame, scene) && (all().all(is_a_people) || states) && all().any(|who| who.country != country) {
        source.iter_mut().chain(target).for_each(|who| who.role = Some(Role::Gov));
    }
}

/// «الفلسطينيون يرفضون الاتفاق الإماراتي»: a people that deals with another state is its own.
fn as_state_of_a_people<'l>(frame: &Frame, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    if verbal_act(frame, scene) {
        let state = |who: &Who<'l>| who.role == Some(Role::Gov) || who.country.is_some_and(|code| code.len() != 3);
        let people = |who: &Who<'l>| is_a_people(who) && who.number == Some(Number::Plur) && !is_counted(who, scene);
        let foreign = |who: &Who<'l>| target.iter().any(state) && target.iter().all(|other| other.country != who.country);
        source.iter_mut().filter(|who| people(who) && foreign(who)).for_each(|who| who.role = Some(Role::Gov));
    }
}

/// «مئات التونسيين» are not Tunisia.
fn is_counted(who: &Who<'_>, scene: &Scene<'_, '_>) -> bool {
    let words = scene.parse.words.iter().filter(|word| who.span.contains(word.span));
    words.into_iter().any(|word| word.upos == Upos::Num || scene.lang.is_number(&word.key) || word.is_class("quant", scene.lang))
}

/// Takes away targets on the source's own side.
fn drop_own_side<'l>(frame: &Frame, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    // «بحسب بيان لوزارة الخارجية»: of several possible targets those on the source's own side go.
    let foreign = |who: &Who<'_>| source.iter().all(|other| other.country != who.country);
    if !frame.symmetric && target.iter().any(|who| who.country.is_some() && !who.assumed && foreign(who)) {
        target.retain(foreign);
    }
    // A state does nothing to itself, but may to its own ministers.
    let forceful = event_type(frame, scene).quad == 4;
    let state = |who: &Who<'l>| who.role == Some(Role::Gov) && !forceful && who.country.is_some_and(|code| code.len() == 3);
    let itself =
        |who: &Who<'l>| state(who) || who.by == By::Pronoun || who.actor.is_some() && source.iter().any(|other| other.actor == who.actor);
    if target.iter().all(|who| itself(who) && source.iter().any(|other| other.same(who))) {
        target.clear();
    }
}

/// The people of the place, where it tells all that is told.
fn add_people<'l>(
    frame: &Frame,
    arguments: &Arguments,
    located: Option<&'l str>,
    Sides { source, target }: &mut Sides<'l>,
    scene: &Scene<'_, 'l>,
) {
    let Some(side) = event_type(frame, scene).people else { return };
    // «احتجاجات في تونس»: nobody but the people of the place.
    if let (true, true, Some(country)) = (source.is_empty(), target.is_empty(), located) {
        let span = scene.parse.words[arguments.verb].span;
        let people = Who { country: Some(country), role: Some(Role::Cvl), by: By::Context, ..Who::at(span) };
        match side {
            Side::Source => source.push(people),
            Side::Target => target.push(people),
        }
    }
    // «تبنى التنظيم هجوما في بغداد»: whom an armed group hit, where nobody is told, are the people there.
    let armed = source.iter().any(|who| who.role == Some(Role::Reb)) && source.iter().all(|who| who.role == Some(Role::Reb));
    if let (Side::Target, true, true, Some(country)) = (side, armed && !frame.symmetric, target.is_empty(), located) {
        let span = scene.parse.words[arguments.verb].span;
        target.push(Who { country: Some(country), role: Some(Role::Cvl), by: By::Context, ..Who::at(span) });
    }
    // «شهدت تونس احتجاجات», «عم إضراب عام مدن إيطاليا»: the place is where its people do it.
    if side == Side::Source && source.is_empty() {
        let here = [Slot::Subject, Slot::Object, Slot::In].into_iter().flat_map(|slot| arguments.at(slot));
        let spans: Vec<Span> = here.map(|argument| scene.parse.span_of(scene.words(argument))).collect();
        let land = |who: &Who<'l>| {
            let state = who.actor.is_some_and(|row| scene.lang.tables.actors[row as usize].kind == "state");
            (state || who.by == By::Metonym || who.role == Some(Role::Cvl)) && spans.iter().any(|span| span.contains(who.span))
        };
        if target.iter().all(land) {
            *source = std::mem::take(target).into_iter().map(|who| Who { role: Some(Role::Cvl), ..who }).collect();
        }
    }
}

/// «غارة إسرائيلية»: a state does it by its forces. «مظاهرة سودانية»: and what the people do by its people.
fn act_by_forces<'l>(frame: &Frame, sides: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    if event_type(frame, scene).people == Some(Side::Source) {
        let deed = |head: crate::pack::LemmaId| scene.lang.is_event_noun(head) && scene.lang.agent(head).is_none();
        let by_deed = |who: &&mut Who<'l>| who.by == By::Nisba && who.role == Some(Role::Gov) && who.head.is_none_or(deed);
        sides.source.iter_mut().filter(by_deed).for_each(|who| who.role = Some(Role::Cvl));
    }
    let Some(doer) = event_type(frame, scene).doer else { return };
    let lang = scene.lang;
    let state = |who: &&mut Who<'l>| who.role == Some(Role::Gov) && who.title.is_none() && who.office.is_none() && who.person.is_none();
    let body = |who: &Who<'l>| {
        who.actor.is_some_and(|row| lang.tables.actors[row as usize].kind != "state")
            || who.head.is_some_and(|head| lang.agent(head).is_some())
    };
    let forces = sides.source.iter_mut().filter(state).filter(|who| !body(who) && who.by != By::Nominal);
    forces.for_each(|who| who.role = Some(doer));
}

/// «سيطرت المعارضة على البلدة»: an opposition that uses force is in arms.
fn fight_in_arms<'l>(frame: &Frame, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    let land = frame.contexts.iter().any(|context| context == "territory");
    let person = |head: LemmaId| scene.lang.agent(head).is_some_and(|agent| agent.class == AgentClass::Person);
    let event_type = event_type(frame, scene);
    if event_type.quad == 4 && (event_type.doer == Some(Role::Mil) || land) {
        let fighting = target.iter_mut().filter(|_| frame.symmetric);
        // «متظاهرون» who attack are still that.
        let body = |who: &&mut Who<'l>| who.role == Some(Role::Opp) && !who.head.is_some_and(person);
        let opposition = source.iter_mut().chain(fighting).filter(body);
        opposition.for_each(|who| who.role = Some(Role::Reb));
    }
}

/// «منع الفلسطينيين من الدخول»: force against people told by their state alone is not against that state.
fn befall_people<'l>(frame: &Frame, Sides { target, .. }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    if event_type(frame, scene).quad == 4 {
        let alone = |who: &Who<'l>| {
            let mut words = scene.parse.words.iter().filter(|word| who.span.contains(word.span) && word.upos != Upos::Adp);
            words.next().is_some_and(|word| word.feats.number == Some(Number::Plur)) && words.next().is_none()
        };
        let people = |who: &&mut Who<'l>| who.by == By::Nisba && who.role == Some(Role::Gov) && alone(who);
        target.iter_mut().filter(people).for_each(|who| who.role = Some(Role::Cvl));
    }
}

/// «قتلت البحرية الإسرائيلية تسعة ناشطين» in an article of several countries: whom an army abroad strikes is not guessed to be of its own people.
fn spare_own_people<'l>(frame: &Frame, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    let own = |who: &Who<'l>| source.iter().any(|other| !other.assumed && other.role == Some(Role::Mil) && other.country == who.country);
    let guessed = |who: &&mut Who<'l>| who.assumed && who.country.is_some_and(|country| !scene.document.is_about(country));
    // «شنت إسرائيل غارات على غزة. وقتل عشرة مدنيين»: those of the country struck just before, not of the one that struck.
    let violent = event_type(frame, scene).people == Some(Side::Target);
    let forceful: Vec<u8> = scene
        .lang
        .tables
        .event_types
        .iter()
        .zip(0u8..)
        .filter(|(event_type, _)| event_type.people == Some(Side::Target))
        .map(|(_, row)| row)
        .collect();
    if violent
        && source.is_empty()
        && let Some((acting, towards)) = scene.document.last_act(&forceful)
    {
        let state = |whos: &[Who<'l>]| whos.iter().find(|who| who.country.is_some() && !who.assumed).and_then(|who| who.country);
        if let (Some(struck), Some(striking)) = (state(towards), state(acting)) {
            let theirs = target.iter_mut().filter(|who| who.assumed && who.country == Some(striking) && who.role == Some(Role::Cvl));
            theirs.for_each(|who| who.country = Some(struck));
        }
    }
    if event_type(frame, scene).quad == 4 {
        target.iter_mut().filter(guessed).filter(|who| own(who)).for_each(|who| who.country = None);
    }
}

/// «الجزائر تمنع أفراد الجيش من السفر إلى تونس»: what a state does at home it does to its own, where nobody tells whose they are.
fn be_at_home<'l>(frame: &Frame, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    let at_home = frame.untold.or(event_type(frame, scene).untold).is_some();
    let named = |who: &&Who<'l>| matches!(who.by, By::Name | By::Nisba | By::Metonym | By::Office) && !who.assumed;
    let state = source.iter().find(named).and_then(|who| who.country).filter(|code| code.len() == 3);
    if let Some(state) = state.filter(|_| at_home) {
        target.iter_mut().filter(|who| who.assumed).for_each(|who| who.country = Some(state));
    }
}

/// «حكم على ناشط بالسجن», «فُرضت حالة الطوارئ» in an article about one state: what is done to those at home and nobody is told to do is its state's, or
/// its people's; so is what things are taken by («ضُبطت أسلحة»). A guess about what hardly anybody else does, and marked as one; who uses force is never
/// guessed so.
pub(super) fn act_at_home<'l>(frame: &Frame, arguments: &Arguments, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    let document = scene.document;
    let Some(role) = frame.untold.or(event_type(frame, scene).untold).filter(|_| source.is_empty()) else { return };
    let Some(home) = document.home.filter(|home| document.is_about(home)) else { return };
    // A government does nothing to its own ministers that nobody is told to do.
    let suffers = |who: &Who<'l>| who.country == Some(home) && (who.title.is_none() || who.role != Some(role));
    if if target.is_empty() { takes_things(frame) } else { target.iter().all(suffers) } {
        let span = scene.parse.words[arguments.verb].span;
        source.push(Who { country: Some(home), role: Some(role), by: By::Context, assumed: true, ..Who::at(span) });
    }
}

/// Whether a frame tells of things that the police take, and of nobody as its object: they are what it needs there.
pub(super) fn takes_things(frame: &Frame) -> bool {
    let needed = frame.needs.iter().any(|(slot, _)| *slot == Slot::Object);
    frame.untold == Some(Role::Cop) && needed && !frame.target.contains(&Slot::Object)
}

/// «دان غوتيريش الضربة»: the other side is whom the article told of with this one.
fn answer<'l>(frame: &Frame, arguments: &Arguments, told: bool, Sides { source, target }: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    let open = told && (event_type(frame, scene).answers || frame.symmetric) || frame.symmetric && event_type(frame, scene).answers;
    if open && !target.iter().any(Who::is_known) && source.iter().all(|who| !who.assumed) {
        target.extend(answered(frame, arguments, source, scene));
    }
}
