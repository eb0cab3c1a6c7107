//! Where do the items of a JSON Feed begin and end, and what does one say.
//!
//! In: a JSON Feed (jsonfeed.org, versions 1 and 1.1), on one line or many. Out: each object of its `items` with its line, then its
//! [`Fields`]. Memory: one item, 64 MiB at most; what stands before the items up to 256 KiB.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::Value;

use super::{Fields, Head, Text};
use crate::trouble::{At, Origin, Trouble};
use crate::unpack::broken;
use crate::work::Push;
use crate::{Form, Item, MAX_ITEM, Raw, too_long};

/// Bytes before the items in which a feed says what it is.
const MAX_HEAD: usize = 1 << 18;

/// Whether what begins like this is a JSON Feed: an object with a version that says so.
pub fn is_feed(start: &[u8]) -> bool {
    let plain: Vec<u8> = start.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != b'\\').copied().collect();
    let says = |version: &[u8]| plain.windows(version.len()).any(|window| window == version);
    plain.starts_with(b"{") && (says(b"\"version\":\"https://jsonfeed.org/version") || says(b"\"version\":\"http://jsonfeed.org/version"))
}

/// Cuts a feed into items.
pub fn cut(reader: &mut dyn BufRead, origin: &Origin, push: Push<'_, Item>) -> ControlFlow<()> {
    let mut cutter = Cutter { line: 1, ..Cutter::default() };
    let mut head: Option<Arc<Head>> = None;
    loop {
        let bytes = match reader.fill_buf() {
            Ok(bytes) => bytes.to_vec(),
            Err(error) => {
                let origin = Origin { place: At::Line(cutter.line), ..origin.clone() };
                let message = format!("{}; the items before this line were read", broken(&error));
                return push(Item::Trouble(Trouble::skipped(&origin, message)));
            }
        };
        if bytes.is_empty() {
            break;
        }
        reader.consume(bytes.len());
        for byte in bytes {
            let Some(end) = cutter.step(byte) else { continue };
            let bytes = std::mem::take(&mut cutter.piece);
            match end {
                End::Head => head = Some(Arc::new(read_head(bytes))),
                End::Item(line) => {
                    let origin = Origin { place: At::Line(line), ..origin.clone() };
                    push(if std::mem::take(&mut cutter.is_long) {
                        Item::Trouble(Trouble::skipped(&origin, too_long("item")))
                    } else {
                        Item::Raw(Raw { origin, form: Form::JsonItem(head.clone().unwrap_or_default()), bytes })
                    })?;
                }
            }
        }
    }
    let at = |line| Origin { place: At::Line(line), ..origin.clone() };
    match (cutter.item, head) {
        (Some(line), _) => push(Item::Trouble(Trouble::skipped(&at(line), "the feed ends in the middle of this item; fetch it again"))),
        (None, None) => push(Item::Trouble(Trouble::skipped(origin, "a feed without items; there is nothing to read"))),
        (None, Some(_)) => ControlFlow::Continue(()),
    }
}

/// Reads one item.
///
/// # Errors
/// Why it is none.
pub fn read(json: &str, head: &Head) -> Result<Fields, String> {
    let value: Value = serde_json::from_str(json).map_err(|error| format!("not valid JSON ({error}); the item was left out"))?;
    let text = |name: &str| match value.get(name)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let plain = || text("content_text").or_else(|| text("summary")).map(Text::Plain);
    Ok(Fields {
        id: text("id"),
        url: text("url").or_else(|| text("external_url")).map(|url| head.resolve(url)),
        title: text("title"),
        published: text("date_published").or_else(|| text("date_modified")),
        text: text("content_html").map(Text::Html).or_else(plain),
    })
}

/// What a feed says before its items: an object that was cut off in its array.
fn read_head(mut bytes: Vec<u8>) -> Head {
    bytes.extend(b"]}");
    let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    Head { title: text("title"), link: text("home_page_url").or_else(|| text("feed_url")), encoding: None }
}

/// What ended with a byte.
enum End {
    /// What stands before the items.
    Head,
    /// An item that began on this line.
    Item(u64),
}

/// Where in the JSON we are.
#[derive(Default)]
struct Cutter {
    line: u64,
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    /// The last string outside the items: the key, when a value begins.
    string: Vec<u8>,
    in_items: bool,
    /// Line of the item that is open.
    item: Option<u64>,
    piece: Vec<u8>,
    is_long: bool,
}

impl Cutter {
    fn step(&mut self, byte: u8) -> Option<End> {
        self.line += u64::from(byte == b'\n');
        let begins = self.in_items && self.depth == 2 && byte == b'{' && !self.in_string;
        if begins {
            self.item = Some(self.line);
        }
        if self.item.is_some() || !self.in_items {
            let limit = if self.in_items { MAX_ITEM } else { MAX_HEAD };
            if self.piece.len() < limit {
                self.piece.push(byte);
            } else {
                self.is_long = self.in_items;
            }
        }
        if self.in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.in_string = false,
                _ if self.string.len() < 8 && self.depth == 1 => self.string.push(byte),
                _ => {}
            }
            return None;
        }
        match byte {
            b'"' => {
                self.in_string = true;
                self.string.clear();
            }
            b'[' if self.depth == 1 && self.string == b"items" && !self.in_items => {
                self.depth += 1;
                self.in_items = true;
                return Some(End::Head);
            }
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 2 && self.item.is_some() {
                    return self.item.take().map(End::Item);
                }
                // What stands after the items says nothing that is kept.
                if self.depth < 2 && self.in_items {
                    self.depth = usize::MAX / 2;
                }
            }
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_cut_wherever_lines_end() {
        let feed = "{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1.1\", \"title\": \"a [{\\\"\", \"authors\": [{\"name\": \"items\"}],\n\
                    \"items\": [\n{\"id\": \"1\", \"x\": {\"y\": [\"}\"]}},\n{\"id\": 2}\n], \"items\": [{}]}";
        assert!(is_feed(feed.as_bytes()));
        let mut found = Vec::new();
        let origin = Origin { file: "f.json".into(), place: At::Whole };
        let flow = cut(&mut feed.as_bytes(), &origin, &mut |item| {
            let Item::Raw(raw) = item else { panic!("{item:?}") };
            let Form::JsonItem(head) = raw.form else { panic!() };
            let fields = read(std::str::from_utf8(&raw.bytes).unwrap(), &head).unwrap();
            found.push(format!("{} {} {}", raw.origin, head.title.clone().unwrap_or_default(), fields.id.unwrap_or_default()));
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        assert_eq!(found, ["f.json:3 a [{\" 1", "f.json:4 a [{\" 2"]);
    }

    #[test]
    fn only_a_version_makes_a_feed() {
        assert!(!is_feed(b"{\"id\": \"1\", \"body\": \"jsonfeed.org/version\"}"));
        assert!(read("[]", &Head::default()).unwrap() == Fields::default());
        assert!(read("{", &Head::default()).unwrap_err().contains("not valid JSON"));
    }
}
