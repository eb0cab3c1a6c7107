//! Who held which post: spilled nodes and edges put together.
//!
//! In: the spilled files, and what the base knows. Out: the files of a layer.
//!
//! A person without a term that can be dated gets the role that its topics tell (`topics.tsv`) and the party or body it is a member of,
//! else the state; without any of these it is left out.
//!
//! A status `ended` without a day is an end on an unknown day; `current` says that the term stood on the day of the data; nothing says nothing.

use std::collections::BTreeMap;
use std::io;

use rustc_hash::FxHashSet;

use super::entity::{Edge, Node};
use super::nodes::{World, id_of, names, organisation, post, role};
use super::{EDGES, N_BUCKETS, ORGS, PERSONS, POSTS, REFERENTS, bucket, number};
use crate::import::Import;
use crate::import::countries::q;
use crate::import::layer::{Layer, Table};
use crate::import::offices::Offices;
use crate::import::rows;
use crate::import::spill::Spills;
use crate::import::terms::{End, Term, before, settle};

/// Joins the spilled files.
///
/// # Errors
/// When they cannot be read or the layer cannot be written.
pub fn write(import: &Import, layer: &mut Layer) -> io::Result<()> {
    let spills = import.job.spills();
    let day = import.origin.as_of.as_str();
    let mut world = World::new(&import.base);
    spills.each(REFERENTS, |line| {
        if let Some((referent, own)) = line.split_once(' ')
            && let (Ok(referent), Ok(own)) = (referent.parse(), own.parse())
        {
            world.referents.insert(referent, own);
        }
        Ok(())
    })?;
    each(spills, ORGS, |node: Node| organisation(&node, &mut world, layer))?;
    let mut offices = Offices::new(&import.base);
    each(spills, POSTS, |node: Node| post(&node, &mut world, &mut offices, layer))?;
    let mut sorted = import.job.scratch(N_BUCKETS)?;
    each(spills, EDGES, |mut edge: Edge| {
        edge.holder = world.own(edge.holder);
        sorted.write(bucket(edge.holder), &serde_json::to_vec(&edge)?)
    })?;
    sorted.sync()?;
    for n in 0..N_BUCKETS {
        let mut edges: BTreeMap<u64, Vec<Edge>> = BTreeMap::new();
        each(&sorted, n, |edge: Edge| {
            edges.entry(edge.holder).or_default().push(edge);
            Ok(())
        })?;
        let mut written: FxHashSet<u64> = FxHashSet::default();
        each(spills, PERSONS + n, |node: Node| {
            if !written.insert(number(&node.id)) {
                layer.count("entities that stand in the input again, left out");
                return Ok(());
            }
            person(&node, edges.get(&number(&node.id)).map_or(&[], Vec::as_slice), &world, day, layer)
        })?;
    }
    Ok(())
}

fn each<T: serde::de::DeserializeOwned>(spills: &Spills, n: usize, mut f: impl FnMut(T) -> io::Result<()>) -> io::Result<()> {
    spills.each(n, |line| f(serde_json::from_str(line)?))
}

fn person(node: &Node, edges: &[Edge], world: &World<'_>, day: &str, layer: &mut Layer) -> io::Result<()> {
    let country = world.country(node);
    if !world.base.countries.is_wanted(country) {
        return Ok(());
    }
    let item = node.item.as_deref().and_then(q);
    let known = item.and_then(|item| world.base.person(item));
    let names = names(node).without_single_words();
    if names.list.is_empty() && known.is_none() {
        layer.count("persons without an Arabic name of two words, left out");
        return Ok(());
    }
    if let (None, Some(namesake)) = (known, world.base.namesake(&names.list, country)) {
        layer.count("persons whom the base has by name, without an id (conflicts.tsv), left out");
        return layer.write(Table::Conflicts, &rows::row(&["same-name", &namesake.id, "-", &node.id]));
    }
    let id = known.map_or_else(|| id_of(node), |known| known.id.clone());
    let mut by_office: Vec<(&str, Vec<Term>)> = Vec::new();
    for edge in edges.iter().filter(|edge| !edge.is_membership) {
        let Some(office) = world.offices.get(&world.own(edge.post)) else {
            layer.count("terms in posts that cannot be given, left out");
            continue;
        };
        let Some(term) = term(edge, day) else {
            layer.count("terms of office without a first day, left out");
            continue;
        };
        match by_office.iter_mut().find(|(id, _)| id == office) {
            Some((_, terms)) => terms.push(term),
            None => by_office.push((office, vec![term])),
        }
    }
    let member_of =
        edges.iter().filter(|edge| edge.is_membership && edge.to.is_none()).find_map(|edge| world.actors.get(&world.own(edge.post)));
    let role = role(&node.topics);
    let mut entry = String::new();
    rows::table(&mut entry, "person");
    rows::text(&mut entry, "id", &id);
    if let Some(known) = known {
        entry.push_str("adds = true\n");
        rows::list(&mut entry, "names", &names.beyond(&known.names));
    } else {
        let of = member_of.map(String::as_str).or_else(|| Some(world.base.state(country)?.id.as_str()));
        if by_office.is_empty() && (role.is_none() || of.is_none()) {
            layer.count("persons without an office, and without a role in a country or body, left out");
            return Ok(());
        }
        rows::text(&mut entry, "country", country);
        rows::text(&mut entry, "en", &node.en);
        rows::text(&mut entry, "wikidata", node.item.as_deref().unwrap_or_default());
        if let (Some(role), Some(of)) = (role, of) {
            rows::text(&mut entry, "role", role);
            rows::text(&mut entry, "of", of);
        }
        rows::list(&mut entry, "names", &names.list);
    }
    entry.push('\n');
    if known.is_none_or(|known| !names.beyond(&known.names).is_empty()) {
        layer.write(Table::Persons, &entry)?;
    }
    for (office, terms) in by_office {
        layer.terms(office, &id, settle(terms, world.base.terms(office, &id)))?;
    }
    Ok(())
}

fn term(edge: &Edge, day: &str) -> Option<Term> {
    let from = edge.from.clone()?;
    let status = edge.status.as_deref().unwrap_or_default();
    let to = match &edge.to {
        Some(to) => End::On(to.clone()),
        None if status == "ended" => End::Unknown,
        None => End::Open,
    };
    let stands = to == End::Open && status == "current" && !before(day, &from);
    let as_of = if stands { day.to_owned() } else { from.clone() };
    Some(Term { from, to, is_acting: false, as_of })
}
