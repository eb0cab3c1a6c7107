//! How did two parties act towards each other, by time?
//!
//! In: two codes or ids, days, a step. Out: [`Dyad`]: for each step and direction the events by quad class and their mean intensity with its 95 % interval,
//! beside what was seen of the news; and the events themselves. A mutual act (a meeting of both) is an event of either direction.
//!
//! Counted is what is told to have happened and is not disputed, as in `dyad_days`; the list of events has the others too, with their status.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use utoipa::ToSchema;

use super::coverage::{Coverage, is_gap};
use super::line::told;
use super::mean::Sums;
use super::name::{Name, Names};
use super::once::at_once;
use super::step::{Days, Step};
use super::timeline::at;
use crate::query::{Filter, Query, selection};
use crate::store::Result;

/// Events in the list, at most.
const MAX_EVENTS: usize = 2_000;

/// Two parties by time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Dyad {
    /// Who acts in the forward direction.
    pub source: String,
    /// Towards whom.
    pub target: String,
    /// Names of both, by code or id.
    pub names: BTreeMap<String, Name>,
    /// The days of a point.
    pub step: Step,
    /// First day, ISO.
    pub from: String,
    /// Last day.
    pub to: String,
    /// One for each step, in order, without a hole.
    pub points: Vec<Point>,
    /// The events, by day.
    pub events: Vec<Act>,
    /// Whether there are more: then these are the ones that most reports tell.
    pub truncated: bool,
}

/// Two parties in some days.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = DyadPoint)]
pub struct Point {
    /// First day, ISO.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Share of the usual articles that was seen; `None` where nobody knows what is usual.
    pub coverage: Option<f64>,
    /// Articles seen, of all outlets.
    pub n_articles: i64,
    /// Whether too little was seen for a number of events to mean anything.
    pub gap: bool,
    /// What the source did.
    pub forward: Direction,
    /// What the target did.
    pub backward: Direction,
}

