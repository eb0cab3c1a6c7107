//! What stays of a visit: its row in `fetches`, when the feed is asked next, and what is known of its sites.
//!
//! In: a [`Visit`], and what became of its items. Out: rows, in the caller's transaction and after those of the items: a process killed in between asks
//! again and finds them known. One line for whoever looks on.

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::sites::Sites;
use super::visit::{Got, Visit};
use crate::fetch::Failure;
use crate::store::Result;
use crate::store::feed::{self, Feed, Fetch, stamp};
use crate::store::health::{FAILED, READ, REFUSED, UNCHANGED, UNREADABLE, WAITING, failures};

/// The longest that a feed which fails is left alone.
const MAX_WAIT: SignedDuration = SignedDuration::from_hours(24);
/// How long at least one whose failure does not pass by itself.
const WAIT_FOR_GOOD: SignedDuration = SignedDuration::from_hours(6);

/// What became of the items of a visit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Became {
    /// New articles.
    pub n_new: i64,
    /// Articles with another text than before.
    pub n_changed: i64,
}

/// Keeps what a visit found.
///
/// # Errors
/// When it cannot be written.
pub fn keep(db: &Connection, visit: &Visit, became: Became, sites: &Sites) -> Result<String> {
    let mut feed = visit.feed.clone();
    let mut fetch = Fetch { feed: feed.feed, url: visit.url.clone(), at: stamp(visit.at), ..Fetch::default() };
    match &visit.result {
        Ok(got) => took(&mut feed, &mut fetch, got, became),
        Err(failure) => failed(&mut fetch, failure),
    }
    if visit.result.is_ok() {
        moved(db, &mut feed, visit.moved.as_deref(), &mut fetch)?;
    }
    feed::note(db, &fetch)?;
    feed.not_before = Some(next(db, &feed, visit, fetch.outcome)?);
    feed::save(db, &feed)?;
    for site in &visit.touched {
        if let Some(host) = sites.host(site) {
            feed::save_host(db, site, &host)?;
        }
    }
    Ok(line(&visit.feed.url, &fetch))
}

/// Keeps that a visit was broken off by a mistake of the program.
///
/// # Errors
/// When it cannot be written.
pub fn keep_mistake(db: &Connection, feed: &Feed, now: Timestamp) -> Result<String> {
    let message = Some("the program failed on this feed; please report it with the feed's address".to_owned());
    let fetch = Fetch { feed: feed.feed, url: feed.url.clone(), at: stamp(now), outcome: FAILED, message, ..Fetch::default() };
    feed::note(db, &fetch)?;
    feed::save(db, &Feed { not_before: Some(now + WAIT_FOR_GOOD), ..feed.clone() })?;
    Ok(line(&feed.url, &fetch))
}

/// A feed that answered.
fn took(feed: &mut Feed, fetch: &mut Fetch, got: &Got, became: Became) {
    let [n_items, n_undated, n_empty] = got.counts;
    fetch.status = Some(got.status);
    fetch.bytes = got.bytes;
    fetch.counts = [n_items, became.n_new, became.n_changed, n_undated, n_empty];
    fetch.outcome = match got.status {
        304 => UNCHANGED,
        _ if got.n_read > 0 => READ,
        _ => UNREADABLE,
    };
    let mut messages: Vec<String> = Vec::new();
    if fetch.outcome == UNREADABLE {
        messages.extend(got.why.clone());
    } else if got.n_broken > 0 {
        messages.push(format!("{} items could not be read; the first: {}", got.n_broken, got.why.as_deref().unwrap_or_default()));
    }
    if got.n_pageless > 0 {
        messages.push(format!("{} pages could not be fetched; the first: {}", got.n_pageless, got.why_page.as_deref().unwrap_or_default()));
    }
    if got.n_left > 0 {
        messages.push(format!("{} items wait for the next visit, so that not too many pages are asked for at once", got.n_left));
    }
    fetch.message = (!messages.is_empty()).then(|| messages.join(" · "));
    if feed.title.is_none() {
        feed.title.clone_from(&got.title);
    }
    feed.answered = Some(got.validators.url.clone());
    // What was not read to its end is asked for as a whole again.
    let is_whole = got.n_left == 0 && fetch.outcome != UNREADABLE;
    feed.etag = got.validators.etag.clone().filter(|_| is_whole);
    feed.modified = got.validators.last_modified.clone().filter(|_| is_whole);
}

/// A feed that gave nothing.
fn failed(fetch: &mut Fetch, failure: &Failure) {
    fetch.outcome = match failure {
        Failure::NotYet { .. } | Failure::Busy { .. } => WAITING,
        Failure::Disallowed { .. } | Failure::Private { .. } | Failure::NoRobots { .. } => REFUSED,
        _ => FAILED,
    };
    fetch.status = match failure {
        Failure::Status(status) | Failure::Busy { status, .. } => Some(*status),
        _ => None,
    };
    fetch.message = Some(failure.to_string());
}

/// An address that moved for good is believed when it is told twice, in two fetches one after the other.
fn moved(db: &Connection, feed: &mut Feed, to: Option<&str>, fetch: &mut Fetch) -> Result<()> {
    let before = feed.moved.take();
    let Some(to) = to.filter(|to| *to != feed.url) else { return Ok(()) };
    let message = if before.as_deref() != Some(to) {
        feed.moved = Some(to.to_owned());
        format!("moved for good to {to}, it says; the address is changed when it says so again")
    } else if feed::is_listed(db, to)? {
        feed.moved = Some(to.to_owned());
        format!("moved for good to {to}, which is listed too; remove this one")
    } else {
        let from = std::mem::replace(&mut feed.url, to.to_owned());
        format!("moved for good from {from}, as it said twice; the address was changed")
    };
    fetch.message = Some(fetch.message.take().map_or(message.clone(), |other| format!("{message} · {other}")));
    Ok(())
}

/// When the feed is asked next: later with each failure, and never before its site lets it.
fn next(db: &Connection, feed: &Feed, visit: &Visit, outcome: &str) -> Result<Timestamp> {
    let every = SignedDuration::from_mins(feed.every_minutes.clamp(1, 60 * 24 * 7));
    let mut wait = every;
    if matches!(outcome, FAILED | REFUSED | UNREADABLE) {
        let n_doublings = u32::try_from(failures(db, feed.feed)?.0.clamp(1, 12) - 1).unwrap_or(0);
        wait = every.saturating_mul(1 << n_doublings).min(MAX_WAIT.max(every));
        if visit.result.as_ref().is_err_and(|failure| !failure.may_pass()) {
            wait = wait.max(WAIT_FOR_GOOD);
        }
    }
    let asked = match &visit.result {
        Err(Failure::NotYet { until, .. } | Failure::Busy { until, .. } | Failure::NoRobots { until, .. }) => Some(*until),
        _ => visit.not_before,
    };
    // A feed that only had to wait for its site is due when that may be asked.
    if let Err(Failure::NotYet { until, .. }) = &visit.result {
        return Ok(*until);
    }
    Ok(asked.map_or(visit.at + wait, |asked| asked.max(visit.at + wait)))
}

fn line(url: &str, fetch: &Fetch) -> String {
    let [n_items, n_new, n_changed, ..] = fetch.counts;
    let told = match fetch.outcome {
        READ => format!("{n_items} items, {n_new} new, {n_changed} changed"),
        UNCHANGED => "unchanged".to_owned(),
        other => other.to_owned(),
    };
    let message = fetch.message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
    format!("{} {url} {told}{message}", fetch.at)
}
