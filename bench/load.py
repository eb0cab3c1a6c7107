#!/usr/bin/env python3
"""Does the console answer many readers while somebody writes?

    bench/load.py PROGRAM [--readers 200] [--seconds 60] [--articles FILE.jsonl] [--db DB]

Makes an observatory of FILE (default `corpora/demo.jsonl`) unless DB is given, which then is written into, and serves it. READERS connections ask for SECONDS for a mix of pages and
addresses of the API, each as soon as it has its answer to the last (`--think S` lets each wait S seconds on average between two, as people do), while `marsad ingest` takes the articles in
again and again under other ids. Prints errors, reads a second, and the median, 95th, 99th percentile and most milliseconds to a whole answer, all in all and for the slowest addresses.
Fails on an error, or when the 99th percentile is over `--goal` milliseconds (500). The readers are `readers.rs`, which is compiled with `rustc`: a client in Python takes as much of two
cores as the server. Readers and writer share the machine with the server all the same.
"""

import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

MIX = [  # address, weight
    ("/", 6), ("/events", 8), ("/events?q=actor:IRN", 6), ("/search?q={word}", 8), ("/search", 3), ("/events/{event}", 14), ("/articles/{article}", 10), ("/actors", 2),
    ("/actors/IRN", 4), ("/dyads", 3), ("/dyads/IRN/IRQ", 5), ("/network?ego=IRN", 3), ("/map", 3), ("/timeline", 3), ("/review", 3), ("/sources", 3), ("/exports", 1),
    ("/assets/style.css", 4), ("/api/v1/events", 6), ("/api/v1/articles?q={word}", 4), ("/api/v1/facets", 3), ("/api/v1/overview", 3), ("/api/v1/articles/{article}/marks", 5),
    ("/api/v1/dyads/IRN/IRQ", 3), ("/api/v1/timeline", 3), ("/metrics", 1),
]
WORDS = ["محادثات", "زيارة", "بغداد", "اتفاق", "وزير", "هجوم"]


def seconds_of(pid):
    """Seconds that the cores have worked for a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
        subprocess.run(["rustc", "--edition", "2024", "-O", Path(__file__).parent / "readers.rs", "-o", f"{folder}/readers"], check=True)
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
            drawn = "".join("%s\t%s\n" % pick() for _ in range(20_000))
            cpu = seconds_of(server.pid)
            began = time.monotonic()
            writer = threading.Thread(target=write, args=(args.program, db, args.articles, folder, began + args.seconds, counts))
            writer.start()
            command = [f"{folder}/readers", f"{host}:{port}", str(args.readers), str(args.seconds), str(args.think)]
            answers = subprocess.run(command, input=drawn, stdout=subprocess.PIPE, text=True, check=True).stdout
            cpu = seconds_of(server.pid) - cpu
            for line in answers.splitlines():
                kind, status, ms = line.split("\t")
                times[kind].append(float(ms))
                if status != "200":
                    errors[f"{status} {kind}"] += 1
            took = time.monotonic() - began
            writer.join()
        finally:
            server.terminate()
            server.wait()
    whole = sorted(value for values in times.values() for value in values)
    at = lambda values, share: values[min(len(values) - 1, int(len(values) * share))]
    print(f"{args.readers} readers, {took:.0f} s, {counts['articles']} articles written meanwhile")
    print(f"{len(whole)} answers, {len(whole) / took:.0f}/s, {sum(errors.values())} errors {dict(errors)}; the server worked {cpu / max(1, len(whole)) * 1e3:.2f} ms for each")
    print(f"milliseconds: median {at(whole, 0.5):.0f}, p95 {at(whole, 0.95):.0f}, p99 {at(whole, 0.99):.0f}, most {whole[-1]:.0f}")
    slowest = sorted(((at(sorted(values), 0.99), kind, len(values)) for kind, values in times.items()), reverse=True)
    for p99, kind, n in slowest[:8]:
        print(f"  {kind:36} p99 {p99:7.0f} of {n}")
    if errors or counts["failed"] or at(whole, 0.99) > args.goal:
        sys.exit(1)


if __name__ == "__main__":
    main()
