//! What does one feed have now: asked, cut into items, and each item that is new read and coded.
//!
//! In: a [`Feed`], what is known of sites and articles. Out: [`Told`], item after item and then the end of the visit, so that a feed of any length costs the
//! memory of few items. It writes nothing ([`super::keep`] does), and runs on a thread of its own.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use super::page::fill;
use super::sites::Sites;
use crate::fetch::{Answer, Failure, Fetcher, Validators, site};
use crate::ingest::{Coded, Settings, code_prepared, number};
use crate::store::feed::Feed;
use marsad_read::trouble::Kind;
use marsad_read::work;
use marsad_read::{self as read, Form, Item};

/// Letters of a text that is short, so that its page is asked for.
const SHORT: usize = 600;
/// Pages that are asked for in one visit; the other items wait for the next.
const MAX_PAGES: usize = 20;

/// What all visits share.
pub struct Shared {
    /// Asks.
    pub fetcher: Fetcher,
    /// Sites.
    pub sites: Sites,
    /// How articles are coded, and which are there already.
    pub settings: Settings,
    /// Whether pages are asked for.
    pub articles: bool,
    /// Whether the watch is to end.
    pub stop: AtomicBool,
}

/// What a thread tells.
pub enum Told {
    /// What became of an item of a feed, and its number where its article has the text of its page.
    Item(i64, Box<Coded>, Option<u64>),
    /// A visit is over.
    Done(Box<Visit>),
    /// A visit was broken off, because the watch ends or by a mistake of the program.
    Left(i64),
    /// Somebody asks to end.
    Stop,
}

/// A visit that is over.
pub struct Visit {
    /// The feed as it was before.
    pub feed: Feed,
    /// When it was asked.
    pub at: Timestamp,
    /// What it gave, or why nothing.
    pub result: Result<Got, Failure>,
    /// The address that was asked last.
    pub url: String,
    /// Where it has moved for good.
    pub moved: Option<String>,
    /// Before this its site is not asked.
    pub not_before: Option<Timestamp>,
    /// Sites of which more is known.
    pub touched: Vec<String>,
}

/// What a feed gave.
#[derive(Default)]
pub struct Got {
    /// Status of the answer.
    pub status: u16,
    /// Bytes of the document.
    pub bytes: usize,
    /// By which it is asked whether it changed.
    pub validators: Validators,
    /// What the feed calls itself.
    pub title: Option<String>,
    /// Items; those without a date that is read; those without text.
    pub counts: [i64; 3],
    /// Items that were read.
    pub n_read: i64,
    /// Items that could not be read at all.
    pub n_broken: i64,
    /// Why the first of these could not.
    pub why: Option<String>,
    /// Pages that could not be fetched.
    pub n_pageless: i64,
    /// Why the first of these could not.
    pub why_page: Option<String>,
    /// Items that wait for the next visit.
    pub n_left: i64,
    n_pages: usize,
}

/// Sites that a visit asks, as far as that is known before.
pub fn sites_of(feed: &Feed) -> Vec<String> {
    let mut sites: Vec<String> = [Some(&feed.url), feed.answered.as_ref()].into_iter().flatten().filter_map(|url| site(url)).collect();
    sites.dedup();
    sites
}

/// Visits a feed.
pub fn visit(feed: Feed, shared: &Shared, tell: &mut dyn FnMut(Told) -> ControlFlow<()>) {
    let known = feed.answered.clone().map(|url| Validators { url, etag: feed.etag.clone(), last_modified: feed.modified.clone() });
    let mut hosts = shared.sites.hosts();
    let at = Timestamp::now();
    let outcome = shared.fetcher.fetch(&feed.url, known.as_ref(), &mut hosts);
    shared.sites.learn(hosts, &outcome.touched);
    let mut visit = Visit {
        at,
        result: Ok(Got::default()),
        url: outcome.url,
        moved: outcome.moved,
        not_before: outcome.not_before,
        touched: outcome.touched,
        feed,
    };
    match outcome.result {
        Err(failure) => visit.result = Err(failure),
        Ok(Answer::NotModified(validators)) => visit.result = Ok(Got { status: 304, validators, ..Got::default() }),
        Ok(Answer::Document(document)) => {
            let (bytes, validators) = (document.bytes.len(), document.validators.clone());
            let mut got = Got { status: document.status, bytes, validators, ..Got::default() };
            let flow = document.each(&mut |item| {
                // Somebody waits for the end. What is left is read next time, since the end of this visit is not told.
                if shared.stop.load(Ordering::Relaxed) {
                    return ControlFlow::Break(());
                }
                take(item, &mut visit, &mut got, shared, tell)
            });
            if flow.is_break() {
                let _ = tell(Told::Left(visit.feed.feed));
                return;
            }
            visit.result = Ok(got);
        }
    }
    let _ = tell(Told::Done(Box::new(visit)));
}

