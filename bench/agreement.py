#!/usr/bin/env python3
"""How far two annotations of the same sentences agree, layer by layer.

    bench/agreement.py [FIRST.jsonl …] --second SECOND.jsonl

Files of gold, a sentence a line (corpora/README.md). Sentences that SECOND does not list are left out. Events are paired within a
sentence and type, the ones that agree most first. Of the types F1 is given (both annotations count alike, so precision and recall
of the one are those of the other turned round), of the other layers the share of paired events that agree.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

SYMMETRIC = {"CONSULT", "AGREE", "COOPERATE"}
CORPORA = Path(__file__).resolve().parent.parent / "corpora"


def read(paths: list[Path]) -> dict[str, list[dict]]:
    """The events of each sentence."""
    rows = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["id"]: row["events"] for row in rows}


def countries(codes: list[str]) -> set[str]:
    """The countries and organisations of parties, without the unknown one."""
    return {code.split(".")[0] for code in codes} - {"---"}


def meet(one: set[str], other: set[str]) -> bool:
    """One in common, or both empty."""
    return bool(one & other) or not one and not other


def parties(one: dict, other: dict) -> bool:
    """Whether source and target agree; of a symmetric act all parties together may."""
    both = countries(one["source"] + one["target"]), countries(other["source"] + other["target"])
    if one["type"] in SYMMETRIC and both[0] == both[1]:
        return True
    return all(meet(countries(one[side]), countries(other[side])) for side in ("source", "target"))


def links(event: dict) -> list[str]:
    """The roles of the chain, in order."""
    return [link.split(":")[0] for link in event.get("chain", [])]


LAYERS = {
    "source": lambda one, other: meet(countries(one["source"]), countries(other["source"])),
    "source and target": parties,
    "same codes with roles": lambda one, other: all(set(one[side]) == set(other[side]) for side in ("source", "target")),
    "factuality": lambda one, other: one["factuality"] == other["factuality"],
    "speaker": lambda one, other: one["speaker"].split(".")[0] == other["speaker"].split(".")[0],
    "chain": lambda one, other: links(one) == links(other),
    "date": lambda one, other: one["date"] == other["date"],
    "place": lambda one, other: one["place"] == other["place"],
}


def pair(first: list[dict], second: list[dict]) -> list[tuple[dict, dict]]:
    """Pairs of one type, those that agree in most layers first."""
    rank = lambda one, other: sum(layer(one, other) for layer in LAYERS.values())
    candidates = [(rank(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second) if a["type"] == b["type"]]
    left, right, pairs = set(), set(), []
    for _, i, j in sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1], candidate[2])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((first[i], second[j]))
    return pairs


def main() -> None:
    """Compares and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", nargs="*", type=Path, default=[CORPORA / "gold.jsonl", CORPORA / "heldout.gold.jsonl"])
    parser.add_argument("--second", type=Path, default=CORPORA / "second.gold.jsonl")
    asked = parser.parse_args()
    first, second = read(asked.first), read([asked.second])
    both = [sentence for sentence in second if sentence in first]
    pairs = [(sentence, *two) for sentence in both for two in pair(first[sentence], second[sentence])]
    n_first, n_second = (sum(len(events[sentence]) for sentence in both) for events in (first, second))
    print(f"{len(both)} sentences, {n_first} and {n_second} events, {len(pairs)} pairs")
    print(f"  type F1 {2 * len(pairs) / (n_first + n_second):.3f}")
    full = sum(parties(one, other) for _, one, other in pairs)
    print(f"  type, source and target F1 {2 * full / (n_first + n_second):.3f}")
    for name, layer in LAYERS.items():
        # A chain is annotated in the newer texts alone.
        asked_of = [(one, other) for _, one, other in pairs if name != "chain" or "chain" in one]
        right = sum(layer(one, other) for one, other in asked_of)
        print(f"  {name}: {right} of {len(asked_of)} = {right / max(len(asked_of), 1):.3f}")
    told = Counter(one["factuality"] for _, one, _ in pairs)
    same = Counter(one["factuality"] for _, one, other in pairs if one["factuality"] == other["factuality"])
    print("  by factuality: " + ", ".join(f"{status} {same[status]}/{told[status]}" for status in sorted(told)))


if __name__ == "__main__":
    main()
