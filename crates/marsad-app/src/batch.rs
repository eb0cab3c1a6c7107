//! Many articles into an observatory, a batch at a time.
//!
//! In: what became of each article, in order. Out: transactions; each holds whole articles, the events that they change, and the run's counts, so
//! that a process killed at any moment loses only what it had not yet said to be kept.

use std::time::{Duration, Instant};

use marsad::Lang;

use crate::end::End;
use crate::store::group::{Rules, Touched, regroup};
use crate::store::rebuild::{follow_rule, rebuild};
use crate::store::{Error, Observatory, Result, Run};

/// Articles of a batch.
const MAX_ARTICLES: usize = 1_000;
/// How long a batch may wait to be kept.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// A run that writes batches.
pub struct Batches {
    /// Where to.
    pub observatory: Observatory,
    /// The run.
    pub run: Run,
    /// What was touched since the last transaction ended.
    pub touched: Touched,
    rules: Rules,
    n_waiting: usize,
    since: Option<Instant>,
}

impl Batches {
    /// Begins a run.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(observatory: Observatory, command: &str, lang: &Lang, min_confidence: Option<f32>) -> Result<Self> {
        let rules = Rules::of(&lang.tables);
        observatory.db.execute_batch("BEGIN IMMEDIATE")?;
        let run = Run::begin(&observatory.db, command, lang, min_confidence)?;
        follow_rule(&observatory.db, &run, &rules)?;
        observatory.db.execute_batch("COMMIT")?;
        Ok(Self { observatory, run, touched: Touched::default(), rules, n_waiting: 0, since: None })
    }

    /// Does something inside the batch; at its end the batch is kept if it is large or has waited long.
    ///
    /// # Errors
    /// When it cannot be written; the batch is undone.
    pub fn add<T>(&mut self, work: impl FnOnce(&rusqlite::Connection, &mut Run, &mut Touched) -> Result<T>) -> Result<T> {
        if self.since.is_none() {
            self.observatory.db.execute_batch("BEGIN IMMEDIATE")?;
            self.since = Some(Instant::now());
        }
        let result = work(&self.observatory.db, &mut self.run, &mut self.touched)?;
        self.n_waiting += 1;
        if self.n_waiting >= MAX_ARTICLES || self.since.is_some_and(|since| since.elapsed() >= MAX_WAIT) {
            self.keep(false)?;
        }
        Ok(result)
    }

    /// Undoes what waits, and the run if nothing of it was kept.
    ///
    /// # Errors
    /// When it cannot be undone.
    pub fn undo(&mut self) -> Result<()> {
        self.observatory.db.execute_batch("ROLLBACK")?;
        self.observatory.db.execute("DELETE FROM runs WHERE run = ?1", [self.run.run])?;
        Ok(())
    }

    /// Keeps what waits; with `ended` the run is over.
    ///
    /// # Errors
    /// When it cannot be written; the batch is undone.
    pub fn keep(&mut self, ended: bool) -> Result<()> {
        if self.since.is_none() {
            self.observatory.db.execute_batch("BEGIN IMMEDIATE")?;
        }
        regroup(&self.observatory.db, &mut self.touched, &self.run, &self.rules)?;
        self.run.note(&self.observatory.db, ended)?;
        self.observatory.db.execute_batch("COMMIT")?;
        (self.n_waiting, self.since) = (0, None);
        Ok(())
    }

    /// Makes everything again that is derived from articles and claims, in one transaction.
    ///
    /// # Errors
    /// When it cannot be written; then nothing of it is changed.
    pub fn rebuild(&mut self) -> Result<()> {
        self.keep(false)?;
        self.observatory.db.execute_batch("BEGIN IMMEDIATE")?;
        self.since = Some(Instant::now());
        rebuild(&self.observatory.db, &self.run, &self.rules)
    }
}

/// How a command ends that an observatory failed.
#[must_use]
pub fn failed(path: &std::path::Path, error: &Error) -> End {
    let why = format!("{}: {error}", path.display());
    if error.is_asked() { End::Usage(why) } else { End::Output(why) }
}
