//! Answers that a reader has already.
//!
//! In: an answer. Out: the same with an `ETag` over its bytes, or `304` where the reader's copy is still true. Streams are let through: nobody waits for their end.
//! So are answers to HEAD, whose bytes are gone already.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};

/// Answers up to this size get one.
const MAX_BYTES: u64 = 8 << 20;

/// Adds an `ETag`, and answers `304` where nothing changed.
pub async fn answer(request: Request, next: Next) -> Response {
    let is_read = *request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let is_whole = axum::body::HttpBody::size_hint(response.body()).exact().is_some_and(|size| size <= MAX_BYTES);
    if !is_read || response.status() != StatusCode::OK || !is_whole || response.headers().contains_key(header::SET_COOKIE) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let hash: String = Sha256::digest(&bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    // Weak: the same answer packed and not packed has the same tag.
    let Ok(tag) = HeaderValue::from_str(&format!("W/\"{hash}\"")) else { return Response::from_parts(parts, Body::from(bytes)) };
    let same = known.is_some_and(|known| is_known(&known, &tag));
    parts.headers.insert(header::ETAG, tag);
    if same {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Whether a reader has the answer with this tag, by the tags that he tells in `If-None-Match`.
#[must_use]
pub fn is_known(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else { return false };
    known.split(',').any(|one| bare(one) == bare(tag))
}
