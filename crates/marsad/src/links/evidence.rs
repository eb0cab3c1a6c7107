//! What speaks for it that somebody stands on the side of an act where its words tell nobody.
//!
//! In: a claim that tells one side among the claims of its article, and a candidate of [`super::context`] for the other. Out: the names of what holds
//! of it, whose weights are data (`lang/ar/context.tsv`), learnt by `marsad data calibrate --of context`.
//!
//! «فرنسا تسحب قواتها من مالي … ونفذت فرنسا الانسحاب»: Mali is `abroad-partner` (told with France), `abroad-partner-lead` (in headline or lead),
//! `abroad-most` (nobody abroad is told more). «هاجم الجيش المتمردين … وقتل ثلاثة متمردين»: the army is `by-state-within` (told against rebels).
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
#[derive(Clone, Copy)]
pub(super) struct Told<'a, 'l> {
    pub party: &'a Party,
    claim: &'a Claim,
    telling: &'a Telling<'l>,
    side: Side,
}

/// A claim with nobody on a side, and the claims around it.
pub(super) struct Scene<'a, 'l> {
    pub own: (&'a Claim, &'a Telling<'l>),
    /// Claims that are looked at before it, in their order.
    before: Vec<(&'a Claim, &'a Telling<'l>)>,
    /// Claims that are looked at after it.
    after: Vec<(&'a Claim, &'a Telling<'l>)>,
    /// The side that tells nobody.
    pub side: Side,
    /// Who is told on the other.
    pub facing: &'a Party,
    /// The side is told, but looked at as if it were not.
    pub is_told: bool,
    /// [`code`] of everybody whom the other claims tell and the words of the sentence, without that of the other side.
    pub codes: Vec<&'a str>,
    /// How often the one of them that is told most is told.
    most: usize,
    pub lang: &'a Lang,
}

impl<'a, 'l: 'a> Scene<'a, 'l> {
    pub fn new(
        at: usize,
        (side, facing): (Side, &'a Party),
        is_told: bool,
        claims: &'a [Claim],
        tellings: &'a [Telling<'l>],
        lang: &'a Lang,
    ) -> Self {
        let all = || claims.iter().zip(tellings).enumerate();
        let before = all().take(at).filter(|(n, _)| *n < FIRST || n + BACK >= at).map(|(_, told)| told).collect();
        let after = all().skip(at + 1).take_while(|(n, _)| *n <= at + AHEAD || *n < FIRST).map(|(_, told)| told).collect();
        let own = (&claims[at], &tellings[at]);
        let mut scene = Self { own, before, after, side, facing, is_told, codes: Vec::new(), most: 0, lang };
        scene.codes = scene.other_codes();
        scene.most = scene.codes.iter().map(|code| scene.told_of(code).count()).max().unwrap_or(0);
        scene
    }

    fn others(&self) -> impl Iterator<Item = (&'a Claim, &'a Telling<'l>)> {
        self.before.iter().chain(&self.after).copied()
    }

    /// Whom else the words of the sentence tell, and whether after the trigger; nobody where they tell the side.
    pub fn beside(&self) -> &'a [(Who<'l>, bool)] {
        if self.is_told { &[] } else { &self.own.1.beside }
    }

    /// The [`code`] of somebody beside.
    pub fn code_beside(&self, who: &Who<'l>) -> Option<&'a str> {
        let armed = || who.actor.filter(|_| who.role == Some(Role::Reb)).map(|row| self.lang.tables.actors[row as usize].id.as_str());
        who.country.or_else(armed)
    }

    fn other_codes(&self) -> Vec<&'a str> {
        let both = |(claim, telling)| told(claim, telling, Side::Source).chain(told(claim, telling, Side::Target));
        let claims = self.others().flat_map(both).filter_map(code);
        let mut seen: Vec<&str> = Vec::new();
        for other in claims.chain(self.beside().iter().filter_map(|(who, _)| self.code_beside(who))) {
            let befell = self.side == Side::Target && self.own.1.befallen.contains(&other);
            if code(self.facing) != Some(other) && !seen.contains(&other) && !befell {
                seen.push(other);
            }
        }
        seen
    }

    /// Everybody of a code in the other claims.
    pub fn told_of(&self, of: &str) -> impl Iterator<Item = Told<'a, 'l>> {
        let sides = |(claim, telling)| [Side::Source, Side::Target].into_iter().map(move |side| (claim, telling, side));
        let told = |(claim, telling, side)| told(claim, telling, side).map(move |party| Told { party, claim, telling, side });
        self.others().flat_map(sides).flat_map(told).filter(move |told| code(told.party) == Some(of))
    }

    /// Whether somebody is told on this side of an act of this kind.
    pub fn is_alike(&self, told: &Told<'_, '_>) -> bool {
        told.side == self.side && told.claim.quad == self.own.0.quad
    }

