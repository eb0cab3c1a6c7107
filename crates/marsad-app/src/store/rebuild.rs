//! Everything that is derived, made again from what it is derived from.
//!
//! In: articles and claims, whatever state the rest is in. Out: events, facets, stories' counts and counts for charts, as they would be had every
//! article just come. Ids stay the same, because they follow from what claims say; rows do not.
//!
//! It is what puts right what `marsad doctor` finds not to add up. It makes no claims and touches no decision.

use rusqlite::{Connection, OptionalExtension};

use super::cluster::RULE;
use super::error::Result;
use super::group::{Rules, Touched, regroup};
use super::open::Run;
use super::story;

/// Claims that are grouped at a time, roughly.
const STEP: i64 = 20_000;

/// Makes everything that is derived again.
///
/// # Errors
/// When it cannot be written.
pub fn rebuild(db: &Connection, run: &Run, rules: &Rules) -> Result<()> {
    db.execute_batch(
        "UPDATE claims SET event = NULL;
         DELETE FROM event_facets; DELETE FROM facets; DELETE FROM events; DELETE FROM event_days; DELETE FROM dyad_days; DELETE FROM outlet_days;
         INSERT INTO outlet_days (outlet, day, n_articles, n_claims)
           SELECT coalesce(outlet, ''), coalesce(day, ''), count(*),
             sum((SELECT count(*) FROM claims WHERE claims.article = articles.article AND state <> 'rejected'))
           FROM articles GROUP BY 1, 2;
         DELETE FROM words WHERE rowid IN (SELECT id FROM words_docsize WHERE id NOT IN (SELECT article FROM articles));
         DELETE FROM stories WHERE story NOT IN (SELECT story FROM articles);
         INSERT OR IGNORE INTO stories (story, first, n_articles, n_outlets) SELECT story, min(article), 0, 0 FROM articles GROUP BY story;",
    )?;
    let stories: Vec<i64> = db.prepare("SELECT story FROM stories")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    stories.iter().try_for_each(|row| story::count(db, *row))?;
    let sql = "SELECT event_type, day, count(*) FROM claims WHERE state <> 'rejected' GROUP BY 1, 2 ORDER BY 1, 2";
    let cell = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let cells: Vec<(String, String, i64)> = db.prepare(sql)?.query_map([], cell)?.collect::<rusqlite::Result<_>>()?;
    let (mut touched, mut n_claims) = (Touched::default(), 0);
    for (event_type, day, n) in &cells {
        touched.cell(event_type, day);
        n_claims += n;
        if n_claims >= STEP {
            regroup(db, &mut touched, run, rules)?;
            n_claims = 0;
        }
    }
    regroup(db, &mut touched, run, rules)
}

/// Makes everything again where another rule grouped the claims.
///
/// # Errors
/// When it cannot be read or written.
pub fn follow_rule(db: &Connection, run: &Run, rules: &Rules) -> Result<()> {
    let sql = "SELECT value FROM settings WHERE name = 'rule'";
    let before: Option<String> = db.query_row(sql, [], |row| row.get(0)).optional()?;
    if before.as_deref() == Some(RULE) {
        return Ok(());
    }
    rebuild(db, run, rules)?;
    db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('rule', ?1)", [RULE])?;
    Ok(())
}
