//! `marsad verify`: is a snapshot what it was, and does an observatory still say the same?
//!
//! In: a folder. Out: what is wrong with it, one thing a line on standard error; what it is, on standard output.
//!
//! `files` each file against the manifest, the manifest against the id · `tables` rows against each other · `against` the whole against an
//! observatory. All that is wrong is told, not only the first.

mod against;
mod files;
mod tables;

use std::io::{self, Write};

use crate::cli::VerifyArgs;
use crate::end::{End, not_written};

/// Runs the command.
pub fn run(args: &VerifyArgs) -> End {
    let dir = &args.snapshot;
    if !dir.is_dir() {
        return End::Usage(format!("{}: there is no folder of that name; give the folder of a snapshot", dir.display()));
    }
    let mut problems = Vec::new();
    let found = files::check(dir, args.id.as_deref(), &mut problems);
    let Some((manifest, id)) = found else { return told(dir, &problems, "it cannot be told what belongs to it") };
    tables::check(dir, &manifest, &mut problems);
    if !problems.is_empty() {
        return told(dir, &problems, "get it again from where it was published, or make it again with `marsad snapshot`");
    }
    if let Some(db) = &args.against {
        match against::check(dir, &manifest, args, db) {
            Ok(differences) if differences.is_empty() => {}
            Ok(differences) => {
                return told(
                    dir,
                    &differences,
                    &format!(
                        "its files are whole, but {} now says something else (`-` only the snapshot, `+` only the observatory)",
                        db.display()
                    ),
                );
            }
            Err(end) => return end,
        }
    }
    let n_rows: u64 = manifest.files.iter().map(|listed| listed.rows).sum();
    let same = if args.against.is_some() { "; the observatory gives the same bytes" } else { "" };
    match writeln!(io::stdout(), "{}: whole: {} tables, {n_rows} rows{same}\nsha256:{id}", dir.display(), manifest.files.len()) {
        Ok(()) => End::Done,
        Err(error) => not_written("standard output", &error),
    }
}

/// Says what is wrong, and what to do.
fn told(dir: &std::path::Path, problems: &[String], what: &str) -> End {
    let mut err = io::stderr().lock();
    for problem in problems {
        let _ = writeln!(err, "{}: {problem}", dir.display());
    }
    End::Nothing(format!("{}: {} found; {what}", dir.display(), crate::report::counted(problems.len() as u64, "fault")))
}
