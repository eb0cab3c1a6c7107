#!/usr/bin/env python3
"""How many lemmas of the lexicon another lexicon has too.

    bench/lexicon.py lang/ar/lexicon ../shared/lexicon_check/camel_morph_msa.tsv
    bench/lexicon.py lang/ar/lexicon ../shared/lexicon_check/camel_morph_msa.tsv --missing VERB

The other one is a TSV file with the columns `form`, `lemma` and `upos`, the form without diacritics. A lemma that it lacks is worth a
second look: it may be misspelt, or new. Needs nothing but Python's own library.
"""

import argparse
import csv
import sys
import unicodedata
from pathlib import Path

UPOS = {"verb": "VERB", "noun": "NOUN", "masdar": "NOUN", "adj": "ADJ"}


def bare(form: str) -> str:
    """A form without diacritics.

    Args:
        form: as written in a lexicon.
    """
    return "".join(letter for letter in unicodedata.normalize("NFC", form) if not unicodedata.combining(letter))


def ours(folder: Path) -> dict[str, set[str]]:
    """The lemmas of our lexicon by part of speech.

    Args:
        folder: the folder of its TSV files.
    """
    lemmas: dict[str, set[str]] = {upos: set() for upos in UPOS.values()}
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) == 5 and fields[1] in UPOS:
                lemmas[UPOS[fields[1]]].add(fields[4])
    return lemmas


def main() -> int:
    """Reads the arguments and prints the shares, one a line: part of speech, found, all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ours", type=Path, help="folder with the TSV files of our lexicon")
    parser.add_argument("other", type=Path, help="TSV file of the other lexicon")
    parser.add_argument("--missing", metavar="UPOS", help="list the lemmas that the other one lacks")
    args = parser.parse_args()
    with args.other.open(encoding="utf-8", newline="") as file:
        other = {(bare(row["form"]), row["upos"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    for upos, lemmas in ours(args.ours).items():
        missing = sorted(lemma for lemma in lemmas if (bare(lemma), upos) not in other)
        if args.missing is None:
            print(f"{upos}\t{len(lemmas) - len(missing)}\t{len(lemmas)}")
        elif args.missing == upos:
            print("\n".join(missing))
    return 0


if __name__ == "__main__":
    sys.exit(main())
