//! What a claim becomes by `FIELD=VALUE`.
//!
//! In: a claim, what was typed. Out: the claim as decided, and which fields were. A party, a place and a type are those of the knowledge base and
//! the ontology; what is not known there is refused, for a decision has to be true of something.

use marsad::Lang;
use marsad::coded::{By, Claim, EventDate, EventPlace, Factuality, Party};
use marsad::text::fold::fold;

use crate::store::decision::ALL;
use crate::store::{Error, Result};

/// The claim with changes, and the fields that they are of.
///
/// # Errors
/// What was typed that is not understood.
pub fn changed(claim: &Claim, changes: &[String], lang: &Lang) -> Result<(Claim, Vec<String>)> {
    let mut claim = claim.clone();
    let mut fields = Vec::new();
    for change in changes {
        let (field, value) = change
            .split_once('=')
            .ok_or_else(|| Error::asked(format!("{change} is no change; write FIELD=VALUE, such as status=denied")))?;
        match field {
            "type" => set_type(&mut claim, value, lang)?,
            "source" => claim.source = parties(value, claim.trigger, lang)?,
            "target" => claim.target = parties(value, claim.trigger, lang)?,
            "date" => claim.date = date(value, claim.trigger)?,
            "place" => claim.place = place(value, claim.trigger, lang)?,
            "status" => {
                claim.factuality = Factuality::from_name(value).ok_or_else(|| {
                    Error::asked(format!("{value} is no status; there are actual, planned, conditional, denied, alleged"))
                })?;
            }
            _ => return Err(Error::asked(format!("{field} cannot be changed; fields are {}", ALL.join(", ")))),
        }
        fields.push(field.to_owned());
    }
    Ok((claim, fields))
}

/// `CONSULT` or `CONSULT/visit`, with what the ontology says of it.
fn set_type(claim: &mut Claim, value: &str, lang: &Lang) -> Result<()> {
    let (name, mode) = value.split_once('/').map_or((value, None), |(name, mode)| (name, Some(mode)));
    let types = &lang.tables.event_types;
    let Some(event_type) = types.iter().find(|event_type| event_type.name.eq_ignore_ascii_case(name)) else {
        let names: Vec<&str> = types.iter().map(|event_type| event_type.name.as_str()).collect();
        return Err(Error::asked(format!("{name} is no type; types are {}", names.join(", "))));
    };
    let found = mode.map(|mode| {
        let modes: Vec<&str> = event_type.modes.iter().map(|mode| mode.name.as_str()).collect();
        let known = event_type.modes.iter().find(|known| known.name == mode);
        known.ok_or_else(|| Error::asked(format!("{} has no mode {mode}; it has {}", event_type.name, modes.join(", "))))
    });
    let mode = found.transpose()?;
    claim.event_type.clone_from(&event_type.name);
    claim.mode = mode.map(|mode| mode.name.clone());
    claim.quad = event_type.quad;
    claim.intensity = mode.map_or(event_type.intensity, |mode| mode.intensity);
    claim.cameo.clone_from(mode.map_or(&event_type.cameo, |mode| &mode.cameo));
    claim.plover.event_type = event_type.plover.clone().unwrap_or_else(|| event_type.name.clone());
    claim.plover.mode = mode.map(|mode| mode.name.clone());
    Ok(())
}

/// Ids, codes or names, separated by commas; `none` for nobody.
fn parties(value: &str, span: [u32; 2], lang: &Lang) -> Result<Vec<Party>> {
    if value == "none" {
        return Ok(Vec::new());
    }
    value.split(',').map(|one| party(one.trim(), span, lang)).collect()
}

fn party(value: &str, span: [u32; 2], lang: &Lang) -> Result<Party> {
    let tables = &lang.tables;
    let key = fold(value);
    let party = |name: &str| Party { name: name.to_owned(), span, by: By::Name, ..Party::default() };
    if let Some(office) = tables.offices.iter().find(|office| office.id == value) {
        let country = Some(office.country.clone()).filter(|code| !code.is_empty());
        return Ok(Party { office: Some(office.id.clone()), country, role: Some(office.role), ..party(&office.id) });
    }
    let named = |id: &str, names: &[String]| id == value || names.iter().any(|name| fold(name) == key);
    let actor = tables
        .actors
        .iter()
        .find(|actor| named(&actor.id, &actor.names))
        .or_else(|| tables.actors.iter().find(|actor| actor.country == value));
    if let Some(actor) = actor {
        let country = Some(actor.country.clone()).filter(|code| code != "---");
        let role = Some(actor.role).filter(|_| !actor.country.starts_with("IGO"));
        return Ok(Party { actor: Some(actor.id.clone()), country, role, ..party(actor.names.first().unwrap_or(&actor.id)) });
    }
    if let Some(person) = tables.persons.iter().find(|person| named(&person.id, &person.names)) {
        let country = Some(person.country.clone()).filter(|code| !code.is_empty());
        return Ok(Party { actor: Some(person.id.clone()), country, ..party(person.names.first().unwrap_or(&person.id)) });
    }
    Err(Error::asked(format!("{value} is nobody that is known; give an id such as iran, a code such as IRN, an office or a person")))
}

/// A day, a month, a year or an interval of days; `none` for none.
fn date(value: &str, span: [u32; 2]) -> Result<Option<EventDate>> {
    if value == "none" {
        return Ok(None);
    }
    let wrong = || Error::asked(format!("{value} is no date; write 2024-11-10, 2024-11, 2024 or 2024-11-08/2024-11-10"));
    let (first, last) = value.split_once('/').unwrap_or((value, value));
    let (start, precision) = bounds(first).ok_or_else(wrong)?;
    let (end, _) = bounds(last).ok_or_else(wrong)?;
    let precision = if first == last { precision } else { "interval" };
    Ok(Some(EventDate {
        edtf: value.to_owned(),
        start: Some(start.0),
        end: Some(end.1),
        precision: precision.into(),
        span,
        carried: false,
    }))
}

fn bounds(value: &str) -> Option<((String, String), &'static str)> {
    let precision = ["year", "month", "day"][value.split('-').count().checked_sub(1)?.min(2)];
    crate::query::days(value).map(|bounds| (bounds, precision))
}

fn place(value: &str, span: [u32; 2], lang: &Lang) -> Result<Option<EventPlace>> {
    if value == "none" {
        return Ok(None);
    }
    let key = fold(value);
    let places = &lang.tables.places;
    let named = || places.iter().find(|place| place.names.iter().any(|name| fold(name) == key));
    let Some(place) = places.iter().find(|place| place.id == value).or_else(named) else {
        return Err(Error::asked(format!("{value} is no place that is known; give an id such as cairo, or a name")));
    };
    Ok(Some(EventPlace {
        name: place.names.first().cloned().unwrap_or_default(),
        id: place.id.clone(),
        geonames: place.geonames,
        lat: place.lat,
        lon: place.lon,
        country: Some(place.country.clone()).filter(|code| !code.is_empty()),
        precision: place.kind.clone(),
        span,
        carried: false,
    }))
}
