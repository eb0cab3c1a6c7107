//! What holds for all formats: which words leave, which events, in which order, and what is written when there is nothing.

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;

use rusqlite::Connection;
use serde_json::Value;

use crate::dir::Dir;
use crate::{FORMATS, export, here, observatory};

/// The bytes that a format writes, of a folder those of all its files in order.
fn bytes(dir: &Dir, name: &str) -> Vec<u8> {
    let path = dir.path(name);
    if !path.is_dir() {
        return fs::read(path).unwrap();
    }
    let mut files: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| fs::read(file).unwrap()).collect()
}

/// The articles of the tests.
fn articles() -> Vec<String> {
    fs::read_to_string(here("articles.jsonl")).unwrap().lines().map(str::to_owned).collect()
}

/// Runs of so many words of the articles' texts.
fn runs(n_words: usize) -> BTreeSet<String> {
    let mut runs = BTreeSet::new();
    for article in articles() {
        let article: Value = serde_json::from_str(&article).unwrap();
        let words: Vec<&str> = article["body"].as_str().unwrap().split_whitespace().collect();
        runs.extend(words.windows(n_words).map(|run| run.join(" ")));
    }
    runs
}

#[test]
fn the_order_of_articles_changes_nothing() {
    let dir = Dir::new("order");
    let mut lines = articles();
    for name in ["db", "other"] {
        dir.file("a.jsonl", lines.join("\n"));
        dir.run(&["ingest", name, "a.jsonl"]).expect(0, &[]);
        let db = Connection::open(dir.path(name)).unwrap();
        db.execute_batch("UPDATE runs SET began = '2024-11-15T06:00:00Z', ended = '2024-11-15T06:05:00Z'").unwrap();
        lines.reverse();
    }
    // No claim of these articles tells of dead, so UCDP's shape has nothing.
    for (format, name) in FORMATS.into_iter().filter(|(format, _)| *format != "ucdp") {
        export(&dir, format, name, &["--status", "all"]).expect(0, &[]);
        let first = bytes(&dir, name);
        dir.run(&["export", "other", "--format", format, "--status", "all", "-o", name]).expect(0, &[]);
        assert!(first == bytes(&dir, name), "{format} depends on the order in which articles came in");
    }
}

#[test]
fn no_text_leaves_and_no_more_words_than_asked_for() {
    let dir = observatory("words");
    for (n_words, too_many) in [("25", 26), ("5", 7), ("0", 7)] {
        let runs = runs(too_many);
        for (format, name) in FORMATS.into_iter().filter(|(format, _)| *format != "parquet") {
            export(&dir, format, name, &["--quote-words", n_words, "--status", "all"]).expect(0, &[]);
            let written = String::from_utf8(bytes(&dir, name)).unwrap();
            let leaked: Vec<&String> = runs.iter().filter(|run| written.contains(run.as_str())).collect();
            assert!(leaked.is_empty(), "{format} with {n_words} words: {leaked:?}");
            assert!(!written.contains(['\u{202b}', '\u{200f}', '\u{2067}']), "{format} holds a mark of direction");
        }
    }
}

#[test]
fn a_text_is_no_formula() {
    let dir = observatory("formula");
    export(&dir, "csv", "csv", &[]).expect(0, &[]);
    assert!(dir.read("csv/articles.csv").contains(",'=غارة على صور,"));
    assert!(dir.read("csv/decisions.csv").contains(",'=صحيح,"));
    export(&dir, "jsonl", "a", &[]).expect(0, &[]);
    assert!(dir.read("a").contains("\"=غارة على صور\""));
}

#[test]
fn what_has_no_status_holds_only_acts() {
    let dir = observatory("status");
    for format in ["gdelt", "icews", "polecat", "gexf"] {
        export(&dir, format, "acts", &[]).expect(0, &[]);
        export(&dir, format, "all", &["--status", "all"]).expect(0, &[]);
        assert!(dir.read("acts").len() < dir.read("all").len(), "{format}");
    }
    export(&dir, "jsonl", "all", &[]).expect(0, &[]);
    export(&dir, "jsonl", "acts", &["--status", "actual"]).expect(0, &[]);
    assert!(dir.read("all").contains("\"factuality\":\"planned\"") && dir.read("all").lines().count() == 11);
    assert_eq!(dir.read("acts").lines().count(), 10);
}

