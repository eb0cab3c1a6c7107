//! `marsad data`: check, build, score and calibrate the language data, and import from other data. The work is done by `marsad-data` and
//! `import`; here their answers are printed and turned into an exit status.

use std::io::{self, Write};
use std::path::Path;

use marsad_data::{Baseline, Figures};

use crate::cli::{CalibrateArgs, DataCommand, ScoreArgs};
use crate::code::is_same;
use crate::coding;
use crate::end::{End, not_written};
use crate::write::write_whole;
use crate::{gaps, import, propose, train};

/// Runs one of the data commands.
pub fn run(command: &DataCommand) -> End {
    match command {
        DataCommand::Check { dir } => with_layer(dir, || match coding::check(dir) {
            Ok(report) => print(&report),
            Err(report) => match print(&report) {
                End::Done => End::Nothing(String::new()),
                end => end,
            },
        }),
        DataCommand::Build { dir, output } => with_layer(dir, || match coding::build(dir) {
            Ok(pack) => write_whole(output, &pack).map_or_else(|error| not_written(&output.display().to_string(), &error), |()| End::Done),
            Err(problems) => End::Nothing(format!("no pack was written, because the data has errors\n{}", problems.trim_end())),
        }),
        DataCommand::Score(args) => score(args),
        DataCommand::Calibrate(args) => calibrate(args),
        DataCommand::Gaps(args) => gaps::run(args),
        DataCommand::Propose(args) => propose::run(args),
        DataCommand::Import { from } => import::run(from),
        DataCommand::Train(args) => with_data(&args.dir, || train::run(args)),
    }
}

fn score(args: &ScoreArgs) -> End {
    match coding::score(args) {
        Err(why) => End::Nothing(why),
        Ok((report, figures)) => match &args.baseline {
            None => print(&report),
            Some(path) => match print(&report) {
                End::Done => compare(path, &figures, args),
                end => end,
            },
        },
    }
}

/// Prints how the figures stand to the floors of a file, and raises these where asked.
fn compare(path: &Path, figures: &Figures, args: &ScoreArgs) -> End {
    let baseline = match coding::read(path).and_then(|text| Baseline::read(&text)) {
        Ok(baseline) => baseline,
        Err(_) if args.update && !path.exists() => Baseline::default(),
        Err(why) => return End::Usage(format!("--baseline {}: {why}", path.display())),
    };
    let rows = baseline.compare(figures);
    let printed = print(&rows.iter().map(|row| format!("{row}\n")).collect::<String>());
    if !matches!(printed, End::Done) {
        return printed;
    }
    if args.update {
        let raised = baseline.raised(figures, args.allow_regression).to_string();
        if let Err(error) = write_whole(path, raised.as_bytes()) {
            return not_written(&path.display().to_string(), &error);
        }
    }
    let under: Vec<&str> = rows.iter().filter(|row| row.is_under()).map(|row| row.name).collect();
    if under.is_empty() || args.update && args.allow_regression {
        return End::Done;
    }
    End::Nothing(format!("under the floor: {}", under.join(", ")))
}

fn calibrate(args: &CalibrateArgs) -> End {
    let (pairs, rest) = args.pairs.as_chunks::<2>();
    if let [alone] = rest {
        return End::Usage(format!("{}: has no gold beside it; give ARTICLES GOLD, and again ARTICLES GOLD for more", alone.display()));
    }
    if let Some(path) = &args.output
        && args.pairs.iter().chain(&args.labels).any(|input| is_same(input, path))
    {
        return End::Usage(format!("{} is an input too; give another -o FILE, so that the gold is not replaced", path.display()));
    }
    if let Some(dir) = args.examples.as_deref().filter(|dir| !dir.join("lang").is_dir()) {
        return End::Usage(format!("{}: has no folder lang/; name the folder that holds lang/, knowledge/ and ontology/", dir.display()));
    }
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    match (coding::calibrate(pairs, args, &lang), &args.output) {
        (Err(why), _) => End::Nothing(why),
        (Ok(weights), None) => print(&weights),
        (Ok(weights), Some(path)) => {
            write_whole(path, weights.as_bytes()).map_or_else(|error| not_written(&path.display().to_string(), &error), |()| End::Done)
        }
    }
}

/// Runs `then` when `dir` holds language data, or is a layer that says so.
fn with_layer(dir: &Path, then: impl FnOnce() -> End) -> End {
    if coding::is_layer(dir) { then() } else { with_data(dir, then) }
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
