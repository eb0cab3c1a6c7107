//! How sure the coder may be of a claim, and of who stands on a side of it where nobody is told: weights of what both rest on, from development gold.
//!
//! In: articles with gold, and sentences labelled by type. Out: a weight for each feature (log odds), for `lang/ar/confidence.tsv` or
//! `lang/ar/context.tsv`.
//!
//! Logistic regression with an L2 penalty, by plain gradient descent from zero: no chance in it, so equal input gives equal weights.
//! A claim is right when the gold has an act of its type in its sentence; of several claims of a type as many as the gold has. Of those who may
//! stand on a side at most one is right.

use std::collections::{BTreeMap, BTreeSet};

use marsad::coded::{Claim, Factuality, Field, Party, Role};
use marsad::explain::{Explanation, Meant, Reason, explain_from, rehearse, standing};
use marsad::pack::Side;
use marsad::{Article, Lang};

use crate::examples::{Examples, Expected, Of};
use crate::score::{Gold, GoldAct, GoldArticle, Label, gold_of, labels_of};

/// Features that fewer claims have are left out: nothing is learnt from them.
const MIN_SEEN: usize = 8;
/// Strength of the penalty, per sample; chosen on the development gold from 0.001 to 0.1.
const PENALTY: f64 = 0.002;
/// The same for who stands on a side, of which there are fewer cases for more features; chosen by articles left out.
const CONTEXT_PENALTY: f64 = 0.005;
const STEPS: usize = 3000;
const RATE: f64 = 0.5;

/// What weights are learnt for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learnt {
    /// How sure a claim is: `lang/ar/confidence.tsv`.
    Confidence,
    /// Who stands on a side of an act that tells nobody there: `lang/ar/context.tsv`.
    Context,
}

/// One of those of whom at most one is right, with what holds of it.
struct Choice {
    features: Vec<String>,
    right: bool,
}

/// A case as the regression sees it: the features of each choice, and which is right.
type Case = Vec<(Vec<usize>, bool)>;

