//! `--format gdelt` and `gdelt-mentions`: GDELT 2.0's events (61 columns) and mentions (16), tabs between values, no header.
//!
//! Codes are those of CAMEO and FIPS; a status, a speaker, further parties of a side and figures have no column.

use std::io::Write;

use marsad::coded::{Field, Party};

use super::facts::Side;
use super::flat::{Fields, Flat};
use super::names::Names;
use super::scale::goldstein;
use super::source::{Source, Told, number};
use super::{Failure, Outcome};

/// Columns of an actor that are empty: ethnic group, two religions.
const N_CULTURE: usize = 3;

/// Writes events.
pub fn events(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let mut flat = Flat::tabs(out);
    let n_events = source.each(|told| Ok(flat.row(&event(source, told))?))?;
    flat.finish()?;
    Ok(n_events)
}

fn event(source: &Source<'_>, told: &Told) -> Fields {
    let (names, event) = (&source.names, &told.event);
    let mut row = Fields::default();
    let digits = |n_digits: usize| -> Option<String> {
        let day: String = event.day.chars().filter(char::is_ascii_digit).collect();
        day.get(..n_digits).map(str::to_owned)
    };
    row.number(Some(number(&event.id))).number(digits(8)).number(digits(6)).number(digits(4)).number(fraction(&event.day));
    actor(&mut row, told.party(Side::Source), names);
    actor(&mut row, told.party(Side::Target), names);
    // GDELT's root events stand in the first sentence or the headline.
    let is_root =
        told.tellings.iter().map(|telling| &telling.stored.claim).any(|claim| claim.field == Field::Title || claim.sentence[0] == 0);
    let code = told.cameo();
    row.number(Some(u8::from(is_root))).text(code).text(code.get(..3).unwrap_or(code)).text(code.get(..2).unwrap_or(code));
    row.number(quad(code)).number(goldstein(code, 0));
    row.number(Some(event.n_claims)).number(Some(event.n_outlets)).number(Some(told.n_articles()));
    row.empty(1);
    for _ in [Side::Source, Side::Target] {
        row.number(Some(0)).empty(7);
    }
    place(&mut row, source, told);
    row.number(Some(stamp(&told.run.at))).text(told.urls().first().unwrap_or(&""));
    row
}

/// The ten columns of an actor.
fn actor(row: &mut Fields, party: Option<&Party>, names: &Names<'_>) {
    let Some(party) = party else {
        row.empty(10);
        return;
    };
    let role = party.role.map_or("", |role| role.code());
    let country = party.country.as_deref().unwrap_or("");
    let group = names.group(party);
    let (state, kind) = match country.split_once(':') {
        Some((kind, _)) => ("", kind),
        None => (if country == "---" { "" } else { country }, role),
    };
    let code = if state.is_empty() { format!("{kind}{group}") } else { format!("{state}{role}") };
    row.text(code).text(names.party(party).to_uppercase()).text(state).text(group).empty(N_CULTURE).text(kind).empty(2);
}

/// The eight columns of the place of the action.
fn place(row: &mut Fields, source: &Source<'_>, told: &Told) {
    let Some(place) = told.place(source) else {
        row.number(Some(0)).empty(7);
        return;
    };
    let fips = source.names.codes(&place.country).fips;
    let is_us = place.country == "USA";
    let kind = match (place.precision.as_str(), place.point) {
        ("country", _) => 1,
        (_, Some(_)) => {
            if is_us {
                3
            } else {
                4
            }
        }
        _ if !place.country.is_empty() => {
            if is_us {
                2
            } else {
                5
            }
        }
        _ => 0,
    };
    let country = source.names.country(&place.country);
    let full = if kind == 1 || country.is_empty() { place.en.clone() } else { format!("{}, {country}", place.en) };
    row.number(Some(kind)).text(full).text(fips).empty(2);
    row.number(place.point.map(|(lat, _)| lat)).number(place.point.map(|(_, lon)| lon));
    row.text(if kind == 1 { fips } else { "" });
}

/// CAMEO's quad class, by the root of the code.
fn quad(code: &str) -> Option<u8> {
    Some(match code.get(..2)?.parse::<u8>().ok()? {
        1..=5 => 1,
        6..=8 => 2,
        9..=13 => 3,
        14..=20 => 4,
        _ => return None,
    })
}

/// The day as a fraction of its year, by GDELT's rule: months of 30 days, years of 365.
fn fraction(day: &str) -> Option<String> {
    let date: jiff::civil::Date = day.parse().ok()?;
    let of_year = (f64::from(date.month()) * 30.0 + f64::from(date.day())) / 365.0;
    Some(format!("{:.4}", f64::from(date.year()) + of_year))
}

/// A time as fourteen digits in UTC; midnight where only a day is told.
fn stamp(time: &str) -> String {
    let utc = time.parse::<jiff::Timestamp>().map(|time| time.strftime("%Y%m%d%H%M%S").to_string());
    utc.unwrap_or_else(|_| {
        let day: String = time.get(..10).unwrap_or("").chars().filter(char::is_ascii_digit).collect();
        if day.len() == 8 { format!("{day}000000") } else { String::new() }
    })
}

/// Writes mentions: a row for each claim.
pub fn mentions(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let mut flat = Flat::tabs(out);
    let n_events = source.each(|told| {
        told.tellings.iter().try_for_each(|telling| -> Outcome {
            let (claim, article) = (&telling.stored.claim, &telling.article);
            let url = article.url.as_deref().filter(|url| !url.is_empty());
            let mut row = Fields::default();
            row.number(Some(number(&told.event.id))).number(Some(stamp(&told.run.at)));
            row.number(article.published.as_deref().map(stamp)).number(Some(if url.is_some() { 1 } else { 2 }));
            row.text(article.outlet.as_deref().unwrap_or("")).text(url.unwrap_or(&article.id)).empty(1);
            row.number(claim.source.first().map(|party| party.span[0])).number(claim.target.first().map(|party| party.span[0]));
            row.number(Some(claim.trigger[0])).number(Some(1)).number(Some(tens(claim.confidence)));
            row.number(article.length).empty(2);
            row.text(format!("claim:{} in:{}", claim.id, if claim.field == Field::Title { "title" } else { "body" }));
            Ok(flat.row(&row)?)
        })
    })?;
    flat.finish()?;
    Ok(n_events)
}

/// A confidence as GDELT has it: a percentage in steps of ten.
fn tens(confidence: f32) -> u32 {
    ((confidence * 10.0).round() as u32 * 10).clamp(10, 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_as_gdelt_counts_them() {
        assert_eq!(fraction("2024-11-10").as_deref(), Some("2024.9315"));
        assert_eq!(fraction(""), None);
        assert_eq!(stamp("2024-11-10T08:30:00+03:00"), "20241110053000");
        assert_eq!(stamp("2024-11-10"), "20241110000000");
        assert_eq!((quad("0841"), quad("120"), quad("")), (Some(2), Some(3), None));
        assert_eq!((tens(0.77), tens(0.01)), (80, 10));
    }
}
