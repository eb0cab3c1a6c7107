//! Runs in parts: they go on where they were stopped, and give what one run gives.

use std::fs;
use std::time::Duration;

use crate::dir::{Dir, record, records};

const CODE: [&str; 5] = ["code", "in", "--parts=100", "-o", "out"];

/// Articles of three files, one packed, one with a broken line.
fn input(dir: &Dir) {
    dir.file("in/a.jsonl", numbered(0..250));
    dir.gzip("in/b.jsonl.gz", numbered(250..610).as_bytes());
    dir.file("in/c.jsonl", numbered(610..650) + "broken\n" + &record("last", "نص"));
}

fn numbered(ids: std::ops::Range<u32>) -> String {
    ids.map(|id| record(&id.to_string(), &format!("زار وزير الخارجية المصري طهران، والتقى نظيره {id} مرة."))).collect()
}

/// The lines of all parts.
fn coded(dir: &Dir) -> String {
    let mut parts: Vec<_> = fs::read_dir(dir.path("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
    parts.sort();
    parts
        .iter()
        .filter(|path| path.extension().is_some() && !path.ends_with("manifest.jsonl"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

fn whole(dir: &Dir) -> String {
    dir.run(&["code", "in", "-o", "whole.jsonl"]).expect(0, &[]);
    dir.read("whole.jsonl")
}

#[test]
fn parts_are_the_whole_and_a_run_that_is_done_adds_nothing() {
    let dir = Dir::new("parts");
    input(&dir);
    dir.run(&CODE).expect(0, &["in/c.jsonl:41: not valid JSON", "in all: 7 parts, 651 articles", "1 skipped"]);
    assert_eq!(coded(&dir), whole(&dir));
    let manifest = dir.read("out/manifest.jsonl");
    assert_eq!(manifest.lines().count(), 8);
    assert!(manifest.lines().nth(3).unwrap().contains("\"open\":[{\"file\":\"in/b.jsonl.gz\""), "{manifest}");
    dir.run(&CODE).expect(0, &["0 articles", "in all: 7 parts, 651 articles"]);
    assert_eq!(dir.read("out/manifest.jsonl"), manifest);

    // A day later there is another file, before the others.
    dir.file("in/0.jsonl", records(3));
    dir.run(&CODE).expect(0, &["3 articles", "in all: 8 parts, 654 articles"]);
}

#[test]
fn a_killed_run_goes_on() {
    let dir = Dir::new("parts-killed");
    dir.file("in/a.jsonl", numbered(0..3_000));
    dir.file("in/b.jsonl", numbered(3_000..4_000));
    let mut n_killed = 0;
    for round in 0..40 {
        let mut child = dir.command(&CODE).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(300 + 150 * round));
        match child.try_wait().unwrap() {
            Some(status) => {
                assert!(status.success());
                break;
            }
            None => {
                child.kill().unwrap();
                child.wait().unwrap();
                n_killed += 1;
            }
        }
    }
    assert!(n_killed > 0, "the first run ended before it was killed");
    dir.run(&CODE).expect(0, &["in all: 40 parts, 4000 articles"]);
    assert_eq!(coded(&dir), whole(&dir));
    let left =
        fs::read_dir(dir.path("out")).unwrap().filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(left.count(), 0);
}

#[test]
fn a_line_that_was_cut_off_is_not_there() {
    let dir = Dir::new("parts-torn");
    input(&dir);
    dir.run(&CODE).expect(0, &[]);
    let manifest = dir.read("out/manifest.jsonl");
    let torn: String = manifest.lines().take(4).map(|line| line.to_owned() + "\n").collect::<String>() + "{\"part\":\"part-00004\",\"do";
    dir.file("out/manifest.jsonl", torn);
    dir.run(&CODE).expect(0, &["in all: 7 parts, 651 articles"]);
    assert_eq!(coded(&dir), whole(&dir));
}

#[test]
fn what_does_not_go_on_is_refused() {
    let dir = Dir::new("parts-refused");
    input(&dir);
    dir.run(&CODE).expect(0, &[]);
    let other = |args: &[&str]| dir.run(&[&CODE[..], args].concat());
    other(&["--with-text"]).expect(2, &["with another --with-text (false, now true)", "another -o DIR"]);
    other(&["--min-confidence", "0"]).expect(2, &["another --min-confidence"]);
    other(&["--format", "csv"]).expect(2, &["another --format (jsonl, now csv)"]);
    other(&["--format", "summary"]).expect(2, &["a summary has no parts"]);
    dir.run(&["code", "-", "--parts", "-o", "out"]).expect(2, &["standard input cannot be read again"]);
    dir.run(&["code", "in", "--parts"]).expect(2, &["--output"]);
    dir.run(&["code", "in", "--parts=0", "-o", "out"]).expect(2, &["--parts"]);
    dir.file("other/notes.txt", "mine");
    dir.run(&["code", "in", "--parts", "-o", "other"]).expect(2, &["holds other files and no manifest.jsonl"]);

    dir.file("in/a.jsonl", records(2));
    dir.run(&CODE).expect(0, &["in/a.jsonl: changed since it was coded here", "in all: 7 parts, 651 articles"]);
    dir.run(&["code", "none.jsonl", "--parts", "-o", "empty"]).expect(1, &["none.jsonl: no such file", "no usable article"]);
}

#[test]
fn tables_come_in_parts_too() {
    let dir = Dir::new("parts-tables");
    input(&dir);
    dir.run(&["code", "in", "--parts=400", "-o", "out", "--format", "parquet"]).expect(0, &["in all: 2 parts"]);
    assert!(dir.path("out/part-00001/claims.parquet").is_file() && dir.path("out/part-00002/rejects.parquet").is_file());
}
