//! What was typed: the arguments of every command, each with examples in its help.
//!
//! Nothing here opens a file; what the arguments mean is decided by the commands.

mod alerts;
mod archive;
mod data;
mod feeds;
mod serve;
mod snapshot;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use alerts::*;
pub use archive::*;
pub use data::*;
pub use feeds::*;
pub use serve::*;
pub use snapshot::*;

/// Arabic news articles in, cited claims out: who is said to have done what to whom, when, where, and on whose word.
#[derive(Debug, Parser)]
#[command(
    name = "marsad",
    version,
    arg_required_else_help = true,
    after_help = "\
Examples:
  marsad code articles.jsonl -o coded.jsonl
  marsad explain --text 'قصفت طائرات إسرائيلية مواقع في جنوب لبنان أمس.' --published 2024-11-10
  marsad analyze news.txt -o news.conllu
  marsad who 'وزير الدفاع العراقي' --on 2013-09-20
  marsad times --text 'وصل الوفد أول من أمس' --published 2024-11-10
  marsad data check

Exit status: 0 done, 1 nothing usable, 2 wrong usage, 3 the output could not be written.
Only `marsad watch` asks others over the network, for the feeds that you list; `marsad serve` answers, on this machine unless told otherwise."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Code articles: one JSON object a line, CSV tables, or a summary
    Code(CodeArgs),
    /// Say why each claim of an article was coded
    Explain(ExplainArgs),
    /// Analyse text: words, lemmas, parts of speech, features, names and trees
    Analyze(AnalyzeArgs),
    /// Find the expressions of time and number in texts
    Times(TimesArgs),
    /// Say who held an office on a day, or what somebody held
    Who(WhoArgs),
    /// Take articles into an observatory
    Ingest(IngestArgs),
    /// Find events, claims and articles in an observatory
    Find(FindArgs),
    /// Write events of an observatory in the formats of others
    Export(ExportArgs),
    /// Correct an observatory: accept, reject or change a claim, merge or split events, take an article down
    Decide(DecideArgs),
    /// Code an observatory again, after a change of program or data
    Recode(RecodeArgs),
    /// Say how long an observatory keeps texts, and let those go whose time is over
    Retain(RetainArgs),
    /// Freeze an observatory, or a part of it, into a folder that can be cited
    Snapshot(SnapshotArgs),
    /// Check a snapshot, by itself or against an observatory
    Verify(VerifyArgs),
    /// Say what is installed, stale or broken, and what to do about it
    Doctor(DoctorArgs),
    /// List the feeds that an observatory reads, and how they do
    Feeds(FeedsArgs),
    /// Read the feeds of an observatory, once or for ever
    Watch(WatchArgs),
    /// Say when a pair, an actor or any other query escalates, by rules of yours
    Alerts(AlertsArgs),
    /// Serve an observatory: the console for people, its API for programs
    Serve(ServeArgs),
    /// Make an observatory of sample articles, and serve it
    Demo(DemoArgs),
    /// Check, build, score and calibrate the language data, and import from other data
    Data(DataArgs),
}

/// Code articles: one coded article a line, in input order.
///
/// INPUT is a file, a folder (read with everything below it, in order of names), a glob in quotes, or - for standard input.
/// Read are .jsonl (an object a line: id, url, outlet, published, title and body, text or html), .txt, .html, feeds (.xml, .rss,
/// .atom, and .json of JSON Feed) and web archives (.warc), each also as .gz or .zst. What cannot be read is reported with its file and line, counted and left out; it never stops the run.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad code articles.jsonl -o coded.jsonl
  zcat news.jsonl.gz | marsad code - --jobs 4 | head
  marsad code feed.xml archive.warc.gz -o coded.jsonl
  marsad code pages/ --outlet 'وكالة الأنباء' --format csv -o tables
  marsad code note.txt --published 2024-11-10 --min-confidence 0.7
  marsad code articles.jsonl --format summary
  marsad code archive/ --format parquet --parts -o coded    # given again, goes on where it was stopped

