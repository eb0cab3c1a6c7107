//! How does a feed do: does it answer, does it bring what it usually brings, and can its items be used?
//!
//! In: rows of `fetches`, the time. Out: [`Health`]. Three things are kept apart that look alike in a chart: a feed that could not be asked
//! ([`State::Failing`], [`State::Unasked`]), one that answers and has nothing new though it usually had by now ([`State::Silent`]), and one of which
//! nobody knows yet what is usual (no expected number). None of them is shown as a zero. Days are those of UTC.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rusqlite::{Connection, OptionalExtension};

use super::error::Result;
use super::feed::{Feed, time};

/// Weeks that are looked back on.
const WEEKS: i64 = 8;
/// Days of a weekday, with a good fetch each, from which on it is known what is usual.
const MIN_DAYS: usize = 3;
/// Expected items that did not come make a silence: of three, none comes by chance in one of twenty cases.
const SILENCE: f64 = 3.0;

/// Outcomes of a fetch: items were read.
pub const READ: &str = "read";
/// The document is the one that was read before.
pub const UNCHANGED: &str = "unchanged";
/// There was an answer, and nothing in it could be read as an item.
pub const UNREADABLE: &str = "unreadable";
/// There was no answer that can be used.
pub const FAILED: &str = "failed";
/// The site asks not to be read, or may not be asked.
pub const REFUSED: &str = "refused";
/// The site asked to wait, so the feed was not asked.
pub const WAITING: &str = "waiting";

/// What is the matter with a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is left alone.
    Paused,
    /// It was never asked.
    New,
    /// The last fetches gave nothing.
    Failing,
    /// The site asked to wait.
    Waiting,
    /// Nobody asked for long.
    Unasked,
    /// It answers, and has not brought what was to be expected.
    Silent,
    /// It answers.
    Working,
}

impl State {
    /// In one word.
    pub fn name(self) -> &'static str {
        match self {
            State::Paused => "paused",
            State::New => "new",
            State::Failing => "failing",
            State::Waiting => "waiting",
            State::Unasked => "unasked",
            State::Silent => "silent",
            State::Working => "working",
        }
    }
}

/// How a feed does.
#[derive(Clone, Debug)]
pub struct Health {
    /// What is the matter.
    pub state: State,
    /// Since when, where that means something.
    pub since: Option<String>,
    /// When it last answered with something that could be read.
    pub last_success: Option<String>,
    /// The last fetch: when, outcome, status, message.
    pub last: Option<(String, String, Option<i64>, Option<String>)>,
    /// Failures in a row, up to the last fetch.
    pub n_failures: i64,
    /// When it last brought something new.
    pub last_new: Option<String>,
    /// New items today; `None` where it was not read today.
    pub seen: Option<i64>,
    /// New items that a day like today usually brings; `None` where that is not known yet.
    pub expected: Option<f64>,
    /// The same for Monday to Sunday.
    pub week: [Option<f64>; 7],
    /// New items that were to be expected since the last came; `None` where that is not known.
    pub missing: Option<f64>,
    /// Items, undated and empty ones, of the last document that was read.
    pub items: Option<[i64; 3]>,
}

/// Tells how a feed does.
///
/// # Errors
/// When its fetches cannot be read.
pub fn health(db: &Connection, feed: &Feed, now: Timestamp) -> Result<Health> {
    let last = "SELECT at, outcome, status, message FROM fetches WHERE feed = ?1 ORDER BY fetch DESC LIMIT 1";
    let last: Option<(String, String, Option<i64>, Option<String>)> =
        db.prepare_cached(last)?.query_row([feed.feed], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).optional()?;
    let latest = |condition: &str| -> Result<Option<String>> {
        let sql = format!("SELECT max(at) FROM fetches WHERE feed = ?1 AND {condition}");
        Ok(db.prepare_cached(&sql)?.query_row([feed.feed], |row| row.get(0))?)
    };
    let last_success = latest("outcome IN ('read', 'unchanged')")?;
    let last_new = latest("n_new > 0")?;
    let (n_failures, failing_since) = failures(db, feed.feed)?;
    let items = "SELECT n_items, n_undated, n_empty FROM fetches WHERE feed = ?1 AND outcome = 'read' ORDER BY fetch DESC LIMIT 1";
    let items = db.prepare_cached(items)?.query_row([feed.feed], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?])).optional()?;

    let waiting = "SELECT min(at) FROM fetches WHERE feed = ?1
        AND fetch > (SELECT coalesce(max(fetch), 0) FROM fetches WHERE feed = ?1 AND outcome <> 'waiting')";
    let waiting_since: Option<String> = db.prepare_cached(waiting)?.query_row([feed.feed], |row| row.get(0))?;

    let days = days(db, feed.feed, now)?;
    let today = day(now);
    let week = usual(&days, today);
    let expected = week[index(today)];
    let missing = missing(last_new.clone(), last_success.clone(), &week);
    let mut health = Health {
        state: State::Working,
        since: None,
        last_success,
        last,
        n_failures,
        last_new,
        seen: days.get(&today).copied(),
        expected,
        week,
        missing,
        items,
    };
    (health.state, health.since) = state(feed, &health, [failing_since, waiting_since], now);
    Ok(health)
}

