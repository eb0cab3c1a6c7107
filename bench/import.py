#!/usr/bin/env python3
"""How fast are the importers, in how much memory, and do they go on after a kill?

Usage: bench/import.py [--mb N] [--binary PATH] [wikidata] [geonames] [ftm]

Makes up a dump of N megabytes (default 1000) for each format in a temporary folder, imports it once without a stop and once killed with
SIGKILL in the middle and run again, and compares the bytes of both layers. Prints peak memory, megabytes a second and the lines that
were reported; every dump has some broken lines. Fails when bytes differ, or when a killed run did not go on.

Nothing is copied from anybody: all names and ids are made up.
"""

import argparse
import filecmp
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
# One line in so many is broken.
BROKEN = 10_000


def word(number: int) -> str:
    """A word of Arabic letters, another one for each number."""
    letters = []
    for _ in range(5):
        number, at = divmod(number, len(LETTERS))
        letters.append(LETTERS[at])
    return "".join(letters)


def statement(prop: str, item: int, qualifiers: dict | None = None) -> dict:
    """A statement of Wikidata that names an item."""
    value = {"value": {"entity-type": "item", "numeric-id": item, "id": f"Q{item}"}, "type": "wikibase-entityid"}
    held = {"mainsnak": {"snaktype": "value", "property": prop, "datavalue": value, "datatype": "wikibase-item"}, "type": "statement", "rank": "normal"}
    if qualifiers:
        held["qualifiers"] = qualifiers
    return held


