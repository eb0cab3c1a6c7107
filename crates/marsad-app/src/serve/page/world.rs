//! The world as reported: actors, pairs of them, who acts towards whom, where, and when.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::{Answer, Frame, show};
use crate::query::parse;
use crate::serve::api::{Asked, Named, day};
use crate::serve::problem::Problem;
use crate::serve::state::App;
use crate::view::{self, ActorPage, Actors, Dyad, Dyads, Map, Network, NetworkAsked, Statements, Step, Timeline};

/// What is asked by words or a query.
#[derive(Deserialize)]
pub struct ByWords {
    #[serde(default)]
    q: String,
    step: Option<Step>,
}

#[derive(Template)]
#[template(path = "actors.html")]
struct ActorsPage {
    frame: Frame,
    q: String,
    view: Actors,
}

/// Who there is.
pub async fn actors(State(app): State<Arc<App>>, frame: Frame, Asked(asked): Asked<ByWords>) -> Answer {
    let (names, q) = (app.names, asked.q.clone());
    let mut view = app.pool.read(move |db| view::actors(db, names, &q)).await?;
    view.actors.sort_by_key(|acting| std::cmp::Reverse(acting.n_events));
    view.actors.truncate(500);
    let title = frame.t("actors.title").to_owned();
    let page = ActorsPage { frame: frame.on("actors", title, &[]), q: asked.q, view };
    show(&page.frame, &page)
}

/// What of an actor is shown.
#[derive(Deserialize)]
pub struct OfActor {
    /// A day for which its offices are asked.
    on: Option<String>,
    /// A place in its statements.
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "actor.html")]
struct OneActor {
    frame: Frame,
    view: ActorPage,
    statements: Statements,
    ribbon: Vec<Bar>,
    /// Where what is told of terms comes from.
    origins: Vec<String>,
    on: String,
}

/// A bar of the ribbon of roles: from and width, 0 to 1,000; how it was held.
pub struct Bar {
    x: i64,
    width: i64,
    class: &'static str,
    label: String,
}

/// An actor.
pub async fn actor(State(app): State<Arc<App>>, frame: Frame, Named(id): Named<String>, Asked(asked): Asked<OfActor>) -> Answer {
    let (names, name) = (app.names, id.clone());
    let (on, today) = (day(asked.on.as_deref())?, day(None)?);
    let read = move |db: &rusqlite::Connection| {
        let Some(view) = view::actor(db, names, &name, on)? else { return Ok(None) };
        let statements = view::statements(db, names, &name, asked.after.as_deref(), 30)?.unwrap_or_default();
        Ok(Some((view, statements)))
    };
    let found = app.pool.read(read).await?;
    let (view, statements) = found.ok_or_else(|| Problem::not_found(format!("nobody here has the id {id}")))?;
    let title = frame.name(&view.name).to_owned();
    let frame = frame.on("actors", title, &[]);
    let ribbon = ribbon(&view, &frame, today);
    let origins = origins(&view);
    let page = OneActor { frame, view, statements, ribbon, origins, on: on.to_string() };
    show(&page.frame, &page)
}

/// Where what is told of terms comes from, each once, in the order of the terms.
fn origins(view: &ActorPage) -> Vec<String> {
    let holders = view.offices.iter().filter_map(|holding| holding.holder.as_ref());
    let mut origins = Vec::new();
    for origin in view.terms.iter().chain(holders).filter_map(|term| term.provenance.as_ref()) {
        if !origins.contains(origin) {
            origins.push(origin.clone());
        }
    }
    origins
}

/// What an origin is called before it is explained.
fn origin(provenance: &Option<String>) -> &str {
    let whole = provenance.as_deref().unwrap_or("–");
    whole.split_once(": ").map_or(whole, |(name, _)| name)
}

/// Terms as bars over the years that they span; a term whose end is not known ends where it was last known to be held.
fn ribbon(view: &ActorPage, frame: &Frame, today: jiff::civil::Date) -> Vec<Bar> {
    let year = |text: &str| -> Option<f64> {
        let mut parts = text.split('-').filter_map(|part| part.parse::<f64>().ok());
        Some(parts.next()? + (parts.next().unwrap_or(1.0) - 1.0) / 12.0 + (parts.next().unwrap_or(1.0) - 1.0) / 365.0)
    };
    let now = year(&today.to_string()).unwrap_or(0.0);
    let spans: Vec<(f64, f64, &view::Term)> = view
        .terms
        .iter()
        .filter_map(|term| {
            let from = term.from.as_deref().and_then(year)?;
            let to = term.to.as_deref().or(term.as_of.as_deref()).and_then(year).unwrap_or(now);
            Some((from, to.max(from), term))
        })
        .collect();
    let (Some(first), Some(last)) = (spans.iter().map(|span| span.0).reduce(f64::min), spans.iter().map(|span| span.1).reduce(f64::max))
    else {
        return Vec::new();
    };
    let scale = 1_000.0 / (last - first).max(0.1);
    let bar = |(from, to, term): &(f64, f64, &view::Term)| {
        let whom = term.person.as_ref().map(|person| frame.name(&person.name));
        let class = match (whom, term.status.as_deref()) {
            (None, _) => "ribbon-unknown",
            (_, Some("acting")) => "ribbon-bar ribbon-acting",
            (_, Some("contested")) => "ribbon-bar ribbon-contested",
            _ => "ribbon-bar",
        };
        let days = format!("{}–{}", term.from.as_deref().unwrap_or("?"), term.to.as_deref().unwrap_or(""));
        let label = format!("{} · {} · {days}", frame.name(&term.office.name), whom.unwrap_or("?"));
        Bar { x: ((from - first) * scale) as i64, width: (((to - from) * scale) as i64).max(3), class, label }
    };
    spans.iter().map(bar).collect()
}

