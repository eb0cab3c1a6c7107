//! `--format parquet`: the tables of `csv` as Parquet files, a folder of them, with typed columns; texts are as they are, without an apostrophe.

use std::io;
use std::path::Path;

use marsad_table::{schema, versions};

use super::Failure;
use super::columns::{Of, TABLES, Table};
use super::source::Source;
use super::tables::{Cell, Sink, write};
use crate::write::{Folder, Sheet};

struct Tables(Vec<Sheet>);

impl Sink for Tables {
    fn row(&mut self, table: Of, cells: Vec<Cell>) -> io::Result<()> {
        self.0[table as usize].push(&cells)
    }
}

/// Writes the tables.
pub fn folder(source: &Source<'_>, path: &Path) -> Result<u64, Failure> {
    let file_name = |table: &Table| format!("{}.parquet", table.name);
    let folder = Folder::open(path, |name| TABLES.iter().any(|table| file_name(table) == name))?;
    let mut tables = Tables(Vec::new());
    for table in &TABLES {
        let schema = schema(table.columns, versions(source.lang));
        tables.0.push(Sheet::new(table.columns, &schema, folder.file(&file_name(table))?)?);
    }
    let n_events = write(source, &mut tables)?;
    tables.0.into_iter().try_for_each(Sheet::finish)?;
    folder.finish()?;
    Ok(n_events)
}
