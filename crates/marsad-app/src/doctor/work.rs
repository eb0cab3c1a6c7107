//! What waits for something: articles for being coded again, runs for their end, feeds for an answer?
//!
//! In: an observatory, the language data of now. Out: findings.

use jiff::Timestamp;
use marsad::Lang;
use rusqlite::{Connection, params};

use super::file::unreadable;
use super::{Finding, Level};
use crate::report::counted;
use crate::store::{Result, data, retention};

/// Runs that are told one by one.
const MAX_RUNS: usize = 3;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// A feed is silent when it has brought nothing for so many times as long as it usually takes, and at least three days.
const SILENT: i64 = 5;

/// Examines articles, runs, decisions and feeds.
pub fn examine(db: &Connection, lang: &Lang) -> Vec<Finding> {
    let now = Timestamp::now().as_second();
    let found = [
        ("articles", articles(db, lang)),
        ("texts", texts(db)),
        ("runs", runs(db)),
        ("decisions", decisions(db)),
        ("feeds", feeds(db, now)),
    ];
    found.into_iter().flat_map(|(about, found)| found.unwrap_or_else(|error| vec![unreadable(about, &error)])).collect()
}

/// Articles that were coded by another program or other data than now.
fn articles(db: &Connection, lang: &Lang) -> Result<Vec<Finding>> {
    let now = data(lang, None)?;
    let sql = "SELECT marsad, pack, data, count(*), sum(body IS NULL) FROM articles JOIN runs ON runs.run = coded
        WHERE marsad <> ?1 OR ontology <> ?2 OR substr(data, 1, ?3) <> ?4 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
    let mut rows = db.prepare(sql)?;
    let mut rows = rows.query(params![env!("CARGO_PKG_VERSION"), lang.tables.ontology, now.len() as i64, now])?;
    let mut findings = Vec::new();
    while let Some(row) = rows.next()? {
        let (marsad, pack, data): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (n, n_textless): (i64, i64) = (row.get(3)?, row.get(4)?);
        let found = |n: i64| {
            format!("{} coded by marsad {marsad} with {pack} ({data}), not by what is installed", counted(n.unsigned_abs(), "article"))
        };
        if n > n_textless {
            findings.push(Finding::new(Level::Warning, "articles", found(n - n_textless), "`marsad recode DB`"));
        }
        if n_textless > 0 {
            findings.push(Finding::new(
                Level::Note,
                "articles",
                found(n_textless),
                "their text was let go, so their claims stay as they are",
            ));
        }
    }
    if findings.is_empty() {
        findings.push(Finding::ok("articles", "all were coded by this program with these language data"));
    }
    Ok(findings)
}

/// Texts that should be gone, or how long they are kept.
fn texts(db: &Connection) -> Result<Vec<Finding>> {
    let retention = retention::read(db)?;
    let n_due = retention::due(db, &retention, Timestamp::now())?.n_texts();
    if n_due > 0 {
        let found = format!("{} kept longer than the setting says", counted(n_due, "text"));
        return Ok(vec![Finding::new(
            Level::Warning,
            "texts",
            found,
            "`marsad retain DB` lets them go; so does the next `marsad ingest` or `watch`",
        )]);
    }
    let [n_texts, n_articles] = retention::counts(db)?;
    let found = format!("{n_texts} of {} kept", counted(n_articles, "text"));
    Ok(if n_texts < n_articles { vec![Finding::ok("texts", found)] } else { Vec::new() })
}

/// Runs that never ended and were not followed by one of their kind that did.
fn runs(db: &Connection) -> Result<Vec<Finding>> {
    let sql = "SELECT command, began FROM runs WHERE ended IS NULL AND NOT EXISTS
        (SELECT 1 FROM runs AS later WHERE later.run > runs.run AND later.command = runs.command AND later.ended IS NOT NULL) ORDER BY run DESC";
    let open: Vec<(String, String)> =
        db.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    if open.is_empty() {
        return Ok(vec![Finding::ok("runs", "every run came to its end, or was done again")]);
    }
    let run = |(command, began): &(String, String)| {
        let found = format!("`marsad {command}` of {began} never ended: it was stopped, or goes on now");
        Finding::new(Level::Warning, "runs", found, "what it had kept is whole; start the same command again, and it goes on where it was")
    };
    Ok(open.iter().take(MAX_RUNS).map(run).collect())
}

