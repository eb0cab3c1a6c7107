//! In which columns are the tables written?
//!
//! In: articles, claims, events and decisions of the observatory. Out: lines, each a JSON object with its columns in a fixed order
//! (docs/snapshot.md has them all).
//!
//! No row numbers: an article goes by its name, a claim by article and id, an event by its id, a story by the name of its first article. What an
//! object holds that came from outside ([`sorted`]) has its names in order, whatever library read it.

use marsad::coded::{Attribution, Claim, Figure, Party, Range};
use serde::Serialize;
use serde_json::{Map, Value};

use super::quote;
use crate::store::claim::{Stored, name};
use crate::store::decision::summary;

/// A row of `articles.jsonl`.
#[derive(Serialize)]
pub struct ArticleRow {
    pub article: String,
    pub id: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub language: String,
    pub title: String,
    pub hash: String,
    pub version: i64,
    pub story: String,
}

/// A row of `claims.jsonl`.
#[derive(Serialize)]
struct ClaimRow<'c> {
    article: &'c str,
    id: &'c str,
    event: Option<&'c str>,
    state: &'c str,
    r#in: String,
    event_type: &'c str,
    mode: Option<&'c str>,
    contexts: &'c [String],
    date: Option<&'c str>,
    date_start: Option<&'c str>,
    date_end: Option<&'c str>,
    date_precision: Option<&'c str>,
    date_carried: Option<bool>,
    date_span: Option<Range>,
    place: Option<String>,
    place_id: Option<&'c str>,
    geonames: Option<u32>,
    lat: Option<f64>,
    lon: Option<f64>,
    place_country: Option<&'c str>,
    place_precision: Option<&'c str>,
    place_carried: Option<bool>,
    place_span: Option<Range>,
    condition: Option<&'c str>,
    factuality: &'c str,
    attribution: &'c str,
    cue: Option<Range>,
    trigger: Range,
    sentence: Range,
    evidence: String,
    cameo: &'c str,
    plover_type: &'c str,
    plover_mode: Option<&'c str>,
    quad: u8,
    intensity: f32,
    confidence: f32,
    frame: &'c str,
    retells: Option<&'c str>,
    denies: Option<&'c str>,
    coded: Option<Value>,
}

/// A row of `participants.jsonl`.
#[derive(Serialize)]
struct PartyRow<'c> {
    article: &'c str,
    claim: &'c str,
    part: &'c str,
    position: usize,
    name: String,
    actor: Option<&'c str>,
    office: Option<&'c str>,
    country: Option<&'c str>,
    role: Option<&'c str>,
    by: Option<String>,
    span: Range,
}

/// A row of `figures.jsonl`.
#[derive(Serialize)]
struct FigureRow<'c> {
    article: &'c str,
    claim: Option<&'c str>,
    r#in: String,
    what: &'c str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    r#mod: Option<&'c str>,
    unit: Option<&'c str>,
    counted: Option<&'c str>,
    span: Range,
    attribution: &'c str,
    speaker: Option<String>,
    speaker_actor: Option<&'c str>,
    chain: Vec<String>,
}

/// A row of `decisions.jsonl`.
#[derive(Serialize)]
pub struct DecisionRow<'d> {
    pub decision: i64,
    pub author: &'d str,
    pub reason: &'d str,
    pub action: &'d str,
    pub detail: Value,
    pub revokes: Option<i64>,
    pub in_force: bool,
    pub places: Vec<PlaceRow>,
}

/// Where in which text a decision holds.
#[derive(Serialize)]
pub struct PlaceRow {
    pub side: i64,
    pub hash: String,
    pub r#in: String,
    pub trigger: [i64; 2],
    pub event_type: String,
}

/// The line of a row.
///
/// # Errors
/// When it cannot be serialized, which no row causes.
pub fn line(row: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(row)?;
    line.push(b'\n');
    Ok(line)
}

