//! Who stands on the other side, where neither an act's own words nor another telling of it tell anybody there.
//!
//! In: the claims of an article, linked and filled from each other. Out: the same, with parties marked `by: context` where one candidate is likely
//! enough, and for each claim who was considered and what spoke for it ([`Meant`]).
//!
//! Headline «فرنسا تسحب قواتها من مالي», later «وبدأ الفرنسيون الانسحاب»: from Mali, whom headline and lead tell with France. «ورفض ناشطون
//! مغاربة ذلك»: what their government wants. «رفعت مصر حالة الطوارئ»: for its people. «هاجم الجيش المتمردين», later «وقتل ثلاثة متمردين في القصف»:
//! by the army.
//!
//! Considered is every other country that the claims around it or its sentence's words tell, the other side of the same country (its people of a
//! state, its government of its people), and as targets two that are told to act with each other; what speaks for each is asked in
//! [`super::evidence`]. Who used force is only somebody whom another claim tells to use force against the same side; where the sentence tells a
//! force itself, only that one.
//!
//! Who speaks is not weighed. What was filled in so is no evidence for anything else.

use serde::Serialize;

use super::evidence::{Scene, Told, code, standing, told};
use super::telling::Telling;
use crate::coded::{By, Claim, Field, Party, Role};
use crate::pack::{Lang, Side};

