//! Feeds and sites that mean no good, each beside one that works.

use std::io::Write;

use crate::dir::gzipped;
use crate::server::{Server, say};
use crate::{RAID, feed, item, last, listed, number, observatory, text, watch};

#[test]
fn none_of_them_stops_the_one_that_works() {
    let server = Server::new(|path, stream| match path {
        "/good" => say(stream, "200 OK", "", &feed(&[item("good", RAID)])),
        "/huge" => write!(stream, "HTTP/1.1 200 OK\r\n\r\n").and_then(|()| {
            loop {
                stream.write_all(&[b' '; 1 << 14])?;
            }
        }),
        "/bomb" => say(stream, "200 OK", "Content-Encoding: gzip\r\n", &gzipped(&vec![b' '; 4 << 20])),
        "/again" => say(stream, "302 Found", "Location: /again\r\n", b""),
        "/gone" => say(stream, "410 Gone", "", b""),
        "/fault" => say(stream, "500 Fault", "", b""),
        "/page" => say(stream, "200 OK", "", b"<!doctype html><html><body><p>Please accept our cookies</p></body></html>"),
        "/empty" => say(stream, "200 OK", "", &feed(&[])),
        "/robots.txt" => say(stream, "200 OK", "", b"User-agent: *\nDisallow: /secret\n"),
        _ => say(stream, "200 OK", "", b"no feed at all"),
    });
    let paths = ["/huge", "/bomb", "/again", "/gone", "/fault", "/page", "/empty", "/secret", "/other", "/good"];
    let dir = observatory("watch-hostile", &server, &paths);
    watch(&dir, &[]);
    for (path, outcome, message) in [
        ("/huge", "failed", "larger than"),
        ("/bomb", "failed", "larger than"),
        ("/again", "failed", "sends on more than 5 times"),
        ("/gone", "failed", "nothing at this address"),
        ("/fault", "failed", "fault of its own (status 500)"),
        ("/page", "unreadable", "a web page, not a feed"),
        ("/empty", "unreadable", "without items"),
        ("/secret", "refused", "robots.txt"),
        ("/other", "unreadable", ""),
        ("/good", "read", ""),
    ] {
        let (told, why) = last(&dir, path);
        assert_eq!(told, outcome, "{path}: {why}");
        assert!(why.contains(message), "{path}: {why}");
    }
    assert!(!server.paths().contains(&"/secret".to_owned()));
    assert_eq!(number(&dir, "SELECT count(*) FROM articles"), 1);
    let failing = listed(&dir).iter().filter(|feed| feed["state"] == "failing" && feed["failures"] == 1).count();
    assert_eq!(failing, paths.len() - 1);
}

#[test]
fn a_slow_drip_ends() {
    let server = Server::new(|path, stream| match path {
        "/robots.txt" => say(stream, "404 No", "", b""),
        _ => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")?;
            loop {
                stream.write_all(b" ")?;
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
        }
    });
    let dir = observatory("watch-drip", &server, &["/drip"]);
    watch(&dir, &["--timeout", "1500"]);
    let (outcome, why) = last(&dir, "/drip");
    assert!(outcome == "failed" && why.contains("did not answer in full"), "{outcome}: {why}");
}

#[test]
fn machines_of_private_networks_are_not_asked_unless_they_may() {
    let server = Server::new(|_, stream| say(stream, "200 OK", "", &feed(&[item("1", RAID)])));
    let dir = observatory("watch-private", &server, &["/feed"]);
    for host in ["169.254.169.254", "localhost", "[::1]"] {
        dir.run(&["feeds", "news.marsad", "add", &format!("http://{host}:{}/x", server.address.port())]).expect(0, &[]);
    }
    dir.run(&["watch", "news.marsad", "--once", "--contact", "editor@example.org"]).expect(0, &["never asked"]);
    assert_eq!(server.paths(), [""; 0]);
    assert!(listed(&dir).iter().all(|feed| feed["last_outcome"] == "refused"));
    assert_eq!(number(&dir, "SELECT count(*) FROM articles"), 0);
}

#[test]
fn broken_items_cost_no_other_and_markup_runs_nowhere() {
    let old = feed(&[item("old", RAID)]);
    let old = String::from_utf8(old).unwrap();
    let server = Server::new(move |path, stream| match path {
        "/broken" => {
            let broken = "<item><title>a & b</title><link>/b</link></item>\n<item><title>c</title><!DOC</item>\n";
            say(stream, "200 OK", "", &feed(&[broken.to_owned(), item("whole", RAID)]))
        }
        "/scripts" => {
            let script = "&lt;p onclick='x()'&gt;نص&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=y()&gt;&lt;/p&gt;";
            say(stream, "200 OK", "", &feed(&[item("script", script)]))
        }
        "/old" => say(stream, "200 OK", "", &encoding_rs::WINDOWS_1256.encode(&old).0),
        _ => say(stream, "404 No", "", b""),
    });
    let dir = observatory("watch-broken", &server, &["/broken", "/scripts", "/old"]);
    watch(&dir, &[]);
    assert_eq!(text(&dir, "SELECT body FROM articles WHERE id = 'whole'"), RAID);
    assert_eq!(text(&dir, "SELECT body FROM articles WHERE id = 'script'"), "نص");
    assert_eq!(text(&dir, "SELECT body FROM articles WHERE id = 'old'"), RAID);
    let feed = &listed(&dir)[0];
    assert!(feed["empty"].as_i64() >= Some(1) && feed["undated"].as_i64() >= Some(1), "{feed}");
    assert!(feed["message"].as_str().unwrap_or_default().contains("could not be read"), "{feed}");
}

#[test]
fn a_busy_site_is_left_alone() {
    let server = Server::new(|path, stream| match path {
        "/robots.txt" => say(stream, "404 No", "", b""),
        _ => say(stream, "429 Slow down", "Retry-After: 3600\r\n", b""),
    });
    let dir = observatory("watch-busy", &server, &["/a", "/b"]);
    let once = ["watch", "news.marsad", "--once", "--allow-private", "--interval", "1", "--contact", "editor@example.org"];
    for _ in 0..2 {
        dir.run(&once).expect(0, &[]);
    }
    assert_eq!(server.paths().len(), 2, "robots.txt and one feed: {:?}", server.paths());
    assert!(listed(&dir).iter().all(|feed| feed["state"] == "waiting"));
}
