//! Units of time and runs of them: years, weeks, quarters, decades, seasons, feasts.
//!
//! In: a token. Out: an [`Expr`]. «عام 2003» · «الشهر الماضي» · «الأسابيع الثلاثة الماضية» · «القرن التاسع عشر».

use super::index::{Calendar, Count, Era, Prep, Rel, Scan, Sense, Unit};
use super::pairs::range;
use super::parse::{Base, Expr, YearRef, is_year};
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
            Count::One if unit == Unit::Decade && definite => self.decade_of_century(next).or_else(|| self.shifted(unit, next, definite)),
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

    /// «العقد الأول من القرن الحادي والعشرين».
    fn decade_of_century(&self, at: usize) -> Option<(Expr, usize)> {
        let (n, next) = self.ordinal(at).filter(|(n, _)| (1..=10).contains(n))?;
        let next = self.prep(next).filter(|(prep, _)| *prep == Prep::From).map_or(next, |(_, next)| next);
        let (century, end) = self.century_at(next)?;
        Some((Base::Decade(century * 10 + n - 1).into(), end))
    }

    /// The century at `at`, by its first two digits.
    fn century_at(&self, at: usize) -> Option<(i32, usize)> {
        let (expr, end) = self.unit_period(at)?;
        match expr.base {
            Base::Unit(Unit::Century, -1) => Some((19, end)),
            Base::Unit(Unit::Century, 0) => Some((20, end)),
            Base::Century(century @ 10..) => Some((century, end)),
            _ => None,
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
        let (calendar, end) = self.calendar_of(year, self.calendar_of_country(year), end);
        Some((year_base(year, calendar), end)).map(|(base, end)| (base.into(), end))
    }

    /// Four digits where a year is called for: after a preposition, after a noun that years are told of («انتخابات 2019»), or with an era.
    fn bare_year(&self, at: usize) -> Option<(Expr, usize)> {
        let (expr, end) = self.digits_of_year(at)?;
        let with_era = end > at + 1;
        let Some(before) = at.checked_sub(1).filter(|before| *before >= self.range.start) else { return with_era.then_some((expr, end)) };
        let prep = self.prep(before).is_some_and(|(prep, end)| end == at && prep != Prep::From);
        // «كأس العالم 2022»: a definite noun may stand between.
        let dated = |at: usize| self.skip(at, Sense::Dated).is_some();
        let told = dated(before) || before > self.range.start && self.is_definite_noun(before) && dated(before - 1);
        (with_era || prep || told).then_some((expr, end))
    }

    /// A year in digits, which count nothing; years of long ago need an era.
    pub(super) fn digits_of_year(&self, at: usize) -> Option<(Expr, usize)> {
        let (year, 4) = self.int(at)? else { return None };
        if !is_year(year) {
            return None;
        }
        let (calendar, end) = self.calendar_of(year, self.calendar_of_country(year), at + 1);
        // «في 2003 قرية» counts; no clear noun may follow.
        let free = self.token(at + 1).is_none_or(|next| {
            next.kind == TokenKind::Mark && !matches!(&*next.key, "%" | "٪" | "$")
                || !self.is_blank(at + 1) && self.cardinal(at + 1).is_none()
                || next.key.chars().count() <= 3
                || self.lexed(at + 1).and
                || self.is_conjoined(&next.key)
        });
        let likely = (1900..=2100).contains(&year) || calendar == Calendar::Solar;
        (end > at + 1 || free && likely).then(|| (year_base(year, calendar).into(), end))
    }

    fn is_conjoined(&self, key: &str) -> bool {
        key.chars().count() > 4 && self.index.begins_with_conjunction(key)
    }

    /// «القرن التاسع عشر», «القرن الأول قبل الميلاد».
    fn century(&self, at: usize) -> Option<(Expr, usize)> {
        let digits = self.skip_article(at);
        let digits = self.int(digits).filter(|(_, n_digits)| *n_digits <= 2).map(|(n, _)| (n, digits + 1));
        let (n, end) = digits.or_else(|| self.ordinal(at)).filter(|(n, _)| (1..=21).contains(n))?;
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
        let number = if few.is_some() { None } else { self.cardinal(self.skip_article(at)) };
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
        // «الربع الأخير».
        let last = self.rel(next).filter(|(rel, _)| *rel == Rel::Last).map(|(_, end)| (of, end));
        let (n, next) = self.ordinal(next).filter(|(n, _)| (1..=of).contains(n)).or(last)?;
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
        if let Some((century, end)) = self.century_at(from) {
            return Some((Base::Decade(century * 10 + tens / 10).into(), end));
        }
        // The twenties of this century or the last are not told apart by the word; the later decades are the last century's.
        self.lexed(at).definite.then(|| (Base::Decade(190 + tens / 10).into(), next))
    }

    /// «عيد الأضحى», «عيد الميلاد 2020».
    fn feast(&self, at: usize) -> Option<(Expr, usize)> {
        let (feast, next) = self.find(at, |sense| match sense {
            Sense::Feast { .. } | Sense::Easter => Some(sense),
            _ => None,
        })?;
        let digits =
            self.int(next).filter(|(year, n_digits)| *n_digits == 4 && is_year(*year)).map(|(year, _)| (YearRef::Abs(year), next + 1));
        let (year, end) = digits.or_else(|| self.year_word(next)).unwrap_or((YearRef::Free, next));
        let base = match feast {
            Sense::Feast { month, day, calendar } => Base::Feast { month, day, calendar, year },
            _ => Base::Easter(year),
        };
        Some((base.into(), end))
    }
}

fn year_base(year: i32, calendar: Calendar) -> Base {
    if calendar != Calendar::Gregorian {
        let month = |month| Base::Month { year: YearRef::Abs(year), month, calendar };
        return Base::Range(Box::new(month(1)), Box::new(month(12)));
    }
    Base::Year(year)
}
