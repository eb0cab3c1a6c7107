//! Towards whom, where neither an act's own words nor another telling of it tell anybody.
//!
//! In: the claims of an article, linked and filled from each other. Out: the same, with targets marked `by: context` where one candidate is likely
//! enough, and for each claim who was considered and what spoke for it ([`Meant`]).
//!
//! Headline «فرنسا تسحب قواتها من مالي», later «وبدأ الفرنسيون الانسحاب»: from Mali, whom headline and lead tell with France. «ورفض ناشطون
//! مغاربة ذلك»: what their government wants. «رفعت مصر حالة الطوارئ»: for its people.
//!
//! Considered is every other country that the claims around it or its sentence's words tell, the other side of the same country (its people of a
//! state, its government of its people), and two that are told to act with each other; what speaks for each is asked in [`super::evidence`].
//! What was filled in so is no evidence for anything else. Who acts is not weighed.

use serde::Serialize;

use super::evidence::{Scene, standing, told};
use super::telling::Telling;
use crate::coded::{By, Claim, Field, Party, Role};
use crate::pack::{Lang, Side};

/// Somebody whom an act may be towards that tells nobody.
#[derive(Clone, Debug, Serialize)]
pub struct Meant {
    /// Who: one party, or two that act with each other.
    pub parties: Vec<Party>,
    /// What speaks for and against it, by the names in `lang/ar/context.tsv`.
    pub features: Vec<String>,
    /// How likely it is, 0 to 1; what all candidates leave is for nobody.
    pub chance: f32,
    /// Somebody is told: considered as if nobody were, to learn from.
    pub told: bool,
}

/// An article that tells an act so far from its beginning, in code points, tells of more than one affair: what is near is less often meant.
const LONG: u32 = 1500;

/// Gives a target to claims that have nobody as theirs; gives for each claim who was considered, the likeliest first. With `rehearse` also who would
/// be considered were a told target none.
///
/// Cost: claims without a target × the claims around them.
pub fn complete(claims: &mut [Claim], tellings: &[Telling<'_>], rehearse: bool, lang: &Lang) -> Vec<Vec<Meant>> {
    let considered: Vec<Vec<Meant>> = (0..claims.len()).map(|at| candidates(at, claims, tellings, rehearse, lang)).collect();
    let long = claims.iter().any(|claim| claim.field == Field::Body && claim.trigger[1] > LONG);
    for (claim, meant) in claims.iter_mut().zip(&considered) {
        let floor = lang.context_floor(&claim.event_type, long);
        if let Some(best) = meant.first().filter(|best| !best.told && best.chance >= floor) {
            let span = claim.trigger;
            claim.target = best.parties.iter().map(|party| Party { span, by: By::Context, ..party.clone() }).collect();
        }
    }
    considered
}

/// Everybody whom a claim may be towards, the likeliest first, where its words tell who acts and nobody else.
fn candidates(at: usize, claims: &[Claim], tellings: &[Telling<'_>], rehearse: bool, lang: &Lang) -> Vec<Meant> {
    let nobody = |party: &Party| party.country.is_none() && party.actor.is_none() && party.role.is_none();
    let is_told = !claims[at].target.iter().all(nobody);
    let acting = told(&claims[at], &tellings[at], Side::Source).next();
    let Some(acting) = acting.filter(|_| !is_told || rehearse) else { return Vec::new() };
    let scene = Scene::new(at, acting, is_told, claims, tellings, lang);
    let mut found: Vec<Meant> = home(&scene).into_iter().collect();
    if !tellings[at].at_home {
        found.extend(scene.countries.iter().filter_map(|code| abroad(code, &scene)));
        found.extend(two(&scene));
    }
    // Of all and nobody one is meant: the odds of nobody are 1.
    let all: f32 = 1.0 + found.iter().map(|meant| meant.chance).sum::<f32>();
    found.iter_mut().for_each(|meant| meant.chance /= all);
    found.sort_by(|one, other| other.chance.total_cmp(&one.chance));
    found
}

/// A candidate with its odds as its chance, to be shared among all of them.
fn meant(parties: Vec<Party>, features: Vec<String>, scene: &Scene<'_, '_>) -> Meant {
    let sum: f64 = features.iter().filter_map(|name| scene.lang.tables.context.get(name)).sum();
    Meant { parties, features, chance: sum.exp() as f32, told: scene.is_told }
}

/// Somebody of another country.
fn abroad(code: &str, scene: &Scene<'_, '_>) -> Option<Meant> {
    Some(meant(vec![representative(code, scene)?], scene.of_abroad(code), scene))
}

/// Those at home on the other side: people or their government.
fn home(scene: &Scene<'_, '_>) -> Option<Meant> {
    let code = scene.acting.country.as_deref().filter(|code| !code.contains(':'))?;
    let stands = standing(scene.acting.role);
    let opposed: Vec<_> = scene.told_of(code).filter(|told| told.party.role.is_some_and(|role| standing(Some(role)) != stands)).collect();
    let alike = opposed.iter().find(|told| scene.is_alike(told)).map(|told| told.party.clone());
    let first = |role: &Role| opposed.iter().find(|told| told.party.role == Some(*role)).map(|told| told.party.clone());
    let (likely, else_) = match stands {
        "state" => ([Role::Reb, Role::Opp, Role::Cvl], Role::Cvl),
        _ => ([Role::Gov, Role::Mil, Role::Reb], Role::Gov),
    };
    let party = alike.or_else(|| likely.iter().find_map(first)).or_else(|| at_home(code, else_, scene.lang))?;
    Some(meant(vec![party], scene.of_home(code, !opposed.is_empty()), scene))
}

/// Two others who are told to act with each other: those whom somebody brings together, or who both ask.
fn two(scene: &Scene<'_, '_>) -> Vec<Meant> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for one in &scene.countries {
        for two in scene.partners(one) {
            let befell = scene.own.1.befallen.contains(&two);
            if !befell && !pairs.contains(&(one, two)) && !pairs.contains(&(two, one)) {
                pairs.push((one, two));
            }
        }
    }
    let of = |(one, two): &(&str, &str)| {
        Some(meant(vec![representative(one, scene)?, representative(two, scene)?], scene.of_two(one, two), scene))
    };
    pairs.iter().filter_map(of).collect()
}

/// Whoever of a country an act of this kind is told to be towards, else its government, else whoever is told.
fn representative(code: &str, scene: &Scene<'_, '_>) -> Option<Party> {
    let all: Vec<_> = scene.told_of(code).collect();
    let alike = all.iter().find(|told| scene.is_alike(told));
    let gov = || all.iter().find(|told| told.party.role == Some(Role::Gov));
    alike.or_else(gov).or_else(|| all.first()).map(|told| told.party.clone()).or_else(|| {
        let (who, _) = scene.beside().iter().find(|(who, _)| who.country == Some(code))?;
        let actor = who.actor.map(|row| &scene.lang.tables.actors[row as usize]);
        let name = actor.and_then(|actor| actor.names.first()).cloned().unwrap_or_default();
        let role = who.role.filter(|_| !code.contains(':'));
        Some(Party { name, actor: actor.map(|actor| actor.id.clone()), country: Some(code.to_owned()), role, ..Party::default() })
    })
}

/// The government or the people of a state.
fn at_home(country: &str, role: Role, lang: &Lang) -> Option<Party> {
    let state = &lang.tables.actors[lang.state(country)? as usize];
    let actor = (role == Role::Gov).then(|| state.id.clone());
    let name = state.names.first().cloned().unwrap_or_default();
    Some(Party { name, actor, country: Some(country.to_owned()), role: Some(role), ..Party::default() })
}
