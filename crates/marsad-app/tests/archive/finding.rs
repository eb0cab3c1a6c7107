//! The query language, by the command.

use crate::{objects, observatory};

#[test]
fn filters_have_all_to_hold() {
    let dir = observatory("find-filters");
    let count = |query: &str| objects(&dir, &["find", "news.marsad", query, "--format", "json"]).len();
    assert_eq!(count("type:CONSULT mode:visit actor:iran"), 1);
    assert_eq!(count("actor:إيران"), count("actor:IRN"));
    assert_eq!(count("actor:iran -type:CONSULT type:THREATEN,ACCUSE"), 1);
    assert_eq!(count("type:ASSAULT status:disputed in:LBN"), 1);
    assert_eq!(count("outlet:الجسر type:ASSAULT"), 1);
    assert_eq!(count("from:2024-11-11 to:2024-11 mode:visit"), 1);
}

#[test]
fn words_find_by_lemma_and_exactly() {
    let dir = observatory("find-words");
    let ids = |query: &str| -> Vec<String> {
        let found = objects(&dir, &["find", "news.marsad", query, "--what", "articles", "--format", "json"]);
        found.iter().map(|article| article["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("تحذير"), ["a6"], "the verbal noun finds the verb");
    assert_eq!(ids("=حذرت"), ["a6"]);
    assert_eq!(ids("\"وزير الخارجية الإيراني\""), ["a5"]);
    let found = objects(&dir, &["find", "news.marsad", "تحذير", "--what", "articles", "--format", "json"]);
    let (snippet, hit) = (found[0]["snippet"].as_str().unwrap(), &found[0]["hits"][0]);
    let marked: String = snippet
        .chars()
        .skip(hit[0].as_u64().unwrap() as usize)
        .take((hit[1].as_u64().unwrap() - hit[0].as_u64().unwrap()) as usize)
        .collect();
    assert_eq!(marked, "حذرت");
    assert_eq!(objects(&dir, &["find", "news.marsad", "تحذير type:THREATEN,ACCUSE", "--format", "json"]).len(), 1);
}

#[test]
fn nothing_is_found_with_a_reason() {
    let dir = observatory("find-nothing");
    dir.run(&["find", "news.marsad", "type:SANCTION"]).expect(1, &["no event at all has type:SANCTION"]);
    dir.run(&["find", "news.marsad", "type:CONSULT actor:ISR"]).expect(1, &["all together have none"]);
    dir.run(&["find", "news.marsad", "زرافة"]).expect(1, &["no article at all has these words"]);
    dir.run(&["find", "news.marsad", "actor:atlantis"]).expect(2, &["names nobody"]);
    dir.run(&["find", "news.marsad", "colour:red"]).expect(2, &["is no filter"]);
    dir.run(&["find", "news.marsad", "\"open"]).expect(2, &["not closed"]);
    dir.run(&["find", "news.marsad", "from:soon"]).expect(2, &["no day, month or year"]);
    dir.run(&["find", "news.marsad", "'; DROP TABLE events; --"]).expect(1, &["nothing found"]);
    dir.run(&["find", "news.marsad", "type:CONSULT"]).expect(0, &[]);
}
