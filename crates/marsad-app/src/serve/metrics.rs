//! How much is asked, how long it takes, how large the archive is: for Prometheus.
//!
//! In: requests. Out: `/metrics`, and a line of log for each request. What somebody looked for is in neither: an address is counted by its route
//! (`/events/{id}`) and logged without its question.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use super::problem::Problem;
use super::state::App;

/// Counts of this process.
pub struct Metrics {
    registry: Registry,
    requests: Family<Asked, Counter>,
    seconds: Family<Route, Histogram>,
    rows: Family<Table, Gauge<i64, std::sync::atomic::AtomicI64>>,
    /// Decisions written.
    pub decisions: Counter<u64, AtomicU64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Table {
    table: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("marsad");
        let requests = Family::default();
        // 1 ms to 8 s.
        let seconds = Family::new_with_constructor((|| Histogram::new(exponential_buckets(0.001, 2.0, 14))) as fn() -> Histogram);
        let (rows, decisions) = (Family::default(), Counter::default());
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register("http_request_seconds", "Time until an answer began", seconds.clone());
        registry.register("rows", "Rows of the archive", rows.clone());
        registry.register("decisions", "Decisions written by this process", decisions.clone());
        Self { registry, requests, seconds, rows, decisions }
    }
}

/// The route of the counts.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/metrics", get(show))
}

async fn show(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    const TABLES: [&str; 3] = ["articles", "claims", "events"];
    // The largest row number: counting a million rows at every scrape would cost more than the figure is worth.
    let counts = app
        .pool
        .read(|db| {
            TABLES
                .iter()
                .map(|table| Ok(db.query_row(&format!("SELECT coalesce(max(rowid), 0) FROM {table}"), [], |row| row.get(0))?))
                .collect()
        })
        .await?;
    let counts: Vec<i64> = counts;
    for (table, count) in TABLES.into_iter().zip(counts) {
        app.metrics.rows.get_or_create(&Table { table }).set(count);
    }
    let mut text = String::new();
    encode(&mut text, &app.metrics.registry).map_err(|_| Problem::broken())?;
    Ok(([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response())
}

/// Counts a request and writes its line of log.
pub async fn count(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    // Whoever invents methods shall not grow what is kept here.
    let known = [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS];
    let method = if known.contains(request.method()) { request.method().to_string() } else { "other".to_owned() };
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), began.elapsed());
    tracing::info!(%method, %route, status, ms = took.as_secs_f64() * 1e3, "request");
    app.metrics.seconds.get_or_create(&Route { route: route.clone() }).observe(took.as_secs_f64());
    app.metrics.requests.get_or_create(&Asked { method, route, status }).inc();
    response
}
