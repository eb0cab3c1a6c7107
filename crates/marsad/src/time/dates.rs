//! Calendar dates: numeric, with a month's name, ordinals, Islamic and Iranian years; months alone are read in `months`.
//!
//! In: a token. Out: an [`Expr`] of a day, a month or a year. «28 كانون الثاني/يناير 2020» · «15-7-2000» · «الأول من أيار» ·
//! «السادس من الشهر الحالي» · «الأحد (15 يوليو)» · «1 شوال 1446 الموافق 31 مارس 2025», where the second half wins.

use super::index::{Calendar, Count, Era, Prep, Rel, Scan, Sense, Unit};
use super::pairs::range;
use super::parse::{Base, Expr, YearRef, is_year};
use crate::text::TokenKind;

/// A numeric date without a year counts only so near the start of a sentence, or after a word that calls for a date.
const DATELINE: usize = 14;

impl Scan<'_> {
    pub(super) fn rel(&self, at: usize) -> Option<(Rel, usize)> {
        self.find(at, |sense| match sense {
            Sense::Rel(rel) => Some(rel),
            _ => None,
        })
    }

    pub(super) fn unit(&self, at: usize) -> Option<((Unit, Count), usize)> {
        self.find(at, |sense| match sense {
            Sense::Unit(unit, count) => Some((unit, count)),
            _ => None,
        })
    }

    /// The year that belongs to the month before `at`: «2003», «من عام 2003», «من العام الماضي», «الماضي», «من كل عام».
    pub(super) fn year(&self, at: usize) -> Option<(YearRef, usize)> {
        if let Some((rel, end)) = self.rel(at).filter(|_| !self.lexed(at).and) {
            let year = match rel {
                Rel::Last | Rel::Previous => YearRef::Before,
                Rel::Next => YearRef::After,
                Rel::This => YearRef::Rel(0),
                _ => return None,
            };
            // «مارس الماضي» has no further year; «مارس من العام الماضي» is read below.
            return Some((year, end));
        }
        let comma = at + usize::from(self.is_mark(at, "،,") && self.int(at + 1).is_some_and(|(_, n_digits)| n_digits == 4));
        let prep = self.prep(comma).filter(|(prep, _)| matches!(prep, Prep::From | Prep::In));
        let next = prep.map_or(comma, |(_, next)| next);
        if let Some((year, 4)) = self.int(next).filter(|_| prep.is_none())
            && is_year(year)
        {
            return Some((YearRef::Abs(year), next + 1));
        }
        if let Some(next) = self.skip(next, Sense::Each) {
            return self.unit(next).filter(|(found, _)| *found == (Unit::Year, Count::One)).map(|(_, end)| (YearRef::Every, end));
        }
        self.year_word(next)
    }

    /// «عام 2003», «العام الماضي», «هذه السنة», «عام ألفين وثلاثة».
    pub(super) fn year_word(&self, at: usize) -> Option<(YearRef, usize)> {
        let (this, at) = self.skip(at, Sense::This).map_or((false, at), |next| (true, next));
        let (_, next) = self.unit(at).filter(|(found, _)| *found == (Unit::Year, Count::One))?;
        if this {
            return Some((YearRef::Rel(0), next));
        }
        if let Some((years, end)) = self.shift(next).filter(|_| self.lexed(at).definite) {
            return Some((YearRef::Rel(years), end));
        }
        if let Some((year, n_digits)) = self.int(next) {
            // «عام 89»: no other century is shortened so.
            let year = if n_digits == 2 && year >= 30 { 1900 + year } else { year };
            return (is_year(year) && matches!(n_digits, 2 | 4)).then_some((YearRef::Abs(year), next + 1));
        }
        let year = self.cardinal(next).filter(|number| (1000.0..=2200.0).contains(&number.value))?;
        Some((YearRef::Abs(year.value as i32), year.end))
    }

    /// How many units away an adjective puts its unit.
    pub(super) fn shift(&self, at: usize) -> Option<(i32, usize)> {
        let (rel, end) = self.rel(at)?;
        let shift = match rel {
            Rel::BeforeLast => -2,
            Rel::Last | Rel::Previous => -1,
            Rel::This => 0,
            Rel::Next => 1,
            Rel::AfterNext => 2,
            Rel::Same => return None,
        };
        Some((shift, end))
    }

    /// The day of the month at `at`: digits or an ordinal.
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let (day, end) = match self.int(at) {
            Some((day, n_digits)) if n_digits <= 2 => (day, at + 1),
            Some(_) => return None,
            None => self.ordinal(at)?,
        };
        (1..=31).contains(&day).then_some((day as i8, end))
    }

    /// A day, a month or a year of the calendar.
    pub(super) fn calendar_date(&self, at: usize) -> Option<(Expr, usize)> {
        if let Some(found) = self.days(at) {
            return Some(found);
        }
        // «يوم 15 يوليو», «اليوم الأول من شهر شباط».
        let first = self
            .find(at, |sense| matches!(sense, Sense::Unit(Unit::Day, Count::One) | Sense::Day(0)).then_some(()))
            .map_or(at, |(_, next)| next);
        let found =
            self.numeric(first, at).or_else(|| self.day_first(first)).or_else(|| if first == at { self.month_first(at) } else { None })?;
        Some(self.corresponding(found))
    }

    /// «الموافق» and another date: the Gregorian one counts.
    fn corresponding(&self, (expr, end): (Expr, usize)) -> (Expr, usize) {
        let bracket = self.is_mark(end, "(،,");
        let Some(next) = self.skip(end + usize::from(bracket), Sense::Corresponds) else { return (expr, end) };
        let next = self.skip_letter(self.prep(next).map_or(next, |(_, next)| next));
        // A weekday between them adds nothing.
        let day = self.unit(next).filter(|(found, _)| *found == (Unit::Day, Count::One)).map_or(next, |(_, next)| next);
        let next = self.weekday(day, false).map_or(day, |(_, next)| next);
        let Some((other, after)) = self.numeric(next, next).or_else(|| self.day_first(next)) else { return (expr, end) };
        let after = after + usize::from(bracket && self.is_mark(after, ")"));
        let gregorian = |expr: &Expr| matches!(expr.base, Base::Date { calendar: Calendar::Gregorian, .. });
        if gregorian(&other) { (other, after) } else { (expr, after) }
    }

    /// «15-7-2000», «2000/7/15», «15.7.2000», «15/7», «2015-2019».
    fn numeric(&self, at: usize, start: usize) -> Option<(Expr, usize)> {
        let token = self.token(at).filter(|token| token.kind == TokenKind::Number)?;
        if let [day, month, year] = token.key.split('.').map(|part| (part.parse::<i32>().ok(), part.len())).collect::<Vec<_>>().as_slice() {
            return self.ordered([(day.0?, day.1), (month.0?, month.1), (year.0?, year.1)], at + 1);
        }
        let first = self.int(at)?;
        // «13 إلى 15 يوليو».
        if let Some(next) = self.after_to(at + 1)
            && (1..=31).contains(&first.0)
            && let Some((expr, end)) = self.day_first(next)
            && let Base::Date { year, month, calendar, .. } = expr.base
        {
            let start = Base::Date { year, month, day: first.0 as i8, weekday: None, calendar };
            return Some((range(start, expr.base).into(), end));
        }
        if !self.is_mark(at + 1, "/-–\\") {
            return None;
        }
        let second = self.int(at + 2)?;
        if first.1 == 4 && second.1 == 4 {
            let (first, second) = (first.0, second.0);
            return (is_year(first) && is_year(second) && first < second)
                .then(|| (range(Base::Year(first), Base::Year(second)).into(), at + 3));
        }
        if self.is_mark(at + 3, "/-–\\")
            && let Some(third) = self.int(at + 4)
        {
            return self.ordered([first, second, third], at + 5);
        }
        // «13-15 يوليو».
        if let Some((expr, end)) = self.day_first(at + 2)
            && let Base::Date { year, month, calendar, .. } = expr.base
            && (1..=31).contains(&first.0)
        {
            let start = Base::Date { year, month, day: first.0 as i8, weekday: None, calendar };
            return Some((range(start, expr.base).into(), end));
        }
        let called_for = start < at
            || at > self.range.start
                && (self.weekday(at - 1, false).is_some()
                    || self.prep(at - 1).is_some_and(|(prep, _)| prep == Prep::In)
                    || self.is_mark(at - 1, "(") && self.is_mark(at + 1, "/"))
            || at < self.range.start + DATELINE && self.is_mark(at + 3, "(");
        if called_for
            && self.is_mark(at + 1, "/-")
            && (1..=31).contains(&first.0)
            && (1..=12).contains(&second.0)
            && first.1 <= 2
            && second.1 <= 2
        {
            let base =
                Base::Date { year: YearRef::Free, month: second.0 as i8, day: first.0 as i8, weekday: None, calendar: Calendar::Gregorian };
            return Some((base.into(), at + 3));
        }
        None
    }

    /// Three numbers as a date: year first or last, day before month unless that cannot be.
    fn ordered(&self, numbers: [(i32, usize); 3], end: usize) -> Option<(Expr, usize)> {
        let [first, second, third] = numbers;
        let (year, month, day) = if first.1 == 4 { (first, second.0, third.0) } else { (third, second.0, first.0) };
        let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
        let year = match year.1 {
            4 => year.0,
            2 if year.0 < 50 => 2000 + year.0,
            2 => 1900 + year.0,
            _ => return None,
        };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !is_year(year) {
            return None;
        }
        let (calendar, end) = self.calendar_of(year, self.calendar_of_country(year), end);
        let calendar = if calendar == Calendar::Gregorian && (1300..1500).contains(&year) { Calendar::Hijri } else { calendar };
        Some((Base::Date { year: YearRef::Abs(year), month: month as i8, day: day as i8, weekday: None, calendar }.into(), end))
    }

    /// The calendar of a year that the text says nothing else about: the Iranian one where the country counts so.
    pub(super) fn calendar_of_country(&self, year: i32) -> Calendar {
        if self.convention.solar && (1250..=1500).contains(&year) { Calendar::Solar } else { Calendar::Gregorian }
    }

    /// The calendar that an era word after a year tells.
    pub(super) fn calendar_of(&self, year: i32, calendar: Calendar, at: usize) -> (Calendar, usize) {
        let (open, start) = if self.is_mark(at, "(") { (true, at + 1) } else { (false, at) };
        let era = self.find(start, |sense| match sense {
            Sense::Era(era) => Some(era),
            _ => None,
        });
        match era {
            Some((era, end)) if !open || self.is_mark(end, ")") => {
                let calendar = match era {
                    Era::Hijri if year < 1700 => Calendar::Hijri,
                    Era::Solar => Calendar::Solar,
                    Era::Common => Calendar::Gregorian,
                    _ => calendar,
                };
                (calendar, end + usize::from(open))
            }
            _ => (calendar, at),
        }
    }

    /// «15 يوليو», «الأول من أيار», «15 من الشهر الماضي».
    pub(super) fn day_first(&self, at: usize) -> Option<(Expr, usize)> {
        let (day, next) = self.day_number(at)?;
        let from = self.prep(next).filter(|(prep, _)| *prep == Prep::From).map(|(_, next)| next);
        let next = from.unwrap_or(next);
        if let Some((month, end)) = self.month(next).filter(|_| !self.lexed(next).and) {
            let (year, end) = self.year_or_free(end);
            let (calendar, end) = match year {
                YearRef::Abs(year) => self.calendar_of(year, month.calendar, end),
                _ => (month.calendar, end),
            };
            let base = Base::Date { year, month: month.month, day, weekday: None, calendar };
            return Some((Expr { other_month: month.other, ..base.into() }, end));
        }
        // «26 الجاري», «الخامس من الجاري».
        if let Some((Rel::This, end)) = self.rel(next) {
            return Some((Base::DayOf { day, months: 0 }.into(), end));
        }
        from?;
        // «من الشهر الماضي», «من هذا الشهر».
        if let Some(word) = self.skip(next, Sense::This) {
            let (_, end) = self.unit(word).filter(|(found, _)| *found == (Unit::Month, Count::One))?;
            return Some((Base::DayOf { day, months: 0 }.into(), end));
        }
        let (_, end) = self.unit(next).filter(|(found, _)| *found == (Unit::Month, Count::One) && self.lexed(next).definite)?;
        // «27 من الشهر الثامن».
        if let Some((month, end)) = self.ordinal(end).filter(|(month, _)| (1..=12).contains(month) && self.lexed(end).definite) {
            let (year, end) = self.year_or_free(end);
            return Some((Base::Date { year, month: month as i8, day, weekday: None, calendar: Calendar::Gregorian }.into(), end));
        }
        let (months, end) = self.shift(end)?;
        Some((Base::DayOf { day, months }.into(), end))
    }

    pub(super) fn year_or_free(&self, at: usize) -> (YearRef, usize) {
        self.year(at).unwrap_or((YearRef::Free, at))
    }
}
