//! How sure the coder may be: weights of what claims rest on, learnt from development gold.
//!
//! In: articles with gold, and sentences labelled by type. Out: a weight for each feature (log odds), for `lang/ar/confidence.tsv`.
//!
//! Logistic regression with an L2 penalty, by plain gradient descent from zero: no chance in it, so equal input gives equal weights.
//! A claim is right when the gold has an act of its type in its sentence; of several claims of a type as many as the gold has.

use std::collections::BTreeMap;

use marsad::coded::{Claim, Factuality, Field};
use marsad::{Article, Lang, explain_from};

use crate::score::{Gold, Label, gold_of, labels_of};

/// A claim as the regression sees it.
struct Sample {
    features: Vec<usize>,
    right: bool,
}

/// Features that fewer claims have are left out: nothing is learnt from them.
const MIN_SEEN: usize = 8;
/// Strength of the penalty, per sample; chosen on the development gold from 0.001 to 0.1.
const PENALTY: f64 = 0.002;
const STEPS: usize = 3000;
const RATE: f64 = 0.5;

/// Learns the weights. `gold` are pairs of articles and gold as JSONL text; `labels` labelled sentences.
///
/// # Errors
/// When a line cannot be read: which, of which pair, and why.
pub fn calibrate(lang: &Lang, gold: &[(String, String)], labels: Option<&str>) -> Result<BTreeMap<String, f64>, String> {
    let mut names: Vec<String> = Vec::new();
    let mut rows: Vec<(Vec<String>, bool)> = Vec::new();
    for (n, (articles, gold)) in gold.iter().enumerate() {
        let gold = gold_of(articles, gold).map_err(|why| format!("pair {}: {why}", n + 1))?;
        gold_rows(lang, &gold, &mut rows);
    }
    for Label { event_type, text, yes } in labels.map(labels_of).transpose()?.unwrap_or_default() {
        let explained = explain_from(&Article::from_text(text, None), lang, 0.0);
        // A label says whether an act happened: of what is denied it tells nothing.
        let labelled = |claim: &Claim| claim.event_type == event_type && claim.factuality != Factuality::Denied;
        let claims = explained.coded.claims.iter().zip(explained.reasons).filter(|(claim, _)| labelled(claim));
        rows.extend(claims.map(|(_, reason)| (reason.features, yes)));
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in rows.iter().flat_map(|(features, _)| features) {
        *seen.entry(feature).or_default() += 1;
    }
    names.extend(seen.iter().filter(|(_, n)| **n >= MIN_SEEN).map(|(name, _)| (*name).to_owned()));
    let index = |feature: &String| names.binary_search(feature).ok();
    let samples: Vec<Sample> =
        rows.iter().map(|(features, right)| Sample { features: features.iter().filter_map(index).collect(), right: *right }).collect();
    let weights = regress(&samples, names.len());
    Ok(names.into_iter().zip(weights.into_iter().map(to_three_places)).collect())
}

fn gold_rows(lang: &Lang, gold: &Gold, rows: &mut Vec<(Vec<String>, bool)>) {
    for article in &gold.articles {
        let explained = explain_from(&article.article, lang, 0.0);
        let mut left = article.sentences.iter().map(|sentence| gold.types.get(&sentence.id).cloned()).collect::<Vec<_>>();
        for (claim, reason) in explained.coded.claims.into_iter().zip(explained.reasons).filter(|(claim, _)| claim.field == Field::Body) {
            let at = claim.trigger[0];
            let Some(place) = article.sentences.iter().position(|sentence| sentence.start <= at && at < sentence.end) else { continue };
            let Some(types) = &mut left[place] else { continue };
            let found = types.iter().position(|event_type| *event_type == claim.event_type);
            if let Some(found) = found {
                types.remove(found);
            }
            rows.push((reason.features, found.is_some()));
        }
    }
}

fn regress(samples: &[Sample], n_features: usize) -> Vec<f64> {
    let n = samples.len().max(1) as f64;
    let mut weights = vec![0.0; n_features];
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| weight * PENALTY).collect();
        for sample in samples {
            let sum: f64 = sample.features.iter().map(|feature| weights[*feature]).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(sample.right));
            for feature in &sample.features {
                gradient[*feature] += error / n;
            }
        }
        for (weight, slope) in weights.iter_mut().zip(gradient) {
            *weight -= RATE * slope;
        }
    }
    weights
}

/// A weight as it is written; what rounds to nothing has no sign.
fn to_three_places(weight: f64) -> f64 {
    (weight * 1000.0).round() / 1000.0 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_with_right_claims_weighs_more() {
        let samples: Vec<Sample> = (0..200)
            .map(|n| Sample { features: if n % 2 == 0 { vec![0, 1] } else { vec![0] }, right: n % 2 == 0 || n % 10 == 1 })
            .collect();
        let weights = regress(&samples, 2);
        assert!(weights[1] > 1.0 && weights[0] < 0.0, "{weights:?}");
    }
}