    /// Others than who is told on the other side that are told to act with this one.
    pub fn partners(&self, of: &str) -> impl Iterator<Item = &'a str> {
        let across = move |(claim, telling): (&'a Claim, &'a Telling<'l>)| {
            let has = |side| told(claim, telling, side).any(|party| code(party) == Some(of));
            let on = |side, holds: bool| told(claim, telling, side).filter(move |_| holds).filter_map(code);
            on(Side::Target, has(Side::Source)).chain(on(Side::Source, has(Side::Target)))
        };
        let facing = code(self.facing);
        self.others().flat_map(across).filter(move |other| *other != of && Some(*other) != facing)
    }

    /// What holds of somebody of another country.
    pub fn of_abroad(&self, of: &str) -> Vec<String> {
        let (own, telling) = self.own;
        let mut features = self.features(if self.side == Side::Target { "abroad" } else { "by-abroad" });
        self.tell(&self.told_of(of).collect::<Vec<_>>(), &mut features);
        let mut beside = self.beside().iter().filter(|(who, _)| self.code_beside(who) == Some(of)).peekable();
        features.add(beside.peek().is_some(), "beside");
        features.add(beside.any(|(_, after)| *after), "after");
        features.add(of.contains(':'), "body");
        let facing = code(self.facing).unwrap_or_default();
        let partner: Vec<_> = self.others().filter(|(claim, telling)| faces(claim, telling, facing, of)).collect();
        let any = |holds: &dyn Fn(&Claim, &Telling<'_>) -> bool| partner.iter().any(|(claim, telling)| holds(claim, telling));
        let alike = |claim: &Claim, telling: &Telling<'_>| told(claim, telling, self.side).any(|party| code(party) == Some(of));
        let near = |claim: &Claim, told: &Telling<'_>| claim.field == own.field && told.sentence.abs_diff(telling.sentence) <= 1;
        let last = self.before.iter().rev().find(|(claim, telling)| self.codes.iter().any(|code| faces(claim, telling, facing, code)));
        features.add(!partner.is_empty(), "partner");
        features.add(partner.len() > 1, "partner-often");
        features.add(any(&leads), "partner-lead");
        features.add(any(&|claim, _| (claim.quad > 2) == (own.quad > 2)), "partner-kind");
        features.add(any(&|claim, _| claim.quad == own.quad), "partner-quad");
        features.add(any(&|claim, telling| claim.quad == own.quad && alike(claim, telling)), "partner-alike");
        features.add(last.is_some_and(|(claim, telling)| faces(claim, telling, facing, of)), "partner-last");
        features.add(any(&|claim, telling| near(claim, telling) && alike(claim, telling)), "partner-near");
        features.add(any(&|claim, telling| near(claim, telling) && !alike(claim, telling)), "answered");
        features.names
    }

    /// What holds of those at home on the other side, whom an act of their state is towards; `opposed` where the article tells any.
    pub fn of_home(&self, of: &str, opposed: bool) -> Vec<String> {
        // Where nobody else is told at all, its type tells whether an act is towards anybody.
        let alone = self.codes.is_empty() && !opposed;
        let mut features = self.features(if alone { "alone" } else { "home" });
        self.tell(&self.told_of(of).collect::<Vec<_>>(), &mut features);
        features.add(opposed, "opposed");
        features.add(self.others().any(|(claim, telling)| faces(claim, telling, of, of)), "within");
        features.names
    }

    /// What holds of those of the same state who may have done it: its bodies, its people or who is in arms against it, of whom the article tells `all`.
    pub fn of_compatriots(&self, stands: &'static str, all: &[Told<'a, 'l>]) -> Vec<String> {
        let mut features = self.features(match stands {
            "state" => "by-state",
            "rebels" => "by-rebels",
            _ => "by-people",
        });
        self.tell(all, &mut features);
        let against = self.against(stands);
        let any = |holds: &dyn Fn(&Claim, Side) -> bool| against.iter().any(|(claim, _, side)| holds(claim, *side));
        features.add(!against.is_empty(), "within");
        features.add(any(&|claim, _| claim.quad == self.own.0.quad), "within-quad");
        features.add(any(&|claim, side| claim.quad == self.own.0.quad && side == self.side), "within-alike");
        features.add(against.iter().any(|(claim, telling, _)| leads(claim, telling)), "within-lead");
        features.names
    }

    /// Other claims in which somebody of the same state with this standing acts with who is told on the other side, or they with him; with his side.
    fn against(&self, stands: &str) -> Vec<(&'a Claim, &'a Telling<'l>, Side)> {
        let state = code(self.facing);
        let facing = standing(self.facing.role);
        let has = |claim: &Claim, telling: &Telling<'_>, side, stands: &str| {
            told(claim, telling, side).any(|party| code(party) == state && standing(party.role) == stands)
        };
        let other = |side| if side == Side::Source { Side::Target } else { Side::Source };
        let both = |(claim, telling)| [(claim, telling, Side::Source), (claim, telling, Side::Target)];
        let meets = |(claim, telling, side): &(&Claim, &Telling<'_>, Side)| {
            has(claim, telling, *side, stands) && has(claim, telling, other(*side), facing)
        };
        self.others().flat_map(both).filter(meets).collect()
    }

    /// Whether another claim tells of force between who is told on the other side and somebody of a code (of the same state, with this standing): people
    /// only suffer it, and from them alone who is told to have hurt people of theirs.
    pub fn fights(&self, of: &str, stands: Option<&str>) -> bool {
        let facing = code(self.facing).unwrap_or_default();
        let people = standing(self.facing.role) == "people";
        let is = |party: &Party| code(party) == Some(of) && stands.is_none_or(|stands| standing(party.role) == stands);
        let theirs = |party: &Party| code(party) == Some(facing) && standing(party.role) == "people";
        let hurts = |claim, telling| told(claim, telling, Side::Source).any(is) && told(claim, telling, Side::Target).any(theirs);
        let meets = |claim, telling| if people { hurts(claim, telling) } else { faces(claim, telling, facing, of) };
        self.others().any(|(claim, telling)| claim.quad == self.own.0.quad && meets(claim, telling))
    }

    /// [`code`]s of those who use force or are forces by the words of the sentence itself: where it tells any, nobody else did what it tells.
    pub fn forces_here(&self) -> Vec<&'a str> {
        let (own, telling) = self.own;
        let here = |(claim, told): &(&Claim, &Telling<'_>)| {
            claim.field == own.field && told.sentence == telling.sentence && claim.quad == own.quad
        };
        let armed = |role: Option<Role>| matches!(role, None | Some(Role::Mil | Role::Reb | Role::Cop));
        let doing = self.others().filter(here).flat_map(|(claim, telling)| told(claim, telling, Side::Source)).filter_map(code);
        doing.chain(self.beside().iter().filter(|(who, _)| armed(who.role)).filter_map(|(who, _)| self.code_beside(who))).collect()
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
        features.add(true, &format!("of-{}", standing(self.facing.role)));
        features.add(true, &format!("among-{}", self.codes.len().min(3)));
        features
    }

    /// How somebody is told in the other claims.
    fn tell(&self, all: &[Told<'a, 'l>], features: &mut Features) {
        let (own, telling) = self.own;
        let any = |holds: &dyn Fn(&Told<'_, '_>) -> bool| all.iter().any(holds);
        let here = |told: &Told<'_, '_>, back: usize| told.claim.field == own.field && told.telling.sentence + back == telling.sentence;
        features.add(all.is_empty(), "untold");
        features.add(!all.is_empty() && all.len() >= self.most, "most");
        features.add(any(&|told| here(told, 0)), "here");
        features.add(any(&|told| here(told, 1)), "before");
        features.add(any(&|told| here(told, 0) && self.is_alike(told)), "here-alike");
        features.add(any(&|told| here(told, 1) && self.is_alike(told)), "before-alike");
        features.add(any(&|told| leads(told.claim, told.telling)), "lead");
        features.add(any(&|told| told.side == self.side && told.claim.event_type == own.event_type), "alike-type");
        features.add(any(&|told| self.is_alike(told)), "alike-quad");
    }
}

