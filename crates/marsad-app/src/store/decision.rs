//! What people decided, and what holds of it.
//!
//! In: a decision about a claim, an event or an article ([`New`]). Out: rows of `decisions` and `anchors`, which are never changed; and for a
//! text that is coded again, its claims as people left them ([`decided`]).
//!
//! A decision is anchored to words: the hash of the text, the trigger and the letters around it. So it holds whatever rows and ids the claim has
//! after the archive is coded again, in every copy of the text, and in a changed text that still has these words. Where the coder now
//! says something else, `differences` has it.

use marsad::coded::{Claim, Field};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value, json};

use super::claim::{Decided, Stored, name};
use super::cluster::Links;
use super::error::{Error, Result};
use super::open::{Run, now};

/// Code points of context kept before and after a trigger.
const CONTEXT: usize = 40;

/// A decision to be written.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// Who decides.
    pub author: &'a str,
    /// Why.
    pub reason: &'a str,
    /// `accept`, `reject`, `change`, `merge`, `split`, `takedown`, `revoke`.
    pub action: &'a str,
    /// What exactly: for `change` the names of the fields.
    pub detail: Value,
    /// The claim as decided, and as the coder had it.
    pub claim: Option<(&'a Claim, &'a Claim)>,
    /// The decision that it takes back.
    pub revokes: Option<i64>,
}

/// Writes a decision; gives its number.
///
/// # Errors
/// When it cannot be written.
pub fn decide(db: &Connection, new: &New<'_>) -> Result<i64> {
    let claim =
        new.claim.map(|(claim, coded)| Ok::<_, Error>((serde_json::to_string(claim)?, serde_json::to_string(coded)?))).transpose()?;
    let (claim, coded) = claim.unzip();
    db.execute(
        "INSERT INTO decisions (at, author, reason, action, detail, claim, coded, revokes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![now(), new.author, new.reason, new.action, new.detail.to_string(), claim, coded, new.revokes],
    )?;
    Ok(db.last_insert_rowid())
}

/// Anchors a decision to the words of a claim; `side` tells the claims of a merge or split apart.
///
/// # Errors
/// When it cannot be written.
pub fn anchor(db: &Connection, decision: i64, side: i64, stored: &Stored) -> Result<()> {
    let sql = "SELECT hash, title, body FROM articles WHERE article = ?1";
    let (hash, title, body): (String, String, Option<String>) =
        db.query_row(sql, [stored.article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let claim = &stored.claim;
    let (text, first) = match (claim.field, body) {
        (Field::Title, _) => (title, 0),
        (Field::Body, Some(body)) => (body, 0),
        // Of a text that was let go the evidence is left, which begins with its sentence unless it was cut.
        (Field::Body, None) if claim.evidence.starts_with('…') => (String::new(), 0),
        (Field::Body, None) => (claim.evidence.trim_end_matches(" …").to_owned(), claim.sentence[0]),
    };
    let text: Vec<char> = text.chars().collect();
    let [from, to] = claim.trigger.map(|at| (at.saturating_sub(first) as usize).min(text.len()));
    let part = |from: usize, to: usize| text[from.min(to)..to].iter().collect::<String>();
    db.execute(
        "INSERT OR IGNORE INTO anchors (decision, side, hash, field, trigger_from, trigger_to, event_type, before, quote, after)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            decision,
            side,
            hash,
            name(&claim.field),
            claim.trigger[0],
            claim.trigger[1],
            claim.event_type,
            part(from.saturating_sub(CONTEXT), from),
            part(from, to),
            part(to, (to + CONTEXT).min(text.len())),
        ],
    )?;
    Ok(())
}

/// Anchors that hold in one text also in its next version, where the same words stand there once.
///
/// # Errors
/// When they cannot be written.
pub fn follow(db: &Connection, old: &str, new: &str, title: &str, body: &str) -> Result<()> {
    if old == new {
        return Ok(());
    }
    let sql = "SELECT decision, side, field, trigger_from, trigger_to, event_type, before, quote, after FROM anchors WHERE hash = ?1";
    let mut rows = db.prepare_cached(sql)?;
    let mut rows = rows.query([old])?;
    let mut moved = Vec::new();
    while let Some(row) = rows.next()? {
        let [field, event_type, before, quote, after]: [String; 5] = [row.get(2)?, row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?];
        if quote.is_empty() {
            // Decided when the text was gone: only the place is known, and that holds in this text alone.
            continue;
        }
        let text = if field == "title" { title } else { body };
        let whole = format!("{before}{quote}{after}");
        let found: Vec<usize> = text.match_indices(&whole).map(|(at, _)| at + before.len()).collect();
        if let [at] = found.as_slice() {
            let from = text[..*at].chars().count() as i64;
            let to = from + quote.chars().count() as i64;
            moved.push((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, field, from, to, event_type, before, quote, after));
        }
    }
    for (decision, side, field, from, to, event_type, before, quote, after) in moved {
        db.execute(
            "INSERT OR IGNORE INTO anchors (decision, side, hash, field, trigger_from, trigger_to, event_type, before, quote, after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![decision, side, new, field, from, to, event_type, before, quote, after],
        )?;
    }
    Ok(())
}

/// What holds of a decision, by its number: not taken back.
const IN_FORCE: &str = "NOT EXISTS (SELECT 1 FROM decisions AS later WHERE later.revokes = decisions.decision
  AND NOT EXISTS (SELECT 1 FROM decisions AS latest WHERE latest.revokes = later.decision))";

