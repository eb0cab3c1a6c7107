#!/usr/bin/env python3
"""Every figure of quality in one table: `make evaluate`.

    bench/evaluate.py [../shared]

Scores the project's own corpus and cases and, where the folder with the development material is present, its gold, its sample articles, its
labelled sentences, its cases of times and numbers, its treebank and its lexicon. What is not there is said to be not there. Needs nothing but
Python's own library and a Rust toolchain.
"""

import functools
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNT = re.compile(r"^\s*(\S+)\s+(P [\d.]+)\s+(R [\d.]+)\s+(F1 [\d.]+)\s+\((.*)\)$")


def run(*command: str) -> str:
    """What a command prints; its complaint when it fails.

    Args:
        command: the program and its arguments.
    """
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else done.stdout + done.stderr


@functools.cache
def program() -> str:
    """The path of `marsad`, built first where it is not up to date."""
    built = subprocess.run(["cargo", "build", "--quiet", "--release", "--bin", "marsad"], cwd=ROOT, check=False)
    if built.returncode != 0:
        sys.exit("marsad could not be built")
    metadata = json.loads(run("cargo", "metadata", "--format-version", "1", "--no-deps"))
    return str(Path(metadata["target_directory"]) / "release/marsad")


def marsad(*arguments: str) -> str:
    """What a command of `marsad` prints.

    Args:
        arguments: as typed after `marsad`.
    """
    return run(program(), *arguments)


def row(what: str, figure: str, of: str = "") -> None:
    """Prints a row of the table.

    Args:
        what: what was measured.
        figure: the result.
        of: the counts it rests on.
    """
    print(f"{what:32} {figure:30} {of}", flush=True)


def absent(what: str, path: Path) -> None:
    """Prints that something cannot be measured here.

    Args:
        what: what it would be.
        path: what is missing.
    """
    row(what, "not measured", f"{path} is not here")


def scores(name: str, report: str) -> None:
    """Prints the rows of a report of `marsad data score`.

    Args:
        name: of the material.
        report: as printed.
    """
    n_rows = 0
    for line in report.splitlines():
        count = COUNT.match(line)
        pair = re.match(r"^(\w+)\s+(\d+)/(\d+)$", line)
        if count and not line.startswith(" "):
            row(f"{name}: {count[1]}", f"{count[4]}  {count[2]}  {count[3]}", count[5])
            n_rows += 1
        elif pair and pair[3] != "0":
            row(f"{name}: {pair[1]}", f"accuracy {int(pair[2]) / int(pair[3]):.3f}", f"{pair[2]} of {pair[3]}")
    if n_rows == 0:
        row(name, "failed", report.strip().splitlines()[-1] if report.strip() else "nothing was printed")


def articles(name: str, texts: Path, gold: Path) -> None:
    """Scores articles with gold.

    Args:
        name: of the material.
        texts: the articles.
        gold: their gold.
    """
    if texts.exists() and gold.exists():
        scores(name, marsad("data", "score", str(texts), str(gold)))
    else:
        absent(name, texts)


def labels(name: str, path: Path) -> None:
    """Scores labelled sentences.

    Args:
        name: of the material.
        path: the labels.
    """
    if path.exists():
        scores(name, marsad("data", "score", "--gsr", str(path)))
    else:
        absent(name, path)


def own_cases(name: str, path: Path) -> None:
    """Scores a file of the project's own cases.

    Args:
        name: of the material.
        path: the cases.
    """
    report = marsad("data", "score", "--cases", str(path))
    found = re.search(r"(\d+) of (\d+) right = ([\d.]+)", report)
    if found:
        row(f"{name}: right", f"accuracy {found[3]}", f"{found[1]} of {found[2]}")
    else:
        row(name, "failed", report.strip()[-100:])


