//! Layers over the pack: sound, additive, replaced by the next import alone.

use crate::dir::{Dir, record};
use crate::dump::{dump, item, names, office, time};

/// A dump with one new person in one new office, and further names of a known one.
fn small(name: &str) -> String {
    let human = || ("P31", vec![names("P31", "Q5")]);
    let held = || ("P39", vec![office("Q900001", "normal", &[("P580", time("+2001-02-03", 11)), ("P582", time("+2030-01-01", 11))])]);
    dump(&[
        item("Q900100", &[("ar", name), ("en", "Trial One")], &[human(), ("P27", vec![names("P27", "Q796")]), held()]),
        item("Q206479", &[("ar", "إميل التجريبي لحود")], &[human(), held()]),
        item("Q900001", &[("ar", "محافظ التجربة"), ("en", "Governor of Trial")], &[("P17", vec![names("P17", "Q796")])]),
    ])
}

#[test]
fn a_layer_is_checked_built_and_coded_with() {
    let dir = Dir::new("import-layer");
    dir.file("dump.json", small("طاهر بن التجربة"));
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "layers/wd"]).expect(0, &[]);
    let check = dir.run(&["data", "check", "layers/wd"]);
    check.expect(0, &[]);
    assert!(check.stdout.contains("0 errors"), "{}", check.stdout);
    dir.run(&["data", "build", "layers/wd", "-o", "ar.pack"]).expect(0, &[]);
    dir.file("a.jsonl", record("1", "وصل طاهر بن التجربة إلى القاهرة أمس. وصل إميل التجريبي لحود إلى دمشق."));
    for language in [["--add", "layers/wd"], ["--pack", "ar.pack"]] {
        let run = dir.run(&[&["code", "a.jsonl", "--min-confidence", "0"], language.as_slice()].concat());
        run.expect(0, &[]);
        for actor in ["wd-q900100", "emile-lahoud"] {
            assert!(run.stdout.contains(&format!("\"actor\":\"{actor}\"")), "{actor} is not in {}", run.stdout);
        }
    }
    // What the layer made known, the next import knows.
    dir.file("again.json", small("طاهر بن التجربة"));
    let run = dir.run(&["data", "import", "wikidata", "again.json", "-o", "layers/again", "--add", "layers/wd"]);
    run.expect(1, &["nothing in the input that a layer could have"]);
}

#[test]
fn the_next_import_replaces_a_layer_and_nothing_else_does() {
    let dir = Dir::new("import-replaces");
    dir.file("dump.json", small("طاهر بن التجربة"));
    dir.file("mine/persons.toml", "# by hand\n");
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "mine"]).expect(2, &["mine holds files that no import made"]);
    assert_eq!(dir.read("mine/persons.toml"), "# by hand\n");
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "wd"]).expect(0, &[]);
    dir.file("dump.json", small("زاهر بن التجربة"));
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "wd"]).expect(0, &[]);
    assert!(dir.read("wd/knowledge/persons.toml").contains("زاهر"));
    dir.file("wd/knowledge/mine.toml", "# by hand\n");
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "wd"]).expect(2, &["wd holds knowledge/mine.toml, which no import made"]);
}

#[test]
fn additions_name_an_entry_that_is_there() {
    let dir = Dir::new("additions");
    dir.file("a.jsonl", record("1", "وصل الوزير."));
    let add = |entry: &str| {
        dir.file("mine/persons.toml", entry);
        dir.run(&["code", "a.jsonl", "--add", "mine"])
    };
    add("[[person]]\nid = \"emile-lahoud\"\nadds = true\nnames = [\n  \"إميل المضاف\",\n]\n").expect(0, &[]);
    add("[[person]]\nid = \"emile-lahud\"\nadds = true\nnames = [\n  \"إميل المضاف\",\n]\n")
        .expect(2, &["mine", "persons.toml:2", "`emile-lahud` is not there to be added to", "did you mean `emile-lahoud`?"]);
    add("[[person]]\nid = \"emile-lahoud\"\nadds = true\ncountry = \"SYR\"\n").expect(2, &["unknown key `country`"]);
}

#[test]
fn one_of_the_same_name_is_left_for_somebody_to_decide() {
    let dir = Dir::new("import-same-name");
    let mine = "[[person]]\nid = \"tahir-by-hand\"\ncountry = \"IRQ\"\nrole = \"PTY\"\nof = \"iraq\"\nen = \"Tahir\"\nnames = [\n  \"طاهر بن التجربة\",\n]\n";
    dir.file("mine/persons.toml", mine);
    dir.file("dump.json", small("طاهر بن التجربة"));
    let args = ["data", "import", "wikidata", "dump.json", "-o", "wd", "--add", "mine"];
    dir.run(&args).expect(0, &["persons whom the base has by name, without an id (conflicts.tsv), left out: 1"]);
    assert!(dir.read("wd/conflicts.tsv").ends_with("same-name\ttahir-by-hand\t-\tQ900100\n"));
    assert!(!dir.read("wd/knowledge/persons.toml").contains("طاهر"));
    // With the id, they are one.
    dir.file("mine/persons.toml", mine.replace("role", "wikidata = \"Q900100\"\nrole"));
    dir.run(&args).expect(0, &[]);
    assert!(!dir.path("wd/conflicts.tsv").exists());
    assert!(dir.read("wd/knowledge/holders.tsv").contains("wd-q900001\ttahir-by-hand\t2001-02-03\t2030-01-01"));
}
