//! Every kind of damage is found, and named.

use std::fs;

use sha2::{Digest, Sha256};

use crate::dir::{Dir, Run};
use crate::observatory;

/// A snapshot with something done to it; what `verify` says.
fn damaged(name: &str, damage: impl FnOnce(&Dir)) -> Run {
    let dir = Dir::new(&format!("damage-{name}"));
    observatory(&dir, "news.marsad");
    dir.run(&["snapshot", "news.marsad", "-o", "out"]).expect(0, &[]);
    dir.run(&["verify", "out"]).expect(0, &[]);
    damage(&dir);
    dir.run(&["verify", "out"])
}

/// Writes a table anew, and everything that tells its hash: what only a look into the tables can find.
fn forge(dir: &Dir, file: &str, forge: impl FnOnce(Vec<String>) -> Vec<String>) {
    let path = format!("out/{file}");
    let lines = forge(dir.read(&path).lines().map(str::to_owned).collect());
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let before = dir.read("out/manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_str(&before).unwrap();
    let listed = manifest["files"].as_array_mut().unwrap().iter_mut().find(|listed| listed["file"] == file).unwrap();
    let (old, rows, bytes) = (listed["sha256"].as_str().unwrap().to_owned(), listed["rows"].clone(), listed["bytes"].clone());
    let new = sha256(text.as_bytes());
    let changed = before.replace(&old, &new).replace(
        &format!("\"file\": \"{file}\",\n      \"rows\": {rows},\n      \"bytes\": {bytes}"),
        &format!("\"file\": \"{file}\",\n      \"rows\": {},\n      \"bytes\": {}", lines.len(), text.len()),
    );
    assert_ne!(before, changed);
    let (id, new_id) = (sha256(before.as_bytes()), sha256(changed.as_bytes()));
    dir.file(&path, text);
    dir.file("out/manifest.json", &changed);
    for told in ["SHA256SUMS", "CITATION.cff", "citation.bib", "datacite.json"] {
        let path = format!("out/{told}");
        let text = dir.read(&path).replace(&id, &new_id).replace(&id[..12], &new_id[..12]).replace(&old, &new);
        dir.file(&path, text);
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn of_files() {
    let run = damaged("missing", |dir| fs::remove_file(dir.path("out/events.jsonl")).unwrap());
    run.expect(1, &["events.jsonl is missing", "get it again"]);
    let run = damaged("short", |dir| {
        let bytes = fs::read(dir.path("out/claims.jsonl")).unwrap();
        dir.file("out/claims.jsonl", &bytes[..bytes.len() / 2]);
    });
    run.expect(1, &["claims.jsonl is too short"]);
    let run = damaged("long", |dir| {
        let text = dir.read("out/figures.jsonl");
        dir.file("out/figures.jsonl", text + "{}\n");
    });
    run.expect(1, &["figures.jsonl is too long"]);
    let run = damaged("flipped", |dir| {
        let text = dir.read("out/claims.jsonl");
        dir.file("out/claims.jsonl", text.replacen("\"quad\":1", "\"quad\":4", 1));
    });
    run.expect(1, &["claims.jsonl was changed", "SHA-256"]);
    damaged("other", |dir| drop(dir.file("out/notes.txt", "x"))).expect(1, &["notes.txt is no part of the snapshot"]);
    let run = damaged("encoding", |dir| {
        let mut bytes = fs::read(dir.path("out/participants.jsonl")).unwrap();
        bytes[40] = 0xff;
        dir.file("out/participants.jsonl", bytes);
    });
    run.expect(1, &["participants.jsonl was changed", "holds bytes that are no text"]);
}

#[test]
fn of_the_manifest_and_the_citation() {
    let run = damaged("no-manifest", |dir| fs::remove_file(dir.path("out/manifest.json")).unwrap());
    run.expect(1, &["manifest.json is missing"]);
    damaged("bad-manifest", |dir| drop(dir.file("out/manifest.json", "{"))).expect(1, &["manifest.json is damaged"]);
    let run = damaged("later", |dir| {
        let text = dir.read("out/manifest.json");
        dir.file("out/manifest.json", text.replacen("\"snapshot\": 1", "\"snapshot\": 9", 1));
    });
    run.expect(1, &["of a later program"]);
    let run = damaged("query", |dir| {
        let text = dir.read("out/manifest.json");
        dir.file("out/manifest.json", text.replacen("\"query\": null", "\"query\": \"type:AID\"", 1));
    });
    run.expect(1, &["SHA256SUMS does not tell the id", "CITATION.cff does not tell the id", "manifest.json was changed"]);
    let run = damaged("citation", |dir| {
        let text = dir.read("out/CITATION.cff");
        dir.file("out/CITATION.cff", text.replace("anonymous", "somebody else"));
    });
    run.expect(1, &["CITATION.cff was changed"]);
    damaged("bib", |dir| fs::remove_file(dir.path("out/citation.bib")).unwrap()).expect(1, &["citation.bib is missing"]);
    let dir = Dir::new("damage-id");
    observatory(&dir, "news.marsad");
    dir.run(&["snapshot", "news.marsad", "-o", "out"]).expect(0, &[]);
    dir.run(&["verify", "out", "--id", &"0".repeat(64)]).expect(1, &["its id is", "this is another snapshot"]);
    dir.run(&["verify", "out", "--id", "xyz"]).expect(2, &["64 letters"]);
    dir.run(&["verify", "none"]).expect(2, &["there is no folder"]);
}

#[test]
fn of_tables_that_do_not_fit_each_other() {
    let run = damaged("rows-gone", |dir| forge(dir, "articles.jsonl", |lines| lines[1..].to_vec()));
    run.expect(1, &["claims.jsonl: has a claim whose article is not there"]);
    let run = damaged("events-gone", |dir| forge(dir, "events.jsonl", |lines| lines[1..].to_vec()));
    run.expect(1, &["claims.jsonl: has a claim whose event is not there"]);
    let run = damaged("claims-gone", |dir| forge(dir, "claims.jsonl", |lines| lines[1..].to_vec()));
    run.expect(1, &["events.jsonl: has an event", "participants.jsonl: has a party whose claim is not there"]);
    let run = damaged("order", |dir| {
        forge(dir, "events.jsonl", |mut lines| {
            lines.swap(0, 1);
            lines
        });
    });
    run.expect(1, &["events.jsonl: has a row out of order, or twice"]);
    let run = damaged("twice", |dir| {
        forge(dir, "participants.jsonl", |mut lines| {
            lines.insert(0, lines[0].clone());
            lines
        });
    });
    run.expect(1, &["participants.jsonl: has a row out of order, or twice"]);
    let run = damaged("no-row", |dir| {
        forge(dir, "figures.jsonl", |mut lines| {
            lines.push("nonsense".to_owned());
            lines
        });
    });
    run.expect(1, &["figures.jsonl: holds a line that is no row"]);
    let run = damaged("quote", |dir| {
        forge(dir, "claims.jsonl", |mut lines| {
            lines[0] = lines[0].replacen("\"evidence\":\"", &format!("\"evidence\":\"{}", "كلمة ".repeat(30)), 1);
            lines
        });
    });
    run.expect(1, &["claims.jsonl: quotes more words than it may"]);
    let run = damaged("eventless", |dir| {
        forge(dir, "claims.jsonl", |mut lines| {
            let at = lines[0].find("\"event\":\"").unwrap();
            lines[0].replace_range(at..at + 27, "\"event\":null");
            lines
        });
    });
    run.expect(1, &["claims.jsonl: has a claim without an event"]);
}
