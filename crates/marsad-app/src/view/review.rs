//! What should people look at?
//!
//! In: claims that nobody decided about. Out: [`Queue`], those first whose event is disputed, then by uncertainty × reach: how near the confidence is to one
//! half (1 at .5, 0 at 0 and 1), times the independent outlets of the event. A claim of confidence .55 that four outlets tell stands far above one of .95
//! that one tells. Beside it, decisions from which the coder now differs.
//!
//! Looked at are the latest 10,000 events with such a claim, and the latest 2,000 disputed ones: news that nobody looked at for that long is not what a queue is for.

use std::cmp::Reverse;

use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashSet;
use serde::Serialize;
use utoipa::ToSchema;

use super::once::at_once;

use crate::query::{Filter, Query, selection};
use crate::snapshot::quote;
use crate::store::Result;
use crate::store::claim;
use crate::store::decision::{holds, summary};

/// Events that are looked at, at most.
const MAX_EVENTS: usize = 10_000;
/// Disputed events that are looked at, at most.
const MAX_DISPUTED: usize = 2_000;
/// How far from one half a confidence counts as uncertain.
const UNCERTAIN: f64 = 0.15;
/// Outlets from which on many read it.
const WIDE: i64 = 3;

/// What people should look at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Queue {
    /// Events with a claim that nobody decided about.
    pub n_events: i64,
    /// Claims in the queue: of the events that were looked at.
    pub n_claims: usize,
    /// A page of them.
    pub claims: Vec<Queued>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<usize>,
}

/// A claim in the queue.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Queued {
    /// Id of the claim, unique within its article.
    pub claim: String,
    /// Id of the article.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Id of the event.
    pub event: String,
    /// Day under which it stands, ISO.
    pub day: String,
    /// Its type.
    pub event_type: String,
    /// Its mode.
    pub mode: Option<String>,
    /// Who, as told.
    pub source: Vec<String>,
    /// Towards whom, as told.
    pub target: Vec<String>,
    /// Who says so, as told.
    pub speaker: Option<String>,
    /// `actual`, `planned`, `conditional`, `denied` or `alleged`.
    pub factuality: String,
    /// 0 to 1.
    pub confidence: f64,
    /// Outlets that tell the event.
    pub n_outlets: i64,
    /// The words, at most 25.
    pub evidence: String,
    /// Uncertainty × reach.
    pub score: f64,
    /// Why it stands where it does: `disputed`, `uncertain` (within .15 of one half), `wide` (three outlets or more); empty where none holds.
    pub why: Vec<String>,
}

/// A decision from which the coder now differs in an article.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Differs {
    /// Number of the decision.
    pub decision: i64,
    /// When it was made.
    pub at: String,
    /// By whom.
    pub author: String,
    /// `accept`, `reject` or `change`.
    pub action: String,
    /// Why.
    pub reason: String,
    /// Id of the article.
    pub article: String,
    /// Its title.
    pub title: String,
    /// The claim as it was decided, in short.
    #[schema(value_type = Object)]
    pub decided: serde_json::Value,
    /// What the coder says now, in short; `null` where it codes nothing.
    #[schema(value_type = Object)]
    pub now: serde_json::Value,
}

/// A page of the queue.
///
/// Cost: one look at each claim of at most 12,000 events (some 50 ms), whatever the size of the observatory.
///
/// # Errors
/// When it cannot be read.
pub fn queue(db: &Connection, skip: usize, limit: usize) -> Result<Queue> {
    at_once(db, || {
        let filter = |facet: &str| Filter { typed: facet.to_owned(), facets: vec![facet.to_owned()], not: false };
        let open = Query { filters: vec![filter("review:coded")], ..Query::default() };
        let disputed = Query { filters: vec![filter("review:coded"), filter("status:disputed")], ..Query::default() };
        let mut seen = FxHashSet::default();
        // Disputed or not, the score in thousandths, the row of the event and of the claim.
        let mut ranked: Vec<(bool, i64, i64, i64)> = Vec::new();
        for (query, most) in [(disputed, MAX_DISPUTED), (open, MAX_EVENTS)] {
            let Some(selection) = selection(db, &query)? else { continue };
            let latest = selection.of_latest("e.event, e.disputed, e.n_outlets", most);
            let sql = format!(
                "SELECT l.event, l.disputed, l.n_outlets, c.claim, c.confidence FROM ({latest}) AS l CROSS JOIN claims AS c INDEXED BY claims_by_event ON c.event = l.event WHERE c.state = 'coded'"
            );
            let mut rows = db.prepare_cached(&sql)?;
            let mut rows = rows.query(params_from_iter(selection.values()))?;
            while let Some(row) = rows.next()? {
                let claim: i64 = row.get(3)?;
                if seen.insert(claim) {
                    ranked.push((row.get(1)?, (score(row.get(4)?, row.get(2)?) * 1000.0).round() as i64, row.get(0)?, claim));
                }
            }
        }
        ranked.sort_unstable_by_key(|ranked| Reverse(*ranked));
        let sql = "SELECT coalesce(sum(n_events), 0) FROM facets WHERE name = 'review:coded'";
        let mut queue =
            Queue { n_claims: ranked.len(), n_events: db.prepare_cached(sql)?.query_row([], |row| row.get(0))?, ..Queue::default() };
        for (.., event, claim) in ranked.iter().skip(skip).take(limit) {
            queue.claims.extend(queued(db, *event, *claim)?);
        }
        queue.next = Some(skip.saturating_add(limit)).filter(|next| *next < ranked.len());
        Ok(queue)
    })
}

