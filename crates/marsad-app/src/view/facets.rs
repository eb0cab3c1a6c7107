//! By what can a result be narrowed?
//!
//! In: [`Query`]. Out: [`Facets`]: outlets, speakers, types, modes, states, places, contexts, quad classes and states of review of its events, each with how many and
//! with the words that narrow the query to it. «type:ASSAULT 43» beside «said-by:IRN 12».
//!
//! Of more than 10,000 events the latest 10,000 are counted, and it is said that they are not all.

use std::collections::BTreeMap;

use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashMap;
use serde::Serialize;
use utoipa::ToSchema;

use super::name::{Name, Names};
use super::once::at_once;
use crate::query::{Query, Selection, selection};
use crate::store::Result;

/// Events that are counted, at most.
const MAX_EVENTS: usize = 10_000;
/// Values of a filter, at most.
const VALUES: usize = 12;
/// Filters, in the order in which they are shown.
const FILTERS: [&str; 9] = ["outlet", "said-by", "type", "mode", "status", "in", "context", "quad", "review"];

/// By what a result can be narrowed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Facets {
    /// Events that were counted.
    pub n_events: i64,
    /// Whether these are all of the query; else they are its latest.
    pub exact: bool,
    /// One for each filter, also one without values.
    pub groups: Vec<Group>,
}

/// Values of a filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = FacetGroup)]
pub struct Group {
    /// Name of the filter.
    pub filter: String,
    /// All values that events of the query have.
    pub n_values: usize,
    /// Those of most events, at most twelve.
    pub values: Vec<Count>,
}

/// A value of a filter.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = FacetValue)]
pub struct Count {
    /// The value: a code, an id or the name of an outlet.
    pub value: String,
    /// What it is called, of speakers and places.
    pub label: Option<Name>,
    /// Events.
    pub n_events: i64,
    /// What is added to a query to narrow it: `outlet:"…"`.
    pub query: String,
    /// Whether the query has it already.
    pub chosen: bool,
}

/// By what the events of a query can be narrowed.
///
/// Cost: one look at each event of the query, of at most 10,000 (some 20 ms); without a query, one pass over the facets.
///
/// # Errors
/// When they cannot be read.
pub fn facets(db: &Connection, names: &Names<'_>, query: &Query) -> Result<Facets> {
    at_once(db, || {
        let mut groups: BTreeMap<&str, Vec<Count>> = BTreeMap::new();
        let mut add = |name: &str, n_events: i64| {
            let Some((filter, value)) = name.split_once(':') else { return };
            let Some(filter) = FILTERS.into_iter().find(|known| *known == filter) else { return };
            let label = match filter {
                "said-by" => names.find(value),
                "in" => Some(names.place(value)),
                _ => None,
            };
            let text = if value.chars().any(|letter| letter.is_whitespace() || letter == ',') {
                format!("{filter}:\"{value}\"")
            } else {
                name.to_owned()
            };
            let chosen = query.filters.iter().any(|filter| !filter.not && filter.facets.iter().any(|facet| facet == name));
            groups.entry(filter).or_default().push(Count { value: value.to_owned(), label, n_events, query: text, chosen });
        };
        let mut facets = Facets { exact: true, ..Facets::default() };
        if *query == Query::default() {
            facets.n_events = db.prepare_cached("SELECT count(*) FROM events")?.query_row([], |row| row.get(0))?;
            let mut rows = db.prepare_cached("SELECT name, n_events FROM facets")?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                add(&row.get::<_, String>(0)?, row.get(1)?);
            }
        } else if let Some(selection) = selection(db, query)?.map(Selection::lean) {
            let mut counts: FxHashMap<i64, i64> = FxHashMap::default();
            let mut rows = db.prepare_cached(&selection.of_latest("e.facets", MAX_EVENTS + 1))?;
            let mut rows = rows.query(params_from_iter(selection.values()))?;
            while let Some(row) = rows.next()? {
                if facets.n_events as usize == MAX_EVENTS {
                    facets.exact = false;
                    break;
                }
                facets.n_events += 1;
                let own = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                own.split(' ').filter_map(|facet| facet.parse().ok()).for_each(|facet| *counts.entry(facet).or_default() += 1);
            }
            let mut name = db.prepare_cached("SELECT name FROM facets WHERE facet = ?1")?;
            for (facet, n_events) in counts {
                add(&name.query_row([facet], |row| row.get::<_, String>(0))?, n_events);
            }
        }
        facets.groups = FILTERS.into_iter().map(|filter| group(filter, groups.remove(filter).unwrap_or_default(), names)).collect();
        Ok(facets)
    })
}

fn group(filter: &str, mut values: Vec<Count>, names: &Names<'_>) -> Group {
    // A state's own id says the same as its code.
    values.retain(|count| filter != "said-by" || names.canonical(&count.value) == count.value);
    let n_values = values.len();
    values.sort_by(|one, other| (other.chosen, other.n_events).cmp(&(one.chosen, one.n_events)).then_with(|| one.value.cmp(&other.value)));
    values.truncate(VALUES);
    Group { filter: filter.to_owned(), n_values, values }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{ask, lang, observatory};
    use super::*;

    #[test]
    fn values_are_counted_and_narrow_the_query() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let of = |text: &str| facets(&observatory.db, &names, &ask(&observatory, text)).unwrap();
        let values = |facets: &Facets, filter: &str| -> Vec<(String, i64)> {
            let group = facets.groups.iter().find(|group| group.filter == filter).unwrap();
            group.values.iter().map(|count| (count.query.clone(), count.n_events)).collect()
        };
        let all = of("");
        assert_eq!((all.n_events, all.exact), (5, true));
        assert_eq!(values(&all, "type"), [("type:ASSAULT".to_owned(), 4), ("type:CONSULT".to_owned(), 1)]);
        assert_eq!(values(&all, "outlet"), [("outlet:one".to_owned(), 5), ("outlet:two".to_owned(), 1)]);
        assert_eq!(values(&all, "said-by"), [("said-by:IRN".to_owned(), 3), ("said-by:ISR".to_owned(), 2)]);
        let iran = of("source:IRN");
        assert_eq!(values(&iran, "type"), [("type:ASSAULT".to_owned(), 2), ("type:CONSULT".to_owned(), 1)]);
        assert_eq!(values(&iran, "quad"), [("quad:4".to_owned(), 2), ("quad:1".to_owned(), 1)]);
        let place = iran.groups.iter().find(|group| group.filter == "in").unwrap();
        assert!(place.values.iter().any(|count| count.label.as_ref().is_some_and(|label| label.en == "Baghdad")));
        // What the words filter counts is what it finds.
        assert!(of("type:CONSULT").groups.iter().find(|group| group.filter == "type").unwrap().values[0].chosen);
    }
}
