//! A linear model at rest: sparse rows of small integers, looked up by feature.
//!
//! Shape, with three labels: feature `0x1a2b3c4d` → label 0: +12, label 2: −7. Labels that a row does not list weigh nothing.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::Scores;

/// A linear model.
///
/// Units: weights are in 1/256 of the unit they were learnt in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Linear {
    labels: Vec<String>,
    n_features: usize,
    /// Rows in ascending order, each at its [`home`] or as soon after it as there is room; the last is empty. Features are mixed evenly, so
    /// that a home is a share of the table, and the table is filled from one end to the other.
    slots: Vec<Slot>,
    /// Label and weight of the sparse rows, one after the other.
    entries: Vec<(u8, i16)>,
    /// Weights of the full rows, one for each label: what words of every sentence weigh, nearly all labels, is added several at once.
    full: Vec<i16>,
}

/// A row: its feature, and where its entries begin (upper 24 bits) and how many there are (lower 8 bits). Of none the slot is empty; of
/// [`FULL`] it is a full row, which begins there.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    feature: u32,
    row: u32,
}

const FULL: u32 = 255;

impl Slot {
    fn new(feature: u32, start: usize, n: u32) -> Self {
        Self { feature, row: (start as u32) << 8 | n }
    }

    fn start(self) -> usize {
        (self.row >> 8) as usize
    }

    fn n(self) -> u32 {
        self.row & 0xFF
    }
}

/// Where the row of a feature is looked for first: two homes for each row.
fn home(feature: u32, n_features: usize) -> usize {
    ((u64::from(feature) * n_features as u64 * 2) >> 32) as usize
}

/// What is written down: rows in ascending order of their features.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Stored {
    labels: Vec<String>,
    /// Features, ascending, as differences to the one before: they are written as numbers of variable length.
    steps: Vec<u32>,
    /// Number of entries of each row, at least 1.
    #[serde(with = "bytes")]
    sizes: Vec<u8>,
    /// Label of each entry, row by row.
    #[serde(with = "bytes")]
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
        rows.iter_mut().for_each(|(_, entries)| entries.retain(|(_, weight)| *weight != 0));
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
        self.n_features
    }

    /// The row of a feature, looked for from a slot on.
    fn find(&self, feature: u32, mut at: usize, mut slot: Slot) -> Slot {
        while slot.row != 0 && slot.feature < feature {
            at += 1;
            slot = self.slots[at];
        }
        if slot.feature == feature { slot } else { Slot::default() }
    }
}

impl Scores for Linear {
    fn add(&self, features: &[u32], scores: &mut [f32]) {
        if self.slots.is_empty() {
            return;
        }
        // The table is larger than the caches: all places are read before the first is looked at, so that memory is waited for once.
        let firsts: SmallVec<[(u32, usize, Slot); 64]> = features
            .iter()
            .map(|feature| {
                let home = home(*feature, self.n_features);
                (*feature, home, self.slots[home])
            })
            .collect();
        for (feature, home, first) in firsts {
            let slot = self.find(feature, home, first);
            if slot.n() == FULL {
                for (score, weight) in scores.iter_mut().zip(&self.full[slot.start()..slot.start() + self.labels.len()]) {
                    *score += f32::from(*weight) / 256.0;
                }
            } else {
                for (label, weight) in &self.entries[slot.start()..slot.start() + slot.n() as usize] {
                    if let Some(score) = scores.get_mut(usize::from(*label)) {
                        *score += f32::from(*weight) / 256.0;
                    }
                }
            }
        }
    }
}

impl TryFrom<Stored> for Linear {
    type Error = LinearError;

    fn try_from(stored: Stored) -> Result<Self, LinearError> {
        let n_labels = stored.labels.len();
        if n_labels >= FULL as usize {
            return Err(LinearError("more than 254 labels"));
        }
        if stored.steps.len() != stored.sizes.len() {
            return Err(LinearError("rows without a size"));
        }
        let n_entries: usize = stored.sizes.iter().map(|size| usize::from(*size)).sum();
        if n_entries != stored.entry_labels.len() || n_entries != stored.weights.len() {
            return Err(LinearError("sizes that do not add up"));
        }
        // A full row has at most three times its entries; 24 bits tell where one begins.
        if n_entries >= 1 << 22 {
            return Err(LinearError("more than 4 million weights"));
        }
        if stored.entry_labels.iter().any(|label| usize::from(*label) >= n_labels) {
            return Err(LinearError("a label that is none"));
        }
        let n_features = stored.steps.len();
        let mut slots = vec![Slot::default(); if n_features > 0 { n_features * 2 + 1 } else { 0 }];
        let (mut entries, mut full) = (Vec::with_capacity(n_entries), Vec::new());
        let (mut feature, mut at, mut start) = (0u32, 0, 0);
        for (idx, (step, n)) in stored.steps.iter().zip(&stored.sizes).enumerate() {
            let next = feature.checked_add(*step).ok_or(LinearError("features out of order"))?;
            if *n == 0 || idx > 0 && *step == 0 {
                return Err(LinearError("an empty row, or a feature twice"));
            }
            feature = next;
            at = home(feature, n_features).max(at);
            if at + 1 >= slots.len() {
                slots.resize(at + 2, Slot::default());
            }
            let end = start + usize::from(*n);
            let row = stored.entry_labels[start..end].iter().copied().zip(stored.weights[start..end].iter().copied());
            slots[at] = if usize::from(*n) * 3 > n_labels {
                let first = full.len();
                full.resize(first + n_labels, 0);
                row.for_each(|(label, weight)| full[first + usize::from(label)] = weight);
                Slot::new(feature, first, FULL)
            } else {
                entries.extend(row);
                Slot::new(feature, entries.len() - usize::from(*n), u32::from(*n))
            };
            (at, start) = (at + 1, end);
        }
        Ok(Self { labels: stored.labels, n_features, slots, entries, full })
    }
}

impl From<Linear> for Stored {
    fn from(linear: Linear) -> Self {
        let mut stored = Self { labels: linear.labels, ..Self::default() };
        let mut before = 0;
        for slot in linear.slots.iter().filter(|slot| slot.row != 0) {
            let n_before = stored.weights.len();
            if slot.n() == FULL {
                let row = linear.full[slot.start()..].iter().take(stored.labels.len()).zip(0u8..);
                stored.weights.extend(row.clone().map(|(weight, _)| *weight).filter(|weight| *weight != 0));
                stored.entry_labels.extend(row.filter(|(weight, _)| **weight != 0).map(|(_, label)| label));
            } else {
                let row = &linear.entries[slot.start()..slot.start() + slot.n() as usize];
                stored.weights.extend(row.iter().map(|(_, weight)| *weight));
                stored.entry_labels.extend(row.iter().map(|(label, _)| *label));
            }
            stored.steps.push(slot.feature - before);
            stored.sizes.push((stored.weights.len() - n_before) as u8);
            before = slot.feature;
        }
        stored
    }
}

/// Bytes, read and written at once rather than one by one.
mod bytes {
    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<u8>, D::Error> {
        from.deserialize_bytes(Bytes)
    }

    struct Bytes;

    impl Visitor<'_> for Bytes {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }
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
        linear.add(&[7, 3, 8, u32::MAX], &mut scores);
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
