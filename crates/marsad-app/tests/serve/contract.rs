//! What programs may count on: copies that are still true, packed answers, pages that add up, whole exports, one shape of errors, counts, a clean end.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::client::Console;
use super::{Answer, VISIT, line, served};

#[test]
fn a_copy_that_is_true_is_not_sent_again() {
    let (dir, console) = served("serve-etag", 12);
    for path in ["/api/v1/events", "/api/v1/overview", "/events?lang=en", "/assets/style.css", "/api/v1/openapi.json"] {
        let cookie = [("cookie", "marsad-lang=en")];
        let path = path.trim_end_matches("?lang=en");
        let first = console.ask("GET", path, &cookie, "");
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\"") && first.status == 200, "{path}: {:?}", first.head);
        let again = console.ask("GET", path, &[cookie[0], ("if-none-match", &tag)], "");
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag.as_str()), "{path}");
        assert_eq!(console.ask("GET", path, &[cookie[0], ("if-none-match", "W/\"x\", \"y\"")], "").status, 200, "{path}");
        // The same packed; and the head alone says nothing else.
        let packed = console.ask("GET", path, &[cookie[0], ("accept-encoding", "gzip"), ("if-none-match", &tag)], "");
        assert_eq!(packed.status, 304, "{path}");
        let head = console.ask("HEAD", path, &[cookie[0]], "");
        assert!(head.status == 200 && head.body.is_empty(), "{path}");
        assert!(head.header("etag").is_empty() || head.header("etag") == tag, "{path}");
    }
    // What changes has another tag at once: an ingest beside the console is seen by the next request.
    let before = console.get("/api/v1/articles");
    let search = "/api/v1/articles?q=%D8%B9%D8%B1%D8%A7%D9%82%D8%AC%D9%8A";
    let found = console.json(search)["articles"].as_array().unwrap().len();
    dir.file("more.jsonl", line("new", "صحيفة النهر", "2024-12-24", VISIT));
    dir.run(&["ingest", "news.marsad", "more.jsonl"]).expect(0, &["1 new"]);
    let after = console.ask("GET", "/api/v1/articles", &[("if-none-match", before.header("etag"))], "");
    assert_eq!((after.status, &after.json()["articles"][0]["id"]), (200, &Value::from("new")));
    assert_eq!(console.json(search)["articles"].as_array().unwrap().len(), found + 1, "what a connection kept of a question is forgotten");
    assert!(console.get("/articles/new").text().contains("عراقجي"));
}

#[test]
fn answers_are_packed_for_who_unpacks() {
    let (_dir, console) = served("serve-packed", 30);
    let plain = console.get("/api/v1/events?limit=30");
    assert!(plain.header("content-encoding").is_empty());
    let gzip = console.ask("GET", "/api/v1/events?limit=30", &[("accept-encoding", "gzip")], "");
    assert_eq!(gzip.header("content-encoding"), "gzip");
    assert!(gzip.head.iter().any(|(name, value)| name == "vary" && value.to_ascii_lowercase().contains("accept-encoding")));
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&gzip.body[..]).read_to_end(&mut text).unwrap();
    assert_eq!(text, plain.body);
    let brotli = console.ask("GET", "/api/v1/events?limit=30", &[("accept-encoding", "br")], "");
    assert_eq!(brotli.header("content-encoding"), "br");
    let mut text = Vec::new();
    brotli_decompressor::Decompressor::new(&brotli.body[..], 4096).read_to_end(&mut text).unwrap();
    assert_eq!(text, plain.body);
    assert!(gzip.body.len() * 3 < plain.body.len() && brotli.body.len() * 3 < plain.body.len());
}

/// All rows of a list, page by page.
fn walk(console: &Console, path: &str, list: &str, limit: usize) -> Vec<Value> {
    let (mut rows, mut after) = (Vec::new(), String::new());
    for _ in 0..500 {
        let join = if path.contains('?') { '&' } else { '?' };
        let page = console.json(&format!("{path}{join}limit={limit}&after={after}"));
        rows.extend(page[list].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = super::client::encoded(next),
            None => return rows,
        }
    }
    panic!("{path} has no end");
}

