//! An event as it is shown: what it is, according to whom, what they disagree on, and what became of it.
//!
//! In: the id of an event. Out: [`EventView`]: its line, its claims by time of report with their outlets, what differs between them, its revisions. For lists:
//! [`EventLine`], with the sentence of its first claim.
//!
//! An id that another event took over leads there.

use std::collections::{BTreeMap, BTreeSet};

use marsad::coded::Factuality;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use utoipa::ToSchema;

use super::claim::{ClaimView, PartyView, Segment, segments};
use super::history::{changed, time, was};
use super::line::Line;
use super::name::Names;
use crate::query::{Query, cursor, events, next};
use crate::store::Result;
use crate::store::event::{Event, Member, read};
use crate::store::figure::{self, Figures, figures_of, ladder};
use crate::store::group::members_of;

/// An event in a list, with the sentence of its first claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventLine {
    /// What every list shows.
    #[serde(flatten)]
    pub line: Line,
    /// Id of the place.
    pub place_id: Option<String>,
    /// `city`, `province`, `country` …
    pub place_precision: Option<String>,
    /// When it was first reported.
    pub first_reported: Option<String>,
    /// The sentence of its first claim.
    pub evidence: Vec<Segment>,
    /// Who says so in the first claim that tells, as written.
    pub speaker: Option<String>,
    /// Lowest and highest number of each figure told of it.
    pub figures: Vec<Spread>,
}

/// Between which numbers the figures of one kind lie.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Spread {
    /// `killed`, `wounded` …
    pub what: String,
    /// The lowest number given.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// Claims that give one.
    pub n_claims: usize,
}

/// A page of events.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct EventPage {
    /// The latest first.
    pub events: Vec<EventLine>,
    /// What to give as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// A claim of an event with where it was published.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Report {
    /// Id of the article.
    pub article: String,
    /// Its headline.
    pub title: String,
    /// Where.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, as given.
    pub published: Option<String>,
    /// The same text was published before: no independent report.
    pub is_copy: bool,
    /// What it claims.
    pub claim: ClaimView,
}

/// A revision of an event.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Revision {
    /// When it was noted; of a file before version 4, when the run ended.
    pub at: String,
    /// The command that did it.
    pub command: String,
    /// `changed`, `merged`, `gone`.
    pub change: String,
    /// The event that it became.
    pub became: Option<String>,
    /// What was and is.
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
}

/// An event.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventView {
    /// Its line.
    pub event: EventLine,
    /// Its claims, the first report first.
    pub reports: Vec<Report>,
    /// On what they differ: `type`, `source`, `target`, `date`, `place`, `status`, `figures`.
    pub differ: Vec<&'static str>,
    /// Figures, by what is counted, each with who gives it, and which is best by a stated rule (docs/store.md).
    pub figures: Vec<Figures>,
    /// The latest first.
    pub revisions: Vec<Revision>,
    /// The event was found under an id that it took over.
    pub was: Option<String>,
    /// When it changed last, RFC 3339: as `at` it names this state of it for ever.
    pub changed: String,
    /// Where a time was asked for: what of it is kept.
    pub as_of: Option<AsOf>,
}

/// What is kept of an event as it was.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AsOf {
    /// The time, RFC 3339.
    pub at: String,
    /// Claims that it then had.
    pub n_claims: i64,
    /// Those of them that are still there; they are shown as they are coded now.
    pub n_kept: usize,
}

impl EventView {
    /// The report that has a claim.
    #[must_use]
    pub fn report_of(&self, claim: &str) -> Option<&Report> {
        self.reports.iter().find(|report| report.claim.id == claim)
    }
}

