//! `marsad explain`.

use crate::cli::ExplainArgs;
use crate::end::End;

/// Runs the command.
pub fn run(_args: &ExplainArgs) -> End {
    End::Usage("not yet".to_owned())
}
