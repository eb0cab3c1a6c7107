//! What is asked for is never more than data: no head, no file, no question for the database comes from it.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::client::encoded;
use super::{Console, served};

/// Breaks that would begin a new line of a head, if they were written as they are.
const BREAKS: [&str; 4] =
    ["x\r\nset-cookie: stolen=1", "x\nset-cookie: stolen=1", "x\rset-cookie: stolen=1", "x%0d%0aset-cookie: stolen=1"];

#[track_caller]
fn expect_clean(path: &str, console: &Console, head: &[(&str, &str)]) {
    let answer = console.ask("GET", path, head, "");
    assert!((200..500).contains(&answer.status), "{path}: {} {}", answer.status, answer.text());
    assert!(!answer.cookies().contains_key("stolen") && answer.header("set-cookie").find("stolen").is_none(), "{path}: {:?}", answer.head);
    for name in ["set-cookie", "location", "content-disposition"] {
        assert!(!answer.header(name).contains(['\r', '\n']), "{path}");
    }
}

#[test]
fn nothing_that_is_asked_writes_a_line_of_the_head() {
    let (_dir, console) = served("serve-breaks", 8);
    for text in BREAKS {
        let text = encoded(text);
        for path in [
            "/?lang=",
            "/?theme=",
            "/?digits=",
            "/enter?token=",
            "/events/",
            "/articles/",
            "/review?claim=",
            "/api/v1/export?format=csv&table=",
            "/api/v1/export?format=",
            "/api/v1/export?format=csv&q=",
            "/assets/",
            "/dyads/ISR/",
            "/network?ego=",
            "/events?after=",
        ] {
            expect_clean(&format!("{path}{text}"), &console, &[]);
        }
    }
    for cookie in
        ["marsad-lang=%0d%0aset-cookie: stolen=1", "marsad-author=%0d%0aset-cookie: stolen=1; marsad-session=x", "marsad-theme=\"><script>"]
    {
        for path in ["/", "/review", "/api/v1/events"] {
            expect_clean(path, &console, &[("cookie", cookie)]);
        }
    }
    // What a form sends comes back in an address and a cookie.
    let form = [("csrf", ""), ("action", "unsure"), ("claim", "x\r\nset-cookie: stolen=1"), ("author", "x\r\nset-cookie: stolen=1")];
    let answer = console.form("/review", &[], &form);
    assert!(answer.status < 500 && !answer.cookies().contains_key("stolen"), "{:?}", answer.head);
}

#[test]
fn what_a_decision_says_stays_in_its_place() {
    let (_dir, console) = served("serve-breaks-decision", 8);
    let entered = console.get(&format!("/enter?token={}", console.token));
    let cookie = format!("marsad-session={}", entered.cookies()["marsad-session"].split(';').next().unwrap());
    let page = console.ask("GET", "/review", &[("cookie", &cookie)], "").text();
    let csrf = page.split("name=\"csrf\" content=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let claims = console.json("/api/v1/claims");
    let claim = claims["claims"][0]["claim"]["id"].as_str().unwrap().to_owned();
    let form = |action: &str, claim: &str, author: &str, decision: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("action", action),
            ("claim", claim),
            ("author", author),
            ("reason", "قرأت الجملة"),
            ("decision", decision),
        ];
        let fields: Vec<_> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        console.form("/review", &[("cookie", &cookie)], &fields)
    };
    assert_eq!(form("accept", &claim, "a\r\nset-cookie: stolen=1", "").status, 400, "a name has no lines");
    let made = form("accept", &claim, "محرر; الليل=1", "");
    assert_eq!(made.status, 303, "{}", made.text());
    assert!(made.header("set-cookie").starts_with("marsad-author=%"), "{:?}", made.head);
    let number = made.header("location").split("last=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let undone = form("revoke", "x\r\nset-cookie: stolen=1", "محرر", &number);
    assert_eq!((undone.status, undone.header("location")), (303, "/review?claim=x%0D%0Aset-cookie%3A+stolen%3D1"));
    assert!(!undone.cookies().contains_key("stolen"));
}

#[test]
fn no_address_leads_to_a_file() {
    let (dir, console) = served("serve-paths", 4);
    dir.file("secret.txt", "THE-SECRET");
    let ups = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e%252f", "....//", "./../", "chunks/../../"];
    for up in ups {
        for target in ["etc/passwd", "secret.txt", "news.marsad", "Cargo.toml", "package.json", "style/base.css"] {
            for depth in [1, 3, 9] {
                for prefix in ["/assets/", "/assets/chunks/", "/", "/articles/", "/api/v1/articles/"] {
                    let path = format!("{prefix}{}{target}", up.repeat(depth));
                    let answer = console.get(&path);
                    assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
                    let text = answer.text();
                    assert!(!text.contains("root:") && !text.contains("THE-SECRET") && !text.contains("SQLite format"), "{path}");
                }
            }
        }
    }
    for path in [
        "/assets//etc/passwd",
        "/assets//etc/mtab",
        "/assets/%2fetc%2fmtab",
        "/assets/.",
        "/assets/..",
        "/assets/style.css/..",
        "/assets/shell.js%00.css",
        "/assets/C:/x",
    ] {
        assert!([400, 404].contains(&console.get(path).status), "{path}");
    }
}

