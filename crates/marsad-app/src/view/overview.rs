//! What is there, and what is new?
//!
//! In: an observatory, the time. Out: [`Overview`]: how much there is, what escalates by the reader's rules, the latest events, the pairs that changed most,
//! feeds in trouble, and how much people should look at.

use jiff::{Timestamp, tz::TimeZone};
use rusqlite::Connection;
use serde::Serialize;
use utoipa::ToSchema;

use super::alerts::{Alert, alerts};
use super::line::Line;
use super::moved::{Dyads, dyads};
use super::name::Names;
use super::nothing::{Silent, silent};
use super::once::at_once;
use super::step::last_day;
use crate::query::{Query, events};
use crate::store::Result;

/// Events, and pairs.
const SHOWN: [usize; 2] = [20, 10];

/// The first page.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Overview {
    /// Articles.
    pub n_articles: i64,
    /// Claims that were not rejected.
    pub n_claims: i64,
    /// Events.
    pub n_events: i64,
    /// Outlets.
    pub n_outlets: i64,
    /// First day of an article, ISO; `None` where none has one.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// Events with a claim that nobody decided about.
    pub n_review: i64,
    /// Decisions from which the coder now differs.
    pub n_differs: i64,
    /// Feeds that are watched.
    pub n_feeds: i64,
    /// Rules that fire on the last day and are not muted.
    pub alerts: Vec<Alert>,
    /// The latest events that are not after today.
    pub latest: Vec<Line>,
    /// The pairs that changed most in the four weeks up to the last day of articles that is not after today.
    pub moved: Dyads,
    /// Feeds that bring nothing, though they should.
    pub silent: Vec<Silent>,
}

/// The first page.
///
/// Cost: one pass over `outlet_days` and `dyad_days` and over an index of the events (500,000 events: some 0.1 s), and some look-ups for each feed.
///
/// # Errors
/// When it cannot be read.
pub fn overview(db: &Connection, names: &Names<'_>, now: Timestamp) -> Result<Overview> {
    at_once(db, || {
        let count = |sql: &str| -> Result<i64> { Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?) };
        let sql = "SELECT coalesce(sum(n_articles), 0), coalesce(sum(n_claims), 0), count(DISTINCT outlet), min(nullif(day, '')), max(nullif(day, '')) FROM outlet_days";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
        let (n_articles, n_claims, n_outlets, first, last): (_, _, _, _, Option<String>) = db.prepare_cached(sql)?.query_row([], read)?;
        let today = now.to_zoned(TimeZone::UTC).date();
        // An archive of later days alone, such as an invented one, ends with its last article.
        let last_day = last_day(db, today)?.map(|day| day.to_string()).or_else(|| last.clone());
        let to = last_day.clone().unwrap_or_default().max(today.to_string());
        let query = Query { to: Some(to), ..Query::default() };
        Ok(Overview {
            n_articles,
            n_claims,
            n_outlets,
            first,
            last,
            n_events: count("SELECT count(*) FROM events")?,
            n_review: count("SELECT coalesce(sum(n_events), 0) FROM facets WHERE name = 'review:coded'")?,
            n_differs: count("SELECT count(DISTINCT decision) FROM differences")?,
            n_feeds: count("SELECT count(*) FROM feeds")?,
            alerts: firing(db, names, now)?,
            latest: events(db, &query, None, SHOWN[0])?.events.into_iter().map(|(_, event)| Line::of(event, names)).collect(),
            moved: dyads(db, names, [None, last_day.as_deref()], SHOWN[1])?,
            silent: silent(db, now)?,
        })
    })
}

/// Rules that fire on the last day and are not muted.
fn firing(db: &Connection, names: &Names<'_>, now: Timestamp) -> Result<Vec<Alert>> {
    let fires = |alert: &Alert| alert.state == "fires" && !alert.muted;
    Ok(alerts(db, names, now, false)?.alerts.into_iter().filter(fires).collect())
}

/// What waits: events with a claim that nobody decided about, feeds in trouble, and rules that fire.
///
/// Cost: one row, some look-ups for each feed, and what [`alerts`] costs without history.
///
/// # Errors
/// When it cannot be read.
pub fn waiting(db: &Connection, names: &Names<'_>) -> Result<[i64; 3]> {
    let sql = "SELECT coalesce(sum(n_events), 0) FROM facets WHERE name = 'review:coded'";
    let n_review = db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    let now = Timestamp::now();
    Ok([n_review, silent(db, now)?.len() as i64, firing(db, names, now)?.len() as i64])
}

#[cfg(test)]
mod tests {
    use super::super::sample::{lang, observatory};
    use super::*;

    #[test]
    fn the_first_page_counts_what_is_there() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let of = |now: &str| overview(&observatory.db, &names, now.parse().unwrap()).unwrap();
        let page = of("2024-03-01T00:00:00Z");
        assert_eq!((page.n_articles, page.n_claims, page.n_events, page.n_outlets), (99, 6, 5, 2));
        assert_eq!((page.first.as_deref(), page.last.as_deref()), (Some("2024-01-01"), Some("2024-02-25")));
        assert_eq!((page.n_review, page.n_differs, page.n_feeds), (5, 0, 0));
        assert_eq!(
            page.latest.iter().map(|line| line.day.as_str()).collect::<Vec<_>>(),
            ["2024-02-22", "2024-02-21", "2024-02-19", "2024-02-14", "2024-02-13"]
        );
        assert_eq!(page.latest[0].source_codes[0].name.en, "Israel");
        assert_eq!(page.moved.pairs.len(), 2);
        assert_eq!(of("2024-02-20T00:00:00Z").latest[0].day, "2024-02-19", "what is planned for later is not the latest");
    }

    #[test]
    fn an_empty_observatory_has_a_first_page() {
        let empty = crate::store::Observatory::in_memory().unwrap();
        let page = overview(&empty.db, &Names::new(lang()), "2024-03-01T00:00:00Z".parse().unwrap()).unwrap();
        assert_eq!((page.n_articles, page.first, page.latest.len(), page.moved), (0, None, 0, Dyads::default()));
    }
}
