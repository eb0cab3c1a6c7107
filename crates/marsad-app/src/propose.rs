//! `marsad data propose`: what coded articles say of offices that the language data does not, for a person to check.

use std::io::{BufRead, BufReader};

use marsad_data::{Proposal, Proposals};

use crate::cli::ProposeArgs;
use crate::code::is_same;
use crate::coding;
use crate::end::{End, not_written, reason};
use crate::report::Reporter;
use crate::write::Place;
use marsad_read::trouble::{At, Origin, Trouble};

/// Runs the command.
pub fn run(args: &ProposeArgs) -> End {
    if let Some(path) = &args.output
        && args.coded.iter().any(|input| is_same(input, path))
    {
        return End::Usage(format!("{} is an input too; give another -o FILE, so that the articles are not replaced", path.display()));
    }
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let mut reporter = Reporter::new(["article", "proposal"], false, None);
    let mut proposals = Proposals::new(&lang);
    for path in &args.coded {
        let file = match std::fs::File::open(path) {
            Ok(file) => BufReader::new(file),
            Err(error) => return End::Usage(format!("{}: cannot be read: {}", path.display(), reason(&error))),
        };
        for (n, line) in file.lines().enumerate() {
            let origin = Origin { file: path.display().to_string().into(), place: At::Line(n as u64 + 1) };
            let added = line
                .map_err(|error| reason(&error))
                .and_then(|line| serde_json::from_str(&line).map_err(|_| "not valid JSON; repair or remove the line".to_owned()))
                .and_then(|coded| proposals.add(&coded));
            match added {
                Ok(()) => reporter.add(1, 0),
                Err(why) => reporter.trouble(&Trouble::skipped(&origin, why)),
            }
        }
    }
    let found = proposals.told_by(usize::from(args.min_articles));
    reporter.add(0, found.len());
    let name = args.output.as_ref().map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
    let written = Place::open(args.output.as_deref()).and_then(|mut place| {
        place.write(format!("{}\n", Proposal::COLUMNS).as_bytes())?;
        for proposal in &found {
            place.write(format!("{proposal}\n").as_bytes())?;
        }
        Ok(place)
    });
    let place = match written {
        Ok(place) => place,
        Err(error) => return not_written(&name, &error),
    };
    reporter.conclude(&name, Ok(()), "no coded article in the input; nothing was written", || place.finish())
}
