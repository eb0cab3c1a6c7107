"""Duckling (Facebook; BSD-3) for Arabic, the Haskell program itself inside PyPI's `pyduckling-native-phihos`.

Its dimensions time and duration. It answers an assistant: a weekday is the next one, and it has no setting for news. Some texts end its process
(an index out of range in its Arabic rules); the adapter starts it again after such a text, for which it has found nothing.
"""

import datetime
import json
import os
import sys

from lines import Found, last

UNITS = {"second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "quarter": "P{}Q", "year": "P{}Y"}


def days(value: dict) -> tuple[str | None, str | None]:
    """First and last day; the end of an interval lies outside of it."""

    def first(end: dict) -> datetime.date:
        return datetime.date.fromisoformat(end["value"][:10])

    if value["type"] == "value":
        day = first(value)
        return str(day), str(last(day, value["grain"]))
    lo = str(first(value["from"])) if "from" in value else None
    hi = None
    if "to" in value:
        short = value["to"]["grain"] in ("hour", "minute", "second") and value["to"]["value"][11:19] != "00:00:00"
        hi = str(first(value["to"]) - datetime.timedelta(days=0 if short else 1))
    return lo, hi


def main() -> None:
    """Answers lines in a child until it dies, and goes on after the line at which it died."""
    lines = sys.stdin.read().splitlines()
    at = 0
    while at < len(lines):
        counts, child_end = os.pipe()
        if os.fork() == 0:
            answer(lines[at:], child_end)
            os._exit(0)
        os.close(child_end)
        with open(counts, "rb") as done:
            at += len(done.read())
        os.wait()
        if at < len(lines):
            print("[]", flush=True)
            print(f"Duckling ended at: {lines[at]}", file=sys.stderr)
            at += 1


def answer(lines: list[str], done: int) -> None:
    """Answers lines, and tells the parent of each."""
    import duckling

    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    locale = duckling.parse_locale("AR", duckling.default_locale_lang(duckling.parse_lang("AR")))
    dimensions = duckling.parse_dimensions(["time", "duration"])
    contexts: dict[str, object] = {}
    for line in lines:
        item = json.loads(line)
        if item["published"] not in contexts:
            noon = datetime.datetime.fromisoformat(item["published"] + "T12:00:00+00:00")
            contexts[item["published"]] = duckling.Context(duckling.parse_ref_time(zones, "UTC", int(noon.timestamp())), locale)
        found: list[Found] = []
        for one in duckling.parse(item["text"], contexts[item["published"]], dimensions, False):
            lo = hi = value = None
            if one["dim"] == "time":
                lo, hi = days(one["value"])
            else:
                value = UNITS[one["value"]["unit"]].format(one["value"]["value"])
            found.append({"start": one["start"], "end": one["end"], "lo": lo, "hi": hi, "value": value})
        print(json.dumps(found, ensure_ascii=False), flush=True)
        os.write(done, b".")


if __name__ == "__main__":
    main()
