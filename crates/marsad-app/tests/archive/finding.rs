//! The query language, by the command.

use rusqlite::Connection;
use serde_json::json;

use crate::dir::Dir;
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
fn an_event_shows_who_gives_which_figure() {
    let dir = Dir::new("find-figures");
    let nine = "قتل تسعة أشخاص في قصف إسرائيلي على مدينة النبطية في جنوب لبنان يوم الأحد.";
    let twelve = "قتل 12 شخصا في غارة إسرائيلية على مدينة النبطية يوم الأحد، بحسب وزارة الصحة اللبنانية.";
    let rows = [
        ("a1", "صحيفة النهر", "2024-11-10", nine),
        ("a2", "صحيفة الجسر", "2024-11-10", nine),
        ("a3", "وكالة الساحل", "2024-11-11", twelve),
    ];
    let line = |(id, outlet, day, body): &(&str, &str, &str, &str)| {
        format!("{}\n", json!({"id": id, "outlet": outlet, "published": day, "title": "", "body": body}))
    };
    dir.run_with(&["ingest", "news.marsad"], rows.iter().map(line).collect::<String>().as_bytes()).expect(0, &["3 new"]);
    let events = objects(&dir, &["find", "news.marsad", "type:ASSAULT", "--format", "json"]);
    assert_eq!(events.len(), 1);
    let people = events[0]["figures"].as_array().unwrap().iter().find(|figures| figures["what"] == "people").unwrap();
    // Nine in a text and its copy is one independent story, so the later twelve is best.
    let values = |names: [&str; 4]| names.map(|name| people[name].as_f64().unwrap());
    assert_eq!(values(["low", "high", "best", "latest"]), [9.0, 12.0, 12.0, 12.0]);
    assert_eq!(["n_claims", "n_outlets", "n_stories"].map(|name| people[name].as_u64().unwrap()), [3, 3, 2]);
    let given = |at: usize| &people["given"][at];
    assert_eq!((&given(0)["n_claims"], &given(0)["n_stories"], &given(0)["is_best"]), (&json!(2), &json!(1), &json!(false)));
    assert_eq!((&given(1)["is_best"], &given(1)["n_allow"], &given(1)["first"]), (&json!(true), &json!(1), &json!("2024-11-11")));
    assert_eq!(given(1)["by"][0]["speaker"], "وزارة الصحة اللبنانية");
    let run = dir.run(&["find", "news.marsad", "type:ASSAULT"]);
    assert!(run.stdout.contains("people: 12 by 1 story, 9 to 12 are given"), "{}", run.stdout);
    let run = dir.run(&["export", "news.marsad", "--format", "jsonl", "--query", "type:ASSAULT"]);
    let exported: serde_json::Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(exported["figures"], events[0]["figures"]);
}

#[test]
fn statements_are_found_by_who_said_what_when() {
    let dir = Dir::new("find-statements");
    let first = "أكد وزير الخارجية الإيراني عباس عراقجي أن بلاده لن تتراجع عن حقها في التخصيب. وحذرت مصر من أي هجوم على غزة.";
    let later = "أكد وزير الخارجية الإيراني عباس عراقجي أن المفاوضات ستستأنف الأسبوع المقبل في مسقط.";
    let rows = [("a1", "صحيفة النهر", "2024-11-10", first), ("a2", "وكالة الساحل", "2024-12-01", later)];
    let line = |(id, outlet, day, body): &(&str, &str, &str, &str)| {
        format!("{}\n", json!({"id": id, "outlet": outlet, "published": day, "title": "", "body": body}))
    };
    dir.run_with(&["ingest", "news.marsad"], rows.iter().map(line).collect::<String>().as_bytes()).expect(0, &["2 new"]);
    let said = |query: &str| -> Vec<(String, String)> {
        let found = objects(&dir, &["find", "news.marsad", query, "--what", "statements", "--format", "json"]);
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        found.iter().map(|said| (text(&said["article"]), text(&said["words"]))).collect()
    };
    let by_iran = said("said-by:iran");
    assert_eq!(by_iran.iter().map(|(article, _)| article.as_str()).collect::<Vec<_>>(), ["a2", "a1"], "the latest first");
    assert!(by_iran[1].1.contains("لن تتراجع"), "{by_iran:?}");
    assert_eq!(said("said-by:iran-foreign-minister"), by_iran);
    assert_eq!(said("said-by:iran to:2024-11").len(), 1);
    assert_eq!(said("said-by:iran outlet:الساحل force:emphatic").len(), 1);
    assert_eq!(said("said-by:iran مفاوضات"), [by_iran[0].clone()], "a word by its lemma, in what is said");
    assert_eq!(said("outlet:النهر -said-by:iran").iter().filter(|(_, words)| words.contains("هجوم")).count(), 1);
    let find = |query: &str, what: &str, status: i32, words: &[&str]| {
        _ = dir.run(&["find", "news.marsad", query, "--what", what]).expect(status, words)
    };
    // The words stand in the article, but he did not say them.
    find("said-by:iran هجوم", "statements", 1, &["nothing found"]);
    find("type:CONSULT", "statements", 2, &["says nothing of statements", "said-by, said-to, force, outlet"]);
    find("said-to:iran", "events", 2, &["says nothing of events"]);
    find("force:loud", "statements", 2, &["emphatic"]);
    // What is left when the texts are gone.
    Connection::open(dir.path("news.marsad")).unwrap().execute_batch("UPDATE articles SET ingested = '2020-01-01T00:00:00Z'").unwrap();
    dir.run(&["retain", "news.marsad", "--days", "1"]).expect(0, &[]);
    assert_eq!(said("said-by:iran"), by_iran);
    assert_eq!(said("said-by:iran مفاوضات").len(), 1);
}

#[test]
fn roles_are_found_by_office_and_day() {
    let dir = observatory("find-roles");
    let held = |query: &str| objects(&dir, &["find", "news.marsad", query, "--what", "roles", "--format", "json"]);
    let all = held("office:iran-foreign-minister from:2024-11 to:2024-11");
    assert_eq!(
        (all.len(), &all[0]["first"], &all[0]["last"], &all[0]["n_articles"]),
        (1, &json!("2024-11-12"), &json!("2024-11-12"), &json!(1))
    );
    assert!(all[0]["name"].as_str().unwrap().contains("عراقجي"));
    assert_eq!(held("office:\"وزير الخارجية الإيراني\""), all);
    assert_eq!(held("actor:iran outlet:الساحل"), all);
    dir.run(&["find", "news.marsad", "office:iran-foreign-minister to:2023", "--what", "roles"]).expect(1, &["nothing found"]);
    dir.run(&["find", "news.marsad", "type:CONSULT", "--what", "roles"]).expect(2, &["says nothing of roles"]);
    dir.run(&["find", "news.marsad", "office:atlantis", "--what", "roles"]).expect(2, &["iraq-defence-minister"]);
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
