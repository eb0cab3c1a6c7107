#!/usr/bin/env python3
"""Reads the tables of `marsad code --format parquet` as their users do, and holds rows and types against docs/output.md.

    bench/tables.py FOLDER

With pyarrow, pandas, polars and DuckDB, and with R where Rscript is there (bench/tables.R: nanoparquet, arrow or reticulate). One that is not installed is said and left out. Needs the wheel `marsad`, for the names of columns
and types. Fails where a table does not open, has other rows, or a column has another type.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import marsad

#: What each type of docs/output.md is in each library; a column in which nothing is told may be logical in R.
TYPES = {
    "pyarrow": {"string": "string", "int64": "int64", "float64": "double", "bool": "bool", "date32": "date32[day]"},
    "pandas": {"string": "string[pyarrow]", "int64": "int64[pyarrow]", "float64": "double[pyarrow]", "bool": "bool[pyarrow]", "date32": "date32[day][pyarrow]"},
    "polars": {"string": "String", "int64": "Int64", "float64": "Float64", "bool": "Boolean", "date32": "Date"},
    "duckdb": {"string": "VARCHAR", "int64": "BIGINT", "float64": "DOUBLE", "bool": "BOOLEAN", "date32": "DATE"},
    "R": {"string": "character", "int64": "integer numeric integer64", "float64": "numeric", "bool": "logical", "date32": "Date"},
}


def with_pyarrow(path: Path) -> tuple[int, dict[str, str]]:
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    return table.num_rows, {field.name: str(field.type) for field in table.schema}


def with_pandas(path: Path) -> tuple[int, dict[str, str]]:
    import pandas

    table = pandas.read_parquet(path, dtype_backend="pyarrow")
    return len(table), {name: str(kind) for name, kind in table.dtypes.items()}


def with_polars(path: Path) -> tuple[int, dict[str, str]]:
    import polars

    table = polars.read_parquet(path)
    return table.height, {name: str(kind) for name, kind in table.schema.items()}


def with_duckdb(path: Path) -> tuple[int, dict[str, str]]:
    import duckdb

    ((count,),) = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()
    return count, {row[0]: row[1] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}


def in_r(folder: Path) -> dict[str, tuple[int, dict[str, str]]]:
    script = Path(__file__).with_name("tables.R")
    environment = {"RETICULATE_PYTHON": sys.executable, "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["Rscript", script, folder], capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise ImportError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "Rscript failed")
    tables = {}
    for line in done.stdout.splitlines():
        kind, name, *rest = line.split()
        if kind == "table":
            tables[name] = int(rest[0]), dict(column.split("=") for column in rest[1:])
        elif kind == "by":
            print(f"R {rest[0]}: by {name}")
    return tables


def main() -> int:
    folder = Path(sys.argv[1])
    n_wrong = 0
    readers = {"pyarrow": with_pyarrow, "pandas": with_pandas, "polars": with_polars, "duckdb": with_duckdb}
    rows: dict[str, int] = {}
    for library, read in readers.items():
        try:
            found = {table: read(folder / f"{table}.parquet") for table in marsad.TABLES}
        except ImportError as error:
            print(f"{library}: not installed ({error})")
            continue
        n_wrong += compare(library, found, rows)
    if shutil.which("Rscript"):
        try:
            n_wrong += compare("R", in_r(folder), rows)
        except ImportError as error:
            print(f"R: left out ({error})")
    else:
        print("R: not installed")
    return 1 if n_wrong else 0


def compare(library: str, found: dict[str, tuple[int, dict[str, str]]], rows: dict[str, int]) -> int:
    """Prints what differs; `rows` are those of the first library."""
    n_wrong = 0
    for table, columns in marsad.TABLES.items():
        count, types = found[table]
        if rows.setdefault(table, count) != count:
            print(f"{library}: {table} has {count} rows, not {rows[table]}")
            n_wrong += 1
        for name, kind in columns.items():
            allowed = TYPES[library][kind].split() + (["logical"] if library == "R" else [])
            if types.get(name) not in allowed:
                print(f"{library}: {table}.{name} is {types.get(name)}, not {' or '.join(allowed)}")
                n_wrong += 1
    print(f"{library}: {len(found)} tables, {sum(count for count, _ in found.values())} rows, {'as documented' if not n_wrong else f'{n_wrong} WRONG'}")
    return n_wrong


sys.exit(main())
