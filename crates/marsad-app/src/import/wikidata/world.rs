//! Actors and places: items by what kind of thing they are.
//!
//! In: the spilled items, the classes, what the base knows. Out: `actors.toml` and `places.tsv` of a layer; and which items may be the body
//! of an office.
//!
//! An item is an actor or a place by the first wanted class above it ([`super::classes`]); one that is an office held by somebody is neither. Places need a
//! point on the earth. An organisation of states gets a code of its own, `IGO:Q123`; others that of their country, or `---`.
//!
//! Memory: the ids of written actors with their countries, some 20 bytes each. States are never written: the base has them.

use std::io;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ITEMS;
use super::classes::{Class, Classes};
use super::join::each;
use super::row::ItemRow;
use crate::import::base::Base;
use crate::import::job::Job;
use crate::import::layer::{Layer, Place, Table};
use crate::import::names::Names;
use crate::import::offices::Body;
use crate::import::rows;

/// What is written of the world.
pub struct World {
    classes: Classes,
    /// Actors of the layer and their country codes.
    actors: FxHashMap<u64, String>,
}

impl World {
    /// Decides which items become actors; `offices` are none.
    ///
    /// # Errors
    /// When the spilled items cannot be read.
    pub fn new(job: &Job, base: &Base, classes: Classes, offices: &FxHashSet<u64>) -> io::Result<Self> {
        let mut actors = FxHashMap::default();
        each(job, ITEMS, |item: ItemRow| {
            if let Some(class) = classes.of(&item.classes).filter(|class| !class.is_place)
                && !offices.contains(&item.q)
                && base.actor(item.q).is_none()
            {
                let country = country_of(&item, class, base);
                if base.countries.is_wanted(&country) && base.actor_namesake(&item.names, &country).is_none() {
                    actors.insert(item.q, country);
                }
            }
            Ok(())
        })?;
        Ok(Self { classes, actors })
    }

    /// The id of an actor of the base or the layer.
    pub fn actor_id(&self, item: u64, base: &Base) -> Option<String> {
        let known = base.actor(item).map(|actor| actor.id.clone());
        known.or_else(|| self.actors.contains_key(&item).then(|| format!("wd-q{item}")))
    }

    /// The body of an office, with its country.
    pub fn body(&self, item: u64, base: &Base) -> Option<Body> {
        let known = base.actor(item).map(Body::of);
        known.or_else(|| self.actors.get(&item).map(|country| Body::new(&format!("wd-q{item}"), country)))
    }
}

/// Writes actors and places.
///
/// # Errors
/// When the spilled items cannot be read or the layer cannot be written.
pub fn write(world: &World, job: &Job, base: &Base, layer: &mut Layer) -> io::Result<()> {
    let mut written: FxHashSet<u64> = FxHashSet::default();
    each(job, ITEMS, |item: ItemRow| {
        let Some(class) = world.classes.of(&item.classes) else { return Ok(()) };
        if !class.is_place && base.actor(item.q).is_none() && !world.actors.contains_key(&item.q) {
            return left_out(&item, class, base, layer);
        }
        if class.is_place && item.point.is_none() {
            layer.count("places without a point on the earth, left out");
            return Ok(());
        }
        if !written.insert(item.q) {
            layer.count("entities that stand in the input again, left out");
            return Ok(());
        }
        if class.is_place { place(&item, class, base, layer) } else { actor(&item, class, world, base, layer) }
    })
}

/// An actor that the base has by name, and without an id, is listed.
fn left_out(item: &ItemRow, class: Class, base: &Base, layer: &mut Layer) -> io::Result<()> {
    let country = country_of(item, class, base);
    if let Some(namesake) = base.actor_namesake(&item.names, &country).filter(|_| base.countries.is_wanted(&country)) {
        layer.count("actors that the base has by name, without an id (conflicts.tsv), left out");
        layer.write(Table::Conflicts, &rows::row(&["same-name", &namesake.id, "-", &format!("Q{}", item.q)]))?;
    }
    Ok(())
}

fn actor(item: &ItemRow, class: Class, world: &World, base: &Base, layer: &mut Layer) -> io::Result<()> {
    let names = all_names(item);
    let mut entry = String::new();
    rows::table(&mut entry, "actor");
    if let Some(known) = base.actor(item.q) {
        let names = names.beyond(&known.names);
        if names.is_empty() || known.kind == "state" {
            return Ok(());
        }
        rows::text(&mut entry, "id", &known.id);
        entry.push_str("adds = true\n");
        rows::list(&mut entry, "names", &names);
    } else {
        rows::text(&mut entry, "id", &format!("wd-q{}", item.q));
        rows::text(&mut entry, "kind", class.kind);
        rows::text(&mut entry, "country", world.actors.get(&item.q).map_or("---", String::as_str));
        rows::text(&mut entry, "role", class.role.unwrap_or_default());
        let parent = item.parents.iter().filter(|parent| **parent != item.q).find_map(|parent| world.actor_id(*parent, base));
        rows::text(&mut entry, "parent", &parent.unwrap_or_default());
        let ends = match (&item.from, &item.to) {
            (Some(from), Some(to)) if crate::import::terms::before(to, from) => {
                layer.count("actors that end before they begin, written without dates");
                [None, None]
            }
            (from, to) => [from.as_deref(), to.as_deref()],
        };
        for (key, day) in ["from", "to"].into_iter().zip(ends) {
            rows::text(&mut entry, key, day.unwrap_or_default());
        }
        rows::text(&mut entry, "en", &item.en);
        rows::text(&mut entry, "wikidata", &format!("Q{}", item.q));
        rows::list(&mut entry, "names", &names.list);
    }
    entry.push('\n');
    layer.write(Table::Actors, &entry)
}

fn place(item: &ItemRow, class: Class, base: &Base, layer: &mut Layer) -> io::Result<()> {
    let names = all_names(item);
    let country = item.countries.iter().find_map(|item| base.countries.of_item(*item)).unwrap_or_default();
    if !base.countries.is_wanted(country) || base.actor(item.q).is_some() {
        return Ok(());
    }
    let known = base.place(Some(item.q), item.geonames);
    layer.place(&Place {
        id: format!("wd-q{}", item.q),
        kind: class.kind,
        country,
        point: item.point,
        geonames: item.geonames,
        wikidata: Some(item.q),
        population: item.population,
        en: &item.en,
        names: &names,
        known,
    })
}

fn all_names(item: &ItemRow) -> Names {
    let mut names = Names::default();
    item.names.iter().for_each(|name| names.add(name));
    names
}

/// The code of an actor.
fn country_of(item: &ItemRow, class: Class, base: &Base) -> String {
    if class.kind == "igo" {
        return format!("IGO:Q{}", item.q);
    }
    item.countries.iter().find_map(|item| base.countries.of_item(*item)).unwrap_or("---").to_owned()
}
