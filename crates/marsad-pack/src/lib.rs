//! With which language data? That inside, or a pack of the user's; with the user's own files laid over it.
//!
//! In: a pack or none, folders of additions. Out: a [`Lang`] to code with. `language(None, &[])` is what the program and the wheel code with
//! when nobody says otherwise: with it «التقى الوزير» is a meeting. It reads files and checks them; it changes none.

use std::fmt;
use std::path::{Path, PathBuf};

use marsad::Lang;
use marsad::pack::Tables;
use marsad_data::Problems;
use sha2::{Digest, Sha256};

/// The pack, compiled by the build script.
pub static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ar.marsad"));

/// Why there is no language data, in words for the user, beginning with the name of the file.
#[derive(Debug)]
pub enum Error {
    /// The pack given cannot be read, or is none.
    Pack(String),
    /// A layer has problems: all of them, one a line.
    Layer(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Error::Pack(why) | Error::Layer(why)) = self;
        f.write_str(why)
    }
}

impl std::error::Error for Error {}

/// The language data: the pack given or the one inside, with the user's own files laid over it.
///
/// # Errors
/// When a file is no pack or a layer has problems.
pub fn language(pack: Option<&Path>, layers: &[PathBuf]) -> Result<Lang, Error> {
    Ok(Lang::new(tables(pack, layers)?))
}

/// The tables of the language data, without the indices that coding needs.
///
/// # Errors
/// As [`language`].
pub fn tables(pack: Option<&Path>, layers: &[PathBuf]) -> Result<Tables, Error> {
    let mut tables = match pack {
        Some(path) => given(path).map_err(|why| Error::Pack(format!("{}: {why}", path.display())))?,
        None => built_in()?,
    };
    for layer in layers {
        let mut problems = Problems::default();
        tables = marsad_data::compile(tables, layer, &mut problems);
        if problems.n_errors() > 0 {
            let why = format!("{}: its files cannot be laid over the pack\n{}", layer.display(), problems.to_string().trim_end());
            return Err(Error::Layer(why));
        }
    }
    Ok(tables)
}

fn given(path: &Path) -> Result<Tables, String> {
    let bytes = std::fs::read(path).map_err(|error| {
        let why = error.to_string();
        format!("cannot be read: {}", why.split(" (os error").next().unwrap_or(&why))
    })?;
    Tables::from_pack(&bytes).map_err(|error| error.to_string())
}

/// The tables of the pack inside.
///
/// # Errors
/// When it is broken, which no build that passed its tests is.
pub fn built_in() -> Result<Tables, Error> {
    Tables::from_pack(PACK).map_err(|error| Error::Pack(format!("inside: {error}")))
}

/// SHA-256 of the pack inside, in lower-case hexadecimal: which data a result was made with.
#[must_use]
pub fn digest() -> String {
    Sha256::digest(PACK).iter().map(|byte| format!("{byte:02x}")).collect()
}
