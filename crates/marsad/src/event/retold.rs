//! Which of several words of a sentence tell one act, and which of them stays.
//!
//! In: the judged drafts of a sentence. Out: the same without those that tell an act again. «شنت طائرات غارات استهدفت مواقع»: «غارات» is the act, and whom
//! the clause tells takes part in it. «استدعت سفيرها وألغت مناورات» are two.
//!
//! It looks at one sentence; what other sentences tell again is linked in [`crate::links`].

use super::attach::Act;
use super::draft::{Doubt, Draft};
use super::refer::on_one_side;
use super::scene::Scene;
use super::{Judged, Refused};
use crate::actor::Who;
use crate::coded::By;
use crate::pack::{AgentClass, Side, Slot};
use crate::place::Somewhere;
use crate::syntax::Argument;

/// «تبنى التنظيم الهجوم الذي استهدف كنيسة في طنطا»: a relative clause that tells on of a noun's act tells no other: who is told in it takes part in the
/// noun's.
pub(super) fn tell_on(judged: &mut Vec<Judged<'_>>, refused: &mut Vec<Refused>, scene: &Scene<'_, '_>) {
    let event_type = |draft: &Draft<'_>| scene.lang.tables.frames[draft.frame as usize].event_type;
    let mut at = 0;
    while at < judged.len() {
        let draft = &judged[at].draft;
        let tells = |other: &Judged<'_>| {
            event_type(&other.draft) == event_type(draft) && Act::new(&other.draft, scene.parse, scene.lang).tells_on(draft.trigger)
        };
        // «شنت إسرائيل غارات استهدفت مواقع»: nobody but the noun's act does it.
        let undone = draft.verb && !draft.source.iter().any(Who::is_known);
        let noun = (undone || draft.doubt == Some(Doubt::Relative)).then(|| judged.iter().position(tells)).flatten();
        let Some(noun) = noun else {
            at += 1;
            continue;
        };
        let retold = judged[at].clone();
        let Draft { frame, trigger, source, target, .. } = retold.draft.clone();
        let told = &mut judged[noun].draft;
        for (own, clause) in [(&mut told.source, source), (&mut told.target, target)] {
            // Whom only the place told gives way: «هجوم استهدف السفارة الأميركية في بغداد».
            if clause.iter().any(Who::is_known) && own.iter().all(|who| !who.is_known() || who.by == By::Context) {
                *own = clause;
            }
        }
        refused.push(Refused { frame, trigger, why: "the sentence tells the same act in other words".into() });
        judged[noun].retold.push(retold);
        judged.remove(at);
    }
}

/// «استدعت سفيرها وألغت ثلاث مناورات»: two verbs that are joined, each with what its own frame asks for, tell two acts; force is told in several
/// verbs («هاجموا القرية وقتلوا ثلاثة»).
fn are_two(one: &Draft<'_>, other: &Draft<'_>, scene: &Scene<'_, '_>) -> bool {
    let frame = |draft: &Draft<'_>| &scene.lang.tables.frames[draft.frame as usize];
    let force = scene.lang.tables.event_types[frame(one).event_type as usize].people.is_some();
    // «اعتقلت إيران ثلاثة صحفيين وحكمت عليهم بالسجن»: or with whom it is done to.
    let coerces = scene.lang.tables.event_types[frame(one).event_type as usize].quad == 4;
    let told = |draft: &Draft<'_>| coerces && draft.target.iter().any(|who| who.is_known() && who.by != By::Context);
    let whole = |draft: &Draft<'_>| draft.verb && !draft.participle && !draft.result && (!frame(draft).needs.is_empty() || told(draft));
    let second = one.trigger.max(other.trigger);
    let joined = second > 0 && scene.parse.words[second - 1].is_sub("conj", "coord", scene.lang);
    !force && one.frame != other.frame && whole(one) && whole(other) && joined
}

/// «قصف الجيش صعدة بينما هاجم الحوثيون مأرب»: two verbs, each with a subject of its own after it, of two states or of two camps in one, tell two acts.
fn are_of_two(one: &Draft<'_>, other: &Draft<'_>, scene: &Scene<'_, '_>) -> bool {
    let own = |draft: &Draft<'_>| {
        let after = |argument: &Argument| matches!(argument, Argument::Phrase(at) if scene.parse.phrases[*at].begin > draft.trigger);
        let plain = draft.verb && !draft.passive && !draft.result && draft.arguments.at(Slot::Subject).any(after);
        plain && !draft.source.is_empty() && draft.source.iter().all(|who| who.is_known() && !who.assumed)
    };
    let apart = |who: &Who<'_>| other.source.iter().all(|other| !on_one_side(who, other));
    own(one) && own(other) && one.source.iter().all(apart)
}

