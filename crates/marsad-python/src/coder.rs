//! Language data and settings, and what can be asked of them.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use jiff::civil::Date;
use marsad::actor::written;
use marsad::analysis::{Written, analyze};
use marsad::time::Policy;
use marsad::{Article, Lang};
use marsad_read::trouble::{At, Kind, Origin, Trouble};
use marsad_read::{Defaults, prepare_given};
use marsad_table::{Filled, Outcome, Schemas, Settings, code_all, code_batch, code_files, nested_schema, schemas};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use pyo3_arrow::input::AnyRecordBatch;
use serde::Serialize;

use crate::given::given;
use crate::table::{Table, Tables};

/// Pieces of a stream that wait to be taken.
const MAX_WAITING: usize = 2;

/// What was coded, as JSON, and what there is to say of it: kind and words.
type Line<'py> = (Option<Bound<'py, PyBytes>>, Vec<(&'static str, String)>);

/// Language data with settings.
#[pyclass(module = "marsad._marsad", frozen)]
pub struct Native {
    lang: Arc<Lang>,
    schemas: Schemas,
    settings: Settings,
}

#[pymethods]
impl Native {
    #[new]
    #[pyo3(signature = (*, pack, add, min_confidence, with_text, jobs, published, outlet))]
    #[allow(clippy::too_many_arguments, reason = "they are the options of the program")]
    fn new(
        py: Python<'_>,
        pack: Option<PathBuf>,
        add: Vec<PathBuf>,
        min_confidence: Option<f32>,
        with_text: bool,
        jobs: Option<NonZero<usize>>,
        published: Option<String>,
        outlet: Option<String>,
    ) -> PyResult<Self> {
        if min_confidence.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
            return Err(PyValueError::new_err("min_confidence is a share, 0 to 1"));
        }
        let published = match published {
            Some(given) => Some(marsad_read::normalize_date(&given).ok_or_else(|| {
                PyValueError::new_err(format!("published is no date ({given:.40}); write 2024-11-10 or 2024-11-10T08:30:00+03:00"))
            })?),
            None => None,
        };
        let lang = py.detach(|| marsad_pack::language(pack.as_deref(), &add)).map_err(|error| PyValueError::new_err(error.to_string()))?;
        let settings = Settings { min_confidence, with_text, jobs, defaults: Defaults { published, outlet } };
        Ok(Self { schemas: schemas(&lang), lang: Arc::new(lang), settings })
    }

    /// Language and version of the pack, and version of the ontology.
    fn versions(&self) -> (String, String) {
        (self.lang.version(), self.lang.tables.ontology.clone())
    }

    /// Codes articles: of each its JSON, and what there is to say.
    fn code<'py>(&self, py: Python<'py>, articles: Vec<Bound<'py, PyAny>>) -> PyResult<Vec<Line<'py>>> {
        let articles = articles.iter().map(given).collect::<PyResult<Vec<_>>>()?;
        let lines: Vec<(Option<Vec<u8>>, Vec<Trouble>)> = py.detach(|| {
            let json = |Outcome { coded, troubles }| (coded.and_then(|coded| serde_json::to_vec(&coded).ok()), troubles);
            code_all(&articles, &self.lang, &self.settings).into_iter().map(json).collect()
        });
        let line = |(json, troubles): (Option<Vec<u8>>, Vec<Trouble>)| {
            (json.map(|json| PyBytes::new(py, &json)), troubles.into_iter().map(|trouble| (kind(trouble.kind), trouble.message)).collect())
        };
        Ok(lines.into_iter().map(line).collect())
    }

    /// Codes all articles of a table.
    fn code_table(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Tables> {
        let mut reader = reader(data)?;
        let filled = py.detach(|| {
            let (mut filled, mut n_rows) = (Vec::new(), 0);
            for batch in &mut reader {
                let batch = batch.map_err(|error| error.to_string())?;
                filled.extend(code_batch(&batch, n_rows, &self.lang, &self.settings)?);
                n_rows += batch.num_rows() as u64;
            }
            Ok(filled)
        });
        Ok(Tables::new(self.schemas.clone(), filled.map_err(|why: String| PyValueError::new_err(why))?))
    }

    /// Codes the articles of a table: one table with a row for each article, in which every other is a list of its rows.
    fn nested(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Table> {
        let mut reader = reader(data)?;
        let batches = py.detach(|| {
            let (mut batches, mut n_rows) = (Vec::new(), 0);
            for batch in &mut reader {
                let batch = batch.map_err(|error| error.to_string())?;
                batches.extend(code_batch(&batch, n_rows, &self.lang, &self.settings)?.into_iter().map(Filled::nested));
                n_rows += batch.num_rows() as u64;
            }
            Ok(batches)
        });
        Ok(Table::new("coded", nested_schema(&self.schemas), batches.map_err(|why: String| PyValueError::new_err(why))?))
    }

    /// An empty table with the columns of those of `nested`.
    fn nested_schema(&self) -> Table {
        Table::new("coded", nested_schema(&self.schemas), Vec::new())
    }

    /// Codes the articles of files, some at a time.
    fn code_files(&self, paths: Vec<PathBuf>, n_articles: NonZero<usize>, nested: bool) -> PyResult<Pieces> {
        let (give, taken) = sync_channel(MAX_WAITING);
        let (lang, settings) = (Arc::clone(&self.lang), self.settings.clone());
        let work = move || {
            let done = code_files(paths, lang, settings, n_articles.get(), |filled| match give.send(Ok(filled)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
            if let Err(why) = done {
                let _ = give.send(Err(why));
            }
        };
        thread::Builder::new().name("marsad".to_owned()).spawn(work).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        Ok(Pieces { taken: Mutex::new(taken), schemas: self.schemas.clone(), nested })
    }

    /// Codes an article and says why: JSON.
    fn explain<'py>(&self, py: Python<'py>, article: &Bound<'py, PyAny>) -> PyResult<Line<'py>> {
        let given = given(article)?;
        let explained = py.detach(|| {
            let origin = Origin { file: "".into(), place: At::Whole };
            let prepared = prepare_given(given, &origin, &self.settings.defaults).map_err(|trouble| vec![trouble])?;
            let mut explained =
                marsad::explain_from(&prepared.article, &self.lang, self.settings.min_confidence.unwrap_or_else(|| self.lang.floor()));
            explained.coded.notes.extend(prepared.notes);
            explained.coded.article.body = self.settings.with_text.then_some(prepared.article.body);
            Ok((explained, prepared.troubles))
        });
        let (json, troubles) = match explained {
            Ok((explained, troubles)) => (Some(json(py, &explained)?), troubles),
            Err(troubles) => (None, troubles),
        };
        Ok((json, troubles.into_iter().map(|trouble| (kind(trouble.kind), trouble.message)).collect()))
    }

    /// The analysed sentences of a text: JSON.
    fn analyze<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyBytes>> {
        let sentences = py.detach(|| analyze(text, &self.lang));
        json(py, &sentences.iter().map(Written::of).collect::<Vec<_>>())
    }

    /// The expressions of time and number of a text: JSON.
    fn times<'py>(&self, py: Python<'py>, article: &Bound<'py, PyAny>, policy: &str) -> PyResult<Bound<'py, PyBytes>> {
        let policy = match policy {
            "news" => Policy::News,
            "assistant" => Policy::Assistant,
            other => return Err(PyValueError::new_err(format!("policy is news or assistant, not {other}"))),
        };
        let given = given(article)?;
        let article = Article {
            id: given.id,
            url: given.url,
            outlet: given.outlet.or_else(|| self.settings.defaults.outlet.clone()),
            published: given
                .published
                .and_then(|day| marsad_read::normalize_date(&day))
                .or_else(|| self.settings.defaults.published.clone()),
            title: given.title,
            body: given.body,
        };
        json(py, &py.detach(|| marsad::expressions(&article, policy, &self.lang)))
    }

    /// Who held an office on a day, or what somebody held: JSON.
    fn who<'py>(&self, py: Python<'py>, query: &str, on: &str) -> PyResult<Bound<'py, PyBytes>> {
        let on: Date = on.parse().map_err(|_| PyValueError::new_err(format!("on is no day ({on:.40}); write 2024-11-10")))?;
        json(py, &written(query, on, &marsad::who(query, on, &self.lang), &self.lang))
    }
}

/// The tables of files, some articles at a time.
#[pyclass(module = "marsad._marsad", frozen)]
pub struct Pieces {
    taken: Mutex<Receiver<Result<Filled, String>>>,
    schemas: Schemas,
    nested: bool,
}

#[pymethods]
impl Pieces {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let next = py.detach(|| self.taken.lock().unwrap_or_else(PoisonError::into_inner).recv());
        match next {
            Err(_) => Ok(None),
            Ok(Err(why)) => Err(PyRuntimeError::new_err(why)),
            Ok(Ok(filled)) if self.nested => {
                Ok(Some(Bound::new(py, Table::new("coded", nested_schema(&self.schemas), vec![filled.nested()]))?.into_any()))
            }
            Ok(Ok(filled)) => Ok(Some(Bound::new(py, Tables::new(self.schemas.clone(), vec![filled]))?.into_any())),
        }
    }
}

fn reader(data: &Bound<'_, PyAny>) -> PyResult<Box<dyn arrow_array::RecordBatchReader + Send>> {
    if !data.hasattr("__arrow_c_stream__")? && !data.hasattr("__arrow_c_array__")? {
        let kind = data.get_type().name()?.to_string();
        return Err(PyTypeError::new_err(format!(
            "a table of pyarrow, polars, pandas (2.2 or later), DuckDB or any other with Arrow's PyCapsule interface is needed, not {kind}"
        )));
    }
    data.extract::<AnyRecordBatch>()?.into_reader()
}

fn json<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyBytes>> {
    let bytes = serde_json::to_vec(value).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    Ok(PyBytes::new(py, &bytes))
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Skipped => "skipped",
        Kind::NoDate => "no-date",
        Kind::Encoding => "encoding",
        Kind::Other => "other",
    }
}
