//! Where were we: what a run that was stopped needs in order to go on.
//!
//! In: the inputs, the options, the place in the input, the lengths of the spilled files, the counts. Out: a small file that is replaced as a
//! whole, so that at any moment it is the last one or the one before.
//!
//! `{"version":1,"stage":0,"at":67108921,"line":20412,…}`: go on with the first input at that byte, after that line.
//!
//! A checkpoint of other inputs or options is refused with what differs: going on would mix two imports. It holds nothing of what was read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Raised whenever what is spilled changes: an older run is then begun again.
const VERSION: u32 = 1;
const NAME: &str = "checkpoint";

/// The state of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    version: u32,
    options: String,
    inputs: Vec<Identity>,
    /// Inputs that were read to their end.
    pub stage: usize,
    /// Bytes of the unpacked stream of the present input that were read.
    pub at: u64,
    /// Its lines that were read.
    pub line: u64,
    /// Lines of all inputs that were used.
    pub n_lines: u64,
    /// Lines of all inputs that were reported.
    pub n_bad: u64,
    /// Lengths of the spilled files.
    pub spills: Vec<u64>,
    /// What was counted, by what is said of it.
    pub counts: BTreeMap<String, u64>,
}

/// What tells one input from another; standard input has only its first bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Identity {
    path: String,
    size: Option<u64>,
    modified: Option<u128>,
    head: String,
}

impl Checkpoint {
    /// The beginning of a run over inputs with these first bytes.
    pub fn new(inputs: &[&Path], heads: &[Vec<u8>], options: String) -> Self {
        let inputs = inputs.iter().zip(heads).map(|(path, head)| identity(path, head)).collect();
        Self {
            version: VERSION,
            options,
            inputs,
            stage: 0,
            at: 0,
            line: 0,
            n_lines: 0,
            n_bad: 0,
            spills: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// The checkpoint in the folder of a run, where there is one.
    pub fn read(dir: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(dir.join(NAME)).ok()?).ok()
    }

    /// Replaces the checkpoint in the folder of a run.
    ///
    /// # Errors
    /// When it cannot be written; then the one before is still there.
    pub fn write(&self, dir: &Path) -> io::Result<()> {
        let new = dir.join("checkpoint.new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        fs::rename(new, dir.join(NAME))
    }

    /// What makes `self` a checkpoint of another run than `now`, in words for the user.
    pub fn differs(&self, now: &Self) -> Option<String> {
        if self.version != now.version {
            return Some("it was begun by another version of this program".to_owned());
        }
        if self.inputs.len() != now.inputs.len() {
            return Some("it has another number of inputs".to_owned());
        }
        for (before, input) in self.inputs.iter().zip(&now.inputs) {
            let what = if before.path != input.path {
                format!("its input is {}", before.path)
            } else if before.size != input.size {
                format!("{} has another size now", input.path)
            } else if before.modified != input.modified {
                format!("{} was changed since", input.path)
            } else if before.head != input.head {
                format!("{} begins with other bytes now", if input.path == "-" { "standard input" } else { &input.path })
            } else {
                continue;
            };
            return Some(what);
        }
        (self.options != now.options).then(|| format!("its options are others ({})", self.options))
    }
}

fn identity(path: &Path, head: &[u8]) -> Identity {
    let found = fs::metadata(path).ok().filter(|_| path != Path::new("-"));
    let modified = found.as_ref().and_then(|found| found.modified().ok()?.duration_since(UNIX_EPOCH).ok()).map(|since| since.as_nanos());
    Identity { path: path.to_string_lossy().into(), size: found.map(|found| found.len()), modified, head: sha256(head) }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
