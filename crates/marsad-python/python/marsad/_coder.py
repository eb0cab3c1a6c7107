"""The coder: language data with settings, and the functions of the package, which use one with the settings of the program."""

from __future__ import annotations

import datetime
import functools
import itertools
import json
import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Iterable, Iterator, Mapping, overload

from ._marsad import Native, Tables

if TYPE_CHECKING:
    from ._marsad import ArrowData

#: Articles that are coded together where they come one by one.
_MANY = 256


class Rejected(ValueError):
    """An article that could not be coded, and why."""


class RejectedWarning(UserWarning):
    """Something about an article that was coded: a date that is none, for one."""


@dataclass
class Article:
    """A news item.

    ``body`` is its text, or ``html`` its page. ``published`` is a date, a time with its zone, or either in ISO form; without it dates such as «أمس» stay open.
    ``id`` is the SHA-256 of the body where there is none.
    """

    body: str = ""
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | datetime.date | None = None
    title: str = ""
    html: str | None = None


class Coder:
    """Language data with settings. Making one takes about a tenth of a second; it can be shared between threads and is not changed by use.

    :param pack: a file that ``marsad data build`` made, in the place of the data inside.
    :param add: folders whose files are laid over it, as ``marsad code --add`` does.
    :param min_confidence: leave out claims with less, 0 to 1; ``None`` for the floor of the language data, 0 for all.
    :param with_text: put the text into the coded article too.
    :param jobs: threads; ``None`` for one on each core. Results are the same for any number.
    :param published: day of publication of articles that do not say it.
    :param outlet: outlet of articles that do not say it.
    :raises ValueError: when a file is no pack, or a layer has problems; the message says which.
    """

    def __init__(
        self,
        *,
        pack: str | os.PathLike[str] | None = None,
        add: Iterable[str | os.PathLike[str]] = (),
        min_confidence: float | None = None,
        with_text: bool = False,
        jobs: int | None = None,
        published: str | datetime.date | None = None,
        outlet: str | None = None,
    ) -> None:
        if isinstance(add, (str, os.PathLike)):
            add = [add]
        if jobs is not None and jobs < 1:
            raise ValueError("jobs is a number of threads, 1 or more")
        self._native = Native(
            pack=pack,
            add=list(add),
            min_confidence=min_confidence,
            with_text=with_text,
            jobs=jobs,
            published=None if published is None else _iso(published),
            outlet=outlet,
        )

    @property
    def pack(self) -> str:
        """Language and version of the language data: ``ar 2026.11.0``."""
        return self._native.versions()[0]

    @property
    def ontology(self) -> str:
        """Version of the ontology."""
        return self._native.versions()[1]

    @overload
    def code(self, articles: str | Article | Mapping[str, Any], **fields: Any) -> dict[str, Any]: ...
    @overload
    def code(self, articles: Iterable[Any], *, rejects: list[tuple[Any, str]] | None = None) -> Iterator[dict[str, Any]]: ...

    def code(self, articles: Any, *, rejects: list[tuple[Any, str]] | None = None, **fields: Any) -> Any:
        """Codes a text or an article, or one after the other of many.

        :param articles: a text; an :class:`Article`, a mapping or an object with its fields; or an iterable of these.
        :param rejects: of an iterable, a list that takes what could not be coded, with the reason; without it :class:`Rejected` is raised.
        :param fields: of a text, the other fields: ``published``, ``outlet``, ``title``, ``id``, ``url``.
        :returns: the coded article as a dictionary (``docs/schema/coded-article.schema.json``), or an iterator over them, in order, that reads
            some hundred articles ahead.
        :raises Rejected: where there is nothing to code.

        >>> import marsad
        >>> coder = marsad.Coder(min_confidence=0)
        >>> texts = ["التقى الرئيس العراقي نظيره التركي في أنقرة.", " ", "نفت طهران الاتهامات الأمريكية."]
        >>> rejects = []
        >>> [article["claims"][0]["event_type"] for article in coder.code(texts, rejects=rejects)]
        ['CONSULT', 'REJECT']
        >>> rejects
        [(' ', 'no text; give it in body, text or html')]
        """
        if isinstance(articles, str):
            articles = {"body": articles, **fields}
        elif fields:
            raise TypeError(f"{', '.join(fields)}: fields beside a text only; an article has its own")
        if _is_article(articles):
            ((line, said),) = self._native.code([articles])
            if line is None:
                raise Rejected(said[0][1])
            _warn(said)
            return json.loads(line)
        return self._code_each(articles, rejects)

    def _code_each(self, articles: Iterable[Any], rejects: list[tuple[Any, str]] | None) -> Iterator[dict[str, Any]]:
        articles = iter(articles)
        while some := list(itertools.islice(articles, _MANY)):
            for article, (line, said) in zip(some, self._native.code(some)):
                if line is not None:
                    _warn(said)
                    yield json.loads(line)
                elif rejects is None:
                    raise Rejected(said[0][1])
                else:
                    rejects.append((article, said[0][1]))

    def code_table(self, articles: ArrowData) -> Tables:
        """Codes every row of a table.

        :param articles: a table or record batch reader of pyarrow, a data frame of polars or pandas (2.2 or later), a relation of DuckDB, or anything else with
            Arrow's PyCapsule interface. It has a column ``body`` (or ``text``, or ``html``), and where they are known ``id``, ``url``, ``outlet``, ``published``
            (texts, dates or times) and ``title``; others are passed over.
        :returns: the tables; ``docs/output.md`` describes their columns, :data:`TABLES` lists them. Rows are in the order of the articles; what could not be coded
            is a row of ``rejects`` with its number.
        :raises ValueError: where no column has texts, or one of these columns holds something else.
        :raises TypeError: where it is no table.
        """
        return self._native.code_table(articles)

    def code_batches(self, articles: ArrowData) -> Iterator[Tables]:
        """As :meth:`code_table`, a record batch at a time: for streams that do not fit into memory. Needs pyarrow.

        ``rejects.place`` counts rows within the batch.
        """
        import pyarrow

        reader = pyarrow.RecordBatchReader.from_stream(articles)
        return (self._native.code_table(batch) for batch in reader)

    def code_files(self, paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str], *, articles: int = 1000) -> Iterator[Tables]:
        """Codes files, some articles at a time; memory does not grow with them.

        :param paths: files, folders or globs of anything that ``marsad code`` reads: JSON lines, texts, pages, feeds, web archives; packed or not.
        :param articles: number of articles of each step.
        :returns: an iterator over tables. What cannot be read is a row of ``rejects`` with its file and place.
        """
        if isinstance(paths, (str, os.PathLike)):
            paths = [paths]
        return self._native.code_files([os.fspath(path) for path in paths], articles, False)

    def explain(self, article: str | Article | Mapping[str, Any], **fields: Any) -> dict[str, Any]:
        """Codes an article and says why.

        :returns: ``coded``, the coded article; ``reasons``, one for each claim: the frame's file and line, the lemma, what fills its slots, the word that
            tells that it is not plainly so, and what its confidence is weighed from; ``considered``, words that gave no claim, and why.

        >>> import marsad
        >>> explained = marsad.explain("هددت إسرائيل بمهاجمة إيران.")
        >>> explained["reasons"][0]["lemma"], explained["coded"]["claims"][0]["event_type"]
        ('هدّد', 'THREATEN')
        """
        line, said = self._native.explain({"body": article, **fields} if isinstance(article, str) else article)
        if line is None:
            raise Rejected(said[0][1])
        _warn(said)
        return json.loads(line)

    def analyze(self, text: str) -> list[dict[str, Any]]:
        """The sentences of a text with their words: lemma, part of speech, features, head, name (``docs/schema/analysis.schema.json``).

        >>> import marsad
        >>> [(word["form"], word["upos"]) for word in marsad.analyze("وصل الوزير إلى القاهرة.")[0]["words"]]
        [('وصل', 'VERB'), ('الوزير', 'NOUN'), ('إلى', 'ADP'), ('القاهرة', 'PROPN'), ('.', 'PUNCT')]
        """
        return json.loads(self._native.analyze(text))

    def times(self, article: str | Article | Mapping[str, Any], *, policy: str = "news", **fields: Any) -> dict[str, Any]:
        """The expressions of time and number of a text (``docs/schema/times.schema.json``).

        :param policy: which day is meant where nothing tells the tense: ``news`` or ``assistant``.

        >>> import marsad
        >>> found = marsad.times("قتل 17 شخصا مساء الاثنين", published="2023-10-11")
        >>> found["times"][0]["value"], found["numbers"][0]["value"]
        ('2023-10-09TEV', 17.0)
        """
        return json.loads(self._native.times({"body": article, **fields} if isinstance(article, str) else article, policy))

    def who(self, query: str, on: str | datetime.date) -> dict[str, Any]:
        """Who held an office on a day, or what somebody held (``docs/schema/who.schema.json``); ``unknown`` says why there is no answer.

        >>> import marsad
        >>> answer = marsad.who("وزير الدفاع العراقي", "2013-09-20")
        >>> [term["person"] for term in answer["answer"]]
        ['saadoun-al-dulaimi']
        """
        return json.loads(self._native.who(query, _iso(on)))

    def __repr__(self) -> str:
        return f"<marsad.Coder {self.pack}>"


