//! `marsad doctor`: what is installed, stale or broken, and what to do about it?
//!
//! In: the program, the machine, and an observatory where one is given. Out: findings for a reader, or one JSON object a line.
//!
//! `program` the program and its language data · `machine` what it runs on · `file` the file of an observatory · `adds_up` whether what is counted
//! and linked in it is so · `work` articles, runs and feeds that wait for something. Nothing is changed, and the network is not used.

mod adds_up;
mod file;
mod machine;
mod program;
mod work;

use std::io::{self, Write};

use serde_json::json;

use crate::cli::{DoctorArgs, ListFormat};
use crate::coding;
use crate::end::{End, not_written};
use crate::report::counted;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// As it should be.
    Ok,
    /// Worth knowing.
    Note,
    /// Stale, or about to be in the way.
    Warning,
    /// It does not work, or what it says is wrong.
    Broken,
}

impl Level {
    fn name(self) -> &'static str {
        ["ok", "note", "warning", "broken"][self as usize]
    }
}

/// Something that was found.
#[derive(Clone, Debug)]
struct Finding {
    level: Level,
    /// Of what: one word.
    about: &'static str,
    found: String,
    /// What to do; nothing where it is as it should be.
    todo: Option<String>,
}

impl Finding {
    fn ok(about: &'static str, found: impl Into<String>) -> Self {
        Self { level: Level::Ok, about, found: found.into(), todo: None }
    }

    fn new(level: Level, about: &'static str, found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { level, about, found: found.into(), todo: Some(todo.into()) }
    }
}

/// Runs the command.
pub fn run(args: &DoctorArgs) -> End {
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let mut findings = program::examine(&lang);
    findings.extend(machine::examine());
    if let Some(path) = &args.db {
        if !path.exists() {
            return End::Usage(format!(
                "{}: there is no observatory; make one with `marsad ingest {} INPUT…`",
                path.display(),
                path.display()
            ));
        }
        let (found, observatory) = file::examine(path);
        findings.extend(found);
        if let Some(observatory) = observatory {
            findings.extend(adds_up::examine(&observatory.db));
            findings.extend(work::examine(&observatory.db, &lang));
        }
    }
    let lines: String = findings.iter().map(|finding| line(finding, args.format)).collect();
    if let Err(error) = io::stdout().lock().write_all(lines.as_bytes()) {
        return not_written("standard output", &error);
    }
    match findings.iter().filter(|finding| finding.level == Level::Broken).count() {
        0 => End::Done,
        n => End::Nothing(format!("{} broken", counted(n as u64, "thing") + if n == 1 { " is" } else { " are" })),
    }
}

fn line(finding: &Finding, format: ListFormat) -> String {
    let Finding { level, about, found, todo } = finding;
    match format {
        ListFormat::Json => format!("{}\n", json!({ "level": level.name(), "about": about, "found": found, "do": todo })),
        ListFormat::Table => {
            let todo = todo.as_ref().map(|todo| format!("{:21}→ {todo}\n", "")).unwrap_or_default();
            format!("{:8} {about:11} {found}\n{todo}", level.name())
        }
    }
}
