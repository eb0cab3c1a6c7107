//! Which days are meant: an expression placed in time by the day of publication and the tense.
//!
//! In: [`Expr`], tense, [`Anchor`]. Out: value, EDTF, bounds. Free parts (a year, a weekday's week) are filled so that
//! the day lies on or before publication for the past, on or after it for the future.
//!
//! «الأحد» by Wednesday 2023-10-11 → 2023-10-08; told as future → 2023-10-15.

use super::calendar::add_days;
use super::hijri::{hijri_year, is_sure};
use super::index::{Calendar, Unit};
use super::parse::{Base, YearRef};
use super::place::Resolver;
use super::{Anchor, Policy, Tense, TimeExpr, TimeKind};

/// Fills what an expression says about days.
pub(super) fn resolve(time: &mut TimeExpr, tense: Tense, anchor: &Anchor) {
    let future = tense == Tense::Future || tense == Tense::Unknown && anchor.policy == Policy::Assistant;
    let resolver = Resolver { published: anchor.published, first_day: anchor.convention.first_day, future, unknown: tense == Tense::Unknown };
    let expr = &time.expr;
    time.needs_tense = needs_tense(&expr.base);
    time.kind = kind(&expr.base, future, expr.part.is_some() || expr.clock.is_some());
    time.edtf = None;
    (time.start, time.end, time.precision) = (None, None, "none");
    let period = resolver.period(&expr.base);
    time.value = match (&expr.base, &period) {
        (base, _) if matches!(time.kind, TimeKind::Duration) => duration(base),
        (Base::Date { year: YearRef::Every, month, day, .. }, _) => format!("XXXX-{month:02}-{day:02}"),
        (Base::Month { year: YearRef::Every, month, .. }, _) => format!("XXXX-{month:02}"),
        (Base::Vague { .. }, _) => "PAST_REF".to_owned(),
        (Base::Now, _) => "PRESENT_REF".to_owned(),
        (_, Some(period)) => period.value.clone(),
        (base, None) => unplaced(base),
    };
    if let Some(period) = period {
        time.edtf = Some(period.edtf);
        (time.start, time.end, time.precision) = (period.start, period.end, period.precision);
    }
    if let Some(part) = expr.part {
        let night = part == "NI" && (matches!(expr.base, Base::Days(-30..=-1)) || matches!(expr.base, Base::Weekday { to: Some(_), .. }));
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
    let unsure = is_hijri(&time.expr.base) && time.start.is_some_and(|day| !is_sure(hijri_year(day)));
    if (unsure || time.expr.modifier == Some("APPROX"))
        && time.precision != "interval"
        && let Some(edtf) = &mut time.edtf
    {
        edtf.push('~');
    }
}

fn is_hijri(base: &Base) -> bool {
    matches!(base, Base::Date { calendar: Calendar::Hijri, .. } | Base::Month { calendar: Calendar::Hijri, .. })
}

fn needs_tense(base: &Base) -> bool {
    match base {
        Base::Weekday { shift, .. } => shift.is_none(),
        Base::Date { year, .. } | Base::Month { year, .. } | Base::Feast { year, .. } | Base::Season { year, .. } => *year == YearRef::Free,
        Base::Later { .. } => true,
        Base::Range(first, last) => needs_tense(first) || needs_tense(last),
        Base::Since(base) | Base::Until(base) => needs_tense(base),
        _ => false,
    }
}

fn kind(base: &Base, future: bool, timed: bool) -> TimeKind {
    match base {
        Base::Duration { .. } | Base::Span { .. } | Base::Vague { since: true, .. } => TimeKind::Duration,
        Base::Later { .. } if !future => TimeKind::Duration,
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
