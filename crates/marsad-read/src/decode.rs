//! Which letters: bytes in the encodings that Arabic news comes in become UTF-8.
//!
//! A byte order mark decides, then valid UTF-8, then what the page declares, then a guess between the encodings of old
//! Arabic pages (Windows-1256, ISO-8859-6). Text that is UTF-8 but for a few bytes stays UTF-8 and loses those.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Text and how it was read.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// What should be said about it: another encoding, bytes that were replaced.
    pub warning: Option<String>,
}

/// Decodes `bytes`; `declared` is the encoding that they themselves or their carrier name.
pub fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        return if encoding == UTF_8 { decode(bytes[length..].to_vec(), Some(UTF_8)) } else { read_as(&bytes[length..], encoding, false) };
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, warning: None },
        Err(error) => error.into_bytes(),
    };
    match declared.filter(|encoding| *encoding != UTF_8) {
        Some(encoding) => read_as(&bytes, encoding, false),
        None => match guess(&bytes) {
            Some(encoding) => read_as(&bytes, encoding, true),
            None => lossy(&bytes),
        },
    }
}

/// The encoding that bytes, or the first of them, seem to be in; `None` for UTF-8, a few broken bytes among it allowed.
pub fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    match std::str::from_utf8(bytes) {
        Ok(_) => return None,
        // A letter is cut at the end.
        Err(error) if error.error_len().is_none() => return None,
        Err(_) if is_mostly_utf8(bytes) => return None,
        Err(_) => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // What is read here is Arabic news: between equally good guesses the one for an Arabic country is right.
    Some(detector.guess(Some(b"sa"), Utf8Detection::Deny))
}

/// The encoding that a page declares in its first bytes: `<meta charset=…>`, `content="text/html; charset=…"`.
pub fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(1 << 12)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")?;
    let label = head[at + 8..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)))?;
    Encoding::for_label(&label[..end])
}

/// The encoding of a long text that is decoded in pieces: by how it begins and by what it declares, and a warning where these differ.
///
/// A piece of a few words cannot be guessed; the beginning of the whole can. `None` is UTF-8, and what each piece may declare.
pub fn carried(start: &[u8], declared: Option<&'static Encoding>) -> (Option<&'static Encoding>, Option<String>) {
    let declared = declared.filter(|encoding| *encoding != UTF_8);
    if start.is_ascii() {
        return (declared, None);
    }
    match (guess(start), declared) {
        (None, _) => (None, None),
        (Some(_), Some(declared)) => (Some(declared), None),
        (Some(guessed), None) => {
            let name = guessed.name();
            (
                Some(guessed),
                Some(format!("not UTF-8: it names no other encoding and was read as {name}; save it as UTF-8 if letters are wrong")),
            )
        }
    }
}

/// The encoding that an XML declaration names: `<?xml version="1.0" encoding="windows-1256"?>`.
pub fn declared_xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(256)];
    let declaration = &head[..head.windows(2).position(|window| window == b"?>")?];
    let at = declaration.windows(9).position(|window| window == b"encoding=")?;
    let quote = *declaration.get(at + 9)?;
    let label = &declaration[at + 10..];
    Encoding::for_label(&label[..label.iter().position(|byte| *byte == quote)?])
}

fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut n_letters, mut n_broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_letters > 4 * n_broken
}

fn lossy(bytes: &[u8]) -> Decoded {
    let n_broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let text = String::from_utf8_lossy(bytes).into_owned();
    let places = if n_broken == 1 { "1 place that is".to_owned() } else { format!("{n_broken} places that are") };
    Decoded { text, warning: Some(format!("{places} not UTF-8 replaced by U+FFFD; save it as UTF-8")) }
}

fn read_as(bytes: &[u8], encoding: &'static Encoding, guessed: bool) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let how = if guessed { "it names no encoding and was read as" } else { "it was read as" };
    let broken = if had_errors { ", with unreadable bytes replaced by U+FFFD" } else { "" };
    let warning =
        (guessed || had_errors).then(|| format!("not UTF-8: {how} {}{broken}; save it as UTF-8 if letters are wrong", encoding.name()));
    Decoded { text: text.into_owned(), warning }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "وصل وزير الخارجية إلى القاهرة أمس لإجراء محادثات مع نظيره المصري بشأن الحدود.";

    #[test]
    fn old_arabic_encodings_are_recognized() {
        for encoding in [encoding_rs::WINDOWS_1256, encoding_rs::ISO_8859_6] {
            let (bytes, ..) = encoding.encode(TEXT);
            let decoded = decode(bytes.to_vec(), None);
            assert_eq!(decoded.text, TEXT, "{} guessed", encoding.name());
            assert!(decoded.warning.unwrap().contains(encoding.name()));
            let decoded = decode(bytes.to_vec(), Some(encoding));
            assert_eq!((decoded.text.as_str(), decoded.warning), (TEXT, None), "{} declared", encoding.name());
        }
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        let mut bytes = b"\xEF\xBB\xBF".to_vec();
        bytes.extend_from_slice(TEXT.as_bytes());
        assert_eq!(decode(bytes, None).text, TEXT);
        let utf16: Vec<u8> = b"\xFF\xFE".iter().copied().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(utf16, None).text, TEXT);
    }

    #[test]
    fn a_few_broken_bytes_do_not_change_the_encoding() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.insert(7, 0xFF);
        let decoded = decode(bytes, None);
        assert_eq!(decoded.text, TEXT.replacen(' ', " \u{FFFD}", 1));
        assert!(decoded.warning.unwrap().starts_with("1 place that is not UTF-8"));
        assert_eq!(decode(TEXT.as_bytes().to_vec(), Some(encoding_rs::WINDOWS_1256)).text, TEXT, "declared wrongly");
    }

    #[test]
    fn declarations_are_found_in_both_shapes() {
        assert_eq!(declared(b"<meta charset='windows-1256'>"), Some(encoding_rs::WINDOWS_1256));
        assert_eq!(declared(b"<META content=\"text/html; charset=ISO-8859-6\">"), Some(encoding_rs::ISO_8859_6));
        assert_eq!(declared(b"<p>charset=nothing-known</p>"), None);
        assert_eq!(declared_xml(b"<?xml version='1.0' encoding='windows-1256'?><rss/>"), Some(encoding_rs::WINDOWS_1256));
        assert_eq!(declared_xml(b"<?xml version='1.0'?><rss encoding='windows-1256'/>"), None);
    }

    #[test]
    fn a_long_text_is_read_by_its_beginning() {
        let old = encoding_rs::WINDOWS_1256.encode(TEXT).0;
        let windows = Some(encoding_rs::WINDOWS_1256);
        assert_eq!(carried(&old, windows), (windows, None));
        assert_eq!(carried(b"<rss>", windows), (windows, None));
        assert_eq!(carried(TEXT.as_bytes(), windows), (None, None), "declared wrongly");
        let (encoding, warning) = carried(&old, Some(UTF_8));
        assert_eq!(encoding, windows, "declared wrongly");
        assert!(warning.unwrap().contains("read as windows-1256"));
    }
}