#[test]
fn pages_together_are_all_rows_and_none_twice() {
    let (dir, console) = served("serve-paging", 60);
    // Articles without a day come last, and are not lost between pages.
    let undated =
        (0..5).map(|at| format!("{}\n", serde_json::json!({"id": format!("u{at}"), "title": "", "body": VISIT}))).collect::<String>();
    dir.file("undated.jsonl", undated);
    dir.run(&["ingest", "news.marsad", "undated.jsonl"]).expect(0, &["5 new"]);
    let by = |row: &Value| {
        row["id"].as_str().or(row["claim"]["id"].as_str()).map(|id| format!("{id} {}", row["article"])).unwrap_or_else(|| row.to_string())
    };
    let (word, filter) = (super::client::encoded("قصف"), super::client::encoded("outlet:\"صحيفة النهر\""));
    let paths = [
        ("/api/v1/events".to_owned(), "events"),
        ("/api/v1/events?q=actor:ISR".to_owned(), "events"),
        (format!("/api/v1/events?q={word}"), "events"),
        ("/api/v1/articles".to_owned(), "articles"),
        ("/api/v1/articles?q=from:2024-11-05%20to:2024-11-20".to_owned(), "articles"),
        (format!("/api/v1/articles?q={word}"), "articles"),
        (format!("/api/v1/articles?q={filter}"), "articles"),
        (format!("/api/v1/articles?q={word}%20{filter}"), "articles"),
        ("/api/v1/articles?q=actor:IRN%20from:2024-11-10".to_owned(), "articles"),
        ("/api/v1/claims".to_owned(), "claims"),
        ("/api/v1/claims?q=actor:IRN".to_owned(), "claims"),
        ("/api/v1/actors/IRN/statements".to_owned(), "statements"),
    ];
    for (path, list) in paths {
        let whole = walk(&console, &path, list, 500);
        assert!(!whole.is_empty(), "{path}");
        for limit in [1, 7, 50] {
            let pages = walk(&console, &path, list, limit);
            assert_eq!(pages.len(), whole.len(), "{path} by {limit}");
            assert_eq!(pages.iter().map(by).collect::<Vec<_>>(), whole.iter().map(by).collect::<Vec<_>>(), "{path} by {limit}");
            assert_eq!(pages.iter().map(by).collect::<BTreeSet<_>>().len(), whole.len(), "{path} by {limit}: twice");
        }
    }
    assert_eq!(walk(&console, "/api/v1/articles", "articles", 9).len(), 65);
    let n = console.json("/api/v1/overview")["n_events"].as_u64().unwrap();
    assert_eq!(walk(&console, "/api/v1/events", "events", 9).len() as u64, n);
    let queue = |skip: usize| console.json(&format!("/api/v1/review?limit=4&skip={skip}"));
    let n = usize::try_from(queue(0)["n_claims"].as_u64().unwrap()).unwrap();
    let all: Vec<Value> = (0..n).step_by(4).flat_map(|skip| queue(skip)["claims"].as_array().unwrap().clone()).collect();
    assert_eq!((all.len(), all.iter().map(|row| format!("{} {}", row["article"], row["claim"])).collect::<BTreeSet<_>>().len()), (n, n));
}

