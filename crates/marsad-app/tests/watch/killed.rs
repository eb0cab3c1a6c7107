//! Watches that are stopped: by a signal, which ends them cleanly, and in the middle, which loses nothing that was kept.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::dir::Dir;
use crate::server::{Server, say};
use crate::{RAID, WATCH, db, feed, item, number, observatory, watch};

fn kept(dir: &Dir) -> i64 {
    db(dir).query_row("SELECT count(*) FROM articles", [], |row| row.get(0)).unwrap_or(0)
}

/// A server with a feed of many items; `/slow` answers when it is let.
fn server(is_let: &Arc<AtomicBool>) -> Server {
    let many: Vec<String> = (0..400).map(|n| item(&n.to_string(), &format!("{RAID} {n}"))).collect();
    let is_let = Arc::clone(is_let);
    Server::new(move |path, stream| match path {
        "/many" => say(stream, "200 OK", "ETag: \"a\"\r\n", &feed(&many)),
        "/slow" => {
            while !is_let.load(Ordering::SeqCst) {
                std::thread::yield_now();
            }
            say(stream, "200 OK", "", &feed(&[item("slow", RAID)]))
        }
        _ => say(stream, "404 No", "", b""),
    })
}

#[test]
fn killed_in_the_middle_it_goes_on() {
    let server = server(&Arc::default());
    let dir = observatory("watch-killed", &server, &["/many"]);
    let mut child = dir.command(&WATCH).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while kept(&dir) < 1 && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let _ = child.kill();
    child.wait().unwrap();
    let before = kept(&dir);
    assert!(before >= 1);
    let was_whole = number(&dir, "SELECT count(*) FROM fetches") == 1;
    watch(&dir, &[]);
    assert_eq!(kept(&dir), 400, "{before} were kept before");
    assert_eq!(number(&dir, "SELECT count(DISTINCT key) FROM articles"), 400);
    assert_eq!(number(&dir, "SELECT count(*) FROM versions"), 0);
    assert_eq!(number(&dir, "SELECT count(*) FROM claims WHERE event IS NULL AND state <> 'rejected'"), 0);
    let n_new = number(&dir, "SELECT sum(n_new) FROM fetches");
    assert!(was_whole || n_new == 400 - before, "{n_new} new in the second run");
    assert_eq!(number(&dir, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
}

#[test]
fn a_second_watch_is_refused_and_one_that_was_killed_holds_nobody_up() {
    let server = server(&Arc::default());
    let dir = observatory("watch-second", &server, &["/slow"]);
    let args: Vec<&str> = WATCH.iter().copied().filter(|arg| *arg != "--once").collect();
    let mut first = dir.command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while number(&dir, "SELECT count(*) FROM runs") < 1 {
        assert!(first.try_wait().unwrap().is_none(), "it runs for ever");
        std::thread::yield_now();
    }
    let second = dir.run(&WATCH);
    second.expect(2, &["another `marsad watch`", &format!("process {}", first.id()), "end that one first"]);
    assert_eq!(number(&dir, "SELECT count(*) FROM runs"), 1, "the second left no trace");
    dir.run(&["feeds", "news.marsad", "list"]).expect(0, &[]);
    first.kill().unwrap();
    first.wait().unwrap();
    dir.run(&["feeds", "news.marsad", "remove", &crate::url(&server, "/slow")]).expect(0, &[]);
    dir.run(&["feeds", "news.marsad", "add", &crate::url(&server, "/many")]).expect(0, &[]);
    watch(&dir, &[]);
    assert_eq!(kept(&dir), 400);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_and_what_was_fetched_is_kept() {
    let is_let = Arc::new(AtomicBool::new(false));
    let server = server(&is_let);
    // Two sites, so that the slow one holds nobody back: this machine has two names.
    let dir = observatory("watch-signal", &server, &["/slow"]);
    let other = format!("http://localhost:{}/many", server.address.port());
    dir.run(&["feeds", "news.marsad", "add", &other]).expect(0, &[]);
    let args: Vec<&str> = WATCH.iter().copied().filter(|arg| *arg != "--once").collect();
    let mut child = dir.command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while db(&dir).query_row("SELECT count(*) FROM fetches", [], |row| row.get::<_, i64>(0)).unwrap_or(0) < 1 {
        assert!(child.try_wait().unwrap().is_none(), "it runs for ever");
        std::thread::yield_now();
    }
    assert!(!server.paths().is_empty());
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    is_let.store(true, Ordering::SeqCst);
    assert!(child.wait().unwrap().success());
    assert_eq!(number(&dir, "SELECT count(*) FROM runs WHERE command = 'watch' AND ended IS NOT NULL"), 1);
    assert!(kept(&dir) >= 400);
    watch(&dir, &[]);
    assert_eq!(kept(&dir), 401);
}
