#!/usr/bin/env python3
"""Do other programs read what `marsad export` writes?

    bench/consumers.py FOLDER

FOLDER holds exports under the names below (those that are absent are left out). Each is read with the library that people read it with, and what
was read is held against the JSON lines. A line is printed for each: `ok`, `failed` with the reason, or `skipped` where the library is not
installed (pip install pandas pyarrow networkx shapely geopandas followthemoney frictionless feedparser). Status 1 when one failed.
"""

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

TABLES = ["events", "claims", "participants", "figures", "statements", "articles", "decisions", "anchors", "revisions"]


def events(folder):
    """Events of the JSON lines, against which the others are held."""
    return [json.loads(line) for line in (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()]


def acts(folder):
    """Those of them that formats without a status have."""
    return [event for event in events(folder) if event["factuality"] == "actual"]


def jsonl(folder):
    found = events(folder)
    assert all(len(event["claims"]) == event["n_claims"] for event in found)
    return f"{len(found)} events"


def csv(folder):
    import pandas

    tables = {name: pandas.read_csv(folder / "csv" / f"{name}.csv", keep_default_na=False, na_values=[""]) for name in TABLES}
    assert list(tables["events"].event_id) == [event["id"] for event in events(folder)]
    assert tables["events"].n_claims.sum() == len(tables["claims"])
    assert not tables["claims"].duplicated(["article", "claim_id"]).any()
    assert set(tables["claims"].event_id) == set(tables["events"].event_id)
    assert set(tables["claims"].article) <= set(tables["articles"].article)
    assert tables["events"].disputed.dtype == bool
    return ", ".join(f"{len(table)} {name}" for name, table in tables.items())


def parquet(folder):
    import pandas
    import pyarrow
    import pyarrow.parquet

    for name in TABLES:
        table = pyarrow.parquet.read_table(folder / "parquet" / f"{name}.parquet")
        plain = pandas.read_csv(folder / "csv" / f"{name}.csv", keep_default_na=False, na_values=[""], dtype=str)
        assert list(table.column_names) == list(plain.columns), name
        assert table.num_rows == len(plain), name
        for column in table.column_names:
            values, texts = table[column].to_pylist(), plain[column].tolist()
            for value, text in zip(values, texts):
                missing = text is None or text != text
                assert (value is None) == missing, (name, column, value, text)
                if isinstance(value, float):
                    assert float(text) == value, (name, column, value, text)
                elif isinstance(value, str):
                    assert text.removeprefix("'") == value.removeprefix("'"), (name, column, value, text)
                elif value is not None:
                    assert text == str(value) or text == str(value).lower(), (name, column, value, text)
    schema = pyarrow.parquet.read_schema(folder / "parquet" / "events.parquet")
    assert schema.field("day").type == pyarrow.date32() and schema.field("lat").type == pyarrow.float64()
    return "equal to csv, days are dates"


def package(folder):
    import frictionless

    report = frictionless.Package(str(folder / "package" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    return f"{report.stats['tasks']} valid resources: types, hashes, keys"


def gdelt(folder):
    import pandas

    table = pandas.read_csv(folder / "gdelt.CSV", sep="\t", header=None, dtype={26: str, 27: str, 28: str, 51: "Int64"})
    assert table.shape == (len(acts(folder)), 61), table.shape
    assert list(table[0]) == [int(event["id"][1:], 16) & (2**63 - 1) for event in acts(folder)]
    assert table[29].isin([1, 2, 3, 4]).all() and table[30].between(-10, 10).all()
    mentions = pandas.read_csv(folder / "gdelt.mentions.CSV", sep="\t", header=None)
    assert mentions.shape == (table[31].sum(), 16), mentions.shape
    assert set(mentions[0]) == set(table[0])
    return f"{len(table)} events, {len(mentions)} mentions"


def icews(folder):
    import pandas

    table = pandas.read_csv(folder / "icews.tab", sep="\t", dtype={"CAMEO Code": str}, parse_dates=["Event Date"])
    assert table.shape == (len(acts(folder)), 20), table.shape
    assert not table.duplicated(["Event ID", "Event Date"]).any()
    assert table["CAMEO Code"].str.fullmatch(r"\d{2,4}").all()
    return f"{len(table)} events"


def polecat(folder):
    import pandas

    table = pandas.read_csv(folder / "polecat.txt", sep="\t", na_values=["None"], encoding="utf-8")
    assert table.shape == (len(acts(folder)), 40), table.shape
    quads = {f"{kind} {what}" for kind in ("VERBAL", "MATERIAL") for what in ("COOPERATION", "CONFLICT")}
    assert set(table["Quad Code"]) <= quads
    return f"{len(table)} events"


def acled(folder):
    import pandas

    table = pandas.read_csv(folder / "acled.csv", parse_dates=["event_date"])
    assert table.shape[1] == 31 and set(table.event_id_cnty) <= {event["id"] for event in acts(folder)}
    assert not (table.latitude.isna() ^ table.longitude.isna()).any()
    return f"{len(table)} events"


def ucdp(folder):
    import pandas

    table = pandas.read_csv(folder / "ucdp.csv", parse_dates=["date_start", "date_end"])
    assert table.shape[1] == 49 and (table.low <= table.high).all() and (table.high >= 1).all()
    return f"{len(table)} events, {table.low.sum():g} to {table.high.sum():g} dead"


def geojson(folder):
    import geopandas
    import shapely

    table = geopandas.read_file(folder / "events.geojson")
    assert len(table) == len(events(folder)) and table.crs.to_epsg() == 4326
    points = table[table.geometry.notna()]
    assert points.geometry.geom_type.eq("Point").all() and (points.where_prec <= 2).all()
    raw = json.loads((folder / "events.geojson").read_text(encoding="utf-8"))
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in raw["features"] if feature["geometry"]]
    assert all(shape.is_valid for shape in shapes) and len(shapes) == len(points)
    return f"{len(table)} features, {len(points)} points"


def graphs(folder):
    import networkx

    gexf = networkx.read_gexf(folder / "dyads.gexf", version="1.3")
    graphml = networkx.read_graphml(folder / "dyads.graphml")
    assert set(gexf.nodes) == set(graphml.nodes)
    assert gexf.is_directed() and gexf.number_of_edges() == graphml.number_of_edges()
    assert gexf.is_multigraph() or len(list(gexf.edges)) == len({(edge["source"], edge["target"]) for edge in xml_edges(folder)})
    for one, other, edge in graphml.edges(data=True):
        assert edge["n_events"] >= 1 and edge["kind"] and one != other
    pairs = [(edge["source"], edge["target"], edge["kind"]) for edge in xml_edges(folder)]
    assert len(pairs) == len(set(pairs)), "two edges of a pair have one kind: Gephi would merge them"
    for node, values in gexf.nodes(data=True):
        assert values["label"] and (values.get("label_en") or values["label"] == node), node
    return f"{gexf.number_of_nodes()} nodes, {gexf.number_of_edges()} edges"


def xml_edges(folder):
    space = "{http://gexf.net/1.3}"
    return [edge.attrib for edge in ET.parse(folder / "dyads.gexf").getroot().iter(f"{space}edge")]


def ftm(folder):
    from followthemoney import model

    entities = [json.loads(line) for line in (folder / "entities.ftm.json").read_text(encoding="utf-8").splitlines()]
    proxies = {}
    for entity in entities:
        proxy = model.get_proxy(entity)
        kept = {name: sorted(proxy.get(name)) for name in entity["properties"]}
        cleaned = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert kept[name], (entity["id"], name)
            assert len(cleaned.get(name)) == len(set(values)), (entity["id"], name, values, cleaned.get(name))
        assert not [name for name in proxy.schema.required if not proxy.get(name)], entity["id"]
        assert proxy.id not in proxies, f"{proxy.id} comes twice"
        proxies[proxy.id] = proxy
    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in proxies, (proxy.id, prop.name, value)
                assert proxies[value].schema.is_a(prop.range), (proxy.id, prop.name)
    assert sum(proxy.schema.name == "Event" for proxy in proxies.values()) == len(acts(folder))
    return f"{len(proxies)} entities, every reference resolved"


def atom(folder):
    import feedparser

    feed = feedparser.parse(str(folder / "feed.atom"))
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10" and len(feed.entries) == len(events(folder))
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids)) and all(entry.updated_parsed for entry in feed.entries)
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)
    return f"{len(feed.entries)} entries"


CHECKS = {
    "events.jsonl": jsonl,
    "csv": csv,
    "parquet": parquet,
    "package": package,
    "gdelt.CSV": gdelt,
    "icews.tab": icews,
    "polecat.txt": polecat,
    "acled.csv": acled,
    "ucdp.csv": ucdp,
    "events.geojson": geojson,
    "dyads.gexf": graphs,
    "entities.ftm.json": ftm,
    "feed.atom": atom,
}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    failed = False
    for name, check in CHECKS.items():
        if not (folder / name).exists():
            print(f"absent   {name}")
            continue
        try:
            print(f"ok       {name}: {check(folder)}")
        except ImportError as error:
            print(f"skipped  {name}: no Python package {error.name}")
        except Exception as error:
            failed = True
            print(f"failed   {name}: {type(error).__name__}: {error}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