def cases(name: str, path: Path) -> None:
    """Scores cases of times or numbers of others.

    Args:
        name: of the material.
        path: the cases.
    """
    if not path.exists():
        return absent(name, path)
    report = run(sys.executable, str(ROOT / "bench/cases.py"), program(), str(path))
    value = re.search(r"value (\d+)(?: of (\d+))? = ([\d.]+)", report)
    counts = re.search(r"(\d+) cases, found (\d+), extent (\d+)", report)
    if value is None:
        return row(name, "failed", report.strip()[-100:])
    row(f"{name}: value", f"accuracy {value[3]}", f"{value[1]} of {value[2] or (counts and counts[1])}")
    if counts:
        row(f"{name}: extent", f"accuracy {int(counts[3]) / int(counts[1]):.3f}", f"{counts[3]} of {counts[1]}, {counts[2]} found")


LAYER = re.compile(r"^(\S.*?)\s+([\d.]+)\s+(\[[\d., ]+\])\s+(\d+ of \d+)$")


def layers(name: str, report: list[str]) -> None:
    """Prints the rows of figures of the analysis.

    Args:
        name: of the material.
        report: lines such as `words  98.81  [98.63, 98.99]  40994 of 41488`.
    """
    found = [layer for layer in map(LAYER.match, report) if layer]
    for layer in found:
        row(f"{name}: {layer[1].rstrip(':')}", f"{layer[2]}  {layer[3]}", layer[4])
    if not found:
        row(name, "failed", report[-1] if report else "nothing was printed")


def analysis(treebank: Path) -> None:
    """Scores the analysis: against a treebank, and as its lock file says.

    Args:
        treebank: in CoNLL-U.
    """
    if treebank.exists():
        layers("treebank", marsad("data", "score", "--treebank", str(treebank)).splitlines())
    else:
        absent("treebank", treebank)
    lock = (ROOT / "lang/ar/weights.lock").read_text(encoding="utf-8")
    layers("held-out parts", [line.strip(' ",') for line in lock.splitlines()])


def lexicon(path: Path) -> None:
    """Compares the lexicon with another one.

    Args:
        path: the other lexicon.
    """
    if not path.exists():
        return absent("lexicon confirmed", path)
    for line in run(sys.executable, str(ROOT / "bench/lexicon.py"), "lang/ar/lexicon", str(path)).splitlines():
        upos, found, count = line.split("\t")
        row(f"lexicon confirmed: {upos}", f"share {int(found) / max(int(count), 1):.3f}", f"{found} of {count}")


def data() -> None:
    """Prints how much data there is and whether its examples pass."""
    report = marsad("data", "check").strip().splitlines()
    if len(report) < 3:
        return row("data", "failed", " ".join(report)[-100:])
    problems, examples, counts = report[-3:]
    row("data: problems", problems)
    row("data: examples that pass", examples.split(" ")[0], examples)
    for part in counts.split(", "):
        count, _, what = part.partition(" ")
        row(f"data: {what}", count)


def main() -> int:
    """Prints the table."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared").resolve()
    if not shared.is_dir():
        print(f"{shared} is not here: only the project's own material is measured\n")
    row("WHAT", "FIGURE", "COUNTS")
    articles("own corpus", ROOT / "corpora/articles.jsonl", ROOT / "corpora/gold.jsonl")
    articles("held out", ROOT / "corpora/heldout.articles.jsonl", ROOT / "corpora/heldout.gold.jsonl")
    for name in ("times", "numbers", "offices", "coreference"):
        own_cases(f"own {name}", ROOT / f"corpora/{name}.jsonl")
    articles("newswire", shared / "gold/dev.articles.jsonl", shared / "gold/dev.gold.jsonl")
    articles("samples", shared / "samples/articles.jsonl", shared / "samples/gold.jsonl")
    labels("labels", shared / "gold/gsr_dev.labels.jsonl")
    cases("times", shared / "cases/times_dev.jsonl")
    cases("numbers", shared / "cases/numbers_dev.jsonl")
    cases("Duckling's clean dates", shared / "cases/duckling_ar.jsonl")
    analysis(shared / "treebank/padt_um_dev.conllu")
    lexicon(shared / "lexicon_check/camel_morph_msa.tsv")
    data()
    return 0


if __name__ == "__main__":
    sys.exit(main())
