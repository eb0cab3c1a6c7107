//! Who held which office: persons and offices out of the spilled rows.
//!
//! In: the four spilled files, and what the base knows. Out: `titles.toml`, `offices.toml`, `persons.toml`, `holders.tsv` and conflicts of a layer;
//! actors and places are written by [`world`].
//!
//! A person is written when an office of hers can be given: one that the base has by Wikidata id, or an item with an Arabic name whose body (P1001,
//! else «of», else P17) is a state, an actor of the base or one of the layer. A body that is a former state without a code gives no office.
//!
//! Where no end is told, the day up to which the term is known to have lasted is that of the dump for statements of rank preferred, which is how
//! Wikidata marks the present one, and else the first day; the dead hold nothing.

use std::io;

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes::Classes;
use super::row::{ItemRow, PersonRow, TermRow};
use super::world::{self, World};
use super::{COUNTRIES, EDGES, ITEMS, PERSONS};
use crate::import::base::Base;
use crate::import::job::Job;
use crate::import::layer::{Layer, Table};
use crate::import::names::Names;
use crate::import::offices::{Offices, Told};
use crate::import::terms::{End, Term, settle};
use crate::import::{Import, rows};
use marsad::coded::Role;

/// Joins the spilled files.
///
/// # Errors
/// When they cannot be read or the layer cannot be written.
pub fn write(import: &mut Import, layer: &mut Layer) -> io::Result<()> {
    let Import { base, job, origin, .. } = import;
    job.spills().each(COUNTRIES, |line| {
        if let Some((item, code)) = line.split_once(' ')
            && let Ok(item) = item.parse()
        {
            base.countries.learn(item, code);
        }
        Ok(())
    })?;
    let base = &*base;
    let mut wanted: FxHashSet<u64> = FxHashSet::default();
    each(job, PERSONS, |person: PersonRow| {
        wanted.extend(person.terms.iter().map(|term| term.office));
        Ok(())
    })?;
    let world = World::new(job, base, Classes::new(job.spills(), EDGES)?, &wanted)?;
    world::write(&world, job, base, layer)?;
    let offices = offices(job, base, &world, &wanted, layer)?;
    persons(job, base, &world, &offices, &origin.as_of, layer)
}

/// Calls `f` for each row of a spilled file.
pub fn each<T: serde::de::DeserializeOwned>(job: &Job, n: usize, mut f: impl FnMut(T) -> io::Result<()>) -> io::Result<()> {
    job.spills().each(n, |line| f(serde_json::from_str(line)?))
}

/// Writes the offices that persons hold; their ids by item.
fn offices(job: &Job, base: &Base, world: &World, wanted: &FxHashSet<u64>, layer: &mut Layer) -> io::Result<FxHashMap<u64, Held>> {
    let mut offices = Offices::new(base);
    let mut ids: FxHashMap<u64, Held> = FxHashMap::default();
    for item in wanted {
        if let Some(office) = base.office(*item) {
            ids.insert(*item, Held { id: office.id.clone(), country: office.country.clone() });
        }
    }
    each(job, ITEMS, |item: ItemRow| {
        if !wanted.contains(&item.q) || ids.contains_key(&item.q) {
            return Ok(());
        }
        let bodies = item.bodies.iter().chain(&item.countries);
        let Some(body) = bodies.copied().find_map(|body| world.body(body, base)) else {
            layer.count("offices whose body has no code or name here, left out");
            return Ok(());
        };
        let (id, wikidata) = (format!("wd-q{}", item.q), format!("Q{}", item.q));
        let told = Told { id: &id, wikidata: Some(&wikidata), names: &item.names, en: &item.en, role: Role::Gov };
        let found = offices.find(&told, &body);
        for (table, entry) in [(Table::Titles, &found.title), (Table::Offices, &found.office)] {
            if let Some(entry) = entry {
                layer.write(table, entry)?;
            }
        }
        ids.insert(item.q, Held { id: found.id, country: body.country });
        Ok(())
    })?;
    Ok(ids)
}

/// An office that can be given.
struct Held {
    id: String,
    country: String,
}

