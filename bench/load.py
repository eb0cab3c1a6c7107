#!/usr/bin/env python3
"""Does the console answer many readers while somebody writes?

    bench/load.py PROGRAM [--readers 200] [--seconds 60] [--articles FILE.jsonl] [--db DB]

Makes an observatory of FILE (default `corpora/demo.jsonl`) unless DB is given, which then is written into, and serves it. READERS connections ask for SECONDS for a mix of pages and
addresses of the API, each as soon as it has its answer to the last (`--think S` lets each wait S seconds on average between two, as people do), while `marsad ingest` takes the articles in
again and again under other ids. Prints errors, reads a second, and the median, 95th, 99th percentile and most milliseconds to a whole answer, all in all and for the slowest addresses.
Fails on an error, or when the 99th percentile is over `--goal` milliseconds (500). Needs nothing but Python's own library.
"""

import argparse
import asyncio
import collections
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import zlib
from pathlib import Path

MIX = [  # address, weight
    ("/", 6), ("/events", 8), ("/events?q=actor:IRN", 6), ("/search?q={word}", 8), ("/search", 3), ("/events/{event}", 14), ("/articles/{article}", 10), ("/actors", 2),
    ("/actors/IRN", 4), ("/dyads", 3), ("/dyads/IRN/IRQ", 5), ("/network?ego=IRN", 3), ("/map", 3), ("/timeline", 3), ("/review", 3), ("/sources", 3), ("/exports", 1),
    ("/assets/style.css", 4), ("/api/v1/events", 6), ("/api/v1/articles?q={word}", 4), ("/api/v1/facets", 3), ("/api/v1/overview", 3), ("/api/v1/articles/{article}/marks", 5),
    ("/api/v1/dyads/IRN/IRQ", 3), ("/api/v1/timeline", 3), ("/metrics", 1),
]
WORDS = ["محادثات", "زيارة", "بغداد", "اتفاق", "وزير", "هجوم"]


async def ask(reader, writer, host, path):
    """Status and body of one answer on a connection that stays."""
    writer.write(f"GET {path} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: gzip\r\naccept-language: ar\r\n\r\n".encode())
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" in head:
        pieces = []
        while True:
            size = int((await reader.readline()).strip(), 16)
            pieces.append((await reader.readexactly(size + 2))[:-2])
            if size == 0:
                return status, b"".join(pieces)
    length = [line for line in head.split("\r\n") if line.startswith("content-length:")]
    size = int(length[0].split(":")[1]) if length else 0
    return status, await reader.readexactly(size)


async def one(host, port, pick, until, think, times, errors):
    """A reader."""
    connection = None
    while time.monotonic() < until:
        kind, path = pick()
        began = time.perf_counter()
        try:
            if connection is None:
                connection = await asyncio.open_connection(host, port)
            status, body = await asyncio.wait_for(ask(*connection, f"{host}:{port}", path), 60)
            times[kind].append((time.perf_counter() - began) * 1e3)
            if status != 200:
                errors[f"{status} {kind}"] += 1
                body = zlib.decompress(body, 31) if body[:2] == b"\x1f\x8b" else body
                print(f"{path}: {status} {body[-600:].decode(errors='replace')}", file=sys.stderr)
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
            errors[f"{type(error).__name__} {kind}"] += 1
            if connection:
                connection[1].close()
            connection = None
        if think:
            await asyncio.sleep(random.expovariate(1 / think))
    if connection:
        connection[1].close()


def write(program, db, articles, folder, until, counts):
    """Takes the articles in under other ids and addresses until the time is over."""
    rows = [json.loads(line) for line in Path(articles).read_text(encoding="utf8").splitlines() if line.strip()]
    turn = 0
    while time.monotonic() < until:
        turn += 1
        part = Path(folder, f"part-{turn}.jsonl")
        with part.open("w", encoding="utf8") as out:
            for row in rows:
                other = {"id": f"{row['id']}-{turn}", "url": f"{row.get('url', '')}?{turn}", "body": f"{row['body']} ({turn})"}
                out.write(json.dumps({**row, **other}, ensure_ascii=False) + "\n")
        run = subprocess.run([program, "ingest", db, part, "--jobs", "1"], capture_output=True, text=True)
        if run.returncode != 0:
            counts["failed"] += 1
            print(f"ingest failed: {run.stderr}", file=sys.stderr)
            return
        counts["articles"] += len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=0)
    parser.add_argument("--articles", default=str(Path(__file__).parent.parent / "corpora/demo.jsonl"))
    parser.add_argument("--db")
    parser.add_argument("--goal", type=float, default=500)
    args = parser.parse_args()
    random.seed(7)
    with tempfile.TemporaryDirectory() as folder:
        db = args.db or f"{folder}/load.marsad"
        if not args.db:
            subprocess.run([args.program, "ingest", db, args.articles], check=True, capture_output=True)
        server = subprocess.Popen([args.program, "serve", db, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        try:
            host, port = server.stdout.readline().split("http://")[1].split("/")[0].split(":")
            get = lambda path: json.load(urllib.request.urlopen(f"http://{host}:{port}{path}"))
            events = [event["id"] for event in get("/api/v1/events?limit=200")["events"]]
            articles = [urllib.parse.quote(article["id"], safe="") for article in get("/api/v1/articles?limit=100")["articles"]]
            kinds, weights = zip(*MIX)

            def pick():
                kind = random.choices(kinds, weights)[0]
                word = urllib.parse.quote(random.choice(WORDS))
                return kind, kind.format(word=word, event=random.choice(events), article=random.choice(articles))

            times, errors, counts = collections.defaultdict(list), collections.Counter(), collections.Counter()
            began = time.monotonic()
            until = began + args.seconds
            writer = threading.Thread(target=write, args=(args.program, db, args.articles, folder, until, counts))
            writer.start()

            async def all_readers():
                await asyncio.gather(*(one(host, int(port), pick, until, args.think, times, errors) for _ in range(args.readers)))

            asyncio.run(all_readers())
            took = time.monotonic() - began
            writer.join()
        finally:
            server.terminate()
            server.wait()
    whole = sorted(value for values in times.values() for value in values)
    at = lambda values, share: values[min(len(values) - 1, int(len(values) * share))]
    print(f"{args.readers} readers, {took:.0f} s, {counts['articles']} articles written meanwhile")
    print(f"{len(whole)} answers, {len(whole) / took:.0f}/s, {sum(errors.values())} errors {dict(errors)}")
    print(f"milliseconds: median {at(whole, 0.5):.0f}, p95 {at(whole, 0.95):.0f}, p99 {at(whole, 0.99):.0f}, most {whole[-1]:.0f}")
    slowest = sorted(((at(sorted(values), 0.99), kind, len(values)) for kind, values in times.items()), reverse=True)
    for p99, kind, n in slowest[:8]:
        print(f"  {kind:36} p99 {p99:7.0f} of {n}")
    if errors or counts["failed"] or at(whole, 0.99) > args.goal:
        sys.exit(1)


if __name__ == "__main__":
    main()
