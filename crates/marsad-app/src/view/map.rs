//! Where did it happen?
//!
//! In: [`Query`]. Out: [`Map`]: places with their events, and countries with theirs. A place is a town or more exact, or a province; what is told no more exactly
//! than by a country or a sea stands at no point, because its middle would be a place that nobody told. Such events count for their country alone.

use std::collections::BTreeMap;

use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashMap;
use serde::Serialize;
use utoipa::ToSchema;

use super::name::{Name, Names};
use super::once::at_once;
use crate::query::{Query, Selection, selection};
use crate::store::Result;

/// Latest events of a place.
const LATEST: usize = 3;

/// Where events of a query took place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = EventMap)]
pub struct Map {
    /// Those with most events first.
    pub places: Vec<Place>,
    /// Those with most events first; events of their places are among theirs.
    pub countries: Vec<Country>,
    /// Events that stand in neither list: nobody tells where, or only in waters or a region of several states.
    pub nowhere: i64,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MapPlace)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Name,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Code of its country; empty where it has none.
    pub country: String,
    /// `city`, `site`, `province` …
    pub precision: String,
    /// Events.
    pub n_events: i64,
    /// The same by quad class, 1 to 4.
    pub quads: [i64; 4],
    /// The latest, at most three.
    pub latest: Vec<Latest>,
}

/// A country.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MapCountry)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: String,
    /// ISO 3166-1 numeric, as maps have it; empty where there is none.
    pub numeric: String,
    /// What it is called.
    pub name: Name,
    /// Events.
    pub n_events: i64,
    /// The latest, at most three.
    pub latest: Vec<Latest>,
}

/// An event of a place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MapEvent)]
pub struct Latest {
    /// Its id.
    pub id: String,
    /// Its day, ISO.
    pub day: String,
    /// Who towards whom, as told, with an arrow between.
    pub label: String,
    /// Its type.
    pub event_type: String,
}

/// Events of a place or country while they are counted: by quad class, and the rows of the latest.
#[derive(Default)]
struct Count {
    quads: [i64; 4],
    latest: Vec<(String, i64)>,
}

impl Count {
    fn add(&mut self, quad: usize, day: &str, row: i64) {
        self.quads[quad.min(3)] += 1;
        self.see(day, row);
    }

    /// Adds the events of a place to those of its country.
    fn join(&mut self, place: &Self) {
        self.quads.iter_mut().zip(place.quads).for_each(|(sum, n)| *sum += n);
        place.latest.iter().for_each(|(day, row)| self.see(day, *row));
    }

    fn see(&mut self, day: &str, row: i64) {
        let at = self.latest.partition_point(|(of, other)| (of.as_str(), *other) > (day, row));
        if at < LATEST {
            self.latest.insert(at, (day.to_owned(), row));
            self.latest.truncate(LATEST);
        }
    }
}

/// Where the events of a query took place.
///
/// Cost: one look in the index by day for each event of the query (460,000 without filters: some 50 ms), and at three events of each place.
///
/// # Errors
/// When they cannot be read.
pub fn map(db: &Connection, names: &Names<'_>, query: &Query) -> Result<Map> {
    at_once(db, || {
        let mut map = Map::default();
        let (counts, n_events) = by_place(db, query)?;
        let mut countries = BTreeMap::<String, Count>::new();
        let mut one = db.prepare_cached("SELECT lat, lon, place_country, place_precision FROM events WHERE event = ?1")?;
        let mut n_somewhere = 0;
        for (id, count) in counts {
            let n_events: i64 = count.quads.iter().sum();
            // All events of a place have it from the same row of the language data; its latest tells it as it is now.
            let last = count.latest.first().map_or(0, |(_, row)| *row);
            let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
            let (lat, lon, country, precision): (Option<f64>, Option<f64>, Option<String>, Option<String>) = one.query_row([last], read)?;
            let (country, precision) = (country.unwrap_or_default(), precision.unwrap_or_default());
            let point = lat.zip(lon).filter(|_| names.is_on_map(&precision));
            if point.is_some() || !country.is_empty() {
                n_somewhere += n_events;
            }
            if !country.is_empty() {
                countries.entry(country.clone()).or_default().join(&count);
            }
            if let Some((lat, lon)) = point {
                let (name, latest) = (names.place(&id), latest(db, &count)?);
                map.places.push(Place { id, name, lat, lon, country, precision, n_events, quads: count.quads, latest });
            }
        }
        map.nowhere = n_events - n_somewhere;
        for (code, count) in countries {
            let (numeric, name) = (names.numeric(&code).to_owned(), names.name(&code));
            map.countries.push(Country { code, numeric, name, n_events: count.quads.iter().sum(), latest: latest(db, &count)? });
        }
        map.places.sort_by(|one, other| other.n_events.cmp(&one.n_events).then_with(|| one.id.cmp(&other.id)));
        map.countries.sort_by(|one, other| other.n_events.cmp(&one.n_events).then_with(|| one.code.cmp(&other.code)));
        Ok(map)
    })
}

