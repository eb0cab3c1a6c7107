//! How do rows become Arrow record batches?
//!
//! In: cells, a row at a time. Out: [`RecordBatch`]es whose schema has the types of [`Kind`] and says in its metadata what coded them. A cell of
//! another kind than its column holds, and a day that is none, is null: rows never fail.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use jiff::civil::{Date, date};
use marsad::Lang;
use marsad::coded::SCHEMA;

use crate::cell::Cell;
use crate::columns::{Column, Kind};

/// What the metadata of a schema says: `marsad.schema`, `marsad.version`, `marsad.pack`, `marsad.ontology`.
#[must_use]
pub fn versions(lang: &Lang) -> HashMap<String, String> {
    [
        ("marsad.schema", SCHEMA.to_string()),
        ("marsad.version", env!("CARGO_PKG_VERSION").to_owned()),
        ("marsad.pack", lang.version()),
        ("marsad.ontology", lang.tables.ontology.clone()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}

/// The schema of a table.
#[must_use]
pub fn schema(columns: &[Column], metadata: HashMap<String, String>) -> SchemaRef {
    let fields: Vec<Field> = columns.iter().map(|(name, kind)| Field::new(*name, data_type(*kind), true)).collect();
    Arc::new(Schema::new_with_metadata(fields, metadata))
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

/// A table that is being filled.
pub struct Builder {
    schema: SchemaRef,
    columns: Vec<Values>,
    n_rows: usize,
}

enum Values {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
    Bool(BooleanBuilder),
    Day(Date32Builder),
}

impl Builder {
    /// An empty table of these columns.
    #[must_use]
    pub fn new(columns: &[Column], schema: SchemaRef) -> Self {
        Self { schema, columns: columns.iter().map(|(_, kind)| Values::new(*kind)).collect(), n_rows: 0 }
    }

    /// Adds a row; cells that are missing at its end are null, further ones are passed over.
    pub fn push(&mut self, row: &[Cell<'_>]) {
        for (at, column) in self.columns.iter_mut().enumerate() {
            column.push(row.get(at).unwrap_or(&Cell::Empty));
        }
        self.n_rows += 1;
    }

    /// Rows since the last batch.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The rows as a batch; the table is empty again.
    pub fn finish(&mut self) -> RecordBatch {
        let options = RecordBatchOptions::new().with_row_count(Some(std::mem::take(&mut self.n_rows)));
        let columns = self.columns.iter_mut().map(Values::finish).collect();
        // Columns were made from the schema, and each got a value for every row.
        RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options)
            .unwrap_or_else(|_| RecordBatch::new_empty(Arc::clone(&self.schema)))
    }
}

impl Values {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Values::Text(StringBuilder::with_capacity(0, 0)),
            Kind::Int => Values::Int(Int64Builder::with_capacity(0)),
            Kind::Float => Values::Float(Float64Builder::with_capacity(0)),
            Kind::Bool => Values::Bool(BooleanBuilder::with_capacity(0)),
            Kind::Day => Values::Day(Date32Builder::with_capacity(0)),
        }
    }

    fn push(&mut self, cell: &Cell<'_>) {
        match self {
            Values::Text(values) => values.append_option(if let Cell::Text(text) = cell { Some(text) } else { None }),
            Values::Int(values) => values.append_option(if let Cell::Int(number) = cell { Some(*number) } else { None }),
            Values::Float(values) => values.append_option(if let Cell::Float(number) = cell { Some(*number) } else { None }),
            Values::Bool(values) => values.append_option(if let Cell::Bool(is_so) = cell { Some(*is_so) } else { None }),
            Values::Day(values) => values.append_option(if let Cell::Day(day) = cell { day_number(day) } else { None }),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Values::Text(values) => Arc::new(values.finish()),
            Values::Int(values) => Arc::new(values.finish()),
            Values::Float(values) => Arc::new(values.finish()),
            Values::Bool(values) => Arc::new(values.finish()),
            Values::Day(values) => Arc::new(values.finish()),
        }
    }
}

/// Days from 1970-01-01 to an ISO day.
fn day_number(day: &str) -> Option<i32> {
    let day: Date = day.get(..10)?.parse().ok()?;
    Some(day.since(date(1970, 1, 1)).ok()?.get_days())
}
