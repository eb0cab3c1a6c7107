//! Does a window differ from its baseline, and on what does that rest?
//!
//! In: the events of a rule, what the archive saw, a day. Out: [`Compared`]: both means, their difference with its interval, whether too little was seen. Six attacks in two
//! weeks after twelve weeks of meetings are a difference; an outlet that was added in the window is none, for its events do not count.

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashMap;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::coverage::{Coverage, is_gap};
use super::super::line::Line;
use super::super::mean::{Mean, Sums};
use super::super::moved::COUNTED;
use super::super::name::Names;
use super::super::step::Days;
use super::Alert;
use crate::query::{Query, selection};
use crate::store::Result;
use crate::store::alert::Towards;
use crate::store::event::read;

/// Events that a window and a baseline need: two of one intensity have no spread, and would be beyond doubt.
const MIN_EVENTS: i64 = 3;
/// Events that are shown of a window.
const SHOWN: usize = 20;

/// A window beside its baseline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Compared {
    /// First and last day of the window, ISO.
    pub window: [String; 2],
    /// First and last day of the baseline.
    pub baseline: [String; 2],
    /// Events of the window that count.
    pub n_events: i64,
    /// Those of the baseline.
    pub n_before: i64,
    /// Events of both that do not count, because no outlet tells them that published in both.
    pub n_left_out: i64,
    /// Mean intensity in the window; `None` of no event.
    pub mean: Option<f64>,
    /// That of the baseline.
    pub mean_before: Option<f64>,
    /// Their difference with its 95 % interval; `None` under two events on a side.
    pub change: Option<Mean>,
    /// Share of the usual articles that was seen in the window; `None` where nobody knows what is usual.
    pub coverage: Option<f64>,
    /// That of the baseline.
    pub coverage_before: Option<f64>,
    /// Whether too little was seen of either to compare them.
    pub gap: bool,
    /// Events of the window, those first that moved it most; at most 20.
    pub events: Vec<Line>,
}

/// What the archive saw in some days.
pub(super) struct Seen {
    pub(super) days: Days,
    coverage: Coverage,
    /// Of each outlet its place in `published`.
    places: FxHashMap<String, usize>,
    /// Of each outlet the days on which it published, in order.
    published: Vec<Vec<Date>>,
}

impl Seen {
    pub(super) fn new(db: &Connection, days: Days) -> Result<Self> {
        let (mut places, mut published) = (FxHashMap::default(), Vec::<Vec<Date>>::new());
        let mut rows = db.prepare_cached("SELECT outlet, day FROM outlet_days WHERE day BETWEEN ?1 AND ?2 ORDER BY day")?;
        let mut rows = rows.query([days.from.to_string(), days.to.to_string()])?;
        while let Some(row) = rows.next()? {
            let Ok(day) = row.get::<_, String>(1)?.parse() else { continue };
            let place = *places.entry(row.get(0)?).or_insert(published.len());
            if place == published.len() {
                published.push(Vec::new());
            }
            published[place].push(day);
        }
        Ok(Self { days, coverage: Coverage::new(db, days)?, places, published })
    }

    /// Of each outlet whether it published in both spans.
    fn panel(&self, spans: [Days; 2]) -> Vec<bool> {
        let is_in = |published: &[Date], days: Days| {
            published.get(published.partition_point(|day| *day < days.from)).is_some_and(|day| *day <= days.to)
        };
        self.published.iter().map(|published| spans.iter().all(|days| is_in(published, *days))).collect()
    }
}

/// An event that counts.
pub(super) struct Counted {
    row: i64,
    pub(super) day: Date,
    intensity: f64,
    outlets: Vec<usize>,
}

