#!/usr/bin/env python3
"""Draws parties, places and whole claims for a reader to judge.

    bench/audit.py PROGRAM ARTICLES.jsonl [--parties 200] [--places 100] [--claims 200] [--articles-drawn 3000] [--seed 1] > sample.jsonl

Codes ARTICLES drawn at random, and of all parties, all places and all claims draws as many as asked for, at most one of each from an
article. A line is one question: the sentence with the words between ⟦ and ⟧, and what they were taken for. A reader writes whether it is
right; what the reader says is counted by hand. The sample holds text of the articles and is not to be shared.
"""

import argparse
import json
import random
import subprocess
import sys


def arguments() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("articles")
    parser.add_argument("--parties", type=int, default=200)
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--articles-drawn", dest="n_articles", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def marked(text: str, sentence: list[int], span: list[int]) -> str:
    """The sentence with the words of a span marked."""
    (start, end), (first, last) = sentence, span
    first, last = max(first, start), min(last, end)
    return f"{text[start:first]}⟦{text[first:last]}⟧{text[last:end]}".replace("\n", " ").strip()


def codes(parties: list[dict]) -> list[str]:
    """Parties as codes with the words that name them."""
    return [f"{party.get('country') or '---'}.{party.get('role') or '-'} ({party['name']}, {party['by']})" for party in parties]


def questions(coded: dict) -> tuple[list[dict], list[dict], list[dict]]:
    """The parties, the places and the claims of a coded article."""
    article = coded["article"]
    about = {"article": article["id"], "published": article["published"], "title": article["title"], "lead": article["body"][:300]}
    parties, places, claims = [], [], []
    for claim in coded["claims"]:
        text = article["body"] if claim["in"] == "body" else article["title"]
        for slot in ("source", "target"):
            for party in claim[slot]:
                if party.get("country") or party.get("actor"):
                    asked = {key: party.get(key) for key in ("name", "actor", "office", "country", "role", "by")}
                    parties.append(about | {"text": marked(text, claim["sentence"], party["span"]), "slot": slot, "act": claim["event_type"]} | asked)
        if claim.get("place"):
            asked = {key: claim["place"].get(key) for key in ("name", "id", "lat", "lon", "country", "precision")}
            places.append(about | {"text": marked(text, claim["sentence"], claim["place"]["span"]), "act": claim["event_type"]} | asked)
        asked = {key: claim[key] for key in ("event_type", "mode", "factuality", "frame", "confidence")}
        asked |= {"source": codes(claim["source"]), "target": codes(claim["target"]), "date": (claim["date"] or {}).get("edtf")}
        asked["speaker"] = codes([claim["attribution"]["speaker"]] if claim["attribution"]["speaker"] else [])
        claims.append(about | {"text": marked(text, claim["sentence"], claim["trigger"])} | asked)
    return parties, places, claims


def main() -> None:
    """Draws and prints."""
    asked = arguments()
    draw = random.Random(asked.seed)
    with open(asked.articles, encoding="utf-8") as file:
        lines = [line for line in file if line.strip()]
    lines = draw.sample(lines, min(asked.n_articles, len(lines)))
    done = subprocess.run([asked.program, "code", "-", "--with-text"], input="".join(lines), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    parties, places, claims = [], [], []
    for line in done.stdout.splitlines():
        for found, kept in zip(questions(json.loads(line)), (parties, places, claims), strict=True):
            if found:
                kept.append(draw.choice(found))
    for kind, found, n_asked in (("party", parties, asked.parties), ("place", places, asked.places), ("claim", claims, asked.claims)):
        for question in draw.sample(found, min(n_asked, len(found))):
            print(json.dumps({"kind": kind} | question, ensure_ascii=False))


if __name__ == "__main__":
    main()
