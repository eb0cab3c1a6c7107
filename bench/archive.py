#!/usr/bin/env python3
"""How fast is the observatory, and does it keep what it promises?

    bench/archive.py PROGRAM FOLDER [--kills N] [--decisions N] [--articles FILE]
    bench/archive.py PROGRAM FOLDER --claims 1000000 [--keep FILE]

PROGRAM is the path of `marsad`, FOLDER the one with the zip files of SaudiNewsNet (bench/saudinewsnet.py).

The first form ingests the corpus, again (nothing may be added), and recodes all of it; then it kills N ingests, recodes and decisions (default 30) with
SIGKILL at random moments, each followed by a check of the file and a run that goes on; then the same with a watch of growing feeds from a server of its
own on this machine; then it makes N decisions (default 500) about random claims, takes a fifth of the frames away, recodes, and counts the decisions in force;
and it lets the disk run full and makes the file read-only, where it may mount (as root). With --articles the articles of a file are taken in place of the corpus, and
FOLDER is not read.

The second form repeats the articles in which something is coded with shifted days until there are so many claims, and measures queries: pairs of
filters, words, actors, through `marsad find --queries`. With --keep the file stays. Prints figures; fails when a promise is broken. Random choices have
a fixed seed. Needs nothing but Python's own library.
"""

import argparse
import contextlib
import datetime
import email.utils
import html
import http.server
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(command: list[str], **options) -> tuple[float, str, str]:
    """Runs a command: seconds, standard output, standard error; ends the program where it fails."""
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command[:4])} … ended with {done.returncode}: {done.stderr[-500:]}")
    return time.monotonic() - began, done.stdout, done.stderr


def number(db: Path, sql: str) -> int:
    """One number of the file."""
    connection = sqlite3.connect(db)
    try:
        return connection.execute(sql).fetchone()[0]
    finally:
        connection.close()


def sound(db: Path) -> list[str]:
    """What is wrong with a file."""
    wrong = []
    connection = sqlite3.connect(db)
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        wrong.append("integrity check")
    for what, sql in [
        ("claims without event", "SELECT count(*) FROM claims WHERE event IS NULL AND state <> 'rejected'"),
        ("events that count wrongly", "SELECT count(*) FROM events e WHERE n_claims <> (SELECT count(*) FROM claims c WHERE c.event = e.event)"),
        ("articles twice", "SELECT count(*) - count(DISTINCT key) FROM articles"),
        ("articles without words", "SELECT count(*) FROM articles WHERE article NOT IN (SELECT id FROM words_docsize)"),
    ]:
        n = connection.execute(sql).fetchone()[0]
        if n:
            wrong.append(f"{n} {what}")
    connection.close()
    return wrong


