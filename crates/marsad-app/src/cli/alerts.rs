//! What was typed for the rules by which somebody wants to be told.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::{LanguageArgs, ListFormat, day};
use crate::store::alert::Towards;

/// Say when a pair, an actor or any other query escalates, by rules of yours.
///
/// A rule fires when the mean intensity of its events in a window of days lies by some points below (or above) that of the days before, and the 95 % interval
/// of the difference does not reach zero. Days of which the archive saw too little are not compared, and a feed that was added or went makes no alert.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad alerts news.marsad add 'source:iran target:iraq'
  marsad alerts news.marsad add 'actor:lebanon quad:3,4' --window 7 --baseline 28 --points 1
  marsad alerts news.marsad list
  marsad alerts news.marsad mute 3 --until 2024-12-31

Exit status: 0 done, 1 no rule is there, 2 wrong usage, 3 the observatory could not be read or written.")]
pub struct AlertsArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// What to do
    #[command(subcommand)]
    pub action: AlertAction,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// What is done with the rules.
#[derive(Clone, Debug, Subcommand)]
pub enum AlertAction {
    /// Show each rule: how it stands on the last day of the archive, and when it fired in half a year before
    List {
        /// For a reader, or one JSON object a line
        #[arg(long, value_enum, default_value_t = ListFormat::Table)]
        format: ListFormat,
    },
    /// Make a rule
    Add {
        /// Of which events: filters of the query language, without words and days
        query: String,
        /// Days that are looked at
        #[arg(long, value_name = "DAYS", default_value_t = 14)]
        window: i64,
        /// Days before them with which they are compared
        #[arg(long, value_name = "DAYS", default_value_t = 84)]
        baseline: i64,
        /// In which direction the mean intensity has to move
        #[arg(long, value_enum, default_value_t = Towards::Conflict)]
        towards: Towards,
        /// By how many points of the scale from -10 to +10, at least
        #[arg(long, value_name = "POINTS", default_value_t = 2.0)]
        points: f64,
    },
    /// Tell nothing of a rule that is over by a day
    Mute {
        /// Its number
        alert: i64,
        /// The day, such as 2024-12-31
        #[arg(long, value_name = "DAY", value_parser = day)]
        until: Date,
    },
    /// Tell of a muted rule again
    Unmute {
        /// Its number
        alert: i64,
    },
    /// Remove a rule
    Remove {
        /// Its number
        alert: i64,
    },
}
