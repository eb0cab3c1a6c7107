//! What is in a file: lines of JSON, a text or a page, compressed or not, cut into raw items.
//!
//! The name's ending decides what a file is; standard input and other names are judged by how they begin. Lines are read one
//! at a time. A file that ends early or is damaged gives what came before and a report. [`open`] and [`lines`] serve
//! whoever reads something else ([`super::passages`]).

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, Encoding};
use flate2::bufread::MultiGzDecoder;

use super::{Form, Item, MAX_ITEM, Raw, paths};
use crate::end::reason;
use crate::report::{Kind, Origin, Trouble};
use crate::work::Push;

/// Formats that are not read, by ending, and what to do instead.
const OTHERS: [(&str, &str); 7] = [
    (".zst", "unpack it: zstd -dc FILE | marsad COMMAND -"),
    (".xz", "unpack it: xz -dc FILE | marsad COMMAND -"),
    (".bz2", "unpack it: bzip2 -dc FILE | marsad COMMAND -"),
    (".zip", "unpack it into a folder and name the folder"),
    (".warc", "web archives are not read; extract their pages as .html"),
    (".pdf", "extract its text: pdftotext FILE - | marsad COMMAND -"),
    (".docx", "save it as plain text (.txt) in UTF-8"),
];

/// Reads one file; `-` is standard input.
pub fn read(path: &Path, n_bytes: &Arc<AtomicU64>, push: Push<'_, Item>) -> ControlFlow<()> {
    let Opened { origin, name, mut reader } = match open(path, "code", n_bytes) {
        Ok(opened) => opened,
        Err(trouble) => return push(Item::Trouble(trouble)),
    };
    match begin(&name, &mut *reader) {
        Ok(Start::Form(Form::Record)) => lines(&mut *reader, &origin, &mut |origin, line| match line {
            Ok(bytes) if bytes.trim_ascii().is_empty() => ControlFlow::Continue(()),
            Ok(bytes) => push(Item::Raw(Raw { origin: origin.clone(), form: Form::Record, bytes })),
            Err(trouble) => push(Item::Trouble(trouble)),
        }),
        Ok(Start::Form(form)) => whole(&mut *reader, &origin, form, push),
        Ok(Start::Not(why)) => push(Item::Trouble(Trouble::skipped(&origin, why))),
        Err(error) => push(Item::Trouble(Trouble::skipped(&origin, broken(&error)))),
    }
}

/// A file that can be read.
pub struct Opened {
    /// Its name as given.
    pub origin: Origin,
    /// Its name in small letters, without `.gz`: what its ending is told by.
    pub name: String,
    /// Its bytes, unpacked; text in UTF-16 as UTF-8.
    pub reader: Box<dyn BufRead>,
}

/// Opens a file for `command`; `-` is standard input.
///
/// # Errors
/// When it is not there, may not be read, or is of a kind that no command reads.
pub fn open(path: &Path, command: &str, n_bytes: &Arc<AtomicU64>) -> Result<Opened, Trouble> {
    let origin = Origin { file: path.to_string_lossy().into(), line: None };
    let name = origin.file.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name).to_owned();
    if let Some(why) = not_read(&name, &origin.file, command) {
        return Err(Trouble::skipped(&origin, why));
    }
    let reader: Box<dyn Read> = if name == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(|error| Trouble::skipped(&origin, paths::why_not(&error)))?)
    };
    let reader = BufReader::with_capacity(1 << 17, Counted::new(reader, n_bytes));
    match unpacked(reader) {
        Ok(reader) => Ok(Opened { origin, name, reader }),
        Err(error) => Err(Trouble::skipped(&origin, broken(&error))),
    }
}

