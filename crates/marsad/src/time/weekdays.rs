//! Weekdays: alone, with «الماضي» or «المقبل», in pairs, with a date beside them.
//!
//! In: a token. Out: an [`Expr`] of a day, or of the days from one to another. «يوم الأحد الماضي» · «السبت 15 يوليو», where the
//! date wins and the weekday helps to find the year · «يومي السبت والأحد» · «الأحد من الأسبوع الماضي» · «ثالث ثلاثاء في أيلول».

use super::index::{Count, Prep, Rel, Scan, Sense, Unit};
use super::pairs::range;
use super::parse::{Base, Expr, YearRef};

impl Scan<'_> {
    /// A weekday name; without the article only where `bare` is right.
    pub(super) fn weekday(&self, at: usize, bare: bool) -> Option<(i8, usize)> {
        let (day, end) = self.find(at, |sense| match sense {
            Sense::Weekday { day, bare: without } if !without || bare => Some(day),
            _ => None,
        })?;
        // «الأحد عشر» is eleven, «الاثنين والعشرين» twenty-two.
        let number = self.number_word(end).is_some_and(|value| value == 10.0) && !self.lexed(end).and
            || self.after_and(end).and_then(|next| self.number_word(next)).is_some_and(|value| (20.0..=90.0).contains(&value));
        (!number).then_some((day, end))
    }

    /// «الأحد», «يوم الأحد الماضي», «السبت 15 يوليو», «الأحد من الأسبوع الماضي», «يومي السبت والأحد».
    pub(super) fn weekday_expr(&self, at: usize) -> Option<(Expr, usize)> {
        if let Some((_, next)) = self.unit(at).filter(|(found, _)| *found == (Unit::Day, Count::Pair)) {
            let (first, end) = self.weekday(next, false)?;
            let (last, end) = self.weekday(self.after_and(end)?, false)?;
            let (shift, end) = self.shift(end).map_or((None, end), |(shift, end)| (Some(shift), end));
            let day = |day| Base::Weekday { day, shift, to: None };
            return Some((range(day(first), day(last)).into(), end));
        }
        let this = self.skip(at, Sense::This);
        let start = this.unwrap_or(at);
        let word =
            self.unit(start).filter(|(found, _)| *found == (Unit::Day, Count::One) && !self.lexed(start).definite).map(|(_, next)| next);
        let (weekday, mut end) = self.weekday(word.unwrap_or(start), word.is_some())?;
        if let Some(end) = self.of_every_week(end) {
            return Some((Base::EveryWeekday(weekday).into(), end));
        }
        if let Some(found) = self.nth_of(weekday, end) {
            return Some(found);
        }
        let mut shift = None;
        if let Some((found, after)) = self.shift(end) {
            (shift, end) = (Some(found), after);
        }
        // «الاثنين والثلاثاء المقبلين».
        if shift.is_none()
            && let Some(next) = self.after_and(end)
            && let Some((last, after)) = self.weekday(next, false)
            && let Some((shift, after)) = self.shift(after)
        {
            let day = |day| Base::Weekday { day, shift: Some(shift), to: None };
            return Some((range(day(weekday), day(last)).into(), after));
        }
        // A date beside it wins.
        let bracket = self.is_mark(end, "(");
        let next = end + usize::from(bracket || self.is_mark(end, "،,"));
        let next = self.skip(next, Sense::Corresponds).unwrap_or(next);
        let next = self.prep(next).filter(|(prep, _)| *prep == Prep::In && self.int(next + 1).is_some()).map_or(next, |(_, next)| next);
        if let Some((mut expr, after)) =
            self.calendar_date(next).filter(|(expr, _)| matches!(expr.base, Base::Date { .. } | Base::DayOf { .. }))
        {
            // «السبت 2/10» may be a day of another calendar: its weekday picks no year.
            let named = (next..after).any(|word| self.month_name(word).is_some());
            if let Base::Date { weekday: on, year, .. } = &mut expr.base
                && (named || *year != YearRef::Free)
            {
                *on = Some(weekday);
            }
            expr.weekday = Some(weekday);
            return Some((expr, after + usize::from(bracket && self.is_mark(after, ")"))));
        }
        if shift.is_none()
            && let Some((Prep::From, next)) = self.prep(end)
            && let Some((Expr { base: Base::Unit(Unit::Week, weeks), .. }, after)) = self.period(next)
        {
            return Some((Base::WeekdayOf { day: weekday, weeks }.into(), after));
        }
        let mut expr = Expr::from(Base::Weekday { day: weekday, shift, to: None });
        if let Some((part, after)) = self.part(end).filter(|_| !self.lexed(end).definite && !self.lexed(end).and)
            && self.weekday(after, false).is_none()
        {
            expr.part = Some(part);
            end = after;
        }
        Some((expr, end))
    }

    /// «ثالث ثلاثاء في أيلول», «آخر اثنين من الشهر القادم».
    pub(super) fn nth_weekday(&self, at: usize) -> Option<(Expr, usize)> {
        let last = self.skip(at, Sense::Edge("END")).map(|end| (-1, end));
        let (n, next) = last.or_else(|| self.ordinal(at).filter(|(n, _)| (1..=5).contains(n)))?;
        if self.lexed(at).definite || self.lexed(next).and {
            return None;
        }
        let (day, end) = self.bare_weekday(next)?;
        let (of, end) = self.month_around(end)?;
        Some((Base::Nth { day, n, of: Box::new(of), or_day: false }.into(), end))
    }

    /// «الثلاثاء الثالث من شهر أيلول», «الثلاثاء الأخير من مارس», with the weekday read.
    fn nth_of(&self, day: i8, at: usize) -> Option<(Expr, usize)> {
        let last = self.rel(at).filter(|(rel, _)| *rel == Rel::Last).map(|(_, end)| (-1, end));
        let (n, end) = last.or_else(|| self.ordinal(at).filter(|(n, _)| (1..=5).contains(n) && self.lexed(at).definite))?;
        let (of, end) = self.month_around(end)?;
        Some((Base::Nth { day, n, of: Box::new(of), or_day: n > 0 }.into(), end))
    }

    /// The month after «من» or «في».
    fn month_around(&self, at: usize) -> Option<(Base, usize)> {
        let (_, next) = self.prep(at).filter(|(prep, _)| matches!(prep, Prep::From | Prep::In))?;
        let month = |(expr, _): &(Expr, usize)| matches!(expr.base, Base::Month { .. } | Base::Unit(Unit::Month, _));
        let (expr, end) = self.calendar_date(next).filter(month).or_else(|| self.period(next).filter(month))?;
        Some((expr.base, end))
    }
}
