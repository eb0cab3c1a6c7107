//! Fetches from servers on this machine, here friendly ones; `hostile` has the others. Names lead to them through a lookup of the tests' own, and their address
//! stands for a public one; no test looks at the time.

mod hostile;

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::testing::{Server, Still, say};
use super::*;

const FEED: &str = "<rss><channel><title>x</title></channel></rss>";

/// The loopback address of the servers stands for a public one; all others are judged as ever.
fn stand_in(address: IpAddr) -> bool {
    address == Ipv4Addr::LOCALHOST || address::is_public(address)
}

fn config() -> Config {
    Config { timeout: Duration::from_secs(20), max_bytes: 1 << 20, ..Config::new("editor@marsad.example") }
}

/// Numbers are what they are, and every name leads to this machine.
fn lookup(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    Ok(vec![SocketAddr::new(host.parse().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)), port)])
}

fn fetcher(config: Config, clock: &Arc<Still>) -> Fetcher {
    Fetcher::with(config, Arc::clone(clock) as Arc<dyn Clock>, Arc::new(lookup), stand_in).unwrap()
}

fn url(server: &Server, path: &str) -> String {
    format!("http://news.example:{}{path}", server.address.port())
}

/// One fetch with nothing known.
fn fetch(server: &Server, path: &str) -> Outcome {
    fetcher(config(), &Arc::new(Still::new())).fetch(&url(server, path), None, &mut Hosts::new())
}

/// A server without `robots.txt`, and with `answer` for everything else.
fn server(answer: impl Fn(&str, &mut std::net::TcpStream) -> io::Result<()> + Send + Sync + 'static) -> Server {
    Server::new(move |path, stream| if path == "/robots.txt" { say(stream, "404 No", "", b"") } else { answer(path, stream) })
}

