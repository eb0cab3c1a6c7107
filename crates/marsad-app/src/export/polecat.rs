//! `--format polecat`: the 40 columns of POLECAT's releases, tabs between values, with a header; nothing is `None`, lists have `; ` between.
//!
//! It is UTF-8, though POLECAT's readers open theirs as Latin-1: Arabic words of parties and places stand in it.

use std::io::Write;

use marsad::coded::Party;

use super::Failure;
use super::facts::Side;
use super::flat::{Fields, Flat};
use super::source::{Source, Told};

/// Its columns.
pub const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// Quad classes as PLOVER calls them.
pub const QUADS: [&str; 4] = ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

/// Writes events.
pub fn events(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let mut flat = Flat::tabs(out);
    flat.header(&COLUMNS)?;
    let n_events = source.each(|told| Ok(flat.row(&event(source, told))?))?;
    flat.finish()?;
    Ok(n_events)
}

fn event(source: &Source<'_>, told: &Told) -> Fields {
    let event = &told.event;
    let (plover, mode) = told.plover();
    let known = source.lang.tables.event_types.iter().find(|event_type| event_type.name == plover);
    let quad = known.map_or(event.quad, |event_type| i64::from(event_type.quad));
    let quad = usize::try_from(quad - 1).ok().and_then(|at| QUADS.get(at)).unwrap_or(&"");
    let first = told.tellings.first().map(|telling| &telling.article);
    let mut row = Fields::default();
    row.text(&event.id).text(&event.day).text(plover).text(mode.unwrap_or("")).number(Some(event.intensity)).text(quad);
    row.text(told.contexts().join("; "));
    side(&mut row, source, &told.parties(Side::Source));
    side(&mut row, source, &told.parties(Side::Target));
    let place = told.place(source).unwrap_or_default();
    let at = |is_here: bool| if is_here { place.en.as_str() } else { "" };
    row.text(&place.en).text(at(place.point.is_some())).text(at(place.precision == "district")).text(at(place.precision == "province"));
    row.text(&place.country).number(place.point.map(|(lat, _)| lat)).number(place.point.map(|(_, lon)| lon));
    row.number(place.geonames).text(&place.name).empty(1);
    row.text(first.and_then(|article| article.outlet.as_deref()).unwrap_or(""));
    row.text(first.and_then(|article| article.published.as_deref()?.get(..10)).unwrap_or("")).empty(3);
    row.text(first.map_or("", |article| article.language.as_str())).text(format!("marsad {} {}", told.run.marsad, told.run.pack));
    row.0.iter_mut().filter(|value| value.is_empty()).for_each(|value| "None".clone_into(value));
    row
}

/// The eight columns of a side.
fn side(row: &mut Fields, source: &Source<'_>, parties: &[&Party]) {
    let names = &source.names;
    let list = |of: &dyn Fn(&Party) -> String| {
        let values: Vec<String> = parties.iter().map(|party| of(party)).filter(|value| !value.is_empty()).collect();
        values.join("; ")
    };
    let role = |party: &Party| party.role.map(|role| role.code().to_owned()).unwrap_or_default();
    let office = |party: &Party| {
        let office = party.office.as_deref().and_then(|id| names.offices.get(id));
        office.map(|office| office.en.clone()).unwrap_or_default()
    };
    row.text(list(&|party| names.party(party)));
    row.text(list(&|party| party.country.clone().unwrap_or_default()));
    row.text(list(&|party| names.codes(party.country.as_deref().unwrap_or("")).cow.to_owned()));
    row.text(parties.first().map(|party| role(party)).unwrap_or_default());
    row.text(list(&role)).text(list(&office)).text(list(&|party| party.name.clone())).empty(1);
}
