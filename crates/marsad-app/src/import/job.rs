//! The run itself: one input after the other, line by line, with checkpoints; then the layer appears.
//!
//! In: the inputs and where the layer goes. Out: the spilled files and counts that an importer joins, and at the end the folder.
//!
//! `marsad data import wikidata dump.json -o layers/wd` works in `layers/.wd.import/`: the lock, the checkpoint, the spilled files and the layer
//! until it is whole. Stopped, by whatever means, the same command goes on there; finished, the folder is removed. Joining is not
//! checkpointed: it starts again from the spilled files.
//!
//! A layer is replaced by the next import into it, and by nothing else: a folder that no import made is left alone.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::checkpoint::Checkpoint;
use super::layer::{self, Layer};
use super::lines::{self, Line, Lines};
use super::output;
use super::spill::Spills;
use crate::end::{End, not_written, reason};
use crate::report::Reporter;
use marsad_read::total_size;
use marsad_read::trouble::{At, Kind, Origin, Trouble};

/// What is to be run.
pub struct Plan<'a> {
    pub inputs: &'a [&'a Path],
    /// Everything else that decides what comes out.
    pub options: String,
    pub n_spills: usize,
    pub output: &'a Path,
    /// Bytes of input between two checkpoints.
    pub every: u64,
    /// Forget a run that was stopped.
    pub restart: bool,
}

/// A run.
pub struct Job {
    inputs: Vec<PathBuf>,
    heads: Vec<Vec<u8>>,
    dir: PathBuf,
    output: PathBuf,
    every: u64,
    checkpoint: Checkpoint,
    reporter: Reporter,
    spills: Spills,
    _lock: File,
}

/// What an importer may do while it looks at a line.
pub struct Taking<'a> {
    spills: &'a mut Spills,
    checkpoint: &'a mut Checkpoint,
    failed: Option<io::Error>,
}

impl Taking<'_> {
    /// Keeps a line for later in a spilled file.
    pub fn spill(&mut self, n: usize, line: &[u8]) {
        if let Err(error) = self.spills.write(n, line) {
            self.failed.get_or_insert(error);
        }
    }

    /// Counts something that is told at the end.
    pub fn count(&mut self, what: &str) {
        *self.checkpoint.counts.entry(what.to_owned()).or_default() += 1;
    }
}

