#!/usr/bin/env python3
"""Marsad and its peers on the same Arabic sentences: quality and speed, one core each.

    bench/peers/run.py PROGRAM [--shared ../shared] [--cache FOLDER] [--parts 1] [--kept] [times] [words] [names]

PROGRAM is the path of `marsad`. In FOLDER (by default `target/peers`) the peers are installed from PyPI and trained, once: hours of one core the first
time, minutes later. Prints tables in Markdown. What cannot be installed, and material that is not in the folder `shared`, is said and left out.
Needs Python 3.11 or later (3.13 or later for Puckling, `MARSAD_PEERS_PYTHON` names one), Java for HeidelTime.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import measure
import names
import times
import words

from bench import HERE, N_PARTS, ROOT, SPACY_SECONDS, Bench, say


def row(*cells: object) -> None:
    """Prints a row of a table."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def head(title: str, *cells: str) -> None:
    """Prints the title and the head of a table."""
    print(f"\n## {title}\n")
    row(*cells)
    print("|---" * len(cells) + "|", flush=True)


def try_speed(name: str, command: list[str], items: list[str]) -> measure.Speed | None:
    """A measurement, or `None` for a peer that does not run here, said aloud."""
    say(f"measuring {name}")
    try:
        return measure.speed(command, items)
    except (RuntimeError, ZeroDivisionError) as error:
        say(f"{name} does not run here: {error}")
        return None


def cost(speed: measure.Speed, per_item: float = 1) -> list[str]:
    """The cells of rate, start-up and memory."""
    return [f"{speed.rate * per_item:,.0f}", f"{speed.start:.2f} s", f"{speed.mb:,.0f} MB"]


def took(seconds: float | None) -> str:
    """How long something was learnt, where that is known."""
    return "–" if seconds is None or seconds != seconds else f"{seconds:,.0f} s"


def bench_times(bench: Bench) -> None:
    """Expressions of time: four sets of cases, and sentences a second over three of them and the rest of the newswire."""
    sets = {"news sentences": None, "new cases": times.read(HERE / "times.jsonl"), "Marsad's cases": times.read(ROOT / "corpora/times.jsonl")}
    rest: list[times.Case] = []
    if articles := bench.material("corpus/newswire_2000_2004.jsonl"):
        sets["news sentences"], rest = times.newswire(HERE / "newswire.jsonl", articles)
    if duckling := bench.material("cases/duckling_ar.jsonl"):
        sets["Duckling's cases"] = times.read(duckling)
    given = {name: cases for name, cases in sets.items() if cases}
    news = {name: cases for name, cases in given.items() if cases[0].policy == "news"}
    lines = [case.line() for cases in [*news.values(), rest] for case in cases]
    head("Expressions of time", "", *(f"{name} (P / R / F1)" for name in given), "sentences a second", "start-up", "memory")
    marsad = [bench.program, "times", "-", "--jobs", "1", "--policy"]
    programs = {"Marsad": None, "HeidelTime": "heideltime", "Duckling": "duckling", "Puckling": "puckling", "dateparser": "dateparser"}
    n_ended = 0
    for name, adapter in programs.items():
        speed = try_speed(name, bench.adapter(f"times_{adapter}") if adapter else [*marsad, "news"], lines)
        if speed is None:
            continue
        answers = [found["times"] if isinstance(found, dict) else found for found in map(json.loads, speed.output.splitlines())]
        n_ended += speed.errors.count("ended at: ")
        cells, at = [], 0
        for cases in given.values():
            if cases[0].policy == "news":
                own, at = answers[at : at + len(cases)], at + len(cases)
            else:
                command = bench.adapter(f"times_{adapter}") if adapter else [*marsad, "assistant"]
                written = measure.run(command, "".join(case.line() + "\n" for case in cases)).output
                own = [found["times"] if isinstance(found, dict) else found for found in map(json.loads, written.splitlines())]
            cells.append(times.shown(times.score(cases, own)))
        row(name, *cells, *cost(speed))
    counts = ", ".join(f"{name} {sum(len(case.times) for case in cases)} expressions in {len(cases)} sentences" for name, cases in given.items())
    print(f"\n{counts}; speed over {len(lines)} sentences.")
    if n_ended:
        print(f"Duckling's process ended at {n_ended} of these sentences, and was started again after each.")


