//! Which files belong to the data, and what is in each: the folders `ontology/`, `knowledge/` and `lang/ar/` below a
//! root, and `layer.toml` beside them; or the same files flat below it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::entry::{self, Entry, Text};
use crate::hygiene;
use crate::problems::{Place, Problems, nearest};
use crate::tsv::{self, Row};

const FOLDERS: [&str; 3] = ["ontology", "knowledge", "lang/ar"];

/// What the rows of a TSV file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Lexicon,
    Closed,
    ClosedLemmas,
    Names,
    Agents,
    Anaphora,
    Whereabouts,
    Topics,
    Classes,
    Counted,
    Time,
    Holders,
    Places,
    Confidence,
    Context,
    Entities,
    Clusters,
    Patterns,
    Conventions,
    Spellings,
}

/// The tables of the data, by file or folder name, with their columns.
const TABLES: [(&str, Table, &[&str]); 21] = [
    ("conventions", Table::Conventions, &["country", "first_day", "decimal", "calendar"]),
    ("spellings", Table::Spellings, &["id", "kind", "from", "to"]),
    ("patterns", Table::Patterns, &["id", "form", "kind", "pattern"]),
    ("closed_lemmas", Table::ClosedLemmas, &["id", "lemma"]),
    ("entities", Table::Entities, &["id", "kind", "name"]),
    ("clusters", Table::Clusters, &["cluster", "count", "word"]),
    ("confidence", Table::Confidence, &["feature", "weight"]),
    ("context", Table::Context, &["feature", "weight"]),
    ("lexicon", Table::Lexicon, &["id", "kind", "attrs", "gloss", "form"]),
    ("closed", Table::Closed, &["id", "class", "sub", "form"]),
    ("names", Table::Names, &["id", "kind", "name"]),
    ("agents", Table::Agents, &["id", "class", "role", "lemma"]),
    ("anaphora", Table::Anaphora, &["id", "class", "lemma"]),
    ("whereabouts", Table::Whereabouts, &["id", "class", "lemma"]),
    ("topics", Table::Topics, &["id", "topic", "lemma"]),
    ("classes", Table::Classes, &["id", "class", "lemma"]),
    ("counted", Table::Counted, &["id", "what", "unit", "lemma"]),
    ("time", Table::Time, &["id", "kind", "value", "form"]),
    ("numbers", Table::Time, &["id", "kind", "value", "form"]),
    ("holders", Table::Holders, &["office", "person", "from", "to", "status", "as_of", "provenance"]),
    ("places", Table::Places, &["id", "kind", "country", "lat", "lon", "geonames", "wikidata", "population", "en", "name"]),
];

/// The arrays of tables that a TOML file may have.
const ENTRIES: [&str; 14] = [
    "type",
    "mode",
    "context",
    "role",
    "provenance",
    "frame",
    "reporting",
    "carrier",
    "cue",
    "light",
    "actor",
    "title",
    "office",
    "person",
];

/// All that a root has, read and not yet understood.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub language: Option<Text>,
    pub version: Option<Text>,
    pub ontology: Option<Text>,
    rows: BTreeMap<Table, Vec<Row>>,
    entries: BTreeMap<&'static str, Vec<Entry>>,
    /// Frames with the event type of their file.
    pub frames: Vec<(Text, Entry)>,
    /// What the first lines of files say about their origin.
    pub origins: Vec<Text>,
}

impl Sources {
    pub fn rows(&self, table: Table) -> &[Row] {
        self.rows.get(&table).map_or(&[], Vec::as_slice)
    }

    pub fn take(&mut self, name: &str) -> Vec<Entry> {
        self.entries.remove(name).unwrap_or_default()
    }
}

/// The data files below a root, in order of their paths.
#[must_use]
pub fn source_files(root: &Path) -> Vec<PathBuf> {
    let folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()).collect();
    let mut files: Vec<PathBuf> = [root.join("layer.toml")].into_iter().filter(|file| !folders.is_empty() && file.is_file()).collect();
    for folder in if folders.is_empty() { vec![root.to_owned()] } else { folders } {
        walk(&folder, &mut files);
    }
    files.sort();
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "tsv" || ext == "toml") {
            files.push(path);
        }
    }
}

/// Reads the files below a root.
pub(crate) fn read(root: &Path, problems: &mut Problems) -> Sources {
    let mut sources = Sources::default();
    let files = source_files(root);
    if files.is_empty() {
        problems.error(
            &Place::new(&root.display().to_string(), 0),
            "no data files here",
            "the root has ontology/, knowledge/ or lang/ar/, or the same files flat",
        );
    }
    for path in files {
        let name = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        let file = Place::new(&name, 0);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                problems.error(&file, format!("cannot be read: {error}"), "data files are UTF-8");
                continue;
            }
        };
        let vowels = ["lexicon", "closed_lemmas", "patterns"].iter().any(|table| name.contains(table));
        hygiene::check(&file, &text, vowels, problems);
        for (line, text) in text.lines().enumerate() {
            if let Some(origin) = text.strip_prefix("# provenance:") {
                sources.origins.push(Text { text: origin.trim().to_owned(), place: file.at(line as u32 + 1) });
            }
        }
        if name.ends_with(".tsv") {
            read_table(&file, &name, &text, &mut sources, problems);
        } else if let Some(entry) = entry::read(&file, &text, problems) {
            read_entries(entry, &mut sources, problems);
        }
    }
    sources
}

fn read_table(file: &Place, name: &str, text: &str, sources: &mut Sources, problems: &mut Problems) {
    let stem = |part: &str| part.trim_end_matches(".tsv").to_owned();
    let parts: Vec<String> = name.split('/').rev().take(2).map(stem).collect();
    match TABLES.iter().find(|(table, ..)| parts.iter().any(|part| part == table)) {
        Some((_, table, columns)) => sources.rows.entry(*table).or_default().extend(tsv::read(file, text, columns, problems)),
        None => problems.warn(file, "not a file of the data, and not read", nearest(&parts[0], TABLES.iter().map(|(table, ..)| *table))),
    }
}

fn read_entries(mut file: Entry, sources: &mut Sources, problems: &mut Problems) {
    for (slot, key) in [(&mut sources.language, "language"), (&mut sources.version, "version"), (&mut sources.ontology, "ontology")] {
        if let Some(text) = file.text(key, problems) {
            *slot = Some(text);
        }
    }
    let event_type = file.text("event_type", problems);
    for name in ENTRIES {
        let entries = file.tables(name, problems);
        if name != "frame" {
            sources.entries.entry(name).or_default().extend(entries);
            continue;
        }
        for frame in entries {
            match &event_type {
                Some(event_type) => sources.frames.push((event_type.clone(), frame)),
                None => {
                    problems.error(&frame.place, "the file of this frame names no event type", "begin the file with event_type = \"…\"")
                }
            }
        }
    }
    file.finish(problems);
}
