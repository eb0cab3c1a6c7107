//! What is asked over the API: the views of the pages, as JSON.
//!
//! Every function is a route; its first line is its description, its parameters and answers are in the description of the API.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use clap::ValueEnum;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ask::{Asked, Limit, Named};
use crate::cli::{ExportFormat, Statuses};
use crate::export::Wanted;
use crate::query::{self, parse};
use crate::serve::problem::Problem;
use crate::serve::state::App;
use crate::view::article::{ArticleView, Marks};
use crate::view::claim::ClaimView;
use crate::view::event::{EventPage, EventView};
use crate::view::{self, *};

/// What a route answers.
pub type Answer<T> = Result<Json<T>, Problem>;

/// A list by a query.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct List {
    /// Filters and words: `actor:iraq type:CONSULT from:2024-10`; everything where it is empty.
    #[serde(default)]
    #[param(max_length = 2000, required = false)]
    q: String,
    /// `next` of the page before.
    after: Option<String>,
    /// Rows of a page, 1 to 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// A query alone.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ByQuery {
    /// Filters and words; everything where it is empty.
    #[serde(default)]
    #[param(max_length = 2000, required = false)]
    pub q: String,
}

/// A query by time.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ByTime {
    /// Filters and words; everything where it is empty.
    #[serde(default)]
    #[param(max_length = 2000, required = false)]
    q: String,
    /// `day`, `week` or `month`; by the length of time where nothing is asked.
    step: Option<Step>,
}

/// What the archive holds, what moved, what waits.
#[utoipa::path(get, path = "/overview", responses((status = 200, body = Overview), (status = "default", response = Problem)))]
pub async fn overview(State(app): State<Arc<App>>) -> Answer<Overview> {
    let names = app.names;
    app.pool.read(move |db| view::overview(db, names, Timestamp::now())).await.map(Json)
}

/// Events that fulfil a query, the latest first.
#[utoipa::path(get, path = "/events", params(List), responses((status = 200, body = EventPage), (status = "default", response = Problem)))]
pub async fn events(State(app): State<Arc<App>>, Asked(asked): Asked<List>) -> Answer<EventPage> {
    let (names, lang, limit) = (app.names, app.lang, asked.limit.rows()?);
    let read = move |db: &rusqlite::Connection| {
        let query = parse(&asked.q, db, lang)?;
        view::event::event_page(db, names, &query, asked.after.as_deref(), limit)
    };
    app.pool.read(read).await.map(Json)
}

/// As it was when.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AsItWas {
    /// A day (its end) or a time, RFC 3339: the event as it was then, as far as that is kept (`as_of`); `changed` of an event names its present state.
    at: Option<String>,
}

/// An event with its claims, what they differ on, figures and revisions.
#[utoipa::path(get, path = "/events/{id}", params(("id" = String, Path, description = "Id of an event"), AsItWas),
    responses((status = 200, body = EventView), (status = "default", response = Problem)))]
pub async fn event(State(app): State<Arc<App>>, Named(id): Named<String>, Asked(asked): Asked<AsItWas>) -> Answer<EventView> {
    let (names, event) = (app.names, id.clone());
    let at = asked.at.filter(|at| !at.is_empty());
    let found = app.pool.read(move |db| match at {
        Some(at) => view::event::event_at(db, names, &event, &at),
        None => view::event::event(db, names, &event),
    });
    found.await?.map(Json).ok_or_else(|| Problem::not_found(format!("no event has the id {id}, or it was not there at that time")))
}

/// A claim in a list.
#[derive(Serialize, ToSchema)]
pub struct ClaimLine {
    /// The claim.
    claim: ClaimView,
    /// Id of its article.
    article: String,
    /// Who published it.
    outlet: Option<String>,
}

/// Claims that were found.
#[derive(Serialize, ToSchema)]
pub struct ClaimsFound {
    /// The latest first; all of an event on one page.
    claims: Vec<ClaimLine>,
    /// What to give as `after` for the next page; null at the end.
    next: Option<String>,
}

/// Claims that fulfil a query by themselves, the latest first.
#[utoipa::path(get, path = "/claims", params(List), responses((status = 200, body = ClaimsFound), (status = "default", response = Problem)))]
pub async fn claims(State(app): State<Arc<App>>, Asked(asked): Asked<List>) -> Answer<ClaimsFound> {
    let (names, lang, limit) = (app.names, app.lang, asked.limit.rows()?);
    let read = move |db: &rusqlite::Connection| {
        let (found, next) = query::claims(db, &parse(&asked.q, db, lang)?, query::cursor(asked.after.as_deref())?, limit)?;
        let line = |(stored, article, outlet): query::ClaimFound| ClaimLine { claim: ClaimView::of(&stored, names), article, outlet };
        Ok(ClaimsFound { claims: found.into_iter().map(line).collect(), next: next.as_ref().map(query::next) })
    };
    app.pool.read(read).await.map(Json)
}

/// Articles that were found.
#[derive(Serialize, ToSchema)]
pub struct ArticlesFound {
    /// The best match first where words are asked for, else the latest. With words or filters the first 1,000 can be paged through.
    #[schema(value_type = Vec<Object>)]
    articles: Vec<query::Found>,
    /// More match than were ranked: these are the latest.
    more: bool,
    /// What to give as `after` for the next page; null at the end.
    next: Option<String>,
}

