//! How is a feed shown: what is the matter with it, in words and as JSON.
//!
//! In: [`Feed`], [`Health`]. Out: lines. What is not known is said not to be known, and in JSON `null`: no number stands where nobody could count.

use serde_json::json;

use crate::store::feed::Feed;
use crate::store::health::{Health, State};

/// A feed for a reader: Latin labels and names on lines of their own.
pub fn lines(feed: &Feed, health: &Health) -> String {
    let mut lines = format!("{}\n", feed.url);
    for name in [&feed.outlet, &feed.title].into_iter().flatten() {
        lines.push_str(&format!("  {name}\n"));
    }
    lines.push_str(&format!("  {}\n", state(health)));
    if let Some((at, outcome, status, message)) = &health.last {
        let status = status.map(|status| format!(" (status {status})")).unwrap_or_default();
        lines.push_str(&format!("  last fetch {at}: {outcome}{status}\n"));
        if let Some(message) = message.as_ref().filter(|_| health.state != State::Failing) {
            lines.push_str(&format!("  {message}\n"));
        }
        let success = health.last_success.as_ref().map_or("never".to_owned(), Clone::clone);
        lines.push_str(&format!("  last success {success}\n"));
        let seen = health.seen.map_or("not read today".to_owned(), |seen| format!("{seen} new today"));
        let usual =
            health.expected.map_or("what is usual is not known yet".to_owned(), |expected| format!("{expected:.1} usual on this weekday"));
        lines.push_str(&format!("  {seen}, {usual}\n"));
    }
    if let Some([n_items, n_undated, n_empty]) = health.items {
        lines.push_str(&format!("  {n_items} items when last read, {n_undated} without a date, {n_empty} without text\n"));
    }
    lines
}

/// What is the matter, in words.
fn state(health: &Health) -> String {
    let since = health.since.as_deref().unwrap_or("an unknown time");
    match health.state {
        State::Paused => "paused".to_owned(),
        State::New => "not asked yet".to_owned(),
        State::Failing => {
            let message = health.last.as_ref().and_then(|last| last.3.as_deref()).unwrap_or("no reason is known");
            format!("failing since {since}, {} in a row: {message}", health.n_failures)
        }
        State::Waiting => format!("waiting since {since}: its site asked for it"),
        State::Unasked => format!("not asked since {since}: whether it has anything new is not known"),
        State::Silent => {
            format!("silent since {since}: it answers, {:.1} new items were to be expected and none came", health.missing.unwrap_or(0.0))
        }
        State::Working => "working".to_owned(),
    }
}

/// A feed as one line of JSON.
pub fn object(feed: &Feed, health: &Health) -> String {
    let last = health.last.as_ref();
    let [n_items, n_undated, n_empty] = health.items.map_or([None; 3], |items| items.map(Some));
    let object = json!({
        "url": feed.url,
        "title": feed.title,
        "outlet": feed.outlet,
        "site": feed.site,
        "language": feed.language,
        "country": feed.country,
        "every_minutes": feed.every_minutes,
        "paused": feed.paused,
        "added": feed.added,
        "moved": feed.moved,
        "not_before": feed.not_before.map(crate::store::feed::stamp),
        "state": health.state.name(),
        "since": health.since,
        "last_fetch": last.map(|last| &last.0),
        "last_outcome": last.map(|last| &last.1),
        "last_status": last.and_then(|last| last.2),
        "message": last.and_then(|last| last.3.as_ref()),
        "last_success": health.last_success,
        "last_new": health.last_new,
        "failures": health.n_failures,
        "seen_today": health.seen,
        "expected_today": health.expected,
        "expected_by_weekday": health.week,
        "missing": health.missing,
        "items": n_items,
        "undated": n_undated,
        "empty": n_empty,
    });
    format!("{object}\n")
}