impl Job {
    /// Opens the folder of a run: a new one, or one that was stopped.
    ///
    /// # Errors
    /// When an input cannot be opened, the output is in the way, or the folder belongs to another run.
    pub fn open(plan: Plan<'_>) -> Result<Self, End> {
        output::check(plan.output).map_err(End::Usage)?;
        let heads = plan.inputs.iter().map(|path| lines::head(path)).collect::<Result<Vec<_>, _>>().map_err(End::Nothing)?;
        let inputs: Vec<PathBuf> = plan.inputs.iter().map(|path| path.to_path_buf()).collect();
        let dir = folder_of_run(plan.output);
        let fails = |error: io::Error| not_written(&dir.display().to_string(), &error);
        fs::create_dir_all(&dir).map_err(fails)?;
        let lock = File::create(dir.join("lock")).map_err(fails)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(End::Usage(format!(
                    "another import into {} is running; wait for it or give another -o DIR",
                    plan.output.display()
                )));
            }
            Err(TryLockError::Error(error)) => return Err(fails(error)),
        }
        let fresh = Checkpoint::new(plan.inputs, &heads, plan.options);
        let before = Checkpoint::read(&dir).filter(|_| !plan.restart);
        if let Some(why) = before.as_ref().and_then(|before| before.differs(&fresh)) {
            return Err(End::Usage(format!(
                "{}: an import that was stopped is kept here, and {why}; run it again as it was, or begin anew with --restart",
                dir.display()
            )));
        }
        let goes_on = before.is_some();
        let checkpoint = before.unwrap_or(fresh);
        let spills = Spills::open(&dir, plan.n_spills, &checkpoint.spills).map_err(fails)?;
        let mut reporter = Reporter::new(["line", "row"], true, total_size(&inputs));
        reporter.add(checkpoint.n_lines as usize, 0);
        let job = Self { inputs, heads, dir, output: plan.output.to_owned(), every: plan.every, checkpoint, reporter, spills, _lock: lock };
        if goes_on {
            let name = job
                .inputs
                .get(job.checkpoint.stage)
                .map_or_else(|| "joining".to_owned(), |input| job.origin(input, job.checkpoint.line).to_string());
            eprint(&format!("going on where an earlier run stopped: {name}"));
        }
        Ok(job)
    }

    /// Reads input `stage` from where it stopped to its end; `take` looks at a line and says what is wrong with it.
    ///
    /// # Errors
    /// When the input cannot be opened, or something cannot be written.
    pub fn read(&mut self, stage: usize, mut take: impl FnMut(&[u8], &mut Taking<'_>) -> Result<(), String>) -> Result<(), End> {
        if self.checkpoint.stage > stage {
            return Ok(());
        }
        let path = self.inputs[stage].clone();
        let mut lines = Lines::open(&path, &self.heads[stage], self.checkpoint.at, self.checkpoint.line, &self.reporter.n_bytes())
            .map_err(End::Usage)?;
        let mut bytes = Vec::new();
        loop {
            let line = lines.next(&mut bytes);
            let mut taking = Taking { spills: &mut self.spills, checkpoint: &mut self.checkpoint, failed: None };
            let wrong = match line {
                Line::End => break,
                Line::Text(line) => take(line, &mut taking).err(),
                Line::Bad(why) => Some(why),
            };
            if let Some(error) = taking.failed {
                return Err(self.not_written(&error));
            }
            match wrong {
                Some(why) => {
                    self.checkpoint.n_bad += 1;
                    let origin = self.origin(&path, lines.line);
                    self.reporter.trouble(&Trouble::skipped(&origin, why));
                }
                None => {
                    self.checkpoint.n_lines += 1;
                    self.reporter.add(1, 0);
                }
            }
            if lines.at - self.checkpoint.at >= self.every {
                self.save(lines.at, lines.line)?;
            }
        }
        self.checkpoint.stage = stage + 1;
        self.save(0, 0)
    }

    fn save(&mut self, at: u64, line: u64) -> Result<(), End> {
        (self.checkpoint.at, self.checkpoint.line) = (at, line);
        let saved = self.spills.sync().and_then(|lens| {
            self.checkpoint.spills = lens;
            self.checkpoint.write(&self.dir)
        });
        saved.map_err(|error| self.not_written(&error))
    }

    /// The spilled files.
    pub fn spills(&self) -> &Spills {
        &self.spills
    }

    /// Empty files for what is spilled a second time, while it is joined.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn scratch(&self, n_files: usize) -> io::Result<Spills> {
        let dir = self.dir.join("sorted");
        fs::create_dir_all(&dir)?;
        Spills::open(&dir, n_files, &[])
    }

    /// A new layer, seen by nobody until [`Job::publish`].
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn layer(&self, origin: &layer::Origin) -> io::Result<Layer> {
        Layer::create(&self.dir.join("layer"), origin)
    }

    /// Tells what was counted, and lets the layer appear.
    pub fn publish(mut self, layer: Layer) -> End {
        let path = self.output.display().to_string();
        let origin = self.origin(&self.inputs[0], 0);
        let mut counts = std::mem::take(&mut self.checkpoint.counts);
        for (what, count) in &layer.counts {
            *counts.entry(what.clone()).or_default() += count;
        }
        for (what, count) in &counts {
            self.reporter.trouble(&Trouble::warning(&origin, Kind::Other, format!("{what}: {count}")));
        }
        let n_rows = layer.n_rows();
        self.reporter.add(0, n_rows as usize);
        if n_rows == 0 {
            self.reporter.summary();
            let _ = fs::remove_dir_all(&self.dir);
            return End::Nothing("nothing in the input that a layer could have; nothing was written".to_owned());
        }
        let appeared = layer.finish().and_then(|()| output::replace(&self.dir.join("layer"), &self.output));
        if let Err(error) = appeared {
            return not_written(&path, &error);
        }
        self.reporter.summary();
        let _ = fs::remove_dir_all(&self.dir);
        End::Done
    }

    /// The end for an error of writing: what was read so far stays.
    pub fn not_written(&self, error: &io::Error) -> End {
        let kept = "what was read is kept: free some space and give the same command again";
        End::Output(format!("{}: could not be written ({}); {kept}", self.dir.display(), reason(error)))
    }

    /// A line of an input; line 0 for the whole.
    fn origin(&self, path: &Path, line: u64) -> Origin {
        Origin { file: path.to_string_lossy().into(), place: if line > 0 { At::Line(line) } else { At::Whole } }
    }

    /// Says something once, whether or not the run goes on.
    pub fn warn(&mut self, message: &str) {
        let origin = self.origin(&self.inputs[0], 0);
        self.reporter.trouble(&Trouble::warning(&origin, Kind::Other, message));
    }
}

fn eprint(line: &str) {
    use std::io::Write;
    let _ = writeln!(io::stderr(), "{line}");
}

/// Where a run that writes to `output` works.
fn folder_of_run(output: &Path) -> PathBuf {
    let name = output.file_name().map_or_else(|| "layer".into(), |name| name.to_string_lossy());
    output.with_file_name(format!(".{name}.import"))
}

/// The day a file was last changed, in UTC.
pub fn day_of(path: &Path) -> Option<String> {
    let modified: SystemTime = fs::metadata(path).ok().filter(|_| path != Path::new("-"))?.modified().ok()?;
    let stamp = jiff::Timestamp::try_from(modified).ok()?;
    Some(stamp.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
}
