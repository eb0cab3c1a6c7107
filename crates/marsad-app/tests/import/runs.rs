//! Runs that are stopped, inputs that are broken, and what is refused.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::dir::{Dir, gzipped};
use crate::dump::{dump, item, names, office, time};

/// A word for a number.
fn word(n: usize) -> String {
    let letters = ['ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر'];
    format!("{n:05}").bytes().map(|digit| letters[usize::from(digit - b'0')]).collect()
}

/// A dump of `count` persons in one office.
fn persons(count: usize) -> String {
    let mut entities: Vec<_> = (0..count)
        .map(|n| {
            let held = office("Q900001", "normal", &[("P580", time(&format!("+{}-01-01", 1950 + n % 70), 9))]);
            item(
                &format!("Q{}", 910_000 + n),
                &[("ar", &format!("طاهر {}", word(n))), ("en", "Trial")],
                &[("P31", vec![names("P31", "Q5")]), ("P27", vec![names("P27", "Q796")]), ("P39", vec![held])],
            )
        })
        .collect();
    entities.push(item("Q900001", &[("ar", "محافظ التجربة"), ("en", "Governor of Trial")], &[("P17", vec![names("P17", "Q796")])]));
    dump(&entities)
}

/// The files of a layer with their bytes.
fn bytes(dir: &Dir, layer: &str) -> Vec<(String, String)> {
    let files = ["layer.toml", "conflicts.tsv", "knowledge/actors.toml", "knowledge/titles.toml", "knowledge/offices.toml"];
    let files = files.into_iter().chain(["knowledge/persons.toml", "knowledge/holders.tsv", "knowledge/places.tsv"]);
    let files: Vec<String> = files.map(|file| format!("{layer}/{file}")).filter(|file| dir.path(file).exists()).collect();
    assert!(files.len() > 1, "{layer} has no rows");
    files.iter().map(|file| (file.trim_start_matches(layer).to_owned(), dir.read(file))).collect()
}

/// Starts an import, gives it a part of its standard input, waits for a checkpoint inside input number `stage`, kills it.
fn kill_after(dir: &Dir, args: &[&str], part: &[u8], stage: u64) {
    let mut child = dir.command(args).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(part).unwrap();
    stdin.flush().unwrap();
    let began = Instant::now();
    let is_there = || {
        let checkpoint = std::fs::read(dir.path(".wd.import/checkpoint")).unwrap_or_default();
        serde_json::from_slice(&checkpoint).is_ok_and(|state: serde_json::Value| state["stage"] == stage && state["at"] != 0)
    };
    while !is_there() {
        assert!(began.elapsed() < Duration::from_secs(60), "no checkpoint was written");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!dir.path("wd").exists(), "nothing appears before it is whole");
}

#[test]
fn a_killed_run_goes_on_and_gives_the_same_bytes() {
    let dir = Dir::new("import-killed");
    let text = persons(2000);
    for (packed, whole) in [("plain", text.as_bytes().to_vec()), ("gzip", gzipped(text.as_bytes()))] {
        let args = |output: &'static str| {
            ["data", "import", "wikidata", "-", "--as-of", "2026-11-20", "--checkpoint-every", "50000", "-o", output]
        };
        dir.run_with(&args("whole"), &whole).expect(0, &[]);
        kill_after(&dir, &args("wd"), &whole[..whole.len() / 2], 0);
        let run = dir.run_with(&args("wd"), &whole);
        run.expect(0, &["going on where an earlier run stopped: standard input:"]);
        assert_eq!(bytes(&dir, "wd"), bytes(&dir, "whole"), "{packed}");
        assert_eq!(dir.read("wd/knowledge/persons.toml").matches("[[person]]").count(), 2000);
        std::fs::remove_dir_all(dir.path("wd")).unwrap();
    }
}

