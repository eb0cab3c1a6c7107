//! Towards whom a demand or blame is where the deed alone tells: who does what is demanded, blamed or to stop.
//!
//! In: the drafts of a sentence. Out: for one of them the doer of the deed that it is about, or the countries of those whom the deed befell, whom it is
//! never towards.
//!
//! «طالبت كييف بسحب القوات الروسية»: asked of Russia. «دعت السعودية إلى وقف هجمات الحوثيين»: of the Houthis. «أدانت مصر الهجوم على السفارة السعودية»: nobody is told
//! to have attacked, and it is not the Saudis who are blamed.
//!
//! Which types it holds for is data (`content_target` of `ontology/event_types.toml`). It looks at one sentence.

use super::draft::Draft;
use super::judge::{content_of, needed_words};
use super::scene::Scene;
use crate::actor::Who;
use crate::coded::By;
use crate::pack::{Side, Upos};
use crate::syntax::Argument;

/// The acts whose doer an act is towards where nobody else is told: what it demands, blames or wants stopped.
fn deeds<'d, 'l>(draft: &Draft<'l>, drafts: &'d [Draft<'l>], scene: &Scene<'_, 'l>) -> impl Iterator<Item = &'d Draft<'l>> {
    let frame = &scene.lang.tables.frames[draft.frame as usize];
    let asks = frame.when.is_none() && scene.lang.tables.event_types[frame.event_type as usize].content_target == Some(Side::Source);
    let needed = if asks { needed_words(draft, scene) } else { Vec::new() };
    let contents = if asks { content_of(draft, scene) } else { Vec::new() };
    let heads = contents.into_iter().map(|range| range.start).filter(|start| scene.parse.words[*start].upos == Upos::Noun);
    let told: Vec<usize> = heads.chain(needed.iter().flat_map(|at| [*at, at + 1])).collect();
    let trigger = draft.trigger;
    drafts.iter().filter(move |inner| told.contains(&inner.trigger) && inner.trigger != trigger)
}

/// «أدانت مصر الهجوم على السفارة السعودية»: the countries of those whom a deed befell that nobody is told to have done.
pub(super) fn befallen<'l>(draft: &Draft<'l>, drafts: &[Draft<'l>], scene: &Scene<'_, 'l>) -> Vec<&'l str> {
    let forceful =
        |inner: &&Draft<'l>| scene.lang.tables.event_types[scene.lang.tables.frames[inner.frame as usize].event_type as usize].quad == 4;
    let answers = scene.lang.tables.event_types[scene.lang.tables.frames[draft.frame as usize].event_type as usize].answers;
    let undone = |inner: &&Draft<'l>| !inner.source.iter().any(|who| who.is_known() && who.by != By::Context);
    // «قتل جنديان في هجوم دانته طهران»: the deed in which they were killed.
    let meant = draft.arguments.slots.iter().filter_map(|(_, argument)| scene.meant(argument));
    let meant: Vec<Argument> = meant.filter(|_| draft.relative && answers).collect();
    let told_in = |inner: &&Draft<'l>| {
        let is_meant = |argument: &Argument| meant.contains(argument);
        inner.trigger < draft.trigger && inner.arguments.slots.iter().any(|(_, argument)| is_meant(argument))
    };
    deeds(draft, drafts, scene)
        .chain(drafts.iter().filter(told_in))
        .filter(|_| answers)
        .filter(forceful)
        .filter(undone)
        .flat_map(|inner| inner.target.iter().filter_map(|who| who.country))
        .collect()
}

/// «طالبت بسحب القوات الروسية», «دعت إلى وقف هجمات الحوثيين»: who does what is demanded, or what is to stop, where nobody else is asked.
pub(super) fn asked<'l>(draft: &Draft<'l>, drafts: &[Draft<'l>], scene: &Scene<'_, 'l>) -> Option<Vec<Who<'l>>> {
    let inner = deeds(draft, drafts, scene);
    let known = |who: &Who<'_>| who.is_known() && !who.assumed && who.by != By::Context;
    let foreign = |who: &Who<'_>| draft.source.iter().all(|own| own.country != who.country);
    // «إلى وقف قصف الجيش لحلب»: whom the deed befalls is not asked to stop it.
    let befallen = |inner: &Draft<'_>| draft.target.iter().all(|who| inner.target.iter().any(|other| other.span == who.span));
    let does = |inner: &&Draft<'l>| inner.source.iter().any(known) && inner.source.iter().all(foreign);
    inner.filter(does).find(|inner| !draft.target.iter().any(Who::is_known) || befallen(inner)).map(|inner| inner.source.clone())
}
