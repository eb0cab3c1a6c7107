//! Answers that were made already and are still true.
//!
//! In: a request of somebody without a session. Out: the answer that was made for the same address, language, ground and digits, where nothing was written to the archive since;
//! else a new one, which is kept. So a page that many open costs its reading once for each state of the archive, and nobody is told what no longer holds.
//!
//! `/map` opened by two hundred readers while nobody writes: one reads the archive, the others have its bytes. Kept are whole answers without cookies, up to 32 MiB in all and
//! 30 seconds each, for states of feeds change with the time alone. What carries a secret of a session is never kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use rustc_hash::FxHashMap;

use super::access::Reader;
use super::state::App;
use super::wish::Wish;

/// Bytes of all kept answers together, and of one, at most.
const MAX_BYTES: usize = 32 << 20;
const MAX_ONE: u64 = 1 << 20;
/// How long an answer is kept.
const FRESH: Duration = Duration::from_secs(30);
/// What is not kept: what differs by more than address and wish, or costs nothing to make.
const EXCEPT: [&str; 6] = ["/assets/", "/metrics", "/enter", "/leave", "/review", "/api/v1/export"];

/// Answers of one state of the archive.
#[derive(Default)]
pub struct Kept {
    version: i64,
    n_bytes: usize,
    answers: FxHashMap<String, (Instant, HeaderMap, Bytes)>,
}

/// Gives a kept answer, or makes one.
pub async fn answer(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let Some(key) = key(&request) else { return next.run(request).await };
    let Ok(version) = app.pool.version().await else { return next.run(request).await };
    let (parts, body) = request.into_parts();
    let key = format!("{key} {:?}", Wish::of(&parts));
    let found = kept(&app.kept, version)
        .answers
        .get(&key)
        .filter(|(at, ..)| at.elapsed() < FRESH)
        .map(|(_, head, body)| (head.clone(), body.clone()));
    if let Some((head, body)) = found {
        return (head, Body::from(body)).into_response();
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    let is_whole = axum::body::HttpBody::size_hint(response.body()).exact().is_some_and(|size| size <= MAX_ONE);
    if response.status() != StatusCode::OK || !is_whole || response.headers().contains_key(header::SET_COOKIE) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    kept(&app.kept, version).put(key, &parts.headers, &bytes, version);
    Response::from_parts(parts, Body::from(bytes))
}

/// By what an answer is kept besides the reader's wish; `None` where it is not.
fn key(request: &Request) -> Option<String> {
    let reader = request.extensions().get::<Reader>()?;
    let address = request.uri().path_and_query()?.as_str();
    let is_kept = request.method() == Method::GET && reader.csrf.is_empty() && !EXCEPT.iter().any(|path| address.starts_with(path));
    is_kept.then(|| format!("{} {address}", reader.may_decide))
}

/// What is kept of a state of the archive; what was kept of an earlier one goes.
fn kept(all: &Mutex<Kept>, version: i64) -> MutexGuard<'_, Kept> {
    let mut kept = all.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.version < version {
        *kept = Kept { version, ..Kept::default() };
    }
    kept
}

impl Kept {
    fn put(&mut self, key: String, head: &HeaderMap, body: &Bytes, version: i64) {
        // Made before somebody wrote: the answer may be of either state.
        if self.version != version {
            return;
        }
        if self.n_bytes + body.len() > MAX_BYTES {
            (self.n_bytes, self.answers) = (0, FxHashMap::default());
        }
        self.n_bytes += body.len() + key.len();
        if let Some((.., old)) = self.answers.insert(key, (Instant::now(), head.clone(), body.clone())) {
            self.n_bytes = self.n_bytes.saturating_sub(old.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_since_is_not_kept() {
        let all = Mutex::new(Kept::default());
        let body = Bytes::from_static(b"{}");
        kept(&all, 1).put("a".to_owned(), &HeaderMap::new(), &body, 1);
        assert!(kept(&all, 1).answers.contains_key("a"));
        assert!(!kept(&all, 2).answers.contains_key("a"), "a new state begins with nothing");
        kept(&all, 1).put("b".to_owned(), &HeaderMap::new(), &body, 1);
        assert!(kept(&all, 2).answers.is_empty(), "an answer that was begun before does not come back");
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let all = Mutex::new(Kept::default());
        let body = Bytes::from(vec![0; 1 << 20]);
        for at in 0..100 {
            kept(&all, 1).put(at.to_string(), &HeaderMap::new(), &body, 1);
        }
        let kept = kept(&all, 1);
        assert!(kept.n_bytes <= MAX_BYTES + 100 && kept.answers.len() <= 32 && kept.answers.contains_key("99"));
    }
}
