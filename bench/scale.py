#!/usr/bin/env python3
"""How long does a large archive take on a cluster: measured on one core of this machine, and simulated from there.

    bench/scale.py measure PROGRAM ARTICLES.jsonl [--pages 2000]
    bench/scale.py simulate [--files 9000 --pages 11000 --arabic 0.04 --cores 256 --arabic-rate R --other-rate R --lost-per-hour 0.02 --cost 0.04]

`measure` wraps articles into pages with menus and links round them, in a web archive packed as Common Crawl packs its own, and prints what one core does: pages a second with the text found and coded, the same of pages in
another language, articles a second from JSON lines, bytes of Parquet for each article, and what is read and written. `simulate` deals files of that many pages to that many cores, one file a task, which takes as long as its pages, or as its bytes at --megabytes-per-second for each core; sizes vary
as lognormal with a standard deviation of 0.3 of the logarithm, each machine of 16 cores is lost at the rate given (as spot machines are) and comes back after five minutes, and a task that is lost begins again, at once, elsewhere. It prints
hours (the median and the 95th percentile of runs with other random numbers), core hours, work done twice, and cost. Neither downloads anything.
"""

import argparse
import gzip
import heapq
import html
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

MACHINE = 16
BACK_AFTER = 300.0


def page(article: dict, body: str) -> bytes:
    """An article as a page of a news site: some 150 kB, of which a third is script and most of the rest links and cards, as pages of news have them."""
    noise = random.Random(article.get("id") or body[:40])
    token = lambda: f"{noise.getrandbits(48):012x}"  # noqa: E731
    links = "".join(f'<li class="m-{token()}"><a href="/section/{token()}">قسم {n}</a></li>' for n in range(200))
    related = "".join(
        f'<div class="card c-{token()}"><a href="/{token()}/{token()}"><img src="https://img.example/{token()}/{token()}.jpg" alt=""><h3>عنوان خبر آخر {n}</h3></a><p>سطر منه.</p></div>'
        for n in range(150)
    )
    text = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in body.split("\n") if paragraph.strip())
    script = "<script>var a=[" + ",".join(f'"{token()}"' for _ in range(3_500)) + "];</script>"
    title = html.escape(article.get("title") or "")
    published = html.escape(article.get("published") or "")
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{published}">{script}</head><body><nav><ul>{links}</ul></nav>'
        f"<main><article><h1>{title}</h1>{text}</article></main><aside>{related}</aside><footer><ul>{links}</ul></footer></body></html>"
    ).encode()


def archive(path: Path, articles: list[dict], is_other: bool) -> int:
    """Writes a web archive; a member of gzip for each record. Returns the bytes of its pages."""
    n_bytes = 0
    with path.open("wb") as file:
        for number, article in enumerate(articles):
            body = article.get("body") or ""
            if is_other:
                body = " ".join("word" if len(word) > 3 else "of" for word in body.split(" "))
            content = page(article, body)
            n_bytes += len(content)
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + content
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))
    return n_bytes


def run(program: str, source: Path, folder: Path) -> tuple[float, int]:
    """Seconds of a core, whatever else the machine does, and bytes of the tables."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [program, "code", str(source), "--format", "parquet", "--jobs", "1", "-o", str(folder)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, sum(table.stat().st_size for table in folder.iterdir())


def measure(args: argparse.Namespace) -> None:
    with args.articles.open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file][: args.pages]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = folder / "a.jsonl"
        lines.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), encoding="utf-8")
        seconds, n_bytes = run(args.program, lines, folder / "text")
        print(f"text: {len(articles) / seconds:.0f} articles/s, {n_bytes / len(articles):.0f} bytes of Parquet an article")
        for kind, is_other in [("arabic", False), ("other", True)]:
            path = folder / f"{kind}.warc.gz"
            n_pages = archive(path, articles, is_other)
            seconds, n_bytes = run(args.program, path, folder / kind)
            size = path.stat().st_size
            print(
                f"{kind} pages: {len(articles) / seconds:.0f}/s, {n_pages / len(articles) / 1e3:.0f} kB a page, {size / len(articles) / 1e3:.1f} kB packed, "
                f"{size / seconds / 1e6:.1f} MB/s of archive, {n_bytes / len(articles):.0f} bytes of Parquet a page"
            )


def simulate(args: argparse.Namespace) -> None:
    hours, twice = [], []
    working = args.pages * (args.arabic / args.arabic_rate + (1 - args.arabic) / args.other_rate)
    # A file is unpacked and coded while it arrives, so the slower of the two counts.
    seconds = max(working, args.megabytes / args.megabytes_per_second)
    for seed in range(args.runs):
        random.seed(seed)
        tasks = [seconds * random.lognormvariate(-0.045, 0.3) for _ in range(args.files)]
        end, wasted = deal(tasks, args.cores, args.lost_per_hour / 3600)
        hours.append(end / 3600)
        twice.append(wasted / sum(tasks))
    hours.sort()
    core_hours = statistics.median(hours) * args.cores
    print(f"{args.files} files, {args.files * args.pages:.3g} pages, {args.files * args.pages * args.arabic:.3g} Arabic; one file: {working / 60:.1f} min of a core, {seconds / 60:.1f} min with its reading")
    print(f"on {args.cores} cores: {statistics.median(hours):.1f} h (95th percentile {hours[int(len(hours) * 0.95)]:.1f}), {core_hours:.0f} core hours, {100 * statistics.mean(twice):.1f} % of the work done twice")
    print(f"cost at {args.cost} a core hour: {core_hours * args.cost:.0f}")


def deal(tasks: list[float], cores: int, lost_per_second: float) -> tuple[float, float]:
    """Deals tasks to cores in order; machines are lost and come back. Returns when the last task ends, and the seconds of work that were lost."""
    n_machines = max(1, cores // MACHINE)
    losses = [random.expovariate(lost_per_second) if lost_per_second else float("inf") for _ in range(n_machines)]
    free = [(0.0, core) for core in range(cores)]
    heapq.heapify(free)
    queue, wasted, last = list(reversed(tasks)), 0.0, 0.0
    while queue:
        now, core = heapq.heappop(free)
        machine = min(core // MACHINE, n_machines - 1)
        while losses[machine] + BACK_AFTER <= now:
            losses[machine] += BACK_AFTER + random.expovariate(lost_per_second)
        if losses[machine] <= now:
            heapq.heappush(free, (losses[machine] + BACK_AFTER, core))
            continue
        task = queue.pop()
        if now + task > losses[machine]:
            wasted += losses[machine] - now
            queue.append(task)
            heapq.heappush(free, (losses[machine] + BACK_AFTER, core))
            continue
        last = max(last, now + task)
        heapq.heappush(free, (now + task, core))
    return last, wasted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    measured = commands.add_parser("measure")
    measured.add_argument("program")
    measured.add_argument("articles", type=Path)
    measured.add_argument("--pages", type=int, default=2_000)
    simulated = commands.add_parser("simulate")
    for name, default, kind in [
        ("files", 9_000, int), ("pages", 11_000, int), ("arabic", 0.04, float), ("cores", 256, int), ("arabic-rate", 150.0, float),
        ("other-rate", 250.0, float), ("megabytes", 1_000.0, float), ("megabytes-per-second", 20.0, float),
        ("lost-per-hour", 0.02, float), ("cost", 0.04, float), ("runs", 40, int),
    ]:  # fmt: skip
        simulated.add_argument(f"--{name}", type=kind, default=default)
    args = parser.parse_args()
    if args.command == "measure":
        measure(args)
    else:
        simulate(args)


if __name__ == "__main__":
    sys.exit(main())
