//! What speaks for it that somebody is the target of an act that tells nobody.
//!
//! In: a claim without a target among the claims of its article, and a candidate of [`super::context`]. Out: the names of what holds of it, whose
//! weights are data (`lang/ar/context.tsv`), learnt by `marsad data calibrate --of context`.
//!
//! «فرنسا تسحب قواتها من مالي … ونفذت فرنسا الانسحاب»: Mali is `abroad-partner` (told with France), `abroad-partner-lead` (in headline or lead),
//! `abroad-most` (nobody abroad is told more).
//!
//! Of a long article it looks at the first claims and those around the claim, [`FIRST`], [`BACK`] and [`AHEAD`] of them. It reads no words.

use super::telling::Telling;
use crate::actor::Who;
use crate::coded::{Claim, Field, Party, Role};
use crate::pack::{Lang, Side};

/// How many claims of the beginning are looked at.
const FIRST: usize = 12;
/// How many claims before.
const BACK: usize = 40;
/// How many claims after.
const AHEAD: usize = 12;

/// Somebody told in another claim.
pub(super) struct Told<'a, 'l> {
    pub party: &'a Party,
    claim: &'a Claim,
    telling: &'a Telling<'l>,
    side: Side,
}

/// A claim without a target, and the claims around it.
pub(super) struct Scene<'a, 'l> {
    pub own: (&'a Claim, &'a Telling<'l>),
    /// Claims that are looked at before it, in their order.
    before: Vec<(&'a Claim, &'a Telling<'l>)>,
    /// Claims that are looked at after it.
    after: Vec<(&'a Claim, &'a Telling<'l>)>,
    /// Who acts.
    pub acting: &'a Party,
    /// The target is told, but looked at as if it were not.
    pub is_told: bool,
    /// Codes of everybody whom the other claims tell and the words of the sentence, without the country of who acts.
    pub countries: Vec<&'a str>,
    /// How often the one of them that is told most is told.
    most: usize,
    pub lang: &'a Lang,
}

impl<'a, 'l: 'a> Scene<'a, 'l> {
    pub fn new(at: usize, acting: &'a Party, is_told: bool, claims: &'a [Claim], tellings: &'a [Telling<'l>], lang: &'a Lang) -> Self {
        let all = || claims.iter().zip(tellings).enumerate();
        let before = all().take(at).filter(|(n, _)| *n < FIRST || n + BACK >= at).map(|(_, told)| told).collect();
        let after = all().skip(at + 1).take_while(|(n, _)| *n <= at + AHEAD || *n < FIRST).map(|(_, told)| told).collect();
        let mut scene = Self { own: (&claims[at], &tellings[at]), before, after, acting, is_told, countries: Vec::new(), most: 0, lang };
        scene.countries = scene.other_countries();
        scene.most = scene.countries.iter().map(|code| scene.told_of(code).count()).max().unwrap_or(0);
        scene
    }

    fn others(&self) -> impl Iterator<Item = (&'a Claim, &'a Telling<'l>)> {
        self.before.iter().chain(&self.after).copied()
    }

    /// Whom else the words of the sentence tell, and whether after the trigger; nobody where they tell the target.
    pub fn beside(&self) -> &'a [(Who<'l>, bool)] {
        if self.is_told { &[] } else { &self.own.1.beside }
    }

    fn other_countries(&self) -> Vec<&'a str> {
        let both = |(claim, telling)| told(claim, telling, Side::Source).chain(told(claim, telling, Side::Target));
        let claims = self.others().flat_map(both).filter_map(|party| party.country.as_deref());
        let mut seen: Vec<&str> = Vec::new();
        for code in claims.chain(self.beside().iter().filter_map(|(who, _)| who.country)) {
            if self.acting.country.as_deref() != Some(code) && !seen.contains(&code) && !self.own.1.befallen.contains(&code) {
                seen.push(code);
            }
        }
        seen
    }

    /// Everybody of a country in the other claims.
    pub fn told_of(&self, code: &str) -> impl Iterator<Item = Told<'a, 'l>> {
        let sides = |(claim, telling)| [Side::Source, Side::Target].into_iter().map(move |side| (claim, telling, side));
        let told = |(claim, telling, side)| told(claim, telling, side).map(move |party| Told { party, claim, telling, side });
        self.others().flat_map(sides).flat_map(told).filter(move |told| told.party.country.as_deref() == Some(code))
    }

    /// Whether somebody is told as the target of an act of this kind.
    pub fn is_alike(&self, told: &Told<'_, '_>) -> bool {
        told.side == Side::Target && told.claim.quad == self.own.0.quad
    }

    /// Countries other than that of who acts that are told to act with this one.
    pub fn partners(&self, code: &str) -> impl Iterator<Item = &'a str> {
        let across = move |(claim, telling): (&'a Claim, &'a Telling<'l>)| {
            let has = |side| told(claim, telling, side).any(|party| party.country.as_deref() == Some(code));
            let of = |side, holds: bool| told(claim, telling, side).filter(move |_| holds).filter_map(|party| party.country.as_deref());
            of(Side::Target, has(Side::Source)).chain(of(Side::Source, has(Side::Target)))
        };
        let ours = self.acting.country.as_deref();
        self.others().flat_map(across).filter(move |other| *other != code && Some(*other) != ours)
    }

    /// What holds of somebody of another country.
    pub fn of_abroad(&self, code: &str) -> Vec<String> {
        let (own, telling) = self.own;
        let mut features = self.features("abroad");
        self.tell_of(code, &mut features);
        features.add(code.contains(':'), "body");
        let ours = self.acting.country.as_deref().unwrap_or_default();
        let partner: Vec<_> = self.others().filter(|(claim, telling)| faces(claim, telling, ours, code)).collect();
        let any = |holds: &dyn Fn(&Claim, &Telling<'_>) -> bool| partner.iter().any(|(claim, telling)| holds(claim, telling));
        let suffers =
            |claim: &Claim, telling: &Telling<'_>| told(claim, telling, Side::Target).any(|party| party.country.as_deref() == Some(code));
        let near = |claim: &Claim, told: &Telling<'_>| claim.field == own.field && told.sentence.abs_diff(telling.sentence) <= 1;
        let last = self.before.iter().rev().find(|(claim, telling)| self.countries.iter().any(|code| faces(claim, telling, ours, code)));
        features.add(!partner.is_empty(), "partner");
        features.add(partner.len() > 1, "partner-often");
        features.add(any(&leads), "partner-lead");
        features.add(any(&|claim, _| (claim.quad > 2) == (own.quad > 2)), "partner-kind");
        features.add(any(&|claim, _| claim.quad == own.quad), "partner-quad");
        features.add(any(&|claim, telling| claim.quad == own.quad && suffers(claim, telling)), "partner-suffers");
        features.add(last.is_some_and(|(claim, telling)| faces(claim, telling, ours, code)), "partner-last");
        features.add(any(&|claim, telling| near(claim, telling) && suffers(claim, telling)), "partner-near");
        features.add(any(&|claim, telling| near(claim, telling) && !suffers(claim, telling)), "answered");
        features.names
    }

    /// What holds of those at home on the other side; `opposed` where the article tells any.
    pub fn of_home(&self, code: &str, opposed: bool) -> Vec<String> {
        // Where nobody else is told at all, its type tells whether an act is towards anybody.
        let alone = self.countries.is_empty() && !opposed;
        let mut features = self.features(if alone { "alone" } else { "home" });
        self.tell_of(code, &mut features);
        features.add(opposed, "opposed");
        features.add(self.others().any(|(claim, telling)| faces(claim, telling, code, code)), "within");
        features.names
    }

    /// What holds of two others who are told to act with each other.
    pub fn of_two(&self, one: &str, two: &str) -> Vec<String> {
        let mut features = self.features("two");
        let pair: Vec<_> = self.others().filter(|(claim, telling)| faces(claim, telling, one, two)).collect();
        features.add(pair.len() > 1, "partner-often");
        features.add(pair.iter().any(|(claim, telling)| leads(claim, telling)), "partner-lead");
        features.add(pair.iter().any(|(claim, _)| claim.quad == self.own.0.quad), "partner-quad");
        features.add(one.contains(':') || two.contains(':'), "body");
        features.names
    }

    /// What holds of any candidate of a kind.
    fn features(&self, kind: &'static str) -> Features {
        let mut features = Features { kind, names: vec![kind.to_owned()] };
        features.add(true, &format!("type-{}", self.own.0.event_type.to_lowercase()));
        features.add(true, &format!("of-{}", standing(self.acting.role)));
        features.add(true, &format!("among-{}", self.countries.len().min(3)));
        features
    }

    /// How a country is told in the other claims and in the sentence.
    fn tell_of(&self, code: &str, features: &mut Features) {
        let (own, telling) = self.own;
        let all: Vec<_> = self.told_of(code).collect();
        let any = |holds: &dyn Fn(&Told<'_, '_>) -> bool| all.iter().any(holds);
        let here = |told: &Told<'_, '_>, back: usize| told.claim.field == own.field && told.telling.sentence + back == telling.sentence;
        features.add(all.is_empty(), "untold");
        features.add(!all.is_empty() && all.len() >= self.most, "most");
        features.add(any(&|told| here(told, 0)), "here");
        features.add(any(&|told| here(told, 1)), "before");
        features.add(any(&|told| leads(told.claim, told.telling)), "lead");
        features.add(any(&|told| told.side == Side::Target && told.claim.event_type == own.event_type), "suffers-type");
        features.add(any(&|told| self.is_alike(told)), "suffers-quad");
        let mut beside = self.beside().iter().filter(|(who, _)| who.country == Some(code)).peekable();
        features.add(beside.peek().is_some(), "beside");
        features.add(beside.any(|(_, after)| *after), "after");
    }
}

