//! Where does it go: the folder of a layer appears as a whole, and nothing that somebody wrote is lost.
//!
//! In: the folder that was asked for. Out: whether a layer may be put there; and the finished layer in its place.
//!
//! A folder is replaced when its `layer.toml` says that an import made it ([`MADE`]) and no other file is in it. Everything else is left alone.

use std::fs;
use std::io;
use std::path::Path;

use super::layer::{FILES, MADE};

/// Whether a layer may be put at `output`: nothing is there, or an empty folder, or a layer that an import made and nobody added to.
///
/// # Errors
/// What is in the way, in words for the user.
pub fn check(output: &Path) -> Result<(), String> {
    let name = output.display();
    if !output.exists() {
        return Ok(());
    }
    let Ok(entries) = fs::read_dir(output) else { return Err(format!("{name} is there and is no folder; give another -o DIR")) };
    let mut found: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    if found.is_empty() {
        return Ok(());
    }
    let is_made = fs::read_to_string(output.join("layer.toml")).is_ok_and(|text| text.starts_with(MADE));
    if !is_made {
        return Err(format!("{name} holds files that no import made; give another -o DIR"));
    }
    let below = fs::read_dir(output.join("knowledge")).into_iter().flatten().flatten();
    found.extend(below.map(|entry| format!("knowledge/{}", entry.file_name().to_string_lossy())));
    let known = |name: &str| matches!(name, "layer.toml" | "knowledge") || FILES.iter().any(|(file, _)| *file == name);
    match found.iter().find(|name| !known(name)) {
        Some(other) => Err(format!("{name} holds {other}, which no import made; move it into a folder of its own, or give another -o DIR")),
        None => Ok(()),
    }
}

/// Puts a finished layer in its place.
///
/// # Errors
/// When the folder cannot be moved; the layer that was there before is then still there.
pub fn replace(made: &Path, output: &Path) -> io::Result<()> {
    let before = made.with_file_name("before");
    if before.exists() {
        fs::remove_dir_all(&before)?;
    }
    if output.exists() {
        fs::rename(output, &before)?;
    }
    fs::rename(made, output).inspect_err(|_| {
        let _ = fs::rename(&before, output);
    })
}