def killed(command: list[str], seconds: float) -> bool:
    """Runs a command and kills it after so many seconds; whether it was still running."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        child.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.wait()
        return True


def kills(program: str, articles: Path, folder: Path, n_kills: int, choose: random.Random) -> bool:
    """Kills runs at random moments and lets them go on."""
    part = folder / "part.jsonl"
    lines = articles.read_text().splitlines(keepends=True)
    part.write_text("".join(choose.sample(lines, min(3000, len(lines)))))
    whole = folder / "whole.db"
    took, _, _ = run([program, "ingest", str(whole), str(part)])
    n_articles, n_claims = number(whole, "SELECT count(*) FROM articles"), number(whole, "SELECT count(*) FROM claims")
    n_killed, wrong = 0, []
    db = folder / "killed.db"
    for n in range(n_kills):
        recodes = n % 3 == 2 and db.exists()
        command = [program, "recode", str(db), "--all"] if recodes else [program, "ingest", str(db), str(part)]
        before = number(db, "SELECT count(*) FROM articles") if db.exists() and db.stat().st_size else 0
        n_killed += killed(command, choose.uniform(0.3, max(took, 1.0)))
        wrong += [f"after kill {n}: {what}" for what in sound(db)] if db.exists() and db.stat().st_size else []
        after = number(db, "SELECT count(*) FROM articles") if db.exists() and db.stat().st_size else 0
        if after < before:
            wrong.append(f"after kill {n}: {before - after} articles were lost")
        if after == n_articles and n % 3 == 1:
            # Everything is there: begin anew.
            for path in folder.glob("killed.db*"):
                path.unlink()
    run([program, "ingest", str(db), str(part)])
    run([program, "recode", str(db), "--all"])
    same = number(db, "SELECT count(*) FROM articles") == n_articles and number(db, "SELECT count(*) FROM claims") == n_claims
    ids = lambda path: sorted(row[0] for row in sqlite3.connect(path).execute("SELECT id || n_claims FROM events"))
    same = same and ids(db) == ids(whole)
    print(f"kills: {n_killed} of {n_kills} runs were killed while they ran; wrong afterwards: {wrong or 'nothing'}; the same in the end: {same}")
    return not wrong and same


class Server(http.server.ThreadingHTTPServer):
    """A server that says nothing when a watch that is killed hangs up."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class Feeds:
    """A server with feeds that grow by some items each time they are asked, on several ports of this machine: a site each."""

    def __init__(self, articles: list[dict], n_feeds: int, choose: random.Random) -> None:
        self.items = [articles[n::n_feeds] for n in range(n_feeds)]
        self.visible = [0] * n_feeds
        self.steps = [choose.randint(5, 40) for _ in range(n_feeds)]
        feeds = self

        class Handler(http.server.BaseHTTPRequestHandler):
            """Answers for a feed; there is no robots.txt."""

            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                name = self.path.removeprefix("/feed/")
                is_feed = name != self.path and name.isdigit()
                body = feeds.document(int(name)) if is_feed else b""
                tag = f'"{len(body)}"'
                same = is_feed and self.headers.get("If-None-Match") == tag
                self.send_response(304 if same else 200 if is_feed else 404)
                self.send_header("ETag", tag)
                self.send_header("Content-Length", "0" if same else str(len(body)))
                self.end_headers()
                if not same:
                    # A watch that is killed hangs up.
                    with contextlib.suppress(OSError):
                        self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.servers = [Server(("127.0.0.1", 0), Handler) for _ in range(n_feeds)]
        for server in self.servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self.urls = [f"http://127.0.0.1:{server.server_port}/feed/{n}" for n, server in enumerate(self.servers)]

    def document(self, feed: int) -> bytes:
        """What a feed has now."""
        self.visible[feed] = min(self.visible[feed] + self.steps[feed], len(self.items[feed]))
        items = []
        for row in self.items[feed][: self.visible[feed]]:
            day = datetime.datetime.fromisoformat(row["published"][:10]).replace(tzinfo=datetime.timezone.utc)
            items.append(
                f"<item><guid>{html.escape(str(row['id']))}</guid><link>http://news.example/{feed}/{html.escape(str(row['id']))}</link>"
                f"<title>{html.escape(row.get('title') or '')}</title><pubDate>{email.utils.format_datetime(day)}</pubDate>"
                f"<description>{html.escape(html.escape(row['body'], quote=False), quote=False)}</description></item>"
            )
        return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>feed {feed}</title>{''.join(items)}</channel></rss>".encode()

    def close(self) -> None:
        """Ends the servers."""
        for server in self.servers:
            server.shutdown()
            server.server_close()