#[test]
fn every_importer_goes_on() {
    let dir = Dir::new("import-all-killed");
    let mut places = String::new();
    let (mut names, mut entities) = (String::new(), String::new());
    for n in 0..3000 {
        let word = word(n);
        places += &format!(
            "{}\tTrial\tTrial\t{word}\t35.1\t51.2\tP\tPPL\tIQ\t\t\t\t\t\t{n}\t\t1\tAsia/Baghdad\t2026-01-02\n",
            900_000 + 7919 * n % 3_000_017
        );
        names += &format!("{n}\t{}\tar\tمدينة {word}\t\t\t\t\t\t\n", 900_000 + 7919 * n % 3_000_017);
        let dates = format!("\"startDate\":[\"{}\"],\"endDate\":[\"2024\"]", 1950 + n % 70);
        entities +=
            &format!("{{\"id\":\"o{n}\",\"schema\":\"Occupancy\",\"properties\":{{\"holder\":[\"p{n}\"],\"post\":[\"post\"],{dates}}}}}\n");
        entities +=
            &format!("{{\"id\":\"p{n}\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"طاهر {word}\"],\"country\":[\"iq\"]}}}}\n");
    }
    entities += "{\"id\":\"post\",\"schema\":\"Position\",\"properties\":{\"name\":[\"محافظ التجربة\"],\"country\":[\"iq\"]}}\n";
    dir.file("names.txt", &names);
    dir.file("places.txt", &places);
    let runs: [(&[&str], &str); 3] = [
        (&["geonames", "-", "--alternate-names", "names.txt"], &places),
        (&["geonames", "places.txt", "--alternate-names", "-"], &names),
        (&["ftm", "-"], &entities),
    ];
    for (kind, text) in runs {
        let args = |output: &'static str| {
            [&["data", "import"], kind, &["--as-of", "2026-11-20", "--checkpoint-every", "20000", "-o", output]].concat()
        };
        dir.run_with(&args("whole"), text.as_bytes()).expect(0, &[]);
        kill_after(&dir, &args("wd"), &text.as_bytes()[..text.len() / 2], u64::from(kind[1] == "places.txt"));
        dir.run_with(&args("wd"), text.as_bytes()).expect(0, &["going on where an earlier run stopped: standard input:"]);
        assert_eq!(bytes(&dir, "wd"), bytes(&dir, "whole"), "{kind:?}");
        std::fs::remove_dir_all(dir.path("wd")).unwrap();
    }
}

#[test]
fn a_file_is_entered_where_reading_stopped() {
    let dir = Dir::new("import-file");
    let text = persons(10_000);
    dir.file("dump.json", &text);
    let args = |output: &'static str| ["data", "import", "wikidata", "dump.json", "--checkpoint-every", "20000", "-o", output];
    dir.run(&args("whole")).expect(0, &[]);
    kill_after(&dir, &args("wd"), b"", 0);
    let stopped = std::fs::read_to_string(dir.path(".wd.import/checkpoint")).unwrap();
    let changed = std::fs::metadata(dir.path("dump.json")).unwrap().modified().unwrap();
    let touch = |text: &str, time| {
        dir.file("dump.json", text);
        std::fs::File::options().append(true).open(dir.path("dump.json")).unwrap().set_modified(time).unwrap();
    };
    touch(&format!("{text}\n"), changed);
    dir.run(&args("wd")).expect(2, &["dump.json has another size now", "--restart"]);
    touch(&text, changed + Duration::from_secs(1));
    // The day of the file is the same; the time of change is not.
    dir.run(&args("wd")).expect(2, &["dump.json was changed since", "--restart"]);
    touch(&text, changed);
    dir.run(&args("wd")).expect(0, &["going on where an earlier run stopped: dump.json:"]);
    assert_eq!(bytes(&dir, "wd"), bytes(&dir, "whole"), "stopped at {stopped}");
}

