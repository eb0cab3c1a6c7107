//! What escalates is told: rules by the API, by forms, by the terminal, and the feed of what fired.

use serde_json::json;

use super::access::session;
use super::client::encoded;
use super::{Console, Dir, line};

const VISIT: &str = "وصل وزير الخارجية الإيراني إلى بغداد في زيارة رسمية التقى خلالها رئيس الوزراء العراقي.";
const STRIKE: &str = "قصفت طائرات إيرانية مواقع في مدينة أربيل شمال العراق، ما أدى إلى مقتل ثلاثة أشخاص بحسب وزارة الدفاع العراقية.";

fn day(at: i64) -> String {
    let first: jiff::civil::Date = "2024-09-02".parse().unwrap();
    first.checked_add(jiff::Span::new().days(at)).unwrap().to_string()
}

/// Twelve weeks: visits of Iran in Iraq, and in the last two weeks strikes.
fn escalating(test: &str) -> Dir {
    let dir = Dir::new(test);
    let quiet = |at: i64| line(&format!("q{at}"), "صحيفة النهر", &day(at), &format!("بلغت درجة الحرارة في العاصمة {} درجة.", 20 + at % 15));
    let mut news: String = (0..84).map(quiet).collect();
    for at in [10, 24, 38, 52] {
        news += &line(&format!("v{at}"), "صحيفة النهر", &day(at), VISIT);
    }
    for at in [71, 74, 77, 80] {
        news += &line(&format!("s{at}"), "صحيفة النهر", &day(at), STRIKE);
    }
    dir.file("news.jsonl", news);
    dir.run(&["ingest", "news.marsad", "news.jsonl"]).expect(0, &[]);
    dir
}

fn made(console: &Console) -> i64 {
    let bearer = format!("Bearer {}", console.token);
    let rule = json!({"action": "add", "query": "source:iran  target:iraq", "baseline_days": 56});
    let answer = console.post("/api/v1/alerts", &[("authorization", &bearer)], &rule);
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["alert"].as_i64().unwrap()
}

#[test]
fn a_rule_is_made_fires_and_is_muted() {
    let dir = escalating("serve-alerts");
    let console = Console::start(&dir, &[]);
    assert_eq!(console.json("/api/v1/alerts")["alerts"], json!([]));
    console.post("/api/v1/alerts", &[], &json!({"action": "add", "query": "actor:iran"})).expect_problem(401);
    let alert = made(&console);
    assert_eq!(made(&console), alert, "an equal rule is the same");
    let told = console.json("/api/v1/alerts");
    let rule = &told["alerts"][0];
    assert_eq!((&told["as_of"], &rule["state"], &rule["query"]), (&json!(day(83)), &json!("fires"), &json!("source:iran target:iraq")));
    assert_eq!((&rule["pair"][0]["id"], &rule["pair"][1]["name"]["en"]), (&json!("IRN"), &json!("Iraq")));
    let firing = &rule["firings"][0];
    assert_eq!((&firing["from"], &firing["holds"], &firing["told"]), (&json!(day(77)), &json!(true), &json!(true)));
    assert_eq!((&firing["first"]["n_events"], &firing["first"]["n_before"]), (&json!(3), &json!(4)));
    assert!(firing["first"]["change"]["high"].as_f64().unwrap() < 0.0);
    assert_eq!(firing["first"]["events"].as_array().unwrap().len(), 3);
    assert_eq!(console.json("/api/v1/overview")["alerts"][0]["alert"], json!(alert));
    for path in ["/", "/alerts", "/alerts?lang=ar"] {
        assert!(console.get(path).text().contains(&format!("/alerts#a{alert}")) || path != "/", "{path}");
        assert!(console.get(path).text().contains("<span class=\"count count-alert num\">1</span>"), "{path}: the navigation counts it");
    }
    let bearer = format!("Bearer {}", console.token);
    let act = |body: serde_json::Value| console.post("/api/v1/alerts", &[("authorization", &bearer)], &body);
    assert_eq!(act(json!({"action": "mute", "alert": alert, "until": day(83)})).status, 201);
    assert_eq!(console.json("/api/v1/overview")["alerts"], json!([]));
    let told = console.json("/api/v1/alerts");
    assert_eq!((&told["alerts"][0]["muted"], &told["alerts"][0]["firings"][0]["told"]), (&json!(true), &json!(false)));
    assert_eq!(act(json!({"action": "unmute", "alert": alert})).status, 201);
    // The archive is coded again: the rule is still there, and tells the same.
    dir.run(&["recode", "news.marsad", "--all"]).expect(0, &[]);
    assert_eq!(console.json("/api/v1/alerts")["alerts"][0]["firings"], rule["firings"]);
    let list = dir.run(&["alerts", "news.marsad", "list"]);
    list.expect(0, &[]);
    for told in ["source:iran target:iraq", "  fires on 2024-11-24", "ASSAULT/aerial"] {
        assert!(list.stdout.contains(told), "{}", list.stdout);
    }
    assert_eq!(act(json!({"action": "remove", "alert": alert})).status, 201);
    dir.run(&["alerts", "news.marsad", "list"]).expect(1, &["there is no rule"]);
}

