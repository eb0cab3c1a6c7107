//! Labels of words in a row, parts of speech, cases and names: learnt with the decoder that is used (structured perceptron).

use marsad::model::{Chain, Linear};

use super::averaged::{Averaged, Shuffle};

/// A row of places with their labels.
pub(super) struct Row {
    pub features: Vec<Vec<u32>>,
    pub labels: Vec<usize>,
}

/// Models of as many orders of the rows are averaged, for one order alone moves figures by half a point.
const ORDERS: u64 = 3;

/// How a chain is learnt.
pub(super) struct Settings {
    pub passes: usize,
    pub min_weight: f32,
    /// How much better the right label must be than another one, and than the label for what is outside.
    pub margin: (f32, f32),
    /// The label of what is outside.
    pub outside: Option<usize>,
    pub seed: u64,
}

/// Learns a chain from its rows.
pub(super) fn train(
    rows: &[Row],
    labels: &[String],
    chain: Chain,
    allowed: &dyn Fn(Option<usize>, usize) -> bool,
    settings: &Settings,
) -> Result<Linear, String> {
    let learnt: Vec<Averaged> = (0..ORDERS).map(|order| learn(rows, chain, allowed, settings, settings.seed * ORDERS + order)).collect();
    Averaged::mean(&learnt, labels, settings.min_weight)
}

/// Learns from the rows in one order.
fn learn(rows: &[Row], chain: Chain, allowed: &dyn Fn(Option<usize>, usize) -> bool, settings: &Settings, seed: u64) -> Averaged {
    let mut model = Averaged::default();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut shuffle = Shuffle::new(seed);
    for _ in 0..settings.passes {
        shuffle.shuffle(&mut order);
        for idx in &order {
            let row = &rows[*idx];
            model.step();
            let margin = |place: usize, label: usize| {
                let right = row.labels[place];
                if label == right {
                    0.0
                } else if Some(label) == settings.outside {
                    settings.margin.1
                } else {
                    settings.margin.0
                }
            };
            let taken = chain.decode_with(&row.features, &model, allowed, &margin);
            let mut before = (chain.n_labels, chain.n_labels);
            for ((features, right), taken) in row.features.iter().zip(&row.labels).zip(&taken) {
                if right != taken {
                    model.correct(features, *right, *taken);
                }
                if (before.0, right) != (before.1, taken) {
                    model.add_weight(chain.transition(before.0), *right, 1.0);
                    model.add_weight(chain.transition(before.1), *taken, -1.0);
                }
                before = (*right, *taken);
            }
        }
    }
    model
}
