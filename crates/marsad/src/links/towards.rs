//! Towards whom, where neither an act's own words nor another telling of it tell anybody.
//!
//! In: the claims of an article, linked and filled from each other. Out: the same, with targets marked `by: context` where the ontology says
//! whom a type of act is towards ([`Towards`]).
//!
//! Headline «فرنسا تسحب قواتها من مالي», later «وبدأ الفرنسيون الانسحاب»: from Mali. «ورفض ناشطون مغاربة ذلك»: what their government wants.
//! «رفعت مصر حالة الطوارئ»: for its people.
//!
//! An article is about a pair, and its headline and lead tell it: what stands further down is no evidence; where they tell a party with two
//! others, nobody is taken; and whom it works with is not whom it blames. It does not look for who acts.

use super::same::LEAD;
use super::telling::{Side, Telling};
use crate::coded::{By, Claim, Field, Party, Role};
use crate::pack::{Lang, Towards};

/// Gives a target to the claims that have nobody as theirs and are of a type that is towards somebody.
pub fn complete(claims: &mut [Claim], tellings: &[Telling<'_>], lang: &Lang) {
    let nobody = |party: &Party| party.country.is_none() && party.actor.is_none() && party.role.is_none();
    let found: Vec<(usize, Party)> = (0..claims.len())
        .filter(|at| claims[*at].target.iter().all(nobody))
        .filter_map(|at| Some((at, towards(at, claims, tellings, lang)?)))
        .collect();
    for (at, party) in found {
        let span = claims[at].trigger;
        claims[at].target = vec![Party { span, by: By::Context, ..party }];
    }
}

fn towards(at: usize, claims: &[Claim], tellings: &[Telling<'_>], lang: &Lang) -> Option<Party> {
    let towards = tellings[at].towards?;
    let source = claims[at].source.first().filter(|_| tellings[at].source.first().is_some_and(Side::is_told))?;
    let (country, role) = (source.country.as_deref()?, source.role?);
    // Of words and concessions any other country may be meant that takes part in anything; force is used at home where nobody abroad suffers it.
    let foreign = |party: &Party| party.country.as_deref().is_some_and(|code| code != country);
    let anybody = |claim: &Claim| claim.source.iter().chain(&claim.target).any(foreign);
    let with_it = |claim: &Claim| partners(country, claim).next().is_some();
    if !claims.iter().any(|claim| if claims[at].quad == 4 { with_it(claim) } else { anybody(claim) }) {
        return match towards {
            Towards::People if is_state(role) => at_home(country, Role::Cvl, lang),
            Towards::Pair if is_private(role) => at_home(country, Role::Gov, lang),
            _ => None,
        };
    }
    // Who gives way gave way to an enemy; any other act is of one kind with what the two are told to do.
    let of_one_kind = |claim: &Claim| claims[at].quad == 2 || (claim.quad > 2) == (claims[at].quad > 2);
    let leads = |claim: &Claim, telling: &Telling<'_>| claim.field == Field::Title || telling.headline || telling.sentence < LEAD;
    let told =
        claims.iter().zip(tellings).filter(|(claim, telling)| towards == Towards::Pair && leads(claim, telling) && of_one_kind(claim));
    let mut partners = told.flat_map(|(claim, _)| partners(country, claim));
    let first = partners.next()?;
    // Of a state whoever acts for it was told; its government before others.
    let one = partners.try_fold(first, |best, party| {
        let better = best.role != Some(Role::Gov) && party.role == Some(Role::Gov);
        (party.country == best.country).then_some(if better { party } else { best })
    });
    one.cloned()
}

/// Everybody of another country with whom one of this country is told to take part in an act.
fn partners<'a>(country: &'a str, claim: &'a Claim) -> impl Iterator<Item = &'a Party> {
    let ours = |parties: &[Party]| parties.iter().any(|party| party.country.as_deref() == Some(country));
    let (acts, suffers) = (ours(&claim.source), ours(&claim.target));
    let others = claim.target.iter().filter(move |_| acts).chain(claim.source.iter().filter(move |_| suffers));
    others.filter(move |party| party.by != By::Context && party.country.as_deref().is_some_and(|code| code != country))
}

/// The government or the people of a state.
fn at_home(country: &str, role: Role, lang: &Lang) -> Option<Party> {
    let state = &lang.tables.actors[lang.state(country)? as usize];
    let actor = (role == Role::Gov).then(|| state.id.clone());
    let name = state.names.first().cloned().unwrap_or_default();
    Some(Party { name, actor, country: Some(country.to_owned()), role: Some(role), ..Party::default() })
}

/// Whether it is a body of a state.
fn is_state(role: Role) -> bool {
    matches!(role, Role::Gov | Role::Mil | Role::Cop | Role::Jud | Role::Leg)
}

/// Whether somebody at home stands outside the state and does not fight it.
fn is_private(role: Role) -> bool {
    matches!(role, Role::Opp | Role::Pty | Role::Cvl | Role::Lab | Role::Edu)
}
