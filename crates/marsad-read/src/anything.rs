//! Whatever bytes come: feeds and archives that were changed anywhere end, panic nowhere, and say where what is wrong.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::trouble::At;

const RSS: &str = "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE rss [<!ENTITY a \"b\">]>\n<rss><channel><title>A &amp; B</title>\n\
    <item><guid>1</guid><title>one <b>two</b></title><link>/x?a=1&b=2</link><description><![CDATA[<p>three</p>]]></description></item>\n\
    <!-- four > --><entry><id>2</id><link href='y'/><content type='html'>&lt;p&gt;five &#x41;</content><updated>2024-11-10</updated></entry>\n\
    </channel></rss>";
const JSON: &str = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"A\", \"items\": [\n{\"id\": \"1\", \"content_html\": \"<p>one\"},\n\
    {\"id\": 2, \"content_text\": \"two {\\\" [\", \"tags\": [[], {}]}]}";
const WARC: &str = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n\
    Content-Length: 84\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<p>one\r\n0\r\n\r\n\r\n\r\n";

/// Reads bytes to the end: how many items gave an article, and where the troubles were.
fn read(bytes: &[u8]) -> (usize, Vec<At>) {
    let (mut n_articles, mut places) = (0, Vec::new());
    let origin = Origin { file: "x".into(), place: At::Whole };
    let mut take = |item| {
        match item {
            Item::Raw(raw) => match prepare(raw, &Defaults::default()) {
                Ok(_) => n_articles += 1,
                Err(trouble) => places.push(trouble.origin.place),
            },
            Item::Trouble(trouble) => places.push(trouble.origin.place),
        }
        ControlFlow::Continue(())
    };
    let flow = match bytes.first() {
        Some(b'W') => warc::read(&mut &*bytes, &origin, &mut take),
        Some(b'{') => feed::json::cut(&mut &*bytes, &origin, &mut take),
        _ => feed::xml::cut(&mut &*bytes, &origin, &mut take),
    };
    assert!(flow.is_continue());
    (n_articles, places)
}

#[test]
fn unchanged_they_are_read() {
    assert_eq!(read(RSS.as_bytes()), (2, vec![]));
    assert_eq!(read(JSON.as_bytes()), (2, vec![]));
    assert_eq!(read(WARC.as_bytes()), (1, vec![]));
}

proptest! {
    #[test]
    fn changed_they_end(which in 0..3_usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 0..12)) {
        let mut bytes = [RSS, JSON, WARC][which].as_bytes().to_vec();
        for (at, byte, kind) in changes {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, [b'<', b'>', b'&', b'"', b'[', b']', b'{', b'}'][usize::from(byte) % 8]),
                2 => bytes.truncate(at.max(1)),
                _ => {
                    let end = (at + usize::from(byte)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.extend(piece);
                }
            }
        }
        let n_lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        for place in read(&bytes).1 {
            match place {
                At::Line(line) => prop_assert!((1..=n_lines).contains(&line)),
                At::Byte(byte) => prop_assert!(byte <= bytes.len() as u64),
                At::Whole | At::Row(_) => {}
            }
        }
    }

    #[test]
    fn any_date_is_one_or_none(text in "\\PC{0,40}") {
        if let Some(date) = normalize_date(&text) {
            prop_assert!(date.len() >= 10 && date.is_char_boundary(10), "{date}");
        }
    }
}
