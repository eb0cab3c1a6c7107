//! Days and runs of days: the arithmetic that dates need, without a way to fail loudly.
//!
//! In: days, months, years. Out: [`Period`]s with TIMEX3 value, EDTF, bounds and precision.
//! The week of 2023-10-11 is `2023-W41`, from 2023-10-09 to 2023-10-15.

use jiff::civil::{Date, ISOWeekDate};

/// A run of days with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// TIMEX3.
    pub value: String,
    pub edtf: String,
    /// `None` for an open or unknown start.
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub precision: &'static str,
}

impl Period {
    fn new(value: String, edtf: String, start: Date, end: Date, precision: &'static str) -> Self {
        Self { value, edtf, start: Some(start), end: Some(end), precision }
    }

    pub(super) fn day(day: Date) -> Self {
        Self::new(day.to_string(), day.to_string(), day, day, "day")
    }

    /// The week of a day that begins on a weekday; its name is that of the ISO week which has most of its days.
    pub(super) fn week(day: Date, first_day: i8) -> Option<Self> {
        let start = add_days(day, -i32::from((weekday(day) - first_day).rem_euclid(7)))?;
        let end = add_days(start, 6)?;
        let week = ISOWeekDate::from_date(add_days(start, 3)?);
        Some(Self::new(format!("{:04}-W{:02}", week.year(), week.week()), format!("{start}/{end}"), start, end, "week"))
    }

    pub(super) fn month(year: i32, month: i8) -> Option<Self> {
        let start = day_of(year, month, 1)?;
        let name = format!("{year:04}-{month:02}");
        Some(Self::new(name.clone(), name, start, start.last_of_month(), "month"))
    }

    pub(super) fn year(year: i32) -> Option<Self> {
        Self::years(format!("{year:04}"), format!("{year:04}"), year, year, "year")
    }

    /// Years from `first` to `last`, both inside.
    pub(super) fn years(value: String, edtf: String, first: i32, last: i32, precision: &'static str) -> Option<Self> {
        Some(Self::new(value, edtf, day_of(first, 1, 1)?, day_of(last, 12, 31)?, precision))
    }

    /// Part `n` of `of` equal parts of a year.
    pub(super) fn share(year: i32, n: i32, of: i32) -> Option<Self> {
        if !(1..=of).contains(&n) || !matches!(of, 2..=4) {
            return None;
        }
        let months = 12 / of;
        let start = day_of(year, ((n - 1) * months + 1) as i8, 1)?;
        let end = day_of(year, (n * months) as i8, 1)?.last_of_month();
        // EDTF level 2: quarters 33 to 36, thirds 37 to 39, halves 40 and 41.
        let (letter, first, precision) = match of {
            4 => ('Q', 33, "quarter"),
            3 => ('T', 37, "third"),
            _ => ('H', 40, "half"),
        };
        Some(Self::new(format!("{year:04}-{letter}{n}"), format!("{year:04}-{}", first + n - 1), start, end, precision))
    }

    /// A season of a year; a winter begins in December of the year before, as «شتاء 2006» mostly means its first months.
    pub(super) fn season(year: i32, season: &'static str) -> Option<Self> {
        let (code, month, start_year) = match season {
            "SP" => (21, 3, year),
            "SU" => (22, 6, year),
            "FA" => (23, 9, year),
            _ => (24, 12, year - 1),
        };
        let start = day_of(start_year, month, 1)?;
        let end = add_months(start, 2)?.last_of_month();
        Some(Self::new(format!("{year:04}-{season}"), format!("{year:04}-{code}"), start, end, "season"))
    }

    /// From the start of one to the end of the other.
    pub(super) fn interval(first: &Self, last: &Self) -> Self {
        let simple = |edtf: &str, other: &str| if edtf.contains('/') { other.to_owned() } else { edtf.to_owned() };
        let edge = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            value: format!("{}/{}", simple(&first.value, &edge(first.start)), simple(&last.value, &edge(last.end))),
            edtf: format!("{}/{}", simple(&first.edtf, &edge(first.start)), simple(&last.edtf, &edge(last.end))),
            start: first.start,
            end: last.end,
            precision: "interval",
        }
    }
}

/// Last day of an EDTF date of a day, a month or a year.
pub(super) fn last_day(edtf: &str) -> Option<Date> {
    let mut parts = edtf.trim_end_matches(['~', '?']).split('-').map(str::parse::<i32>);
    let year = parts.next()?.ok()?;
    match (parts.next(), parts.next()) {
        (None, _) => day_of(year, 12, 31),
        (Some(month), None) => Some(day_of(year, i8::try_from(month.ok()?).ok()?, 1)?.last_of_month()),
        (Some(month), Some(day)) => day_of(year, i8::try_from(month.ok()?).ok()?, i8::try_from(day.ok()?).ok()?),
    }
}

/// Precision of an EDTF date of a day, a month or a year.
pub(super) fn precision(edtf: &str) -> &'static str {
    match edtf.trim_end_matches(['~', '?']).len() {
        0..=4 => "year",
        5..=7 => "month",
        _ => "day",
    }
}

/// The day, when there is one.
pub(super) fn day_of(year: i32, month: i8, day: i8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

pub(super) fn add_days(day: Date, n_days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(n_days).ok()?).ok()
}

/// The same day so many months on, or the last of that month.
pub(super) fn add_months(day: Date, n_months: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_months(n_months).ok()?).ok()
}

/// ISO number of a day's weekday.
pub(super) fn weekday(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_have_names_and_bounds() {
        let week = Period::week(date(2023, 10, 11), 1).unwrap();
        assert_eq!((week.value.as_str(), week.edtf.as_str()), ("2023-W41", "2023-10-09/2023-10-15"));
        let week = Period::week(date(2023, 10, 11), 6).unwrap();
        assert_eq!((week.value.as_str(), week.edtf.as_str()), ("2023-W41", "2023-10-07/2023-10-13"));
        assert_eq!(Period::share(2024, 1, 4).unwrap().edtf, "2024-33");
        assert_eq!(Period::share(2022, 2, 2).unwrap().start, Some(date(2022, 7, 1)));
        assert_eq!(Period::season(2006, "SU").unwrap().end, Some(date(2006, 8, 31)));
        assert_eq!(Period::month(2024, 2).unwrap().end, Some(date(2024, 2, 29)));
    }

    #[test]
    fn far_away_days_are_none() {
        assert_eq!(add_days(date(2023, 1, 1), i32::MAX), None);
        assert_eq!(add_months(date(2023, 1, 1), i32::MIN), None);
        assert_eq!(Period::year(99_999), None);
    }
}
