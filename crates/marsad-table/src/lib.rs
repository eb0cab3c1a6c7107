//! Articles as tables in, coded articles as tables out: what the program writes as `csv` and `parquet`, and what the Python wheel and the engines that
//! use it code with.
//!
//! In: a record batch with a text in each row. Out: batches of seven tables, described in `docs/output.md`. A row «التقى الوزير نظيره في بغداد» gives a row
//! of `articles`, one of `claims` and two of `participants`; a row without a text gives one of `rejects`. It reads and writes no files.
//!
//! In reading order: `columns` which tables and columns · `cell` what stands in a field · `rows` which rows an article gives · `builder` rows as batches ·
//! `tables` all tables as they fill · `articles` articles out of a batch · `code` many articles at once · `files` articles out of files.

pub mod articles;
mod builder;
mod cell;
mod code;
mod columns;
mod files;
mod rows;
mod tables;

pub use builder::{Builder, schema, versions};
pub use cell::Cell;
pub use code::{Outcome, Settings, code_all, code_batch, code_given};
pub use columns::{Column, Kind, Of, TABLES, Table};
pub use files::code_files;
pub use rows::{TakeRow, reject, rows};
pub use tables::{Filled, Schemas, Tables, nested_schema, schemas};
