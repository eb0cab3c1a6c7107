//! Months: names of any system, one beside the other, by number, with a year or alone.
//!
//! In: a token. Out: a [`MonthName`], or an [`Expr`] of a month. «مارس/آذار 2003» · «يوليو الماضي» · «شهر رمضان» · «شهر 3».
//!
//! A name that is another word too («مارس», «نيسان») is a month only beside a day, a year, a preposition, an edge («مطلع»), the word
//! for month, or another month.

use super::index::{Calendar, Count, Prep, Scan, Sense, Strength, Unit};
use super::pairs::range;
use super::parse::{Base, Expr, YearRef};
use crate::text::TokenKind;

/// A month name, with the other system's name when it follows.
pub(super) struct MonthName {
    pub month: i8,
    /// What the second name says, where it is not the same month.
    pub other: Option<i8>,
    pub calendar: Calendar,
    strength: Strength,
}

impl Scan<'_> {
    pub(super) fn month_name(&self, at: usize) -> Option<((i8, Calendar, Strength), usize)> {
        self.find(at, |sense| match sense {
            Sense::Month { month, calendar, strength } => Some((month, calendar, strength)),
            _ => None,
        })
    }

    /// «مارس», «شهر مارس», «مارس/آذار», «مارس (آذار)».
    pub(super) fn month(&self, at: usize) -> Option<(MonthName, usize)> {
        let word = self.unit(at).filter(|(found, _)| *found == (Unit::Month, Count::One)).map(|(_, next)| next);
        if let Some((month, end)) = word.and_then(|next| self.month_number(next)) {
            return Some((MonthName { month, other: None, calendar: Calendar::Gregorian, strength: Strength::Always }, end));
        }
        let ((month, calendar, mut strength), mut end) = self.month_name(word.unwrap_or(at))?;
        if word.is_some() {
            strength = Strength::Always;
        }
        let mut other = None;
        let bracket = self.is_mark(end, "(");
        let beside = self
            .month_name(end)
            .filter(|((other, other_calendar, _), _)| *other == month && *other_calendar == calendar && !self.lexed(end).and);
        if let Some((_, after)) = beside {
            (end, strength) = (after, Strength::Always);
        } else if (bracket || self.is_mark(end, "/-–"))
            && let Some(((second, other_calendar, _), after)) = self.month_name(end + 1)
            && other_calendar == calendar
            && (second == month || self.is_mark(end, "/"))
            && (!bracket || self.is_mark(after, ")"))
        {
            other = (second != month).then_some(second);
            end = after + usize::from(bracket);
            strength = Strength::Always;
        }
        Some((MonthName { month, other, calendar, strength }, end))
    }

    /// «شهر 3»: the digits of a month, where they count nothing.
    fn month_number(&self, at: usize) -> Option<(i8, usize)> {
        let (month, _) = self.int(at).filter(|(month, n_digits)| (1..=12).contains(month) && *n_digits <= 2)?;
        let counts = self.token(at + 1).is_some_and(|next| next.kind == TokenKind::Word && self.is_blank(at + 1))
            || self.cardinal(at).is_none_or(|number| number.end > at + 1);
        (!counts && !self.is_mark(at + 1, "/:%٪")).then_some((month as i8, at + 1))
    }

    /// «مارس 2003», «يوليو الماضي», «شهر رمضان», «يوليو 13-15».
    pub(super) fn month_first(&self, at: usize) -> Option<(Expr, usize)> {
        let (name, end) = self.month(at)?;
        let (mut year, mut after) = self.year_or_free(end);
        // «في (سبتمبر) من العام الماضي».
        if year == YearRef::Free
            && at > self.range.start
            && self.is_mark(at - 1, "(")
            && self.is_mark(end, ")")
            && let Some(found) = self.year(end + 1)
        {
            (year, after) = found;
        }
        let beside =
            year != YearRef::Free || name.strength == Strength::Beside && (self.calls_for_month(at) || self.is_beside_month(at, end));
        if name.strength == Strength::AfterDay || name.strength == Strength::Beside && !beside {
            return None;
        }
        let MonthName { month, calendar, .. } = name;
        if year == YearRef::Free
            && let Some((first, n_digits)) = self.int(end).filter(|(day, _)| (1..=31).contains(day))
            && n_digits <= 2
        {
            let date = |day: i32, year| Base::Date { year, month, day: day as i8, weekday: None, calendar };
            let to = if self.is_mark(end + 1, "-–") { Some(end + 2) } else { self.after_to(end + 1) };
            if let Some(last) = to
                && let Some((day, _)) = self.int(last).filter(|(day, _)| (first..=31).contains(day))
            {
                let (year, after) = self.year_or_free(last + 1);
                return Some((range(date(first, year), date(day, year)).into(), after));
            }
        }
        let (calendar, after) = match year {
            YearRef::Abs(year) => self.calendar_of(year, calendar, after),
            _ => (calendar, after),
        };
        Some((Base::Month { year, month, calendar }.into(), after))
    }

    /// Whether what stands before calls for a month: «في», «خلال», «منذ», «حتى», «مطلع»; «من» does not tell a month from a verb.
    fn calls_for_month(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= self.range.start) else { return false };
        self.prep(before).is_some_and(|(prep, end)| end == at && !matches!(prep, Prep::From | Prep::Between))
            || self.find(before, |sense| matches!(sense, Sense::Edge(_)).then_some(())).is_some_and(|(_, end)| end == at)
    }

    /// Whether another month stands beside one: «آذار ونيسان», «من شباط إلى أيار».
    fn is_beside_month(&self, at: usize, end: usize) -> bool {
        let dash = |at: usize| self.is_mark(at, "-–");
        let next = self.after_and(end).or_else(|| self.after_to(end)).or_else(|| dash(end).then_some(end + 1));
        let before = at
            .checked_sub(1)
            .and_then(|before| if dash(before) { before.checked_sub(1) } else { Some(before).filter(|_| self.lexed(at).and) });
        [next, before].into_iter().flatten().any(|month| self.month_name(month).is_some())
    }
}
