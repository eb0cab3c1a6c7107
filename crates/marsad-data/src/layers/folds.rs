//! Figures on what a model has not seen: each part of the material is scored by models of the other parts.

use marsad::Lang;
use marsad::pack::Tables;

use super::{Layers, NameCounts, score_names, score_treebank};
use crate::train::{Material, train};

/// Figures of a cross-validation.
#[derive(Clone, Debug, Default)]
pub struct Folds {
    /// Sentence `i` of the treebank is in part `i mod n`.
    pub treebank: Layers,
    /// Sentences with names are divided into `n` runs of the same length, so that a text stays in one part.
    pub names: NameCounts,
}

/// Scores each of `n_folds` parts by models of the others.
///
/// # Errors
/// As [`train`].
pub fn cross_validate(tables: &Tables, material: &Material<'_>, n_folds: usize, seed: u64) -> Result<Folds, String> {
    let mut folds = Folds::default();
    for fold in 0..n_folds {
        let split = |of: &dyn Fn(usize) -> bool| -> Vec<_> {
            material.treebank.iter().enumerate().filter(|(idx, _)| of(*idx)).map(|(_, sentence)| sentence.clone()).collect()
        };
        let run = |idx: usize| idx * n_folds / material.names.len().max(1);
        let split_names = |of: &dyn Fn(usize) -> bool| -> Vec<_> {
            material.names.iter().enumerate().filter(|(idx, _)| of(*idx)).map(|(_, sentence)| sentence.clone()).collect()
        };
        let (treebank, held) = (split(&|idx| idx % n_folds != fold), split(&|idx| idx % n_folds == fold));
        let (names, held_names) = (split_names(&|idx| run(idx) != fold), split_names(&|idx| run(idx) == fold));
        let models = train(tables.clone(), &Material { treebank: &treebank, names: &names, own: material.own }, seed)?;
        let mut lang = Lang::new(tables.clone());
        lang.set_models(models);
        folds.treebank.extend(score_treebank(&held, &lang));
        folds.names.extend(score_names(&held_names, &lang));
    }
    Ok(folds)
}
