//! Entering with the token, and leaving.
//!
//! In: the token, from a form or from the address that `marsad serve` printed. Out: a session, and the overview; the address with the token is left at once, so
//! that it stays in no history of pages.

use std::net::SocketAddr;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Answer, Frame, show};
use crate::serve::access::{Reader, session};
use crate::serve::api::{Asked, Form};
use crate::serve::problem::Problem;
use crate::serve::state::App;

/// What is given to enter.
#[derive(Deserialize)]
pub struct Token {
    token: Option<String>,
}

/// What a form that changes nothing but the session carries.
#[derive(Deserialize)]
pub struct Leaving {
    csrf: String,
}

#[derive(Template)]
#[template(path = "enter.html")]
struct Page {
    frame: Frame,
    why: Option<String>,
}

/// Asks for the token, or takes it from the address.
pub async fn ask(
    State(app): State<Arc<App>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    frame: Frame,
    Asked(asked): Asked<Token>,
) -> Answer {
    match asked.token {
        Some(token) => taken(&app, &token, from, frame),
        None => page(frame, None),
    }
}

/// Takes the token of the form.
pub async fn enter(
    State(app): State<Arc<App>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    frame: Frame,
    Form(form): Form<Token>,
) -> Answer {
    taken(&app, &form.token.unwrap_or_default(), from, frame)
}

fn taken(app: &App, token: &str, from: SocketAddr, frame: Frame) -> Answer {
    match app.access.enter(token, from.ip()) {
        Ok(cookie) => Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()),
        Err(problem) if problem.status == StatusCode::UNAUTHORIZED.as_u16() => {
            let mut response = page(frame, Some(problem.detail))?;
            *response.status_mut() = StatusCode::UNAUTHORIZED;
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

fn page(frame: Frame, why: Option<String>) -> Answer {
    let title = frame.t("enter.title").to_owned();
    let page = Page { frame: frame.on("", title, &[]), why };
    show(&page.frame, &page)
}

/// Ends the session.
pub async fn leave(
    State(app): State<Arc<App>>,
    Extension(reader): Extension<Reader>,
    headers: HeaderMap,
    Form(form): Form<Leaving>,
) -> Result<Response, Problem> {
    reader.may_decide(&form.csrf)?;
    let cookie = app.access.leave(session(&headers).as_deref());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}
