//! Which claims tell one occurrence?
//!
//! In: [`Told`], what each claim of one type of act tells, in any order. Out: groups of them, the same for any order.
//!
//! «قصف الطيران بلدة يوم الأحد، وقُتل 12» and, a day later in another outlet, «ارتفع عدد قتلى القصف إلى 15»: one group of two claims.
//!
//! The rule (docs/store.md, "Events"). Two claims can tell one occurrence only where nothing that they tell differs: the side who acts,
//! the side acted upon, the day, the place. They do where besides that enough speaks for it ([`score`] against [`ENOUGH`]). Claims that
//! tell a day are grouped first, day by day, the most exact before the others; each later claim goes to the group that most speaks for,
//! and must agree with every claim in it. A claim without a day then goes to a group of its day of publication or of the
//! [`LOOK_BACK`] days before; what is left forms groups by its day of publication.
//!
//! It decides by what claims tell, not by words of the articles, and never joins claims of two types: an agreement and the meeting in which
//! it was signed are two events.

use std::collections::{BTreeMap, BTreeSet};

use super::likeness::score;

/// Version of the rule; raised with it, so that archives are grouped again.
pub const RULE: &str = "2";
/// Days back to which a claim without a day may belong.
pub const LOOK_BACK: i32 = 1;
/// Days that a date may span and still count as a day.
pub const SHARP: i32 = 2;
/// What has to speak for two claims telling one occurrence.
const ENOUGH: u32 = 3;

/// What a claim tells, as far as it bears on which occurrence it is.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Row of the claim.
    pub claim: i64,
    /// What orders claims whatever the order of their arrival: day of publication, article, id of the claim.
    pub key: String,
    /// Who acts.
    pub source: Vec<Side>,
    /// Towards whom.
    pub target: Vec<Side>,
    /// First and last day of a date that counts as a day.
    pub day: Option<(i32, i32)>,
    /// Day of publication; `None` where nobody knows it.
    pub reported: Option<i32>,
    /// Where.
    pub place: Option<Spot>,
    /// What was counted, with its least and most.
    pub figures: Vec<(String, f64, f64)>,
    /// The frame or mode that tells the act.
    pub mode: Option<String>,
    /// Row of the story.
    pub story: i64,
    /// Both sides do it: a meeting of A with B is one of B with A.
    pub mutual: bool,
}

/// Somebody of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// Id in the knowledge base.
    pub actor: Option<String>,
    /// Whether that is a person, by name or by office.
    pub person: bool,
    /// Code of the country or organisation.
    pub country: Option<String>,
    /// Organs of a state, those who fight it, or its people.
    pub kind: Kind,
    /// Codes of the states of a coalition.
    pub members: Vec<String>,
}

impl Side {
    /// Whether its country fights in the other, a coalition.
    pub(super) fn member_of(&self, other: &Self) -> bool {
        self.country.is_some() && other.members.contains(self.country.as_ref().unwrap_or(&String::new()))
    }

    pub(super) fn is_known(&self) -> bool {
        self.country.is_some() || self.actor.is_some()
    }
}

/// Where something took place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// Id in the knowledge base.
    pub id: String,
    /// Code of the country.
    pub country: Option<String>,
    /// How much it holds.
    pub extent: Extent,
    /// Degrees north and east.
    pub at: Option<(f64, f64)>,
}

/// How much a place holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// A country, a region, a sea.
    #[default]
    Wide,
    /// A province, known by a point in it.
    Province,
    /// A town or village.
    Town,
    /// A part of a town, or a single site.
    Site,
}

/// Which part of a country somebody belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nobody knows.
    #[default]
    Unknown,
    /// Government, army, police, courts, parliament.
    State,
    /// Armed groups and opposition.
    Group,
    /// Everybody else.
    People,
}

impl Kind {
    /// The kind of a role's code.
    #[must_use]
    pub fn of(role: Option<&str>) -> Self {
        match role {
            None => Self::Unknown,
            Some("GOV" | "MIL" | "COP" | "SPY" | "JUD" | "LEG") => Self::State,
            Some("REB" | "OPP" | "PTY") => Self::Group,
            Some(_) => Self::People,
        }
    }
}

/// Claims kept apart, and claims kept together, by hand.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Pairs of rows that tell one event.
    pub same: Vec<(i64, i64)>,
    /// Pairs of rows, the smaller first, that do not.
    pub other: BTreeSet<(i64, i64)>,
}

