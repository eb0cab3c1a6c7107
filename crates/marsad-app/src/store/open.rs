//! The file: opened, made, brought to the present version; and the runs that change it.

use std::path::Path;

use marsad::Lang;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::error::{Error, Result};
use super::group::codes_of_groups;

/// What a version added: to the tables, and to rows that were there before, where only the program can tell what they should be.
type Migration = (&'static str, Option<fn(&Connection) -> Result<()>>);
/// All of them, in order; `PRAGMA user_version` counts those that were run.
const MIGRATIONS: [Migration; 5] = [
    (include_str!("schema/1.sql"), None),
    (include_str!("schema/2.sql"), None),
    (include_str!("schema/3.sql"), None),
    (include_str!("schema/4.sql"), None),
    // Version 5: parties without a country or organisation have their own id as code.
    ("", Some(codes_of_groups)),
];
/// The present version of the file.
pub const VERSION: usize = MIGRATIONS.len();
/// How SQLite files tell whose they are: `MRSD`.
const APPLICATION: i64 = 0x4d52_5344;
/// Milliseconds to wait while another program writes.
const PATIENCE: u64 = 10_000;

/// An open observatory.
pub struct Observatory {
    /// The way to it.
    pub db: Connection,
}

impl Observatory {
    /// Opens the observatory at `path`, or makes it.
    ///
    /// # Errors
    /// When it cannot be opened or made, is none, or is of a later program.
    pub fn make(path: &Path) -> Result<Self> {
        Self::with(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens the observatory at `path` to change it.
    ///
    /// # Errors
    /// As [`Observatory::make`], and when there is none.
    pub fn open(path: &Path) -> Result<Self> {
        there(path)?;
        Self::with(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens the observatory at `path` to read it; it may be read-only, and so may its folder.
    ///
    /// # Errors
    /// As [`Observatory::open`].
    pub fn look(path: &Path) -> Result<Self> {
        let (Self { db }, version) = Self::examine(path)?;
        if version < MIGRATIONS.len() {
            drop(db);
            return Self::open(path);
        }
        db.execute_batch("PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY")?;
        Ok(Self { db })
    }

    /// An observatory that no file keeps.
    #[cfg(test)]
    pub fn in_memory() -> Result<Self> {
        let db = Connection::open_in_memory()?;
        db.execute_batch("PRAGMA foreign_keys = ON")?;
        functions(&db)?;
        MIGRATIONS.iter().try_for_each(|(tables, _)| db.execute_batch(tables))?;
        Ok(Self { db })
    }

    /// Opens the observatory at `path` to examine it, of whatever version it is; nothing is changed.
    ///
    /// # Errors
    /// As [`Observatory::open`].
    pub fn examine(path: &Path) -> Result<(Self, usize)> {
        there(path)?;
        Self::reading(path, "").or_else(|error| match &error {
            Error::Sql(sql) if matches!(sql.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)) => Self::still(path),
            _ => Err(error),
        })
    }

    /// Opens a file that nobody can write: readers of SQLite share a small file beside it, which cannot be made there.
    fn still(path: &Path) -> Result<(Self, usize)> {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            return Err(Error::asked(
                "nothing can be written beside it, and its latest changes stand in a log (-wal) that is read only where something can: copy both files \
                 to another folder",
            ));
        }
        Self::reading(path, "&immutable=1")
    }

    fn reading(path: &Path, how: &str) -> Result<(Self, usize)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = match how {
            "" => Connection::open_with_flags(path, flags)?,
            how => Connection::open_with_flags(address(path, how)?, flags | OpenFlags::SQLITE_OPEN_URI)?,
        };
        db.busy_timeout(std::time::Duration::from_millis(PATIENCE))?;
        functions(&db)?;
        let version = version(&db, path)?;
        Ok((Self { db }, version))
    }

    fn with(path: &Path, flags: OpenFlags) -> Result<Self> {
        if path.is_dir() {
            return Err(Error::asked("it is a folder; an observatory is one file, such as news.marsad"));
        }
        let mut db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        // SQLite opens what cannot be written for reading, and would only say so later.
        if db.is_readonly("main")? {
            return Err(Error::Sql(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY), None)));
        }
        db.busy_timeout(std::time::Duration::from_millis(PATIENCE))?;
        functions(&db)?;
        version(&db, path)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;
             PRAGMA mmap_size = 1073741824; PRAGMA wal_autocheckpoint = 4000; PRAGMA recursive_triggers = OFF;
             -- A row that grows moves, and a copy of its text would stay behind: what is taken down or let go has to be gone.
             PRAGMA secure_delete = ON",
        )?;
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read again inside the transaction: another program may have brought it up meanwhile.
        let from = version(&tx, path)?;
        // Tables first, for what fills rows knows the present ones.
        MIGRATIONS[from..].iter().try_for_each(|(tables, _)| tx.execute_batch(tables))?;
        MIGRATIONS[from..].iter().filter_map(|(_, rows)| *rows).try_for_each(|rows| rows(&tx))?;
        tx.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.commit()?;
        Ok(Self { db })
    }
}

