//! Where results go, and that a file or folder appears whole or not at all.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use crate::dir::{Dir, record, records};

const TABLES: [&str; 6] = ["articles.csv", "claims.csv", "figures.csv", "participants.csv", "roles.csv", "statements.csv"];

#[test]
fn a_file_appears_whole_and_replaces_an_older_one() {
    let dir = Dir::new("whole");
    dir.file("a.jsonl", records(3));
    dir.file("out.jsonl", "older");
    dir.run(&["code", "a.jsonl", "-o", "out.jsonl"]).expect(0, &[]);
    assert_eq!(dir.read("out.jsonl").lines().count(), 3);
    assert_eq!(dir.names(), ["a.jsonl", "out.jsonl"]);
}

#[test]
fn without_an_article_nothing_is_written() {
    let dir = Dir::new("nothing");
    dir.file("a.jsonl", "broken\n");
    dir.file("out.jsonl", "older");
    dir.run(&["code", "a.jsonl", "-o", "out.jsonl"]).expect(1, &[]);
    dir.run(&["code", "a.jsonl", "-o", "tables", "--format", "csv"]).expect(1, &[]);
    assert_eq!(dir.read("out.jsonl"), "older");
    assert_eq!(dir.names(), ["a.jsonl", "out.jsonl"]);
}

#[test]
fn a_place_that_cannot_be_written_is_status_3() {
    let dir = Dir::new("unwritable");
    dir.file("a.jsonl", records(3));
    fs::create_dir(dir.path("folder")).unwrap();
    dir.run(&["code", "a.jsonl", "-o", "no/out.jsonl"]).expect(3, &["no/out.jsonl: could not be written"]);
    dir.run(&["code", "a.jsonl", "-o", "folder"]).expect(3, &["folder: could not be written (it is a folder)"]);
    dir.file("notes/important.txt", "x");
    dir.run(&["code", "a.jsonl", "--format", "csv", "-o", "notes"]).expect(3, &["the folder holds important.txt"]);
    dir.run(&["code", "a.jsonl", "--format", "csv", "-o", "notes/important.txt"]).expect(3, &["it is a file"]);
    assert_eq!(dir.read("notes/important.txt"), "x");
    assert_eq!(dir.names(), ["a.jsonl", "folder", "notes"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_status_3() {
    let dir = Dir::new("full");
    dir.file("a.jsonl", records(3));
    dir.run(&["code", "a.jsonl", "-o", "/dev/full"]).expect(3, &["/dev/full: could not be written (No space left on device)"]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = dir.command(&["code", "a.jsonl"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().contains("standard output: could not be written (No space left on device)"));
}

#[test]
fn a_reader_who_leaves_is_no_trouble() {
    let dir = Dir::new("pipe");
    dir.file("a.jsonl", records(20_000));
    let mut child = dir.command(&["code", "a.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(line.starts_with("{\"schema\":1"));
    assert_eq!(stderr, "");
}

#[test]
fn a_line_is_handed_on_while_the_input_is_still_open() {
    let dir = Dir::new("follow");
    let mut child = dir.command(&["code", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in ["1", "2"] {
        stdin.write_all(record(id, "نص").as_bytes()).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"id\":\"{id}\"")), "{line}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn csv_is_a_folder_of_tables_with_the_same_articles() {
    let dir = Dir::new("csv");
    let body = "قال \"الوزير\"، ثم\nغادر";
    dir.file("a.jsonl", record("1", body) + &record("2", "نص"));
    dir.run(&["code", "a.jsonl", "--format", "csv", "-o", "tables", "--with-text"]).expect(0, &[]);
    let mut names: Vec<_> =
        fs::read_dir(dir.path("tables")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, TABLES);
    let mut table = csv::Reader::from_path(dir.path("tables/articles.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    let columns = table.headers().unwrap().clone();
    assert_eq!((columns.get(0), columns.iter().next_back()), (Some("article_id"), Some("body")));
    assert_eq!(rows[0].iter().next_back(), Some(body));
    // Again, over the older tables.
    dir.run(&["code", "a.jsonl", "--format", "csv", "-o", "tables"]).expect(0, &[]);
    assert_eq!(dir.names(), ["a.jsonl", "tables"]);
}

#[test]
fn the_documented_columns_are_those_that_are_written() {
    let dir = Dir::new("columns");
    dir.file("a.jsonl", records(1));
    dir.run(&["code", "a.jsonl", "--format", "csv", "-o", "tables"]).expect(0, &[]);
    let manual = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/output.md")).unwrap();
    for table in TABLES {
        let section = manual
            .split("\n## ")
            .find(|section| section.starts_with(&format!("`{table}`")))
            .unwrap_or_else(|| panic!("{table} is not in docs/output.md"));
        let documented: Vec<&str> =
            section.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|line| line.split('`').next()).collect();
        let written = dir.read(&format!("tables/{table}"));
        assert_eq!(documented, written.lines().next().unwrap().split(',').collect::<Vec<_>>(), "{table}");
    }
}

#[test]
fn a_summary_counts_all_articles() {
    let dir = Dir::new("summary");
    dir.file("a.jsonl", record("1", "زار وزير الخارجية المصري طهران أمس.") + &record("2", "ستزور رئيسة الوزراء الإيطالية طهران غدا."));
    let run = dir.run(&["code", "a.jsonl", "--format", "summary"]);
    run.expect(0, &["2 articles"]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[0].starts_with("2 articles"), "{}", run.stdout);
    let consult = lines.iter().find(|line| line.starts_with("CONSULT")).unwrap();
    assert_eq!(consult.split_whitespace().collect::<Vec<_>>(), ["CONSULT", "1", "1"], "one actual, one planned");
    assert!(run.stdout.contains("EGY -> IRN") && run.stdout.contains("ITA -> IRN"), "{}", run.stdout);
    dir.run(&["code", "a.jsonl", "--format", "summary", "-o", "summary.txt"]).expect(0, &[]);
    assert_eq!(dir.read("summary.txt"), run.stdout);
}