#[test]
fn a_query_chooses_events_and_what_belongs_to_them() {
    let dir = observatory("query");
    export(&dir, "csv", "csv", &["--query", "type:PROTEST"]).expect(0, &[]);
    let rows = |name: &str| dir.read(&format!("csv/{name}.csv")).lines().count() - 1;
    assert_eq!((rows("events"), rows("articles"), rows("revisions")), (2, 1, 0));
    let decisions = dir.read("csv/decisions.csv");
    assert!(decisions.contains("accept") && !decisions.contains("takedown"), "{decisions}");
    export(&dir, "csv", "all", &[]).expect(0, &[]);
    let decisions = dir.read("all/decisions.csv");
    assert!(decisions.contains("takedown") && !decisions.contains("marfa.example/9") && !decisions.contains("طلب صاحبه"), "{decisions}");
    assert_eq!(dir.read("all/articles.csv").lines().count() - 1, articles().len(), "also an article without a claim");
}

#[test]
fn a_place_larger_than_a_town_is_no_point() {
    let dir = observatory("points");
    export(&dir, "geojson", "map", &[]).expect(0, &[]);
    let map: Value = serde_json::from_str(&dir.read("map")).unwrap();
    let of = |precision: &str| {
        let features = map["features"].as_array().unwrap().iter();
        features
            .filter(|feature| feature["properties"]["place_precision"] == precision)
            .map(|feature| feature["geometry"].clone())
            .collect::<Vec<_>>()
    };
    assert!(!of("country").is_empty() && of("country").iter().all(Value::is_null));
    assert!(!of("city").is_empty() && of("city").iter().all(|geometry| geometry["type"] == "Point"));
}

#[test]
fn nothing_is_written_where_nothing_is_found() {
    let dir = observatory("nothing");
    for (format, name) in FORMATS {
        dir.run(&["export", "db", "--format", format, "-o", name, "--query", "from:2030"]).expect(1, &["nothing was written"]);
        assert!(!dir.path(name).exists(), "{format}");
    }
    dir.run(&["export", "db", "--format", "csv"]).expect(2, &["-o DIR"]);
    dir.run(&["export", "db", "--format", "jsonl", "--query", "actor:nobody"]).expect(2, &["actor:nobody"]);
    dir.run(&["export", "none", "--format", "jsonl"]).expect(2, &["marsad ingest"]);
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let dir = observatory("pipe");
    for format in ["jsonl", "gdelt", "acled", "gexf"] {
        let mut child = dir.command(&["export", "db", "--format", format]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_folder_of_others_is_left_alone() {
    let dir = observatory("folder");
    dir.file("csv/notes.txt", "mine");
    export(&dir, "csv", "csv", &[]).expect(3, &["notes.txt"]);
    assert_eq!(dir.read("csv/notes.txt"), "mine");
    export(&dir, "parquet", "tables", &[]).expect(0, &[]);
    export(&dir, "parquet", "tables", &[]).expect(0, &[]);
    // What SQLite keeps beside the file for those who read it is no business of this test.
    let names: Vec<String> = dir.names().into_iter().filter(|name| !name.starts_with("db-")).collect();
    assert_eq!(names, ["csv", "db", "tables"], "an older export is replaced");
}

#[test]
fn every_column_is_described() {
    let docs = fs::read_to_string(format!("{}/../../docs/export.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    for table in fs::read_dir(here("golden/csv")).unwrap().map(|entry| entry.unwrap().path()) {
        let name = table.file_stem().unwrap().to_string_lossy().into_owned();
        let section = docs.split("\n### ").find(|section| section.starts_with(&format!("`{name}`"))).expect(&name);
        let header = fs::read_to_string(&table).unwrap().lines().next().unwrap().to_owned();
        let missing: Vec<&str> = header.split(',').filter(|column| !section.contains(&format!("`{column}`"))).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}
