//! Output and input have the shapes of `docs/schema/`, and these refuse anything else.

use std::fs;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::dir::{Dir, records};
use crate::sample::full;

/// The validator of a schema of `docs/schema/`.
pub fn schema(name: &str) -> Validator {
    let path = format!("{}/../../docs/schema/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).unwrap()
}

/// Checks a value, and shows what is wrong with it.
#[track_caller]
pub fn assert_valid(validator: &Validator, value: &Value) {
    let errors: Vec<String> = validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn real_output_is_valid() {
    let dir = Dir::new("schema");
    let page = serde_json::json!({"html": "<meta name=date content=2024-11-10><p>قصفت طائرات حربية مواقع في جنوب البلاد أمس.</p>"});
    let text =
        "أعلن وزير الخارجية المصري أمس أن 12 جنديا قتلوا في قصف إسرائيلي على رفح. وقال الرئيس الأمريكي إن المحادثات ستستأنف غدا في القاهرة.";
    dir.file(
        "a.jsonl",
        format!("{}{page}\n{}\n", records(20), json!({"id": "x", "title": "قتلى في رفح", "body": text, "published": "2024-11-10"})),
    );
    let validator = schema("coded-article");
    for args in [&["code", "a.jsonl"][..], &["code", "a.jsonl", "--with-text"]] {
        let articles = dir.run(args).expect(0, &[]).articles();
        assert_eq!(articles.len(), 22);
        articles.iter().for_each(|article| assert_valid(&validator, article));
        assert!(
            articles.iter().any(|article| article["claims"].as_array().is_some_and(|claims| !claims.is_empty())),
            "no claim was checked"
        );
    }
}

#[test]
fn an_article_with_everything_is_valid_and_one_with_more_is_not() {
    let validator = schema("coded-article");
    let full = serde_json::to_value(full()).unwrap();
    assert_valid(&validator, &full);
    for (pointer, value) in [
        ("/extra", json!(1)),
        ("/article/extra", json!(1)),
        ("/claims/0/extra", json!(1)),
        ("/claims/0/source/0/extra", json!(1)),
        ("/claims/0/date/extra", json!(1)),
        ("/claims/0/attribution/chain/0/extra", json!(1)),
        ("/claims/0/confidence", json!(1.5)),
        ("/claims/0/factuality", json!("true")),
        ("/claims/0/trigger", json!([1, 2, 3])),
        ("/claims/0/source/0/role", json!("KING")),
        ("/article/hash", json!("md5:0")),
    ] {
        let mut wrong = full.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        wrong.pointer_mut(parent).unwrap()[key] = value;
        assert!(!validator.is_valid(&wrong), "{pointer} may not be so");
    }
    for part in ["claims", "notes", "coder"] {
        let mut wrong = full.clone();
        wrong.as_object_mut().unwrap().remove(part);
        assert!(!validator.is_valid(&wrong), "{part} may not be absent");
    }
}

#[test]
fn inputs_of_all_kinds_are_valid() {
    let validator = schema("article");
    for line in records(3).lines() {
        assert_valid(&validator, &serde_json::from_str(line).unwrap());
    }
    assert_valid(&validator, &json!({"html": "<p>نص</p>", "published": 1_731_216_600, "more": {}}));
    assert!(!validator.is_valid(&json!({"id": "1", "body": " "})));
    assert!(!validator.is_valid(&json!(["نص"])));
}
