//! `--format parquet`: the tables of `csv` as Parquet files, a folder of them, with typed columns; texts are as they are, without an apostrophe.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::Failure;
use super::columns::{Kind, Of, TABLES, Table};
use super::source::Source;
use super::tables::{Cell, Sink, write};
use crate::store::story::day_number;
use crate::write::Folder;

/// Rows that are held back until they are encoded.
const BATCH: usize = 4_096;
/// Rows of a group: what a reader has to take in at once, and what is held in memory of each table.
const GROUP: usize = 1 << 16;

/// A table that is being written.
struct Open {
    table: &'static Table,
    schema: Arc<Schema>,
    rows: Vec<Vec<Cell>>,
    writer: ArrowWriter<File>,
}

impl Open {
    fn new(table: &'static Table, file: File) -> io::Result<Self> {
        let fields: Vec<Field> = table.columns.iter().map(|(name, kind)| Field::new(*name, data_type(*kind), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties)).map_err(io::Error::other)?;
        Ok(Self { table, schema, rows: Vec::with_capacity(BATCH), writer })
    }

    fn hand_on(&mut self) -> io::Result<()> {
        let columns =
            self.table.columns.iter().enumerate().map(|(at, (_, kind))| column(*kind, self.rows.iter().map(|row| &row[at]))).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(io::Error::other)?;
        self.rows.clear();
        self.writer.write(&batch).map_err(io::Error::other)
    }
}

struct Tables(Vec<Open>);

impl Sink for Tables {
    fn row(&mut self, table: Of, cells: Vec<Cell>) -> io::Result<()> {
        let open = &mut self.0[table as usize];
        open.rows.push(cells);
        if open.rows.len() >= BATCH { open.hand_on() } else { Ok(()) }
    }
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Int => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Bool => DataType::Boolean,
        Kind::Day => DataType::Date32,
    }
}

fn column<'c>(kind: Kind, cells: impl Iterator<Item = &'c Cell>) -> ArrayRef {
    match kind {
        Kind::Text => {
            let mut column = StringBuilder::new();
            cells.for_each(|cell| column.append_option(if let Cell::Text(text) = cell { Some(text) } else { None }));
            Arc::new(column.finish())
        }
        Kind::Int => {
            let mut column = Int64Builder::new();
            cells.for_each(|cell| column.append_option(if let Cell::Int(number) = cell { Some(*number) } else { None }));
            Arc::new(column.finish())
        }
        Kind::Float => {
            let mut column = Float64Builder::new();
            cells.for_each(|cell| column.append_option(if let Cell::Float(number) = cell { Some(*number) } else { None }));
            Arc::new(column.finish())
        }
        Kind::Bool => {
            let mut column = BooleanBuilder::new();
            cells.for_each(|cell| column.append_option(if let Cell::Bool(is_so) = cell { Some(*is_so) } else { None }));
            Arc::new(column.finish())
        }
        Kind::Day => {
            let mut column = Date32Builder::new();
            let number = |day: &str| day_number(day).and_then(|day| i32::try_from(day).ok());
            cells.for_each(|cell| column.append_option(if let Cell::Day(day) = cell { number(day) } else { None }));
            Arc::new(column.finish())
        }
    }
}

/// Writes the tables.
pub fn folder(source: &Source<'_>, path: &Path) -> Result<u64, Failure> {
    let file_name = |table: &Table| format!("{}.parquet", table.name);
    let folder = Folder::open(path, |name| TABLES.iter().any(|table| file_name(table) == name))?;
    let mut tables = Tables(Vec::new());
    for table in &TABLES {
        tables.0.push(Open::new(table, folder.file(&file_name(table))?)?);
    }
    let n_events = write(source, &mut tables)?;
    for mut open in tables.0 {
        open.hand_on()?;
        open.writer.into_inner().map_err(io::Error::other)?.sync_all()?;
    }
    folder.finish()?;
    Ok(n_events)
}
