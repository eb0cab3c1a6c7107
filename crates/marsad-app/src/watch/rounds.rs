//! Who is visited when, and what becomes of what is told?
//!
//! In: the list of feeds, what threads tell. Out: feeds that are due, to threads that have nothing to do, one for a site at a time; articles and fetches
//! in the file, a transaction whenever nothing more is waiting. It neither asks nor codes ([`super::visit`] does).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::keep::{self, Became};
use super::visit::{Shared, Told, sites_of};
use crate::batch::Batches;
use crate::ingest::{self, number};
use crate::report::Reporter;
use crate::store::Result;
use crate::store::article::{Outcome, key};
use crate::store::feed::{self, Feed};

/// How often the list is looked at: other programs may change it.
const LOOK: Duration = Duration::from_secs(5);
/// How often texts are let go whose time is over.
const LET_GO: Duration = Duration::from_secs(3_600);
/// How long visits may go on when the watch is to end.
const GRACE: Duration = Duration::from_secs(5);

/// A watch that goes on.
pub struct Watch {
    batches: Batches,
    shared: Arc<Shared>,
    jobs: Sender<Feed>,
    n_jobs: usize,
    once: bool,
    reporter: Reporter,
    /// Visits on their way, with the sites they hold and what became of their items.
    visits: BTreeMap<i64, (Feed, Vec<String>, Became)>,
    /// Feeds that were visited, where each is visited once.
    done: BTreeSet<i64>,
}

impl Watch {
    /// A watch that begins, with `n_jobs` threads at the other end of `jobs`.
    pub fn new(batches: Batches, shared: Arc<Shared>, jobs: Sender<Feed>, n_jobs: usize, once: bool) -> Self {
        let reporter = Reporter::new(["article", "claim"], false, None);
        Self { batches, shared, jobs, n_jobs, once, reporter, visits: BTreeMap::new(), done: BTreeSet::new() }
    }

    /// Goes on until it is told to end, or every feed that was due was visited.
    ///
    /// # Errors
    /// When the observatory cannot be read or written.
    pub fn run(mut self, told: &Receiver<Told>) -> Result<()> {
        let mut stopped: Option<Instant> = None;
        let mut next = None;
        let mut looks = true;
        let mut looked = Instant::now();
        let mut let_go = Instant::now();
        loop {
            if self.shared.stop.load(Ordering::SeqCst) {
                stopped.get_or_insert_with(Instant::now);
            } else if looks || looked.elapsed() >= LOOK {
                // Also while a long feed keeps this thread busy.
                looked = Instant::now();
                next = self.hand_out()?;
            }
            let is_over = stopped.is_some() || self.once;
            if self.visits.is_empty() && is_over || stopped.is_some_and(|at| at.elapsed() > GRACE) {
                break;
            }
            let wait = match (stopped, next) {
                (Some(_), _) => GRACE,
                (None, Some(due)) if self.visits.is_empty() => LOOK.min(due),
                _ => LOOK,
            };
            let mut first = match told.recv_timeout(wait) {
                Ok(first) => Some(first),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            looks = first.is_none();
            let is_any = first.is_some();
            while let Some(one) = first.take() {
                looks |= self.take(one)?;
                first = if looked.elapsed() < LOOK { told.try_recv().ok() } else { None };
            }
            // Nothing waits for the network with the file locked.
            if is_any {
                self.batches.keep(false)?;
            }
            if let_go.elapsed() >= LET_GO {
                let_go = Instant::now();
                ingest::let_go(&self.batches, &self.reporter)?;
            }
        }
        self.batches.keep(true)?;
        ingest::let_go(&self.batches, &self.reporter)?;
        self.reporter.summary();
        Ok(())
    }

    /// Gives feeds that are due to threads that have nothing to do; how long until the next is due.
    fn hand_out(&mut self) -> Result<Option<Duration>> {
        let now = Timestamp::now();
        let mut next: Option<Timestamp> = None;
        let mut feeds = feed::all(&self.batches.observatory.db)?;
        // Who waits longest comes first.
        feeds.sort_by_key(|feed| feed.not_before);
        for feed in feeds {
            if feed.paused || self.visits.contains_key(&feed.feed) || self.once && self.done.contains(&feed.feed) {
                continue;
            }
            if let Some(due) = feed.not_before.filter(|due| *due > now) {
                next = Some(next.map_or(due, |next| next.min(due)));
                continue;
            }
            let sites = sites_of(&feed);
            if self.visits.len() < self.n_jobs && self.shared.sites.take(&sites) {
                self.done.insert(feed.feed);
                self.visits.insert(feed.feed, (feed.clone(), sites, Became::default()));
                // The threads live as long as this does.
                let _ = self.jobs.send(feed);
            }
        }
        Ok(next.and_then(|next| next.duration_since(now).try_into().ok()))
    }

    /// Keeps what a thread tells; whether it has nothing to do now.
    fn take(&mut self, told: Told) -> Result<bool> {
        match told {
            Told::Stop => Ok(false),
            Told::Item(feed, coded, page) => {
                self.item(feed, *coded, page)?;
                Ok(false)
            }
            Told::Left(row) => {
                if let Some((feed, sites, _)) = self.visits.remove(&row) {
                    self.shared.sites.leave(&sites);
                    if !self.shared.stop.load(Ordering::SeqCst) && self.is_listed(row)? {
                        let line = self.batches.add(|db, _, _| keep::keep_mistake(db, &feed, Timestamp::now()))?;
                        self.reporter.note(&line);
                    }
                }
                Ok(true)
            }
            Told::Done(visit) => {
                let Some((_, sites, became)) = self.visits.remove(&visit.feed.feed) else { return Ok(true) };
                self.shared.sites.leave(&sites);
                let known = &self.shared.sites;
                if self.is_listed(visit.feed.feed)? {
                    let line = self.batches.add(|db, _, _| keep::keep(db, &visit, became, known))?;
                    self.reporter.note(&line);
                }
                Ok(true)
            }
        }
    }

    /// Whether a feed was not removed meanwhile.
    fn is_listed(&self, row: i64) -> Result<bool> {
        Ok(feed::all(&self.batches.observatory.db)?.iter().any(|feed| feed.feed == row))
    }

    /// Keeps what became of an item.
    fn item(&mut self, feed: i64, mut coded: ingest::Coded, page: Option<u64>) -> Result<()> {
        let mut numbers = Vec::new();
        let mut paged = None;
        if let Some(incoming) = &coded.incoming {
            let article = &incoming.article;
            numbers.push(number(article));
            numbers.extend(page);
            let key = key(article);
            match page {
                Some(item) => paged = Some((key, item)),
                // The short text of an item does not replace that of its page.
                None if feed::is_paged(&self.batches.observatory.db, &key)? => {
                    coded.incoming = None;
                    coded.is_known = true;
                }
                None => {}
            }
        }
        let outcome = ingest::keep(coded, &mut self.batches, &mut self.reporter)?;
        if let Some((key, item)) = paged.filter(|_| outcome.is_some_and(|outcome| outcome != Outcome::Refused)) {
            self.batches.add(|db, _, _| feed::note_page(db, &key, item))?;
        }
        if let Some((_, _, became)) = self.visits.get_mut(&feed) {
            became.n_new += i64::from(outcome == Some(Outcome::New));
            became.n_changed += i64::from(outcome == Some(Outcome::Changed));
        }
        self.shared.settings.known.write().unwrap_or_else(PoisonError::into_inner).extend(numbers);
        Ok(())
    }
}
