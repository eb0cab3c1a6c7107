//! `marsad serve`: the console and its API over HTTP.
//!
//! In: an observatory, an address. Out: pages that people read (`page`), the same as JSON (`api`), what they decide written down (`decide`). One process
//! reads with several connections beside whoever writes the file.
//!
//! `wish` language, theme and digits of a reader · `texts` the words of the interface · `pool` connections that read · `state` what every request needs ·
//! `problem` the one shape of errors · `access` who may read and decide · `guard` what every answer carries and what is refused before it is read ·
//! `kept` answers that were made already · `etag` answers that a reader has already · `metrics` counts · `assets` styles and scripts · `stream` a connection with patience ·
//! `listen` connections, and a clean end.
//!
//! It answers on this machine only unless a token or `--public-read` says otherwise; it never opens a connection itself.

mod access;
mod api;
mod assets;
mod etag;
mod export;
mod guard;
mod kept;
mod listen;
mod metrics;
mod page;
mod pool;
mod problem;
mod state;
mod stream;
mod texts;
mod wish;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::cli::ServeArgs;
use crate::coding;
use crate::end::End;
use crate::store::Observatory;
use state::App;

/// Bytes of a request's body, at most: a decision with its reason is far smaller.
const MAX_BODY: usize = 64 * 1024;

/// Runs the command.
pub fn run(args: &ServeArgs) -> End {
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    // Opened once for writing, so that an archive of an earlier program is brought up before anybody reads.
    if let Err(error) = Observatory::open(&args.db) {
        if error.is_asked() {
            return crate::batch::failed(&args.db, &error);
        }
        tracing::debug!(%error, "only reading");
    }
    let app = match App::new(args, lang) {
        Ok(app) => Arc::new(app),
        Err(end) => return end,
    };
    listen::until_told(args, app)
}

/// All routes, with what guards them.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(page::routes(&app))
        .nest("/api/v1", api::routes())
        .merge(assets::routes())
        .merge(metrics::routes())
        .fallback(page::nothing_here)
        .method_not_allowed_fallback(page::not_so)
        .layer(from_fn(etag::answer))
        // The best would cost several times the making of the page, for a tenth fewer bytes.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn_with_state(Arc::clone(&app), kept::answer))
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(from_fn_with_state(Arc::clone(&app), access::check))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(from_fn_with_state(Arc::clone(&app), guard::check))
        .layer(from_fn_with_state(Arc::clone(&app), metrics::count))
        .with_state(app)
}
