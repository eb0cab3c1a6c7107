//! `--format ftm`: entities of `FollowTheMoney`, one JSON object a line.
//!
//! An event is an `Event`, its articles are `Article`s tied to it by `Documentation`, and each pair of public actors of its two sides is an
//! `UnknownLink` with the type of the act as its role. `Person`, `Organization` and `PublicBody` are only those whom the knowledge base has: public
//! actors, with name, country, public office and Wikidata id. Whoever else a text names stays unnamed.

use std::io::Write;

use std::collections::BTreeSet;

use marsad::coded::Party;
use serde_json::{Map, Value, json};

use super::chosen::Chosen;
use super::clean::{clean_all, first_words, quote};
use super::facts::Side;
use super::lines::{line, thousandths};
use super::names::Names;
use super::source::{Header, Source, Telling, Told};
use super::{Failure, Outcome};
use crate::store::story::digest;

/// Writes entities.
pub fn entities(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let chosen = Chosen::new(source, false)?;
    let mut actors: BTreeSet<String> = BTreeSet::new();
    let mut offices: BTreeSet<(String, String)> = BTreeSet::new();
    let n_events = source.each(|told| -> Outcome {
        for telling in &told.tellings {
            chosen.add(telling.article.row)?;
            for party in parties(telling) {
                if let (Some(actor), Some(office)) = (&party.actor, &party.office)
                    && source.names.persons.contains_key(actor.as_str())
                {
                    offices.insert((actor.clone(), office.clone()));
                }
            }
        }
        let involved: BTreeSet<String> =
            told.tellings.iter().flat_map(parties).filter_map(|party| public(&source.names, party)).map(str::to_owned).collect();
        line(out, &event(source, told, &involved))?;
        actors.extend(involved);
        links(source, told).iter().try_for_each(|link| line(out, link))?;
        documents(told).iter().try_for_each(|document| line(out, document))
    })?;
    actors.iter().filter_map(|id| actor(&source.names, id, &offices)).try_for_each(|entity| line(out, &entity))?;
    chosen.each(|row| line(out, &article(source, &source.header(row)?)))?;
    Ok(n_events)
}

/// Who acts, is acted upon or takes part.
fn parties(telling: &Telling) -> impl Iterator<Item = &Party> {
    let claim = &telling.stored.claim;
    claim.source.iter().chain(&claim.target).chain(&claim.others)
}

/// The id of a public actor; nobody else has one.
fn public<'p>(names: &Names<'_>, party: &'p Party) -> Option<&'p str> {
    let id = party.actor.as_deref()?;
    schema(names, id).map(|_| id)
}

