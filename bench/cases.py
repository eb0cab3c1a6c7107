#!/usr/bin/env python3
"""Scores `marsad times` on files of cases, as somebody from outside would.

    bench/cases.py PROGRAM CASES.jsonl… [-v]

Three shapes are known by their fields. Times: `dct`, `input`, `timex3 {text, start, end, type, value}`, `lo`, `hi`, and `accept`, further
right values. Numbers: `input`, `text`, `start`, `end`, and `value` or `range`, `mod`. Duckling's own test cases: `dimension`, `reference_time`, `input`,
`expected`; those of dates are run under `--policy assistant`, without those marked `dubious`, and the others counted as read without harm.
An expression is found when it overlaps the gold, has the right extent when it covers the same characters, and is right when its day
bounds (a duration's value) are those of the gold. `-v` prints what is not right.
"""

import calendar
import datetime
import json
import subprocess
import sys
from collections.abc import Iterator

Case = dict
Found = dict


def run(program: str, texts: list[tuple[str, str | None]], policy: str) -> list[Found]:
    """What the program finds.

    Args:
        program: path of `marsad`.
        texts: texts with their days of publication.
        policy: `news` or `assistant`.
    """
    lines = [json.dumps({"id": str(n), "text": text, "published": day}, ensure_ascii=False) for n, (text, day) in enumerate(texts)]
    done = subprocess.run([program, "times", "-", "--policy", policy], input="\n".join(lines), capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    found = {line["id"]: line for line in map(json.loads, done.stdout.splitlines())}
    return [found.get(str(n), {"times": [], "numbers": []}) for n in range(len(texts))]


def overlapping(found: list[dict], start: int, end: int) -> dict | None:
    """The first expression that shares characters with a span."""
    return next((one for one in found if one["start"] < end and start < one["end"]), None)


def right_time(case: Case, time: dict) -> bool:
    """Whether a time has the gold's days, or a duration its value."""
    accepted = [case["timex3"]["value"], *case.get("accept", [])]
    if case["timex3"]["type"] == "DURATION" and not case.get("lo"):
        return time["value"] in accepted
    return (time["lo"], time["hi"]) == (case.get("lo"), case.get("hi")) and time["value"] in accepted


def right_number(case: Case, number: dict) -> bool:
    """Whether a number has the gold's value or bounds, and its modifier."""
    if case.get("mod") != number["mod"]:
        return False
    if "range" in case:
        return [number["low"], number["high"]] == case["range"]
    return number["value"] is not None and abs(number["value"] - case["value"]) < 1e-9 * max(1.0, abs(case["value"]))


def parts(time: dict) -> Iterator[tuple[str, str]]:
    """The days that a time may mean: its own, and the third of a month that its modifier tells."""
    yield time["lo"], time["hi"]
    if time["mod"] in ("START", "MID", "END") and time["lo"] and time["lo"][:7] == time["hi"][:7]:
        first, last = {"START": (1, 10), "MID": (11, 20), "END": (21, int(time["hi"][8:]))}[time["mod"]]
        yield f"{time['lo'][:8]}{first:02}", f"{time['lo'][:8]}{last:02}"


def days(expected: dict) -> tuple[str, str]:
    """First and last day of what Duckling expects; ends of its intervals lie outside."""
    if expected["type"] == "interval":
        start, end = (datetime.date.fromisoformat(day[:10]) for day in expected["value"].split("/"))
        return str(start), str(end - datetime.timedelta(days=1))
    value = expected["value"]
    if expected["grain"] == "week":
        monday = datetime.date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        return str(monday), str(monday + datetime.timedelta(days=6))
    if expected["grain"] == "month":
        return f"{value}-01", f"{value}-{calendar.monthrange(int(value[:4]), int(value[5:7]))[1]:02}"
    if expected["grain"] == "year":
        return f"{value}-01-01", f"{value}-12-31"
    return value, value


def duckling(program: str, cases: list[Case], verbose: bool) -> None:
    """Scores Duckling's cases of dates and runs the rest."""
    found = run(program, [(case["input"], (case.get("reference_time") or "2013-02-12")[:10]) for case in cases], "assistant")
    n_cases = n_right = 0
    for case, one in zip(cases, found, strict=True):
        expected = case["expected"]
        dated = case["dimension"] == "time" and not case.get("dubious") and isinstance(expected, dict)
        if not dated or expected["type"] not in ("date", "interval") or expected["grain"] in ("hour", "second"):
            continue
        n_cases += 1
        right = any(days(expected) in parts(time) for time in one["times"])
        n_right += right
        if verbose and not right:
            print(case["id"], case["input"], expected["value"], "got", [(time["text"], time["lo"], time["hi"]) for time in one["times"]])
    print(f"Duckling, clean dates: value {n_right} of {n_cases} = {n_right / n_cases:.3f}; {len(found)} cases read")


def scored(program: str, cases: list[Case], verbose: bool) -> tuple[int, int, int, int]:
    """Cases, found, right extent, right value."""
    times = "timex3" in cases[0]
    all_found = run(program, [(case["input"], case.get("dct")) for case in cases], "news")
    n_found = n_extent = n_right = 0
    for case, found in zip(cases, all_found, strict=True):
        gold = case["timex3"] if times else case
        one = overlapping(found["times" if times else "numbers"], gold["start"], gold["end"])
        right = one is not None and (right_time(case, one) if times else right_number(case, one))
        extent = one is not None and (one["start"], one["end"]) == (gold["start"], gold["end"])
        n_found += one is not None
        n_extent += extent
        n_right += right
        if verbose and not (right and extent):
            print(case["id"], "" if right else "VALUE", case["input"], "|", gold, case.get("lo"), case.get("hi"), "got", one)
    return len(cases), n_found, n_extent, n_right


def main() -> None:
    """Scores every file."""
    program, *paths = [argument for argument in sys.argv[1:] if argument != "-v"]
    for path in paths:
        with open(path, encoding="utf-8") as file:
            cases = [json.loads(line) for line in file if line.strip()]
        if "dimension" in cases[0]:
            duckling(program, cases, "-v" in sys.argv)
            continue
        n_cases, n_found, n_extent, n_right = scored(program, cases, "-v" in sys.argv)
        print(f"{path}: {n_cases} cases, found {n_found}, extent {n_extent}, value {n_right} = {n_right / n_cases:.3f}")


if __name__ == "__main__":
    main()
