//! `marsad watch`: an observatory that reads its feeds.
//!
//! In: the feeds that are listed and due. Out: their articles, coded and kept as `marsad ingest` does; what each fetch gave; what is known of sites.
//! One thread hands feeds out and writes; others ask, each one site at a time, and no site is asked by two: one that is slow holds back its own feeds
//! and no others. Everything of a visit is kept before its `ETag`, so a watch that is killed asks again and finds known what was kept.
//!
//! `rounds` who is visited when, and what is told is kept · `visit` what one feed has now · `page` the text of an item's page · `sites` which sites are
//! being asked · `keep` what stays of a visit · `lock` whether another watch is at work.

mod keep;
mod lock;
mod page;
mod rounds;
mod sites;
mod visit;

use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use jiff::SignedDuration;

use crate::batch::{Batches, failed};
use crate::cli::WatchArgs;
use crate::coding;
use crate::end::End;
use crate::fetch::{Config, Fetcher};
use crate::ingest::Settings;
use crate::store::article::{known, known_before};
use crate::store::feed::{self, Feed};
use crate::store::{Error, Observatory, Result};
use lock::Lock;
use marsad_read::Defaults;
use marsad_read::trouble::{At, Origin};
use marsad_read::work;
use rounds::Watch;
use sites::Sites;
use visit::{Shared, Told};

/// What may wait to be kept.
const MAX_TOLD: usize = 64;
/// Stack of a thread that reads pages, which nest deeply.
const STACK: usize = 64 << 20;

/// Runs the command.
pub fn run(args: WatchArgs) -> End {
    let db = args.db.clone();
    match prepare(args) {
        Ok(Ok((watch, stop, _lock))) => match watch.run(&stop) {
            Ok(()) => End::Done,
            Err(error) => failed(&db, &error),
        },
        Ok(Err(end)) => end,
        Err(error) => failed(&db, &error),
    }
}

/// What a watch needs; it alone may have the lock.
type Prepared = (Watch, Receiver<Told>, Lock);

/// Opens everything.
fn prepare(args: WatchArgs) -> Result<std::result::Result<Prepared, End>> {
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
    // Before anything is written: a second watch leaves no trace.
    let lock = lock::take(&args.db)?;
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
    let watch = Watch::new(batches, shared, jobs, usize::from(args.jobs), args.once);
    Ok(Ok((watch, told, lock)))
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