#[test]
fn exports_are_whole_and_of_their_format() {
    let (dir, console) = served("serve-exports", 120);
    let events = console.json("/api/v1/overview")["n_events"].as_u64().unwrap() as usize;
    let export = |format: &str| {
        let answer = console.get(&format!("/api/v1/export?format={format}"));
        assert_eq!(answer.status, 200, "{format}: {}", answer.text());
        assert_eq!(answer.header("transfer-encoding"), "chunked", "{format} is sent while it is made");
        assert!(answer.header("content-disposition").starts_with("attachment; filename=\"marsad"), "{format}");
        answer.text()
    };
    assert_eq!(export("jsonl").lines().inspect(|line| drop(serde_json::from_str::<Value>(line).unwrap())).count(), events);
    let table = |text: &str, delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(false).from_reader(text.as_bytes());
        reader.records().inspect(|record| assert!(record.is_ok())).count()
    };
    assert_eq!(table(&export("csv"), b','), events + 1);
    for name in ["claims", "articles"] {
        assert!(table(&export(&format!("csv&table={name}")), b',') > 1, "{name}");
    }
    for format in ["gdelt", "gdelt-mentions", "icews", "polecat"] {
        let text = export(format);
        let widths: BTreeSet<usize> = text.lines().map(|line| line.split('\t').count()).collect();
        assert!(text.lines().count() > 1 && widths.len() == 1, "{format}: {widths:?}");
    }
    assert!(table(&export("acled"), b',') > 1);
    // No claim tells dead: that is said, rather than a table without rows sent.
    console.get("/api/v1/export?format=ucdp").expect_problem(404);
    let geo: Value = serde_json::from_str(&export("geojson")).unwrap();
    assert!(geo["type"] == "FeatureCollection" && !geo["features"].as_array().unwrap().is_empty());
    assert!(export("ftm").lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    for format in ["gexf", "graphml", "atom"] {
        let text = export(format);
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut depth = 0_i64;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{format} is cut off");
    }
    // The same bytes as in the terminal, packed or not.
    dir.run(&["export", "news.marsad", "--format", "jsonl", "-o", "whole.jsonl"]).expect(0, &[]);
    assert_eq!(export("jsonl"), dir.read("whole.jsonl"));
    let packed = console.ask("GET", "/api/v1/export?format=jsonl", &[("accept-encoding", "gzip")], "");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed.body[..]).read_to_string(&mut text).unwrap();
    assert_eq!(text, dir.read("whole.jsonl"));
    console.get("/api/v1/export?format=jsonl&q=actor:ISR%20from:2031").expect_problem(404);
    for wrong in
        ["format=parquet", "format=package", "format=xls", "format=csv&table=x", "format=csv&status=x", "format=csv&quote_words=26", "q=x"]
    {
        console.get(&format!("/api/v1/export?{wrong}")).expect_problem(400);
    }
}