#[test]
fn a_checkpoint_of_another_input_is_refused() {
    let dir = Dir::new("import-refused");
    let text = persons(500);
    let args = ["data", "import", "wikidata", "-", "--as-of", "2026-11-20", "--checkpoint-every", "5000", "-o", "wd"];
    kill_after(&dir, &args, &text.as_bytes()[..text.len() / 2], 0);
    let other = text.replacen("Q910000", "Q920000", 1);
    dir.run_with(&args, other.as_bytes()).expect(2, &[".wd.import: ", "standard input begins with other bytes now", "--restart"]);
    let mut options = args.to_vec();
    options.extend(["--countries", "IQ"]);
    dir.run_with(&options, text.as_bytes()).expect(2, &["its options are others", "--restart"]);
    dir.file("dump.json", &text);
    let file = ["data", "import", "wikidata", "dump.json", "--as-of", "2026-11-20", "-o", "wd"];
    dir.run(&file).expect(2, &["its input is -", "--restart"]);
    dir.run(&[file.as_slice(), &["--restart"]].concat()).expect(0, &[]);
    assert_eq!(dir.names(), ["dump.json", "wd"]);
}

#[test]
fn broken_lines_are_reported_with_their_number_and_left_out() {
    let dir = Dir::new("import-broken");
    let good = persons(3);
    let mut lines: Vec<&str> = good.lines().collect();
    lines.insert(2, "{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{\"ar\":{\"lang");
    lines.insert(3, "no JSON at all");
    dir.file("dump.json", lines.join("\r\n"));
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "wd"])
        .expect(0, &["dump.json:3: not an entity of Wikidata", "dump.json:4: not an entity of Wikidata", ", 2 skipped"]);
    assert_eq!(dir.read("wd/knowledge/persons.toml").matches("[[person]]").count(), 3);
    let packed = gzipped(persons(3000).as_bytes());
    dir.file("cut.json.gz", &packed[..packed.len() - 4000]);
    dir.run(&["data", "import", "wikidata", "cut.json.gz", "-o", "cut"])
        .expect(1, &["cut.json.gz:", "the compressed file ends early", "nothing was written"]);
    dir.file("places.txt", "12\tx\n13\t\"A\"\tA\tتجربة\t91\t0\tP\tPPL\tIQ\t\t\t\t\t\t0\t\t0\tx\ty\n14\t\"B\"\tB\tتجربة بعيدة\t1\t2\tP\tPPL\tIQ\t\t\t\t\t\t0\t\t0\tx\ty\n");
    dir.run(&["data", "import", "geonames", "places.txt", "-o", "gn"])
        .expect(0, &["places.txt:1: 2 columns instead of 19", "places.txt:2: coordinates that are not on the earth", ", 2 skipped"]);
    dir.file("e.json", "{\"id\":1}\n{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":\"no list\"}}\n");
    dir.run(&["data", "import", "ftm", "e.json", "-o", "ftm"])
        .expect(1, &["e.json:1: not an entity", "e.json:2: not an entity", "nothing was written"]);
}

#[test]
fn what_cannot_be_done_is_said() {
    let dir = Dir::new("import-usage");
    dir.run(&["data", "import", "wikidata", "missing.json", "-o", "wd"]).expect(2, &["--as-of"]);
    dir.run(&["data", "import", "wikidata", "missing.json", "-o", "wd", "--as-of", "2026-01-01"])
        .expect(1, &["missing.json: no such file"]);
    dir.file("dump.json.bz2", "BZh9");
    dir.run(&["data", "import", "wikidata", "dump.json.bz2", "-o", "wd"]).expect(1, &["bzip2 -dc dump.json.bz2 | marsad data import"]);
    dir.run_with(&["data", "import", "wikidata", "-", "-o", "wd"], b"[\n]\n").expect(2, &["--as-of DATE is needed"]);
    dir.run_with(&["data", "import", "wikidata", "-", "-o", "wd", "--as-of", "2026-01-01"], b"[\n]\n").expect(1, &["nothing was written"]);
    dir.file("dump.json", persons(1));
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "/proc/none/wd"]).expect(3, &["could not be written"]);
    dir.file("file", "x");
    dir.run(&["data", "import", "wikidata", "dump.json", "-o", "file"]).expect(2, &["file is there and is no folder"]);
}
