//! The repository as a whole: its data, its quality, its promises and its documents.
//!
//! `data` every example comes out as it says · `gate` quality is not under its floors · `golden` the chapters of
//! `tests/golden/` · `invariants` what never happens · `documented` nothing is missing from the documents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod data;
mod documented;
mod gate;
mod golden;
mod invariants;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use marsad::pack::Tables;
use marsad::{Article, Lang};
use marsad_data::{Checked, Problems};

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of a file of the repository.
#[track_caller]
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The pack that the program embeds.
fn lang() -> &'static Lang {
    static LANG: OnceLock<Lang> = OnceLock::new();
    LANG.get_or_init(|| Lang::new(marsad_pack::built_in().unwrap()))
}

/// What is wrong with the data files, and what became of their examples.
fn checked() -> &'static (Problems, Checked) {
    static CHECKED: OnceLock<(Problems, Checked)> = OnceLock::new();
    CHECKED.get_or_init(|| {
        let mut problems = Problems::default();
        let (tables, examples) = marsad_data::load(Tables::default(), &root(), &mut problems);
        let lang = Lang::new(tables);
        let code = |text: &str| marsad::code_from(&Article::from_text(text, None), &lang, 0.0).claims;
        (problems, marsad_data::check_examples(&lang, &examples, &code))
    })
}

/// The articles of `corpora/`.
fn articles() -> Vec<Article> {
    read("corpora/articles.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The files below a folder of the repository whose names end so, in order of their paths.
fn files(below: &str, ending: &str) -> Vec<PathBuf> {
    let mut folders = vec![root().join(below)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
