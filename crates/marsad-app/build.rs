//! The labels of the ontology for the console, which the program embeds.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    println!("cargo::rerun-if-changed={}", root.join("ontology").display());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("labels.tsv");
    if let Err(error) = fs::write(&out, labels(&root)) {
        eprintln!("{}: {error}", out.display());
        process::exit(1);
    }
}

/// Rows of key, English and Arabic label: `type:CONSULT`, `mode:CONSULT/visit`, `mode:visit`, `context:military`, `role:GOV`.
fn labels(root: &Path) -> String {
    let (mut rows, mut modes) = (String::new(), BTreeSet::new());
    for (file, list) in [("event_types", "type"), ("modes", "mode"), ("contexts", "context"), ("roles", "role")] {
        let text = fs::read_to_string(root.join("ontology").join(format!("{file}.toml"))).unwrap_or_default();
        let table: toml::Table = text.parse().unwrap_or_default();
        for entry in table.get(list).and_then(toml::Value::as_array).into_iter().flatten() {
            let field = |name: &str| entry.get(name).and_then(toml::Value::as_str);
            let Some(name) = field("name").or_else(|| field("code")) else { continue };
            let labels = [field("label_en"), field("label_ar")].map(|label| label.unwrap_or(name)).join("\t");
            match field("type") {
                Some(event_type) => {
                    let _ = writeln!(rows, "{list}:{event_type}/{name}\t{labels}");
                    // A mode asked for without a type is called as that of the first type that has it.
                    if modes.insert(name.to_owned()) {
                        let _ = writeln!(rows, "{list}:{name}\t{labels}");
                    }
                }
                None => {
                    let _ = writeln!(rows, "{list}:{name}\t{labels}");
                }
            }
        }
    }
    rows
}
