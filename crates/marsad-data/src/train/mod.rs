//! Annotated text → weights of the models.
//!
//! In: a treebank, a corpus with names, the language data without models. Out: [`Models`]. Deterministic: the same files and the same seed
//! give the same bytes.

mod averaged;
mod clusters;
mod moves;
mod names;
mod readings;
mod tags;

use marsad::Lang;
use marsad::analysis::{Prepared, Sentence, case_chain, upos_chain};
use marsad::model::Linear;
use marsad::pack::{Models, Tables, Upos};

pub(crate) use averaged::Shuffle;
pub use clusters::Counts;
pub use names::{Marked, read_marked};
use tags::{Row, Settings};

/// What models are learnt from.
pub struct Material<'m> {
    /// Sentences with words, lemmas, parts of speech and trees.
    pub treebank: &'m [Sentence],
    /// Sentences with names marked.
    pub names: &'m [Marked],
    /// Sentences of the data's own examples, which the rules read as their authors meant them.
    pub own: &'m [String],
}

/// Learns all models that there is material for. `tables` are the language data; their own models are not looked at.
///
/// # Errors
/// When a model would have more than 255 labels.
pub fn train(mut tables: Tables, material: &Material<'_>, seed: u64) -> Result<Models, String> {
    tables.models = Models::default();
    let mut lang = Lang::new(tables);
    if !material.treebank.is_empty() {
        lang.tables.models.readings = readings::train(material.treebank, material.own, &lang, seed)?;
        let prepared: Vec<Prepared<'_>> = material.treebank.iter().map(|sentence| given(sentence, &lang)).collect();
        lang.tables.models.upos = tag_model(material.treebank, &prepared, &|word| word.upos.name().to_owned(), true, seed)?;
        let tags = jackknife(material.treebank, &prepared, seed)?;
        let nodes: Vec<_> = prepared.iter().zip(&tags).map(|(prepared, tags)| prepared.nodes(tags)).collect();
        let trees: Vec<_> = nodes
            .iter()
            .zip(material.treebank)
            .filter(|(nodes, gold)| nodes.len() == gold.words.len())
            .map(|(nodes, gold)| moves::Tree { nodes, gold })
            .collect();
        lang.tables.models.moves = moves::train(&trees, seed)?;
        lang.tables.models.case = tag_model(material.treebank, &prepared, &case_of, false, seed)?;
    }
    if !material.names.is_empty() {
        lang.tables.models.entities = names::train(material.names, &lang, seed)?;
    }
    Ok(lang.tables.models)
}

/// Number of parts of the treebank that are tagged by models of the others, so that the parser learns from tags as it will find them.
const FOLDS: usize = 5;

/// Parts of speech of the treebank, each sentence by a model that has not seen it.
fn jackknife(treebank: &[Sentence], prepared: &[Prepared<'_>], seed: u64) -> Result<Vec<Vec<Upos>>, String> {
    let mut tags: Vec<Vec<Upos>> = vec![Vec::new(); treebank.len()];
    for fold in 0..FOLDS {
        let others: Vec<usize> = (0..treebank.len()).filter(|idx| idx % FOLDS != fold).collect();
        let model = tag_model_of(treebank, prepared, &others, &|word| word.upos.name().to_owned(), true, seed)?;
        for idx in (0..treebank.len()).filter(|idx| idx % FOLDS == fold) {
            tags[idx] = prepared[idx].upos_by(&model);
        }
    }
    Ok(tags)
}

fn given<'s>(sentence: &'s Sentence, lang: &Lang) -> Prepared<'s> {
    let spans: Vec<_> = sentence.words.iter().map(|word| word.span).collect();
    Prepared::given(&sentence.text, &spans, lang)
}

fn case_of(word: &marsad::analysis::Word) -> String {
    word.feats.iter().find_map(|feat| feat.strip_prefix("Case=")).unwrap_or("_").to_owned()
}

fn tag_model(
    treebank: &[Sentence],
    prepared: &[Prepared<'_>],
    label: &dyn Fn(&marsad::analysis::Word) -> String,
    upos: bool,
    seed: u64,
) -> Result<Linear, String> {
    tag_model_of(treebank, prepared, &(0..treebank.len()).collect::<Vec<_>>(), label, upos, seed)
}

fn tag_model_of(
    treebank: &[Sentence],
    prepared: &[Prepared<'_>],
    only: &[usize],
    label: &dyn Fn(&marsad::analysis::Word) -> String,
    upos: bool,
    seed: u64,
) -> Result<Linear, String> {
    let mut labels: Vec<String> = treebank.iter().flat_map(|sentence| &sentence.words).map(label).collect();
    labels.sort();
    labels.dedup();
    let rows: Vec<Row> = only
        .iter()
        .map(|idx| (&treebank[*idx], &prepared[*idx]))
        .filter(|(sentence, prepared)| sentence.words.len() == prepared.words.len())
        .map(|(sentence, prepared)| Row {
            features: prepared.tag_features().to_vec(),
            labels: sentence.words.iter().map(|word| labels.binary_search(&label(word)).unwrap_or(0)).collect(),
        })
        .collect();
    let chain = if upos { upos_chain(labels.len()) } else { case_chain(labels.len()) };
    tags::train(&rows, &labels, chain, &|_, _| true, &Settings { passes: 10, min_weight: 0.02, margin: (0.0, 0.0), outside: None, seed })
}
