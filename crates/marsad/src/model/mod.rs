//! What was learnt: linear models over hashed features.
//!
//! A model is a table from a feature to a weight for each label. Features are strings of the text mixed into 32 bits
//! ([`Mixer`]); nothing of a training text is kept. Training ([`marsad-data`](https://docs.rs/marsad-data)) and use share the code
//! that extracts features and decodes, so the two cannot drift apart: both give scores through [`Scores`].
//!
//! In: the features of a place in the text. Out: a score for each label; the decoders ([`Chain`], the readings of
//! [`crate::morph`], the parser of [`crate::analysis`]) take the best.
//!
//! It does not learn (that is `marsad data train`) and does not know what its labels mean.

mod chain;
mod linear;

pub use chain::Chain;
pub use linear::{Linear, LinearError};

/// The last `n` letters of a word, or all of it.
#[must_use]
pub fn ending(word: &str, n: usize) -> &str {
    let at = word.char_indices().rev().nth(n.saturating_sub(1)).map_or(0, |(at, _)| at);
    &word[at..]
}

/// The first `n` letters of a word, or all of it.
#[must_use]
pub fn beginning(word: &str, n: usize) -> &str {
    let at = word.char_indices().nth(n).map_or(word.len(), |(at, _)| at);
    &word[..at]
}

/// Something that gives each label a score for a feature: a table at rest, or one that is being learnt.
pub trait Scores {
    /// Adds the weights of `features`, one after the other, to `scores`.
    ///
    /// Shape: `scores[n_labels]`; unit: an arbitrary one that differs from model to model.
    fn add(&self, features: &[u32], scores: &mut [f32]);
}

/// Mixes the parts of a feature into one number.
///
/// The same parts give the same number on every machine and in every version: models depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Mixer(u64);

impl Mixer {
    /// A feature of a template.
    #[must_use]
    pub const fn new(template: u8) -> Self {
        Self(0xcbf2_9ce4_8422_2325 ^ (template as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Adds a number.
    #[must_use]
    pub const fn with(self, part: u64) -> Self {
        Self((self.0.rotate_left(23) ^ part).wrapping_mul(0xff51_afd7_ed55_8ccd))
    }

    /// Adds a string.
    #[must_use]
    pub fn text(self, part: &str) -> Self {
        self.with(text_hash(part))
    }

    /// The feature.
    #[must_use]
    pub const fn finish(self) -> u32 {
        let mixed = self.0 ^ (self.0 >> 29);
        (mixed.wrapping_mul(0xc4ce_b9fe_1a85_ec53) >> 32) as u32
    }
}

/// A number for a string, to be mixed into several features.
#[must_use]
pub fn text_hash(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^ (hash >> 32)
}
