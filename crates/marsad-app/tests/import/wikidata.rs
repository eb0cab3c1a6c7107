//! What comes out of a dump of Wikidata.

use serde_json::{Value, json};

use crate::dir::Dir;
use crate::dump::{dated, dump, item, names, office, point, string, time};
use crate::sound;

/// A world in little: a country known by its code alone, offices before and after their holders, quirks of every kind.
fn world() -> Vec<Value> {
    let aliased = |mut entity: Value, aliases: &[&str]| {
        entity["aliases"] = json!({"ar": aliases.iter().map(|alias| json!({"language": "ar", "value": alias})).collect::<Vec<_>>()});
        entity
    };
    let human = || ("P31", vec![names("P31", "Q5")]);
    let held = |list: Vec<Value>| ("P39", list);
    let from = |day: &str, precision| ("P580", time(day, precision));
    let to = |day: &str, precision| ("P582", time(day, precision));
    let mut arwiki =
        item("Q900104", &[("en", "Trial Four")], &[human(), held(vec![office("Q900001", "normal", &[from("+2001-02-03", 11)])])]);
    arwiki["sitelinks"] = json!({"arwiki": {"site": "arwiki", "title": "رابع التجربة (سياسي)", "badges": []}});
    vec![
        // The base has him with 1998-11-24..2007-11-23 in this office.
        aliased(
            item(
                "Q206479",
                &[("ar", "إميل لحود"), ("en", "Émile Lahoud")],
                &[
                    human(),
                    held(vec![
                        office("Q900010", "normal", &[from("+1998-11-24", 11), to("+2007-11-29", 11)]),
                        office("Q900001", "normal", &[from("+1990-00-00", 9), to("+1991-01-01", 9)]),
                    ]),
                ],
            ),
            &["إميل جميل لحود", "لحود"],
        ),
        item(
            "Q900100",
            &[("ar", "أوّل التجربة الكبير"), ("en", "Trial One")],
            &[
                human(),
                ("P27", vec![names("P27", "Q900999")]),
                held(vec![
                    office("Q900001", "deprecated", &[from("+1980-01-01", 9)]),
                    office("Q900001", "normal", &[from("+2005-06-01", 11), to("+2006-03-06", 11)]),
                    office("Q900001", "preferred", &[from("+2011-08-00", 10)]),
                    office("Q900002", "normal", &[from("+1995-01-01", 9), ("P582", json!("somevalue"))]),
                    office("Q900003", "normal", &[from("+2001-01-01", 9)]),
                    office("Q900004", "normal", &[from("+2001-01-01", 9)]),
                    office("Q900002", "normal", &[]),
                ]),
            ],
        ),
        item(
            "Q900102",
            &[("fa", "عباس گرگانی"), ("en", "Trial Two")],
            &[human(), ("P27", vec![names("P27", "Q794")]), held(vec![office("Q900001", "normal", &[from("+2000-01-01", 9)])])],
        ),
        item(
            "Q900103",
            &[("mul", "ثالث التجربة"), ("en", "Trial Three")],
            &[
                human(),
                ("P570", vec![dated("P570", "+2010-01-01", 11)]),
                held(vec![office("Q900001", "normal", &[from("+2003-01-01", 9)])]),
            ],
        ),
        arwiki,
        item("Q900105", &[("en", "Nobody in Arabic")], &[human(), held(vec![office("Q900001", "normal", &[from("+2000-01-01", 9)])])]),
        item("Q900106", &[("ar", "خامس التجربة")], &[human()]),
        item(
            "Q900001",
            &[("ar", "محافظ التجربة"), ("en", "Governor of Trial")],
            &[("P31", vec![names("P31", "Q4164871")]), ("P1001", vec![names("P1001", "Q822")])],
        ),
        item(
            "Q900002",
            &[("ar", "رئيس أركان جيش التجربة"), ("en", "Chief of Staff of the Trial Army")],
            &[("P1001", vec![names("P1001", "Q900201")])],
        ),
        item("Q900003", &[("en", "Office without an Arabic name")], &[("P17", vec![names("P17", "Q822")])]),
        item("Q900004", &[("ar", "مستشار مملكة زائلة")], &[("P17", vec![names("P17", "Q900998")])]),
        item("Q900010", &[("ar", "رئيس الجمهورية اللبنانية"), ("en", "President of Lebanon")], &[("P17", vec![names("P17", "Q822")])]),
        item("Q900999", &[("en", "Iraq, as another item")], &[("P298", vec![string("P298", "IRQ")]), ("P31", vec![names("P31", "Q6256")])]),
        item("Q900300", &[("en", "kind of party")], &[("P279", vec![names("P279", "Q7278")])]),
        item(
            "Q900200",
            &[("ar", "حزب \"التجربة\""), ("en", "Trial Party")],
            &[("P31", vec![names("P31", "Q900300")]), ("P17", vec![names("P17", "Q822")]), ("P571", vec![dated("P571", "+1999-00-00", 9)])],
        ),
        item(
            "Q900201",
            &[("ar", "جيش التجربة"), ("en", "Trial Army")],
            &[("P31", vec![names("P31", "Q772547")]), ("P17", vec![names("P17", "Q822")]), ("P361", vec![names("P361", "Q900202")])],
        ),
        item("Q900202", &[("ar", "منظمة دول التجربة"), ("en", "Organisation of Trial States")], &[("P31", vec![names("P31", "Q245065")])]),
        item(
            "Q900400",
            &[("ar", "مدينة التجربة"), ("en", "Trial City")],
            &[
                ("P31", vec![names("P31", "Q515")]),
                ("P17", vec![names("P17", "Q822")]),
                ("P625", vec![point(33.5, 36.25, "Q2")]),
                ("P1566", vec![string("P1566", "999999999")]),
            ],
        ),
        item("Q900401", &[("ar", "فوهة التجربة")], &[("P31", vec![names("P31", "Q515")]), ("P625", vec![point(1.0, 2.0, "Q405")])]),
        item("Q63049", &[("ar", "عبّادان الجديدة")], &[("P31", vec![names("P31", "Q515")]), ("P625", vec![point(30.3, 48.3, "Q2")])]),
        json!({"type": "property", "id": "P31", "datatype": "wikibase-item", "labels": {"ar": {"language": "ar", "value": "نموذج من"}}, "claims": []}),
    ]
}

