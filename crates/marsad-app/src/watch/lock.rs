//! Does another watch read the feeds of this observatory?
//!
//! In: its path. Out: a lock that is held until it is dropped, on the empty file `DB-watch` beside it; or who else is there. Two watches would ask every site
//! twice, and each would count what the other fetched as known. The system takes the lock back from a process that ends, however it ends, so a watch that was
//! killed holds nobody up; the file stays and means nothing by itself.
//!
//! What is locked is a file of its own: SQLite locks its file in a way that a second open file would undo.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::end::reason;
use crate::store::{Error, Result};

/// The right to read the feeds of an observatory.
#[derive(Debug)]
pub struct Lock {
    /// Open as long as it is held.
    _file: File,
}

/// Takes the lock of the observatory at `db`.
///
/// # Errors
/// When another watch has it, or no file can be made beside the observatory.
pub fn take(db: &Path) -> Result<Lock> {
    let path = beside(db);
    let failed = |error: &std::io::Error| {
        Error::asked(format!("{} cannot be locked ({}); a watch needs to write beside the observatory", path.display(), reason(error)))
    };
    let mut file = OpenOptions::new().create(true).read(true).write(true).truncate(false).open(&path).map_err(|error| failed(&error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut who = String::new();
            let _ = file.read_to_string(&mut who);
            let who = who.trim().parse().map(|process: u32| format!(" (process {process})")).unwrap_or_default();
            return Err(Error::asked(format!(
                "another `marsad watch`{who} reads its feeds already; end that one first, or leave the work to it"
            )));
        }
        Err(TryLockError::Error(error)) => return Err(failed(&error)),
    }
    // Only for the message above.
    let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{}", std::process::id()));
    Ok(Lock { _file: file })
}

/// `news.marsad-watch` for `news.marsad`, where the file really is: two names of one observatory have one lock.
fn beside(db: &Path) -> PathBuf {
    let mut name: OsString = db.canonicalize().unwrap_or_else(|_| db.to_owned()).into_os_string();
    name.push("-watch");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_it_until_it_is_dropped() {
        let folder = std::env::temp_dir().join(format!("marsad-lock-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let db = folder.join("news.marsad");
        std::fs::write(&db, b"").unwrap();
        let lock = take(&db).unwrap();
        let why = take(&db).unwrap_err().to_string();
        assert!(why.contains(&format!("process {}", std::process::id())), "{why}");
        assert!(take(&folder.join("other.marsad")).is_ok());
        drop(lock);
        assert!(take(&db).is_ok());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
