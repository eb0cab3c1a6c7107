//! How do feeds and outlets do?
//!
//! In: `feeds`, `fetches`, `outlet_days`, the time. Out: [`Sources`]: each feed with its state, its last fetches and the last eight weeks by day; each outlet, also one
//! without a feed, with its. A day on which a feed was not read has no number, and what is usual where nobody knows it neither.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rusqlite::{Connection, params};
use serde::Serialize;
use utoipa::ToSchema;

use super::coverage::{DayOf, by_outlet};
use super::once::at_once;
use super::step::{Days, last_day};
use crate::store::Result;
use crate::store::feed::{self, all};
use crate::store::health::{Health, health};

/// Days of a series: eight weeks.
const DAYS: i64 = 56;
/// Last fetches of a feed among all, and by itself.
const FETCHES: [i64; 2] = [5, 100];

/// Feeds and outlets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Sources {
    /// In the order in which they were listed.
    pub feeds: Vec<Feed>,
    /// Those with most articles first.
    pub outlets: Vec<Outlet>,
}

/// A feed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Feed {
    /// Its row, by which its page is asked for.
    pub feed: i64,
    /// Its address.
    pub url: String,
    /// What it calls itself.
    pub title: Option<String>,
    /// Address of its site.
    pub site: Option<String>,
    /// Outlet of its articles, in place of its title.
    pub outlet: Option<String>,
    /// Language, as its list tells it.
    pub language: Option<String>,
    /// Country, as its list tells it.
    pub country: Option<String>,
    /// Minutes between two fetches.
    pub every_minutes: i64,
    /// When it was listed.
    pub added: String,
    /// `paused`, `new`, `failing`, `waiting`, `unasked`, `silent` or `working`.
    pub state: String,
    /// Since when, where that means something.
    pub since: Option<String>,
    /// When it last answered with something that could be read.
    pub last_success: Option<String>,
    /// When it last brought something new.
    pub last_new: Option<String>,
    /// Failures in a row, up to the last fetch.
    pub n_failures: i64,
    /// New items today; `None` where it was not read today.
    pub seen: Option<i64>,
    /// What a day like today usually brings; `None` where that is not known yet.
    pub expected: Option<f64>,
    /// New items that were to be expected since the last came.
    pub missing: Option<f64>,
    /// Where the last fetch was told that it has moved for good.
    pub moved: Option<String>,
    /// The last fetches, the latest first.
    pub fetches: Vec<Fetch>,
    /// The last eight weeks by day.
    pub days: Vec<DayOf>,
}

/// A fetch.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Fetch {
    /// When, RFC 3339.
    pub at: String,
    /// `read`, `unchanged`, `unreadable`, `failed`, `refused` or `waiting`.
    pub outcome: String,
    /// Status of HTTP; `None` without an answer.
    pub status: Option<i64>,
    /// Items of the document.
    pub n_items: i64,
    /// New articles of them.
    pub n_new: i64,
    /// Changed articles of them.
    pub n_changed: i64,
    /// Items without a date that is read.
    pub n_undated: i64,
    /// Items without text.
    pub n_empty: i64,
    /// What went wrong, or is worth knowing.
    pub message: Option<String>,
}

/// An outlet.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Outlet {
    /// Its name; empty for articles without one.
    pub outlet: String,
    /// Its articles.
    pub n_articles: i64,
    /// Their claims.
    pub n_claims: i64,
    /// First day of an article, ISO; `None` where none has one.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// Rows of its feeds; empty where its articles came otherwise.
    pub feeds: Vec<i64>,
    /// Eight weeks by day, up to the last day of articles that is not after today.
    pub days: Vec<DayOf>,
}

/// All feeds and outlets.
///
/// Cost: some look-ups for each feed, its fetches of eight weeks, and one pass over `outlet_days`.
///
/// # Errors
/// When they cannot be read.
pub fn sources(db: &Connection, now: Timestamp) -> Result<Sources> {
    at_once(db, || {
        let feeds = all(db)?.into_iter().map(|feed| of(db, feed, now, FETCHES[0])).collect::<Result<Vec<_>>>()?;
        let today = now.to_zoned(TimeZone::UTC).date();
        // An archive of later days alone, such as an invented one, ends with its last article.
        let latest: Option<String> = db.prepare_cached("SELECT max(day) FROM articles")?.query_row([], |row| row.get(0))?;
        let latest = latest.and_then(|day| day.parse().ok());
        let days = weeks(last_day(db, today)?.or(latest).unwrap_or(today));
        let mut series = by_outlet(db, days)?;
        let sql =
            "SELECT outlet, sum(n_articles), sum(n_claims), min(nullif(day, '')), max(nullif(day, '')) FROM outlet_days GROUP BY outlet
        ORDER BY 2 DESC, outlet";
        let mut rows = db.prepare_cached(sql)?;
        let mut rows = rows.query([])?;
        let mut outlets = Vec::new();
        while let Some(row) = rows.next()? {
            let outlet: String = row.get(0)?;
            let is_of = |feed: &&Feed| feed.outlet.as_ref().or(feed.title.as_ref()) == Some(&outlet);
            let day =
                |(day, (seen, expected)): (Date, (i64, Option<f64>))| DayOf { day: day.to_string(), seen: Some(seen), expected, failed: 0 };
            outlets.push(Outlet {
                n_articles: row.get(1)?,
                n_claims: row.get(2)?,
                first: row.get(3)?,
                last: row.get(4)?,
                feeds: feeds.iter().filter(is_of).map(|feed| feed.feed).collect(),
                days: days.from.series(1.day()).zip(series.remove(&outlet).unwrap_or_default()).map(day).collect(),
                outlet,
            });
        }
        Ok(Sources { feeds, outlets })
    })
}

