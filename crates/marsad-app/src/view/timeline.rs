//! How many events of a query are there by time?
//!
//! In: [`Query`], a step. Out: [`Timeline`]: events of each step by quad class, with the articles that were seen and how much of the usual that is, so that a
//! missing week is not drawn as a quiet one. Days that are left open are those of the articles of the observatory; events outside of them are counted apart.

use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use utoipa::ToSchema;

use super::coverage::{Coverage, is_gap};
use super::once::at_once;
use super::step::{Days, Step};
use crate::query::{Query, Selection, selection};
use crate::store::Result;

/// Events by time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Timeline {
    /// The days of a point.
    pub step: Step,
    /// First day, ISO; empty in an observatory without dated articles.
    pub from: String,
    /// Last day.
    pub to: String,
    /// One for each step, in order, without a hole.
    pub points: Vec<Point>,
    /// Events of the query with a day before the first or after the last, or without one.
    pub n_outside: i64,
}

/// The events of some days.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = TimelinePoint)]
pub struct Point {
    /// First day, ISO.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Events.
    pub n_events: i64,
    /// The same by quad class, 1 to 4.
    pub quads: [i64; 4],
    /// Articles seen, of all outlets, whatever the query.
    pub n_articles: i64,
    /// Share of the usual articles that was seen; `None` where nobody knows what is usual.
    pub coverage: Option<f64>,
    /// Whether too little was seen for a number of events to mean anything.
    pub gap: bool,
}

/// The events of a query by time; without a step, by the one that makes a readable chart.
///
/// Cost: without filters and words, one row for each day and quad class; else one look in the index by day for each event of the query (65,000: some 50 ms); and what
/// [`Coverage::new`] costs.
///
/// # Errors
/// When they cannot be read, when a day is none, or when there are too many points.
pub fn timeline(db: &Connection, query: &Query, step: Option<Step>) -> Result<Timeline> {
    at_once(db, || {
        let Some(days) = Days::asked(db, query.from.as_deref(), query.to.as_deref())? else { return Ok(Timeline::default()) };
        let step = step.unwrap_or_else(|| days.step());
        let coverage = Coverage::new(db, days)?;
        let point = |days: Days| {
            let (n_articles, coverage) = coverage.of(days);
            let gap = is_gap(n_articles, coverage);
            Point { from: days.from.to_string(), to: days.to.to_string(), n_articles, coverage, gap, ..Point::default() }
        };
        let points = days.steps(step)?.into_iter().map(point).collect();
        let mut timeline = Timeline { step, from: days.from.to_string(), to: days.to.to_string(), points, n_outside: 0 };
        for (day, quads) in by_day(db, query)? {
            let n_events: i64 = quads.iter().sum();
            match at(&timeline.points, &day, |point| (&point.from, &point.to)) {
                Some(at) => {
                    timeline.points[at].n_events += n_events;
                    timeline.points[at].quads.iter_mut().zip(quads).for_each(|(sum, n)| *sum += n);
                }
                None => timeline.n_outside += n_events,
            }
        }
        Ok(timeline)
    })
}

/// Events of a query by day, each by quad class.
fn by_day(db: &Connection, query: &Query) -> Result<Vec<(String, [i64; 4])>> {
    let Some(selection) = selection(db, query)?.map(Selection::lean) else { return Ok(Vec::new()) };
    let (sql, values) = if query.is_of_all() {
        let sql =
            "SELECT day, sum(n_events * (quad = 1)), sum(n_events * (quad = 2)), sum(n_events * (quad = 3)), sum(n_events * (quad = 4))
          FROM event_days WHERE day BETWEEN coalesce(?1, '') AND coalesce(?2, '~') GROUP BY day";
        (sql.to_owned(), vec![query.from.clone().into(), query.to.clone().into()])
    } else {
        let day = selection.day();
        let columns = format!("{day}, sum(e.quad = 1), sum(e.quad = 2), sum(e.quad = 3), sum(e.quad = 4)");
        (selection.of_events(&columns, &format!("GROUP BY {day}")), selection.values().to_vec())
    };
    let mut rows = db.prepare_cached(&sql)?;
    let day = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]));
    Ok(rows.query_map(params_from_iter(values), day)?.collect::<rusqlite::Result<_>>()?)
}

/// Which of some points in order, of which `ends` tells the first and last day, has a day.
pub fn at<P>(points: &[P], day: &str, ends: impl Fn(&P) -> (&String, &String)) -> Option<usize> {
    let at = points.partition_point(|point| ends(point).1.as_str() < day);
    points.get(at).filter(|point| ends(point).0.as_str() <= day).map(|_| at)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{ask, observatory};
    use super::*;

    #[test]
    fn events_stand_in_their_week_and_quad_class() {
        let observatory = observatory();
        let line = |text: &str, step| timeline(&observatory.db, &ask(&observatory, text), step).unwrap();
        let all = line("", Some(Step::Week));
        assert_eq!((all.from.as_str(), all.to.as_str()), ("2024-01-01", "2024-02-25"));
        assert_eq!((all.points.len(), serde_json::to_value(&all).unwrap()["step"].as_str()), (8, Some("week")));
        let of = |point: &Point| (point.n_events, point.quads);
        assert_eq!(of(&all.points[6]), (2, [1, 0, 0, 1]));
        assert_eq!(of(&all.points[7]), (3, [0, 0, 0, 3]));
        let hits = line("source:IRN type:ASSAULT from:2024-02-19", Some(Step::Day));
        assert_eq!(hits.points.iter().map(|point| point.n_events).collect::<Vec<_>>(), [1, 0, 1, 0, 0, 0, 0]);
        assert_eq!(line("actor:IRN -type:ASSAULT from:2024-02", Some(Step::Month)).points[0].n_events, 1);
        let n = |text: &str| line(text, Some(Step::Month)).points.iter().map(|point| point.n_events).sum::<i64>();
        // Articles lead to their events, or events to their articles.
        assert_eq!((n("=حدث"), n("=حدث type:CONSULT"), n("=حدث -type:CONSULT"), n("=نبأ")), (5, 1, 4, 0));
    }

    #[test]
    fn a_week_without_articles_is_a_gap_and_not_a_zero() {
        let observatory = observatory();
        let all = timeline(&observatory.db, &Query::default(), Some(Step::Week)).unwrap();
        let gaps: Vec<usize> = all.points.iter().enumerate().filter(|(_, point)| point.gap).map(|(at, _)| at).collect();
        assert_eq!(gaps, [4]);
        assert_eq!((all.points[4].n_articles, all.points[4].coverage), (0, Some(0.0)));
        assert_eq!(all.points[3].coverage, Some(1.0));
    }

    #[test]
    fn an_empty_observatory_has_no_points() {
        let empty = crate::store::Observatory::in_memory().unwrap();
        assert_eq!(timeline(&empty.db, &Query::default(), None).unwrap(), Timeline::default());
    }
}
