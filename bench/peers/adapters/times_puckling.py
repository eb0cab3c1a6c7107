"""Puckling (Apache-2.0), a port of Duckling to Python with its own Arabic rules: time and duration, without a limit of time for a text."""

import datetime

from lines import Found, serve
from puckling import Context, DurationValue, Lang, Locale, Options, TimeValue, parse
from times_duckling import UNITS, days


def find(text: str, published: datetime.date) -> list[Found]:
    """What is found, in the same shape as Duckling's."""
    noon = datetime.datetime.combine(published, datetime.time(12), tzinfo=datetime.UTC)
    context = Context(reference_time=noon, locale=Locale(Lang.AR))
    found: list[Found] = []
    for one in parse(text, context, Options(parse_timeout_ms=None), dims=("time", "duration")):
        lo = hi = value = None
        if isinstance(one.value, TimeValue):
            lo, hi = days(one.value.to_dict())
        elif isinstance(one.value, DurationValue):
            value = UNITS[one.value.grain.value].format(one.value.value)
        found.append({"start": one.start, "end": one.end, "lo": lo, "hi": hi, "value": value})
    return found


if __name__ == "__main__":
    serve(find)
