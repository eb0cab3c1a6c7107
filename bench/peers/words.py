"""Words, lemmas, parts of speech and trees: who finds those of a treebank's unseen part?

In: gold sentences in CoNLL-U, and a program's analysis of their raw text and of their words. Out: figures with 95 % intervals. Counted as
`marsad data score --treebank` counts: words by the letters of the raw text that they stand on, lemmas without vowels, relations with their subtypes.
"""

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

VOWELS = re.compile("[\u064b-\u0652\u0670\u0640`]")
# What a program may leave out of its text: white space, invisible marks, and the stroke that only lengthens a line.
UNSEEN = re.compile("[\\s\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass
class Word:
    """A word; `start` and `end` count the visible letters of its sentence, `head` the words from 0, -1 for the root."""

    start: int
    end: int
    lemma: str
    upos: str
    head: int
    deprel: str


@dataclass
class Figure:
    """A share in percent, its interval, and the counts."""

    value: float
    low: float
    high: float
    right: int
    n: int


LAYERS: dict[str, Callable[[dict[str, int]], tuple[int, int]]] = {
    "words": lambda one: (2 * one["aligned"], one["gold"] + one["found"]),
    "part of speech, of the words found": lambda one: (one["raw_upos"], one["aligned"]),
    "lemma, of the words found": lambda one: (one["raw_lemma"], one["aligned"]),
    "head and relation, raw text (F1)": lambda one: (2 * one["raw_las"], one["gold"] + one["found"]),
    "part of speech, words given": lambda one: (one["upos"], one["gold"]),
    "lemma, words given": lambda one: (one["lemma"], one["gold"]),
    "head, words given (UAS)": lambda one: (one["uas"], one["gold"]),
    "head and relation, words given (LAS)": lambda one: (one["las"], one["gold"]),
}


def plain(lemma: str) -> str:
    """A lemma without vowels."""
    return VOWELS.sub("", lemma).replace("\u0671", "\u0627")


def parts(path: Path, n: int) -> list[list[str]]:
    """Blocks of sentences: sentence i is in part i mod n, as `marsad data train` divides them."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [blocks[part::n] for part in range(n)]


def text(block: str) -> str:
    """The raw text of a sentence."""
    return re.search(r"^# text = (.*)$", block, re.MULTILINE)[1]


def conllu(written: str) -> list[list[Word]]:
    """Sentences of CoNLL-U whose words' letters, put together, are those of the text."""
    sentences = []
    for block in written.strip().split("\n\n"):
        words, at = [], 0
        for line in block.splitlines():
            row = line.split("\t")
            if not row[0].isdigit():
                continue
            end = at + len(UNSEEN.sub("", row[1]))
            words.append(Word(at, end, row[2], row[3], int(row[6]) - 1 if row[6].isdigit() else -1, row[7]))
            at = end
        sentences.append(words)
    return sentences


def marsad(written: str, texts: list[str]) -> list[list[Word]]:
    """What `marsad analyze --format json` writes of texts, a paragraph each, which it may divide into several sentences."""
    found: list[list[Word]] = [[] for _ in texts]
    letters = [0] * len(texts)
    for line in written.splitlines():
        sentence = json.loads(line)
        place = int(re.match(r"p(\d+)s", sentence["id"])[1]) - 1
        before = [0]
        for letter in sentence["text"]:
            before.append(before[-1] + (UNSEEN.match(letter) is None))
        first = len(found[place])
        for word in sentence["words"]:
            start, end = (letters[place] + before[at] for at in word["span"])
            head = -1 if word["head"] is None else first + word["head"]
            found[place].append(Word(start, end, word["lemma"], word["upos"], head, word["deprel"]))
        letters[place] += before[-1]
    return found


def counts(gold: list[Word], raw: list[Word], given: list[Word]) -> dict[str, int]:
    """What is right in one sentence."""
    places = {(word.start, word.end): at for at, word in enumerate(gold)}
    # Gold word of each word found.
    same = [places.get((word.start, word.end)) for word in raw]
    one = dict.fromkeys(("aligned", "raw_upos", "raw_lemma", "raw_las", "upos", "lemma", "uas", "las"), 0)
    one |= {"gold": len(gold), "found": len(raw)}
    for word, at in zip(raw, same, strict=True):
        if at is None:
            continue
        right = gold[at]
        head = same[word.head] if word.head >= 0 else -1
        one["aligned"] += 1
        one["raw_upos"] += word.upos == right.upos
        one["raw_lemma"] += plain(word.lemma) == plain(right.lemma)
        one["raw_las"] += head == right.head and word.deprel == right.deprel
    for word, right in zip(given, gold, strict=True):
        one["upos"] += word.upos == right.upos
        one["lemma"] += plain(word.lemma) == plain(right.lemma)
        one["uas"] += word.head == right.head
        one["las"] += word.head == right.head and word.deprel == right.deprel
    return one


def figures(sentences: list[dict[str, int]]) -> dict[str, Figure]:
    """The share of each layer, with the 2.5th and 97.5th percentile of 1,000 draws of sentences."""
    return {name: figure([layer(one) for one in sentences]) for name, layer in LAYERS.items()}


def figure(pairs: list[tuple[int, int]]) -> Figure:
    """A share with its interval."""

    def share(drawn: list[tuple[int, int]]) -> float:
        return 100 * sum(right for right, _ in drawn) / max(sum(n for _, n in drawn), 1)

    draw = random.Random(1)
    shares = sorted(share(draw.choices(pairs, k=len(pairs))) for _ in range(1000))
    return Figure(share(pairs), shares[25], shares[974], sum(right for right, _ in pairs), sum(n for _, n in pairs))
