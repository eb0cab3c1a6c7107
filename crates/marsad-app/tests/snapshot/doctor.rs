//! The doctor finds each planted fault, and nothing where there is none.

use std::fs;

use serde_json::Value;

use crate::dir::{Dir, Run};
use crate::{change, observatory, value};

/// What the doctor says of an observatory to which something was done.
fn examined(name: &str, sql: &str) -> Run {
    let dir = Dir::new(&format!("doctor-{name}"));
    observatory(&dir, "news.marsad");
    change(&dir, "news.marsad", &format!("PRAGMA foreign_keys = OFF; {sql}"));
    dir.run(&["doctor", "news.marsad"])
}

#[track_caller]
fn says(run: &Run, status: i32, words: &[&str]) {
    run.expect(status, &[]);
    for words in words {
        assert!(run.stdout.contains(words), "«{words}» is not in: {}", run.stdout);
    }
}

#[test]
fn all_is_well() {
    let dir = Dir::new("doctor-well");
    observatory(&dir, "news.marsad");
    let run = dir.run(&["doctor", "news.marsad"]);
    says(
        &run,
        0,
        &["program", "ontology", "cores", "SQLite finds it whole", "add up", "all were coded by this program", "every run came to its end"],
    );
    assert!(!run.stdout.contains("broken  "), "{}", run.stdout);
    let run = dir.run(&["doctor", "--format", "json"]);
    run.expect(0, &[]);
    for line in run.stdout.lines() {
        let finding: Value = serde_json::from_str(line).unwrap();
        assert!(["ok", "note", "warning"].contains(&finding["level"].as_str().unwrap()), "{line}");
        assert_eq!(finding["do"].is_null(), finding["level"] == "ok", "{line}");
    }
    dir.run(&["doctor", "none.marsad"]).expect(2, &["there is no observatory"]);
    assert_eq!(dir.names().iter().filter(|name| !name.starts_with("news.marsad")).count(), 0, "{:?}", dir.names());
}

#[test]
fn files_that_are_no_observatory() {
    let dir = Dir::new("doctor-file");
    dir.file("text.marsad", "not a database, but long enough to be looked at as one ".repeat(40));
    says(&dir.run(&["doctor", "text.marsad"]), 1, &["broken", "it is no observatory"]);
    change(&dir, "other.db", "CREATE TABLE x (y)");
    says(&dir.run(&["doctor", "other.db"]), 1, &["of another program"]);
    observatory(&dir, "news.marsad");
    change(&dir, "news.marsad", "PRAGMA user_version = 99");
    says(&dir.run(&["doctor", "news.marsad"]), 1, &["of a later program"]);
    observatory(&dir, "torn.marsad");
    let mut bytes = fs::read(dir.path("torn.marsad")).unwrap();
    let n_bytes = bytes.len();
    bytes[n_bytes / 2..n_bytes / 2 + 40_000].fill(0x5a);
    dir.file("torn.marsad", bytes);
    says(&dir.run(&["doctor", "torn.marsad"]), 1, &["it is damaged", "restore the file from a copy"]);
}

#[test]
fn links_that_are_broken() {
    let run = examined("eventless", "UPDATE claims SET event = NULL WHERE claim = (SELECT min(claim) FROM claims)");
    says(&run, 1, &["claims that count and have no event: 1", "marsad recode DB --all"]);
    says(&examined("claimless", "DELETE FROM claims WHERE event = (SELECT min(event) FROM events)"), 1, &["events without a claim: 1"]);
    let run = examined("rejected", "UPDATE claims SET state = 'rejected' WHERE claim = (SELECT min(claim) FROM claims)");
    says(&run, 1, &["rejected claims that count for an event: 1"]);
    let run = examined("foreign", "UPDATE claims SET article = 99999 WHERE claim = (SELECT min(claim) FROM claims)");
    says(&run, 1, &["1 row of claims without their row of articles"]);
}

#[test]
fn counts_that_do_not_add_up() {
    let run = examined("facet", "UPDATE facets SET n_events = n_events + 1 WHERE name = 'type:CONSULT'");
    says(&run, 1, &["facets with another number of events than they say: 1, the first type:CONSULT"]);
    let run = examined("facet-row", "DELETE FROM event_facets WHERE event = (SELECT min(event) FROM events)");
    says(&run, 1, &["events with another number of facets", "facets with another number of events"]);
    let run = examined("facet-day", "UPDATE event_facets SET day = '1990-01-01' WHERE event = (SELECT min(event) FROM events)");
    says(&run, 1, &["no event, or to one of another day"]);
    let run = examined(
        "event",
        "UPDATE events SET factuality = 'denied' WHERE event = (SELECT min(event) FROM events WHERE factuality = 'actual')",
    );
    says(&run, 1, &["events that say something else than their claims: 1"]);
    says(&examined("dyad", "UPDATE dyad_days SET n_events = n_events + 1"), 1, &["days of pairs of actors"]);
    says(&examined("dyad-gone", "DELETE FROM dyad_days"), 1, &["days of pairs of actors"]);
    says(&examined("day", "UPDATE event_days SET n_events = n_events + 1"), 1, &["days of events that do not add up"]);
    says(&examined("day-gone", "DELETE FROM event_days"), 1, &["days of events that do not add up"]);
    says(&examined("outlet", "UPDATE outlet_days SET n_claims = n_claims + 1"), 1, &["days of outlets that do not add up"]);
    says(&examined("outlet-gone", "DELETE FROM outlet_days"), 1, &["days of outlets that do not add up"]);
    says(&examined("story", "UPDATE stories SET n_articles = 7 WHERE story = 1"), 1, &["stories that do not add up: 1"]);
    says(&examined("words", "DELETE FROM words WHERE rowid = 1"), 1, &["articles that no word finds: 1"]);
}

