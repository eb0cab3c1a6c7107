//! Which claims tell one act: the claims of an article → claims linked, filled from each other, and denials linked to what they deny.
//!
//! «قصفت إسرائيل ميناء الحديدة الثلاثاء. … وأوقع القصف ستة قتلى في الميناء»: the second claim retells the first, so it is Israel's, and on Tuesday.
//! «اتهمت واشنطن طهران بمهاجمة السفينة. ونفت طهران الاتهام»: the second claim denies the first.
//!
//! The rule is written for precision: a link is made only where nothing that is told of two acts differs and something besides
//! the kind of act speaks for one ([`same`]). Two acts on two days, in two towns, with two partners, with two counts of dead stay two; so
//! do two told in one sentence. It looks back at most [`WINDOW`] claims, reads no text again, changes no id, and compares no articles.

mod carry;
mod context;
mod evidence;
mod same;
mod telling;

use crate::coded::{Claim, CodedArticle, Factuality};
use crate::pack::Lang;

pub use context::Meant;
pub use evidence::standing;
pub(crate) use telling::Telling;

/// How many claims before (and for denials after) a claim are looked at.
const WINDOW: usize = 40;

/// Links the claims of an article; `tellings` has one for each claim, in the same order. Gives for each claim who may
/// stand on a side where nobody is told, the likeliest first; with `rehearse` where somebody is told too.
///
/// Cost: claims × [`WINDOW`].
pub(crate) fn link(coded: &mut CodedArticle, tellings: &[Telling<'_>], rehearse: bool, lang: &Lang) -> Vec<Vec<Meant>> {
    let claims = &mut coded.claims;
    // The first telling of each claim's act.
    let mut first: Vec<usize> = (0..claims.len()).collect();
    for at in 0..claims.len() {
        let window = at.saturating_sub(WINDOW)..at;
        let one_act = |other: &usize| same::one_act((&claims[*other], &tellings[*other]), (&claims[at], &tellings[at]));
        let Some(told) = window.clone().rev().find(one_act) else { continue };
        let root = first[told];
        let fits = |other: usize| same::compatible((&claims[other], &tellings[other]), (&claims[at], &tellings[at]));
        // What differs from any of its tellings is another act.
        if window.filter(|other| first[*other] == root).all(fits) {
            first[at] = root;
        }
    }
    for at in 0..claims.len() {
        claims[at].denies = denied(at, claims, tellings).map(|other| claims[other].id.clone());
        claims[at].retells = Some(first[at]).filter(|root| *root != at).map(|root| claims[root].id.clone());
    }
    carry::fill(claims, tellings, &first);
    context::complete(claims, tellings, rehearse, lang)
}

/// The claim that a claim denies: the nearest before it, else the nearest after it.
fn denied(at: usize, claims: &[Claim], tellings: &[Telling<'_>]) -> Option<usize> {
    let (claim, telling) = (&claims[at], &tellings[at]);
    let near = || (at.saturating_sub(WINDOW)..at).rev().chain(at + 1..claims.len().min(at + WINDOW));
    let asserted = |other: &usize| matches!(claims[*other].factuality, Factuality::Actual | Factuality::Alleged | Factuality::Planned);
    if claim.factuality == Factuality::Denied {
        return near().filter(asserted).find(|other| same::denied_act((&claims[*other], &tellings[*other]), (claim, telling)));
    }
    if !telling.denial || claim.factuality != Factuality::Actual {
        return None;
    }
    let accusation = |other: &usize| tellings[*other].accusation && tellings[*other].accuses(telling);
    let deed = |other: &usize| claims[*other].factuality == Factuality::Alleged && tellings[*other].charges(telling);
    near().filter(asserted).find(accusation).or_else(|| near().find(deed))
}
