//! `marsad code`: articles in, coded articles out.
//!
//! Reading, coding on all cores, and writing in input order run at the same time; trouble is reported in input order too,
//! so two runs over the same input say the same, whatever the number of threads.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::available_parallelism;

use marsad::Lang;
use marsad::analysis::Recognizer;
use marsad_read::trouble::{Origin, Trouble};
use marsad_read::{self as read, Defaults, Item, Raw, work};

use crate::cli::{CodeArgs, Format};
use crate::end::{End, not_written};
use crate::report::Reporter;
use crate::write::{Output, Place, Rendered, render};
use crate::{coding, parts};

/// What is done with every article.
pub struct Settings {
    /// The language data.
    pub lang: Lang,
    /// What holds for articles that do not say it themselves.
    pub defaults: Defaults,
    /// Shape of the output.
    pub format: Format,
    /// Whether texts are written.
    pub with_text: bool,
    /// Least confidence of claims, unless that of the language data.
    pub min_confidence: Option<f32>,
    recognizer: Option<Box<Recognizer<'static>>>,
}

/// What became of one item.
#[derive(Default)]
pub struct Coded {
    /// What there is to say.
    pub troubles: Vec<Trouble>,
    /// The article, if there is one.
    pub article: Option<Done>,
}

/// A coded article, ready to be written, and what is counted of it.
pub struct Done {
    /// Its id.
    pub id: String,
    /// What is written.
    pub rendered: Rendered,
    /// How many claims it has.
    pub n_claims: usize,
    /// How many notes of each kind.
    pub notes: BTreeMap<String, u64>,
}

/// Runs the command.
pub fn run(args: CodeArgs) -> End {
    let recognizer = match recognizer(&args) {
        Ok(recognizer) => recognizer,
        Err(why) => return End::Usage(why),
    };
    let inputs = match inputs(args.inputs, "code", "articles") {
        Ok(inputs) => inputs,
        Err(end) => return end,
    };
    if matches!(args.format, Format::Csv | Format::Parquet) && args.output.is_none() {
        return End::Usage("csv and parquet write a folder with one table per kind: give -o DIR".to_owned());
    }
    if let Some(path) = &args.output
        && inputs.iter().any(|input| is_same(input, path))
    {
        return End::Usage(format!("{} is an input too; give another -o PATH, so that the articles are not replaced", path.display()));
    }
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let settings = Arc::new(Settings {
        lang,
        defaults: Defaults { published: args.defaults.published, outlet: args.defaults.outlet },
        format: args.format,
        with_text: args.with_text,
        min_confidence: args.min_confidence,
        recognizer,
    });
    if let (Some(n_articles), Some(folder)) = (args.parts, &args.output) {
        return parts::run(inputs, folder, n_articles, jobs(args.jobs), settings, &args.language);
    }
    let path = args.output.as_ref().map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
    let mut output = match Output::open(args.format, args.output.as_deref(), &settings.lang) {
        Ok(output) => output,
        Err(error) => return not_written(&path, &error),
    };
    let mut reporter = Reporter::new(["article", "claim"], args.output.is_some() || !io::stdout().is_terminal(), read::total_size(&inputs));
    let n_bytes = reporter.n_bytes();
    let mut failed = None;
    work::keep_panics_quiet();
    let worked = work::in_order(
        jobs(args.jobs),
        Item::weight,
        move |push| read::each(&inputs, &n_bytes, push),
        move |item| code_item(item, &settings),
        |coded| {
            let Some(coded) = coded else { return or_break(output.idle(), &mut failed) };
            or_break(write_item(&coded, &mut output, &mut reporter), &mut failed)
        },
    );
    reporter.conclude(&path, failed.map_or(worked, Err), "no usable article in the input; nothing was written", || output.finish())
}

/// Goes on, or keeps the error and stops.
pub fn or_break(result: io::Result<()>, failed: &mut Option<io::Error>) -> ControlFlow<()> {
    match result {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            *failed = Some(error);
            ControlFlow::Break(())
        }
    }
}

