//! Questions: what an address, its parameters and a body say, within limits.
//!
//! In: a request. Out: typed values, or a [`Problem`] in words; axum's own refusals would be plain text of another shape.

use std::sync::Arc;

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::serve::problem::Problem;
use crate::serve::state::App;

/// Letters of a query, at most.
pub const MAX_QUERY: usize = 2_000;
/// Rows of a page, at most.
const MAX_ROWS: usize = 500;
/// Rows of a page where nothing is asked.
const ROWS: usize = 50;

/// Parameters of an address.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let asked = Query::<T>::from_request_parts(parts, app).await;
        asked.map(|Query(asked)| Self(asked)).map_err(|error: QueryRejection| Problem::wrong(error.body_text()))
    }
}

/// What an address names.
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<App>> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let named = Path::<T>::from_request_parts(parts, app).await;
        named.map(|Path(named)| Self(named)).map_err(|error: PathRejection| Problem::wrong(error.body_text()))
    }
}

/// A body of JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        let body = axum::Json::<T>::from_request(request, app).await;
        body.map(|axum::Json(body)| Self(body)).map_err(|error: JsonRejection| match error.status().as_u16() {
            413 => Problem::too_large(),
            _ => Problem::wrong(error.body_text()),
        })
    }
}

/// A form of a page.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        let body = axum::Form::<T>::from_request(request, app).await;
        body.map(|axum::Form(body)| Self(body)).map_err(|error| match error.status().as_u16() {
            413 => Problem::too_large(),
            _ => Problem::wrong(error.body_text()),
        })
    }
}

/// The day that is asked about; today where nothing is said.
///
/// # Errors
/// When it is no day.
pub fn day(text: Option<&str>) -> Result<jiff::civil::Date, Problem> {
    match text.filter(|text| !text.is_empty()) {
        None => Ok(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()),
        Some(text) => text.parse().map_err(|_| Problem::wrong(format!("{text} is no day; write 2024-11-10"))),
    }
}

/// How many rows are asked for.
pub trait Limit {
    /// Within what is allowed.
    fn rows(self) -> Result<usize, Problem>;
}

impl Limit for Option<usize> {
    fn rows(self) -> Result<usize, Problem> {
        match self.unwrap_or(ROWS) {
            n @ 1..=MAX_ROWS => Ok(n),
            n => Err(Problem::wrong(format!("limit is {n}; it may be 1 to {MAX_ROWS}: ask page by page, or export"))),
        }
    }
}
