//! Which days: the free parts of an expression filled from the day of publication and the tense.
//!
//! In: a [`Base`]. Out: a [`Period`]. A weekday's week and a date's year are chosen so that the day lies on or before
//! publication for the past, on or after it for the future.

use jiff::civil::Date;

use super::calendar::{Period, add_days, add_months, day_of, weekday};
use super::hijri::{from_hijri, from_solar, hijri_month, hijri_year};
use super::index::Calendar;
use super::parse::{Base, YearRef};

/// Days ahead that a date without year and tense may lie; chosen on newswire of 2000.
const AHEAD: i64 = 100;

/// Years around publication's in which a weekday may pick a date's; after 6 at the latest the weekday comes again.
const WEEKDAY_YEARS: i32 = 6;

/// Days from publication in which a date of the right weekday is meant whatever the tense.
const NEAR: i64 = 183;

/// What decides the free parts.
pub(super) struct Resolver {
    pub published: Option<Date>,
    /// ISO number of the weekday that begins a week.
    pub first_day: i8,
    pub future: bool,
    /// Nothing tells the tense: a date without a year may be near ahead.
    pub unknown: bool,
    /// Days are told to an assistant: today's weekday is next week's.
    pub assistant: bool,
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
            Base::Duration { .. } | Base::Every { .. } | Base::EveryWeekday(_) | Base::EveryDay => None,
            Base::Nth { day, n, of, or_day } => self.nth(*day, *n, of, *or_day).map(Period::day),
            Base::Beside(base, days) => add_days(self.period(base)?.start?, *days).map(Period::day),
            Base::Easter(year) => self.easter(*year).map(Period::day),
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
        let falls = start.start.zip(end.end).is_none_or(|(start, end)| start <= end);
        falls.then(|| Period::interval(&start, &end))
    }

    fn weekday(&self, day: i8, shift: Option<i32>) -> Option<Date> {
        let published = self.published?;
        let back = i32::from(weekday(published) - day).rem_euclid(7);
        let days = match shift {
            None if self.assistant => 7 - back,
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
        self.published.is_some_and(|published| days_between(published, after) <= AHEAD && days_between(before, published) > AHEAD)
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
        // Leap days need a wide search.
        let candidates = |reach: i32| (base - reach..=base + reach).filter_map(convert);
        let chosen = self.choose(candidates(4), year);
        let Some(on) = on else { return chosen };
        // A weekday picks the year; one day off the year that is meant without it, it is a misprint.
        let off = |found: &Date| i32::from(on - weekday(*found)).rem_euclid(7);
        let near = |found: &Date| self.published.is_some_and(|published| days_between(published, *found).abs() <= NEAR);
        let fitting = |reach: i32| candidates(reach).filter(|found| off(found) == 0);
        fitting(1)
            .find(near)
            .or_else(|| chosen.filter(|chosen| matches!(off(chosen), 0 | 1 | 6)))
            .or_else(|| candidates(1).find(|found| near(found) && matches!(off(found), 1 | 6)))
            .or_else(|| self.choose(fitting(WEEKDAY_YEARS), year))
            .or_else(|| fitting(WEEKDAY_YEARS).next())
            .or(chosen)
    }

    /// The `n`th such weekday of a month.
    fn nth(&self, day: i8, n: i32, of: &Base, or_day: bool) -> Option<Date> {
        let month = self.period(of)?;
        let (start, end) = (month.start?, month.end?);
        if let Some(date) = add_days(start, n - 1).filter(|date| or_day && weekday(*date) == day) {
            return Some(date);
        }
        let found = if n < 0 {
            add_days(end, -i32::from(weekday(end) - day).rem_euclid(7))
        } else {
            add_days(start, i32::from(day - weekday(start)).rem_euclid(7) + 7 * (n - 1))
        };
        found.filter(|found| *found <= end)
    }

    /// Easter Sunday of the Gregorian calendar (Butcher's rule).
    fn easter(&self, year: YearRef) -> Option<Date> {
        let of = |year: i32| {
            let (golden, century, rest) = (year % 19, year / 100, year % 100);
            let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
            let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
            let late = (golden + 11 * epact + 22 * sunday) / 451;
            let days = epact + sunday - 7 * late + 114;
            day_of(year, (days / 31) as i8, (days % 31 + 1) as i8)
        };
        if let Some(year) = self.plain_year(year) {
            return of(year);
        }
        let this = i32::from(self.published?.year());
        self.choose((this - 1..=this + 1).filter_map(of), year)
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
}

fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// An EDTF that can stand inside an interval.
fn simple(edtf: &str, edge: Option<Date>) -> String {
    if edtf.contains('/') { edge.map(|day| day.to_string()).unwrap_or_default() } else { edtf.to_owned() }
}
