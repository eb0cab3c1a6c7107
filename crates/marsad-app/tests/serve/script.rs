//! What articles and feeds bring never runs: it is text on every page, in every field.

use dom_query::Document;
use rusqlite::Connection;
use serde_json::json;

use super::client::encoded;
use super::{Answer, Console, Dir, RAID};

/// Ways out of text, of a value in quotes, of a script; letters that turn a line around.
const NASTY: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "</script></textarea></title><svg onload=alert(1)>",
    "\u{202e}\u{2066}cod.exe\u{2069}",
    "{{ 7*7 }} ${7*7} <%= 7*7 %> &lt;b&gt;",
];

/// What of a page a browser would run or open: nothing but what the console itself put there.
#[track_caller]
fn expect_harmless(path: &str, answer: &Answer) {
    assert!(answer.status != 0 && answer.status < 500, "{path}: {} {}", answer.status, answer.text());
    assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
    if !answer.header("content-type").starts_with("text/html") {
        return;
    }
    let html = answer.text();
    for piece in ["<script>alert", "<img", "<svg onload", "onerror=alert(1)>", "javascript:alert"] {
        let shown = html.replace("&#60;", "<").replace("&#62;", ">");
        assert!(!html.contains(piece) || piece.starts_with("onerror") || piece.starts_with("javascript"), "{path}: {piece} in {shown}");
    }
    let page = Document::from(html.as_str());
    for node in page.select("*").nodes() {
        let name = node.node_name().unwrap_or_default();
        for attribute in node.attrs() {
            let (key, value) = (attribute.name.local.to_string(), attribute.value.trim().to_ascii_lowercase());
            assert!(!key.starts_with("on") && key != "style" && key != "srcdoc", "{path}: <{name} {key}=…>");
            if ["href", "src", "action", "formaction", "data-href", "data-src"].contains(&key.as_str()) {
                let is_own = value.starts_with('#')
                    || value.starts_with('?')
                    || value == "data:,"
                    || value.starts_with('/') && !value.starts_with("//");
                let is_original = name.as_ref() == "a" && ["http://", "https://"].iter().any(|scheme| value.starts_with(scheme));
                assert!(is_own || is_original, "{path}: <{name} {key}={value}>");
            }
        }
        match name.as_ref() {
            "script" => {
                let is_data = node.attr("type").is_some_and(|kind| kind.as_ref() == "application/json");
                assert!(is_data || node.attr("src").is_some_and(|src| src.starts_with("/assets/")), "{path}: a script of its own");
            }
            "iframe" | "object" | "embed" | "base" | "img" => panic!("{path}: <{name}>"),
            _ => {}
        }
    }
}

/// An observatory in which every field that an article or a feed fills means no good.
fn hostile(dir: &Dir) -> Vec<String> {
    let mut lines = String::new();
    let mut ids = Vec::new();
    for (at, nasty) in NASTY.iter().enumerate() {
        let id = format!("n{at}{nasty}");
        let urls = [
            "javascript:alert(1)",
            " java\tscript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "https://e.example/\"><script>alert(1)</script>",
        ];
        let article = json!({
            "id": id, "url": format!("{}{at}", urls[at % urls.len()]), "outlet": format!("صحيفة {nasty}"), "published": "2024-11-10",
            "title": format!("خبر {nasty}"), "body": format!("{RAID} {nasty}\nوقال {nasty} إن القصف مستمر."),
        });
        lines += &format!("{article}\n");
        ids.push(id);
    }
    // Dates and languages that are none, and text where numbers belong.
    let odd = json!({"id": "odd", "published": NASTY[0], "language": NASTY[1], "outlet": NASTY[2], "title": NASTY[3], "body": RAID});
    dir.file("news.jsonl", format!("{lines}{odd}\n"));
    let run = dir.run(&["ingest", "news.marsad", "news.jsonl"]);
    assert!(run.status == 0, "{}", run.stderr);
    dir.run(&["feeds", "news.marsad", "add", "https://feed.example/rss"]).expect(0, &[]);
    let db = Connection::open(dir.path("news.marsad")).unwrap();
    db.execute("UPDATE feeds SET title = ?1, site = 'javascript:alert(1)', outlet = ?2", [NASTY[0], NASTY[1]]).unwrap();
    // What a server is said to have answered is text of others too.
    db.execute(
        "INSERT INTO fetches (feed, url, at, outcome, status, bytes, n_items, n_new, n_changed, n_undated, n_empty, message) SELECT feed, url, '2024-11-10T00:00:00Z', 'failed', 500, 0, 0, 0, 0, 0, 0, ?1 FROM feeds",
        [NASTY[3]],
    )
    .unwrap();
    ids
}

