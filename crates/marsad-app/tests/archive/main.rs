//! The observatory as its users meet it: the real binary over a file in a folder of its own.
//!
//! `runs` runs that are killed, repeated, in another order · `corrections` what people decide and what holds of it · `finding` the query language ·
//! `retention` texts that are let go, and what stays of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod corrections;
#[path = "../cli/dir.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod dir;
mod finding;
mod retention;
mod runs;

use dir::Dir;
use rusqlite::Connection;
use serde_json::{Value, json};

/// Articles of an invented week: a raid told by three outlets, one a copy; its denial; a visit; a warning through a mediator.
fn week() -> String {
    let raid = "بيروت (وكالة الأفق) - قصفت طائرات إسرائيلية يوم الأحد مواقع في مدينة النبطية جنوب لبنان. وقال مصدر أمني إن ثلاثة أشخاص قتلوا في القصف. وأضاف المصدر أن فرق الإنقاذ ما زالت تعمل في المكان.";
    let copy = "بيروت (وكالة الأفق) - قصفت طائرات إسرائيلية يوم الأحد مواقع في مدينة النبطية جنوب لبنان. وقال مصدر أمني إن ثلاثة أشخاص قتلوا في القصف. وأضاف المصدر أن فرق الإنقاذ ما زالت تعمل.";
    let other = "قصف الطيران الإسرائيلي يوم الأحد مدينة النبطية، ما أدى إلى مقتل خمسة أشخاص بحسب وزارة الصحة اللبنانية.";
    let denial = "لم تقصف طائرات إسرائيلية أي مواقع في مدينة النبطية يوم الأحد.";
    let visit = "وصل وزير الخارجية الإيراني عباس عراقجي إلى بغداد يوم الاثنين في زيارة رسمية التقى خلالها رئيس الوزراء العراقي.";
    let warning = "حذرت إيران إسرائيل من أي هجوم على أراضيها.";
    let rows = [
        ("a1", "صحيفة النهر", "2024-11-10", raid),
        ("a2", "صحيفة الجسر", "2024-11-10", copy),
        ("a3", "وكالة الساحل", "2024-11-11", other),
        ("a4", "صحيفة النهر", "2024-11-11", denial),
        ("a5", "وكالة الساحل", "2024-11-12", visit),
        ("a6", "صحيفة الجسر", "2024-11-12", warning),
    ];
    let line = |(id, outlet, published, body): &(&str, &str, &str, &str)| {
        format!("{}\n", json!({"id": id, "outlet": outlet, "published": published, "title": "", "body": body}))
    };
    rows.iter().map(line).collect()
}

/// A folder with an observatory of that week.
fn observatory(test: &str) -> Dir {
    let dir = Dir::new(test);
    dir.file("week.jsonl", week());
    dir.run(&["ingest", "news.marsad", "week.jsonl"]).expect(0, &["6 new, 0 changed, 0 known before, 0 refused"]);
    dir
}

/// One number of the file.
fn number(dir: &Dir, sql: &str) -> i64 {
    Connection::open(dir.path("news.marsad")).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// One JSON object of each line that a command prints.
fn objects(dir: &Dir, args: &[&str]) -> Vec<Value> {
    let run = dir.run(args);
    run.expect(0, &[]);
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Checks the file itself, that every claim has its event and every event its claims, and that the counts are those of a recount.
#[track_caller]
fn sound(dir: &Dir) {
    let db = Connection::open(dir.path("news.marsad")).unwrap();
    let word: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(word, "ok");
    assert!(!db.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap());
    for (what, sql) in [
        ("claims without event", "SELECT count(*) FROM claims WHERE event IS NULL AND state <> 'rejected'"),
        ("events that count wrongly", "SELECT count(*) FROM events WHERE n_claims <> (SELECT count(*) FROM claims WHERE claims.event = events.event)"),
        ("facets that count wrongly", "SELECT count(*) FROM facets WHERE n_events <> (SELECT count(*) FROM event_facets WHERE event_facets.facet = facets.facet)"),
        ("stories that count wrongly", "SELECT count(*) FROM stories WHERE n_articles <> (SELECT count(*) FROM articles WHERE articles.story = stories.story)"),
        (
            "outlets that count wrongly",
            "SELECT count(*) FROM outlet_days WHERE n_articles <> (SELECT count(*) FROM articles WHERE coalesce(articles.outlet, '') = outlet_days.outlet
               AND coalesce(articles.day, '') = outlet_days.day)",
        ),
        (
            "days that count wrongly",
            "SELECT count(*) FROM event_days WHERE n_events <> (SELECT count(*) FROM events WHERE events.day = event_days.day AND events.quad = event_days.quad)",
        ),
        ("articles twice", "SELECT count(*) - count(DISTINCT key) FROM articles"),
        ("articles without words", "SELECT count(*) FROM articles WHERE article NOT IN (SELECT rowid FROM words)"),
    ] {
        let n: i64 = db.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(n, 0, "{what}");
    }
}
