//! Where do items begin and end: RSS, RDF and Atom are cut at `<item>` and `<entry>`.
//!
//! In: bytes in any encoding that agrees with ASCII. Out: each item as it stands there, with its line. Memory: one item, 64 MiB at most;
//! a longer one is reported and passed over. Time: linear.
//!
//! Nothing is understood but tags, comments, CDATA and declarations, and those loosely: `&`, unclosed elements and entities are the
//! business of [`super::xml_item`]. An item that is not closed ends where the next one begins.

use std::io::{self, BufRead, Cursor};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::Head;
use super::xml_item;
use crate::trouble::{At, Kind, Origin, Trouble};
use crate::unpack::broken;
use crate::work::Push;
use crate::{Form, Item, MAX_ITEM, Raw, decode, too_long};

/// Bytes before the first item in which a feed says what it is.
const MAX_HEAD: usize = 1 << 18;
/// Bytes of a tag that its name and what kind of markup it is are told by.
const MAX_NAME: usize = 64;

/// Comments without an end that are forgiven; each costs reading the rest once more.
const MAX_AGAIN: u32 = 8;

/// Whether what begins like this is a feed: its first element is one, or text before it is no page.
pub fn is_feed(start: &[u8]) -> bool {
    let start = start.to_ascii_lowercase();
    let at = |tag: &[u8]| start.windows(tag.len()).position(|window| window == tag).unwrap_or(usize::MAX);
    let feed = [&b"<rss"[..], b"<feed", b"<rdf:rdf", b"<atom:feed"].into_iter().map(at).min().unwrap_or(usize::MAX);
    feed < at(b"<html").min(at(b"<body"))
}

/// Cuts a feed into items.
pub fn cut(reader: &mut dyn BufRead, origin: &Origin, push: Push<'_, Item>) -> ControlFlow<()> {
    let mut markup = Markup { reader, again: Cursor::default(), n_again: 0, piece: Vec::new(), is_long: false, line: 1 };
    let (encoding, warning) = match markup.reader.fill_buf() {
        Ok(start) => decode::carried(start, decode::declared_xml(start)),
        Err(error) => return push(Item::Trouble(Trouble::skipped(origin, broken(&error)))),
    };
    if let Some(warning) = warning {
        push(Item::Trouble(Trouble::warning(origin, Kind::Encoding, warning)))?;
    }
    let mut head: Option<Arc<Head>> = None;
    // Name of the item that is open, and its first line.
    let mut open: Option<(Vec<u8>, u64)> = None;
    loop {
        let tag = match markup.next() {
            Ok(Some(tag)) => tag,
            Ok(None) => break,
            Err(error) => {
                let message = format!("{}; the items before this line were read", broken(&error));
                return push(Item::Trouble(Trouble::skipped(&at(origin, markup.line), message)));
            }
        };
        let ends = open.as_ref().is_some_and(|(name, _)| tag.name == *name);
        let begins = !tag.is_end && if open.is_some() { ends } else { is_item(&tag.name) };
        if begins {
            let begin = markup.piece.len().saturating_sub(tag.length);
            let rest = markup.piece.split_off(begin);
            let before = std::mem::replace(&mut markup.piece, rest);
            match open.take() {
                // The one before was not closed.
                Some((_, line)) => give(before, std::mem::take(&mut markup.is_long), at(origin, line), head.as_ref(), push)?,
                None if head.is_none() => {
                    let said = decode::decode(before, encoding).text;
                    head = Some(Arc::new(Head { encoding, ..xml_item::head(&said) }));
                    markup.is_long = false;
                }
                None => markup.is_long = false,
            }
            open = Some((tag.name, tag.line));
        }
        if ends && tag.is_end || begins && tag.is_empty {
            if let Some((_, line)) = open.take() {
                let piece = std::mem::take(&mut markup.piece);
                give(piece, std::mem::take(&mut markup.is_long), at(origin, line), head.as_ref(), push)?;
            }
        } else if open.is_none() && (head.is_some() || markup.piece.len() > MAX_HEAD) {
            // Between items stands nothing that is wanted.
            markup.piece.clear();
        }
    }
    match (open, head) {
        (Some((_, line)), _) => {
            let message = "the feed ends in the middle of this item; fetch it again";
            push(Item::Trouble(Trouble::skipped(&at(origin, line), message)))
        }
        (None, None) => push(Item::Trouble(Trouble::skipped(origin, "a feed without items; there is nothing to read"))),
        (None, Some(_)) => ControlFlow::Continue(()),
    }
}

fn at(origin: &Origin, line: u64) -> Origin {
    Origin { place: At::Line(line), ..origin.clone() }
}

