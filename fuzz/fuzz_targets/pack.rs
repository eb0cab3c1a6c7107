//! Packs: bytes are refused, and so are tables that are none, even when header and checksum are right.

#![no_main]

use libfuzzer_sys::fuzz_target;
use marsad::pack::Tables;
use sha2::{Digest, Sha256};

/// Bytes before the checksum, and before the tables.
const PREFIX: usize = 16;
const HEADER: usize = 48;

fuzz_target!(|bytes: &[u8]| {
    let whole = Tables::from_pack(bytes);
    let Ok(right) = Tables::default().to_pack() else { return };
    let tables = if bytes.starts_with(&right[..8]) { bytes.get(HEADER..).unwrap_or_default() } else { bytes };
    let pack = [&right[..PREFIX], Sha256::digest(tables).as_slice(), tables].concat();
    let made = Tables::from_pack(&pack);
    if let Ok(made) = made {
        let Ok(again) = made.to_pack() else { panic!("what was read cannot be written") };
        let Ok(read) = Tables::from_pack(&again) else { panic!("what was written cannot be read") };
        assert!(read.to_pack().as_ref() == Ok(&again), "equal tables give equal bytes");
    } else {
        assert!(whole.is_err());
    }
});
