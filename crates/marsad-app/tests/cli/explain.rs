//! `explain`, for a reader at a terminal.

use crate::dir::{Dir, records};

fn is_arabic(letter: char) -> bool {
    ('\u{600}'..='\u{6FF}').contains(&letter)
}

#[test]
fn latin_and_arabic_stand_on_lines_of_their_own() {
    let dir = Dir::new("explain");
    let text = "أعلن وزير الخارجية أمس أن 12 جنديا قتلوا في قصف على المدينة.";
    let run = dir.run(&["explain", "--text", text, "--published", "2024-11-10", "--outlet", "صحيفة"]);
    assert!(run.expect(0, &[]).stdout.contains("published 2024-11-10"));
    for line in run.stdout.lines() {
        assert!(!line.chars().any(is_arabic) || !line.chars().any(|letter| letter.is_ascii_alphabetic()), "mixed: {line}");
    }
    assert!(!run.stdout.contains('\u{1b}'), "no colour when it is no terminal");
}

#[test]
fn one_article_of_a_file_is_found_by_its_id() {
    let dir = Dir::new("explain-id");
    dir.file("a.jsonl", records(5));
    let run = dir.run(&["explain", "a.jsonl", "--id", "3"]);
    assert_eq!(run.expect(0, &[]).stdout.matches("article ").count(), 1);
    assert!(run.stdout.starts_with("article 3\n"));
    assert_eq!(dir.run(&["explain", "a.jsonl"]).expect(0, &[]).stdout.matches("article ").count(), 5);
    dir.run(&["explain", "a.jsonl", "--id", "33"]).expect(1, &["no article with id 33"]);
    dir.run(&["explain", "missing.jsonl"]).expect(1, &["missing.jsonl: no such file"]);
    dir.run_with(&["explain"], records(1).as_bytes()).expect(0, &[]);
}

#[test]
fn a_text_cannot_steer_the_terminal() {
    let dir = Dir::new("explain-steer");
    let line = serde_json::json!({"id": "\u{1b}[31m1", "published": "2024-11-10", "title": "\u{1b}]0;x\u{7}\u{202E}عنوان", "body": "نص"});
    let run = dir.run_with(&["explain", "-"], line.to_string().as_bytes());
    assert!(!run.expect(0, &[]).stdout.contains(['\u{1b}', '\u{7}', '\u{202E}']), "{:?}", run.stdout);
}
