//! Who may read and decide: with which token, from which page, under which name.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Answer, Console, observatory, served};

/// A decision about the first claim.
fn decision(console: &Console) -> Value {
    let claims = console.json("/api/v1/claims?limit=1");
    json!({"action": "accept", "claim": claims["claims"][0]["claim"]["id"], "author": "محررة الليل", "reason": "قرأت الجملة"})
}

/// The cookie of a session, and the secret of its forms.
pub fn session(console: &Console) -> (String, String) {
    let entered = console.form("/enter", &[], &[("token", &console.token)]);
    assert_eq!((entered.status, entered.header("location")), (303, "/"));
    let cookie = entered.cookies()["marsad-session"].clone();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/") && cookie.contains("Max-Age="),
        "{cookie}"
    );
    let cookie = format!("marsad-session={}", cookie.split(';').next().unwrap());
    let page = console.ask("GET", "/review", &[("cookie", &cookie)], "").text();
    let csrf =
        page.split("name=\"csrf\" content=\"").nth(1).expect("a page of a session has its secret").split('"').next().unwrap().to_owned();
    (cookie, csrf)
}

#[test]
fn deciding_takes_the_token() {
    let (_dir, console) = served("serve-token", 8);
    let new = decision(&console);
    let decide = |head: &[(&str, &str)]| console.post("/api/v1/decisions", head, &new);
    assert_eq!(decide(&[]).expect_problem(401)["type"], "not-allowed");
    let bearer = format!("Bearer {}", console.token);
    for wrong in ["Bearer ", "Bearer x", "Basic YTpi", "bearer", &bearer.replace("Bearer", "bearer"), &bearer[..bearer.len() - 1]] {
        if console.ask("GET", "/api/v1/events", &[("authorization", wrong)], "").status == 429 {
            break;
        }
        decide(&[("authorization", wrong)]).expect_problem(401);
        if wrong.len() > 8 {
            break;
        }
    }
    // Others, and those with a session, are not kept out by who guesses without a name.
    let (_other, made) = served("serve-token-right", 8);
    let bearer = format!("Bearer {}", made.token);
    let answer = made.post("/api/v1/decisions", &[("authorization", &bearer)], &decision(&made));
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(answer.json()["decision"], 1);
}

#[test]
fn guessing_is_slowed() {
    let (_dir, console) = served("serve-guess", 8);
    let (cookie, csrf) = session(&console);
    let mut statuses = Vec::new();
    for at in 0..8 {
        statuses.push(console.ask("GET", "/api/v1/events", &[("authorization", &format!("Bearer {at:048}"))], "").status);
    }
    assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429, 429]);
    let bearer = format!("Bearer {}", console.token);
    let refused = console.ask("GET", "/api/v1/events", &[("authorization", &bearer)], "");
    refused.expect_problem(429);
    assert_eq!(refused.header("retry-after"), "60");
    assert_eq!(console.form("/enter", &[], &[("token", "0000000000000000")]).status, 429, "the form and the head are counted together");
    // Who has a session works on, and reading is as open as before.
    assert_eq!(console.get("/api/v1/events").status, 200);
    let answer = console.post("/api/v1/decisions", &[("cookie", &cookie), ("x-csrf-token", &csrf)], &decision(&console));
    assert_eq!(answer.status, 201, "{}", answer.text());
}

#[test]
fn tokens_are_compared_in_constant_time() {
    let code = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/serve/access.rs")).unwrap();
    let code = code.split("mod tests").next().unwrap();
    assert_eq!(code.matches(".ct_eq(").count(), 2, "the token, and the secret of a form");
    for plain in ["== self.token", "self.token ==", "== csrf", "csrf ==", "== token", "token =="] {
        assert!(!code.contains(plain), "{plain}");
    }
}

