#!/usr/bin/env python3
"""How long does a reader of the console wait for the first byte of each page?

    bench/pages.py PROGRAM DB [--rounds 40] [--goal 150]

Serves DB with PROGRAM (the path of `marsad`) on a free port, opens every page of the console, and the addresses of the API that its charts read, for actors, events, articles
and words which DB has, and prints for each the median, the 95th percentile and the most milliseconds until the first byte, and how many bytes came. Each round asks for something else
where a page is of something: another event, another actor, other words; and no address is asked for twice, so that no kept answer is measured. The first round is not counted: what it costs to read from the disk is another question (`first`).
Fails when the 95th percentile of a page is over the goal. DB is only read. Needs nothing but Python's own library.
"""

import argparse
import http.client
import json
import subprocess
import sys
import time
import urllib.parse

WORDS = ["قصف", "محادثات", "زيارة", "تحذير", "مجلس الأمن", "اتفاق", "انتخابات", "وزير الخارجية"]
FREQUENT = ["قال", "رئيس", "أمن", "عام", "منطقة", "رئيس قال", "عام أمن", "قال منطقة", "قال type:ASSAULT", "رئيس type:CONSULT", "قال from:2000 -type:CONSULT"]


class Server:
    """`marsad serve` on a free port."""

    def __init__(self, program, db):
        self.n_asked = 0
        self.process = subprocess.Popen([program, "serve", db, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if "http://" not in line:
            sys.exit(f"{program} serve {db} does not begin: {line}")
        self.address = line.split("http://")[1].split("/")[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def get(self, path):
        """Status, milliseconds to the first byte, body."""
        connection = http.client.HTTPConnection(self.address, timeout=60)
        # A parameter that nobody reads: no answer that the program has kept is measured.
        self.n_asked += 1
        path += f"{'&' if '?' in path else '?'}nth={self.n_asked}"
        began = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "identity", "Accept-Language": "ar"})
        answer = connection.getresponse()
        first = (time.perf_counter() - began) * 1e3
        body = answer.read()
        connection.close()
        return answer.status, first, body

    def json(self, path):
        status, _, body = self.get(path)
        if status != 200:
            sys.exit(f"{path}: {status} {body[:300].decode(errors='replace')}")
        return json.loads(body)


def quoted(text):
    return urllib.parse.quote(text, safe="")


def targets(server, rounds):
    """For each page a list of addresses, one a round."""
    events = server.json("/api/v1/events?limit=500")["events"]
    events = [event["id"] for event in events[:: max(1, len(events) // rounds)]]
    articles = server.json("/api/v1/articles?limit=100")["articles"]
    articles = [article["id"] for article in articles]
    pairs = [(pair["source"]["id"], pair["target"]["id"]) for pair in server.json("/api/v1/dyads?limit=40")["pairs"]]
    if not (events and articles and pairs):
        sys.exit("there is too little in it to measure: it needs events, articles and pairs")
    actors = list(dict.fromkeys(code for pair in pairs for code in pair))
    claims = [claim["claim"] for claim in server.json("/api/v1/review?limit=100")["claims"]]
    take = lambda things, at: things[at % len(things)]
    per_round = {
        "/": lambda at: "/",
        "/events": lambda at: "/events",
        "/events?q=actor:": lambda at: f"/events?q=actor:{take(actors, at)}",
        "/events?q=WORD": lambda at: f"/events?q={quoted(take(WORDS, at))}",
        "/events?q=FREQUENT": lambda at: f"/events?q={quoted(take(FREQUENT, at))}",
        "/search": lambda at: "/search",
        "/search?q=WORD": lambda at: f"/search?q={quoted(take(WORDS, at))}",
        "/search?q=FREQUENT": lambda at: f"/search?q={quoted(take(FREQUENT, at))}",
        "/search?q=actor:": lambda at: f"/search?q=actor:{take(actors, at)}",
        "/events/{id}": lambda at: f"/events/{take(events, at)}",
        "/articles/{id}": lambda at: f"/articles/{quoted(take(articles, at))}",
        "/actors": lambda at: "/actors",
        "/actors/{id}": lambda at: f"/actors/{quoted(take(actors, at))}",
        "/dyads": lambda at: "/dyads",
        "/dyads/{source}/{target}": lambda at: f"/dyads/{quoted(take(pairs, at)[0])}/{quoted(take(pairs, at)[1])}",
        "/network?ego=": lambda at: f"/network?ego={quoted(take(actors, at))}",
        "/map": lambda at: "/map",
        "/map?q=actor:": lambda at: f"/map?q=actor:{take(actors, at)}",
        "/timeline": lambda at: "/timeline",
        "/timeline?q=actor:": lambda at: f"/timeline?q=actor:{take(actors, at)}",
        "/review": lambda at: "/review",
        "/review?claim=": lambda at: f"/review?claim={quoted(take(claims, at))}" if claims else "/review",
        "/sources": lambda at: "/sources",
        "/exports": lambda at: "/exports",
        "/api/v1/articles/{id}/marks": lambda at: f"/api/v1/articles/{quoted(take(articles, at))}/marks",
    }
    return {page: [address(at) for at in range(rounds)] for page, address in per_round.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("db")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--goal", type=float, default=150.0, help="milliseconds")
    args = parser.parse_args()
    with Server(args.program, args.db) as server:
        overview = server.json("/api/v1/overview")
        print(f"{overview['n_articles']} articles, {overview['n_claims']} claims, {overview['n_events']} events; {args.rounds} rounds, milliseconds to the first byte")
        print(f"{'page':32} {'first':>8} {'median':>8} {'p95':>8} {'most':>8} {'kB':>7}")
        slow = []
        for page, addresses in targets(server, args.rounds + 1).items():
            times, size = [], 0
            for address in addresses:
                status, first, body = server.get(address)
                if status != 200:
                    sys.exit(f"{address}: {status} {body[-300:].decode(errors='replace')}")
                times.append(first)
                size = max(size, len(body))
            warm = sorted(times[1:])
            p95 = warm[min(len(warm) - 1, int(len(warm) * 0.95))]
            print(f"{page:32} {times[0]:8.1f} {warm[len(warm) // 2]:8.1f} {p95:8.1f} {warm[-1]:8.1f} {size / 1e3:7.0f}", flush=True)
            if p95 > args.goal:
                slow.append(page)
        if slow:
            sys.exit(f"over {args.goal:.0f} ms: {', '.join(slow)}")


if __name__ == "__main__":
    main()
