//! What went wrong with an observatory, in words that say what to do.

use std::fmt;

use rusqlite::ErrorCode;

/// What the store gives.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong.
#[derive(Debug)]
pub enum Error {
    /// SQLite could not do it.
    Sql(rusqlite::Error),
    /// Something asked for that cannot be: in words for the user.
    Asked(String),
}

impl Error {
    /// An error in words.
    pub fn asked(words: impl Into<String>) -> Self {
        Self::Asked(words.into())
    }

    /// Whether what was asked is wrong, rather than the file or the disk.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        matches!(self, Self::Asked(_))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Asked(format!("the observatory holds something that cannot be read: {error}; restore it from a copy, or run `marsad doctor`"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = match self {
            Self::Asked(words) => return f.write_str(words),
            Self::Sql(error) => error,
        };
        let words = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => {
                "the disk is full; what was being written was undone, everything before is kept: free some space and run it again"
            }
            Some(ErrorCode::ReadOnly) => {
                "it cannot be written (read-only file or folder); nothing was changed: give write permission, or copy it"
            }
            Some(ErrorCode::CannotOpen) => "it cannot be opened; check that the folder is there and that you may write in it",
            Some(ErrorCode::NotADatabase) => "it is no observatory (not an SQLite file); give another path",
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                "another program is writing to it; nothing was changed: wait for it to end and run it again"
            }
            Some(ErrorCode::DatabaseCorrupt) => {
                "the file is damaged; restore it from a copy, or save what can be read with `sqlite3 FILE .recover`"
            }
            Some(ErrorCode::SystemIoFailure) => "the disk could not be read or written; what was being written was undone",
            _ => return write!(f, "{error}"),
        };
        write!(f, "{words} ({error})")
    }
}