/// Acts of one party towards the other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = DyadDirection)]
pub struct Direction {
    /// Events.
    pub n_events: i64,
    /// Reports that are no copies of each other, of all events together.
    pub n_stories: i64,
    /// Events by quad class, 1 to 4.
    pub quads: [i64; 4],
    /// Mean intensity, −10 to +10; `None` of none.
    pub mean: Option<f64>,
    /// Lower end of its 95 % interval; `None` of fewer than two events.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// An act of one party towards the other.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = DyadAct)]
pub struct Act {
    /// Id of the event.
    pub id: String,
    /// Its day, ISO.
    pub day: String,
    /// Its type.
    pub event_type: String,
    /// Its mode.
    pub mode: Option<String>,
    /// Quad class, 1 to 4.
    pub quad: i64,
    /// −10 to +10.
    pub intensity: f64,
    /// Whether the source acts; a mutual act has this too.
    pub forward: bool,
    /// Whether both do.
    pub mutual: bool,
    /// `actual`, `planned`, `conditional`, `denied` or `alleged`.
    pub factuality: String,
    /// Whether some say it happened and others that it did not.
    pub disputed: bool,
    /// Who, as told.
    pub source: String,
    /// Towards whom, as told.
    pub target: String,
    /// Outlets that tell it.
    pub n_outlets: i64,
}

/// Which events lead from one to the other.
pub(super) fn directed(source: &str, target: &str, days: Days) -> Query {
    let filter = |name: &str, id: &str| Filter { typed: format!("{name}:{id}"), facets: vec![format!("{name}:{id}")], not: false };
    Query {
        filters: vec![filter("source", source), filter("target", target)],
        from: Some(days.from.to_string()),
        to: Some(days.to.to_string()),
        ..Query::default()
    }
}

/// Two parties by time; `None` where one is neither known nor acts in the observatory, or nothing tells which days are meant.
///
/// Cost: one look at each event of the pair in these days, in both directions, and what [`Coverage::new`] costs.
///
/// # Errors
/// When it cannot be read, when both are the same, a day is none, or there are too many points.
pub fn dyad(
    db: &Connection,
    names: &Names<'_>,
    pair: [&str; 2],
    [from, to]: [Option<&str>; 2],
    step: Option<Step>,
) -> Result<Option<Dyad>> {
    at_once(db, || {
        let [source, target] = pair.map(|id| names.canonical(id));
        if source == target {
            return Err(crate::store::Error::asked(format!("{source} and {target} are the same; a dyad has two parties")));
        }
        for id in [&source, &target] {
            if !is_known(db, names, id)? {
                return Ok(None);
            }
        }
        let Some(days) = Days::asked(db, from, to)? else { return Ok(None) };
        let step = step.unwrap_or_else(|| days.step());
        let spans = days.steps(step)?;
        let ends: Vec<(String, String)> = spans.iter().map(|days| (days.from.to_string(), days.to.to_string())).collect();
        let mut sums = vec![[(Direction::default(), Sums::default()), (Direction::default(), Sums::default())]; spans.len()];
        // Of each event by its row: weight, and in which directions.
        let mut rows: BTreeMap<i64, Weighed> = BTreeMap::new();
        for (side, [one, other]) in [[&source, &target], [&target, &source]].into_iter().enumerate() {
            let Some(selection) = selection(db, &directed(one, other, days))? else { continue };
            let sql = selection
                .of_events("e.event, e.day, e.quad, e.intensity, e.n_stories, e.n_outlets, e.factuality = 'actual' AND NOT e.disputed", "");
            let mut found = db.prepare_cached(&sql)?;
            let mut found = found.query(params_from_iter(selection.values()))?;
            while let Some(row) = found.next()? {
                let (n_stories, n_outlets): (i64, i64) = (row.get(4)?, row.get(5)?);
                rows.entry(row.get(0)?).or_insert(([n_stories, n_outlets], [false; 2])).1[side] = true;
                let day: String = row.get(1)?;
                if let Some(at) = at(&ends, &day, |(from, to)| (from, to)).filter(|_| row.get(6).unwrap_or(false)) {
                    let (direction, sums) = &mut sums[at][side];
                    direction.n_events += 1;
                    direction.n_stories += n_stories;
                    direction.quads[usize::try_from(row.get::<_, i64>(2)? - 1).unwrap_or(0).min(3)] += 1;
                    sums.add(row.get(3)?);
                }
            }
        }
        let coverage = Coverage::new(db, days)?;
        let mut points = Vec::with_capacity(spans.len());
        for ((days, (from, to)), sums) in spans.into_iter().zip(ends).zip(sums) {
            let [forward, backward] = sums.map(|(direction, sums)| {
                let mean = sums.mean();
                Direction { mean: mean.mean, low: mean.low, high: mean.high, ..direction }
            });
            let (n_articles, coverage) = coverage.of(days);
            points.push(Point { from, to, coverage, n_articles, gap: is_gap(n_articles, coverage), forward, backward });
        }
        let truncated = rows.len() > MAX_EVENTS;
        let events = acts(db, names, rows)?;
        let names = [&source, &target].map(|id| (id.clone(), names.name(id))).into();
        Ok(Some(Dyad { source, target, names, step, from: days.from.to_string(), to: days.to.to_string(), points, events, truncated }))
    })
}

/// Whether somebody is in the language data or acts in the observatory.
pub(super) fn is_known(db: &Connection, names: &Names<'_>, id: &str) -> Result<bool> {
    Ok(names.find(id).is_some() || db.prepare_cached("SELECT 1 FROM facets WHERE name = 'actor:' || ?1")?.exists([id])?)
}

/// Of an event: reports and outlets, and in which directions it goes.
type Weighed = ([i64; 2], [bool; 2]);

/// The weightiest events by day: those that most reports tell, then most outlets, then the latest row.
fn acts(db: &Connection, names: &Names<'_>, rows: BTreeMap<i64, Weighed>) -> Result<Vec<Act>> {
    let mut rows: Vec<(i64, Weighed)> = rows.into_iter().collect();
    rows.sort_by_key(|(row, (weight, _))| Reverse((*weight, *row)));
    rows.truncate(MAX_EVENTS);
    let sql =
        "SELECT id, day, event_type, mode, quad, intensity, factuality, disputed, source, target, n_outlets FROM events WHERE event = ?1";
    let mut one = db.prepare_cached(sql)?;
    let mut acts = Vec::with_capacity(rows.len());
    for (row, (_, [forward, backward])) in rows {
        acts.push(one.query_row([row], |row| {
            Ok(Act {
                id: row.get(0)?,
                day: row.get(1)?,
                event_type: row.get(2)?,
                mode: row.get(3)?,
                quad: row.get(4)?,
                intensity: row.get(5)?,
                forward,
                mutual: forward && backward,
                factuality: row.get(6)?,
                disputed: row.get(7)?,
                source: told(&row.get::<_, String>(8)?, names),
                target: told(&row.get::<_, String>(9)?, names),
                n_outlets: row.get(10)?,
            })
        })?);
    }
    acts.sort_by(|one, other| (&one.day, &one.id).cmp(&(&other.day, &other.id)));
    Ok(acts)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{lang, observatory};
    use super::*;

    #[test]
    fn acts_are_counted_by_step_and_direction() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let of = |pair| dyad(&observatory.db, &names, pair, [Some("2024-02-12"), None], Some(Step::Week)).unwrap();
        let both = of(["iran", "IRQ"]).unwrap();
        assert_eq!((both.source.as_str(), both.names["IRQ"].en.as_str()), ("IRN", "Iraq"));
        let forward: Vec<_> = both.points.iter().map(|point| (point.forward.n_events, point.forward.quads, point.forward.mean)).collect();
        assert_eq!(forward, [(1, [1, 0, 0, 0], Some(4.0)), (2, [0, 0, 0, 2], Some(-9.0))]);
        assert_eq!((both.points[0].forward.low, both.points[1].forward.low), (None, Some(-9.0)));
        assert!(both.points.iter().all(|point| point.backward == Direction::default()));
        assert_eq!(both.events.iter().map(|act| act.day.as_str()).collect::<Vec<_>>(), ["2024-02-13", "2024-02-19", "2024-02-21"]);
        let turned = of(["IRQ", "IRN"]).unwrap();
        assert_eq!(turned.points[1].backward.n_events, 2);
        assert!(turned.events.iter().all(|act| !act.forward));
    }