def watch_kills(program: str, articles: Path, folder: Path, n_kills: int, choose: random.Random) -> bool:
    """Kills a watch of growing feeds at random moments, and compares what it has in the end with one that was not killed."""
    rows = [json.loads(line) for line in articles.open()]
    rows = [row for row in rows if row.get("published") and row["body"].strip()]
    feeds = Feeds(choose.sample(rows, min(600, len(rows))), 6, choose)
    command = ["--allow-private", "--interval", "1", "--contact", "bench@example.org"]

    def begin(name: str) -> Path:
        db = folder / name
        for url in feeds.urls:
            run([program, "feeds", str(db), "add", url])
        return db

    def due(db: Path) -> None:
        """Every feed is asked again now."""
        connection = sqlite3.connect(db)
        connection.executescript("UPDATE feeds SET not_before = NULL; UPDATE robots SET not_before = NULL")
        connection.close()

    def to_the_end(db: Path) -> float:
        """Reads everything that the feeds will ever have."""
        feeds.visible = [len(items) for items in feeds.items]
        due(db)
        return run([program, "watch", str(db), "--once", *command])[0]

    def kept(db: Path) -> tuple[list, list]:
        connection = sqlite3.connect(db)
        told = (sorted(connection.execute("SELECT key, hash FROM articles")), sorted(connection.execute("SELECT id, n_claims FROM events")))
        connection.close()
        return told

    try:
        whole = begin("watched.db")
        took = to_the_end(whole)
        db = begin("watch-killed.db")
        feeds.visible = [0] * len(feeds.items)
        n_killed, wrong = 0, []
        for n in range(n_kills):
            if all(visible == len(items) for visible, items in zip(feeds.visible, feeds.items)) and number(db, "SELECT count(*) FROM articles") == len(kept(whole)[0]):
                for path in folder.glob("watch-killed.db*"):
                    path.unlink()
                begin("watch-killed.db")
                feeds.visible = [0] * len(feeds.items)
            due(db)
            before = number(db, "SELECT count(*) FROM articles")
            n_killed += killed([program, "watch", str(db), *command], choose.uniform(0.05, max(took / 3, 0.5)))
            wrong += [f"after kill {n}: {what}" for what in sound(db)]
            lost = before - number(db, "SELECT count(*) FROM articles")
            if lost > 0:
                wrong.append(f"after kill {n}: {lost} articles were lost")
        to_the_end(db)
        same = kept(db) == kept(whole) and number(db, "SELECT count(*) FROM versions") == 0
    finally:
        feeds.close()
    n_articles = number(db, "SELECT count(*) FROM articles")
    print(f"watch: {n_killed} of {n_kills} watches were killed; wrong afterwards: {wrong or 'nothing'}; the same {n_articles} articles and events in the end: {same}")
    return not wrong and same


def decisions(program: str, db: Path, folder: Path, n_decisions: int, choose: random.Random) -> bool:
    """Makes decisions, changes the data, recodes, counts what is in force."""
    connection = sqlite3.connect(db)
    claims = [row[0] for row in connection.execute("SELECT DISTINCT id FROM claims ORDER BY id")]
    connection.close()
    actions = [["accept"], ["reject"], ["change", "status=denied"], ["change", "source=egypt", "place=cairo"]]
    for n, claim in enumerate(choose.sample(claims, n_decisions)):
        action, *changes = actions[n % len(actions)]
        run([program, "decide", str(db), action, claim, *changes, "--author", "bench", "--reason", "measured"])
    data = folder / "data"
    for name in ["lang", "knowledge", "ontology"]:
        shutil.copytree(HERE.parent / name, data / name)
    for path in sorted((data / "lang" / "ar" / "frames").glob("*.toml")):
        frames = path.read_text().split("[[frame]]")
        kept = [frame for at, frame in enumerate(frames) if at == 0 or choose.random() > 0.2]
        path.write_text("[[frame]]".join(kept))
    run([program, "data", "build", str(data), "-o", str(folder / "less.pack")])
    took, out, _ = run([program, "recode", str(db), "--pack", str(folder / "less.pack")])
    print("recode with a fifth of the frames gone:", out.splitlines()[0], f"in {took:.0f} s")
    rows = [json.loads(line) for line in run([program, "decide", str(db), "list", "--format", "json"])[1].splitlines()]
    n_force = sum(row["in_force"] for row in rows)
    n_differ = sum(bool(row["differs"]) for row in rows)
    held = 0
    connection = sqlite3.connect(db)
    for row in rows:
        states = {state for (state,) in connection.execute("SELECT state FROM claims WHERE id = ?", [row["detail"]["claim"]])}
        wanted = {"accept": {"accepted", "kept"}, "reject": {"rejected", None}, "change": {"changed", "kept"}}[row["action"]]
        held += bool(states & wanted) or row["action"] == "reject" and not states
    connection.close()
    print(f"decisions: {n_force} of {len(rows)} in force, {held} hold in the claims, the coder differs from {n_differ}")
    return n_force == len(rows) == n_decisions and held == n_decisions and not sound(db)


