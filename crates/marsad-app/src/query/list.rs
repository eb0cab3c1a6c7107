//! Claims and articles that fulfil a query.
//!
//! In: [`Query`]. Out: claims of the events that fulfil it, each claim by itself fulfilling its filters; and articles, by rank where words are
//! asked for, else the latest first.

use std::collections::BTreeSet;

use marsad::Lang;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::events::{cursor, events, next};
use super::parse::{OF_EVENTS, Query, Sought};
use super::search::{MAX_RANKED, hits, matched, ranked};
use crate::store::claim::{self, Stored};
use crate::store::facet::facets;
use crate::store::{Error, Result};

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

/// A claim, the id of its article, who published it.
pub type ClaimFound = (Stored, String, Option<String>);

/// Where a page of claims begins: the day and row of the event before it; `None` for the first page, and where there is none after it.
type Cursor = Option<(String, i64)>;

/// Claims that fulfil a query, with id and outlet of their articles, the latest first, from a place on; and where the next page begins.
/// The claims of an event are given together, so that a page may have some more than `limit`.
///
/// # Errors
/// When they cannot be read.
pub fn claims(db: &Connection, query: &Query, after: Cursor, limit: usize) -> Result<(Vec<ClaimFound>, Cursor)> {
    let (mut found, mut after) = (Vec::new(), after);
    let matched = if query.question.is_empty() { None } else { Some(matched(db, &query.question)?) };
    let has_words = |article: i64| matched.as_ref().is_none_or(|matched| matched.has(article));
    loop {
        let page = events(db, query, after.as_ref(), STEP)?;
        for (at, (row, event)) in page.events.iter().enumerate() {
            for stored in claim::read(db, "event = ?1", [row])? {
                let (id, outlet) = article(db, stored.article)?;
                if has_words(stored.article) && fulfils(&stored, outlet.as_deref(), query) {
                    found.push((stored, id, outlet));
                }
            }
            if found.len() >= limit {
                let is_last = at + 1 == page.events.len() && page.next.is_none();
                return Ok((found, Some((event.day.clone(), *row)).filter(|_| !is_last)));
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok((found, None));
        }
    }
}

/// Articles that fulfil a query.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    /// By rank where words are asked for, else the latest first.
    pub found: Vec<Found>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
    /// More have the words than were ranked: these are the latest.
    pub more: bool,
}

/// A page of the articles that fulfil a query, from `after` (a page's `next`) on.
///
/// Cost: without words or filters, that of the page; else it grows with the articles passed over, of which there are at most [`MAX_RANKED`].
///
/// # Errors
/// When they cannot be read, `after` is no place of a page, or a filter is none of articles.
pub fn articles(db: &Connection, query: &Query, after: Option<&str>, limit: usize, lang: &Lang) -> Result<Articles> {
    query.takes(&OF_EVENTS, "articles")?;
    let (rows, more) = candidates(db, query, after, limit)?;
    let mut page = Articles { more, ..Articles::default() };
    let mut last = None;
    for (row, place) in rows {
        if page.found.len() == limit {
            page.next = last;
            break;
        }
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
        if !is_in_days(query, &day) || n_claims == 0 && !query.filters.is_empty() {
            continue;
        }
        article.n_claims = n_claims;
        article.has_text = body.is_some();
        (article.snippet, article.hits) = snippet(&body.unwrap_or_default(), &query.words, lang);
        page.found.push(article);
        last = Some(place);
    }
    Ok(page)
}

/// Rows of the articles that may be on a page, each with the place after it; whether more have the words than were ranked.
fn candidates(db: &Connection, query: &Query, after: Option<&str>, limit: usize) -> Result<(Vec<(i64, String)>, bool)> {
    if query.question.is_empty() && query.filters.is_empty() {
        return Ok((latest(db, query, after, limit)?, false));
    }
    let no_place = || Error::asked("`after` is no place in a list; give what the page before gave as `next`");
    let skip: usize = after.filter(|after| !after.is_empty()).map_or(Ok(0), |after| after.parse().map_err(|_| no_place()))?;
    let wanted = skip.saturating_add(limit).saturating_add(1).min(MAX_RANKED);
    let (rows, more) = if query.question.is_empty() { (told(db, query, wanted)?, false) } else { ranked(db, &query.question)? };
    Ok((rows.into_iter().enumerate().skip(skip).map(|(at, row)| (row, (at + 1).to_string())).collect(), more))
}

/// The latest articles; those without a day come last.
fn latest(db: &Connection, query: &Query, after: Option<&str>, limit: usize) -> Result<Vec<(i64, String)>> {
    let parts: Vec<(&str, Vec<Value>)> = match cursor(after)? {
        None => vec![("day IS NOT NULL", vec![]), ("day IS NULL", vec![])],
        Some((day, article)) if day.is_empty() => vec![("day IS NULL AND article < ?", vec![article.into()])],
        Some((day, article)) => vec![("(day, article) < (?, ?)", vec![day.into(), article.into()]), ("day IS NULL", vec![])],
    };
    let mut rows = Vec::new();
    for (part, mut values) in parts {
        let mut sql = format!("SELECT article, coalesce(day, '') FROM articles WHERE {part}");
        for (condition, day) in [(" AND day >= ?", &query.from), (" AND day <= ?", &query.to)] {
            if let Some(day) = day {
                sql += condition;
                values.push(day.clone().into());
            }
        }
        // One more than is shown, to know whether there is more.
        values.push(Value::from((limit + 1 - rows.len()) as i64));
        let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(i64, String)> {
            let article = row.get(0)?;
            Ok((article, next(&(row.get(1)?, article))))
        };
        let mut found = db.prepare_cached(&format!("{sql} ORDER BY day DESC, article DESC LIMIT ?"))?;
        for row in found.query_map(params_from_iter(values), read)? {
            rows.push(row?);
        }
    }
    Ok(rows)
}

/// Rows of the latest `n` articles that have a claim which fulfils the filters.
fn told(db: &Connection, query: &Query, n: usize) -> Result<Vec<i64>> {
    let events = Query { from: None, to: None, ..query.clone() };
    let (mut rows, mut seen, mut after) = (Vec::new(), BTreeSet::new(), None);
    let mut day = db.prepare_cached("SELECT coalesce(day, '') FROM articles WHERE article = ?1")?;
    loop {
        let (found, next) = claims(db, &events, after, STEP)?;
        for (stored, ..) in found {
            if seen.insert(stored.article) && is_in_days(query, &day.query_row([stored.article], |row| row.get::<_, String>(0))?) {
                rows.push(stored.article);
                if rows.len() == n {
                    return Ok(rows);
                }
            }
        }
        after = next;
        if after.is_none() {
            return Ok(rows);
        }
    }
}

fn is_in_days(query: &Query, day: &str) -> bool {
    query.from.as_deref().is_none_or(|from| from <= day) && query.to.as_deref().is_none_or(|to| day <= to)
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

/// The text around the first hit, with all hits in it.
fn snippet(body: &str, words: &[Sought], lang: &Lang) -> (String, Vec<[u32; 2]>) {
    let hits = if words.is_empty() { Vec::new() } else { hits(body, words, SNIPPET as u32, lang) };
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