    #[test]
    fn what_is_disputed_is_listed_and_not_counted() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let dyad = dyad(&observatory.db, &names, ["ISR", "SYR"], [None, None], None).unwrap().unwrap();
        assert!(dyad.points.iter().all(|point| point.forward.n_events == 0));
        assert_eq!(dyad.events.iter().map(|act| (act.disputed, act.n_outlets)).collect::<Vec<_>>(), [(true, 2)]);
    }

    #[test]
    fn unknown_parties_are_not_there_and_two_are_needed() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let of = |pair, days| dyad(&observatory.db, &names, pair, days, None);
        assert!(of(["IRN", "nobody-known"], [None, None]).unwrap().is_none());
        assert!(of(["IRN", "iran"], [None, None]).unwrap_err().is_asked());
        assert!(of(["IRN", "IRQ"], [Some("spring"), None]).unwrap_err().is_asked());
    }

    #[test]
    fn counts_are_those_of_dyad_days() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let sql = "SELECT sum(n_events) FROM dyad_days WHERE source = ?1 AND target = ?2";
        for pair in [["IRN", "IRQ"], ["ISR", "LBN"], ["ISR", "SYR"]] {
            let rows: Option<i64> = observatory.db.query_row(sql, pair, |row| row.get(0)).unwrap();
            let dyad = dyad(&observatory.db, &names, pair, [None, None], None).unwrap().unwrap();
            assert_eq!(dyad.points.iter().map(|point| point.forward.n_events).sum::<i64>(), rows.unwrap_or(0), "{pair:?}");
        }
    }
}
