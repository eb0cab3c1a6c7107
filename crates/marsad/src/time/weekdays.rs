//! Weekdays: alone, with «الماضي» or «المقبل», in pairs, with a date beside them.
//!
//! In: a token. Out: an [`Expr`] of a day, or of the days from one to another. «يوم الأحد الماضي» · «السبت 15 يوليو», where the
//! date wins and the weekday helps to find the year · «يومي السبت والأحد» · «الأحد من الأسبوع الماضي».

use super::index::{Count, Prep, Scan, Sense, Unit};
use super::parse::{Base, Expr, range};

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
            if let Base::Date { weekday: on, .. } = &mut expr.base {
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
}
