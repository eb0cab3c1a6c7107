//! By what is an event found?
//!
//! In: the claims of an event. Out: its facets, names such as `actor:iraq`, `country:IRQ`, `type:CONSULT`, `said-by:iran`; and the rows that
//! lead from a facet to its events by day, so that two filters are two sorted lists that meet.

use std::collections::BTreeSet;

use marsad::coded::Party;
use rusqlite::{Connection, OptionalExtension, params};

use super::claim::Stored;
use super::error::Result;

/// The facets of an event by its claims and their outlets.
#[must_use]
pub fn facets(claims: &[(&Stored, Option<&str>)], factuality: &str, disputed: bool) -> BTreeSet<String> {
    let mut facets = BTreeSet::new();
    facets.insert(format!("status:{factuality}"));
    if disputed {
        facets.insert("status:disputed".to_owned());
    }
    for (stored, outlet) in claims {
        let claim = &stored.claim;
        let mut add = |what: &str, value: &str| {
            facets.insert(format!("{what}:{value}"));
        };
        add("type", &claim.event_type);
        add("quad", &claim.quad.to_string());
        add("status", claim.factuality.name());
        add("review", &stored.state);
        claim.mode.iter().for_each(|mode| add("mode", mode));
        claim.contexts.iter().for_each(|context| add("context", context));
        outlet.iter().for_each(|outlet| add("outlet", outlet));
        for (side, parties) in [(Some("source"), &claim.source), (Some("target"), &claim.target), (None, &claim.others)] {
            for value in parties.iter().flat_map(values) {
                add("actor", value);
                side.iter().for_each(|side| add(side, value));
            }
        }
        claim.attribution.speaker.iter().flat_map(values).for_each(|value| add("said-by", value));
        claim.attribution.chain.iter().for_each(|link| add("via", link.actor.as_deref().unwrap_or(&link.name)));
        claim.via.iter().flat_map(values).for_each(|value| add("via", value));
        if let Some(place) = &claim.place {
            add("in", &place.id);
            place.country.iter().for_each(|country| add("in", country));
        }
    }
    facets
}

/// What a party is found by: itself, its office, its country.
fn values(party: &Party) -> impl Iterator<Item = &str> {
    [&party.actor, &party.office, &party.country].into_iter().flatten().map(String::as_str)
}

/// Counts an event for its facets; gives their rows, as [`join`] writes them into the event and [`link`] takes them.
///
/// # Errors
/// When they cannot be written.
pub fn count(db: &Connection, facets: &BTreeSet<String>) -> Result<Vec<i64>> {
    let mut rows = Vec::with_capacity(facets.len());
    for name in facets {
        let sql = "UPDATE facets SET n_events = n_events + 1 WHERE name = ?1 RETURNING facet";
        let facet: Option<i64> = db.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?;
        let facet = match facet {
            Some(facet) => facet,
            None => {
                db.prepare_cached("INSERT INTO facets (name, n_events) VALUES (?1, 1)")?.execute([name])?;
                db.last_insert_rowid()
            }
        };
        rows.push(facet);
    }
    Ok(rows)
}

/// Rows of facets, separated by spaces, as an event keeps them.
#[must_use]
pub fn join(rows: &[i64]) -> String {
    rows.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")
}

/// Leads from facets to an event.
///
/// # Errors
/// When it cannot be written.
pub fn link(db: &Connection, event: i64, day: &str, rows: &[i64]) -> Result<()> {
    let mut link = db.prepare_cached("INSERT INTO event_facets (facet, day, event) VALUES (?1, ?2, ?3)")?;
    rows.iter().try_for_each(|facet| Ok(link.execute(params![facet, day, event]).map(|_| ())?))
}

/// The names of an event's facets, from the rows it keeps.
///
/// # Errors
/// When they cannot be read.
pub fn names(db: &Connection, rows: &str) -> Result<BTreeSet<String>> {
    let mut name = db.prepare_cached("SELECT name FROM facets WHERE facet = ?1")?;
    let mut names = BTreeSet::new();
    for row in rows.split(' ').filter(|row| !row.is_empty()) {
        names.extend(name.query_row([row], |row| row.get::<_, String>(0)).optional()?);
    }
    Ok(names)
}

/// Removes the facets of an event, whose rows it kept.
///
/// # Errors
/// When they cannot be written.
pub fn remove(db: &Connection, event: i64, day: &str, rows: &str) -> Result<()> {
    for facet in rows.split(' ').filter_map(|row| row.parse::<i64>().ok()) {
        db.prepare_cached("UPDATE facets SET n_events = n_events - 1 WHERE facet = ?1")?.execute([facet])?;
        db.prepare_cached("DELETE FROM event_facets WHERE facet = ?1 AND day = ?2 AND event = ?3")?.execute(params![facet, day, event])?;
        db.prepare_cached("DELETE FROM facets WHERE facet = ?1 AND n_events <= 0")?.execute([facet])?;
    }
    Ok(())
}
