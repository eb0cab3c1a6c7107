//! Counts for charts: what each outlet brought, what happened, what each pair of actors did, a day at a time.
//!
//! In: an article or an event that comes (+1) or goes (−1). Out: rows of `outlet_days`, `event_days` and `dyad_days`, true at the end of every transaction;
//! rows that count nothing are removed, so that the same archive has the same rows whatever its history.

use rusqlite::{Connection, params};

use super::error::Result;
use super::event::Event;

/// Counts an article and its claims.
///
/// # Errors
/// When it cannot be written.
pub fn count_article(db: &Connection, outlet: Option<&str>, day: &str, n_articles: i64, n_claims: i64) -> Result<()> {
    let outlet = outlet.unwrap_or("");
    db.prepare_cached(
        "INSERT INTO outlet_days (outlet, day, n_articles, n_claims) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET n_articles = n_articles + excluded.n_articles, n_claims = n_claims + excluded.n_claims",
    )?
    .execute(params![outlet, day, n_articles, n_claims])?;
    if n_articles < 0 {
        db.prepare_cached("DELETE FROM outlet_days WHERE outlet = ?1 AND day = ?2 AND n_articles <= 0")?.execute([outlet, day])?;
    }
    Ok(())
}

/// Pairs of codes of which an event is an act: countries, organisations, and groups that belong to neither; what is only planned, denied, alleged or disputed is none.
#[must_use]
pub fn pairs(event: &Event) -> Vec<(&str, &str)> {
    if event.factuality != "actual" || event.disputed {
        return Vec::new();
    }
    let sources = event.source_country.split(' ').filter(|code| !code.is_empty());
    sources
        .flat_map(|source| {
            let targets = event.target_country.split(' ').filter(move |code| !code.is_empty() && *code != source);
            targets.map(move |target| (source, target))
        })
        .collect()
}

/// Counts an event for its day, and for each of its pairs.
///
/// # Errors
/// When it cannot be written.
pub fn count_event(db: &Connection, event: &Event, sign: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO event_days (day, quad, n_events) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET n_events = n_events + excluded.n_events",
    )?
    .execute(params![event.day, event.quad, sign])?;
    if sign < 0 {
        db.prepare_cached("DELETE FROM event_days WHERE day = ?1 AND quad = ?2 AND n_events <= 0")?
            .execute(params![event.day, event.quad])?;
    }
    for (source, target) in pairs(event) {
        db.prepare_cached(
            "INSERT INTO dyad_days (source, target, day, quad, n_events, n_claims, intensity) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT DO UPDATE SET n_events = n_events + excluded.n_events, n_claims = n_claims + excluded.n_claims,
               intensity = round(intensity + excluded.intensity, 3)",
        )?
        .execute(params![source, target, event.day, event.quad, sign, sign * event.n_claims, sign as f64 * event.intensity])?;
        if sign < 0 {
            let sql = "DELETE FROM dyad_days WHERE source = ?1 AND target = ?2 AND day = ?3 AND quad = ?4 AND n_events <= 0";
            db.prepare_cached(sql)?.execute(params![source, target, event.day, event.quad])?;
        }
    }
    Ok(())
}
