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

/// Version of the rule; raised with it, so that archives are grouped again.
pub const RULE: &str = "1";
/// Days back to which a claim without a day may belong.
pub const LOOK_BACK: i32 = 1;
/// Days that a date may span and still count as a day.
pub const SHARP: i32 = 2;
/// What has to speak for two claims telling one occurrence.
const ENOUGH: u32 = 3;
/// Kilometres between a town and what belongs to it.
const BESIDE: f64 = 30.0;
/// Kilometres between a province's point and a town in it.
const WITHIN: f64 = 100.0;
/// How many times more is another number rather than a later count.
const FAR: f64 = 3.0;

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
    fn member_of(&self, other: &Self) -> bool {
        self.country.is_some() && other.members.contains(self.country.as_ref().unwrap_or(&String::new()))
    }

    fn is_known(&self) -> bool {
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

/// What speaks for two claims telling one occurrence; `None` where they cannot.
///
/// One point each for: a side that both tell and that fits, the same person on a side (two), the same mode, the same country of the place or a
/// place inside the other, a day that both tell; two for the same place and for a number that both give; three for one story.
#[must_use]
pub fn score(one: &Told, other: &Told) -> Option<u32> {
    let parties = if one.mutual && other.mutual {
        both(one, other)?
    } else {
        sides(&one.source, &other.source, false)? + sides(&one.target, &other.target, true)?
    };
    let days = days(one, other)?;
    let place = places(one, other)?;
    let story = if one.story == other.story { 3 } else { 0 };
    let figures = figures(one, other, story > 0)?;
    let mode = u32::from(one.mode.is_some() && one.mode == other.mode);
    // Who does it to whom has to be told by both, unless they are copies of one text.
    if parties == 0 && story == 0 {
        return None;
    }
    Some(parties + days + place + story + figures + mode)
}

/// How two times fit. A claim that tells none is taken for news of its day of publication or of the day before, which speaks for little.
fn days(one: &Told, other: &Told) -> Option<u32> {
    let news = |reported: Option<i32>| reported.map(|day| (day - 1, day));
    let (from, to) = one.day.or(news(one.reported))?;
    let (first, last) = other.day.or(news(other.reported))?;
    let meet = from <= last && first <= to;
    match (one.day, other.day) {
        (Some(_), Some(_)) => meet.then_some(1),
        _ => Some(u32::from(meet)),
    }
}

/// How the parties of two acts fit that both sides do: all that the claim with fewer of them tells have to be among the other's. A meeting of two
/// is not one of three.
fn both(one: &Told, other: &Told) -> Option<u32> {
    let all = |told: &Told| told.source.iter().chain(&told.target).filter(|side| side.is_known()).cloned().collect::<Vec<_>>();
    let (mut fewer, mut more) = (all(one), all(other));
    if fewer.len() > more.len() {
        std::mem::swap(&mut fewer, &mut more);
    }
    if countries(&fewer) == 2 && countries(&more) > 2 || countries(&more) == 2 && countries(&fewer) > 2 {
        return None;
    }
    let points = fewer.iter().map(|side| more.iter().filter_map(|other| fits(side, other, false)).max()).collect::<Option<Vec<u32>>>()?;
    Some(points.iter().sum::<u32>().min(4))
}

fn countries(sides: &[Side]) -> usize {
    sides.iter().filter_map(|side| side.country.as_deref()).collect::<BTreeSet<_>>().len()
}

/// How two sides fit: 0 where one does not tell it; `None` where nobody of one can be somebody of the other.
fn sides(one: &[Side], other: &[Side], lenient: bool) -> Option<u32> {
    let (one, other): (Vec<_>, Vec<_>) =
        (one.iter().filter(|side| side.is_known()).collect(), other.iter().filter(|side| side.is_known()).collect());
    if one.is_empty() || other.is_empty() {
        return Some(0);
    }
    one.iter().flat_map(|one| other.iter().filter_map(move |other| fits(one, other, lenient))).max()
}

/// Who suffers an act is told now as the group, now as the people, now as the state (`lenient`); who does it is not.
fn fits(one: &Side, other: &Side, lenient: bool) -> Option<u32> {
    if one.actor.is_some() && one.actor == other.actor {
        return Some(if one.person { 2 } else { 1 });
    }
    if one.member_of(other) || other.member_of(one) {
        return Some(1);
    }
    let both = |holds: fn(&Side) -> bool| one.actor.is_some() && other.actor.is_some() && holds(one) && holds(other);
    if both(|side| side.person) || both(|side| side.kind == Kind::Group) {
        return None;
    }
    let kinds = lenient || one.kind == other.kind || one.kind == Kind::Unknown || other.kind == Kind::Unknown;
    (one.country.is_some() && one.country == other.country && kinds).then_some(1)
}

/// How two places fit: `None` for two that are not one inside or beside the other.
fn places(one: &Told, other: &Told) -> Option<u32> {
    let (Some(one), Some(other)) = (&one.place, &other.place) else { return Some(0) };
    if one.id == other.id {
        return Some(if matches!(one.extent, Extent::Wide | Extent::Province) { 1 } else { 2 });
    }
    let countries = one.country.is_some() && other.country.is_some();
    if countries && one.country != other.country {
        return None;
    }
    let near = |most: f64| one.at.zip(other.at).is_some_and(|(one, other)| kilometres(one, other) <= most).then_some(1);
    match (one.extent, other.extent) {
        (Extent::Wide, _) | (_, Extent::Wide) => Some(u32::from(countries)),
        (Extent::Town, Extent::Town) => None,
        (Extent::Province, _) | (_, Extent::Province) => near(WITHIN),
        // An airport, a camp, a district: inside the town or beside it.
        _ => near(BESIDE),
    }
}

/// Kilometres between two points, good for short distances.
fn kilometres((lat, lon): (f64, f64), (other_lat, other_lon): (f64, f64)) -> f64 {
    let middle = ((lat + other_lat) / 2.0).to_radians().cos();
    (lat - other_lat).hypot((lon - other_lon) * middle) * 111.2
}

/// How figures of one kind fit: two for a number that both give. Numbers far apart tell of two occurrences, in copies of a text of a correction.
fn figures(one: &Told, other: &Told, is_copy: bool) -> Option<u32> {
    let mut best = 0;
    for (what, low, high) in &one.figures {
        for (_, least, most) in other.figures.iter().filter(|(other, ..)| other == what) {
            if low <= most && least <= high {
                best = 2;
            } else if !is_copy && (*least > high * FAR + 2.0 || *low > most * FAR + 2.0) {
                return None;
            }
        }
    }
    Some(best)
}
