//! `marsad watch`: an observatory that reads its feeds.
//!
//! In: the feeds that are listed and due. Out: their articles, coded and kept as `marsad ingest` does; what each fetch gave; what is known of sites.
//! One thread hands feeds out and writes; others ask, each one site at a time, and no site is asked by two: one that is slow holds back its own feeds
//! and no others. Everything of a visit is kept before its `ETag`, so a watch that is killed asks again and finds known what was kept.
//!
//! `visit` what one feed has now · `sites` which sites are being asked · `keep` what stays of a visit.

mod keep;
mod sites;
mod visit;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use crate::batch::{Batches, failed};
use crate::cli::WatchArgs;
use crate::end::End;
use crate::fetch::{Config, Fetcher};
use crate::ingest::{self, Settings, number};
use crate::read::Defaults;
use crate::report::{At, Origin, Reporter};
use crate::store::article::{Outcome, key, known, known_before};
use crate::store::feed::{self, Feed};
use crate::store::{Error, Observatory, Result};
use crate::{coding, work};
use keep::Became;
use sites::Sites;
use visit::{Shared, Told, sites_of};

/// How often the list is looked at: other programs may change it.
const LOOK: Duration = Duration::from_secs(5);
/// How long visits may go on when the watch is to end.
const GRACE: Duration = Duration::from_secs(5);
/// What may wait to be kept.
const MAX_TOLD: usize = 64;
/// Stack of a thread that reads pages, which nest deeply.
const STACK: usize = 64 << 20;

/// Runs the command.
pub fn run(args: WatchArgs) -> End {
    let db = args.db.clone();
    match prepare(args) {
        Ok(Ok((watch, stop))) => match watch.run(&stop) {
            Ok(()) => End::Done,
            Err(error) => failed(&db, &error),
        },
        Ok(Err(end)) => end,
        Err(error) => failed(&db, &error),
    }
}

/// Opens everything.
fn prepare(args: WatchArgs) -> Result<std::result::Result<(Watch, Receiver<Told>), End>> {
    let lang = coding::language(args.language.pack.as_deref(), &args.language.add).map_err(Error::Asked)?;
    let observatory = Observatory::open(&args.db)?;
    if feed::all(&observatory.db)?.is_empty() {
        return Ok(Err(End::Nothing(format!("no feed is listed; list one with `marsad feeds {} add URL`", args.db.display()))));
    }
    let Some(contact) = args.contact.clone().map_or_else(|| feed::contact(&observatory.db), |contact| Ok(Some(contact)))? else {
        let why = "say who asks with --contact, an address of mail or of the web: editors have to be able to tell, and to ask you to stop";
        return Ok(Err(End::Usage(format!("{why}; it is kept for the next time"))));
    };
    let config = Config {
        timeout: Duration::from_millis(args.timeout),
        max_bytes: args.max_bytes,
        interval: SignedDuration::from_millis(i64::try_from(args.interval).unwrap_or(i64::MAX)),
        allow_private: args.allow_private,
        ..Config::new(contact.clone())
    };
    let fetcher = Fetcher::new(config).map_err(Error::Asked)?;
    feed::keep_contact(&observatory.db, &contact)?;
    let mut numbers = known(&observatory.db)?;
    numbers.extend(known_before(&observatory.db)?);
    numbers.extend(feed::paged(&observatory.db)?);
    let sites = Sites::new(feed::hosts(&observatory.db)?);
    let batches = Batches::begin(observatory, "watch", &lang, args.min_confidence)?;
    let settings = Settings { lang, defaults: Defaults::default(), min_confidence: args.min_confidence, known: RwLock::new(numbers) };
    let shared = Arc::new(Shared { fetcher, sites, settings, articles: args.articles, stop: AtomicBool::new(false) });
    let (tell, told) = sync_channel(MAX_TOLD);
    on_signal(Arc::clone(&shared), tell.clone())?;
    let jobs =
        workers(usize::from(args.jobs), &shared, &tell).map_err(|error| Error::asked(format!("no thread could be made: {error}")))?;
    let watch = Watch {
        batches,
        shared,
        jobs,
        n_jobs: usize::from(args.jobs),
        once: args.once,
        reporter: Reporter::new(["article", "claim"], false, None),
        visits: BTreeMap::new(),
        done: BTreeSet::new(),
    };
    Ok(Ok((watch, told)))
}

/// The first signal asks to end, the second ends: what was not kept is undone by the file itself.
fn on_signal(shared: Arc<Shared>, tell: SyncSender<Told>) -> Result<()> {
    let handler = move || {
        if shared.stop.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        // Where many wait to be kept, the watch looks at the flag soon anyway.
        let _ = tell.try_send(Told::Stop);
    };
    ctrlc::set_handler(handler).map_err(|error| Error::asked(format!("signals cannot be waited for: {error}")))
}

/// Threads that visit what they are given.
fn workers(n_jobs: usize, shared: &Arc<Shared>, tell: &SyncSender<Told>) -> io::Result<Sender<Feed>> {
    let (jobs, given) = channel::<Feed>();
    let given = Arc::new(Mutex::new(given));
    work::keep_panics_quiet();
    for job in 0..n_jobs {
        let (given, shared, tell) = (Arc::clone(&given), Arc::clone(shared), tell.clone());
        thread::Builder::new().name(format!("code {job}")).stack_size(STACK).spawn(move || {
            loop {
                let next = given.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(feed) = next else { return };
                let (row, origin) = (feed.feed, Origin { file: feed.url.as_str().into(), place: At::Whole });
                let mut push = |told| if tell.send(told).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
                if work::caught(&origin, "", || visit::visit(feed, &shared, &mut push)).is_err() {
                    let _ = push(Told::Left(row));
                }
            }
        })?;
    }
    Ok(jobs)
}

/// A watch that goes on.
struct Watch {
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
    fn run(mut self, told: &Receiver<Told>) -> Result<()> {
        let mut stopped: Option<Instant> = None;
        let mut next = None;
        let mut looks = true;
        let mut looked = Instant::now();
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
        }
        self.batches.keep(true)?;
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
