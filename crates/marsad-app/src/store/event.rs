//! What happened, according to some claims?
//!
//! In: the claims of one occurrence with their articles ([`Member`]). Out: an [`Event`], by a stated rule for each field (docs/store.md,
//! "Events"), and its rows. It never says more than its claims: what they disagree on stays in them, and `disputed` says that they do.
//!
//! Two outlets report a raid, one with «12 قتيلا», the other side denies it: one event of three claims, two outlets, disputed.

use std::collections::{BTreeMap, BTreeSet};

use marsad::coded::{By, Claim, Factuality, Party};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::article::sharp;
use super::claim::Stored;
use super::error::Result;
use super::story::digest;
use super::{facet, rollup};

/// A claim with what its article is.
#[derive(Clone, Debug)]
pub struct Member {
    /// The claim.
    pub stored: Stored,
    /// What orders claims whatever the order of their arrival.
    pub key: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, as given.
    pub published: Option<String>,
    /// Row of the story.
    pub story: i64,
}

/// An event.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs, reason = "the columns of `events`, which docs/store.md describes")]
pub struct Event {
    pub id: String,
    pub event_type: String,
    pub mode: Option<String>,
    pub day: String,
    pub date: Option<String>,
    pub date_start: Option<String>,
    pub date_end: Option<String>,
    pub date_precision: Option<String>,
    pub source: String,
    pub source_country: String,
    pub target: String,
    pub target_country: String,
    pub place: Option<String>,
    pub place_id: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub place_country: Option<String>,
    pub place_precision: Option<String>,
    pub factuality: String,
    pub disputed: bool,
    pub quad: i64,
    pub intensity: f64,
    pub confidence: f64,
    pub n_claims: i64,
    pub n_outlets: i64,
    pub n_stories: i64,
    pub first_reported: Option<String>,
}

/// The event of some claims; they are in the order of their keys, and at least one.
#[must_use]
pub fn event_of(members: &[Member]) -> Option<Event> {
    let first = members.first()?;
    let claims: Vec<&Claim> = members.iter().map(|member| &member.stored.claim).collect();
    let event_type = commonest(claims.iter().map(|claim| claim.event_type.clone()))?;
    let of_type: Vec<&Claim> = claims.iter().copied().filter(|claim| claim.event_type == event_type).collect();
    let mode = commonest(of_type.iter().filter_map(|claim| claim.mode.clone()));
    let typical = of_type.iter().find(|claim| claim.mode == mode).or(of_type.first())?;
    // The day that most claims tell, then the narrower date, then the earlier.
    let dates = claims.iter().filter(|claim| sharp(claim).is_some()).chain(claims.iter()).filter_map(|claim| claim.date.as_ref());
    let date_of = |edtf: &String| claims.iter().filter_map(|claim| claim.date.as_ref()).find(|date| date.edtf == *edtf);
    let told = claims.iter().filter(|claim| sharp(claim).is_some()).filter_map(|claim| claim.date.as_ref().map(|date| date.edtf.clone()));
    let date = commonest(told).and_then(|edtf| date_of(&edtf)).or_else(|| dates.into_iter().next());
    let place = best_place(&claims);
    let asserted = claims.iter().filter(|claim| claim.factuality == Factuality::Actual).count();
    let denied = claims.iter().filter(|claim| claim.factuality == Factuality::Denied).count();
    let factuality = if asserted > 0 { Factuality::Actual } else { claims.iter().map(|claim| claim.factuality).min()? };
    let outlets: BTreeSet<&str> = members.iter().map(|member| member.outlet.as_deref().unwrap_or("")).collect();
    let stories: BTreeSet<i64> = members.iter().map(|member| member.story).collect();
    let (source, target) = (sides(&claims, |claim| &claim.source), sides(&claims, |claim| &claim.target));
    Some(Event {
        id: format!("e{:016x}", digest(&[&first.key]) as u64),
        event_type,
        mode,
        day: members
            .iter()
            .filter_map(|member| sharp(&member.stored.claim).map(|(start, _)| start.to_owned()))
            .min()
            .unwrap_or_else(|| first.stored.day.clone()),
        date: date.map(|date| date.edtf.clone()),
        date_start: date.and_then(|date| date.start.clone()),
        date_end: date.and_then(|date| date.end.clone()),
        date_precision: date.map(|date| date.precision.to_string()),
        source: source.0,
        source_country: source.1,
        target: target.0,
        target_country: target.1,
        place: place.map(|place| place.name.clone()),
        place_id: place.map(|place| place.id.clone()),
        lat: place.and_then(|place| place.lat),
        lon: place.and_then(|place| place.lon),
        place_country: place.and_then(|place| place.country.clone()),
        place_precision: place.map(|place| place.precision.clone()),
        factuality: factuality.name().to_owned(),
        disputed: asserted > 0 && denied > 0,
        quad: i64::from(typical.quad),
        intensity: round(f64::from(typical.intensity)),
        confidence: round(claims.iter().map(|claim| f64::from(claim.confidence)).fold(0.0, f64::max)),
        n_claims: members.len() as i64,
        n_outlets: outlets.len() as i64,
        n_stories: stories.len() as i64,
        first_reported: members.iter().filter_map(|member| member.published.clone()).min(),
    })
}