/// The events of a query in the days that were seen, by day.
pub(super) fn counted(db: &Connection, seen: &Seen, query: &Query) -> Result<Vec<Counted>> {
    let query = Query { from: Some(seen.days.from.to_string()), to: Some(seen.days.to.to_string()), ..query.clone() };
    let Some(selection) = selection(db, &query)? else { return Ok(Vec::new()) };
    let sql = selection.of_events("e.event, e.day, e.intensity", COUNTED);
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query(params_from_iter(selection.values()))?;
    let sql = "SELECT DISTINCT coalesce(a.outlet, '') FROM claims AS c JOIN articles AS a USING (article) WHERE c.event = ?1";
    let mut outlets = db.prepare_cached(sql)?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let Ok(day) = row.get::<_, String>(1)?.parse() else { continue };
        let event: i64 = row.get(0)?;
        let of: Vec<String> = outlets.query_map([event], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let outlets = of.iter().filter_map(|outlet| seen.places.get(outlet).copied()).collect();
        events.push(Counted { row: event, day, intensity: row.get(2)?, outlets });
    }
    events.sort_by_key(|event| (event.day, event.row));
    Ok(events)
}

pub(super) fn back(day: Date, days: i64) -> Date {
    day.checked_sub(days.days()).unwrap_or(Date::MIN)
}

pub(super) fn window(alert: &Alert, to: Date) -> [Days; 2] {
    let window = Days { from: back(to, alert.window_days - 1), to };
    [window, Days { from: back(window.from, alert.baseline_days), to: back(window.from, 1) }]
}

/// Compares the window that ends on a day with its baseline.
pub(super) fn compare(seen: &Seen, events: &[Counted], alert: &Alert, to: Date) -> Compared {
    let [window, baseline] = window(alert, to);
    let panel = seen.panel([window, baseline]);
    let (mut now, mut before) = (Sums::default(), Sums::default());
    let mut compared = Compared::default();
    for event in &events[events.partition_point(|event| event.day < baseline.from)..] {
        match event {
            event if event.day > to => break,
            event if !event.outlets.iter().any(|outlet| panel[*outlet]) => compared.n_left_out += 1,
            event if event.day >= window.from => {
                compared.n_events += 1;
                now.add(event.intensity);
            }
            event => {
                compared.n_before += 1;
                before.add(event.intensity);
            }
        }
    }
    let [(n_now, coverage), (n_before, coverage_before)] = [window, baseline].map(|days| seen.coverage.of(days));
    Compared {
        window: [window.from, window.to].map(|day| day.to_string()),
        baseline: [baseline.from, baseline.to].map(|day| day.to_string()),
        mean: now.mean().mean,
        mean_before: before.mean().mean,
        change: now.less(&before),
        gap: is_gap(n_now, coverage) || is_gap(n_before, coverage_before),
        coverage,
        coverage_before,
        ..compared
    }
}

impl Compared {
    pub(super) fn state(&self, alert: &Alert) -> &'static str {
        let Some(Mean { mean: Some(mean), low: Some(low), high: Some(high) }) = self.change else {
            return if self.gap { "gap" } else { "few" };
        };
        let moved = match alert.towards {
            Towards::Conflict => mean <= -alert.points && high < 0.0,
            Towards::Cooperation => mean >= alert.points && low > 0.0,
        };
        match () {
            () if self.gap => "gap",
            () if self.n_events.min(self.n_before) < MIN_EVENTS => "few",
            () if moved => "fires",
            () => "calm",
        }
    }
}

/// The events of a window that ends on a day, those first that moved it most.
pub(super) fn lines(db: &Connection, names: &Names<'_>, seen: &Seen, events: &[Counted], alert: &Alert, to: Date) -> Result<Vec<Line>> {
    let [window, baseline] = window(alert, to);
    let panel = seen.panel([window, baseline]);
    let counts = |event: &&Counted| (window.from..=window.to).contains(&event.day) && event.outlets.iter().any(|outlet| panel[*outlet]);
    let mut within: Vec<&Counted> = events.iter().filter(counts).collect();
    let weight = |event: &Counted| match alert.towards {
        Towards::Conflict => event.intensity,
        Towards::Cooperation => -event.intensity,
    };
    within.sort_by(|one, other| weight(one).total_cmp(&weight(other)).then_with(|| (other.day, other.row).cmp(&(one.day, one.row))));
    let mut one = db.prepare_cached("SELECT * FROM events WHERE event = ?1")?;
    within.iter().take(SHOWN).map(|event| Ok(Line::of(one.query_row([event.row], read)?, names))).collect()
}
