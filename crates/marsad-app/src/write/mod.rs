//! Where results go: standard output, a file, or a folder of tables; or their summary.
//!
//! A file or folder is written under another name beside its place and renamed at the end, so that it appears whole or not
//! at all; what was there before stays until then.

mod csv;
mod folder;
mod parquet;
mod place;
pub mod sentence;
mod summary;

use std::io;
use std::path::Path;

use marsad::Lang;
use marsad::coded::CodedArticle;
use marsad_read::trouble::Trouble;

use crate::cli::Format;
use summary::Summary;

pub use folder::Folder;
pub use parquet::Sheet;
pub use place::{Place, beside, write_whole};

/// One article, ready to be written; made on the worker's thread.
pub enum Rendered {
    /// A line of JSON.
    Line(Vec<u8>),
    /// Its rows of each table, as text.
    Rows(csv::Rows),
    /// The article, whose rows are encoded many at a time.
    Whole(Box<CodedArticle>),
    /// Its counts.
    Counts(Summary),
}

/// Renders one article.
///
/// # Errors
/// When it cannot be serialized, which no coded article causes.
pub fn render(coded: CodedArticle, format: Format) -> io::Result<Rendered> {
    match format {
        Format::Jsonl => {
            let mut line = serde_json::to_vec(&coded)?;
            line.push(b'\n');
            Ok(Rendered::Line(line))
        }
        Format::Csv => csv::article(&coded).map(Rendered::Rows),
        Format::Parquet => Ok(Rendered::Whole(Box::new(coded))),
        Format::Summary => Ok(Rendered::Counts(Summary::of(&coded))),
    }
}

/// Where the articles of one run go.
pub enum Output {
    /// A stream of lines.
    Lines(Place),
    /// A folder of tables as text.
    Csv(csv::Tables),
    /// A folder of tables with types.
    Parquet(Box<parquet::Tables>),
    /// The counts of all articles, written at the end.
    Summary(Place, Summary),
}

impl Output {
    /// Opens the place for a format; nothing appears at `path` before [`Output::finish`].
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn open(format: Format, path: Option<&Path>, lang: &Lang) -> io::Result<Self> {
        match (format, path) {
            (Format::Jsonl, path) => Place::open(path).map(Output::Lines),
            (Format::Csv, Some(path)) => csv::Tables::open(path).map(Output::Csv),
            (Format::Parquet, Some(path)) => parquet::Tables::open(path, lang).map(|tables| Output::Parquet(Box::new(tables))),
            (Format::Summary, path) => Place::open(path).map(|place| Output::Summary(place, Summary::default())),
            (Format::Csv | Format::Parquet, None) => Err(io::Error::other("tables need a folder")),
        }
    }

    /// Writes one article.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, rendered: &Rendered) -> io::Result<()> {
        match (self, rendered) {
            (Output::Lines(place), Rendered::Line(line)) => place.write(line),
            (Output::Csv(tables), Rendered::Rows(rows)) => tables.write(rows),
            (Output::Parquet(tables), Rendered::Whole(coded)) => tables.write(coded),
            (Output::Summary(_, sums), Rendered::Counts(counts)) => {
                sums.add(counts);
                Ok(())
            }
            _ => Err(io::Error::other("an article was rendered for another format")),
        }
    }

    /// Writes what was left out or not as it should be, where there is a table for it; `article` is the id of the article, empty where there is none.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn reject(&mut self, trouble: &Trouble, article: &str) -> io::Result<()> {
        match self {
            Output::Csv(tables) => tables.write(&csv::rejected(trouble, article)?),
            Output::Parquet(tables) => tables.reject(trouble, article),
            Output::Lines(_) | Output::Summary(..) => Ok(()),
        }
    }

    /// Hands on what is held back, for a reader who waits; files may wait.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn idle(&mut self) -> io::Result<()> {
        match self {
            Output::Lines(place) => place.idle(),
            Output::Csv(_) | Output::Parquet(_) | Output::Summary(..) => Ok(()),
        }
    }

    /// Lets the result appear.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Lines(place) => place.finish(),
            Output::Csv(tables) => tables.finish(),
            Output::Parquet(tables) => tables.finish(),
            Output::Summary(mut place, sums) => {
                place.write(sums.to_string().as_bytes())?;
                place.finish()
            }
        }
    }
}
