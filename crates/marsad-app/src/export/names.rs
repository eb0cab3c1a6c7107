//! What is somebody called elsewhere?
//!
//! In: ids, countries and roles of claims. Out: English names, and the codes of other formats (`data/export/`). Nothing is guessed: what has no
//! name or code here has none.

use marsad::Lang;
use marsad::coded::Party;
use marsad::pack::{Actor, Office, Person, Place};
use rustc_hash::FxHashMap;

/// Names and codes, by id.
pub struct Names<'l> {
    /// Actors.
    pub actors: FxHashMap<&'l str, &'l Actor>,
    /// Persons.
    pub persons: FxHashMap<&'l str, &'l Person>,
    /// Offices.
    pub offices: FxHashMap<&'l str, &'l Office>,
    /// Places.
    pub places: FxHashMap<&'l str, &'l Place>,
    /// States and organisations, by their code.
    pub wholes: FxHashMap<&'l str, &'l Actor>,
    countries: FxHashMap<&'static str, Codes>,
    groups: FxHashMap<&'static str, &'static str>,
    sectors: FxHashMap<&'static str, [&'static str; 2]>,
    precisions: FxHashMap<&'static str, [Option<u8>; 2]>,
}

/// Codes of a country.
#[derive(Clone, Copy, Debug, Default)]
pub struct Codes {
    /// ISO 3166-1 alpha-2, in small letters.
    pub alpha2: &'static str,
    /// ISO 3166-1 numeric.
    pub numeric: &'static str,
    /// FIPS 10-4.
    pub fips: &'static str,
    /// Gleditsch and Ward.
    pub gw: &'static str,
    /// Correlates of War.
    pub cow: &'static str,
}

/// The rows of a table: its fields, empty ones for `-`.
pub fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let field = |field: &'static str| if field == "-" { "" } else { field };
    let fields = move |row: &'static str| -> Option<[&'static str; N]> { row.split('\t').map(field).collect::<Vec<_>>().try_into().ok() };
    table.lines().filter(|row| !row.starts_with('#')).filter_map(fields)
}

impl<'l> Names<'l> {
    /// The names of the language data.
    #[must_use]
    pub fn new(lang: &'l Lang) -> Self {
        let tables = &lang.tables;
        // A country's code is its state's; of several actors of an organisation's code the first without a parent is the organisation itself.
        let is_whole = |actor: &&Actor| match actor.country.contains(':') {
            true => actor.parent.is_none(),
            false => actor.kind == "state",
        };
        let wholes = tables.actors.iter().filter(is_whole).rev().map(|actor| (actor.country.as_str(), actor)).collect();
        Self {
            actors: tables.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect(),
            persons: tables.persons.iter().map(|person| (person.id.as_str(), person)).collect(),
            offices: tables.offices.iter().map(|office| (office.id.as_str(), office)).collect(),
            places: tables.places.iter().map(|place| (place.id.as_str(), place)).collect(),
            wholes,
            countries: rows(include_str!("../../data/export/countries.tsv"))
                .map(|[alpha3, alpha2, numeric, fips, gw, cow]| (alpha3, Codes { alpha2, numeric, fips, gw, cow }))
                .collect(),
            groups: rows(include_str!("../../data/export/groups.tsv")).map(|[marsad, cameo]| (marsad, cameo)).collect(),
            sectors: rows(include_str!("../../data/export/sectors.tsv")).map(|[role, icews, acled]| (role, [icews, acled])).collect(),
            precisions: rows(include_str!("../../data/export/precision.tsv"))
                .map(|[precision, acled, ucdp]| (precision, [acled, ucdp].map(|number| number.parse().ok())))
                .collect(),
        }
    }

    /// The English name of a party: of the person, group or state that it is; else what it does in which country; else its words.
    #[must_use]
    pub fn party(&self, party: &Party) -> String {
        if let Some(name) = party.actor.as_deref().and_then(|id| self.actor(id)) {
            return name.to_owned();
        }
        if let Some(office) = party.office.as_deref().and_then(|id| self.offices.get(id)) {
            return office.en.clone();
        }
        let country = party.country.as_deref().map(|code| self.country(code)).filter(|name| !name.is_empty());
        let sector = party.role.map(|role| self.icews_sector(role.code())).filter(|sector| !sector.is_empty());
        match (sector, country) {
            (Some(sector), Some(country)) => format!("{sector} ({country})"),
            (None, Some(country)) => country.to_owned(),
            _ => party.name.clone(),
        }
    }

    /// The English name of an id.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&str> {
        let of_person = self.persons.get(id).map(|person| person.en.as_str());
        self.actors.get(id).map(|actor| actor.en.as_str()).or(of_person).filter(|name| !name.is_empty())
    }

    /// The English name of a country or organisation; empty where it has none.
    #[must_use]
    pub fn country(&self, code: &str) -> &str {
        self.wholes.get(code).map_or("", |actor| actor.en.as_str())
    }

    /// The codes of a country; all empty for anything else.
    #[must_use]
    pub fn codes(&self, country: &str) -> Codes {
        self.countries.get(country).copied().unwrap_or_default()
    }

    /// CAMEO's code of a known group.
    #[must_use]
    pub fn group(&self, party: &Party) -> &'static str {
        let of = |id: &Option<String>| id.as_deref().and_then(|id| self.groups.get(id).copied());
        of(&party.actor).or_else(|| of(&party.country)).unwrap_or("")
    }

    /// How ICEWS calls a role.
    #[must_use]
    pub fn icews_sector(&self, role: &str) -> &'static str {
        self.sectors.get(role).map_or("", |sectors| sectors[0])
    }

    /// How ACLED calls a role, at home.
    #[must_use]
    pub fn acled_sector(&self, role: &str) -> &'static str {
        self.sectors.get(role).map_or("", |sectors| sectors[1])
    }

    /// ACLED's and UCDP's number for how exactly a place is told.
    #[must_use]
    pub fn precision(&self, precision: &str) -> [Option<u8>; 2] {
        self.precisions.get(precision).copied().unwrap_or_default()
    }

    /// Whether a place is exact enough for a point on a map: a town, or something of its size.
    #[must_use]
    pub fn is_point(&self, precision: &str) -> bool {
        self.precision(precision)[1].is_some_and(|number| number <= 2)
    }
}
