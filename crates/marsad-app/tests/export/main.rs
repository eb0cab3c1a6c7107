//! Exports as their readers meet them: the real binary on a small observatory, every format against a file of `golden/`.
//!
//! `golden` bytes of every format · `rules` what holds for all of them · `consumers` what other programs make of them.
//! `MARSAD_UPDATE=1` rewrites the files; read the change before you keep it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod consumers;
#[path = "../cli/dir.rs"]
#[allow(dead_code, reason = "the helpers of the program's tests")]
mod dir;
mod golden;
mod rules;

use std::fs;
use std::path::PathBuf;

use dir::Dir;
use rusqlite::Connection;

/// Every format, and the name of what it writes.
pub const FORMATS: [(&str, &str); 15] = [
    ("csv", "csv"),
    ("parquet", "parquet"),
    ("package", "package"),
    ("jsonl", "events.jsonl"),
    ("gdelt", "gdelt.CSV"),
    ("gdelt-mentions", "gdelt.mentions.CSV"),
    ("icews", "icews.tab"),
    ("polecat", "polecat.txt"),
    ("acled", "acled.csv"),
    ("ucdp", "ucdp.csv"),
    ("geojson", "events.geojson"),
    ("gexf", "dyads.gexf"),
    ("graphml", "dyads.graphml"),
    ("ftm", "entities.ftm.json"),
    ("atom", "feed.atom"),
];

/// A file of this test's folder.
pub fn here(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/export").join(name)
}

/// A folder with the observatory `db` of the tests.
pub fn observatory(test: &str) -> Dir {
    let dir = Dir::new(test);
    let db = Connection::open(dir.path("db")).unwrap();
    db.execute_batch(include_str!("../../src/store/schema/1.sql")).unwrap();
    db.execute_batch(&fs::read_to_string(here("observatory.sql")).unwrap()).unwrap();
    db.execute_batch("PRAGMA user_version = 1; PRAGMA application_id = 1297240900").unwrap();
    dir
}

/// Exports `db` to a name in the folder.
pub fn export(dir: &Dir, format: &str, name: &str, more: &[&str]) -> dir::Run {
    let mut args = vec!["export", "db", "--format", format, "-o", name];
    args.extend(more);
    dir.run(&args)
}
