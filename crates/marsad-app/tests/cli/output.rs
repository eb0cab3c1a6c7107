//! Where results go, and that a file or folder appears whole or not at all.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use crate::dir::{Dir, record, records};

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
