//! What a snapshot is.

use std::fs;

use serde_json::Value;

use crate::dir::Dir;
use crate::{change, corpus, files, ingest, observatory, rows, value};

#[test]
fn the_order_in_which_articles_came_does_not_matter() {
    let dir = Dir::new("snapshot-order");
    observatory(&dir, "one.marsad");
    // From the last to the first, then every third, each in runs of its own.
    let mut articles = corpus();
    articles.reverse();
    for part in articles.chunks(7) {
        ingest(&dir, "two.marsad", part);
    }
    for start in 0..3 {
        ingest(&dir, "three.marsad", &articles.iter().skip(start).step_by(3).cloned().collect::<Vec<_>>());
    }
    for name in ["one", "two", "three"] {
        dir.run(&["snapshot", &format!("{name}.marsad"), "-o", name, "--creator", "Haddad, Huda", "--licence", "CC-BY-4.0"]).expect(0, &[]);
    }
    let one = files(&dir, "one");
    assert_eq!(one.len(), 11, "{:?}", one.keys());
    for other in ["two", "three"] {
        for (name, bytes) in files(&dir, other) {
            assert!(one[&name] == bytes, "{name} of {other} differs");
        }
    }
    dir.run(&["verify", "two"]).expect(0, &[]);
}

#[test]
fn decisions_are_in_it_with_what_follows_from_them() {
    let dir = Dir::new("snapshot-decisions");
    observatory(&dir, "one.marsad");
    let mut articles = corpus();
    articles.reverse();
    ingest(&dir, "two.marsad", &articles);
    let claim = |n: usize| value(&dir, "one.marsad", &format!("SELECT id FROM claims WHERE field = 'body' ORDER BY id LIMIT 1 OFFSET {n}"));
    let (rejected, changed, accepted) = (claim(0), claim(3), claim(6));
    for db in ["one.marsad", "two.marsad"] {
        let by = ["--reason", "رأي", "--author", "huda"];
        let decide = |args: &[&str]| dir.run(&[&["decide", db], args, &by].concat()).expect(0, &[]).stdout.clone();
        decide(&["reject", &rejected]);
        decide(&["change", &changed, "status=denied"]);
        decide(&["accept", &accepted]);
        decide(&["revoke", "3"]);
        let name = db.trim_end_matches(".marsad");
        dir.run(&["snapshot", db, "-o", name]).expect(0, &["--creator", "--licence"]);
    }
    assert!(files(&dir, "one") == files(&dir, "two"), "the order of articles shows");
    let state = |id: &str| rows(&dir, "one/claims.jsonl").into_iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(state(&rejected)["state"], "rejected");
    assert!(state(&rejected)["event"].is_null());
    assert_eq!((&state(&changed)["state"], &state(&changed)["factuality"]), (&"changed".into(), &"denied".into()));
    assert_ne!(state(&changed)["coded"]["status"], "denied");
    assert_eq!(state(&accepted)["state"], "coded", "the decision was taken back");
    let decisions = rows(&dir, "one/decisions.jsonl");
    assert_eq!(decisions.len(), 4);
    assert_eq!(decisions[0]["reason"], "رأي");
    assert_eq!(decisions[2]["in_force"], false);
    assert_eq!(decisions[3]["revokes"], 3);
    dir.run(&["verify", "one", "--against", "two.marsad"]).expect(0, &[]);
}

