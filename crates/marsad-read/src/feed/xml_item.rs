//! What does one item say: the elements of an `<item>` or `<entry>` become fields.
//!
//! In: the text of one item, or what a feed says before its first. Out: [`Fields`], or [`Head`].
//!
//! Feeds are repaired where what they mean is plain: a bare `&`, entities of HTML, control characters, elements without an end, markup
//! that nobody escaped. Entities that a document declares are not expanded and stay as they stand, so that none can grow.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

use super::{Fields, Head, Text};

/// Elements that may be open at once.
const MAX_DEPTH: usize = 256;
/// Elements with a publication date, best first.
const DATES: [&str; 8] = ["pubdate", "published", "dc:date", "dcterms:created", "dc:created", "issued", "date", "updated"];
/// Elements with text, best first; the others are shorter.
const TEXTS: [&str; 6] = ["content:encoded", "content", "xhtml:body", "description", "summary", "media:description"];

/// Reads one item.
///
/// # Errors
/// Why it is no XML that can be repaired.
pub fn read(text: &str, head: &Head) -> Result<Fields, String> {
    let mut fields = Fields::default();
    let (mut date_rank, mut text_rank) = (usize::MAX, usize::MAX);
    let mut permalink = None;
    each_child(text, |parents| parents.len() == 1, &mut |child| {
        let name = child.name.strip_prefix("atom:").unwrap_or(&child.name);
        match name {
            "title" if fields.title.is_none() => fields.title = child.text(),
            "link" => {
                let is_page = child.attr("rel").is_none_or(|rel| rel == "alternate");
                let address = child.attr("href").map(str::to_owned).or_else(|| child.text());
                fields.url = fields.url.take().or(address.filter(|_| is_page));
            }
            "guid" | "id" => {
                fields.id = fields.id.take().or_else(|| child.text());
                permalink = fields.id.clone().filter(|id| id.starts_with("http") && child.attr("ispermalink") != Some("false"));
            }
            _ => {}
        }
        if let Some(rank) = DATES.iter().position(|date| *date == name).filter(|rank| *rank < date_rank)
            && let Some(date) = child.text()
        {
            (date_rank, fields.published) = (rank, Some(date));
        }
        if let Some(rank) = TEXTS.iter().position(|text| *text == name).filter(|rank| *rank < text_rank)
            && let Some(text) = child.text()
        {
            let is_plain = child.attr("type") == Some("text") && !child.has_elements;
            (text_rank, fields.text) = (rank, Some(if is_plain { Text::Plain(text) } else { Text::Html(text) }));
        }
    })?;
    fields.url = fields.url.or(permalink).map(|url| head.resolve(url));
    Ok(fields)
}

/// Reads what a feed says of itself before its first item; what is no XML says nothing.
pub fn head(text: &str) -> Head {
    let mut head = Head::default();
    let is_feed = |parents: &[String]| parents.last().is_some_and(|parent| matches!(local(parent), "channel" | "feed"));
    let _ = each_child(text, is_feed, &mut |child| match local(&child.name) {
        "title" => head.title = head.title.take().or_else(|| child.text()),
        "link" if child.attr("rel").is_none_or(|rel| rel == "alternate") => {
            head.link = head.link.take().or_else(|| child.attr("href").map(str::to_owned).or_else(|| child.text()));
        }
        _ => {}
    });
    head
}

/// An element with what it holds.
struct Child {
    /// Its name with its prefix, in small letters.
    name: String,
    attrs: Vec<(String, String)>,
    /// Its text without references, and as markup.
    plain: String,
    markup: String,
    has_elements: bool,
}

