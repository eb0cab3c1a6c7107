//! Which events and articles are in, and by which names?
//!
//! In: an observatory, and a query or none. Out: temporary tables: `chosen_events`, and `chosen` of articles, each with a name that follows
//! from its key alone.
//!
//! Without a query everything is in, rejected claims too. With one, events that fulfil it are in with all their claims, and the articles of these
//! claims: an event stays whole, and its counts stay true.

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::manifest::hexadecimal;
use crate::query::{Query, events};
use crate::store::Result;

/// Events of a step.
const STEP: usize = 1_000;
/// Bytes of a hash that name an article: two of a thousand million articles share a name once in a million archives.
const NAME: usize = 10;

/// The name of an article, by its key: the same in every observatory that holds it.
#[must_use]
pub fn article_name(key: &str) -> String {
    format!("a{}", hexadecimal(&Sha256::digest(key.as_bytes())[..NAME]))
}

/// Fills the temporary tables; gives the number of articles.
///
/// # Errors
/// When the observatory cannot be read.
pub fn select(db: &Connection, query: Option<&Query>) -> Result<usize> {
    db.execute_batch(
        "CREATE TEMP TABLE chosen_events (event INTEGER PRIMARY KEY);
         CREATE TEMP TABLE chosen (article INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, hash TEXT NOT NULL);",
    )?;
    let of_claims = "WHERE article IN (SELECT article FROM claims JOIN temp.chosen_events USING (event))";
    match query {
        None => drop(db.execute("INSERT INTO temp.chosen_events SELECT event FROM events", [])?),
        Some(query) => {
            let mut put = db.prepare("INSERT INTO temp.chosen_events VALUES (?1)")?;
            let mut after = None;
            loop {
                let page = events(db, query, after.as_ref(), STEP)?;
                page.events.iter().try_for_each(|(row, _)| put.execute([row]).map(drop))?;
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
    }
    let sql = format!("SELECT article, key, hash FROM articles {}", if query.is_some() { of_claims } else { "" });
    let mut rows = db.prepare(&sql)?;
    let mut rows = rows.query([])?;
    let mut put = db.prepare("INSERT INTO temp.chosen VALUES (?1, ?2, ?3)")?;
    let mut n_articles = 0;
    while let Some(row) = rows.next()? {
        let (article, key, hash): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        put.execute(params![article, article_name(&key), hash])?;
        n_articles += 1;
    }
    db.execute_batch("CREATE INDEX temp.chosen_by_hash ON chosen (hash)")?;
    Ok(n_articles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_from_the_key() {
        assert_eq!(article_name("https://example.org/1"), article_name("https://example.org/1"));
        assert_eq!(article_name("").len(), 21);
        assert_ne!(article_name("a\u{1f}b"), article_name("a\u{1f}c"));
    }
}
