//! A linear model at rest: sparse rows of small integers, looked up by feature.
//!
//! Shape, with three labels: feature `0x1a2b3c4d` → label 0: +12, label 2: −7. Labels that a row does not list weigh nothing.

use serde::{Deserialize, Serialize};

use super::Scores;

/// A linear model.
///
/// Units: weights are in 1/256 of the unit they were learnt in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Linear {
    labels: Vec<String>,
    stored: Stored,
    /// Open addressing by feature, twice as many as there are rows or more: feature, first entry, number of entries.
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    feature: u32,
    start: u32,
    n: u8,
}

/// What is written down: rows in ascending order of their features.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Stored {
    labels: Vec<String>,
    /// Features, ascending, as differences to the one before: they are written as numbers of variable length.
    steps: Vec<u32>,
    /// Number of entries of each row, at least 1.
    sizes: Vec<u8>,
    /// Label of each entry, row by row.
    entry_labels: Vec<u8>,
    /// Weight of each entry.
    weights: Vec<i16>,
}

/// Why stored weights are not a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinearError(&'static str);

impl std::fmt::Display for LinearError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no usable weights: {}", self.0)
    }
}

impl std::error::Error for LinearError {}

impl Linear {
    /// A model from its rows; each is a feature with the weights of some labels, in 1/256.
    ///
    /// # Errors
    /// When there are more than 255 labels, a row names a label that is none, or has more entries than there are labels.
    pub fn new(labels: Vec<String>, mut rows: Vec<(u32, Vec<(u8, i16)>)>) -> Result<Self, LinearError> {
        rows.retain(|(_, entries)| !entries.is_empty());
        rows.sort_by_key(|(feature, _)| *feature);
        let mut stored = Stored { labels, ..Stored::default() };
        let mut before = 0;
        for (feature, entries) in rows {
            stored.steps.push(feature.wrapping_sub(before));
            before = feature;
            stored.sizes.push(u8::try_from(entries.len()).map_err(|_| LinearError("a row has more than 255 entries"))?);
            for (label, weight) in entries {
                stored.entry_labels.push(label);
                stored.weights.push(weight);
            }
        }
        stored.try_into()
    }

    /// The labels, in the order of the scores.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Whether there is nothing in it: every text then goes without what it tells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Number of rows.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.stored.steps.len()
    }

    fn find(&self, feature: u32) -> Option<Slot> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = feature as usize & mask;
        loop {
            let slot = *self.slots.get(at)?;
            if slot.n == 0 {
                return None;
            }
            if slot.feature == feature {
                return Some(slot);
            }
            at = (at + 1) & mask;
        }
    }
}

impl Scores for Linear {
    fn add(&self, feature: u32, scores: &mut [f32]) {
        let Some(slot) = self.find(feature) else { return };
        let range = slot.start as usize..slot.start as usize + usize::from(slot.n);
        for (label, weight) in self.stored.entry_labels[range.clone()].iter().zip(&self.stored.weights[range]) {
            if let Some(score) = scores.get_mut(usize::from(*label)) {
                *score += f32::from(*weight) / 256.0;
            }
        }
    }
}

impl TryFrom<Stored> for Linear {
    type Error = LinearError;

    fn try_from(stored: Stored) -> Result<Self, LinearError> {
        if stored.labels.len() > 255 {
            return Err(LinearError("more than 255 labels"));
        }
        if stored.steps.len() != stored.sizes.len() || stored.steps.len() > u32::MAX as usize / 4 {
            return Err(LinearError("rows without a size"));
        }
        let n_entries: usize = stored.sizes.iter().map(|size| usize::from(*size)).sum();
        if n_entries != stored.entry_labels.len() || n_entries != stored.weights.len() {
            return Err(LinearError("sizes that do not add up"));
        }
        if stored.entry_labels.iter().any(|label| usize::from(*label) >= stored.labels.len()) {
            return Err(LinearError("a label that is none"));
        }
        let n_slots = if stored.steps.is_empty() { 0 } else { (stored.steps.len() * 2).next_power_of_two() };
        let mut slots = vec![Slot::default(); n_slots];
        let (mut feature, mut start) = (0u32, 0u32);
        for (idx, (step, n)) in stored.steps.iter().zip(&stored.sizes).enumerate() {
            let next = feature.checked_add(*step).ok_or(LinearError("features out of order"))?;
            if *n == 0 || idx > 0 && *step == 0 {
                return Err(LinearError("an empty row, or a feature twice"));
            }
            feature = next;
            let mut at = feature as usize & (n_slots - 1);
            while slots[at].n != 0 {
                at = (at + 1) & (n_slots - 1);
            }
            slots[at] = Slot { feature, start, n: *n };
            start += u32::from(*n);
        }
        Ok(Self { labels: stored.labels.clone(), stored, slots })
    }
}

impl From<Linear> for Stored {
    fn from(linear: Linear) -> Self {
        linear.stored
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Linear {
        let labels = ["a", "b", "c"].map(str::to_owned).to_vec();
        Linear::new(labels, vec![(7, vec![(0, 12), (2, -7)]), (3, vec![(1, 5)]), (u32::MAX, vec![(0, 1)])]).expect("rows")
    }

    #[test]
    fn a_row_is_found_by_its_feature() {
        let linear = small();
        let mut scores = [0.0; 3];
        [7, 3, 8, u32::MAX].iter().for_each(|feature| linear.add(*feature, &mut scores));
        assert_eq!(scores.map(|score| score * 256.0), [13.0, 5.0, -7.0]);
    }

    #[test]
    fn what_is_stored_comes_back_and_what_is_broken_is_refused() {
        let bytes = postcard::to_stdvec(&small()).expect("stored");
        let back: Linear = postcard::from_bytes(&bytes).expect("read");
        assert_eq!(back.n_features(), 3);
        for cut in 0..bytes.len() {
            assert!(postcard::from_bytes::<Linear>(&bytes[..cut]).is_err());
        }
        let labels = vec!["a".to_owned()];
        assert!(Linear::new(labels.clone(), vec![(7, vec![(1, 12)])]).is_err(), "a label that is none");
        assert!(Linear::new(labels, vec![(7, vec![(0, 1)]), (7, vec![(0, 1)])]).is_err(), "a feature twice");
    }
}
