//! What did a server answer: the header and the body of an HTTP response as a web archive keeps it.
//!
//! In: the bytes that came over the wire. Out: whether they are a page; its bytes, without chunks and unpacked, and the encoding that
//! the header names. Archives that undid chunks or packing and kept the header are read too: what is not packed is taken as it is.

use encoding_rs::Encoding;

use super::{MAX_ITEM, coding};

/// A page as it was answered.
#[derive(Debug)]
pub struct Page {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The encoding that the header names.
    pub encoding: Option<&'static Encoding>,
}

/// Whether a response, of which `block` is the beginning, has status 200 and a page in it.
pub fn is_page(block: &[u8]) -> bool {
    let Some((head, body)) = split(block) else { return false };
    let status = head.split_ascii_whitespace().nth(1);
    let is_markup = || body.trim_ascii_start().starts_with(b"<");
    status == Some("200")
        && header(&head, "content-type").map_or_else(is_markup, |media| {
            let media = media.to_ascii_lowercase();
            media.starts_with("text/html") || media.starts_with("application/xhtml")
        })
}

/// The page of a response.
///
/// # Errors
/// Why its body cannot be read, in words for the user.
pub fn page(block: &[u8]) -> Result<Page, String> {
    let (head, body) = split(block).ok_or("no response of HTTP; the record was left out")?;
    let is_chunked = header(&head, "transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    let body = if is_chunked { without_chunks(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    let bytes = match header(&head, "content-encoding") {
        Some(packing) if !body.trim_ascii_start().starts_with(b"<") => {
            coding::decoded(&packing, body, MAX_ITEM).map_err(|fault| match fault {
                coding::Fault::Unknown(name) => format!("the page is packed as {name}, which is not read; the record was left out"),
                coding::Fault::TooLarge => format!("the page unpacks to more than {} MiB; the record was left out", MAX_ITEM >> 20),
                coding::Fault::Damaged => "the page is packed and damaged; the record was left out".to_owned(),
            })?
        }
        _ => body,
    };
    let encoding = header(&head, "content-type").and_then(|media| charset(&media));
    Ok(Page { bytes, encoding })
}

/// The encoding that a media type names: `text/html; charset="windows-1256"`.
pub fn charset(media: &str) -> Option<&'static Encoding> {
    let params = media.split(';').skip(1).filter_map(|param| param.split_once('='));
    let label = params.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset")).map(|(_, value)| value).next()?;
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// Header and body.
fn split(block: &[u8]) -> Option<(String, &[u8])> {
    if !block.starts_with(b"HTTP/") {
        return None;
    }
    let crlf = block.windows(4).position(|window| window == b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = || block.windows(2).position(|window| window == b"\n\n").map(|at| (at, at + 2));
    let (head, body) = crlf.or_else(lf)?;
    Some((String::from_utf8_lossy(&block[..head]).into_owned(), &block[body..]))
}

fn header(head: &str, name: &str) -> Option<String> {
    let fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    fields.filter(|(other, _)| other.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned()).next()
}

/// A body without its chunks; `None` where it has none. One that ends early gives what came.
fn without_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let Some(end) = body.iter().position(|byte| *byte == b'\n') else { return (!whole.is_empty()).then_some(whole) };
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 1..];
        let chunk = &body[..size.min(body.len())];
        whole.extend_from_slice(chunk);
        if size == 0 || chunk.len() < size {
            return Some(whole);
        }
        body = &body[size..];
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(head: &str, body: &str) -> Vec<u8> {
        page(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}").as_bytes()).unwrap().bytes
    }

    #[test]
    fn chunks_are_joined_where_there_are_some() {
        assert_eq!(bytes("Transfer-Encoding: chunked", "3\r\n<p>\r\n2;x\r\nab\r\n0\r\n\r\n"), b"<p>ab");
        assert_eq!(bytes("Transfer-Encoding: chunked", "3\r\n<p>\r\nff\r\nab"), b"<p>ab");
        assert_eq!(bytes("Transfer-Encoding: chunked", "<p>ab"), b"<p>ab");
        assert_eq!(bytes("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFF\r\nab"), b"ab");
        assert_eq!(bytes("Content-Encoding: gzip", "<p>ab"), b"<p>ab");
        assert!(page(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nab").unwrap_err().contains("damaged"));
    }

    #[test]
    fn pages_are_told_from_what_is_none() {
        assert!(is_page(b"HTTP/1.0 200 OK\r\nContent-Type: Text/HTML; charset=x\r\n\r\n"));
        assert!(is_page(b"HTTP/1.1 200 OK\nServer: a\n\n <html>"));
        for other in ["HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n<", "<html>"]
        {
            assert!(!is_page(other.as_bytes()), "{other}");
        }
        assert_eq!(charset("text/html; a=b; Charset=\"windows-1256\""), Some(encoding_rs::WINDOWS_1256));
        assert_eq!(charset("text/html"), None);
    }
}