/// A feed by its row, with its last hundred fetches; `None` where there is none.
///
/// Cost: as for one feed of [`sources`].
///
/// # Errors
/// When it cannot be read.
pub fn source(db: &Connection, feed: i64, now: Timestamp) -> Result<Option<Feed>> {
    at_once(db, || {
        let found = all(db)?.into_iter().find(|found| found.feed == feed);
        found.map(|found| of(db, found, now, FETCHES[1])).transpose()
    })
}

fn weeks(to: Date) -> Days {
    Days { from: to.checked_sub((DAYS - 1).days()).unwrap_or(to), to }
}

fn of(db: &Connection, feed: feed::Feed, now: Timestamp, n_fetches: i64) -> Result<Feed> {
    let health = health(db, &feed, now)?;
    let sql = "SELECT at, outcome, status, n_items, n_new, n_changed, n_undated, n_empty, message FROM fetches WHERE feed = ?1 ORDER BY fetch DESC LIMIT ?2";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Fetch {
            at: row.get(0)?,
            outcome: row.get(1)?,
            status: row.get(2)?,
            n_items: row.get(3)?,
            n_new: row.get(4)?,
            n_changed: row.get(5)?,
            n_undated: row.get(6)?,
            n_empty: row.get(7)?,
            message: row.get(8)?,
        })
    };
    let fetches = db.prepare_cached(sql)?.query_map(params![feed.feed, n_fetches], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(Feed {
        days: days(db, &feed, &health, weeks(now.to_zoned(TimeZone::UTC).date()))?,
        feed: feed.feed,
        url: feed.url,
        title: feed.title,
        site: feed.site,
        outlet: feed.outlet,
        language: feed.language,
        country: feed.country,
        every_minutes: feed.every_minutes,
        added: feed.added,
        state: health.state.name().to_owned(),
        since: health.since,
        last_success: health.last_success,
        last_new: health.last_new,
        n_failures: health.n_failures,
        seen: health.seen,
        expected: health.expected,
        missing: health.missing,
        moved: feed.moved,
        fetches,
    })
}

/// What a feed brought by day, of days since it was listed or first asked.
fn days(db: &Connection, feed: &feed::Feed, health: &Health, days: Days) -> Result<Vec<DayOf>> {
    let sql = "SELECT substr(at, 1, 10), sum(n_new) FILTER (WHERE outcome IN ('read', 'unchanged')), count(*) FILTER (WHERE outcome NOT IN ('read', 'unchanged', 'waiting'))
        FROM fetches WHERE feed = ?1 AND at >= ?2 GROUP BY 1";
    let mut rows = db.prepare_cached(sql)?;
    let mut rows = rows.query(params![feed.feed, days.from.to_string()])?;
    let mut found: BTreeMap<String, (Option<i64>, i64)> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        found.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
    }
    let began: Option<String> =
        db.prepare_cached("SELECT min(at) FROM fetches WHERE feed = ?1")?.query_row([feed.feed], |row| row.get(0))?;
    let began = began.as_ref().unwrap_or(&feed.added).get(..10).unwrap_or("").to_owned();
    let series = days.from.series(1.day()).take(DAYS as usize).filter(|day| day.to_string() >= began);
    let day = |day: Date| {
        let (seen, failed) = found.get(&day.to_string()).copied().unwrap_or_default();
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        DayOf { day: day.to_string(), seen, expected: health.week[weekday], failed }
    };
    Ok(series.map(day).collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::observatory;
    use super::*;
    use crate::store::feed::{add, note};

    #[test]
    fn outlets_without_a_feed_have_their_days_too() {
        let observatory = observatory();
        let found = sources(&observatory.db, "2024-03-10T00:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(found.feeds.len(), 0);
        let one = &found.outlets[0];
        assert_eq!((one.outlet.as_str(), one.n_articles, one.n_claims, one.feeds.len()), ("one", 98, 5, 0));
        assert_eq!((one.days.len(), one.days[0].day.as_str(), one.days[55].day.as_str()), (56, "2024-01-01", "2024-02-25"));
        assert_eq!((one.days[28].seen, one.days[28].expected), (Some(0), Some(2.0)));
        assert_eq!(found.outlets[1].days[55].expected, None);
    }

    #[test]
    fn a_day_on_which_a_feed_failed_is_no_zero() {
        let observatory = observatory();
        let db = &observatory.db;
        let feed =
            feed::Feed { url: "https://example.org/feed".into(), outlet: Some("one".into()), every_minutes: 30, ..feed::Feed::default() };
        add(db, &feed).unwrap();
        for (at, outcome, n_new) in
            [("2024-02-22T10:00:00Z", "read", 4), ("2024-02-23T10:00:00Z", "failed", 0), ("2024-02-25T10:00:00Z", "unchanged", 0)]
        {
            note(db, &feed::Fetch { feed: 1, at: at.into(), outcome, counts: [4, n_new, 0, 0, 0], ..feed::Fetch::default() }).unwrap();
        }
        let now = "2024-02-25T10:20:00Z".parse().unwrap();
        let feed = source(db, 1, now).unwrap().unwrap();
        let days: Vec<_> = feed.days.iter().map(|day| (day.day.as_str(), day.seen, day.failed)).collect();
        assert_eq!(days, [("2024-02-22", Some(4), 0), ("2024-02-23", None, 1), ("2024-02-24", None, 0), ("2024-02-25", Some(0), 0)]);
        assert_eq!((feed.state.as_str(), feed.fetches.len(), feed.fetches[0].outcome.as_str()), ("working", 3, "unchanged"));
        assert_eq!(sources(db, now).unwrap().outlets[0].feeds, [1]);
        assert!(source(db, 2, now).unwrap().is_none());
    }
}
