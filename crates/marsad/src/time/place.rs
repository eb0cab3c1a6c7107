//! Which days: the free parts of an expression filled from the day of publication and the tense.
//!
//! In: a [`Base`]. Out: a [`Period`]. A weekday's week and a date's year are chosen so that the day lies on or before
//! publication for the past, on or after it for the future.

use jiff::civil::Date;

use super::calendar::{Period, add_days, add_months, day_of, weekday};
use super::hijri::{from_hijri, from_solar, hijri_month, hijri_year};
use super::index::{Calendar, Unit};
use super::parse::{Base, YearRef};

/// Days ahead that a date without year and tense may lie; chosen on newswire of 2000.
const AHEAD: i64 = 100;

/// What decides the free parts.
pub(super) struct Resolver {
    pub published: Option<Date>,
    /// ISO number of the weekday that begins a week.
    pub first_day: i8,
    pub future: bool,
    /// Nothing tells the tense: a date without a year may be near ahead.
    pub unknown: bool,
}

impl Resolver {
    /// The days of an expression; `None` when they are not known.
    pub(super) fn period(&self, base: &Base) -> Option<Period> {
        match base {
            Base::Now | Base::Days(0) => self.published.map(Period::day),
            Base::Days(days) => add_days(self.published?, *days).map(Period::day),
            Base::Weekday { day, shift, .. } => self.weekday(*day, *shift).map(Period::day),
            Base::WeekdayOf { day, weeks } => {
                let monday = add_days(self.published?, 7 * weeks + 1 - i32::from(weekday(self.published?)))?;
                add_days(monday, i32::from(*day) - 1).map(Period::day)
            }
            Base::Date { year, month, day, weekday, calendar } => self.date(*year, *month, *day, *weekday, *calendar).map(Period::day),
            Base::Month { year, month, calendar } => self.month(*year, *month, *calendar),
            Base::DayOf { day, months } => {
                let month = add_months(self.published?.first_of_month(), *months)?;
                day_of(month.year().into(), month.month(), *day).map(Period::day)
            }
            Base::Year(year) => Period::year(*year),
            Base::Unit(unit, shift) => self.unit(*unit, *shift),
            Base::Decade(decade) => Period::years(decade.to_string(), format!("{decade}X"), decade * 10, decade * 10 + 9, "decade"),
            Base::Century(century @ 0..) => {
                Period::years(format!("{century:02}"), format!("{century:02}XX"), (century * 100).max(1), century * 100 + 99, "century")
            }
            Base::Century(_) => None,
            Base::Share { n, of, year } => Period::share(self.plain_year(*year)?, *n, *of),
            Base::Season { season, year } => self.season(season, *year),
            Base::Feast { month, day, calendar, year } => self.feast(*month, *day, *calendar, *year).map(Period::day),
            Base::Shift { unit, n, direction } => self.shifted(*unit, *n, *direction),
            Base::Later { unit, n } => {
                if self.future {
                    self.shifted(*unit, *n, 1)
                } else {
                    None
                }
            }
            Base::Span { unit, n, direction } => self.span(*unit, *n, *direction),
            Base::Vague { .. } => self.published.map(|day| Period {
                value: String::new(),
                edtf: format!("/{day}"),
                start: None,
                end: Some(day),
                precision: "interval",
            }),
            Base::Duration { .. } => None,
            Base::Range(first, last) => self.range(first, last),
            Base::Since(base) => {
                let period = self.period(base)?;
                Some(Period { edtf: format!("{}/..", simple(&period.edtf, period.start)), end: None, precision: "interval", ..period })
            }
            Base::Until(base) => {
                let period = self.period(base)?;
                Some(Period { edtf: format!("../{}", simple(&period.edtf, period.end)), start: None, precision: "interval", ..period })
            }
        }
    }

    fn range(&self, first: &Base, last: &Base) -> Option<Period> {
        let (mut start, end) = (self.period(first)?, self.period(last)?);
        // «السبت والأحد», «ديسمبر ويناير»: the first lies before the last.
        if start.start > end.start {
            start = match first {
                Base::Weekday { .. } => Period::day(add_days(start.start?, -7)?),
                Base::Month { month, calendar: Calendar::Gregorian, .. } => Period::month(i32::from(start.start?.year()) - 1, *month)?,
                Base::Date { month, day, calendar: Calendar::Gregorian, .. } => {
                    Period::day(day_of(i32::from(start.start?.year()) - 1, *month, *day)?)
                }
                _ => return None,
            };
        }
        Some(Period::interval(&start, &end))
    }