/// What an actor is in `FollowTheMoney`; `None` for peoples, who are no organisation.
fn schema(names: &Names<'_>, id: &str) -> Option<&'static str> {
    if names.persons.contains_key(id) {
        return Some("Person");
    }
    match names.actors.get(id)?.kind.as_str() {
        "state" | "institution" => Some("PublicBody"),
        "people" => None,
        _ => Some("Organization"),
    }
}

/// An entity; properties without a value are left out.
fn entity(id: &str, schema: &str, properties: &[(&str, Vec<String>)]) -> Value {
    let mut kept = Map::new();
    for (name, values) in properties {
        let mut values: Vec<&String> = values.iter().filter(|value| !value.is_empty()).collect();
        values.dedup();
        if !values.is_empty() {
            kept.insert((*name).to_owned(), json!(values));
        }
    }
    let mut entity = json!({ "id": id, "schema": schema, "properties": kept });
    clean_all(&mut entity);
    entity
}

fn id_of(actor: &str) -> String {
    format!("marsad-{actor}")
}

fn event(source: &Source<'_>, told: &Told, involved: &BTreeSet<String>) -> Value {
    let event = &told.event;
    let mode = event.mode.as_deref().map(|mode| format!("/{mode}")).unwrap_or_default();
    let place = told.place(source).unwrap_or_default();
    let notes = told.tellings.iter().map(|telling| note(source, telling)).collect();
    let day = |day: &Option<String>| day.iter().cloned().collect::<Vec<_>>();
    entity(
        &event.id,
        "Event",
        &[
            ("name", vec![format!("{}{mode}: {} → {}", event.event_type, event.source, event.target)]),
            ("summary", vec![format!("{}{}", event.factuality, if event.disputed { ", disputed" } else { "" })]),
            ("startDate", day(&event.date_start)),
            ("endDate", day(&event.date_end)),
            ("location", vec![place.name]),
            ("country", vec![source.names.codes(&place.country).alpha2.to_owned()]),
            ("involved", involved.iter().map(|id| id_of(id)).collect()),
            ("sourceUrl", told.urls().into_iter().map(str::to_owned).collect()),
            ("recordId", vec![event.id.clone()]),
            ("modifiedAt", vec![told.run.at.clone()]),
            ("notes", notes),
        ],
    )
}

/// A claim in short, as JSON: what `FollowTheMoney` has no property for.
fn note(source: &Source<'_>, telling: &Telling) -> String {
    let claim = &telling.stored.claim;
    let speaker = claim.attribution.speaker.as_ref();
    let mut note = json!({
        "article": telling.article.key,
        "claim": claim.id,
        "factuality": claim.factuality.name(),
        "attribution": claim.attribution.kind,
        "speaker": speaker.map(|speaker| &speaker.name),
        "speaker_actor": speaker.and_then(|speaker| speaker.actor.as_ref()),
        "confidence": thousandths(claim.confidence),
        "state": telling.stored.state,
        "quote": quote(claim, source.n_words),
    });
    clean_all(&mut note);
    note.to_string()
}

/// A link for each pair of public actors of the two sides.
fn links(source: &Source<'_>, told: &Told) -> Vec<Value> {
    let side = |side| told.parties(side).into_iter().filter_map(|party| public(&source.names, party)).collect::<Vec<_>>();
    let event = &told.event;
    let mut links = Vec::new();
    for one in side(Side::Source) {
        for other in side(Side::Target).into_iter().filter(|other| *other != one) {
            links.push(entity(
                &name(&[&event.id, one, other]),
                "UnknownLink",
                &[
                    ("subject", vec![id_of(one)]),
                    ("object", vec![id_of(other)]),
                    ("role", vec![event.event_type.clone()]),
                    ("startDate", event.date_start.iter().cloned().collect()),
                    ("endDate", event.date_end.iter().cloned().collect()),
                    ("recordId", vec![event.id.clone()]),
                ],
            ));
        }
    }
    links
}

/// A tie between the event and each of its articles.
fn documents(told: &Told) -> Vec<Value> {
    let keys: BTreeSet<&str> = told.tellings.iter().map(|telling| telling.article.key.as_str()).collect();
    let document = |key: &str| {
        let properties =
            [("document", vec![key.to_owned()]), ("entity", vec![told.event.id.clone()]), ("role", vec!["reports".to_owned()])];
        entity(&name(&[&told.event.id, key]), "Documentation", &properties)
    };
    keys.into_iter().map(document).collect()
}

fn article(source: &Source<'_>, header: &Header) -> Value {
    let one = |field: &Option<String>| field.iter().cloned().collect::<Vec<_>>();
    let title = first_words(&header.title, source.n_words);
    entity(
        &header.key,
        "Article",
        &[
            ("title", vec![if title.is_empty() { header.id.clone() } else { title }]),
            ("publisher", one(&header.outlet)),
            ("sourceUrl", one(&header.url)),
            ("publishedAt", one(&header.published)),
            ("language", vec![if header.language == "ar" { "ara".to_owned() } else { header.language.clone() }]),
        ],
    )
}

/// A public actor.
fn actor(names: &Names<'_>, id: &str, offices: &BTreeSet<(String, String)>) -> Option<Value> {
    let schema = schema(names, id)?;
    let (all, en, country, wikidata) = match (names.persons.get(id), names.actors.get(id)) {
        (Some(person), _) => (&person.names, &person.en, &person.country, &person.wikidata),
        (None, Some(actor)) => (&actor.names, &actor.en, &actor.country, &actor.wikidata),
        (None, None) => return None,
    };
    let held = offices.iter().filter(|(person, _)| person == id).filter_map(|(_, office)| names.offices.get(office.as_str()));
    let positions = held.map(|office| office.en.clone()).collect();
    let properties = [
        ("name", all.first().into_iter().chain([en]).cloned().collect()),
        ("country", vec![names.codes(country).alpha2.to_owned()]),
        ("wikidataId", wikidata.iter().cloned().collect()),
        ("position", if schema == "Person" { positions } else { Vec::new() }),
    ];
    Some(entity(&id_of(id), schema, &properties))
}

/// An id for what is made of several.
fn name(parts: &[&str]) -> String {
    format!("m{:016x}", digest(parts) as u64)
}
