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

/// Codes one article given field by field.
#[must_use]
pub fn code_given(given: Given, origin: &Origin, lang: &Lang, settings: &Settings) -> Outcome {
    outcome(origin, settings, &coder(lang, settings), || prepare_given(given, origin, &settings.defaults))
}

/// What codes an article with this language data.
pub fn coder(lang: &Lang, settings: &Settings) -> impl Fn(&Article) -> CodedArticle {
    let floor = settings.min_confidence.unwrap_or_else(|| lang.floor());
    move |article| marsad::code_from(article, lang, floor)
}

/// Prepares an article and codes it with `coder`; a panic, which only a mistake of the program causes, becomes what there is to say of it.
pub fn outcome(
    origin: &Origin,
    settings: &Settings,
    coder: &dyn Fn(&Article) -> CodedArticle,
    prepare: impl FnOnce() -> Result<Prepared, Trouble>,
) -> Outcome {
    let work = || -> Result<Outcome, Trouble> {
        let Prepared { article, mut notes, troubles } = prepare()?;
        let mut coded = coder(&article);
        coded.notes.append(&mut notes);
        coded.article.body = settings.with_text.then_some(article.body);
        Ok(Outcome { coded: Some(coded), troubles })
    };
    let message = "the coder failed on this article; please report it with the article's text";
    let done = caught(origin, message, work).and_then(|done| done);
    done.unwrap_or_else(|trouble| Outcome { coded: None, troubles: vec![trouble] })
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{Array, ArrayRef, StringArray, cast::AsArray};

    use super::*;
    use crate::columns::{Of, TABLES};

    const VISIT: &str = "زار وزير الخارجية المصري بغداد أمس.";

    fn lang() -> Lang {
        marsad_pack::language(None, &[]).unwrap()
    }

    fn batch(n_rows: usize) -> RecordBatch {
        let bodies: Vec<String> = (0..n_rows).map(|row| if row % 7 == 3 { String::new() } else { format!("{VISIT} {row}") }).collect();
        let ids: Vec<String> = (0..n_rows).map(|row| row.to_string()).collect();
        let columns = [("id", ids), ("body", bodies)].map(|(name, values)| (name, Arc::new(StringArray::from(values)) as ArrayRef));
        RecordBatch::try_from_iter(columns).unwrap()
    }

    fn texts(pieces: &[Filled], table: Of, column: &str) -> Vec<String> {
        let column = |filled: &Filled| {
            let batch = &filled.batches[table as usize];
            let values = batch.column_by_name(column).unwrap().as_string::<i32>().clone();
            (0..batch.num_rows()).map(|row| values.value(row).to_owned()).collect::<Vec<_>>()
        };
        pieces.iter().flat_map(column).collect()
    }

    #[test]
    fn rows_are_in_the_order_of_articles_for_any_number_of_threads() {
        let (lang, batch) = (lang(), batch(100));
        let coded = |jobs: usize| code_batch(&batch, 0, &lang, &Settings { jobs: NonZero::new(jobs), ..Settings::default() }).unwrap();
        let one = coded(1);
        let ids: Vec<String> = (0..100).filter(|row| row % 7 != 3).map(|row| row.to_string()).collect();
        assert_eq!(texts(&one, Of::Articles, "article_id"), ids);
        for jobs in [2, 3, 8] {
            assert_eq!(texts(&coded(jobs), Of::Claims, "claim_id"), texts(&one, Of::Claims, "claim_id"), "{jobs} threads");
        }
        let kinds = texts(&one, Of::Rejects, "kind");
        let count = |kind: &str| kinds.iter().filter(|found| *found == kind).count();
        assert_eq!((count("skipped"), count("no-date"), kinds.len()), (14, 86, 100));
    }

    #[test]
    fn nested_rows_are_those_of_the_tables() {
        let (lang, batch) = (lang(), batch(10));
        let pieces = code_batch(&batch, 0, &lang, &Settings { jobs: NonZero::new(1), ..Settings::default() }).unwrap();
        let claims = texts(&pieces, Of::Claims, "claim_id");
        let [filled] = <[Filled; 1]>::try_from(pieces).unwrap_or_else(|_| panic!("one thread has one piece"));
        let nested = filled.nested();
        assert_eq!((nested.num_rows(), nested.num_columns()), (10, TABLES.len()));
        let lists = nested.column_by_name("claims").unwrap().as_list::<i32>();
        let per_article: Vec<usize> = (0..10).map(|row| lists.value(row).len()).collect();
        assert_eq!(per_article[3], 0, "an article without a text has no claim");
        assert_eq!(per_article.iter().sum::<usize>(), claims.len());
        let rejects = nested.column_by_name("rejects").unwrap().as_list::<i32>();
        assert_eq!(
            (0..10)
                .filter(|row| rejects.value(*row).as_struct().column(3).as_string::<i32>().iter().any(|kind| kind == Some("skipped")))
                .count(),
            1
        );
    }

    #[test]
    fn a_mistake_of_the_program_costs_one_article() {
        let settings = Settings::default();
        let origin = at_row(7);
        let failing = |article: &Article| -> CodedArticle { panic!("a mistake of the program in «{}»", article.body) };
        let prepare = || prepare_given(Given { body: VISIT.to_owned(), ..Given::default() }, &origin, &settings.defaults);
        let outcome = outcome(&origin, &settings, &failing, prepare);
        assert!(outcome.coded.is_none());
        let mut tables = Tables::new(&schemas(&lang()));
        tables.add(None, &outcome.troubles, "x");
        let rejects = &tables.finish().batches[Of::Rejects as usize];
        assert_eq!((rejects.num_rows(), rejects.column(2).as_string::<i32>().value(0)), (1, "x"));
        assert!(rejects.column(4).as_string::<i32>().value(0).contains("please report it"));
    }

    #[test]
    fn what_is_no_table_of_articles_is_told() {
        let column = |name: &str, values: ArrayRef| RecordBatch::try_from_iter([(name, values)]).unwrap();
        let why = |batch: &RecordBatch| code_batch(batch, 0, &lang(), &Settings::default()).unwrap_err();
        assert!(
            why(&column("content", Arc::new(StringArray::from(vec![VISIT]))))
                .contains("no column body, text or html in this table (it has content)")
        );
        assert!(why(&column("body", Arc::new(arrow_array::Int32Array::from(vec![1])))).contains("column body holds Int32"));
    }
}
