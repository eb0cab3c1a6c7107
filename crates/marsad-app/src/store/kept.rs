//! Claims as they were kept.
//!
//! In: rows of `claims`, `participants` and `figures`. Out: [`Stored`] claims, nothing lost of what [`super::claim`] wrote.

use marsad::coded::{Attribution, ChainLink, Claim, Condition, EventDate, EventPlace, Factuality, Figure, Party, Plover, Range, Role};
use rusqlite::types::FromSql;
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::claim::Stored;
use super::error::Result;

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
pub(super) fn read_figures(db: &Connection, condition: &str, values: impl rusqlite::Params) -> Result<Vec<(Option<i64>, Figure)>> {
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

/// The value of an enumeration that is written so.
fn enumerated<T: DeserializeOwned>(name: &str) -> Result<T> {
    Ok(serde_json::from_value(Value::String(name.to_owned()))?)
}