/// Events of a query by the id of their place; and how many events it has, with those of which nobody tells a place.
fn by_place(db: &Connection, query: &Query) -> Result<(BTreeMap<String, Count>, i64)> {
    let (mut counts, mut n_events) = (FxHashMap::<String, Count>::default(), 0);
    let Some(selection) = selection(db, query)?.map(Selection::lean) else { return Ok((BTreeMap::new(), 0)) };
    // Of all events most tell no place: these are counted by day already.
    let rest = if query.is_of_all() {
        let sql = "SELECT coalesce(sum(n_events), 0) FROM event_days WHERE day BETWEEN coalesce(?1, '') AND coalesce(?2, '~')";
        n_events = db.prepare_cached(sql)?.query_row([&query.from, &query.to], |row| row.get(0))?;
        "AND e.place_id IS NOT NULL"
    } else {
        ""
    };
    let mut rows = db.prepare_cached(&selection.of_events("e.event, e.day, e.quad, e.place_id", rest))?;
    let mut rows = rows.query(params_from_iter(selection.values()))?;
    while let Some(row) = rows.next()? {
        n_events += i64::from(rest.is_empty());
        let Some(place) = row.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)? else { continue };
        let (event, quad): (i64, usize) = (row.get(0)?, usize::try_from(row.get::<_, i64>(2)? - 1).unwrap_or(0));
        let day = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        match counts.get_mut(place) {
            Some(count) => count.add(quad, day, event),
            None => counts.entry(place.to_owned()).or_default().add(quad, day, event),
        }
    }
    Ok((counts.into_iter().collect(), n_events))
}

fn latest(db: &Connection, count: &Count) -> Result<Vec<Latest>> {
    let mut one = db.prepare_cached("SELECT id, day, source, target, event_type FROM events WHERE event = ?1")?;
    let read = |row: &rusqlite::Row<'_>| {
        let (source, target): (String, String) = (row.get(2)?, row.get(3)?);
        let label = if target.is_empty() { source } else { format!("{source} → {target}") };
        Ok(Latest { id: row.get(0)?, day: row.get(1)?, label, event_type: row.get(4)? })
    };
    count.latest.iter().map(|(_, row)| Ok(one.query_row([row], read)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{ask, lang, observatory};
    use super::*;

    #[test]
    fn towns_are_points_and_what_nobody_places_is_nowhere() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let map = map(&observatory.db, &names, &ask(&observatory, "")).unwrap();
        let [place] = map.places.as_slice() else { panic!("{map:?}") };
        assert_eq!((place.id.as_str(), place.name.en.as_str(), place.n_events, place.quads), ("baghdad", "Baghdad", 1, [1, 0, 0, 0]));
        assert_eq!((place.latest.len(), place.latest[0].day.as_str()), (1, "2024-02-13"));
        assert_eq!((map.countries.len(), map.countries[0].code.as_str(), map.countries[0].numeric.as_str()), (1, "IRQ", "368"));
        assert_eq!(map.nowhere, 4);
        assert!(super::map(&observatory.db, &names, &ask(&observatory, "type:ASSAULT")).unwrap().places.is_empty());
    }

    #[test]
    fn the_latest_three_are_kept() {
        let mut count = Count::default();
        for (day, row) in [("2024-01-02", 1), ("2024-01-05", 2), ("", 3), ("2024-01-01", 4), ("2024-01-05", 5)] {
            count.add(0, day, row);
        }
        assert_eq!(count.latest.iter().map(|(_, row)| *row).collect::<Vec<_>>(), [5, 2, 1]);
        assert_eq!(count.quads, [5, 0, 0, 0]);
    }
}
