//! `who`: a question and a day, the answer with its source, or why there is none.

use serde_json::{Value, json};

use crate::dir::{Dir, Run};
use crate::schema::{assert_valid, schema};

/// The answer as JSON, checked against its schema.
#[track_caller]
fn asked(dir: &Dir, query: &str, on: &str, status: i32) -> Value {
    let run = dir.run(&["who", query, "--on", on, "--format", "json"]);
    assert_eq!(run.expect(status, &[]).stderr, "");
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_valid(&schema("who"), &answer);
    assert_eq!((&answer["query"], &answer["on"]), (&json!(query), &json!(on)));
    assert_eq!(answer["unknown"].is_string(), status == 1, "{answer}");
    answer
}

fn told(dir: &Dir, query: &str, on: &str) -> Run {
    dir.run(&["who", query, "--on", on])
}

/// The ids in a field of the terms of an answer.
fn ids<'a>(answer: &'a Value, part: &str, field: &str) -> Vec<&'a str> {
    answer[part].as_array().unwrap().iter().map(|term| term[field].as_str().unwrap()).collect()
}

fn is_arabic(letter: char) -> bool {
    ('\u{600}'..='\u{6FF}').contains(&letter)
}

#[test]
fn who_held_an_office_comes_with_its_source() {
    let dir = Dir::new("who-office");
    let answer = asked(&dir, "وزير الدفاع العراقي", "2013-09-20", 0);
    assert_eq!((&answer["asked"], &answer["id"]), (&json!("office"), &json!("iraq-defence-minister")));
    assert_eq!(ids(&answer, "answer", "person"), ["saadoun-al-dulaimi"]);
    let term = &answer["answer"][0];
    assert_eq!(
        (&term["office"], &term["status"], &term["name"]),
        (&json!("iraq-defence-minister"), &json!("acting"), &json!("سعدون الدليمي"))
    );
    assert!(term["line"].as_str().unwrap().starts_with("knowledge/holders/iraq.tsv:"), "{term}");
    assert!(!term["source"].as_str().unwrap().is_empty() && !term["provenance"].as_str().unwrap().is_empty(), "{term}");

    let run = told(&dir, "وزير الدفاع العراقي", "2013-09-20");
    assert_eq!(run.expect(0, &[]).stderr, "");
    assert!(run.stdout.starts_with("وزير الدفاع العراقي\non 2013-09-20:\n  سعدون الدليمي\n  Saadoun al-Dulaimi "), "{}", run.stdout);
    let (source, line) = (term["source"].as_str().unwrap(), term["line"].as_str().unwrap());
    assert!(run.stdout.contains(&format!("  source: {source}; {line}\n")), "{}", run.stdout);
    for line in run.stdout.lines() {
        assert!(!line.chars().any(is_arabic) || !line.chars().any(|letter| letter.is_ascii_alphabetic()), "mixed: {line}");
    }
}

#[test]
fn what_somebody_held_depends_on_the_day() {
    let dir = Dir::new("who-person");
    for (on, office) in [("2008-05-10", "egypt-foreign-minister"), ("2019-03-10", "arab-league-secretary-general")] {
        let answer = asked(&dir, "أحمد أبو الغيط", on, 0);
        assert_eq!((&answer["asked"], &answer["id"]), (&json!("person"), &json!("ahmed-aboul-gheit")));
        assert_eq!(ids(&answer, "answer", "office"), [office]);
    }
    let between = asked(&dir, "أحمد أبو الغيط", "2013-05-01", 1);
    assert_eq!(ids(&between, "near", "office"), ["egypt-foreign-minister", "arab-league-secretary-general"]);
}

#[test]
fn a_name_may_be_spelt_otherwise_and_not_be_another_one() {
    let dir = Dir::new("who-spelling");
    for name in ["احمد ابو الغيط", "احمد ابو الغيت", "أحمد أبوالغيط"] {
        assert_eq!(asked(&dir, name, "2008-05-10", 0)["id"], json!("ahmed-aboul-gheit"), "{name}");
    }
    let near = asked(&dir, "بشار الأسدي", "2012-05-01", 1);
    assert!(near["id"].is_null() && near["answer"] == json!([]), "{near}");
}