def _is_article(value: Any) -> bool:
    return isinstance(value, (Article, Mapping)) or hasattr(value, "body")


def _iso(day: str | datetime.date) -> str:
    return day.isoformat() if isinstance(day, datetime.date) else day


def _warn(said: list[tuple[str, str]]) -> None:
    # That there is no date is a note of the article already.
    for kind, message in said:
        if kind != "no-date":
            warnings.warn(message, RejectedWarning, stacklevel=3)


@functools.lru_cache(maxsize=1)
def _default() -> Coder:
    return Coder()


def _of_default(name: str) -> Any:
    method = getattr(Coder, name)

    @functools.wraps(method)
    def function(*args: Any, **options: Any) -> Any:
        return getattr(_default(), name)(*args, **options)

    function.__module__ = "marsad"
    function.__qualname__ = name
    return function


if TYPE_CHECKING:
    _typed: Coder
    code = _typed.code
    code_table = _typed.code_table
    code_batches = _typed.code_batches
    code_files = _typed.code_files
    explain = _typed.explain
    analyze = _typed.analyze
    times = _typed.times
    who = _typed.who
else:
    code = _of_default("code")
    code_table = _of_default("code_table")
    code_batches = _of_default("code_batches")
    code_files = _of_default("code_files")
    explain = _of_default("explain")
    analyze = _of_default("analyze")
    times = _of_default("times")
    who = _of_default("who")
