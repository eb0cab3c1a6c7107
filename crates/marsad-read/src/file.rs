//! What is in a file: lines of JSON, a text, a page, a feed or a web archive, packed or not, cut into raw items.
//!
//! The name's ending decides what a file is; standard input and other names are judged by how they begin. Lines are read one
//! at a time. A file that ends early or is damaged gives what came before and a report. [`open`] and [`lines`] serve
//! whoever reads something else ([`super::passages`]).

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::unpack::{self, broken};
use super::{Form, Item, MAX_ITEM, Raw, feed, paths, warc};
use crate::trouble::{At, Kind, Origin, Trouble};
use crate::work::Push;

/// Formats that are not read, by ending, and what to do instead.
const OTHERS: [(&str, &str); 5] = [
    (".xz", "unpack it: xz -dc FILE | marsad COMMAND -"),
    (".bz2", "unpack it: bzip2 -dc FILE | marsad COMMAND -"),
    (".zip", "unpack it into a folder and name the folder"),
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
        Ok(Start::Feed) => feed::xml::cut(&mut *reader, &origin, push),
        Ok(Start::JsonFeed) => feed::json::cut(&mut *reader, &origin, push),
        Ok(Start::Archive) => warc::read(&mut *reader, &origin, push),
        Ok(Start::Not(why)) => push(Item::Trouble(Trouble::skipped(&origin, why))),
        Err(error) => push(Item::Trouble(Trouble::skipped(&origin, broken(&error)))),
    }
}

/// Cuts what was fetched from an address, with the media type that its server told, into raw items: those of a feed, or one page.
pub fn fetched(url: &str, media: Option<&str>, bytes: Vec<u8>, push: Push<'_, Item>) -> ControlFlow<()> {
    let origin = Origin { file: url.into(), place: At::Whole };
    let start = unpack::as_utf8(Box::new(io::Cursor::new(bytes.clone()))).and_then(|mut reader| Ok((begin("", &mut *reader)?, reader)));
    match start {
        Ok((Start::Feed, mut reader)) => feed::xml::cut(&mut *reader, &origin, push),
        Ok((Start::JsonFeed, mut reader)) => feed::json::cut(&mut *reader, &origin, push),
        Ok((Start::Form(Form::Page), _)) => {
            let header = media.map(|media| format!("Content-Type: {media}\r\n")).unwrap_or_default();
            let block = [format!("HTTP/1.1 200 OK\r\n{header}\r\n").into_bytes(), bytes].concat();
            push(Item::Raw(Raw { origin, form: Form::Response(url.into()), bytes: block }))
        }
        Ok(_) => push(Item::Trouble(Trouble::skipped(&origin, "this is no feed and no page; look what is at this address"))),
        Err(error) => push(Item::Trouble(Trouble::skipped(&origin, broken(&error)))),
    }
}

/// A file that can be read.
pub struct Opened {
    /// Its name as given.
    pub origin: Origin,
    /// Its name in small letters, without `.gz` or `.zst`: what its ending is told by.
    pub name: String,
    /// Its bytes, unpacked; text in UTF-16 as UTF-8.
    pub reader: Box<dyn BufRead>,
}

/// Opens a file for `command`; `-` is standard input.
///
/// # Errors
/// When it is not there, may not be read, or is of a kind that no command reads.
pub fn open(path: &Path, command: &str, n_bytes: &Arc<AtomicU64>) -> Result<Opened, Trouble> {
    let origin = Origin { file: path.to_string_lossy().into(), place: At::Whole };
    let name = unpack::stem(&origin.file.to_ascii_lowercase()).to_owned();
    if let Some(why) = not_read(&name, &origin.file, command) {
        return Err(Trouble::skipped(&origin, why));
    }
    let reader: Box<dyn Read> = if name == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(|error| Trouble::skipped(&origin, paths::why_not(&error)))?)
    };
    match unpack::unpacked(reader, n_bytes).and_then(unpack::as_utf8) {
        Ok(reader) => Ok(Opened { origin, name, reader }),
        Err(error) => Err(Trouble::skipped(&origin, broken(&error))),
    }
}

