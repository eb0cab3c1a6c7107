//! The rows of a claim, and a claim from its rows.
//!
//! In: a [`Claim`] of a coded article. Out: a row of `claims`, its rows of `participants` and `figures`; and back, nothing lost.

use marsad::coded::{Attribution, ChainLink, Claim, Condition, EventDate, EventPlace, Factuality, Figure, Party, Plover, Range, Role};
use rusqlite::types::FromSql;
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

/// The columns of a claim, in the order in which [`stored`] takes them.
const COLUMNS: &str = "claims.claim, claims.article, claims.id, claims.field, event_type, mode, contexts, date, date_start, date_end, date_precision,
  date_from, date_to, date_carried, place, place_id, geonames, lat, lon, place_country, place_precision, place_from, place_to, place_carried, condition,
  condition_from, condition_to, factuality, claims.attribution, cue_from, cue_to, trigger_from, trigger_to, sentence_from, sentence_to, evidence, cameo, plover_type, plover_mode, quad,
  intensity, confidence, frame, retells, denies, state, coded, event, claims.day";

/// Reads the claims for which `condition` holds, in the order of their rows; `condition` is a WHERE clause over `claims`.
///
/// Cost: three questions, however many claims.
///
/// # Errors
/// When they cannot be read.
pub fn read(db: &Connection, condition: &str, values: impl rusqlite::Params + Copy) -> Result<Vec<Stored>> {
    let sql = format!("SELECT {COLUMNS} FROM claims WHERE {condition} ORDER BY claims.claim");
    let mut claims: Vec<Stored> =
        db.prepare_cached(&sql)?.query_map(values, |row| Ok(stored(row)))?.collect::<rusqlite::Result<Result<_>>>()??;
    let sql = format!(
        "SELECT participants.claim, part, position, name, actor, office, country, role, found_by, span_from, span_to FROM claims
         JOIN participants USING (claim) WHERE {condition} ORDER BY claims.claim, part, position"
    );
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query(values)?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let claim: i64 = row.get(0)?;
        while claims[at].row < claim {
            at += 1;
        }
        add_participant(&mut claims[at].claim, row)?;
    }
    let condition = format!("figures.claim IN (SELECT claim FROM claims WHERE {condition})");
    for (claim, figure) in read_figures(db, &condition, values)? {
        if let Ok(at) = claims.binary_search_by_key(&claim.unwrap_or(0), |stored| stored.row) {
            claims[at].claim.figures.push(figure);
        }
    }
    Ok(claims)
}

/// Values of a row, one after the other: looking columns up by name costs more than reading them.
struct Values<'r> {
    row: &'r Row<'r>,
    at: usize,
}

impl Values<'_> {
    fn next<T: FromSql>(&mut self) -> Result<T> {
        self.at += 1;
        Ok(self.row.get(self.at - 1)?)
    }

    fn span(&mut self) -> Result<Option<Range>> {
        let (from, to) = (self.next::<Option<u32>>()?, self.next::<Option<u32>>()?);
        Ok(from.zip(to).map(|(from, to)| [from, to]))
    }
}

