//! `marsad code --parts`: a long run in parts, that goes on where it was stopped.
//!
//! In: inputs and a folder. Out: `part-00001` and so on in it, each with some thousands of articles as `--format` has them, and the account of what is done
//! (`manifest`). All parts one after the other are what one run without parts gives, whenever and however often the run was stopped: a signal ends a part
//! early, SIGKILL costs the part that was being filled, and what was read before is read again without being coded. A later run codes the files that
//! are new; one that was changed since it was coded is reported and left alone.

mod manifest;

use std::collections::HashSet;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use marsad::Lang;
use marsad::pack::Tables;
use marsad_read::trouble::{At, Kind, Origin, Trouble};
use marsad_read::work::{self, Push};
use marsad_read::{self as read, Item};
use sha2::{Digest, Sha256};

use crate::cli::{Format, LanguageArgs};
use crate::code::{Coded, Settings, code_item, or_break, write_item};
use crate::end::{End, not_written};
use crate::report::{Reporter, counted};
use crate::write::Output;
use manifest::{Header, Known, Manifest, Part, Seen};

/// What the reader hands on.
enum Step {
    /// An item of the file that was begun last.
    Item(Item),
    /// A file begins; so many of its items are done.
    Begin(Seen, u64),
    /// It ended.
    End,
}

/// What became of a step.
enum Made {
    Coded(Coded),
    Begin(Seen, u64),
    End,
}

/// Codes the inputs into parts of `n_articles` in `folder`.
pub fn run(inputs: Vec<PathBuf>, folder: &Path, n_articles: u32, jobs: usize, settings: Arc<Settings>, language: &LanguageArgs) -> End {
    if settings.format == Format::Summary {
        return End::Usage("--parts goes with jsonl, csv and parquet; a summary has no parts".to_owned());
    }
    if inputs.iter().any(|input| input == Path::new("-")) {
        return End::Usage("--parts needs files or folders: standard input cannot be read again when a run goes on".to_owned());
    }
    let manifest = match header(&settings, language).and_then(|header| Manifest::open(folder, &header)) {
        Ok(manifest) => manifest,
        Err(why) => return End::Usage(why),
    };
    let stop = Arc::new(AtomicBool::new(false));
    if let Err(why) = on_signal(Arc::clone(&stop)) {
        return End::Usage(why);
    }
    let mut reporter = Reporter::new(["article", "claim"], true, None);
    let plan = Plan { inputs, known: manifest.known.clone(), n_bytes: reporter.n_bytes(), stop: Arc::clone(&stop) };
    let mut writer = Writer::new(manifest, folder, n_articles, Arc::clone(&settings));
    let mut failed = None;
    work::keep_panics_quiet();
    let worked = work::in_order(
        jobs,
        |step| if let Step::Item(item) = step { item.weight() } else { 0 },
        move |push| plan.read(push),
        move |step| match step {
            Step::Item(item) => Made::Coded(code_item(item, &settings)),
            Step::Begin(seen, n_items) => Made::Begin(seen, n_items),
            Step::End => Made::End,
        },
        |made| made.map_or(ControlFlow::Continue(()), |made| or_break(writer.take(made, &mut reporter), &mut failed)),
    );
    let name = folder.display().to_string();
    let end = failed.map_or(worked, Err).and_then(|()| writer.close());
    if let Err(error) = end {
        return not_written(&name, &error);
    }
    reporter.summary();
    conclude(&writer, &reporter, stop.load(Ordering::SeqCst))
}

/// Says what the folder holds now.
fn conclude(writer: &Writer, reporter: &Reporter, is_stopped: bool) -> End {
    let mut sum = Part::default();
    writer.manifest.parts.iter().for_each(|part| sum.count(part));
    let n_parts = writer.manifest.parts.iter().filter(|part| !part.part.is_empty()).count() as u64;
    let rate = sum.articles as f64 / sum.seconds.max(1e-6);
    reporter.note(&format!(
        "in all: {}, {}, {}, {} skipped, {}; {rate:.0} articles/s; {}",
        counted(n_parts, "part"),
        counted(sum.articles, "article"),
        counted(sum.claims, "claim"),
        sum.skipped,
        counted(sum.warnings, "warning"),
        writer.manifest.path().display(),
    ));
    if !sum.notes.is_empty() {
        let notes: Vec<String> = sum.notes.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        reporter.note(&format!("notes: {}", notes.join(", ")));
    }
    if is_stopped {
        return End::Nothing("stopped before the end of the input; give the same command again to go on".to_owned());
    }
    if sum.articles == 0 { End::Nothing("no usable article in the input".to_owned()) } else { End::Done }
}

/// With what the run codes.
fn header(settings: &Settings, language: &LanguageArgs) -> Result<Header, String> {
    let Lang { tables, .. } = &settings.lang;
    let is_built_in = language.pack.is_none() && language.add.is_empty();
    Ok(Header {
        manifest: 1,
        marsad: env!("CARGO_PKG_VERSION").to_owned(),
        pack: settings.lang.version(),
        pack_sha256: if is_built_in { marsad_pack::digest() } else { digest(tables)? },
        ontology: tables.ontology.clone(),
        format: format!("{:?}", settings.format).to_lowercase(),
        min_confidence: settings.min_confidence.unwrap_or_else(|| settings.lang.floor()),
        with_text: settings.with_text,
        published: settings.defaults.published.clone(),
        outlet: settings.defaults.outlet.clone(),
    })
}

