//! `times`: what is read, that it comes out as its schema says and where it stands; and the files of cases that score it.

use serde_json::{Value, json};

use crate::dir::{Dir, Run};
use crate::schema::{assert_valid, schema};

const TEXT: &str = "قتل 17 شخصا على الأقل مساء الاثنين";
const LONG: &str = "😀 وصل وزيران أول من أمس إلى القاهرة، في زيارة تستمر نحو ثلاثة أيام.\nوقال مئات السكان إن 25% من المنازل هدمت منذ ثلاث سنوات، \
                    بين 1990 و1995 وكل يوم جمعة، وفي مطلع الشهر الماضي. وهدم ثلث الحي، أي من 3 إلى 5 منازل، في 9 ذي الحجة 1444 هـ.";

/// One line of input.
fn line(id: &str, published: &str, text: &str) -> String {
    format!("{}\n", json!({"id": id, "published": published, "text": text}))
}

/// Checks every line of the output: its shape, and that each expression stands where it says, in the text with this id.
#[track_caller]
fn valid(run: &Run, texts: &[(&str, &str)]) -> Vec<Value> {
    let lines = run.articles();
    let validator = schema("times");
    assert_eq!(lines.len(), texts.len());
    for (line, (id, text)) in lines.iter().zip(texts) {
        assert_valid(&validator, line);
        assert_eq!(line["id"], json!(id));
        let points: Vec<char> = text.chars().collect();
        for found in line["times"].as_array().unwrap().iter().chain(line["numbers"].as_array().unwrap()) {
            let [start, end] = ["start", "end"].map(|at| found[at].as_u64().unwrap() as usize);
            assert_eq!(points[start..end].iter().collect::<String>(), found["text"], "{found}");
        }
    }
    lines
}

/// The values of a field of all times of an object.
fn of_times<'l>(line: &'l Value, field: &str) -> Vec<&'l Value> {
    line["times"].as_array().unwrap().iter().map(|time| &time[field]).collect()
}

