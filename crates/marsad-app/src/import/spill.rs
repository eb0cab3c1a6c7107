//! What is kept for later: files of lines that only grow, in the folder of the run.
//!
//! In: lines for one of several files. Out: how long each file is, for the checkpoint; and its lines again, when they are joined.
//!
//! Opened after a stop, every file is cut back to the length that the checkpoint tells, so what was written after it is written again
//! and nothing twice. Nothing is sorted or looked up here.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Bytes held back for each file; there are up to some hundred files.
const BUFFER: usize = 1 << 13;

/// The files.
pub struct Spills {
    dir: PathBuf,
    files: Vec<Spill>,
}

struct Spill {
    file: BufWriter<File>,
    len: u64,
    synced: u64,
}

impl Spills {
    /// Opens the files, each as long as `lens` says; new ones are empty.
    ///
    /// # Errors
    /// When they cannot be written, or one is shorter than it should be.
    pub fn open(dir: &Path, n_files: usize, lens: &[u64]) -> io::Result<Self> {
        let mut files = Vec::with_capacity(n_files);
        for n in 0..n_files {
            let len = lens.get(n).copied().unwrap_or(0);
            let file = OpenOptions::new().create(true).append(true).open(path(dir, n))?;
            if file.metadata()?.len() < len {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "a file of the run is shorter than its checkpoint says"));
            }
            file.set_len(len)?;
            files.push(Spill { file: BufWriter::with_capacity(BUFFER, file), len, synced: len });
        }
        Ok(Self { dir: dir.to_owned(), files })
    }

    /// Appends a line to file `n`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, n: usize, line: &[u8]) -> io::Result<()> {
        let spill = &mut self.files[n];
        spill.file.write_all(line)?;
        spill.file.write_all(b"\n")?;
        spill.len += line.len() as u64 + 1;
        Ok(())
    }

    /// Makes sure that everything is on disk, and tells how long each file is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn sync(&mut self) -> io::Result<Vec<u64>> {
        for spill in self.files.iter_mut().filter(|spill| spill.synced < spill.len) {
            spill.file.flush()?;
            spill.file.get_ref().sync_data()?;
            spill.synced = spill.len;
        }
        Ok(self.files.iter().map(|spill| spill.len).collect())
    }

    /// Calls `f` for each line of file `n`.
    ///
    /// # Errors
    /// When it cannot be read, or when `f` fails.
    pub fn each(&self, n: usize, mut f: impl FnMut(&str) -> io::Result<()>) -> io::Result<()> {
        let mut reader = BufReader::with_capacity(1 << 16, File::open(path(&self.dir, n))?);
        let mut line = String::new();
        while reader.read_line(&mut line)? > 0 {
            f(line.trim_end_matches('\n'))?;
            line.clear();
        }
        Ok(())
    }
}

fn path(dir: &Path, n: usize) -> PathBuf {
    dir.join(format!("spill.{n}"))
}
