//! How does a folder appear: whole or not at all.
//!
//! In: files. Out: a folder under a hidden name, and in the end its place. Nothing is ever replaced.
//!
//! Every file is on the disk before the folder gets its name, so that a crash leaves the hidden folder at most.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::manifest::{Listed, hexadecimal};
use crate::write::beside;

/// A folder that nobody sees yet. Dropped before it appears, nothing remains of it.
pub struct Folder {
    /// Where its files are.
    pub path: PathBuf,
}

impl Folder {
    /// A hidden folder beside a place.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(place: &Path) -> io::Result<Self> {
        let path = beside(place);
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path)?;
        Ok(Self { path })
    }

    /// Writes a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn file(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create(self.path.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Gives the folder its place.
    ///
    /// # Errors
    /// When something is there already, or it cannot be moved.
    pub fn appear(self, place: &Path) -> io::Result<()> {
        if place.is_dir() {
            // Only an empty one can be removed.
            fs::remove_dir(place)?;
        }
        fs::rename(&self.path, place)?;
        // The name is in the folder above; where that cannot be opened as a file, the system keeps it in its own time.
        let above = place.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Ok(above) = File::open(above) {
            let _ = above.sync_all();
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// What is in the way of a new folder at a place, in words.
#[must_use]
pub fn in_the_way(place: &Path) -> Option<String> {
    let name = place.display();
    if !place.exists() {
        return None;
    }
    match fs::read_dir(place) {
        Err(_) if !place.is_dir() => Some(format!("{name} is there and is no folder; give another -o DIR")),
        Err(error) => Some(format!("{name} cannot be read ({}); give another -o DIR", crate::end::reason(&error))),
        Ok(mut entries) => {
            let entry = entries.next();
            entry.map(|_| format!("{name} is there and is not empty; a snapshot replaces nothing: give another -o DIR"))
        }
    }
}

/// A table that is being written.
pub struct Sheet {
    file: BufWriter<File>,
    hash: Sha256,
    listed: Listed,
}

impl Sheet {
    /// A new table in a folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Folder, name: &str) -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 17, File::create(folder.path.join(name))?);
        let listed = Listed { file: name.to_owned(), rows: 0, bytes: 0, sha256: String::new() };
        Ok(Self { file, hash: Sha256::new(), listed })
    }

    /// Writes a line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, line: &[u8]) -> io::Result<()> {
        self.hash.update(line);
        self.listed.rows += 1;
        self.listed.bytes += line.len() as u64;
        self.file.write_all(line)
    }

    /// Ends the table; gives what the manifest says of it.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn finish(mut self) -> io::Result<Listed> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        Ok(Listed { sha256: hexadecimal(&self.hash.finalize()), ..self.listed })
    }
}