#[test]
fn every_error_of_the_api_has_one_shape() {
    let (_dir, console) = served("serve-errors", 4);
    for (path, status) in [
        ("/api/v1", 404),
        ("/api/v1/", 404),
        ("/api/v1/nowhere", 404),
        ("/api/v2/events", 404),
        ("/api/v1/events/nowhere", 404),
        ("/api/v1/events/a/b", 404),
        ("/api/v1/articles/nowhere", 404),
        ("/api/v1/articles/nowhere/marks", 404),
        ("/api/v1/actors/nobody", 404),
        ("/api/v1/actors/nobody/statements", 404),
        ("/api/v1/dyads/nobody/ISR", 404),
        ("/api/v1/network?ego=nobody", 404),
        ("/api/v1/events?limit=0", 400),
        ("/api/v1/events?limit=x", 400),
        ("/api/v1/events?q=nowhere:x", 400),
        ("/api/v1/who", 400),
        ("/api/v1/timeline?step=year", 400),
        ("/api/v1/events/%FF", 400),
        ("/api/v1/events?after=x", 400),
        ("/api/v1/articles?after=x", 400),
        ("/api/v1/claims?after=x", 400),
    ] {
        let answer = console.get(path);
        if path.trim_end_matches('/') == "/api/v1" && answer.header("content-type").starts_with("text/html") {
            assert_eq!(answer.status, 404);
            continue;
        }
        answer.expect_problem(status);
    }
    for (method, path) in
        [("POST", "/api/v1/events"), ("DELETE", "/api/v1/decisions"), ("PUT", "/api/v1/articles/a1"), ("OPTIONS", "/api/v1/events")]
    {
        console.ask(method, path, &[], "").expect_problem(405);
    }
    let bearer = format!("Bearer {}", console.token);
    let head = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    for body in [
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"action\":\"accept\"}",
        "{\"action\":\"fly\",\"author\":\"a\",\"reason\":\"b\"}",
        "{\"action\":\"accept\",\"author\":\"a\",\"reason\":\"b\"}",
        "{\"action\":\"accept\",\"claim\":\"nowhere\",\"author\":\"a\",\"reason\":\"b\"}",
        "{\"action\":\"merge\",\"events\":[\"x\"],\"author\":\"a\",\"reason\":\"b\"}",
        "{\"action\":\"revoke\",\"decision\":-1,\"author\":\"a\",\"reason\":\"b\"}",
        "{\"action\":\"revoke\",\"decision\":1e99,\"author\":\"a\",\"reason\":\"b\"}",
        "{\"action\":\"accept\",\"claim\":\"x\",\"author\":\"\\u0000\",\"reason\":\"b\"}",
        "{\"action\":\"accept\",\"claim\":\"x\",\"author\":\" \",\"reason\":\"b\"}",
        "{\"action\":\"accept\",\"claim\":\"x\",\"author\":\"a\",\"reason\":\"b\",\"more\":1}",
        "\u{0}",
        &deep,
    ] {
        console.ask("POST", "/api/v1/decisions", &head, body).expect_problem(400);
    }
    let page = console.get("/events/nowhere");
    assert!(
        page.status == 404 && page.header("content-type").starts_with("text/html") && page.text().contains("</html>"),
        "people are told on a page"
    );
}

#[test]
fn counts_are_read_by_prometheus() {
    let (_dir, console) = served("serve-metrics", 4);
    console.get("/api/v1/events?q=actor:ISR");
    console.get("/events/nowhere");
    console.get(&format!("/{}", "secret-word"));
    let answer = console.get("/metrics");
    let text = answer.text();
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    assert!(text.ends_with("# EOF\n"));
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# ") {
            assert!(["HELP ", "TYPE ", "UNIT ", "EOF"].iter().any(|word| rest.starts_with(word)), "{line}");
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert!(value.parse::<f64>().is_ok() && name.starts_with("marsad_"), "{line}");
        if let Some((_, labels)) = name.split_once('{') {
            assert!(labels.ends_with('}') && labels.matches('"').count() % 2 == 0, "{line}");
        }
    }
    assert!(text.contains("marsad_http_requests_total{method=\"GET\",route=\"/api/v1/events\",status=\"200\"} 1"), "{text}");
    assert!(text.contains("route=\"/events/{id}\",status=\"404\"") && text.contains("marsad_rows{table=\"articles\"} 4"), "{text}");
    assert!(!text.contains("secret-word") && !text.contains("actor:ISR"), "what somebody looked for is nobody's business");
}

