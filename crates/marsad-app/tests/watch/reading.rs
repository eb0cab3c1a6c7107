//! What is kept of feeds: items once, changed texts as versions, pages where the text is short.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::server::{Server, say};
use crate::{RAID, VISIT, feed, item, last, listed, number, observatory, text, watch};

#[test]
fn items_become_articles_once() {
    let server = Server::new(|path, stream| match path {
        "/feed" => {
            say(stream, "200 OK", "ETag: \"a\"\r\nContent-Type: application/rss+xml\r\n", &feed(&[item("1", RAID), item("2", VISIT)]))
        }
        _ => say(stream, "404 No", "", b""),
    });
    let dir = observatory("watch-once", &server, &["/feed"]);
    watch(&dir, &[]).expect(0, &["2 items, 2 new"]);
    watch(&dir, &[]).expect(0, &["2 items, 0 new"]);
    assert_eq!(server.header("if-none-match").as_deref(), Some("\"a\""));
    assert_eq!(server.header("user-agent").unwrap().split_once('+').unwrap().1, "editor@example.org)");
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/feed"], "robots.txt is kept between two runs");
    assert_eq!(number(&dir, "SELECT count(*) FROM articles WHERE outlet = 'صحيفة النهر' AND day = '2024-11-10'"), 2);
    assert!(number(&dir, "SELECT count(*) FROM claims") >= 2);
    assert_eq!(number(&dir, "SELECT count(*) FROM claims WHERE event IS NULL"), 0);
    // Not due again so soon, and who asks is kept.
    dir.run(&["watch", "news.marsad", "--once", "--allow-private"]).expect(0, &[]);
    assert_eq!(server.paths().len(), 3);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let n_asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&n_asked);
    let server = Server::new(move |path, stream| match path {
        "/feed" if count.fetch_add(1, Ordering::SeqCst) > 0 => say(stream, "304 Not Modified", "", b""),
        "/feed" => say(stream, "200 OK", "Last-Modified: Sun, 10 Nov 2024 08:00:00 GMT\r\n", &feed(&[item("1", RAID)])),
        _ => say(stream, "404 No", "", b""),
    });
    let dir = observatory("watch-unchanged", &server, &["/feed"]);
    watch(&dir, &[]);
    watch(&dir, &[]).expect(0, &["unchanged"]);
    assert_eq!(server.header("if-modified-since").as_deref(), Some("Sun, 10 Nov 2024 08:00:00 GMT"));
    let feed = &listed(&dir)[0];
    assert_eq!((&feed["last_outcome"], &feed["last_status"], &feed["items"]), (&"unchanged".into(), &304.into(), &1.into()));
    assert_eq!(feed["state"], "working");
}

#[test]
fn a_changed_text_is_a_new_version_and_an_old_one_is_none() {
    let n_asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&n_asked);
    let server = Server::new(move |path, stream| match path {
        "/feed" => {
            let body = if count.fetch_add(1, Ordering::SeqCst) == 1 { VISIT } else { RAID };
            say(stream, "200 OK", "", &feed(&[item("1", body)]))
        }
        _ => say(stream, "404 No", "", b""),
    });
    let dir = observatory("watch-changed", &server, &["/feed"]);
    watch(&dir, &[]);
    watch(&dir, &[]).expect(0, &["1 items, 0 new, 1 changed"]);
    assert_eq!(text(&dir, "SELECT body FROM articles"), VISIT);
    assert_eq!(text(&dir, "SELECT body FROM versions"), RAID);
    watch(&dir, &[]).expect(0, &["0 changed"]);
    assert_eq!(number(&dir, "SELECT version FROM articles"), 2);
}

#[test]
fn what_was_taken_down_stays_out() {
    let server = Server::new(|path, stream| match path {
        "/feed" => say(stream, "200 OK", "", &feed(&[item("1", RAID), item("2", VISIT)])),
        _ => say(stream, "404 No", "", b""),
    });
    let dir = observatory("watch-down", &server, &["/feed"]);
    watch(&dir, &[]);
    dir.run(&["decide", "news.marsad", "takedown", "1", "--author", "huda"]).expect(0, &[]);
    watch(&dir, &[]).expect(0, &["0 new"]);
    assert_eq!(number(&dir, "SELECT count(*) FROM articles"), 1);
}

#[test]
fn pages_of_short_items_are_read_and_stay() {
    let long = format!("<html><head><title>x</title></head><body><article>{}</article></body></html>", format!("<p>{RAID}</p>").repeat(9));
    let server = Server::new(move |path, stream| match path {
        "/feed" => say(stream, "200 OK", "", &feed(&[item("1", RAID), item("2", VISIT), item("3", &RAID.repeat(10))])),
        "/articles/1" => say(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", long.as_bytes()),
        _ => say(stream, "404 No", "", b""),
    });
    let dir = observatory("watch-pages", &server, &["/feed"]);
    watch(&dir, &["--articles"]).expect(0, &["3 new", "1 pages could not be fetched"]);
    assert!(!server.paths().contains(&"/articles/3".to_owned()), "its text is long");
    let length = "SELECT length(body) FROM articles WHERE id = '1'";
    assert!(number(&dir, length) > 300, "{}", number(&dir, length));
    for more in [&["--articles"][..], &[]] {
        watch(&dir, more).expect(0, &["0 new, 0 changed"]);
    }
    assert_eq!(server.paths().iter().filter(|path| *path == "/articles/1").count(), 1);
    assert_eq!(last(&dir, "/feed").0, "read");
}

#[test]
fn an_address_that_moved_for_good_is_believed_when_told_twice() {
    let server = Server::new(|path, stream| match path {
        "/old" => say(stream, "301 Moved", "Location: /new\r\n", b""),
        "/new" => say(stream, "200 OK", "", &feed(&[item("1", RAID)])),
        _ => say(stream, "404 No", "", b""),
    });
    let dir = observatory("watch-moved", &server, &["/old"]);
    watch(&dir, &[]).expect(0, &["the address is changed when it says so again"]);
    assert!(listed(&dir)[0]["url"].as_str().unwrap().ends_with("/old"));
    watch(&dir, &[]).expect(0, &["the address was changed"]);
    assert!(listed(&dir)[0]["url"].as_str().unwrap().ends_with("/new"));
    assert!(listed(&dir)[0]["moved"].is_null());
}