/// «تظاهر المئات في كربلاء، وتظاهر العشرات في النجف»: two verbs with a town each, of which neither lies in the other, tell two acts.
fn are_apart(one: &Draft<'_>, other: &Draft<'_>, scene: &Scene<'_, '_>) -> bool {
    let towns = |draft: &Draft<'_>| {
        let at = [Slot::In, Slot::B].into_iter().flat_map(|slot| draft.arguments.at(slot));
        let phrases = at.filter_map(|argument| if let Argument::Phrase(at) = argument { Some(*at) } else { None });
        let located = phrases.filter_map(|at| scene.places.iter().find(|(phrase, _, _)| *phrase == at));
        located.filter(|(_, _, located)| !located.region).filter_map(|(_, _, located)| town(located.place, scene)).collect::<Vec<_>>()
    };
    let (here, there) = (towns(one), towns(other));
    let apart = !here.is_empty() && !there.is_empty() && here.iter().all(|place| !there.contains(place));
    one.verb && other.verb && apart
}

/// The row of a place that is a town.
fn town(place: Somewhere, scene: &Scene<'_, '_>) -> Option<u32> {
    let Somewhere::Place(row) = place else { return None };
    (scene.lang.tables.places[row as usize].kind == "city").then_some(row)
}

/// Whether somebody is told by nothing but the place.
fn is_place(who: &Who<'_>, scene: &Scene<'_, '_>) -> bool {
    let located = |at: &usize| scene.parse.span_of(scene.parse.phrases[*at].words.clone()).contains(who.span);
    who.by == By::Nominal && scene.places.iter().any(|(at, _, _)| located(at))
}

/// Of two drafts that tell one act in a sentence («شن غارات … قصف») the one with more parties stays.
pub(super) fn prune(judged: &mut Vec<Judged<'_>>, refused: &mut Vec<Refused>, scene: &Scene<'_, '_>) {
    let event_type = |judged: &Judged<'_>| scene.lang.tables.frames[judged.draft.frame as usize].event_type;
    let codes = |parties: &[Who<'_>]| {
        let mut codes: Vec<&str> = parties.iter().filter_map(|who| who.country).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(" ")
    };
    let mut keep = vec![true; judged.len()];
    for a in 0..judged.len() {
        for b in 0..judged.len() {
            if a == b || !keep[a] || !keep[b] || event_type(&judged[a]) != event_type(&judged[b]) {
                continue;
            }
            let (source_a, source_b) = (codes(&judged[a].draft.source), codes(&judged[b].draft.source));
            let (target_a, target_b) = (codes(&judged[a].draft.target), codes(&judged[b].draft.target));
            // «استهدفت سيارة مفخخة السفارة، ما أدى إلى مقتل…»: what an act led to is the act.
            let result = a < b && judged[b].draft.result && !judged[a].draft.result;
            // What may be no act covers none that is one.
            if judged[a].draft.doubt.is_some() && judged[b].draft.doubt.is_none() {
                continue;
            }
            let (one, other) = (&judged[a].draft, &judged[b].draft);
            if are_two(one, other, scene) || are_apart(one, other, scene) || are_of_two(one, other, scene) {
                continue;
            }
            // «قتل ثلاثة مسلحين حين هاجموا قاعدة للجيش»: whoever attacks is not who is attacked.
            let back = |one: &Draft<'_>, other: &Draft<'_>| {
                let is = |who: &Who<'_>, side: &[Who<'_>]| side.iter().any(|other| (other.country, other.role) == (who.country, who.role));
                let known = one.target.iter().filter(|who| who.is_known());
                known.clone().count() > 0 && known.clone().all(|who| is(who, &other.source) && !is(who, &other.target))
            };
            if back(&judged[a].draft, &judged[b].draft) || back(&judged[b].draft, &judged[a].draft) {
                continue;
            }
            let covers = result || (source_a == source_b || source_b.is_empty()) && (target_a == target_b || target_b.is_empty());
            let equal = source_a == source_b && target_a == target_b;
            if covers && (!equal || a < b || result) {
                keep[b] = false;
                let retold = judged[b].clone();
                // «أسفر هجوم للحركة عن مقتل خمسة جنود أميركيين»: whom it hit tells what it led to.
                // «تفجير في منطقة الكرادة أسفر عن إصابة خمسة مدنيين»: rather than where it was.
                let site =
                    |who: &Who<'_>| who.head.and_then(|head| scene.lang.agent(head)).is_some_and(|agent| agent.class == AgentClass::Site);
                let victim = |who: &Who<'_>| who.is_known() && who.by != By::Context && !is_place(who, scene) && !site(who);
                let told = retold.draft.target.iter().any(victim);
                let gives_way = |who: &Who<'_>| !who.is_known() || who.by == By::Context || told && is_place(who, scene);
                let force = scene.lang.tables.event_types[event_type(&judged[a]) as usize].people == Some(Side::Target);
                if (result || told && force) && judged[a].draft.target.iter().all(gives_way) {
                    judged[a].draft.target.clone_from(&retold.draft.target);
                }
                judged[a].retold.push(retold);
                refused.push(Refused {
                    frame: judged[b].draft.frame,
                    trigger: judged[b].draft.trigger,
                    why: "the sentence tells the same act in other words".into(),
                });
            }
        }
    }
    let mut keep = keep.into_iter();
    judged.retain(|_| keep.next().unwrap_or(true));
}
