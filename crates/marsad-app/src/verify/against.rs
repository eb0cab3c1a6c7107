//! Does an observatory still say what a snapshot says?
//!
//! In: a snapshot that is whole, and an observatory. Out: what differs, by file and number of rows, and what may have caused it.
//!
//! The snapshot is made again, by its own query and citation, in a folder that goes away; two sorted tables are walked side by side.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;

use serde_json::Value;

use super::tables::key;
use crate::batch::failed;
use crate::cli::VerifyArgs;
use crate::coding;
use crate::end::{End, not_written, reason};
use crate::snapshot::folder::Folder;
use crate::snapshot::freeze::{Asked, Failure, freeze};
use crate::snapshot::manifest::{Coder, Manifest, TABLES, Table};
use crate::store::Observatory;

/// Keys shown of a table.
const MAX_SHOWN: usize = 3;

/// What differs; nothing where the observatory gives the same bytes.
///
/// # Errors
/// How the command ends, where it cannot be told.
pub fn check(dir: &Path, manifest: &Manifest, args: &VerifyArgs, db: &Path) -> Result<Vec<String>, End> {
    let lang = coding::language(args.language.pack.as_deref(), &args.language.add).map_err(End::Usage)?;
    let observatory = Observatory::look(db).map_err(|error| failed(db, &error))?;
    let place = std::env::temp_dir().join("marsad-verify");
    let folder = Folder::new(&place).map_err(|error| not_written(&place.display().to_string(), &error))?;
    let citation = manifest.citation.clone();
    let asked = Asked {
        query: manifest.query.clone().unwrap_or_default(),
        title: Some(citation.title),
        creators: citation.creators,
        licence: citation.licence,
    };
    let again = match freeze(&observatory.db, &lang, &asked, &folder) {
        Ok(again) => again,
        Err(Failure::Store(error)) => return Err(failed(db, &error)),
        Err(Failure::Write(error)) => return Err(not_written(&place.display().to_string(), &error)),
        Err(Failure::Nothing) => {
            return Ok(vec!["nothing in the observatory is in the snapshot: no article, or none that fulfils its query".to_owned()]);
        }
    };
    let mut differences = Vec::new();
    for table in &TABLES {
        let is_listed = |manifest: &Manifest| manifest.files.iter().find(|listed| listed.file == table.file).cloned();
        if is_listed(manifest) != is_listed(&again) {
            let compared = compare(&dir.join(table.file), &folder.path.join(table.file), table);
            differences.extend(compared.map_err(|error| End::Output(format!("{}: {}", table.file, reason(&error))))?);
        }
    }
    if manifest.coders != again.coders {
        let said = |coders: &[Coder]| coders.iter().map(words).collect::<Vec<_>>().join("; ");
        differences.push(format!("coded by {}; now by {}", said(&manifest.coders), said(&again.coders)));
    }
    Ok(differences)
}

fn words(coder: &Coder) -> String {
    format!(
        "marsad {} with {} ({}), ontology {}: {}",
        coder.marsad,
        coder.pack,
        coder.data,
        coder.ontology,
        crate::report::counted(coder.n_articles.unsigned_abs(), "article")
    )
}

/// A row with the key by which it is found.
type Row = (Vec<(u64, String)>, String);

/// How two tables differ, in words.
fn compare(one: &Path, other: &Path, table: &Table) -> std::io::Result<Vec<String>> {
    let [mut ones, mut others] = [rows(one)?, rows(other)?];
    let (mut gone, mut come, mut changed) = (Kind::default(), Kind::default(), Kind::default());
    let (mut left, mut right) = (next(&mut ones, table)?, next(&mut others, table)?);
    loop {
        let order = match (&left, &right) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            // Rows without a key of their own are compared as they are.
            (Some(left), Some(right)) if table.unique => left.0.cmp(&right.0),
            (Some(left), Some(right)) => left.cmp(right),
        };
        match (order, &left, &right) {
            (Ordering::Equal, Some(old), Some(new)) if old.1 != new.1 => changed.add(old, &format!(" ({})", columns(&old.1, &new.1))),
            (Ordering::Less, Some(old), _) => gone.add(old, ""),
            (Ordering::Greater, _, Some(new)) => come.add(new, ""),
            _ => {}
        }
        if order != Ordering::Greater {
            left = next(&mut ones, table)?;
        }
        if order != Ordering::Less {
            right = next(&mut others, table)?;
        }
    }
    let words = [(gone, "-", "only in the snapshot"), (come, "+", "only in the observatory"), (changed, "±", "changed")];
    let words = words.iter().filter(|(kind, ..)| kind.n_rows > 0);
    Ok(words
        .map(|(kind, mark, what)| {
            let more = if kind.n_rows > kind.shown.len() as u64 { ", …" } else { "" };
            format!("{}: {mark} {} {what}: {}{more}", table.file, crate::report::counted(kind.n_rows, "row"), kind.shown.join(", "))
        })
        .collect())
}

/// Rows that differ in one way.
#[derive(Default)]
struct Kind {
    n_rows: u64,
    shown: Vec<String>,
}

impl Kind {
    fn add(&mut self, row: &Row, how: &str) {
        self.n_rows += 1;
        if self.shown.len() < MAX_SHOWN {
            let key: Vec<String> =
                row.0.iter().map(|(number, text)| if text.is_empty() { number.to_string() } else { text.clone() }).collect();
            self.shown.push(format!("{}{how}", key.join(" ")));
        }
    }
}

/// The columns in which two rows differ.
fn columns(old: &str, new: &str) -> String {
    let [old, new] = [old, new].map(|line| serde_json::from_str::<Value>(line).unwrap_or_default());
    let differ = old.as_object().into_iter().flatten().filter(|(column, value)| new[column.as_str()] != **value);
    differ.map(|(column, _)| column.as_str()).collect::<Vec<_>>().join(", ")
}

fn rows(path: &Path) -> std::io::Result<Lines<BufReader<File>>> {
    Ok(BufReader::new(File::open(path)?).lines())
}

fn next(lines: &mut Lines<BufReader<File>>, table: &Table) -> std::io::Result<Option<Row>> {
    let Some(line) = lines.next().transpose()? else { return Ok(None) };
    let row = serde_json::from_str::<Value>(&line).unwrap_or_default();
    Ok(Some((key(&row, table), line)))
}