/// The most exact place; of those the commonest, then the first.
fn best_place<'c>(claims: &[&'c Claim]) -> Option<&'c marsad::coded::EventPlace> {
    let places: Vec<_> = claims.iter().filter_map(|claim| claim.place.as_ref()).collect();
    let exact: Vec<_> = places.iter().copied().filter(|place| place.precision != "country" && place.precision != "region").collect();
    let among = if exact.is_empty() { places } else { exact };
    let id = commonest(among.iter().map(|place| place.id.clone()))?;
    among.into_iter().find(|place| place.id == id)
}

/// Names and codes of a side: of each actor or country the first name told, in the order of the claims; where none tells more than a
/// pronoun, its id or code. The code of a party is that of its country or organisation; of one that has neither, such as an armed group of several states, its own id.
fn sides(claims: &[&Claim], side: impl Fn(&Claim) -> &Vec<Party>) -> (String, String) {
    let (mut names, mut codes): (Vec<(&str, &str)>, Vec<&str>) = (Vec::new(), Vec::new());
    for party in claims.iter().flat_map(|claim| side(claim)) {
        let id = party.actor.as_deref().or(party.country.as_deref()).unwrap_or(&party.name);
        let name = if matches!(party.by, By::Pronoun | By::Context) { id } else { party.name.as_str() };
        match names.iter_mut().find(|(known, _)| *known == id) {
            Some((id, before)) if before == id => *before = name,
            Some(_) => {}
            None => names.push((id, name)),
        }
        if let Some(code) = party.country.as_deref().or(party.actor.as_deref()).filter(|code| !codes.contains(code)) {
            codes.push(code);
        }
    }
    (names.iter().map(|(_, name)| *name).collect::<Vec<_>>().join("; "), codes.join(" "))
}

/// The commonest of some values, of equals the first.
fn commonest<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let values: Vec<T> = values.collect();
    let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
    values.iter().for_each(|value| *counts.entry(value).or_default() += 1);
    let most = counts.values().max()?;
    values.iter().find(|value| counts[value] == *most).cloned()
}

