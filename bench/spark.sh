#!/usr/bin/env bash
# Codes articles on a cluster on this machine and on this machine alone, and compares the tables: the same rows, each once.
#
#   bench/spark.sh [--sail] [--kill] [--wheel FILE] [ARTICLES.jsonl]
#
# Without ARTICLES the project's sample articles are coded; SaudiNewsNet as bench/saudinewsnet.py writes it is the real load. The cluster is a standalone Spark master and two
# workers on loopback, of one core each (Java is needed; Spark comes with the package pyspark), or with --sail two workers of Sail, which needs no Java. --kill takes a worker with its executor
# away with SIGKILL while the job runs. The wheel is built unless one is given; MARSAD_VENV=FOLDER keeps the Python environment.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
engine=spark kill='' wheel='' articles=corpora/demo.jsonl
while [ $# -gt 0 ]; do
	case $1 in
	--sail) engine=sail ;;
	--kill) kill=--kill ;;
	--wheel) wheel=$2 && shift ;;
	-*) sed -n '2,9p' "$0" >&2 && exit 2 ;;
	*) articles=$1 ;;
	esac
	shift
done

venv=${MARSAD_VENV:-$target/python-$engine}
[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
pip() { "$venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
if [ "$engine" = sail ]; then
	pip install pysail 'pyspark-client>=4.0,<4.1' pyarrow 'pandas<3'
else
	pip install 'pyspark>=4.0,<5' pyarrow 'pandas<3'
fi
if [ -z "$wheel" ]; then
	pip install 'maturin>=1.9,<2'
	rm -rf "$target/wheels"
	"$venv/bin/maturin" build --release --manifest-path crates/marsad-python/Cargo.toml --interpreter "$venv/bin/python" --out "$target/wheels"
	wheel=$(ls "$target"/wheels/*.whl)
fi
pip install --force-reinstall --no-deps "$wheel"
program=${MARSAD:-$target/release/marsad}
[ -x "$program" ] || cargo build --release --bin marsad

work=$(mktemp -d)
pids=()
stop() {
	for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
	rm -rf "$work"
}
trap stop EXIT
export SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON=$venv/bin/python PYSPARK_DRIVER_PYTHON=$venv/bin/python
if [ "$engine" = sail ]; then
	export SAIL_MODE=local-cluster SAIL_CLUSTER__WORKER_INITIAL_COUNT=2 SAIL_CLUSTER__WORKER_MAX_COUNT=2
	master=sail
else
	port=$((20000 + $$ % 10000))
	class=$("$venv/bin/python" -c 'import pyspark, pathlib; print(pathlib.Path(pyspark.__file__).parent / "bin" / "spark-class")')
	export SPARK_WORKER_DIR=$work SPARK_LOG_DIR=$work
	master=spark://127.0.0.1:$port
	"$class" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0 >"$work/master.log" 2>&1 &
	pids+=($!)
	for worker in 1 2; do
		"$class" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory 1g "$master" >"$work/worker$worker.log" 2>&1 &
		pids+=($!)
	done
fi
"$venv/bin/python" bench/spark.py --master "$master" --articles "$articles" --program "$program" --folder "$work/out" $kill
