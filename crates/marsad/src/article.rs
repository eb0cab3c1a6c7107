//! What came in: a news item as received, before anything is known about it.
//!
//! In: the fields an outlet gives. Out: [`Article`], with its identity settled: an item without an id is known by the
//! hash of its body, so the same text has the same id wherever it is read.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A news item as received.
///
/// Units: spans of results count from the start of `body` (of `title` where a result says so).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Stable identity; the body's hash when the item came without one.
    pub id: String,
    /// Where it was published, as given.
    pub url: Option<String>,
    /// Who published it, as given.
    pub outlet: Option<String>,
    /// Publication date (`2024-11-10`) or RFC 3339 time, as given.
    pub published: Option<String>,
    /// Headline; empty when unknown.
    #[serde(default)]
    pub title: String,
    /// The text.
    pub body: String,
}

impl Article {
    /// A bare text with a publication date: the shortest way in.
    #[must_use]
    pub fn from_text(body: impl Into<String>, published: Option<&str>) -> Self {
        Self { body: body.into(), published: published.map(str::to_owned), ..Self::default() }
    }

    /// `sha256:…` of the body's UTF-8 bytes, in lower-case hexadecimal.
    ///
    /// Cost: one pass over the body.
    #[must_use]
    pub fn hash(&self) -> String {
        use std::fmt::Write;
        let mut hash = String::with_capacity(7 + 64);
        hash.push_str("sha256:");
        for byte in Sha256::digest(self.body.as_bytes()) {
            let _ = write!(hash, "{byte:02x}");
        }
        hash
    }
}
