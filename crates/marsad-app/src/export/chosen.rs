//! Which articles leave with the events?
//!
//! In: the articles of each event. Out: each article once, in the order of day and address; kept on disk meanwhile. Without a query they are all
//! articles of the observatory, so that what was reported can be set against what was read.

use rusqlite::Connection;

use super::source::Source;
use super::{Failure, Outcome};
use crate::store::Result;

/// Articles that leave.
pub struct Chosen<'a>(&'a Connection);

impl<'a> Chosen<'a> {
    /// Begins; with the articles of the whole observatory where everything leaves.
    ///
    /// # Errors
    /// When the disk has no room for it.
    pub fn new(source: &Source<'a>, is_whole: bool) -> Result<Self> {
        source.db.execute_batch("CREATE TEMP TABLE chosen (article INTEGER PRIMARY KEY)")?;
        if is_whole {
            source.db.execute_batch("INSERT INTO temp.chosen SELECT article FROM articles")?;
        }
        Ok(Self(source.db))
    }

    /// Adds an article.
    ///
    /// # Errors
    /// When the disk has no room for it.
    pub fn add(&self, article: i64) -> Result<()> {
        self.0.prepare_cached("INSERT OR IGNORE INTO temp.chosen VALUES (?1)")?.execute([article])?;
        Ok(())
    }

    /// Does something with the row of every article.
    ///
    /// # Errors
    /// When they cannot be read, or the work fails.
    pub fn each(&self, mut work: impl FnMut(i64) -> Outcome) -> std::result::Result<(), Failure> {
        let mut rows = self.0.prepare("SELECT article FROM articles JOIN temp.chosen USING (article) ORDER BY day, key")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            work(row.get(0)?)?;
        }
        Ok(())
    }
}
