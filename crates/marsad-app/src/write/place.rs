//! A stream of bytes to standard output, a device or a file; a file appears whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// Bytes held back before they are written.
const BUFFER: usize = 1 << 17;

/// Where bytes go.
pub enum Place {
    /// Standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// Something that is there already and is no file: a device, a named pipe.
    Device(BufWriter<File>),
    /// A file.
    File(Whole),
}

impl Place {
    /// Opens `path`; standard output where there is none or it is `-`.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Place::Stdout(BufWriter::with_capacity(BUFFER, io::stdout().lock())));
        };
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
            Ok(there) if !there.is_file() => {
                OpenOptions::new().write(true).open(path).map(|file| Place::Device(BufWriter::with_capacity(BUFFER, file)))
            }
            _ => Whole::new(path).map(Place::File),
        }
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Place::Stdout(out) => out.write_all(bytes),
            Place::Device(out) => out.write_all(bytes),
            Place::File(out) => out.file.write_all(bytes),
        }
    }

    /// Hands on what is held back, unless it goes to a file that nobody sees yet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn idle(&mut self) -> io::Result<()> {
        match self {
            Place::Stdout(out) => out.flush(),
            Place::Device(out) => out.flush(),
            Place::File(_) => Ok(()),
        }
    }

    /// Writes what is held back; a file appears.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Place::Stdout(mut out) => out.flush(),
            Place::Device(mut out) => out.flush(),
            Place::File(out) => out.finish(),
        }
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Place::write(self, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.idle()
    }
}

/// A file that appears when it is whole. Dropped before that, nothing remains of it.
pub struct Whole {
    file: BufWriter<File>,
    temp: PathBuf,
    path: PathBuf,
    appeared: bool,
}

impl Whole {
    fn new(path: &Path) -> io::Result<Self> {
        // A link stays a link: what it points to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let temp = beside(&path);
        let file = BufWriter::with_capacity(BUFFER, File::create(&temp)?);
        Ok(Self { file, temp, path, appeared: false })
    }

    fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.temp, &self.path)?;
        self.appeared = true;
        Ok(())
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if !self.appeared {
            let _ = fs::remove_file(&self.temp);
        }
    }
}

/// A hidden name in the same folder, so that renaming moves nothing between disks.
pub fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

/// Writes a whole file at once.
///
/// # Errors
/// When it cannot be written; then nothing of it remains.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut place = Place::open(Some(path))?;
    place.write(bytes)?;
    place.finish()
}
