//! Styles and scripts of the console, from inside the program.
//!
//! In: `/assets/style.css`, `/assets/NAME.js`. Out: bytes. Scripts are what `make web` built in `web/dist/assets`; a program that was built without them serves pages
//! that read as well, without charts that move. A debug build reads the folders at run time.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;

use super::problem::Problem;
use super::state::App;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist/assets"]
#[allow_missing = true]
struct Built;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/style"]
#[allow_missing = true]
struct Styles;

/// Styles in the order in which they are laid over each other.
const ORDER: [&str; 8] = ["tokens.css", "base.css", "layout.css", "parts.css", "forms.css", "figures.css", "islands.css", "print.css"];

/// The routes of styles and scripts.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/assets/style.css", get(style)).route("/assets/{*path}", get(file))
}

/// Whether a script was built into the program.
pub fn is_built(name: &str) -> bool {
    Built::get(&format!("{name}.js")).is_some()
}

async fn style() -> Response {
    let sheets = ORDER.iter().filter_map(|name| Styles::get(name)).map(|sheet| String::from_utf8_lossy(&sheet.data).into_owned());
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], sheets.collect::<Vec<_>>().join("\n")).into_response()
}

async fn file(Path(path): Path<String>) -> Result<Response, Problem> {
    // A debug build reads a folder: nothing may lead out of it.
    let is_inside = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.')) && !path.contains(['\\', '\0']);
    let file = Some(&path)
        .filter(|_| is_inside)
        .and_then(|path| Built::get(path))
        .ok_or_else(|| Problem::not_found(format!("there is no {path} in this program")))?;
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let bytes = match file.data {
        Cow::Borrowed(bytes) => axum::body::Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    if path.starts_with("chunks/") {
        // Their names change with their content.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    }
    Ok(response)
}
