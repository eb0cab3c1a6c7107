//! What do packed bytes say: gzip and zstd are unpacked as they are read, and text in UTF-16 becomes UTF-8.
//!
//! In: bytes of a file or of standard input, known by how they begin. Out: the unpacked stream. Memory: buffers, and the window of
//! zstd, up to 128 MiB.
//!
//! A few bytes that unpack to far more than text does end the stream with an error of its own kind, so that a file made to fill the
//! machine is told from one that is damaged ([`broken`]). It does not look into folders of archives (zip, tar).

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, Encoding};
use flate2::bufread::MultiGzDecoder;

use super::MAX_ITEM;
use crate::trouble::reason;

/// Endings of packed files.
pub const ENDINGS: [&str; 2] = [".gz", ".zst"];

const BUFFER: usize = 1 << 17;
const GZIP: [u8; 2] = [0x1F, 0x8B];
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
/// Begins the frame in which an archive of web pages carries the dictionary that its records were packed with.
const DICTIONARY: [u8; 4] = [0x5D, 0x2A, 0x4D, 0x18];
/// Bytes that such a dictionary may have.
const MAX_DICTIONARY: u32 = 16 << 20;
/// Unpacked bytes before the ratio is looked at.
const MIN_BOMB: u64 = 2 * MAX_ITEM as u64;
/// How many times its size a file may unpack to. News gives 3 to 10, a page repeated all over some 100; gzip cannot exceed 1,032.
const MAX_RATIO: u64 = 400;

/// The name without the ending of packed files.
pub fn stem(name: &str) -> &str {
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// Whether a file that begins like this is packed.
pub fn is_packed(head: &[u8]) -> bool {
    head.starts_with(&GZIP) || head.starts_with(&ZSTD) || head.starts_with(&DICTIONARY)
}

/// The unpacked bytes of `stored`; `n_bytes` is raised by what is read of it.
///
/// # Errors
/// When it cannot be read, or its beginning is damaged.
pub fn unpacked(stored: impl Read + 'static, n_bytes: &Arc<AtomicU64>) -> io::Result<Box<dyn BufRead>> {
    let n_packed = Arc::new(AtomicU64::new(0));
    let mut stored = BufReader::with_capacity(BUFFER, Counted::new(Counted::new(stored, n_bytes), &n_packed));
    let head = stored.fill_buf()?;
    let reader: Box<dyn Read> = if head.starts_with(&GZIP) {
        Box::new(MultiGzDecoder::new(stored))
    } else if head.starts_with(&ZSTD) {
        Box::new(Zstd(zstd::stream::read::Decoder::with_buffer(stored)?))
    } else if head.starts_with(&DICTIONARY) {
        let dictionary = dictionary(&mut stored)?;
        Box::new(Zstd(zstd::stream::read::Decoder::with_dictionary(stored, &dictionary)?))
    } else {
        return Ok(Box::new(stored));
    };
    Ok(Box::new(BufReader::with_capacity(BUFFER, Bounded { reader, n_packed, n_unpacked: 0 })))
}

/// UTF-16, known by its byte order mark, as UTF-8, so that lines can be cut at the byte of a line feed.
///
/// # Errors
/// When it cannot be read.
pub fn as_utf8(mut reader: Box<dyn BufRead>) -> io::Result<Box<dyn BufRead>> {
    match Encoding::for_bom(reader.fill_buf()?) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => Ok(Box::new(BufReader::new(Utf16 {
            reader,
            decoder: encoding.new_decoder(),
            text: String::with_capacity(1 << 14),
            given: 0,
            ended: false,
        }))),
        _ => Ok(reader),
    }
}

/// Why reading stopped.
pub fn broken(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed file ends early; fetch it again".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => "the compressed file is damaged; fetch it again".to_owned(),
        io::ErrorKind::FileTooLarge => {
            format!("it unpacks to more than {MAX_RATIO} times its size, which no text does; unpack it and look what it holds")
        }
        io::ErrorKind::QuotaExceeded => "it needs more than 128 MiB to be unpacked; pack it again without --long or --ultra".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder inside a pattern; name the folder itself".to_owned(),
        _ => format!("cannot be read on: {}", reason(error)),
    }
}

