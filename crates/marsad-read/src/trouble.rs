//! What went wrong with one item, and where it stood.
//!
//! A report reads `file:line: what is wrong; what to do`.

use std::fmt;
use std::io;
use std::sync::Arc;

/// Where an item came from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file as it was named; `-` for standard input.
    pub file: Arc<str>,
    /// Where in the file.
    pub place: At,
}

/// Where an item begins in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The file is the item.
    Whole,
    /// A line, from 1.
    Line(u64),
    /// A byte of the unpacked file, from 0: archives hold anything, and lines mean nothing there.
    Byte(u64),
    /// A row of a table, from 0.
    Row(u64),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file: &str = if &*self.file == "-" { "standard input" } else { &self.file };
        match self.place {
            At::Whole => f.write_str(file),
            At::Line(line) => write!(f, "{file}:{line}"),
            At::Byte(byte) => write!(f, "{file}, record at byte {byte}"),
            At::Row(row) => write!(f, "{file}, row {row}"),
        }
    }
}

/// Something that went wrong with one item.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// Where.
    pub origin: Origin,
    /// Whether the item was left out, or which kind of warning this is.
    pub kind: Kind,
    /// What is wrong, and after a semicolon what to do.
    pub message: String,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The item was left out.
    Skipped,
    /// The item has no publication date.
    NoDate,
    /// The text was not clean UTF-8.
    Encoding,
    /// Something else worth knowing about an item that was kept.
    Other,
}

impl Trouble {
    /// An item that was left out.
    pub fn skipped(origin: &Origin, message: impl Into<String>) -> Self {
        Self { origin: origin.clone(), kind: Kind::Skipped, message: message.into() }
    }

    /// A warning about an item that was kept.
    pub fn warning(origin: &Origin, kind: Kind, message: impl Into<String>) -> Self {
        Self { origin: origin.clone(), kind, message: message.into() }
    }
}

/// The reason of an error in plain words, without the number of the system's error.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}
