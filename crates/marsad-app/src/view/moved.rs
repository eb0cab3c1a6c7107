//! Which pairs changed most?
//!
//! In: days. Out: pairs of countries, organisations or groups that belong to neither ([`Moved`]), those first whose mean intensity differs most from that of as many days before, measured in
//! its standard error as if all pairs varied alike: |difference| × √(n·m / (n + m)) for n events after m. Iran and Iraq with five meetings in January and five
//! attacks in February stand above a pair whose one meeting became one attack. Each difference has the 95 % interval of its own events. Pairs with fewer than
//! two events in one of the spans have none, and come last, by their events.

use jiff::ToSpan;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use utoipa::ToSchema;

use super::dyad::directed;
use super::mean::{Mean, Sums, round};
use super::name::{Named, Names};
use super::once::at_once;
use super::step::Days;
use crate::query::selection;
use crate::store::Result;

/// Days that are compared where nobody says which: the last four weeks.
const USUAL_DAYS: i64 = 28;

/// Which events a mean is of: what is told to have happened and is not disputed.
pub(super) const COUNTED: &str = "AND e.factuality = 'actual' AND NOT e.disputed";

/// How a pair changed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Moved {
    /// Who acts.
    pub source: Named,
    /// Towards whom.
    pub target: Named,
    /// Events in the days asked for.
    pub n_events: i64,
    /// Events in as many days before.
    pub n_before: i64,
    /// Events of cooperation, quad classes 1 and 2, in the days asked for.
    pub cooperation: i64,
    /// Events of conflict, 3 and 4.
    pub conflict: i64,
    /// Mean intensity; `None` of none.
    pub mean: Option<f64>,
    /// That of the days before.
    pub mean_before: Option<f64>,
    /// Their difference with its 95 % interval; `None` where a span has fewer than two events.
    pub change: Option<Mean>,
    /// Last day of an event, ISO.
    pub last: String,
}

/// The days that were compared, and the pairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Dyads {
    /// First day, ISO; empty in an observatory without dated articles.
    pub from: String,
    /// Last day.
    pub to: String,
    /// First day of those before.
    pub before: String,
    /// The pairs.
    pub pairs: Vec<Moved>,
    /// Pairs with an event in these days or those before.
    pub n_pairs: usize,
}

/// The pairs that changed most; the days left open are the last four weeks of the observatory.
///
/// Cost: one pass over `dyad_days`; and one look at each event of the pairs that are given.
///
/// # Errors
/// When it cannot be read, or a day is none.
pub fn dyads(db: &Connection, names: &Names<'_>, [from, to]: [Option<&str>; 2], limit: usize) -> Result<Dyads> {
    at_once(db, || {
        let Some(mut days) = Days::asked(db, from, to)? else { return Ok(Dyads::default()) };
        if from.is_none() {
            days.from = days.from.max(days.to.checked_sub((USUAL_DAYS - 1).days()).unwrap_or(days.from));
        }
        let start = days.from.checked_sub(days.n().days()).unwrap_or(days.from);
        let before = Days { from: start, to: days.from.yesterday().unwrap_or(days.from) };
        let sql = "SELECT source, target, sum(n_events) FILTER (WHERE day >= ?2), sum(n_events) FILTER (WHERE day < ?2),
          sum(n_events) FILTER (WHERE day >= ?2 AND quad <= 2), sum(intensity) FILTER (WHERE day >= ?2), sum(intensity) FILTER (WHERE day < ?2), max(day)
        FROM dyad_days WHERE day BETWEEN ?1 AND ?3 GROUP BY source, target";
        let mut rows = db.prepare_cached(sql)?;
        let mut rows = rows.query([before.from, days.from, days.to].map(|day| day.to_string()))?;
        let mut pairs: Vec<(f64, [String; 2], Moved)> = Vec::new();
        while let Some(row) = rows.next()? {
            let pair: [String; 2] = [row.get(0)?, row.get(1)?];
            let count = |at: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.unwrap_or(0));
            let (n_events, n_before, cooperation) = (count(2)?, count(3)?, count(4)?);
            let mean = |at: usize, n: i64| Ok::<_, rusqlite::Error>(row.get::<_, Option<f64>>(at)?.map(|sum| sum / n.max(1) as f64));
            let (mean, mean_before) = (mean(5, n_events)?, mean(6, n_before)?);
            // Not by the interval of each pair: two attacks of one intensity after two meetings of one would be beyond doubt.
            let weight = (n_events * n_before) as f64 / (n_events + n_before).max(1) as f64;
            let seems = mean
                .zip(mean_before)
                .filter(|_| n_events.min(n_before) >= 2)
                .map_or(0.0, |(mean, before)| (mean - before).abs() * weight.sqrt());
            let moved = Moved {
                source: names.named(&pair[0]),
                target: names.named(&pair[1]),
                n_events,
                n_before,
                cooperation,
                conflict: n_events - cooperation,
                mean: mean.map(round),
                mean_before: mean_before.map(round),
                change: None,
                last: row.get(7)?,
            };
            pairs.push((seems, pair, moved));
        }
        let n_pairs = pairs.len();
        pairs.sort_by(|one, other| {
            other.0.total_cmp(&one.0).then_with(|| other.2.n_events.cmp(&one.2.n_events)).then_with(|| one.1.cmp(&other.1))
        });
        pairs.truncate(limit);
        for (_, [source, target], moved) in &mut pairs {
            moved.change = sums(db, source, target, days)?.less(&sums(db, source, target, before)?);
        }
        let pairs = pairs.into_iter().map(|(_, _, moved)| moved).collect();
        Ok(Dyads { from: days.from.to_string(), to: days.to.to_string(), before: before.from.to_string(), pairs, n_pairs })
    })
}

/// The intensities of what one did to the other.
fn sums(db: &Connection, source: &str, target: &str, days: Days) -> Result<Sums> {
    let mut sums = Sums::default();
    let Some(selection) = selection(db, &directed(source, target, days))? else { return Ok(sums) };
    let sql = selection.of_events("e.intensity", COUNTED);
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query(params_from_iter(selection.values()))?;
    while let Some(row) = rows.next()? {
        sums.add(row.get(0)?);
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{lang, observatory};
    use super::*;

    #[test]
    fn pairs_are_compared_with_as_many_days_before() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let week = dyads(&observatory.db, &names, [Some("2024-02-19"), None], 10).unwrap();
        assert_eq!((week.before.as_str(), week.to.as_str(), week.n_pairs), ("2024-02-12", "2024-02-25", 2));
        let first = &week.pairs[0];
        assert_eq!((first.source.id.as_str(), first.target.id.as_str()), ("IRN", "IRQ"));
        assert_eq!((first.n_events, first.n_before, first.cooperation, first.conflict), (2, 1, 0, 2));
        assert_eq!((first.mean, first.mean_before, first.change), (Some(-9.0), Some(4.0), None));
        assert_eq!(first.last, "2024-02-21");
        let month = dyads(&observatory.db, &names, [None, None], 1).unwrap();
        assert_eq!((month.from.as_str(), month.pairs.len(), month.n_pairs), ("2024-01-29", 1, 2));
    }
}