#[test]
fn it_ends_cleanly_when_it_is_told_to() {
    let (_dir, mut console) = served("serve-end", 40);
    // One connection that asked once and stays, one that says nothing, one in the middle of an export.
    let mut open = console.connect();
    open.write_all(format!("GET /api/v1/events HTTP/1.1\r\nhost: {}\r\n\r\n", console.address).as_bytes()).unwrap();
    let mut first = [0; 16];
    open.read_exact(&mut first).unwrap();
    let _silent = console.connect();
    let mut export = console.connect();
    export.write_all(format!("GET /api/v1/export?format=jsonl HTTP/1.1\r\nhost: {}\r\n\r\n", console.address).as_bytes()).unwrap();
    let began = Instant::now();
    console.terminate();
    let status = loop {
        if let Some(status) = console.child.try_wait().unwrap() {
            break status;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "it does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(0));
    let _: Answer = Answer::read(&mut open);
    assert!(std::net::TcpStream::connect(console.address).is_err(), "nothing listens any more");
}

#[test]
fn what_is_kept_for_others_is_nobodys_own() {
    let (dir, console) = served("serve-kept", 12);
    let entered = console.form("/enter", &[], &[("token", &console.token)]);
    let cookie = format!("marsad-session={}", entered.cookies()["marsad-session"].split(';').next().unwrap());
    let has_secret = |answer: &Answer| answer.text().contains("<meta name=\"csrf\"");
    for page in ["/", "/events", "/map"] {
        assert!(!has_secret(&console.get(page)) && has_secret(&console.ask("GET", page, &[("cookie", &cookie)], "")), "{page}");
        assert!(!has_secret(&console.get(page)), "{page}: a secret of a session is given to another");
        let [arabic, dark, english] = ["marsad-lang=ar", "marsad-theme=dark; marsad-lang=en", "marsad-lang=en"].map(|wish| {
            let first = console.ask("GET", page, &[("cookie", wish)], "");
            let again = console.ask("GET", page, &[("cookie", wish)], "");
            assert_eq!(
                (first.status, &first.body, first.header("etag"), first.header("vary")),
                (200, &again.body, again.header("etag"), again.header("vary"))
            );
            again.text()
        });
        assert!(
            arabic.contains("dir=\"rtl\"")
                && dark.contains("data-theme=\"dark\"")
                && english.contains("dir=\"ltr\"")
                && !english.contains("data-theme")
        );
    }
    let bearer = format!("Bearer {}", console.token);
    let (open, decided) = (console.get("/events").text(), console.ask("GET", "/events", &[("authorization", &bearer)], "").text());
    assert!(open.contains("href=\"/enter\"") && !decided.contains("href=\"/enter\""));
    // A decision is seen by the next request of everybody.
    let claim = &console.json("/api/v1/claims?limit=1")["claims"][0];
    let new = serde_json::json!({"action": "takedown", "article": claim["article"], "author": "محررة", "reason": "طلب صاحبه"});
    let made = console.post("/api/v1/decisions", &[("authorization", &bearer)], &new);
    assert_eq!(made.status, 201, "{}", made.text());
    let article = claim["article"].as_str().unwrap();
    assert_eq!(console.get(&format!("/articles/{article}")).status, 404);
    assert!(console.json("/api/v1/articles")["articles"].as_array().unwrap().iter().all(|one| one["id"] != article));
    drop(dir);
}

#[test]
fn an_event_has_an_address_for_each_state_of_it() {
    let (dir, console) = served("serve-as-it-was", 12);
    let event = console.json("/api/v1/events?q=type:ASSAULT&limit=1")["events"][0].clone();
    let id = event["id"].as_str().unwrap();
    let now = console.json(&format!("/api/v1/events/{id}"));
    let (changed, n_claims) = (now["changed"].as_str().unwrap(), event["n_claims"].clone());
    let then = console.json(&format!("/api/v1/events/{id}?at={changed}"));
    assert_eq!((&then["as_of"]["at"], &then["as_of"]["n_claims"], &then["as_of"]["n_kept"]), (&now["changed"], &n_claims, &n_claims));
    assert_eq!((&then["event"], &then["reports"], &then["figures"]), (&now["event"], &now["reports"], &now["figures"]));
    console.get(&format!("/api/v1/events/{id}?at=1999-01-01")).expect_problem(404);
    console.get(&format!("/api/v1/events/{id}?at=v4")).expect_problem(400);
    // Another outlet tells it later: its present state is another, and the old address still shows the old one.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    dir.file("more.jsonl", super::line("later", "إذاعة السهل", event["day"].as_str().unwrap(), super::RAID));
    dir.run(&["ingest", "news.marsad", "more.jsonl"]).expect(0, &[]);
    let later = console.json(&format!("/api/v1/events/{id}"));
    assert_eq!(later["event"]["n_claims"].as_i64(), n_claims.as_i64().map(|n| n + 1), "{later}");
    assert!(later["changed"].as_str() > Some(changed));
    let then = console.json(&format!("/api/v1/events/{id}?at={changed}"));
    assert_eq!((&then["event"], &then["reports"]), (&now["event"], &now["reports"]));
    let page = console.get(&format!("/events/{id}?at={changed}&lang=en")).text();
    assert!(page.contains("As it was at") && page.contains(&format!("/events/{id}?at={}", changed.replace(':', "%3A"))), "{page}");
}

#[test]
fn decisions_are_listed_a_page_at_a_time() {
    let (_dir, console) = served("serve-decisions", 12);
    let bearer = format!("Bearer {}", console.token);
    let claims = console.json("/api/v1/claims?limit=5");
    for claim in claims["claims"].as_array().unwrap() {
        let new = serde_json::json!({"action": "accept", "claim": claim["claim"]["id"], "author": "محررة", "reason": "نص الجملة"});
        assert_eq!(console.post("/api/v1/decisions", &[("authorization", &bearer)], &new).status, 201);
    }
    let numbers = |page: &serde_json::Value| -> Vec<i64> {
        page["decisions"].as_array().unwrap().iter().map(|one| one["decision"].as_i64().unwrap()).collect()
    };
    let first = console.json("/api/v1/decisions?limit=2");
    assert_eq!((numbers(&first), &first["next"]), (vec![5, 4], &serde_json::json!(4)));
    let last = console.json("/api/v1/decisions?limit=3&after=4");
    assert_eq!((numbers(&last), &last["next"]), (vec![3, 2, 1], &serde_json::Value::Null));
    console.get("/api/v1/decisions?limit=0").expect_problem(400);
    console.get("/api/v1/decisions?after=x").expect_problem(400);
    let page = console.get("/decisions?limit=2&lang=ar").text();
    assert!(page.contains("href=\"/decisions?after=4\"") && page.contains("محررة") && page.contains("قَبِل"), "{page}");
}

#[test]
fn arabic_pages_say_what_is_wrong_in_arabic() {
    let (_dir, console) = served("serve-said", 8);
    let long = "x".repeat(3_000);
    let addresses = [
        ("/nothing", 404),
        ("/events/e0", 404),
        ("/events/e0?at=v4", 400),
        ("/articles/zz", 404),
        ("/actors/zz", 404),
        ("/dyads/zz/yy", 404),
        ("/dyads/IRN/IRN", 400),
        ("/dyads/IRN/IRQ?from=spring", 400),
        ("/dyads/IRN/IRQ?from=2024-02&to=2024-01", 400),
        ("/dyads/IRN/IRQ?from=1900&to=2024&step=day", 400),
        ("/network?ego=zz", 404),
        ("/network?ego=IRN&hops=9", 400),
        ("/network?ego=IRN&least=0", 400),
        ("/network?ego=IRN&least=x", 400),
        ("/timeline?step=hour", 400),
        ("/events?q=typ:x", 400),
        ("/events?q=actor:zz", 400),
        ("/events?q=from:2024+to:2023", 400),
        ("/events?limit=0", 400),
        ("/events?after=x", 400),
        ("/search?q=%22open", 400),
        ("/sources/99", 404),
        ("/sources/x", 400),
        ("/review?claim=zz", 404),
        ("/decisions?after=x", 400),
        (&format!("/events?q={long}"), 400),
    ];
    for (address, status) in addresses {
        let separator = if address.contains('?') { '&' } else { '?' };
        let answer = console.get(&format!("{address}{separator}lang=ar"));
        assert_eq!(answer.status, status, "{address}");
        assert!(
            !answer.text().contains("data-untold"),
            "{address}: {}",
            answer.text().split("notice-bad").nth(1).unwrap_or("").chars().take(200).collect::<String>()
        );
    }
}
