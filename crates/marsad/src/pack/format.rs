//! The pack as bytes: `MARSADPK`, format, normaliser version, SHA-256 of what follows, tables in postcard.
//!
//! Reading checks all four, so a damaged or foreign file is refused with a reason and never half read.

use std::fmt;

use sha2::{Digest, Sha256};

use super::Tables;
use crate::text::fold::NORMALIZER;

const MAGIC: &[u8; 8] = b"MARSADPK";
/// The one format this version reads and writes.
const FORMAT: u32 = 16;
const HEADER: usize = 8 + 4 + 4 + 32;

/// Why a pack was refused.
#[derive(Debug, PartialEq, Eq)]
pub struct PackError(String);

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PackError {}

impl Tables {
    /// The tables as a pack file.
    ///
    /// Two calls with equal tables give equal bytes.
    ///
    /// # Errors
    /// When the tables cannot be encoded, which no table made by this crate causes.
    pub fn to_pack(&self) -> Result<Vec<u8>, PackError> {
        let tables = postcard::to_stdvec(self).map_err(|error| PackError(format!("the tables cannot be encoded: {error}")))?;
        let mut bytes = Vec::with_capacity(HEADER + tables.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&NORMALIZER.to_le_bytes());
        bytes.extend_from_slice(&Sha256::digest(&tables));
        bytes.extend_from_slice(&tables);
        Ok(bytes)
    }

    /// Reads a pack file.
    ///
    /// # Errors
    /// When the bytes are no pack, of another format or normaliser, cut short or changed.
    pub fn from_pack(bytes: &[u8]) -> Result<Self, PackError> {
        let refuse = |why: &str| Err(PackError(why.to_owned()));
        let number = |at: usize| bytes.get(at..at + 4).and_then(|le| le.try_into().ok()).map(u32::from_le_bytes);
        if !bytes.starts_with(MAGIC) {
            return refuse("not a language pack: it does not begin with MARSADPK");
        }
        if number(8) != Some(FORMAT) {
            return refuse(&format!(
                "pack format {:?}, but this program reads format {FORMAT}: build the pack again with `marsad data build`",
                number(8)
            ));
        }
        if number(12) != Some(NORMALIZER) {
            return refuse("the pack was made with another normaliser: build it again with `marsad data build`");
        }
        let (Some(sum), Some(tables)) = (bytes.get(16..HEADER), bytes.get(HEADER..)) else {
            return refuse("the pack is cut short");
        };
        if Sha256::digest(tables).as_slice() != sum {
            return refuse("the pack is damaged: its checksum does not match");
        }
        postcard::from_bytes(tables).map_err(|error| PackError(format!("the pack cannot be read: {error}")))
    }
}
