//! Which days are one point of a chart?
//!
//! In: first and last day, a step. Out: the spans of days. 2024-05-30 to 2024-06-04 by weeks is 2024-05-30..06-02 and 2024-06-03..04: weeks begin on
//! Monday (ISO 8601), months on their first, and what the ends cut is cut.

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::query::days;
use crate::store::{Error, Result};

/// Points of a chart, at most.
pub const MAX_POINTS: usize = 4_000;

/// The days of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// One.
    Day,
    /// Monday to Sunday.
    #[default]
    Week,
    /// A month.
    Month,
}

impl Step {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    fn first_after(self, day: Date) -> Option<Date> {
        let days = match self {
            Self::Day => 1,
            Self::Week => 7 - i64::from(day.weekday().to_monday_zero_offset()),
            Self::Month => return day.last_of_month().tomorrow().ok(),
        };
        day.checked_add(days.days()).ok()
    }
}

/// Days from the first to the last, both within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// First.
    pub from: Date,
    /// Last, not before the first.
    pub to: Date,
}

impl Days {
    /// The days asked for, each end a day, month or year; where an end is left open, that of the articles of the observatory.
    /// `None` where an end is open and no article has a day, or the open end is on the wrong side of the other.
    ///
    /// Cost: where an end is open, two look-ups in the index of articles by day.
    ///
    /// # Errors
    /// When an end is no day, or the first is after the last.
    pub fn asked(db: &Connection, from: Option<&str>, to: Option<&str>) -> Result<Option<Self>> {
        let is_whole = from.is_some() && to.is_some();
        // An article's day is what its outlet wrote: what is none does not count.
        let open = |order: &str| -> Result<Option<Date>> {
            let sql =
                format!("SELECT day FROM articles WHERE day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' ORDER BY day {order} LIMIT 1");
            let found: Option<String> = db.prepare_cached(&sql)?.query_row([], |row| row.get(0)).optional()?;
            Ok(found.and_then(|day| day.parse().ok()))
        };
        let from = from.map_or_else(|| open("ASC"), |from| Ok(Some(ends("from", from)?.from)))?;
        let to = to.map_or_else(|| open("DESC"), |to| Ok(Some(ends("to", to)?.to)))?;
        match (from, to) {
            (Some(first), Some(last)) if first > last && is_whole => {
                Err(Error::asked(format!("the first day, {first}, is after the last, {last}; give days the other way round, or others")))
            }
            (Some(from), Some(to)) if from <= to => Ok(Some(Self { from, to })),
            _ => Ok(None),
        }
    }

    /// How many.
    #[must_use]
    pub fn n(self) -> i64 {
        between(self.from, self.to) + 1
    }

    /// The step that makes a readable chart of them: days up to four months, weeks up to three years, then months.
    #[must_use]
    pub fn step(self) -> Step {
        match self.n() {
            ..=124 => Step::Day,
            125..=1_100 => Step::Week,
            _ => Step::Month,
        }
    }

    /// The spans of a chart, in order, without a hole.
    ///
    /// # Errors
    /// When there are more than [`MAX_POINTS`].
    pub fn steps(self, step: Step) -> Result<Vec<Self>> {
        let mut steps = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let next = step.first_after(from);
            let to = next.and_then(|next| next.yesterday().ok()).unwrap_or(self.to).min(self.to);
            steps.push(Self { from, to });
            if steps.len() > MAX_POINTS {
                return Err(Error::asked(format!(
                    "from {} to {} by the {} are more than {MAX_POINTS} points; ask for a longer step (week, month) or fewer days",
                    self.from,
                    self.to,
                    step.name()
                )));
            }
            match next {
                Some(next) => from = next,
                None => break,
            }
        }
        Ok(steps)
    }
}

/// The last day of the articles that is not after `today`: a day that an outlet wrote wrongly does not move charts into the future.
///
/// Cost: a look-up in the index of articles by day.
///
/// # Errors
/// When it cannot be read.
pub fn last_day(db: &Connection, today: Date) -> Result<Option<Date>> {
    let sql = "SELECT day FROM articles WHERE day <= ?1 AND day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' ORDER BY day DESC LIMIT 1";
    let found: Option<String> = db.prepare_cached(sql)?.query_row([today.to_string()], |row| row.get(0)).optional()?;
    Ok(found.and_then(|day| day.parse().ok()))
}

/// The days of a day, a month or a year.
fn ends(name: &str, text: &str) -> Result<Days> {
    let no_day = || Error::asked(format!("{name}={text} is no day, month or year; write {name}=2024-11-10, {name}=2024-11 or {name}=2024"));
    let (from, to) = days(text).ok_or_else(no_day)?;
    Ok(Days { from: from.parse().map_err(|_| no_day())?, to: to.parse().map_err(|_| no_day())? })
}

/// Days from one to the other.
#[must_use]
pub fn between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_months_on_their_first() {
        let days = |from: &str, to: &str| Days { from: from.parse().unwrap(), to: to.parse().unwrap() };
        let steps = |from: &str, to: &str, step| -> Vec<String> {
            days(from, to).steps(step).unwrap().iter().map(|days| format!("{}..{}", days.from, days.to)).collect()
        };
        assert_eq!(steps("2024-05-30", "2024-06-04", Step::Week), ["2024-05-30..2024-06-02", "2024-06-03..2024-06-04"]);
        assert_eq!(
            steps("2024-01-31", "2024-03-01", Step::Month),
            ["2024-01-31..2024-01-31", "2024-02-01..2024-02-29", "2024-03-01..2024-03-01"]
        );
        assert_eq!(steps("2024-01-31", "2024-01-31", Step::Day), ["2024-01-31..2024-01-31"]);
        assert!(days("1900-01-01", "2024-01-01").steps(Step::Day).unwrap_err().is_asked());
        assert_eq!((days("2024-01-01", "2024-12-31").n(), days("2024-01-01", "2024-12-31").step()), (366, Step::Week));
        let empty = crate::store::Observatory::in_memory().unwrap().db;
        assert_eq!(Days::asked(&empty, None, Some("2024")).unwrap(), None);
        assert_eq!(Days::asked(&empty, Some("2024-02"), Some("2024-02")).unwrap(), Some(days("2024-02-01", "2024-02-29")));
        assert!(Days::asked(&empty, Some("2024-03"), Some("2024-02")).unwrap_err().is_asked());
    }
}