impl Child {
    fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// What it says; markup where elements stand in it.
    fn text(&self) -> Option<String> {
        let text = if self.has_elements { &self.markup } else { &self.plain }.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// Calls `f` for each element right below parents of which `is_parent` holds.
fn each_child(text: &str, is_parent: impl Fn(&[String]) -> bool, f: &mut dyn FnMut(Child)) -> Result<(), String> {
    let clean: String = text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\t' | '\n' | '\r')).collect();
    let mut reader = Reader::from_str(&clean);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut open: Vec<String> = Vec::new();
    // The child that is open, and how many elements are around it.
    let mut child: Option<(Child, usize)> = None;
    loop {
        match reader.read_event().map_err(|error| format!("broken XML ({error}); the item was left out"))? {
            Event::Start(tag) => {
                begin(&tag, &open, &is_parent, &mut child);
                open.push(name(&tag));
                if open.len() > MAX_DEPTH {
                    return Err(format!("more than {MAX_DEPTH} elements inside each other; the item was left out"));
                }
            }
            Event::Empty(tag) => {
                begin(&tag, &open, &is_parent, &mut child);
                if let Some((done, _)) = child.take_if(|(_, depth)| *depth == open.len()) {
                    f(done);
                } else if let Some((child, _)) = &mut child {
                    child.markup.push_str(&format!("</{}>", name(&tag)));
                }
            }
            Event::End(tag) => {
                let name = tag.name().as_ref().to_ascii_lowercase();
                // What was not closed ends with what is around it; an end without a beginning ends nothing.
                if let Some(depth) = open.iter().rposition(|other| *other == name) {
                    open.truncate(depth);
                    if let Some((done, _)) = child.take_if(|(_, at)| *at >= depth) {
                        f(done);
                    } else if let Some((child, _)) = &mut child {
                        child.markup.push_str(&format!("</{name}>"));
                    }
                }
            }
            Event::Text(text) => say(&mut child, &text, &text),
            Event::CData(text) => {
                let text = text.into_inner();
                // In an element with markup it is markup too: that is what CDATA is used for.
                say(&mut child, &text, &text);
            }
            Event::GeneralRef(reference) => {
                let written = format!("&{};", &*reference);
                let letter = reference.resolve_char_ref();
                let plain = match &letter {
                    Ok(Some(letter)) if letter.is_control() && !letter.is_whitespace() => String::new(),
                    Ok(Some(letter)) => letter.to_string(),
                    Ok(None) => resolve_html5_entity(&reference).map_or_else(|| written.clone(), str::to_owned),
                    Err(_) => String::new(),
                };
                say(&mut child, &plain, &written);
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// A tag begins a child, or stands in one.
fn begin(tag: &BytesStart<'_>, open: &[String], is_parent: &impl Fn(&[String]) -> bool, child: &mut Option<(Child, usize)>) {
    match child {
        Some((child, _)) => {
            child.has_elements = true;
            child.markup.push_str(&format!("<{}{}>", name(tag), tag.attributes_raw().trim_end_matches('/')));
        }
        None if is_parent(open) => {
            let mut attrs = tag.html_attributes();
            let attrs = attrs.with_checks(false).flatten();
            let value = |value: &str| quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned);
            let attrs = attrs.map(|attr| (attr.key.as_ref().to_ascii_lowercase(), value(&attr.value).trim().to_owned())).collect();
            let new = Child { name: name(tag), attrs, plain: String::new(), markup: String::new(), has_elements: false };
            *child = Some((new, open.len()));
        }
        None => {}
    }
}

fn say(child: &mut Option<(Child, usize)>, plain: &str, written: &str) {
    if let Some((child, _)) = child {
        child.plain.push_str(plain);
        child.markup.push_str(written);
    }
}

fn name(tag: &BytesStart<'_>) -> String {
    tag.name().as_ref().to_ascii_lowercase()
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(item: &str) -> Fields {
        read(item, &Head { link: Some("https://example.org/news/".to_owned()), ..Head::default() }).unwrap()
    }

    #[test]
    fn what_is_meant_is_read_though_the_xml_is_broken() {
        let item = text(
            "<item><title>نفط & غاز\u{1} &nbsp;&#x41;&#0;</title><link>/a?x=1&y=2</link><description>أول<br>ثان <b>ثالث</description>\
             <pubDate>x</pubDate></item>",
        );
        assert_eq!(item.title.as_deref(), Some("نفط & غاز \u{A0}A"));
        assert_eq!(item.url.as_deref(), Some("https://example.org/a?x=1&y=2"));
        assert_eq!(item.text, Some(Text::Html("أول<br>ثان <b>ثالث".to_owned())));
        assert_eq!(item.published.as_deref(), Some("x"));
    }

    #[test]
    fn the_best_text_the_best_date_and_the_address_of_the_page() {
        let item = text(
            "<entry><id>tag:1</id><updated>2</updated><published>1</published><summary>قصير</summary>\
             <content type='xhtml'><div>طويل &amp; <i>مائل</i></div></content><link rel='self' href='s'/><link href='p'/></entry>",
        );
        assert_eq!((item.id.as_deref(), item.published.as_deref()), (Some("tag:1"), Some("1")));
        assert_eq!(item.url.as_deref(), Some("https://example.org/news/p"));
        assert_eq!(item.text, Some(Text::Html("<div>طويل &amp; <i>مائل</i></div>".to_owned())));
        let item = text(
            "<item><guid>https://example.org/1</guid><description>a</description><content:encoded><![CDATA[<p>b]]></content:encoded></item>",
        );
        assert_eq!(item.url.as_deref(), Some("https://example.org/1"));
        assert_eq!(item.text, Some(Text::Html("<p>b".to_owned())));
    }

    #[test]
    fn entities_of_a_document_stay_and_depth_has_a_bound() {
        assert_eq!(text("<item><title>&lol9;&lol9;</title></item>").title.as_deref(), Some("&lol9;&lol9;"));
        assert!(read(&format!("<item>{}", "<a>".repeat(100_000)), &Head::default()).unwrap_err().contains("256 elements"));
        assert!(read("<item><title>a</title><![CDATA[", &Head::default()).unwrap_err().contains("broken XML"));
    }

    #[test]
    fn what_a_feed_says_of_itself() {
        let said = head(
            "<?xml version='1.0'?><rss><channel><image><title>صورة</title></image><title>وكالة</title><link>https://a.example/</link>",
        );
        assert_eq!((said.title.as_deref(), said.link.as_deref()), (Some("وكالة"), Some("https://a.example/")));
        let said = head(
            "<!DOCTYPE feed [<!ENTITY a 'b'>]><feed><link rel='self' href='x'/><link href='https://b.example/'/><title type='html'>&a;",
        );
        assert_eq!(said.link.as_deref(), Some("https://b.example/"));
    }
}
