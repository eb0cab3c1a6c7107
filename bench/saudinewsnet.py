#!/usr/bin/env python3
"""Turns the daily zip files of SaudiNewsNet into articles, one JSON object a line.

    bench/saudinewsnet.py ../shared/corpus/saudinewsnet -o articles.jsonl
    bench/saudinewsnet.py ../shared/corpus/saudinewsnet --shuffle 7 > shuffled.jsonl

Each zip holds JSON arrays of objects with `source`, `url`, `date_extracted` (read as the day of publication), `title`, `author`
and `content`. The corpus is for research only and is not part of the repository. Articles come in the order of the files' names; an
article keeps its id in any order. Needs nothing but Python's own library.
"""

import argparse
import json
import random
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path


def articles(folder: Path) -> Iterator[dict]:
    """The articles of all zips of a folder.

    Args:
        folder: where the zips lie.
    """
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if not name.endswith(".json"):
                    continue
                rows = json.loads(archive.read(name).decode("utf-8-sig"))
                for position, row in enumerate(rows):
                    yield {
                        "id": f"{path.stem}/{Path(name).stem}/{position}",
                        "url": row.get("url"),
                        "outlet": row.get("source"),
                        "published": day(row.get("date_extracted")),
                        "title": (row.get("title") or "").strip(),
                        "body": row.get("content") or "",
                    }


def day(text: str | None) -> str | None:
    """The ISO day at the start of a date, or None.

    Args:
        text: such as `2015-07-21 02:51:32`.
    """
    head = (text or "")[:10]
    return head if len(head) == 10 and head[4] == head[7] == "-" else None


def main() -> int:
    """Reads the arguments and writes the lines; 1 when there is no article."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with the zip files")
    parser.add_argument("--shuffle", type=int, metavar="SEED", help="write the articles in another order, the same for the same seed")
    parser.add_argument("-o", "--output", type=Path, help="file to write (default: standard output)")
    args = parser.parse_args()
    rows = articles(args.folder)
    if args.shuffle is not None:
        rows = list(rows)
        random.Random(args.shuffle).shuffle(rows)
    out = args.output.open("w", encoding="utf-8") if args.output else sys.stdout
    count = 0
    with out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} articles", file=sys.stderr)
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
