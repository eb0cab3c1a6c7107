//! A linear model while it is learnt: averaged perceptron over sparse rows.
//!
//! Each weight keeps the sum of what it was at every step, so that the average over all steps can be told at the end. No chance in it:
//! equal examples in equal order give equal weights.

use std::collections::BTreeMap;

use marsad::model::{Linear, Scores};
use rustc_hash::FxHashMap;

/// A model that is being learnt.
#[derive(Default)]
pub(crate) struct Averaged {
    rows: FxHashMap<u32, Vec<Entry>>,
    /// Steps so far; one an example.
    step: u32,
}

#[derive(Clone, Copy)]
struct Entry {
    label: u8,
    weight: f32,
    /// Sum of the weight over the steps up to `since`.
    total: f32,
    since: u32,
}

impl Averaged {
    /// Begins the next example.
    pub fn step(&mut self) {
        self.step += 1;
    }

    /// Changes the weight of a label for a feature.
    pub fn add_weight(&mut self, feature: u32, label: usize, by: f32) {
        let (step, row) = (self.step, self.rows.entry(feature).or_default());
        let entry = match row.iter_mut().position(|entry| usize::from(entry.label) == label) {
            Some(at) => &mut row[at],
            None => {
                row.push(Entry { label: label as u8, weight: 0.0, total: 0.0, since: step });
                let last = row.len() - 1;
                &mut row[last]
            }
        };
        entry.total += entry.weight * (step - entry.since) as f32;
        entry.since = step;
        entry.weight += by;
    }

    /// Moves the weights of an example's features from the label that was taken to the right one.
    pub fn correct(&mut self, features: &[u32], right: usize, taken: usize) {
        for feature in features {
            self.add_weight(*feature, right, 1.0);
            self.add_weight(*feature, taken, -1.0);
        }
    }

    /// The average over all steps as a model at rest. Weights smaller than `min_weight` go.
    pub fn finish(&self, labels: &[String], min_weight: f32) -> Result<Linear, String> {
        at_rest(self.averages(), labels, min_weight)
    }

    /// The mean of several models at rest.
    pub fn mean(models: &[Self], labels: &[String], min_weight: f32) -> Result<Linear, String> {
        let mut sums: BTreeMap<(u32, u8), f32> = BTreeMap::new();
        for (feature, label, weight) in models.iter().flat_map(|model| model.averages()) {
            *sums.entry((feature, label)).or_default() += weight / models.len() as f32;
        }
        at_rest(sums.into_iter().map(|((feature, label), weight)| (feature, label, weight)), labels, min_weight)
    }

    /// Feature, label and weight, averaged over all steps; in no order.
    fn averages(&self) -> impl Iterator<Item = (u32, u8, f32)> + '_ {
        let steps = self.step.max(1) as f32;
        let average = move |entry: &Entry| (entry.total + entry.weight * (self.step - entry.since) as f32) / steps;
        let entries = self.rows.iter().flat_map(|(feature, row)| row.iter().map(move |entry| (*feature, entry)));
        entries.map(move |(feature, entry)| (feature, entry.label, average(entry)))
    }
}

fn at_rest(weights: impl Iterator<Item = (u32, u8, f32)>, labels: &[String], min_weight: f32) -> Result<Linear, String> {
    let mut rows: BTreeMap<u32, Vec<(u8, i16)>> = BTreeMap::new();
    for (feature, label, weight) in weights.filter(|(_, _, weight)| weight.abs() >= min_weight) {
        let weight = (weight * 256.0).round().clamp(-32767.0, 32767.0) as i16;
        if weight != 0 {
            rows.entry(feature).or_default().push((label, weight));
        }
    }
    rows.values_mut().for_each(|row| row.sort_unstable());
    Linear::new(labels.to_vec(), rows.into_iter().collect()).map_err(|error| error.to_string())
}

impl Scores for Averaged {
    fn add(&self, features: &[u32], scores: &mut [f32]) {
        for entry in features.iter().filter_map(|feature| self.rows.get(feature)).flatten() {
            scores[usize::from(entry.label)] += entry.weight;
        }
    }
}

/// Numbers in an order that depends on a seed alone.
pub(crate) struct Shuffle(u64);

impl Shuffle {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Puts things into another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
