//! `--format icews`: the 20 columns of ICEWS, tabs between values, with a header.
//!
//! One row an event: the first party of each side. The text of a code is Marsad's own type and mode; CAMEO's labels are not here.

use std::io::Write;

use marsad::coded::Party;

use super::Failure;
use super::facts::Side;
use super::flat::{Fields, Flat};
use super::names::Names;
use super::scale::goldstein;
use super::source::{Source, Told, number};

/// Its columns.
pub const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// Writes events.
pub fn events(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let mut flat = Flat::tabs(out);
    flat.header(&COLUMNS)?;
    let n_events = source.each(|told| Ok(flat.row(&event(source, told))?))?;
    flat.finish()?;
    Ok(n_events)
}

fn event(source: &Source<'_>, told: &Told) -> Fields {
    let (names, event) = (&source.names, &told.event);
    let first = told.tellings.first().map(|telling| &telling.article);
    let mut row = Fields::default();
    row.number(Some(number(&event.id))).text(&event.day);
    party(&mut row, told.party(Side::Source), names);
    row.text(text(&event.event_type, event.mode.as_deref())).text(told.cameo()).number(goldstein(told.cameo(), 1));
    party(&mut row, told.party(Side::Target), names);
    let story = first.and_then(|article| u64::from_str_radix(article.story.get(1..)?, 16).ok());
    row.number(story.map(|story| story >> 1)).empty(1);
    row.text(first.and_then(|article| article.outlet.as_deref()).unwrap_or(""));
    let place = told.place(source).unwrap_or_default();
    let at = |is_here: bool| if is_here { place.en.as_str() } else { "" };
    row.text(at(place.point.is_some())).text(at(place.precision == "district")).text(at(place.precision == "province"));
    row.text(names.country(&place.country));
    row.number(place.point.map(|(lat, _)| lat)).number(place.point.map(|(_, lon)| lon));
    row
}

/// Name, sectors and country.
fn party(row: &mut Fields, party: Option<&Party>, names: &Names<'_>) {
    let Some(party) = party else {
        row.empty(3);
        return;
    };
    let country = party.country.as_deref().unwrap_or("");
    let sector = party.role.map_or("", |role| names.icews_sector(role.code()));
    // ICEWS has countries of states alone; organisations are a sector.
    let (sectors, country) = match country.split_once(':') {
        Some(("IGO", _)) => ("IGOs", ""),
        Some(_) => ("NGOs", ""),
        None => (sector, names.country(country)),
    };
    row.text(names.party(party)).text(sectors).text(country);
}

/// `CONSULT / visit`.
fn text(event_type: &str, mode: Option<&str>) -> String {
    mode.map_or_else(|| event_type.to_owned(), |mode| format!("{event_type} / {mode}"))
}