fn persons(job: &Job, base: &Base, world: &World, offices: &FxHashMap<u64, Held>, day: &str, layer: &mut Layer) -> io::Result<()> {
    let mut written: FxHashSet<u64> = FxHashSet::default();
    each(job, PERSONS, |person: PersonRow| {
        let held: Vec<(&Held, &TermRow)> = person.terms.iter().filter_map(|term| Some((offices.get(&term.office)?, term))).collect();
        let Some((first, _)) = held.first() else {
            layer.count("persons none of whose offices can be given, left out");
            return Ok(());
        };
        let country = person.countries.iter().find_map(|item| base.countries.of_item(*item)).unwrap_or(&first.country);
        if !base.countries.is_wanted(country) && !held.iter().any(|(office, _)| base.countries.is_wanted(&office.country)) {
            return Ok(());
        }
        let names = person_names(&person, country).without_single_words();
        let known = base.person(person.q);
        if names.list.is_empty() && known.is_none() {
            layer.count("persons without an Arabic name of two words, left out");
            return Ok(());
        }
        if !written.insert(person.q) {
            layer.count("entities that stand in the input again, left out");
            return Ok(());
        }
        let id = match (known, base.namesake(&names.list, country)) {
            (Some(known), _) => known.id.clone(),
            (None, Some(namesake)) => {
                layer.count("persons whom the base has by name, without an id (conflicts.tsv), left out");
                let row = rows::row(&["same-name", &namesake.id, "-", &format!("Q{}", person.q)]);
                return layer.write(Table::Conflicts, &row);
            }
            (None, None) => format!("wd-q{}", person.q),
        };
        let party = person.parties.iter().find_map(|party| world.actor_id(*party, base));
        let mut entry = String::new();
        rows::table(&mut entry, "person");
        rows::text(&mut entry, "id", &id);
        match known {
            Some(known) => {
                entry.push_str("adds = true\n");
                rows::list(&mut entry, "names", &names.beyond(&known.names));
            }
            None => {
                rows::text(&mut entry, "country", country);
                rows::text(&mut entry, "en", &person.en);
                rows::text(&mut entry, "wikidata", &format!("Q{}", person.q));
                if let Some(party) = &party {
                    rows::text(&mut entry, "role", Role::Pty.code());
                    rows::text(&mut entry, "of", party);
                }
                rows::list(&mut entry, "names", &names.list);
            }
        }
        entry.push('\n');
        if known.is_none_or(|known| !names.beyond(&known.names).is_empty()) {
            layer.write(Table::Persons, &entry)?;
        }
        holders(&id, &held, person.is_dead, base, day, layer)
    })
}

fn holders(person: &str, held: &[(&Held, &TermRow)], is_dead: bool, base: &Base, day: &str, layer: &mut Layer) -> io::Result<()> {
    let mut by_office: Vec<(&str, Vec<Term>)> = Vec::new();
    for (office, term) in held {
        let term = term_of(term, is_dead, day);
        match by_office.iter_mut().find(|(id, _)| *id == office.id) {
            Some((_, terms)) => terms.push(term),
            None => by_office.push((&office.id, vec![term])),
        }
    }
    for (office, terms) in by_office {
        layer.terms(office, person, settle(terms, base.terms(office, person)))?;
    }
    Ok(())
}

fn term_of(term: &TermRow, is_dead: bool, day: &str) -> Term {
    let from = term.from.clone().unwrap_or_default();
    let to = match &term.to {
        Some(to) => End::On(to.clone()),
        None if term.has_ended || is_dead => End::Unknown,
        None => End::Open,
    };
    let as_of = match to {
        End::On(_) => String::new(),
        End::Open if term.is_preferred && !crate::import::terms::before(day, &from) => day.to_owned(),
        _ => from.clone(),
    };
    Term { from, to, is_acting: term.is_acting, as_of }
}

/// The Arabic names; for Iranians without one, the Persian ones as Arabic writes them.
fn person_names(person: &PersonRow, country: &str) -> Names {
    let mut names = Names::default();
    person.names.iter().for_each(|name| names.add(name));
    if country == "IRN" {
        person.fa.iter().for_each(|name| names.add_persian(name));
    }
    names
}
