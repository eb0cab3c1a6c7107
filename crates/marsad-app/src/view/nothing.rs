//! Why is there nothing?
//!
//! In: a [`Query`] that no event fulfils. Out: [`Nothing`]: whether the observatory is empty, which filter alone has nothing, or that they have nothing in
//! common; and which feeds bring nothing, so that what was not seen is not taken for what did not happen.

use jiff::Timestamp;
use rusqlite::Connection;
use serde::Serialize;
use utoipa::ToSchema;

use super::coverage::is_silent;
use super::once::at_once;
use crate::query::{Query, events};
use crate::store::Result;
use crate::store::feed::all;
use crate::store::health::health;

/// Why there is nothing.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Nothing {
    /// In one word.
    pub reason: Reason,
    /// The filter that alone has nothing, as typed.
    pub filter: Option<String>,
    /// First day of the events of the observatory, ISO.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Feeds that bring nothing, though they should.
    pub silent: Vec<Silent>,
}

/// Why there is nothing, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = NothingReason)]
pub enum Reason {
    /// The observatory holds no events.
    Empty,
    /// One filter alone has nothing.
    Filter,
    /// No article has the words.
    Words,
    /// Filters, days and words have nothing in common.
    Together,
}

impl Reason {
    /// Its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["empty", "filter", "words", "together"][self as usize]
    }
}

/// A feed that brings nothing.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Silent {
    /// Its row, by which its page is asked for.
    pub feed: i64,
    /// Its address.
    pub url: String,
    /// What it is called.
    pub title: Option<String>,
    /// `failing`, `silent` or `unasked`.
    pub state: String,
    /// Since when, RFC 3339.
    pub since: Option<String>,
}

/// Why no event fulfils a query.
///
/// Cost: one look-up for each filter, and some for each feed.
///
/// # Errors
/// When it cannot be read.
pub fn why_nothing(db: &Connection, query: &Query, now: Timestamp) -> Result<Nothing> {
    at_once(db, || {
        let sql = "SELECT min(day), max(day) FROM events WHERE day <> ''";
        let (from, to) = db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (mut reason, mut filter) = (Reason::Together, None);
        if !db.prepare_cached("SELECT 1 FROM events LIMIT 1")?.exists([])? {
            reason = Reason::Empty;
        } else if let Some(alone) = alone(db, query)? {
            (reason, filter) = (Reason::Filter, Some(alone));
        } else if !query.question.is_empty()
            && !db.prepare_cached("SELECT 1 FROM words WHERE words MATCH ?1 LIMIT 1")?.exists([&query.question])?
        {
            reason = Reason::Words;
        }
        Ok(Nothing { reason, filter, from, to, silent: silent(db, now)? })
    })
}

/// The first filter that alone has nothing.
fn alone(db: &Connection, query: &Query) -> Result<Option<String>> {
    for filter in query.filters.iter().filter(|filter| !filter.not) {
        let alone = Query { filters: vec![filter.clone()], ..Query::default() };
        if events(db, &alone, None, 1)?.events.is_empty() {
            return Ok(Some(filter.typed.clone()));
        }
    }
    Ok(None)
}

/// Feeds that bring nothing, though they should, those first for which that is longest so.
///
/// Cost: some look-ups in the index of fetches for each feed.
///
/// # Errors
/// When they cannot be read.
pub fn silent(db: &Connection, now: Timestamp) -> Result<Vec<Silent>> {
    let mut found = Vec::new();
    for feed in all(db)? {
        let health = health(db, &feed, now)?;
        if is_silent(health.state) {
            let title = feed.title.or(feed.outlet);
            found.push(Silent { feed: feed.feed, url: feed.url, title, state: health.state.name().to_owned(), since: health.since });
        }
    }
    found.sort_by(|one, other| (&one.since, &one.url).cmp(&(&other.since, &other.url)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{ask, observatory};
    use super::*;
    use crate::store::Observatory;
    use crate::store::feed::{Feed, Fetch, add, note};

    #[test]
    fn the_reason_is_named() {
        let observatory = observatory();
        let now: Timestamp = "2024-02-25T12:00:00Z".parse().unwrap();
        let why = |text: &str| why_nothing(&observatory.db, &ask(&observatory, text), now).unwrap();
        assert_eq!(why("source:IRN in:FRA").filter.as_deref(), Some("in:FRA"));
        let together = why("source:ISR target:IRQ");
        assert_eq!(
            (together.reason, together.from.as_deref(), together.to.as_deref()),
            (Reason::Together, Some("2024-02-13"), Some("2024-02-22"))
        );
        assert_eq!(why("كلمة").reason, Reason::Words);
        let empty = Observatory::in_memory().unwrap();
        assert_eq!(why_nothing(&empty.db, &Query::default(), now).unwrap().reason, Reason::Empty);
    }

    #[test]
    fn feeds_that_fail_are_told_with_since_when() {
        let observatory = Observatory::in_memory().unwrap();
        let db = &observatory.db;
        add(db, &Feed { url: "https://example.org/feed".into(), every_minutes: 30, ..Feed::default() }).unwrap();
        for at in ["2024-02-25T10:00:00Z", "2024-02-25T11:30:00Z"] {
            note(db, &Fetch { feed: 1, at: at.into(), outcome: "failed", ..Fetch::default() }).unwrap();
        }
        let silent = silent(db, "2024-02-25T12:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(silent.len(), 1);
        assert_eq!((silent[0].state.as_str(), silent[0].since.as_deref()), ("failing", Some("2024-02-25T10:00:00Z")));
    }
}
