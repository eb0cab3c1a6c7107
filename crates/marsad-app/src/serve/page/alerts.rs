//! What escalates, by rules that somebody made: a page, its form, and a feed of what fired.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use jiff::Timestamp;
use serde::Deserialize;

use super::{Answer, Frame, show};
use crate::serve::access::Reader;
use crate::serve::api::{Form, NewAlert, ruled};
use crate::serve::problem::Problem;
use crate::serve::state::App;
use crate::store::alert::Towards;
use crate::view::{self, Alert, Alerts};

#[derive(Template)]
#[template(path = "alerts.html")]
struct Page {
    frame: Frame,
    view: Alerts,
}

/// All rules, how they stand, and when they fired.
pub async fn alerts(State(app): State<Arc<App>>, frame: Frame) -> Answer {
    let names = app.names;
    let view = app.pool.read(move |db| view::alerts(db, names, Timestamp::now(), true)).await?;
    let title = frame.t("alerts.title").to_owned();
    let page = Page { frame: frame.on("alerts", title, &[]), view };
    show(&page.frame, &page)
}

/// What a form does with a rule.
#[derive(Deserialize)]
pub struct Done {
    csrf: String,
    action: String,
    alert: Option<i64>,
    #[serde(default)]
    q: String,
    window: Option<i64>,
    baseline: Option<i64>,
    towards: Option<Towards>,
    points: Option<f64>,
    until: Option<String>,
}

/// Does it, and shows the rule.
pub async fn act(State(app): State<Arc<App>>, Extension(reader): Extension<Reader>, Form(form): Form<Done>) -> Answer {
    reader.may_decide(&form.csrf)?;
    let is_gone = form.action == "remove";
    let new = NewAlert {
        action: form.action,
        alert: form.alert,
        query: form.q,
        window_days: form.window,
        baseline_days: form.baseline,
        towards: form.towards,
        points: form.points,
        until: form.until,
    };
    let alert = ruled(&app, new).await?;
    Ok(Redirect::to(&if is_gone { "/alerts".to_owned() } else { format!("/alerts#a{alert}") }).into_response())
}

#[derive(Template)]
#[template(path = "alerts.xml")]
struct Feed {
    frame: Frame,
    view: Alerts,
    updated: String,
}

/// What fired and is told, as Atom: an entry for each time, which stays the same while it goes on.
pub async fn feed(State(app): State<Arc<App>>, frame: Frame) -> Answer {
    let names = app.names;
    let view = app.pool.read(move |db| view::alerts(db, names, Timestamp::now(), true)).await?;
    let firings = view.alerts.iter().flat_map(|alert| &alert.firings).filter(|firing| firing.told);
    let days = firings.map(|firing| format!("{}T00:00:00Z", firing.from));
    let updated = days.chain(view.alerts.iter().map(|alert| alert.made.clone())).max().unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned());
    let feed = Feed { frame, view, updated };
    let xml = feed.render().map_err(|error| {
        tracing::error!(%error, "a feed could not be made");
        Problem::broken()
    })?;
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response())
}

/// What names a time at which a rule fired for ever; of the feed with no time.
fn urn(alert: Option<&Alert>, from: &str) -> String {
    let rule = alert.map(|alert| {
        let numbers = format!("{} {} {}", alert.window_days, alert.baseline_days, alert.points);
        format!("{} {} {numbers} {} {}", alert.alert, alert.query, alert.towards.name(), alert.made)
    });
    crate::export::urn(&format!("alert:{}:{from}", rule.unwrap_or_default()))
}