#[test]
fn a_foreign_page_decides_nothing() {
    let (_dir, console) = served("serve-foreign", 8);
    let (cookie, csrf) = session(&console);
    let new = decision(&console);
    let own = format!("http://{}", console.address);
    let mine = ("cookie", cookie.as_str());
    let decide = |head: &[(&str, &str)]| console.post("/api/v1/decisions", head, &new);
    for (why, head) in [
        ("no secret", vec![mine]),
        ("an empty one", vec![mine, ("x-csrf-token", "")]),
        ("another's", vec![mine, ("x-csrf-token", &"0".repeat(64))]),
        ("another site", vec![mine, ("x-csrf-token", &csrf), ("origin", "https://evil.example")]),
        ("no site", vec![mine, ("x-csrf-token", &csrf), ("origin", "null")]),
        ("another port", vec![mine, ("x-csrf-token", &csrf), ("origin", "http://127.0.0.1:1")]),
        ("another site, as the browser says", vec![mine, ("x-csrf-token", &csrf), ("sec-fetch-site", "cross-site")]),
        ("another name of the site", vec![mine, ("x-csrf-token", &csrf), ("sec-fetch-site", "same-site")]),
    ] {
        assert_eq!(decide(&head).expect_problem(403)["type"], "not-allowed", "{why}");
    }
    let fields = |csrf: &'static str| {
        [("csrf", csrf), ("action", "accept"), ("claim", new["claim"].as_str().unwrap()), ("author", "أ"), ("reason", "ب")]
    };
    assert_eq!(console.form("/review", &[mine], &fields("")).status, 403);
    assert_eq!(console.form("/review", &[mine], &fields("0000")).status, 403);
    assert_eq!(console.form("/leave", &[mine], &[("csrf", "0000")]).status, 403, "nobody else ends a session");
    // A form of another site is of another type, and cannot be made into JSON.
    let plain =
        console.ask("POST", "/api/v1/decisions", &[mine, ("x-csrf-token", &csrf), ("content-type", "text/plain")], &new.to_string());
    assert_eq!(plain.status, 400, "{}", plain.text());
    assert_eq!(console.json("/api/v1/decisions")["decisions"], json!([]));
    let answer = decide(&[mine, ("x-csrf-token", &csrf), ("origin", &own), ("sec-fetch-site", "same-origin")]);
    assert_eq!(answer.status, 201, "{}", answer.text());
}

#[test]
fn leaving_ends_the_session() {
    let (_dir, console) = served("serve-leave", 8);
    let (cookie, csrf) = session(&console);
    let (other, _) = session(&console);
    let left = console.form("/leave", &[("cookie", &cookie)], &[("csrf", &csrf)]);
    assert_eq!(left.status, 303);
    assert!(left.cookies()["marsad-session"].contains("Max-Age=0"));
    let again = console.post("/api/v1/decisions", &[("cookie", &cookie), ("x-csrf-token", &csrf)], &decision(&console));
    again.expect_problem(401);
    assert!(console.ask("GET", "/review", &[("cookie", &other)], "").text().contains("<meta name=\"csrf\""), "another session goes on");
    for guessed in ["marsad-session=", "marsad-session=0", "marsad-session=../../x", &format!("marsad-session={}", "0".repeat(48))] {
        assert!(!console.ask("GET", "/review", &[("cookie", guessed)], "").text().contains("<meta name=\"csrf\""));
    }
}

#[test]
fn only_names_of_this_server_are_answered() {
    let (dir, console) = served("serve-names", 4);
    let port = console.address.port();
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "[::2]",
        "",
        "127.0.0.1@evil.example",
        "0x7f.1",
    ] {
        let answer = console.ask("GET", "/api/v1/events", &[("host", host)], "");
        assert!([400, 403].contains(&answer.status), "{host:?}: {}", answer.status);
        assert!(!answer.text().contains("\"events\""));
    }
    for host in ["localhost", &format!("localhost:{port}"), &format!("LOCALHOST:{port}"), "127.0.0.1", &format!("[::1]:{port}")] {
        assert_eq!(console.ask("GET", "/api/v1/events", &[("host", host)], "").status, 200, "{host:?}");
    }
    assert_eq!(console.raw(b"GET /api/v1/events HTTP/1.0\r\n\r\n").status, 403, "who names nobody");
    let named = Console::start(&dir, &["--host", "news.example.org"]);
    assert_eq!(named.ask("GET", "/", &[("host", "news.example.org")], "").status, 200);
    assert_eq!(named.ask("GET", "/", &[("host", "other.example.org")], "").status, 403);
}

