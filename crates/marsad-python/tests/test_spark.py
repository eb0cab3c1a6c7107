"""On an engine: the same rows as on one machine, once, whatever is given again. Left out where no engine is installed; `bench/spark.sh` runs it on a cluster."""

import json
import os
import sys

import marsad
import pytest

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("pyspark")

import marsad.spark  # noqa: E402

VISIT = "زار وزير الخارجية المصري بغداد أمس."
ARTICLES = [(str(number), f"{VISIT} وأصيب {number} شخصا." if number % 10 else "", "2024-11-10") for number in range(60)]


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    try:
        from pysail.spark import SparkConnectServer
    except ImportError:
        session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
        yield session
        session.stop()
        return
    server = SparkConnectServer()
    server.start(background=True)
    session = SparkSession.builder.remote(f"sc://localhost:{server.listening_address[1]}").getOrCreate()
    yield session
    session.stop()
    server.stop()


@pytest.fixture(scope="module")
def articles(spark):
    return spark.createDataFrame(ARTICLES, "id string, body string, published string")


def rows(frame):
    return sorted(json.dumps(row.asDict(), default=str) for row in frame.collect())


def test_tables_are_those_of_one_machine(articles):
    coded = marsad.spark.code(articles)
    given = pyarrow.table({"id": [a[0] for a in ARTICLES], "body": [a[1] for a in ARTICLES], "published": [a[2] for a in ARTICLES]})
    here = marsad.code_table(given)
    for name in marsad.TABLES:
        expected = sorted(json.dumps(row, default=str) for row in here[name].to_pyarrow().to_pylist())
        found = rows(coded[name])
        if name == "rejects":
            # Rows count within a batch of the engine.
            assert len(found) == len(expected) == 6
        else:
            assert found == expected, name
    with pytest.raises(AttributeError, match="no table other"):
        coded.other


def test_what_is_saved_is_saved_once(spark, articles, tmp_path):
    path = str(tmp_path / "coded")
    marsad.spark.code(articles.limit(30)).save(path)
    first = marsad.spark.load(spark, path).articles.count()
    assert 0 < first < 54
    for _ in range(2):
        marsad.spark.code(articles, done=path).save(path)
    there = marsad.spark.load(spark, path)
    assert there.articles.count() == there.articles.select("article_id").distinct().count() == 54
    assert there.rejects.count() == 6
    there.export(str(tmp_path / "tables"))
    assert parquet.read_table(tmp_path / "tables" / "claims").num_rows == there.claims.count()


def test_files_are_read_where_their_rows_are(spark, tmp_path):
    for part in range(3):
        lines = [json.dumps({"id": id, "body": body}) for id, body, _ in ARTICLES[part * 20 : part * 20 + 20]]
        (tmp_path / f"{part}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    paths = spark.createDataFrame([(str(tmp_path / f"{part}.jsonl"),) for part in range(3)] + [(str(tmp_path / "none.warc"),)], "path string")
    coded = marsad.spark.code_files(paths.repartition(4))
    assert coded.articles.count() == 54
    left = coded.rejects.where("kind = 'skipped'").collect()
    assert len(left) == 7 and any("no such file" in row["message"] for row in left)


def test_a_frame_without_texts_is_refused(spark):
    with pytest.raises(ValueError, match="no column body, text or html in this data frame"):
        marsad.spark.code(spark.createDataFrame([("x",)], "content string"))

