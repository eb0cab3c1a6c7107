//! Days near publication, parts of days, and days beside a date: «أمس», «مساء الاثنين», «الليلة الماضية», «غداة السابع من سبتمبر».
//!
//! In: a token. Out: an [`Expr`] of one day.

use super::index::{Count, Rel, Scan, Sense, Unit};
use super::parse::{Base, Expr};

impl Scan<'_> {
    pub(super) fn part(&self, at: usize) -> Option<(&'static str, usize)> {
        self.find(at, |sense| match sense {
            Sense::Part(part) => Some(part),
            _ => None,
        })
    }

    /// «مساء الاثنين», «فجر اليوم», «ليل السبت الأحد», «مساء 5 مايو».
    pub(super) fn part_of_day(&self, at: usize) -> Option<(Expr, usize)> {
        let (part, next) = self.part(at)?;
        let of_day = |next: usize| {
            self.near_day(next)
                .or_else(|| self.weekday_expr(next))
                .or_else(|| self.calendar_date(next))
                .filter(|(expr, _)| expr.base.is_day() && expr.part.is_none())
        };
        if let Some(found) = self.part_of_every(part, next) {
            return Some(found);
        }
        let (mut expr, mut end) = match self.skip(next, Sense::This) {
            // «صباح هذا اليوم».
            Some(day) => (
                Base::Days(0).into(),
                self.find(day, |sense| matches!(sense, Sense::Unit(Unit::Day, Count::One) | Sense::Day(0)).then_some(()))?.1,
            ),
            None => of_day(next)?,
        };
        if part == "NI"
            && let Base::Weekday { day, shift, to: None } = expr.base
        {
            let dash = end + usize::from(self.is_mark(end, "-–/"));
            let second = self.after_to(dash).unwrap_or(dash);
            if let Some((to, after)) = self.weekday(second, false).filter(|(to, _)| *to == day % 7 + 1) {
                expr.base = Base::Weekday { day, shift, to: Some(to) };
                end = after;
            }
        }
        expr.part = Some(part);
        Some((expr, end))
    }

    /// «اليوم», «أمس», «الليلة الماضية», with a weekday, a date or a part of the day after it.
    pub(super) fn near_day(&self, at: usize) -> Option<(Expr, usize)> {
        if let Some((night, end)) = self.find(at, |sense| match sense {
            Sense::Night(night) => Some(night),
            _ => None,
        }) {
            return Some((Expr { part: Some("NI"), night: night < 0, ..Base::Days(night).into() }, end));
        }
        if let Some(end) = self.skip(at, Sense::Now) {
            return Some((Base::Now.into(), end));
        }
        let (days, mut end) = self.find(at, |sense| match sense {
            Sense::Day(days) => Some(days),
            // «غدا المشهد»: at the head of a sentence, before a definite noun, a verb.
            Sense::DayOrVerb(days) if at > self.range.start || !self.is_definite_noun(at + 1) => Some(days),
            _ => None,
        })?;
        if let Some((Rel::Last, end)) = self.rel(end).filter(|_| days == 0) {
            return Some((Base::Days(-1).into(), end));
        }
        // «اليوم التالي», «اليوم نفسه», «اليوم الأول من»: the word for day, not today.
        if days == 0 && (self.rel(end).is_some() || self.ordinal(end).is_some_and(|_| self.lexed(end).definite)) {
            return None;
        }
        let mut expr = Expr::from(Base::Days(days));
        let comma = end + usize::from(self.is_mark(end, "،,("));
        if let Some((other, after)) =
            self.weekday_expr(comma).filter(|(other, _)| matches!(other.base, Base::Weekday { shift: None, .. } | Base::Date { .. }))
        {
            expr.weekday = if let Base::Weekday { day, .. } = other.base { Some(day) } else { other.weekday };
            end = after + usize::from(self.is_mark(comma.saturating_sub(1), "(") && self.is_mark(after, ")"));
        }
        if let Some((part, after)) = self.part(end).filter(|_| !self.lexed(end).definite && !self.lexed(end).and) {
            // «اليوم مساء الأحد» would be two.
            if self.weekday(after, false).is_none() {
                expr.part = Some(part);
                end = after;
            }
        }
        Some((expr, end))
    }

    /// «غداة السابع من سبتمبر», «عشية الأول من أيار».
    pub(super) fn day_beside(&self, at: usize) -> Option<(Expr, usize)> {
        let (days, next) = self.find(at, |sense| match sense {
            Sense::Beside(days) => Some(days),
            _ => None,
        })?;
        let (expr, end) = self.calendar_date(next).filter(|(expr, _)| matches!(expr.base, Base::Date { .. }))?;
        Some((Base::Beside(Box::new(expr.base), days).into(), end))
    }
}