def bench_words(bench: Bench, treebank: Path, corpus: Path) -> None:
    """Words, lemmas, parts of speech and trees of the parts that were not learnt from."""
    divided = words.parts(treebank, N_PARTS)
    counted: dict[str, list[dict[str, int]]] = {"Marsad": [], "UDPipe 1": []}
    speeds: dict[str, measure.Speed] = {}
    learnt: dict[str, float | None] = {}
    for part in range(bench.n_parts):
        blocks = divided[part]
        gold, texts = words.conllu("\n\n".join(blocks)), [words.text(block) for block in blocks]
        pack, seconds = bench.marsad(treebank, corpus, part)
        model = bench.cache / f"udpipe{part}.model"
        rest = bench.others(f"treebank{part}.conllu", divided, part)
        ud_seconds = None
        if "ufal.udpipe" not in bench.missing:
            ud_seconds = bench.learn(f"UDPipe without part {part}", model, bench.adapter("words_udpipe", "train", str(rest), str(model)))
        analyze = [bench.program, "analyze", "-", "--jobs", "1", "--pack", str(pack)]
        commands = {"Marsad": ([*analyze, "--format", "json"], [*analyze, "--from", "conllu"], seconds)}
        if ud_seconds is not None:
            commands["UDPipe 1"] = (bench.adapter("words_udpipe", "raw", str(model)), bench.adapter("words_udpipe", "given", str(model)), ud_seconds)
        for name, (raw, given, spent) in commands.items():
            if part == 0 and (speed := try_speed(name, raw, texts)):
                speeds[name], learnt[name] = speed, spent
            written = measure.run(raw, "\n".join(texts) + "\n").output
            found = words.marsad(written, texts) if name == "Marsad" else words.conllu(written)
            again = words.conllu(measure.run(given, "\n\n".join(blocks) + "\n\n").output)
            counted[name] += [words.counts(*three) for three in zip(gold, found, again, strict=True)]
    shown = [name for name, some in counted.items() if some]
    figures = {name: words.figures(counted[name]) for name in shown}
    head(f"Words and trees: UD Arabic PUD, {bench.n_parts} of {N_PARTS} parts, learnt from the other {N_PARTS - 1}", "", *shown)
    for layer in words.LAYERS:
        row(layer, *(f"{of[layer].value:.2f} [{of[layer].low:.2f}, {of[layer].high:.2f}]" for of in figures.values()))
    n_words = sum(len(sentence) for sentence in words.conllu("\n\n".join(divided[0]))) / len(divided[0])
    for cell, what in enumerate(("words a second, from raw text", "start-up", "memory")):
        row(what, *(cost(speeds[name], n_words)[cell] for name in shown))
    row("processor time to learn one part's models", *(took(learnt[name]) for name in shown))


def bench_names(bench: Bench, treebank: Path, corpus: Path) -> None:
    """Names of the part that was not learnt from; spaCy without and with vectors of the newspapers that Marsad's clusters are of."""
    blocks = names.parts(corpus, N_PARTS)[0]
    lines = [" ".join(names.tokens(block)) for block in blocks]
    pack, seconds = bench.marsad(treebank, corpus, 0)
    programs: dict[str, tuple[list[str], float | None]] = {
        "Marsad": ([bench.program, "analyze", "-", "--jobs", "1", "--format", "json", "--pack", str(pack)], seconds)
    }
    if "spacy" not in bench.missing:
        marked = bench.others("names0.txt", names.parts(corpus, N_PARTS), 0)
        for name, known in (("spaCy", None), ("spaCy, with vectors", bench.vectors())):
            folder = bench.cache / ("spacy0" if name == "spaCy" else "spacy0-vectors")
            if name != "spaCy" and known is None:
                continue
            train = bench.adapter("names_spacy", "train", str(marked), str(folder), str(SPACY_SECONDS), *([str(known)] if known else []))
            spent = bench.learn(name, folder / "model-best", train)
            if spent is not None:
                programs[name] = (bench.adapter("names_spacy", "tag", str(folder)), spent)
    shown: list[tuple[str, dict, measure.Speed, float | None]] = []
    for name, (command, spent) in programs.items():
        if speed := try_speed(name, command, lines):
            found = names.marsad(speed.output, blocks) if name == "Marsad" else [json.loads(line) for line in speed.output.splitlines()]
            shown.append((name, names.score(blocks, found), speed, spent))
    head(f"Names: ANERcorp, the first of {N_PARTS} runs, learnt from the others", "", *(f"{name} (P / R / F1)" for name, *_ in shown))
    for kind, (*_, n) in shown[0][1].items():
        row(f"{kind}, {n} names", *(" / ".join(f"{share:.1f}" for share in scores[kind][:3]) for _, scores, *_ in shown))
    n_tokens = sum(len(names.tokens(block)) for block in blocks) / len(blocks)
    for cell, what in enumerate(("tokens a second", "start-up", "memory")):
        row(what, *(cost(speed, n_tokens)[cell] for *_, speed, _ in shown))
    row("processor time to learn", *(took(seconds) for *_, seconds in shown))


def versions(bench: Bench) -> None:
    """Says what was measured, on what, and how busy it was."""
    program = subprocess.run([bench.program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    listed = subprocess.run([bench.python, "-m", "pip", "list", "--format", "freeze"], capture_output=True, text=True, check=True).stdout
    wanted = {line.split("==")[0].lower() for line in (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines() if "==" in line}
    peers = ", ".join(line.replace("==", " ") for line in listed.splitlines() if line.split("==")[0].lower() in wanted)
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "?")
    print(f"\n{program}; {peers}. One core of {os.cpu_count()} ({model}, {platform.system()}); load at the end {os.getloadavg()[0]:.1f}.")


def main() -> int:
    """Measures what was asked for, by default all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("tables", nargs="*", help="times, words, names; all where none is named")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--cache", type=Path, default=ROOT / "target/peers")
    parser.add_argument("--parts", type=int, default=1, choices=range(1, N_PARTS + 1))
    parser.add_argument("--kept", action="store_true", help="learn nothing: what was not learnt before is left out")
    args = parser.parse_intermixed_args()
    bench = Bench(args.program, args.shared.resolve(), args.cache.resolve(), args.parts, args.kept)
    wanted = args.tables or ["times", "words", "names"]
    bench.install()
    if "times" in wanted:
        bench_times(bench)
    treebank, corpus = bench.material("treebank/ar_pud.conllu"), bench.material("ner/anercorp_camel_train.txt")
    if treebank and corpus:
        if "words" in wanted:
            bench_words(bench, treebank, corpus)
        if "names" in wanted:
            bench_names(bench, treebank, corpus)
    versions(bench)
    return 0


if __name__ == "__main__":
    sys.exit(main())
