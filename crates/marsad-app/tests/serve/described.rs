//! The description of the API: `docs/api/openapi.json` is what the program serves, and tells of every route.

use std::path::Path;

use serde_json::Value;

use super::served;

#[test]
fn the_description_is_that_of_the_repository() {
    let (_dir, console) = served("serve-openapi", 4);
    let described = console.json("/api/v1/openapi.json");
    let text = format!("{}\n", serde_json::to_string_pretty(&described).unwrap());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/openapi.json");
    if std::env::var_os("MARSAD_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "docs/api/openapi.json is of another program: MARSAD_UPDATE=1 cargo test -p marsad-app --test serve description");
}

#[test]
fn every_route_is_described_and_every_description_answers() {
    let (_dir, console) = served("serve-routes", 8);
    let described = console.json("/api/v1/openapi.json");
    let paths = described["paths"].as_object().unwrap();
    // What the code routes: an attribute for each function, which the router takes from it.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/serve/api");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let functions: usize = files.map(|text| text.matches("#[utoipa::path(").count()).sum();
    let operations: usize =
        paths.values().map(|path| path.as_object().unwrap().keys().filter(|key| ["get", "post"].contains(&key.as_str())).count()).sum();
    assert_eq!(operations, functions, "a route is not in the router, or not described");
    let event = console.json("/api/v1/events?limit=1")["events"][0]["id"].as_str().unwrap().to_owned();
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().unwrap() {
            assert!(operation["summary"].is_string() || operation["description"].is_string(), "{method} {path} is not described");
            assert!(operation["responses"]["default"].is_object(), "{method} {path} does not say what errors look like");
            let needs =
                operation["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query" && one["required"] == true);
            let query: String = needs
                .map(|one| format!("{}={}&", one["name"].as_str().unwrap(), if one["name"] == "format" { "jsonl" } else { "x" }))
                .collect();
            let id = if path.starts_with("/events") {
                event.as_str()
            } else if path.starts_with("/articles") {
                "a1"
            } else {
                "ISR"
            };
            let asked = path.replace("{id}", id).replace("{source}", "ISR").replace("{target}", "LBN");
            let answer = match method.as_str() {
                "get" => console.get(&format!("/api/v1{asked}?{query}")),
                _ => console.ask("POST", &format!("/api/v1{asked}"), &[("content-type", "application/json")], "{}"),
            };
            let expected = if method == "get" { 200 } else { 400 };
            assert_eq!(answer.status, expected, "{method} {asked}: {}", answer.text());
        }
    }
}

#[test]
fn what_is_answered_is_what_is_described() {
    let (_dir, console) = served("serve-shapes", 24);
    let described = console.json("/api/v1/openapi.json");
    for path in [
        "/overview",
        "/events",
        "/claims",
        "/articles",
        "/facets",
        "/timeline",
        "/actors",
        "/dyads",
        "/network",
        "/map",
        "/sources",
        "/review",
        "/decisions",
        "/alerts",
    ] {
        let schema = &described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{path}");
        let mut whole = schema.clone();
        whole["components"] = described["components"].clone();
        let validator = jsonschema::validator_for(&whole).unwrap();
        let answer: Value = console.json(&format!("/api/v1{path}"));
        let wrong: Vec<String> = validator.iter_errors(&answer).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{path}: {wrong:?}");
    }
}
