//! The rows of a claim, and a claim from its rows.
//!
//! In: a [`Claim`] of a coded article. Out: a row of `claims`, its rows of `participants` and `figures`; and back, nothing lost.

use marsad::coded::{Attribution, ChainLink, Claim, EventDate, EventPlace, Factuality, Figure, Party, Plover, Range};
use rusqlite::{Connection, Row, params};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::Result;

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
           date_carried, place, place_id, geonames, lat, lon, place_country, place_precision, place_from, place_to, place_carried, factuality,
           attribution, cue_from, cue_to, trigger_from, trigger_to, sentence_from, sentence_to, evidence, cameo, plover_type, plover_mode, quad,
           intensity, confidence, frame, retells, denies, state, coded, day)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28,
           ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44)",
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
    for (part, parties) in [("source", &*claim.source), ("target", &claim.target), ("others", &claim.others), ("speaker", speaker)] {
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
        party.role.map(marsad::coded::Role::code),
        by,
        party.span[0],
        party.span[1],
    ])?;
    Ok(())
}

/// Parts of a claim whose rows are parties; the others are links of the chain.
const PARTS: [&str; 4] = ["source", "target", "others", "speaker"];

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

/// Reads the claims for which `condition` holds, in the order of their rows; `condition` is a WHERE clause over `claims`.
///
/// # Errors
/// When they cannot be read.
pub fn read(db: &Connection, condition: &str, values: impl rusqlite::Params) -> Result<Vec<Stored>> {
    let sql = format!("SELECT * FROM claims WHERE {condition} ORDER BY claim");
    let mut claims: Vec<Stored> =
        db.prepare_cached(&sql)?.query_map(values, |row| Ok(stored(row)))?.collect::<rusqlite::Result<Result<_>>>()??;
    for stored in &mut claims {
        fill(db, stored)?;
    }
    Ok(claims)
}

fn stored(row: &Row<'_>) -> Result<Stored> {
    let text = |name: &str| row.get::<_, Option<String>>(name);
    let flag = |name: &str| row.get::<_, bool>(name);
    let span = |from: &str, to: &str| -> Result<Option<Range>> {
        Ok(row.get::<_, Option<u32>>(from)?.zip(row.get::<_, Option<u32>>(to)?).map(|(from, to)| [from, to]))
    };
    let date = match text("date")? {
        Some(edtf) => Some(EventDate {
            edtf,
            start: text("date_start")?,
            end: text("date_end")?,
            precision: text("date_precision")?.unwrap_or_default().into(),
            span: span("date_from", "date_to")?.unwrap_or_default(),
            carried: flag("date_carried")?,
        }),
        None => None,
    };
    let place = match text("place")? {
        Some(name) => Some(EventPlace {
            name,
            id: text("place_id")?.unwrap_or_default(),
            geonames: row.get("geonames")?,
            lat: row.get("lat")?,
            lon: row.get("lon")?,
            country: text("place_country")?,
            precision: text("place_precision")?.unwrap_or_default(),
            span: span("place_from", "place_to")?.unwrap_or_default(),
            carried: flag("place_carried")?,
        }),
        None => None,
    };
    let contexts: String = row.get("contexts")?;
    let claim = Claim {
        id: row.get("id")?,
        field: enumerated(&row.get::<_, String>("field")?)?,
        event_type: row.get("event_type")?,
        mode: text("mode")?,
        contexts: contexts.split_whitespace().map(str::to_owned).collect(),
        source: Vec::new(),
        target: Vec::new(),
        others: Vec::new(),
        date,
        place,
        factuality: Factuality::from_name(&row.get::<_, String>("factuality")?).unwrap_or_default(),
        attribution: Attribution {
            speaker: None,
            chain: Vec::new(),
            kind: row.get::<_, String>("attribution")?.into(),
            cue: span("cue_from", "cue_to")?,
        },
        figures: Vec::new(),
        trigger: span("trigger_from", "trigger_to")?.unwrap_or_default(),
        sentence: span("sentence_from", "sentence_to")?.unwrap_or_default(),
        evidence: row.get("evidence")?,
        cameo: row.get("cameo")?,
        plover: Plover { event_type: row.get("plover_type")?, mode: text("plover_mode")? },
        quad: row.get("quad")?,
        // Kept as 64-bit numbers, as SQLite has them: rounded back to what was written.
        intensity: row.get::<_, f64>("intensity")? as f32,
        confidence: row.get::<_, f64>("confidence")? as f32,
        frame: row.get("frame")?,
        retells: text("retells")?,
        denies: text("denies")?,
    };
    Ok(Stored {
        row: row.get("claim")?,
        article: row.get("article")?,
        state: row.get("state")?,
        event: row.get("event")?,
        day: row.get("day")?,
        claim,
        coded: text("coded")?.as_deref().map(serde_json::from_str).transpose()?,
    })
}

