//! `--format ucdp`: deadly events in the columns of UCDP's georeferenced event data, for comparison with it.
//!
//! Written are acts of violence of which a claim tells dead. Which conflict and dyad of UCDP's they belong to Marsad does not know: those columns are
//! empty, as is everything that no claim tells.

use std::io::Write;

use marsad::coded::{Party, Role};

use super::Failure;
use super::clean::first_words;
use super::facts::{Side, date_precision};
use super::flat::{Fields, Flat};
use super::source::{Source, Told, number};

/// Its columns.
pub const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// Writes events.
pub fn events(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let mut flat = Flat::commas(out);
    flat.header(&COLUMNS)?;
    let mut n_events = 0;
    source.each(|told| {
        if told.event.quad != 4 || told.killed().is_none_or(|killed| killed.high < 1.0) {
            return Ok(());
        }
        n_events += 1;
        Ok(flat.row(&event(source, told))?)
    })?;
    flat.finish()?;
    Ok(n_events)
}

fn event(source: &Source<'_>, told: &Told) -> Fields {
    let (names, event) = (&source.names, &told.event);
    let place = told.place(source).unwrap_or_default();
    let [a, b] = [told.party(Side::Source), told.party(Side::Target)];
    let [name_a, name_b] = [a, b].map(|party| party.map(|party| names.party(party)).unwrap_or_default());
    let (start, end) = told.days().map_or((event.day.as_str(), event.day.as_str()), |(start, end, _)| (start, end));
    let first = told.tellings.first();
    let mut row = Fields::default();
    row.number(Some(number(&event.id))).text(&event.id).text(start.get(..4).unwrap_or("")).empty(2).number(violence(a, b)).empty(5);
    row.text(if name_a.is_empty() || name_b.is_empty() { String::new() } else { format!("{name_a} - {name_b}") });
    row.empty(2).text(&name_a).empty(2).text(&name_b).number(Some(event.n_outlets));
    row.text(articles(source, told));
    let article = first.map(|telling| &telling.article);
    row.text(article.and_then(|article| article.outlet.as_deref()).unwrap_or(""));
    row.text(article.and_then(|article| article.published.as_deref()?.get(..10)).unwrap_or(""));
    row.text(article.map(|article| first_words(&article.title, source.n_words)).unwrap_or_default());
    let speaker = told.tellings.iter().find_map(|telling| telling.stored.claim.attribution.speaker.as_ref());
    row.text(speaker.map(|speaker| names.party(speaker)).unwrap_or_default());
    row.number(names.precision(&place.precision)[1]).text(&place.en).text(&place.name);
    let at = |precision: &str| if place.precision == precision { place.en.as_str() } else { "" };
    row.text(at("province")).text(at("district"));
    row.number(place.point.map(|(lat, _)| lat)).number(place.point.map(|(_, lon)| lon));
    row.text(place.point.map(|(lat, lon)| format!("POINT ({lon} {lat})")).unwrap_or_default());
    row.number(place.point.map(|(lat, lon)| priogrid(lat, lon)));
    row.text(names.country(&place.country)).text(names.codes(&place.country).gw).empty(2);
    row.number(told.days().and_then(|(_, _, n_days)| date_precision(n_days)[1])).text(start).text(end).empty(4);
    let killed = told.killed();
    row.number(killed.and_then(|killed| killed.best)).number(killed.map(|killed| killed.high)).number(killed.map(|killed| killed.low));
    for party in [a, b] {
        let is_state = |party: &&Party| party.role.is_some_and(is_state);
        row.text(party.filter(is_state).map_or("", |party| names.codes(party.country.as_deref().unwrap_or("")).gw));
    }
    row
}

/// `"office,date,headline";"…"`, as UCDP packs articles.
fn articles(source: &Source<'_>, told: &Told) -> String {
    let mut packed: Vec<String> = Vec::new();
    for article in told.tellings.iter().map(|telling| &telling.article) {
        let [outlet, published] = [&article.outlet, &article.published].map(|field| field.as_deref().unwrap_or(""));
        let headline = first_words(&article.title, source.n_words);
        let piece = format!("\"{outlet},{},{}\"", published.get(..10).unwrap_or(""), headline.replace('"', "'"));
        if !packed.contains(&piece) {
            packed.push(piece);
        }
    }
    packed.join(";")
}

/// 1 a state and those who fight it or another state, 2 groups, 3 against civilians; `None` where roles do not tell.
fn violence(a: Option<&Party>, b: Option<&Party>) -> Option<u8> {
    let (a, b) = (a?.role?, b?.role?);
    let is_group = |role: Role| role == Role::Reb;
    match (a, b) {
        (a, Role::Cvl | Role::Ref) if is_state(a) || is_group(a) => Some(3),
        (a, b) if is_group(a) && is_group(b) => Some(2),
        (a, b) if is_state(a) && (is_state(b) || is_group(b)) || is_group(a) && is_state(b) => Some(1),
        _ => None,
    }
}

fn is_state(role: Role) -> bool {
    matches!(role, Role::Gov | Role::Mil | Role::Cop | Role::Spy)
}

/// The cell of PRIO-GRID, half a degree wide, counted from the south-west corner of the world.
fn priogrid(lat: f64, lon: f64) -> i64 {
    let row = ((lat + 90.0) * 2.0).floor().clamp(0.0, 359.0) as i64;
    let column = ((lon + 180.0) * 2.0).floor().clamp(0.0, 719.0) as i64;
    row * 720 + column + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_kinds_of_violence() {
        assert_eq!(priogrid(-90.0, -180.0), 1);
        assert_eq!(priogrid(33.3, 44.4), 246 * 720 + 448 + 1);
        let party = |role| Party { role: Some(role), ..Party::default() };
        assert_eq!(violence(Some(&party(Role::Mil)), Some(&party(Role::Reb))), Some(1));
        assert_eq!(violence(Some(&party(Role::Reb)), Some(&party(Role::Reb))), Some(2));
        assert_eq!(violence(Some(&party(Role::Reb)), Some(&party(Role::Cvl))), Some(3));
        assert_eq!(violence(Some(&party(Role::Med)), None), None);
    }
}
