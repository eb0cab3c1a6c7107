//! Who is slow, large or many keeps nobody out.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::client::Console;
use super::{Answer, served};

/// That others are answered meanwhile.
#[track_caller]
fn expect_answers(console: &Console) {
    let began = Instant::now();
    assert_eq!(console.get("/api/v1/events?limit=1").status, 200);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn what_is_too_large_is_refused_in_words() {
    let (_dir, console) = served("serve-large", 4);
    let json = ("content-type", "application/json");
    // Told beforehand: refused before anything of it is read.
    let told = console.raw(format!("POST /api/v1/decisions HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: 900000000\r\nconnection: close\r\n\r\n", console.address).as_bytes());
    told.expect_problem(413);
    let large = "x".repeat(70_000);
    console.ask("POST", "/api/v1/decisions", &[json], &large).expect_problem(413);
    assert_eq!(console.form("/review", &[], &[("csrf", &large)]).status, 413);
    assert_eq!(console.form("/enter", &[], &[("token", &large)]).status, 413);
    // Not told: counted while it comes.
    let bearer = format!("Bearer {}", console.token);
    let mut request = format!(
        "POST /api/v1/decisions HTTP/1.1\r\nhost: {}\r\nauthorization: {bearer}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n",
        console.address
    );
    for _ in 0..9 {
        request += &format!("2710\r\n{}\r\n", "x".repeat(10_000));
    }
    console.raw(format!("{request}0\r\n\r\n").as_bytes()).expect_problem(413);
    // An address: in words while it is read, by its status alone where it is longer than anything that is read.
    console.get(&format!("/api/v1/events?q={}", "x".repeat(9_000))).expect_problem(414);
    assert_eq!(console.get(&format!("/search?q={}", "x".repeat(9_000))).status, 414);
    assert!([400, 414, 431].contains(&console.get(&format!("/{}", "x".repeat(70_000))).status));
    let many: Vec<(String, String)> = (0..300).map(|at| (format!("x-{at}"), "y".repeat(100))).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(console.ask("GET", "/", &many, "").status, 431);
    expect_answers(&console);
}

#[test]
fn what_is_no_http_is_refused() {
    let (_dir, console) = served("serve-nonsense", 4);
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost : x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let answer = console.raw(bytes);
        assert!([0, 400, 403, 404, 405, 505].contains(&answer.status), "{bytes:?}: {answer:?}");
    }
    // Two lengths, or a length and pieces, are how one request hides in another.
    let host = console.address;
    for head in [
        "content-length: 5\r\ncontent-length: 6",
        "content-length: 5\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked, identity",
    ] {
        let answer = console.raw(format!("POST /api/v1/decisions HTTP/1.1\r\nhost: {host}\r\n{head}\r\nconnection: close\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nhost: {host}\r\n\r\n").as_bytes());
        assert!([0, 400, 401].contains(&answer.status), "{head}: {answer:?}");
        assert!(!answer.text().contains("marsad_http_requests"), "{head}: a request within a request was answered");
    }
    for method in ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "QUERY", "AAAAAAA"] {
        assert_eq!(console.ask(method, "/api/v1/events", &[], "").status, 405, "{method}");
    }
    let counted = console.get("/metrics").text();
    assert!(!counted.contains("AAAAAAA"), "whoever invents methods grows what is counted");
    expect_answers(&console);
}

#[test]
fn slow_heads_and_bodies_end_in_time() {
    let (_dir, console) = served("serve-slow", 4);
    let mut heads: Vec<_> = (0..40).map(|_| console.connect()).collect();
    for stream in &mut heads {
        stream.write_all(b"GET / HTTP/1.1\r\nhost: ").unwrap();
    }
    let mut silent: Vec<_> = (0..40).map(|_| console.connect()).collect();
    let mut bodies: Vec<_> = (0..40).map(|_| console.connect()).collect();
    for stream in &mut bodies {
        let head = format!(
            "POST /enter HTTP/1.1\r\nhost: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\ntok",
            console.address
        );
        stream.write_all(head.as_bytes()).unwrap();
    }
    expect_answers(&console);
    let began = Instant::now();
    for stream in heads.iter_mut().chain(&mut silent) {
        let answer = Answer::read(stream);
        assert!([0, 408].contains(&answer.status), "{answer:?}");
    }
    assert!(began.elapsed() < Duration::from_secs(25), "heads: {:?}", began.elapsed());
    for stream in &mut bodies {
        let answer = Answer::read(stream);
        assert!([0, 400, 408, 503].contains(&answer.status), "{answer:?}");
    }
    assert!(began.elapsed() < Duration::from_secs(45), "bodies: {:?}", began.elapsed());
    expect_answers(&console);
}

#[test]
fn many_connections_keep_nobody_out_for_long() {
    let (_dir, console) = served("serve-many", 4);
    let streams: Vec<_> = (0..1_100).filter_map(|_| std::net::TcpStream::connect(console.address).ok()).collect();
    assert!(streams.len() > 500);
    drop(streams);
    std::thread::sleep(Duration::from_millis(300));
    expect_answers(&console);
}

#[test]
fn a_reader_who_takes_nothing_of_an_export_is_left() {
    let (_dir, console) = served("serve-takes-nothing", 400);
    let ask = |console: &Console| {
        let mut stream = console.connect();
        stream.write_all(format!("GET /api/v1/export?format=jsonl HTTP/1.1\r\nhost: {}\r\n\r\n", console.address).as_bytes()).unwrap();
        stream
    };
    // Readers who go: their places are free at once, many times over.
    for _ in 0..12 {
        let mut stream = ask(&console);
        let mut first = [0; 200];
        let n = stream.read(&mut first).unwrap();
        assert!(first[..n].starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&first[..n]));
        drop(stream);
        std::thread::sleep(Duration::from_millis(150));
    }
    let whole = console.get("/api/v1/export?format=jsonl");
    assert_eq!(whole.status, 200);
    expect_answers(&console);
}
