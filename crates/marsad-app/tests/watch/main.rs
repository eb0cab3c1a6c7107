//! An observatory that reads its feeds, by the real binary, from a server on this machine that says what a test wants.
//!
//! `server` that server, hostile things too · `reading` what is kept of feeds · `hostile` feeds and sites that mean no good · `killed` watches that are
//! stopped · `lists` which feeds are read, and OPML · `health` how a feed does. Redirects from the public internet into private networks need a public
//! first address: they are tested beside the code (`src/fetch/tests/hostile.rs`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "../cli/dir.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod dir;
mod health;
mod hostile;
mod killed;
mod lists;
mod reading;
#[path = "../../src/fetch/testing/server.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod server;

use dir::{Dir, Run};
use rusqlite::Connection;
use serde_json::Value;
use server::Server;

/// One item of a feed.
fn item(id: &str, body: &str) -> String {
    format!(
        "<item><guid>{id}</guid><title>خبر {id}</title><link>/articles/{id}</link><pubDate>Sun, 10 Nov 2024 08:00:00 GMT</pubDate>\
         <description>{body}</description></item>\n"
    )
}

/// A feed of such items.
fn feed(items: &[String]) -> Vec<u8> {
    format!(
        "<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0'><channel><title>صحيفة النهر</title>\n{}</channel></rss>",
        items.concat()
    )
    .into_bytes()
}

const RAID: &str = "قصفت طائرات إسرائيلية يوم الأحد مواقع في مدينة النبطية جنوب لبنان.";
const VISIT: &str = "وصل وزير الخارجية الإيراني عباس عراقجي إلى بغداد يوم الاثنين في زيارة رسمية.";

/// A folder with an observatory that reads these addresses of a server.
fn observatory(test: &str, server: &Server, paths: &[&str]) -> Dir {
    let dir = Dir::new(test);
    for path in paths {
        dir.run(&["feeds", "news.marsad", "add", &url(server, path)]).expect(0, &[]);
    }
    dir
}

fn url(server: &Server, path: &str) -> String {
    format!("http://{}{path}", server.address)
}

const WATCH: [&str; 9] =
    ["watch", "news.marsad", "--once", "--allow-private", "--interval", "1", "--contact", "editor@example.org", "--max-bytes=300000"];

/// Asks every feed once, whenever it was to be asked next.
fn watch(dir: &Dir, more: &[&str]) -> Run {
    db(dir).execute_batch("UPDATE feeds SET not_before = NULL; UPDATE robots SET not_before = NULL").unwrap();
    let run = dir.run(&[&WATCH[..], more].concat());
    run.expect(0, &[]);
    run
}

fn db(dir: &Dir) -> Connection {
    Connection::open(dir.path("news.marsad")).unwrap()
}

/// One number of the file.
fn number(dir: &Dir, sql: &str) -> i64 {
    db(dir).query_row(sql, [], |row| row.get(0)).unwrap()
}

/// One text of the file.
fn text(dir: &Dir, sql: &str) -> String {
    db(dir).query_row(sql, [], |row| row.get::<_, Option<String>>(0)).unwrap().unwrap_or_default()
}

/// The feeds as `list` shows them to programs.
fn listed(dir: &Dir) -> Vec<Value> {
    let run = dir.run(&["feeds", "news.marsad", "list", "--format", "json"]);
    run.expect(0, &[]);
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The last outcome of the feed at `path`, and what is said of it.
fn last(dir: &Dir, path: &str) -> (String, String) {
    let feeds = listed(dir);
    let feed = feeds.iter().find(|feed| feed["url"].as_str().unwrap().ends_with(path)).unwrap();
    let word = |name: &str| feed[name].as_str().unwrap_or_default().to_owned();
    (word("last_outcome"), word("message"))
}
