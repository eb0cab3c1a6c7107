//! Data files → checks → pack.
//!
//! [`build`] makes the pack of a root with `ontology/`, `knowledge/` and `lang/ar/`; [`compile`] lays a further folder over
//! tables that are already there; [`load`] gives tables, examples and every problem with its file and line.
//!
//! Equal files give equal bytes, on any machine: files are read in the order of their paths and nothing iterates a hash map.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that has nothing to unwrap fails as it should"))]

mod additions;
mod baseline;
mod calibrate;
mod cases;
mod classes;
mod dates;
mod entry;
mod examples;
mod frames;
mod hygiene;
mod knowledge;
mod layers;
mod lexicon;
mod merge;
mod models;
mod ontology;
mod problems;
mod propose;
mod score;
mod sources;
mod speech;
mod train;
mod tsv;
mod words;

use std::path::Path;

use marsad::pack::{Models, Provenance, Tables};

pub use baseline::{Baseline, Figures, Row};
pub use calibrate::{Learnt, calibrate};
pub use cases::{Cases, score_cases};
pub use examples::{Checked, Example, Examples, Expected, Of, check_examples};
pub use layers::{Figure, Folds, Layers, NameCounts, cross_validate, score_names, score_treebank};
pub use problems::{Place, Problem, Problems};
pub use propose::{Against, Proposal, Proposals};
pub use score::{Count, Report, score, score_labels};
pub use sources::source_files;
/// Files of weights.
pub mod weights {
    pub use crate::models::{FEATURES, NAMES, checksum, from_bytes, get, to_bytes};
}
pub use train::{Counts, Marked, Material, read_marked, train};

use sources::{Sources, Table};

/// The tables of `base` with the files below `layer` laid over them: an entry whose id is there already takes its place.
///
/// Problems are added to `problems`; an entry with an error is left out.
#[must_use]
pub fn compile(base: Tables, layer: &Path, problems: &mut Problems) -> Tables {
    load(base, layer, problems).0
}

/// As [`compile`], with the examples of the files.
#[must_use]
pub fn load(base: Tables, layer: &Path, problems: &mut Problems) -> (Tables, Examples) {
    let mut sources = sources::read(layer, problems);
    let mut tables = base;
    let mut examples = Examples::default();
    for (slot, value) in
        [(&mut tables.language, &sources.language), (&mut tables.version, &sources.version), (&mut tables.ontology, &sources.ontology)]
    {
        if let Some(text) = value {
            slot.clone_from(&text.text);
        }
    }
    read_provenance(&mut sources, &mut tables, problems);
    let contexts = ontology::read(&mut sources, &mut tables, problems);
    let actors = knowledge::read_actors(&mut sources, &mut tables, problems);

    let groups = lexicon::groups(sources.rows(Table::Lexicon), problems);
    lexicon::check_unique(&groups, problems);
    words::read_patterns(&sources, &mut tables, problems);
    let mut builder = lexicon::Builder::new(std::mem::take(&mut tables.lexicon));
    builder.add(&groups, problems);
    lexicon::add_nisbas(&mut builder, &actors);

    words::read_words(&sources, &mut tables, problems);
    words::read_nouns(&sources, &builder, &mut tables, problems);
    classes::read(&sources, &builder, &mut tables, problems);
    frames::read(&mut sources, &builder, &contexts, &mut tables, &mut examples, problems);
    speech::read(&mut sources, &builder, &mut tables, &mut examples, problems);
    knowledge::read(&mut sources, &mut tables, problems);
    tables.lexicon = builder.finish();
    lexicon::vocalise(&mut tables);
    models::read(layer, &mut tables, problems);
    (tables, examples)
}

/// The tables of the data below a root as training sees them: without the weights that it makes.
#[must_use]
pub fn compile_without_weights(root: &Path, problems: &mut Problems) -> Tables {
    // Weights that no longer fit are what training is for.
    let mut with_weights = Problems::default();
    let mut tables = compile(Tables::default(), root, &mut with_weights);
    problems.extend(with_weights.without("weights.lock"));
    tables.models = Models::default();
    tables
}

/// The sentences of the examples and near misses of the data below a root that come out as they say; none where there is no data.
#[must_use]
pub fn example_texts(root: &Path) -> Vec<String> {
    let (_, examples) = load(Tables::default(), root, &mut Problems::default());
    examples.list.into_iter().filter(|example| example.known.is_none()).map(|example| example.text).collect()
}

/// The licence of an origin, as `SOURCES.toml` below a root has it.
#[must_use]
pub fn licence(root: &Path, provenance: &str) -> Option<String> {
    let mut problems = Problems::default();
    let mut sources = sources::read(root, &mut problems);
    let mut entries = sources.take("provenance").into_iter();
    entries.find_map(|mut entry| {
        let (id, licence) = (entry.need("id", &mut problems).text, entry.need("licence", &mut problems).text);
        (id == provenance).then_some(licence)
    })
}

/// The pack of the data below a root.
///
/// # Errors
/// When anything is wrong with the data: all problems, not the first one alone.
pub fn build(root: &Path) -> Result<Vec<u8>, Problems> {
    build_over(Tables::default(), root)
}

/// The pack of tables with the files below `layer` laid over them.
///
/// # Errors
/// As [`build`].
pub fn build_over(base: Tables, layer: &Path) -> Result<Vec<u8>, Problems> {
    let (pack, problems) = compile_pack(base, layer);
    if problems.n_errors() == 0 { Ok(pack) } else { Err(problems) }
}

/// The pack of what is right in the data below a root, and what is wrong with the rest.
#[must_use]
pub fn build_lenient(root: &Path) -> (Vec<u8>, Problems) {
    compile_pack(Tables::default(), root)
}

fn compile_pack(base: Tables, layer: &Path) -> (Vec<u8>, Problems) {
    let mut problems = Problems::default();
    let tables = compile(base, layer, &mut problems);
    let pack = tables.to_pack().unwrap_or_else(|error| {
        problems.error(&Place::new("pack", 0), error.to_string(), "");
        Vec::new()
    });
    (pack, problems)
}

/// Reads where rows come from; every origin that a file or row names has to be among them, with its licence.
fn read_provenance(sources: &mut Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut known = Vec::new();
    for mut entry in sources.take("provenance") {
        known.push(Provenance {
            id: entry.need("id", problems).text,
            title: entry.need("title", problems).text,
            licence: entry.need("licence", problems).text,
            url: entry.some("url", problems),
            as_of: entry.some("as_of", problems),
        });
        for key in ["accessed", "sha256", "note"] {
            entry.text(key, problems);
        }
        entry.finish(problems);
    }
    merge::merge(&mut tables.provenance, known, |origin| origin.id.clone());
    let known: Vec<String> = tables.provenance.iter().map(|origin| origin.id.clone()).collect();
    if known.is_empty() {
        return;
    }
    let rows = sources.rows(Table::Holders).iter().filter_map(|row| Some((row.some(6)?, row.place.clone())));
    let origins = sources.origins.iter().map(|origin| (origin.text.clone(), origin.place.clone()));
    for (origin, place) in rows.chain(origins) {
        for id in origin.split([',', ' ']).filter(|id| !id.is_empty()) {
            if !known.iter().any(|known| known == id) {
                problems.error(&place, format!("unknown provenance `{id}`"), problems::nearest(id, known.iter().map(String::as_str)));
            }
        }
    }
}