/// The claims of a text as people left them, each with its state; and notes where the coder differs.
///
/// # Errors
/// When they cannot be read or written.
pub fn decided(db: &Connection, article: i64, hash: &str, coded: &[Claim], run: &Run) -> Result<Vec<Decided>> {
    let mut claims: Vec<Decided> = coded.iter().map(|claim| Decided { claim: claim.clone(), state: "coded", coded: None }).collect();
    let sql = format!(
        "SELECT decisions.decision, action, detail, claim, field, trigger_from, trigger_to, event_type FROM decisions JOIN anchors USING (decision)
         WHERE hash = ?1 AND action IN ('accept', 'reject', 'change') AND {IN_FORCE} ORDER BY decisions.decision"
    );
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query([hash])?;
    db.prepare_cached("DELETE FROM differences WHERE article = ?1")?.execute([article])?;
    while let Some(row) = rows.next()? {
        let (decision, action): (i64, String) = (row.get(0)?, row.get(1)?);
        let detail: Value = serde_json::from_str(&row.get::<_, String>(2)?)?;
        let mut wanted: Claim = serde_json::from_str(&row.get::<_, String>(3)?)?;
        let trigger = [row.get::<_, u32>(5)?, row.get::<_, u32>(6)?];
        let place = (row.get::<_, String>(4)?, trigger, row.get::<_, String>(7)?);
        let now = find(coded, &place).map(|at| &coded[at]);
        let now = now.or_else(|| coded.iter().find(|claim| action != "reject" && is_at(claim, &place)));
        let at = find(claims.iter().map(|decided| &decided.claim), &place);
        // The coder may say another act of the same words now; one that people decided about by itself is left to that decision.
        let other = || overlapping(&claims, &place).filter(|at| claims[*at].state == "coded" && action != "reject");
        let at = at.or_else(other);
        let fields: Vec<&str> = detail["fields"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        match (action.as_str(), at) {
            ("reject", Some(at)) => claims[at].state = "rejected",
            ("reject", None) => {}
            (action, Some(at)) => {
                let decided = &mut claims[at];
                let before = decided.claim.clone();
                if action == "change" && before.event_type == place.2 {
                    fields.iter().for_each(|field| set(&mut decided.claim, field, &wanted));
                } else if before.event_type != place.2 || ALL.iter().any(|field| !is_equal(field, &before, &wanted)) {
                    decided.claim = Claim { trigger: before.trigger, ..wanted.clone() };
                }
                if action == "change" || summary(&before) != summary(&decided.claim) {
                    decided.coded.get_or_insert(before);
                }
                decided.state = if action == "change" { "changed" } else { "accepted" };
            }
            (_, None) => {
                wanted.trigger = trigger;
                claims.push(Decided { claim: wanted.clone(), state: "kept", coded: None });
            }
        }
        let differs = match (action.as_str(), now) {
            ("reject", now) => now.is_some(),
            ("change", Some(now)) => fields.iter().any(|field| !is_equal(field, now, &wanted)),
            (_, Some(now)) => ALL.iter().any(|field| !is_equal(field, now, &wanted)),
            (_, None) => true,
        };
        if differs {
            let now = now.map(|now| summary(now).to_string());
            let sql = "INSERT OR REPLACE INTO differences (decision, article, run, now) VALUES (?1, ?2, ?3, ?4)";
            db.prepare_cached(sql)?.execute(params![decision, article, run.run, now])?;
        }
    }
    Ok(claims)
}

/// Fields that a decision can change.
pub const ALL: [&str; 6] = ["type", "source", "target", "date", "place", "status"];

/// Copies one field from a claim to another.
pub fn set(claim: &mut Claim, field: &str, from: &Claim) {
    match field {
        "type" => {
            claim.event_type.clone_from(&from.event_type);
            claim.mode.clone_from(&from.mode);
            claim.cameo.clone_from(&from.cameo);
            claim.plover.clone_from(&from.plover);
            (claim.quad, claim.intensity) = (from.quad, from.intensity);
        }
        "source" => claim.source.clone_from(&from.source),
        "target" => claim.target.clone_from(&from.target),
        "date" => claim.date.clone_from(&from.date),
        "place" => claim.place.clone_from(&from.place),
        "status" => claim.factuality = from.factuality,
        _ => {}
    }
}

fn is_equal(field: &str, one: &Claim, other: &Claim) -> bool {
    summary(one)[field] == summary(other)[field]
}

/// What of a claim can be decided, for comparison and for readers.
#[must_use]
pub fn summary(claim: &Claim) -> Value {
    let parties = |parties: &[marsad::coded::Party]| -> Value {
        parties
            .iter()
            .map(|party| json!(party.office.as_ref().or(party.actor.as_ref()).or(party.country.as_ref()).unwrap_or(&party.name)))
            .collect()
    };
    let mut fields = Map::new();
    fields.insert("type".into(), json!(claim.event_type));
    fields.insert("source".into(), parties(&claim.source));
    fields.insert("target".into(), parties(&claim.target));
    fields.insert("date".into(), json!(claim.date.as_ref().map(|date| &date.edtf)));
    fields.insert("place".into(), json!(claim.place.as_ref().map(|place| &place.id)));
    fields.insert("status".into(), json!(claim.factuality.name()));
    Value::Object(fields)
}

/// The claim that an anchor means: its trigger shares a letter, and it is of the same type.
fn find<'c>(claims: impl IntoIterator<Item = &'c Claim>, place: &(String, [u32; 2], String)) -> Option<usize> {
    claims.into_iter().position(|claim| is_at(claim, place) && claim.event_type == place.2)
}

