//! What stands in the input: lines with their numbers and where they begin in the unpacked stream.
//!
//! In: a file, plain, gzip or zstd, or standard input; where to go on. Out: one line after the other, without the line end.
//!
//! A plain file is entered at the byte where reading stopped; packed files and standard input are read again up to there. A line longer than
//! [`MAX_ITEM`], an end in the middle of a compressed stream and a byte order mark are told or taken away here; what a line means is
//! not looked at. Other compressions are not read: unpack them and pipe them in.

use std::fs::File;
use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use marsad_read::{MAX_ITEM, broken, is_packed, not_read, too_long, unpacked, why_not};

/// Bytes at the start of an input that tell it from others.
const HEAD: u64 = 1 << 14;

/// An input that was opened.
pub struct Lines {
    reader: Box<dyn BufRead>,
    /// Bytes of the unpacked stream before the next line.
    pub at: u64,
    /// Number of the line that was read last, from 1.
    pub line: u64,
    ended: bool,
}

/// A line, or what is wrong with it.
pub enum Line<'b> {
    /// Without its line end.
    Text(&'b [u8]),
    /// It cannot be read; the next one perhaps can.
    Bad(String),
    /// There are no more.
    End,
}

/// The first bytes of an input as they are stored. From standard input they are taken: [`Lines::open`] gets them back.
///
/// # Errors
/// Why it cannot be opened, in words for the user.
pub fn head(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().take(HEAD).read_to_end(&mut bytes).map_err(|error| format!("standard input: {}", broken(&error)))?;
        return Ok(bytes);
    }
    let name = path.to_string_lossy();
    if let Some(why) = not_read(&name.to_ascii_lowercase(), &name, "data import … -o DIR") {
        return Err(format!("{name}: {why}"));
    }
    let read = open(path)?.take(HEAD).read_to_end(&mut bytes);
    read.map_err(|error| format!("{name}: {}", broken(&error)))?;
    Ok(bytes)
}

fn open(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| format!("{}: {}", path.display(), why_not(&error)))
}

impl Lines {
    /// Opens an input and goes on at byte `at` of its unpacked stream, after line number `line`.
    ///
    /// # Errors
    /// Why it cannot be opened or entered there, in words for the user.
    pub fn open(path: &Path, head: &[u8], at: u64, line: u64, n_bytes: &Arc<AtomicU64>) -> Result<Self, String> {
        let is_packed = is_packed(head);
        let mut to_skip = at;
        let stored: Box<dyn Read> = if path == Path::new("-") {
            Box::new(Cursor::new(head.to_vec()).chain(io::stdin()))
        } else {
            let mut file = open(path)?;
            if !is_packed {
                to_skip = 0;
                file.seek(SeekFrom::Start(at)).map_err(|error| format!("{}: {}", path.display(), broken(&error)))?;
                n_bytes.fetch_add(at, Ordering::Relaxed);
            }
            Box::new(file)
        };
        let mut reader = unpacked(stored, n_bytes).map_err(|error| format!("{}: {}", path.display(), broken(&error)))?;
        let skipped = io::copy(&mut (&mut reader).take(to_skip), &mut io::sink());
        if !matches!(skipped, Ok(n_skipped) if n_skipped == to_skip) {
            return Err(format!("{}: ends before byte {at}, where the import stopped; start again with --restart", path.display()));
        }
        Ok(Self { reader, at, line, ended: false })
    }

    /// Reads the next line into `bytes`.
    pub fn next<'b>(&mut self, bytes: &'b mut Vec<u8>) -> Line<'b> {
        bytes.clear();
        if self.ended {
            return Line::End;
        }
        let read = (&mut self.reader).take(MAX_ITEM as u64 + 1).read_until(b'\n', bytes);
        if matches!(read, Ok(0)) {
            self.ended = true;
            return Line::End;
        }
        self.line += 1;
        self.at += bytes.len() as u64;
        if let Err(error) = read {
            self.ended = true;
            return Line::Bad(format!("{}; the lines before this one were read", broken(&error)));
        }
        if bytes.len() > MAX_ITEM && bytes.last() != Some(&b'\n') {
            match self.reader.skip_until(b'\n') {
                Ok(n_skipped) => self.at += n_skipped as u64,
                Err(_) => self.ended = true,
            }
            return Line::Bad(too_long("line"));
        }
        let line = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Line::Text(if self.line == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line })
    }
}