/// The token classifier of `--neural`, where there is one.
#[cfg(feature = "neural")]
fn recognizer(args: &CodeArgs) -> Result<Option<Box<Recognizer<'static>>>, String> {
    let Some(dir) = &args.neural else { return Ok(None) };
    let neural = crate::neural::Neural::open(dir)?;
    Ok(Some(Box::new(move |words| neural.label(words))))
}

/// Built without the feature `neural` there is none.
#[cfg(not(feature = "neural"))]
#[expect(clippy::unnecessary_wraps, reason = "with the feature a folder may not be readable")]
fn recognizer(_: &CodeArgs) -> Result<Option<Box<Recognizer<'static>>>, String> {
    Ok(None)
}

/// The inputs that were named, or standard input when something is piped in.
pub fn inputs(named: Vec<PathBuf>, command: &str, what: &str) -> Result<Vec<PathBuf>, End> {
    if !named.is_empty() {
        return Ok(named);
    }
    if io::stdin().is_terminal() {
        return Err(End::Usage(format!("give a file, a folder, or - and pipe {what} in; `marsad {command} --help` shows examples")));
    }
    Ok(vec![PathBuf::from("-")])
}

/// Where lines go: a file that is no input, or standard output; with its name.
///
/// # Errors
/// When it is an input, or cannot be opened.
pub fn place_beside(inputs: &[PathBuf], output: Option<&Path>) -> Result<(String, Place), End> {
    let name = output.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
    if output.is_some_and(|path| inputs.iter().any(|input| is_same(input, path))) {
        return Err(End::Usage(format!("{name} is an input too; give another -o FILE, so that it is not replaced")));
    }
    match Place::open(output) {
        Ok(place) => Ok((name, place)),
        Err(error) => Err(not_written(&name, &error)),
    }
}

/// The number of threads that was asked for, or one for each core.
pub fn jobs(asked: Option<u16>) -> usize {
    asked.map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from)
}

/// Whether two paths name one thing that is there.
pub fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Codes one item; a mistake of the program in one article is reported like any other trouble.
pub fn code_item(item: Item, settings: &Settings) -> Coded {
    let raw = match item {
        Item::Trouble(trouble) => return Coded { troubles: vec![trouble], article: None },
        Item::Raw(raw) => raw,
    };
    let origin = raw.origin.clone();
    let message = "the coder failed on this article; please report it with the article's text";
    work::caught(&origin, message, || code_raw(raw, settings)).unwrap_or_else(|trouble| Coded { troubles: vec![trouble], article: None })
}

fn code_raw(raw: Raw, settings: &Settings) -> Coded {
    let origin: Origin = raw.origin.clone();
    let mut prepared = match read::prepare(raw, &settings.defaults) {
        Ok(prepared) => prepared,
        Err(trouble) => return Coded { troubles: vec![trouble], article: None },
    };
    let mut coded =
        coding::code(&prepared.article, &settings.lang, settings.min_confidence, settings.with_text, settings.recognizer.as_deref());
    coded.notes.append(&mut prepared.notes);
    let (id, n_claims, mut notes) = (coded.article.id.clone(), coded.claims.len(), BTreeMap::new());
    for note in &coded.notes {
        *notes.entry(note.kind.to_string()).or_default() += 1;
    }
    match render(coded, settings.format) {
        Ok(rendered) => Coded { troubles: prepared.troubles, article: Some(Done { id, rendered, n_claims, notes }) },
        Err(error) => Coded { troubles: vec![Trouble::skipped(&origin, format!("cannot be written: {error}"))], article: None },
    }
}

/// Writes and counts what became of an item.
///
/// # Errors
/// When it cannot be written.
pub fn write_item(coded: &Coded, output: &mut Output, reporter: &mut Reporter) -> io::Result<()> {
    let id = coded.article.as_ref().map_or("", |done| &done.id);
    for trouble in &coded.troubles {
        reporter.trouble(trouble);
        output.reject(trouble, id)?;
    }
    if let Some(done) = &coded.article {
        output.write(&done.rendered)?;
        reporter.add(1, done.n_claims);
    }
    Ok(())
}
