//! Whom or what a value of a filter names.
//!
//! In: `actor:iraq`, `actor:العراق`, `in:القاهرة`, `outlet:رويترز`. Out: names of facets. A state means everybody of it: its offices, its army,
//! its people.

use std::collections::BTreeSet;

use marsad::Lang;
use marsad::actor::Asked;
use marsad::text::fold::fold;
use rusqlite::Connection;

use crate::store::{Error, Result};

/// The facets that a value of a filter means.
///
/// # Errors
/// When nobody is called so, with what could be meant.
pub fn values(filter: &str, value: &str, db: &Connection, lang: &Lang) -> Result<Vec<String>> {
    let named = match filter {
        "actor" | "source" | "target" | "said-by" | "said-to" => actor(value, lang),
        "office" => office(value, lang),
        "force" => forces(lang).into_iter().filter(|force| force.eq_ignore_ascii_case(value)).map(str::to_owned).collect(),
        "in" => place(value, lang),
        "type" => lang
            .tables
            .event_types
            .iter()
            .filter(|event_type| event_type.name.eq_ignore_ascii_case(value))
            .map(|event_type| event_type.name.clone())
            .collect(),
        "via" => {
            let mut named = actor(value, lang);
            named.extend(written(filter, value, db)?);
            named
        }
        // An outlet without an event has articles and statements all the same.
        "outlet" => match written(filter, value, db)? {
            named if named.is_empty() => matching(value, outlets(db)?),
            named => named,
        },
        _ => vec![value.to_lowercase()],
    };
    if named.is_empty() {
        return Err(Error::asked(format!("{filter}:{value} names nobody and nothing that is known here{}", hint(filter, lang))));
    }
    Ok(named.into_iter().map(|value| format!("{filter}:{value}")).collect())
}

fn hint(filter: &str, lang: &Lang) -> String {
    match filter {
        "type" => {
            let names: Vec<&str> = lang.tables.event_types.iter().map(|event_type| event_type.name.as_str()).collect();
            format!("; types are {}", names.join(", "))
        }
        "force" => format!("; a statement is {}", forces(lang).into_iter().collect::<Vec<_>>().join(", ")),
        "office" => "; give an id such as iraq-defence-minister, or the office with its country as Arabic news writes it".to_owned(),
        "outlet" => "; no article of such an outlet is in the observatory".to_owned(),
        _ => "; give an id such as iran, a code such as IRN, or a name as Arabic news writes it".to_owned(),
    }
}

/// Codes and ids: of a state its country, of anybody else his own id.
fn actor(value: &str, lang: &Lang) -> Vec<String> {
    let tables = &lang.tables;
    let key = fold(value);
    let is = |id: &str, en: &str, names: &[String]| {
        id.eq_ignore_ascii_case(value) || en.eq_ignore_ascii_case(value) || names.iter().any(|name| fold(name) == key)
    };
    let mut found: Vec<String> = Vec::new();
    for row in &tables.actors {
        if row.country.eq_ignore_ascii_case(value) {
            found.push(row.country.clone());
        } else if is(&row.id, &row.en, &row.names) {
            found.push(if is_whole(&row.kind) { row.country.clone() } else { row.id.clone() });
        }
    }
    found.extend(tables.offices.iter().filter(|row| row.id.eq_ignore_ascii_case(value)).map(|row| row.id.clone()));
    found.extend(tables.persons.iter().filter(|row| is(&row.id, &row.en, &row.names)).map(|row| row.id.clone()));
    found.sort();
    found.dedup();
    found
}

/// Whether a kind of actor is a whole country or organisation rather than a part of one.
/// An office by its id, or as a question names it: with its country or body.
fn office(value: &str, lang: &Lang) -> Vec<String> {
    let offices = &lang.tables.offices;
    let found: Vec<String> = offices.iter().filter(|row| row.id.eq_ignore_ascii_case(value)).map(|row| row.id.clone()).collect();
    if !found.is_empty() {
        return found;
    }
    // Which office is meant does not depend on the day.
    match marsad::who(value, jiff::civil::date(2000, 1, 1), lang).asked {
        Some(Asked::Office(row)) => vec![offices[row as usize].id.clone()],
        _ => Vec::new(),
    }
}

/// How strongly things are said.
fn forces(lang: &Lang) -> BTreeSet<&str> {
    lang.tables.reporting.iter().map(|reporting| reporting.force.as_str()).collect()
}

fn is_whole(kind: &str) -> bool {
    matches!(kind, "state" | "igo")
}

fn place(value: &str, lang: &Lang) -> Vec<String> {
    let key = fold(value);
    let mut found: Vec<String> = lang
        .tables
        .places
        .iter()
        .filter(|row| row.id.eq_ignore_ascii_case(value) || row.names.iter().any(|name| fold(name) == key))
        .map(|row| row.id.clone())
        .collect();
    found.extend(actor(value, lang).into_iter().filter(|code| code.len() == 3 && code.chars().all(|letter| letter.is_ascii_uppercase())));
    found.sort();
    found.dedup();
    found
}

/// Values of a facet that are written so, or else that have these words in them.
fn written(filter: &str, value: &str, db: &Connection) -> Result<Vec<String>> {
    let mut rows = db.prepare_cached("SELECT name FROM facets WHERE name >= ?1 || ':' AND name < ?1 || ';'")?;
    let all: Vec<String> = rows.query_map([filter], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(matching(value, all.iter().map(|name| name[filter.len() + 1..].to_owned()).collect()))
}

/// All outlets that have articles.
fn outlets(db: &Connection) -> Result<Vec<String>> {
    let mut rows = db.prepare_cached("SELECT DISTINCT outlet FROM outlet_days")?;
    Ok(rows.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Those names that are written like a value, or else those that have it in them.
fn matching(value: &str, names: Vec<String>) -> Vec<String> {
    let key = fold(value);
    let exact: Vec<String> = names.iter().filter(|name| fold(name) == key).cloned().collect();
    if exact.is_empty() { names.into_iter().filter(|name| fold(name).contains(&key)).collect() } else { exact }
}
