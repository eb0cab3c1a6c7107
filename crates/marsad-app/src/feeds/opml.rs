//! How are lists of feeds exchanged: OPML 2.0.
//!
//! In: the text of a file. Out: its feeds, from outlines at any depth that have an `xmlUrl`; and back. What OPML has no word for (outlet, country, minutes,
//! pause) stands in attributes of a namespace of its own, which other readers pass over. Folders are not kept. Entities that a document declares are
//! never expanded.

use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::store::feed::{EVERY, Feed};
use crate::store::now;

/// Whose attributes those are that OPML does not have.
const NAMESPACE: &str = "https://github.com/marsad/marsad/ns/feeds";
/// Feeds of one file.
const MAX_FEEDS: usize = 100_000;

/// The feeds of an OPML file.
///
/// # Errors
/// What is wrong with it, and what to do.
pub fn read(text: &str) -> Result<Vec<Feed>, String> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut feeds = Vec::new();
    let mut is_opml = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                is_opml |= tag.local_name().as_ref().eq_ignore_ascii_case("opml");
                if tag.local_name().as_ref().eq_ignore_ascii_case("outline") {
                    feeds.extend(outline(&tag));
                }
                if feeds.len() > MAX_FEEDS {
                    return Err(format!("more than {MAX_FEEDS} feeds; split the file"));
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(0).min(text.len());
                let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
                return Err(format!("not well formed at line {line} ({error}); export it again, or repair that line"));
            }
        }
    }
    if is_opml { Ok(feeds) } else { Err("this is no OPML; a list of feeds begins with <opml version=\"2.0\">".to_owned()) }
}

/// The feed of an outline, where it is one.
fn outline(tag: &BytesStart<'_>) -> Option<Feed> {
    let mut feed = Feed { every_minutes: EVERY, ..Feed::default() };
    let mut text = None;
    for attribute in tag.html_attributes().with_checks(false).flatten() {
        let raw = &*attribute.value;
        let value = unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned).trim().to_owned();
        if value.is_empty() {
            continue;
        }
        match attribute.key.as_ref().to_ascii_lowercase().as_str() {
            "xmlurl" => feed.url = value,
            "htmlurl" => feed.site = Some(value),
            "title" => feed.title = Some(value),
            "text" => text = Some(value),
            "language" => feed.language = Some(value),
            "marsad:outlet" => feed.outlet = Some(value),
            "marsad:country" => feed.country = Some(value),
            "marsad:every" => feed.every_minutes = value.parse().unwrap_or(EVERY).clamp(1, 10_080),
            "marsad:paused" => feed.paused = value == "true",
            _ => {}
        }
    }
    // What stands for a title where there is none says nothing.
    let told = |text: &String| *text != feed.url && Some(text) != feed.outlet.as_ref();
    let title = feed.title.take().or(text);
    feed.title = title.filter(told);
    (!feed.url.is_empty()).then_some(feed)
}

/// Feeds as OPML.
pub fn write(feeds: &[Feed]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\" xmlns:marsad=\"{NAMESPACE}\">\n  <head>\n    <title>Feeds</title>\n    \
         <dateModified>{}</dateModified>\n  </head>\n  <body>\n",
        date()
    );
    for feed in feeds {
        out.push_str("    <outline type=\"rss\"");
        let mut put = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                let value = escape(value).replace('\n', "&#10;").replace('\t', "&#9;");
                let _ = write!(out, " {name}=\"{value}\"");
            }
        };
        put("text", feed.title.as_deref().or(feed.outlet.as_deref()).or(Some(&feed.url)));
        put("title", feed.title.as_deref());
        put("xmlUrl", Some(&feed.url));
        put("htmlUrl", feed.site.as_deref());
        put("language", feed.language.as_deref());
        put("marsad:outlet", feed.outlet.as_deref());
        put("marsad:country", feed.country.as_deref());
        let every = feed.every_minutes.to_string();
        put("marsad:every", (feed.every_minutes != EVERY).then_some(every.as_str()));
        put("marsad:paused", feed.paused.then_some("true"));
        out.push_str("/>\n");
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

/// The time as OPML wants it, by RFC 822.
fn date() -> String {
    let now: Option<jiff::Timestamp> = now().parse().ok();
    now.map(|now| now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()).unwrap_or_default()
}
