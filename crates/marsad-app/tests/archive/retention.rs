//! Texts that are let go, and what stays of them.

use rusqlite::Connection;
use serde_json::json;

use crate::dir::Dir;
use crate::{number, objects, observatory, sound};

/// Words that no claim and no statement quotes.
const ASIDE: &str = "كانت المقاهي مفتوحة والشوارع هادئة حتى ساعة متأخرة";

/// Makes all articles as old as they would be after some years.
fn age(dir: &Dir) {
    Connection::open(dir.path("news.marsad")).unwrap().execute_batch("UPDATE articles SET ingested = '2020-01-01T00:00:00Z'").unwrap();
}

fn texts(dir: &Dir) -> i64 {
    number(dir, "SELECT count(*) FROM articles WHERE body IS NOT NULL")
}

/// Claims, events and decisions, as readers see them.
fn told(dir: &Dir) -> Vec<serde_json::Value> {
    [&["find", "news.marsad", "--what", "claims", "--format", "json"][..], &["find", "news.marsad", "--format", "json"]]
        .iter()
        .flat_map(|args| objects(dir, args))
        .collect()
}

/// Whether the file or its log has these words anywhere.
fn has_bytes(dir: &Dir, words: &str) -> bool {
    ["news.marsad", "news.marsad-wal"].iter().any(|name| {
        let bytes = std::fs::read(dir.path(name)).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

#[test]
fn a_text_goes_and_what_it_told_stays() {
    let dir = observatory("retain-goes");
    let before = told(&dir);
    dir.run(&["snapshot", "news.marsad", "-o", "before"]).expect(0, &[]);
    age(&dir);
    dir.run(&["retain", "news.marsad"]).expect(0, &[]);
    assert_eq!(texts(&dir), 6, "without a setting everything stays");
    let run = dir.run(&["retain", "news.marsad", "--days", "30", "--dry-run"]);
    run.expect(0, &[]);
    assert!(run.stdout.contains("6 texts would be let go"), "{}", run.stdout);
    assert_eq!(texts(&dir), 6);
    let run = dir.run(&["retain", "news.marsad", "--days", "30"]);
    run.expect(0, &[]);
    assert!(run.stdout.contains("for 30 days") && run.stdout.contains("6 texts let go; 0 of 6 texts kept"), "{}", run.stdout);
    assert_eq!(told(&dir), before);
    sound(&dir);
    dir.run(&["snapshot", "news.marsad", "-o", "after"]).expect(0, &[]);
    assert_eq!(dir.read("before/manifest.json"), dir.read("after/manifest.json"), "a snapshot has no text, so it is the same");
    assert!(number(&dir, "SELECT count(*) FROM statements WHERE field = 'body' AND quote <> ''") > 0);
    assert_eq!(number(&dir, "SELECT count(*) FROM statements WHERE field = 'body' AND quote IS NULL"), 0);
    // Still found, and it says why nothing is shown of it.
    let found = objects(&dir, &["find", "news.marsad", "تحذير", "--what", "articles", "--format", "json"]);
    assert_eq!((&found[0]["id"], &found[0]["has_text"], &found[0]["snippet"]), (&json!("a6"), &json!(false), &json!("")));
    let run = dir.run(&["find", "news.marsad", "تحذير", "--what", "articles"]);
    assert!(run.stdout.contains("no longer kept"), "{}", run.stdout);
    // What is known is not taken in again, and not coded again.
    dir.run(&["ingest", "news.marsad", "week.jsonl"]).expect(0, &["0 new, 0 changed, 6 known before"]);
    let run = dir.run(&["recode", "news.marsad", "--all"]);
    run.expect(0, &["0 articles"]);
    assert!(run.stdout.contains("6 articles have no text any more"), "{}", run.stdout);
    assert_eq!(told(&dir), before);
    dir.run(&["doctor", "news.marsad"]).expect(0, &[]);
    dir.run(&["export", "news.marsad", "--format", "jsonl"]).expect(0, &[]);
    sound(&dir);
}

#[test]
fn a_decision_about_a_text_that_is_gone_holds() {
    let dir = observatory("retain-decide");
    age(&dir);
    dir.run(&["retain", "news.marsad", "--days", "0"]).expect(0, &[]);
    let claims = objects(&dir, &["find", "news.marsad", "type:ASSAULT outlet:الساحل", "--what", "claims", "--format", "json"]);
    let id = claims[0]["id"].as_str().unwrap();
    dir.run(&["decide", "news.marsad", "change", id, "status=alleged", "--author", "huda"]).expect(0, &[]);
    dir.run(&["recode", "news.marsad", "--all"]).expect(0, &[]);
    let states = || number(&dir, "SELECT count(*) FROM claims WHERE state = 'changed' AND factuality = 'alleged'");
    assert_eq!(states(), 1);
    assert_eq!(number(&dir, "SELECT count(*) FROM anchors WHERE quote <> ''"), 1, "the evidence still has the words");
    // The text comes back under another address: the decision holds there too, because it is the same text.
    let again = crate::week().replace("\"id\":\"a3\"", "\"id\":\"a3-again\"");
    dir.run_with(&["ingest", "news.marsad"], again.as_bytes()).expect(0, &["1 new"]);
    assert_eq!(states(), 2);
    sound(&dir);
}

#[test]
fn an_outlet_may_have_a_time_of_its_own() {
    let dir = observatory("retain-outlet");
    age(&dir);
    dir.run(&["retain", "news.marsad", "--outlet", "صحيفة البعيد", "--forever"]).expect(2, &["no article and no feed"]);
    dir.run(&["retain", "news.marsad", "--outlet", "صحيفة النهر"]).expect(2, &["--days"]);
    dir.run(&["retain", "news.marsad", "--as-others"]).expect(2, &["--outlet"]);
    dir.run(&["retain", "news.marsad", "--outlet", "صحيفة النهر", "--forever"]).expect(0, &[]);
    // The next run that takes something in lets the others go.
    Connection::open(dir.path("news.marsad"))
        .unwrap()
        .execute_batch("INSERT INTO settings (name, value) VALUES ('retain_days', '30')")
        .unwrap();
    let run = dir.run(&["doctor", "news.marsad"]);
    assert!(run.stdout.contains("4 texts kept longer"), "{}", run.stdout);
    dir.run(&["ingest", "news.marsad", "week.jsonl"]).expect(0, &["4 texts let go"]);
    assert_eq!(number(&dir, "SELECT count(*) FROM articles WHERE (body IS NULL) = (outlet = 'صحيفة النهر')"), 0);
    dir.run(&["retain", "news.marsad", "--outlet", "صحيفة النهر", "--as-others"]).expect(0, &[]);
    assert_eq!(texts(&dir), 0);
}

#[test]
fn a_changed_text_counts_from_its_own_day() {
    let dir = Dir::new("retain-version");
    let line = |body: &str| {
        json!({"id": "x", "url": "https://news.example/1", "outlet": "صحيفة", "published": "2024-11-10", "title": "", "body": body})
            .to_string()
    };
    dir.run_with(&["ingest", "news.marsad"], line("وصل وزير الخارجية المصري إلى طهران.").as_bytes()).expect(0, &["1 new"]);
    age(&dir);
    dir.run_with(&["ingest", "news.marsad"], line("غادر وزير الخارجية المصري طهران.").as_bytes()).expect(0, &["1 changed"]);
    dir.run(&["retain", "news.marsad", "--days", "30"]).expect(0, &[]);
    assert_eq!(texts(&dir), 1, "the new text came in today");
    assert_eq!(number(&dir, "SELECT count(*) FROM versions WHERE body IS NULL"), 1);
    sound(&dir);
}

#[test]
fn what_goes_is_overwritten() {
    for takedown in [false, true] {
        let dir = Dir::new(if takedown { "retain-takedown" } else { "retain-bytes" });
        let body = format!(
            "قصفت طائرات إسرائيلية يوم الأحد مواقع في مدينة النبطية. {} {ASIDE}.",
            "وقالت مصادر محلية إن الوضع تحت المراقبة. ".repeat(200)
        );
        let line = json!({"id": "x", "outlet": "صحيفة", "published": "2024-11-10", "title": "", "body": body}).to_string();
        dir.run_with(&["ingest", "news.marsad"], line.as_bytes()).expect(0, &["1 new"]);
        assert!(has_bytes(&dir, ASIDE));
        let args = if takedown {
            &["decide", "news.marsad", "takedown", "x", "--author", "huda"][..]
        } else {
            &["retain", "news.marsad", "--days", "0"]
        };
        dir.run(args).expect(0, &[]);
        assert!(!has_bytes(&dir, ASIDE), "takedown: {takedown}");
    }
}
