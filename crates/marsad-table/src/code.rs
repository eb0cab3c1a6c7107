//! Many articles in, their tables out: on all cores, in order.
//!
//! In: a record batch of articles, or articles one by one. Out: batches of each table, in the order of the articles whatever the number of threads.
//! A mistake of the program in one article is a row of `rejects`, never a panic. The one call through which every engine codes.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use arrow_array::RecordBatch;
use marsad::coded::CodedArticle;
use marsad::{Article, Lang};
use marsad_read::trouble::{At, Origin, Trouble};
use marsad_read::work::{STACK, caught};
use marsad_read::{Defaults, Given, Prepared, prepare_given};

use crate::articles::{Articles, check};
use crate::tables::{Filled, Tables, schemas};

/// Articles of a piece of work, at most: batches of so many are neither many nor large.
const MAX_PIECE: usize = 1_024;

/// How to code.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Least confidence of claims, 0 to 1; the floor of the language data where there is none.
    pub min_confidence: Option<f32>,
    /// Whether the text goes into `articles`.
    pub with_text: bool,
    /// Threads; as many as there are cores where there is none.
    pub jobs: Option<NonZero<usize>>,
    /// What holds for articles that do not say it themselves.
    pub defaults: Defaults,
}

/// What became of one article.
pub struct Outcome {
    /// Its coding, if it could be coded.
    pub coded: Option<CodedArticle>,
    /// What there is to say.
    pub troubles: Vec<Trouble>,
}

/// Codes the articles of a batch; rows count from `first` in reports. The pieces one after the other are the tables of the batch.
///
/// # Errors
/// When the batch holds no texts: why, in words for the user.
pub fn code_batch(batch: &RecordBatch, first: u64, lang: &Lang, settings: &Settings) -> Result<Vec<Filled>, String> {
    check(batch.schema_ref())?;
    let articles = Articles::new(batch);
    let schemas = schemas(lang);
    Ok(in_pieces(batch.num_rows(), settings.jobs, |rows| {
        let mut tables = Tables::new(&schemas);
        for row in rows {
            let given = articles.get(row);
            let id = given.id.clone();
            let Outcome { coded, troubles } = code_given(given, &at_row(first + row as u64), lang, settings);
            tables.add(coded.as_ref(), &troubles, &id);
        }
        tables.finish()
    }))
}

/// Codes articles given field by field; outcomes are in their order.
#[must_use]
pub fn code_all(articles: &[Given], lang: &Lang, settings: &Settings) -> Vec<Outcome> {
    let code = |at: usize| code_given(articles[at].clone(), &at_row(at as u64), lang, settings);
    in_pieces(articles.len(), settings.jobs, |rows| rows.map(code).collect::<Vec<_>>()).into_iter().flatten().collect()
}

/// Codes one article.
#[must_use]
pub fn code_given(given: Given, origin: &Origin, lang: &Lang, settings: &Settings) -> Outcome {
    let coder = |article: &Article| marsad::code_from(article, lang, settings.min_confidence.unwrap_or_else(|| lang.floor()));
    let message = "the coder failed on this article; please report it with the article's text";
    let done =
        caught(origin, message, || prepare_given(given, origin, &settings.defaults).map(|prepared| outcome(prepared, settings, &coder)));
    done.and_then(|done| done).unwrap_or_else(|trouble| Outcome { coded: None, troubles: vec![trouble] })
}

/// Codes an article that was read, with `coder`.
pub fn outcome(prepared: Prepared, settings: &Settings, coder: &dyn Fn(&Article) -> CodedArticle) -> Outcome {
    let Prepared { article, mut notes, troubles } = prepared;
    let mut coded = coder(&article);
    coded.notes.append(&mut notes);
    coded.article.body = settings.with_text.then_some(article.body);
    Outcome { coded: Some(coded), troubles }
}

fn at_row(row: u64) -> Origin {
    Origin { file: "".into(), place: At::Row(row) }
}

/// Does `work` on pieces of `0..n_items` on several threads; the results are in order.
fn in_pieces<T: Send>(n_items: usize, jobs: Option<NonZero<usize>>, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let jobs = jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get);
    // Some pieces for each thread, so that none waits long for the last.
    let piece = n_items.div_ceil(jobs * if jobs == 1 { 1 } else { 8 }).clamp(1, MAX_PIECE);
    let n_pieces = n_items.div_ceil(piece);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(n_pieces));
    let run = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= n_pieces {
                return;
            }
            let result = work(at * piece..(at * piece + piece).min(n_items));
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
        }
    };
    thread::scope(|scope| {
        for job in 0..jobs.min(n_pieces) {
            // Where the system gives no thread, the work is done below.
            let _ = thread::Builder::new().name(format!("code {job}")).stack_size(STACK).spawn_scoped(scope, run);
        }
    });
    run();
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