/// Between which days.
#[derive(Deserialize)]
pub struct Between {
    from: Option<String>,
    to: Option<String>,
    step: Option<Step>,
}

impl Between {
    /// Days that were left empty in a form were not asked for.
    fn days(&self) -> [Option<&str>; 2] {
        [&self.from, &self.to].map(|day| day.as_deref().filter(|day| !day.is_empty()))
    }
}

#[derive(Template)]
#[template(path = "dyads.html")]
struct DyadsPage {
    frame: Frame,
    view: Dyads,
}

/// Pairs that changed most.
pub async fn dyads(State(app): State<Arc<App>>, frame: Frame, Asked(asked): Asked<Between>) -> Answer {
    let names = app.names;
    let view = app.pool.read(move |db| view::dyads(db, names, asked.days(), 100)).await?;
    let title = frame.t("dyads.title").to_owned();
    let page = DyadsPage { frame: frame.on("dyads", title, &[]), view };
    show(&page.frame, &page)
}

#[derive(Template)]
#[template(path = "dyad.html")]
struct DyadPage {
    frame: Frame,
    view: Dyad,
    names: [String; 2],
}

/// A pair over time.
pub async fn dyad(State(app): State<Arc<App>>, frame: Frame, Named(pair): Named<(String, String)>, Asked(asked): Asked<Between>) -> Answer {
    let (names, ids) = (app.names, pair.clone());
    let view = app.pool.read(move |db| view::dyad(db, names, [&ids.0, &ids.1], asked.days(), asked.step)).await?;
    let view = view.ok_or_else(|| Problem::not_found(format!("no pair of known actors has the ids {} and {}", pair.0, pair.1)))?;
    let called = |id: &String| view.names.get(id).map_or_else(|| id.clone(), |name| frame.name(name).to_owned());
    let names = [called(&view.source), called(&view.target)];
    let title = names.join(" · ");
    let page = DyadPage { frame: frame.on("dyads", title, &["dyad"]), view, names };
    show(&page.frame, &page)
}

/// Which part of the network.
#[derive(Deserialize)]
pub struct Around {
    ego: Option<String>,
    least: Option<i64>,
    hops: Option<u32>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Template)]
#[template(path = "network.html")]
struct NetworkPage {
    frame: Frame,
    view: Option<Network>,
    ego: String,
}

/// Who acts towards whom, around somebody.
pub async fn network(State(app): State<Arc<App>>, frame: Frame, Asked(asked): Asked<Around>) -> Answer {
    let names = app.names;
    let ego = asked.ego.clone().filter(|ego| !ego.is_empty());
    let view = match ego.clone() {
        None => None,
        Some(ego) => {
            let who = ego.clone();
            let read = move |db: &rusqlite::Connection| {
                let [from, to] = [&asked.from, &asked.to].map(|day| day.as_deref().filter(|day| !day.is_empty()));
                view::network(db, names, &NetworkAsked { ego: Some(&who), hops: asked.hops, least: asked.least, from, to })
            };
            let found = app.pool.read(read).await?;
            Some(found.ok_or_else(|| Problem::not_found(format!("nobody here has the id {ego}")))?)
        }
    };
    let title = frame.t("network.title").to_owned();
    let page = NetworkPage { frame: frame.on("network", title, &["network"]), view, ego: ego.unwrap_or_default() };
    show(&page.frame, &page)
}

#[derive(Template)]
#[template(path = "map.html")]
struct MapPage {
    frame: Frame,
    q: String,
    view: Map,
}

/// Where events are told to have happened.
pub async fn map(State(app): State<Arc<App>>, frame: Frame, Asked(asked): Asked<ByWords>) -> Answer {
    let (names, lang, q) = (app.names, app.lang, asked.q.clone());
    let read = move |db: &rusqlite::Connection| {
        let query = parse(&q, db, lang)?;
        let filters: Vec<String> = query.filters.iter().map(|filter| filter.typed.clone()).collect();
        Ok((view::map(db, names, &query)?, filters))
    };
    let (view, filters) = app.pool.read(read).await?;
    let title = frame.t("map.title").to_owned();
    let frame = frame.on("map", title, &["map"]).with_chips(&asked.q, &filters);
    let page = MapPage { frame, q: asked.q, view };
    show(&page.frame, &page)
}

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    frame: Frame,
    q: String,
    view: Timeline,
}

/// When events happened.
pub async fn timeline(State(app): State<Arc<App>>, frame: Frame, Asked(asked): Asked<ByWords>) -> Answer {
    let (lang, q) = (app.lang, asked.q.clone());
    let read = move |db: &rusqlite::Connection| {
        let query = parse(&q, db, lang)?;
        let filters: Vec<String> = query.filters.iter().map(|filter| filter.typed.clone()).collect();
        Ok((view::timeline(db, &query, asked.step)?, filters))
    };
    let (view, filters) = app.pool.read(read).await?;
    let title = frame.t("timeline.title").to_owned();
    let frame = frame.on("timeline", title, &["timeline"]).with_chips(&asked.q, &filters);
    let page = TimelinePage { frame, q: asked.q, view };
    show(&page.frame, &page)
}