#[test]
fn decisions_hold_in_every_copy_of_a_text() {
    let dir = Dir::new("snapshot-copies");
    // Every article a second time, in another outlet.
    let copy = |line: &String| {
        let mut article: Value = serde_json::from_str(line).unwrap();
        article["id"] = format!("copy-{}", article["id"].as_str().unwrap()).into();
        article["outlet"] = "وكالة ثانية".into();
        article.to_string()
    };
    let mut articles = corpus();
    articles.truncate(12);
    articles.extend(articles.clone().iter().map(copy));
    ingest(&dir, "one.marsad", &articles);
    articles.reverse();
    ingest(&dir, "two.marsad", &articles);
    let (split, event) = (
        value(&dir, "one.marsad", "SELECT min(id) FROM claims GROUP BY event HAVING count(DISTINCT id) > 1 ORDER BY 1 LIMIT 1"),
        |n: usize| value(&dir, "one.marsad", &format!("SELECT id FROM events ORDER BY id LIMIT 1 OFFSET {n}")),
    );
    let merged = [event(0), event(5)];
    for db in ["one.marsad", "two.marsad"] {
        let by = ["--reason", "x", "--author", "huda"];
        dir.run(&[&["decide", db, "split", &split][..], &by].concat()).expect(0, &[]);
        dir.run(&[&["decide", db, "merge", &merged[0], &merged[1]][..], &by].concat()).expect(0, &[]);
        dir.run(&["snapshot", db, "-o", db.trim_end_matches(".marsad")]).expect(0, &[]);
    }
    assert!(files(&dir, "one") == files(&dir, "two"), "the order of articles shows");
    let claims = rows(&dir, "one/claims.jsonl");
    let event_of = |id: &str| claims.iter().filter(|row| row["id"] == id).map(|row| row["event"].clone()).collect::<Vec<_>>();
    let [one, other] = &event_of(&split)[..] else { panic!("the claim and its copy") };
    assert_eq!(one, other, "copies go together");
    assert!(claims.iter().filter(|row| row["event"] == *one).all(|row| row["id"] == split.as_str()), "and apart from all others");
    dir.run(&["verify", "one"]).expect(0, &[]);
}

#[test]
fn an_article_that_was_taken_down_leaves_no_trace() {
    let dir = Dir::new("snapshot-takedown");
    observatory(&dir, "news.marsad");
    let id = value(&dir, "news.marsad", "SELECT articles.id FROM articles JOIN claims USING (article) ORDER BY articles.id LIMIT 1");
    let claim = value(
        &dir,
        "news.marsad",
        &format!("SELECT claims.id FROM claims JOIN articles USING (article) WHERE articles.id = '{id}' LIMIT 1"),
    );
    dir.run(&["decide", "news.marsad", "accept", &claim, "--reason", "سبب", "--author", "huda"]).expect(0, &[]);
    dir.run(&["decide", "news.marsad", "takedown", &id, "--reason", "طلب", "--author", "huda"]).expect(0, &[]);
    dir.run(&["snapshot", "news.marsad", "-o", "out"]).expect(0, &[]);
    for (name, bytes) in files(&dir, "out") {
        assert!(!String::from_utf8(bytes).unwrap().contains(&format!("\"{id}\"")), "{name} names it");
    }
    assert_eq!(rows(&dir, "out/decisions.jsonl").len(), 0);
}

#[test]
fn a_query_narrows_it_to_whole_events() {
    let dir = Dir::new("snapshot-query");
    observatory(&dir, "news.marsad");
    dir.run(&["snapshot", "news.marsad", "-o", "all"]).expect(0, &[]);
    dir.run(&["snapshot", "news.marsad", "-o", "part", "--query", "type:ASSAULT"]).expect(0, &[]);
    dir.run(&["verify", "part", "--against", "news.marsad"]).expect(0, &[]);
    let (all, part) = (rows(&dir, "all/events.jsonl"), rows(&dir, "part/events.jsonl"));
    assert!(!part.is_empty() && part.len() < all.len());
    assert!(part.iter().all(|event| event["event_type"] == "ASSAULT" && all.contains(event)));
    let manifest: Value = serde_json::from_str(&dir.read("part/manifest.json")).unwrap();
    assert_eq!(manifest["query"], "type:ASSAULT");
    assert!(manifest["citation"]["title"].as_str().unwrap().contains("type:ASSAULT"));
    dir.run(&["snapshot", "news.marsad", "-o", "none", "--query", "type:ASSAULT from:2090"]).expect(1, &["nothing was written"]);
    dir.run(&["snapshot", "news.marsad", "-o", "none", "--query", "typ:ASSAULT"]).expect(2, &["is no filter"]);
    assert!(!dir.path("none").exists());
}