#[test]
fn a_text_gives_its_times_and_numbers() {
    let dir = Dir::new("times-text");
    let run = dir.run(&["times", "--text", TEXT, "--published", "2023-10-11"]);
    run.expect(0, &["1 article, 2 expressions, 0 skipped"]);
    let id = run.articles()[0]["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("sha256:"), "the hash of the body: {id}");
    let lines = valid(&run, &[(id.as_str(), TEXT)]);
    let time = json!({"text": "مساء الاثنين", "start": 22, "end": 34, "type": "TIME", "value": "2023-10-09TEV", "edtf": "2023-10-09",
                      "lo": "2023-10-09", "hi": "2023-10-09", "mod": null});
    let number = json!({"text": "17", "start": 4, "end": 6, "kind": "cardinal", "value": 17.0, "low": 17.0, "high": null,
                        "mod": "EQUAL_OR_MORE", "unit": "شخصا"});
    assert_eq!(lines[0], json!({"id": id, "times": [time], "numbers": [number]}));
}

#[test]
fn files_of_every_kind_are_read() {
    let dir = Dir::new("times-files");
    let body = json!({"id": "body", "published": "2024-11-10T08:30:00+03:00", "outlet": "صحيفة", "title": "غدا", "body": LONG});
    let jsonl = format!("{}{body}\n{}", line("text", "2023-10-11", TEXT), line("none", "2023-10-11", "لا وقت هنا"));
    dir.file("a.jsonl", &jsonl);
    dir.gzip("b.jsonl.gz", jsonl.as_bytes());
    let texts = [("text", TEXT), ("body", LONG), ("none", "لا وقت هنا")];
    let plain = dir.run(&["times", "a.jsonl"]);
    let lines = valid(plain.expect(0, &["3 articles, ", " 0 skipped"]), &texts);
    assert_eq!(lines[2], json!({"id": "none", "times": [], "numbers": []}));
    for run in [dir.run(&["times", "b.jsonl.gz"]), dir.run_with(&["times", "-"], jsonl.as_bytes())] {
        assert_eq!(run.expect(0, &[]).stdout, plain.stdout);
    }
    dir.file("in/c.txt", TEXT);
    dir.gzip("in/d.txt.gz", TEXT.as_bytes());
    let run = dir.run(&["times", "in", "--published", "2023-10-11"]);
    let id = run.expect(0, &["2 articles"]).articles()[0]["id"].as_str().unwrap().to_owned();
    let lines = valid(&run, &[(&id, TEXT), (&id, TEXT)]);
    assert_eq!(lines[0]["times"], lines[1]["times"]);
    assert_eq!(of_times(&lines[0], "edtf"), [&json!("2023-10-09")]);
    assert_eq!(dir.run(&["times", "a.jsonl", "-o", "out.jsonl"]).expect(0, &[]).stdout, "");
    assert_eq!(dir.read("out.jsonl"), plain.stdout);
}

#[test]
fn every_kind_of_expression_is_as_the_schema_says() {
    let dir = Dir::new("times-kinds");
    let run = dir.run_with(&["times"], line("long", "2024-11-10", LONG).as_bytes());
    let lines = valid(run.expect(0, &[]), &[("long", LONG)]);
    let kinds = |part: &str, field: &str| -> Vec<String> {
        let found = lines[0][part].as_array().unwrap().iter();
        found.map(|found| found[field].as_str().unwrap().to_owned()).collect()
    };
    for kind in ["DATE", "DURATION", "SET"] {
        assert!(kinds("times", "type").contains(&kind.to_owned()), "no {kind}: {}", run.stdout);
    }
    for kind in ["cardinal", "dual-noun", "indefinite", "range", "fraction"] {
        assert!(kinds("numbers", "kind").contains(&kind.to_owned()), "no {kind}: {}", run.stdout);
    }
    let validator = schema("times");
    for (pointer, value) in [
        ("/extra", json!(1)),
        ("/times/0/extra", json!(1)),
        ("/times/0/type", json!("DAY")),
        ("/times/0/lo", json!("2024-11")),
        ("/times/0/mod", json!("ABOUT")),
        ("/times/0/start", json!(-1)),
        ("/numbers/0/extra", json!(1)),
        ("/numbers/0/kind", json!("number")),
        ("/numbers/0/value", json!("2")),
        ("/notes", json!([])),
        ("/notes", json!([{"in": "title", "kind": "weekday-differs", "span": [0, 1], "text": "x"}])),
    ] {
        let mut wrong = lines[0].clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        wrong.pointer_mut(parent).unwrap()[key] = value;
        assert!(!validator.is_valid(&wrong), "{pointer} may not be so");
    }
}

#[test]
fn the_output_is_the_same_for_any_number_of_jobs() {
    let dir = Dir::new("times-jobs");
    let lines: String = (0..300).map(|n| line(&n.to_string(), "2023-10-11", &[TEXT, LONG, "نص قصير"][n % 3].repeat(n % 4 + 1))).collect();
    dir.file("a.jsonl", lines);
    let one = dir.run(&["times", "a.jsonl", "--jobs", "1"]);
    assert_eq!(one.expect(0, &["300 articles", " 0 skipped"]).stdout.lines().count(), 300);
    assert!(one.stdout == dir.run(&["times", "a.jsonl", "--jobs", "3"]).expect(0, &[]).stdout, "3 jobs give other bytes");
}

#[test]
fn the_policy_decides_where_nothing_tells_the_tense() {
    let dir = Dir::new("times-policy");
    let day = |text: &str, more: &[&str]| {
        let run = dir.run(&[&["times", "--published", "2023-10-11", "--text", text], more].concat());
        run.expect(0, &[]).articles()[0]["times"][0]["edtf"].as_str().unwrap().to_owned()
    };
    assert_eq!(day("حفل في 25 يناير", &[]), "2023-01-25");
    assert_eq!(day("حفل في 25 يناير", &["--policy", "news"]), "2023-01-25");
    assert_eq!(day("حفل في 25 يناير", &["--policy", "assistant"]), "2024-01-25");
    assert_eq!(day("اجتماع اللجنة الأحد", &[]), "2023-10-08");
    assert_eq!(day("اجتماع اللجنة الأحد", &["--policy", "assistant"]), "2023-10-15");
    for policy in ["news", "assistant"] {
        assert_eq!(day("الأحد الماضي", &["--policy", policy]), "2023-10-08");
    }
    dir.run(&["times", "--text", TEXT, "--policy", "press"]).expect(2, &["news, assistant"]);
}

#[test]
fn without_a_day_of_publication_relative_dates_stay_open() {
    let dir = Dir::new("times-no-date");
    let text = "وصل الوفد أمس ويغادر غدا، بعد لقاء يوم الاثنين في الشهر الماضي وآخر في 12 مارس 2020";
    dir.file("a.jsonl", format!("{}\n", json!({"id": "a", "text": text})));
    let run = dir.run(&["times", "a.jsonl"]);
    run.expect(0, &["a.jsonl:1: warning: no publication date", "0 skipped, 1 warning"]);
    let lines = valid(&run, &[("a", text)]);
    let n_times = of_times(&lines[0], "value").len();
    assert!(n_times >= 4, "{}", run.stdout);
    for field in ["edtf", "lo", "hi"] {
        let days = of_times(&lines[0], field);
        assert!(days[..n_times - 1].iter().all(|day| day.is_null()), "{field}: {}", run.stdout);
        assert_eq!(days[n_times - 1], &json!("2020-03-12"));
    }
    assert_eq!(of_times(&lines[0], "value")[..2], [&json!("PAST_REF"), &json!("FUTURE_REF")]);
    let run = dir.run(&["times", "a.jsonl", "--published", "2023-10-11"]);
    assert!(of_times(&run.expect(0, &[]).articles()[0], "edtf").iter().all(|day| day.is_string()), "{}", run.stdout);
}

#[test]
fn what_does_not_fit_together_is_noted() {
    let dir = Dir::new("times-notes");
    let (weekday, shifted) = ("أعلنت الوزارة الثلاثاء 10 نوفمبر 2024 نتائجها", "أعلن الجيش اليوم السبت حالة التأهب. وزار القائد أمس الحدود");
    let lines = [line("weekday", "2024-11-12", weekday), line("shifted", "2023-10-08", shifted)].concat();
    let run = dir.run_with(&["times", "-"], lines.as_bytes());
    let lines = valid(run.expect(0, &[]), &[("weekday", weekday), ("shifted", shifted)]);
    let [note] = lines[0]["notes"].as_array().unwrap().as_slice() else { panic!("one note: {}", lines[0]) };
    assert_eq!((&note["kind"], &note["span"]), (&json!("weekday-differs"), &json!([14, 37])));
    assert_eq!(of_times(&lines[0], "edtf"), [&json!("2024-11-10")], "the date counts");
    let [note] = lines[1]["notes"].as_array().unwrap().as_slice() else { panic!("one note: {}", lines[1]) };
    assert_eq!((&note["kind"], &note["span"]), (&json!("date-shifted"), &json!([0, 0])));
    assert_eq!(of_times(&lines[1], "edtf"), [&json!("2023-10-07"), &json!("2023-10-06")], "days count from there");
}

#[test]
fn what_cannot_be_read_is_reported_with_its_line() {
    let dir = Dir::new("times-broken");
    dir.file("a.jsonl", format!("{}{{\"id\": \"x\", \"text\": \n[1]\n{}", line("1", "2023-10-11", TEXT), line("2", "2023-10-11", TEXT)));
    let run = dir.run(&["times", "a.jsonl"]);
    run.expect(0, &["a.jsonl:2: not valid JSON (column ", "a.jsonl:3: not a JSON object", "2 articles, 4 expressions, 2 skipped"]);
    valid(&run, &[("1", TEXT), ("2", TEXT)]);
    dir.file("empty.jsonl", "");
    let run = dir.run(&["times", "empty.jsonl", "-o", "out.jsonl"]);
    assert_eq!(run.expect(1, &["empty.jsonl: empty", "no usable article in the input; nothing was written"]).stdout, "");
    assert!(!dir.path("out.jsonl").exists());
    dir.run_with(&["times"], b"").expect(1, &["standard input: empty"]);
    dir.run(&["times", "missing.jsonl"]).expect(1, &["missing.jsonl: no such file"]);
}

#[test]
fn wrong_arguments_are_status_2() {
    let dir = Dir::new("times-usage");
    dir.file("a.jsonl", line("1", "2023-10-11", TEXT));
    dir.run(&["times", "a.jsonl", "--text", TEXT]).expect(2, &["cannot be used with"]);
    dir.run(&["times", "a.jsonl", "--jobs", "0"]).expect(2, &["--jobs"]);
    dir.run(&["times", "a.jsonl", "--published", "yesterday"]).expect(2, &["a date such as 2024-11-10"]);
    dir.run(&["times", "a.jsonl", "-o", "./a.jsonl"]).expect(2, &["./a.jsonl is an input too"]);
    dir.run(&["times", "a.jsonl", "--pack", "missing.pack"]).expect(2, &["--pack missing.pack: cannot be read"]);
    dir.run(&["times", "a.jsonl", "-o", "no/out.jsonl"]).expect(3, &["no/out.jsonl: could not be written"]);
    assert_eq!(dir.names(), ["a.jsonl"]);
}

#[test]
fn cases_are_scored_and_have_floors_beside_them() {
    let dir = Dir::new("times-cases");
    let day = |edtf: &str| json!({"text": "أمس", "type": "DATE", "value": edtf, "edtf": edtf, "lo": edtf, "hi": edtf});
    let case = |id: &str, edtf: &str| json!({"id": id, "published": "2023-10-11", "text": "وصل الوفد أمس", "times": [day(edtf)]});
    let cases = format!("{}\n{}\n", case("t.1", "2023-10-10"), case("t.2", "2023-10-09"));
    dir.file("times.jsonl", &cases);
    let run = dir.run(&["data", "score", "--cases", "times.jsonl", "--wrong"]);
    assert_eq!(run.expect(0, &[]).stdout, "t.2: value 2023-10-10 instead of 2023-10-09 [أمس]\ntimes.jsonl: 1 of 2 right = 0.500\n");
    let run = dir.run(&["data", "score", "--cases", "times.jsonl", "--cases", "times.jsonl"]);
    assert_eq!(run.expect(0, &[]).stdout, "times.jsonl: 1 of 2 right = 0.500\n".repeat(2));
    dir.file("other.jsonl", "{\"id\": \"1\"}\n");
    dir.run(&["data", "score", "--cases", "other.jsonl"]).expect(1, &["other.jsonl: line 1: not a case"]);
    dir.run(&["data", "score", "--wrong"]).expect(2, &["--cases"]);

    let body = "وصل الوفد أمس.";
    let places = json!([{"id": "1_1", "start": 0, "end": body.chars().count()}]);
    dir.file("a.jsonl", json!({"id": "1", "body": body, "sentences": places}).to_string());
    dir.file("gold.jsonl", json!({"id": "1_1", "events": []}).to_string());
    let score = |more: &[&str]| dir.run(&[&["data", "score", "a.jsonl", "gold.jsonl", "--baseline", "floors.toml"], more].concat());
    score(&["--update"]).expect(0, &[]);
    assert!(dir.read("floors.toml").ends_with("times = 1\n"), "{}", dir.read("floors.toml"));
    dir.file("times.jsonl", cases.replace("2023-10-10", "2023-10-08"));
    let run = score(&[]);
    run.expect(1, &["under the floor: times"]);
    assert!(run.stdout.contains("times             0  under its floor of 1"), "{}", run.stdout);
    dir.file("times.jsonl", "{\"id\": \"1\", \"times\": [], \"numbers\": []}\n");
    score(&[]).expect(1, &["times.jsonl: line 1: ", "a file of this name beside the floors has to hold cases"]);
}