/// Failures in a row up to now, and since when.
///
/// # Errors
/// When they cannot be read.
pub fn failures(db: &Connection, feed: i64) -> Result<(i64, Option<String>)> {
    let sql = "SELECT count(*), min(at) FROM fetches WHERE feed = ?1 AND outcome NOT IN ('read', 'unchanged', 'waiting')
        AND fetch > (SELECT coalesce(max(fetch), 0) FROM fetches WHERE feed = ?1 AND outcome IN ('read', 'unchanged'))";
    Ok(db.prepare_cached(sql)?.query_row([feed], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn state(feed: &Feed, health: &Health, [failing_since, waiting_since]: [Option<String>; 2], now: Timestamp) -> (State, Option<String>) {
    let Some((at, outcome, ..)) = &health.last else {
        return (if feed.paused { State::Paused } else { State::New }, None);
    };
    let patience = SignedDuration::from_mins(feed.every_minutes.saturating_mul(3).clamp(60, 60 * 24 * 30));
    // A feed that has to wait is not forgotten.
    let due = feed.not_before.max(time(Some(at.clone()))).unwrap_or(now);
    if feed.paused {
        (State::Paused, None)
    } else if due + patience < now {
        (State::Unasked, Some(at.clone()))
    } else if outcome == WAITING {
        (State::Waiting, waiting_since)
    } else if health.n_failures > 0 {
        (State::Failing, failing_since)
    } else if health.missing.is_some_and(|missing| missing >= SILENCE) {
        (State::Silent, health.last_new.clone())
    } else {
        (State::Working, None)
    }
}

/// New items of each day with a good fetch, without the first, which brought what was there before.
fn days(db: &Connection, feed: i64, now: Timestamp) -> Result<BTreeMap<Date, i64>> {
    let sql =
        "SELECT substr(at, 1, 10), sum(n_new) FROM fetches WHERE feed = ?1 AND outcome IN ('read', 'unchanged') AND at >= ?2 GROUP BY 1";
    let from = (now - SignedDuration::from_hours(24 * 7 * WEEKS)).strftime("%Y-%m-%d").to_string();
    let mut rows = db.prepare_cached(sql)?;
    let rows = rows.query_map(rusqlite::params![feed, from], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let mut days = BTreeMap::new();
    for row in rows {
        let (day, n_new) = row?;
        if let Ok(day) = day.parse::<Date>() {
            days.insert(day, n_new);
        }
    }
    let first: Option<String> = db
        .prepare_cached("SELECT substr(min(at), 1, 10) FROM fetches WHERE feed = ?1 AND outcome = 'read'")?
        .query_row([feed], |row| row.get(0))?;
    if let Some(first) = first.and_then(|first| first.parse::<Date>().ok()).filter(|first| *first != day(now)) {
        days.remove(&first);
    }
    Ok(days)
}

/// The median of each weekday, Monday first, over days before today.
fn usual(days: &BTreeMap<Date, i64>, today: Date) -> [Option<f64>; 7] {
    let mut week: [Vec<i64>; 7] = Default::default();
    days.iter().filter(|(day, _)| **day < today).for_each(|(day, n_new)| week[index(*day)].push(*n_new));
    week.map(|mut counts| {
        counts.sort_unstable();
        let middle = counts.len() / 2;
        match counts.len() {
            length if length < MIN_DAYS => None,
            length if length % 2 == 1 => Some(counts[middle] as f64),
            _ => Some((counts[middle - 1] + counts[middle]) as f64 / 2.0),
        }
    })
}

/// What was to be expected between the last new item and the last good answer; of days of which nothing is known, nothing.
fn missing(last_new: Option<String>, last_success: Option<String>, week: &[Option<f64>; 7]) -> Option<f64> {
    let (mut from, to) = (time(last_new)?, time(last_success)?);
    if week.iter().all(Option::is_none) {
        return None;
    }
    // What was silent for longer than is looked back on is silent.
    from = from.max(to - SignedDuration::from_hours(24 * 7 * WEEKS));
    let mut sum = 0.0;
    while from < to {
        let date = day(from);
        let end = date.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp().min(to);
        sum += week[index(date)].unwrap_or(0.0) * end.duration_since(from).as_secs_f64() / 86_400.0;
        from = end;
    }
    Some(sum)
}

fn day(time: Timestamp) -> Date {
    time.to_zoned(TimeZone::UTC).date()
}

fn index(day: Date) -> usize {
    usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0)
}
