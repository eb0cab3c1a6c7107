//! How often: «كل ثلاثاء», «كل ستة أشهر», «صباح كل اثنين», «كل مساء».
//!
//! In: the token of «كل». Out: a [`Base`] that repeats, without days of its own. A date «من كل عام» is read in `dates`.

use super::index::{Count, Prep, Scan, Sense, Unit};
use super::parse::{Base, Expr};

impl Scan<'_> {
    /// What comes again and again, from «كل» on.
    pub(super) fn every(&self, at: usize) -> Option<(Expr, usize)> {
        let next = self.skip(at, Sense::Each)?;
        let word = self.unit(next).filter(|(found, _)| *found == (Unit::Day, Count::One) && !self.lexed(next).definite);
        if let Some((day, end)) = self.bare_weekday(word.map_or(next, |(_, next)| next)) {
            return Some((Base::EveryWeekday(day).into(), end));
        }
        if let Some((part, end)) = self.part(next).filter(|_| !self.lexed(next).definite) {
            return Some((Expr { part: Some(part), ..Base::EveryDay.into() }, end));
        }
        if let Some((unit, n, modifier, end)) = self.amount(next) {
            return Some((Expr { modifier, ..Base::Every { unit, n }.into() }, end));
        }
        let ((unit, count), end) = self.unit(next)?;
        (count == Count::One && !self.lexed(next).definite).then(|| (Base::Every { unit, n: 1.0 }.into(), end))
    }

    /// «صباح كل اثنين», «مساء كل يوم», with the part of the day read.
    pub(super) fn part_of_every(&self, part: &'static str, at: usize) -> Option<(Expr, usize)> {
        let (expr, end) = self.every(at)?;
        let base = match expr.base {
            Base::Every { unit: Unit::Day, n: 1.0 } => Base::EveryDay,
            base @ Base::EveryWeekday(_) => base,
            _ => return None,
        };
        Some((Expr { part: Some(part), ..base.into() }, end))
    }

    /// The end of «من كل أسبوع».
    pub(super) fn of_every_week(&self, at: usize) -> Option<usize> {
        let (_, next) = self.prep(at).filter(|(prep, _)| *prep == Prep::From)?;
        let (_, end) = self.unit(self.skip(next, Sense::Each)?).filter(|(found, _)| *found == (Unit::Week, Count::One))?;
        Some(end)
    }

    /// A weekday without the article.
    pub(super) fn bare_weekday(&self, at: usize) -> Option<(i8, usize)> {
        self.find(at, |sense| match sense {
            Sense::Weekday { day, bare: true } => Some(day),
            _ => None,
        })
        .filter(|_| !self.lexed(at).definite)
    }
}
