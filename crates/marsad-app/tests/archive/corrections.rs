//! What people decide, by the command, and what holds of it when the data changed.

use serde_json::Value;

use crate::dir::Dir;
use crate::{number, objects, observatory, sound};

/// A claim of the observatory that a query finds.
fn claim(dir: &Dir, query: &str) -> Value {
    objects(dir, &["find", "news.marsad", query, "--what", "claims", "--format", "json"]).remove(0)
}

fn decide(dir: &Dir, args: &[&str]) {
    let args = [&["decide", "news.marsad"], args, &["--author", "huda", "--reason", "قرأت النص"]].concat();
    dir.run(&args).expect(0, &[]);
    sound(dir);
}

#[test]
fn a_change_shows_in_its_event_and_is_taken_back() {
    let dir = observatory("decide-change");
    let visit = claim(&dir, "type:CONSULT mode:visit");
    let id = visit["id"].as_str().unwrap();
    decide(&dir, &["change", id, "status=planned", "place=cairo", "source=egypt"]);
    let changed = claim(&dir, "source:EGY status:planned in:cairo");
    assert_eq!(changed["state"], "changed");
    assert_eq!(number(&dir, "SELECT count(*) FROM revisions"), 1);
    decide(&dir, &["revoke", "1"]);
    assert_eq!(claim(&dir, "type:CONSULT mode:visit")["source"], visit["source"]);
    dir.run(&["decide", "news.marsad", "revoke", "1", "--author", "huda"]).expect(2, &["taken back already"]);
}

#[test]
fn decisions_hold_when_the_data_changed() {
    let dir = observatory("decide-recode");
    let rejected = claim(&dir, "type:THREATEN,ACCUSE");
    let changed = claim(&dir, "type:CONSULT mode:visit");
    decide(&dir, &["reject", rejected["id"].as_str().unwrap()]);
    decide(&dir, &["change", changed["id"].as_str().unwrap(), "status=planned"]);
    // A layer after which «وصل» tells nothing: the coder drops what people decided to keep.
    let n_claims = number(&dir, "SELECT count(*) FROM claims");
    dir.run(&["recode", "news.marsad", "--min-confidence", "0.999"]).expect(0, &["6 articles"]);
    sound(&dir);
    assert!(number(&dir, "SELECT count(*) FROM claims WHERE state = 'coded'") < n_claims);
    assert_eq!(claim(&dir, "status:planned")["state"], "kept");
    let listed = objects(&dir, &["decide", "news.marsad", "list", "--format", "json"]);
    assert!(listed.iter().all(|decision| decision["in_force"] == true));
    assert_eq!(listed[1]["differs"][0], Value::Null);
    dir.run(&["recode", "news.marsad"]).expect(0, &["6 articles"]);
    assert_eq!(claim(&dir, "status:planned")["state"], "changed");
    assert_eq!(number(&dir, "SELECT count(*) FROM claims WHERE state = 'rejected'"), 1);
    sound(&dir);
}

#[test]
fn events_are_merged_and_split() {
    let dir = observatory("decide-merge");
    let events = objects(&dir, &["find", "news.marsad", "", "--format", "json"]);
    let [one, two] = [&events[0], &events[1]].map(|event| event["id"].as_str().unwrap());
    let n_events = number(&dir, "SELECT count(*) FROM events");
    decide(&dir, &["merge", one, two]);
    assert_eq!(number(&dir, "SELECT count(*) FROM events"), n_events - 1);
    decide(&dir, &["revoke", "1"]);
    assert_eq!(number(&dir, "SELECT count(*) FROM events"), n_events);
    let denial = claim(&dir, "type:ASSAULT status:denied");
    decide(&dir, &["split", denial["id"].as_str().unwrap()]);
    assert_eq!(number(&dir, "SELECT count(*) FROM events WHERE disputed"), 0);
}

#[test]
fn a_takedown_survives_every_later_ingest() {
    let dir = observatory("decide-takedown");
    decide(&dir, &["takedown", "a4"]);
    assert_eq!(number(&dir, "SELECT count(*) FROM articles WHERE id = 'a4'"), 0);
    dir.run(&["ingest", "news.marsad", "week.jsonl"]).expect(0, &["0 new, 0 changed, 5 known before, 1 refused"]);
    assert_eq!(number(&dir, "SELECT count(*) FROM events WHERE disputed"), 0);
    sound(&dir);
}

#[test]
fn decided_sentences_are_gold() {
    let dir = observatory("decide-gold");
    let visit = claim(&dir, "type:CONSULT mode:visit");
    decide(&dir, &["accept", visit["id"].as_str().unwrap()]);
    dir.run(&["decide", "news.marsad", "gold", "articles.jsonl", "gold.jsonl"]).expect(0, &[]);
    let scored = dir.run(&["data", "score", "articles.jsonl", "gold.jsonl"]);
    scored.expect(0, &[]);
    assert!(scored.stdout.contains("1.000"), "{}", scored.stdout);
}

#[test]
fn what_nobody_knows_is_refused() {
    let dir = observatory("decide-refused");
    let visit = claim(&dir, "type:CONSULT mode:visit");
    let id = visit["id"].as_str().unwrap();
    let refused = |args: &[&str], why: &str| {
        let args = [&["decide", "news.marsad"], args, &["--author", "huda"]].concat();
        dir.run(&args).expect(2, &[why]);
    };
    refused(&["accept", "nothing"], "no claim has the id");
    refused(&["change", id, "source=nobody-at-all"], "is nobody that is known");
    refused(&["change", id, "type=PICNIC"], "is no type");
    refused(&["change", id, "status=perhaps"], "is no status");
    refused(&["change", id, "date=soon"], "is no date");
    refused(&["change", id, "colour=red"], "cannot be changed");
    refused(&["takedown", "a99"], "no article has the id");
    assert_eq!(number(&dir, "SELECT count(*) FROM decisions"), 0);
    assert_eq!(number(&dir, "SELECT count(*) FROM runs"), 1, "what was refused leaves nothing");
}
