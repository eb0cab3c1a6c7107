//! Which feeds are watched, what did each fetch give, and what is known of sites?
//!
//! In: an address, an outcome. Out: rows of `feeds`, `fetches`, `robots` and `pages`, so that a watch that was stopped goes on as politely as it was.
//! What an address answers is no business of this file ([`crate::fetch`]), nor what the rows say of a feed ([`super::health`]).

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::{Error, Result};
use super::open::now;
use crate::fetch::{Host, Hosts, Robots};

/// A feed.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    /// Its row.
    pub feed: i64,
    /// Its address.
    pub url: String,
    /// What it calls itself.
    pub title: Option<String>,
    /// Address of its site.
    pub site: Option<String>,
    /// Outlet of its articles, in place of what the feed calls itself.
    pub outlet: Option<String>,
    /// Language, as its list tells it.
    pub language: Option<String>,
    /// Country, as its list tells it.
    pub country: Option<String>,
    /// Whether it is left alone.
    pub paused: bool,
    /// `ETag` of the last document that was read.
    pub etag: Option<String>,
    /// `Last-Modified` of it.
    pub modified: Option<String>,
    /// The address that gave it, after redirects.
    pub answered: Option<String>,
    /// Where the last fetch was told that it has moved for good.
    pub moved: Option<String>,
    /// Not asked before.
    pub not_before: Option<Timestamp>,
    /// How often it is asked.
    pub every_minutes: i64,
    /// When it was listed.
    pub added: String,
}

/// Minutes between two fetches where nobody says anything else.
pub const EVERY: i64 = 30;

