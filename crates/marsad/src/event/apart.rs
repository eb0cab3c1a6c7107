//! Which words of an act are no party of it, and who stands on which side where several are told.
//!
//! In: a frame, a trigger's slots, both sides as the slots fill them. Out: slots without topics and contents; sides on which nobody stands twice.
//!
//! «التقى الوزير القطري نظيره التركي لبحث العلاقات مع سوريا»: QAT and TUR; Syria is what they talk of. «قضت محكمة بالسجن على صحافي»: the penalty is nobody.
//!
//! Who fills the slots is [`super::fill`]'s, what both sides tell of each other [`super::settle`]'s.

use super::fill::distinct;
use super::refer::dedup;
use super::scene::Scene;
use super::settle::Sides;
use crate::actor::Who;
use crate::coded::By;
use crate::morph::Part;
use crate::pack::{AgentClass, Frame, LemmaId, Slot};
use crate::syntax::{Argument, Arguments};

/// «قضت محكمة بالسجن على صحافي», «بسجن صحافي»: the word after «بـ» that the frame needs tells what is done, and only its genitive tells to whom.
pub(super) fn without_content(frame: &Frame, arguments: &Arguments, scene: &Scene<'_, '_>) -> Arguments {
    let needs = frame.needs.iter().filter(|(slot, _)| *slot == Slot::B && frame.target.contains(slot)).flat_map(|(_, lemmas)| lemmas);
    let needed: Vec<LemmaId> = needs.copied().collect();
    let mut told = arguments.clone();
    for (slot, argument) in &mut told.slots {
        let Argument::Phrase(at) = *argument else { continue };
        let phrase = &scene.parse.phrases[at];
        let site = |lemma: LemmaId| scene.lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Site);
        if *slot == Slot::B && scene.parse.words[phrase.head].lemmas().any(|lemma| needed.contains(&lemma) && site(lemma)) {
            *argument = Argument::Words(phrase.head + 1..phrase.words.end);
        }
    }
    told
}

/// «التقى الوزير نظيره لبحث العلاقات مع سوريا»: «مع» after a noun that two talk of tells whom it is with, where somebody else is met.
pub(super) fn drop_topics(frame: &Frame, arguments: &mut Arguments, scene: &Scene<'_, '_>) {
    let mutual = scene.lang.tables.event_types[frame.event_type as usize].mutual;
    if !(frame.symmetric && mutual) {
        return;
    }
    let needed: Vec<LemmaId> = frame.needs.iter().flat_map(|(_, lemmas)| lemmas).copied().collect();
    let topical = |argument: &Argument| {
        let Argument::Phrase(at) = argument else { return false };
        let phrase = &scene.parse.phrases[*at];
        let before =
            at.checked_sub(1).map(|at| &scene.parse.phrases[at]).filter(|before| before.words.end == phrase.begin && !phrase.joined);
        let head = before.filter(|before| before.begin > arguments.verb).map(|before| &scene.parse.words[before.head]);
        head.is_some_and(|head| {
            let lemmas = || head.lemmas();
            lemmas().any(|lemma| scene.lang.is_event_noun(lemma) && scene.lang.agent(lemma).is_none())
                && !lemmas().any(|lemma| needed.contains(&lemma))
        })
    };
    let met = |argument: &Argument| {
        scene.parties(argument).iter().any(|who| who.is_known() && (who.office.is_some() || who.title.is_some() || who.person.is_some()))
    };
    let with = |slot: &Slot| *slot == Slot::With;
    let others = arguments.at(Slot::With).any(|argument| !topical(argument) && scene.parties(argument).iter().any(Who::is_known))
        || frame.target.contains(&Slot::Object) && arguments.at(Slot::Object).any(met);
    if others {
        let topics: Vec<bool> = arguments.slots.iter().map(|(slot, argument)| with(slot) && topical(argument)).collect();
        let mut topics = topics.into_iter();
        arguments.slots.retain(|_| !topics.next().unwrap_or(false));
    }
}

