//! What was typed for the commands of an observatory.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{DefaultArgs, LanguageArgs, share};

/// Take articles into an observatory: a file that keeps them with what they claim and what happened according to them.
///
/// INPUT is as for `marsad code`. Articles that are there already are left as they are; a changed text of the same address becomes a new
/// version; what was taken down stays out. A run that was stopped goes on where it was when it is started again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad ingest news.marsad articles.jsonl
  marsad ingest news.marsad pages/ --outlet 'وكالة الأنباء'

Exit status: 0 done, 1 no usable article, 2 wrong usage, 3 the observatory could not be written.")]
pub struct IngestArgs {
    /// The observatory; it is made where there is none
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// Files, folders, globs, or - for standard input (the default when something is piped in)
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Articles coded at the same time [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub language: LanguageArgs,
    /// Leave out claims with a lower confidence, 0 to 1 [default: the floor of the language data]
    #[arg(long, value_name = "X", value_parser = share)]
    pub min_confidence: Option<f32>,
    #[command(flatten)]
    pub defaults: DefaultArgs,
}

/// Code an observatory again, after a change of program or language data.
///
/// Articles that this program and these data have coded already are left out. Decisions stay in force; where the coder now says something
/// else, `marsad decide DB list` shows it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad recode news.marsad
  marsad recode news.marsad --add my-frames/

Exit status: 0 done, 2 wrong usage, 3 the observatory could not be written.")]
pub struct RecodeArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// Code every article again, whatever coded it, and make all events, facets and counts anew
    #[arg(long)]
    pub all: bool,
    /// Articles coded at the same time [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub language: LanguageArgs,
    /// Leave out claims with a lower confidence, 0 to 1 [default: the floor of the language data]
    #[arg(long, value_name = "X", value_parser = share)]
    pub min_confidence: Option<f32>,
}

/// Say how long an observatory keeps the texts of articles, and let those go whose time is over.
///
/// Without an option the setting is shown and applied. Claims with their evidence, headlines, statements with a short quote, decisions and the words of
/// the full-text index stay; a text that was let go does not come back. `marsad ingest` and `marsad watch` apply the setting at their end, and a watch
/// that goes on every hour.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad retain news.marsad
  marsad retain news.marsad --days 90 --dry-run
  marsad retain news.marsad --days 90
  marsad retain news.marsad --outlet 'وكالة الأنباء' --forever

Exit status: 0 done, 2 wrong usage, 3 the observatory could not be written.")]
pub struct RetainArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// Keep texts for so many days after they came in
    #[arg(long, value_name = "N", group = "keep", value_parser = clap::value_parser!(u32).range(0..=36_500))]
    pub days: Option<u32>,
    /// Keep texts for ever, as is done where nothing is set
    #[arg(long, group = "keep")]
    pub forever: bool,
    /// Keep the texts of the outlet as long as those of all others
    #[arg(long, group = "keep", requires = "outlet")]
    pub as_others: bool,
    /// Set it for the texts of one outlet, by its name as articles have it
    #[arg(long, value_name = "NAME", requires = "keep")]
    pub outlet: Option<String>,
    /// Only say how many texts would go
    #[arg(long)]
    pub dry_run: bool,
}

/// Find events, claims, articles, statements or roles.
///
/// QUERY is filters and words, all of which have to hold. Filters: actor:, source:, target:, type:, mode:, context:, status:, in:, said-by:, via:,
/// outlet:, quad:, review:, from: and to: (a day, a month or a year); -filter excludes; a value with spaces stands in quotes. Words find articles
/// by lemma («تحذير» finds «حذّرت»), \"phrases in quotes\" words in order, =word its exact form. Statements are found by said-by:, said-to:, force:, outlet:, days and
/// words; roles by office:, actor:, outlet: and days.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad find news.marsad 'actor:iraq type:CONSULT from:2024-10 said-by:iran'
  marsad find news.marsad 'تحذير in:LBN' --what articles
  marsad find news.marsad 'source:إسرائيل type:ASSAULT status:disputed' --format json
  marsad find news.marsad 'said-by:iran force:promise,warning from:2024' --what statements
  marsad find news.marsad 'office:\"وزير الدفاع العراقي\" from:2013-09 to:2013-10' --what roles

Exit status: 0 found, 1 nothing found, 2 wrong usage.")]
pub struct FindArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// What to look for; everything where it is empty
    #[arg(value_name = "QUERY", default_value = "")]
    pub query: String,
    /// Ask each line of this file instead, and print how many were found and the milliseconds it took
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub queries: Option<PathBuf>,
    /// What to list
    #[arg(long, value_enum, default_value_t = What::Events)]
    pub what: What,
    /// For a reader, or one JSON object a line
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// What a query lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// What happened, according to one or more claims
    Events,
    /// What single sentences report
    Claims,
    /// Articles, best match first where words are asked for
    Articles,
    /// What somebody said, with at most 25 of the words
    Statements,
    /// Who is said to hold which office, with the first and the last day
    Roles,
}

/// Shape of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For a reader
    Table,
    /// One JSON object a line
    Json,
}