#[test]
fn an_address_of_others_takes_a_token() {
    let dir = observatory("serve-open", 8);
    let refused = dir.run(&["serve", "news.marsad", "--listen", "0.0.0.0:0"]);
    refused.expect(2, &["0.0.0.0:0 can be reached by others", "--token-file", "--public-read"]);
    dir.run(&["serve", "news.marsad", "--token", "short"]).expect(2, &["too easy to guess"]);
    dir.run(&["serve", "news.marsad", "--token-file", "nowhere"]).expect(2, &["nowhere"]);
    let open = Console::start(&dir, &["--listen", "0.0.0.0:0", "--public-read"]);
    assert_eq!((open.get("/").status, open.get("/api/v1/events").status), (200, 200));
    open.post("/api/v1/decisions", &[], &decision(&open)).expect_problem(401);
    let fields = [("csrf", ""), ("action", "accept"), ("claim", "x"), ("author", "أ"), ("reason", "ب")];
    assert_eq!(open.form("/review", &[], &fields).status, 401);
    // With a token and nothing else, it is asked for everywhere but at the door.
    dir.file("token", "a token of thirty-two letters ...\n");
    let closed = Console::start(&dir, &["--listen", "0.0.0.0:0", "--token-file", "token"]);
    for path in ["/api/v1/events", "/api/v1/openapi.json", "/api/v1/export?format=csv"] {
        closed.get(path).expect_problem(401);
    }
    for path in ["/", "/events", "/metrics", "/nowhere"] {
        let answer = closed.get(path);
        assert_eq!((answer.status, answer.header("location")), (303, "/enter"), "{path}");
    }
    assert_eq!((closed.get("/enter").status, closed.get("/assets/style.css").status), (200, 200));
    assert!(!closed.get("/enter").text().contains("class=\"count"), "the door tells nothing of the archive");
    let bearer = ("authorization", "Bearer a token of thirty-two letters ...");
    assert_eq!(closed.ask("GET", "/api/v1/events", &[bearer], "").status, 200);
    assert_eq!(closed.ask("GET", "/metrics", &[bearer], "").status, 200);
}

#[test]
fn every_answer_tells_browsers_what_they_may_not_do() {
    let (_dir, console) = served("serve-heads", 8);
    let head = |answer: &Answer, path: &str| {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{path}: {policy}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(!answer.head.iter().any(|(name, _)| name.starts_with("access-control-")), "{path}: {:?}", answer.head);
        assert!(answer.header("server").is_empty(), "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
    };
    for path in [
        "/",
        "/events",
        "/nowhere",
        "/events/nowhere",
        "/assets/style.css",
        "/assets/nowhere.js",
        "/metrics",
        "/enter",
        "/api/v1/events",
        "/api/v1/nowhere",
        "/api/v1/openapi.json",
        "/api/v1/export?format=csv",
        "/api/v1/events?limit=0",
    ] {
        let foreign = [("origin", "https://evil.example"), ("access-control-request-method", "POST")];
        head(&console.ask("GET", path, &foreign, ""), path);
        head(&console.ask("OPTIONS", path, &foreign, ""), path);
    }
    head(&console.ask("GET", "/", &[("host", "evil.example")], ""), "a foreign name");
    head(&console.post("/api/v1/decisions", &[], &json!({})), "a refusal");
    head(&console.get(&format!("/api/v1/events?q={}", "x".repeat(9_000))), "a long address");
    let began = Instant::now();
    assert_eq!(
        console
            .ask("OPTIONS", "/api/v1/decisions", &[("origin", "https://evil.example"), ("access-control-request-method", "POST")], "")
            .status,
        403
    );
    assert!(began.elapsed() < Duration::from_secs(5));
}
