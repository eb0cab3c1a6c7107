//! `marsad times`: articles in, their expressions of time and number out.
//!
//! In: articles as `marsad code` reads them, or a text. Out: one JSON object an article, in input order, the same for any number
//! of threads ([schema](../../../docs/schema/times.schema.json)).

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use marsad::time::Policy;
use marsad::{Article, Lang};

use crate::cli::{PolicyArg, TimesArgs};
use crate::code::{inputs, jobs, place_beside};
use crate::coding;
use crate::end::End;
use crate::report::Reporter;
use crate::write::Place;
use marsad_read::trouble::Trouble;
use marsad_read::work;
use marsad_read::{self as read, Defaults, Item};

/// What became of an item: its line and the number of expressions in it.
#[derive(Default)]
struct Found {
    troubles: Vec<Trouble>,
    line: Option<(Vec<u8>, usize)>,
}

/// Runs the command.
pub fn run(args: TimesArgs) -> End {
    let TimesArgs { inputs: named, text, policy, output, jobs: n_jobs, language, defaults } = args;
    let inputs = match (&text, inputs(named, "times", "articles")) {
        (Some(_), _) => Vec::new(),
        (None, Ok(inputs)) => inputs,
        (None, Err(end)) => return end,
    };
    let lang = match coding::language(language.pack.as_deref(), &language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let (path, mut place) = match place_beside(&inputs, output.as_deref()) {
        Ok(opened) => opened,
        Err(end) => return end,
    };
    let policy = match policy {
        PolicyArg::News => Policy::News,
        PolicyArg::Assistant => Policy::Assistant,
    };
    let defaults = Defaults { published: defaults.published, outlet: defaults.outlet };
    let mut reporter = Reporter::new(["article", "expression"], output.is_some() || !io::stdout().is_terminal(), read::total_size(&inputs));
    if let Some(text) = text {
        if text.trim().is_empty() {
            return End::Nothing("no text; nothing was written".to_owned());
        }
        let article = Article { outlet: defaults.outlet, ..Article::from_text(text, defaults.published.as_deref()) };
        let worked = write(Some(find(&article, policy, &lang)), &mut place, &mut reporter);
        return reporter.conclude(&path, worked, "no text; nothing was written", || place.finish());
    }
    let n_bytes = reporter.n_bytes();
    let mut failed = None;
    work::keep_panics_quiet();
    let worked = work::in_order(
        jobs(n_jobs),
        Item::weight,
        move |push| read::each(&inputs, &n_bytes, push),
        move |item| find_item(item, &defaults, policy, &lang),
        |found| match write(found, &mut place, &mut reporter) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        },
    );
    reporter.conclude(&path, failed.map_or(worked, Err), "no usable article in the input; nothing was written", || place.finish())
}

/// Reads one item; a mistake of the program in it is reported like any other trouble.
fn find_item(item: Item, defaults: &Defaults, policy: Policy, lang: &Lang) -> Found {
    let raw = match item {
        Item::Trouble(trouble) => return Found { troubles: vec![trouble], line: None },
        Item::Raw(raw) => raw,
    };
    let origin = raw.origin.clone();
    let found = work::caught(&origin, "reading times failed on this article; please report it with the article's text", || {
        let prepared = match read::prepare(raw, defaults) {
            Ok(prepared) => prepared,
            Err(trouble) => return Found { troubles: vec![trouble], line: None },
        };
        Found { troubles: prepared.troubles, ..find(&prepared.article, policy, lang) }
    });
    found.unwrap_or_else(|trouble| Found { troubles: vec![trouble], line: None })
}

fn find(article: &Article, policy: Policy, lang: &Lang) -> Found {
    let found = marsad::expressions(article, policy, lang);
    let n_found = found.times.len() + found.numbers.len();
    // Strings, numbers and nulls are always JSON.
    let line = serde_json::to_vec(&found).map(|mut line| {
        line.push(b'\n');
        (line, n_found)
    });
    Found { troubles: Vec::new(), line: line.ok() }
}

/// Writes and counts what became of an item; `None` when none is waiting.
fn write(found: Option<Found>, place: &mut Place, reporter: &mut Reporter) -> io::Result<()> {
    let Some(found) = found else { return place.idle() };
    for trouble in &found.troubles {
        reporter.trouble(trouble);
    }
    if let Some((line, n_found)) = &found.line {
        place.write(line)?;
        reporter.add(1, *n_found);
    }
    Ok(())
}
