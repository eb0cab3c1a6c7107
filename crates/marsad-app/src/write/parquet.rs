//! `--format parquet`: the tables of `csv` with types, a Parquet file each, that pandas, polars, DuckDB, R and Spark read.
//!
//! In: the rows of articles (`marsad_table`). Out: files packed with zstd, texts in dictionaries, in groups of rows that can be read one by one; the schema's
//! metadata says what coded them. Memory does not grow with the number of rows: a group is written when it has many rows or many bytes. The folder
//! appears whole or not at all.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow_schema::SchemaRef;
use marsad::Lang;
use marsad::coded::CodedArticle;
use marsad_read::trouble::Trouble;
use marsad_table::{Builder, Cell, Column, Of, TABLES, reject, rows, schemas};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::folder::Folder;

/// Rows that are held back until they are encoded.
const BATCH: usize = 4_096;
/// Rows of a group at most: what a reader has to take in at once.
const GROUP: usize = 1 << 16;
/// Encoded bytes of a group, at most a batch more: what is held in memory of each table.
const GROUP_BYTES: usize = 16 << 20;

/// A file that is being written.
pub struct Sheet {
    builder: Builder,
    writer: ArrowWriter<File>,
}

impl Sheet {
    /// Begins a file.
    ///
    /// # Errors
    /// When its beginning cannot be written.
    pub fn new(columns: &[Column], schema: &SchemaRef, file: File) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(schema), Some(properties)).map_err(io::Error::other)?;
        Ok(Self { builder: Builder::new(columns, Arc::clone(schema)), writer })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When rows before it cannot be written.
    pub fn push(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        self.builder.push(row);
        if self.builder.n_rows() >= BATCH { self.encode() } else { Ok(()) }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.encode()?;
        self.writer.into_inner().map_err(io::Error::other)?.sync_all()
    }

    fn encode(&mut self) -> io::Result<()> {
        self.writer.write(&self.builder.finish()).map_err(io::Error::other)?;
        if self.writer.in_progress_size() > GROUP_BYTES { self.writer.flush().map_err(io::Error::other) } else { Ok(()) }
    }
}

/// A folder of tables that appears when it is whole. Dropped before that, nothing remains of it.
pub struct Tables {
    sheets: Vec<Sheet>,
    folder: Folder,
}

impl Tables {
    /// Begins the tables beside `path`.
    ///
    /// # Errors
    /// When the folder cannot be made, or `path` is a file or a folder with other files.
    pub fn open(path: &Path, lang: &Lang) -> io::Result<Self> {
        let names = TABLES.each_ref().map(|table| format!("{}.parquet", table.name));
        let folder = Folder::open(path, |there| names.iter().any(|name| name == there))?;
        let schemas = schemas(lang);
        let mut sheets = Vec::new();
        for ((table, name), schema) in TABLES.iter().zip(&names).zip(&schemas) {
            sheets.push(Sheet::new(table.columns, schema, folder.file(name)?)?);
        }
        Ok(Self { sheets, folder })
    }

    /// Writes the rows of an article.
    ///
    /// # Errors
    /// When they, or rows before them, cannot be written.
    pub fn write(&mut self, coded: &CodedArticle) -> io::Result<()> {
        self.all(|take| rows(coded, take))
    }

    /// Writes the row of something that was left out or not as it should be.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn reject(&mut self, trouble: &Trouble, article: &str) -> io::Result<()> {
        self.all(|take| reject(trouble, article, take))
    }

    fn all(&mut self, give: impl FnOnce(&mut dyn FnMut(Of, &[Cell<'_>]))) -> io::Result<()> {
        let mut failed = Ok(());
        give(&mut |table, row| {
            if let Err(error) = self.sheets[table as usize].push(row) {
                failed = Err(error);
            }
        });
        failed
    }

    /// Lets the folder appear, in the place of older tables.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.sheets.into_iter().try_for_each(Sheet::finish)?;
        self.folder.finish()
    }
}
