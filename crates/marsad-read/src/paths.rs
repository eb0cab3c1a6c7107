//! Which files: what was named on the command line becomes files, in a fixed order.
//!
//! A folder stands for the files below it that the command reads, sorted by name; a name that no file has and that looks like a glob for the
//! files that match it (the shell expands globs unless they are quoted). Links to folders are not followed.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::{file, unpack};
use crate::trouble::reason;
use crate::trouble::{At, Origin, Trouble};

/// Which files of a folder are read.
#[derive(Clone, Copy)]
pub struct Wanted {
    /// Their endings; each may have `.gz` or `.zst` after it.
    pub endings: &'static [&'static str],
    /// Other files that are read, by what is in them.
    pub also: fn(&Path) -> bool,
    /// What to say of a folder without any.
    pub none: &'static str,
}

/// Articles.
pub const ARTICLES: Wanted = Wanted {
    endings: &[".jsonl", ".ndjson", ".txt", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".rdf", ".warc"],
    // Much is called .json that is no article, so a folder's are read only where they say that they are feeds.
    also: file::is_json_feed,
    none: "no articles in this folder; put .jsonl, .txt, .html, .xml (feeds) or .warc files into it (.gz and .zst of each are read too)",
};

/// A file, or why there is none.
pub enum Found {
    /// To be read; `-` is standard input.
    File(PathBuf),
    /// Nothing is there, or it may not be listed.
    Trouble(Trouble),
}

/// Calls `f` for each file that `input` stands for.
pub fn each(input: &Path, wanted: Wanted, f: &mut dyn FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
    if input == Path::new("-") {
        return f(Found::File(input.to_owned()));
    }
    match std::fs::metadata(input) {
        Ok(found) if found.is_dir() => {
            let mut n_files = 0;
            folder(input, wanted, &mut n_files, f)?;
            if n_files == 0 {
                return f(trouble(input, wanted.none));
            }
            ControlFlow::Continue(())
        }
        Ok(_) => f(Found::File(input.to_owned())),
        Err(error) => match input.to_str().filter(|name| name.contains(['*', '?', '['])) {
            Some(pattern) => matching(input, pattern, wanted, f),
            None => f(trouble(input, &why_not(&error))),
        },
    }
}

/// Why a file or folder cannot be opened, and what to do.
pub fn why_not(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder; check the name and the folder you are in".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read; change its permissions or run as its owner".to_owned(),
        _ => format!("cannot be read: {}", reason(error)),
    }
}

fn folder(dir: &Path, wanted: Wanted, n_files: &mut u64, f: &mut dyn FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
    let entries = match std::fs::read_dir(dir).and_then(Iterator::collect::<std::io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) => return f(trouble(dir, &why_not(&error))),
    };
    let mut entries: Vec<_> = entries.iter().map(|entry| (entry.file_name(), entry.file_type().is_ok_and(|kind| kind.is_dir()))).collect();
    entries.sort();
    for (name, is_folder) in entries {
        let path = dir.join(&name);
        if is_folder {
            folder(&path, wanted, n_files, f)?;
        } else if is_wanted(&name.to_string_lossy(), &path, wanted) && path.is_file() {
            *n_files += 1;
            f(Found::File(path))?;
        }
    }
    ControlFlow::Continue(())
}

fn is_wanted(name: &str, path: &Path, wanted: Wanted) -> bool {
    let name = name.to_ascii_lowercase();
    let name = unpack::stem(&name);
    !name.starts_with('.') && (wanted.endings.iter().any(|ending| name.ends_with(ending)) || (wanted.also)(path))
}

fn matching(input: &Path, pattern: &str, wanted: Wanted, f: &mut dyn FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
    let paths = match glob::glob(pattern) {
        Ok(paths) => paths,
        Err(error) => return f(trouble(input, &format!("no file has this name, and it is no glob: {error}"))),
    };
    let mut n_matches = 0;
    for path in paths {
        n_matches += 1;
        match path {
            Ok(path) => each(&path, wanted, f)?,
            Err(error) => f(trouble(error.path(), &why_not(error.error())))?,
        }
    }
    if n_matches == 0 {
        return f(trouble(input, "no file matches this glob; check the name and the folder you are in"));
    }
    ControlFlow::Continue(())
}

fn trouble(path: &Path, message: &str) -> Found {
    Found::Trouble(Trouble::skipped(&Origin { file: path.to_string_lossy().into(), place: At::Whole }, message))
}
