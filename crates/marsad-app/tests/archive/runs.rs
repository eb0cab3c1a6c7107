//! Runs that are killed, repeated, in another order, over text that changed, over files that are none.

use std::process::Stdio;

use rusqlite::Connection;
use serde_json::json;

use crate::dir::{Dir, records};
use crate::{number, observatory, sound, week};

/// How many articles are kept already.
fn kept(dir: &Dir) -> i64 {
    let Ok(db) = Connection::open(dir.path("news.marsad")) else { return 0 };
    db.query_row("SELECT count(*) FROM articles", [], |row| row.get(0)).unwrap_or(0)
}

#[test]
fn a_killed_ingest_goes_on_where_it_was() {
    let dir = Dir::new("archive-killed");
    dir.file("many.jsonl", records(3_500));
    for at_least in [1, 1_001, 2_001] {
        let mut child = dir.command(&["ingest", "news.marsad", "many.jsonl"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while kept(&dir) < at_least && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let _ = child.kill();
        child.wait().unwrap();
        let before = kept(&dir);
        sound(&dir);
        assert!(before >= at_least);
    }
    let before = kept(&dir);
    dir.run(&["ingest", "news.marsad", "many.jsonl"]).expect(0, &[&format!("{} new, 0 changed, {before} known before", 3_500 - before)]);
    sound(&dir);
    assert_eq!(kept(&dir), 3_500);
}

#[test]
fn a_second_run_adds_nothing_and_the_order_does_not_matter() {
    let dir = observatory("archive-twice");
    let events = |dir: &Dir| {
        let db = Connection::open(dir.path("news.marsad")).unwrap();
        let mut rows = db
            .prepare("SELECT id || day || source || target || n_claims || n_outlets || n_stories || disputed FROM events ORDER BY id")
            .unwrap();
        rows.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap).collect::<Vec<_>>()
    };
    let before = events(&dir);
    dir.run(&["ingest", "news.marsad", "week.jsonl"]).expect(0, &["0 new, 0 changed, 6 known before"]);
    assert_eq!(events(&dir), before);
    sound(&dir);
    let backwards = Dir::new("archive-backwards");
    let lines: Vec<String> = week().lines().rev().map(|line| format!("{line}\n")).collect();
    for line in &lines {
        backwards.run_with(&["ingest", "news.marsad"], line.as_bytes()).expect(0, &["1 new"]);
    }
    assert_eq!(events(&backwards), before);
    sound(&backwards);
}

#[test]
fn a_raid_of_three_outlets_is_one_event_that_is_disputed() {
    let dir = observatory("archive-raid");
    let raid = "FROM events WHERE event_type = 'ASSAULT' AND n_outlets >= 3";
    assert_eq!(number(&dir, &format!("SELECT count(*) {raid}")), 1);
    assert_eq!(number(&dir, &format!("SELECT disputed {raid}")), 1);
    assert_eq!(number(&dir, "SELECT count(*) FROM stories WHERE n_articles = 2 AND n_outlets = 2"), 1);
}

#[test]
fn a_changed_text_is_a_new_version() {
    let dir = Dir::new("archive-version");
    let line = |body: &str| {
        format!(
            "{}\n",
            json!({"id": "x", "url": "https://news.example/1?utm_source=a", "outlet": "صحيفة", "published": "2024-11-10", "title": "", "body": body})
        )
    };
    dir.run_with(&["ingest", "news.marsad"], line("وصل وزير الخارجية المصري إلى طهران.").as_bytes()).expect(0, &["1 new"]);
    dir.run_with(&["ingest", "news.marsad"], line("نفت مصر وصول وزير الخارجية المصري إلى طهران.").as_bytes()).expect(0, &["1 changed"]);
    assert_eq!(number(&dir, "SELECT version FROM articles"), 2);
    assert_eq!(number(&dir, "SELECT count(*) FROM versions"), 1);
    sound(&dir);
}

#[test]
fn recoding_changes_nothing_where_nothing_changed() {
    let dir = observatory("archive-recode");
    let run = dir.run(&["recode", "news.marsad"]);
    run.expect(0, &["0 articles"]);
    let run = dir.run(&["recode", "news.marsad", "--all"]);
    run.expect(0, &["6 articles"]);
    assert!(run.stdout.contains("claims: 0 added, 0 dropped, 0 changed"), "{}", run.stdout);
    sound(&dir);
}

#[test]
fn what_is_no_observatory_is_refused() {
    let dir = Dir::new("archive-refused");
    dir.file("note.txt", "لا شيء هنا");
    dir.file("week.jsonl", week());
    dir.run(&["ingest", "note.txt", "week.jsonl"]).expect(3, &["no observatory"]);
    assert_eq!(dir.read("note.txt"), "لا شيء هنا");
    dir.run(&["find", "nowhere.marsad", "type:CONSULT"]).expect(2, &["there is no observatory", "marsad ingest"]);
    dir.run(&["ingest", ".", "week.jsonl"]).expect(2, &["a folder"]);
    Connection::open(dir.path("other.db")).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    dir.run(&["ingest", "other.db", "week.jsonl"]).expect(2, &["another program"]);
    dir.run(&["ingest", "news.marsad", "week.jsonl"]).expect(0, &["6 new"]);
    Connection::open(dir.path("news.marsad")).unwrap().pragma_update(None, "user_version", 99).unwrap();
    dir.run(&["find", "news.marsad"]).expect(2, &["later program"]);
    dir.run_with(&["ingest", "fresh.marsad"], b"").expect(1, &["no usable article"]);
}
