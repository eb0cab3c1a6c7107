//! Which feeds are read: added, removed, paused, shared as OPML.

use crate::dir::Dir;
use crate::listed;

#[test]
fn an_address_is_one_feed_however_it_is_written() {
    let dir = Dir::new("feeds-add");
    let feeds = |args: &[&str]| dir.run(&[&["feeds", "news.marsad"], args].concat());
    feeds(&["add", "HTTPS://News.Example:443/feed?a=1#top", "--outlet", "صحيفة النهر", "--every", "60"]).expect(0, &[]);
    assert!(feeds(&["add", "https://news.example/feed?a=1"]).stdout.contains("was listed before"));
    feeds(&["add", "https://news.example/feed?a=2"]).expect(0, &[]);
    let found = listed(&dir);
    assert_eq!(found.len(), 2);
    assert_eq!((&found[0]["url"], &found[0]["every_minutes"]), (&"https://news.example/feed?a=1".into(), &60.into()));
    assert_eq!(found[0]["state"], "new");
    assert!(found[0]["seen_today"].is_null() && found[0]["expected_today"].is_null() && found[0]["items"].is_null());
    feeds(&["pause", "https://news.example/feed?a=2"]).expect(0, &[]);
    assert_eq!(listed(&dir)[1]["state"], "paused");
    feeds(&["resume", "https://news.example/feed?a=2"]).expect(0, &[]);
    assert_eq!(listed(&dir)[1]["state"], "new");
    feeds(&["remove", "https://news.example/feed?a=2"]).expect(0, &[]);
    feeds(&["remove", "https://news.example/feed?a=2"]).expect(2, &["is not listed"]);
    feeds(&["add", "news.example/feed"]).expect(2, &["write it as https://"]);
    feeds(&["add", "file:///etc/hostname"]).expect(2, &["neither http nor https"]);
    assert!(feeds(&["list"]).stdout.contains("not asked yet"));
}

#[test]
fn a_watch_says_what_it_needs() {
    let dir = Dir::new("feeds-needs");
    dir.run(&["watch", "news.marsad", "--once"]).expect(2, &["there is no observatory"]);
    dir.run(&["feeds", "news.marsad", "add", "https://news.example/"]).expect(0, &[]);
    dir.run(&["watch", "news.marsad", "--once"]).expect(2, &["say who asks with --contact"]);
    dir.run(&["watch", "news.marsad", "--once", "--contact", "me"]).expect(2, &["is no contact"]);
    dir.run(&["feeds", "news.marsad", "remove", "https://news.example/"]).expect(0, &[]);
    dir.run(&["watch", "news.marsad", "--once", "--contact", "a@example.org"]).expect(1, &["no feed is listed"]);
    dir.run(&["feeds", "news.marsad", "list"]).expect(1, &["no feed is listed"]);
}

const LIST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE opml [<!ENTITY a "expanded">]>
<opml version="2.0"><head><title>قائمة</title></head><body>
<outline text="صحف">
  <outline type="rss" text="النهر &amp; &quot;البحر&quot;" title="النهر &amp; &quot;البحر&quot;" xmlUrl="https://nahr.example/feed?a=1&amp;b=2" htmlUrl="https://nahr.example/" language="ar"/>
  <outline text='https://jisr.example/rss' xmlurl='https://jisr.example/rss'></outline>
  <outline text="&a;" xmlUrl="https://entity.example/"/>
  <outline text="twice" xmlUrl="https://jisr.example/rss"/>
  <outline text="bad" xmlUrl="javascript:alert(1)"/>
</outline></body></opml>"#;

#[test]
fn opml_goes_in_and_out_and_in_again() {
    let dir = Dir::new("feeds-opml");
    dir.file("list.opml", LIST);
    let run = dir.run(&["feeds", "news.marsad", "import", "list.opml"]);
    run.expect(0, &["neither http nor https"]);
    assert!(run.stdout.starts_with("3 listed"), "{}", run.stdout);
    let outlet = ["add", "https://extra.example/", "--outlet", "وكالة <الساحل>", "--every", "15"];
    dir.run(&[&["feeds", "news.marsad"], &outlet[..]].concat()).expect(0, &[]);
    dir.run(&["feeds", "news.marsad", "pause", "https://jisr.example/rss"]).expect(0, &[]);
    dir.run(&["feeds", "news.marsad", "export", "-o", "out.opml"]).expect(0, &[]);
    dir.run(&["feeds", "other.marsad", "import", "out.opml"]).expect(0, &[]);
    let again = dir.run(&["feeds", "other.marsad", "export"]);
    let without_date = |text: &str| text.lines().filter(|line| !line.contains("dateModified")).collect::<Vec<_>>().join("\n");
    assert_eq!(without_date(&again.stdout), without_date(&dir.read("out.opml")));
    let found = listed(&dir);
    assert_eq!(found[0]["title"], "النهر & \"البحر\"");
    assert_eq!((&found[0]["site"], &found[0]["language"]), (&"https://nahr.example/".into(), &"ar".into()));
    assert_ne!(found[2]["title"], "expanded");
    assert!(again.stdout.contains("marsad:paused=\"true\"") && again.stdout.contains("marsad:every=\"15\""));
}

#[test]
fn files_that_are_no_lists_are_told() {
    let dir = Dir::new("feeds-no-opml");
    for (text, why) in [
        ("<html></html>", "this is no OPML"),
        ("<opml version='2.0'><body/></opml>", "no feed in it"),
        ("<opml><body>\n<outline xmlUrl='https://a.example/'", "not well formed"),
        ("", "this is no OPML"),
    ] {
        dir.file("list.opml", text);
        let run = dir.run(&["feeds", "news.marsad", "import", "list.opml"]);
        assert!(run.status != 0 && run.stderr.contains(why), "{text}: {}", run.stderr);
    }
    dir.run(&["feeds", "news.marsad", "import", "missing.opml"]).expect(2, &["missing.opml"]);
}
