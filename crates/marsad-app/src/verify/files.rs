//! Is every file there, as the manifest lists it, and is the manifest the one that is cited?
//!
//! In: a folder. Out: its manifest and id, and what is wrong, in words.
//!
//! The id is computed from the manifest, and told by the checksums, by every file of the citation and by whoever cites it; where these differ, the
//! manifest was changed, or they come from another snapshot.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::end::reason;
use crate::snapshot::cite;
use crate::snapshot::freeze::sums;
use crate::snapshot::manifest::{FORM, MANIFEST, Manifest, SUMS, TABLES, hexadecimal, id_of, short};

/// Checks the files of a snapshot; gives its manifest and id where these can be read.
pub fn check(dir: &Path, cited: Option<&str>, problems: &mut Vec<String>) -> Option<(Manifest, String)> {
    let bytes = match fs::read(dir.join(MANIFEST)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            problems.push(format!("{MANIFEST} is missing: this is no snapshot, or its list of contents is lost"));
            return None;
        }
        Err(error) => {
            problems.push(format!("{MANIFEST} cannot be read: {}", reason(&error)));
            return None;
        }
    };
    let id = id_of(&bytes);
    if let Some(cited) = cited.filter(|cited| !id.starts_with(cited)) {
        problems
            .push(format!("its id is {}, not {cited}: this is another snapshot, or {MANIFEST} was changed", &id[..cited.len().min(64)]));
    }
    let form = serde_json::from_slice::<serde_json::Value>(&bytes).ok().and_then(|value| value["snapshot"].as_u64());
    if form.is_some_and(|form| form > u64::from(FORM)) {
        problems.push(format!("{MANIFEST} is of a later program (form {}, this one knows {FORM}); use that program", form.unwrap_or(0)));
        return None;
    }
    let manifest: Manifest = match serde_json::from_slice(&bytes) {
        Ok(manifest) => manifest,
        Err(error) => {
            problems.push(format!("{MANIFEST} is damaged: {error}"));
            return None;
        }
    };
    listed(dir, &manifest, problems);
    told(dir, &manifest, &id, problems);
    others(dir, problems);
    Some((manifest, id))
}

/// The tables against their sizes and hashes.
fn listed(dir: &Path, manifest: &Manifest, problems: &mut Vec<String>) {
    let names: Vec<&str> = manifest.files.iter().map(|listed| listed.file.as_str()).collect();
    if names != TABLES.map(|table| table.file) {
        problems.push(format!("{MANIFEST} lists other tables than a snapshot has: {}", names.join(", ")));
    }
    // What a manifest lists is looked for by the known names only: it may come from anywhere.
    for listed in manifest.files.iter().filter(|listed| TABLES.iter().any(|table| table.file == listed.file)) {
        let file = &listed.file;
        match hash(&dir.join(file)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => problems.push(format!("{file} is missing")),
            Err(error) => problems.push(format!("{file} cannot be read: {}", reason(&error))),
            Ok((bytes, _)) if bytes < listed.bytes => {
                problems.push(format!("{file} is too short: {bytes} of {} bytes are there", listed.bytes));
            }
            Ok((bytes, _)) if bytes > listed.bytes => {
                problems.push(format!("{file} is too long: {bytes} bytes, where {} are listed", listed.bytes));
            }
            Ok((_, sha256)) if sha256 != listed.sha256 => {
                problems.push(format!(
                    "{file} was changed: as long as listed, but its SHA-256 is {}…, not {}…",
                    short(&sha256),
                    short(&listed.sha256)
                ));
            }
            Ok(_) => {}
        }
    }
}

/// Length and SHA-256 of a file, read a piece at a time.
fn hash(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut hash, mut length, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 17]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((length, hexadecimal(&hash.finalize()))),
            n => {
                hash.update(&buffer[..n]);
                length += n as u64;
            }
        }
    }
}

/// What follows from the manifest: checksums and citation.
fn told(dir: &Path, manifest: &Manifest, id: &str, problems: &mut Vec<String>) {
    let mut expected = vec![(SUMS, sums(manifest, id))];
    expected.extend(cite::files(manifest, id));
    for (file, expected) in expected {
        match fs::read_to_string(dir.join(file)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => problems.push(format!("{file} is missing")),
            Err(error) => problems.push(format!("{file} cannot be read: {}", reason(&error))),
            Ok(text) if text == expected => {}
            Ok(text) if !text.contains(id) => {
                problems
                    .push(format!("{file} does not tell the id {}…: {MANIFEST} was changed, or {file} is of another snapshot", short(id)));
            }
            Ok(_) => problems.push(format!("{file} was changed: it says something else than {MANIFEST}")),
        }
    }
}

/// Files that belong to no snapshot.
fn others(dir: &Path, problems: &mut Vec<String>) {
    let known: BTreeSet<&str> =
        TABLES.iter().map(|table| table.file).chain([MANIFEST, SUMS, "CITATION.cff", "citation.bib", "datacite.json"]).collect();
    let names = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let others: BTreeSet<String> = names.filter(|name| !known.contains(name.as_str())).collect();
    problems.extend(others.iter().map(|name| format!("{name} is no part of the snapshot; move it elsewhere")));
}
