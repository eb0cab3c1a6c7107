//! What does the page of an item say?
//!
//! In: an item that was read, with its address. Out: the item with the text of its page, where that is longer. The page is asked for like a feed, when its
//! site is asked by no other thread.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::visit::{Shared, Visit, sites_of};
use crate::fetch::{Answer, Failure, site};
use marsad_read::trouble::{At, Origin};
use marsad_read::work;
use marsad_read::{self as read, Form, Item, Prepared};

/// How long a page waits for another thread to be done with its site.
const MAX_WAIT: Duration = Duration::from_secs(20);

/// Puts the text of the item's page in place of its own, where that is longer; whether it was.
///
/// # Errors
/// Why the page was not fetched.
pub fn fill(prepared: &mut Prepared, visit: &mut Visit, shared: &Shared) -> Result<bool, Failure> {
    let Some(url) = prepared.article.url.clone() else { return Ok(false) };
    let asked = site(&url).ok_or_else(|| Failure::Address(url.clone()))?;
    let others: Vec<String> = if sites_of(&visit.feed).contains(&asked) { Vec::new() } else { vec![asked] };
    let began = Instant::now();
    while !shared.sites.take(&others) {
        if began.elapsed() > MAX_WAIT || shared.stop.load(Ordering::Relaxed) {
            return Err(Failure::TimedOut { seconds: MAX_WAIT.as_secs() });
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let mut hosts = shared.sites.hosts();
    let outcome = shared.fetcher.fetch(&url, None, &mut hosts);
    shared.sites.learn(hosts, &outcome.touched);
    shared.sites.leave(&others);
    visit.touched.extend(outcome.touched);
    let Answer::Document(document) = outcome.result? else { return Ok(false) };
    let mut page = None;
    let origin = Origin { file: url.as_str().into(), place: At::Whole };
    let _ = document.each(&mut |item| {
        if let Item::Raw(raw) = item
            && matches!(raw.form, Form::Response(_))
        {
            page = work::caught(&origin, "", || read::prepare(raw, &shared.settings.defaults).ok()).ok().flatten();
        }
        ControlFlow::Break(())
    });
    let Some(page) = page.filter(|page: &Prepared| page.article.body.len() > prepared.article.body.len()) else { return Ok(false) };
    let article = &mut prepared.article;
    article.body = page.article.body;
    if article.published.is_none() {
        article.published = page.article.published;
    }
    prepared.notes.extend(page.notes);
    Ok(true)
}
