//! What was typed for the feeds of an observatory, and for reading them.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{LanguageArgs, ListFormat, share};

/// List the feeds that an observatory reads, and how they do.
///
/// A feed is RSS, RDF, Atom or JSON Feed. It is known by its address: example.org/feed.xml and example.org/feed.xml?a=1 are two. Nothing here opens the
/// network; `marsad watch` reads what is listed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad feeds news.marsad add https://example.org/feed.xml --outlet 'Example'
  marsad feeds news.marsad import list.opml
  marsad feeds news.marsad list
  marsad feeds news.marsad pause https://example.org/feed.xml
  marsad feeds news.marsad export -o list.opml

Exit status: 0 done, 1 no feed is listed, 2 wrong usage, 3 the observatory could not be written.")]
pub struct FeedsArgs {
    /// The observatory; `add` and `import` make it where there is none
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// What to do
    #[command(subcommand)]
    pub action: FeedAction,
}

/// What is done with the list of feeds.
#[derive(Debug, Subcommand)]
pub enum FeedAction {
    /// List a feed
    Add {
        /// Its address
        url: String,
        /// Outlet of its articles [default: what the feed calls itself]
        #[arg(long, value_name = "NAME")]
        outlet: Option<String>,
        /// How often it is asked
        #[arg(long, value_name = "MINUTES", default_value_t = 30, value_parser = clap::value_parser!(i64).range(1..=10_080))]
        every: i64,
    },
    /// Take a feed from the list; its articles stay
    Remove {
        /// Its address
        url: String,
    },
    /// Leave a feed alone until it is resumed
    Pause {
        /// Its address
        url: String,
    },
    /// Ask a paused feed again
    Resume {
        /// Its address
        url: String,
    },
    /// Show each feed: whether it answers, what it brings and what it should, what cannot be used of it
    List {
        /// For a reader, or one JSON object a line
        #[arg(long, value_enum, default_value_t = ListFormat::Table)]
        format: ListFormat,
    },
    /// List the feeds of an OPML file
    Import {
        /// The file; - is standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Write the list as OPML 2.0
    Export {
        /// Where to write (default standard output); it appears whole or not at all
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// Read the feeds of an observatory, once or for ever.
///
/// New items are coded and kept as `marsad ingest` does; a changed text becomes a new version. Each site is asked seldom, one request at a time, and not
/// where its robots.txt asks programs not to read; what is known of feeds and sites is kept, so that a watch which was stopped goes on as it was.
/// SIGINT (Ctrl-C) and SIGTERM end it, and what was fetched is kept.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad watch news.marsad --contact editor@example.org
  marsad watch news.marsad --once
  marsad watch news.marsad --articles

Exit status: 0 done, 1 no feed is listed, 2 wrong usage, 3 the observatory could not be written.")]
pub struct WatchArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// Ask each feed that is due once, and end
    #[arg(long)]
    pub once: bool,
    /// Who asks: an address of mail or of the web, told to every site; kept for the next time
    #[arg(long, value_name = "TEXT")]
    pub contact: Option<String>,
    /// Sites asked at the same time
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Ask machines of private networks too, for feeds in one's own house
    #[arg(long)]
    pub allow_private: bool,
    /// Fetch the page of new items whose text is short, and take its text
    #[arg(long)]
    pub articles: bool,
    #[command(flatten)]
    pub language: LanguageArgs,
    /// Leave out claims with a lower confidence, 0 to 1 [default: the floor of the language data]
    #[arg(long, value_name = "X", value_parser = share)]
    pub min_confidence: Option<f32>,
    /// Milliseconds between two requests to one site
    #[arg(long, value_name = "MS", default_value_t = 2_000, hide = true)]
    pub interval: u64,
    /// Milliseconds that one fetch may take
    #[arg(long, value_name = "MS", default_value_t = 30_000, hide = true)]
    pub timeout: u64,
    /// Bytes that a document may have
    #[arg(long, value_name = "BYTES", default_value_t = 16 << 20, hide = true)]
    pub max_bytes: usize,
}