/// Somebody who may stand on a side of an act that tells nobody there.
#[derive(Clone, Debug, Serialize)]
pub struct Meant {
    /// Which side.
    pub side: Side,
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

/// The quad class of material conflict: acts of force.
const FORCE: u8 = 4;
/// Those of acts of words: who speaks is told, or is nobody.
const VERBAL: [u8; 2] = [1, 3];

/// Gives parties to claims that have nobody on a side; gives for each claim who was considered, the likeliest first. With `rehearse` also who would be
/// considered were a side that is told none.
///
/// Cost: claims with an empty side × the claims around them.
pub fn complete(claims: &mut [Claim], tellings: &[Telling<'_>], rehearse: bool, lang: &Lang) -> Vec<Vec<Meant>> {
    let sides = [Side::Source, Side::Target];
    let of = |at| sides.iter().flat_map(|side| candidates(at, *side, claims, tellings, rehearse, lang)).collect();
    let considered: Vec<Vec<Meant>> = (0..claims.len()).map(of).collect();
    let long = claims.iter().any(|claim| claim.field == Field::Body && claim.trigger[1] > LONG);
    for (claim, meant) in claims.iter_mut().zip(&considered) {
        let Some(best) = meant.iter().find(|meant| !meant.told) else { continue };
        if best.chance >= lang.context_floor(best.side, &claim.event_type, long) {
            let parties = best.parties.iter().map(|party| Party { span: claim.trigger, by: By::Context, ..party.clone() }).collect();
            match best.side {
                Side::Source => claim.source = parties,
                Side::Target => claim.target = parties,
            }
        }
    }
    considered
}

/// Everybody who may stand on a side of a claim, the likeliest first, where its words tell the other side and nobody there.
fn candidates(at: usize, side: Side, claims: &[Claim], tellings: &[Telling<'_>], rehearse: bool, lang: &Lang) -> Vec<Meant> {
    let nobody = |party: &Party| party.country.is_none() && party.actor.is_none() && party.role.is_none();
    let (own, across) = match side {
        Side::Source => (&claims[at].source, Side::Target),
        Side::Target => (&claims[at].target, Side::Source),
    };
    // Words that tell who did it tell somebody, whoever that is; whom it is done to may be told by what is theirs.
    let is_told = if side == Side::Source { !own.is_empty() } else { !own.iter().all(nobody) };
    let facing = told(&claims[at], &tellings[at], across).next();
    let Some(facing) = facing.filter(|_| !is_told || rehearse) else { return Vec::new() };
    if side == Side::Source && !may_weigh(&claims[at]) {
        return Vec::new();
    }
    let scene = Scene::new(at, (side, facing), is_told, claims, tellings, lang);
    let mut found: Vec<Meant> = match side {
        Side::Source if tellings[at].disowned => return Vec::new(),
        Side::Source => ["state", "rebels", "people"].iter().filter_map(|stands| compatriots(stands, &scene)).collect(),
        Side::Target => home(&scene).into_iter().collect(),
    };
    if side == Side::Source || !tellings[at].at_home {
        found.extend(scene.codes.iter().filter_map(|code| abroad(code, &scene)));
    }
    if side == Side::Target && !tellings[at].at_home {
        found.extend(two(&scene));
    }
    if side == Side::Source && scene.own.0.quad == FORCE {
        // «قتلوا إثر غارات لطائرات التحالف»
        let here = scene.forces_here();
        found.retain(|meant| here.is_empty() || meant.parties.iter().filter_map(code).all(|code| here.contains(&code)));
    }
    // Of all and nobody one is meant: the odds of nobody are 1.
    let all: f32 = 1.0 + found.iter().map(|meant| meant.chance).sum::<f32>();
    found.iter_mut().for_each(|meant| meant.chance /= all);
    found.sort_by(|one, other| other.chance.total_cmp(&one.chance));
    found
}

/// Whether it is weighed who did an act: an act of one side against another, not words, nor what both sides lost.
fn may_weigh(claim: &Claim) -> bool {
    !VERBAL.contains(&claim.quad) && claim.target.len() == 1
}

/// A candidate with its odds as its chance, to be shared among all of them.
fn meant(parties: Vec<Party>, features: Vec<String>, scene: &Scene<'_, '_>) -> Meant {
    let sum: f64 = features.iter().filter_map(|name| scene.lang.tables.context.get(name)).sum();
    Meant { side: scene.side, parties, features, chance: sum.exp() as f32, told: scene.is_told }
}

/// Somebody of another country.
fn abroad(code: &str, scene: &Scene<'_, '_>) -> Option<Meant> {
    let may = scene.side == Side::Target || scene.own.0.quad != FORCE || scene.fights(code, None);
    let mut party = representative(code, scene).filter(|_| may)?;
    // What a state does by force it does by its forces.
    if scene.side == Side::Source && party.role == Some(Role::Gov) {
        party.role = scene.own.1.doer.or(party.role);
    }
    Some(meant(vec![party], scene.of_abroad(code), scene))
}

/// Those at home on the other side: people or their government.
fn home(scene: &Scene<'_, '_>) -> Option<Meant> {
    let code = scene.facing.country.as_deref().filter(|code| !code.contains(':'))?;
    let stands = standing(scene.facing.role);
    let opposed: Vec<_> = scene.told_of(code).filter(|told| told.party.role.is_some_and(|role| standing(Some(role)) != stands)).collect();
    let alike = named(opposed.iter().copied().filter(|told| scene.is_alike(told)));
    let first = |role: &Role| named(opposed.iter().copied().filter(|told| told.party.role == Some(*role)));
    let (likely, else_) = match stands {
        "state" => ([Role::Reb, Role::Opp, Role::Cvl], Role::Cvl),
        _ => ([Role::Gov, Role::Mil, Role::Reb], Role::Gov),
    };
    let party = alike.or_else(|| likely.iter().find_map(first)).or_else(|| at_home(code, else_, scene.lang))?;
    Some(meant(vec![party], scene.of_home(code, !opposed.is_empty()), scene))
}

/// Those of the same state, who stand so to it, as who did it: the state always may be, others where the article tells them.
fn compatriots(stands: &'static str, scene: &Scene<'_, '_>) -> Option<Meant> {
    let code = scene.facing.country.as_deref().filter(|code| !code.contains(':'))?;
    let itself = |told: &Told<'_, '_>| told.party.actor == scene.facing.actor && told.party.role == scene.facing.role;
    let all: Vec<_> = scene.told_of(code).filter(|told| standing(told.party.role) == stands && !itself(told)).collect();
    let untold = scene.own.1.untold.filter(|role| standing(Some(*role)) == stands);
    let alike: Vec<_> = all.iter().filter(|told| scene.is_alike(told)).collect();
    let role = all.first().map_or(Some(Role::Gov), |told| told.party.role);
    let fights = untold.is_some() || !alike.is_empty() && (standing(scene.facing.role) != "people" || scene.fights(code, Some(stands)));
    if !may_do(scene, role) || scene.own.0.quad == FORCE && !fights {
        return None;
    }
    let told = named(alike.into_iter().copied()).or_else(|| named(all.iter().copied())).filter(|_| untold.is_none());
    let state = || at_home(code, untold.unwrap_or(Role::Gov), scene.lang).filter(|_| stands == "state");
    Some(meant(vec![told.or_else(state)?], scene.of_compatriots(stands, &all), scene))
}

/// Whether somebody with this role may be who did it: people use no force that nobody tells of them, but for what people do.
fn may_do(scene: &Scene<'_, '_>, role: Option<Role>) -> bool {
    let own = scene.own.1.untold.is_some_and(|untold| standing(Some(untold)) == standing(role));
    scene.side == Side::Target || scene.own.0.quad != FORCE || own || standing(role) != "people"
}

/// Two others who are told to act with each other: those whom somebody brings together, or who both ask.
fn two(scene: &Scene<'_, '_>) -> Vec<Meant> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for one in &scene.codes {
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

/// Whoever of a country is told on this side of an act of this kind, else its government, else whoever is told.
fn representative(of: &str, scene: &Scene<'_, '_>) -> Option<Party> {
    let all: Vec<_> = scene.told_of(of).filter(|told| may_do(scene, told.party.role)).collect();
    let alike = named(all.iter().copied().filter(|told| scene.is_alike(told)));
    let gov = || named(all.iter().copied().filter(|told| told.party.role == Some(Role::Gov)));
    alike.or_else(gov).or_else(|| named(all.iter().copied())).or_else(|| {
        let (who, _) = scene.beside().iter().find(|(who, _)| scene.code_beside(who) == Some(of) && may_do(scene, who.role))?;
        let actor = who.actor.map(|row| &scene.lang.tables.actors[row as usize]);
        let name = actor.and_then(|actor| actor.names.first()).cloned().unwrap_or_default();
        let role = who.role.filter(|_| !of.contains(':'));
        Some(Party { name, actor: actor.map(|actor| actor.id.clone()), country: who.country.map(str::to_owned), role, ..Party::default() })
    })
}

/// The first of them, rather by its name than by a pronoun.
fn named<'a, 'l: 'a>(told: impl Iterator<Item = Told<'a, 'l>> + Clone) -> Option<Party> {
    told.clone().find(|told| told.party.by != By::Pronoun).or_else(|| told.clone().next()).map(|told| told.party.clone())
}

/// The government or the people of a state.
fn at_home(country: &str, role: Role, lang: &Lang) -> Option<Party> {
    let state = &lang.tables.actors[lang.state(country)? as usize];
    let actor = (role == Role::Gov).then(|| state.id.clone());
    let name = state.names.first().cloned().unwrap_or_default();
    Some(Party { name, actor, country: Some(country.to_owned()), role: Some(role), ..Party::default() })
}