#[test]
fn what_does_not_add_up_is_put_right_by_coding_all_again() {
    let dir = Dir::new("doctor-again");
    observatory(&dir, "news.marsad");
    let claim = value(&dir, "news.marsad", "SELECT min(id) FROM claims");
    dir.run(&["decide", "news.marsad", "reject", &claim, "--reason", "x", "--author", "huda"]).expect(0, &[]);
    dir.run(&["snapshot", "news.marsad", "-o", "out"]).expect(0, &[]);
    change(
        &dir,
        "news.marsad",
        "UPDATE facets SET n_events = 7; DELETE FROM event_facets WHERE event < 20; DELETE FROM dyad_days; DELETE FROM event_days WHERE quad = 4; UPDATE outlet_days SET n_claims = 0;
         UPDATE events SET factuality = 'planned' WHERE event > 40; UPDATE claims SET event = NULL WHERE claim % 3 = 0;
         UPDATE stories SET n_articles = 9; DELETE FROM words WHERE rowid < 5;",
    );
    let run = dir.run(&["doctor", "news.marsad"]);
    says(&run, 1, &["broken   links", "broken   facets", "broken   counts", "broken   events", "broken   stories", "broken   words"]);
    dir.run(&["recode", "news.marsad", "--all"]).expect(0, &[]);
    says(&dir.run(&["doctor", "news.marsad"]), 0, &["add up"]);
    dir.run(&["verify", "out", "--against", "news.marsad"]).expect(0, &[]);
    assert_eq!(value(&dir, "news.marsad", "SELECT count(*) || '' FROM revisions WHERE run = (SELECT max(run) FROM runs)"), "0");
}

#[test]
fn work_that_waits() {
    let run = examined("coder", "UPDATE runs SET marsad = '0.0.1'");
    says(&run, 0, &["articles coded by marsad 0.0.1", "marsad recode DB"]);
    says(&examined("data", "UPDATE runs SET data = 'ffff 0.7'"), 0, &["(ffff 0.7), not by what is installed"]);
    says(&examined("run", "UPDATE runs SET ended = NULL"), 0, &["`marsad ingest` of", "never ended"]);
    let run = examined(
        "run-again",
        "INSERT INTO runs (command, began, marsad, pack, ontology, data) SELECT command, '2020-01-01T00:00:00Z', marsad, pack, ontology, data FROM runs; UPDATE runs SET run = -1, ended = NULL WHERE began LIKE '2020%'",
    );
    says(&run, 0, &["every run came to its end, or was done again"]);
}

#[test]
fn feeds_that_fail_or_are_silent() {
    let feed = "INSERT INTO feeds (feed, url, added) VALUES (1, 'https://example.org/rss', '2020-01-01T00:00:00Z');";
    let fetch = |at: &str, message: &str, n_new: u32| {
        format!(
            "INSERT INTO fetches (feed, url, at, outcome, status, bytes, n_items, n_new, n_changed, n_undated, n_empty, message)
             VALUES (1, 'https://example.org/rss', {at}, 'x', 200, 1, 1, {n_new}, 0, 0, 0, {message});"
        )
    };
    let now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')";
    let ago = |days: u32| format!("strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-{days} days')");
    says(&examined("feed-new", feed), 0, &["was added 2020-01-01T00:00:00Z and never asked"]);
    let run = examined("feed-bad", &format!("{feed}{}{}", fetch(&ago(1), "'no answer'", 0), fetch(now, "'no answer'", 0)));
    says(&run, 0, &["https://example.org/rss failed 2 times in a row", "no answer"]);
    let run = examined("feed-old", &format!("{feed}{}", fetch(&ago(9), "NULL", 1)));
    says(&run, 0, &["was last asked on"]);
    let run =
        examined("feed-silent", &format!("{feed}{}{}{}", fetch(&ago(40), "NULL", 3), fetch(&ago(39), "NULL", 3), fetch(now, "NULL", 0)));
    says(&run, 0, &["has brought nothing new for 39 days", "usually it takes 24 hours"]);
    let run = examined("feed-empty", &format!("{feed}{}", fetch(now, "NULL", 0)));
    says(&run, 0, &["has never brought an article"]);
    let run = examined("feed-well", &format!("{feed}{}", fetch(now, "NULL", 2)));
    says(&run, 0, &["1 feeds answer"]);
}
