//! What is known already: the records of the pack that the layer will be laid over, by their ids elsewhere.
//!
//! In: the tables of a pack with layers. Out: rows by Wikidata and GeoNames id, states by country, terms by office and person, and names of those
//! that have no Wikidata id and could be meant.
//!
//! `Q206479` → the person `emile-lahoud`: an import adds names and terms to it and makes no second one.
//!
//! Identity is by id alone. A person or actor of the same name in the same country, of whom the base tells no id, is perhaps the same:
//! it is left out and listed among the conflicts, because a name that two share is worth less than one.

use marsad::pack::{Actor, Holder, Office, Person, Place, Tables, Title};
use rustc_hash::FxHashMap;

use super::countries::{Countries, q};
use super::names::key;

/// The records of the base.
pub struct Base {
    pub actors: Vec<Actor>,
    pub titles: Vec<Title>,
    pub offices: Vec<Office>,
    pub persons: Vec<Person>,
    pub places: Vec<Place>,
    pub countries: Countries,
    actor_by_item: FxHashMap<u64, usize>,
    office_by_item: FxHashMap<u64, usize>,
    person_by_item: FxHashMap<u64, usize>,
    place_by_item: FxHashMap<u64, usize>,
    place_by_geonames: FxHashMap<u32, usize>,
    states: FxHashMap<String, usize>,
    terms: FxHashMap<(String, String), Vec<Holder>>,
    nameless_persons: FxHashMap<(String, String), usize>,
    nameless_actors: FxHashMap<(String, String), usize>,
}

impl Base {
    /// What of the tables an import looks at; the rest is dropped.
    ///
    /// # Errors
    /// When one of the wanted countries is none, in words for the user.
    pub fn new(tables: Tables, wanted: &[String]) -> Result<Self, String> {
        let Tables { actors, titles, offices, persons, holders, places, .. } = tables;
        let item = |id: &Option<String>| id.as_deref().and_then(q);
        let mut states = FxHashMap::default();
        for (row, actor) in actors.iter().enumerate().filter(|(_, actor)| actor.kind == "state") {
            // The first of a country is the country; regions and former governments follow it.
            states.entry(actor.country.clone()).or_insert(row);
        }
        let mut terms: FxHashMap<(String, String), Vec<Holder>> = FxHashMap::default();
        for holder in holders {
            terms.entry((holder.office.clone(), holder.person.clone())).or_default().push(holder);
        }
        let mut nameless_persons = FxHashMap::default();
        for (row, person) in persons.iter().enumerate().filter(|(_, person)| person.wikidata.is_none()) {
            nameless_persons.extend(person.names.iter().map(|name| ((key(name), person.country.clone()), row)));
        }
        let mut nameless_actors = FxHashMap::default();
        for (row, actor) in actors.iter().enumerate().filter(|(_, actor)| actor.wikidata.is_none()) {
            nameless_actors.extend(actor.names.iter().map(|name| ((key(name), actor.country.clone()), row)));
        }
        Ok(Self {
            actor_by_item: rows(&actors, |actor| item(&actor.wikidata)),
            office_by_item: rows(&offices, |office| item(&office.wikidata)),
            person_by_item: rows(&persons, |person| item(&person.wikidata)),
            place_by_item: rows(&places, |place| item(&place.wikidata)),
            place_by_geonames: rows(&places, |place| place.geonames),
            countries: Countries::new(wanted)?,
            actors,
            titles,
            offices,
            persons,
            places,
            states,
            terms,
            nameless_persons,
            nameless_actors,
        })
    }

    /// The actor with a Wikidata id; a country is its state.
    pub fn actor(&self, item: u64) -> Option<&Actor> {
        let row = self.actor_by_item.get(&item).copied();
        row.map(|row| &self.actors[row]).or_else(|| self.state(self.countries.of_item(item)?))
    }

    /// The state of a country.
    pub fn state(&self, country: &str) -> Option<&Actor> {
        self.states.get(country).map(|row| &self.actors[*row])
    }

    /// The office with a Wikidata id.
    pub fn office(&self, item: u64) -> Option<&Office> {
        self.office_by_item.get(&item).map(|row| &self.offices[*row])
    }

    /// The person with a Wikidata id.
    pub fn person(&self, item: u64) -> Option<&Person> {
        self.person_by_item.get(&item).map(|row| &self.persons[*row])
    }

    /// The place with a Wikidata or GeoNames id.
    pub fn place(&self, item: Option<u64>, geonames: Option<u32>) -> Option<&Place> {
        let row = geonames.and_then(|id| self.place_by_geonames.get(&id)).or_else(|| self.place_by_item.get(&item?));
        row.map(|row| &self.places[*row])
    }

    /// The terms of a person in an office.
    pub fn terms(&self, office: &str, person: &str) -> &[Holder] {
        self.terms.get(&(office.to_owned(), person.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// A person without a Wikidata id who has one of these names in this country.
    pub fn namesake(&self, names: &[String], country: &str) -> Option<&Person> {
        names.iter().find_map(|name| self.nameless_persons.get(&(key(name), country.to_owned()))).map(|row| &self.persons[*row])
    }

    /// An actor without a Wikidata id that has one of these names in this country.
    pub fn actor_namesake(&self, names: &[String], country: &str) -> Option<&Actor> {
        names.iter().find_map(|name| self.nameless_actors.get(&(key(name), country.to_owned()))).map(|row| &self.actors[*row])
    }
}

/// Rows by an id that some have.
fn rows<T, K: std::hash::Hash + Eq>(table: &[T], id: impl Fn(&T) -> Option<K>) -> FxHashMap<K, usize> {
    table.iter().enumerate().filter_map(|(row, entry)| Some((id(entry)?, row))).collect()
}
