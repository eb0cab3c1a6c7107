//! A linear model while it is learnt: averaged perceptron over sparse rows.
//!
//! Each weight keeps the sum of what it was at every step, so that the average over all steps can be told at the end. No chance in it:
//! equal examples in equal order give equal weights.

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
    /// Number of times it was changed.
    n: u16,
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
                row.push(Entry { label: label as u8, weight: 0.0, total: 0.0, since: step, n: 0 });
                let last = row.len() - 1;
                &mut row[last]
            }
        };
        entry.total += entry.weight * (step - entry.since) as f32;
        entry.since = step;
        entry.weight += by;
        entry.n = entry.n.saturating_add(1);
    }

    /// Moves the weights of an example's features from the label that was taken to the right one.
    pub fn correct(&mut self, features: &[u32], right: usize, taken: usize) {
        for feature in features {
            self.add_weight(*feature, right, 1.0);
            self.add_weight(*feature, taken, -1.0);
        }
    }

    /// The average as a model at rest. Weights that were changed fewer than `min_changes` times, or are smaller than `min_weight`, go.
    pub fn finish(&self, labels: &[String], min_changes: u16, min_weight: f32) -> Result<Linear, String> {
        let steps = self.step.max(1) as f32;
        let rows = self.rows.iter().map(|(feature, row)| {
            let mut entries: Vec<(u8, i16)> = row
                .iter()
                .filter(|entry| entry.n >= min_changes)
                .map(|entry| (entry.label, (entry.total + entry.weight * (self.step - entry.since) as f32) / steps))
                .filter(|(_, weight)| weight.abs() >= min_weight)
                .map(|(label, weight)| (label, (weight * 256.0).round().clamp(-32767.0, 32767.0) as i16))
                .filter(|(_, weight)| *weight != 0)
                .collect();
            entries.sort_unstable();
            (*feature, entries)
        });
        Linear::new(labels.to_vec(), rows.collect()).map_err(|error| error.to_string())
    }
}

impl Scores for Averaged {
    fn add(&self, feature: u32, scores: &mut [f32]) {
        for entry in self.rows.get(&feature).into_iter().flatten() {
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
