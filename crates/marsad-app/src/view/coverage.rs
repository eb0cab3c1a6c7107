//! How much of the news that usually comes was seen?
//!
//! In: `outlet_days`, days. Out: for each outlet and day what was seen and what was to be expected ([`DayOf`]); for a span of days the share of it
//! ([`Coverage`]), and whether a chart has a gap there ([`is_gap`]). An outlet with 40 articles on most Mondays and 10 on this one is seen to a quarter.
//!
//! Expected is the median of the same weekday in the four weeks before and after, of days that brought anything; nothing is expected where fewer
//! than three of these, or fewer than half, did, and before an outlet's first day. So a day without articles is never taken for a day without news. It does not know why
//! something is missing: of feeds [`super::sources`] does.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::Serialize;
use utoipa::ToSchema;

use super::step::{Days, between};
use crate::store::Result;
use crate::store::health::State;

/// Weeks looked at before and after a day.
const WEEKS: i64 = 4;
/// Days of the same weekday that have to have brought something.
const MIN_WEEKS: usize = 3;
/// A step of which less than this was seen is a gap: half of the usual articles are gone.
const SPARSE: f64 = 0.5;

/// Whether a chart must not be read there: no article at all, or less than half of the usual.
#[must_use]
pub fn is_gap(n_articles: i64, coverage: Option<f64>) -> bool {
    n_articles == 0 || coverage.is_some_and(|coverage| coverage < SPARSE)
}

/// Whether a feed in this state brings nothing, though it should.
#[must_use]
pub fn is_silent(state: State) -> bool {
    matches!(state, State::Failing | State::Silent | State::Unasked)
}

/// A day of an outlet or a feed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct DayOf {
    /// Which, ISO.
    pub day: String,
    /// Articles, or new items of a feed; `None` where a feed was not read on this day.
    pub seen: Option<i64>,
    /// What such a day usually brings; `None` where that is not known.
    pub expected: Option<f64>,
    /// Fetches that gave nothing; 0 for an outlet.
    pub failed: i64,
}

/// What was seen of all outlets.
#[derive(Clone, Debug)]
pub struct Coverage {
    from: Date,
    /// Of each day: articles; those of outlets of which it is known what is usual; what was to be expected of these.
    days: Vec<(i64, i64, f64)>,
}

impl Coverage {
    /// Reads the coverage of some days.
    ///
    /// Cost: the rows of `outlet_days` of these days and four weeks around them, and a median of eight numbers for each day of each outlet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn new(db: &Connection, days: Days) -> Result<Self> {
        let mut sums = vec![(0, 0, 0.0); usize::try_from(days.n()).unwrap_or(0)];
        for seen in by_outlet(db, days)?.values() {
            for (sum, (n, expected)) in sums.iter_mut().zip(seen) {
                sum.0 += n;
                if let Some(expected) = expected {
                    sum.1 += n;
                    sum.2 += expected;
                }
            }
        }
        Ok(Self { from: days.from, days: sums })
    }

    /// Articles of a span, and the share of the expected that was seen: 1 is as usual; `None` where nobody knows what is usual.
    #[must_use]
    pub fn of(&self, days: Days) -> (i64, Option<f64>) {
        let [from, to] = [days.from, days.to].map(|day| usize::try_from(between(self.from, day)).unwrap_or(0));
        let days = self.days.get(from..=to.min(self.days.len().saturating_sub(1))).unwrap_or(&[]);
        let expected: f64 = days.iter().map(|day| day.2).sum();
        let known: i64 = days.iter().map(|day| day.1).sum();
        let share = (expected > 0.0).then(|| (known as f64 / expected * 1000.0).round() / 1000.0);
        (days.iter().map(|day| day.0).sum(), share)
    }
}

/// Articles that were seen on a day, and how many were to be expected.
type Seen = (i64, Option<f64>);

