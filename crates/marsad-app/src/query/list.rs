//! Claims and articles that fulfil a query.
//!
//! In: [`Query`]. Out: claims of the events that fulfil it, each claim by itself fulfilling its filters; and articles, by rank where words are
//! asked for, else the latest first.

use std::collections::BTreeSet;

use marsad::Lang;
use rusqlite::{Connection, OptionalExtension};

use super::events::events;
use super::parse::{OF_EVENTS, Query, Sought};
use super::search::{hits, ranked};
use crate::store::Result;
use crate::store::claim::{self, Stored};
use crate::store::facet::facets;

/// Events looked at for a page of claims or articles.
const STEP: usize = 200;
/// Code points of a snippet.
const SNIPPET: usize = 160;

/// An article that was found.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Found {
    /// Its id.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// By whom.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Its headline.
    pub title: String,
    /// Whether its text is kept.
    pub has_text: bool,
    /// The text around the first word that was found; empty where the text was let go.
    pub snippet: String,
    /// Where in the snippet the words stand, in code points.
    pub hits: Vec<[u32; 2]>,
    /// Claims that fulfil the filters.
    pub n_claims: usize,
}

/// Claims that fulfil a query, with id and outlet of their articles; the latest first.
///
/// # Errors
/// When they cannot be read.
pub fn claims(db: &Connection, query: &Query, limit: usize) -> Result<Vec<(Stored, String, Option<String>)>> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = events(db, query, after.as_ref(), STEP)?;
        for (row, _) in &page.events {
            for stored in claim::read(db, "event = ?1", [row])? {
                let (id, outlet) = article(db, stored.article)?;
                if fulfils(&stored, outlet.as_deref(), query) && has_words(db, &stored, query)? {
                    found.push((stored, id, outlet));
                }
            }
            if found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

/// Articles that fulfil a query; whether more match than were ranked.
///
/// # Errors
/// When they cannot be read.
pub fn articles(db: &Connection, query: &Query, limit: usize, lang: &Lang) -> Result<(Vec<Found>, bool)> {
    query.takes(&OF_EVENTS, "articles")?;
    let (rows, more) = if query.question.is_empty() { (latest(db, query, limit)?, false) } else { ranked(db, &query.question)? };
    let mut found = Vec::new();
    for row in rows {
        let claims: Vec<Stored> =
            if query.filters.is_empty() { Vec::new() } else { claim::read(db, "article = ?1 AND state <> 'rejected'", [row])? };
        let sql = "SELECT id, url, outlet, published, title, body, coalesce(day, '') FROM articles WHERE article = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            let article = Found {
                id: row.get(0)?,
                url: row.get(1)?,
                outlet: row.get(2)?,
                published: row.get(3)?,
                title: row.get(4)?,
                ..Found::default()
            };
            Ok((article, row.get::<_, Option<String>>(5)?, row.get::<_, String>(6)?))
        };
        let Some((mut article, body, day)) = db.prepare_cached(sql)?.query_row([row], read).optional()? else { continue };
        let n_claims = claims.iter().filter(|stored| fulfils(stored, article.outlet.as_deref(), query)).count();
        let in_days = query.from.as_ref().is_none_or(|from| *from <= day) && query.to.as_ref().is_none_or(|to| day <= *to);
        if !in_days || n_claims == 0 && !query.filters.is_empty() {
            continue;
        }
        article.n_claims = n_claims;
        article.has_text = body.is_some();
        (article.snippet, article.hits) = snippet(&body.unwrap_or_default(), &query.words, lang);
        found.push(article);
        if found.len() >= limit {
            break;
        }
    }
    Ok((found, more))
}

/// Rows of the latest articles that have a claim which fulfils the filters.
fn latest(db: &Connection, query: &Query, limit: usize) -> Result<Vec<i64>> {
    if query.filters.is_empty() {
        let sql = "SELECT article FROM articles WHERE (?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR day <= ?2) ORDER BY day DESC, article DESC LIMIT ?3";
        let rows = db
            .prepare_cached(sql)?
            .query_map(rusqlite::params![query.from, query.to, limit as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        return Ok(rows);
    }
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for (stored, ..) in claims(db, &Query { from: None, to: None, ..query.clone() }, limit * 8)? {
        if seen.insert(stored.article) {
            rows.push(stored.article);
        }
    }
    Ok(rows)
}

fn article(db: &Connection, row: i64) -> Result<(String, Option<String>)> {
    let sql = "SELECT id, outlet FROM articles WHERE article = ?1";
    Ok(db.prepare_cached(sql)?.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Whether a claim by itself fulfils the filters.
fn fulfils(stored: &Stored, outlet: Option<&str>, query: &Query) -> bool {
    let own = facets(&[(stored, outlet)], stored.claim.factuality.name(), false);
    // Whether an event is disputed, only all its claims tell.
    let holds = |filter: &super::parse::Filter| filter.facets.iter().any(|facet| own.contains(facet) || facet == "status:disputed");
    query.filters.iter().all(|filter| holds(filter) != filter.not)
}

fn has_words(db: &Connection, stored: &Stored, query: &Query) -> Result<bool> {
    if query.question.is_empty() {
        return Ok(true);
    }
    Ok(db.prepare_cached("SELECT 1 FROM temp.matched WHERE article = ?1")?.exists([stored.article])?)
}

/// The text around the first hit, with all hits in it.
fn snippet(body: &str, words: &[Sought], lang: &Lang) -> (String, Vec<[u32; 2]>) {
    let hits = if words.is_empty() { Vec::new() } else { hits(body, words, lang) };
    let letters: Vec<char> = body.chars().collect();
    let first = hits.first().map_or(0, |hit| hit[0] as usize);
    let mut from = first.saturating_sub(SNIPPET / 3);
    // Words are not cut.
    while from > 0 && !letters[from - 1].is_whitespace() {
        from -= 1;
    }
    let mut to = (from + SNIPPET).min(letters.len());
    while to < letters.len() && !letters[to].is_whitespace() {
        to += 1;
    }
    let text: String = letters[from..to].iter().map(|letter| if letter.is_whitespace() { ' ' } else { *letter }).collect();
    let inside = hits.into_iter().filter(|hit| from <= hit[0] as usize && hit[1] as usize <= to);
    (text, inside.map(|hit| hit.map(|at| at - from as u32)).collect())
}
