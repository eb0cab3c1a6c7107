//! Answers that were made already and are still true.
//!
//! In: a request of somebody without a session. Out: the answer that was made for the same address, language, ground, digits and packing, where nothing was written to the archive since;
//! else a new one, which is kept. So a page that many open costs its reading and packing once for each state of the archive, and nobody is told what no longer holds.
//!
//! `/map` opened by two hundred readers at once: one reads the archive, the others wait for its bytes. Kept are whole answers (those with an `ETag`) without cookies, packed as they are sent, up
//! to 32 MiB in all and 30 seconds each, for states of feeds change with the time alone. What carries a secret of a session is never kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use rustc_hash::FxHashMap;

use super::access::Reader;
use super::etag::is_known;
use super::state::App;
use super::wish::Wish;

/// Bytes of all kept answers together, and of one, at most.
const MAX_BYTES: usize = 32 << 20;
const MAX_ONE: usize = 1 << 20;
/// Answers that are made at once, as many as there are connections.
const MAX_LANES: usize = 1_024;
/// How long an answer is kept.
const FRESH: Duration = Duration::from_secs(30);
/// What is not kept: what differs by more than address and wish, or costs nothing to make.
const EXCEPT: [&str; 6] = ["/assets/", "/metrics", "/enter", "/leave", "/review", "/api/v1/export"];

/// Answers of one state of the archive.
#[derive(Default)]
pub struct Kept {
    version: i64,
    n_bytes: usize,
    answers: FxHashMap<String, (Instant, Whole)>,
    /// Of answers that are being made.
    lanes: FxHashMap<String, Lane>,
}

/// An answer: its head and its bytes as they are sent.
type Whole = (HeaderMap, Bytes);
/// Locked by whoever makes an answer, who leaves it there for those who wait. All of them asked before it was done and in one state of the archive, so it is true for each,
/// even where somebody wrote meanwhile.
type Lane = Arc<tokio::sync::Mutex<Option<Whole>>>;

