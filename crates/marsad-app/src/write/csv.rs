//! `--format csv`: a folder with one table per kind, described in `docs/output.md`.
//!
//! In: the rows of articles (`marsad_table`). Out: UTF-8, quoted where needed; a cell that tells nothing is empty. The folder appears whole or not at
//! all; one that holds other files than these tables is left alone.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use csv::Writer;
use marsad::coded::CodedArticle;
use marsad_read::trouble::Trouble;
use marsad_table::{Cell, TABLES, TakeRow, reject, rows};

use super::folder::Folder;

/// The rows of one article, a piece of each table.
pub type Rows = [Vec<u8>; TABLES.len()];

/// Renders the rows of one article.
///
/// # Errors
/// When a row cannot be written to memory, which no coded article causes.
pub fn article(coded: &CodedArticle) -> io::Result<Rows> {
    rendered(|take| rows(coded, take))
}

/// Renders the row of something that was left out or not as it should be.
///
/// # Errors
/// As [`article`].
pub fn rejected(trouble: &Trouble, article: &str) -> io::Result<Rows> {
    rendered(|take| reject(trouble, article, take))
}

fn rendered(give: impl FnOnce(TakeRow<'_>)) -> io::Result<Rows> {
    let mut tables = TABLES.each_ref().map(|_| Writer::from_writer(Vec::new()));
    let mut failed = Ok(());
    give(&mut |table, row| {
        let written = row.iter().try_for_each(|cell| field(&mut tables[table as usize], cell));
        let ended = written.and_then(|()| tables[table as usize].write_record(None::<&[u8]>));
        if let Err(error) = ended {
            failed = Err(error);
        }
    });
    failed?;
    let mut rows = Rows::default();
    for (table, row) in tables.into_iter().zip(&mut rows) {
        *row = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    }
    Ok(rows)
}

fn field(table: &mut Writer<Vec<u8>>, cell: &Cell<'_>) -> csv::Result<()> {
    match cell {
        Cell::Empty => table.write_field(""),
        Cell::Text(text) | Cell::Day(text) => table.write_field(&**text),
        Cell::Int(number) => table.write_field(number.to_string()),
        Cell::Float(number) => table.write_field(number.to_string()),
        Cell::Bool(is_so) => table.write_field(if *is_so { "true" } else { "false" }),
    }
}

/// A folder of tables that appears when it is whole. Dropped before that, nothing remains of it.
pub struct Tables {
    files: Vec<BufWriter<File>>,
    folder: Folder,
}

impl Tables {
    /// Begins the tables beside `path`, with their header rows.
    ///
    /// # Errors
    /// When the folder cannot be made, or `path` is a file or a folder with other files.
    pub fn open(path: &Path) -> io::Result<Self> {
        let names = TABLES.each_ref().map(|table| format!("{}.csv", table.name));
        let folder = Folder::open(path, |there| names.iter().any(|name| name == there))?;
        let mut files = Vec::new();
        for (table, name) in TABLES.iter().zip(&names) {
            let mut file = BufWriter::with_capacity(1 << 16, folder.file(name)?);
            let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
            writeln!(file, "{}", columns.join(","))?;
            files.push(file);
        }
        Ok(Self { files, folder })
    }

    /// Writes rows.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&mut self, rows: &Rows) -> io::Result<()> {
        self.files.iter_mut().zip(rows).try_for_each(|(file, rows)| file.write_all(rows))
    }

    /// Lets the folder appear, in the place of older tables.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        for mut file in self.files {
            file.flush()?;
            file.get_ref().sync_all()?;
        }
        self.folder.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_value_for_each_column() {
        let rows = article(&crate::sample::full()).unwrap();
        let n_rows = [1, 1, 5, 1, 2, 1, 0];
        for ((table, bytes), expected) in TABLES.iter().zip(&rows).zip(n_rows) {
            let records: Vec<_> =
                csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice()).into_records().map(Result::unwrap).collect();
            assert_eq!(records.len(), expected, "{}", table.name);
            assert!(records.iter().all(|record| record.len() == table.columns.len()), "{}: {records:?}", table.name);
        }
        let claim = String::from_utf8(rows[1].clone()).unwrap();
        assert!(
            claim.contains(",الوزير,EGY,الأمم المتحدة,IGO:UN,2024-11-10/..,2024-11-10,,day,القاهرة,cairo,360630,30.06,31.25,"),
            "{claim}"
        );
        assert!(claim.contains(",planned,indirect,الوزير,egypt,agency:mena,0,1,0,9,"), "{claim}");
        assert!(claim.contains(",1,4,0.86,consult.visit,"), "{claim}");
    }
}
