//! `--format acled`: events of violence and protest in the columns of ACLED, for comparison with its data.
//!
//! Only acts that `data/export/acled.tsv` gives a type are written, and only what claims tell is filled in: an empty field is an unknown one. No row
//! and no word of ACLED's is in it.

use std::io::Write;

use marsad::coded::{Party, Role};

use super::Failure;
use super::clean::quote;
use super::facts::{Side, date_precision};
use super::flat::{Fields, Flat};
use super::names::rows;
use super::source::{Source, Told};

/// Its columns.
pub const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// Writes events.
pub fn events(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let types: Vec<[&str; 5]> = rows(include_str!("../../data/export/acled.tsv")).collect();
    let mut flat = Flat::commas(out);
    flat.header(&COLUMNS)?;
    let mut n_events = 0;
    source.each(|told| {
        let mode = told.event.mode.as_deref().unwrap_or("");
        let of_type = || types.iter().filter(|row| row[0] == told.event.event_type);
        let Some(kind) = of_type().find(|row| row[1] == mode).or_else(|| of_type().find(|row| row[1] == "*")) else { return Ok(()) };
        // A date that is told no better than to the year is none in ACLED.
        if told.days().is_some_and(|(_, _, n_days)| date_precision(n_days)[0].is_none()) {
            return Ok(());
        }
        n_events += 1;
        Ok(flat.row(&event(source, told, [kind[2], kind[3], kind[4]]))?)
    })?;
    flat.finish()?;
    Ok(n_events)
}

fn event(source: &Source<'_>, told: &Told, kind: [&str; 3]) -> Fields {
    let (names, event) = (&source.names, &told.event);
    let place = told.place(source).unwrap_or_default();
    let day = told.days().map_or(event.day.as_str(), |(start, ..)| start);
    let mut row = Fields::default();
    row.text(&event.id).text(day).text(day.get(..4).unwrap_or("")).number(told.days().and_then(|(_, _, n_days)| date_precision(n_days)[0]));
    kind.into_iter().for_each(|value| {
        row.text(value);
    });
    for side in [Side::Source, Side::Target] {
        let parties = told.parties(side);
        let others: Vec<String> = parties.iter().skip(1).map(|party| names.party(party)).collect();
        row.text(parties.first().map(|party| names.party(party)).unwrap_or_default()).text(others.join("; "));
        row.text(parties.first().map_or("", |party| inter(source, party, &place.country, kind[1], side)));
    }
    let civilian = |party: &Party| matches!(party.role, Some(Role::Cvl | Role::Ref));
    let is_targeting = kind[0] == "Political violence" && told.party(Side::Target).is_some_and(civilian);
    row.empty(1).text(if is_targeting { "Civilian targeting" } else { "" });
    row.text(names.codes(&place.country).numeric).empty(1).text(names.country(&place.country));
    let at = |precision: &str| if place.precision == precision { place.en.as_str() } else { "" };
    row.text(at("province")).text(at("district")).empty(1).text(&place.en);
    row.number(place.point.map(|(lat, _)| lat)).number(place.point.map(|(_, lon)| lon)).number(names.precision(&place.precision)[0]);
    row.text(told.outlets().join("; ")).empty(1).text(told.first().map(|claim| quote(claim, source.n_words)).unwrap_or_default());
    row.number(told.killed().map(|killed| killed.low)).empty(1);
    row.number(told.run.at.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second));
    row
}

/// What an actor is to ACLED, where its role and the country of the act tell.
fn inter(source: &Source<'_>, party: &Party, country: &str, event_type: &str, side: Side) -> &'static str {
    let Some(role) = party.role else { return "" };
    let own = party.country.as_deref().unwrap_or("");
    match (role, source.names.acled_sector(role.code())) {
        (Role::Cvl, _) if side == Side::Source && event_type == "Protests" => "Protesters",
        (Role::Cvl, _) if side == Side::Source && event_type == "Riots" => "Rioters",
        (_, "State forces") if country.is_empty() || own.is_empty() => "",
        (_, "State forces") if own != country => "External/Other forces",
        (_, sector) => sector,
    }
}
