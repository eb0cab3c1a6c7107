//! Wrong usage is status 2 with words that help; the help teaches.

use crate::dir::{Dir, records};

#[test]
fn wrong_arguments_are_status_2() {
    let dir = Dir::new("usage");
    dir.file("a.jsonl", records(1));
    dir.run(&[]).expect(2, &["Usage: marsad"]);
    dir.run(&["code", "a.jsonl", "--jbos", "2"]).expect(2, &["--jbos", "--jobs"]);
    dir.run(&["code", "a.jsonl", "--jobs", "0"]).expect(2, &["--jobs"]);
    dir.run(&["code", "a.jsonl", "--min-confidence", "70"]).expect(2, &["a number from 0 to 1"]);
    dir.run(&["code", "a.jsonl", "--published", "yesterday"]).expect(2, &["a date such as 2024-11-10"]);
    dir.run(&["code", "a.jsonl", "--format", "csv"]).expect(2, &["give -o DIR"]);
    dir.run(&["code", "a.jsonl", "--format", "xlsx"]).expect(2, &["jsonl, csv"]);
    dir.run(&["code", "a.jsonl", "-o", "./a.jsonl"]).expect(2, &["./a.jsonl is an input too"]);
    dir.run(&["data", "score", "a.jsonl"]).expect(2, &["<GOLD>"]);
    dir.run(&["data", "score", "a.jsonl", "b.jsonl", "--gsr", "c.jsonl"]).expect(2, &["cannot be used with"]);
    dir.run(&["data", "check"]).expect(2, &["has no folder lang/"]);
}

#[test]
fn a_file_that_is_no_pack_is_refused_before_anything_is_read() {
    let dir = Dir::new("no-pack");
    dir.file("a.jsonl", records(1));
    dir.file("b.pack", "not a pack");
    let run = dir.run(&["code", "a.jsonl", "--pack", "b.pack", "-o", "out.jsonl"]);
    assert_eq!(run.expect(2, &["--pack b.pack: not a language pack"]).stdout, "");
    dir.run(&["code", "a.jsonl", "--pack", "c.pack"]).expect(2, &["--pack c.pack: cannot be read: No such file"]);
    dir.run(&["explain", "a.jsonl", "--pack", "b.pack"]).expect(2, &["not a language pack"]);
    assert_eq!(dir.names(), ["a.jsonl", "b.pack"]);
}

#[test]
fn help_shows_examples_of_every_command() {
    let dir = Dir::new("help");
    for command in [
        &["--help"][..],
        &["code", "--help"],
        &["explain", "--help"],
        &["analyze", "--help"],
        &["data", "--help"],
        &["data", "check", "--help"],
        &["data", "build", "--help"],
        &["data", "score", "--help"],
    ] {
        let run = dir.run(command);
        run.expect(0, &[]);
        let examples = run.stdout.split("Examples:").nth(1).unwrap_or_else(|| panic!("{command:?} has no examples"));
        assert!(examples.matches("\n  marsad ").count() + examples.matches("| marsad ").count() >= 2, "{command:?}: {examples}");
    }
    assert!(dir.run(&["--version"]).expect(0, &[]).stdout.starts_with("marsad "));
}
