//! What is asked about the world as reported: actors, what they said, pairs, the network, the map.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ask::{Asked, Limit, Named, day};
use super::read::{Answer, ByQuery};
use crate::query::parse;
use crate::serve::problem::Problem;
use crate::serve::state::App;
use crate::view::{self, ActorPage, Actors, Dyad, Dyads, Map, Network, NetworkAsked, Statements, Step};

/// A list without a query.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// `next` of the page before.
    after: Option<String>,
    /// Rows of a page, 1 to 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// The latest days of which pairs are ranked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Within {
    /// First day, ISO.
    from: Option<String>,
    /// Last day, ISO.
    to: Option<String>,
    /// Rows, 1 to 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// Days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Between {
    /// First day, ISO.
    from: Option<String>,
    /// Last day, ISO.
    to: Option<String>,
    /// `day`, `week` or `month`; by the length of time where nothing is asked.
    step: Option<Step>,
}

/// Who acts in the archive.
#[utoipa::path(get, path = "/actors", params(("q" = Option<String>, Query, description = "Words of a name, in either script")),
    responses((status = 200, body = Actors), (status = "default", response = Problem)))]
pub async fn actors(State(app): State<Arc<App>>, Asked(asked): Asked<ByQuery>) -> Answer<Actors> {
    let names = app.names;
    app.pool.read(move |db| view::actors(db, names, &asked.q)).await.map(Json)
}

/// A day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OnDay {
    /// ISO; today where nothing is asked.
    on: Option<String>,
}

/// An actor: names, dated roles, with whom it acts, latest events.
#[utoipa::path(get, path = "/actors/{id}", params(("id" = String, Path, description = "Code of a country or organisation, or id"), OnDay),
    responses((status = 200, body = ActorPage), (status = "default", response = Problem)))]
pub async fn actor(State(app): State<Arc<App>>, Named(id): Named<String>, Asked(asked): Asked<OnDay>) -> Answer<ActorPage> {
    let (names, name, on) = (app.names, id.clone(), day(asked.on.as_deref())?);
    let found = app.pool.read(move |db| view::actor(db, names, &name, on)).await?;
    found.map(Json).ok_or_else(|| Problem::not_found(format!("nobody here has the id {id}")))
}

/// What an actor said, the latest first.
#[utoipa::path(get, path = "/actors/{id}/statements", params(("id" = String, Path, description = "Code of a country or organisation, or id"), Page),
    responses((status = 200, body = Statements), (status = "default", response = Problem)))]
pub async fn statements(State(app): State<Arc<App>>, Named(id): Named<String>, Asked(asked): Asked<Page>) -> Answer<Statements> {
    let (names, name, limit) = (app.names, id.clone(), asked.limit.rows()?);
    let found = app.pool.read(move |db| view::statements(db, names, &name, asked.after.as_deref(), limit)).await?;
    found.map(Json).ok_or_else(|| Problem::not_found(format!("nobody here has the id {id}")))
}

/// A question about an office.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Who {
    /// An office with its country or body, or a person, as Arabic news names it.
    #[param(max_length = 2000)]
    q: String,
    /// The day, ISO; today where nothing is asked.
    on: Option<String>,
}

/// Who held an office on a day, or what somebody held; unknown rather than a guess.
#[utoipa::path(get, path = "/who", params(Who), responses((status = 200, body = view::Answer), (status = "default", response = Problem)))]
pub async fn who(State(app): State<Arc<App>>, Asked(asked): Asked<Who>) -> Answer<view::Answer> {
    if asked.q.chars().count() > super::MAX_QUERY {
        return Err(Problem::wrong(format!("the question is longer than {} letters", super::MAX_QUERY)));
    }
    let (names, on) = (app.names, day(asked.on.as_deref())?);
    app.pool.read(move |_| Ok(view::who(names, &asked.q, on))).await.map(Json)
}

/// Pairs of actors that changed most.
#[utoipa::path(get, path = "/dyads", params(Within), responses((status = 200, body = Dyads), (status = "default", response = Problem)))]
pub async fn dyads(State(app): State<Arc<App>>, Asked(asked): Asked<Within>) -> Answer<Dyads> {
    let (names, limit) = (app.names, asked.limit.rows()?);
    app.pool.read(move |db| view::dyads(db, names, [asked.from.as_deref(), asked.to.as_deref()], limit)).await.map(Json)
}

/// Cooperation and conflict of a pair over time, in both directions.
#[utoipa::path(get, path = "/dyads/{source}/{target}",
    params(("source" = String, Path, description = "Code or id"), ("target" = String, Path, description = "Code or id"), Between),
    responses((status = 200, body = Dyad), (status = "default", response = Problem)))]
pub async fn dyad(
    State(app): State<Arc<App>>,
    Named((source, target)): Named<(String, String)>,
    Asked(asked): Asked<Between>,
) -> Answer<Dyad> {
    let (names, pair) = (app.names, [source.clone(), target.clone()]);
    let read = move |db: &rusqlite::Connection| {
        view::dyad(db, names, [&pair[0], &pair[1]], [asked.from.as_deref(), asked.to.as_deref()], asked.step)
    };
    app.pool
        .read(read)
        .await?
        .map(Json)
        .ok_or_else(|| Problem::not_found(format!("no pair of known actors has the ids {source} and {target}")))
}

/// A part of the network.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Around {
    /// Code or id of the actor in the middle; the whole network where nothing is asked.
    ego: Option<String>,
    /// Steps from it, 1 to 4.
    #[param(minimum = 1, maximum = 4)]
    hops: Option<u32>,
    /// Events that an edge has, at least.
    #[param(minimum = 1)]
    least: Option<i64>,
    /// First day, ISO.
    from: Option<String>,
    /// Last day, ISO.
    to: Option<String>,
}

/// Who acts towards whom.
#[utoipa::path(get, path = "/network", params(Around), responses((status = 200, body = Network), (status = "default", response = Problem)))]
pub async fn network(State(app): State<Arc<App>>, Asked(asked): Asked<Around>) -> Answer<Network> {
    let names = app.names;
    let read = move |db: &rusqlite::Connection| {
        let asked = NetworkAsked {
            ego: asked.ego.as_deref(),
            hops: asked.hops,
            least: asked.least,
            from: asked.from.as_deref(),
            to: asked.to.as_deref(),
        };
        view::network(db, names, &asked)
    };
    app.pool.read(read).await?.map(Json).ok_or_else(|| Problem::not_found("nobody here has the id of `ego`"))
}

/// Where events of a query are told to have happened.
#[utoipa::path(get, path = "/map", params(ByQuery), responses((status = 200, body = Map), (status = "default", response = Problem)))]
pub async fn map(State(app): State<Arc<App>>, Asked(asked): Asked<ByQuery>) -> Answer<Map> {
    let (names, lang) = (app.names, app.lang);
    app.pool.read(move |db| view::map(db, names, &parse(&asked.q, db, lang)?)).await.map(Json)
}