Exit status: 0 done, 1 no usable article, 2 wrong usage, 3 the output could not be written.")]
pub struct CodeArgs {
    /// Files, folders, globs, or - for standard input (the default when something is piped in)
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Shape of the output
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    pub format: Format,
    /// Where to write: a file (jsonl, summary; default standard output) or a folder (csv, parquet); it appears whole or not at all
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Write parts of N articles [default: 50000] into the folder -o and keep account of what is done: given again, a run that was stopped goes on, and
    /// files that are new are coded
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "50000", requires = "output",
          value_parser = clap::value_parser!(u32).range(1..))]
    pub parts: Option<u32>,
    /// Articles coded at the same time; the output is the same for any number [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub language: LanguageArgs,
    /// Leave out claims with a lower confidence, 0 to 1; 0 shows all [default: the floor of the language data]
    #[arg(long, value_name = "X", value_parser = share)]
    pub min_confidence: Option<f32>,
    /// Write the text of each article too
    #[arg(long)]
    pub with_text: bool,
    /// Ask the token classifier of this folder for names, in sentences that tell an act (docs/neural.md)
    #[cfg(feature = "neural")]
    #[arg(long, value_name = "DIR")]
    pub neural: Option<PathBuf>,
    #[command(flatten)]
    pub defaults: DefaultArgs,
}

/// Find the expressions of time and number: one object an article, with their values and where they stand.
///
/// INPUT is as for `marsad code`; of .jsonl the fields id, published, outlet and text (or body) count. Times have a TIMEX3 value, an
/// EDTF date and their first and last day, counted from the day of publication.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad times articles.jsonl -o times.jsonl
  marsad times --text 'قتل 17 شخصا على الأقل مساء الاثنين' --published 2023-10-11
  marsad times --text 'نلتقي الأحد' --published 2023-10-11 --policy assistant

Exit status: 0 done, 1 no usable article, 2 wrong usage, 3 the output could not be written.")]
pub struct TimesArgs {
    /// Files, folders, globs, or - for standard input (the default when something is piped in)
    #[arg(value_name = "INPUT", conflicts_with = "text")]
    pub inputs: Vec<PathBuf>,
    /// This text
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// Which day is meant where nothing tells the tense
    #[arg(long, value_enum, default_value_t = PolicyArg::News)]
    pub policy: PolicyArg,
    /// Where to write [default: standard output]; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Articles read at the same time; the output is the same for any number [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub language: LanguageArgs,
    #[command(flatten)]
    pub defaults: DefaultArgs,
}

/// Say who held an office on a day, or which offices somebody held; "unknown" rather than a guess.
///
/// QUERY is an office as news names it («وزير الدفاع العراقي») or a person. The answer comes with the term it rests on and the
/// source of the fact.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad who 'وزير الدفاع العراقي' --on 2013-09-20
  marsad who 'أحمد أبو الغيط' --on 2008-05-10 --format json

Exit status: 0 answered, 1 unknown, 2 wrong usage, 3 the output could not be written.")]
pub struct WhoArgs {
    /// An office with its country or body, or a person
    #[arg(value_name = "QUERY")]
    pub query: String,
    /// The day, such as 2013-09-20
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: jiff::civil::Date,
    /// For a reader, or as one JSON object
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// Shape of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For a reader
    Text,
    /// One JSON object (docs/schema/who.schema.json)
    Json,
}

/// What a day without a tense means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PolicyArg {
    /// The last one, as in news
    News,
    /// The next one, as when somebody tells an assistant
    Assistant,
}

/// Which language data to work with.
#[derive(Clone, Debug, Default, Args)]
pub struct LanguageArgs {
    /// Use this language pack instead of the one inside the program
    #[arg(long, value_name = "FILE")]
    pub pack: Option<PathBuf>,
    /// Lay your own data files over the pack: a folder with actors, places, lexicon or frames; may be given again
    #[arg(long, value_name = "DIR")]
    pub add: Vec<PathBuf>,
}

