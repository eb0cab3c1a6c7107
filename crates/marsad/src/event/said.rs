//! Blame that is told as a fact: what somebody says another does.
//!
//! In: a draft of a frame with `when = "said"`. Out: the same with who says so as its source, or why nobody is blamed.
//!
//! «قال زعيم المعارضة إن الحكومة أخفقت في حماية السياح»: the leader blames the government. What the outlet itself says of somebody is a report and
//! no act, and whoever speaks of his own side confesses.
//!
//! It does not look for blame in words that no frame has.

use super::confidence::private;
use super::draft::{Draft, Refusal};
use super::scene::Scene;
use super::status::Scope;
use crate::actor::Who;
use crate::coded::By;
use crate::pack::Content;

/// Makes whoever speaks the source of what is told of another.
///
/// # Errors
/// Why it is no blame: nobody public says so, or of himself, or it is negated.
pub(super) fn by_speaker<'l>(draft: Draft<'l>, scene: &Scene<'_, 'l>) -> Result<Draft<'l>, Refusal> {
    let words = &scene.parse.words;
    let before = draft.trigger.checked_sub(1).map(|at| &words[at]);
    // «إذا انتهكت إيران الاتفاق», «قد يستغل الإرهابيون الفوضى»: who may do it is not blamed for it.
    let hedged = |scope: &Scope| scope.effect != Content::Asserted && scope.words.contains(&draft.trigger);
    if before.is_some_and(|word| word.is_class("neg", scene.lang)) || scene.scopes.iter().any(hedged) {
        return Err("it is not said to be so".into());
    }
    let Some(speaker) = scene.speaking(draft.trigger) else { return Err("nobody is told to say so".into()) };
    let public = |who: &Who<'l>| (who.is_known() || who.assumed) && who.by != By::Pronoun && !private(who.role);
    let other = |who: &Who<'l>| !(who.country == speaker.country && who.role == speaker.role);
    if !speaker.is_known()
        || private(speaker.role) && !speaker.country.is_some_and(|code| code.contains(':'))
        || !draft.target.iter().any(|who| public(who) && other(who))
    {
        return Err("nobody public is said by another to do so".into());
    }
    Ok(Draft { source: vec![speaker], ..draft })
}
