//! Is what is linked and counted in an observatory so?
//!
//! In: an observatory. Out: findings. Everything that is derived is derived again and compared: events from their claims, facets from events,
//! the counts for charts from articles and events, stories from their articles.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::file::unreadable;
use super::{Finding, Level};
use crate::store::event::{self, Event};
use crate::store::group::members_of;
use crate::store::{Result, rollup};

/// What brings derived rows back.
const AGAIN: &str = "`marsad recode DB --all` makes events, stories, words, facets and counts again";

/// What must not be there, in SQL: how often, the first of it, and in words.
const FAULTS: [(&str, &str, &str); 12] = [
    (
        "links",
        "claims that count and have no event",
        "SELECT count(*), min(id) FROM claims WHERE state <> 'rejected' AND (event IS NULL OR event NOT IN (SELECT event FROM events))",
    ),
    ("links", "rejected claims that count for an event", "SELECT count(*), min(id) FROM claims WHERE state = 'rejected' AND event IS NOT NULL"),
    (
        "links",
        "events without a claim",
        "SELECT count(*), min(id) FROM events WHERE NOT EXISTS (SELECT 1 FROM claims WHERE claims.event = events.event)",
    ),
    (
        "facets",
        "facets with another number of events than they say",
        "SELECT count(*), min(name) FROM facets WHERE n_events <> (SELECT count(*) FROM event_facets WHERE event_facets.facet = facets.facet)",
    ),
    (
        "facets",
        "rows that lead from a facet to no event, or to one of another day",
        "SELECT count(*), min(event_facets.facet || ' ' || event_facets.day) FROM event_facets LEFT JOIN events USING (event)
         WHERE events.event IS NULL OR events.day <> event_facets.day OR facet NOT IN (SELECT facet FROM facets)",
    ),
    (
        "facets",
        "events with another number of facets than they say",
        "SELECT count(*), min(id) FROM events LEFT JOIN (SELECT event, count(*) AS n FROM event_facets GROUP BY event) USING (event)
         WHERE coalesce(n, 0) <> iif(facets = '', 0, length(facets) - length(replace(facets, ' ', '')) + 1)",
    ),
    (
        "counts",
        "days of outlets that do not add up",
        "WITH counted AS (SELECT coalesce(outlet, '') AS outlet, coalesce(day, '') AS day, count(*) AS n_articles, sum(
           (SELECT count(*) FROM claims WHERE claims.article = articles.article AND state <> 'rejected')) AS n_claims FROM articles GROUP BY 1, 2)
         SELECT count(*), min(outlet || ' ' || day) FROM (SELECT DISTINCT outlet, day FROM (
           SELECT * FROM (SELECT * FROM counted EXCEPT SELECT outlet, day, n_articles, n_claims FROM outlet_days)
           UNION ALL SELECT * FROM (SELECT outlet, day, n_articles, n_claims FROM outlet_days EXCEPT SELECT * FROM counted)))",
    ),
    (
        "counts",
        "days of events that do not add up",
        "WITH counted AS (SELECT day, quad, count(*) AS n_events FROM events GROUP BY 1, 2)
         SELECT count(*), min(day) FROM (SELECT DISTINCT day, quad FROM (
           SELECT * FROM (SELECT * FROM counted EXCEPT SELECT day, quad, n_events FROM event_days)
           UNION ALL SELECT * FROM (SELECT day, quad, n_events FROM event_days EXCEPT SELECT * FROM counted)))",
    ),
    (
        "stories",
        "articles whose story is not there",
        "SELECT count(*), min(id) FROM articles WHERE story NOT IN (SELECT story FROM stories)",
    ),
    (
        "stories",
        "stories that do not add up",
        "SELECT count(*), min(story) FROM stories WHERE n_articles <> (SELECT count(*) FROM articles WHERE articles.story = stories.story)
           OR n_outlets <> (SELECT count(DISTINCT coalesce(outlet, '')) FROM articles WHERE articles.story = stories.story)
           OR NOT EXISTS (SELECT 1 FROM articles WHERE article = first AND articles.story = stories.story)",
    ),
    (
        "words",
        "articles that no word finds",
        "SELECT count(*), min(id) FROM articles WHERE article NOT IN (SELECT id FROM words_docsize)",
    ),
    (
        "words",
        "entries of the index for articles that are not there",
        "SELECT count(*), min(id) FROM words_docsize WHERE id NOT IN (SELECT article FROM articles)",
    ),
];

