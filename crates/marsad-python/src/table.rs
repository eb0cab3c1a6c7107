//! What comes out: tables that every library of Arrow's PyCapsule interface takes without a copy.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{Field, SchemaRef};
use marsad_table::{Filled, Schemas, TABLES};
use pyo3::exceptions::{PyAttributeError, PyImportError, PyKeyError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

/// A table: give it to ``pyarrow.table``, ``polars.DataFrame``, DuckDB or any other library that takes Arrow data.
///
/// It holds batches of columns and cannot be changed. ``len`` gives its rows.
#[pyclass(module = "marsad", frozen)]
pub struct Table {
    name: &'static str,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    /// A table of these batches.
    pub fn new(name: &'static str, schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { name, schema, batches }
    }
}

#[pymethods]
impl Table {
    /// Its name: ``claims``.
    #[getter]
    fn name(&self) -> &'static str {
        self.name
    }

    /// Names of its columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Number of its rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<marsad.Table {}: {} rows, {} columns>", self.name, self.num_rows(), self.schema.fields().len())
    }

    /// The Arrow C stream of its batches.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let field = Field::new_struct("", self.schema.fields().clone(), false).with_metadata(self.schema.metadata().clone());
        let arrays: Vec<_> = self.batches.iter().map(|batch| Ok(Arc::new(StructArray::from(batch.clone())) as ArrayRef)).collect();
        to_stream_pycapsule(py, Box::new(ArrayIterator::new(arrays, Arc::new(field))), requested_schema)
    }

    /// The Arrow C schema.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.schema.as_ref())
    }

    /// As a ``pyarrow.Table``, without a copy.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "pyarrow")?.call_method1("table", (slf,))
    }

    /// As a ``pandas.DataFrame``; needs pyarrow too. Columns keep Arrow's types, so that what is not told stays apart from 0 and from an empty text.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let kinds = library(slf.py(), "pandas")?.getattr("ArrowDtype")?;
        let options = pyo3::types::PyDict::new(slf.py());
        options.set_item("types_mapper", kinds)?;
        Self::to_pyarrow(slf)?.call_method("to_pandas", (), Some(&options))
    }

    /// As a ``polars.DataFrame``, without a copy.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "polars")?.call_method1("DataFrame", (slf,))
    }
}

fn library<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyModule>> {
    py.import(name).map_err(|_| PyImportError::new_err(format!("this needs {name}: pip install {name}")))
}

/// The tables of some articles: ``articles``, ``claims``, ``participants``, ``statements``, ``figures``, ``roles`` and ``rejects``.
///
/// Each is an attribute, and also found by its name: ``tables["claims"]``. Iterating gives the names.
#[pyclass(module = "marsad", frozen)]
pub struct Tables {
    schemas: Schemas,
    filled: Vec<Filled>,
}

impl Tables {
    /// The tables of these pieces.
    pub fn new(schemas: Schemas, filled: Vec<Filled>) -> Self {
        Self { schemas, filled }
    }

    fn get(&self, name: &str) -> Option<Table> {
        let at = TABLES.iter().position(|table| table.name == name)?;
        let batches = self.filled.iter().map(|filled| filled.batches[at].clone()).filter(|batch| batch.num_rows() > 0).collect();
        Some(Table::new(TABLES[at].name, Arc::clone(&self.schemas[at]), batches))
    }
}

#[pymethods]
impl Tables {
    fn __getattr__(&self, name: &str) -> PyResult<Table> {
        self.get(name).ok_or_else(|| PyAttributeError::new_err(format!("there is no table {name}")))
    }

    fn __getitem__(&self, name: &str) -> PyResult<Table> {
        self.get(name).ok_or_else(|| PyKeyError::new_err(name.to_owned()))
    }

    fn __contains__(&self, name: &str) -> bool {
        TABLES.iter().any(|table| table.name == name)
    }

    fn keys(&self) -> Vec<&'static str> {
        TABLES.iter().map(|table| table.name).collect()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        pyo3::types::PyTuple::new(py, self.keys())?.call_method0("__iter__")
    }

    fn __len__(&self) -> usize {
        TABLES.len()
    }

    fn __dir__(&self) -> Vec<&'static str> {
        self.keys()
    }

    fn __repr__(&self) -> String {
        let rows = |at: usize| self.filled.iter().map(|filled| filled.batches[at].num_rows()).sum::<usize>();
        let tables: Vec<String> = TABLES.iter().enumerate().map(|(at, table)| format!("{} {}", table.name, rows(at))).collect();
        format!("<marsad.Tables {}>", tables.join(", "))
    }
}