#[test]
fn persons_offices_terms_actors_and_places() {
    let dir = Dir::new("import-wikidata");
    dir.file("dump.json", dump(&world()));
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "wd", "--as-of", "2026-11-20"]).expect(
        0,
        &[
            "offices of rank deprecated, left out: 1",
            "terms of office without a first day, left out: 1",
            "persons in office without an Arabic name, left out: 1",
            "offices whose body has no code or name here, left out: 1",
            "places without a point on the earth, left out: 1",
        ],
    );
    let layer = dir.read("wd/layer.toml");
    for line in ["id = \"wikidata-2026-11-20\"", "licence = \"CC0-1.0\"", "as_of = \"2026-11-20\"", "title = \"Wikidata: dump.json\""] {
        assert!(layer.contains(line), "{line} is not in {layer}");
    }
    let p = "wikidata-2026-11-20";
    let rows = |file: &str| dir.read(file).lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        rows("wd/knowledge/holders.tsv"),
        [
            format!("wd-q900001\temile-lahoud\t1990\t1991\t-\t-\t{p}"),
            format!("wd-q900001\twd-q900100\t2005-06-01\t2006-03-06\t-\t-\t{p}"),
            format!("wd-q900001\twd-q900100\t2011-08\t-\t-\t2026-11-20\t{p}"),
            format!("wd-q900002\twd-q900100\t1995\t?\t-\t1995\t{p}"),
            format!("wd-q900001\twd-q900102\t2000\t-\t-\t2000\t{p}"),
            format!("wd-q900001\twd-q900103\t2003\t?\t-\t2003\t{p}"),
            format!("wd-q900001\twd-q900104\t2001-02-03\t-\t-\t2001-02-03\t{p}"),
        ]
    );
    assert_eq!(rows("wd/conflicts.tsv"), ["term\tlebanon-president/emile-lahoud\t1998-11-24..2007-11-23\t1998-11-24..2007-11-29"]);
    let persons = dir.read("wd/knowledge/persons.toml");
    assert!(persons.starts_with("# provenance: wikidata-2026-11-20\n"));
    for entry in [
        "id = \"emile-lahoud\"\nadds = true\nnames = [\n  \"إميل جميل لحود\",\n]\n",
        "id = \"wd-q900100\"\ncountry = \"IRQ\"\nen = \"Trial One\"\nwikidata = \"Q900100\"\nnames = [\n  \"أول التجربة الكبير\",\n]\n",
        "names = [\n  \"عباس غرغاني\",\n  \"عباس كركاني\",\n]\n",
        "names = [\n  \"ثالث التجربة\",\n]\n",
        "names = [\n  \"رابع التجربة\",\n]\n",
    ] {
        assert!(persons.contains(entry), "{entry} is not in {persons}");
    }
    assert!(!persons.contains("خامس"), "who holds nothing is not written");
    let offices = dir.read("wd/knowledge/offices.toml");
    assert!(offices.contains("id = \"lebanon-president\"\nadds = true\nwikidata = \"Q900010\"\n"), "{offices}");
    assert!(offices.contains("id = \"wd-q900002\"\ntitle = \"wd-q900002\"\nof = \"wd-q900201\"\n"), "{offices}");
    assert!(
        dir.read("wd/knowledge/titles.toml")
            .contains("id = \"wd-q900001\"\nrole = \"GOV\"\nen = \"Governor of Trial\"\nforms = [\n  \"محافظ التجربة\",\n]\n")
    );
    let actors = dir.read("wd/knowledge/actors.toml");
    for entry in [
        "id = \"wd-q900200\"\nkind = \"party\"\ncountry = \"LBN\"\nrole = \"PTY\"\nfrom = \"1999\"\nen = \"Trial Party\"\nwikidata = \"Q900200\"\nnames = [\n  \"حزب \\\"التجربة\",\n]\n",
        "id = \"wd-q900201\"\nkind = \"institution\"\ncountry = \"LBN\"\nrole = \"MIL\"\nparent = \"wd-q900202\"\n",
        "kind = \"igo\"\ncountry = \"IGO:Q900202\"\n",
    ] {
        assert!(actors.contains(entry), "{entry} is not in {actors}");
    }
    assert_eq!(
        rows("wd/knowledge/places.tsv"),
        [
            "wd-q900400\tcity\tLBN\t33.5000\t36.2500\t999999999\tQ900400\t-\tTrial City\tمدينة التجربة",
            "abadan\tname\t-\t-\t-\t-\t-\t-\t-\tعبادان الجديدة",
        ]
    );
    assert_eq!(dir.names(), ["dump.json", "wd"], "nothing of the run remains");
    sound(&dir, "wd");
}

#[test]
fn only_the_wanted_countries() {
    let dir = Dir::new("import-wikidata-countries");
    dir.file("dump.json", dump(&world()));
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "wd", "--countries", "ir"]).expect(0, &[]);
    let persons = dir.read("wd/knowledge/persons.toml");
    assert!(persons.contains("wd-q900102") && !persons.contains("wd-q900104\""), "{persons}");
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "other", "--countries", "xx"]).expect(2, &["--countries XX: no country"]);
}
