#!/usr/bin/env bash
# Builds the wheel, installs it into an environment of its own, and runs there: the tests (those on an engine on Sail, where it can be installed), the examples of the docstrings, the types, the notebook.
#
#   check.sh [--release]
#
# MARSAD_VENV=FOLDER keeps the environment there (target/python unless told), PYTHON names the interpreter.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
venv=${MARSAD_VENV:-$target/python}
python=${PYTHON:-python3}

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
pip() { "$venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install 'maturin>=1.9,<2' pytest pyarrow 'pandas<3' polars duckdb mypy nbclient nbformat ipykernel
pip install pysail 'pyspark-client>=4.0,<4.1' || echo 'Sail cannot be installed: what runs on an engine is not tested' >&2

rm -rf "$target/wheels-checked"
"$venv/bin/maturin" build "$@" --interpreter "$venv/bin/python" --out "$target/wheels-checked"
pip install --force-reinstall --no-deps "$target"/wheels-checked/*.whl

# Away from the sources, so that what is installed is what is tested.
cd "$target"
package=$("$venv/bin/python" -c 'import marsad, pathlib; print(pathlib.Path(marsad.__file__).parent)')
"$venv/bin/python" -m pytest -q "$root/crates/marsad-python/tests" --rootdir "$root/crates/marsad-python"
"$venv/bin/python" -m pytest -q --doctest-modules "$package/__init__.py" "$package/_coder.py"
"$venv/bin/python" -m mypy --no-error-summary --ignore-missing-imports --python-version 3.10 --package marsad
"$venv/bin/python" "$root/crates/marsad-python/notebook.py" "$root/docs/marsad.ipynb"

# On a cluster of two workers, against what the program writes: where Sail is there, and the program was built.
program=${MARSAD:-$target/debug/marsad}
if "$venv/bin/python" -c 'import pysail' 2>/dev/null && [ -x "$program" ]; then
	MARSAD=$program MARSAD_VENV=$venv "$root/bench/spark.sh" --sail --wheel "$(ls "$target"/wheels-checked/*.whl)"
	"$program" code "$root/corpora/demo.jsonl" --format parquet -o "$target/python-tables" 2>/dev/null
	"$venv/bin/python" "$root/bench/tables.py" "$target/python-tables"
fi