/// All feeds, in the order in which they were listed.
///
/// # Errors
/// When they cannot be read.
pub fn all(db: &Connection) -> Result<Vec<Feed>> {
    let sql = "SELECT feed, url, title, site, outlet, language, country, paused, etag, modified, answered, moved, not_before, every_minutes, added
        FROM feeds ORDER BY feed";
    Ok(db.prepare_cached(sql)?.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Feed> {
    Ok(Feed {
        feed: row.get(0)?,
        url: row.get(1)?,
        title: row.get(2)?,
        site: row.get(3)?,
        outlet: row.get(4)?,
        language: row.get(5)?,
        country: row.get(6)?,
        paused: row.get(7)?,
        etag: row.get(8)?,
        modified: row.get(9)?,
        answered: row.get(10)?,
        moved: row.get(11)?,
        not_before: time(row.get(12)?),
        every_minutes: row.get(13)?,
        added: row.get(14)?,
    })
}

/// Lists a feed, unless its address is listed; whether it was not.
///
/// # Errors
/// When it cannot be written.
pub fn add(db: &Connection, feed: &Feed) -> Result<bool> {
    let sql = "INSERT INTO feeds (url, title, site, outlet, language, country, paused, every_minutes, added) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (url) DO NOTHING";
    let values =
        params![feed.url, feed.title, feed.site, feed.outlet, feed.language, feed.country, feed.paused, feed.every_minutes.max(1), now()];
    Ok(db.prepare_cached(sql)?.execute(values)? > 0)
}

/// Fills what is not known of a listed feed with what `feed` tells; whether anything was.
///
/// # Errors
/// When it cannot be written.
pub fn fill(db: &Connection, feed: &Feed) -> Result<bool> {
    let sql = "UPDATE feeds SET title = coalesce(title, ?2), site = coalesce(site, ?3), outlet = coalesce(outlet, ?4), language = coalesce(language, ?5),
        country = coalesce(country, ?6) WHERE url = ?1 AND (title IS NULL AND ?2 IS NOT NULL OR site IS NULL AND ?3 IS NOT NULL
        OR outlet IS NULL AND ?4 IS NOT NULL OR language IS NULL AND ?5 IS NOT NULL OR country IS NULL AND ?6 IS NOT NULL)";
    let values = params![feed.url, feed.title, feed.site, feed.outlet, feed.language, feed.country];
    Ok(db.prepare_cached(sql)?.execute(values)? > 0)
}

/// Takes a feed from the list, with what its fetches gave; its articles stay.
///
/// # Errors
/// When it is not listed, or cannot be written.
pub fn remove(db: &Connection, url: &str) -> Result<()> {
    listed(url, db.execute("DELETE FROM feeds WHERE url = ?1", [url])?)
}

/// Leaves a feed alone, or asks it again from now on.
///
/// # Errors
/// When it is not listed, or cannot be written.
pub fn pause(db: &Connection, url: &str, paused: bool) -> Result<()> {
    listed(url, db.execute("UPDATE feeds SET paused = ?2 WHERE url = ?1", params![url, paused])?)
}

fn listed(url: &str, n_rows: usize) -> Result<()> {
    if n_rows > 0 {
        return Ok(());
    }
    Err(Error::asked(format!("{url} is not listed; `marsad feeds DB list` shows what is")))
}

/// Keeps what is known of a feed after a fetch.
///
/// # Errors
/// When it cannot be written.
pub fn save(db: &Connection, feed: &Feed) -> Result<()> {
    let sql = "UPDATE feeds SET url = ?2, title = ?3, etag = ?4, modified = ?5, answered = ?6, moved = ?7, not_before = ?8 WHERE feed = ?1";
    let not_before = feed.not_before.map(stamp);
    let values = params![feed.feed, feed.url, feed.title, feed.etag, feed.modified, feed.answered, feed.moved, not_before];
    db.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Whether another feed has this address.
///
/// # Errors
/// When it cannot be read.
pub fn is_listed(db: &Connection, url: &str) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM feeds WHERE url = ?1")?.exists([url])?)
}

/// What one fetch of a feed gave.
#[derive(Clone, Debug, Default)]
pub struct Fetch {
    /// The feed.
    pub feed: i64,
    /// The address that was asked last.
    pub url: String,
    /// When.
    pub at: String,
    /// In one word ([`super::health`]).
    pub outcome: &'static str,
    /// Status of HTTP, where there was an answer.
    pub status: Option<u16>,
    /// Bytes of the document, unpacked.
    pub bytes: usize,
    /// Items, those of them that are new and changed, without a date that is read, and without text.
    pub counts: [i64; 5],
    /// What went wrong, or is worth knowing.
    pub message: Option<String>,
}

/// Notes a fetch.
///
/// # Errors
/// When it cannot be written.
pub fn note(db: &Connection, fetch: &Fetch) -> Result<()> {
    let sql = "INSERT INTO fetches (feed, url, at, outcome, status, bytes, n_items, n_new, n_changed, n_undated, n_empty, message)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let [n_items, n_new, n_changed, n_undated, n_empty] = fetch.counts;
    db.prepare_cached(sql)?.execute(params![
        fetch.feed,
        fetch.url,
        fetch.at,
        fetch.outcome,
        fetch.status,
        fetch.bytes as i64,
        n_items,
        n_new,
        n_changed,
        n_undated,
        n_empty,
        fetch.message,
    ])?;
    Ok(())
}

/// What is known of all sites.
///
/// # Errors
/// When it cannot be read.
pub fn hosts(db: &Connection) -> Result<Hosts> {
    let mut rows = db.prepare("SELECT host, text, expires, not_before FROM robots")?;
    let read = |row: &Row<'_>| {
        let (text, expires): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
        let robots = time(expires).map(|expires| Robots { text, expires });
        Ok((row.get(0)?, Host { not_before: time(row.get(3)?), robots }))
    };
    Ok(rows.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Keeps what is known of a site.
///
/// # Errors
/// When it cannot be written.
pub fn save_host(db: &Connection, site: &str, host: &Host) -> Result<()> {
    let robots = host.robots.as_ref();
    let sql = "INSERT OR REPLACE INTO robots (host, text, expires, not_before) VALUES (?1, ?2, ?3, ?4)";
    let (text, expires) = (robots.and_then(|robots| robots.text.as_deref()), robots.map(|robots| stamp(robots.expires)));
    db.prepare_cached(sql)?.execute(params![site, text, expires, host.not_before.map(stamp)])?;
    Ok(())
}

/// Numbers of items whose articles have the text of their page.
///
/// # Errors
/// When they cannot be read.
pub fn paged(db: &Connection) -> Result<Vec<u64>> {
    let mut rows = db.prepare("SELECT item FROM pages")?;
    Ok(rows.query_map([], |row| row.get::<_, i64>(0).map(i64::cast_unsigned))?.collect::<rusqlite::Result<_>>()?)
}

/// Whether the article of this key has the text of its page.
///
/// # Errors
/// When it cannot be read.
pub fn is_paged(db: &Connection, key: &str) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM pages WHERE key = ?1")?.exists([key])?)
}

/// Notes that the article of this key has the text of its page in place of that of the item of this number.
///
/// # Errors
/// When it cannot be written.
pub fn note_page(db: &Connection, key: &str, item: u64) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO pages (key, item, at) VALUES (?1, ?2, ?3)";
    db.prepare_cached(sql)?.execute(params![key, item.cast_signed(), now()])?;
    Ok(())
}

/// Who asks, as an earlier watch was told.
///
/// # Errors
/// When it cannot be read.
pub fn contact(db: &Connection) -> Result<Option<String>> {
    Ok(db.query_row("SELECT value FROM settings WHERE name = 'contact'", [], |row| row.get(0)).optional()?)
}

/// Keeps who asks.
///
/// # Errors
/// When it cannot be written.
pub fn keep_contact(db: &Connection, contact: &str) -> Result<()> {
    db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('contact', ?1)", [contact])?;
    Ok(())
}

/// A time as the file has it: whole seconds, rounded up, so that nobody is asked too early.
pub fn stamp(time: Timestamp) -> String {
    let up = time + jiff::SignedDuration::from_nanos(999_999_999);
    up.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A time of the file; what is none counts as not known.
pub fn time(text: Option<String>) -> Option<Timestamp> {
    text?.parse().ok()
}
