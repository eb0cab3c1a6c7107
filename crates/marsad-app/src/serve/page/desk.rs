//! The desk: what is new, what waits for a decision, how sources do, what can be taken away.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use clap::ValueEnum;
use jiff::Timestamp;
use serde::Deserialize;

use super::{Answer, Frame, show};
use crate::cli::ExportFormat;
use crate::serve::access::Reader;
use crate::serve::api::{Asked, Form, Limit, Named, NewDecision, Page, make};
use crate::serve::problem::Problem;
use crate::serve::state::App;
use crate::serve::wish::cookie_of;
use crate::store::decision::{Decision, page};
use crate::view::article::{ArticleView, Told, told};
use crate::view::{self, Differs, Feed, Overview, Queue, Sources};

/// The cookie that remembers who decides.
const AUTHOR: &str = "marsad-author";

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    frame: Frame,
    view: Overview,
}

/// What the archive holds, what moved, what waits.
pub async fn overview(State(app): State<Arc<App>>, frame: Frame) -> Answer {
    let names = app.names;
    let view = app.pool.read(move |db| view::overview(db, names, Timestamp::now())).await?;
    let title = frame.t("overview.title").to_owned();
    let page = OverviewPage { frame: frame.on("overview", title, &[]), view };
    show(&page.frame, &page)
}

/// Which claim is reviewed.
#[derive(Deserialize)]
pub struct Reviewing {
    claim: Option<String>,
    #[serde(default)]
    skip: usize,
    /// The decision before, which can be taken back, and the claim that it was about.
    last: Option<i64>,
    was: Option<String>,
}

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    item: Option<(ArticleView, Told)>,
    queue: Queue,
    skip: usize,
    last: Option<i64>,
    was: String,
    author: String,
    differs: Vec<Differs>,
    types: Vec<String>,
}

/// One claim to decide about: the one asked for, else the first of the queue.
pub async fn review(State(app): State<Arc<App>>, headers: axum::http::HeaderMap, frame: Frame, Asked(asked): Asked<Reviewing>) -> Answer {
    let (names, skip, last, was) = (app.names, asked.skip, asked.last, asked.was.unwrap_or_default());
    let read = move |db: &rusqlite::Connection| {
        let queue = view::queue(db, skip, 1)?;
        let id = asked.claim.or_else(|| queue.claims.first().map(|queued| queued.claim.clone()));
        let item = id.as_ref().map(|id| told(db, names, id)).transpose()?.flatten();
        Ok((id, item, queue, view::differs(db, 20)?))
    };
    let (id, item, queue, differs) = app.pool.read(read).await?;
    if let (Some(id), None) = (id, &item) {
        return Err(Problem::not_found(format!("no claim has the id {id}")));
    }
    let mut types = Vec::new();
    for event_type in &app.lang.tables.event_types {
        types.push(event_type.name.clone());
        types.extend(event_type.modes.iter().map(|mode| format!("{}/{}", event_type.name, mode.name)));
    }
    let title = frame.t("review.title").to_owned();
    let author = cookie_of(&headers, AUTHOR).map(|author| percent(&author)).unwrap_or_default();
    let page = ReviewPage { frame: frame.on("review", title, &["review"]), item, queue, skip, last, was, author, differs, types };
    show(&page.frame, &page)
}

