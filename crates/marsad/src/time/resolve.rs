//! Which days are meant: an expression placed in time by the day of publication and the tense.
//!
//! In: [`Expr`], tense, [`Anchor`]. Out: value, EDTF, bounds. Free parts (a year, a weekday's week) are filled so that
//! the day lies on or before publication for the past, on or after it for the future.
//!
//! What is told roughly, and what the crescent decides, has `~` in EDTF; what is told with «ربما», `?`.
//!
//! «الأحد» by Wednesday 2023-10-11 → 2023-10-08; told as future → 2023-10-15.

use super::calendar::{Period, add_days, weekday};
use super::index::{Calendar, Unit};
use super::parse::{Base, YearRef};
use super::place::Resolver;
use super::{Anchor, Policy, Tense, TimeExpr, TimeKind};

/// Fills what an expression says about days.
pub(super) fn resolve(time: &mut TimeExpr, tense: Tense, anchor: &Anchor) {
    let future = tense == Tense::Future || tense == Tense::Unknown && anchor.policy == Policy::Assistant;
    let resolver = Resolver {
        published: anchor.published,
        first_day: anchor.convention.first_day,
        future,
        unknown: tense == Tense::Unknown,
        assistant: tense == Tense::Unknown && future,
    };
    let expr = &time.expr;
    time.needs_tense = needs_tense(&expr.base);
    time.kind = kind(&expr.base, future, expr.part.is_some() || expr.clock.is_some());
    time.edtf = None;
    (time.start, time.end, time.precision) = (None, None, "none");
    let mut period = resolver.period(&expr.base);
    // «الثلاثاء 9 آذار/أبريل»: of two months that are not the same, the weekday's.
    if let (Some(other), Some(on)) = (expr.other_month, expr.weekday)
        && let Base::Date { year, day, calendar, .. } = expr.base
    {
        let falls = |period: &Period| period.start.is_some_and(|start| weekday(start) == on);
        let second = resolver.period(&Base::Date { year, month: other, day, weekday: Some(on), calendar });
        if !period.as_ref().is_some_and(falls) && second.as_ref().is_some_and(falls) {
            period = second;
        }
    }
    time.value = match (&expr.base, &period) {
        (base, _) if matches!(time.kind, TimeKind::Duration) => duration(base),
        (Base::Date { year: YearRef::Every, month, day, .. }, _) => format!("XXXX-{month:02}-{day:02}"),
        (Base::Month { year: YearRef::Every, month, .. }, _) => format!("XXXX-{month:02}"),
        (Base::Every { unit, n }, _) => length(*unit, Some(*n)),
        (Base::EveryWeekday(day), _) => format!("XXXX-WXX-{day}"),
        (Base::EveryDay, _) => "XXXX-XX-XX".to_owned(),
        (Base::Vague { .. }, _) => "PAST_REF".to_owned(),
        (Base::Now, _) => "PRESENT_REF".to_owned(),
        (_, Some(period)) => period.value.clone(),
        // A time of day on a day that is not known.
        (Base::Days(_) | Base::Unit(..), None) if expr.clock.is_some() || expr.part.is_some() => "XXXX-XX-XX".to_owned(),
        (base, None) => unplaced(base),
    };
    if let Some(period) = period {
        time.edtf = Some(period.edtf);
        (time.start, time.end, time.precision) = (period.start, period.end, period.precision);
    }
    if let Some(part) = expr.part {
        let night = expr.night || matches!(expr.base, Base::Weekday { to: Some(_), .. });
        time.value.push('T');
        time.value.push_str(if part == "DAWN" { "MO" } else { part });
        // A night ends on the next day.
        if night && let Some(next) = time.start.and_then(|day| add_days(day, 1)) {
            time.edtf = time.start.map(|start| format!("{start}/{next}"));
            time.end = Some(next);
        }
    }
    if let Some((hour, minute, universal)) = expr.clock {
        let zone = if universal { "Z" } else { "" };
        time.value.push_str(&format!("T{hour:02}:{minute:02}{zone}"));
    }
    let expr = &time.expr;
    let span = matches!(expr.base, Base::Span { .. } | Base::Vague { .. });
    let rough = is_hijri(&expr.base) || expr.modifier == Some("APPROX") && expr.clock.is_none() && !span;
    let mark = match (rough, expr.maybe) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) if !span => "?",
        (false, _) => return,
    };
    time.edtf = time.edtf.as_deref().map(|edtf| marked(edtf, mark));
}

