//! Units of time and runs of them: years, weeks, quarters, decades, seasons, feasts.
//!
//! In: a token. Out: an [`Expr`]. «عام 2003» · «الشهر الماضي» · «الأسابيع الثلاثة الماضية» · «القرن التاسع عشر».

use super::index::{Calendar, Count, Era, Prep, Scan, Sense, Unit};
use super::parse::{Base, Expr, YearRef, is_year, range};
use crate::text::TokenKind;

impl Scan<'_> {
    /// A week, month, year or something longer; a season; a feast; a run of units.
    pub(super) fn period(&self, at: usize) -> Option<(Expr, usize)> {
        self.share(at)
            .or_else(|| self.season(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.unit_period(at))
            .or_else(|| self.bare_year(at))
    }

    fn unit_period(&self, at: usize) -> Option<(Expr, usize)> {
        if let Some(word) = self.skip(at, Sense::This) {
            // «هذا العام», «هذا الأسبوع».
            let ((unit, _), end) =
                self.unit(word).filter(|((unit, count), _)| *count == Count::One && *unit >= Unit::Day && self.lexed(word).definite)?;
            return Some((Base::Unit(unit, 0).into(), end));
        }
        let ((unit, count), next) = self.unit(at)?;
        let definite = self.lexed(at).definite;
        match count {
            Count::One if unit == Unit::Year => self.year_period(at),
            Count::One if unit == Unit::Century => self.century(next).or_else(|| self.shifted(unit, next, definite)),
            Count::One if unit >= Unit::Day => self.shifted(unit, next, definite),
            Count::One => None,
            Count::Pair | Count::Two if unit == Unit::Year && self.int(next).is_some() => {
                let (first, 4) = self.int(next)? else { return None };
                let last = self.after_and(next + 1)?;
                let (year, 4) = self.int(last)? else { return None };
                Some((range(Base::Year(first), Base::Year(year)).into(), last + 1))
            }
            Count::Two if definite => {
                let (shift, end) = self.shift(next)?;
                Some((Base::Span { unit, n: Some(2.0), direction: shift.signum() }.into(), end))
            }
            Count::Many if definite => self.run(unit, next),
            Count::Two | Count::Pair | Count::Many => None,
        }
    }

    /// «الشهر الماضي».
    fn shifted(&self, unit: Unit, at: usize, definite: bool) -> Option<(Expr, usize)> {
        let (shift, end) = self.shift(at).filter(|_| definite)?;
        Some((Base::Unit(unit, shift).into(), end))
    }

    /// «عام 2003», «العام الماضي», «سنة 1446 هـ», «عام 2003-2004».
    fn year_period(&self, at: usize) -> Option<(Expr, usize)> {
        let (year, end) = self.year_word(at)?;
        let YearRef::Abs(year) = year else {
            let YearRef::Rel(shift) = year else { return None };
            return Some((Base::Unit(Unit::Year, shift).into(), end));
        };
        let last = self
            .int(end + 1)
            .filter(|_| self.is_mark(end, "-–/"))
            .map(|(last, n_digits)| if n_digits == 2 { year - year % 100 + last } else { last });
        if let Some(last) = last
            && is_year(last)
            && last > year
        {
            return Some((range(Base::Year(year), Base::Year(last)).into(), end + 2));
        }
        let (calendar, end) = self.calendar_of(year, Calendar::Gregorian, end);
        Some((year_base(year, calendar), end)).map(|(base, end)| (base.into(), end))
    }

    /// Four digits where a year is called for: after a preposition, or with an era.
    fn bare_year(&self, at: usize) -> Option<(Expr, usize)> {
        let (year, 4) = self.int(at)? else { return None };
        if !is_year(year) {
            return None;
        }
        let (calendar, end) = self.calendar_of(year, Calendar::Gregorian, at + 1);
        let with_era = end > at + 1;
        let before = at.checked_sub(1).and_then(|before| self.prep(before)).is_some_and(|(prep, end)| end == at && prep != Prep::From);
        // «في 2003 قرية» counts; no clear noun may follow.
        let free = self.token(at + 1).is_none_or(|next| {
            next.kind == TokenKind::Mark && !matches!(&*next.key, "%" | "٪" | "$")
                || !self.is_blank(at + 1) && self.cardinal(at + 1).is_none()
                || next.key.chars().count() <= 3
                || self.lexed(at + 1).and
                || self.is_conjoined(&next.key)
        });
        (with_era || before && free && (1900..=2100).contains(&year)).then(|| (year_base(year, calendar).into(), end))
    }

    fn is_conjoined(&self, key: &str) -> bool {
        key.chars().count() > 4 && self.index.begins_with_conjunction(key)
    }

    /// «القرن التاسع عشر», «القرن الأول قبل الميلاد».
    fn century(&self, at: usize) -> Option<(Expr, usize)> {
        let (n, end) = self.ordinal(at).filter(|(n, _)| (1..=21).contains(n))?;
        let before = self.find(end, |sense| (sense == Sense::Era(Era::Before)).then_some(()));
        if let Some((_, end)) = before {
            return Some((Base::Century(-n).into(), end));
        }
        let (_, end) = self.calendar_of(2000, Calendar::Gregorian, end);
        Some((Base::Century(n - 1).into(), end))
    }

    /// «الأسابيع الثلاثة الماضية», «الأيام القليلة المقبلة», «السنوات العشر الأخيرة», «الأشهر الـ18 الماضية».
    fn run(&self, unit: Unit, at: usize) -> Option<(Expr, usize)> {
        let few = self.skip(at, Sense::Few);
        let number = if few.is_some() { None } else { self.cardinal(at) };
        let next = few.or(number.map(|number| number.end)).unwrap_or(at);
        if unit == Unit::Month
            && let Some(number) = number
            && let Some(found) = self.first_months(number.value as i32, next)
        {
            return Some(found);
        }
        let (shift, mut end) = self.shift(next).filter(|(shift, _)| *shift != 0)?;
        if few.is_none()
            && number.is_none()
            && let Some(after) = self.skip(end, Sense::Few)
        {
            end = after;
        }
        Some((Base::Span { unit, n: number.map(|number| number.value), direction: shift.signum() }.into(), end))
    }

    /// «الأشهر الثلاثة الأولى من العام الجاري».
    fn first_months(&self, n_months: i32, at: usize) -> Option<(Expr, usize)> {
        let (1, next) = self.ordinal(at)? else { return None };
        let (Prep::From, next) = self.prep(next)? else { return None };
        let (year, end) = self.year_word(next)?;
        matches!(n_months, 3 | 4 | 6).then(|| (Base::Share { n: 1, of: 12 / n_months, year }.into(), end))
    }

    /// «الربع الأول من عام 2024», «النصف الثاني من العام الماضي».
    fn share(&self, at: usize) -> Option<(Expr, usize)> {
        let (of, next) = self.find(at, |sense| match sense {
            Sense::Share(of) => Some(i32::from(of)),
            _ => None,
        })?;
        let (n, next) = self.ordinal(next).filter(|(n, _)| (1..=of).contains(n))?;
        let prep = self.prep(next).filter(|(prep, _)| matches!(prep, Prep::From | Prep::In)).map_or(next, |(_, next)| next);
        let (year, end) = self.year_word(prep).or_else(|| {
            let (year, 4) = self.int(prep)? else { return None };
            is_year(year).then_some((YearRef::Abs(year), prep + 1))
        })?;
        Some((Base::Share { n, of, year }.into(), end))
    }

    /// «صيف 2006», «صيف العام الماضي», «الصيف المقبل».
    fn season(&self, at: usize) -> Option<(Expr, usize)> {
        let (season, next) = self.find(at, |sense| match sense {
            Sense::Season(season) => Some(season),
            _ => None,
        })?;
        let prep = self.prep(next).filter(|(prep, _)| *prep == Prep::From).map_or(next, |(_, next)| next);
        let digits =
            self.int(prep).filter(|(year, n_digits)| *n_digits == 4 && is_year(*year)).map(|(year, _)| (YearRef::Abs(year), prep + 1));
        let (year, end) = digits.or_else(|| self.year_word(prep)).or_else(|| {
            let (shift, end) = self.shift(next)?;
            Some((
                match shift {
                    -1 => YearRef::Before,
                    1 => YearRef::After,
                    0 => YearRef::Rel(0),
                    _ => return None,
                },
                end,
            ))
        })?;
        Some((Base::Season { season, year }.into(), end))
    }

    /// «التسعينات», «ثمانينات القرن الماضي».
    fn decade(&self, at: usize) -> Option<(Expr, usize)> {
        let (tens, next) = self.find(at, |sense| match sense {
            Sense::Decade(tens) => Some(tens),
            _ => None,
        })?;
        let from = self.prep(next).filter(|(prep, _)| *prep == Prep::From).map_or(next, |(_, next)| next);
        if let Some((Expr { base, .. }, end)) = self.unit_period(from) {
            match base {
                Base::Unit(Unit::Century, -1) => return Some((Base::Decade(190 + tens / 10).into(), end)),
                Base::Unit(Unit::Century, 0) => return Some((Base::Decade(200 + tens / 10).into(), end)),
                Base::Century(century @ 10..) => return Some((Base::Decade(century * 10 + tens / 10).into(), end)),
                _ => {}
            }
        }
        // The twenties of this century or the last are not told apart by the word; the later decades are the last century's.
        self.lexed(at).definite.then(|| (Base::Decade(190 + tens / 10).into(), next))
    }

    /// «عيد الأضحى», «عيد الميلاد 2020».
    fn feast(&self, at: usize) -> Option<(Expr, usize)> {
        let ((month, day, calendar), next) = self.find(at, |sense| match sense {
            Sense::Feast { month, day, calendar } => Some((month, day, calendar)),
            _ => None,
        })?;
        let digits =
            self.int(next).filter(|(year, n_digits)| *n_digits == 4 && is_year(*year)).map(|(year, _)| (YearRef::Abs(year), next + 1));
        let (year, end) = digits.or_else(|| self.year_word(next)).unwrap_or((YearRef::Free, next));
        Some((Base::Feast { month, day, calendar, year }.into(), end))
    }
}

fn year_base(year: i32, calendar: Calendar) -> Base {
    if calendar == Calendar::Hijri {
        let month = |month| Base::Month { year: YearRef::Abs(year), month, calendar };
        return Base::Range(Box::new(month(1)), Box::new(month(12)));
    }
    Base::Year(year)
}
