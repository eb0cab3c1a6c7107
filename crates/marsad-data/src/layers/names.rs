//! Names found against names marked: the same tokens and the same kind, or not right at all.

use std::collections::BTreeMap;
use std::fmt;

use marsad::Lang;
use marsad::analysis::{Prepared, settle};
use marsad::text::tokenize;

use super::figures::{Figure, figure};
use crate::train::Marked;

/// What was counted, by kind and sentence: right, marked plus found.
#[derive(Clone, Debug, Default)]
pub struct NameCounts {
    samples: Vec<BTreeMap<String, (usize, usize)>>,
}

/// Sentences that are settled together: the corpus does not tell where a text ends, and this is how long articles are.
const TEXT: usize = 12;

/// Scores the names of sentences.
#[must_use]
pub fn score_names(gold: &[Marked], lang: &Lang) -> NameCounts {
    NameCounts { samples: gold.chunks(TEXT).flat_map(|text| samples(text, lang)).collect() }
}

fn samples(gold: &[Marked], lang: &Lang) -> Vec<BTreeMap<String, (usize, usize)>> {
    let prepared: Vec<_> = gold.iter().map(|sentence| Prepared::new(&sentence.text, tokenize(&sentence.text), lang)).collect();
    let mut labelled: Vec<_> = prepared.iter().map(|prepared| prepared.labelled(&prepared.upos(lang), lang)).collect();
    settle(&mut labelled);
    gold.iter().zip(&prepared).zip(&labelled).map(|((gold, prepared), labelled)| sample(gold, prepared, &labelled.labels)).collect()
}

fn sample(gold: &Marked, prepared: &Prepared<'_>, found: &[String]) -> BTreeMap<String, (usize, usize)> {
    let label = |span: &marsad::Span| {
        let own = prepared.tokens.iter().zip(found).filter(|(token, _)| token.span.overlaps(*span));
        own.map(|(_, label)| label.as_str()).find(|label| !label.is_empty()).unwrap_or("O")
    };
    let ours = names(gold.tokens.iter().map(|(span, _)| label(span)));
    let right = names(gold.tokens.iter().map(|(_, label)| label.as_str()));
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for name in &right {
        let count = counts.entry(name.2.clone()).or_default();
        count.0 += if ours.contains(name) { 2 } else { 0 };
        count.1 += 1;
    }
    ours.iter().for_each(|name| counts.entry(name.2.clone()).or_default().1 += 1);
    counts
}

/// Names as first token, one past the last, and kind.
fn names<'l>(labels: impl Iterator<Item = &'l str>) -> Vec<(usize, usize, String)> {
    let mut names: Vec<(usize, usize, String)> = Vec::new();
    for (idx, label) in labels.enumerate() {
        match label.split_once('-') {
            Some(("I", kind)) if names.last().is_some_and(|last| last.1 == idx && last.2 == kind) => {
                if let Some(last) = names.last_mut() {
                    last.1 = idx + 1;
                }
            }
            Some((_, kind)) => names.push((idx, idx + 1, kind.to_owned())),
            None => {}
        }
    }
    names
}

impl NameCounts {
    /// Adds the counts of other sentences.
    pub fn extend(&mut self, other: Self) {
        self.samples.extend(other.samples);
    }

    /// The figure of all kinds together and of each.
    #[must_use]
    pub fn figures(&self) -> Vec<(String, Figure)> {
        let mut kinds: Vec<&String> = self.samples.iter().flat_map(BTreeMap::keys).collect();
        kinds.sort();
        kinds.dedup();
        let all = |sample: &BTreeMap<String, (usize, usize)>| sample.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let mut figures = vec![("names".to_owned(), figure(&self.samples.iter().map(all).collect::<Vec<_>>()))];
        for kind in kinds {
            let of_kind = self.samples.iter().map(|sample| sample.get(kind).copied().unwrap_or_default());
            figures.push((format!("names, {kind}"), figure(&of_kind.collect::<Vec<_>>())));
        }
        figures
    }
}

impl fmt::Display for NameCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, figure) in self.figures() {
            writeln!(f, "{name:20}{figure}")?;
        }
        Ok(())
    }
}