/// Gives a kept answer, or makes one.
pub async fn answer(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let Some(key) = key(&request) else { return next.run(request).await };
    let Ok(version) = app.pool.version() else { return next.run(request).await };
    let (parts, body) = request.into_parts();
    let key = format!("{key} {:?}", Wish::of(&parts));
    request = Request::from_parts(parts, body);
    // Whether the reader has it already is told of what is kept, so the answer itself is always made whole.
    let known = request.headers_mut().remove(header::IF_NONE_MATCH);
    if let Some(found) = kept(&app.kept, version).find(&key) {
        return told(known.as_ref(), found);
    }
    let lane = kept(&app.kept, version).lane(&key);
    let mut first = lane.try_lock().ok();
    if first.is_none()
        && let Some(made) = lane.lock().await.clone()
    {
        return told(known.as_ref(), made);
    }
    // Whoever waited for an answer that is not kept makes his own: nobody waits twice.
    let response = next.run(request).await;
    let is_whole = response.headers().contains_key(header::ETAG);
    if response.status() != StatusCode::OK || !is_whole || response.headers().contains_key(header::SET_COOKIE) {
        kept(&app.kept, version).leave(&key, version);
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(header::TRANSFER_ENCODING);
    let made = (parts.headers, bytes);
    kept(&app.kept, version).put(key, &made, version);
    if let Some(left) = first.as_deref_mut() {
        *left = Some(made.clone());
    }
    told(known.as_ref(), made)
}

/// An answer, or that the reader has it already.
fn told(known: Option<&HeaderValue>, (mut head, body): Whole) -> Response {
    if known.zip(head.get(header::ETAG)).is_some_and(|(known, tag)| is_known(known, tag)) {
        [header::CONTENT_LENGTH, header::CONTENT_ENCODING].iter().for_each(|name| drop(head.remove(name)));
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    (head, Body::from(body)).into_response()
}

/// By what an answer is kept besides the reader's wish; `None` where it is not.
fn key(request: &Request) -> Option<String> {
    let reader = request.extensions().get::<Reader>()?;
    let address = request.uri().path_and_query()?.as_str();
    let is_kept = request.method() == Method::GET && reader.csrf.is_empty() && !EXCEPT.iter().any(|path| address.starts_with(path));
    let packing = request.headers().get(header::ACCEPT_ENCODING).and_then(|packing| packing.to_str().ok()).unwrap_or("");
    is_kept.then(|| format!("{} {packing} {address}", reader.may_decide))
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
    fn find(&self, key: &str) -> Option<Whole> {
        self.answers.get(key).filter(|(at, _)| at.elapsed() < FRESH).map(|(_, whole)| whole.clone())
    }

    /// The lane is for those who asked so far; who comes later finds the answer, or begins another.
    fn leave(&mut self, key: &str, version: i64) {
        if self.version == version {
            self.lanes.remove(key);
        }
    }

    fn lane(&mut self, key: &str) -> Lane {
        // Those of readers who went before they had an answer.
        if self.lanes.len() >= MAX_LANES {
            self.lanes.retain(|_, lane| Arc::strong_count(lane) > 1);
        }
        Arc::clone(self.lanes.entry(key.to_owned()).or_default())
    }

    fn put(&mut self, key: String, made: &Whole, version: i64) {
        let (_, body) = made;
        self.leave(&key, version);
        // Begun before somebody wrote: the answer may be of either state.
        if body.len() > MAX_ONE || self.version != version {
            return;
        }
        if self.n_bytes + body.len() > MAX_BYTES {
            (self.n_bytes, self.answers) = (0, FxHashMap::default());
        }
        self.n_bytes += body.len() + key.len();
        if let Some((_, (_, old))) = self.answers.insert(key, (Instant::now(), made.clone())) {
            self.n_bytes = self.n_bytes.saturating_sub(old.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(body: Vec<u8>) -> Whole {
        (HeaderMap::new(), Bytes::from(body))
    }

    #[test]
    fn what_was_written_since_is_not_kept() {
        let all = Mutex::new(Kept::default());
        kept(&all, 1).put("a".to_owned(), &made(b"{}".to_vec()), 1);
        assert!(kept(&all, 1).answers.contains_key("a"));
        assert!(!kept(&all, 2).answers.contains_key("a"), "a new state begins with nothing");
        kept(&all, 1).put("b".to_owned(), &made(b"{}".to_vec()), 1);
        assert!(kept(&all, 2).answers.is_empty(), "an answer that was begun before does not come back");
    }

    #[test]
    fn one_makes_an_answer_and_the_others_wait() {
        let all = Mutex::new(Kept::default());
        let one = kept(&all, 1).lane("a");
        let other = kept(&all, 1).lane("a");
        let mut first = one.try_lock().unwrap();
        assert!(other.try_lock().is_err() && kept(&all, 1).lane("b").try_lock().is_ok());
        kept(&all, 1).put("a".to_owned(), &made(b"{}".to_vec()), 1);
        *first = kept(&all, 1).find("a");
        assert!(first.is_some());
        drop(first);
        assert!(other.try_lock().is_ok_and(|left| left.is_some()));
        // A lane of what was is not that of what is.
        let old = kept(&all, 2).lane("a");
        let new = kept(&all, 3).lane("a");
        let _first = old.try_lock().unwrap();
        kept(&all, 2).leave("a", 2);
        assert!(new.try_lock().is_ok() && kept(&all, 3).lanes.contains_key("a"));
        (0..2 * MAX_LANES).for_each(|at| drop(kept(&all, 3).lane(&at.to_string())));
        assert!(kept(&all, 3).lanes.len() <= MAX_LANES, "readers who went leave nothing");
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let all = Mutex::new(Kept::default());
        for at in 0..100 {
            kept(&all, 1).put(at.to_string(), &made(vec![0; 1 << 20]), 1);
        }
        let kept = kept(&all, 1);
        assert!(kept.n_bytes <= MAX_BYTES + 100 && kept.answers.len() <= 32 && kept.answers.contains_key("99"));
    }
}
