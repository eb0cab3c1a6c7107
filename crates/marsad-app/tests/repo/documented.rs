//! Undocumented means failing: commands and options, data files, fields of the output.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::{articles, files, lang, read, root};

/// The help of a command.
fn help(command: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_marsad")).args(command).arg("--help").output().unwrap();
    assert!(output.status.success(), "{command:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The names at the start of the lines of a section of a help text.
fn section<'t>(help: &'t str, title: &str) -> Vec<&'t str> {
    let lines = help.lines().skip_while(|line| *line != title).skip(1);
    let lines = lines.take_while(|line| line.is_empty() || line.starts_with(' '));
    lines.filter(|line| line.starts_with("  ") && !line.starts_with("       ")).collect()
}

/// Checks that the section of the manual about a command names each of its options, and the same for the commands below it.
fn check(command: &mut Vec<String>, manual: &str, missing: &mut Vec<String>) {
    let words: Vec<&str> = command.iter().map(String::as_str).collect();
    let help = help(&words);
    let title = format!("## `marsad {}`", words.join(" "));
    let about = manual.split("\n## ").find(|section| title.strip_prefix("## ").is_some_and(|title| section.starts_with(title)));
    if !words.is_empty() && about.is_none() {
        missing.push(title);
    }
    for line in section(&help, "Options:").into_iter().chain(section(&help, "Arguments:")) {
        let names = line
            .trim_start()
            .split("  ")
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .map(|word| word.split("[=").next().unwrap_or_default().trim_matches([',', '[', ']', '.', '<', '>']));
        for name in names.filter(|name| name.starts_with("--") || name.len() > 1 && name.chars().all(|letter| letter.is_ascii_uppercase()))
        {
            let is_known = ["--help", "--version"].contains(&name) || about.is_some_and(|about| about.contains(name));
            if !is_known {
                missing.push(format!("{name} of `marsad {}`", words.join(" ")));
            }
        }
    }
    for line in section(&help, "Commands:") {
        let name = line.split_whitespace().next().unwrap_or_default();
        if name != "help" && line.starts_with("  ") && !line.starts_with("   ") {
            command.push(name.to_owned());
            check(command, manual, missing);
            command.pop();
        }
    }
}

#[test]
fn every_command_and_option_is_in_the_manual() {
    let mut missing = Vec::new();
    check(&mut Vec::new(), &read("docs/cli.md"), &mut missing);
    assert!(missing.is_empty(), "not in docs/cli.md: {missing:#?}");
}

#[test]
fn every_table_and_column_of_the_observatory_is_described() {
    let text = read("docs/store.md");
    let mut missing = Vec::new();
    for path in files("crates/marsad-app/src/store/schema", ".sql") {
        let schema = std::fs::read_to_string(path).unwrap();
        let mut table = String::new();
        for line in schema.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.split(' ').next().unwrap().to_owned();
                if !text.contains(&format!("**`{table}`**")) {
                    missing.push(table.clone());
                }
                continue;
            }
            if line.starts_with(')') || line.starts_with("CREATE") {
                table.clear();
            }
            let Some(column) = line.strip_prefix("  ").filter(|_| !table.is_empty()).and_then(|line| line.split(' ').next()) else {
                continue;
            };
            if column.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_') && !text.contains(&format!("`{column}`")) {
                missing.push(format!("{table}.{column}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in docs/store.md: {missing:?}");
}

#[test]
fn every_data_file_is_in_the_readme_of_its_folder() {
    for (folder, readme) in [("lang/ar", "lang/ar/README.md"), ("knowledge", "knowledge/README.md"), ("ontology", "ontology/README.md")] {
        let text = read(readme);
        let base = root().join(folder);
        let mut kinds = BTreeSet::new();
        for path in files(folder, ".tsv").into_iter().chain(files(folder, ".toml")) {
            let path = path.strip_prefix(&base).unwrap().to_string_lossy().replace('\\', "/");
            // One file of a kind goes by its name, many of a kind by their folder.
            kinds.insert(match path.split_once('/') {
                Some((folder, name)) => format!("{folder}/*.{}", name.rsplit('.').next().unwrap_or_default()),
                None => path,
            });
        }
        assert!(!kinds.is_empty());
        let missing: Vec<&String> = kinds.iter().filter(|kind| !text.contains(&format!("`{kind}`"))).collect();
        assert!(missing.is_empty(), "not in {readme}: {missing:?}");
    }
}

#[test]
fn every_field_of_a_schema_is_described() {
    for path in files("docs/schema", ".json") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let schema: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut missing = Vec::new();
        fields(&schema, &schema, &name, &mut missing);
        assert!(missing.is_empty(), "no description: {missing:#?}");
    }
}

#[test]
fn the_coded_corpus_is_valid_by_the_schema() {
    let schema: Value = serde_json::from_str(&read("docs/schema/coded-article.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for article in articles() {
        let coded = serde_json::to_value(marsad::code(&article, lang())).unwrap();
        let errors: Vec<String> = validator.iter_errors(&coded).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", article.id);
    }
}

/// Collects the fields without a description of their own or of the definition they refer to. What stands in `anyOf` only narrows
/// fields described elsewhere.
fn fields(schema: &Value, root: &Value, at: &str, missing: &mut Vec<String>) {
    let Some(object) = schema.as_object() else { return };
    for (name, field) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let referred = field["$ref"].as_str().and_then(|to| root.pointer(to.trim_start_matches('#')));
        if field.get("description").or_else(|| referred?.get("description")).is_none() {
            missing.push(format!("{at}/{name}"));
        }
    }
    for (key, part) in object.iter().filter(|(key, _)| *key != "anyOf") {
        fields(part, root, &format!("{at}/{key}"), missing);
    }
}