fn digest(tables: &Tables) -> Result<String, String> {
    let pack = tables.to_pack().map_err(|error| error.to_string())?;
    Ok(Sha256::digest(&pack).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The first signal asks to end the part and the run, the second ends at once: what is not in the account is done again.
fn on_signal(stop: Arc<AtomicBool>) -> Result<(), String> {
    let handler = move || {
        if stop.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).map_err(|error| format!("signals cannot be waited for: {error}"))
}

/// What is to be read.
struct Plan {
    inputs: Vec<PathBuf>,
    known: Known,
    n_bytes: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

impl Plan {
    fn read(self, push: Push<'_, Step>) {
        let mut met = HashSet::new();
        for input in &self.inputs {
            let flow = read::each_file(input, &mut |found| match found {
                Err(trouble) => push(Step::Item(Item::Trouble(trouble))),
                Ok(path) => {
                    let now = Seen::now(&path);
                    // A file that two inputs name is one file.
                    if !met.insert(now.file.clone()) {
                        return ControlFlow::Continue(());
                    }
                    match (self.known.done(&now.file), self.known.open(&now.file)) {
                        (Some(then), _) if *then == now => ControlFlow::Continue(()),
                        (None, Some((then, n_items))) if *then == now => self.file(&path, now, *n_items, push),
                        (None, None) => self.file(&path, now, 0, push),
                        _ => push(Step::Item(Item::Trouble(changed(&now)))),
                    }
                }
            });
            if flow.is_break() {
                return;
            }
        }
    }

    /// Reads one file, passing over the items that are done.
    fn file(&self, path: &Path, now: Seen, n_done: u64, push: Push<'_, Step>) -> ControlFlow<()> {
        push(Step::Begin(now, n_done))?;
        let mut n_items = 0;
        read::each_item(path, &self.n_bytes, &mut |item| {
            if self.stop.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            n_items += 1;
            if n_items <= n_done { ControlFlow::Continue(()) } else { push(Step::Item(item)) }
        })?;
        push(Step::End)
    }
}

fn changed(seen: &Seen) -> Trouble {
    let origin = Origin { file: seen.file.as_str().into(), place: At::Whole };
    Trouble::skipped(&origin, "changed since it was coded here; its articles were left as they are: give another -o DIR to code it anew")
}

/// Fills parts.
struct Writer {
    manifest: Manifest,
    folder: PathBuf,
    n_articles: u64,
    settings: Arc<Settings>,
    output: Option<Output>,
    part: Part,
    open: Option<(Seen, u64)>,
    began: Instant,
}

impl Writer {
    fn new(manifest: Manifest, folder: &Path, n_articles: u32, settings: Arc<Settings>) -> Self {
        let folder = folder.to_owned();
        Self {
            manifest,
            folder,
            n_articles: n_articles.into(),
            settings,
            output: None,
            part: Part::default(),
            open: None,
            began: Instant::now(),
        }
    }

    fn take(&mut self, made: Made, reporter: &mut Reporter) -> io::Result<()> {
        match made {
            Made::Begin(seen, n_items) => self.open = Some((seen, n_items)),
            Made::End => self.part.done.extend(self.open.take().map(|(seen, _)| seen)),
            // What is said of no file, that one is missing or was changed, is said at each run and belongs to no part.
            Made::Coded(coded) if self.open.is_none() => coded.troubles.iter().for_each(|trouble| reporter.trouble(trouble)),
            Made::Coded(coded) => {
                let output = match &mut self.output {
                    Some(output) => output,
                    None => {
                        let name = name(self.manifest.parts.len() + 1, self.settings.format);
                        let output = Output::open(self.settings.format, Some(&self.folder.join(&name)), &self.settings.lang)?;
                        self.part.part = name;
                        self.output.insert(output)
                    }
                };
                write_item(&coded, output, reporter)?;
                self.count(&coded);
                if self.part.articles >= self.n_articles {
                    self.close()?;
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, coded: &Coded) {
        if let Some((_, n_items)) = &mut self.open {
            *n_items += 1;
        }
        let n_skipped = coded.troubles.iter().filter(|trouble| trouble.kind == Kind::Skipped).count() as u64;
        self.part.skipped += n_skipped;
        self.part.warnings += coded.troubles.len() as u64 - n_skipped;
        if let Some(done) = &coded.article {
            self.part.articles += 1;
            self.part.claims += done.n_claims as u64;
            for (kind, count) in &done.notes {
                *self.part.notes.entry(kind.clone()).or_default() += count;
            }
        }
    }

    /// Ends the part, if there is anything in it.
    fn close(&mut self) -> io::Result<()> {
        if self.output.is_none() && self.part.done.is_empty() {
            return Ok(());
        }
        if let Some(output) = self.output.take() {
            output.finish()?;
        }
        let mut part = std::mem::take(&mut self.part);
        part.open.clone_from(&self.open);
        part.seconds = self.began.elapsed().as_secs_f64();
        self.began = Instant::now();
        self.manifest.add(part)
    }
}

/// `part-00001`, with the ending of a file where a part is one.
fn name(part: usize, format: Format) -> String {
    let ending = if format == Format::Jsonl { ".jsonl" } else { "" };
    format!("part-{part:05}{ending}")
}