/// What questions may use besides SQLite's own functions: `has_bit(SET, N)`, whether bit N of a blob is set, the lowest of a byte first.
fn functions(db: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    db.create_scalar_function("has_bit", 2, flags, |values| {
        let at = usize::try_from(values.get_raw(1).as_i64()?).unwrap_or(usize::MAX);
        Ok(values.get_raw(0).as_blob()?.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1))
    })?;
    Ok(())
}

/// The address of a file, as SQLite takes options with it.
fn address(path: &Path, options: &str) -> Result<String> {
    let absolute = std::path::absolute(path).map_err(|error| Error::asked(error.to_string()))?;
    let url = url::Url::from_file_path(&absolute).map_err(|()| Error::asked("its path cannot be written as an address"))?;
    Ok(format!("{url}?mode=ro{options}"))
}

fn there(path: &Path) -> Result<()> {
    if path.is_file() {
        return Ok(());
    }
    let what = if path.exists() { "it is no file" } else { "there is no observatory" };
    Err(Error::asked(format!("{what}; make one with `marsad ingest {} INPUT…`", path.display())))
}

/// How many migrations were run; refuses files of others and of later programs.
fn version(db: &Connection, path: &Path) -> Result<usize> {
    let pragma = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (version, application) = (pragma("user_version")?, pragma("application_id")?);
    let n_tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION && n_tables > 0 {
        return Err(Error::asked(format!("{} is an SQLite file of another program; give another path", path.display())));
    }
    match usize::try_from(version) {
        Ok(version) if version <= MIGRATIONS.len() => Ok(version),
        _ => Err(Error::asked(format!(
            "it is of a later program (version {version} of the file, this one knows {}); use that program",
            MIGRATIONS.len()
        ))),
    }
}

/// A run that changes an observatory.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Its row.
    pub run: i64,
    /// Articles that are new, changed, known before, and refused because they were taken down.
    pub counts: [i64; 4],
}

impl Run {
    /// Notes that a run begins.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(db: &Connection, command: &str, lang: &Lang, min_confidence: Option<f32>) -> Result<Self> {
        db.execute(
            "INSERT INTO runs (command, began, marsad, pack, ontology, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![command, now(), env!("CARGO_PKG_VERSION"), lang.version(), lang.tables.ontology, data(lang, min_confidence)?],
        )?;
        Ok(Self { run: db.last_insert_rowid(), counts: [0; 4] })
    }

    /// Notes how far it came, and with `ended` that it is over.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note(&self, db: &Connection, ended: bool) -> Result<()> {
        let [n_new, n_changed, n_known, n_refused] = self.counts;
        let ended = ended.then(now);
        let sql = "UPDATE runs SET n_new = ?2, n_changed = ?3, n_known = ?4, n_refused = ?5, ended = ?6 WHERE run = ?1";
        db.prepare_cached(sql)?.execute(params![self.run, n_new, n_changed, n_known, n_refused, ended])?;
        Ok(())
    }
}

/// Which language data articles are coded with, and from which confidence on: equal for equal results of one program.
///
/// # Errors
/// When the data cannot be serialized.
pub fn data(lang: &Lang, min_confidence: Option<f32>) -> Result<String> {
    let pack = lang.tables.to_pack().map_err(|error| Error::asked(error.to_string()))?;
    let hash: String = Sha256::digest(&pack).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Ok(min_confidence.map_or(hash.clone(), |least| format!("{hash} {least}")))
}

/// The time, to the second, in UTC.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::retention::{Keep, set};

    #[test]
    fn what_cannot_be_written_is_read_and_says_so() {
        let folder = std::env::temp_dir().join(format!("marsad-still-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        // A name that an address has to escape.
        let path = folder.join("a b?#%20.marsad");
        let writer = Observatory::make(&path).unwrap();
        set(&writer.db, None, Some(Keep::Days(7))).unwrap();
        assert!(Observatory::still(&path).is_err_and(|error| error.to_string().contains("copy both files")), "the log is not empty");
        drop(writer);
        let (still, version) = Observatory::still(&path).unwrap();
        assert_eq!(version, VERSION);
        let value: String = still.db.query_row("SELECT value FROM settings WHERE name = 'retain_days'", [], |row| row.get(0)).unwrap();
        assert_eq!(value, "7");
        for observatory in [still, Observatory::look(&path).unwrap()] {
            let error = set(&observatory.db, None, Some(Keep::Forever)).unwrap_err();
            assert!(error.to_string().contains("cannot be written") && !error.is_asked(), "{error}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
