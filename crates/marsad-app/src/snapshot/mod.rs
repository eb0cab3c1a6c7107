//! `marsad snapshot`: freezes what an observatory holds, so that it can be cited and checked.
//!
//! In: an observatory, a query or none. Out: a new folder with sorted tables, a manifest and a citation. Its id is the SHA-256 of the manifest; the
//! same articles, decisions and versions give the same bytes, in whatever order they came.
//!
//! `select` what is in · `rows` in which columns · `quote` how much of a text · `freeze` the walk from an observatory to files · `manifest` what the
//! snapshot is, and its id · `cite` how it is cited · `folder` how it appears.
//!
//! Not in it: texts of articles, revisions of events and times of runs, which depend on history, and anything of who made it but the names given.

pub mod cite;
pub mod folder;
pub mod freeze;
pub mod manifest;
pub mod quote;
mod rows;
mod select;

use std::io::{self, Write};
use std::path::PathBuf;

use crate::batch::failed;
use crate::cli::SnapshotArgs;
use crate::coding;
use crate::end::{End, not_written};
use crate::store::Observatory;
use folder::{Folder, in_the_way};
use freeze::{Asked, Failure, freeze};
use manifest::{Manifest, id_of, short};

/// Runs the command.
pub fn run(args: &SnapshotArgs) -> End {
    if let Some(why) = args.output.as_deref().and_then(in_the_way) {
        return End::Usage(why);
    }
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let observatory = match Observatory::look(&args.db) {
        Ok(observatory) => observatory,
        Err(error) => return failed(&args.db, &error),
    };
    let place = args.output.clone().unwrap_or_else(|| PathBuf::from("marsad-snapshot"));
    let shown = place.display().to_string();
    let folder = match Folder::new(&place) {
        Ok(folder) => folder,
        Err(error) => return not_written(&shown, &error),
    };
    let asked =
        Asked { query: args.query.clone(), title: args.title.clone(), creators: args.creators.clone(), licence: args.licence.clone() };
    let manifest = match freeze(&observatory.db, &lang, &asked, &folder) {
        Ok(manifest) => manifest,
        Err(failure) => return end(failure, args, &shown),
    };
    let id = manifest.bytes().map(|bytes| id_of(&bytes)).unwrap_or_default();
    let place = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("marsad-{}", short(&id))));
    if args.output.is_none() && in_the_way(&place).is_some() {
        return End::Usage(format!(
            "{} is there already: a snapshot with this id was made before; give -o DIR for another copy",
            place.display()
        ));
    }
    if let Err(error) = folder.appear(&place) {
        return not_written(&place.display().to_string(), &error);
    }
    advise(&manifest);
    let rows: Vec<String> = manifest.files.iter().map(|listed| format!("  {:20} {:9} rows\n", listed.file, listed.rows)).collect();
    match write!(io::stdout(), "{}\nsha256:{id}\n{}", place.display(), rows.concat()) {
        Ok(()) => End::Done,
        Err(error) => not_written("standard output", &error),
    }
}

fn end(failure: Failure, args: &SnapshotArgs, shown: &str) -> End {
    match failure {
        Failure::Store(error) => failed(&args.db, &error),
        Failure::Write(error) => not_written(shown, &error),
        Failure::Nothing if args.query.trim().is_empty() => {
            End::Nothing("the observatory holds no articles; nothing was written: take articles in with `marsad ingest`".to_owned())
        }
        Failure::Nothing => End::Nothing(format!(
            "no event fulfils {}; nothing was written: `marsad find DB QUERY` says which filter has none",
            args.query.trim()
        )),
    }
}

/// Says what makes a snapshot hard to use or to rebuild.
fn advise(manifest: &Manifest) {
    let mut err = io::stderr();
    if manifest.coders.len() > 1 {
        let _ = writeln!(
            err,
            "the articles were coded by {} programs or language data: `marsad recode` first, for a snapshot of one",
            manifest.coders.len()
        );
    }
    if manifest.citation.creators.is_empty() {
        let _ = writeln!(err, "nobody is named as its creator: --creator 'Family, Given'");
    }
    if manifest.citation.licence.is_none() {
        let _ = writeln!(err, "without a licence nobody may use it: --licence CC-BY-4.0");
    }
}
