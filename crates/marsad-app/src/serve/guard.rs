//! What every answer carries, and what is refused before anybody reads it.
//!
//! In: a request. Out: an answer that a browser may not put in a frame, run foreign scripts in, or guess the type of. A name of this machine that nobody gave
//! is refused, so that a foreign site cannot have a browser here ask for it (DNS rebinding). Reads that take too long end.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::state::App;

/// How long an answer may take to begin.
const MAX_TIME: Duration = Duration::from_secs(30);
/// Bytes of an address, at most.
const MAX_ADDRESS: usize = 8 * 1024;
/// Methods that an address may take; every other is refused before it costs anything.
const METHODS: [Method; 4] = [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS];

/// What a browser is told with every answer.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; worker-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Refuses what may not be asked; adds what every answer carries.
pub async fn check(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = if request.uri().path_and_query().is_some_and(|whole| whole.as_str().len() > MAX_ADDRESS) {
        Problem::too_long(MAX_ADDRESS).into_response()
    } else if !METHODS.contains(request.method()) {
        Problem::wrong_method("such method").into_response()
    } else if length(&request).is_some_and(|length| length > super::MAX_BODY) {
        // A body that does not tell its length is counted while it comes.
        Problem::too_large().into_response()
    } else if is_known(&app, &request) {
        let answer = tokio::time::timeout(MAX_TIME, next.run(request));
        answer.await.unwrap_or_else(|_| Problem::busy().into_response())
    } else {
        Problem::not_allowed("this name is not one of this server: ask by its address, or start it with --host NAME").into_response()
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    // A page may be one person's: nobody in between keeps it.
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    response
}

/// Bytes that the request says its body has.
fn length(request: &Request) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}

/// Whether the request names this server.
fn is_known(app: &App, request: &Request) -> bool {
    let Some(host) = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    let is_address = name.parse::<std::net::IpAddr>().is_ok_and(|ip| !app.listen.ip().is_loopback() || ip.is_loopback());
    is_address || name == "localhost" || app.hosts.iter().any(|known| known.eq_ignore_ascii_case(&name))
}
