//! Can the file of an observatory be read and written, and is it whole?
//!
//! In: its path. Out: findings, and the observatory where it can be examined further.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::path::Path;

use rusqlite::Connection;

use super::{Finding, Level, machine};
use crate::end::reason;
use crate::report::counted;
use crate::store::{Observatory, Result, VERSION};

/// Faults of the file that are told one by one.
const MAX_FAULTS: usize = 5;
/// What to do with a damaged file.
const RESTORE: &str = "restore the file from a copy, or save what can be read with `sqlite3 FILE .recover`";

/// Examines the file.
pub fn examine(path: &Path) -> (Vec<Finding>, Option<Observatory>) {
    let size = fs::metadata(path).map_or(0, |file| file.len());
    let mut findings: Vec<Finding> = machine::room(path, size).into_iter().collect();
    findings.push(writable(path));
    let (observatory, version) = match Observatory::examine(path) {
        Ok(opened) => opened,
        Err(error) => {
            findings.push(Finding::new(
                Level::Broken,
                "file",
                error.to_string(),
                "give the path of an observatory, or restore it from a copy",
            ));
            return (findings, None);
        }
    };
    if version < VERSION {
        let found = format!("version {version} of the file; this program knows {VERSION}");
        findings.push(Finding::new(Level::Warning, "file", found, "the next command that writes to it brings it up to date; keep a copy"));
        return (findings, None);
    }
    let whole = whole(&observatory.db).unwrap_or_else(|error| vec![unreadable("file", &error)]);
    // Where rows are missing, the rest can be examined all the same; where bytes are, what the file says of itself means nothing.
    let is_readable = !whole.iter().any(|finding| finding.about == "file" && finding.level == Level::Broken);
    findings.extend(whole);
    findings.extend(counts(&observatory.db).unwrap_or_else(|error| vec![unreadable("file", &error)]));
    (findings, is_readable.then_some(observatory))
}

/// What could not be examined.
pub fn unreadable(about: &'static str, error: &crate::store::Error) -> Finding {
    Finding::new(Level::Broken, about, format!("it cannot be read: {error}"), RESTORE)
}

/// Whether the file and its folder can be written.
fn writable(path: &Path) -> Finding {
    if let Err(error) = OpenOptions::new().write(true).open(path) {
        let found = format!("the file cannot be written ({}); it can be read and searched", reason(&error));
        return Finding::new(Level::Warning, "permission", found, "give yourself write permission, or work on a copy");
    }
    // SQLite keeps its log beside the file.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let probe = folder.join(format!(".marsad-doctor.{}", std::process::id()));
    let made = fs::write(&probe, b"");
    let _ = fs::remove_file(&probe);
    match made {
        Ok(()) => Finding::ok("permission", "the file and its folder can be written"),
        Err(error) => Finding::new(
            Level::Warning,
            "permission",
            format!("nothing can be written into its folder ({}), which SQLite needs for its log", reason(&error)),
            "give yourself write permission for the folder, or move the file",
        ),
    }
}

/// What SQLite says of the file, and of what refers to what.
fn whole(db: &Connection) -> Result<Vec<Finding>> {
    let sql = format!("PRAGMA integrity_check({MAX_FAULTS})");
    let faults: Vec<String> = db.prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if faults != ["ok"] {
        return Ok(faults.iter().map(|fault| Finding::new(Level::Broken, "file", format!("it is damaged: {fault}"), RESTORE)).collect());
    }
    let mut lost: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut rows = db.prepare("PRAGMA foreign_key_check")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        *lost.entry((row.get(0)?, row.get(2)?)).or_default() += 1;
    }
    if lost.is_empty() {
        return Ok(vec![Finding::ok("file", "SQLite finds it whole, and everything that is referred to is there")]);
    }
    let words = lost.iter().map(|((table, parent), n)| format!("{} of {table} without their row of {parent}", counted(*n, "row")));
    Ok(words.map(|words| Finding::new(Level::Broken, "links", words, RESTORE)).collect())
}

/// What it holds.
fn counts(db: &Connection) -> Result<Vec<Finding>> {
    let count = |table: &str| db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0));
    let [articles, stories, claims, events, decisions] =
        [count("articles")?, count("stories")?, count("claims")?, count("events")?, count("decisions")?];
    let sql = "SELECT min(day), max(day) FROM articles";
    let days: (Option<String>, Option<String>) = db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let period = days.0.zip(days.1).map(|(first, last)| format!(", published {first} to {last}")).unwrap_or_default();
    let found = format!(
        "version {VERSION}: {articles} articles in {stories} stories{period}; {claims} claims, {events} events, {decisions} decisions"
    );
    Ok(vec![if articles == 0 {
        Finding::new(Level::Note, "content", "it holds no articles yet", "take articles in with `marsad ingest`")
    } else {
        Finding::ok("content", found)
    }])
}