fn stored(row: &Row<'_>) -> Result<Stored> {
    let mut values = Values { row, at: 0 };
    let (row, article, id) = (values.next()?, values.next()?, values.next()?);
    let field = enumerated(&values.next::<String>()?)?;
    let (event_type, mode, contexts) = (values.next()?, values.next()?, values.next::<String>()?);
    let edtf: Option<String> = values.next()?;
    let (start, end, precision) = (values.next()?, values.next()?, values.next::<Option<String>>()?);
    let (span, carried) = (values.span()?.unwrap_or_default(), values.next()?);
    let date = edtf.map(|edtf| EventDate { edtf, start, end, precision: precision.unwrap_or_default().into(), span, carried });
    let name: Option<String> = values.next()?;
    let (place_id, geonames, lat, lon, country, precision) = (
        values.next::<Option<String>>()?,
        values.next()?,
        values.next()?,
        values.next()?,
        values.next()?,
        values.next::<Option<String>>()?,
    );
    let (span, carried) = (values.span()?.unwrap_or_default(), values.next()?);
    let place = name.map(|name| EventPlace {
        name,
        id: place_id.unwrap_or_default(),
        geonames,
        lat,
        lon,
        country,
        precision: precision.unwrap_or_default(),
        span,
        carried,
    });
    let (text, span) = (values.next::<Option<String>>()?, values.span()?);
    let condition = text.zip(span).map(|(text, span)| Condition { text, span });
    let claim = Claim {
        id,
        field,
        event_type,
        mode,
        contexts: contexts.split_whitespace().map(str::to_owned).collect(),
        source: Vec::new(),
        target: Vec::new(),
        others: Vec::new(),
        via: Vec::new(),
        condition,
        date,
        place,
        factuality: Factuality::from_name(&values.next::<String>()?).unwrap_or_default(),
        attribution: Attribution { speaker: None, chain: Vec::new(), kind: values.next::<String>()?.into(), cue: values.span()? },
        figures: Vec::new(),
        trigger: values.span()?.unwrap_or_default(),
        sentence: values.span()?.unwrap_or_default(),
        evidence: values.next()?,
        cameo: values.next()?,
        plover: Plover { event_type: values.next()?, mode: values.next()? },
        quad: values.next()?,
        // SQLite has numbers of 64 bits: rounded back to what was written.
        intensity: values.next::<f64>()? as f32,
        confidence: values.next::<f64>()? as f32,
        frame: values.next()?,
        retells: values.next()?,
        denies: values.next()?,
    };
    let (state, coded) = (values.next()?, values.next::<Option<String>>()?);
    let coded = coded.as_deref().map(serde_json::from_str).transpose()?;
    Ok(Stored { row, article, state, coded, event: values.next()?, day: values.next()?, claim })
}

/// Adds somebody who takes part, says so, or carries the report; links of the chain come in the order of their roles.
fn add_participant(claim: &mut Claim, row: &Row<'_>) -> Result<()> {
    let mut values = Values { row, at: 1 };
    let (part, _) = (values.next::<String>()?, values.next::<i64>()?);
    let (name, actor, office, country) = (values.next()?, values.next()?, values.next()?, values.next()?);
    let role = values.next::<Option<String>>()?.as_deref().and_then(Role::from_code);
    let by = values.next::<Option<String>>()?.as_deref().map(enumerated).transpose()?.unwrap_or_default();
    let party = Party { name, actor, office, country, role, by, span: values.span()?.unwrap_or_default() };
    match part.as_str() {
        "source" => claim.source.push(party),
        "target" => claim.target.push(party),
        "others" => claim.others.push(party),
        "via" => claim.via.push(party),
        "speaker" => claim.attribution.speaker = Some(party),
        _ => {
            claim.attribution.chain.push(ChainLink { role: part.into(), actor: party.actor, name: party.name, span: party.span });
            claim.attribution.chain.sort_by_key(|link| CHAIN.iter().position(|role| *role == link.role));
        }
    }
    Ok(())
}

/// Roles of a chain, the outermost first.
const CHAIN: [&str; 4] = ["outlet", "agency", "relay", "document"];

/// Figures of an article that no claim has.
///
/// # Errors
/// When they cannot be read.
pub fn own_figures(db: &Connection, article: i64) -> Result<Vec<Figure>> {
    Ok(read_figures(db, "article = ?1 AND claim IS NULL", [article])?.into_iter().map(|(_, figure)| figure).collect())
}

/// Reads figures with the rows of their claims; `condition` is a WHERE clause over `figures`.
///
/// # Errors
/// When they cannot be read.
fn read_figures(db: &Connection, condition: &str, values: impl rusqlite::Params) -> Result<Vec<(Option<i64>, Figure)>> {
    let sql = format!(
        "SELECT claim, field, what, value, low, high, modifier, unit, counted, span_from, span_to, attribution FROM figures WHERE {condition} ORDER BY figure"
    );
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query(values)?;
    let mut figures = Vec::new();
    while let Some(row) = rows.next()? {
        let mut values = Values { row, at: 0 };
        let claim = values.next()?;
        let figure = Figure {
            field: enumerated(&values.next::<String>()?)?,
            what: values.next()?,
            value: values.next()?,
            low: values.next()?,
            high: values.next()?,
            modifier: values.next::<Option<String>>()?.map(Into::into),
            unit: values.next()?,
            counted: values.next()?,
            span: values.span()?.unwrap_or_default(),
            attribution: serde_json::from_str(&values.next::<String>()?)?,
        };
        figures.push((claim, figure));
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
