//! What escalates, by rules that somebody made, over the API; and the rules themselves, by who has the token.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ask::{Body, MAX_QUERY, day};
use super::read::Answer;
use crate::cli::AlertAction;
use crate::serve::access::Reader;
use crate::serve::problem::Problem;
use crate::serve::state::App;
use crate::store::Observatory;
use crate::store::alert::Towards;
use crate::view::{self, Alerts};

/// What is done with a rule.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAlert {
    /// `add`, `mute`, `unmute`, `remove`.
    pub action: String,
    /// Number of the rule, for all but `add`.
    pub alert: Option<i64>,
    /// Of which events, for `add`: filters of the query language, without words and days.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub query: String,
    /// Days that are looked at, 1 to 92; 14 where nothing is told.
    #[schema(minimum = 1, maximum = 92)]
    pub window_days: Option<i64>,
    /// Days before them, 7 to 366; 84 where nothing is told.
    #[schema(minimum = 7, maximum = 366)]
    pub baseline_days: Option<i64>,
    /// In which direction the mean intensity has to move; `conflict` where nothing is told.
    pub towards: Option<Towards>,
    /// By how many points, 0.5 to 20; 2 where nothing is told.
    #[schema(minimum = 0.5, maximum = 20.0)]
    pub points: Option<f64>,
    /// Day until which nothing is told, ISO, for `mute`.
    pub until: Option<String>,
}

/// Which rule it was.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Ruled {
    /// Its number.
    alert: i64,
}

/// Rules, how they stand, and when they fired in half a year.
#[utoipa::path(get, path = "/alerts", responses((status = 200, body = Alerts), (status = "default", response = Problem)))]
pub async fn alerts(State(app): State<Arc<App>>) -> Answer<Alerts> {
    let names = app.names;
    app.pool.read(move |db| view::alerts(db, names, Timestamp::now(), true)).await.map(Json)
}

/// Makes, mutes or removes a rule. A browser's session sends the secret of its pages as `X-CSRF-Token`.
#[utoipa::path(post, path = "/alerts", request_body = NewAlert,
    responses((status = 201, body = Ruled), (status = "default", response = Problem)))]
pub async fn act(
    State(app): State<Arc<App>>,
    Extension(reader): Extension<Reader>,
    headers: HeaderMap,
    Body(new): Body<NewAlert>,
) -> Result<(StatusCode, Json<Ruled>), Problem> {
    let csrf = headers.get("x-csrf-token").and_then(|value| value.to_str().ok()).unwrap_or_default();
    reader.may_decide(csrf)?;
    ruled(&app, new).await.map(|alert| (StatusCode::CREATED, Json(Ruled { alert })))
}

/// Makes, mutes or removes a rule; one at a time.
pub async fn ruled(app: &Arc<App>, new: NewAlert) -> Result<i64, Problem> {
    let action = action(new)?;
    let _one = app.writing.lock().await;
    let (path, names) = (app.path.clone(), app.names);
    let done = tokio::task::spawn_blocking(move || {
        Observatory::open(&path).and_then(|observatory| crate::alerts::act(&observatory, &action, names))
    });
    let alert = done.await.map_err(|_| Problem::broken())??;
    app.recount();
    Ok(alert)
}

/// The action, with everything that it needs.
fn action(new: NewAlert) -> Result<AlertAction, Problem> {
    let alert = || new.alert.ok_or_else(|| Problem::wrong(format!("{} takes alert, the number of a rule", new.action)));
    if new.query.chars().count() > MAX_QUERY || new.query.chars().any(char::is_control) {
        return Err(Problem::wrong(format!("query is plain text of at most {MAX_QUERY} letters")));
    }
    Ok(match new.action.as_str() {
        "add" => AlertAction::Add {
            window: new.window_days.unwrap_or(14),
            baseline: new.baseline_days.unwrap_or(84),
            towards: new.towards.unwrap_or_default(),
            points: new.points.unwrap_or(2.0),
            query: new.query,
        },
        "mute" => {
            let until = new.until.as_deref().filter(|until| !until.is_empty()).ok_or_else(|| Problem::wrong("mute takes until, a day"))?;
            AlertAction::Mute { alert: alert()?, until: day(Some(until))? }
        }
        "unmute" => AlertAction::Unmute { alert: alert()? },
        "remove" => AlertAction::Remove { alert: alert()? },
        other => return Err(Problem::wrong(format!("{other:?} is no action; actions are add, mute, unmute, remove"))),
    })
}