/// The first claim whose trigger shares a letter with an anchor.
fn overlapping(claims: &[Decided], place: &(String, [u32; 2], String)) -> Option<usize> {
    claims.iter().position(|decided| is_at(&decided.claim, place))
}

fn is_at(claim: &Claim, (field, trigger, _): &(String, [u32; 2], String)) -> bool {
    name(&claim.field) == *field && claim.trigger[0] < trigger[1] && trigger[0] < claim.trigger[1]
}

/// Claims that decisions join and keep apart, by row.
///
/// # Errors
/// When they cannot be read.
pub fn links(db: &Connection) -> Result<Links> {
    let sql = format!(
        "SELECT decisions.decision, action, side, claims.claim FROM decisions JOIN anchors USING (decision)
         JOIN articles ON articles.hash = anchors.hash
         JOIN claims ON claims.article = articles.article AND claims.field = anchors.field
           AND claims.trigger_from < anchors.trigger_to AND anchors.trigger_from < claims.trigger_to AND claims.event_type = anchors.event_type
         WHERE action IN ('merge', 'split') AND claims.state <> 'rejected' AND {IN_FORCE} ORDER BY decisions.decision, side, claims.claim"
    );
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query([])?;
    let mut links = Links::default();
    // Decision, side and claims of the side that comes first: a text and its copies.
    let mut first: Option<(i64, i64, Vec<i64>)> = None;
    while let Some(row) = rows.next()? {
        let (decision, action, side, claim): (i64, String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        match &mut first {
            Some((before, begun, ones)) if *before == decision && side == *begun => ones.push(claim),
            Some((before, _, ones)) if *before == decision && action == "merge" => links.same.extend(ones.iter().map(|one| (*one, claim))),
            Some((before, _, ones)) if *before == decision => {
                links.other.extend(ones.iter().map(|one| ((*one).min(claim), (*one).max(claim))));
            }
            _ => first = Some((decision, side, vec![claim])),
        }
    }
    Ok(links)
}

/// A decision as it stands.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Decision {
    /// Its number.
    pub decision: i64,
    /// When.
    pub at: String,
    /// Who.
    pub author: String,
    /// Why.
    pub reason: String,
    /// What.
    pub action: String,
    /// What exactly.
    pub detail: Value,
    /// The decision that it takes back.
    pub revokes: Option<i64>,
    /// Whether it holds.
    pub in_force: bool,
    /// What the coder says now where that is something else, for each article; `null` where it codes nothing.
    pub differs: Vec<Value>,
}