    fn weekday(&self, day: i8, shift: Option<i32>) -> Option<Date> {
        let published = self.published?;
        let back = i32::from(weekday(published) - day).rem_euclid(7);
        let days = match shift {
            None if self.future => (7 - back) % 7,
            None => -back,
            Some(0) => i32::from(day - weekday(published)),
            Some(shift @ ..=-1) => (if back == 0 { -7 } else { -back }) + 7 * (shift + 1),
            Some(shift) => 7 - back + 7 * (shift - 1),
        };
        add_days(published, days)
    }

    /// The first of `candidates`, in order of time, that fits: the last on or before publication for the past.
    fn choose(&self, candidates: impl Iterator<Item = Date>, year: YearRef) -> Option<Date> {
        let published = self.published?;
        let candidates: Vec<Date> = candidates.collect();
        let before = |strict: bool| candidates.iter().rev().find(|day| **day < published || !strict && **day == published);
        let after = |strict: bool| candidates.iter().find(|day| **day > published || !strict && **day == published);
        match year {
            YearRef::Before => before(true),
            YearRef::After => after(true),
            _ if self.future => after(false),
            _ if self.unknown => match (before(false), after(false)) {
                (Some(before), Some(after)) if self.is_nearer_ahead(*before, *after) => Some(after),
                (before, _) => before,
            },
            _ => before(false),
        }
        .copied()
    }

    /// Whether of two days a year apart the one ahead is meant when nothing tells the tense: news speaks of what comes
    /// within [`AHEAD`] days, and gives the year of what is nearly a year past.
    fn is_nearer_ahead(&self, before: Date, after: Date) -> bool {
        let days = |from: Date, to: Date| from.duration_until(to).as_hours() / 24;
        self.published.is_some_and(|published| days(published, after) <= AHEAD && days(before, published) > AHEAD)
    }

    fn plain_year(&self, year: YearRef) -> Option<i32> {
        match year {
            YearRef::Abs(year) => Some(year),
            YearRef::Rel(years) => Some(i32::from(self.published?.year()) + years),
            YearRef::Free | YearRef::Before | YearRef::After | YearRef::Every => None,
        }
    }

    fn date(&self, year: YearRef, month: i8, day: i8, on: Option<i8>, calendar: Calendar) -> Option<Date> {
        let convert = |year: i32| match calendar {
            Calendar::Gregorian => day_of(year, month, day),
            Calendar::Hijri => from_hijri(year, month, day),
            Calendar::Solar => from_solar(year, month, day),
        };
        let base = match (year, calendar) {
            (YearRef::Every, _) => return None,
            // A Gregorian year after an Islamic month, or one counted from publication's.
            (YearRef::Abs(year), Calendar::Hijri) if year > 1700 => {
                let first = hijri_year(day_of(year, 1, 1)?);
                return (first - 1..=first + 2).filter_map(convert).find(|day| i32::from(day.year()) == year);
            }
            (YearRef::Abs(year), _) => return convert(year),
            (_, Calendar::Gregorian) => i32::from(self.published?.year()),
            (_, Calendar::Hijri) => hijri_year(self.published?),
            (_, Calendar::Solar) => i32::from(self.published?.year()) - 621,
        };
        if let (YearRef::Rel(years), Calendar::Gregorian) = (year, calendar) {
            return convert(base + years);
        }
        // Leap days and weekdays need a wider search.
        let reach = if on.is_some() { 1 } else { 4 };
        let fits = |found: &Date| on.is_none_or(|on| weekday(*found) == on);
        let candidates = || (base - reach..=base + reach).filter_map(convert);
        self.choose(candidates().filter(fits), year).or_else(|| candidates().find(fits)).or_else(|| self.choose(candidates(), year))
    }

    fn month(&self, year: YearRef, month: i8, calendar: Calendar) -> Option<Period> {
        let published = self.published;
        if calendar == Calendar::Gregorian {
            if let Some(year) = self.plain_year(year) {
                return Period::month(year, month);
            }
            let (this, now) = (i32::from(published?.year()), published?.month());
            let year = match year {
                YearRef::Every => return None,
                YearRef::Before => this - i32::from(month >= now),
                YearRef::After => this + i32::from(month <= now),
                _ if self.future => this + i32::from(month < now),
                // The coming three months, when nothing tells the tense.
                _ if self.unknown && (1..=3).contains(&(month - now).rem_euclid(12)) => this + i32::from(month < now),
                _ => this - i32::from(month > now),
            };
            return Period::month(year, month);
        }
        let bounds = |year: i32| match calendar {
            Calendar::Hijri => hijri_month(year, month),
            _ => {
                let start = from_solar(year, month, 1)?;
                let next = if month == 12 { from_solar(year + 1, 1, 1) } else { from_solar(year, month + 1, 1) }?;
                Some((start, add_days(next, -1)?))
            }
        };
        let (start, end) = match year {
            YearRef::Abs(year) if year > 1700 && calendar == Calendar::Hijri => {
                let first = hijri_year(day_of(year, 1, 1)?);
                (first - 1..=first + 2).filter_map(bounds).find(|(start, _)| i32::from(start.year()) == year)?
            }
            YearRef::Abs(year) => bounds(year)?,
            _ => {
                let base = if calendar == Calendar::Hijri { hijri_year(published?) } else { i32::from(published?.year()) - 621 };
                let start = self.choose((base - 2..=base + 2).filter_map(|year| bounds(year).map(|(start, _)| start)), year)?;
                (base - 2..=base + 2).filter_map(bounds).find(|(first, _)| *first == start)?
            }
        };
        Some(Period {
            value: format!("{start}/{end}"),
            edtf: format!("{start}/{end}"),
            start: Some(start),
            end: Some(end),
            precision: "month",
        })
    }