/// Examines what is derived.
pub fn examine(db: &Connection) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (about, what, sql) in FAULTS {
        match one(db, sql) {
            Ok((0, _)) => {}
            Ok((n, first)) => findings.push(Finding::new(Level::Broken, about, format!("{what}: {n}, the first {first}"), AGAIN)),
            Err(error) => findings.push(unreadable(about, &error)),
        }
    }
    match events(db) {
        Ok(found) => findings.extend(found),
        Err(error) => findings.push(unreadable("events", &error)),
    }
    if findings.is_empty() {
        findings.push(Finding::ok("counts", "links, facets, stories and counts add up; every event is what its claims say"));
    }
    findings
}

fn one(db: &Connection, sql: &str) -> Result<(i64, String)> {
    Ok(db.query_row(sql, [], |row| {
        let first = match row.get(1)? {
            rusqlite::types::Value::Text(text) => text,
            rusqlite::types::Value::Integer(number) => number.to_string(),
            _ => String::new(),
        };
        Ok((row.get(0)?, first))
    })?)
}

/// Counts of a pair on a day: events, claims, intensity.
type Counts = BTreeMap<(String, String, String, i64), (i64, i64, f64)>;

/// Events made again from their claims, and what pairs of actors did from events.
fn events(db: &Connection) -> Result<Vec<Finding>> {
    let mut rows = db.prepare("SELECT * FROM events ORDER BY event")?;
    let mut rows = rows.query([])?;
    let (mut n_other, mut first) = (0_u64, String::new());
    let mut counted = Counts::new();
    while let Some(row) = rows.next()? {
        let stored: Event = event::read(row)?;
        let event: i64 = row.get("event")?;
        for (source, target) in rollup::pairs(&stored) {
            let counts = counted.entry((source.to_owned(), target.to_owned(), stored.day.clone(), stored.quad)).or_default();
            *counts = (counts.0 + 1, counts.1 + stored.n_claims, counts.2 + stored.intensity);
        }
        let members = members_of(db, event)?;
        let is_so = match event::event_of(&members) {
            Some(made) => event::is_so(db, event, &made, &members)?,
            None => true,
        };
        if !is_so {
            n_other += 1;
            if first.is_empty() {
                first.clone_from(&stored.id);
            }
        }
    }
    let mut findings = Vec::new();
    if n_other > 0 {
        let found = format!("events that say something else than their claims: {n_other}, the first {first}");
        findings.push(Finding::new(Level::Broken, "events", found, AGAIN));
    }
    if let Some((n, first)) = pairs(db, counted)? {
        let found = format!("days of pairs of actors that do not add up: {n}, the first {first}");
        findings.push(Finding::new(Level::Broken, "counts", found, AGAIN));
    }
    Ok(findings)
}

/// Rows of `dyad_days` that are not as counted, and counts without a row: how many, and the first.
fn pairs(db: &Connection, mut counted: Counts) -> Result<Option<(usize, String)>> {
    let mut rows =
        db.prepare("SELECT source, target, day, quad, n_events, n_claims, intensity FROM dyad_days ORDER BY source, target, day, quad")?;
    let mut rows = rows.query([])?;
    let mut wrong = Vec::new();
    while let Some(row) = rows.next()? {
        let key: (String, String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let (n_events, n_claims, intensity): (i64, i64, f64) = (row.get(4)?, row.get(5)?, row.get(6)?);
        // The sum was rounded at every step.
        let is_so = counted.remove(&key).is_some_and(|(events, claims, sum)| {
            events == n_events && claims == n_claims && (sum - intensity).abs() < 0.01 + 0.001 * n_events as f64
        });
        if !is_so {
            wrong.push(key);
        }
    }
    wrong.extend(counted.into_keys());
    wrong.sort();
    Ok(wrong.first().map(|(source, target, day, _)| (wrong.len(), format!("{source} {target} {day}"))))
}
