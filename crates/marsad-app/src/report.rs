//! What went wrong and how far are we: reports on stderr, their counts, and the progress bar.
//!
//! A report reads `file:line: what is wrong; what to do`. Skipped items are all reported; of each kind of warning the
//! first ten, because a million articles without a date are one piece of news.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use marsad_read::trouble::{Kind, Trouble};

use crate::end::{End, not_written};

/// Warnings of one kind that are printed.
const MAX_WARNINGS: u64 = 10;

/// Prints reports and counts.
pub struct Reporter {
    counts: BTreeMap<Kind, u64>,
    nouns: [&'static str; 2],
    n_items: u64,
    n_parts: u64,
    began: Instant,
    bar: Option<ProgressBar>,
    n_bytes: Arc<AtomicU64>,
}

impl Reporter {
    /// A reporter that counts items and their parts under these names; with a progress bar when stderr is a terminal and `bar` is
    /// wanted. `total` is the size of all inputs in bytes where it is known.
    pub fn new(nouns: [&'static str; 2], bar: bool, total: Option<u64>) -> Self {
        let bar = (bar && io::stderr().is_terminal()).then(|| match total {
            Some(total) => styled(ProgressBar::new(total), "{bar:30} {bytes}/{total_bytes} {msg} {eta}"),
            None => styled(ProgressBar::new_spinner(), "{spinner} {bytes} {msg}"),
        });
        Self { counts: BTreeMap::new(), nouns, n_items: 0, n_parts: 0, began: Instant::now(), bar, n_bytes: Arc::default() }
    }

    /// The counter that readers add their bytes to.
    pub fn n_bytes(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.n_bytes)
    }

    /// Ends a run that wrote to `path`: says what was in it, and puts the output in its place with `finish` unless there is none.
    pub fn conclude(mut self, path: &str, worked: io::Result<()>, nothing: &str, finish: impl FnOnce() -> io::Result<()>) -> End {
        if let Err(error) = worked {
            return not_written(path, &error);
        }
        if self.n_items() == 0 {
            self.summary();
            return End::Nothing(nothing.to_owned());
        }
        if let Err(error) = finish() {
            return not_written(path, &error);
        }
        self.summary();
        End::Done
    }

    /// Number of items done so far.
    pub fn n_items(&self) -> u64 {
        self.n_items
    }

    /// Prints and counts one trouble.
    pub fn trouble(&mut self, trouble: &Trouble) {
        let count = self.counts.entry(trouble.kind).or_default();
        *count += 1;
        if trouble.kind == Kind::Skipped {
            self.line(&format!("{}: {}", trouble.origin, trouble.message));
        } else if *count <= MAX_WARNINGS {
            let last = *count == MAX_WARNINGS;
            self.line(&format!("{}: warning: {}", trouble.origin, trouble.message));
            if last {
                self.line("further warnings of this kind are only counted");
            }
        }
    }

    /// Counts items that were done, and their parts.
    pub fn add(&mut self, n_items: usize, n_parts: usize) {
        let before = self.n_items;
        self.n_items += n_items as u64;
        self.n_parts += n_parts as u64;
        if let Some(bar) = &self.bar {
            bar.set_position(self.n_bytes.load(Ordering::Relaxed));
            if before / 64 < self.n_items / 64 {
                bar.set_message(format!("{} {}s", self.n_items, self.nouns[0]));
            }
        }
    }

    /// Prints the last line: `3 articles, 7 claims, 1 skipped, 2 warnings; 950 articles/s`.
    pub fn summary(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        let n_skipped = self.counts.get(&Kind::Skipped).copied().unwrap_or(0);
        let n_warnings: u64 = self.counts.iter().filter(|(kind, _)| **kind != Kind::Skipped).map(|(_, count)| count).sum();
        let rate = self.n_items as f64 / self.began.elapsed().as_secs_f64().max(1e-6);
        let [item, part] = self.nouns;
        let mut line = format!("{}, {}, {n_skipped} skipped", counted(self.n_items, item), counted(self.n_parts, part));
        if n_warnings > 0 {
            line.push_str(&format!(", {}", counted(n_warnings, "warning")));
        }
        self.line(&format!("{line}; {rate:.0} {item}s/s"));
    }

    /// Prints a line above the bar.
    pub fn note(&self, line: &str) {
        self.line(line);
    }

    fn line(&self, line: &str) {
        let print = || {
            let _ = writeln!(io::stderr(), "{line}");
        };
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}

/// `3 articles`, `1 article`.
pub fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