fn give(bytes: Vec<u8>, is_long: bool, origin: Origin, head: Option<&Arc<Head>>, push: Push<'_, Item>) -> ControlFlow<()> {
    if is_long {
        return push(Item::Trouble(Trouble::skipped(&origin, too_long("item"))));
    }
    push(Item::Raw(Raw { origin, form: Form::FeedItem(head.cloned().unwrap_or_default()), bytes }))
}

fn is_item(name: &[u8]) -> bool {
    let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
    local.eq_ignore_ascii_case(b"item") || local.eq_ignore_ascii_case(b"entry")
}

/// A tag; what else is markup has no name.
struct Tag {
    name: Vec<u8>,
    is_end: bool,
    is_empty: bool,
    /// Bytes of it, as far as they were kept.
    length: usize,
    line: u64,
}

/// Reads markup after markup, keeping what it passes.
struct Markup<'r> {
    reader: &'r mut dyn BufRead,
    /// What was passed as one comment that never ended, and how often that was; it is read before the rest.
    again: Cursor<Vec<u8>>,
    n_again: u32,
    /// What was passed since somebody took it.
    piece: Vec<u8>,
    /// Whether more was passed than may be kept.
    is_long: bool,
    line: u64,
}

impl Markup<'_> {
    /// The next tag; `None` at the end.
    fn next(&mut self) -> io::Result<Option<Tag>> {
        if !self.pass(|byte, _| byte == b'<')? {
            return Ok(None);
        }
        let (line, begin) = (self.line, self.piece.len().saturating_sub(1));
        let mut name = Vec::new();
        let mut last = [0_u8; 3];
        let mut quote = None;
        let mut depth = 0_u32;
        let whole = self.pass(|byte, next| {
            if name.len() < MAX_NAME {
                name.push(byte);
            }
            last = [last[1], last[2], byte];
            let is_comment = name.starts_with(b"!--");
            if is_comment {
                return name.len() > 4 && last == *b"-->";
            }
            if name.starts_with(b"![CDATA[") {
                return last == *b"]]>";
            }
            if name.starts_with(b"?") {
                return last[1..] == *b"?>";
            }
            if name.starts_with(b"!") {
                // A document type with declarations of its own.
                depth = match byte {
                    b'[' => depth + 1,
                    b']' => depth.saturating_sub(1),
                    _ => depth,
                };
                return byte == b'>' && depth == 0;
            }
            match (quote, byte) {
                (None, b'"' | b'\'') if last[1] == b'=' => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
            // A `<` can only be in a value that somebody forgot to close.
            byte == b'>' && quote.is_none() || next == Some(b'<') && (quote.is_some() || !name.first().is_some_and(u8::is_ascii_graphic))
        })?;
        if !whole {
            let is_open = (name.starts_with(b"!") || name.starts_with(b"?")) && !self.is_long && self.n_again < MAX_AGAIN;
            if !is_open {
                return Ok(None);
            }
            // What begins here has no end, so it is none; what stands after it is read as if it were not there.
            self.n_again += 1;
            self.line = line;
            self.again = Cursor::new(self.piece.split_off(begin + 1));
            return Ok(Some(Tag { name: Vec::new(), is_end: false, is_empty: false, length: 0, line }));
        }
        let is_tag = !name.starts_with(b"!") && !name.starts_with(b"?");
        let is_end = name.starts_with(b"/");
        let words = if is_end { &name[1..] } else { &name[..] };
        let end = words.iter().position(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte)).unwrap_or(words.len());
        let name = if is_tag { words[..end].to_vec() } else { Vec::new() };
        Ok(Some(Tag { is_end, is_empty: last[1..] == *b"/>", name, length: self.piece.len().saturating_sub(begin), line }))
    }

    /// Passes bytes up to and with the one at which `stop` holds, which also sees the byte after it where that is at hand; false at the end.
    fn pass(&mut self, mut stop: impl FnMut(u8, Option<u8>) -> bool) -> io::Result<bool> {
        loop {
            let is_again = !self.again.fill_buf()?.is_empty();
            let reader: &mut dyn BufRead = if is_again { &mut self.again } else { &mut *self.reader };
            let bytes = reader.fill_buf()?;
            if bytes.is_empty() {
                return Ok(false);
            }
            let found = (0..bytes.len()).find(|idx| stop(bytes[*idx], bytes.get(idx + 1).copied()));
            let passed = &bytes[..found.map_or(bytes.len(), |idx| idx + 1)];
            self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
            if self.piece.len() + passed.len() <= MAX_ITEM {
                self.piece.extend_from_slice(passed);
            } else {
                self.is_long = true;
            }
            let n_passed = passed.len();
            reader.consume(n_passed);
            if found.is_some() {
                return Ok(true);
            }
        }
    }
}