#[test]
fn what_fired_is_a_feed() {
    let dir = escalating("serve-alerts-feed");
    let console = Console::start(&dir, &[]);
    let alert = made(&console);
    let id = |feed: &str| feed.split("<id>").nth(2).map(|rest| rest.split('<').next().unwrap().to_owned());
    let [english, arabic] = ["en", "ar"].map(|lang| console.get(&format!("/alerts.atom?lang={lang}")));
    assert_eq!(english.header("content-type"), "application/atom+xml; charset=utf-8");
    let (english, arabic) = (english.text(), arabic.text());
    assert_eq!((english.matches("<entry>").count(), id(&english)), (1, id(&arabic)), "an entry is the same in both languages");
    assert!(english.contains("Iran towards Iraq") && arabic.contains("إيران إلى العراق"), "{arabic}");
    assert!(english.contains(&format!("<updated>{}T00:00:00Z</updated>", day(77))));
    assert_eq!(english.matches("/events/").count(), 3, "the events that it rests on");
    let bearer = format!("Bearer {}", console.token);
    console.post("/api/v1/alerts", &[("authorization", &bearer)], &json!({"action": "mute", "alert": alert, "until": day(84)}));
    assert_eq!(console.get("/alerts.atom").text().matches("<entry>").count(), 0);
}

#[test]
fn forms_make_rules_and_what_is_no_rule_is_refused() {
    let dir = escalating("serve-alerts-forms");
    let console = Console::start(&dir, &[]);
    let (cookie, csrf) = session(&console);
    let mine = [("cookie", cookie.as_str())];
    let form = |csrf: &str, q: &str, points: &str| {
        let fields = [
            ("csrf", csrf),
            ("action", "add"),
            ("q", q),
            ("window", "14"),
            ("baseline", "56"),
            ("towards", "conflict"),
            ("points", points),
        ];
        console.form("/alerts", &mine, &fields)
    };
    assert_eq!(form("", "source:iran target:iraq", "2").status, 403);
    let answer = form(&csrf, "source:iran target:iraq", "2");
    assert_eq!((answer.status, answer.header("location")), (303, "/alerts#a1"));
    // Nothing of a query runs, wherever it is shown.
    let hostile = format!("actor:iran -outlet:\"{}\"", "</summary><script>alert(1)</script>");
    let answer = form(&csrf, &hostile, "2");
    if answer.status == 303 {
        for path in ["/alerts", "/", "/alerts.atom"] {
            assert!(!console.get(path).text().contains("<script>alert"), "{path}");
        }
    } else {
        assert_eq!(answer.status, 400);
    }
    for (q, points) in
        [("", "2"), ("حرارة", "2"), ("actor:iran from:2024", "2"), ("actor:nobody-known", "2"), ("actor:iran", "100"), ("actor:iran", "x")]
    {
        assert_eq!(form(&csrf, q, points).status, 400, "{q} {points}");
    }
    let bearer = format!("Bearer {}", console.token);
    for wrong in [
        json!({"action": "shout"}),
        json!({"action": "mute", "alert": 1}),
        json!({"action": "mute", "alert": 1, "until": "spring"}),
        json!({"action": "mute", "alert": 99, "until": "2024-12-31"}),
        json!({"action": "remove"}),
        json!({"action": "add", "query": "actor:iran", "window_days": 0}),
        json!({"action": "add", "query": "actor:iran", "towards": "war"}),
        json!({"action": "add", "query": "a\u{0}b"}),
        json!({"action": "add", "query": "x".repeat(3000)}),
        json!({"action": "add", "query": "actor:iran", "colour": "red"}),
    ] {
        console.post("/api/v1/alerts", &[("authorization", &bearer)], &wrong).expect_problem(400);
    }
    assert_eq!(console.get(&format!("/events?q={}", encoded("source:iran target:iraq"))).status, 200);
}
