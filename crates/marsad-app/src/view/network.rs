//! Who is bound to whom?
//!
//! In: `dyad_days`, whom to stand in the middle, days, how many events a tie has at least. Out: [`Network`], countries, organisations and groups that belong to
//! neither, with what each did to the other. Around Iran with one hop: all that Iran acted with, and what these did to each other.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use serde::Serialize;
use utoipa::ToSchema;

use super::mean::round;
use super::name::{Name, Names};
use crate::query::days;
use crate::store::{Error, Result};

/// Edges, at most.
const MAX_EDGES: usize = 5_000;
/// Hops, at most.
const MAX_HOPS: u32 = 4;

/// Who is bound to whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Network {
    /// Who stands in the middle; `None` for all.
    pub ego: Option<String>,
    /// Least events of an edge.
    pub least: i64,
    /// First day, ISO; `None` where it is left open.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// By code.
    pub nodes: Vec<Node>,
    /// Those with most events first.
    pub edges: Vec<Edge>,
    /// Whether there are more edges than are given.
    pub truncated: bool,
}

/// A country, an organisation, or a group that belongs to neither.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = NetworkNode)]
pub struct Node {
    /// Its code; of a group that belongs to no country or organisation, its id.
    pub id: String,
    /// What it is called.
    pub name: Name,
    /// `state`, `igo` … as the language data has it; empty where it has none.
    pub kind: String,
    /// Events of its edges.
    pub n_events: i64,
    /// Edges away from who stands in the middle; 0 in a network without one.
    pub hop: u32,
}

/// What one did to another.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = NetworkEdge)]
pub struct Edge {
    /// Who.
    pub source: String,
    /// Towards whom.
    pub target: String,
    /// Events.
    pub n_events: i64,
    /// Those of quad classes 1 and 2.
    pub cooperation: i64,
    /// Those of 3 and 4.
    pub conflict: i64,
    /// Mean intensity, −10 to +10.
    pub intensity: f64,
    /// First day of an event, ISO; empty where none has one.
    pub first: String,
    /// Last day.
    pub last: String,
}

/// What a network is asked for by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// Code or id of who stands in the middle.
    pub ego: Option<&'a str>,
    /// How far from the middle; 1 where nothing is said.
    pub hops: Option<u32>,
    /// Least events of an edge; 1 where nothing is said.
    pub least: Option<i64>,
    /// First day, month or year.
    pub from: Option<&'a str>,
    /// Last day, month or year.
    pub to: Option<&'a str>,
}

/// The network; `None` where nobody is called as who should stand in the middle.
///
/// Cost: one pass over `dyad_days`.
///
/// # Errors
/// When it cannot be read, or what is asked cannot be.
pub fn network(db: &Connection, names: &Names<'_>, asked: &Asked<'_>) -> Result<Option<Network>> {
    let (hops, least) = (asked.hops.unwrap_or(1), asked.least.unwrap_or(1));
    if least < 1 {
        return Err(Error::asked(format!("least={least} is no number of events; a tie has 1 or more")));
    }
    if !(1..=MAX_HOPS).contains(&hops) {
        return Err(Error::asked(format!("hops={hops} cannot be; give 1 to {MAX_HOPS}")));
    }
    let end = |name: &str, text: Option<&str>| -> Result<Option<(String, String)>> {
        let no_day = |text: &str| Error::asked(format!("{name}={text} is no day, month or year; write {name}=2024-11-10"));
        text.map(|text| days(text).ok_or_else(|| no_day(text))).transpose()
    };
    let (from, to) = (end("from", asked.from)?.map(|days| days.0), end("to", asked.to)?.map(|days| days.1));
    let ego = asked.ego.map(|ego| names.canonical(ego));
    let mut edges = edges(db, least, from.as_deref(), to.as_deref())?;
    let hop: BTreeMap<String, u32> = match &ego {
        None => edges.iter().flat_map(|edge| [&edge.source, &edge.target]).map(|code| (code.clone(), 0)).collect(),
        Some(ego) => around(ego, hops, &edges),
    };
    if let Some(ego) = &ego
        && hop.len() == 1
        && names.find(ego).is_none()
    {
        return Ok(None);
    }
    edges.retain(|edge| hop.contains_key(&edge.source) && hop.contains_key(&edge.target));
    let truncated = edges.len() > MAX_EDGES;
    edges.truncate(MAX_EDGES);
    let mut counts: BTreeMap<&str, i64> = ego.iter().map(|ego| (ego.as_str(), 0)).collect();
    for edge in &edges {
        *counts.entry(&edge.source).or_default() += edge.n_events;
        *counts.entry(&edge.target).or_default() += edge.n_events;
    }
    let node = |(code, n_events): (&str, i64)| Node {
        id: code.to_owned(),
        name: names.name(code),
        kind: names.kind(code).unwrap_or("").to_owned(),
        n_events,
        hop: hop.get(code).copied().unwrap_or(0),
    };
    let nodes = counts.into_iter().map(node).collect();
    Ok(Some(Network { ego, least, from, to, nodes, edges, truncated }))
}