/// Of each outlet, for each of some days: articles, and how many were to be expected.
///
/// Cost: as [`Coverage::new`].
///
/// # Errors
/// When it cannot be read.
pub fn by_outlet(db: &Connection, days: Days) -> Result<BTreeMap<String, Vec<Seen>>> {
    let around = |day: Date, weeks: i64| day.checked_add((weeks * 7).days()).unwrap_or(day);
    let (first, last) = (around(days.from, -WEEKS), around(days.to, WEEKS));
    let n = usize::try_from(between(first, last) + 1).unwrap_or(0);
    let latest: Option<String> = db.prepare_cached("SELECT max(day) FROM articles")?.query_row([], |row| row.get(0))?;
    let latest = latest.and_then(|day| day.parse::<Date>().ok()).unwrap_or(last);
    let sql = "SELECT outlet, min(day) FROM outlet_days WHERE day > '' GROUP BY outlet";
    let mut outlets = db.prepare_cached(sql)?;
    let outlets: Vec<(String, String)> = outlets.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut rows = db.prepare_cached("SELECT day, n_articles FROM outlet_days WHERE outlet = ?1 AND day BETWEEN ?2 AND ?3")?;
    let mut found = BTreeMap::new();
    for (outlet, began) in outlets {
        let mut seen = vec![0_i64; n];
        let mut rows = rows.query([&outlet, &first.to_string(), &last.to_string()])?;
        while let Some(row) = rows.next()? {
            let day = row.get::<_, String>(0)?.parse::<Date>().ok();
            let at = day.and_then(|day| usize::try_from(between(first, day)).ok());
            if let Some(seen) = at.and_then(|at| seen.get_mut(at)) {
                *seen = row.get(1)?;
            }
        }
        // Days of which it can be known: from the outlet's first to the observatory's last.
        let begins = began.parse::<Date>().map_or(0, |began| usize::try_from(between(first, began)).unwrap_or(0));
        let ends = usize::try_from(between(first, latest)).unwrap_or(0);
        let skip = usize::try_from(between(first, days.from)).unwrap_or(0);
        let of = |at: usize| (seen[at], if (begins..=ends).contains(&at) { expected(&seen, at, begins, ends) } else { None });
        found.insert(outlet, (skip..n).take(usize::try_from(days.n()).unwrap_or(0)).map(of).collect());
    }
    Ok(found)
}

/// The median of the same weekday around a day, of those between two days that brought anything.
fn expected(seen: &[i64], at: usize, begins: usize, ends: usize) -> Option<f64> {
    let weeks = (1..=WEEKS as usize).flat_map(|week| [at.checked_sub(week * 7), at.checked_add(week * 7)]).flatten();
    let known: Vec<i64> = weeks.filter(|day| (begins..=ends).contains(day)).filter_map(|day| seen.get(day).copied()).collect();
    let mut brought: Vec<i64> = known.iter().copied().filter(|n| *n > 0).collect();
    if brought.len() < MIN_WEEKS || brought.len() * 2 < known.len() {
        return None;
    }
    brought.sort_unstable();
    let middle = brought.len() / 2;
    Some(if brought.len() % 2 == 1 { brought[middle] as f64 } else { (brought[middle - 1] + brought[middle]) as f64 / 2.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_monday_is_a_gap_and_an_unknown_one_is_not_known() {
        // Ten weeks of ten articles a day; the Monday of the sixth brings none.
        let mut seen = vec![10; 70];
        seen[35] = 0;
        assert_eq!(expected(&seen, 35, 0, 69), Some(10.0));
        assert_eq!(expected(&seen, 36, 0, 69), Some(10.0));
        // Two weeks are known: too few.
        assert_eq!(expected(&seen[..21], 7, 0, 20), None);
        // Who brings something once in a while is not expected.
        let seldom: Vec<i64> = (0..70).map(|day| i64::from(day % 21 == 0)).collect();
        assert_eq!(expected(&seldom, 35, 0, 69), None);
        assert!(is_gap(0, None) && is_gap(3, Some(0.2)) && !is_gap(3, Some(0.8)) && !is_gap(3, None));
    }
}