    fn season(&self, season: &'static str, year: YearRef) -> Option<Period> {
        if let Some(year) = self.plain_year(year) {
            return Period::season(year, season);
        }
        let published = self.published?;
        let this = i32::from(published.year());
        let mut seasons = (this - 2..=this + 2).filter_map(|year| Period::season(year, season));
        if year == YearRef::After {
            seasons.find(|found| found.start > Some(published))
        } else {
            seasons.rfind(|found| found.end < Some(published))
        }
    }

    fn feast(&self, month: i8, day: i8, calendar: Calendar, year: YearRef) -> Option<Date> {
        let year = self.plain_year(year).map_or(year, YearRef::Abs);
        self.date(year, month, day, None, calendar)
    }

    fn unit(&self, unit: Unit, shift: i32) -> Option<Period> {
        let published = self.published?;
        let year = i32::from(published.year());
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => None,
            Unit::Day | Unit::Night => add_days(published, shift).map(Period::day),
            Unit::Week => Period::week(add_days(published, shift.checked_mul(7)?)?, self.first_day),
            Unit::Month => {
                let month = add_months(published.first_of_month(), shift)?;
                Period::month(month.year().into(), month.month())
            }
            Unit::Year => Period::year(year.checked_add(shift)?),
            Unit::Decade => {
                let decade = year / 10 + shift;
                Period::years(decade.to_string(), format!("{decade}X"), decade * 10, decade * 10 + 9, "decade")
            }
            Unit::Century => {
                let century = year / 100 + shift;
                Period::years(format!("{century:02}"), format!("{century:02}XX"), century * 100, century * 100 + 99, "century")
            }
        }
    }

    /// A day so many units from publication.
    fn moved(&self, unit: Unit, n: f64, direction: i32) -> Option<Date> {
        let published = self.published?;
        let steps = |factor: f64| (n * factor).round().min(1e6) as i32 * direction;
        match unit {
            Unit::Second | Unit::Minute => Some(published),
            Unit::Hour => add_days(published, (n / 24.0).floor().min(1e6) as i32 * direction),
            Unit::Day | Unit::Night => add_days(published, steps(1.0)),
            Unit::Week => add_days(published, steps(7.0)),
            Unit::Month => add_months(published, steps(1.0)),
            Unit::Year => add_months(published, steps(12.0)),
            Unit::Decade => add_months(published, steps(120.0)),
            Unit::Century => add_months(published, steps(1200.0)),
        }
    }

    /// At the unit's own grain: three years ago is a year.
    fn shifted(&self, unit: Unit, n: f64, direction: i32) -> Option<Period> {
        let day = self.moved(unit, n, direction)?;
        match unit {
            Unit::Week => Period::week(day, self.first_day),
            Unit::Month => Period::month(day.year().into(), day.month()),
            Unit::Year if n.fract() > 0.0 => Period::month(day.year().into(), day.month()),
            Unit::Year | Unit::Decade | Unit::Century => Period::year(day.year().into()),
            _ => Some(Period::day(day)),
        }
    }

    fn span(&self, unit: Unit, n: Option<f64>, direction: i32) -> Option<Period> {
        let published = self.published?;
        let far = n.map(|n| self.moved(unit, n, direction));
        let far = match far {
            Some(None) => return None,
            Some(day) => day,
            None => None,
        };
        let (start, end) = if direction < 0 { (far, Some(published)) } else { (Some(published), far) };
        let name = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Some(Period { value: String::new(), edtf: format!("{}/{}", name(start), name(end)), start, end, precision: "interval" })
    }
}

/// An EDTF that can stand inside an interval.
fn simple(edtf: &str, edge: Option<Date>) -> String {
    if edtf.contains('/') { edge.map(|day| day.to_string()).unwrap_or_default() } else { edtf.to_owned() }
}
