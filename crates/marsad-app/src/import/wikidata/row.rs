//! What is spilled of an entity: a person with terms, or an item that could be an office, an actor or a place.
//!
//! In: an entity. Out: a short JSON object, or nothing where no Arabic name can be given.
//!
//! `{"q":1391746,"n":["علي شمخاني"],"e":"Ali Shamkhani","c":[794],"d":false,"p":[],"t":[{"o":4376769,"f":"2013-09-10","t":null,"h":0}]}`
//!
//! Persons whose only name is Persian keep it in `fa`, because only the citizenship tells whether it may be used, and countries are known
//! when all lines were read.

use serde::{Deserialize, Serialize};

use super::claims::{is_julian_day, iso};
use super::entity::{Entity, Rank, SnakType, Statement};
use super::{COUNTRIES, EDGES, ITEMS, PERSONS};
use crate::import::countries::q;
use crate::import::job::Taking;
use crate::import::names::{Names, latin};

const HUMAN: u64 = 5;

/// A person.
#[derive(Serialize, Deserialize)]
pub struct PersonRow {
    pub q: u64,
    #[serde(rename = "n")]
    pub names: Vec<String>,
    /// Persian names, where there is no Arabic one.
    #[serde(default)]
    pub fa: Vec<String>,
    #[serde(rename = "e")]
    pub en: String,
    #[serde(rename = "c")]
    pub countries: Vec<u64>,
    #[serde(rename = "d")]
    pub is_dead: bool,
    #[serde(rename = "p")]
    pub parties: Vec<u64>,
    #[serde(rename = "t")]
    pub terms: Vec<TermRow>,
}

/// A term of office.
#[derive(Serialize, Deserialize)]
pub struct TermRow {
    #[serde(rename = "o")]
    pub office: u64,
    #[serde(rename = "f")]
    pub from: Option<String>,
    #[serde(rename = "t")]
    pub to: Option<String>,
    /// It ended, nobody knows when.
    #[serde(rename = "x")]
    pub has_ended: bool,
    /// The statement is marked as the present one.
    #[serde(rename = "p")]
    pub is_preferred: bool,
    #[serde(rename = "a")]
    pub is_acting: bool,
}

/// Something else.
#[derive(Serialize, Deserialize)]
pub struct ItemRow {
    pub q: u64,
    #[serde(rename = "n")]
    pub names: Vec<String>,
    #[serde(rename = "e")]
    pub en: String,
    /// P31.
    #[serde(rename = "k")]
    pub classes: Vec<u64>,
    #[serde(rename = "c")]
    pub countries: Vec<u64>,
    /// P1001, and what «of» says of P31 and P279.
    #[serde(rename = "j")]
    pub bodies: Vec<u64>,
    /// P749 and P361.
    #[serde(rename = "u")]
    pub parents: Vec<u64>,
    #[serde(rename = "f")]
    pub from: Option<String>,
    #[serde(rename = "t")]
    pub to: Option<String>,
    #[serde(rename = "g")]
    pub point: Option<(f64, f64)>,
    #[serde(rename = "i")]
    pub geonames: Option<u32>,
    #[serde(rename = "p")]
    pub population: Option<u32>,
}

/// «Acting», as a qualifier of an office.
const ACTING: u64 = 4_676_846;

/// Spills what an entity is good for.
pub fn spill(entity: &Entity, taking: &mut Taking<'_>) {
    let Some(id) = q(&entity.id) else { return };
    for parent in entity.items("P279") {
        taking.spill(EDGES, format!("{id} {parent}").as_bytes());
    }
    if let Some(code) = entity.string("P298") {
        taking.spill(COUNTRIES, format!("{id} {code}").as_bytes());
    }
    let classes = entity.items("P31");
    if classes.contains(&HUMAN) {
        person(id, entity, taking);
    } else {
        item(id, classes, entity, taking);
    }
}

