"""What all adapters of times share: lines in, lines out, and the days that a grain of time has.

In: a JSON object a line with `text` and `published`. Out: a JSON list a line of what was found in it, each with `start`, `end` (code points),
`lo`, `hi` (first and last day, or null), `value` (TIMEX3, or null where the peer has none), and `mod` of TIMEX3 where it has one.
"""

import datetime
import json
import sys
from collections.abc import Callable

Found = dict


def serve(find: Callable[[str, datetime.date], list[Found]]) -> None:
    """Answers each line as soon as it is read."""
    for line in sys.stdin:
        item = json.loads(line)
        print(json.dumps(find(item["text"], datetime.date.fromisoformat(item["published"])), ensure_ascii=False), flush=True)


def last(first: datetime.date, grain: str) -> datetime.date:
    """The last day of the day, week, month, quarter, half, year, decade or century that begins on a day."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(grain)
    if grain == "week":
        return first + datetime.timedelta(days=6)
    if months is None:
        return first
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)
