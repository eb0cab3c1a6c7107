#!/usr/bin/env python3
"""Whether the words of a coded party are the words that people marked, on sentences with marked sources and targets.

    bench/spans.py PROGRAM SPANS.jsonl

A line of SPANS has `id`, `event_type`, `text` and `spans`, one for each reader: `source` and `target` as words of the text, empty for none. Only
sentences for which an act of the type is coded count. Recall is the share of marked spans that a coded party of that side overlaps, precision the
share of coded parties that overlap a marked span of any reader; a sentence in which nobody marked a side says nothing of its coded parties.
"""

import json
import subprocess
import sys
from pathlib import Path


def find(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text; the longest run of them that stands there where they were marked in pieces."""
    tokens = words.split()
    for length in range(len(tokens), 0, -1):
        for first in range(len(tokens) - length + 1):
            run = " ".join(tokens[first : first + length])
            at = text.find(run)
            if at >= 0:
                return at, at + len(run)
    return None


def main() -> None:
    """Codes, compares and prints."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, path = sys.argv[1:]
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = "".join(json.dumps({"id": str(at), "body": row["text"]}, ensure_ascii=False) + "\n" for at, row in enumerate(rows))
    done = subprocess.run([program, "code", "-"], input=articles, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    coded = {json.loads(line)["article"]["id"]: json.loads(line)["claims"] for line in done.stdout.splitlines()}
    n_found = 0
    counts = {side: [0, 0, 0, 0] for side in ("source", "target")}
    for at, row in enumerate(rows):
        claims = [claim for claim in coded[str(at)] if claim["event_type"] == row["event_type"]]
        n_found += bool(claims)
        for side, count in counts.items():
            marked = [find(row["text"], span[side]) for span in row["spans"] if span[side]]
            marked = [span for span in marked if span]
            if not claims or not marked:
                continue
            parties = [tuple(party["span"]) for claim in claims for party in claim[side] if party["by"] != "context"]
            meets = lambda one, others: any(one[0] < other[1] and other[0] < one[1] for other in others)
            count[0] += sum(meets(span, parties) for span in marked)
            count[1] += len(marked)
            count[2] += sum(meets(span, marked) for span in set(parties))
            count[3] += len(set(parties))
    print(f"{n_found} of {len(rows)} sentences have an act of the type")
    for side, (hit, marked, right, parties) in counts.items():
        recall, precision = hit / max(marked, 1), right / max(parties, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{side}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({right} of {parties} coded, {hit} of {marked} marked)")


if __name__ == "__main__":
    main()
