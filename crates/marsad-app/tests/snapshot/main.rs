//! Snapshots of an observatory: made, checked, made again; and the doctor. The real binary, in a folder of its own.
//!
//! `frozen` what a snapshot is: the same bytes for the same articles, whatever their order · `damage` what `verify` finds · `against` what differs
//! from an observatory · `doctor` each planted fault is found. Files of the observatory are changed with SQLite itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod against;
mod damage;
#[path = "../cli/dir.rs"]
#[allow(dead_code, reason = "shared with the tests of the command line")]
mod dir;
mod doctor;
mod frozen;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;

use dir::Dir;

/// The invented articles of the repository, one a line.
fn corpus() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/articles.jsonl");
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

/// An observatory of all articles of the corpus, made once and copied.
fn observatory(dir: &Dir, name: &str) {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = MADE.get_or_init(|| {
        let dir = Dir::new("snapshot-observatory");
        ingest(&dir, "news.marsad", &corpus());
        fs::read(dir.path("news.marsad")).unwrap()
    });
    dir.file(name, bytes);
}

/// Takes articles in, in one run.
fn ingest(dir: &Dir, db: &str, articles: &[String]) {
    dir.file("articles.jsonl", articles.join("\n"));
    dir.run(&["ingest", db, "articles.jsonl"]).expect(0, &["new"]);
    fs::remove_file(dir.path("articles.jsonl")).unwrap();
}

/// Changes an observatory behind the program's back.
fn change(dir: &Dir, db: &str, sql: &str) {
    let db = rusqlite::Connection::open(dir.path(db)).unwrap();
    db.execute_batch(sql).unwrap();
}

/// A value of an observatory.
fn value(dir: &Dir, db: &str, sql: &str) -> String {
    let db = rusqlite::Connection::open(dir.path(db)).unwrap();
    db.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Names and bytes of the files of a snapshot.
fn files(dir: &Dir, snapshot: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir.path(snapshot)).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// The rows of a table.
fn rows(dir: &Dir, file: &str) -> Vec<Value> {
    dir.read(file).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