/// The dictionary at the start of an archive, which may itself be packed.
fn dictionary(stored: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let damaged = || io::Error::from(io::ErrorKind::InvalidData);
    let mut head = [0; 8];
    stored.read_exact(&mut head)?;
    let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    if length > MAX_DICTIONARY {
        return Err(damaged());
    }
    let mut bytes = vec![0; length as usize];
    stored.read_exact(&mut bytes)?;
    if bytes.starts_with(&ZSTD) {
        let mut unpacked = Vec::new();
        let packed = zstd::stream::read::Decoder::with_buffer(&*bytes)?;
        packed.take(u64::from(MAX_DICTIONARY)).read_to_end(&mut unpacked).map_err(|_| damaged())?;
        return Ok(unpacked);
    }
    Ok(bytes)
}

/// Adds what is read to a counter.
pub struct Counted<R> {
    reader: R,
    n_bytes: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    /// Counts what is read from `reader`.
    pub fn new(reader: R, n_bytes: &Arc<AtomicU64>) -> Self {
        Self { reader, n_bytes: Arc::clone(n_bytes) }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n_read = self.reader.read(buf)?;
        self.n_bytes.fetch_add(n_read as u64, Ordering::Relaxed);
        Ok(n_read)
    }
}

/// Ends where too much comes out of too little.
struct Bounded {
    reader: Box<dyn Read>,
    n_packed: Arc<AtomicU64>,
    n_unpacked: u64,
}

impl Read for Bounded {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n_read = self.reader.read(buf)?;
        self.n_unpacked += n_read as u64;
        if self.n_unpacked > MIN_BOMB && self.n_unpacked / MAX_RATIO > self.n_packed.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(n_read)
    }
}

/// zstd whose errors have the kinds that those of gzip have.
struct Zstd<R: BufRead>(zstd::stream::read::Decoder<'static, R>);

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.0.read(buf).map_err(|error| match error.kind() {
            io::ErrorKind::Other if error.to_string().contains("too much memory") => io::ErrorKind::QuotaExceeded.into(),
            io::ErrorKind::Other => io::ErrorKind::InvalidData.into(),
            _ => error,
        })
    }
}

/// UTF-16 read as UTF-8.
struct Utf16 {
    reader: Box<dyn BufRead>,
    decoder: Decoder,
    text: String,
    given: usize,
    ended: bool,
}

impl Read for Utf16 {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.text.clear();
            self.given = 0;
            let bytes = self.reader.fill_buf()?;
            self.ended = bytes.is_empty();
            let (_, n_read, _) = self.decoder.decode_to_string(bytes, &mut self.text, self.ended);
            self.reader.consume(n_read);
        }
        let rest = &self.text.as_bytes()[self.given..];
        let n_given = rest.len().min(buf.len());
        buf[..n_given].copy_from_slice(&rest[..n_given]);
        self.given += n_given;
        Ok(n_given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(packed: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        unpacked(io::Cursor::new(packed), &Arc::default())?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[test]
    fn frames_follow_each_other_and_a_dictionary_goes_before_them() {
        let pack = |text: &[u8]| zstd::encode_all(text, 1).unwrap();
        assert_eq!(whole([pack(b"one "), pack(b"two")].concat()).unwrap(), b"one two");
        assert_eq!(whole(b"plain".to_vec()).unwrap(), b"plain");
        let words = b"a text that every record of this archive holds".to_vec();
        let mut encoder = zstd::stream::write::Encoder::with_dictionary(Vec::new(), 1, &words).unwrap();
        io::Write::write_all(&mut encoder, &words).unwrap();
        let record = encoder.finish().unwrap();
        for kept in [words.clone(), pack(&words)] {
            let length = u32::try_from(kept.len()).unwrap().to_le_bytes();
            assert_eq!(whole([&DICTIONARY[..], &length, &kept, &record].concat()).unwrap(), words);
        }
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let packed = zstd::encode_all(&b"some words"[..], 1).unwrap();
        let kind = |packed: &[u8]| whole(packed.to_vec()).unwrap_err().kind();
        assert_eq!(kind(&packed[..packed.len() - 3]), io::ErrorKind::UnexpectedEof);
        assert_eq!(kind(&[&ZSTD[..], &[0xFF; 20]].concat()), io::ErrorKind::InvalidData);
        let nothing = io::repeat(b' ').take(3 * MIN_BOMB);
        assert_eq!(kind(&zstd::encode_all(nothing, 1).unwrap()), io::ErrorKind::FileTooLarge);
        assert!(broken(&io::ErrorKind::FileTooLarge.into()).contains("400 times its size"));
    }
}
