"""Expressions of time: which are found, and whose days are right?

In: files of cases, and what each program found in their sentences. Out: precision, recall and F1 of right days, of each file; sentences a
second. Right is what means the same days: nobody's way of writing a value counts, and where two ways of reading are usual, both are right.

| gold | right is |
|---|---|
| days | the same first and last day; of a range found as two dates, the first day of one and the last of the other |
| a value without days (how long, how often) | the same TIMEX3 value |
| a value of TIMEX3 with days | the same value does too |
| «مطلع», «منتصف», «أواخر» of a month | the whole month or its third |
| a week | its seven days from Saturday, Sunday or Monday |
| a season | its three months, or from equinox to solstice |

An expression found where the gold has none is wrong, and so is the second one in the same words. What the gold has as `ignored` (vague: «الآن»,
«مؤخرا») is not counted, whatever is found there. What it does not do: it does not compare hours or extents.
"""

import datetime
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

Found = dict


@dataclass
class Case:
    """A sentence with its day and its gold expressions."""

    text: str
    published: str
    times: list[dict]
    policy: str = "news"
    ignored: list[list[int]] = field(default_factory=list)

    def line(self) -> str:
        """As the programs read it."""
        return json.dumps({"text": self.text, "published": self.published}, ensure_ascii=False)