/// Why a file of this name, in small letters, is read by no command, and what to do instead.
pub fn not_read(name: &str, file: &str, command: &str) -> Option<String> {
    let (ending, instead) = OTHERS.iter().find(|(ending, _)| name.ends_with(ending))?;
    Some(format!("{ending} is not read; {}", instead.replace("FILE", file).replace("COMMAND", command)))
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

/// Without gzip, and without UTF-16, both known by their first bytes.
fn unpacked(mut reader: impl BufRead + 'static) -> io::Result<Box<dyn BufRead>> {
    let mut reader: Box<dyn BufRead> = if reader.fill_buf()?.starts_with(&[0x1F, 0x8B]) {
        Box::new(BufReader::with_capacity(1 << 17, MultiGzDecoder::new(reader)))
    } else {
        Box::new(reader)
    };
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

/// UTF-16 read as UTF-8, so that its lines can be cut at the byte of a line feed.
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

enum Start {
    Form(Form),
    Not(&'static str),
}

/// What a file is, by its name or else by how it begins.
fn begin(name: &str, reader: &mut dyn BufRead) -> io::Result<Start> {
    let bytes = reader.fill_buf()?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let bytes = &bytes[..bytes.len().min(1 << 12)];
    if bytes.is_empty() {
        return Ok(Start::Not("empty; there is nothing to read"));
    }
    if bytes.contains(&0) {
        return Ok(Start::Not("not text (it holds NUL bytes); give .jsonl, .txt or .html"));
    }
    let start = bytes.trim_ascii_start();
    let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    Ok(if named(&[".txt"]) {
        Start::Form(Form::Text)
    } else if named(&[".html", ".htm", ".xhtml"]) {
        Start::Form(Form::Page)
    } else if start.starts_with(b"[") && (named(&[".jsonl", ".ndjson", ".json"]) || start[1..].trim_ascii_start().starts_with(b"{")) {
        Start::Not("one JSON array; write one object a line instead: jq -c '.[]' FILE")
    } else if named(&[".jsonl", ".ndjson", ".json"]) || start.starts_with(b"{") {
        Start::Form(Form::Record)
    } else if !start.starts_with(b"<") {
        Start::Form(Form::Text)
    } else if start.to_ascii_lowercase().windows(5).any(|window| matches!(window, b"<html" | b"<head" | b"<body"))
        || !start.starts_with(b"<?xml")
    {
        Start::Form(Form::Page)
    } else {
        Start::Not("XML that is no page; feeds are not read, give their articles as .jsonl or .html")
    })
}

/// Takes a line with its place, or what is wrong there.
pub type TakeLine<'a> = &'a mut dyn FnMut(&Origin, Result<Vec<u8>, Trouble>) -> ControlFlow<()>;

/// Calls `f` for each line with its place; what is too long, and where reading broke off, is trouble.
pub fn lines(reader: &mut dyn BufRead, origin: &Origin, f: TakeLine<'_>) -> ControlFlow<()> {
    let mut origin = Origin { line: Some(0), ..origin.clone() };
    loop {
        let mut bytes = Vec::new();
        let read = (&mut *reader).take(MAX_ITEM as u64 + 1).read_until(b'\n', &mut bytes);
        if matches!(read, Ok(0)) {
            return ControlFlow::Continue(());
        }
        origin.line = origin.line.map(|line| line + 1);
        if let Err(error) = read {
            let message = format!("{}; the lines before this one were read", broken(&error));
            return f(&origin, Err(Trouble::skipped(&origin, message)));
        }
        if bytes.len() > MAX_ITEM && bytes.last() != Some(&b'\n') {
            drop(bytes);
            f(&origin, Err(Trouble::skipped(&origin, too_long("line"))))?;
            if reader.skip_until(b'\n').is_err() {
                return ControlFlow::Continue(());
            }
        } else {
            f(&origin, Ok(bytes))?;
        }
    }
}

fn whole(reader: &mut dyn BufRead, origin: &Origin, form: Form, push: Push<'_, Item>) -> ControlFlow<()> {
    let mut bytes = Vec::new();
    if let Err(error) = reader.take(MAX_ITEM as u64 + 1).read_to_end(&mut bytes) {
        if bytes.is_empty() {
            return push(Item::Trouble(Trouble::skipped(origin, broken(&error))));
        }
        push(Item::Trouble(Trouble::warning(origin, Kind::Other, format!("{}; what came before was read", broken(&error)))))?;
    }
    if bytes.len() > MAX_ITEM {
        return push(Item::Trouble(Trouble::skipped(origin, too_long("file"))));
    }
    push(Item::Raw(Raw { origin: origin.clone(), form, bytes }))
}

/// What is said of something longer than [`MAX_ITEM`].
pub fn too_long(what: &str) -> String {
    format!("{what} of more than {} MiB left out; no text is that long, so look whether line ends are missing", MAX_ITEM >> 20)
}

/// Why reading stopped.
pub fn broken(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed file ends early; fetch it again".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => "the compressed file is damaged; fetch it again".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder inside a pattern; name the folder itself".to_owned(),
        _ => format!("cannot be read on: {}", reason(error)),
    }
}