/// Articles by words and filters.
#[utoipa::path(get, path = "/articles", params(List), responses((status = 200, body = ArticlesFound), (status = "default", response = Problem)))]
pub async fn articles(State(app): State<Arc<App>>, Asked(asked): Asked<List>) -> Answer<ArticlesFound> {
    let (lang, limit) = (app.lang, asked.limit.rows()?);
    let read = move |db: &rusqlite::Connection| {
        let page = query::articles(db, &parse(&asked.q, db, lang)?, asked.after.as_deref(), limit, lang)?;
        Ok(ArticlesFound { articles: page.found, more: page.more, next: page.next })
    };
    app.pool.read(read).await.map(Json)
}

/// An article with its claims and copies.
#[utoipa::path(get, path = "/articles/{id}", params(("id" = String, Path, description = "Id of an article")),
    responses((status = 200, body = ArticleView), (status = "default", response = Problem)))]
pub async fn article(State(app): State<Arc<App>>, Named(id): Named<String>) -> Answer<ArticleView> {
    let (names, asked) = (app.names, id.clone());
    let found = app.pool.read(move |db| view::article::article(db, names, &asked)).await?;
    found.map(Json).ok_or_else(|| Problem::not_found(format!("no article has the id {id}")))
}

/// Marks over the letters of an article, each with what it rests on.
#[utoipa::path(get, path = "/articles/{id}/marks", params(("id" = String, Path, description = "Id of an article")),
    responses((status = 200, body = Marks), (status = "default", response = Problem)))]
pub async fn article_marks(State(app): State<Arc<App>>, Named(id): Named<String>) -> Answer<Marks> {
    let (names, lang, asked) = (app.names, app.lang, id.clone());
    let found = app.pool.read(move |db| view::article::marks(db, lang, names, &asked)).await?;
    found.map(Json).ok_or_else(|| Problem::not_found(format!("no article has the id {id}")))
}

/// By what the events of a query can be narrowed.
#[utoipa::path(get, path = "/facets", params(ByQuery), responses((status = 200, body = Facets), (status = "default", response = Problem)))]
pub async fn facets(State(app): State<Arc<App>>, Asked(asked): Asked<ByQuery>) -> Answer<Facets> {
    let (names, lang) = (app.names, app.lang);
    app.pool.read(move |db| view::facets(db, names, &parse(&asked.q, db, lang)?)).await.map(Json)
}

/// Events of a query by time, with what the archive saw meanwhile.
#[utoipa::path(get, path = "/timeline", params(ByTime), responses((status = 200, body = Timeline), (status = "default", response = Problem)))]
pub async fn timeline(State(app): State<Arc<App>>, Asked(asked): Asked<ByTime>) -> Answer<Timeline> {
    let lang = app.lang;
    app.pool.read(move |db| view::timeline(db, &parse(&asked.q, db, lang)?, asked.step)).await.map(Json)
}

/// How feeds and outlets do.
#[utoipa::path(get, path = "/sources", responses((status = 200, body = Sources), (status = "default", response = Problem)))]
pub async fn sources(State(app): State<Arc<App>>) -> Answer<Sources> {
    app.pool.read(|db| view::sources(db, Timestamp::now())).await.map(Json)
}

/// A part of the queue.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Waiting {
    /// Claims to pass over.
    #[serde(default)]
    #[param(required = false)]
    skip: usize,
    /// Rows of a page, 1 to 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// Claims that wait for a decision, those first for which it matters most.
#[utoipa::path(get, path = "/review", params(Waiting), responses((status = 200, body = Queue), (status = "default", response = Problem)))]
pub async fn review(State(app): State<Arc<App>>, Asked(asked): Asked<Waiting>) -> Answer<Queue> {
    let limit = asked.limit.rows()?;
    app.pool.read(move |db| view::queue(db, asked.skip, limit)).await.map(Json)
}

/// What is exported.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Exported {
    /// Filters and words; everything where it is empty.
    #[serde(default)]
    #[param(max_length = 2000, required = false)]
    q: String,
    /// As of `marsad export`, but for those that are folders; of csv one table.
    format: String,
    /// Which table of csv; `events` where nothing is asked.
    table: Option<String>,
    /// `actual` or `all`; usual for the format where nothing is asked.
    status: Option<String>,
    /// Words of a quote, at most 25.
    #[param(maximum = 25)]
    quote_words: Option<usize>,
}

/// All events of a query in the format of others, as they are read.
#[utoipa::path(get, path = "/export", params(Exported),
    responses((status = 200, description = "A file", content_type = "application/octet-stream"), (status = "default", response = Problem)))]
pub async fn export(State(app): State<Arc<App>>, Asked(asked): Asked<Exported>) -> Result<Response, Problem> {
    let format = ExportFormat::from_str(&asked.format, false).map_err(|_| {
        let names: Vec<_> = ExportFormat::value_variants()
            .iter()
            .filter_map(ValueEnum::to_possible_value)
            .map(|value| value.get_name().to_owned())
            .collect();
        Problem::wrong(format!("{:?} is no format; formats are {}", asked.format, names.join(", ")))
    })?;
    let statuses =
        asked.status.map(|status| Statuses::from_str(&status, false).map_err(|_| Problem::wrong("status is actual or all"))).transpose()?;
    let n_words = asked.quote_words.unwrap_or(25);
    if n_words > 25 {
        return Err(Problem::wrong("a quote has at most 25 words here"));
    }
    let table = asked.table.unwrap_or_else(|| "events".to_owned());
    let wanted = Wanted { query: asked.q, format, table, statuses, n_words };
    crate::serve::export::begin(app.path.clone(), app.lang, wanted).await
}