/// Learns the weights. `gold` are pairs of articles and gold as JSONL text; `labels` labelled sentences, which tell of confidence only; `examples`
/// those of the frames, which tell of context only. With `only` a word, weights whose names have it are learnt (`alone-assault` has `alone`) and all
/// others stay as the language data has them: what a sentence by itself tells is learnt from such sentences, and takes nothing from articles.
///
/// # Errors
/// When a line cannot be read: which, of which pair, and why.
pub fn calibrate(
    learnt: Learnt,
    lang: &Lang,
    gold: &[(String, String)],
    labels: Option<&str>,
    examples: &Examples,
    only: Option<&str>,
) -> Result<BTreeMap<String, f64>, String> {
    let mut cases: Vec<Vec<Choice>> = Vec::new();
    for (n, (articles, gold)) in gold.iter().enumerate() {
        let gold = gold_of(articles, gold).map_err(|why| format!("pair {}: {why}", n + 1))?;
        match learnt {
            Learnt::Confidence => claims(lang, &gold, &mut cases),
            Learnt::Context => sides(lang, &gold, &mut cases),
        }
    }
    if learnt == Learnt::Context {
        alone(lang, examples, &mut cases);
    }
    let labels = labels.filter(|_| learnt == Learnt::Confidence);
    for Label { event_type, text, yes } in labels.map(labels_of).transpose()?.unwrap_or_default() {
        let explained = explain_from(&Article::from_text(text, None), lang, 0.0);
        // A label says whether an act happened: of what is denied it tells nothing.
        let labelled = |claim: &Claim| claim.event_type == event_type && claim.factuality != Factuality::Denied;
        let claims = explained.coded.claims.iter().zip(explained.reasons).filter(|(claim, _)| labelled(claim));
        cases.extend(claims.map(|(_, reason)| vec![Choice { features: reason.features, right: yes }]));
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in cases.iter().flatten().flat_map(|choice| &choice.features) {
        *seen.entry(feature).or_default() += 1;
    }
    let old = if learnt == Learnt::Confidence { &lang.tables.confidence } else { &lang.tables.context };
    let learns = |name: &str| only.is_none_or(|word| name.split('-').any(|part| part == word));
    let new = seen.iter().filter(|(name, n)| **n >= MIN_SEEN && learns(name)).map(|(name, _)| (*name).to_owned());
    // Floors are no weights; who writes the file adds them.
    let kept = old.keys().filter(|name| !learns(name) && !name.starts_with("floor")).cloned();
    let names: Vec<String> = new.chain(kept).collect::<BTreeSet<_>>().into_iter().collect();
    let fixed: Vec<Option<f64>> = names.iter().map(|name| old.get(name).copied().filter(|_| !learns(name))).collect();
    let index = |feature: &String| names.binary_search(feature).ok();
    let seen = |choice: &Choice| (choice.features.iter().filter_map(index).collect(), choice.right);
    let cases: Vec<Case> = cases.iter().map(|choices| choices.iter().map(seen).collect()).collect();
    let penalty = if learnt == Learnt::Confidence { PENALTY } else { CONTEXT_PENALTY };
    let weights = regress(&cases, &fixed, penalty);
    Ok(names.into_iter().zip(weights.into_iter().map(to_three_places)).collect())
}

/// The claims of an article with their reasons that the gold has sentences for, each with the act of its type, if there is one: that with
/// a party of the claim before others. Each act counts once.
fn matched(article: &GoldArticle, explained: Explanation, gold: &Gold, mut take: impl FnMut(Reason, Option<GoldAct>)) {
    let mut left = article.sentences.iter().map(|sentence| gold.acts.get(&sentence.id).cloned()).collect::<Vec<_>>();
    for (claim, reason) in explained.coded.claims.into_iter().zip(explained.reasons).filter(|(claim, _)| claim.field == Field::Body) {
        let at = claim.trigger[0];
        let Some(place) = article.sentences.iter().position(|sentence| sentence.start <= at && at < sentence.end) else { continue };
        let Some(acts) = &mut left[place] else { continue };
        let shares = |codes: &[String], parties: &[Party]| {
            parties.iter().any(|party| countries(codes).contains(party.country.as_deref().unwrap_or("")))
        };
        let same = |act: &GoldAct| act.event_type == claim.event_type;
        let found = acts
            .iter()
            .position(|act| same(act) && (shares(&act.source, &claim.source) || shares(&act.target, &claim.target)))
            .or_else(|| acts.iter().position(same));
        take(reason, found.map(|found| acts.remove(found)));
    }
}

/// Whether each claim is right.
fn claims(lang: &Lang, gold: &Gold, cases: &mut Vec<Vec<Choice>>) {
    for article in &gold.articles {
        matched(article, explain_from(&article.article, lang, 0.0), gold, |reason, act| {
            cases.push(vec![Choice { features: reason.features, right: act.is_some() }]);
        });
    }
}

/// Who of those considered for a side is the gold's, where the gold has the act. Sides that are told are looked at as if they were not: targets where
/// anybody considered would have been right; of who acts also where nobody would, for it is often somebody whom no other claim tells.
fn sides(lang: &Lang, gold: &Gold, cases: &mut Vec<Vec<Choice>>) {
    for article in &gold.articles {
        matched(article, rehearse(&article.article, lang, lang.floor()), gold, |reason, act| {
            let Some(act) = act else { return };
            for (side, codes) in [(Side::Source, &act.source), (Side::Target, &act.target)] {
                let all = || reason.meant.iter().filter(|meant| meant.side == side);
                let choices: Vec<Choice> = all().map(|meant| choice(meant, codes)).collect();
                let is_told = all().any(|meant| meant.told);
                if !choices.is_empty() && (!is_told || side == Side::Source || choices.iter().any(|choice| choice.right)) {
                    cases.push(choices);
                }
            }
        });
    }
}

/// Towards whom the acts are that the frames' examples tell without a target, as sentences that nothing stands around: where nobody else is told.
fn alone(lang: &Lang, examples: &Examples, cases: &mut Vec<Vec<Choice>>) {
    for example in examples.list.iter().filter(|example| example.of == Of::Frame && !example.near_miss && example.known.is_none()) {
        let codes = |parties: &Option<Vec<Expected>>| parties.iter().flatten().map(|party| party.country.clone()).collect::<Vec<_>>();
        let (source, target) = (codes(&example.source), codes(&example.target));
        let explained = explain_from(&Article::from_text(example.text.clone(), None), lang, lang.floor());
        let mut claims = explained.coded.claims.iter().zip(&explained.reasons);
        let told = claims.find(|(claim, _)| {
            let acting: BTreeSet<&str> = claim.source.iter().filter_map(|party| party.country.as_deref()).collect();
            claim.frame == example.id && acting == countries(&source)
        });
        let Some((_, reason)) = told else { continue };
        let all = reason.meant.iter().filter(|meant| meant.side == Side::Target);
        let choices: Vec<Choice> = all.map(|meant| choice(meant, &target)).collect();
        if !choices.is_empty() {
            cases.push(choices);
        }
    }
}

/// Somebody who may stand on a side of an act, and whether he does, by the codes of that side in the gold. Of several of one state who may have done it
/// the one who stands to it as the gold has it is right.
fn choice(meant: &Meant, codes: &[String]) -> Choice {
    let own = meant.parties.iter().map(|party| party.country.as_deref().unwrap_or("---")).collect();
    let role = |code: &String| code.split_once('.').and_then(|(_, role)| Role::from_code(role));
    let compatriot = meant.side == Side::Source && meant.features.first().is_none_or(|kind| kind != "by-abroad");
    let stands = || meant.parties.iter().all(|party| codes.iter().any(|code| standing(role(code)) == standing(party.role)));
    Choice { features: meant.features.clone(), right: countries(codes) == own && (!compatriot || stands()) }
}

/// The countries and organisations of codes such as `ISR.MIL`.
fn countries(codes: &[String]) -> BTreeSet<&str> {
    codes.iter().map(|code| code.split('.').next().unwrap_or(code)).collect()
}

/// A conditional logit in which none of the choices may be right too: of one choice it is the logistic regression. What is `fixed` is not learnt.
fn regress(cases: &[Case], fixed: &[Option<f64>], penalty: f64) -> Vec<f64> {
    let n = cases.len().max(1) as f64;
    let mut weights: Vec<f64> = fixed.iter().map(|weight| weight.unwrap_or(0.0)).collect();
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| weight * penalty).collect();
        for case in cases {
            let odds: Vec<f64> = case.iter().map(|(features, _)| features.iter().map(|at| weights[*at]).sum::<f64>().exp()).collect();
            let all = 1.0 + odds.iter().sum::<f64>();
            let n_right = case.iter().filter(|(_, right)| *right).count().max(1) as f64;
            for ((features, right), odds) in case.iter().zip(odds) {
                let error = odds / all - f64::from(u8::from(*right)) / n_right;
                for feature in features {
                    gradient[*feature] += error / n;
                }
            }
        }
        for ((weight, slope), _) in weights.iter_mut().zip(gradient).zip(fixed).filter(|(_, fixed)| fixed.is_none()) {
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
        let cases: Vec<Case> = (0..200).map(|n| vec![(if n % 2 == 0 { vec![0, 1] } else { vec![0] }, n % 2 == 0 || n % 10 == 1)]).collect();
        let weights = regress(&cases, &[None; 2], PENALTY);
        assert!(weights[1] > 1.0 && weights[0] < 0.0, "{weights:?}");
    }

    #[test]
    fn what_is_fixed_is_not_learnt() {
        let cases: Vec<Case> = (0..200).map(|n| vec![(vec![0, 1], n % 2 == 0)]).collect();
        let weights = regress(&cases, &[Some(2.0), None], PENALTY);
        assert!(weights[0] == 2.0 && weights[1] < -1.0, "{weights:?}");
    }

    #[test]
    fn of_several_choices_at_most_one_is_right() {
        // Of two choices the one with feature 1 is right in half the cases, and in the others none is.
        let cases: Vec<Case> = (0..200).map(|n| vec![(vec![0], false), (vec![0, 1], n % 2 == 0)]).collect();
        let weights = regress(&cases, &[None; 2], PENALTY);
        let odds = [weights[0].exp(), (weights[0] + weights[1]).exp()];
        let chance = |at: usize| odds[at] / (1.0 + odds[0] + odds[1]);
        assert!(chance(0) < 0.1 && (chance(1) - 0.5).abs() < 0.1, "{weights:?}");
    }
}