def full_disk(program: str, articles: Path, folder: Path) -> bool:
    """Lets the disk run full, where one may be mounted."""
    disk = folder / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], check=False, capture_output=True).returncode != 0:
        print("full disk: not measured; mounting a small one needs root")
        return True
    try:
        done = subprocess.run([program, "ingest", str(disk / "a.db"), str(articles)], capture_output=True, text=True, check=False)
        # On the full disk itself nobody can make the small file that readers share.
        copy = folder / "copy"
        shutil.copytree(disk, copy)
        wrong = sound(copy / "a.db")
        kept = number(copy / "a.db", "SELECT count(*) FROM articles")
        print(f"full disk: status {done.returncode}, {kept} articles kept, wrong: {wrong or 'nothing'}; {done.stderr.splitlines()[-1][:160]}")
        return done.returncode == 3 and "full" in done.stderr and not wrong
    finally:
        subprocess.run(["umount", disk], check=False)


def read_only(program: str, db: Path, folder: Path) -> bool:
    """Makes a copy read-only with its folder, where that may be done: what writes says so, what reads goes on."""
    place, output = folder / "read-only", folder / "read-only-output"
    place.mkdir()
    output.mkdir()
    connection = sqlite3.connect(db)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    copy = place / "a.db"
    shutil.copy(db, copy)
    mounts = [["mount", "--bind", place, place], ["mount", "-o", "remount,ro,bind", place]]
    if os.geteuid() != 0 or any(subprocess.run(mount, check=False, capture_output=True).returncode != 0 for mount in mounts):
        subprocess.run(["umount", place], check=False, capture_output=True)
        print("read-only: not measured; mounting needs root")
        return True
    note = folder / "note.jsonl"
    note.write_text('{"id": "new", "published": "2024-11-10", "title": "", "body": "وصل الوزير إلى القاهرة."}\n')
    before, wrong = copy.read_bytes(), []
    connection = sqlite3.connect(f"file:{copy}?immutable=1", uri=True)
    claim = connection.execute("SELECT id FROM claims LIMIT 1").fetchone()[0]
    connection.close()
    try:
        for status, args in [
            (0, ["find", copy, "type:CONSULT"]),
            (0, ["find", copy, "الوزير", "--what", "articles"]),
            (0, ["export", copy, "--format", "jsonl", "-o", output / "events.jsonl"]),
            (0, ["snapshot", copy, "-o", output / "snapshot"]),
            (0, ["doctor", copy]),
            (3, ["ingest", copy, note]),
            (3, ["recode", copy, "--all"]),
            (3, ["retain", copy, "--days", "0"]),
            (3, ["decide", copy, "accept", claim, "--author", "bench"]),
            (3, ["feeds", copy, "add", "https://news.example/feed.xml"]),
        ]:
            done = subprocess.run([program, *map(str, args)], capture_output=True, text=True, check=False)
            if done.returncode != status or status == 3 and "cannot be written" not in done.stderr:
                wrong.append(f"{args[0]} ended with {done.returncode}: {done.stderr.strip()[-200:]}")
        wrong += ["the file changed"] if copy.read_bytes() != before else []
    finally:
        subprocess.run(["umount", place], check=False)
    print(f"read-only: five commands read, five say that they cannot write; wrong: {wrong or 'nothing'}")
    return not wrong


def corpus(folder: str, out: Path) -> None:
    """Writes the corpus as articles."""
    subprocess.run([sys.executable, HERE / "saudinewsnet.py", folder, "-o", out], check=True, stderr=subprocess.DEVNULL)


def promises(program: str, articles: Path, folder: Path, options: argparse.Namespace) -> bool:
    """The first form."""
    choose = random.Random(11)
    db = folder / "news.db"
    took, _, _ = run([program, "ingest", str(db), str(articles)])
    n = number(db, "SELECT count(*) FROM articles")
    n_claims = number(db, "SELECT count(*) FROM claims")
    n_events = number(db, "SELECT count(*) FROM events")
    print(f"ingest: {n} articles, {n_claims} claims, {n_events} events in {took:.0f} s = {n / took:.0f} articles/s; {db.stat().st_size / 1e6:.0f} MB")
    took, _, err = run([program, "ingest", str(db), str(articles)])
    again = number(db, "SELECT count(*) FROM articles") == n and number(db, "SELECT count(*) FROM claims") == n_claims
    print(f"again: {took:.0f} s, nothing added: {again}; {[line for line in err.splitlines() if 'known before' in line][-1]}")
    took, out, _ = run([program, "recode", str(db), "--all"])
    print(f"recode: {took:.0f} s = {n / took:.0f} articles/s; {out.splitlines()[0]}")
    good = again and not sound(db)
    good &= kills(program, articles, folder, options.kills, choose)
    good &= watch_kills(program, articles, folder, options.kills, choose)
    good &= decisions(program, db, folder, options.decisions, choose)
    good &= full_disk(program, articles, folder)
    return good & read_only(program, db, folder)


