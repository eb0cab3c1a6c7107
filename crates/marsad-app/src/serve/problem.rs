//! What is answered where something is wrong: one shape for all errors.
//!
//! In: an error of the store, or that something is not there, not allowed, too much. Out: `application/problem+json` (RFC 9457) for the API, a page that says
//! the same for people. Details of this machine are in the log alone.

use std::any::Any;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{ToResponse, ToSchema};

use crate::store::Error;

/// What went wrong with a request.
#[derive(Clone, Debug, Serialize, ToSchema, ToResponse)]
#[response(description = "What went wrong, in words", content_type = "application/problem+json")]
pub struct Problem {
    /// What kind of problem: `not-found`, `wrong-request`, `not-allowed`, `too-many`, `too-large`, `busy`, `broken`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status of HTTP.
    pub status: u16,
    /// In words, with what to do.
    pub detail: String,
    /// Seconds to wait before trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, detail: impl Into<String>) -> Self {
        Self { kind, status: status.as_u16(), detail: detail.into(), retry_after: None }
    }

    /// There is no such thing.
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", what)
    }

    /// What was asked is not understood.
    pub fn wrong(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "wrong-request", why)
    }

    /// Nobody may do that without a token.
    pub fn no_token(why: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not-allowed", why)
    }

    /// More than is taken.
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "the request is larger than 64 KiB")
    }

    /// An address longer than is read.
    pub fn too_long(most: usize) -> Self {
        Self::new(StatusCode::URI_TOO_LONG, "too-large", format!("the address is longer than {most} bytes"))
    }

    /// The address does not take that.
    pub fn wrong_method(method: &str) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "wrong-request",
            format!("this address takes no {method}; /api/v1/openapi.json says what it takes"),
        )
    }

    /// This one may not.
    pub fn not_allowed(why: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "not-allowed", why)
    }

    /// Too often.
    pub fn too_many(why: impl Into<String>, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", why) }
    }

    /// More is being asked than can be answered.
    pub fn busy() -> Self {
        let why = "it took too long: narrow the question with a filter or days, or try again in a moment";
        Self { retry_after: Some(5), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", why) }
    }

    /// A mistake of the program.
    pub fn broken() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "broken", "a mistake of the program; its log says more")
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Asked(words) => Self::wrong(words),
            Error::Sql(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) => Self::busy(),
            error => {
                tracing::error!(%error, "the archive could not be read or written");
                let words = error.to_string();
                // What SQLite says is for the log; what to do is for everybody.
                let words = words.split(" (").next().unwrap_or_default().to_owned();
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", words)
            }
        }
    }
}

impl From<crate::export::Failure> for Problem {
    fn from(failure: crate::export::Failure) -> Self {
        match failure {
            crate::export::Failure::Store(error) => error.into(),
            crate::export::Failure::Output(error) => {
                tracing::debug!(%error, "an export ended early");
                Self::busy()
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // Pages show the same in their own shape.
        response.extensions_mut().insert(self);
        response
    }
}

/// The answer where the program panicked.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Problem::broken().into_response()
}
