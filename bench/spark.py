#!/usr/bin/env python3
"""The job of bench/spark.sh: codes articles on an engine and with the program, and compares the tables.

    bench/spark.py --master spark://127.0.0.1:7077 --articles ARTICLES.jsonl --program PROGRAM --folder FOLDER [--kill]

Prints seconds and rows; fails where a table differs. Tables are compared as sorted rows; of `rejects`, whose places are rows of batches with an id there and lines of a file here, what is
said. Needs pyspark or pysail, pyarrow, and the wheel `marsad`.
"""

import argparse
import collections
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import marsad
import marsad.spark
import pyarrow.dataset

FIELDS = "id string, url string, outlet string, published string, title string, body string"


#: The server of Sail, which ends when nothing holds it.
SERVERS = []


def session(master: str):
    """A session of the engine."""
    from pyspark.sql import SparkSession

    if master == "sail":
        from pysail.spark import SparkConnectServer

        server = SparkConnectServer()
        server.start(background=True)
        SERVERS.append(server)
        return SparkSession.builder.remote(f"sc://localhost:{server.listening_address[1]}").getOrCreate()
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "700m",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
    }
    builder = SparkSession.builder.master(master).appName("marsad")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def kill_a_worker(after: float) -> None:
    """Takes one worker of the standalone cluster away, with its executor and what runs below it."""
    time.sleep(after)
    table = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout.splitlines()[1:]
    rows = [line.split(None, 2) for line in table]
    workers = [int(pid) for pid, _, args in rows if "org.apache.spark.deploy.worker.Worker" in args and "java" in args.split()[0]]
    below, doomed = collections.defaultdict(list), [workers[0]]
    for pid, parent, _ in rows:
        below[int(parent)].append(int(pid))
    for pid in doomed:
        doomed.extend(below[pid])
    for pid in doomed:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    print(f"killed a worker and {len(doomed) - 1} processes below it after {after:.0f} s", flush=True)


def rows(folder: Path, table: str) -> collections.Counter:
    """The rows of a table with how often each is there."""
    source = folder / table if (folder / table).is_dir() else folder / f"{table}.parquet"
    columns = ["kind", "message"] if table == "rejects" else list(marsad.TABLES[table])
    found = collections.Counter()
    if not source.exists():  # Sail writes no folder for a table without rows.
        return found
    for batch in pyarrow.dataset.dataset(source, format="parquet").to_batches(columns=columns):
        found.update(zip(*(column.to_pylist() for column in batch.columns)))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--master", required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--kill", action="store_true")
    args = parser.parse_args()
    shutil.rmtree(args.folder, ignore_errors=True)
    args.folder.mkdir(parents=True)

    began = time.monotonic()
    spark = session(args.master)
    articles = spark.read.schema(FIELDS).json(str(args.articles.resolve())).repartition(16)
    n_articles = articles.count()
    print(f"session and {n_articles} articles read: {time.monotonic() - began:.1f} s", flush=True)
    if args.kill:
        # In the middle of the coding, as far as that can be told before: two cores code some hundred articles a second.
        threading.Thread(target=kill_a_worker, args=(6 + n_articles / 800,), daemon=True).start()
    began = time.monotonic()
    marsad.spark.code(articles).save(str(args.folder / "coded"))
    seconds = time.monotonic() - began
    print(f"coded and saved: {seconds:.1f} s, {n_articles / seconds:.0f} articles/s", flush=True)
    began = time.monotonic()
    marsad.spark.code(articles, done=str(args.folder / "coded")).save(str(args.folder / "coded"))
    print(f"given again: {time.monotonic() - began:.1f} s", flush=True)
    marsad.spark.load(spark, str(args.folder / "coded")).export(str(args.folder / "tables"))
    spark.stop()

    began = time.monotonic()
    command = [args.program, "code", args.articles, "--format", "parquet", "-o", args.folder / "alone"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    print(f"the program alone: {time.monotonic() - began:.1f} s", flush=True)
    n_wrong = 0
    for table in marsad.TABLES:
        here, there = rows(args.folder / "alone", table), rows(args.folder / "tables", table)
        verdict = "the same" if here == there else f"DIFFER: {sum((here - there).values())} rows are missing, {sum((there - here).values())} are too many"
        n_wrong += here != there
        print(f"{table:12} {sum(here.values()):8} rows: {verdict}")
    return 1 if n_wrong else 0


sys.exit(main())