#[test]
fn no_text_is_in_it_and_quotes_are_short() {
    let dir = Dir::new("snapshot-text");
    observatory(&dir, "news.marsad");
    dir.run(&["snapshot", "news.marsad", "-o", "out"]).expect(0, &[]);
    for row in rows(&dir, "out/claims.jsonl") {
        let evidence = row["evidence"].as_str().unwrap();
        assert!(evidence.split_whitespace().filter(|word| *word != "…").count() <= 25, "{evidence}");
    }
    let all: String = files(&dir, "out").into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    for line in corpus() {
        let article: Value = serde_json::from_str(&line).unwrap();
        let words: Vec<&str> = article["body"].as_str().unwrap().split_whitespace().collect();
        for run in words.windows(40) {
            assert!(!all.contains(&run.join(" ")), "{}", run.join(" "));
        }
    }
}

#[test]
fn the_time_and_place_of_making_are_not_in_it() {
    let dir = Dir::new("snapshot-time");
    observatory(&dir, "news.marsad");
    change(
        &dir,
        "news.marsad",
        "UPDATE runs SET began = '2031-01-02T03:04:05Z', ended = began; UPDATE articles SET ingested = '2031-01-02T03:04:05Z'",
    );
    let made = dir.run(&["snapshot", "news.marsad", "--title", "عنوان"]);
    made.expect(0, &[]);
    let name = made.stdout.lines().next().unwrap().to_owned();
    let id = made.stdout.lines().nth(1).unwrap().to_owned();
    assert_eq!(name, format!("marsad-{}", &id[7..19]), "it is named after its id");
    for (file, bytes) in files(&dir, &name) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("2031") && !text.contains(env!("CARGO_MANIFEST_DIR")), "{file}");
    }
    let last = value(&dir, "news.marsad", "SELECT max(day) FROM articles");
    let cff = dir.read(&format!("{name}/CITATION.cff"));
    assert!(cff.contains(&format!("date-released: \"{last}\"")) && cff.contains("title: \"عنوان\"") && cff.contains(&id), "{cff}");
    assert!(dir.read(&format!("{name}/citation.bib")).contains(&id[7..]));
    let datacite: Value = serde_json::from_str(&dir.read(&format!("{name}/datacite.json"))).unwrap();
    assert_eq!(datacite["alternateIdentifiers"][0]["alternateIdentifier"], id.as_str());
    dir.run(&["verify", &name, "--id", &id]).expect(0, &[]);
    dir.run(&["snapshot", "news.marsad", "--title", "عنوان"]).expect(2, &["is there already"]);
}

#[test]
fn nothing_is_replaced() {
    let dir = Dir::new("snapshot-place");
    observatory(&dir, "news.marsad");
    dir.file("full/note.txt", "mine");
    dir.run(&["snapshot", "news.marsad", "-o", "full"]).expect(2, &["is not empty"]);
    dir.run(&["snapshot", "news.marsad", "-o", "news.marsad"]).expect(2, &["is no folder"]);
    fs::create_dir(dir.path("empty")).unwrap();
    dir.run(&["snapshot", "news.marsad", "-o", "empty"]).expect(0, &[]);
    dir.run(&["snapshot", "news.marsad", "-o", "a/b"]).expect(0, &[]);
    assert_eq!(dir.read("full/note.txt"), "mine");
    dir.run(&["snapshot", "none.marsad", "-o", "x"]).expect(2, &["there is no observatory"]);
    dir.run(&["ingest", "new.marsad", "--published", "2024-11-10", "-"]).expect(1, &[]);
    dir.run(&["snapshot", "new.marsad", "-o", "x"]).expect(1, &["holds no articles"]);
    dir.run(&["snapshot", "news.marsad", "-o", "x", "--licence", "my own"]).expect(2, &["SPDX"]);
    dir.run(&["snapshot", "news.marsad", "-o", "full/note.txt/x"]).expect(3, &["full/note.txt/x", "could not be written"]);
    let names: Vec<String> = dir.names().into_iter().filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm")).collect();
    assert_eq!(names, ["a", "empty", "full", "new.marsad", "news.marsad"], "nothing half done is left");
}
