//! Labels for a row of things, each depending on the one before: parts of speech, names.
//!
//! Scores of a place and of two labels beside each other add up; the best row of labels is found exactly (Viterbi).
//! Cost: places × labels², with tens of labels.

use super::{Mixer, Scores};

/// Decodes rows of labels.
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    /// Number of labels.
    pub n_labels: usize,
    /// Template of the features that pair a label with the one before.
    pub transition: u8,
}

impl Chain {
    /// The feature of following the label `before`; `n_labels` stands for the start.
    #[must_use]
    pub fn transition(&self, before: usize) -> u32 {
        Mixer::new(self.transition).with(before as u64).finish()
    }

    /// What every label scores after every other: row `before`, column label; the last row is the start.
    fn transitions(&self, scores: &impl Scores) -> Vec<f32> {
        let mut matrix = vec![0.0; (self.n_labels + 1) * self.n_labels];
        for (before, row) in matrix.chunks_mut(self.n_labels).enumerate() {
            scores.add(&[self.transition(before)], row);
        }
        matrix
    }

    /// The best labels for places with these features.
    ///
    /// Shape: one label a place. `allowed` may forbid a label after another (or at the start, `None`).
    #[must_use]
    pub fn decode<S: Scores>(&self, places: &[Vec<u32>], scores: &S, allowed: &dyn Fn(Option<usize>, usize) -> bool) -> Vec<usize> {
        self.decode_with(places, scores, allowed, &|_, _| 0.0)
    }

    /// As [`Chain::decode`], with something added to the score of a label at a place: how training asks for a margin.
    #[must_use]
    pub fn decode_with<S: Scores>(
        &self,
        places: &[Vec<u32>],
        scores: &S,
        allowed: &dyn Fn(Option<usize>, usize) -> bool,
        margin: &dyn Fn(usize, usize) -> f32,
    ) -> Vec<usize> {
        let n = self.n_labels;
        if n == 0 {
            return Vec::new();
        }
        let mut transitions = self.transitions(scores);
        for (at, score) in transitions.iter_mut().enumerate() {
            let before = at / n;
            if !allowed((before < n).then_some(before), at % n) {
                *score -= 1e9;
            }
        }
        let mut best = vec![0.0f32; n];
        let mut next = vec![0.0f32; n];
        let mut from = vec![0u32; n];
        let mut back = vec![0u8; places.len() * n];
        let mut here = vec![0.0f32; n];
        for (idx, features) in places.iter().enumerate() {
            here.fill(0.0);
            scores.add(features, &mut here);
            if idx == 0 {
                next.copy_from_slice(&transitions[n * n..]);
            } else {
                next.fill(f32::NEG_INFINITY);
                for (before, row) in transitions.chunks_exact(n).take(n).enumerate() {
                    for ((top, from), after) in next.iter_mut().zip(&mut from).zip(row) {
                        let score = best[before] + after;
                        let better = score > *top;
                        *top = if better { score } else { *top };
                        *from = if better { before as u32 } else { *from };
                    }
                }
            }
            for label in 0..n {
                next[label] = next[label] + here[label] + margin(idx, label);
                back[idx * n + label] = from[label] as u8;
            }
            std::mem::swap(&mut best, &mut next);
        }
        let mut labels = vec![0; places.len()];
        let mut label = (0..n).max_by(|a, b| best[*a].total_cmp(&best[*b]).then(b.cmp(a))).unwrap_or(0);
        for idx in (0..places.len()).rev() {
            labels[idx] = label;
            label = usize::from(back[idx * n + label]);
        }
        labels
    }
}
