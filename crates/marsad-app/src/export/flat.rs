//! Rows of flat files: values of a row, separated by commas or tabs.

use std::io::{self, Write};

use csv::{QuoteStyle, Writer, WriterBuilder};

use super::clean::{clean, unlike_formula};

/// The values of a row, in the order of its columns.
#[derive(Default)]
pub struct Fields(pub Vec<String>);

impl Fields {
    /// Adds a text, as a spreadsheet takes it for text.
    pub fn text(&mut self, text: impl AsRef<str>) -> &mut Self {
        self.0.push(unlike_formula(clean(text.as_ref())));
        self
    }

    /// Adds a number, or anything else that is written as it is.
    pub fn number(&mut self, number: Option<impl ToString>) -> &mut Self {
        self.0.push(number.map(|number| number.to_string()).unwrap_or_default());
        self
    }

    /// Adds values that are not told.
    pub fn empty(&mut self, n_columns: usize) -> &mut Self {
        self.0.extend(std::iter::repeat_n(String::new(), n_columns));
        self
    }
}

/// A flat file: tabs separate and nothing is quoted, or commas do and it is where needed.
pub struct Flat<'p> {
    writer: Writer<&'p mut dyn Write>,
    is_quoted: bool,
}

impl<'p> Flat<'p> {
    /// A file whose values tabs separate.
    pub fn tabs(out: &'p mut dyn Write) -> Self {
        let writer = WriterBuilder::new().delimiter(b'\t').quote_style(QuoteStyle::Never).from_writer(out);
        Self { writer, is_quoted: false }
    }

    /// A file whose values commas separate.
    pub fn commas(out: &'p mut dyn Write) -> Self {
        Self { writer: WriterBuilder::new().from_writer(out), is_quoted: true }
    }

    /// Writes the names of the columns.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn header(&mut self, columns: &[&str]) -> io::Result<()> {
        self.writer.write_record(columns).map_err(plain)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When it cannot be written, or has another number of values than the rows before.
    pub fn row(&mut self, fields: &Fields) -> io::Result<()> {
        if self.is_quoted {
            return self.writer.write_record(&fields.0).map_err(plain);
        }
        // Readers take a quotation mark at the beginning of a value for the beginning of a quoted one, which these files do not have.
        self.writer.write_record(fields.0.iter().map(|value| value.replace('"', "'"))).map_err(plain)
    }

    /// Writes what is held back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error of the stream itself, by which a reader that has had enough is told.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
