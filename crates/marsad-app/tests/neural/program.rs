//! `marsad code --neural DIR`: the classifier's names are evidence, the acts stay those of the frames.

use crate::dir::Dir;
use crate::model::{Model, TINY};

const ARTICLE: &str =
    r#"{"id": "1", "published": "2024-11-10", "title": "", "body": "قصفت طائرات إسرائيلية مواقع لحزب الله في جنوب لبنان."}"#;

#[test]
fn articles_are_coded_with_a_classifier_and_always_alike() {
    let dir = Dir::new("neural-program");
    dir.file("articles.jsonl", ARTICLE);
    std::fs::create_dir(dir.path("model")).unwrap();
    Model::random(&TINY, &[], 1).write(&dir.path("model"));
    let code = |jobs: &str| {
        let run = dir.run(&["code", "articles.jsonl", "--neural", "model", "--min-confidence", "0", "--jobs", jobs]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    };
    let coded = code("1");
    assert!(coded.contains("\"event_type\":\"ASSAULT\""), "{coded}");
    assert_eq!(coded, code("2"));
}

#[test]
fn a_folder_that_is_no_classifier_is_refused_before_anything_is_coded() {
    let dir = Dir::new("neural-program-refused");
    dir.file("articles.jsonl", ARTICLE);
    let run = dir.run(&["code", "articles.jsonl", "--neural", "nowhere", "-o", "coded.jsonl"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("config.json: is missing"), "{}", run.stderr);
    assert!(!dir.path("coded.jsonl").exists());
}
