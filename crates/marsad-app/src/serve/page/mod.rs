//! Pages: what people read, made on the server, whole without a script.
//!
//! In: an address. Out: HTML over the same views that the API answers with. Every state is an address; every list can be exported; every name that comes from
//! the archive is escaped and isolated, so that it neither runs nor turns the line around it.
//!
//! `alerts` what escalates by rules that somebody made · `frame` what stands around every page · `numbers` how numbers are written · `reading` events, articles, search · `world` actors, dyads, network, map, timeline · `desk` overview, review,
//! sources, exports · `door` entering and leaving.

mod alerts;
mod desk;
mod door;
mod frame;
mod numbers;
mod reading;
mod world;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use super::problem::Problem;
use super::state::App;
use crate::store::figure::{Figures, Given};
use crate::view::{Alert, DayOf};
pub use frame::{Counts, Frame};

/// Formats of an export that a menu offers, with their names.
const FORMATS: [(&str, &str); 7] = [
    ("csv", "CSV"),
    ("jsonl", "JSON Lines"),
    ("geojson", "GeoJSON"),
    ("gexf", "GEXF"),
    ("graphml", "GraphML"),
    ("ftm", "FollowTheMoney"),
    ("atom", "Atom"),
];

/// What a page answers.
type Answer = Result<Response, Problem>;

/// The routes of the pages.
pub fn routes(app: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/", get(desk::overview))
        .route("/search", get(reading::search))
        .route("/events", get(reading::events))
        .route("/events/{id}", get(reading::event))
        .route("/articles/{id}", get(reading::article))
        .route("/actors", get(world::actors))
        .route("/actors/{id}", get(world::actor))
        .route("/dyads", get(world::dyads))
        .route("/dyads/{source}/{target}", get(world::dyad))
        .route("/network", get(world::network))
        .route("/map", get(world::map))
        .route("/timeline", get(world::timeline))
        .route("/review", get(desk::review).post(desk::decide))
        .route("/decisions", get(desk::decisions))
        .route("/sources", get(desk::sources))
        .route("/sources/{feed}", get(desk::source))
        .route("/exports", get(desk::exports))
        .route("/alerts", get(alerts::alerts).post(alerts::act))
        .route("/alerts.atom", get(alerts::feed))
        .route("/enter", get(door::ask).post(door::enter))
        .route("/leave", axum::routing::post(door::leave))
        .layer(from_fn_with_state(Arc::clone(app), problems))
}

/// A page from its template.
fn show(frame: &Frame, template: &impl Template) -> Answer {
    let html = template.render().map_err(|error| {
        tracing::error!(%error, "a page could not be made");
        Problem::broken()
    })?;
    let mut response = Html(html).into_response();
    for cookie in &frame.wish.remember {
        if let Ok(cookie) = cookie.parse() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response.headers_mut().insert(header::VARY, header::HeaderValue::from_static("accept-language, cookie"));
    Ok(response)
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    problem: Problem,
}

/// Shows what went wrong as a page.
async fn problems(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let frame = Frame::of(&app, &parts).await;
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = response.extensions().get::<Problem>().cloned() else { return response };
    page_of(frame, problem)
}

fn page_of(mut frame: Frame, problem: Problem) -> Response {
    frame.title = frame.label("problem", problem.kind).to_owned();
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let retry = problem.retry_after;
    let page = ProblemPage { frame, problem };
    let mut response = (status, Html(page.render().unwrap_or_default())).into_response();
    if let Some(seconds) = retry {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The answer to an address that leads nowhere.
pub async fn nothing_here(State(app): State<Arc<App>>, request: Request) -> Response {
    let is_page = !request.uri().path().starts_with("/api/") && !request.uri().path().starts_with("/assets/");
    let problem = Problem::not_found("nothing has this address");
    let (parts, _) = request.into_parts();
    if is_page { page_of(Frame::of(&app, &parts).await, problem) } else { problem.into_response() }
}

/// The answer to a method that an address does not know.
pub async fn not_so(request: Request) -> Problem {
    Problem::wrong_method(request.method().as_str())
}

/// Of which layer a marked part of a sentence is.
fn mark_class(part: &str) -> &'static str {
    match part {
        "act" => "act",
        "source" | "target" => "actor",
        "time" => "time",
        "place" => "place",
        "figure" => "figure",
        _ => "speech",
    }
}

/// How a feed's state is shown.
fn state_class(state: &str) -> &'static str {
    match state {
        "working" => "badge-ok",
        "paused" => "badge-paused",
        "silent" | "waiting" | "new" => "badge-late",
        _ => "badge-failed",
    }
}

/// How the state of a rule is shown.
fn alert_class(alert: &Alert) -> &'static str {
    match alert.state {
        "fires" => "badge-failed",
        "calm" => "badge-ok",
        _ => "badge-late",
    }
}

/// How a day of a feed or an outlet is shown: as usual, or a gap.
fn strip_class(day: &DayOf) -> &'static str {
    let is_missing = day.seen.is_none() || day.expected.is_some_and(|expected| (day.seen.unwrap_or(0) as f64) < expected / 2.0);
    if is_missing { "strip-gap" } else { "strip-seen" }
}

/// Where on a ladder 400 wide, which begins at 10, a figure stands; `None` where it has no number.
fn rung(figures: &Figures, given: &Given) -> Option<i64> {
    let (low, high) = figures.low.zip(figures.high)?;
    let at = given.value.or(given.low).or(given.high)?;
    let share = if high > low { (at - low) / (high - low) } else { 0.5 };
    Some(10 + (share.clamp(0.0, 1.0) * 400.0) as i64)
}

/// The query of what is around somebody.
fn around(ego: &str) -> String {
    if ego.is_empty() { String::new() } else { format!("actor:{ego}") }
}

/// The query of what two do together.
fn both(one: &str, other: &str) -> String {
    format!("actor:{one} actor:{other}")
}

/// The query of what one does to the other.
fn directed(one: &str, other: &str) -> String {
    format!("source:{one} target:{other}")
}

/// The filter of some days.
fn days(from: &str, to: &str) -> String {
    format!("from:{from} to:{to}")
}

/// A filter with a value that may have spaces.
fn valued(filter: &str, value: &str) -> String {
    if value.contains(|letter: char| letter.is_whitespace() || letter == ',') {
        format!("{filter}:\"{value}\"")
    } else {
        format!("{filter}:{value}")
    }
}

/// The paragraphs of a text.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|paragraph| !paragraph.is_empty())
}