#[test]
fn what_is_not_known_is_unknown_with_status_1() {
    let dir = Dir::new("who-unknown");
    let run = told(&dir, "الرئيس اللبناني", "2015-06-10");
    assert_eq!(run.expect(1, &[]).stderr, "");
    assert!(run.stdout.contains("on 2015-06-10: unknown: no term is known that has this day\nknown of it:\n"), "{}", run.stdout);
    assert!(run.stdout.contains("  source: "), "what is known has its source too: {}", run.stdout);
    let vacant = asked(&dir, "الرئيس اللبناني", "2015-06-10", 1);
    assert_eq!((&vacant["id"], &vacant["answer"]), (&json!("lebanon-president"), &json!([])));
    assert_eq!(ids(&vacant, "near", "person"), ["michel-suleiman", "michel-aoun"]);
    for (query, on, why) in [
        ("وزير الدفاع", "2015-05-05", "an office of which country or body? name it"),
        ("رئيس جمهورية السعودية", "2014-05-01", "no such office of this country or body is known"),
        ("رئيس الحكومة الليبية", "2014-11-15", "several held it on this day"),
        ("وزير الخارجية المصري", "2031-06-01", "whether the term has this day is not known"),
        ("وزير السعادة المرحة العراقي", "2013-09-20", "these words are not understood: المرحة"),
        ("ارتفعت أسعار النفط أمس", "2016-05-01", ""),
        ("؟؟؟", "2016-05-01", ""),
        ("", "2016-05-01", "no office and no person of the knowledge base is named in it"),
    ] {
        let answer = asked(&dir, query, on, 1);
        assert!(answer["unknown"].as_str().unwrap().contains(why), "{query}: {answer}");
    }
}

#[test]
fn a_term_of_ones_own_is_found_with_its_line() {
    let dir = Dir::new("who-layer");
    dir.file(
        "mine/knowledge/holders/mine.tsv",
        "# provenance: marsad\nlebanon-president\tmichel-aoun\t2015-06-01\t2015-06-30\tacting\t-\tmarsad\n",
    );
    let query = ["who", "الرئيس اللبناني", "--on", "2015-06-10", "--add", "mine"];
    let run = dir.run(&query);
    assert!(run.expect(0, &[]).stdout.contains("from 2015-06-01 to 2015-06-30, acting\n"), "{}", run.stdout);
    assert!(run.stdout.contains("mine.tsv:2"), "{}", run.stdout);
}

#[test]
fn wrong_arguments_are_status_2() {
    let dir = Dir::new("who-usage");
    let query = "وزير الدفاع العراقي";
    for on in ["2013-09-31", "2013", "yesterday", "2013-09-40"] {
        assert_eq!(told(&dir, query, on).expect(2, &["give a day such as 2013-09-20"]).stdout, "");
    }
    dir.run(&["who", query]).expect(2, &["--on <DATE>"]);
    dir.run(&["who", "--on", "2013-09-20"]).expect(2, &["<QUERY>"]);
    dir.run(&["who", query, "--on", "2013-09-20", "--format", "csv"]).expect(2, &["text, json"]);
    dir.run(&["who", query, "--on", "2013-09-20", "--pack", "missing.pack"]).expect(2, &["--pack missing.pack: cannot be read"]);
}

#[test]
fn the_schema_refuses_anything_else() {
    let dir = Dir::new("who-schema");
    let (answer, vacant) = (asked(&dir, "وزير الدفاع العراقي", "2013-09-20", 0), asked(&dir, "الرئيس اللبناني", "2015-06-10", 1));
    let validator = schema("who");
    for (of, pointer, value) in [
        (&answer, "/extra", json!(1)),
        (&answer, "/answer/0/extra", json!(1)),
        (&answer, "/answer/0/from", json!("in 2011")),
        (&answer, "/answer/0/status", json!("late")),
        (&answer, "/answer/0/line", json!("iraq.tsv")),
        (&answer, "/answer", json!([])),
        (&answer, "/unknown", json!("why")),
        (&answer, "/asked", json!("country")),
        (&vacant, "/unknown", json!(null)),
        (&vacant, "/near/0/extra", json!(1)),
    ] {
        let mut wrong = of.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        wrong.pointer_mut(parent).unwrap()[key] = value;
        assert!(!validator.is_valid(&wrong), "{pointer} may not be so");
    }
}
