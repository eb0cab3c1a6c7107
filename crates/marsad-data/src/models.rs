//! The weights of the models: files beside the data, each with a checksum and where it comes from in `weights.lock`.
//!
//! A file is `MARSADWT`, the version of the features (4 bytes, little-endian), and the model, encoded with postcard.
//! `marsad data train` writes both; they are read with the rest of the data and are part of the pack.

use std::fs;
use std::path::{Path, PathBuf};

use marsad::model::Linear;
use marsad::pack::{Models, Tables};
use sha2::{Digest, Sha256};

use crate::entry;
use crate::problems::{Place, Problems};

const MAGIC: &[u8] = b"MARSADWT";
/// Version of the features; raised when a template changes, for the weights of another one mean nothing.
pub const FEATURES: u32 = 1;
const LOCK: &str = "weights.lock";
/// Most bytes that all weights may take together.
const MOST: usize = 30 << 20;

/// A model of the data by its name.
fn slot<'m>(models: &'m mut Models, name: &str) -> Option<&'m mut Linear> {
    Some(match name {
        "readings" => &mut models.readings,
        "upos" => &mut models.upos,
        "case" => &mut models.case,
        "entities" => &mut models.entities,
        "moves" => &mut models.moves,
        _ => return None,
    })
}

/// The names of the models, as their files have them.
pub const NAMES: [&str; 5] = ["readings", "upos", "case", "entities", "moves"];

/// The bytes of a model's file.
///
/// # Errors
/// When the model cannot be encoded, which no model of [`crate::train()`] is.
pub fn to_bytes(model: &Linear) -> Result<Vec<u8>, String> {
    let body = postcard::to_stdvec(model).map_err(|error| error.to_string())?;
    Ok([MAGIC, &FEATURES.to_le_bytes(), &body].concat())
}

/// The model in a file's bytes.
///
/// # Errors
/// Why they are none.
pub fn from_bytes(bytes: &[u8]) -> Result<Linear, String> {
    let rest = bytes.strip_prefix(MAGIC).ok_or("not a file of weights")?;
    let (version, body) = rest.split_at_checked(4).ok_or("cut short")?;
    if version != FEATURES.to_le_bytes() {
        return Err("made for other features".into());
    }
    postcard::from_bytes(body).map_err(|error| error.to_string())
}

/// The checksum of a file, as `weights.lock` has it.
#[must_use]
pub fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The model of a name.
#[must_use]
pub fn get<'m>(models: &'m Models, name: &str) -> Option<&'m Linear> {
    Some(match name {
        "readings" => &models.readings,
        "upos" => &models.upos,
        "case" => &models.case,
        "entities" => &models.entities,
        "moves" => &models.moves,
        _ => return None,
    })
}

/// Reads the weights that the lock file of a root names into the tables.
pub(crate) fn read(root: &Path, tables: &mut Tables, problems: &mut Problems) {
    let Some(lock) = [root.join("lang/ar"), root.to_owned()].iter().map(|folder| folder.join(LOCK)).find(|path| path.is_file()) else {
        return;
    };
    let name = lock.strip_prefix(root).unwrap_or(&lock).display().to_string();
    let place = Place::new(&name, 0);
    let help = "make the weights again with `marsad data train`";
    let text = match fs::read_to_string(&lock) {
        Ok(text) => text,
        Err(error) => return problems.error(&place, format!("cannot be read: {error}"), help),
    };
    let Some(mut file) = entry::read(&place, &text, problems) else { return };
    let mut all = 0;
    for mut entry in file.tables("weights", problems) {
        let (model, path, sum) =
            (entry.need("model", problems).text, entry.need("file", problems).text, entry.need("sha256", problems).text);
        for key in ["features", "licence", "trained"] {
            entry.need(key, problems);
        }
        entry.texts("trained_on", problems);
        entry.texts("scores", problems);
        let path: PathBuf = lock.with_file_name(path);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                problems.error(&entry.place, format!("{}: {error}", path.display()), help);
                continue;
            }
        };
        all += bytes.len();
        if checksum(&bytes) != sum {
            problems.error(&entry.place, format!("{} is not the file that was locked", path.display()), help);
            continue;
        }
        match (from_bytes(&bytes), slot(&mut tables.models, &model)) {
            (Ok(read), Some(slot)) => *slot = read,
            (Err(why), _) => problems.error(&entry.place, format!("{}: {why}", path.display()), help),
            (_, None) => problems.error(&entry.place, format!("no model is called `{model}`"), NAMES.join(", ")),
        }
        entry.finish(problems);
    }
    if all > MOST {
        problems.error(&place, format!("the weights take {} MB, more than {} MB", all >> 20, MOST >> 20), "");
    }
    file.finish(problems);
}
