//! `marsad data`: check, build and score the language data. The work is done by `marsad-data`; here its answers are
//! printed and turned into an exit status.

use std::io::{self, Write};
use std::path::Path;

use crate::cli::{DataCommand, ScoreArgs};
use crate::coding;
use crate::end::{End, not_written};
use crate::write::write_whole;

/// Runs one of the data commands.
pub fn run(command: &DataCommand) -> End {
    match command {
        DataCommand::Check { dir } => with_data(dir, || match coding::check(dir) {
            Ok(summary) => print(&summary),
            Err(problems) => End::Nothing(problems),
        }),
        DataCommand::Build { dir, output } => with_data(dir, || match coding::build(dir) {
            Ok(pack) => write_whole(output, &pack).map_or_else(|error| not_written(&output.display().to_string(), &error), |()| End::Done),
            Err(problems) => End::Nothing(problems),
        }),
        DataCommand::Score(args) => score(args),
    }
}

fn score(args: &ScoreArgs) -> End {
    match coding::score(args) {
        Ok(report) => print(&report),
        Err(why) => End::Nothing(why),
    }
}

/// Runs `then` when `dir` holds language data; a wrong folder is the usual mistake and deserves its own words.
fn with_data(dir: &Path, then: impl FnOnce() -> End) -> End {
    match ["lang", "knowledge", "ontology"].iter().find(|part| !dir.join(part).is_dir()) {
        Some(missing) => {
            End::Usage(format!("{}: has no folder {missing}/; name the folder that holds lang/, knowledge/ and ontology/", dir.display()))
        }
        None => then(),
    }
}

fn print(text: &str) -> End {
    let mut out = io::stdout().lock();
    match writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush()) {
        Ok(()) => End::Done,
        Err(error) => not_written("standard output", &error),
    }
}
