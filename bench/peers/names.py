"""Names of persons, places, organisations and others: who finds those of a corpus's unseen part?

In: sentences of tokens with labels, and a program's labels. Out: precision, recall and F1 by kind. Right is a name with the same tokens and
the same kind, as in `marsad data score --names`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import words

Name = tuple[int, int, str]


def parts(path: Path, n: int) -> list[list[str]]:
    """Blocks of sentences, in n runs of equal length, so that a text stays in one part, as `marsad data train` divides them."""
    blocks: list[str] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line for line in block.splitlines() if line.strip()]
        if rows:
            blocks.append("\n".join(rows))
    runs: list[list[str]] = [[] for _ in range(n)]
    for at, block in enumerate(blocks):
        runs[at * n // len(blocks)].append(block)
    return runs


def tokens(block: str) -> list[str]:
    """The tokens of a sentence."""
    return [line.split()[0] for line in block.splitlines()]


def labels(block: str) -> list[str]:
    """The labels of its tokens."""
    return [line.split()[-1] for line in block.splitlines()]


def marsad(written: str, blocks: list[str]) -> list[list[str]]:
    """Labels of tokens from `marsad analyze --format json` of their sentences: that of the first word in a token that has one."""
    found = [["O"] * len(tokens(block)) for block in blocks]
    spans = []
    for block in blocks:
        ends, at = [], 0
        for token in tokens(block):
            ends.append((at, at + len(words.UNSEEN.sub("", token))))
            at = ends[-1][1]
        spans.append(ends)
    letters = [0] * len(blocks)
    for line in written.splitlines():
        sentence = json.loads(line)
        place = int(sentence["id"][1:].split("s")[0]) - 1
        before = [0]
        for letter in sentence["text"]:
            before.append(before[-1] + (words.UNSEEN.match(letter) is None))
        for word in sentence["words"]:
            start, end = (letters[place] + before[at] for at in word["span"])
            for token, (first, last) in enumerate(spans[place]):
                if word["entity"] and first < end and start < last and found[place][token] == "O":
                    found[place][token] = word["entity"]
        letters[place] += before[-1]
    return found


def rough(body: str) -> Iterator[list[str]]:
    """The tokens of each sentence of an article, as far as letters and stops tell them."""
    for sentence in re.split(r"\n|(?<=[.!?؟])\s", body):
        if found := re.findall(r"\w+|[^\w\s]", sentence):
            yield found


def names(of: list[str]) -> set[Name]:
    """Names as first token, one past the last, and kind; an `I-` that continues nothing begins one."""
    found: list[Name] = []
    for at, label in enumerate(of):
        if label == "O":
            continue
        kind = label[2:]
        if label[0] == "I" and found and found[-1][1:] == (at, kind):
            found[-1] = (found[-1][0], at + 1, kind)
        else:
            found.append((at, at + 1, kind))
    return set(found)


def score(blocks: list[str], found: list[list[str]]) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall and F1 in percent, and how many names there are, of all kinds and of each."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    for block, ours in zip(blocks, found, strict=True):
        marked, own = names(labels(block)), names(ours)
        for kind, some in (("gold", marked), ("predicted", own), ("right", marked & own)):
            {"gold": gold, "predicted": predicted, "right": right}[kind].update(name[2] for name in some)
    kinds = {"all": list(gold | predicted), **{kind: [kind] for kind in sorted(gold)}}
    result = {}
    for name, of in kinds.items():
        n_right, n_gold, n_predicted = (sum(count[kind] for kind in of) for count in (right, gold, predicted))
        precision, recall = 100 * n_right / max(n_predicted, 1), 100 * n_right / max(n_gold, 1)
        result[name] = (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), n_gold)
    return result
