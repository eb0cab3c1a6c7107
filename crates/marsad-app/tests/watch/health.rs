//! How a feed does, told from what its fetches gave: silence is not failure, and neither is a zero.

use rusqlite::params;
use serde_json::Value;

use crate::dir::Dir;
use crate::{db, listed};

/// A feed whose fetches are written by the test: hours before now, outcome, new items.
fn fetched(test: &str, fetches: &[(i64, &str, i64)]) -> (Dir, Value) {
    let dir = Dir::new(test);
    dir.run(&["feeds", "news.marsad", "add", "https://news.example/feed"]).expect(0, &[]);
    let now = jiff::Timestamp::now();
    for (hours, outcome, n_new) in fetches {
        let at = (now - jiff::SignedDuration::from_hours(*hours)).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let status = if *outcome == "failed" { None } else { Some(200) };
        let sql = "INSERT INTO fetches (feed, url, at, outcome, status, bytes, n_items, n_new, n_changed, n_undated, n_empty, message)
            VALUES (1, 'https://news.example/feed', ?1, ?2, ?3, 1, 20, ?4, 0, 2, 1, CASE ?2 WHEN 'failed' THEN 'it was down' END)";
        db(&dir).execute(sql, params![at, outcome, status, n_new]).unwrap();
    }
    let feed = listed(&dir).remove(0);
    (dir, feed)
}

/// Six weeks with ten new items a day, up to `until` hours before now.
fn weeks(until: i64) -> Vec<(i64, &'static str, i64)> {
    (0..42 * 24).rev().filter(|hours| *hours >= until && hours % 24 == until % 24).map(|hours| (hours, "read", 10)).collect()
}

#[test]
fn a_feed_that_brings_what_it_did_works() {
    let (dir, feed) = fetched("health-working", &weeks(0));
    assert_eq!((&feed["state"], &feed["seen_today"], &feed["expected_today"]), (&"working".into(), &10.into(), &10.0.into()));
    assert_eq!((&feed["items"], &feed["undated"], &feed["empty"]), (&20.into(), &2.into(), &1.into()));
    let shown = dir.run(&["feeds", "news.marsad", "list"]).stdout;
    assert!(shown.contains("10 new today, 10.0 usual on this weekday") && shown.contains("2 without a date, 1 without text"), "{shown}");
}

#[test]
fn a_feed_that_answers_and_brings_nothing_is_silent() {
    let mut fetches = weeks(48);
    fetches.extend([(24, "unchanged", 0), (0, "unchanged", 0)]);
    let (dir, feed) = fetched("health-silent", &fetches);
    assert_eq!(feed["state"], "silent");
    assert_eq!(feed["since"], feed["last_new"]);
    assert!(feed["missing"].as_f64() > Some(10.0), "{feed}");
    assert!(dir.run(&["feeds", "news.marsad", "list"]).stdout.contains("  silent since "));
}

#[test]
fn a_feed_that_cannot_be_asked_is_failing_and_not_silent() {
    let mut fetches = weeks(48);
    fetches.extend([(24, "failed", 0), (0, "failed", 0)]);
    let (dir, feed) = fetched("health-failing", &fetches);
    assert_eq!((&feed["state"], &feed["failures"], &feed["message"]), (&"failing".into(), &2.into(), &"it was down".into()));
    assert!(feed["seen_today"].is_null(), "nobody could count: {feed}");
    let shown = dir.run(&["feeds", "news.marsad", "list"]).stdout;
    assert!(shown.contains("2 in a row: it was down") && shown.contains("not read today"), "{shown}");
}

#[test]
fn what_is_not_known_is_not_told() {
    let (_dir, feed) = fetched("health-unasked", &weeks(72));
    assert_eq!(feed["state"], "unasked");
    assert!(feed["seen_today"].is_null(), "{feed}");
    let (dir, feed) = fetched("health-young", &[(0, "read", 20)]);
    assert_eq!(feed["state"], "working");
    assert!(feed["expected_today"].is_null() && feed["missing"].is_null(), "{feed}");
    assert!(dir.run(&["feeds", "news.marsad", "list"]).stdout.contains("what is usual is not known yet"));
}