/// Adds who takes part and what was counted.
fn fill(db: &Connection, stored: &mut Stored) -> Result<()> {
    let claim = &mut stored.claim;
    let mut rows = db.prepare_cached("SELECT * FROM participants WHERE claim = ?1 ORDER BY part, position")?;
    let mut rows = rows.query([stored.row])?;
    let mut chain: Vec<(i64, ChainLink)> = Vec::new();
    while let Some(row) = rows.next()? {
        let part: String = row.get("part")?;
        let party = party(row)?;
        match part.as_str() {
            "source" => claim.source.push(party),
            "target" => claim.target.push(party),
            "others" => claim.others.push(party),
            "speaker" => claim.attribution.speaker = Some(party),
            _ => {
                chain.push((row.get("position")?, ChainLink { role: part.into(), actor: party.actor, name: party.name, span: party.span }))
            }
        }
    }
    chain.sort_by_key(|(position, _)| *position);
    claim.attribution.chain = chain.into_iter().map(|(_, link)| link).collect();
    claim.figures = figures(db, "claim = ?1", [stored.row])?;
    Ok(())
}

fn party(row: &Row<'_>) -> Result<Party> {
    let by: Option<String> = row.get("found_by")?;
    Ok(Party {
        name: row.get("name")?,
        actor: row.get("actor")?,
        office: row.get("office")?,
        country: row.get("country")?,
        role: row.get::<_, Option<String>>("role")?.as_deref().and_then(marsad::coded::Role::from_code),
        span: [row.get("span_from")?, row.get("span_to")?],
        by: by.as_deref().map(enumerated).transpose()?.unwrap_or_default(),
    })
}

/// Reads figures; `condition` is a WHERE clause over `figures`.
///
/// # Errors
/// When they cannot be read.
pub fn figures(db: &Connection, condition: &str, values: impl rusqlite::Params) -> Result<Vec<Figure>> {
    let mut rows = db.prepare_cached(&format!("SELECT * FROM figures WHERE {condition} ORDER BY figure"))?;
    let mut rows = rows.query(values)?;
    let mut figures = Vec::new();
    while let Some(row) = rows.next()? {
        figures.push(Figure {
            field: enumerated(&row.get::<_, String>("field")?)?,
            what: row.get("what")?,
            value: row.get("value")?,
            low: row.get("low")?,
            high: row.get("high")?,
            modifier: row.get::<_, Option<String>>("modifier")?.map(Into::into),
            unit: row.get("unit")?,
            counted: row.get("counted")?,
            span: [row.get("span_from")?, row.get("span_to")?],
            attribution: serde_json::from_str(&row.get::<_, String>("attribution")?)?,
        });
    }
    Ok(figures)
}

/// The name under which a value of an enumeration is written.
pub fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The value of an enumeration that is written so.
fn enumerated<T: DeserializeOwned>(name: &str) -> Result<T> {
    Ok(serde_json::from_value(Value::String(name.to_owned()))?)
}
