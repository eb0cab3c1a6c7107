//! A folder of files that appears when it is whole, and leaves alone what it did not make.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::place::beside;

/// A folder that is being filled. Dropped before [`Folder::finish`], nothing remains of it.
pub struct Folder {
    temp: PathBuf,
    path: PathBuf,
}

impl Folder {
    /// Begins a folder beside `path`, where it will appear in the place of an older one.
    ///
    /// # Errors
    /// When it cannot be made, or `path` is a file or a folder that holds something of which `is_ours` is false.
    pub fn open(path: &Path, is_ours: impl Fn(&str) -> bool) -> io::Result<Self> {
        if let Ok(there) = fs::read_dir(path) {
            for entry in there {
                let name = entry?.file_name().to_string_lossy().into_owned();
                if !is_ours(&name) {
                    return Err(io::Error::other(format!("the folder holds {name}, which is no table")));
                }
            }
        } else if path.exists() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is a file, and tables need a folder"));
        }
        let path = std::path::absolute(path)?;
        let temp = beside(&path);
        fs::create_dir(&temp)?;
        Ok(Self { temp, path })
    }

    /// A new file in it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn file(&self, name: &str) -> io::Result<File> {
        File::create(self.temp.join(name))
    }

    /// Lets the folder appear; its files have to be written.
    ///
    /// # Errors
    /// When it cannot be put in its place; what was there before is there again.
    pub fn finish(self) -> io::Result<()> {
        let old = self.temp.with_extension("old");
        let had_old = self.path.exists();
        if had_old {
            fs::rename(&self.path, &old)?;
        }
        if let Err(error) = fs::rename(&self.temp, &self.path) {
            if had_old {
                let _ = fs::rename(&old, &self.path);
            }
            return Err(error);
        }
        if had_old { fs::remove_dir_all(&old) } else { Ok(()) }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.temp);
    }
}
