//! What is decided over the API: the same decisions as `marsad decide`, by who has the token.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ask::{Asked, Body, Limit};
use crate::cli::{Action, By, LanguageArgs};
use crate::decide::decided;
use crate::serve::access::Reader;
use crate::serve::problem::Problem;
use crate::serve::state::App;
use crate::store::Observatory;
use crate::store::decision::{Decision, page};

/// Letters of a reason or a name, at most.
const MAX_LETTERS: usize = 1_000;

/// A decision to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// `accept`, `reject`, `change`, `merge`, `split`, `takedown`, `revoke`.
    pub action: String,
    /// Id of a claim, for `accept`, `reject`, `change` and `split`.
    pub claim: Option<String>,
    /// Ids of two events, for `merge`.
    #[serde(default)]
    pub events: Vec<String>,
    /// Id or address of an article, for `takedown`.
    pub article: Option<String>,
    /// Number of a decision, for `revoke`.
    pub decision: Option<i64>,
    /// `FIELD=VALUE`, for `change`: `type=CONSULT/visit`, `source=iran`, `target=none`, `date=2024-11-10`, `place=cairo`, `status=denied`.
    #[serde(default)]
    pub changes: Vec<String>,
    /// Who decides.
    pub author: String,
    /// Why.
    pub reason: String,
}

/// What was written.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Made {
    /// Its number.
    pub decision: i64,
}

/// A page of decisions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// `next` of the page before.
    pub after: Option<i64>,
    /// Rows of a page, 1 to 500.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<usize>,
}

/// Decisions that were made.
#[derive(Serialize, ToSchema)]
pub struct DecisionsFound {
    /// The latest first; with what the coder now says where that is something else.
    #[schema(value_type = Vec<Object>)]
    decisions: Vec<Decision>,
    /// What to give as `after` for the next page; null at the end.
    next: Option<i64>,
}

/// Decisions, the latest first.
#[utoipa::path(get, path = "/decisions", params(Page), responses((status = 200, body = DecisionsFound), (status = "default", response = Problem)))]
pub async fn decisions(State(app): State<Arc<App>>, Asked(asked): Asked<Page>) -> Result<Json<DecisionsFound>, Problem> {
    let limit = asked.limit.rows()?;
    let (decisions, next) = app.pool.read(move |db| page(db, asked.after, limit)).await?;
    Ok(Json(DecisionsFound { decisions, next }))
}

/// Makes a decision. A browser's session sends the secret of its pages as `X-CSRF-Token`.
#[utoipa::path(post, path = "/decisions", request_body = NewDecision,
    responses((status = 201, body = Made), (status = "default", response = Problem)))]
pub async fn decide(
    State(app): State<Arc<App>>,
    Extension(reader): Extension<Reader>,
    headers: HeaderMap,
    Body(new): Body<NewDecision>,
) -> Result<(StatusCode, Json<Made>), Problem> {
    let csrf = headers.get("x-csrf-token").and_then(|value| value.to_str().ok()).unwrap_or_default();
    reader.may_decide(csrf)?;
    make(&app, new).await.map(|decision| (StatusCode::CREATED, Json(Made { decision })))
}

/// Makes a decision; one at a time.
pub async fn make(app: &Arc<App>, new: NewDecision) -> Result<i64, Problem> {
    let action = action(new)?;
    let _one = app.writing.lock().await;
    let (path, lang) = (app.path.clone(), app.lang);
    let made = tokio::task::spawn_blocking(move || Observatory::open(&path).and_then(|observatory| decided(observatory, &action, lang)));
    let decision = made.await.map_err(|_| Problem::broken())??;
    app.metrics.decisions.inc();
    Ok(decision)
}

/// The decision, with everything that it needs.
fn action(new: NewDecision) -> Result<Action, Problem> {
    let texts = [&new.author, &new.reason].into_iter().chain(&new.changes);
    for text in texts {
        if text.chars().count() > MAX_LETTERS || text.chars().any(|letter| letter.is_control() && letter != '\n') {
            return Err(Problem::wrong(format!("author, reason and changes are plain text of at most {MAX_LETTERS} letters")));
        }
    }
    let by = By { author: new.author.trim().to_owned(), reason: new.reason.trim().to_owned() };
    if by.author.is_empty() || by.reason.is_empty() {
        return Err(Problem::wrong("a decision has an author and a reason"));
    }
    let need = |what: Option<String>, name: &str| {
        what.filter(|id| !id.is_empty()).ok_or_else(|| Problem::wrong(format!("{} takes {name}", new.action)))
    };
    Ok(match new.action.as_str() {
        "accept" => Action::Accept { claim: need(new.claim, "claim")?, by },
        "reject" => Action::Reject { claim: need(new.claim, "claim")?, by },
        "split" => Action::Split { claim: need(new.claim, "claim")?, by },
        "change" if new.changes.is_empty() => return Err(Problem::wrong("change takes changes: FIELD=VALUE")),
        "change" => Action::Change { claim: need(new.claim, "claim")?, changes: new.changes, by, language: LanguageArgs::default() },
        "merge" => {
            let [event, other] = <[String; 2]>::try_from(new.events).map_err(|_| Problem::wrong("merge takes two events"))?;
            Action::Merge { event, other, by }
        }
        "takedown" => Action::Takedown { article: need(new.article, "article")?, by },
        "revoke" => Action::Revoke { decision: new.decision.ok_or_else(|| Problem::wrong("revoke takes decision"))?, by },
        other => {
            return Err(Problem::wrong(format!(
                "{other:?} is no action; actions are accept, reject, change, merge, split, takedown, revoke"
            )));
        }
    })
}
