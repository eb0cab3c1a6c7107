//! The API: what the pages show, as JSON, and decisions.
//!
//! In: `GET /api/v1/events?q=actor:iran`. Out: JSON; lists a page at a time with `next`, errors in one shape ([`Problem`]). Its description is made from
//! this code: `/api/v1/openapi.json`. Other sites' pages may not read it (no CORS).
//!
//! `alerts` what escalates by rules · `ask` questions and their limits · `read` what is asked of events and articles, `world` of actors, pairs and places · `write` what is decided.

mod alerts;
mod ask;
mod read;
mod world;
mod write;

use std::sync::Arc;

use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::problem::Problem;
use super::state::App;

pub use alerts::{NewAlert, ruled};
pub use ask::{Asked, Form, Limit, MAX_QUERY, Named, day};
pub use write::{NewDecision, Page, make};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Marsad",
        description = "What Arabic news is said to report: events, claims, articles, actors. What is reported is not confirmed; every claim has its sentence and who says so. Reading takes a token where the server is told so; deciding always does."
    ),
    servers((url = "/api/v1")),
    components(schemas(Problem), responses(Problem))
)]
struct Description;

fn parts() -> (Router<Arc<App>>, OpenApi) {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(read::overview))
        .routes(routes!(read::events))
        .routes(routes!(read::event))
        .routes(routes!(read::claims))
        .routes(routes!(read::articles))
        .routes(routes!(read::article))
        .routes(routes!(read::article_marks))
        .routes(routes!(read::facets))
        .routes(routes!(read::timeline))
        .routes(routes!(world::actors))
        .routes(routes!(world::actor))
        .routes(routes!(world::statements))
        .routes(routes!(world::who))
        .routes(routes!(world::dyads))
        .routes(routes!(world::dyad))
        .routes(routes!(world::network))
        .routes(routes!(world::map))
        .routes(routes!(read::sources))
        .routes(routes!(read::review))
        .routes(routes!(read::export))
        .routes(routes!(write::decisions, write::decide))
        .routes(routes!(alerts::alerts, alerts::act))
        .split_for_parts()
}

/// The routes of the API.
pub fn routes() -> Router<Arc<App>> {
    let (router, description) = parts();
    router.route("/openapi.json", get(move || async move { Json(description) }))
}
