//! How long is the text of an article kept?
//!
//! In: a setting, for ever or so many days after a text came in, for all outlets and for single ones. Out: articles and earlier versions without their
//! text where that time is over. Kept are headline, claims with their evidence, statements with a short quote, figures, roles, decisions, the hash, by
//! which the same text is known again, and the words of the full-text index.
//!
//! `retain_days` is 30: what `ingest` took in on 1 November has its text until 1 December. A text that is let go does not come back; its bytes are
//! overwritten in the file and in its log. Claims are never let go: an article that has to vanish is taken down ([`super::article::remove`]).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::error::{Error, Result};
use super::statement::quote_statements;

/// Name of the setting; that of one outlet has a colon and the outlet after it.
const SETTING: &str = "retain_days";
/// How the setting of an outlet says for ever.
const FOREVER: &str = "forever";
/// Articles whose texts go in one transaction.
const STEP: usize = 500;

/// How long a text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// For ever.
    Forever,
    /// So many days after it came in; with 0 it goes at the end of the run.
    Days(u32),
}

impl Keep {
    /// The last time at which a text may have come in that is to go now.
    fn cutoff(self, now: Timestamp) -> Option<String> {
        let Self::Days(days) = self else { return None };
        let then = now.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).ok()?;
        Some(then.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}

/// What is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// For all outlets that have no setting of their own.
    pub general: Keep,
    /// For single outlets, by their name as articles have it.
    pub outlets: BTreeMap<String, Keep>,
}

impl Retention {
    /// What is set for an outlet.
    fn of(&self, outlet: Option<&str>) -> Keep {
        outlet.and_then(|outlet| self.outlets.get(outlet)).copied().unwrap_or(self.general)
    }

    /// The shortest time that is set; `None` where everything is kept for ever.
    fn shortest(&self) -> Option<u32> {
        let days = |keep: &Keep| if let Keep::Days(days) = keep { Some(*days) } else { None };
        self.outlets.values().chain([&self.general]).filter_map(days).min()
    }
}

/// Reads what is set.
///
/// # Errors
/// When it cannot be read, or is no number of days.
pub fn read(db: &Connection) -> Result<Retention> {
    let mut retention = Retention { general: Keep::Forever, outlets: BTreeMap::new() };
    let mut rows = db.prepare_cached("SELECT name, value FROM settings WHERE name >= ?1 AND name < ?1 || ';'")?;
    let mut rows = rows.query([SETTING])?;
    while let Some(row) = rows.next()? {
        let (name, value): (String, String) = (row.get(0)?, row.get(1)?);
        let keep = match value.parse() {
            Ok(days) => Keep::Days(days),
            Err(_) if value == FOREVER => Keep::Forever,
            Err(_) => return Err(Error::asked(format!("the setting {name} is {value}, which is no number of days; set it again"))),
        };
        match name.strip_prefix(SETTING).and_then(|rest| rest.strip_prefix(':')) {
            Some(outlet) => _ = retention.outlets.insert(outlet.to_owned(), keep),
            None => retention.general = keep,
        }
    }
    Ok(retention)
}

/// Sets how long texts are kept, those of one outlet where one is named; without `keep` an outlet is as all others.
///
/// # Errors
/// When it cannot be written.
pub fn set(db: &Connection, outlet: Option<&str>, keep: Option<Keep>) -> Result<()> {
    let name = outlet.map_or_else(|| SETTING.to_owned(), |outlet| format!("{SETTING}:{outlet}"));
    let value = match keep {
        Some(Keep::Days(days)) => days.to_string(),
        Some(Keep::Forever) => FOREVER.to_owned(),
        None => {
            db.execute("DELETE FROM settings WHERE name = ?1", [name])?;
            return Ok(());
        }
    };
    db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)", [name, value])?;
    Ok(())
}

/// Whether an outlet has articles, or a feed that gives it some.
///
/// # Errors
/// When it cannot be read.
pub fn is_known(db: &Connection, outlet: &str) -> Result<bool> {
    let sql = "SELECT 1 WHERE EXISTS (SELECT 1 FROM outlet_days WHERE outlet = ?1) OR EXISTS (SELECT 1 FROM feeds WHERE outlet = ?1 OR title = ?1)";
    Ok(db.prepare(sql)?.exists([outlet])?)
}