/// An EDTF with a mark of doubt on each of its days.
fn marked(edtf: &str, mark: &str) -> String {
    let ends: Vec<String> =
        edtf.split('/').map(|end| if matches!(end, "" | "..") { end.to_owned() } else { format!("{end}{mark}") }).collect();
    ends.join("/")
}

/// Whether an expression's days wait for the crescent.
fn is_hijri(base: &Base) -> bool {
    match base {
        Base::Date { calendar, .. } | Base::Month { calendar, .. } => *calendar == Calendar::Hijri,
        Base::Range(first, last) => is_hijri(first) || is_hijri(last),
        Base::Since(base) | Base::Until(base) | Base::Beside(base, _) | Base::Nth { of: base, .. } => is_hijri(base),
        _ => false,
    }
}

/// Whether another tense would give other days.
pub(super) fn needs_tense(base: &Base) -> bool {
    match base {
        Base::Weekday { shift, .. } => shift.is_none(),
        Base::Date { year, .. } | Base::Month { year, .. } | Base::Feast { year, .. } | Base::Season { year, .. } => *year == YearRef::Free,
        Base::Later { .. } => true,
        Base::Range(first, last) => needs_tense(first) || needs_tense(last),
        Base::Easter(year) => *year == YearRef::Free,
        Base::Since(base) | Base::Until(base) | Base::Beside(base, _) | Base::Nth { of: base, .. } => needs_tense(base),
        _ => false,
    }
}

fn kind(base: &Base, future: bool, timed: bool) -> TimeKind {
    match base {
        Base::Duration { .. } | Base::Span { .. } | Base::Vague { since: true, .. } => TimeKind::Duration,
        Base::Later { .. } if !future => TimeKind::Duration,
        Base::Every { .. } | Base::EveryWeekday(_) | Base::EveryDay => TimeKind::Set,
        Base::Date { year: YearRef::Every, .. } | Base::Month { year: YearRef::Every, .. } => TimeKind::Set,
        _ if timed => TimeKind::Time,
        _ => TimeKind::Date,
    }
}

/// TIMEX3 of a duration: `P3W`, `PT5H`, `PXM`.
fn duration(base: &Base) -> String {
    let (unit, n) = match base {
        Base::Duration { unit, n } | Base::Later { unit, n } => (*unit, Some(*n)),
        Base::Span { unit, n, .. } => (*unit, *n),
        Base::Vague { unit, .. } => (*unit, None),
        _ => return "PXD".to_owned(),
    };
    length(unit, n)
}

fn length(unit: Unit, n: Option<f64>) -> String {
    let n = n.map_or("X".to_owned(), |n| n.to_string());
    match unit {
        Unit::Hour => format!("PT{n}H"),
        Unit::Minute => format!("PT{n}M"),
        Unit::Second => format!("PT{n}S"),
        _ => format!("P{n}{}", unit.code()),
    }
}

/// TIMEX3 of what cannot be placed without a day of publication.
fn unplaced(base: &Base) -> String {
    match base {
        Base::Weekday { day, .. } | Base::WeekdayOf { day, .. } => format!("XXXX-WXX-{day}"),
        Base::Date { month, day, calendar: Calendar::Gregorian, .. } => format!("XXXX-{month:02}-{day:02}"),
        Base::Month { month, calendar: Calendar::Gregorian, .. } => format!("XXXX-{month:02}"),
        Base::DayOf { day, .. } => format!("XXXX-XX-{day:02}"),
        Base::Days(0) | Base::Unit(_, 0) => "PRESENT_REF".to_owned(),
        Base::Days(1..) | Base::Unit(_, 1..) | Base::Later { .. } => "FUTURE_REF".to_owned(),
        Base::Days(_) | Base::Unit(..) | Base::Shift { .. } | Base::Since(_) => "PAST_REF".to_owned(),
        Base::Range(first, last) => format!("{}/{}", unplaced(first), unplaced(last)),
        _ => "XXXX".to_owned(),
    }
}
