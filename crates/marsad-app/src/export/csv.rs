//! `--format csv` and `package`: a folder of tables, and for `package` the description of a Frictionless data package beside them.
//!
//! A text that a spreadsheet would take for a formula has an apostrophe before it; an empty field is an unknown one.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use csv::Writer;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::clean::unlike_formula;
use super::columns::{Of, TABLES, Table};
use super::source::Source;
use super::tables::{Cell, Sink, write};
use super::{Failure, note_on_licence};
use crate::write::Folder;
use marsad_table::Kind;

/// The description of a package.
const DESCRIPTOR: &str = "datapackage.json";

/// A file whose bytes are counted and hashed as they are written.
struct Counted {
    file: BufWriter<File>,
    n_bytes: u64,
    hash: Sha256,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.n_bytes += bytes.len() as u64;
        self.hash.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

struct Tables(Vec<Writer<Counted>>);

impl Sink for Tables {
    fn row(&mut self, table: Of, cells: Vec<Cell>) -> io::Result<()> {
        Ok(self.0[table as usize].write_record(cells.into_iter().map(field))?)
    }
}

fn field(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => unlike_formula(text.into_owned()),
        Cell::Int(number) => number.to_string(),
        Cell::Float(number) => number.to_string(),
        Cell::Bool(is_so) => is_so.to_string(),
        Cell::Day(day) => day.into_owned(),
    }
}

fn file_name(table: &Table) -> String {
    format!("{}.csv", table.name)
}

/// Writes the tables, with a description where it is a package.
pub fn folder(source: &Source<'_>, path: &Path, is_package: bool) -> Result<u64, Failure> {
    let is_ours = |name: &str| name == DESCRIPTOR || TABLES.iter().any(|table| file_name(table) == name);
    let folder = Folder::open(path, is_ours)?;
    let mut tables = Tables(Vec::new());
    for table in &TABLES {
        let file = BufWriter::with_capacity(1 << 16, folder.file(&file_name(table))?);
        let mut writer = Writer::from_writer(Counted { file, n_bytes: 0, hash: Sha256::new() });
        writer.write_record(table.columns.iter().map(|(name, _)| name)).map_err(io::Error::from)?;
        tables.0.push(writer);
    }
    let n_events = write(source, &mut tables)?;
    let mut resources = Vec::new();
    for (table, writer) in TABLES.iter().zip(tables.0) {
        let Counted { file, n_bytes, hash } = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        let hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        resources.push(resource(table, n_bytes, &hash));
    }
    if is_package {
        let text = format!("{:#}\n", descriptor(source, resources)?);
        let mut file = folder.file(DESCRIPTOR)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
    }
    folder.finish()?;
    Ok(n_events)
}

/// One table to a stream.
struct One<'o> {
    table: usize,
    writer: Writer<&'o mut dyn Write>,
}

impl Sink for One<'_> {
    fn row(&mut self, table: Of, cells: Vec<Cell>) -> io::Result<()> {
        if table as usize == self.table { Ok(self.writer.write_record(cells.into_iter().map(field))?) } else { Ok(()) }
    }
}

/// Writes one table, by its position in [`TABLES`].
pub fn table(source: &Source<'_>, table: usize, out: &mut dyn Write) -> Result<u64, Failure> {
    let mut one = One { table, writer: Writer::from_writer(out) };
    one.writer.write_record(TABLES[table].columns.iter().map(|(name, _)| name)).map_err(io::Error::from)?;
    let n_events = write(source, &mut one)?;
    one.writer.flush()?;
    Ok(n_events)
}

fn descriptor(source: &Source<'_>, resources: Vec<Value>) -> Result<Value, Failure> {
    let run = source.last_run()?;
    let [licence, sources] = note_on_licence();
    Ok(json!({
        "profile": "tabular-data-package",
        "name": "marsad-export",
        "title": "Events and claims reported by Arabic news",
        "description": "What news reports, on whose word: no finding of fact. Columns are described in docs/export.md of Marsad.",
        "version": run.marsad,
        "created": run.at,
        "licenses": licence,
        "sources": sources,
        "marsad": {
            "query": source.typed,
            "status": if source.is_actual { "actual" } else { "all" },
            "quote_words": source.n_words,
            "pack": run.pack,
            "ontology": run.ontology,
        },
        "resources": resources,
    }))
}

fn resource(table: &Table, n_bytes: u64, hash: &str) -> Value {
    let fields: Vec<Value> = table
        .columns
        .iter()
        .map(|(name, kind)| {
            let kind = match kind {
                Kind::Text => "string",
                Kind::Int => "integer",
                Kind::Float => "number",
                Kind::Bool => "boolean",
                Kind::Day => "date",
            };
            json!({ "name": name, "type": kind })
        })
        .collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    if !table.refers.is_empty() {
        let key_of = |name: &str| TABLES.iter().find(|other| other.name == name).map(|other| other.key);
        let keys = table
            .refers
            .iter()
            .map(|(columns, other)| json!({ "fields": columns, "reference": { "resource": other, "fields": key_of(other) } }));
        schema["foreignKeys"] = keys.collect();
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file_name(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": n_bytes,
        "hash": format!("sha256:{hash}"),
        "schema": schema,
    })
}
