//! `marsad data`: check, build and score the language data. The work is done by `marsad-data`; here its answers are
//! printed and turned into an exit status.

use crate::cli::DataCommand;
use crate::end::End;

/// Runs one of the data commands.
pub fn run(command: &DataCommand) -> End {
    let name = match command {
        DataCommand::Check { .. } => "check",
        DataCommand::Build { .. } => "build",
        DataCommand::Score(_) => "score",
    };
    End::Usage(format!("data {name}: not in this build"))
}