/// An event by its id, or by one that it took over; `None` where there was none.
///
/// Cost: its claims.
///
/// # Errors
/// When it cannot be read.
pub fn event(db: &Connection, names: &Names<'_>, id: &str) -> Result<Option<EventView>> {
    let mut asked = id.to_owned();
    // What became of an event may have become another: as many steps as an archive makes, no ring.
    for _ in 0..16 {
        let sql = "SELECT * FROM events WHERE id = ?1";
        let found = db.prepare_cached(sql)?.query_row([&asked], |row| Ok((row.get::<_, i64>("event")?, read(row)?))).optional()?;
        if let Some((row, event)) = found {
            let was = (asked != id).then(|| id.to_owned());
            return view(db, names, row, &event, was).map(Some);
        }
        let sql = "SELECT became FROM revisions WHERE event = ?1 AND became IS NOT NULL ORDER BY revision DESC LIMIT 1";
        match db.prepare_cached(sql)?.query_row([&asked], |row| row.get(0)).optional()? {
            Some(became) => asked = became,
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// An event as it was at a time, a day or RFC 3339; `None` where nothing tells that it was there.
///
/// Cost: its claims and revisions.
///
/// # Errors
/// When it cannot be read, or `at` is no time.
pub fn event_at(db: &Connection, names: &Names<'_>, id: &str, at: &str) -> Result<Option<EventView>> {
    let at = time(at)?;
    let Some(then) = was(db, id, &at)? else { return Ok(None) };
    // Of an article that was there, its claims are those of the text that it has now.
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM versions AS v WHERE v.article = a.article AND v.ended > ?2) FROM articles AS a
      WHERE article = ?1 AND ingested <= ?2";
    let mut of_then = db.prepare_cached(sql)?;
    let (mut was_there, mut kept) = (then.is_noted || then.row.is_none(), Vec::new());
    for member in then.row.map(|row| members_of(db, row)).transpose()?.unwrap_or_default() {
        let same_text: Option<bool> = of_then.query_row(rusqlite::params![member.stored.article, at], |row| row.get(0)).optional()?;
        was_there |= same_text.is_some();
        if same_text == Some(true) {
            kept.push(member);
        }
    }
    if !was_there {
        return Ok(None);
    }
    let asked = (then.event.id != id).then(|| id.to_owned());
    let as_of = AsOf { at: at.clone(), n_claims: then.event.n_claims, n_kept: kept.len() };
    let mut view = shown(db, names, &kept, &then.event, asked, at.clone())?;
    view.revisions.retain(|revision| revision.at <= at);
    Ok(Some(EventView { as_of: Some(as_of), ..view }))
}

fn view(db: &Connection, names: &Names<'_>, row: i64, event: &Event, was: Option<String>) -> Result<EventView> {
    let view = shown(db, names, &members_of(db, row)?, event, was, changed(db, &event.id, row)?)?;
    Ok(EventView { figures: figures_of(db, row)?, ..view })
}

fn shown(db: &Connection, names: &Names<'_>, members: &[Member], event: &Event, was: Option<String>, changed: String) -> Result<EventView> {
    // The article that told each story first.
    let mut firsts = BTreeMap::new();
    let mut reports = Vec::with_capacity(members.len());
    for member in members {
        let sql = "SELECT id, title, url FROM articles WHERE article = ?1";
        let (article, title, url) =
            db.prepare_cached(sql)?.query_row([member.stored.article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        reports.push(Report {
            article,
            title,
            url,
            outlet: member.outlet.clone(),
            published: member.published.clone(),
            is_copy: *firsts.entry(member.story).or_insert(member.stored.article) != member.stored.article,
            claim: ClaimView::of(&member.stored, names),
        });
    }
    Ok(EventView {
        event: line(event, names, members),
        differ: differ(&reports),
        figures: figures(members),
        revisions: revisions(db, &event.id)?,
        reports,
        was,
        changed,
        as_of: None,
    })
}

/// The figures of some claims, but those that deny the act, each with who gives it.
fn figures(members: &[Member]) -> Vec<Figures> {
    let tell = members.iter().filter(|member| member.stored.claim.factuality != Factuality::Denied);
    let reports: Vec<figure::Report<'_>> = tell
        .flat_map(|member| member.stored.claim.figures.iter().map(move |figure| (member, figure)))
        .map(|(member, figure)| figure::Report {
            figure,
            claim: &member.stored.claim.id,
            outlet: member.outlet.as_deref(),
            published: member.published.as_deref(),
            story: member.story,
        })
        .collect();
    ladder(&reports)
}

/// What claims of one event tell differently; what one does not tell is no difference.
fn differ(reports: &[Report]) -> Vec<&'static str> {
    let codes = |parties: &[PartyView]| {
        let codes: BTreeSet<&str> = parties.iter().filter_map(|party| party.country.as_deref().or(party.page())).collect();
        (!codes.is_empty()).then(|| codes.into_iter().collect::<Vec<_>>().join(" "))
    };
    type Told<'a> = &'a dyn Fn(&ClaimView) -> Option<String>;
    let fields: [(&'static str, Told<'_>); 7] = [
        ("type", &|claim| Some(claim.event_type.clone())),
        ("source", &|claim| codes(&claim.source)),
        ("target", &|claim| codes(&claim.target)),
        ("date", &|claim| claim.date.clone()),
        ("place", &|claim| claim.place_id.clone()),
        ("status", &|claim| Some(claim.factuality.to_owned())),
        ("figures", &|claim| claim.figures.first().and_then(|figure| figure.value).map(|value| value.to_string())),
    ];
    let several = |told: Told<'_>| reports.iter().filter_map(|report| told(&report.claim)).collect::<BTreeSet<_>>().len() > 1;
    fields.into_iter().filter(|(_, told)| several(told)).map(|(field, _)| field).collect()
}

fn revisions(db: &Connection, id: &str) -> Result<Vec<Revision>> {
    let sql = "SELECT coalesce(at, ended, began), command, change, became, detail FROM revisions JOIN runs USING (run) WHERE event = ?1 OR became = ?1
        ORDER BY revision DESC LIMIT 100";
    let row = |row: &rusqlite::Row<'_>| {
        let detail: String = row.get(4)?;
        Ok(Revision {
            at: row.get(0)?,
            command: row.get(1)?,
            change: row.get(2)?,
            became: row.get(3)?,
            detail: serde_json::from_str(&detail).unwrap_or_default(),
        })
    };
    Ok(db.prepare_cached(sql)?.query_map([id], row)?.collect::<rusqlite::Result<_>>()?)
}

/// A page of events that fulfil a query, the latest first; `after` as a page before gave it.
///
/// Cost: that of the query, and the claims of the page's events.
///
/// # Errors
/// When they cannot be read, or `after` is none.
pub fn event_page(db: &Connection, names: &Names<'_>, query: &Query, after: Option<&str>, limit: usize) -> Result<EventPage> {
    let page = events(db, query, cursor(after)?.as_ref(), limit)?;
    let lines = page.events.iter().map(|(row, event)| Ok(line(event, names, &members_of(db, *row)?)));
    Ok(EventPage { events: lines.collect::<Result<_>>()?, next: page.next.as_ref().map(next) })
}

/// An event as a line of a list; with its claims, their figures and the first sentence.
#[must_use]
pub fn line(event: &Event, names: &Names<'_>, members: &[Member]) -> EventLine {
    let first = members.iter().find(|member| member.stored.claim.event_type == event.event_type).or_else(|| members.first());
    let speaker = members.iter().find_map(|member| member.stored.claim.attribution.speaker.as_ref()).map(|party| party.name.clone());
    EventLine {
        line: Line::of(event.clone(), names),
        place_id: event.place_id.clone(),
        place_precision: event.place_precision.clone(),
        first_reported: event.first_reported.clone(),
        evidence: first.map(|member| segments(&member.stored.claim)).unwrap_or_default(),
        speaker,
        figures: spreads(members),
    }
}

fn spreads(members: &[Member]) -> Vec<Spread> {
    let mut spreads: Vec<Spread> = Vec::new();
    for figure in members.iter().flat_map(|member| &member.stored.claim.figures) {
        let bounds = [figure.value, figure.low, figure.high].into_iter().flatten();
        let Some((low, high)) = bounds.fold(None, |found: Option<(f64, f64)>, value| {
            Some(found.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        }) else {
            continue;
        };
        match spreads.iter_mut().find(|spread| spread.what == figure.what) {
            Some(spread) => (spread.low, spread.high, spread.n_claims) = (spread.low.min(low), spread.high.max(high), spread.n_claims + 1),
            None => spreads.push(Spread { what: figure.what.clone(), low, high, n_claims: 1 }),
        }
    }
    spreads
}
