//! Events, an event, articles by words, an article.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use jiff::Timestamp;
use serde::Deserialize;

use super::{Answer, Frame, show};
use crate::query::{Found, articles, parse};
use crate::serve::api::{Asked, Limit, Named};
use crate::serve::problem::Problem;
use crate::serve::state::App;
use crate::view::article::ArticleView;
use crate::view::event::{EventPage, EventView};
use crate::view::{self, Facets, Nothing};

/// What a list is asked for.
#[derive(Deserialize)]
pub struct List {
    #[serde(default)]
    pub q: String,
    pub after: Option<String>,
    pub limit: Option<usize>,
}

#[derive(Template)]
#[template(path = "events.html")]
struct Events {
    frame: Frame,
    q: String,
    page: EventPage,
    facets: Facets,
    why: Option<Nothing>,
    is_later: bool,
}

/// Events that fulfil a query.
pub async fn events(State(app): State<Arc<App>>, frame: Frame, Asked(asked): Asked<List>) -> Answer {
    let (lang, names) = (app.lang, app.names);
    let (limit, is_later) = (asked.limit.rows()?, asked.after.is_some());
    let read = move |db: &rusqlite::Connection| {
        let query = parse(&asked.q, db, lang)?;
        let page = view::event::event_page(db, names, &query, asked.after.as_deref(), limit)?;
        let facets = view::facets(db, names, &query)?;
        let why = if page.events.is_empty() { Some(view::why_nothing(db, &query, Timestamp::now())?) } else { None };
        let filters: Vec<String> = query.filters.iter().map(|filter| filter.typed.clone()).collect();
        Ok((asked.q, page, facets, why, filters))
    };
    let (q, page, facets, why, filters) = app.pool.read(read).await?;
    let title = frame.t("events.title").to_owned();
    let frame = frame.on("events", title, &[]).with_chips(&q, &filters);
    let page = Events { frame, q, page, facets, why, is_later };
    show(&page.frame, &page)
}

#[derive(Template)]
#[template(path = "event.html")]
struct Event {
    frame: Frame,
    view: EventView,
    according: Option<String>,
    citation: String,
}

/// As it was when.
#[derive(Deserialize)]
pub struct AsItWas {
    at: Option<String>,
}

/// An event, as it is or as it was.
pub async fn event(State(app): State<Arc<App>>, frame: Frame, Named(id): Named<String>, Asked(asked): Asked<AsItWas>) -> Answer {
    let (names, event, at) = (app.names, id.clone(), asked.at.filter(|at| !at.is_empty()));
    let read = move |db: &rusqlite::Connection| {
        let view = match at {
            Some(at) => view::event::event_at(db, names, &event, &at)?,
            None => view::event::event(db, names, &event)?,
        };
        Ok((view, view::version(db)?))
    };
    let (Some(view), version) = app.pool.read(read).await? else {
        return Err(Problem::not_found(format!("no event has the id {id}, or it was not there at that time")));
    };
    let title = format!("{} · {}", frame.act(&view.event.line.event_type, &view.event.line.mode), view.event.line.day);
    let according = view.event.speaker.clone().or_else(|| view.reports.first().and_then(|report| report.outlet.clone()));
    let citation = citation(&view, &version);
    let page = Event { frame: frame.on("events", title, &[]), view, according, citation };
    show(&page.frame, &page)
}

/// How an event is cited: what is stable of it, and with which program and data it was coded.
fn citation(view: &EventView, version: &str) -> String {
    let event = &view.event.line;
    let mode = event.mode.as_ref().map(|mode| format!("/{mode}")).unwrap_or_default();
    let reports = view.reports.iter().map(|report| {
        let outlet = report.outlet.as_deref().unwrap_or("unknown outlet");
        let published = report.published.as_deref().unwrap_or("no date");
        // The name is isolated, or it would turn around the date after it.
        format!("  \u{2068}{outlet}\u{2069}, {published}, article {}, claim {}", report.article, report.claim.id)
    });
    let reports = reports.collect::<Vec<_>>().join("\n");
    let (id, day, at) = (&event.id, &event.day, &view.changed);
    format!(
        "Event {id}: {}{mode}, {day}, reported (not verified), as of {at}: /events/{id}?at={at}. {version}.\nReports:\n{reports}",
        event.event_type
    )
}

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    frame: Frame,
    q: String,
    found: Vec<Found>,
    next: Option<String>,
    more: bool,
    facets: Facets,
    why: Option<Nothing>,
}

/// Articles by words and filters.
pub async fn search(State(app): State<Arc<App>>, frame: Frame, Asked(asked): Asked<List>) -> Answer {
    let (lang, names) = (app.lang, app.names);
    let limit = asked.limit.rows()?;
    let read = move |db: &rusqlite::Connection| {
        let query = parse(&asked.q, db, lang)?;
        let page = articles(db, &query, asked.after.as_deref(), limit, lang)?;
        let facets = view::facets(db, names, &query)?;
        let why =
            if page.found.is_empty() && asked.after.is_none() { Some(view::why_nothing(db, &query, Timestamp::now())?) } else { None };
        let filters: Vec<String> = query.filters.iter().map(|filter| filter.typed.clone()).collect();
        Ok((asked.q, page, facets, why, filters))
    };
    let (q, page, facets, why, filters) = app.pool.read(read).await?;
    let title = frame.t("search.title").to_owned();
    let frame = frame.on("search", title, &[]).with_chips(&q, &filters);
    let page = Search { frame, q, found: page.found, next: page.next, more: page.more, facets, why };
    show(&page.frame, &page)
}

/// A snippet with the words that were found marked.
fn snippet(found: &Found) -> Vec<(String, bool)> {
    let letters: Vec<char> = found.snippet.chars().collect();
    let is_hit = |at: usize| found.hits.iter().any(|[from, to]| (*from as usize..*to as usize).contains(&at));
    let mut parts: Vec<(String, bool)> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let hit = is_hit(at);
        match parts.last_mut() {
            Some((text, was)) if *was == hit => text.push(*letter),
            _ => parts.push((letter.to_string(), hit)),
        }
    }
    parts
}

#[derive(Template)]
#[template(path = "article.html")]
struct Article {
    frame: Frame,
    view: ArticleView,
    link: Option<String>,
}

/// An article.
pub async fn article(State(app): State<Arc<App>>, frame: Frame, Named(id): Named<String>) -> Answer {
    let names = app.names;
    let asked = id.clone();
    let view = app.pool.read(move |db| view::article::article(db, names, &asked)).await?;
    let view = view.ok_or_else(|| Problem::not_found(format!("no article has the id {id}")))?;
    let title = view.title.clone();
    // Only what a browser may open: an article can name any address.
    let link = view.url.clone().filter(|url| url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https")));
    let page = Article { frame: frame.on("search", title, &["article"]), view, link };
    show(&page.frame, &page)
}
