//! From one time to another: «بين عامي 1980 و1988», «من 13 إلى 15 يوليو», «يومي 28 و29 أيار».
//!
//! In: the token after the preposition. Out: an [`Expr`] of a range; what the first lacks it takes from the second.

use super::index::{Count, Prep, Scan, Unit};
use super::parse::{Base, Expr, YearRef, is_year};

impl Scan<'_> {
    /// «عامي 1980 و1988», «3 و9 مايو», «يناير ومارس 2005», after «بين».
    pub(super) fn between(&self, at: usize) -> Option<(Expr, usize)> {
        self.pair(at, &|at| self.after_and(at))
    }

    /// «من 13 إلى 15 يوليو», «من السبت إلى الاثنين», after «من».
    pub(super) fn span_from(&self, at: usize) -> Option<(Expr, usize)> {
        self.pair(at, &|at| self.after_to(at).or_else(|| self.is_mark(at, "-–").then_some(at + 1)))
    }

    /// Two calendar expressions with something between them; what the first lacks it takes from the second.
    fn pair(&self, at: usize, joint: &dyn Fn(usize) -> Option<usize>) -> Option<(Expr, usize)> {
        let mut first = at;
        if let Some((_, next)) = self
            .unit(at)
            .filter(|(found, _)| matches!(found, (Unit::Year | Unit::Day | Unit::Month, Count::Pair | Count::Two | Count::One)))
        {
            first = next;
        }
        let plain_year = |at: usize| self.int(at).filter(|(year, n_digits)| *n_digits == 4 && is_year(*year)).map(|(year, _)| year);
        if let Some(start) = plain_year(first)
            && let Some(next) = joint(first + 1)
        {
            let next = self.unit(next).filter(|(found, _)| *found == (Unit::Year, Count::One)).map_or(next, |(_, next)| next);
            if let Some(last) = plain_year(next) {
                return Some((range(Base::Year(start), Base::Year(last)).into(), next + 1));
            }
        }
        // A bare day takes its month from the second.
        if let Some((day, next)) = self.day_number(first)
            && let Some((expr, end)) = joint(next).and_then(|next| self.calendar_date(next))
            && let Some(start) = with_day(&expr.base, day)
        {
            return Some((range(start, expr.base).into(), end));
        }
        let (start, next) = self.simple(first, 1).filter(|(expr, _)| expr.base.is_calendar())?;
        let (last, end) = self.simple(joint(next)?, 1).filter(|(expr, _)| expr.base.is_calendar())?;
        Some((range(start.base, last.base).into(), end))
    }

    /// «يومي 28 و29 أيار», «أيام 3 و4 و5 مايو», «في السابع والثامن من تموز»: from the first to the last.
    pub(super) fn days(&self, at: usize) -> Option<(Expr, usize)> {
        let told = self.unit(at).filter(|(found, _)| matches!(found, (Unit::Day, Count::Pair | Count::Many)));
        let within = || at.checked_sub(1).and_then(|before| self.prep(before)).is_some_and(|(prep, next)| prep == Prep::In && next == at);
        let next = told.map(|(_, next)| next).or_else(|| within().then_some(at))?;
        let (first, mut end) = self.day_number(next)?;
        while let Some(next) = self.after_and(end) {
            if let Some((expr, end)) = self.day_first(next) {
                return Some((range(with_day(&expr.base, first)?, expr.base).into(), end));
            }
            (_, end) = self.day_number(next)?;
        }
        None
    }
}

/// Another day of the same month.
fn with_day(base: &Base, day: i8) -> Option<Base> {
    match *base {
        Base::Date { year, month, calendar, .. } => Some(Base::Date { year, month, day, weekday: None, calendar }),
        Base::DayOf { months, .. } => Some(Base::DayOf { day, months }),
        _ => None,
    }
}

/// From one to the other; the first takes the second's year when it has none.
pub(super) fn range(mut first: Base, last: Base) -> Base {
    let year_of_last = match last {
        Base::Date { year, .. } | Base::Month { year, .. } => Some(year),
        _ => None,
    };
    if let (Base::Date { year, .. } | Base::Month { year, .. }, Some(last)) = (&mut first, year_of_last)
        && *year == YearRef::Free
    {
        *year = last;
    }
    Base::Range(Box::new(first), Box::new(last))
}