/// The line of a claim.
///
/// # Errors
/// As [`line`].
pub fn claim(stored: &Stored, article: &str, event: Option<&str>) -> serde_json::Result<Vec<u8>> {
    let claim = &stored.claim;
    let (date, place) = (claim.date.as_ref(), claim.place.as_ref());
    line(&ClaimRow {
        article,
        id: &claim.id,
        event,
        state: &stored.state,
        r#in: name(&claim.field),
        event_type: &claim.event_type,
        mode: claim.mode.as_deref(),
        contexts: &claim.contexts,
        date: date.map(|date| date.edtf.as_str()),
        date_start: date.and_then(|date| date.start.as_deref()),
        date_end: date.and_then(|date| date.end.as_deref()),
        date_precision: date.map(|date| &*date.precision),
        date_carried: date.map(|date| date.carried),
        date_span: date.map(|date| date.span),
        place: place.map(|place| quote::first(&place.name)),
        place_id: place.map(|place| place.id.as_str()),
        geonames: place.and_then(|place| place.geonames),
        lat: place.and_then(|place| place.lat),
        lon: place.and_then(|place| place.lon),
        place_country: place.and_then(|place| place.country.as_deref()),
        place_precision: place.map(|place| place.precision.as_str()),
        place_carried: place.map(|place| place.carried),
        place_span: place.map(|place| place.span),
        condition: claim.condition.as_ref().map(|condition| condition.text.as_str()),
        factuality: claim.factuality.name(),
        attribution: &claim.attribution.kind,
        cue: claim.attribution.cue,
        trigger: claim.trigger,
        sentence: claim.sentence,
        evidence: quote::evidence(claim),
        cameo: &claim.cameo,
        plover_type: &claim.plover.event_type,
        plover_mode: claim.plover.mode.as_deref(),
        quad: claim.quad,
        intensity: claim.intensity,
        confidence: claim.confidence,
        frame: &claim.frame,
        retells: claim.retells.as_deref(),
        denies: claim.denies.as_deref(),
        coded: stored.coded.as_ref().map(|coded| sorted(&summary(coded))),
    })
}

/// The lines of a claim's parties and of those who carried it, in the order of their keys.
///
/// # Errors
/// As [`line`].
pub fn participants(claim: &Claim, article: &str) -> serde_json::Result<Vec<Vec<u8>>> {
    let speaker = claim.attribution.speaker.as_slice();
    let row = |part, position, party: &Party, by| {
        line(&PartyRow {
            article,
            claim: &claim.id,
            part,
            position,
            name: quote::first(&party.name),
            actor: party.actor.as_deref(),
            office: party.office.as_deref(),
            country: party.country.as_deref(),
            role: party.role.map(marsad::coded::Role::code),
            by,
            span: party.span,
        })
    };
    let mut lines: Vec<((&str, usize), Vec<u8>)> = Vec::new();
    for (part, parties) in
        [("source", &*claim.source), ("target", &claim.target), ("others", &claim.others), ("via", &claim.via), ("speaker", speaker)]
    {
        for (position, party) in parties.iter().enumerate() {
            lines.push(((part, position), row(part, position, party, Some(name(&party.by)))?));
        }
    }
    for (position, link) in claim.attribution.chain.iter().enumerate() {
        let party = Party { name: link.name.clone(), actor: link.actor.clone(), span: link.span, ..Party::default() };
        lines.push(((&link.role, position), row(&link.role, position, &party, None)?));
    }
    lines.sort();
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// The lines of figures, in order.
///
/// # Errors
/// As [`line`].
pub fn figures(figures: &[Figure], article: &str, claim: Option<&str>) -> serde_json::Result<Vec<Vec<u8>>> {
    let row = |figure: &Figure| {
        let speaker = figure.attribution.speaker.as_ref();
        line(&FigureRow {
            article,
            claim,
            r#in: name(&figure.field),
            what: &figure.what,
            value: figure.value,
            low: figure.low,
            high: figure.high,
            r#mod: figure.modifier.as_deref(),
            unit: figure.unit.as_deref(),
            counted: figure.counted.as_deref(),
            span: figure.span,
            attribution: &figure.attribution.kind,
            speaker: speaker.map(|speaker| quote::first(&speaker.name)),
            speaker_actor: speaker.and_then(|speaker| speaker.actor.as_deref()),
            chain: chain(&figure.attribution),
        })
    };
    let mut lines = figures.iter().map(row).collect::<serde_json::Result<Vec<_>>>()?;
    lines.sort();
    Ok(lines)
}

/// `agency:irna`: the role of each carrier and its actor, or its words where it is nobody known.
fn chain(attribution: &Attribution) -> Vec<String> {
    let link = |link: &marsad::coded::ChainLink| format!("{}:{}", link.role, link.actor.as_deref().unwrap_or(&link.name));
    attribution.chain.iter().map(link).collect()
}

/// A value whose objects have their names in order.
#[must_use]
pub fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            Value::Object(fields.into_iter().map(|(name, value)| (name.clone(), sorted(value))).collect::<Map<_, _>>())
        }
        Value::Array(values) => Value::Array(values.iter().map(sorted).collect()),
        other => other.clone(),
    }
}
