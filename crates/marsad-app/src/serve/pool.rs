//! Connections that read the archive beside whoever writes it.
//!
//! In: work over a connection. Out: its result, or that it took too long. SQLite blocks, so work runs on threads for that; as many requests read at once as
//! there are connections, the others wait a little. Work that takes longer than its time, and work of a reader who has gone, is interrupted inside SQLite.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle};
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
    /// A connection that only watches for what others write.
    watch: Mutex<Connection>,
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
        let watch = Mutex::new(Observatory::look(path)?.db);
        Ok(Self { path: path.to_owned(), idle: Arc::new(Mutex::new(vec![first])), free: Arc::new(Semaphore::new(n)), watch })
    }

    /// A number that grows whenever anybody has written to the archive. Cost: a look at the head of its log, which lies in memory: less than to hand it to another thread.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn version(&self) -> Result<i64> {
        version(&self.watch.lock().unwrap_or_else(PoisonError::into_inner))
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
        // Ends the work when this future ends, by whatever: its time, or a reader who went.
        let ending = Ending::default();
        let mine = ending.clone();
        let running = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let taken = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut reader = taken.map_or_else(|| Reader::open(&path), Ok)?;
            if !mine.begin(reader.observatory.db.get_interrupt_handle()) {
                idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
                return Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_INTERRUPT), None).into());
            }
            let db = &reader.observatory.db;
            let result = fresh(db, &mut reader.version).and_then(|()| {
                db.execute_batch("BEGIN")?;
                work(db)
            });
            // A connection that cannot even end its reading is closed, not kept.
            let is_ended = db.is_autocommit() || db.execute_batch("COMMIT").is_ok();
            mine.done();
            if is_ended {
                idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            }
            result
        });
        let ends = Interrupts(ending);
        let done = tokio::time::timeout(MAX_WORK, running).await;
        drop(ends);
        match done {
            Ok(Ok(result)) => result.map_err(Problem::from),
            Ok(Err(_)) => Err(Problem::broken()),
            Err(_) => Err(Problem::busy()),
        }
    }
}

/// How one work is ended from outside: only while it runs, so that nobody else's on the same connection is.
#[derive(Clone, Default)]
struct Ending(Arc<Mutex<Stage>>);

#[derive(Default)]
enum Stage {
    #[default]
    Waiting,
    Running(InterruptHandle),
    Over,
}

impl Ending {
    /// The work begins, unless nobody waits for it any more.
    fn begin(&self, handle: InterruptHandle) -> bool {
        let mut stage = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*stage, Stage::Over) {
            return false;
        }
        *stage = Stage::Running(handle);
        true
    }

    fn done(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Stage::Over;
    }
}

/// Interrupts what runs when it is dropped.
struct Interrupts(Ending);

impl Drop for Interrupts {
    fn drop(&mut self) {
        let mut stage = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Stage::Running(handle) = std::mem::replace(&mut *stage, Stage::Over) {
            handle.interrupt();
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