#[test]
fn nothing_of_an_article_or_feed_runs_on_any_page() {
    let dir = Dir::new("serve-script");
    let ids = hostile(&dir);
    let console = Console::start(&dir, &[]);
    let mut pages: Vec<String> = [
        "/",
        "/search",
        "/events",
        "/actors",
        "/dyads",
        "/network?ego=ISR",
        "/map",
        "/timeline",
        "/review",
        "/sources",
        "/exports",
        "/enter",
    ]
    .map(str::to_owned)
    .into();
    pages.extend(["/actors/ISR", "/dyads/ISR/LBN", "/sources/1"].map(str::to_owned));
    pages.extend(ids.iter().chain([&"odd".to_owned()]).map(|id| format!("/articles/{}", encoded(id))));
    let events = console.json("/api/v1/events");
    let events = events["events"].as_array().unwrap();
    assert!(!events.is_empty());
    pages.extend(events.iter().map(|event| format!("/events/{}", event["id"].as_str().unwrap())));
    let claims = console.json("/api/v1/claims");
    pages.extend(
        claims["claims"].as_array().unwrap().iter().map(|claim| format!("/review?claim={}", claim["claim"]["id"].as_str().unwrap())),
    );
    for page in pages {
        for lang in ["ar", "en"] {
            let path = format!("{page}{}lang={lang}", if page.contains('?') { '&' } else { '?' });
            expect_harmless(&path, &console.get(&path));
        }
    }
    // Whatever is in an id, the links of pages lead to it.
    for page in ["/search", "/events"]
        .map(str::to_owned)
        .into_iter()
        .chain(events.iter().map(|event| format!("/events/{}", event["id"].as_str().unwrap())))
    {
        let html = console.get(&page).text();
        let links = html.split("href=\"/articles/").skip(1).map(|rest| rest.split(['"', '#']).next().unwrap());
        for link in links {
            assert_eq!(console.get(&format!("/articles/{link}")).status, 200, "{page}: {link}");
        }
    }
    // The article is there, under its name: what is hostile is shown, not hidden.
    let page = console.get(&format!("/articles/{}", encoded(&ids[0])));
    assert_eq!(page.status, 200);
    assert!(page.text().contains("&#60;script&#62;alert(1)"), "{}", page.text());
}

#[test]
fn nothing_of_an_address_runs_on_any_page() {
    let dir = Dir::new("serve-script-address");
    hostile(&dir);
    let console = Console::start(&dir, &[]);
    for nasty in NASTY.iter().chain(&["javascript:alert(1)", "//evil.example/", "https://evil.example/"]) {
        let nasty = encoded(nasty);
        for page in [
            "search?q",
            "events?q",
            "actors?q",
            "map?q",
            "timeline?q",
            "exports?q",
            "network?ego",
            "review?claim",
            "events?after",
            "actors/ISR?on",
            "enter?token",
        ] {
            for quote in ["", "%22"] {
                let path = format!("/{page}={quote}{nasty}{quote}");
                expect_harmless(&path, &console.get(&path));
            }
        }
        for page in ["", "events/", "articles/", "actors/", "dyads/ISR/", "sources/", "assets/"] {
            let path = format!("/{page}{nasty}");
            expect_harmless(&path, &console.get(&path));
        }
    }
    // Links of a page stay on this server, whatever its address looks like.
    for path in ["//evil.example/x", "///evil.example", "/\\evil.example/x", "//evil.example/%2e%2e?q=1"] {
        expect_harmless(path, &console.get(path));
    }
}

#[test]
fn the_api_is_json_whatever_it_tells() {
    let dir = Dir::new("serve-script-api");
    let ids = hostile(&dir);
    let console = Console::start(&dir, &[]);
    for path in [
        "/api/v1/overview",
        "/api/v1/articles",
        "/api/v1/events",
        "/api/v1/claims",
        "/api/v1/sources",
        "/api/v1/review",
        "/api/v1/facets",
        "/api/v1/map",
        "/api/v1/decisions",
    ] {
        let answer = console.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type"), answer.header("x-content-type-options")),
            (200, "application/json", "nosniff"),
            "{path}"
        );
        answer.json();
    }
    for id in ids {
        let article = console.json(&format!("/api/v1/articles/{}", encoded(&id)));
        assert_eq!(article["id"], id.as_str());
        console.json(&format!("/api/v1/articles/{}/marks", encoded(&id)));
        let problem = console.get(&format!("/api/v1/events/{}", encoded(&id))).expect_problem(404);
        assert!(problem["detail"].as_str().unwrap().contains(&id));
    }
}
