//! `marsad export`: events of an observatory in the formats of others.
//!
//! What leaves are facts, positions, hashes and short quotes; never a text. Only claims that nobody rejected count. The same archive and query give
//! the same bytes; memory does not grow with the number of events. docs/export.md says for every format what a column rests on, and what is lost.
//!
//! `source` which events, in which order · `clean` which words, in which form · `names` what somebody is called elsewhere · `facts` one value of
//! several · `tables`, `columns` the tables, written by `csv` and `parquet` · `lines`, `geojson`, `atom`, `ftm` objects and entries ·
//! `graph`, `gexf` who towards whom · `gdelt`, `icews`, `polecat`, `acled`, `ucdp` with `flat` and `scale` the shapes of other event data.

mod acled;
mod atom;
mod chosen;
mod clean;
mod columns;
mod csv;
mod facts;
mod flat;
mod ftm;
mod gdelt;
mod geojson;
mod gexf;
mod graph;
mod icews;
mod lines;
pub mod names;
mod parquet;
mod polecat;
mod scale;
mod source;
mod tables;
mod ucdp;

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use marsad::Lang;
use serde_json::{Value, json};

use crate::batch::failed;
use crate::cli::{ExportArgs, ExportFormat, Statuses};
use crate::coding;
use crate::end::{End, not_written};
use crate::query::parse;
use crate::store::{Error, Observatory};
use crate::write::Place;
pub use atom::urn;
use columns::TABLES;
use names::Names;
use source::Source;

/// Why an export failed.
#[derive(Debug)]
pub enum Failure {
    /// The observatory could not be read.
    Store(Error),
    /// The output could not be written.
    Output(io::Error),
}

/// What doing something with an event gives.
type Outcome = Result<(), Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => write!(f, "{error}"),
            Self::Output(error) => write!(f, "{error}"),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs the command.
pub fn run(args: &ExportArgs) -> End {
    let is_folder = matches!(args.format, ExportFormat::Csv | ExportFormat::Parquet | ExportFormat::Package);
    if is_folder && args.output.is_none() {
        return End::Usage("tables need a folder: give -o DIR".to_owned());
    }
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let is_actual = args.status.unwrap_or_else(|| usual(args.format)) == Statuses::Actual;
    let written = Observatory::look(&args.db).map_err(Failure::from).and_then(|observatory| {
        // What is collected on the way lies on disk; what others write meanwhile is not seen.
        observatory.db.execute_batch("PRAGMA temp_store = FILE; BEGIN")?;
        let source = Source {
            db: &observatory.db,
            lang: &lang,
            names: Names::new(&lang),
            query: parse(&args.query, &observatory.db, &lang)?,
            typed: args.query.trim().to_owned(),
            is_actual,
            n_words: args.quote_words,
        };
        if source.is_empty()? { Ok(0) } else { write(&source, args) }
    });
    match written {
        Ok(0) => End::Nothing(why_nothing(is_actual, args)),
        Ok(_) => End::Done,
        Err(Failure::Store(error)) => failed(&args.db, &error),
        Err(Failure::Output(error)) => {
            not_written(&args.output.as_ref().map_or_else(|| "standard output".to_owned(), |path| path.display().to_string()), &error)
        }
    }
}

fn write(source: &Source<'_>, args: &ExportArgs) -> Result<u64, Failure> {
    let stream = |write: Writer| {
        let mut place = Place::open(args.output.as_deref())?;
        let n_events = write(source, &mut place)?;
        // A file without an event would hide what was there before.
        if n_events > 0 {
            place.finish()?;
        }
        Ok(n_events)
    };
    match (args.format, args.output.as_deref()) {
        (ExportFormat::Csv | ExportFormat::Package, Some(path)) => csv::folder(source, path, args.format == ExportFormat::Package),
        (ExportFormat::Parquet, Some(path)) => parquet::folder(source, path),
        (format, _) => match writer(format) {
            Some(write) => stream(write),
            None => Err(io::Error::other("tables need a folder").into()),
        },
    }
}

/// What writes a format to one stream.
type Writer = fn(&Source<'_>, &mut dyn Write) -> Result<u64, Failure>;

/// The writer of a format that is one stream; `None` for folders of tables.
fn writer(format: ExportFormat) -> Option<Writer> {
    Some(match format {
        ExportFormat::Csv | ExportFormat::Package | ExportFormat::Parquet => return None,
        ExportFormat::Jsonl => lines::lines,
        ExportFormat::Gdelt => gdelt::events,
        ExportFormat::GdeltMentions => gdelt::mentions,
        ExportFormat::Icews => icews::events,
        ExportFormat::Polecat => polecat::events,
        ExportFormat::Acled => acled::events,
        ExportFormat::Ucdp => ucdp::events,
        ExportFormat::Geojson => geojson::features,
        ExportFormat::Gexf => gexf::gexf,
        ExportFormat::Graphml => gexf::graphml,
        ExportFormat::Ftm => ftm::entities,
        ExportFormat::Atom => atom::feed,
    })
}

/// Names of the tables.
#[must_use]
pub fn table_names() -> Vec<&'static str> {
    TABLES.iter().map(|table| table.name).collect()
}

