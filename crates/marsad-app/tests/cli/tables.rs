//! The tables: CSV and Parquet hold the same rows, with the documented columns and types, and what was left out.

use std::fs;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use marsad_table::{Kind, TABLES};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::dir::{Dir, record};

const BODY: &str = "قال وزير الخارجية المصري \"اليوم\"، إن القاهرة ستستضيف محادثات\nفي 12 نوفمبر. وقتل 12 جنديا في هجوم على ثكنة في بغداد.";

/// Articles, one of them without a text.
fn articles() -> String {
    record("1", BODY) + "{\"id\": \"2\", \"published\": \"2024-11-10\", \"body\": \"  \"}\n" + &record("3", "نص")
}

/// The rows of a file, whose metadata says what coded them.
fn batches(dir: &Dir, name: &str) -> Vec<RecordBatch> {
    let file = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(dir.path(name)).unwrap()).unwrap();
    let metadata = file.schema().metadata();
    assert_eq!(metadata["marsad.version"], env!("CARGO_PKG_VERSION"));
    assert!(metadata["marsad.pack"].starts_with("ar "));
    file.build().unwrap().map(Result::unwrap).collect()
}

#[test]
fn csv_is_a_folder_of_tables_with_the_same_articles() {
    let dir = Dir::new("csv");
    dir.file("a.jsonl", articles());
    dir.run(&["code", "a.jsonl", "--format", "csv", "-o", "tables", "--with-text"]).expect(0, &["2 articles"]);
    let mut names: Vec<_> =
        fs::read_dir(dir.path("tables")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut expected = TABLES.each_ref().map(|table| format!("{}.csv", table.name));
    expected.sort();
    assert_eq!(names, expected);
    let mut table = csv::Reader::from_path(dir.path("tables/articles.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    let columns = table.headers().unwrap().clone();
    assert_eq!((columns.get(0), columns.iter().next_back()), (Some("article_id"), Some("body")));
    assert_eq!(rows[0].iter().next_back(), Some(BODY));
    assert_eq!(dir.read("tables/rejects.csv").lines().nth(1), Some("a.jsonl,2,,skipped,\"no text; give it in body, text or html\""));
    // Again, over the older tables.
    dir.run(&["code", "a.jsonl", "--format", "csv", "-o", "tables"]).expect(0, &[]);
    assert_eq!(dir.names(), ["a.jsonl", "tables"]);
}

#[test]
fn parquet_has_the_rows_of_csv_with_types() {
    let dir = Dir::new("parquet");
    dir.file("a.jsonl", articles());
    for format in ["csv", "parquet"] {
        dir.run(&["code", "a.jsonl", "--format", format, "-o", format, "--with-text", "--min-confidence", "0"]).expect(0, &[]);
    }
    for table in &TABLES {
        let mut csv = csv::Reader::from_path(dir.path(&format!("csv/{}.csv", table.name))).unwrap();
        let expected: Vec<Vec<String>> = csv.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert!(!expected.is_empty() || table.name == "roles", "{} has no rows to compare", table.name);
        let mut found = Vec::new();
        for batch in batches(&dir, &format!("parquet/{}.parquet", table.name)) {
            let fields: Vec<String> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
            assert_eq!(fields, table.columns.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
            found.extend((0..batch.num_rows()).map(|row| values(&batch, row, table.columns)));
        }
        assert_eq!(found, expected, "{}", table.name);
    }
}

/// The values of a row as CSV writes them.
fn values(batch: &RecordBatch, row: usize, columns: &[(&str, Kind)]) -> Vec<String> {
    let value = |(at, (_, kind)): (usize, &(&str, Kind))| {
        let column = batch.column(at);
        if column.is_null(row) {
            return String::new();
        }
        match kind {
            Kind::Text => column.as_string::<i32>().value(row).to_owned(),
            Kind::Int => column.as_primitive::<arrow_array::types::Int64Type>().value(row).to_string(),
            Kind::Float => column.as_primitive::<arrow_array::types::Float64Type>().value(row).to_string(),
            Kind::Bool => column.as_boolean().value(row).to_string(),
            Kind::Day => {
                let days = column.as_primitive::<arrow_array::types::Date32Type>().value(row);
                jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap().to_string()
            }
        }
    };
    columns.iter().enumerate().map(value).collect()
}

#[test]
fn the_documented_columns_are_those_that_are_written() {
    let manual = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/output.md")).unwrap();
    for table in &TABLES {
        let section = manual
            .split("\n## ")
            .find(|section| section.starts_with(&format!("`{}`", table.name)))
            .unwrap_or_else(|| panic!("{} is not in docs/output.md", table.name));
        let rows = section.split("\n# ").next().unwrap().lines().filter_map(|line| line.strip_prefix("| `"));
        let documented: Vec<(&str, &str)> = rows
            .filter_map(|line| line.split_once("` | ")?.1.split_once(" | ").map(|(kind, _)| (line.split('`').next().unwrap(), kind)))
            .collect();
        let kind = |kind| match kind {
            Kind::Text => "text",
            Kind::Int => "int",
            Kind::Float => "float",
            Kind::Bool => "bool",
            Kind::Day => "day",
        };
        let written: Vec<(&str, &str)> = table.columns.iter().map(|(name, of)| (*name, kind(*of))).collect();
        assert_eq!(documented, written, "{}", table.name);
    }
}
