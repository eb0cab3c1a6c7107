"""Articles in a Spark data frame in, coded tables out: on Apache Spark, or on Sail, which speaks its protocol.

    coded = marsad.spark.code(spark.read.parquet("s3://news/articles"))
    coded.save("s3://news/coded")                 # articles that are there already are left out
    marsad.spark.load(spark, "s3://news/coded").claims.groupBy("event_type").count().show()

Every article is one row until somebody asks for a table: a task that is lost and tried again gives the same rows, and a row is written once or not at all. What cannot be
coded is a row of ``rejects``, and never fails a task. Nothing is coded before an action asks for it; each action codes anew, so ``save`` first, or ``cache``.

Workers need the wheel: ``pip install marsad`` there, or ship it with ``spark.submit.pyFiles`` or ``spark.archives``. ``spark.python.worker.reuse`` (on by default) keeps the
language data in memory between tasks.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Iterator

from ._marsad import TABLES

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Coded", "code", "code_files", "load"]

_FIELDS = ("id", "url", "outlet", "published", "title", "body", "text", "html")
_TYPES = {"string": "string", "int64": "bigint", "float64": "double", "bool": "boolean", "date32": "date"}
#: The columns of a row for each article: a list of rows of each table.
_SCHEMA = ", ".join(
    f"`{table}` array<struct<{', '.join(f'`{name}`:{_TYPES[kind]}' for name, kind in columns.items())}>>" for table, columns in TABLES.items()
)
#: Articles of a file that are handed on at a time.
_MANY = 500


class Coded:
    """Coded articles. ``articles``, ``claims``, ``participants``, ``statements``, ``figures``, ``roles`` and ``rejects`` are data frames; ``docs/output.md`` describes
    their columns. ``nested`` has a row for each article with a list of its rows of each table."""

    articles: DataFrame
    claims: DataFrame
    participants: DataFrame
    statements: DataFrame
    figures: DataFrame
    roles: DataFrame
    rejects: DataFrame

    def __init__(self, nested: DataFrame) -> None:
        self.nested = nested

    def __getattr__(self, table: str) -> DataFrame:
        if table not in TABLES:
            raise AttributeError(f"there is no table {table}")
        from pyspark.sql import functions as f

        rows = self.nested.select(f.explode(f.col(table)).alias("row"))
        return rows.select(*(f.col(f"row.`{name}`").alias(name) for name in TABLES[table]))

    def __getitem__(self, table: str) -> DataFrame:
        return getattr(self, table)

    def save(self, path: str) -> None:
        """Adds what is not there yet to the coded articles at ``path``, by the hash of the text: one job, that is committed as a whole.

        The same articles given again, by the same run or another, add nothing.
        """
        nested = self.nested
        there = _there(nested.sparkSession, path)
        if there is not None:
            nested = _without(nested, there)
        nested.write.mode("append").parquet(path)

    def export(self, path: str) -> None:
        """Writes each table to a folder of its own below ``path``, in the place of older ones, as pandas, polars, DuckDB and R read them."""
        for table in TABLES:
            self[table].write.mode("overwrite").parquet(f"{path.rstrip('/')}/{table}")


def code(articles: DataFrame, *, done: str | DataFrame | None = None, **settings: Any) -> Coded:
    """Codes the articles of a data frame.

    :param articles: a column ``body`` (or ``text``, or ``html``), and where they are known ``id``, ``url``, ``outlet``, ``published`` (a text, a date or a timestamp) and
        ``title``; others are passed over.
    :param done: where :meth:`Coded.save` wrote before, or ``articles`` from there: texts that are in it are not coded again.
    :param settings: those of :class:`marsad.Coder`.
    :raises ValueError: where no column has texts.
    """
    from pyspark.sql import functions as f

    names = [name for name in _FIELDS if name in articles.columns]
    texts = [name for name in ("body", "text") if name in names]
    if not texts and "html" not in names:
        raise ValueError(f"no column body, text or html in this data frame (it has {', '.join(articles.columns)}); rename the one with the texts")
    if isinstance(done, str):
        there = _there(articles.sparkSession, done)
        done = None if there is None else Coded(there).articles
    if done is not None and texts:
        text = f.coalesce(*(f.when(f.length(name) > 0, f.col(name)) for name in texts))
        hashed = articles.withColumn("_hash", f.concat(f.lit("sha256:"), f.sha2(text, 256)))
        articles = hashed.join(done.select(f.col("hash").alias("_hash")).distinct(), "_hash", "left_anti")
    task = functools.partial(_code_batches, settings=_frozen(settings))
    return Coded(articles.select(*names).mapInArrow(task, _SCHEMA))


def code_files(paths: DataFrame, **settings: Any) -> Coded:
    """Codes files whose paths are in the first column of a data frame: web archives, JSON lines, and all else that ``marsad code`` reads, packed or not.

    Paths are those of a file system that every worker sees. Each is opened there, and read by the task that has its row, so give every path a partition of its own:
    ``paths.repartition(paths.count())``.
    """
    task = functools.partial(_code_paths, settings=_frozen(settings))
    return Coded(paths.select(paths.columns[0]).mapInArrow(task, _SCHEMA))


def load(spark: SparkSession, path: str) -> Coded:
    """What :meth:`Coded.save` wrote."""
    return Coded(spark.read.schema(_SCHEMA).parquet(path))


def _there(spark: SparkSession, path: str) -> DataFrame | None:
    """What was saved at ``path``; ``None`` where nothing was."""
    from pyspark.errors import AnalysisException

    try:
        nested = load(spark, path).nested
        nested.limit(1).count()
    except AnalysisException:
        return None
    return nested


def _without(nested: DataFrame, there: DataFrame) -> DataFrame:
    """The rows that are not there: an article is known by the hash of its text, one that could not be coded by what is said of it."""
    from pyspark.sql import functions as f

    def key() -> Any:
        article, reject = f.get(f.col("articles"), f.lit(0)), f.get(f.col("rejects"), f.lit(0))
        said = f.concat_ws(" ", *(reject.getField(name) for name in ("file", "article_id", "message")))
        return f.coalesce(article.getField("hash"), said).alias("_key")

    return nested.withColumn("_key", key()).join(there.select(key()).distinct(), "_key", "left_anti").select(*nested.columns)


def _frozen(settings: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    # One task is one core's work.
    settings = {"jobs": 1, **settings}
    return tuple(sorted((name, tuple(value) if isinstance(value, list) else value) for name, value in settings.items()))


@functools.lru_cache(maxsize=4)
def _coder(settings: tuple[tuple[str, Any], ...]) -> Any:
    from . import Coder

    return Coder(**dict(settings))


def _code_batches(batches: Iterator[pyarrow.RecordBatch], settings: tuple[tuple[str, Any], ...]) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    native = _coder(settings)._native
    for batch in batches:
        yield from pyarrow.table(native.nested(batch)).to_batches()


def _code_paths(batches: Iterator[pyarrow.RecordBatch], settings: tuple[tuple[str, Any], ...]) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    native = _coder(settings)._native
    for batch in batches:
        for path in batch.column(0).to_pylist():
            for piece in native.code_files([path], _MANY, True):
                yield from pyarrow.table(piece).to_batches()
