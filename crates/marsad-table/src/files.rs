//! Files in, tables out, some articles at a time: what a task of an engine does with the paths of web archives that it is given.
//!
//! In: paths of anything that `marsad code` reads. Out: tables of some hundred articles each, in order; what cannot be read is a row of `rejects` with its file and
//! place. Memory does not grow with the files.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::available_parallelism;

use marsad::Lang;
use marsad_read::work::in_order;
use marsad_read::{Item, each, prepare};

use crate::code::{Outcome, Settings, coder, outcome};
use crate::tables::{Filled, Tables, schemas};

/// Codes the articles of files, and gives the tables of `n_articles` at a time until it is told to stop.
///
/// # Errors
/// When the system gives no thread: why.
pub fn code_files(
    paths: Vec<PathBuf>,
    lang: Arc<Lang>,
    settings: Settings,
    n_articles: usize,
    mut give: impl FnMut(Filled) -> ControlFlow<()>,
) -> Result<(), String> {
    let jobs = settings.jobs.or_else(|| available_parallelism().ok()).map_or(1, NonZero::get);
    let mut tables = Tables::new(&schemas(&lang));
    let worked = in_order(
        jobs,
        Item::weight,
        move |push| each(&paths, &Arc::default(), push),
        move |item| code_item(item, &lang, &settings),
        |done| {
            let Some(Outcome { coded, troubles }) = done else { return ControlFlow::Continue(()) };
            tables.add(coded.as_ref(), &troubles, "");
            if tables.n_articles() >= n_articles { give(tables.finish()) } else { ControlFlow::Continue(()) }
        },
    );
    worked.map_err(|error| error.to_string())?;
    if tables.n_articles() > 0 {
        let _ = give(tables.finish());
    }
    Ok(())
}

fn code_item(item: Item, lang: &Lang, settings: &Settings) -> Outcome {
    let raw = match item {
        Item::Trouble(trouble) => return Outcome { coded: None, troubles: vec![trouble] },
        Item::Raw(raw) => raw,
    };
    let origin = raw.origin.clone();
    outcome(&origin, settings, &coder(lang, settings), || prepare(raw, &settings.defaults))
}
