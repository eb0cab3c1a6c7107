#!/usr/bin/env python3
"""How fast is the Python package: its import, its first claim, and many articles beside the program.

    bench/wheel.py PROGRAM ARTICLES.jsonl [--jobs 2] [--rounds 7]

Run it with the interpreter in which the wheel and pyarrow are installed. Printed are the median milliseconds of `import marsad`, and from before the import to the first claim, each in a process of its own; then
articles a second of the program (JSON lines to Parquet, its start included) and of the wheel for batches of 1,000 articles, coded only and from JSON lines to Parquet; program and wheel take turns, and the best of the rounds counts.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import marsad
import pyarrow
import pyarrow.parquet

BATCH = 1_000
START = """
import time
began = time.perf_counter()
import marsad
imported = time.perf_counter()
claims = marsad.code("زار وزير الخارجية المصري بغداد أمس.", published="2024-11-10")["claims"]
assert claims
print((imported - began) * 1e3, (time.perf_counter() - began) * 1e3)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("program")
    parser.add_argument("articles", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()

    starts = [subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True) for _ in range(args.rounds)]
    imports, firsts = zip(*(map(float, start.stdout.split()) for start in starts))
    print(f"Python {sys.version.split()[0]}, marsad {marsad.__version__}")
    print(f"import marsad: {statistics.median(imports):.0f} ms; to the first claim: {statistics.median(firsts):.0f} ms (medians of {args.rounds})")

    with args.articles.open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    fields = [name for name in ("id", "url", "outlet", "published", "title", "body") if name in articles[0]]
    table = pyarrow.table({name: [article.get(name) for article in articles] for name in fields})
    batches = table.combine_chunks().to_batches(max_chunksize=BATCH)
    coder = marsad.Coder(jobs=args.jobs)
    best: dict[str, float] = {}
    for _ in range(max(1, args.rounds // 2)):
        with tempfile.TemporaryDirectory() as folder:
            for name, run in [
                ("the program, JSON lines to Parquet", lambda: program(args, folder)),
                ("the wheel, batches in memory", lambda: [coder.code_table(batch) for batch in batches]),
                ("the wheel, JSON lines to Parquet", lambda: wheel(args.articles, coder, folder)),
            ]:
                began = time.perf_counter()
                run()
                best[name] = min(best.get(name, float("inf")), time.perf_counter() - began)
    for name, seconds in best.items():
        print(f"{name}: {len(articles) / seconds:.0f} articles/s on {args.jobs} threads")


def program(args: argparse.Namespace, folder: str) -> None:
    command = [args.program, "code", args.articles, "--format", "parquet", "--jobs", str(args.jobs), "-o", f"{folder}/program"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def wheel(path: Path, coder: marsad.Coder, folder: str) -> None:
    writers: dict[str, pyarrow.parquet.ParquetWriter] = {}
    for tables in coder.code_files(path, articles=BATCH):
        for name in tables:
            table = pyarrow.table(tables[name])
            if name not in writers:
                writers[name] = pyarrow.parquet.ParquetWriter(f"{folder}/{name}.parquet", table.schema, compression="zstd")
            writers[name].write_table(table)
    for writer in writers.values():
        writer.close()


main()