def shifted(article: dict, n: int) -> dict:
    """An article as if it had been published later."""
    day = datetime.date.fromisoformat(article["published"][:10]) + datetime.timedelta(days=61 * n)
    return article | {"id": f"{article['id']}+{n}", "url": None, "published": day.isoformat()}


def million(program: str, articles: Path, folder: Path, options: argparse.Namespace) -> bool:
    """The second form."""
    db = Path(options.keep) if options.keep else folder / "large.db"
    if not db.exists():
        rows = {}
        for line in articles.open():
            row = json.loads(line)
            rows[row["id"]] = row
        told = folder / "told.jsonl"
        n_once = 0
        with told.open("w") as out:
            for line in run([program, "code", str(articles)])[1].splitlines():
                coded = json.loads(line)
                if coded["claims"] and coded["article"]["published"]:
                    n_once += len(coded["claims"])
                    out.write(json.dumps(rows[coded["article"]["id"]], ensure_ascii=False) + "\n")
        began = time.monotonic()
        child = subprocess.Popen([program, "ingest", str(db), "-"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        kept = [json.loads(line) for line in told.open()]
        for n in range(-(-options.claims // n_once)):
            for row in kept:
                child.stdin.write(json.dumps(shifted(row, n), ensure_ascii=False) + "\n")
        child.stdin.close()
        if child.wait() != 0:
            sys.exit("the ingest failed")
        print(f"ingest: {number(db, 'SELECT count(*) FROM articles')} articles in {time.monotonic() - began:.0f} s")
    print(f"{number(db, 'SELECT count(*) FROM claims')} claims, {number(db, 'SELECT count(*) FROM events')} events, {db.stat().st_size / 1e9:.2f} GB")
    choose = random.Random(5)
    connection = sqlite3.connect(db)
    facets = {}
    for name, n_events in connection.execute("SELECT name, n_events FROM facets WHERE n_events > 20 AND name NOT LIKE 'review:%'"):
        facets.setdefault(name.split(":")[0], []).append((name, n_events))
    connection.close()

    def filter_() -> str:
        kind = choose.choice(sorted(facets))
        name, _ = choose.choices(facets[kind], weights=[n for _, n in facets[kind]])[0]
        key, value = name.split(":", 1)
        return f'{key}:"{value}"' if " " in value else name

    words = "تحذير هجوم مباحثات رئيس وزير قصف اتفاق زيارة بيان الحكومة السعودية اليمن مجلس الأمن مقتل صواريخ النفط".split()
    actors = [name for name, _ in sorted(facets["actor"], key=lambda row: -row[1])[:200]]
    good = True
    for what, limit, queries in [
        ("events by two filters", 50, [f"{filter_()} {filter_()}" for _ in range(400)]),
        ("articles by words", 100, [" ".join(choose.sample(words, choose.choice([1, 1, 2]))) for _ in range(100)]),
        ("events of an actor", 100, [choose.choice(actors) for _ in range(100)]),
    ]:
        listed = folder / "queries.txt"
        listed.write_text("".join(f"{query}\n" for query in queries))
        shape = ["--what", "articles"] if what.startswith("articles") else []
        lines = run([program, "find", str(db), "--queries", str(listed), *shape])[1].splitlines()
        times = sorted(json.loads(line)["ms"] for line in lines)
        p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
        good &= p95 < limit
        print(f"{what}: {len(times)} queries, median {p50:.1f} ms, p95 {p95:.1f} ms (goal {limit}), longest {times[-1]:.1f} ms")
    return good


def main() -> None:
    """Measures, and fails when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--decisions", type=int, default=500)
    parser.add_argument("--articles")
    parser.add_argument("--claims", type=int)
    parser.add_argument("--keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = Path(options.articles) if options.articles else folder / "articles.jsonl"
        if not options.articles:
            corpus(options.folder, articles)
        program = str(Path(options.program).resolve())
        good = million(program, articles, folder, options) if options.claims else promises(program, articles, folder, options)
    if not good:
        sys.exit("a promise is broken")


if __name__ == "__main__":
    main()
