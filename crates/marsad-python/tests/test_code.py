"""Articles one by one: what goes in, what comes out, and what is said of what cannot be coded."""

import datetime
import json
import subprocess
import sys
import threading

import marsad
import pytest

VISIT = "زار وزير الخارجية المصري بغداد أمس."


def test_a_text_an_article_a_mapping_and_an_object_are_the_same():
    class Item:
        body, published = VISIT, datetime.date(2024, 11, 10)

    forms = [
        marsad.code(VISIT, published="2024-11-10"),
        marsad.code(marsad.Article(VISIT, published=datetime.date(2024, 11, 10))),
        marsad.code({"text": VISIT, "published": "2024-11-10"}),
        marsad.code(Item()),
    ]
    assert all(form == forms[0] for form in forms)
    (claim,) = forms[0]["claims"]
    start, end = claim["trigger"]
    assert (VISIT[start:end], claim["date"]["edtf"]) == ("زار", "2024-11-09")


def test_many_come_in_order_and_lazily():
    asked = []

    def articles():
        for number in range(1_000):
            asked.append(number)
            yield {"id": number, "body": VISIT}

    coded = marsad.code(articles())
    assert next(coded)["article"]["id"] == "0"
    assert len(asked) < 1_000
    assert [article["article"]["id"] for article in coded] == [str(number) for number in range(1, 1_000)]


def test_what_cannot_be_coded_is_told():
    with pytest.raises(marsad.Rejected, match="no text; give it in body, text or html"):
        marsad.code("  ")
    with pytest.raises(marsad.Rejected):
        list(marsad.code([VISIT, ""]))
    rejects = []
    assert len(list(marsad.code([VISIT, "", VISIT], rejects=rejects))) == 2
    assert rejects == [("", "no text; give it in body, text or html")]
    with pytest.warns(marsad.RejectedWarning, match="published is no date"):
        marsad.code(VISIT, published="yesterday")
    with pytest.raises(TypeError, match="an article is a text, a mapping or an object with body, not int"):
        list(marsad.code([7]))
    with pytest.raises(TypeError, match="title is a text, not int"):
        marsad.code({"body": VISIT, "title": 7})
    with pytest.raises(TypeError, match="outlet: fields beside a text only"):
        marsad.code({"body": VISIT}, outlet="وكالة")


def test_settings_are_those_of_the_program(tmp_path):
    assert "body" not in marsad.code(VISIT)["article"]
    assert marsad.Coder(with_text=True).code(VISIT)["article"]["body"] == VISIT
    assert marsad.Coder(min_confidence=1).code(VISIT)["claims"] == []
    assert marsad.Coder(published="2024-11-10").code(VISIT)["claims"][0]["date"]["edtf"] == "2024-11-09"
    assert marsad.Coder().pack.startswith("ar ")
    for wrong, why in [
        ({"min_confidence": 2}, "a share, 0 to 1"),
        ({"jobs": 0}, "1 or more"),
        ({"published": "once"}, "published is no date"),
        ({"pack": tmp_path / "missing.pack"}, "missing.pack: cannot be read: No such file"),
        ({"add": tmp_path / "missing"}, "missing"),
    ]:
        with pytest.raises(ValueError, match=why):
            marsad.Coder(**wrong)


def test_the_users_own_actors_are_known(tmp_path):
    layer = tmp_path / "mine"
    (layer / "knowledge" / "actors").mkdir(parents=True)
    (layer / "knowledge" / "actors" / "mine.toml").write_text(
        '[[actor]]\nid = "falcons"\nen = "Falcon Brigades"\nnames = ["كتائب الصقور"]\nkind = "armed"\nrole = "REB"\ncountry = "IRQ"\n',
        encoding="utf-8",
    )
    text = "هاجمت كتائب الصقور ثكنة للجيش العراقي."
    try:
        coder = marsad.Coder(add=layer)
    except ValueError as error:
        pytest.fail(str(error))
    assert coder.code(text)["claims"][0]["source"][0]["actor"] == "falcons"


def test_explanations_times_words_and_offices():
    explained = marsad.explain("هددت إسرائيل بمهاجمة إيران.")
    assert len(explained["reasons"]) == len(explained["coded"]["claims"]) == 1
    assert explained["reasons"][0]["line"].startswith("lang/ar/frames/")
    assert marsad.times("نلتقي غدا", published="2024-11-10")["times"][0]["lo"] == "2024-11-11"
    with pytest.raises(ValueError, match="news or assistant"):
        marsad.times("غدا", policy="other")
    assert marsad.analyze("")== []
    assert marsad.who("وزير الدفاع العراقي", datetime.date(2013, 9, 20))["answer"][0]["office"] == "iraq-defence-minister"
    assert marsad.who("كلام", "2013-09-20")["unknown"]
    with pytest.raises(ValueError, match="on is no day"):
        marsad.who("وزير الدفاع العراقي", "then")


def test_other_threads_run_meanwhile():
    # Were the lock held, the other thread would not count before all is coded.
    counted, over = [0], threading.Event()

    def count():
        while not over.is_set():
            counted[0] += 1

    other = threading.Thread(target=count)
    other.start()
    before = counted[0]
    marsad.Coder(jobs=1).code_table(_stream([VISIT * 40] * 400))
    after = counted[0]
    over.set()
    other.join()
    assert after > before + 1_000


def _stream(bodies):
    import pyarrow

    return pyarrow.table({"body": bodies})


def test_importing_loads_no_language_data():
    program = "import sys, marsad; print(marsad._coder._default.cache_info().currsize, [m for m in ('pyarrow', 'pandas', 'polars', 'pyspark') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0 []"


def test_versions_agree():
    article = marsad.code(VISIT)
    assert article["coder"]["marsad"] == marsad.__version__
    assert json.dumps(article)
