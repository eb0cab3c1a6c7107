#!/usr/bin/env python3
"""Whether parties that nothing tells are who an annotator means: sides filled in by the context, and how many of them are right.

    bench/context.py PROGRAM ARTICLES.jsonl GOLD.jsonl

Counted are claims whose type the gold has in their sentence. A side is right when it shares a country or organisation with the gold's; one that
is left empty is right when the gold has nobody known.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path


def main() -> None:
    """Codes, compares and prints."""
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    program, articles, gold = sys.argv[1:]
    read = lambda path: [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    done = subprocess.run([program, "code", articles], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    left = {row["id"]: list(row["events"]) for row in read(gold)}
    sentences = {article["id"]: article["sentences"] for article in read(articles)}
    countries = lambda codes: {code.split(".")[0] for code in codes} - {"---"}
    own = lambda parties: {party["country"] for party in parties if party["country"]}
    counts = Counter()
    for line in done.stdout.splitlines():
        coded = json.loads(line)
        for claim in coded["claims"]:
            at = claim["trigger"][0]
            sentence = next((one["id"] for one in sentences[coded["article"]["id"]] if one["start"] <= at < one["end"]), None)
            acts = [act for act in left.get(sentence, []) if act["type"] == claim["event_type"]]
            if claim["in"] != "body" or not acts:
                continue
            act = max(acts, key=lambda act: bool(countries(act["source"]) & own(claim["source"])))
            left[sentence].remove(act)
            for side in ("source", "target"):
                parties, meant = claim[side], countries(act[side])
                if not parties:
                    counts[side, "empty", not meant] += 1
                elif all(party["by"] == "context" for party in parties):
                    counts[side, "by context", bool(meant & own(parties))] += 1
                else:
                    counts[side, "told", bool(meant & own(parties)) or not meant and not own(parties)] += 1
    for side in ("source", "target"):
        for kind in ("told", "by context", "empty"):
            right, wrong = counts[side, kind, True], counts[side, kind, False]
            print(f"{side:<8}{kind:<12}{right:5} right of {right + wrong}")


if __name__ == "__main__":
    main()
