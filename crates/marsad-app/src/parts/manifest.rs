//! What was done already? The account of a run in parts: `manifest.jsonl` in its folder.
//!
//! In: a folder. Out: the parts that are whole, the files that are done, and how far the last one was read. The first line says with what the run codes;
//! each further line is one part that is whole, with the files that ended in it. A line is written after its part has appeared, so a run that was killed
//! between the two writes that part again, the same. A last line that was cut off is not there.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::end::reason;

/// Name of the account.
pub const NAME: &str = "manifest.jsonl";

/// With what a run codes; parts of one folder have one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the account.
    pub manifest: u32,
    /// Version of the program.
    pub marsad: String,
    /// Language and version of the pack.
    pub pack: String,
    /// SHA-256 of the pack with what was laid over it.
    pub pack_sha256: String,
    /// Version of the ontology.
    pub ontology: String,
    /// `jsonl`, `csv` or `parquet`.
    pub format: String,
    /// Least confidence of claims.
    pub min_confidence: f32,
    /// Whether texts are written.
    pub with_text: bool,
    /// What holds for articles without a date.
    pub published: Option<String>,
    /// What holds for articles without an outlet.
    pub outlet: Option<String>,
}

/// A file as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its name as given.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// When it was last changed, in seconds since 1970.
    pub changed: u64,
}

impl Seen {
    /// A file as it is now; nothing is known of one that cannot be asked.
    pub fn now(path: &Path) -> Self {
        let meta = fs::metadata(path).ok();
        let changed = meta.as_ref().and_then(|meta| meta.modified().ok()).and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self {
            file: path.to_string_lossy().into_owned(),
            size: meta.map_or(0, |meta| meta.len()),
            changed: changed.map_or(0, |time| time.as_secs()),
        }
    }
}

/// A part that is whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its file or folder; empty where nothing in it was usable.
    pub part: String,
    /// Files that ended in it.
    pub done: Vec<Seen>,
    /// The file that goes on in the next part, and how many of its items are done.
    pub open: Option<(Seen, u64)>,
    /// Articles.
    pub articles: u64,
    /// Claims.
    pub claims: u64,
    /// Items that were left out.
    pub skipped: u64,
    /// Warnings about items that were kept.
    pub warnings: u64,
    /// Notes of coded articles, by kind.
    pub notes: BTreeMap<String, u64>,
    /// Seconds since the part before, or since the run began.
    pub seconds: f64,
}

impl Part {
    /// Adds what is counted of another part.
    pub fn count(&mut self, other: &Self) {
        self.articles += other.articles;
        self.claims += other.claims;
        self.skipped += other.skipped;
        self.warnings += other.warnings;
        self.seconds += other.seconds;
        for (kind, count) in &other.notes {
            *self.notes.entry(kind.clone()).or_default() += count;
        }
    }
}

/// Which files are done, and which were begun.
#[derive(Clone, Debug, Default)]
pub struct Known {
    done: HashMap<String, Seen>,
    open: HashMap<String, (Seen, u64)>,
}

impl Known {
    /// A file that is done, as it was then.
    pub fn done(&self, file: &str) -> Option<&Seen> {
        self.done.get(file)
    }

    /// A file that was begun, as it was then, and how many of its items are done.
    pub fn open(&self, file: &str) -> Option<&(Seen, u64)> {
        self.open.get(file)
    }

    fn add(&mut self, part: &Part) {
        self.open.extend(part.open.iter().map(|open| (open.0.file.clone(), open.clone())));
        self.done.extend(part.done.iter().map(|seen| (seen.file.clone(), seen.clone())));
    }
}

/// The account of a folder, open for one run.
pub struct Manifest {
    file: File,
    path: PathBuf,
    /// Parts so far.
    pub parts: Vec<Part>,
    /// Which files are done or begun.
    pub known: Known,
}

impl Manifest {
    /// Opens the account of `folder`, or begins one; both are made where they are not there.
    ///
    /// # Errors
    /// In words for the user: when another run writes it, when it was made with other settings, or when it cannot be read or written.
    pub fn open(folder: &Path, header: &Header) -> Result<Self, String> {
        let path = folder.join(NAME);
        let failed = |error: &io::Error| format!("{}: {}", path.display(), reason(error));
        fs::create_dir_all(folder).map_err(|error| failed(&error))?;
        let is_new = !path.exists();
        if is_new && fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(format!("{}: the folder holds other files and no {NAME}; give another -o DIR", folder.display()));
        }
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(&path).map_err(|error| failed(&error))?;
        file.try_lock().map_err(|_| format!("{}: another run writes here; wait for its end or give another -o DIR", folder.display()))?;
        clear(folder).map_err(|error| failed(&error))?;
        let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
        if whole.len() < text.len() {
            file.set_len(whole.len() as u64).map_err(|error| failed(&error))?;
        }
        let mut lines = whole.lines();
        match lines.next() {
            None => writeln!(file, "{}", line(header)?).and_then(|()| file.sync_all()).map_err(|error| failed(&error))?,
            Some(first) => {
                let there: Header =
                    serde_json::from_str(first).map_err(|error| format!("{}:1: no account of a run: {error}", path.display()))?;
                same(&there, header).map_err(|why| format!("{}: {why}; code with the same, or give another -o DIR", folder.display()))?;
            }
        }
        let mut parts: Vec<Part> = Vec::new();
        for (n, text) in lines.enumerate() {
            parts.push(serde_json::from_str(text).map_err(|error| format!("{}:{}: no part of a run: {error}", path.display(), n + 2))?);
        }
        let mut known = Known::default();
        parts.iter().for_each(|part| known.add(part));
        Ok(Self { file, path, parts, known })
    }

    /// Adds a part that is whole.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, part: Part) -> io::Result<()> {
        writeln!(self.file, "{}", line(&part).map_err(io::Error::other)?)?;
        self.file.sync_all()?;
        self.known.add(&part);
        self.parts.push(part);
        Ok(())
    }

    /// Where the account is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Takes away what a run left that was killed while it wrote.
fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(".part-") {
            if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
        }
    }
    Ok(())
}

fn line(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// Whether two runs code alike; else what differs.
fn same(there: &Header, here: &Header) -> Result<(), String> {
    let pairs = [
        ("version of the account", there.manifest.to_string(), here.manifest.to_string()),
        ("version of marsad", there.marsad.clone(), here.marsad.clone()),
        ("pack", format!("{} {:.12}", there.pack, there.pack_sha256), format!("{} {:.12}", here.pack, here.pack_sha256)),
        ("ontology", there.ontology.clone(), here.ontology.clone()),
        ("--format", there.format.clone(), here.format.clone()),
        ("--min-confidence", there.min_confidence.to_string(), here.min_confidence.to_string()),
        ("--with-text", there.with_text.to_string(), here.with_text.to_string()),
        ("--published", there.published.clone().unwrap_or_default(), here.published.clone().unwrap_or_default()),
        ("--outlet", there.outlet.clone().unwrap_or_default(), here.outlet.clone().unwrap_or_default()),
    ];
    match pairs.into_iter().find(|(_, there, here)| there != here) {
        Some((what, there, here)) => Err(format!("its parts were made with another {what} ({there}, now {here})")),
        None => Ok(()),
    }
}