/// Texts whose time is over.
#[derive(Clone, Debug, Default)]
pub struct Due {
    /// Articles.
    articles: Vec<i64>,
    /// Earlier texts, by article and version.
    versions: Vec<(i64, i64)>,
}

impl Due {
    /// How many texts they are.
    #[must_use]
    pub fn n_texts(&self) -> u64 {
        (self.articles.len() + self.versions.len()) as u64
    }
}

/// The texts whose time is over by this setting.
///
/// Cost: one look at each text that is older than the shortest time set.
///
/// # Errors
/// When they cannot be read.
pub fn due(db: &Connection, retention: &Retention, now: Timestamp) -> Result<Due> {
    let mut due = Due::default();
    let Some(earliest) = retention.shortest().and_then(|days| Keep::Days(days).cutoff(now)) else { return Ok(due) };
    let is_over =
        |outlet: Option<String>, since: &str| retention.of(outlet.as_deref()).cutoff(now).is_some_and(|cutoff| since <= cutoff.as_str());
    // A text came in with its article, or when the one before it ended.
    let sql = "SELECT article, outlet, coalesce((SELECT max(ended) FROM versions WHERE versions.article = articles.article), ingested)
        FROM articles INDEXED BY articles_with_text WHERE body IS NOT NULL AND ingested <= ?1";
    let mut rows = db.prepare(sql)?;
    let mut rows = rows.query([&earliest])?;
    while let Some(row) = rows.next()? {
        if is_over(row.get(1)?, &row.get::<_, String>(2)?) {
            due.articles.push(row.get(0)?);
        }
    }
    let sql = "SELECT versions.article, versions.version, outlet, coalesce(
          (SELECT max(ended) FROM versions AS before WHERE before.article = versions.article AND before.version < versions.version), ingested)
        FROM versions INDEXED BY versions_with_text JOIN articles USING (article) WHERE versions.body IS NOT NULL AND ingested <= ?1";
    let mut rows = db.prepare(sql)?;
    let mut rows = rows.query([&earliest])?;
    while let Some(row) = rows.next()? {
        if is_over(row.get(2)?, &row.get::<_, String>(3)?) {
            due.versions.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(due)
}

/// Lets texts go whose time is over, some hundred in a transaction; gives how many.
///
/// # Errors
/// When they cannot be written; what was let go before stays so.
pub fn let_go(db: &Connection, now: Timestamp) -> Result<u64> {
    let due = due(db, &read(db)?, now)?;
    if due.n_texts() == 0 {
        return Ok(0);
    }
    for articles in due.articles.chunks(STEP) {
        in_transaction(db, || {
            for article in articles {
                quote_statements(db, *article)?;
                db.prepare_cached("UPDATE articles SET body = NULL WHERE article = ?1")?.execute([article])?;
            }
            Ok(())
        })?;
    }
    for versions in due.versions.chunks(STEP) {
        in_transaction(db, || {
            let mut erase = db.prepare_cached("UPDATE versions SET body = NULL WHERE article = ?1 AND version = ?2")?;
            for (article, version) in versions {
                erase.execute(params![article, version])?;
            }
            Ok(())
        })?;
    }
    empty_log(db)?;
    Ok(due.n_texts())
}

fn in_transaction(db: &Connection, work: impl FnOnce() -> Result<()>) -> Result<()> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    let done = work().and_then(|()| Ok(db.execute_batch("COMMIT")?));
    if done.is_err() {
        // The error that is told is the first one.
        let _ = db.execute_batch("ROLLBACK");
    }
    done
}

/// Empties the log, in which pages stand as they were; while others read it, the next to write does so.
///
/// # Errors
/// When it cannot be written.
pub fn empty_log(db: &Connection) -> Result<()> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).optional()?;
    Ok(())
}

/// How many articles have their text, and how many there are.
///
/// # Errors
/// When they cannot be read.
pub fn counts(db: &Connection) -> Result<[u64; 2]> {
    let sql = "SELECT (SELECT count(*) FROM articles WHERE body IS NOT NULL), (SELECT count(*) FROM articles)";
    Ok(db.query_row(sql, [], |row| Ok([row.get::<_, i64>(0)?, row.get::<_, i64>(1)?]))?.map(i64::unsigned_abs))
}