fn percent(text: &str) -> String {
    url::form_urlencoded::parse(format!("a={text}").as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// What a form decides.
#[derive(Deserialize)]
pub struct Decided {
    csrf: String,
    action: String,
    #[serde(default)]
    claim: String,
    #[serde(default)]
    skip: usize,
    #[serde(default)]
    author: String,
    #[serde(default)]
    reason: String,
    #[serde(default, rename = "type")]
    event_type: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    status: String,
    decision: Option<i64>,
}

/// Writes what the form decides, and shows the next.
pub async fn decide(State(app): State<Arc<App>>, Extension(reader): Extension<Reader>, Form(form): Form<Decided>) -> Answer {
    if form.action == "unsure" {
        return Ok(Redirect::to(&format!("/review?skip={}", form.skip.saturating_add(1))).into_response());
    }
    reader.may_decide(&form.csrf)?;
    let fields = [
        ("type", &form.event_type),
        ("source", &form.source),
        ("target", &form.target),
        ("date", &form.date),
        ("place", &form.place),
        ("status", &form.status),
    ];
    let changes =
        fields.into_iter().filter(|(_, value)| !value.trim().is_empty()).map(|(field, value)| format!("{field}={}", value.trim()));
    let is_undo = form.action == "revoke";
    let new = NewDecision {
        changes: if form.action == "change" { changes.collect() } else { Vec::new() },
        action: form.action,
        claim: Some(form.claim.clone()),
        events: Vec::new(),
        article: None,
        decision: form.decision,
        author: form.author.clone(),
        reason: form.reason,
    };
    let decision = make(&app, new).await?;
    let claim: String = url::form_urlencoded::byte_serialize(form.claim.as_bytes()).collect();
    let next = if is_undo { format!("/review?claim={claim}") } else { format!("/review?skip={}&last={decision}&was={claim}", form.skip) };
    let author: String = url::form_urlencoded::byte_serialize(form.author.trim().as_bytes()).collect();
    let cookie = format!("{AUTHOR}={author}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&next)).into_response())
}

#[derive(Template)]
#[template(path = "decisions.html")]
struct DecisionsPage {
    frame: Frame,
    decisions: Vec<Decision>,
    next: Option<i64>,
    is_later: bool,
}

/// What was decided, the latest first.
pub async fn decisions(State(app): State<Arc<App>>, frame: Frame, Asked(asked): Asked<Page>) -> Answer {
    let (limit, is_later) = (asked.limit.rows()?, asked.after.is_some());
    let (decisions, next) = app.pool.read(move |db| page(db, asked.after, limit)).await?;
    let title = frame.t("review.decisions").to_owned();
    let page = DecisionsPage { frame: frame.on("review", title, &[]), decisions, next, is_later };
    show(&page.frame, &page)
}

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    frame: Frame,
    view: Sources,
}

/// How feeds and outlets do.
pub async fn sources(State(app): State<Arc<App>>, frame: Frame) -> Answer {
    let view = app.pool.read(|db| view::sources(db, Timestamp::now())).await?;
    let title = frame.t("sources.title").to_owned();
    let page = SourcesPage { frame: frame.on("sources", title, &[]), view };
    show(&page.frame, &page)
}

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage {
    frame: Frame,
    feed: Feed,
}

/// How one feed does: its fetches, and what came on which day.
pub async fn source(State(app): State<Arc<App>>, frame: Frame, Named(feed): Named<i64>) -> Answer {
    let found = app.pool.read(move |db| view::source(db, feed, Timestamp::now())).await?;
    let feed = found.ok_or_else(|| Problem::not_found(format!("there is no feed {feed}")))?;
    let title = feed.title.clone().unwrap_or_else(|| feed.url.clone());
    let page = SourcePage { frame: frame.on("sources", title, &[]), feed };
    show(&page.frame, &page)
}

/// Which events are exported.
#[derive(Deserialize)]
pub struct Exported {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "exports.html")]
struct ExportsPage {
    frame: Frame,
    q: String,
    formats: Vec<String>,
    tables: Vec<&'static str>,
}

/// What can be taken away, in which shape.
pub async fn exports(frame: Frame, Asked(asked): Asked<Exported>) -> Answer {
    let streams = |format: &&ExportFormat| !matches!(format, ExportFormat::Parquet | ExportFormat::Package);
    let name = |format: &ExportFormat| format.to_possible_value().map(|value| value.get_name().to_owned());
    let formats = ExportFormat::value_variants().iter().filter(streams).filter_map(name).collect();
    let title = frame.t("exports.title").to_owned();
    let page = ExportsPage { frame: frame.on("exports", title, &[]), q: asked.q, formats, tables: crate::export::table_names() };
    show(&page.frame, &page)
}
