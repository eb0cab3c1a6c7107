#!/usr/bin/env python3
"""Whether confidence is what it says: claims by confidence, and how many of them are right.

    bench/reliability.py PROGRAM ARTICLES.jsonl GOLD.jsonl

A claim is right when the gold has an act of its type in the sentence, each act of the gold counting once, the surest claims first. ECE is the
mean distance of confidence and share right, by the number of claims.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

BINS = 10


def main() -> None:
    """Codes, bins and prints."""
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    program, articles, gold = sys.argv[1:]
    read = lambda path: [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    done = subprocess.run([program, "code", articles, "--min-confidence", "0"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    left = {row["id"]: Counter(event["type"] for event in row["events"]) for row in read(gold)}
    sentences = {article["id"]: article["sentences"] for article in read(articles)}
    claims = []
    for line in done.stdout.splitlines():
        coded = json.loads(line)
        for claim in coded["claims"]:
            at = claim["trigger"][0]
            sentence = next((one["id"] for one in sentences[coded["article"]["id"]] if one["start"] <= at < one["end"]), None)
            if claim["in"] == "body" and sentence in left:
                claims.append((claim["confidence"], sentence, claim["event_type"]))
    counts = [[0, 0, 0.0] for _ in range(BINS)]
    for sure, sentence, event_type in sorted(claims, key=lambda claim: (-claim[0], claim[1], claim[2])):
        right = left[sentence][event_type] > 0
        left[sentence][event_type] -= right
        row = counts[min(int(sure * BINS), BINS - 1)]
        row[0] += 1
        row[1] += right
        row[2] += sure
    print("confidence  claims  right  share  mean")
    error = 0.0
    for at, (n_claims, n_right, total) in enumerate(counts):
        if n_claims:
            print(f"{at / BINS:.1f}–{(at + 1) / BINS:.1f}     {n_claims:6}  {n_right:5}  {n_right / n_claims:.3f}  {total / n_claims:.3f}")
            error += abs(n_right - total)
    print(f"ECE {error / max(len(claims), 1):.3f} of {len(claims)} claims")


if __name__ == "__main__":
    main()
