//! The native half of the Python package `marsad`: what the modules in `python/marsad` call.
//!
//! In: Python's texts, articles and tables. Out: JSON as bytes, which the Python half turns into dictionaries, and Arrow tables by the PyCapsule interface, which
//! no library has to be installed for. All work is done without Python's lock, on as many threads as are asked for. `coder` codes · `table` is what comes out
//! · `given` is what goes in.

mod coder;
mod given;
mod table;

use marsad_table::{Kind, TABLES};
use pyo3::prelude::*;
use pyo3::types::PyDict;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Native half of the package `marsad`; use that.
#[pymodule]
fn _marsad(module: &Bound<'_, PyModule>) -> PyResult<()> {
    marsad_read::work::keep_panics_quiet();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("TABLES", tables(module.py())?)?;
    module.add_class::<coder::Native>()?;
    module.add_class::<coder::Pieces>()?;
    module.add_class::<table::Table>()?;
    module.add_class::<table::Tables>()
}

/// The columns of each table with the names of their Arrow types.
fn tables(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let tables = PyDict::new(py);
    for table in &TABLES {
        let columns = PyDict::new(py);
        for (name, kind) in table.columns {
            let kind = match kind {
                Kind::Text => "string",
                Kind::Int => "int64",
                Kind::Float => "float64",
                Kind::Bool => "bool",
                Kind::Day => "date32",
            };
            columns.set_item(name, kind)?;
        }
        tables.set_item(table.name, columns)?;
    }
    Ok(tables)
}