fn person(id: u64, entity: &Entity, taking: &mut Taking<'_>) {
    let names = names(entity);
    let mut fa = Vec::new();
    if names.list.is_empty() {
        fa.extend(entity.labels.get("fa").map(|label| label.value.clone()));
        fa.extend(entity.aliases.get("fa").into_iter().flatten().map(|alias| alias.value.clone()));
    }
    let deprecated = entity.claims.get("P39").into_iter().flatten().filter(|statement| statement.rank == Rank::Deprecated).count();
    (0..deprecated).for_each(|_| taking.count("offices of rank deprecated, left out"));
    let terms: Vec<TermRow> = entity.statements("P39").into_iter().filter_map(|statement| term(statement, taking)).collect();
    if terms.is_empty() {
        return;
    }
    if names.list.is_empty() && fa.is_empty() {
        return taking.count("persons in office without an Arabic name, left out");
    }
    let row = PersonRow {
        q: id,
        names: names.list,
        fa,
        en: english(entity),
        countries: entity.items("P27"),
        is_dead: !entity.statements("P570").is_empty(),
        parties: present(entity, "P102"),
        terms,
    };
    write(PERSONS, &row, taking);
}

fn term(statement: &Statement, taking: &mut Taking<'_>) -> Option<TermRow> {
    let office = statement.mainsnak.item()?;
    let first = |property: &str| statement.qualifiers.get(property).and_then(|snaks| snaks.first());
    let date = |property: &str| first(property).and_then(|snak| snak.time()).and_then(|time| iso(&time));
    let (from, to) = (date("P580").or_else(|| date("P585")), date("P582"));
    for property in ["P580", "P582"] {
        if let Some(time) = first(property).and_then(|snak| snak.time()) {
            if is_julian_day(&time) {
                taking.count("days of the Julian calendar, converted");
            } else if iso(&time).is_none() {
                taking.count("dates that are no day, month or year, taken as unknown");
            }
        }
    }
    let Some(from) = from else {
        taking.count("terms of office without a first day, left out");
        return None;
    };
    // A point in time is a day in office, no end.
    let has_ended = to.is_none() && first("P582").is_some_and(|snak| snak.snaktype != SnakType::NoValue);
    let is_acting = ["P5102", "P1480", "P3831", "P794"]
        .iter()
        .any(|property| first(property).and_then(|snak| snak.item()).is_some_and(|item| item == ACTING));
    Some(TermRow { office, from: Some(from), to, has_ended, is_preferred: statement.rank == Rank::Preferred, is_acting })
}

fn item(id: u64, classes: Vec<u64>, entity: &Entity, taking: &mut Taking<'_>) {
    let names = names(entity);
    if names.list.is_empty() {
        return;
    }
    let mut bodies = entity.items("P1001");
    bodies.extend(entity.qualified_of("P31"));
    bodies.extend(entity.qualified_of("P279"));
    let mut parents = entity.items("P749");
    parents.extend(entity.items("P361"));
    let row = ItemRow {
        q: id,
        names: names.list,
        en: english(entity),
        classes,
        countries: present(entity, "P17"),
        bodies,
        parents,
        from: entity.date("P571"),
        to: entity.date("P576"),
        point: entity.point(),
        geonames: entity.string("P1566").and_then(|id| id.parse().ok()),
        population: entity.quantity("P1082"),
    };
    write(ITEMS, &row, taking);
}

/// The items of a property whose statement has no end.
fn present(entity: &Entity, property: &str) -> Vec<u64> {
    let statements = entity.statements(property);
    statements
        .iter()
        .filter(|statement| statement.qualifiers.get("P582").is_none())
        .filter_map(|statement| statement.mainsnak.item())
        .collect()
}

/// The Arabic names, the usual one first.
fn names(entity: &Entity) -> Names {
    let mut names = Names::default();
    let label = |language: &str| entity.labels.get(language).map(|label| label.value.as_str());
    let usual = [label("ar"), label("mul"), entity.sitelinks.get("arwiki").map(|link| link.title.as_str())];
    let regional = entity.labels.0.iter().filter(|(language, _)| language.starts_with("ar-")).map(|(_, label)| label.value.as_str());
    for name in usual.into_iter().flatten().chain(regional) {
        if names.list.is_empty() {
            names.add(name);
        }
    }
    if !names.list.is_empty() {
        entity.aliases.get("ar").into_iter().flatten().for_each(|alias| names.add(&alias.value));
    }
    names
}

/// The English name, or the id where there is none in Latin letters.
fn english(entity: &Entity) -> String {
    let label = |language: &str| entity.labels.get(language).and_then(|label| latin(&label.value));
    label("en").or_else(|| label("mul")).unwrap_or_else(|| entity.id.clone())
}

fn write<T: Serialize>(n: usize, row: &T, taking: &mut Taking<'_>) {
    if let Ok(line) = serde_json::to_vec(row) {
        taking.spill(n, &line);
    }
}