/// What holds for articles that do not say it themselves.
#[derive(Debug, Args)]
pub struct DefaultArgs {
    /// Publication date of articles without one: 2024-11-10, or an RFC 3339 time
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub published: Option<String>,
    /// Outlet of articles without one
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
}

/// Shape of the output of `code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One coded article a line (docs/schema/coded-article.schema.json)
    Jsonl,
    /// A folder with one table per kind (docs/output.md)
    Csv,
    /// The same tables with types, for programs
    Parquet,
    /// Counts for a reader: acts by type and status, who towards whom, on whose word
    Summary,
}

/// Say why each claim was coded: its words, its parties and how each was found, its date, its place, on whose word.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad explain --text 'نفت طهران الأنباء عن زيارة الوزير.' --published 2024-11-10
  marsad explain articles.jsonl --id 4711
  marsad explain page.html

Latin labels and Arabic text stand on lines of their own, so that a terminal without bidirectional text shows both.
NO_COLOR=1 turns colour off.")]
pub struct ExplainArgs {
    /// A file with articles, or - for standard input
    #[arg(value_name = "INPUT", conflicts_with = "text")]
    pub input: Option<PathBuf>,
    /// The text itself
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// Only the article with this id
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    #[command(flatten)]
    pub language: LanguageArgs,
    #[command(flatten)]
    pub defaults: DefaultArgs,
}

/// Analyse text: one sentence after the other, as CoNLL-U or JSON.
///
/// INPUT is a file, a folder (read with everything below it, in order of names), a glob in quotes, or - for standard input.
/// Read are .txt, a paragraph a line, and .conllu, whose words are kept and everything else of them analysed again; each also
/// as .gz or .zst. What cannot be read is reported with its file and line, counted and left out; it never stops the run.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad analyze --text 'وصل الوزير إلى القاهرة أمس.'
  marsad analyze news.txt -o news.conllu
  zcat news.txt.gz | marsad analyze - --format json | head
  marsad analyze texts/ 'more/*.txt' -o all.conllu
  marsad analyze treebank.conllu -o again.conllu

Exit status: 0 done, 1 no sentence in the input, 2 wrong usage, 3 the output could not be written.")]
pub struct AnalyzeArgs {
    /// Files, folders, globs, or - for standard input (the default when something is piped in)
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The text itself, a paragraph a line
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["inputs", "from"])]
    pub text: Option<String>,
    /// What the inputs are [default: conllu for names that end in .conllu, text for all others]
    #[arg(long, value_enum, value_name = "KIND")]
    pub from: Option<InputFormat>,
    /// Shape of the output
    #[arg(long, value_enum, default_value_t = SentenceFormat::Conllu)]
    pub format: SentenceFormat,
    /// Where to write (default standard output); a file appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Paragraphs analysed at the same time; the output is the same for any number [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// What is analysed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// A paragraph a line
    Text,
    /// Sentences whose words are known; lemmas, parts of speech, features, names and trees are found again
    Conllu,
}

impl From<InputFormat> for marsad_read::TextFormat {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Text => Self::Text,
            InputFormat::Conllu => Self::Conllu,
        }
    }
}

/// Shape of the output of `analyze`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SentenceFormat {
    /// CoNLL-U, as Universal Dependencies has it (docs/analysis.md)
    Conllu,
    /// One sentence a line (docs/schema/analysis.schema.json)
    Json,
}

fn share(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("give a number from 0 to 1, such as 0.7".to_owned()),
    }
}

fn published(text: &str) -> Result<String, String> {
    marsad_read::normalize_date(text)
        .ok_or_else(|| "give a date such as 2024-11-10, or a time such as 2024-11-10T08:30:00+03:00".to_owned())
}

fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "give a day such as 2013-09-20".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_agree_with_each_other() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}
