//! What speaks for two claims telling one occurrence?
//!
//! In: what two claims of one type of act tell. Out: points, or that they cannot tell one.
//!
//! «قصف الطيران مدينة النبطية يوم الأحد» and «خمسة قتلى في قصف النبطية»: the same place, a day that fits, a side that both tell: enough.
//! «… مدينة صور»: another town, never.
//!
//! It compares two claims; which of many belong together is [`super::cluster`]'s.

use std::collections::BTreeSet;

use super::cluster::{Extent, Kind, Side, Told};

/// Kilometres between a town and what belongs to it.
const BESIDE: f64 = 30.0;
/// Kilometres between a province's point and a town in it.
const WITHIN: f64 = 100.0;
/// How many times more is another number rather than a later count.
const FAR: f64 = 3.0;

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