/// All decisions, in their order.
///
/// # Errors
/// When they cannot be read.
pub fn decisions(db: &Connection) -> Result<Vec<Decision>> {
    read(db, "ORDER BY decision", &[])
}

/// A page of decisions, the latest first, from the one after `after` on; and what to give as `after` for the next, `None` at the end.
///
/// # Errors
/// When they cannot be read.
pub fn page(db: &Connection, after: Option<i64>, limit: usize) -> Result<(Vec<Decision>, Option<i64>)> {
    let (after, n) = (after.unwrap_or(i64::MAX), limit as i64 + 1);
    let mut found = read(db, "WHERE decision < ?1 ORDER BY decision DESC LIMIT ?2", &[after, n])?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|decision| decision.decision);
    Ok((found, next))
}

fn read(db: &Connection, which: &str, values: &[i64]) -> Result<Vec<Decision>> {
    let sql = format!("SELECT decision, at, author, reason, action, detail, revokes, {IN_FORCE} FROM decisions {which}");
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query(rusqlite::params_from_iter(values))?;
    let mut decisions = Vec::new();
    while let Some(row) = rows.next()? {
        let decision: i64 = row.get(0)?;
        let mut now = db.prepare_cached("SELECT now FROM differences WHERE decision = ?1 ORDER BY article")?;
        let now: Vec<Option<String>> = now.query_map([decision], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let differs = now
            .iter()
            .map(|now| Ok(now.as_deref().map(serde_json::from_str).transpose()?.unwrap_or(Value::Null)))
            .collect::<Result<_>>()?;
        decisions.push(Decision {
            decision,
            at: row.get(1)?,
            author: row.get(2)?,
            reason: row.get(3)?,
            action: row.get(4)?,
            detail: serde_json::from_str(&row.get::<_, String>(5)?)?,
            revokes: row.get(6)?,
            in_force: row.get(7)?,
            differs,
        });
    }
    Ok(decisions)
}

/// Whether a decision of that number is there and holds.
///
/// # Errors
/// When it cannot be read.
pub fn holds(db: &Connection, decision: i64) -> Result<Option<bool>> {
    let sql = format!("SELECT {IN_FORCE} FROM decisions WHERE decision = ?1");
    Ok(db.query_row(&sql, [decision], |row| row.get(0)).optional()?)
}
