//! Where results go: standard output, a file, or a folder of tables; or their summary.
//!
//! A file or folder is written under another name beside its place and renamed at the end, so that it appears whole or not
//! at all; what was there before stays until then.

mod columns;
mod folder;
mod place;
pub mod sentence;
mod summary;
mod tables;

use std::io;
use std::path::Path;

use marsad::coded::CodedArticle;

use crate::cli::Format;
use summary::Summary;
use tables::Tables;

pub use folder::Folder;
pub use place::{Place, beside, write_whole};

/// One article, ready to be written; made on the worker's thread.
pub enum Rendered {
    /// A line of JSON.
    Line(Vec<u8>),
    /// Its rows of each table.
    Rows(tables::Rows),
    /// Its counts.
    Counts(Summary),
}

/// Renders one article.
///
/// # Errors
/// When it cannot be serialized, which no coded article causes.
pub fn render(coded: &CodedArticle, format: Format) -> io::Result<Rendered> {
    match format {
        Format::Jsonl => {
            let mut line = serde_json::to_vec(coded)?;
            line.push(b'\n');
            Ok(Rendered::Line(line))
        }
        Format::Csv => tables::rows(coded).map(Rendered::Rows),
        Format::Summary => Ok(Rendered::Counts(Summary::of(coded))),
    }
}

/// Where the articles of one run go.
pub enum Output {
    /// A stream of lines.
    Lines(Place),
    /// A folder of tables.
    Tables(Tables),
    /// The counts of all articles, written at the end.
    Summary(Place, Summary),
}

impl Output {
    /// Opens the place for a format; nothing appears at `path` before [`Output::finish`].
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn open(format: Format, path: Option<&Path>) -> io::Result<Self> {
        match (format, path) {
            (Format::Jsonl, path) => Place::open(path).map(Output::Lines),
            (Format::Csv, Some(path)) => Tables::open(path).map(Output::Tables),
            (Format::Summary, path) => Place::open(path).map(|place| Output::Summary(place, Summary::default())),
            (Format::Csv, None) => Err(io::Error::other("tables need a folder")),
        }
    }

    /// Writes one article.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, rendered: &Rendered) -> io::Result<()> {
        match (self, rendered) {
            (Output::Lines(place), Rendered::Line(line)) => place.write(line),
            (Output::Tables(tables), Rendered::Rows(rows)) => tables.write(rows),
            (Output::Summary(_, sums), Rendered::Counts(counts)) => {
                sums.add(counts);
                Ok(())
            }
            _ => Err(io::Error::other("an article was rendered for another format")),
        }
    }

    /// Hands on what is held back, for a reader who waits; files may wait.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn idle(&mut self) -> io::Result<()> {
        match self {
            Output::Lines(place) => place.idle(),
            Output::Tables(_) | Output::Summary(..) => Ok(()),
        }
    }

    /// Lets the result appear.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Lines(place) => place.finish(),
            Output::Tables(tables) => tables.finish(),
            Output::Summary(mut place, sums) => {
                place.write(sums.to_string().as_bytes())?;
                place.finish()
            }
        }
    }
}
