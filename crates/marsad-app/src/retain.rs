//! `marsad retain`: how long an observatory keeps texts.
//!
//! In: a setting, or none. Out: the setting as it is now, how many texts went, how many are left. With `--dry-run` nothing is written: it says
//! how many would go. An outlet that nobody knows is refused, so that a setting with a slip of the pen does not look as if it held.

use std::io::{self, Write};

use jiff::Timestamp;

use crate::batch::failed;
use crate::cli::RetainArgs;
use crate::end::{End, not_written};
use crate::report::counted;
use crate::store::retention::{Keep, Retention, counts, due, is_known, let_go, read, set};
use crate::store::{Error, Observatory, Result};

/// Runs the command.
pub fn run(args: &RetainArgs) -> End {
    match retain(args) {
        Err(error) => failed(&args.db, &error),
        Ok(lines) => match io::stdout().lock().write_all(lines.as_bytes()) {
            Ok(()) => End::Done,
            Err(error) => not_written("standard output", &error),
        },
    }
}

fn retain(args: &RetainArgs) -> Result<String> {
    let observatory = if args.dry_run { Observatory::look(&args.db)? } else { Observatory::open(&args.db)? };
    let db = &observatory.db;
    if let Some(outlet) = args.outlet.as_ref() {
        let is_set = read(db)?.outlets.contains_key(outlet);
        if !is_set && !is_known(db, outlet)? {
            return Err(Error::asked(format!("no article and no feed is of the outlet {outlet}; give its name as `marsad find` shows it")));
        }
    }
    let keep = if args.forever { Some(Keep::Forever) } else { args.days.map(Keep::Days) };
    let is_asked = keep.is_some() || args.as_others;
    if args.dry_run {
        let mut retention = read(db)?;
        match (&args.outlet, keep) {
            (Some(outlet), Some(keep)) => _ = retention.outlets.insert(outlet.clone(), keep),
            (Some(outlet), None) => _ = retention.outlets.remove(outlet),
            (None, Some(keep)) => retention.general = keep,
            (None, None) => {}
        }
        let n_due = due(db, &retention, Timestamp::now())?.n_texts();
        return Ok(format!("{}{} would be let go; nothing was changed\n", shown(&retention), counted(n_due, "text")));
    }
    if is_asked {
        set(db, args.outlet.as_deref(), keep)?;
    }
    let n_gone = let_go(db, Timestamp::now())?;
    let [n_texts, n_articles] = counts(db)?;
    Ok(format!("{}{} let go; {n_texts} of {} kept\n", shown(&read(db)?), counted(n_gone, "text"), counted(n_articles, "text")))
}

/// The setting in words; names of outlets on lines of their own.
fn shown(retention: &Retention) -> String {
    let words = |keep: &Keep| match keep {
        Keep::Forever => "for ever".to_owned(),
        Keep::Days(days) => format!("for {} after they came in", counted(u64::from(*days), "day")),
    };
    let mut lines = format!("texts are kept {}\n", words(&retention.general));
    for (outlet, keep) in &retention.outlets {
        lines += &format!("those of this outlet {}:\n  {outlet}\n", words(keep));
    }
    lines
}
