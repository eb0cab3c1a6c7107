//! All tables of many articles, as they fill.
//!
//! In: what became of articles, in order. Out: a batch of each table ([`Filled`]); or one batch with a row for each article, in which every table is a list
//! of its rows, for engines that give one table back for one ([`Filled::nested`]).

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, ListArray, RecordBatch, RecordBatchOptions, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef};
use marsad::Lang;
use marsad::coded::CodedArticle;
use marsad_read::trouble::Trouble;

use crate::builder::{Builder, schema, versions};
use crate::cell::Cell;
use crate::columns::{Of, TABLES};
use crate::rows::{reject, rows};

/// The schemas of the tables, in the order of [`TABLES`].
pub type Schemas = [SchemaRef; TABLES.len()];

/// The schemas of the tables of this language data.
#[must_use]
pub fn schemas(lang: &Lang) -> Schemas {
    let metadata: HashMap<String, String> = versions(lang);
    TABLES.each_ref().map(|table| schema(table.columns, metadata.clone()))
}

/// The schema of a table that has a list of rows of each table for each article.
#[must_use]
pub fn nested_schema(schemas: &Schemas) -> SchemaRef {
    let fields: Vec<FieldRef> =
        TABLES.iter().zip(schemas).map(|(table, schema)| Arc::new(Field::new(table.name, DataType::List(item(schema)), false))).collect();
    Arc::new(Schema::new_with_metadata(fields, schemas[0].metadata().clone()))
}

fn item(schema: &SchemaRef) -> FieldRef {
    Arc::new(Field::new_struct("element", schema.fields().clone(), false))
}

/// The tables.
pub struct Tables {
    builders: [Builder; TABLES.len()],
    /// Rows of each table for each article that ended.
    lengths: [Vec<usize>; TABLES.len()],
}

/// Batches of all tables.
#[derive(Clone, Debug)]
pub struct Filled {
    /// A batch of each table, in the order of [`TABLES`].
    pub batches: [RecordBatch; TABLES.len()],
    lengths: [Vec<usize>; TABLES.len()],
}

impl Tables {
    /// Empty tables.
    #[must_use]
    pub fn new(schemas: &Schemas) -> Self {
        let builders = std::array::from_fn(|at| Builder::new(TABLES[at].columns, Arc::clone(&schemas[at])));
        Self { builders, lengths: Default::default() }
    }

    /// Adds an article with what there is to say of it; `id` is its id where it could not be coded.
    pub fn add(&mut self, coded: Option<&CodedArticle>, troubles: &[Trouble], id: &str) {
        let before = self.builders.each_ref().map(Builder::n_rows);
        let mut take = |table: Of, row: &[Cell<'_>]| self.builders[table as usize].push(row);
        let id = coded.map_or(id, |coded| &coded.article.id);
        troubles.iter().for_each(|trouble| reject(trouble, id, &mut take));
        if let Some(coded) = coded {
            rows(coded, &mut take);
        }
        for ((lengths, builder), before) in self.lengths.iter_mut().zip(&self.builders).zip(before) {
            lengths.push(builder.n_rows() - before);
        }
    }

    /// Articles since the last batches.
    #[must_use]
    pub fn n_articles(&self) -> usize {
        self.lengths[0].len()
    }

    /// What was added; the tables are empty again.
    pub fn finish(&mut self) -> Filled {
        Filled { batches: self.builders.each_mut().map(Builder::finish), lengths: std::mem::take(&mut self.lengths) }
    }
}

impl Filled {
    /// One batch with a row for each article, in which every table is a list of its rows; the columns are those of [`nested_schema`].
    #[must_use]
    pub fn nested(self) -> RecordBatch {
        let n_articles = self.lengths[0].len();
        let schemas = self.batches.each_ref().map(RecordBatch::schema);
        let columns = self.batches.into_iter().zip(self.lengths).zip(&schemas).map(|((batch, lengths), schema)| {
            let rows = StructArray::from(batch);
            Arc::new(ListArray::new(item(schema), OffsetBuffer::from_lengths(lengths), Arc::new(rows), None)) as ArrayRef
        });
        let (schema, options) = (nested_schema(&schemas), RecordBatchOptions::new().with_row_count(Some(n_articles)));
        // Every table has as many lists as there are articles.
        RecordBatch::try_new_with_options(Arc::clone(&schema), columns.collect(), &options)
            .unwrap_or_else(|_| RecordBatch::new_empty(schema))
    }
}
