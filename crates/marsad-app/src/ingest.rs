//! `marsad ingest`: articles into an observatory.
//!
//! Reading and coding are those of `marsad code`; what is there already is not coded again, so a run that was stopped goes on where it
//! was when it is started again. Articles are counted when they are kept, not when they are read.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use marsad::{Article, Lang};
use rustc_hash::FxHashSet;

use crate::batch::{Batches, failed};
use crate::cli::IngestArgs;
use crate::code::{inputs, jobs};
use crate::coding;
use crate::end::End;
use crate::report::{Reporter, counted};
use crate::store::article::{Incoming, Outcome, fingerprint, key, known, put};
use crate::store::{Error, Observatory, retention, words_of};
use marsad_read::trouble::Trouble;
use marsad_read::work;
use marsad_read::{self as read, Defaults, Item, Prepared};

/// What is done with every article.
pub struct Settings {
    /// With which language data.
    pub lang: Lang,
    /// What holds for articles that do not say it.
    pub defaults: Defaults,
    /// Claims with less are left out.
    pub min_confidence: Option<f32>,
    /// Articles that are there already.
    pub known: RwLock<FxHashSet<u64>>,
}

impl Settings {
    /// Whether an article of this number is there.
    pub fn knows(&self, number: u64) -> bool {
        self.known.read().unwrap_or_else(PoisonError::into_inner).contains(&number)
    }
}

/// What became of one item.
#[derive(Default)]
pub struct Coded {
    /// What went wrong.
    pub troubles: Vec<Trouble>,
    /// The article, unless it is there already or is none.
    pub incoming: Option<Box<Incoming>>,
    /// Whether it is there already.
    pub is_known: bool,
}

impl Coded {
    /// An article that is there already.
    pub fn known() -> Self {
        Self { is_known: true, ..Self::default() }
    }
}

/// Runs the command.
pub fn run(args: IngestArgs) -> End {
    let inputs = match inputs(args.inputs, "ingest DB", "articles") {
        Ok(inputs) => inputs,
        Err(end) => return end,
    };
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let opened = Observatory::make(&args.db).and_then(|observatory| {
        let known = known(&observatory.db)?;
        Ok((Batches::begin(observatory, "ingest", &lang, args.min_confidence)?, known))
    });
    let (mut batches, known) = match opened {
        Ok(opened) => opened,
        Err(error) => return failed(&args.db, &error),
    };
    let mut reporter = Reporter::new(["article", "claim"], true, read::total_size(&inputs));
    let settings = Arc::new(Settings {
        lang,
        defaults: Defaults { published: args.defaults.published, outlet: args.defaults.outlet },
        min_confidence: args.min_confidence,
        known: RwLock::new(known),
    });
    let n_bytes = reporter.n_bytes();
    let mut error = None;
    work::keep_panics_quiet();
    let worked = work::in_order(
        jobs(args.jobs),
        Item::weight,
        move |push| read::each(&inputs, &n_bytes, push),
        move |item| code_item(item, &settings),
        |coded| match coded.map_or(Ok(None), |coded| keep(coded, &mut batches, &mut reporter)) {
            Ok(_) => ControlFlow::Continue(()),
            Err(why) => {
                error = Some(why);
                ControlFlow::Break(())
            }
        },
    );
    let error = error.map_or_else(|| batches.keep(true).and_then(|()| let_go(&batches, &reporter)).err(), Some);
    if let Some(error) = error {
        return failed(&args.db, &error);
    }
    let [n_new, n_changed, n_known, n_refused] = batches.run.counts;
    reporter.note(&format!("{n_new} new, {n_changed} changed, {n_known} known before, {n_refused} refused (taken down)"));
    if n_known + n_refused > 0 && reporter.n_items() == 0 {
        reporter.add(1, 0);
    }
    reporter.conclude(&args.db.display().to_string(), worked, "no usable article in the input; nothing was added", || Ok(()))
}

/// Lets texts go whose time is over, and says how many.
///
/// # Errors
/// When they cannot be written.
pub fn let_go(batches: &Batches, reporter: &Reporter) -> Result<(), Error> {
    let n_texts = retention::let_go(&batches.observatory.db, Timestamp::now())?;
    if n_texts > 0 {
        reporter.note(&format!("{} let go (`marsad retain` says how long they are kept)", counted(n_texts, "text")));
    }
    Ok(())
}

/// Codes one item, unless it is there already; a mistake of the program in one article is reported like any other trouble.
pub fn code_item(item: Item, settings: &Settings) -> Coded {
    let raw = match item {
        Item::Trouble(trouble) => return Coded { troubles: vec![trouble], ..Coded::default() },
        Item::Raw(raw) => raw,
    };
    let origin = raw.origin.clone();
    let message = "the coder failed on this article; please report it with the article's text";
    let coded = work::caught(&origin, message, || {
        let prepared = read::prepare(raw, &settings.defaults)?;
        Ok(if settings.knows(number(&prepared.article)) { Coded::known() } else { code_prepared(prepared, settings) })
    });
    coded.and_then(|coded| coded).unwrap_or_else(|trouble| Coded { troubles: vec![trouble], ..Coded::default() })
}

/// The number by which [`Settings::known`] knows an article.
pub fn number(article: &Article) -> u64 {
    fingerprint(&key(article), &article.hash(), &article.title)
}

/// Codes an article that is not there already.
pub fn code_prepared(mut prepared: Prepared, settings: &Settings) -> Coded {
    let article = prepared.article;
    let mut coded = coding::code(&article, &settings.lang, settings.min_confidence, false, None);
    coded.notes.append(&mut prepared.notes);
    let words = words_of(&article.title, &article.body, &settings.lang);
    Coded { troubles: prepared.troubles, incoming: Some(Box::new(Incoming { article, coded, words })), is_known: false }
}

/// Keeps and counts what became of an item, and says what became of its article.
///
/// # Errors
/// When it cannot be written.
pub fn keep(coded: Coded, batches: &mut Batches, reporter: &mut Reporter) -> Result<Option<Outcome>, Error> {
    coded.troubles.iter().for_each(|trouble| reporter.trouble(trouble));
    let Some(incoming) = coded.incoming else {
        batches.run.counts[2] += i64::from(coded.is_known);
        return Ok(coded.is_known.then_some(Outcome::Known));
    };
    let outcome = batches.add(|db, run, touched| {
        let outcome = put(db, &incoming, run, touched)?;
        run.counts[outcome as usize] += 1;
        Ok(outcome)
    })?;
    if matches!(outcome, Outcome::New | Outcome::Changed) {
        reporter.add(1, incoming.coded.claims.len());
    }
    Ok(Some(outcome))
}