/// Why a file of this name, in small letters, is read by no command, and what to do instead.
pub fn not_read(name: &str, file: &str, command: &str) -> Option<String> {
    let (ending, instead) = OTHERS.iter().find(|(ending, _)| name.ends_with(ending))?;
    Some(format!("{ending} is not read; {}", instead.replace("FILE", file).replace("COMMAND", command)))
}

/// Whether a file is called `.json` and says that it is a feed.
pub fn is_json_feed(path: &Path) -> bool {
    let is_json = unpack::stem(&path.to_string_lossy().to_ascii_lowercase()).ends_with(".json");
    let begins = |file| unpack::unpacked(file, &Arc::default())?.fill_buf().map(|bytes| feed::json::is_feed(head(bytes)));
    is_json && File::open(path).and_then(begins).unwrap_or(false)
}

/// As much of the beginning as tells what a file is, without byte order mark and spaces.
fn head(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes[..bytes.len().min(1 << 14)].trim_ascii_start()
}

enum Start {
    Form(Form),
    Feed,
    JsonFeed,
    Archive,
    Not(&'static str),
}

/// What a file is, by its name or else by how it begins.
fn begin(name: &str, reader: &mut dyn BufRead) -> io::Result<Start> {
    let bytes = reader.fill_buf()?;
    let start = head(bytes);
    let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    Ok(if bytes.is_empty() || bytes == b"\xEF\xBB\xBF" {
        Start::Not("empty; there is nothing to read")
    } else if !named(&[".txt"]) && start.starts_with(warc::MAGIC) {
        Start::Archive
    } else if bytes[..bytes.len().min(1 << 12)].contains(&0) {
        Start::Not("not text (it holds NUL bytes); give .jsonl, .txt or .html")
    } else if named(&[".txt"]) {
        Start::Form(Form::Text)
    } else if feed::json::is_feed(start) {
        Start::JsonFeed
    } else if named(&[".html", ".htm", ".xhtml"]) {
        Start::Form(Form::Page)
    } else if named(&[".warc"]) {
        Start::Not("no web archive; it does not begin with WARC/")
    } else if named(&[".rss", ".atom", ".rdf"]) || (named(&[".xml"]) || start.starts_with(b"<")) && feed::xml::is_feed(start) {
        Start::Feed
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
        Start::Not("XML that is no feed and no page; give its articles as .jsonl")
    })
}

/// Takes a line with its place, or what is wrong there.
pub type TakeLine<'a> = &'a mut dyn FnMut(&Origin, Result<Vec<u8>, Trouble>) -> ControlFlow<()>;

/// Calls `f` for each line with its place; what is too long, and where reading broke off, is trouble.
pub fn lines(reader: &mut dyn BufRead, origin: &Origin, f: TakeLine<'_>) -> ControlFlow<()> {
    let mut line = 0;
    loop {
        let mut bytes = Vec::new();
        let read = (&mut *reader).take(MAX_ITEM as u64 + 1).read_until(b'\n', &mut bytes);
        if matches!(read, Ok(0)) {
            return ControlFlow::Continue(());
        }
        line += 1;
        let origin = Origin { place: At::Line(line), ..origin.clone() };
        if let Err(error) = read {
            let message = format!("{}; the lines before this one were read", broken(&error));
            return f(&origin, Err(Trouble::skipped(&origin, message)));
        }
        if bytes.len() > MAX_ITEM && bytes.last() != Some(&b'\n') {
            drop(bytes);
            f(&origin, Err(Trouble::skipped(&origin, too_long("line"))))?;
            if let Err(error) = reader.skip_until(b'\n') {
                let message = format!("{}; the lines before this one were read", broken(&error));
                return f(&origin, Err(Trouble::skipped(&origin, message)));
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