/// What is asked of an export that is one stream.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which events.
    pub query: String,
    /// In which shape.
    pub format: ExportFormat,
    /// Which table, where the shape is tables.
    pub table: String,
    /// Which statuses; usual for the format where nothing is asked.
    pub statuses: Option<Statuses>,
    /// Words of a quote, at most.
    pub n_words: usize,
}

impl Wanted {
    /// What a file of it is called.
    #[must_use]
    pub fn file_name(&self) -> String {
        let name = self.format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        match self.format {
            ExportFormat::Csv => format!("marsad-{}.csv", self.table),
            ExportFormat::Jsonl | ExportFormat::Ftm => format!("marsad-{name}.jsonl"),
            ExportFormat::Geojson | ExportFormat::Gexf | ExportFormat::Graphml | ExportFormat::Atom => format!("marsad.{name}"),
            ExportFormat::Gdelt | ExportFormat::GdeltMentions | ExportFormat::Icews | ExportFormat::Polecat => format!("marsad-{name}.tsv"),
            _ => format!("marsad-{name}.csv"),
        }
    }

    /// What it is, for HTTP.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self.format {
            ExportFormat::Jsonl | ExportFormat::Ftm => "application/x-ndjson",
            ExportFormat::Geojson => "application/geo+json",
            ExportFormat::Gexf | ExportFormat::Graphml => "application/xml",
            ExportFormat::Atom => "application/atom+xml",
            ExportFormat::Gdelt | ExportFormat::GdeltMentions | ExportFormat::Icews | ExportFormat::Polecat => {
                "text/tab-separated-values; charset=utf-8"
            }
            _ => "text/csv; charset=utf-8",
        }
    }
}

/// Writes an export to a stream; how many events it has. Nothing is written where there are none.
///
/// Cost: memory that does not grow with the number of events.
///
/// # Errors
/// When the archive cannot be read, what is asked is not understood, or `out` takes nothing more.
pub fn stream(path: &Path, lang: &Lang, wanted: &Wanted, out: &mut dyn Write) -> Result<u64, Failure> {
    let table = TABLES.iter().position(|table| table.name == wanted.table);
    let write = writer(wanted.format);
    if write.is_none() && (wanted.format != ExportFormat::Csv || table.is_none()) {
        let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        return Err(Error::asked(format!(
            "as one stream there is a table of csv, one of {}; folders are written by `marsad export`",
            names.join(", ")
        ))
        .into());
    }
    let observatory = Observatory::look(path)?;
    observatory.db.execute_batch("PRAGMA temp_store = FILE; BEGIN")?;
    let source = Source {
        db: &observatory.db,
        lang,
        names: Names::new(lang),
        query: parse(&wanted.query, &observatory.db, lang)?,
        typed: wanted.query.trim().to_owned(),
        is_actual: wanted.statuses.unwrap_or_else(|| usual(wanted.format)) == Statuses::Actual,
        n_words: wanted.n_words,
    };
    match (source.is_empty()?, write) {
        (true, _) => Ok(0),
        (false, Some(write)) => write(&source, out),
        (false, None) => csv::table(&source, table.unwrap_or(0), out),
    }
}

/// Which events leave where nothing is asked: formats without a status take only what is told to have happened.
fn usual(format: ExportFormat) -> Statuses {
    match format {
        ExportFormat::Csv
        | ExportFormat::Jsonl
        | ExportFormat::Parquet
        | ExportFormat::Package
        | ExportFormat::Geojson
        | ExportFormat::Atom => Statuses::All,
        _ => Statuses::Actual,
    }
}

fn why_nothing(is_actual: bool, args: &ExportArgs) -> String {
    let of = if args.query.trim().is_empty() { String::new() } else { format!(" for {}", args.query.trim()) };
    let hint = match args.format {
        ExportFormat::Acled => "this format takes acts of violence and protest, dated better than to the year",
        ExportFormat::Ucdp => "this format takes acts of which a claim tells dead",
        _ if is_actual => "this format takes only what is told to have happened; --status all takes the rest",
        _ => "`marsad find` says why",
    };
    format!("nothing to export{of}; nothing was written: {hint}")
}

/// Under which terms data may leave, and on whose it rests.
fn note_on_licence() -> [Value; 2] {
    [
        json!([{
            "name": "CC-BY-SA-4.0",
            "path": "https://creativecommons.org/licenses/by-sa/4.0/",
            "title": "Event types and intensities are derived from PLOVER; headlines and quotes remain their outlets'",
        }]),
        json!([
            { "title": "PLOVER, Open Event Data Alliance (CC BY-SA 4.0)", "path": "https://github.com/openeventdata/PLOVER" },
            { "title": "GeoNames (CC BY 4.0)", "path": "https://www.geonames.org/" },
            { "title": "Wikidata (CC0 1.0)", "path": "https://www.wikidata.org/" },
        ]),
    ]
}
