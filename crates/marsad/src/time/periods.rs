//! Units of time and runs of them: years, weeks, quarters, decades, durations, «منذ» and «قبل», times of day.
//!
//! In: a token. Out: an [`Expr`]. «عام 2003» · «الشهر الماضي» · «الأسابيع الثلاثة الماضية» · «القرن التاسع عشر» ·
//! «قبل ثلاثة أيام» · «منذ عقود» · «الساعة 21,00 ت غ».

use super::index::{Calendar, Count, Era, Prep, Scan, Sense, Unit};
use super::parse::{Base, Expr, YearRef, is_year, range};
use crate::text::TokenKind;

impl Scan<'_> {
    /// A week, month, year or something longer; a season; a feast; a run of units.
    pub(super) fn period(&self, at: usize) -> Option<(Expr, usize)> {
        self.share(at).or_else(|| self.season(at)).or_else(|| self.decade(at)).or_else(|| self.feast(at)).or_else(|| self.unit_period(at))
            .or_else(|| self.bare_year(at))
    }

    fn unit_period(&self, at: usize) -> Option<(Expr, usize)> {
        if let Some(word) = self.skip(at, Sense::This) {
            // «هذا العام», «هذا الأسبوع».
            let ((unit, _), end) = self.unit(word).filter(|((unit, count), _)| *count == Count::One && *unit >= Unit::Day && self.lexed(word).definite)?;
            return Some((Base::Unit(unit, 0).into(), end));
        }
        let ((unit, count), next) = self.unit(at)?;
        let definite = self.lexed(at).definite;
        match count {
            Count::One if unit == Unit::Year => self.year_period(at),
            Count::One if unit == Unit::Century => self.century(next).or_else(|| self.shifted(unit, next, definite)),
            Count::One if unit >= Unit::Day => self.shifted(unit, next, definite),
            Count::One => None,
            Count::Two if unit == Unit::Year && self.int(next).is_some() => {
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
            Count::Two | Count::Many => None,
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
        if self.is_mark(end, "-–/") && let Some((last, 4)) = self.int(end + 1) && is_year(last) && last > year {
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
        let free = self.token(at + 1).is_none_or(|next| next.kind == TokenKind::Mark && !matches!(&*next.key, "%" | "٪" | "$") || !self.is_blank(at + 1) && self.cardinal(at + 1).is_none()
            || next.key.chars().count() <= 3 || self.lexed(at + 1).and || self.is_conjoined(&next.key));
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
        if unit == Unit::Month && let Some(number) = number && let Some(found) = self.first_months(number.value as i32, next) {
            return Some(found);
        }
        let (shift, mut end) = self.shift(next).filter(|(shift, _)| *shift != 0)?;
        if few.is_none() && number.is_none() && let Some(after) = self.skip(end, Sense::Few) {
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
        let digits = self.int(prep).filter(|(year, n_digits)| *n_digits == 4 && is_year(*year)).map(|(year, _)| (YearRef::Abs(year), prep + 1));
        let (year, end) = digits.or_else(|| self.year_word(prep)).or_else(|| {
            let (shift, end) = self.shift(next)?;
            Some((match shift { -1 => YearRef::Before, 1 => YearRef::After, 0 => YearRef::Rel(0), _ => return None }, end))
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
        let digits = self.int(next).filter(|(year, n_digits)| *n_digits == 4 && is_year(*year)).map(|(year, _)| (YearRef::Abs(year), next + 1));
        let (year, end) = digits.or_else(|| self.year_word(next)).unwrap_or((YearRef::Free, next));
        Some((Base::Feast { month, day, calendar, year }.into(), end))
    }

    /// A number of units: «ثلاثة أيام», «يومين», «نحو 20 عاما», «ثلاث سنوات ونصف السنة».
    fn amount(&self, at: usize) -> Option<(Unit, f64, Option<&'static str>, usize)> {
        let (modifier, next) = self.find(at, |sense| match sense {
            Sense::Mod(modifier) => Some(modifier),
            _ => None,
        }).map_or((None, at), |(modifier, next)| (Some(modifier), next));
        if let Some(((unit, Count::Two), end)) = self.unit(next) {
            let (half, end) = self.half(end);
            return Some((unit, 2.0 + half, modifier, end));
        }
        let number = self.cardinal(next)?;
        let ((unit, count), end) = self.unit(number.end)?;
        if count == Count::Two || self.lexed(number.end).and || self.lexed(number.end).preposition || self.lexed(number.end).definite {
            return None;
        }
        let (half, end) = self.half(end);
        Some((unit, number.value + half, modifier, end))
    }

    /// «ونصف», «ونصف العام» after a number of units.
    fn half(&self, at: usize) -> (f64, usize) {
        let found = self.after_and(at).and_then(|next| self.find(next, |sense| match sense {
            Sense::Fraction(part, Count::One) if part >= 0.25 => Some(part),
            _ => None,
        }));
        let Some((part, end)) = found else { return (0.0, at) };
        let end = self.unit(end).filter(|((_, count), _)| *count == Count::One).map_or(end, |(_, after)| after);
        (part, end)
    }

    /// One of a unit without the article: «قبل عام», «منذ شهر».
    fn single(&self, at: usize) -> Option<(Unit, usize)> {
        let ((unit, _), end) = self.unit(at).filter(|((_, count), _)| *count == Count::One && !self.lexed(at).definite)?;
        let names_another = self.int(end).is_some() || self.calendar_date(at).is_some() || self.weekday_expr(at).is_some() || self.near_day(at).is_some() || self.part_of_day(at).is_some();
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
        // The modifier stays outside: the number is found again where it begins.
        if modifier.is_some() || self.lexed(at).definite {
            return None;
        }
        Some((Base::Duration { unit, n }.into(), end))
    }

    /// «الساعة 21,00 ت غ», «الساعة الثالثة والنصف عصرا», «10:30 صباحا», «الثالثة فجرا».
    pub(super) fn clock(&self, at: usize) -> Option<(Expr, usize)> {
        let word = self.skip(at, Sense::Clock);
        let start = word.unwrap_or(at);
        let (mut hour, mut minute, mut end) = self.hour(start)?;
        let digits = self.token(start).is_some_and(|token| token.kind == TokenKind::Number);
        // «إلا ربعا».
        if let Some(next) = self.skip(end, Sense::ClockMinus)
            && let Some((part, after)) = self.find(next, |sense| match sense {
                Sense::Fraction(part, Count::One) => Some(part),
                _ => None,
            })
        {
            hour = if hour <= 1 { 12 } else { hour - 1 };
            (minute, end) = (60 - (part * 60.0).round() as i8, after);
        } else if minute == 0 && let Some(next) = self.after_and(end) {
            let part = self.find(next, |sense| match sense {
                Sense::Fraction(part, Count::One) if part >= 0.25 => Some((part * 60.0).round()),
                _ => None,
            });
            let minutes = self.cardinal(next).filter(|number| number.value < 60.0).and_then(|number| {
                Some((number.value, self.unit(number.end).filter(|(found, _)| found.0 == Unit::Minute)?.1))
            });
            if let Some((minutes, after)) = part.or(minutes) {
                (minute, end) = (minutes as i8, after);
            }
        }
        let (part, end) = self.part(end).map_or((None, end), |(part, after)| (Some(part), after));
        let bracket = self.is_mark(end, "(");
        let (zone, end) = self.find(end + usize::from(bracket), |sense| match sense {
            Sense::Zone(universal) => Some(universal),
            _ => None,
        }).map_or((None, end), |(zone, after)| (Some(zone), after + usize::from(bracket && self.is_mark(after, ")"))));
        let colon = digits && end > start + 1 && self.is_mark(start + 1, ":");
        if word.is_none() && part.is_none() && zone.is_none() && !colon {
            return None;
        }
        let afternoon = matches!(part, Some("AF" | "EV")) || part == Some("NI") && hour >= 6;
        hour = if afternoon && hour < 12 || part == Some("MI") && hour < 4 { hour + 12 } else if part == Some("NI") && hour == 12 { 0 } else { hour };
        let clock = Some((hour, minute, zone == Some(true)));
        Some((Expr { clock, ..Base::Days(0).into() }, end))
    }

    /// Hour and minute in digits, or the hour as an ordinal.
    fn hour(&self, at: usize) -> Option<(i8, i8, usize)> {
        let valid = |hour: i32, minute: i32| ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some((hour as i8, minute as i8));
        if let Some((hour, n_digits)) = self.int(at).filter(|(_, n_digits)| *n_digits <= 2) {
            let minute = if self.is_mark(at + 1, ":") { self.int(at + 2) } else { None };
            let (hour, minute, end) = match minute {
                Some((minute, 2)) => (hour, minute, at + 3),
                _ if n_digits > 2 => return None,
                _ => (hour, 0, at + 1),
            };
            return valid(hour, minute).map(|(hour, minute)| (hour, minute, end));
        }
        if let Some(token) = self.token(at).filter(|token| token.kind == TokenKind::Number) {
            let (hour, minute) = token.key.split_once(['.', ',', '\u{060C}'])?;
            if minute.len() != 2 {
                return None;
            }
            return valid(hour.parse().ok()?, minute.parse().ok()?).map(|(hour, minute)| (hour, minute, at + 1));
        }
        let (hour, end) = self.ordinal(at).filter(|(hour, _)| self.lexed(at).definite && (1..=12).contains(hour))?;
        valid(hour, 0).map(|(hour, minute)| (hour, minute, end))
    }
}

fn year_base(year: i32, calendar: Calendar) -> Base {
    if calendar == Calendar::Hijri {
        let month = |month| Base::Month { year: YearRef::Abs(year), month, calendar };
        return Base::Range(Box::new(month(1)), Box::new(month(12)));
    }
    Base::Year(year)
}