/// Questions that mean something to SQLite, its full-text index or the query language, and what is too much of anything.
fn questions() -> Vec<String> {
    let mut all: Vec<String> = [
        "'",
        "''",
        "\"",
        "\"\"",
        "'; DROP TABLE articles; --",
        "\" OR 1=1 --",
        "') OR ('1'='1",
        "1 UNION SELECT sql FROM sqlite_schema",
        "articles*",
        "NEAR(a b, 3)",
        "a AND",
        "OR",
        "NOT",
        "title_lemmas : x",
        "{title_forms forms} : x",
        "-",
        "-:",
        ":",
        "=",
        "=\"",
        "a:b",
        "actor:",
        "actor:'",
        "actor:iran,",
        "-actor:iran",
        "actor:\"",
        "from:",
        "from:0000-00-00",
        "from:9999-99-99",
        "from:-9999",
        "from:99999999999999999999",
        "from:2024-02-31",
        "from:2024 to:2023",
        "type:x'y",
        "outlet:%",
        "outlet:_",
        "outlet:\"a\" OR 1",
        "in:\u{0}",
        "\u{0}",
        "a\u{0}b",
        "\u{202e}",
        "«",
        "»",
        "“",
        "((((((((((",
        "^",
        "$",
        "*",
        "a*b",
        "\\",
        "%00",
        "𝕬",
        "\u{feff}",
        "e\u{301}",
        "ﷺ",
        "ـــــ",
        "؟",
        "status:disputed review:coded quad:9 via:zz",
    ]
    .map(str::to_owned)
    .into();
    all.extend([
        "(".repeat(1_999),
        "\"".repeat(1_999),
        "-".repeat(1_999),
        "ا".repeat(2_000),
        "ا ".repeat(1_000),
        "=ا ".repeat(660),
        "actor:ISR ".repeat(200),
        "-actor:ISR ".repeat(180),
    ]);
    all.extend(["ا".repeat(2_001), "x".repeat(7_000), format!("actor:{}", "ISR,".repeat(450)), format!("\"{}\"", "قصف ".repeat(480))]);
    all
}

#[test]
fn no_question_breaks_out_of_its_language() {
    let (dir, console) = served("serve-questions", 24);
    for question in questions() {
        let q = encoded(&question);
        for path in [
            "/search?q=",
            "/events?q=",
            "/api/v1/events?q=",
            "/api/v1/claims?q=",
            "/api/v1/articles?q=",
            "/api/v1/facets?q=",
            "/api/v1/timeline?q=",
            "/api/v1/map?q=",
            "/api/v1/who?q=",
            "/api/v1/actors?q=",
            "/api/v1/export?format=jsonl&q=",
        ] {
            let began = Instant::now();
            let answer = console.get(&format!("{path}{q}"));
            assert!([200, 400, 404, 414].contains(&answer.status), "{path}{question:?}: {} {}", answer.status, answer.text());
            assert!(began.elapsed() < Duration::from_secs(10), "{path}{question:?} took {:?}", began.elapsed());
            if answer.status != 200 && path.starts_with("/api/") {
                answer.expect_problem(answer.status);
            }
            let text = answer.text();
            assert!(
                !["SQLITE", "syntax error", "no such column", "fts5", "unrecognized token"].iter().any(|words| text.contains(words)),
                "{path}{question:?}: {text}"
            );
        }
    }
    for (much, question) in [("filters", "actor:ISR ".repeat(21)), ("values", format!("actor:{}", "ISR,".repeat(61)))] {
        let problem = console.get(&format!("/api/v1/events?q={}", encoded(&question))).expect_problem(400);
        assert!(problem["detail"].as_str().unwrap().contains("at most 20 filters with 60 values"), "{much}: {problem}");
    }
    let n: i64 =
        Connection::open(dir.path("news.marsad")).unwrap().query_row("SELECT count(*) FROM articles", [], |row| row.get(0)).unwrap();
    assert_eq!(n, 24);
}

#[test]
fn no_parameter_breaks_what_it_is_for() {
    let (_dir, console) = served("serve-parameters", 24);
    let odd = [
        "",
        "-1",
        "0",
        "1",
        "501",
        "1e9",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "NaN",
        "null",
        "'",
        "%00",
        "%FF",
        "2024",
        "2024-02-30",
        "-9999-01-01",
        "9999-12-31",
        "0001-01-01",
        "..",
        ".1",
        "2024-11-10.x",
        "%D9%A1",
    ];
    let names = [
        "events?limit",
        "events?after",
        "claims?after",
        "articles?after",
        "articles?limit",
        "timeline?step",
        "timeline?q=from:0001%20to:9999&step",
        "dyads?from",
        "dyads?to",
        "dyads?limit",
        "dyads/ISR/LBN?from",
        "dyads/ISR/LBN?step",
        "dyads/ISR/LBN?step=day&to=9999-12-31&from",
        "network?hops",
        "network?least",
        "network?ego=ISR&from",
        "network?ego=ISR&to",
        "network?ego=ISR&hops=2&least",
        "actors/ISR?on",
        "actors/ISR/statements?after",
        "who?q=x&on",
        "review?skip",
        "review?limit",
        "export?format=csv&quote_words",
        "export?format=csv&status",
        "export?format",
        "events/1?x",
    ];
    for name in names {
        for value in odd {
            let path = format!("/api/v1/{name}={value}");
            let answer = console.get(&path);
            assert!([200, 400, 404].contains(&answer.status), "{path}: {} {}", answer.status, answer.text());
            if answer.status != 200 {
                answer.expect_problem(answer.status);
            }
            let page = format!("/{name}={value}");
            let answer = console.get(&page);
            assert!([200, 400, 404].contains(&answer.status), "{page}: {} {}", answer.status, answer.text());
        }
    }
}
