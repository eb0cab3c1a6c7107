//! Which bodies and posts are there: organisations become actors, posts offices.
//!
//! In: a spilled node, and what the base knows. Out: entries of `actors.toml`, `titles.toml` and `offices.toml`; and which id each became, for the
//! edges that name it.
//!
//! A post is an office when the base has it by Wikidata id, or when it has an Arabic name and a body: its organisation, else the state of its
//! country. An organisation needs topics that tell its role (`topics.tsv`); a `PublicBody` is of the government without any.
//!
//! Persons are not looked at here, and no edge is.

use std::io;

use marsad::coded::Role;
use rustc_hash::{FxHashMap, FxHashSet};

use super::entity::Node;
use super::number;
use crate::import::base::Base;
use crate::import::countries::q;
use crate::import::layer::{Layer, Table};
use crate::import::names::Names;
use crate::import::offices::{Body, Offices, Told};
use crate::import::rows;
use crate::import::terms::before;

const TOPICS: &str = include_str!("../../../data/import/topics.tsv");

/// What is known when the persons' turn comes.
pub struct World<'a> {
    pub base: &'a Base,
    /// Number of a further id → number of the id.
    pub referents: FxHashMap<u64, u64>,
    /// Ids of actors by number.
    pub actors: FxHashMap<u64, String>,
    /// Ids of offices by number.
    pub offices: FxHashMap<u64, String>,
    /// Numbers of the ids of offices that were found.
    posts: FxHashSet<u64>,
    /// Countries of the actors of the layer, by their ids.
    countries: FxHashMap<String, String>,
}

impl<'a> World<'a> {
    /// Nothing is known but the base.
    pub fn new(base: &'a Base) -> Self {
        Self {
            base,
            referents: FxHashMap::default(),
            actors: FxHashMap::default(),
            offices: FxHashMap::default(),
            posts: FxHashSet::default(),
            countries: FxHashMap::default(),
        }
    }

    /// The number of the entity that an id, or a further id, stands for.
    pub fn own(&self, number: u64) -> u64 {
        self.referents.get(&number).copied().unwrap_or(number)
    }

    /// The first country of an entity.
    pub fn country(&self, node: &Node) -> &'static str {
        node.countries.iter().find_map(|code| self.base.countries.of_alpha2(code)).unwrap_or("---")
    }
}

/// The id that an entity gets: that of its Wikidata item, as the importer of Wikidata gives it, or its own.
pub fn id_of(node: &Node) -> String {
    match node.item.as_deref().and_then(q) {
        Some(item) => format!("wd-q{item}"),
        None => {
            let fine = |letter: char| if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.') { letter } else { '_' };
            format!("ftm-{}", node.id.chars().map(fine).collect::<String>())
        }
    }
}

/// Writes an actor.
///
/// # Errors
/// When the layer cannot be written.
pub fn organisation(node: &Node, world: &mut World<'_>, layer: &mut Layer) -> io::Result<()> {
    let country = world.country(node);
    let known = node.item.as_deref().and_then(q).and_then(|item| world.base.actor(item));
    let names = names(node);
    let mut entry = String::new();
    rows::table(&mut entry, "actor");
    if let Some(known) = known {
        world.actors.insert(number(&node.id), known.id.clone());
        let names = names.beyond(&known.names);
        if names.is_empty() || known.kind == "state" {
            return Ok(());
        }
        rows::text(&mut entry, "id", &known.id);
        entry.push_str("adds = true\n");
        rows::list(&mut entry, "names", &names);
        entry.push('\n');
        return layer.write(Table::Actors, &entry);
    }
    let Some(role) = role(&node.topics).or((node.schema == "PublicBody").then_some("GOV")) else {
        layer.count("organisations whose topics tell no role, left out");
        return Ok(());
    };
    if !world.base.countries.is_wanted(country) {
        return Ok(());
    }
    if let Some(namesake) = world.base.actor_namesake(&node.names, country) {
        layer.count("actors that the base has by name, without an id (conflicts.tsv), left out");
        return layer.write(Table::Conflicts, &rows::row(&["same-name", &namesake.id, "-", &node.id]));
    }
    let id = id_of(node);
    if world.countries.insert(id.clone(), country.to_owned()).is_some() {
        layer.count("entities that stand in the input again, left out");
        return Ok(());
    }
    let kind = match role {
        "REB" => "armed",
        "PTY" => "party",
        "MED" => "media",
        "BUS" => "company",
        _ => "institution",
    };
    for (key, value) in [("id", id.as_str()), ("kind", kind), ("country", country), ("role", role)] {
        rows::text(&mut entry, key, value);
    }
    if !matches!((&node.from, &node.to), (Some(from), Some(to)) if before(to, from)) {
        rows::text(&mut entry, "from", node.from.as_deref().unwrap_or_default());
        rows::text(&mut entry, "to", node.to.as_deref().unwrap_or_default());
    }
    rows::text(&mut entry, "en", &node.en);
    rows::text(&mut entry, "wikidata", node.item.as_deref().unwrap_or_default());
    rows::list(&mut entry, "names", &names.list);
    entry.push('\n');
    world.actors.insert(number(&node.id), id);
    layer.write(Table::Actors, &entry)
}

/// Finds the office that a post is, and writes it when it is new.
///
/// # Errors
/// When the layer cannot be written.
pub fn post(node: &Node, world: &mut World<'_>, offices: &mut Offices<'_>, layer: &mut Layer) -> io::Result<()> {
    if let Some(known) = node.item.as_deref().and_then(q).and_then(|item| world.base.office(item)) {
        world.offices.insert(number(&node.id), known.id.clone());
        return Ok(());
    }
    if node.names.is_empty() {
        layer.count("posts without an Arabic name, left out");
        return Ok(());
    }
    let organisation = node.organisations.iter().find_map(|id| world.actors.get(&world.own(number(id))));
    let body = match organisation {
        Some(id) => {
            let known = world.base.actors.iter().find(|actor| actor.id == *id).map(Body::of);
            Some(known.unwrap_or_else(|| Body::new(id, world.countries.get(id).map_or("---", String::as_str))))
        }
        None => world.base.state(world.country(node)).map(Body::of),
    };
    let Some(body) = body else {
        layer.count("posts without a country or an organisation, left out");
        return Ok(());
    };
    let id = id_of(node);
    if !world.posts.insert(number(&id)) {
        layer.count("entities that stand in the input again, left out");
        return Ok(());
    }
    let role = role(&node.topics).and_then(Role::from_code).unwrap_or(Role::Gov);
    let told = Told { id: &id, wikidata: node.item.as_deref(), names: &node.names, en: &node.en, role };
    let found = offices.find(&told, &body);
    for (table, entry) in [(Table::Titles, &found.title), (Table::Offices, &found.office)] {
        if let Some(entry) = entry {
            layer.write(table, entry)?;
        }
    }
    world.offices.insert(number(&node.id), found.id);
    Ok(())
}

/// The role that the topics of an entity tell: that of the first row that has one of them.
pub fn role(topics: &[String]) -> Option<&'static str> {
    let rows = TOPICS.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    rows.filter(|(topic, _)| topics.iter().any(|told| told == topic)).map(|(_, role)| role).next()
}

/// The Arabic names of an entity.
pub fn names(node: &Node) -> Names {
    let mut names = Names::default();
    node.names.iter().for_each(|name| names.add(name));
    names
}