impl Links {
    fn apart(&self, one: i64, other: i64) -> bool {
        self.other.contains(&(one.min(other), one.max(other)))
    }
}

/// Groups claims of one type of act: rows of claims, each group in the order of its keys, groups in the order of their first.
///
/// Cost: for each day, its claims times its groups.
#[must_use]
pub fn cluster(told: &[Told], links: &Links) -> Vec<Vec<i64>> {
    let mut days: BTreeMap<Option<i32>, (Vec<&Told>, Vec<&Told>)> = BTreeMap::new();
    for told in told {
        match told.day {
            Some((first, _)) => days.entry(Some(first)).or_default().0.push(told),
            None => days.entry(told.reported).or_default().1.push(told),
        }
    }
    let mut groups: BTreeMap<Option<i32>, Vec<Vec<&Told>>> = BTreeMap::new();
    for (day, (sharp, _)) in &mut days {
        let mut of_day = Vec::new();
        exact_first(sharp);
        sharp.iter().for_each(|told| join(told, &mut [&mut of_day], links));
        groups.insert(*day, of_day);
    }
    // All groups of told days stand before a claim without a day looks for its own: so none depends on another.
    let mut late: Vec<Vec<&Told>> = Vec::new();
    let mut joined: Vec<(Option<i32>, usize, &Told)> = Vec::new();
    for (day, (_, vague)) in &mut days {
        exact_first(vague);
        let mut left: Vec<Vec<&Told>> = Vec::new();
        for told in vague.iter() {
            let near = day.map(|day| day - LOOK_BACK..=day);
            let mut best: Option<(u32, Option<i32>, usize)> = None;
            for day in near.into_iter().flatten() {
                for (at, group) in groups.get(&Some(day)).into_iter().flatten().enumerate() {
                    let score = score_of(told, group, links);
                    // The latest of equals: news tells of what was last.
                    if score >= ENOUGH && best.is_none_or(|(before, ..)| score >= before) {
                        best = Some((score, Some(day), at));
                    }
                }
            }
            match best {
                Some((_, day, at)) => joined.push((day, at, told)),
                None => join(told, &mut [&mut left], links),
            }
        }
        late.append(&mut left);
    }
    for (day, at, told) in joined {
        if let Some(group) = groups.get_mut(&day).and_then(|groups| groups.get_mut(at)) {
            group.push(told);
        }
    }
    let mut all: Vec<Vec<&Told>> = groups.into_values().flatten().chain(late).collect();
    all.iter_mut().for_each(|group| group.sort_by(|one, other| one.key.cmp(&other.key)));
    all.sort_by(|one, other| one[0].key.cmp(&other[0].key));
    all.into_iter().map(|group| group.iter().map(|told| told.claim).collect()).collect()
}

/// The most exact first, then by key.
fn exact_first(told: &mut [&Told]) {
    let exact = |told: &Told| {
        let known =
            |side: &[Side]| u32::from(side.iter().any(|side| side.country.is_some())) + u32::from(side.iter().any(|side| side.person));
        known(&told.source)
            + known(&told.target)
            + told.place.as_ref().map_or(0, |place| 1 + u32::from(place.extent != Extent::Wide))
            + u32::from(!told.figures.is_empty())
    };
    told.sort_by(|one, other| exact(other).cmp(&exact(one)).then_with(|| one.key.cmp(&other.key)));
}

/// Puts a claim into the group that most speaks for, or into one of its own.
fn join<'t>(told: &'t Told, groups: &mut [&mut Vec<Vec<&'t Told>>], links: &Links) {
    let mut best: Option<(u32, usize)> = None;
    for (at, group) in groups[0].iter().enumerate() {
        let score = score_of(told, group, links);
        if score >= ENOUGH && best.is_none_or(|(before, _)| score > before) {
            best = Some((score, at));
        }
    }
    match best {
        Some((_, at)) => groups[0][at].push(told),
        None => groups[0].push(vec![told]),
    }
}

/// What most speaks for a claim belonging to a group; 0 where it differs from any claim in it.
fn score_of(told: &Told, group: &[&Told], links: &Links) -> u32 {
    let mut best = 0;
    for other in group {
        match score(told, other) {
            Some(score) if !links.apart(told.claim, other.claim) => best = best.max(score),
            _ => return 0,
        }
    }
    best
}
