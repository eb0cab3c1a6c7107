//! How is a page read while somebody writes?
//!
//! In: an observatory, what reads of it. Out: what was read, all of it at one state of the file: an event that is written anew between two questions is found by
//! both or by neither. A reader that is inside a transaction already stays in it, so a page of several parts is read at once where its caller says so.

use rusqlite::Connection;

use crate::store::Result;

/// Reads at one state of the observatory, whatever is written meanwhile.
///
/// Cost: none; the file's log is not cut while it lasts.
///
/// # Errors
/// Those of the reader, and when no transaction can be had.
pub fn at_once<T>(db: &Connection, read: impl FnOnce() -> Result<T>) -> Result<T> {
    if !db.is_autocommit() {
        return read();
    }
    let transaction = db.unchecked_transaction()?;
    let found = read()?;
    // Nothing was written but the words that were asked for, which the next page finds.
    transaction.commit()?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Observatory;

    #[test]
    fn one_reader_may_be_inside_of_another() {
        let db = Observatory::in_memory().unwrap().db;
        let count = || Ok(db.query_row("SELECT count(*) FROM events", [], |row| row.get::<_, i64>(0))?);
        assert_eq!(at_once(&db, || at_once(&db, count)).unwrap(), 0);
        assert!(db.is_autocommit());
        assert!(at_once(&db, || Err::<(), _>(crate::store::Error::asked("no"))).is_err());
        assert!(db.is_autocommit(), "a reader that fails leaves no transaction");
    }
}
