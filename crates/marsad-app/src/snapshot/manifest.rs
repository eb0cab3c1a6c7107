//! What a snapshot is, and by what it is cited.
//!
//! In: what the tables hold. Out: [`Manifest`], the content of `manifest.json`; its bytes, and their SHA-256, which is the snapshot's id.
//!
//! The manifest lists every table with its own SHA-256, so one number stands for the whole content. It holds what determines this content and
//! nothing else: no time of making, no path, no name of a machine.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Version of the form of a snapshot: its tables, their columns and order, and its citation. Another form is another number.
pub const FORM: u32 = 1;
/// File of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// File of checksums, as `sha256sum -c` reads it.
pub const SUMS: &str = "SHA256SUMS";
/// Where the program comes from.
pub const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// A table of a snapshot: one JSON object a line.
#[derive(Debug)]
pub struct Table {
    /// File.
    pub file: &'static str,
    /// Columns by which its rows are sorted, in order.
    pub key: &'static [&'static str],
    /// Whether no two rows have the same key.
    pub unique: bool,
}

/// The tables, in the order of the manifest.
pub const TABLES: [Table; 6] = [
    Table { file: "articles.jsonl", key: &["article"], unique: true },
    Table { file: "claims.jsonl", key: &["article", "id"], unique: true },
    Table { file: "decisions.jsonl", key: &["decision"], unique: true },
    Table { file: "events.jsonl", key: &["id"], unique: true },
    Table { file: "figures.jsonl", key: &["article", "claim"], unique: false },
    Table { file: "participants.jsonl", key: &["article", "claim", "part", "position"], unique: true },
];

/// What `manifest.json` holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORM`].
    pub snapshot: u32,
    /// The query that its events fulfil; `None` for all of an observatory.
    pub query: Option<String>,
    /// First day of publication of its articles.
    pub first_day: Option<String>,
    /// Last day of publication of its articles: the date under which it is cited.
    pub last_day: Option<String>,
    /// Outlets of its articles.
    pub n_outlets: usize,
    /// Texts of which its articles are copies.
    pub n_stories: usize,
    /// With what its articles were coded.
    pub coders: Vec<Coder>,
    /// How it is cited.
    pub citation: Citation,
    /// Its tables.
    pub files: Vec<Listed>,
}

/// A program with its data that coded articles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Coder {
    /// Version of the program.
    pub marsad: String,
    /// Language and version of the pack.
    pub pack: String,
    /// Version of the ontology.
    pub ontology: String,
    /// Hash of the language data, and the least confidence where it was another than theirs.
    pub data: String,
    /// Articles that it coded.
    pub n_articles: i64,
}

/// How a snapshot is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Its title.
    pub title: String,
    /// Who made it: `Family, Given` for a person, any other name for an organisation.
    pub creators: Vec<String>,
    /// SPDX identifier or address of its licence.
    pub licence: Option<String>,
}

/// A table as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// File.
    pub file: String,
    /// Its rows.
    pub rows: u64,
    /// Its bytes.
    pub bytes: u64,
    /// Of these bytes, in lower-case hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// The bytes of `manifest.json`.
    ///
    /// # Errors
    /// When it cannot be serialized, which no manifest causes.
    pub fn bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Rows of a table.
    #[must_use]
    pub fn rows(&self, file: &str) -> u64 {
        self.files.iter().find(|listed| listed.file == file).map_or(0, |listed| listed.rows)
    }
}

/// The id of a snapshot, by the bytes of its manifest: their SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn id_of(manifest: &[u8]) -> String {
    hexadecimal(&Sha256::digest(manifest))
}

/// Bytes in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As much of an id as names a folder or a version.
#[must_use]
pub fn short(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}