def qualifier(day: str, precision: int) -> list:
    """A time as a qualifier."""
    value = {"time": f"+{day}T00:00:00Z", "precision": precision, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    return [{"snaktype": "value", "datavalue": {"value": value, "type": "time"}}]


def wikidata(out, size: int) -> None:
    """Persons with offices, organisations, places, and items of no interest, with labels in other languages as true ones have."""
    others = {code: {"language": code, "value": "made up for a measurement, made up for a measurement"} for code in
              "af an ast az be bg bn br bs ca cs cy da de el eo es et eu fi fr ga gl he hi hr hu hy id is it ja ka kk ko ku".split()}
    rest = json.dumps(others)[1:-1]
    out.write("[\n")
    written, n = 0, 0
    while written < size:
        item = 10_000_000 + n
        kind = n % 10
        arabic = f"طاهر {word(n)}"
        if kind < 3:
            year = 1950 + n % 60
            held = statement("P39", 9_000_000 + n % 500, {"P580": qualifier(f"{year}-02-03", 11), "P582": qualifier(f"{year + 5}-00-00", 9)})
            claims = {"P31": [statement("P31", 5)], "P27": [statement("P27", 796)], "P39": [held]}
        elif kind == 3:
            arabic = f"حزب {word(n)}"
            claims = {"P31": [statement("P31", 7278)], "P17": [statement("P17", 796)]}
        elif kind == 4:
            point = {"value": {"latitude": n % 80, "longitude": n % 170, "globe": "http://www.wikidata.org/entity/Q2"}, "type": "globecoordinate"}
            claims = {"P31": [statement("P31", 515)], "P17": [statement("P17", 796)],
                      "P625": [{"mainsnak": {"snaktype": "value", "datavalue": point}, "type": "statement", "rank": "normal"}]}
        else:
            arabic = ""
            claims = {"P31": [statement("P31", 13_442_814)], "P279": [statement("P279", item - 7)]}
        if n < 500:
            item, arabic, claims = 9_000_000 + n, f"محافظ {word(n)}", {"P17": [statement("P17", 796)]}
        labels = f'"ar":{{"language":"ar","value":"{arabic}"}},' if arabic else ""
        line = (f'{{"type":"item","id":"Q{item}","labels":{{{labels}"en":{{"language":"en","value":"Trial {n}"}}}},'
                f'"descriptions":{{{rest}}},"aliases":[],"claims":{json.dumps(claims)},"sitelinks":[]}},\n')
        if n % BROKEN == BROKEN - 1:
            line = line[: len(line) // 2] + "\n"
        written += len(line.encode())
        out.write(line)
        n += 1
    out.write('{"type":"item","id":"Q9999999","labels":[],"descriptions":[],"aliases":[],"claims":[],"sitelinks":[]}\n]\n')


def geonames(out, size: int) -> None:
    """Places, one in five with an untagged Arabic name; the tagged ones stand in a table of their own."""
    written, n = 0, 0
    while written < size:
        alternate = f"Trial,{word(n)},Пробный,{'x' * 60}" if n % 5 == 0 else "x" * 60
        line = (f"{n + 1}\tTrial \"{n}\" Town\tTrial {n} Town\t{alternate}\t{n % 80}.12345\t{n % 170}.54321\tP\tPPL\tIQ\t\t07\t\t\t\t{n % 9000}\t\t11"
                "\tAsia/Baghdad\t2026-01-02\n")
        if n % BROKEN == BROKEN - 1:
            line = line[: len(line) // 2] + "\n"
        written += len(line.encode())
        out.write(line)
        n += 1


def alternate_names(out, size: int) -> None:
    """Names, one in five Arabic."""
    written, n = 0, 0
    while written < size:
        language, name = [("ar", f"مدينة {word(n)}"), ("en", f"Trial {n}"), ("ru", "Пробный"), ("link", "https://example.org/trial"), ("wkdt", f"Q{n}")][n % 5]
        line = f"{n}\t{n * 7919 % 1_000_003 + 1}\t{language}\t{name}\t\t\t\t\t\t\n"
        written += len(line.encode())
        out.write(line)
        n += 1


def ftm(out, size: int) -> None:
    """Persons and edges, the edges first and by another id."""
    written, n = 0, 0
    filler = "x" * 300
    while written < size:
        year = 1950 + n % 60
        edge = {"id": f"o{n}", "schema": "Occupancy", "properties": {"holder": [f"old-{n}"], "post": [f"post-{n % 500}"], "startDate": [f"{year}"], "endDate": [f"{year + 5}-03"]}}
        names = [f"Trial {n}", f"طاهر {word(n)}"] if n % 4 == 0 else [f"Trial {n}"]
        person = {"id": f"NK-{n}", "caption": f"Trial {n}", "schema": "Person", "referents": [f"old-{n}"], "datasets": ["trial"],
                  "properties": {"name": names, "country": ["iq"], "topics": ["role.pep"], "notes": [filler]}}
        lines = [edge, person]
        if n < 500:
            lines.append({"id": f"post-{n}", "schema": "Position", "properties": {"name": [f"محافظ {word(n)}"], "country": ["iq"]}})
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        if n % BROKEN == BROKEN - 1:
            text = text[: len(text) // 2] + "\n"
        written += len(text.encode())
        out.write(text)
        n += 1


def run(command: list[str], kill_at: float | None = None) -> tuple[float, float, str]:
    """Runs a command: seconds, peak megabytes of this process alone, standard error. `kill_at` kills it once its checkpoint is so far."""
    began = time.monotonic()
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    if kill_at is not None:
        def kill() -> None:
            path = Path(command[command.index("-o") + 1])
            checkpoint = path.with_name(f".{path.name}.import") / "checkpoint"
            while child.poll() is None:
                try:
                    if json.loads(checkpoint.read_text())["at"] >= kill_at:
                        child.send_signal(signal.SIGKILL)
                        return
                except (OSError, ValueError):
                    pass
                time.sleep(0.01)
        threading.Thread(target=kill, daemon=True).start()
    stderr = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - began, usage.ru_maxrss / 1024, stderr


def differing(one: Path, other: Path) -> list[str]:
    """Files of two layers that are not the same."""
    names = sorted({str(path.relative_to(top)) for top in (one, other) for path in top.rglob("*") if path.is_file()})
    return [name for name in names if not ((one / name).is_file() and (other / name).is_file() and filecmp.cmp(one / name, other / name, shallow=False))]


def measure(kind: str, size: int, binary: str, folder: Path) -> bool:
    """Imports one made-up dump; whether all was well."""
    dump = folder / f"{kind}.txt"
    with dump.open("w", encoding="utf-8") as out:
        {"wikidata": wikidata, "geonames": geonames, "ftm": ftm}[kind](out, size)
    more = []
    if kind == "geonames":
        names = folder / "names.txt"
        with names.open("w", encoding="utf-8") as out:
            alternate_names(out, size // 3)
        more = ["--alternate-names", str(names)]
    total = sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6
    command = [binary, "data", "import", kind, str(dump), *more, "-o"]
    seconds, peak, stderr = run([*command, str(folder / "whole")])
    summary = stderr.strip().splitlines()[-1] if stderr.strip() else "no output"
    n_bad = sum(line.startswith(str(dump)) and ": warning:" not in line for line in stderr.splitlines())
    _, killed_peak, _ = run([*command, str(folder / "killed")], kill_at=size * 0.4)
    was_killed = not (folder / "killed").exists()
    again, again_peak, stderr = run([*command, str(folder / "killed")])
    goes_on = was_killed and "going on where an earlier run stopped" in stderr
    wrong = differing(folder / "whole", folder / "killed")
    print(f"{kind:9} {total:6.0f} MB  {total / seconds:5.0f} MB/s  peak {max(peak, killed_peak, again_peak):4.0f} MB  {n_bad} lines reported  "
          f"killed and resumed in {again:.1f} s of {seconds:.1f} s: {'equal bytes' if goes_on and not wrong else 'NOT EQUAL ' + ', '.join(wrong)}")
    print(f"          {summary}")
    return goes_on and not wrong and n_bad > 0


def main() -> int:
    """Measures the formats that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", choices=["wikidata", "geonames", "ftm", []], help="which formats (default: all)")
    parser.add_argument("--mb", type=int, default=1000, help="megabytes of each dump")
    parser.add_argument("--binary", default=str(ROOT / "target/release/marsad"))
    args = parser.parse_args()
    if not Path(args.binary).is_file():
        print(f"{args.binary} is not there: cargo build --release --bin marsad, or name it with --binary", file=sys.stderr)
        return 2
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    fine = True
    for kind in args.formats or ["wikidata", "geonames", "ftm"]:
        with tempfile.TemporaryDirectory(prefix="marsad-import-") as folder:
            fine &= measure(kind, args.mb * 1_000_000, args.binary, Path(folder))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