/// Uncertainty × reach.
fn score(confidence: f64, n_outlets: i64) -> f64 {
    (1.0 - (confidence - 0.5).abs() * 2.0).max(0.0) * n_outlets as f64
}

fn queued(db: &Connection, event: i64, row: i64) -> Result<Option<Queued>> {
    let Some(stored) = claim::read(db, "claim = ?1", [row])?.pop() else { return Ok(None) };
    let sql = "SELECT id, title, outlet, published FROM articles WHERE article = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let (article, title, outlet, published) = db.prepare_cached(sql)?.query_row([stored.article], read)?;
    let sql = "SELECT id, disputed, n_outlets FROM events WHERE event = ?1";
    let (event, disputed, n_outlets): (String, bool, i64) =
        db.prepare_cached(sql)?.query_row([event], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let claim = stored.claim;
    let confidence = super::mean::round(f64::from(claim.confidence));
    let why = [("disputed", disputed), ("uncertain", (confidence - 0.5).abs() <= UNCERTAIN), ("wide", n_outlets >= WIDE)];
    let told = |parties: &[marsad::coded::Party]| parties.iter().map(|party| party.name.clone()).collect();
    Ok(Some(Queued {
        article,
        title,
        outlet,
        published,
        event,
        day: stored.day,
        source: told(&claim.source),
        target: told(&claim.target),
        speaker: claim.attribution.speaker.as_ref().map(|party| party.name.clone()),
        factuality: claim.factuality.name().to_owned(),
        confidence,
        n_outlets,
        evidence: quote::evidence(&claim),
        score: super::mean::round(score(confidence, n_outlets)),
        why: why.into_iter().filter(|(_, holds)| *holds).map(|(why, _)| why.to_owned()).collect(),
        claim: claim.id,
        event_type: claim.event_type,
        mode: claim.mode,
    }))
}

/// Decisions that hold and from which the coder now differs, the latest first.
///
/// Cost: the rows of `differences`, which a recoding leaves.
///
/// # Errors
/// When they cannot be read.
pub fn differs(db: &Connection, limit: usize) -> Result<Vec<Differs>> {
    at_once(db, || {
        let sql =
            "SELECT decisions.decision, at, author, action, reason, articles.id, articles.title, decisions.claim, now FROM differences
        JOIN decisions USING (decision) JOIN articles USING (article) ORDER BY decisions.decision DESC, articles.id";
        let mut rows = db.prepare_cached(sql)?;
        let mut rows = rows.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if found.len() == limit {
                break;
            }
            let decision: i64 = row.get(0)?;
            if holds(db, decision)? != Some(true) {
                continue;
            }
            let decided: Option<String> = row.get(7)?;
            let now: Option<String> = row.get(8)?;
            let decided = decided.map(|claim| Ok::<_, crate::store::Error>(summary(&serde_json::from_str(&claim)?))).transpose()?;
            found.push(Differs {
                decision,
                at: row.get(1)?,
                author: row.get(2)?,
                action: row.get(3)?,
                reason: row.get(4)?,
                article: row.get(5)?,
                title: row.get(6)?,
                decided: decided.unwrap_or_default(),
                now: now.map(|now| serde_json::from_str(&now)).transpose()?.unwrap_or_default(),
            });
        }
        Ok(found)
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::observatory;
    use super::*;

    #[test]
    fn the_disputed_come_first_then_the_uncertain() {
        let observatory = observatory();
        let all = queue(&observatory.db, 0, 10).unwrap();
        assert_eq!((all.n_events, all.n_claims, all.next), (5, 6, None));
        let told: Vec<(&str, &[String])> = all.claims.iter().map(|queued| (queued.claim.as_str(), queued.why.as_slice())).collect();
        assert!(told[..2].iter().all(|(claim, why)| ["c5", "c6"].contains(claim) && *why == ["disputed", "uncertain"]), "{told:?}");
        assert_eq!((told[5].0, told[5].1.len()), ("c1", 0), "the surest comes last");
        assert_eq!((all.claims[5].score, all.claims[0].score), (0.2, 1.6));
        let page = queue(&observatory.db, 2, 2).unwrap();
        assert_eq!((page.claims.len(), page.next), (2, Some(4)));
        assert_eq!(page.claims[0], all.claims[2]);
    }

    #[test]
    fn what_was_decided_is_not_in_the_queue() {
        let observatory = observatory();
        observatory.db.execute("UPDATE claims SET state = 'accepted' WHERE id = 'c5'", []).unwrap();
        assert_eq!(queue(&observatory.db, 0, 10).unwrap().n_claims, 5);
        assert!(differs(&observatory.db, 10).unwrap().is_empty());
    }
}