/// Whether a claim tells somebody of one country with somebody of another.
fn faces(claim: &Claim, telling: &Telling<'_>, one: &str, other: &str) -> bool {
    let has = |side: Side, code: &str| told(claim, telling, side).any(|party| party.country.as_deref() == Some(code));
    has(Side::Source, one) && has(Side::Target, other) || has(Side::Source, other) && has(Side::Target, one)
}

/// Whether it stands where an article tells what it is about.
fn leads(claim: &Claim, telling: &Telling<'_>) -> bool {
    claim.field == Field::Title || telling.headline || telling.sentence < super::same::LEAD
}

/// Names of what holds of a candidate.
struct Features {
    kind: &'static str,
    names: Vec<String>,
}

impl Features {
    fn add(&mut self, holds: bool, name: &str) {
        if holds {
            self.names.push(format!("{}-{name}", self.kind));
        }
    }
}

/// On which side of its state somebody stands; `body` of organisations.
pub(super) fn standing(role: Option<Role>) -> &'static str {
    match role {
        None => "body",
        Some(Role::Gov | Role::Mil | Role::Cop | Role::Jud | Role::Leg | Role::Spy) => "state",
        Some(Role::Reb) => "rebels",
        Some(_) => "people",
    }
}

/// Everybody with a country on a side of a claim whom its own sentence tells, rather than this program supposes.
pub(super) fn told<'a>(claim: &'a Claim, telling: &'a Telling<'_>, side: Side) -> impl Iterator<Item = &'a Party> {
    let (parties, sides) = match side {
        Side::Source => (&claim.source, &telling.source),
        Side::Target => (&claim.target, &telling.target),
    };
    parties.iter().zip(sides).filter(|(_, side)| side.is_told()).map(|(party, _)| party)
}
