//! How was a body packed for its way: `Content-Encoding` of HTTP, undone in memory.
//!
//! In: bytes, and what the header says. Out: the bytes before, or why not. Memory and time: bounded by `limit`, whatever the bytes say.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Encodings that may lie over each other; servers use one.
const MAX_LAYERS: usize = 3;

/// Why a body cannot be unpacked.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// The header names an encoding that is not known.
    Unknown(String),
    /// It unpacks to more than the limit.
    TooLarge,
    /// The bytes are not what the header says, or end early.
    Damaged,
}

/// Undoes what `header` names; the last that is named was done last.
///
/// # Errors
/// Why that is not possible.
pub fn decoded(header: &str, bytes: Vec<u8>, limit: usize) -> Result<Vec<u8>, Fault> {
    let names: Vec<String> = header.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
    if names.len() > MAX_LAYERS {
        return Err(Fault::Unknown(header.chars().take(80).collect()));
    }
    names.iter().rev().try_fold(bytes, |bytes, name| match name.as_str() {
        "" | "identity" | "utf-8" => Ok(bytes),
        // An empty body is no stream at all.
        _ if bytes.is_empty() => Ok(bytes),
        "gzip" | "x-gzip" => read(MultiGzDecoder::new(&*bytes), limit),
        // Zlib by the standard, and without its frame by some servers.
        "deflate" if bytes[0] & 0x0F == 8 => read(ZlibDecoder::new(&*bytes), limit),
        "deflate" => read(DeflateDecoder::new(&*bytes), limit),
        "br" => read(brotli_decompressor::Decompressor::new(&*bytes, 1 << 12), limit),
        "zstd" => read(zstd::stream::read::Decoder::with_buffer(&*bytes).map_err(|_| Fault::Damaged)?, limit),
        _ => Err(Fault::Unknown(name.chars().take(80).collect())),
    })
}

fn read(reader: impl Read, limit: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|_| Fault::Damaged)?;
    if bytes.len() > limit { Err(Fault::TooLarge) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    /// «some words» as `brotli` packs it: one block that is not compressed.
    const BROTLI: [u8; 14] = [0x8B, 0x04, 0x80, b's', b'o', b'm', b'e', b' ', b'w', b'o', b'r', b'd', b's', 0x03];

    #[test]
    fn every_encoding_is_undone_and_bounded() {
        let words = b"some words";
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(words).unwrap();
        zlib.write_all(words).unwrap();
        raw.write_all(words).unwrap();
        let gzip = gzip.finish().unwrap();
        for (header, bytes) in [
            ("gzip", gzip.clone()),
            ("X-GZIP", gzip.clone()),
            ("deflate", zlib.finish().unwrap()),
            ("deflate", raw.finish().unwrap()),
            ("br", BROTLI.to_vec()),
            ("zstd", zstd::encode_all(&words[..], 1).unwrap()),
            ("identity", words.to_vec()),
        ] {
            assert_eq!(decoded(header, bytes.clone(), 10).as_deref(), Ok(&words[..]), "{header}");
            if header != "identity" {
                assert_eq!(decoded(header, bytes, 9), Err(Fault::TooLarge), "{header}");
            }
        }
        assert_eq!(decoded("gzip", gzip[..gzip.len() - 4].to_vec(), 99), Err(Fault::Damaged));
        assert_eq!(decoded("br", b"<html>".to_vec(), 99), Err(Fault::Damaged));
        assert_eq!(decoded("compress", words.to_vec(), 99), Err(Fault::Unknown("compress".to_owned())));
        assert_eq!(decoded("gzip", Vec::new(), 99).as_deref(), Ok(&b""[..]));
    }
}