/// Puts each party on one side: both sides of what two do together, and nobody on both.
pub(super) fn take_apart<'l>(frame: &Frame, arguments: &Arguments, sides: &mut Sides<'l>, scene: &Scene<'_, 'l>) {
    let Sides { source, target } = sides;
    // «اجتمع الرئيس المصري مع الملك بعد الاتفاق بين إيران والولايات المتحدة»: another noun has its own two sides.
    let of_verb = |argument: &&Argument| match argument {
        Argument::Phrase(at) if scene.parse.words[arguments.verb].is_verb() => !follows_deed(*at, arguments.verb, scene),
        // «عقدت إيران محادثات مع روسيا بشأن اتفاق بين سوريا وتركيا»
        Argument::Phrase(at) if arguments.at(Slot::With).any(|with| scene.words(with).start < scene.parse.phrases[*at].begin) => {
            !follows_deed(*at, arguments.verb, scene)
        }
        _ => true,
    };
    let mut between: Vec<Who<'l>> = arguments.at(Slot::Between).filter(of_verb).flat_map(|argument| scene.parties(argument)).collect();
    dedup(&mut between);
    // «اتفقتا على تطبيع العلاقات بينهما»: what stands between two is told by the subject where it tells two.
    let subjects: Vec<Who<'l>> = arguments.at(Slot::Subject).flat_map(|argument| scene.parties(argument)).collect();
    if frame.symmetric && distinct(&subjects) < 2 && (between.len() >= 2 || source.is_empty() && !between.is_empty()) {
        // «بين الجيش والمقاومة من جهة والحوثيين من جهة أخرى»
        let sides_at = scene.parse.words.iter().filter(|word| word.is_sub("adv", "side", scene.lang)).map(|word| word.span.start);
        let parted = sides_at.map(|side| between.partition_point(|who| who.span.start < side)).find(|n| (1..between.len()).contains(n));
        *source = between[..parted.unwrap_or(1)].to_vec();
        *target = between[parted.unwrap_or(1)..].to_vec();
    } else if frame.symmetric && source.len() > 1 && target.is_empty() {
        *target = source.split_off(1);
    }
    // «عقد اجتماع بحضور وزير الخارجية الروسي ونظيره الأميركي»: those who attend meet each other.
    let attends = |argument: &Argument| matches!(argument, Argument::Phrase(at) if scene.parse.words[scene.parse.phrases[*at].begin + 1].part == Part::Fixed);
    if frame.symmetric
        && source.is_empty()
        && distinct(target) >= 2
        && arguments.at(Slot::With).all(attends)
        && arguments.at(Slot::With).next().is_some()
    {
        *source = target.drain(..1).collect();
    }
    // «بحث السيسي وهولاند العلاقات مع ليبيا»: two who talk, and what they talk of.
    let of_topic = |who: &Who<'_>| {
        let with = |phrase: &crate::syntax::Phrase| {
            phrase.slot == Some(Slot::With) && scene.parse.span_of(phrase.words.clone()).contains(who.span)
        };
        let at = scene.parse.phrases.iter().position(with);
        let before = at.and_then(|at| scene.parse.phrases[..at].last().filter(|before| before.words.end == scene.parse.phrases[at].begin));
        let subject = |before: &crate::syntax::Phrase| arguments.at(Slot::Subject).any(|subject| scene.words(subject) == before.words);
        // «توصلت بريطانيا وفرنسا إلى اتفاق مع إيران»: what the frame needs is no topic.
        let needed = |before: &crate::syntax::Phrase| {
            let head = &scene.parse.words[before.head];
            frame.needs.iter().any(|(_, lemmas)| head.lemmas().any(|lemma| lemmas.contains(&lemma)))
        };
        before.is_some_and(|before| before.words.start > arguments.verb && !subject(before) && !needed(before))
    };
    let mutual = scene.lang.tables.event_types[frame.event_type as usize].mutual;
    if frame.symmetric && mutual && distinct(source) == 2 && source.len() == 2 && !target.is_empty() && target.iter().all(of_topic) {
        *target = source.split_off(1);
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
    dedup(source);
    dedup(target);
    // «متهمة إياها»: an object that would be who acts is somebody else.
    let itself = target.iter().all(|who| who.by == By::Pronoun && source.iter().any(|other| other.same(who)));
    if !frame.symmetric && !target.is_empty() && itself {
        let told = frame.target.iter().flat_map(|slot| arguments.at(*slot));
        let pronouns = told.filter_map(|argument| lone_pronoun(argument, scene));
        let but: Vec<Who<'l>> = pronouns.flat_map(|pronoun| scene.parties_but(source, &pronoun)).collect();
        if !but.is_empty() {
            *target = but;
        }
    }
}

/// Whether a phrase stands right after a noun that tells an act, apart from the verb.
fn follows_deed(at: usize, verb: usize, scene: &Scene<'_, '_>) -> bool {
    let begin = scene.parse.phrases[at].begin;
    let Some(before) = at.checked_sub(1).map(|at| &scene.parse.phrases[at]).filter(|before| before.words.end == begin) else {
        return false;
    };
    let head = &scene.parse.words[before.head];
    let deed = |word: &crate::morph::Word| word.lemmas().any(|lemma| scene.lang.is_event_noun(lemma));
    // «دخل اتفاق لوقف إطلاق النار بين الطرفين حيز التنفيذ»: the verb tells of the deed itself.
    let clause = scene.parse.clause(verb).into_iter().flat_map(|clause| clause.at(Slot::Subject));
    let of_deed = clause.filter_map(|argument| if let Argument::Phrase(at) = argument { Some(*at) } else { None });
    let tells_of = of_deed.into_iter().any(|at| deed(&scene.parse.words[scene.parse.phrases[at].head]));
    before.begin > verb && before.slot.is_some() && deed(head) && !tells_of
}

/// The pronoun that an argument is and nothing else.
fn lone_pronoun(argument: &Argument, scene: &Scene<'_, '_>) -> Option<Argument> {
    let words = scene.words(argument);
    let alone = words.len() == 1 && scene.parse.words[words.start].upos == crate::pack::Upos::Pron;
    (matches!(argument, Argument::Pronoun(_)) || alone).then_some(Argument::Pronoun(words.start))
}