/// Write events in the formats of others: tables, other event data, maps, graphs, feeds.
///
/// What leaves are facts, positions, hashes and short quotes, never a text; claims that were rejected do not count. docs/export.md says what every column
/// rests on, and what each format loses. The same archive and query give the same bytes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad export news.marsad --format parquet -o tables
  marsad export news.marsad --format package --query 'actor:iraq from:2024' --quote-words 0 -o iraq-2024
  marsad export news.marsad --format gexf --query 'type:CONSULT' -o meetings.gexf
  marsad export news.marsad --format atom --query 'source:إيران type:THREATEN' -o threats.atom
  marsad export news.marsad --format gdelt | cut -f 2,8,18,27

Exit status: 0 done, 1 nothing to export, 2 wrong usage, 3 the output could not be written.")]
pub struct ExportArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// Shape of the output
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// Which events, as for `marsad find`; all where it is empty
    #[arg(long, value_name = "QUERY", default_value = "")]
    pub query: String,
    /// Where to write: a folder for csv, parquet and package, else a file [default: standard output]; it appears whole or not at all
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Words of a headline or of evidence that may leave, at most; 0 for none
    #[arg(long, value_name = "N", default_value_t = 25)]
    pub quote_words: usize,
    /// Only what is told to have happened, or everything [default: all in formats that have a status, else actual]
    #[arg(long, value_enum)]
    pub status: Option<Statuses>,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// Shape of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A folder of tables: events, claims, participants, figures, statements, articles, decisions, anchors, revisions
    Csv,
    /// An event a line, with its claims
    Jsonl,
    /// The same tables as csv, as Parquet
    Parquet,
    /// The same tables as csv, as a Frictionless data package
    Package,
    /// GDELT 2.0 events: 61 columns, no header
    Gdelt,
    /// GDELT 2.0 mentions: 16 columns, no header
    GdeltMentions,
    /// ICEWS: 20 columns
    Icews,
    /// POLECAT: 40 columns
    Polecat,
    /// Violence and protest in the columns of ACLED
    Acled,
    /// Deadly events in the columns of UCDP's georeferenced event data
    Ucdp,
    /// A feature for each event, a point where the place is a town or smaller
    Geojson,
    /// A dynamic graph of countries and organisations, for Gephi
    Gexf,
    /// The same graph without days
    Graphml,
    /// FollowTheMoney entities
    Ftm,
    /// A feed
    Atom,
}

/// Which statuses are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Statuses {
    /// Only what is told to have happened
    Actual,
    /// What is planned, conditional, denied or alleged too
    All,
}

/// Correct an observatory.
///
/// Decisions are kept for ever with author and reason; they are anchored to the words of the text, so they hold when the archive is coded
/// again, and are taken back by `revoke`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad decide news.marsad reject CLAIM --reason 'رأي وليس خبرا' --author huda
  marsad decide news.marsad change CLAIM status=denied target=iran --reason '…' --author huda
  marsad decide news.marsad merge EVENT EVENT --reason '…' --author huda
  marsad decide news.marsad list

Exit status: 0 done, 2 wrong usage, 3 the observatory could not be written.")]
pub struct DecideArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// What to do
    #[command(subcommand)]
    pub action: Action,
}

/// Who decides, and why.
#[derive(Debug, Args)]
pub struct By {
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
    /// Who decides
    #[arg(long, value_name = "NAME", env = "MARSAD_AUTHOR")]
    pub author: String,
}

/// What is decided.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// A claim is right as it is
    Accept {
        /// Its id
        claim: String,
        #[command(flatten)]
        by: By,
    },
    /// A claim is wrong: it counts for nothing any more
    Reject {
        /// Its id
        claim: String,
        #[command(flatten)]
        by: By,
    },
    /// A claim is right but for some fields: type, source, target, date, place, status
    Change {
        /// Its id
        claim: String,
        /// FIELD=VALUE: type=CONSULT/visit, source=iran,hezbollah, target=none, date=2024-11-10, place=cairo, status=denied
        #[arg(required = true, value_name = "FIELD=VALUE")]
        changes: Vec<String>,
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        language: LanguageArgs,
    },
    /// Two events are one
    Merge {
        /// Id of an event
        event: String,
        /// Id of the other
        other: String,
        #[command(flatten)]
        by: By,
    },
    /// A claim belongs to another event than the claims it stands with
    Split {
        /// Its id
        claim: String,
        #[command(flatten)]
        by: By,
    },
    /// Remove an article's text and claims, and never take it in again
    Takedown {
        /// Its id or address
        article: String,
        #[command(flatten)]
        by: By,
    },
    /// Take a decision back
    Revoke {
        /// Its number
        decision: i64,
        #[command(flatten)]
        by: By,
    },
    /// List decisions, and where the coder now says something else
    List {
        /// For a reader, or one JSON object a line
        #[arg(long, value_enum, default_value_t = ListFormat::Table)]
        format: ListFormat,
    },
    /// Write decided articles and their claims as gold, for training and scoring
    Gold {
        /// Where the articles go
        articles: PathBuf,
        /// Where the gold goes
        gold: PathBuf,
    },
}
