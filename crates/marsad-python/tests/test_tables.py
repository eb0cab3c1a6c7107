"""Tables in, tables out: every library's, with the documented types, in order, and what is left out."""

import datetime
import gzip
import json

import marsad
import pytest

pyarrow = pytest.importorskip("pyarrow")

VISIT = "زار وزير الخارجية المصري بغداد أمس."
TYPES = {
    "string": pyarrow.string(),
    "int64": pyarrow.int64(),
    "float64": pyarrow.float64(),
    "bool": pyarrow.bool_(),
    "date32": pyarrow.date32(),
}


def articles(n: int = 300) -> "pyarrow.Table":
    day = datetime.date(2024, 11, 10)
    bodies = [f"{VISIT} وأصيب {number} شخصا." if number % 50 else "" for number in range(n)]
    return pyarrow.table({"id": [str(number) for number in range(n)], "body": bodies, "published": [day] * n, "other": [1.5] * n})


@pytest.fixture(scope="module")
def tables() -> marsad.Tables:
    return marsad.code_table(articles())


def test_columns_and_types_are_those_documented(tables):
    assert list(tables) == list(marsad.TABLES) and len(tables) == 7 and "claims" in tables
    for name, columns in marsad.TABLES.items():
        table = pyarrow.table(tables[name])
        assert {field.name: field.type for field in table.schema} == {column: TYPES[kind] for column, kind in columns.items()}
        assert table.schema.metadata[b"marsad.version"].decode() == marsad.__version__
        assert table.num_rows == len(tables[name]) == tables[name].num_rows
        assert tables[name].column_names == list(columns)
    with pytest.raises(AttributeError, match="no table other"):
        tables.other
    with pytest.raises(KeyError):
        tables["other"]


def test_rows_are_those_of_the_articles_one_by_one(tables):
    given = articles().to_pylist()
    ids = [article["id"] for article in given if article["body"]]
    assert tables.articles.to_pyarrow()["article_id"].to_pylist() == ids
    rejects = []
    coded = list(marsad.code(given, rejects=rejects))
    claims = [(article["article"]["id"], claim["id"], claim["date"]["start"]) for article in coded for claim in article["claims"]]
    table = tables.claims.to_pyarrow()
    days = [day.isoformat() for day in table["date_start"].to_pylist()]
    assert list(zip(table["article_id"].to_pylist(), table["claim_id"].to_pylist(), days)) == claims
    left = tables.rejects.to_pyarrow().to_pylist()
    assert [(row["place"], row["article_id"], row["kind"]) for row in left] == [(at, str(at), "skipped") for at in range(0, 300, 50)]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_do_not_depend_on_threads(tables, jobs):
    again = marsad.Coder(jobs=jobs).code_table(articles())
    for name in tables:
        assert pyarrow.table(again[name]).combine_chunks() == pyarrow.table(tables[name]).combine_chunks(), name


def test_every_library_may_give_and_take(tables):
    expected = tables.claims.to_pyarrow()["claim_id"].to_pylist()
    pandas = pytest.importorskip("pandas")
    frame = articles().to_pandas()
    if hasattr(frame, "__arrow_c_stream__"):
        assert marsad.code_table(frame).claims.to_pandas()["claim_id"].tolist() == expected
    assert str(tables.claims.to_pandas().dtypes["geonames"]) == "int64[pyarrow]"
    assert isinstance(tables.articles.to_pandas(), pandas.DataFrame)
    polars = pytest.importorskip("polars")
    given = polars.DataFrame(articles())
    assert marsad.code_table(given).claims.to_polars()["claim_id"].to_list() == expected
    assert polars.DataFrame(tables.claims).schema["date_start"] == polars.Date
    duckdb = pytest.importorskip("duckdb")
    claims = tables.claims.to_pyarrow()
    ((count,),) = duckdb.sql("SELECT count(*) FROM claims WHERE event_type = 'CONSULT'").fetchall()
    assert 0 < count <= claims.num_rows


@pytest.mark.parametrize(
    "kind", [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.dictionary(pyarrow.int8(), pyarrow.string())]
)
def test_texts_of_every_type_are_read(kind):
    bodies = pyarrow.array([VISIT, None, VISIT], pyarrow.string())
    bodies = bodies.dictionary_encode().cast(kind) if pyarrow.types.is_dictionary(kind) else bodies.cast(kind)
    tables = marsad.code_table(pyarrow.table({"text": bodies, "id": [1, 2, 3]}))
    assert tables.articles.to_pyarrow()["article_id"].to_pylist() == ["1", "3"]


@pytest.mark.parametrize(
    "published",
    [
        pyarrow.array(["2024-11-10"]),
        pyarrow.array([datetime.date(2024, 11, 10)]),
        pyarrow.array([datetime.datetime(2024, 11, 10, 23, 30)]),
        pyarrow.array([datetime.datetime(2024, 11, 9, 22, 30)], pyarrow.timestamp("ms", "Asia/Riyadh")),
        pyarrow.array([datetime.datetime(2024, 11, 9, 22, 30)], pyarrow.timestamp("ns", "+03:00")),
    ],
)
def test_days_of_every_type_are_read(published):
    tables = marsad.code_table(pyarrow.table({"body": [VISIT], "published": published}))
    assert tables.claims.to_pyarrow()["date"].to_pylist() == ["2024-11-09"]


def test_what_is_no_table_of_articles_is_refused():
    with pytest.raises(ValueError, match=r"no column body, text or html in this table \(it has content\); rename"):
        marsad.code_table(pyarrow.table({"content": [VISIT]}))
    with pytest.raises(ValueError, match="column body holds Int64, and texts are needed"):
        marsad.code_table(pyarrow.table({"body": [1]}))
    with pytest.raises(TypeError, match="PyCapsule interface is needed, not list"):
        marsad.code_table([VISIT])
    assert len(marsad.code_table(pyarrow.table({"body": pyarrow.array([], pyarrow.string())})).articles) == 0


def test_batches_come_one_by_one():
    given = articles()

    def batches():
        yield from given.to_batches(max_chunksize=100)

    reader = pyarrow.RecordBatchReader.from_batches(given.schema, batches())
    pieces = list(marsad.code_batches(reader))
    assert len(pieces) == 3
    assert sum(len(piece.articles) for piece in pieces) == 294


def test_files_come_some_at_a_time(tmp_path):
    lines = [json.dumps({"id": str(number), "body": VISIT}) for number in range(250)] + ["broken"]
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    pieces = list(marsad.code_files(tmp_path, articles=100))
    assert [len(piece.articles) for piece in pieces] == [100, 100, 50]
    (reject,) = [row for piece in pieces for row in piece.rejects.to_pyarrow().to_pylist() if row["kind"] == "skipped"]
    assert (reject["file"], reject["place"]) == (str(tmp_path / "a.jsonl.gz"), 251)
    (missing,) = marsad.code_files(tmp_path / "none.jsonl")
    assert "no such file" in missing.rejects.to_pyarrow()["message"][0].as_py()
    # One that is not read to its end holds nothing up.
    next(marsad.code_files(tmp_path, articles=1))