/// Takes one item.
fn take(item: Item, visit: &mut Visit, got: &mut Got, shared: &Shared, tell: &mut dyn FnMut(Told) -> ControlFlow<()>) -> ControlFlow<()> {
    let feed = visit.feed.feed;
    let raw = match item {
        Item::Trouble(trouble) => {
            if trouble.kind == Kind::Skipped {
                got.n_broken += 1;
                got.why.get_or_insert_with(|| format!("{}: {}", trouble.origin, trouble.message));
            }
            return tell(Told::Item(feed, Box::new(Coded { troubles: vec![trouble], ..Coded::default() }), None));
        }
        Item::Raw(raw) if matches!(raw.form, Form::Response(_)) => {
            got.why.get_or_insert_with(|| "this address gives a web page, not a feed; look on it for the feed's address".to_owned());
            return ControlFlow::Continue(());
        }
        Item::Raw(raw) => raw,
    };
    got.counts[0] += 1;
    let origin = raw.origin.clone();
    let message = "the program failed on this item; please report it with the feed's address";
    let prepared = work::caught(&origin, message, || read::prepare(raw, &shared.settings.defaults)).and_then(|prepared| prepared);
    let mut prepared = match prepared {
        Ok(prepared) => prepared,
        Err(trouble) => {
            got.n_broken += 1;
            got.counts[2] += 1;
            got.why.get_or_insert_with(|| format!("{}: {}", trouble.origin, trouble.message));
            return tell(Told::Item(feed, Box::new(Coded { troubles: vec![trouble], ..Coded::default() }), None));
        }
    };
    got.n_read += 1;
    let article = &mut prepared.article;
    article.url = article.url.take().map(|url| whole(url, &got.validators.url));
    got.counts[1] += i64::from(article.published.is_none());
    got.counts[2] += i64::from(article.body.trim().is_empty());
    if got.title.is_none() {
        got.title.clone_from(&article.outlet);
    }
    if visit.feed.outlet.is_some() {
        article.outlet.clone_from(&visit.feed.outlet);
    }
    let item = number(article);
    if shared.settings.knows(item) {
        return tell(Told::Item(feed, Box::new(Coded::known()), None));
    }
    let mut page = None;
    if shared.articles && article.url.is_some() && article.body.chars().count() < SHORT {
        if got.n_pages >= MAX_PAGES {
            got.n_left += 1;
            return ControlFlow::Continue(());
        }
        got.n_pages += 1;
        match fill(&mut prepared, visit, shared) {
            Ok(true) => page = Some(item),
            Ok(false) => {}
            Err(failure) => {
                got.n_pageless += 1;
                got.why_page.get_or_insert_with(|| failure.to_string());
            }
        }
    }
    let message = "the coder failed on this article; please report it with the article's text";
    let coded = work::caught(&origin, message, || code_prepared(prepared, &shared.settings));
    let coded = coded.unwrap_or_else(|trouble| Coded { troubles: vec![trouble], ..Coded::default() });
    tell(Told::Item(feed, Box::new(coded), page))
}

/// An address of an item, which may be written as it is seen from the feed.
fn whole(url: String, from: &str) -> String {
    match url::Url::parse(&url) {
        Err(url::ParseError::RelativeUrlWithoutBase) => url::Url::parse(from).and_then(|from| from.join(&url)).map_or(url, String::from),
        _ => url,
    }
}