/// Decisions from which the coder now differs.
fn decisions(db: &Connection) -> Result<Vec<Finding>> {
    let n: i64 = db.query_row("SELECT count(DISTINCT decision) FROM differences", [], |row| row.get(0))?;
    if n == 0 {
        return Ok(Vec::new());
    }
    let found = format!("the coder says something else than {}, which are in force all the same", counted(n.unsigned_abs(), "decision"));
    Ok(vec![Finding::new(Level::Note, "decisions", found, "`marsad decide DB list` shows them")])
}

/// Feeds that failed, are silent, or were not asked.
fn feeds(db: &Connection, now: i64) -> Result<Vec<Finding>> {
    let sql = "SELECT feed, url, every_minutes, added FROM feeds WHERE paused = 0 ORDER BY url";
    let mut rows = db.prepare(sql)?;
    let mut rows = rows.query([])?;
    let (mut findings, mut n_feeds) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        n_feeds += 1;
        let (feed, url, every, added): (i64, String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        findings.extend(one_feed(db, feed, &url, every, &added, now)?);
    }
    if findings.is_empty() && n_feeds > 0 {
        findings.push(Finding::ok("feeds", format!("{n_feeds} feeds answer and bring articles")));
    }
    Ok(findings)
}

fn one_feed(db: &Connection, feed: i64, url: &str, every: i64, added: &str, now: i64) -> Result<Option<Finding>> {
    // What was fetched of the feed itself, not of the pages it leads to; a message says what went wrong.
    let sql = "SELECT at, message, status, n_new FROM fetches WHERE feed = ?1 AND url = ?2 ORDER BY at DESC, fetch DESC LIMIT 1000";
    let fetch = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(String, Option<String>, Option<i64>, i64)> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    };
    let fetches: Vec<_> = db.prepare_cached(sql)?.query_map(params![feed, url], fetch)?.collect::<rusqlite::Result<_>>()?;
    let age = |at: &str| at.parse::<Timestamp>().map_or(0, |at| now - at.as_second());
    let patience = (every * 60 * 4).max(DAY);
    let warning = |found, todo: &str| Ok(Some(Finding::new(Level::Warning, "feeds", found, todo)));
    let Some((last, message, status, _)) = fetches.first() else {
        return match age(added) > patience {
            true => warning(format!("{url} was added {added} and never asked"), "`marsad watch DB` asks feeds"),
            false => Ok(None),
        };
    };
    let is_bad = |message: &Option<String>, status: &Option<i64>| message.is_some() || status.is_some_and(|status| status >= 400);
    if is_bad(message, status) {
        let n_bad = fetches.iter().take_while(|(_, message, status, _)| is_bad(message, status)).count();
        let why = message.clone().unwrap_or_else(|| format!("status {}", status.unwrap_or(0)));
        let found = format!("{url} failed {} in a row, last on {last}: {why}", counted(n_bad as u64, "time"));
        return warning(found, "open it in a browser; correct the address, or pause the feed");
    }
    if age(last) > patience {
        return warning(format!("{url} was last asked on {last}"), "`marsad watch DB` asks feeds; is it running?");
    }
    let fresh: Vec<i64> = fetches.iter().filter(|(_, _, _, n_new)| *n_new > 0).map(|(at, ..)| age(at)).collect();
    let (Some(latest), Some(first)) = (fresh.first(), fresh.last()) else {
        return match age(added) > 3 * DAY {
            true => warning(format!("{url} answers and has never brought an article"), "look whether it is the feed you mean"),
            false => Ok(None),
        };
    };
    let usual = (first - latest) / (fresh.len() as i64 - 1).max(1);
    if *latest > (SILENT * usual).max(3 * DAY) {
        let found =
            format!("{url} answers and has brought nothing new for {} days; usually it takes {} hours", latest / DAY, usual / 3_600);
        return warning(found, "look whether its outlet still publishes there");
    }
    Ok(None)
}