/// Whether a claim tells somebody of one code with somebody of another.
fn faces(claim: &Claim, telling: &Telling<'_>, one: &str, other: &str) -> bool {
    let has = |side: Side, of: &str| told(claim, telling, side).any(|party| code(party) == Some(of));
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

/// On which side of its state somebody stands: `state`, `people` or `rebels`; `body` of organisations.
#[must_use]
pub fn standing(role: Option<Role>) -> &'static str {
    match role {
        None => "body",
        Some(Role::Gov | Role::Mil | Role::Cop | Role::Jud | Role::Leg | Role::Spy) => "state",
        Some(Role::Reb) => "rebels",
        Some(_) => "people",
    }
}

/// The country or organisation of somebody; of an armed group of no country its id.
pub(super) fn code(party: &Party) -> Option<&str> {
    party.country.as_deref().or_else(|| party.actor.as_deref().filter(|_| party.role == Some(Role::Reb)))
}

/// Everybody with a [`code`] on a side of a claim whom its own sentence tells, rather than this program supposes.
pub(super) fn told<'a>(claim: &'a Claim, telling: &'a Telling<'_>, side: Side) -> impl Iterator<Item = &'a Party> {
    let (parties, sides) = match side {
        Side::Source => (&claim.source, &telling.source),
        Side::Target => (&claim.target, &telling.target),
    };
    parties.iter().zip(sides).filter(|(_, side)| side.is_told()).map(|(party, _)| party)
}
