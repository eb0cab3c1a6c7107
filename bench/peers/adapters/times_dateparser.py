"""dateparser (BSD-3): `search_dates` for Arabic, as news reads dates: the day before the month, and the past where nothing else is said.

`search_dates` gives points of time. The words of each are parsed once more by `DateDataParser`, which also says whether they are a month or a
year, so that «العام الماضي» gets all its days.
"""

import datetime

from dateparser.date import DateDataParser
from dateparser.search import search_dates
from lines import Found, last, serve


def find(text: str, published: datetime.date) -> list[Found]:
    """Dates with their places; the words of each are looked for after those before."""
    base = datetime.datetime.combine(published, datetime.time(12))
    settings = {
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": base,
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
    }
    found: list[Found] = []
    at = 0
    for words, date in search_dates(text, languages=["ar"], settings=settings) or []:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        first, grain = date.date(), "day"
        parsed = DateDataParser(languages=["ar"], settings=settings).get_date_data(words)
        if parsed.date_obj and parsed.period in ("month", "year", "week"):
            first, grain = parsed.date_obj.date(), parsed.period
        if grain == "week":
            first -= datetime.timedelta(days=first.weekday())
        elif grain != "day":
            first = first.replace(day=1, month=1 if grain == "year" else first.month)
        found.append({"start": start, "end": at, "lo": str(first), "hi": str(last(first, grain)), "value": None})
    return found


if __name__ == "__main__":
    serve(find)