@dataclass
class Score:
    """Counts of expressions."""

    n_gold: int = 0
    n_found: int = 0
    n_predicted: int = 0
    n_right: int = 0

    def __add__(self, other: "Score") -> "Score":
        """Both together."""
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def shares(self) -> tuple[float, float, float]:
        """Precision, recall, F1 of right days, in percent."""
        precision = 100 * self.n_right / max(self.n_predicted, 1)
        recall = 100 * self.n_right / max(self.n_gold, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def read(path: Path) -> list[Case]:
    """The cases of a file, in any of three shapes: the project's own (`times`), one expression a case (`timex3`), Duckling's (`dimension`)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if "dimension" in rows[0]:
        return [case for case in map(duckling, rows) if case]
    if "timex3" in rows[0]:
        return [one(row) for row in rows]
    return [own(row) for row in rows]


def sentences(articles: Path) -> dict[str, tuple[str, str]]:
    """Text and day of publication of every sentence of articles, by its id."""
    found = {}
    for line in articles.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for sentence in article["sentences"]:
            found[sentence["id"]] = (article["body"][sentence["start"] : sentence["end"]], article["published"])
    return found


def newswire(gold: Path, articles: Path) -> tuple[list[Case], list[Case]]:
    """Sentences with the gold of a file that names them by id and has no text of its own; and the other sentences, without gold."""
    texts = sentences(articles)
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    with_gold = [Case(*texts.pop(row["sentence"]), row["times"], ignored=row.get("ignored", [])) for row in rows]
    return with_gold, [Case(*one, []) for one in texts.values()]


def own(row: dict) -> Case:
    """A case of the project's own shape; an expression's place is where its words stand first, after those before."""
    at, times = 0, []
    for time in row["times"]:
        start = row["text"].find(time["text"], at)
        start = start if start >= 0 else row["text"].find(time["text"])
        at = start + len(time["text"])
        times.append({**time, "start": start, "end": at})
    return Case(row["text"], row["published"], times)


def one(row: dict) -> Case:
    """A case with one expression; it asks for that one, so what else its sentence has is not judged."""
    timex = row["timex3"]
    time = {**timex, "lo": row.get("lo"), "hi": row.get("hi"), "accept": row.get("accept", []), "only": True}
    return Case(row["input"], row["dct"], [time])


def duckling(row: dict) -> Case | None:
    """A case of Duckling's own: dates whose answer nobody doubts; none of the others. It reads as an assistant does."""
    expected = row["expected"]
    if row["dimension"] != "time" or row.get("dubious") or not isinstance(expected, dict):
        return None
    if expected["type"] not in ("date", "interval") or expected["grain"] in ("hour", "second"):
        return None
    lo, hi = duckling_days(expected)
    time = {"start": 0, "end": len(row["input"]), "type": "DATE", "value": None, "lo": lo, "hi": hi, "only": True}
    return Case(row["input"], (row.get("reference_time") or "2013-02-12")[:10], [time], "assistant")


def duckling_days(expected: dict) -> tuple[str, str]:
    """First and last day of what Duckling's cases expect; ends of its intervals lie outside."""
    value, grain = expected["value"], expected["grain"]
    if expected["type"] == "interval":
        start, end = (datetime.date.fromisoformat(day[:10]) for day in value.split("/"))
        return str(start), str(end - datetime.timedelta(days=1))
    if grain == "week":
        monday = datetime.date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        return str(monday), str(monday + datetime.timedelta(days=6))
    if grain == "month":
        first = datetime.date(int(value[:4]), int(value[5:7]), 1)
        return str(first), str((first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1))
    return (f"{value}-01-01", f"{value}-12-31") if grain == "year" else (value, value)


def score(cases: list[Case], answers: list[list[Found]]) -> list[Score]:
    """Counts, case by case, what was found and what of it is right."""
    return [score_case(case, found) for case, found in zip(cases, answers, strict=True)]


def score_case(case: Case, found: list[Found]) -> Score:
    """Counts what was found in a case, and what of it is right."""
    one_case, taken = Score(), 0
    clear = [one for one in found if not any(one["start"] < end and start < one["end"] for start, end in case.ignored)]
    for gold in case.times:
        own = [one for one in clear if one["start"] < gold["end"] and gold["start"] < one["end"]]
        right = is_right(gold, own)
        # A range found as its two ends is one answer.
        one_case += Score(1, bool(own), 1 if right else len(own), right)
        taken += len(own)
    if not any(gold.get("only") for gold in case.times):
        one_case.n_predicted += max(len(clear) - taken, 0)
    return one_case


def shown(scores: list[Score]) -> str:
    """Precision, recall, F1, and the 2.5th and 97.5th percentile of F1 in 1,000 draws of cases."""
    precision, recall, f1 = sum(scores, Score()).shares()
    draw = random.Random(1)
    # F1 is twice the right ones, of the sum of both sides.
    pairs = [(2 * one.n_right, one.n_gold + one.n_predicted) for one in scores]
    sums = (map(sum, zip(*draw.choices(pairs, k=len(pairs)), strict=True)) for _ in range(1000))
    draws = sorted(100 * right / max(n, 1) for right, n in sums)
    return f"{precision:.1f} / {recall:.1f} / {f1:.1f} [{draws[25]:.0f}, {draws[974]:.0f}]"


def is_right(gold: dict, found: list[Found]) -> bool:
    """Whether what overlaps a gold expression means its days."""
    if not found:
        return False
    values = {gold["value"], *gold.get("accept", [])} - {None}
    if any(one["value"] in values for one in found):
        return True
    if gold["lo"] is None and gold["hi"] is None:
        return False
    wanted = readings(gold)
    if any(meant in wanted for one in found for meant in ((one["lo"], one["hi"]), third(one)) if meant):
        return True
    first, last = min(found, key=lambda one: one["start"]), max(found, key=lambda one: one["end"])
    return (first["lo"], last["hi"]) in wanted


def readings(gold: dict) -> set[tuple[str | None, str | None]]:
    """The days that a gold expression may mean."""
    days = {(gold["lo"], gold["hi"]), *map(tuple, gold.get("days", []))}
    if gold["lo"] is None or gold["hi"] is None:
        return days
    lo, hi = (datetime.date.fromisoformat(gold[end]) for end in ("lo", "hi"))
    value = gold["value"] or ""
    if "W" in value and (hi - lo).days == 6:
        shifts = [lo + datetime.timedelta(days=shift) for shift in range(-2, 3)]
        days |= {(str(first), str(first + datetime.timedelta(days=6))) for first in shifts if first.weekday() in (5, 6, 0)}
    if value[-2:] in ("SP", "SU", "FA", "WI"):
        shift = [(str(lo + datetime.timedelta(days=n)), str(hi + datetime.timedelta(days=m))) for n in range(18, 24) for m in range(18, 25)]
        days |= set(shift)
    return days | {part for part in [third(gold)] if part}


def third(time: dict) -> tuple[str, str] | None:
    """The third of a month that «مطلع», «منتصف» or «أواخر» mean, which TIMEX3 tells by a modifier."""
    if time.get("mod") not in ("START", "MID", "END") or not time["lo"] or not time["hi"] or time["lo"][:7] != time["hi"][:7]:
        return None
    month = time["lo"][:8]
    first, last = {"START": ("01", "10"), "MID": ("11", "20"), "END": ("21", time["hi"][8:])}[time["mod"]]
    return month + first, month + last
