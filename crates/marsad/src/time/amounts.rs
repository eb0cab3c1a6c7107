//! So many units: durations, and how far from publication with «منذ», «قبل», «بعد».
//!
//! In: a token. Out: an [`Expr`]. «ثلاث سنوات ونصف السنة» · «قبل نحو شهرين» · «منذ عقود» · «بعد يومين».

use super::index::{Count, Prep, Scan, Sense, Unit};
use super::pairs::range;
use super::parse::{Base, Expr, is_year};

impl Scan<'_> {
    /// A number of units: «ثلاثة أيام», «يومين», «نحو 20 عاما», «ثلاث سنوات ونصف السنة».
    pub(super) fn amount(&self, at: usize) -> Option<(Unit, f64, Option<&'static str>, usize)> {
        let (modifier, next) = self.modifier(at).map_or((None, at), |(modifier, next)| (Some(modifier), next));
        if let Some(((unit, Count::Two), end)) = self.unit(next) {
            let (half, end) = self.half(end);
            return Some((unit, 2.0 + half, modifier, end));
        }
        // «أكثر من عام».
        if modifier.is_some()
            && let Some((unit, end)) = self.single(next)
        {
            let (half, end) = self.half(end);
            return Some((unit, 1.0 + half, modifier, end));
        }
        let number = self.cardinal(next)?;
        let ((unit, count), end) = self.unit(number.end)?;
        let years =
            count == Count::One && unit == Unit::Year && self.int(end).is_some_and(|(year, n_digits)| n_digits == 4 && is_year(year));
        if years
            || matches!(count, Count::Two | Count::Pair)
            || self.lexed(number.end).and
            || self.lexed(number.end).preposition
            || self.lexed(number.end).definite
        {
            return None;
        }
        let (half, end) = self.half(end);
        Some((unit, number.value + half, modifier, end))
    }

    /// «ونصف», «ونصف العام» after a number of units.
    fn half(&self, at: usize) -> (f64, usize) {
        let found = self.after_and(at).and_then(|next| {
            self.find(next, |sense| match sense {
                Sense::Fraction(part, Count::One) if part >= 0.25 => Some(part),
                _ => None,
            })
        });
        let Some((part, end)) = found else { return (0.0, at) };
        let end = self.unit(end).filter(|((_, count), _)| *count == Count::One).map_or(end, |(_, after)| after);
        (part, end)
    }

    /// One of a unit without the article: «قبل عام», «منذ شهر».
    fn single(&self, at: usize) -> Option<(Unit, usize)> {
        let ((unit, _), end) = self.unit(at).filter(|((_, count), _)| *count == Count::One && !self.lexed(at).definite)?;
        let names_another = self.int(end).is_some()
            || self.calendar_date(at).is_some()
            || self.weekday_expr(at).is_some()
            || self.near_day(at).is_some()
            || self.part_of_day(at).is_some();
        (!names_another).then_some((unit, end))
    }

    /// An indefinite number of units: «أشهر», «عدة سنوات», «سنوات عدة».
    fn vague(&self, at: usize) -> Option<(Unit, usize)> {
        let some = self.find(at, |sense| matches!(sense, Sense::Some | Sense::Indefinite(..)).then_some(())).map_or(at, |(_, next)| next);
        let ((unit, _), end) = self.unit(some).filter(|((_, count), _)| *count == Count::Many && !self.lexed(some).definite)?;
        let end = self.find(end, |sense| matches!(sense, Sense::Some | Sense::Few).then_some(())).map_or(end, |(_, after)| after);
        Some((unit, end))
    }

    /// What follows «منذ».
    pub(super) fn since(&self, at: usize) -> Option<(Expr, usize)> {
        if let Some((unit, n, modifier, end)) = self.amount(at) {
            let base = Base::Since(Box::new(Base::Shift { unit, n, direction: -1 }));
            return Some((Expr { modifier, ..base.into() }, end));
        }
        if let Some((unit, end)) = self.vague(at) {
            return Some((Base::Vague { unit, since: true }.into(), end));
        }
        if let Some((unit, end)) = self.single(at) {
            return Some((Base::Since(Box::new(Base::Shift { unit, n: 1.0, direction: -1 })).into(), end));
        }
        let (expr, end) = self.simple(at, 1).filter(|(expr, _)| expr.base.is_calendar())?;
        // «منذ عام 2000 حتى 2005».
        if let Some(next) = self.after_to(end)
            && let Some((last, after)) = self.simple(next, 1).filter(|(last, _)| last.base.is_calendar() && last.base != Base::Now)
        {
            return Some((range(expr.base, last.base).into(), after));
        }
        Some((Expr { base: Base::Since(Box::new(expr.base)), ..expr }, end))
    }

    /// What follows «قبل»; «قبل ثلاثة أيام من الموعد» counts from another day and is none.
    pub(super) fn ago(&self, at: usize) -> Option<(Expr, usize)> {
        let (base, modifier, end) = if let Some((unit, n, modifier, end)) = self.amount(at) {
            (Base::Shift { unit, n, direction: -1 }, modifier, end)
        } else if let Some((unit, end)) = self.vague(at) {
            (Base::Vague { unit, since: false }, None, end)
        } else {
            let (unit, end) = self.single(at)?;
            (Base::Shift { unit, n: 1.0, direction: -1 }, None, end)
        };
        let from_another = self.prep(end).is_some_and(|(prep, _)| prep == Prep::From);
        (!from_another).then_some((Expr { modifier, ..base.into() }, end))
    }

    /// What follows «بعد».
    pub(super) fn after(&self, at: usize) -> Option<(Expr, usize)> {
        let (unit, n, modifier, end) = self.amount(at)?;
        let from_another = self.prep(end).is_some_and(|(prep, _)| prep == Prep::From);
        let base = if from_another { Base::Duration { unit, n } } else { Base::Later { unit, n } };
        Some((Expr { modifier, ..base.into() }, end))
    }

    /// «ثلاث سنوات», «يومين», «24 ساعة».
    pub(super) fn duration(&self, at: usize) -> Option<(Expr, usize)> {
        let (unit, n, modifier, end) = self.amount(at)?;
        if self.lexed(at).definite {
            return None;
        }
        Some((Expr { modifier, ..Base::Duration { unit, n }.into() }, end))
    }
}
