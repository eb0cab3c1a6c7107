//! Do the tables fit each other?
//!
//! In: the tables of a snapshot and its manifest. Out: what is wrong, in words: of each kind how often, with the first place.
//!
//! Every claim has its article and its event, every event its claims, as many as it says; what takes part, what was counted and what was decided
//! is of an article and a claim that are there; rows are in order, as many as listed; no quote is longer than it may be.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use crate::snapshot::manifest::{Manifest, TABLES, Table};
use crate::snapshot::quote::{self, MAX_WORDS};
use crate::store::story::digest;

/// Checks the tables of a snapshot; what cannot be opened is left to the check of the files.
pub fn check(dir: &Path, manifest: &Manifest, problems: &mut Vec<String>) {
    let mut found = Found::default();
    let mut known = Known { is_whole: manifest.query.is_none(), ..Known::default() };
    // Articles and events before what refers to them.
    for file in ["articles.jsonl", "events.jsonl", "claims.jsonl", "participants.jsonl", "figures.jsonl", "decisions.jsonl"] {
        let Some(table) = TABLES.iter().find(|table| table.file == file) else { continue };
        let n_rows = each(dir, table, &mut found, |row, found, at| known.row(file, row, found, at));
        if let Some(n_rows) = n_rows
            && n_rows != manifest.rows(file)
        {
            found.note(file, "has another number of rows than listed", format!("{n_rows}, not {}", manifest.rows(file)));
        }
    }
    known.conclude(&mut found);
    problems.extend(found.words());
}

/// What is wrong, by file and kind: how often, and the first place.
#[derive(Default)]
struct Found(BTreeMap<(&'static str, &'static str), (u64, String)>);

impl Found {
    fn note(&mut self, file: &'static str, what: &'static str, at: impl Into<String>) {
        self.0.entry((file, what)).or_insert_with(|| (0, at.into())).0 += 1;
    }

    fn words(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|((file, what), (n, first))| match n {
            1 => format!("{file}: {what}: {first}"),
            n => format!("{file}: {what}: {n} times, first {first}"),
        })
    }
}

/// Reads a table row by row; gives the number of its rows.
fn each(dir: &Path, table: &Table, found: &mut Found, mut row: impl FnMut(&Value, &mut Found, &str)) -> Option<u64> {
    let mut file = BufReader::new(File::open(dir.join(table.file)).ok()?);
    let (mut n_rows, mut before, mut line) = (0, None, String::new());
    loop {
        line.clear();
        match file.read_line(&mut line) {
            Ok(0) => return Some(n_rows),
            Ok(_) => n_rows += 1,
            Err(_) => {
                found.note(table.file, "holds bytes that are no text", format!("line {}", n_rows + 1));
                return None;
            }
        }
        let at = format!("line {n_rows}");
        let Ok(value @ Value::Object(_)) = serde_json::from_str::<Value>(&line) else {
            found.note(table.file, "holds a line that is no row", at);
            continue;
        };
        let key = key(&value, table);
        if before.as_ref().is_some_and(|before| *before > key || table.unique && *before == key) {
            found.note(table.file, "has a row out of order, or twice", at.as_str());
        }
        before = Some(key);
        row(&value, found, &at);
    }
}

/// The key of a row, in the order of the table.
pub fn key(row: &Value, table: &Table) -> Vec<(u64, String)> {
    table.key.iter().map(|column| (row[*column].as_u64().unwrap_or(0), row[*column].as_str().unwrap_or("").to_owned())).collect()
}

/// What was seen so far.
#[derive(Default)]
struct Known {
    /// Whether the snapshot is of all of an observatory.
    is_whole: bool,
    articles: FxHashSet<String>,
    hashes: FxHashSet<String>,
    stories: FxHashSet<String>,
    /// Article and id of each, as one number: there may be many.
    claims: FxHashSet<i64>,
    /// Claims that an event says it has, and those that are there.
    events: FxHashMap<String, [u64; 2]>,
    decisions: FxHashSet<u64>,
}

impl Known {
    fn row(&mut self, file: &'static str, row: &Value, found: &mut Found, at: &str) {
        let text = |column: &str| row[column].as_str().unwrap_or("").to_owned();
        let is_long = |column: &str| quote::words(row[column].as_str().unwrap_or("")).count() > MAX_WORDS;
        match file {
            "articles.jsonl" => {
                self.articles.insert(text("article"));
                self.hashes.insert(text("hash"));
                self.stories.insert(text("story"));
                if is_long("title") {
                    found.note(file, "quotes more words than it may", at);
                }
            }
            "events.jsonl" => {
                self.events.insert(text("id"), [row["n_claims"].as_u64().unwrap_or(0), 0]);
            }
            "claims.jsonl" => {
                if !self.articles.contains(&text("article")) {
                    found.note(file, "has a claim whose article is not there", at);
                }
                let is_rejected = row["state"] == "rejected";
                match (row["event"].as_str().map(|event| self.events.get_mut(event)), is_rejected) {
                    (Some(Some(counts)), false) => counts[1] += 1,
                    (Some(None), false) => found.note(file, "has a claim whose event is not there", at),
                    (Some(_), true) => found.note(file, "has a rejected claim that counts for an event", at),
                    (None, false) => found.note(file, "has a claim without an event", at),
                    (None, true) => {}
                }
                if is_long("evidence") {
                    found.note(file, "quotes more words than it may", at);
                }
                self.claims.insert(digest(&[&text("article"), &text("id")]));
            }
            "participants.jsonl" if !self.claims.contains(&digest(&[&text("article"), &text("claim")])) => {
                found.note(file, "has a party whose claim is not there", at);
            }
            "figures.jsonl" if row["claim"].is_null() && !self.articles.contains(&text("article")) => {
                found.note(file, "has a figure whose article is not there", at);
            }
            "figures.jsonl" if !row["claim"].is_null() && !self.claims.contains(&digest(&[&text("article"), &text("claim")])) => {
                found.note(file, "has a figure whose claim is not there", at);
            }
            "decisions.jsonl" => {
                let mut places = row["places"].as_array().into_iter().flatten();
                if places.any(|place| !self.hashes.contains(place["hash"].as_str().unwrap_or(""))) {
                    found.note(file, "has a decision about a text that is not there", at);
                }
                if row["revokes"].as_u64().is_some_and(|revoked| !self.decisions.contains(&revoked)) {
                    found.note(file, "takes back a decision that is not there", at);
                }
                self.decisions.extend(row["decision"].as_u64());
            }
            _ => {}
        }
    }

    /// What can only be told at the end.
    fn conclude(&self, found: &mut Found) {
        let mut events: Vec<(&String, &[u64; 2])> = self.events.iter().collect();
        events.sort();
        for (event, [said, there]) in events {
            match (said, there) {
                (_, 0) => found.note("events.jsonl", "has an event without claims", event.as_str()),
                (said, there) if said != there => {
                    found.note(
                        "events.jsonl",
                        "has an event with another number of claims",
                        format!("{event} says {said}, {there} are there"),
                    );
                }
                _ => {}
            }
        }
        let mut strange: Vec<&String> = self.stories.difference(&self.articles).filter(|_| self.is_whole).collect();
        strange.sort();
        strange.iter().for_each(|story| found.note("articles.jsonl", "names a story by an article that is not there", story.as_str()));
    }
}
