//! The rows of a claim.
//!
//! In: a [`Claim`] of a coded article. Out: a row of `claims`, its rows of `participants` and `figures`; [`super::kept`] reads them back.

use marsad::coded::{Claim, Figure, Party, Role};
use rusqlite::{Connection, params};

use super::error::Result;
pub use super::kept::{own_figures, read};

/// A claim of the archive.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its row.
    pub row: i64,
    /// Row of its article.
    pub article: i64,
    /// `coded`, or what a decision made of it: `accepted`, `changed`, `kept` (the coder no longer codes it), `rejected`.
    pub state: String,
    /// Row of its event; a rejected claim has none.
    pub event: Option<i64>,
    /// The day under which it is looked for, ISO; empty where none is known.
    pub day: String,
    /// What it tells.
    pub claim: Claim,
    /// As the coder had it, where a decision made something else of it.
    pub coded: Option<Claim>,
}

/// A claim as people left it.
#[derive(Clone, Debug)]
pub struct Decided {
    /// What it tells.
    pub claim: Claim,
    /// As in [`Stored`].
    pub state: &'static str,
    /// As in [`Stored`].
    pub coded: Option<Claim>,
}

/// Writes a claim; gives its row.
///
/// # Errors
/// When it cannot be written.
pub fn write(db: &Connection, article: i64, Decided { claim, state, coded }: &Decided, day: &str) -> Result<i64> {
    let (date, place) = (claim.date.as_ref(), claim.place.as_ref());
    let contexts = claim.contexts.join(" ");
    db.prepare_cached(
        "INSERT INTO claims (article, id, field, event_type, mode, contexts, date, date_start, date_end, date_precision, date_from, date_to,
           date_carried, place, place_id, geonames, lat, lon, place_country, place_precision, place_from, place_to, place_carried, condition, condition_from,
           condition_to, factuality, attribution, cue_from, cue_to, trigger_from, trigger_to, sentence_from, sentence_to, evidence, cameo, plover_type, plover_mode, quad,
           intensity, confidence, frame, retells, denies, state, coded, day)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28,
           ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44, ?45, ?46, ?47)",
    )?
    .execute(params![
        article,
        claim.id,
        name(&claim.field),
        claim.event_type,
        claim.mode,
        contexts,
        date.map(|date| &date.edtf),
        date.and_then(|date| date.start.as_ref()),
        date.and_then(|date| date.end.as_ref()),
        date.map(|date| &*date.precision),
        date.map(|date| date.span[0]),
        date.map(|date| date.span[1]),
        date.is_some_and(|date| date.carried),
        place.map(|place| &place.name),
        place.map(|place| &place.id),
        place.and_then(|place| place.geonames),
        place.and_then(|place| place.lat),
        place.and_then(|place| place.lon),
        place.and_then(|place| place.country.as_ref()),
        place.map(|place| &place.precision),
        place.map(|place| place.span[0]),
        place.map(|place| place.span[1]),
        place.is_some_and(|place| place.carried),
        claim.condition.as_ref().map(|condition| &condition.text),
        claim.condition.as_ref().map(|condition| condition.span[0]),
        claim.condition.as_ref().map(|condition| condition.span[1]),
        claim.factuality.name(),
        &*claim.attribution.kind,
        claim.attribution.cue.map(|cue| cue[0]),
        claim.attribution.cue.map(|cue| cue[1]),
        claim.trigger[0],
        claim.trigger[1],
        claim.sentence[0],
        claim.sentence[1],
        claim.evidence,
        claim.cameo,
        claim.plover.event_type,
        claim.plover.mode,
        claim.quad,
        claim.intensity,
        claim.confidence,
        claim.frame,
        claim.retells,
        claim.denies,
        state,
        coded.as_ref().map(serde_json::to_string).transpose()?,
        day,
    ])?;
    let row = db.last_insert_rowid();
    let speaker = claim.attribution.speaker.as_slice();
    for (part, parties) in
        [("source", &*claim.source), ("target", &claim.target), ("others", &claim.others), ("via", &claim.via), ("speaker", speaker)]
    {
        for (party, position) in parties.iter().zip(0..) {
            participant(db, row, part, position, party)?;
        }
    }
    for (link, position) in claim.attribution.chain.iter().zip(0..) {
        let party = Party { name: link.name.clone(), actor: link.actor.clone(), span: link.span, ..Party::default() };
        participant(db, row, &link.role, position, &party)?;
    }
    for figure in &claim.figures {
        write_figure(db, article, Some(row), figure)?;
    }
    Ok(row)
}

fn participant(db: &Connection, claim: i64, part: &str, position: i64, party: &Party) -> Result<()> {
    let by = PARTS.contains(&part).then(|| name(&party.by));
    db.prepare_cached(
        "INSERT INTO participants (claim, part, position, name, actor, office, country, role, found_by, span_from, span_to)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        claim,
        part,
        position,
        party.name,
        party.actor,
        party.office,
        party.country,
        party.role.map(Role::code),
        by,
        party.span[0],
        party.span[1],
    ])?;
    Ok(())
}

/// Parts of a claim whose rows are parties; the others are links of the chain.
const PARTS: [&str; 5] = ["source", "target", "others", "via", "speaker"];

/// Writes a figure of an article, or of a claim of it.
///
/// # Errors
/// When it cannot be written.
pub fn write_figure(db: &Connection, article: i64, claim: Option<i64>, figure: &Figure) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO figures (article, claim, field, what, value, low, high, modifier, unit, counted, span_from, span_to, attribution)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        article,
        claim,
        name(&figure.field),
        figure.what,
        figure.value,
        figure.low,
        figure.high,
        figure.modifier.as_deref(),
        figure.unit,
        figure.counted,
        figure.span[0],
        figure.span[1],
        serde_json::to_string(&figure.attribution)?,
    ])?;
    Ok(())
}

/// The name under which a value of an enumeration is written.
pub fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
