//! What differs from an observatory is told, by file and number of rows.

use crate::dir::Dir;
use crate::{change, corpus, ingest, observatory, value};

#[test]
fn the_same_archive_gives_the_same_bytes() {
    let dir = Dir::new("against-same");
    observatory(&dir, "news.marsad");
    dir.run(&["snapshot", "news.marsad", "-o", "out", "--title", "T", "--creator", "X", "--licence", "CC0-1.0"]).expect(0, &[]);
    let run = dir.run(&["verify", "out", "--against", "news.marsad"]);
    assert!(run.expect(0, &[]).stdout.contains("the observatory gives the same bytes"), "{}", run.stdout);
    dir.run(&["verify", "out", "--against", "none.marsad"]).expect(2, &["there is no observatory"]);
}

#[test]
fn what_came_went_and_changed_is_counted() {
    let dir = Dir::new("against-other");
    ingest(&dir, "news.marsad", &corpus()[1..]);
    let claim = value(&dir, "news.marsad", "SELECT id FROM claims WHERE factuality = 'actual' ORDER BY id LIMIT 1");
    dir.run(&["snapshot", "news.marsad", "-o", "out"]).expect(0, &[]);
    ingest(&dir, "news.marsad", &corpus()[..1]);
    let run = dir.run(&["verify", "out", "--against", "news.marsad"]);
    run.expect(1, &["articles.jsonl: + 1 row only in the observatory: a", "its files are whole", "coded by marsad"]);
    dir.run(&["decide", "news.marsad", "change", &claim, "status=denied", "--reason", "x", "--author", "huda"]).expect(0, &[]);
    let run = dir.run(&["verify", "out", "--against", "news.marsad"]);
    run.expect(1, &["claims.jsonl: ± 1 row changed: a", "coded, ", "factuality", "decisions.jsonl: + 1 row"]);
    let article = value(&dir, "news.marsad", "SELECT id FROM articles ORDER BY id DESC LIMIT 1");
    dir.run(&["decide", "news.marsad", "takedown", &article, "--reason", "x", "--author", "huda"]).expect(0, &[]);
    dir.run(&["verify", "out", "--against", "news.marsad"]).expect(1, &["articles.jsonl: - 1 row only in the snapshot"]);
}

#[test]
fn another_program_or_data_is_named() {
    let dir = Dir::new("against-coder");
    observatory(&dir, "news.marsad");
    dir.run(&["snapshot", "news.marsad", "-o", "out"]).expect(0, &[]);
    change(&dir, "news.marsad", "UPDATE runs SET marsad = '9.9.9'");
    dir.run(&["verify", "out", "--against", "news.marsad"]).expect(1, &["coded by marsad 0.", "now by marsad 9.9.9"]);
}