fn document(outcome: Outcome) -> Document {
    match outcome.result {
        Ok(Answer::Document(document)) => document,
        other => panic!("{other:?}"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn it_tells_who_asks_and_asks_only_for_what_has_changed() {
    let server = server(|_, stream| {
        let headers = "ETag: \"a1\"\r\nLast-Modified: Thu, 26 Nov 2026 11:00:00 GMT\r\nContent-Type: application/rss+xml\r\nContent-Encoding: gzip\r\n";
        say(stream, "200 OK", headers, &gzip(FEED.as_bytes()))
    });
    let clock = Arc::new(Still::new());
    let (fetcher, mut hosts, url) = (fetcher(config(), &clock), Hosts::new(), url(&server, "/feed"));
    let first = document(fetcher.fetch(&url, None, &mut hosts));
    assert_eq!(first.bytes, FEED.as_bytes());
    assert_eq!(first.media.as_deref(), Some("application/rss+xml"));
    assert_eq!(clock.slept(), 2, "between robots.txt and the feed");
    assert!(server.header("user-agent").unwrap().ends_with("(+editor@marsad.example)"));
    assert_eq!(server.header("accept-encoding").as_deref(), Some("gzip, deflate, br"));
    assert_eq!(server.header("if-none-match"), None);
    fetcher.fetch(&url, Some(&first.validators), &mut hosts);
    assert_eq!(server.header("if-none-match").as_deref(), Some("\"a1\""));
    assert_eq!(server.header("if-modified-since").as_deref(), Some("Thu, 26 Nov 2026 11:00:00 GMT"));
    let other = Validators { url: "http://other.example/".to_owned(), ..first.validators };
    fetcher.fetch(&url, Some(&other), &mut hosts);
    assert_eq!(server.header("if-none-match"), None, "what another address said");
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/feed", "/feed"], "robots.txt is kept");
    assert!(Fetcher::new(Config::new(" ")).is_err());
}

#[test]
fn what_has_not_changed_is_told_with_newer_validators() {
    let server = server(|_, stream| say(stream, "304 Not Modified", "ETag: \"b\"\r\n", b""));
    let known = Validators { url: url(&server, "/feed"), etag: Some("\"a\"".to_owned()), last_modified: Some("x".to_owned()) };
    let fetcher = fetcher(config(), &Arc::new(Still::new()));
    let outcome = fetcher.fetch(&known.url, Some(&known), &mut Hosts::new());
    assert_eq!(outcome.result, Ok(Answer::NotModified(Validators { etag: Some("\"b\"".to_owned()), ..known })));
    assert_eq!(fetch(&server, "/feed").result, Err(Failure::Status(304)), "nobody asked for that");
}

#[test]
fn what_a_site_asks_not_to_read_is_not_read() {
    let server = Server::new(|path, stream| match path {
        "/robots.txt" => say(stream, "200 OK", "Cache-Control: max-age=7200\r\n", b"User-agent: *\nDisallow: /private\n"),
        "/out" => say(stream, "302 Found", "Location: /private/b\r\n", b""),
        _ => say(stream, "200 OK", "", b"x"),
    });
    let clock = Arc::new(Still::new());
    let (fetcher, mut hosts) = (fetcher(config(), &clock), Hosts::new());
    let mut fetch = |path: &str| fetcher.fetch(&url(&server, path), None, &mut hosts);
    assert_eq!(fetch("/private/a").result, Err(Failure::Disallowed { url: url(&server, "/private/a") }));
    document(fetch("/a"));
    assert_eq!(fetch("/out").result, Err(Failure::Disallowed { url: url(&server, "/private/b") }));
    clock.sleep(SignedDuration::from_hours(3));
    let outcome = fetch("/a");
    assert_eq!(outcome.touched.len(), 1);
    document(outcome);
    assert_eq!(server.paths(), ["/robots.txt", "/a", "/out", "/robots.txt", "/a"], "it holds as long as the site says");
}

#[test]
fn a_site_that_cannot_say_what_may_be_read_is_not_read() {
    for (status, headers, hours) in [("500 No", "", 1), ("503 No", "Retry-After: 7200\r\n", 2), ("429 No", "", 1)] {
        let server = Server::new(move |_, stream| say(stream, status, headers, b""));
        let clock = Arc::new(Still::new());
        let (fetcher, mut hosts, began) = (fetcher(config(), &clock), Hosts::new(), clock.now());
        let outcome = fetcher.fetch(&url(&server, "/a"), None, &mut hosts);
        let until = began + SignedDuration::from_hours(hours);
        let Err(Failure::NoRobots { until: told, .. }) = outcome.result else { panic!("{:?}", outcome.result) };
        assert_eq!((told, outcome.not_before), (until, Some(until)), "{status}");
        fetcher.fetch(&url(&server, "/a"), None, &mut hosts);
        assert_eq!(server.paths(), ["/robots.txt"], "it is not asked again at once");
    }
    for status in ["404 No", "403 No", "401 No", "410 Gone"] {
        let server = Server::new(move |path, stream| say(stream, if path == "/a" { "200 OK" } else { status }, "", b"x"));
        document(fetch(&server, "/a"));
    }
    let server = Server::new(|path, stream| match path {
        "/a" => say(stream, "200 OK", "", b"x"),
        _ => say(stream, "302 Found", "Location: /robots.txt\r\n", b""),
    });
    document(fetch(&server, "/a"));
}

#[test]
fn a_busy_site_is_left_alone_until_it_says() {
    let server = server(|path, stream| match path {
        "/date" => say(stream, "503 Busy", "Retry-After: Thu, 26 Nov 2026 13:00:00 GMT\r\n", b""),
        "/no" => say(stream, "503 Busy", "", b""),
        _ => say(stream, "429 Slow down", "Retry-After: 600\r\n", b""),
    });
    let clock = Arc::new(Still::new());
    let (fetcher, mut hosts) = (fetcher(config(), &clock), Hosts::new());
    let outcome = fetcher.fetch(&url(&server, "/seconds"), None, &mut hosts);
    let Err(Failure::Busy { status: 429, until }) = outcome.result else { panic!("{:?}", outcome.result) };
    assert_eq!(until, clock.now() + SignedDuration::from_secs(600));
    assert_eq!(outcome.not_before, Some(until));
    assert!(
        matches!(fetcher.fetch(&url(&server, "/no"), None, &mut hosts).result, Err(Failure::NotYet { until: told, .. }) if told == until)
    );
    assert_eq!(server.paths(), ["/robots.txt", "/seconds"]);
    clock.sleep(SignedDuration::from_secs(600));
    assert_eq!(fetcher.fetch(&url(&server, "/no"), None, &mut hosts).result, Err(Failure::Status(503)));
    let Err(Failure::Busy { until, .. }) = fetcher.fetch(&url(&server, "/date"), None, &mut hosts).result else { panic!() };
    assert_eq!(until.to_string(), "2026-11-26T13:00:00Z");
}

#[test]
fn failures_are_told_in_words() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let unknown = |_: &str, _: u16| Err(io::ErrorKind::NotFound.into());
    let fetcher = Fetcher::with(config(), Arc::new(Still::new()), Arc::new(unknown), stand_in).unwrap();
    let told = |outcome: Outcome| outcome.result.unwrap_err();
    let failure = told(fetcher.fetch("http://nowhere.example/", None, &mut Hosts::new()));
    assert_eq!(
        failure.to_string(),
        "there is no site named nowhere.example, or no name server answers; check the spelling and the network"
    );
    let fetcher = self::fetcher(config(), &Arc::new(Still::new()));
    let failure = told(fetcher.fetch(&format!("http://news.example:{nobody}/"), None, &mut Hosts::new()));
    assert!(failure.may_pass() && failure.to_string().contains("nobody answers at this port"), "{failure}");
    let gone = server(|_, stream| say(stream, "410 Gone", "", b""));
    assert!(told(fetch(&gone, "/")).to_string().contains("look for the new address"));
    let plain = server(|_, stream| say(stream, "200 OK", "", b"x"));
    let failure = told(fetcher.fetch(&format!("https://news.example:{}/", plain.address.port()), None, &mut Hosts::new()));
    assert!(matches!(failure, Failure::Certificate { .. } | Failure::Unreachable { .. }), "{failure:?}");
}
