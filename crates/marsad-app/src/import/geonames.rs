//! GeoNames: its table of places and its table of alternate names → places with Arabic names.
//!
//! In: `allCountries.txt`, or that of a country (19 columns, a TAB between two, nothing is ever quoted: `"` is a letter), and
//! `alternateNamesV2.txt` (10 columns). Out: `places.tsv` of a layer.
//!
//! ```text
//! 112931⇥Tehran⇥Tehran⇥تهران,طهران,…⇥35.69439⇥51.42151⇥P⇥PPLC⇥IR⇥⇥26⇥…⇥7153309⇥…
//! 1561221⇥112931⇥ar⇥طهران⇥1⇥⇥⇥
//! ```
//! becomes `gn-112931  city  IRN  35.6944  51.4215  112931  …  7153309  Tehran  طهران`.
//!
//! Names: those tagged `ar`, preferred ones first; then those tagged `fa` and `ckb` whose letters Arabic has too. Historic and colloquial ones are left
//! out. `wkdt` is the Wikidata id, `en` the English name. Only where there is no table of alternate names are the untagged names of the
//! first table taken, when they are written in Arabic letters alone. A place without an Arabic name is not written.
//!
//! Both tables are spilled in buckets of neighbouring ids, which are joined one after the other: the output is in order of ids. Memory: one bucket
//! (262,144 ids). Not read: admin codes, elevations, the validity dates of names (free text).

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::countries::q;
use super::job::{Job, Taking};
use super::layer::{Layer, Place};
use super::names::{Names, is_written_arabic, latin};
use super::{Import, Source};
use crate::end::End;

/// What GeoNames is.
pub const SOURCE: Source = Source { name: "geonames", title: "GeoNames", licence: "CC-BY-4.0", url: "https://www.geonames.org/" };

const FEATURES: &str = include_str!("../../data/import/features.tsv");
/// Buckets of each table; the last one takes all ids beyond.
const N_BUCKETS: usize = 64;
/// Spilled files: places, then names.
pub const N_SPILLS: usize = 2 * N_BUCKETS;

/// Which places are wanted.
pub struct Settings {
    has_names: bool,
    /// Kinds by class and code.
    kinds: BTreeMap<(&'static str, &'static str), &'static str>,
    min_population: u64,
}

impl Settings {
    /// The settings that were typed.
    ///
    /// # Errors
    /// When a class is none of GeoNames.
    pub fn new(alternate_names: Option<&Path>, classes: &[String], min_population: u64) -> Result<Self, End> {
        let features = FEATURES.lines().filter(|row| !row.starts_with('#')).filter_map(|row| {
            let mut fields = row.split('\t');
            Some(((fields.next()?, fields.next()?), fields.next()?))
        });
        let all: BTreeMap<_, _> = features.collect();
        if let Some(class) = classes.iter().find(|class| !all.keys().any(|(known, _)| known == class)) {
            return Err(End::Usage(format!("--classes {class}: no class that is read; they are A, H, L, P, S, T")));
        }
        let kinds = all.into_iter().filter(|((class, _), _)| classes.is_empty() || classes.iter().any(|wanted| wanted == class)).collect();
        Ok(Self { has_names: alternate_names.is_some(), kinds, min_population })
    }
}

/// Runs the importer.
pub fn run(mut import: Import, settings: &Settings) -> Result<End, End> {
    let Import { base, job, .. } = &mut import;
    job.read(0, |line, taking| {
        let line = std::str::from_utf8(line).map_err(|_| "not UTF-8; left out".to_owned())?;
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, name, ascii, alternate, lat, lon, class, code, country, _, _, _, _, _, population, _, _, _, _] = fields[..] else {
            return Err(format!("{} columns instead of 19; left out", fields.len()));
        };
        let id: u32 = id.parse().map_err(|_| format!("`{id}` is no id of GeoNames; left out"))?;
        let [lat, lon] = [lat, lon].map(|degrees| degrees.parse::<f64>().ok().filter(|degrees| degrees.abs() <= 180.0));
        let (Some(lat), Some(lon)) = (lat.filter(|lat| lat.abs() <= 90.0), lon) else {
            return Err("coordinates that are not on the earth; left out".to_owned());
        };
        let Some(kind) = settings.kinds.get(&(class, code)) else { return Ok(()) };
        let population: u64 = population.parse().unwrap_or(0);
        let country = base.countries.of_alpha2(country).unwrap_or_default();
        if population < settings.min_population || !base.countries.is_wanted(country) {
            return Ok(());
        }
        let untagged: Vec<&str> = alternate.split(',').filter(|name| !settings.has_names && is_written_arabic(name)).collect();
        if !settings.has_names && untagged.is_empty() && !is_written_arabic(name) {
            return Ok(());
        }
        let en = latin(name).or_else(|| latin(ascii)).unwrap_or_default();
        let row = format!("{id}\t{kind}\t{country}\t{lat}\t{lon}\t{population}\t{en}\t{name}\t{}", untagged.join(","));
        taking.spill(bucket(id), row.as_bytes());
        Ok(())
    })?;
    if settings.has_names {
        job.read(1, spill_name)?;
    }
    let mut layer = import.job.layer(&import.origin).map_err(|error| import.job.not_written(&error))?;
    for n in 0..N_BUCKETS {
        join(n, &import, settings, &mut layer).map_err(|error| import.job.not_written(&error))?;
    }
    Ok(import.job.publish(layer))
}

