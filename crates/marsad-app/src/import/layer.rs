//! How is it written: the files of a layer, each with its origin, and the folder that appears as a whole.
//!
//! In: rows of actors, offices, persons, terms and places. Out: `DIR/layer.toml` (licence and day), `DIR/knowledge/*.toml` and `*.tsv` in the
//! project's own format, and `DIR/conflicts.tsv` for a reader's eyes: what the base has otherwise, which the layer therefore leaves out.
//!
//! It does not decide what belongs into a layer, and it never writes into a file that somebody may have edited.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::names::Names;
use super::rows;
use super::terms::{End, Settled};

/// How every `layer.toml` begins: by this line a folder is known that the next import may replace.
pub const MADE: &str = "# Made by `marsad data import";

/// Where the rows of a layer come from.
pub struct Origin {
    pub id: String,
    pub title: String,
    pub licence: &'static str,
    pub url: &'static str,
    /// The importer.
    pub command: &'static str,
    pub as_of: String,
}

/// The files of a layer, in the order in which they are read.
#[derive(Clone, Copy, Debug)]
pub enum Table {
    Actors,
    Titles,
    Offices,
    Persons,
    Holders,
    Places,
    Conflicts,
}

/// The files by table, with their columns.
pub const FILES: [(&str, &str); 7] = [
    ("knowledge/actors.toml", ""),
    ("knowledge/titles.toml", ""),
    ("knowledge/offices.toml", ""),
    ("knowledge/persons.toml", ""),
    ("knowledge/holders.tsv", "# office\tperson\tfrom\tto\tstatus\tas_of\tprovenance\n"),
    ("knowledge/places.tsv", "# id\tkind\tcountry\tlat\tlon\tgeonames\twikidata\tpopulation\ten\tname\n"),
    (
        "conflicts.tsv",
        "# What the base has otherwise; left out of the layer. Look at it, and put what is right into a layer of your own.\n# kind\tid\tin_base\tin_import\n",
    ),
];

/// A place to be written.
pub struct Place<'a> {
    pub id: String,
    pub kind: &'a str,
    pub country: &'a str,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    pub geonames: Option<u32>,
    pub wikidata: Option<u64>,
    pub population: Option<u32>,
    pub en: &'a str,
    pub names: &'a Names,
    /// The base's record of it.
    pub known: Option<&'a marsad::pack::Place>,
}

/// A layer that is being written.
pub struct Layer {
    dir: PathBuf,
    provenance: String,
    files: [Option<BufWriter<File>>; FILES.len()],
    n_rows: [u64; FILES.len()],
    /// What was counted while it was written, by what is said of it.
    pub counts: BTreeMap<String, u64>,
}

impl Layer {
    /// Begins a layer in an empty folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(dir: &Path, origin: &Origin) -> io::Result<Self> {
        if dir.exists() {
            fs::remove_dir_all(dir)?;
        }
        fs::create_dir_all(dir.join("knowledge"))?;
        let version = env!("CARGO_PKG_VERSION");
        let mut text =
            format!("{MADE} {}`. Import again rather than edit: corrections belong into a layer of your own.\n\n", origin.command);
        rows::table(&mut text, "provenance");
        for (key, value) in [
            ("id", origin.id.as_str()),
            ("title", &origin.title),
            ("licence", origin.licence),
            ("url", origin.url),
            ("as_of", &origin.as_of),
            ("note", &format!("marsad {version} data import {}", origin.command)),
        ] {
            rows::text(&mut text, key, value);
        }
        fs::write(dir.join("layer.toml"), text)?;
        Ok(Self {
            dir: dir.to_owned(),
            provenance: origin.id.clone(),
            files: [const { None }; FILES.len()],
            n_rows: [0; FILES.len()],
            counts: BTreeMap::new(),
        })
    }

    /// Number of rows that hold for the coder.
    pub fn n_rows(&self) -> u64 {
        self.n_rows[..Table::Conflicts as usize].iter().sum()
    }

    /// Counts something that is told at the end.
    pub fn count(&mut self, what: &str) {
        *self.counts.entry(what.to_owned()).or_default() += 1;
    }

    /// Writes an entry or a row, with its line end.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, table: Table, row: &str) -> io::Result<()> {
        let n = table as usize;
        let file = match &mut self.files[n] {
            Some(file) => file,
            closed => {
                let (name, columns) = FILES[n];
                let mut file = BufWriter::with_capacity(1 << 16, File::create(self.dir.join(name))?);
                write!(file, "# provenance: {}\n{columns}", self.provenance)?;
                closed.insert(file)
            }
        };
        self.n_rows[n] += 1;
        file.write_all(row.as_bytes())
    }

    /// Writes the terms of a person in an office, and what disagrees.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn terms(&mut self, office: &str, person: &str, settled: Settled) -> io::Result<()> {
        let provenance = self.provenance.clone();
        for term in &settled.added {
            let as_of = if matches!(term.to, End::On(_)) { "" } else { &term.as_of };
            let status = if term.is_acting { "acting" } else { "" };
            self.write(Table::Holders, &rows::row(&[office, person, &term.from, term.to.text(), status, as_of, &provenance]))?;
        }
        for (stays, told) in &settled.conflicts {
            self.count("terms of office that disagree with another one (conflicts.tsv), left out");
            self.write(Table::Conflicts, &rows::row(&["term", &format!("{office}/{person}"), stays, told]))?;
        }
        Ok(())
    }

    /// Writes a place, or the names that the base's place lacks.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn place(&mut self, place: &Place<'_>) -> io::Result<()> {
        let further = |id: &str, name: &str| rows::row(&[id, "name", "", "", "", "", "", "", "", name]);
        if let Some(known) = place.known {
            for name in place.names.beyond(&known.names) {
                self.write(Table::Places, &further(&known.id, &name))?;
            }
            return Ok(());
        }
        let Some((first, others)) = place.names.list.split_first() else { return Ok(()) };
        let degrees = |degrees: Option<f64>| degrees.map(|degrees| format!("{degrees:.4}")).unwrap_or_default();
        let number = |number: Option<u32>| number.filter(|number| *number > 0).map(|number| number.to_string()).unwrap_or_default();
        let row = rows::row(&[
            &place.id,
            place.kind,
            place.country,
            &degrees(place.point.map(|(lat, _)| lat)),
            &degrees(place.point.map(|(_, lon)| lon)),
            &number(place.geonames),
            &place.wikidata.map(|item| format!("Q{item}")).unwrap_or_default(),
            &number(place.population),
            place.en,
            first,
        ]);
        self.write(Table::Places, &row)?;
        for name in others {
            self.write(Table::Places, &further(&place.id, name))?;
        }
        Ok(())
    }

    /// Makes sure that everything is on disk.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        for file in self.files.into_iter().flatten() {
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        }
        File::open(self.dir.join("layer.toml"))?.sync_all()
    }
}
