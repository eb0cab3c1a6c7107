//! Counts of sentences → figures with their intervals.

use std::fmt;

use crate::train::Shuffle;

/// What was counted in one sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sample {
    pub n_gold: usize,
    pub n_found: usize,
    pub n_aligned: usize,
    pub raw_upos: usize,
    pub raw_lemma: usize,
    pub n_tagged: usize,
    pub upos: usize,
    pub lemma: usize,
    pub n_tree: usize,
    pub uas: usize,
    pub las: usize,
}

/// What was counted, sentence by sentence.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    pub(super) samples: Vec<Sample>,
}

/// A share with its interval.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figure {
    /// In percent.
    pub value: f64,
    /// The 2.5th and the 97.5th percentile of 1,000 draws of sentences with replacement.
    pub interval: (f64, f64),
    /// How many were right, and of how many.
    pub counts: (usize, usize),
}

/// A layer: its name, and the counts of a sentence that are right and all there are.
type Layer = (&'static str, fn(&Sample) -> (usize, usize));

const LAYERS: [Layer; 7] = [
    ("words", |sample| (2 * sample.n_aligned, sample.n_gold + sample.n_found)),
    ("upos, raw text", |sample| if sample.n_tagged == 0 { (0, 0) } else { (sample.raw_upos, sample.n_aligned) }),
    ("lemma, raw text", |sample| (sample.raw_lemma, sample.n_aligned)),
    ("upos, words given", |sample| (sample.upos, sample.n_tagged)),
    ("lemma, words given", |sample| (sample.lemma, sample.n_gold)),
    ("uas, words given", |sample| (sample.uas, sample.n_tree)),
    ("las, words given", |sample| (sample.las, sample.n_tree)),
];

impl Layers {
    /// Adds the counts of other sentences.
    pub fn extend(&mut self, other: Self) {
        self.samples.extend(other.samples);
    }

    /// The figure of each layer that the gold has.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Figure)> {
        let figures = LAYERS.iter().map(|(name, counts)| (*name, figure(&self.samples.iter().map(counts).collect::<Vec<_>>())));
        figures.filter(|(_, figure)| figure.counts.1 > 0).collect()
    }
}

/// The share of what is right over all sentences, with its interval.
pub(super) fn figure(samples: &[(usize, usize)]) -> Figure {
    let sum = |pairs: &mut dyn Iterator<Item = (usize, usize)>| pairs.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    let share = |(right, all): (usize, usize)| if all == 0 { 0.0 } else { 100.0 * right as f64 / all as f64 };
    let counts = sum(&mut samples.iter().copied());
    let mut draw = Shuffle::new(samples.len() as u64 + 1);
    let mut draws: Vec<f64> =
        (0..1000).map(|_| share(sum(&mut (0..samples.len()).map(|_| samples[(draw.next() % samples.len() as u64) as usize])))).collect();
    draws.sort_by(f64::total_cmp);
    Figure { value: share(counts), interval: (draws[25], draws[974]), counts }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:6.2}  [{:.2}, {:.2}]  {} of {}", self.value, self.interval.0, self.interval.1, self.counts.0, self.counts.1)
    }
}

impl fmt::Display for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, figure) in self.figures() {
            writeln!(f, "{name:20}{figure}")?;
        }
        Ok(())
    }
}