fn round(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// Whether a row says this of an event, with the same facets.
///
/// # Errors
/// When it cannot be read.
pub fn is_so(db: &Connection, row: i64, event: &Event, members: &[Member]) -> Result<bool> {
    let sql = "SELECT * FROM events WHERE event = ?1";
    let found = db.prepare_cached(sql)?.query_row([row], |row| Ok((read(row)?, row.get::<_, String>("facets")?))).optional()?;
    let Some((stored, rows)) = found else { return Ok(false) };
    Ok(stored == *event && facet::names(db, &rows)? == facets_of(event, members))
}

fn facets_of(event: &Event, members: &[Member]) -> BTreeSet<String> {
    let claims: Vec<(&Stored, Option<&str>)> = members.iter().map(|member| (&member.stored, member.outlet.as_deref())).collect();
    facet::facets(&claims, &event.factuality, event.disputed)
}

/// Writes an event under a row that is free, or a new one.
///
/// # Errors
/// When it cannot be written.
pub fn write(db: &Connection, row: Option<i64>, event: &Event, members: &[Member], run: i64) -> Result<()> {
    let facets = facet::count(db, &facets_of(event, members))?;
    db.prepare_cached(
        "INSERT INTO events (event, id, event_type, mode, day, date, date_start, date_end, date_precision, source, source_country, target,
           target_country, place, place_id, lat, lon, place_country, place_precision, factuality, disputed, quad, intensity, confidence, n_claims,
           n_outlets, n_stories, first_reported, facets, run) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
           ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)",
    )?
    .execute(params![
        row,
        event.id,
        event.event_type,
        event.mode,
        event.day,
        event.date,
        event.date_start,
        event.date_end,
        event.date_precision,
        event.source,
        event.source_country,
        event.target,
        event.target_country,
        event.place,
        event.place_id,
        event.lat,
        event.lon,
        event.place_country,
        event.place_precision,
        event.factuality,
        event.disputed,
        event.quad,
        event.intensity,
        event.confidence,
        event.n_claims,
        event.n_outlets,
        event.n_stories,
        event.first_reported,
        facet::join(&facets),
        run,
    ])?;
    let row = db.last_insert_rowid();
    facet::link(db, row, &event.day, &facets)?;
    rollup::count_event(db, event, 1)?;
    let mut link = db.prepare_cached("UPDATE claims SET event = ?2 WHERE claim = ?1 AND event IS NOT ?2")?;
    for member in members {
        link.execute([member.stored.row, row])?;
    }
    Ok(())
}

/// Removes an event's row, its facets and what it counts for; gives what it was.
///
/// # Errors
/// When it cannot be written.
pub fn remove(db: &Connection, row: i64) -> Result<Option<Event>> {
    let sql = "SELECT * FROM events WHERE event = ?1";
    let found = db.prepare_cached(sql)?.query_row([row], |row| Ok((read(row)?, row.get::<_, String>("facets")?))).optional()?;
    let Some((event, facets)) = found else { return Ok(None) };
    facet::remove(db, row, &event.day, &facets)?;
    rollup::count_event(db, &event, -1)?;
    db.prepare_cached("DELETE FROM events WHERE event = ?1")?.execute([row])?;
    Ok(Some(event))
}

/// An event from its row.
///
/// # Errors
/// When a column is not what it should be.
pub fn read(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        id: row.get("id")?,
        event_type: row.get("event_type")?,
        mode: row.get("mode")?,
        day: row.get("day")?,
        date: row.get("date")?,
        date_start: row.get("date_start")?,
        date_end: row.get("date_end")?,
        date_precision: row.get("date_precision")?,
        source: row.get("source")?,
        source_country: row.get("source_country")?,
        target: row.get("target")?,
        target_country: row.get("target_country")?,
        place: row.get("place")?,
        place_id: row.get("place_id")?,
        lat: row.get("lat")?,
        lon: row.get("lon")?,
        place_country: row.get("place_country")?,
        place_precision: row.get("place_precision")?,
        factuality: row.get("factuality")?,
        disputed: row.get("disputed")?,
        quad: row.get("quad")?,
        intensity: row.get("intensity")?,
        confidence: row.get("confidence")?,
        n_claims: row.get("n_claims")?,
        n_outlets: row.get("n_outlets")?,
        n_stories: row.get("n_stories")?,
        first_reported: row.get("first_reported")?,
    })
}
