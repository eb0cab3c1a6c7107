//! `marsad data import`: what others know, as a layer of Marsad's own data files.
//!
//! In: a dump of Wikidata, the tables of GeoNames, or entities of FollowTheMoney. Out: a folder that `--add` lays over the pack
//! ([`layer`]): persons and their terms of office, offices, actors, places, with licence and day.
//!
//! `Q123` «محمد علي», P39 `Q456` «وزير الدفاع العراقي» since 2011-08-17 → a `[[person]]` `wd-q123` and a row of `holders.tsv` with the
//! base's office `iraq-defence-minister`.
//!
//! The walk of each importer: read the input once, line by line, and spill what may be needed into compact files ([`job`], which also
//! makes it resumable); then join the spilled files and write the layer; then let it appear. Memory: one line, one bucket of a spilled
//! file, and sets of ids where an importer's header says so.
//!
//! It never replaces what the base knows (docs/import.md): a record that the base has by Wikidata or GeoNames id adds names and terms to it.
//!
//! `lines` what stands in the input · `spill` what is kept for later · `checkpoint` where were we · `job` the run itself · `names`
//! which names are Arabic · `countries` which country is that · `base` what is known already · `terms` which terms of office can be
//! added · `offices` which office is that · `layer` how is it
//! written · `rows` in which words · `output` where does it go · `wikidata`, `geonames`, `ftm` the importers.

mod base;
mod checkpoint;
mod countries;
mod ftm;
mod geonames;
mod job;
mod layer;
mod lines;
mod names;
mod offices;
mod output;
mod rows;
mod spill;
mod terms;
mod wikidata;

use std::path::Path;

use crate::cli::{ImportArgs, ImportCommand};
use crate::coding;
use crate::end::End;
use base::Base;
use job::{Job, Plan};
use layer::Origin;

/// What an importer is given.
struct Import {
    base: Base,
    job: Job,
    origin: Origin,
}

/// What is known of a source of data before its file is opened.
struct Source {
    /// `wikidata`, `geonames`, `ftm`: the command, and how ids of provenance begin.
    name: &'static str,
    title: &'static str,
    licence: &'static str,
    url: &'static str,
}

/// Runs one of the importers.
pub fn run(command: &ImportCommand) -> End {
    let ended = match command {
        ImportCommand::Wikidata { dump, args } => {
            start(&wikidata::SOURCE, &[dump], args, String::new(), wikidata::N_SPILLS).and_then(wikidata::run)
        }
        ImportCommand::Geonames { table, alternate_names, classes, min_population, args } => {
            let settings = geonames::Settings::new(alternate_names.as_deref(), classes, *min_population);
            let inputs: Vec<&Path> = [Some(table.as_path()), alternate_names.as_deref()].into_iter().flatten().collect();
            settings.and_then(|settings| {
                let options = format!("classes {classes:?}, min-population {min_population}");
                geonames::run(start(&geonames::SOURCE, &inputs, args, options, geonames::N_SPILLS)?, &settings)
            })
        }
        ImportCommand::Ftm { entities, args } => start(&ftm::SOURCE, &[entities], args, String::new(), ftm::N_SPILLS).and_then(ftm::run),
    };
    ended.unwrap_or_else(|end| end)
}

/// Everything that comes before the first line: what the base knows, the day of the data, the folder of the run.
fn start<P: AsRef<Path>>(source: &Source, inputs: &[P], args: &ImportArgs, options: String, n_spills: usize) -> Result<Import, End> {
    let inputs: Vec<&Path> = inputs.iter().map(AsRef::as_ref).collect();
    let as_of = match &args.as_of {
        Some(day) => day.get(..10).unwrap_or(day).to_owned(),
        None => job::day_of(inputs[0]).ok_or_else(|| {
            End::Usage("--as-of DATE is needed: standard input and files without a date do not tell of which day the data is".to_owned())
        })?,
    };
    let countries: Vec<String> = args.countries.iter().map(|code| code.to_ascii_uppercase()).collect();
    let base = Base::new(coding::tables(args.language.pack.as_deref(), &args.language.add).map_err(End::Usage)?, &countries)
        .map_err(End::Usage)?;
    let name = inputs[0].file_name().map_or("standard input".into(), |name| name.to_string_lossy());
    let origin = Origin {
        id: format!("{}-{as_of}", source.name),
        title: format!("{}: {}", source.title, if name == "-" { "standard input".into() } else { name }),
        licence: source.licence,
        url: source.url,
        command: source.name,
        as_of,
    };
    let options = format!("{}; as-of {}; countries {countries:?}; {options}", source.name, origin.as_of);
    let job =
        Job::open(Plan { inputs: &inputs, options, n_spills, output: &args.output, every: args.checkpoint_every, restart: args.restart })?;
    Ok(Import { base, job, origin })
}
