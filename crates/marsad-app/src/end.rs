//! How did it end: what a command answers, and the exit status that tells it to a script.
//!
//! 0 done (a reader that closed the pipe counts as done) · 1 nothing usable · 2 usage · 3 the output could not be written.

use std::io::{self, Write};
use std::process::ExitCode;

pub use marsad_read::trouble::reason;

/// How a command ended.
#[derive(Debug)]
pub enum End {
    /// Everything that could be done was done.
    Done,
    /// There was nothing to work on, or what was checked did not hold; the reports before this say why.
    Nothing(String),
    /// What was asked cannot be done as asked.
    Usage(String),
    /// The result could not be written.
    Output(String),
}

impl End {
    /// Says on stderr why it ended, where that is not plain, and gives the exit status.
    #[must_use]
    pub fn finish(self) -> ExitCode {
        let (status, why) = match self {
            End::Done => (0, String::new()),
            End::Nothing(why) => (1, why),
            End::Usage(why) => (2, why),
            End::Output(why) => (3, why),
        };
        if !why.is_empty() {
            let _ = writeln!(io::stderr(), "marsad: {why}");
        }
        ExitCode::from(status)
    }
}

/// The end for an error of writing to `path`: a closed pipe is a reader who has had enough.
#[must_use]
pub fn not_written(path: &str, error: &io::Error) -> End {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return End::Done;
    }
    End::Output(format!("{path}: could not be written ({}); nothing was kept: free some space or choose another -o PATH", reason(error)))
}
