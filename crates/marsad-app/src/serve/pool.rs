//! Connections that read the archive beside whoever writes it.
//!
//! In: work over a connection. Out: its result, or that it took too long. SQLite blocks, so work runs on threads for that; as many requests read at once as
//! there are connections, the others wait a little. Work that takes longer than its time is interrupted inside SQLite.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::problem::Problem;
use crate::store::{Observatory, Result};

/// How long a request waits for a connection.
const MAX_WAIT: Duration = Duration::from_secs(10);
/// How long it may read.
const MAX_WORK: Duration = Duration::from_secs(20);

/// Connections that read.
pub struct Pool {
    path: PathBuf,
    idle: Arc<Mutex<Vec<Reader>>>,
    free: Arc<Semaphore>,
}

struct Reader {
    observatory: Observatory,
    /// Changes when anybody else writes the file.
    version: i64,
}

impl Pool {
    /// A pool of at most `n` connections; one is opened, to know that it can be.
    ///
    /// # Errors
    /// When the archive cannot be opened.
    pub fn new(path: &Path, n: usize) -> Result<Self> {
        let first = Reader::open(path)?;
        Ok(Self { path: path.to_owned(), idle: Arc::new(Mutex::new(vec![first])), free: Arc::new(Semaphore::new(n)) })
    }

    /// Runs `work` over a connection. What it sees does not change while it runs.
    ///
    /// # Errors
    /// Its own; and when no connection came free or it took too long.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        let permit = tokio::time::timeout(MAX_WAIT, Arc::clone(&self.free).acquire_owned());
        let Ok(Ok(permit)) = permit.await else { return Err(Problem::busy()) };
        let (path, idle) = (self.path.clone(), Arc::clone(&self.idle));
        let (tell, told) = tokio::sync::oneshot::channel();
        let running = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let taken = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut reader = taken.map_or_else(|| Reader::open(&path), Ok)?;
            let _ = tell.send(reader.observatory.db.get_interrupt_handle());
            let db = &reader.observatory.db;
            let result = fresh(db, &mut reader.version).and_then(|()| {
                db.execute_batch("BEGIN")?;
                work(db)
            });
            // A connection that cannot even end its reading is closed, not kept.
            if db.is_autocommit() || db.execute_batch("COMMIT").is_ok() {
                idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            }
            result
        });
        let interrupt = async {
            tokio::time::sleep(MAX_WORK).await;
            if let Ok(handle) = told.await {
                handle.interrupt();
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            done = running => match done {
                Ok(result) => result.map_err(Problem::from),
                Err(_) => Err(Problem::broken()),
            },
            () = interrupt => Err(Problem::busy()),
        }
    }
}

impl Reader {
    fn open(path: &Path) -> Result<Self> {
        let observatory = Observatory::look(path)?;
        // Many connections share what the system keeps of the file.
        observatory.db.execute_batch("PRAGMA cache_size = -8192")?;
        observatory.db.set_prepared_statement_cache_capacity(128);
        let version = version(&observatory.db)?;
        Ok(Self { observatory, version })
    }
}

/// Forgets which articles answered the last question, where the archive changed since.
fn fresh(db: &Connection, known: &mut i64) -> Result<()> {
    let now = version(db)?;
    if now != *known {
        if db.prepare_cached("SELECT 1 FROM temp.sqlite_schema WHERE name = 'asked'")?.exists([])? {
            db.execute_batch("DELETE FROM temp.asked")?;
        }
        *known = now;
    }
    Ok(())
}

fn version(db: &Connection) -> Result<i64> {
    Ok(db.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}