fn bucket(id: u32) -> usize {
    ((id >> 18) as usize).min(N_BUCKETS - 1)
}

/// Spills a name in one of the wanted languages.
fn spill_name(line: &[u8], taking: &mut Taking<'_>) -> Result<(), String> {
    let line = std::str::from_utf8(line).map_err(|_| "not UTF-8; left out".to_owned())?;
    let fields: Vec<&str> = line.split('\t').collect();
    // Older tables end after the eighth column.
    let [_, id, language, name, preferred, short, colloquial, historic, ..] = fields[..] else {
        return Err(format!("{} columns instead of 10; left out", fields.len()));
    };
    let id: u32 = id.parse().map_err(|_| format!("`{id}` is no id of GeoNames; left out"))?;
    if !matches!(language, "ar" | "fa" | "ckb" | "en" | "wkdt") {
        return Ok(());
    }
    if colloquial == "1" || historic == "1" {
        if language == "ar" {
            taking.count("Arabic names that are historic or colloquial, left out");
        }
        return Ok(());
    }
    let rank = match (preferred, short) {
        ("1", _) => 0,
        (_, "1") => 2,
        _ => 1,
    };
    taking.spill(N_BUCKETS + bucket(id), format!("{id}\t{language}\t{rank}\t{name}").as_bytes());
    Ok(())
}

/// Names of a place by language, each with its rank.
#[derive(Default)]
struct Told {
    arabic: Vec<(u8, String)>,
    neighbours: Vec<(u8, String)>,
    english: Option<(u8, String)>,
    item: Option<u64>,
}

impl Told {
    fn take(&mut self, language: &str, rank: u8, name: &str) {
        match language {
            "ar" => self.arabic.push((rank, name.to_owned())),
            "wkdt" => self.item = self.item.or(q(name)),
            "en" if self.english.as_ref().is_none_or(|(known, _)| rank < *known) => self.english = Some((rank, name.to_owned())),
            "en" => {}
            _ => self.neighbours.push((rank, name.to_owned())),
        }
    }
}

/// Joins a bucket of places with their names.
fn join(n: usize, import: &Import, settings: &Settings, layer: &mut Layer) -> io::Result<()> {
    let job: &Job = &import.job;
    let mut rows: BTreeMap<u32, String> = BTreeMap::new();
    job.spills().each(n, |line| {
        let id = line.split('\t').next().and_then(|id| id.parse().ok()).unwrap_or_default();
        if rows.insert(id, line.to_owned()).is_some() {
            layer.count("places that stand in the input again, the last one taken");
        }
        Ok(())
    })?;
    let mut told: BTreeMap<u32, Told> = BTreeMap::new();
    job.spills().each(N_BUCKETS + n, |line| {
        let mut fields = line.splitn(4, '\t');
        let (Some(id), Some(language), Some(rank), Some(name)) = (fields.next(), fields.next(), fields.next(), fields.next()) else {
            return Ok(());
        };
        let (id, rank) = (id.parse().unwrap_or_default(), rank.parse().unwrap_or_default());
        if rows.contains_key(&id) {
            told.entry(id).or_default().take(language, rank, name);
        }
        Ok(())
    })?;
    for (id, row) in &rows {
        write(*id, row, told.remove(id).unwrap_or_default(), import, settings, layer)?;
    }
    Ok(())
}

fn write(id: u32, row: &str, mut told: Told, import: &Import, settings: &Settings, layer: &mut Layer) -> io::Result<()> {
    let fields: Vec<&str> = row.split('\t').collect();
    let [_, kind, country, lat, lon, population, en, name, untagged] = fields[..] else { return Ok(()) };
    let mut names = Names::default();
    // Sorting is stable: among equals the order of the table holds.
    told.arabic.sort_by_key(|(rank, _)| *rank);
    told.arabic.iter().for_each(|(_, name)| names.add(name));
    if !settings.has_names {
        [name].into_iter().filter(|name| is_written_arabic(name)).chain(untagged.split(',')).for_each(|name| names.add(name));
    }
    if names.list.is_empty() {
        layer.count("places without an Arabic name, left out");
        return Ok(());
    }
    told.neighbours.iter().for_each(|(_, name)| names.add(name));
    let english = told.english.and_then(|(_, name)| latin(&name));
    let fallback = format!("GeoNames {id}");
    layer.place(&Place {
        id: format!("gn-{id}"),
        kind,
        country,
        point: lat.parse().ok().zip(lon.parse().ok()),
        geonames: Some(id),
        wikidata: told.item,
        population: population.parse().ok(),
        en: english.as_deref().unwrap_or(if en.is_empty() { &fallback } else { en }),
        names: &names,
        known: import.base.place(told.item, Some(id)),
    })
}