/// All edges, those with most events first.
fn edges(db: &Connection, least: i64, from: Option<&str>, to: Option<&str>) -> Result<Vec<Edge>> {
    let sql = "SELECT source, target, sum(n_events) AS n, coalesce(sum(n_events) FILTER (WHERE quad <= 2), 0), sum(intensity),
          coalesce(min(nullif(day, '')), ''), max(day)
        FROM dyad_days WHERE (?2 IS NULL OR day >= ?2) AND (?3 IS NULL OR day <= ?3) GROUP BY source, target HAVING n >= ?1
        ORDER BY n DESC, source, target";
    let mut rows = db.prepare_cached(sql)?;
    let edge = |row: &rusqlite::Row<'_>| {
        let (n_events, cooperation): (i64, i64) = (row.get(2)?, row.get(3)?);
        Ok(Edge {
            source: row.get(0)?,
            target: row.get(1)?,
            n_events,
            cooperation,
            conflict: n_events - cooperation,
            intensity: round(row.get::<_, f64>(4)? / n_events.max(1) as f64),
            first: row.get(5)?,
            last: row.get(6)?,
        })
    };
    Ok(rows.query_map(params![least, from, to], edge)?.collect::<rusqlite::Result<_>>()?)
}

/// Who is at most so many edges away, in whatever direction, and how many.
fn around(ego: &str, hops: u32, edges: &[Edge]) -> BTreeMap<String, u32> {
    let mut hop = BTreeMap::from([(ego.to_owned(), 0)]);
    for step in 1..=hops {
        let mut next = BTreeSet::new();
        for edge in edges {
            for (one, other) in [(&edge.source, &edge.target), (&edge.target, &edge.source)] {
                if hop.contains_key(one) && !hop.contains_key(other) {
                    next.insert(other.clone());
                }
            }
        }
        hop.extend(next.into_iter().map(|code| (code, step)));
    }
    hop
}

#[cfg(test)]
mod tests {
    use super::super::sample::{lang, observatory, with_group};
    use super::super::{actor, dyad, dyads};
    use super::*;
    use crate::store::group::codes_of_groups;

    #[test]
    fn a_group_without_a_country_is_bound_by_its_own_id_and_once() {
        let (observatory, names) = (with_group(), Names::new(lang()));
        let all = network(&observatory.db, &names, &Asked { ego: Some("isis"), ..Asked::default() }).unwrap().unwrap();
        assert_eq!(
            all.nodes.iter().map(|node| (node.id.as_str(), node.kind.as_str())).collect::<Vec<_>>(),
            [("IRQ", "state"), ("isis", "armed")]
        );
        assert_eq!(
            all.edges.iter().map(|edge| (edge.source.as_str(), edge.target.as_str(), edge.n_events)).collect::<Vec<_>>(),
            [("isis", "IRQ", 1)]
        );
        let page = actor(&observatory.db, &names, "isis", "2024-02-25".parse().unwrap()).unwrap().unwrap();
        assert_eq!(page.country, None, "it belongs to none");
        // Its page of the pair counts what the network counts, and so do its partner and the pairs that changed.
        let pair = dyad(&observatory.db, &names, ["isis", "IRQ"], [None, None], None).unwrap().unwrap();
        assert_eq!(pair.points.iter().map(|point| point.forward.n_events).sum::<i64>(), 1);
        assert!(
            dyads(&observatory.db, &names, [None, None], 10)
                .unwrap()
                .pairs
                .iter()
                .any(|pair| pair.source.id == "isis" && pair.n_events == 1)
        );
        for (of, with) in [("isis", "IRQ"), ("IRQ", "isis")] {
            let page = actor(&observatory.db, &names, of, "2024-02-25".parse().unwrap()).unwrap().unwrap();
            assert!(page.partners.iter().any(|partner| partner.other.id == with && partner.n_forward + partner.n_backward == 1), "{of}");
        }
    }

    #[test]
    fn an_archive_that_was_written_before_gets_the_ids() {
        let (observatory, names) = (with_group(), Names::new(lang()));
        let db = &observatory.db;
        db.execute_batch(
            "UPDATE events SET source_country = '' WHERE source_country = 'isis'; DELETE FROM dyad_days WHERE source = 'isis'",
        )
        .unwrap();
        codes_of_groups(db).unwrap();
        let edges = network(db, &names, &Asked::default()).unwrap().unwrap().edges;
        assert!(edges.iter().any(|edge| edge.source == "isis" && edge.n_events == 1));
    }

    #[test]
    fn ties_are_summed_and_hops_counted() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let of = |asked: Asked<'_>| network(&observatory.db, &names, &asked);
        let all = of(Asked::default()).unwrap().unwrap();
        assert_eq!(all.nodes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>(), ["IRN", "IRQ", "ISR", "LBN"]);
        let first = &all.edges[0];
        assert_eq!((first.source.as_str(), first.n_events, first.cooperation, first.conflict, first.intensity), ("IRN", 3, 1, 2, -4.667));
        assert_eq!((first.first.as_str(), first.last.as_str()), ("2024-02-13", "2024-02-21"));
        let around = of(Asked { ego: Some("iraq"), ..Asked::default() }).unwrap().unwrap();
        assert_eq!(around.nodes.iter().map(|node| (node.id.as_str(), node.hop)).collect::<Vec<_>>(), [("IRN", 1), ("IRQ", 0)]);
        assert_eq!(of(Asked { least: Some(2), ..Asked::default() }).unwrap().unwrap().edges.len(), 1);
        assert_eq!(of(Asked { ego: Some("FRA"), ..Asked::default() }).unwrap().unwrap().nodes.len(), 1);
        assert_eq!(of(Asked { ego: Some("nobody-known"), ..Asked::default() }).unwrap(), None);
        assert!(of(Asked { hops: Some(9), ..Asked::default() }).unwrap_err().is_asked());
        assert_eq!(of(Asked { from: Some("2024-02-20"), ..Asked::default() }).unwrap().unwrap().edges[0].n_events, 1);
    }
}
