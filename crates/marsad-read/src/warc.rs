//! What is in a web archive: records of WARC, of which the responses that are pages become raw items.
//!
//! In: WARC 0.17 to 1.1 (ISO 28500), unpacked. Out: the block of each response with status 200 and a page in it, with its address and
//! its place. Memory: one record, 64 MiB at most; a larger one is reported and passed over.
//!
//! A record that is broken is reported, and reading goes on at the next line that begins one. What was fetched when is not looked at: a
//! page tells itself when it was published. Records of other kinds, of images, redirects and errors are passed over in silence.
//! Its own reader: fastwarc wants a file that can be sought in, and archives are piped in too.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use super::unpack::broken;
use super::{Form, Item, MAX_ITEM, Raw, response, too_long};
use crate::trouble::{At, Origin, Trouble};
use crate::work::Push;

/// What a record begins with.
pub const MAGIC: &[u8] = b"WARC/";
/// Bytes that the header of a record, or that of a response, may have.
const MAX_HEADER: u64 = 1 << 16;

/// Reads the records of an archive.
pub fn read(reader: &mut dyn BufRead, origin: &Origin, push: Push<'_, Item>) -> ControlFlow<()> {
    let mut archive = Archive { reader, at: 0 };
    // Whether the record before was broken, so that what stands here is part of it.
    let mut is_lost = false;
    loop {
        let begin = archive.at;
        let origin = Origin { place: At::Byte(begin), ..origin.clone() };
        let step = match archive.line() {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(line)) if line.trim_ascii().is_empty() => continue,
            Ok(Some(line)) if !line.starts_with(MAGIC) => {
                if is_lost {
                    continue;
                }
                is_lost = true;
                Ok(Some(Err("no record of a web archive begins here; the rest up to the next one was left out".to_owned())))
            }
            Ok(Some(_)) => {
                is_lost = false;
                archive.record()
            }
            Err(error) => Err(error),
        };
        match step {
            Ok(None) => {}
            Ok(Some(Ok((url, bytes)))) => push(Item::Raw(Raw { origin, form: Form::Response(url.into()), bytes }))?,
            Ok(Some(Err(why))) => push(Item::Trouble(Trouble::skipped(&origin, why)))?,
            Err(error) => {
                let why = format!("{}; the records before this one were read", broken(&error));
                return push(Item::Trouble(Trouble::skipped(&origin, why)));
            }
        }
    }
}

/// What a record gives: an address and a response, nothing, or what is wrong with it.
type Found = Option<Result<(String, Vec<u8>), String>>;

struct Archive<'r> {
    reader: &'r mut dyn BufRead,
    at: u64,
}

impl Archive<'_> {
    /// A line with its end, cut after as many bytes as a header may have; `None` at the end.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let n_read = (&mut *self.reader).take(MAX_HEADER).read_until(b'\n', &mut line)?;
        self.at += n_read as u64;
        Ok((n_read > 0).then_some(line))
    }

    /// The record whose first line was read.
    fn record(&mut self) -> io::Result<Found> {
        let begin = self.at;
        let (mut length, mut kind, mut url, mut media) = (None, String::new(), None, String::new());
        loop {
            let Some(line) = self.line()? else { return Err(io::ErrorKind::UnexpectedEof.into()) };
            if line.trim_ascii().is_empty() {
                break;
            }
            if self.at - begin > MAX_HEADER {
                return Ok(Some(Err("the header of this record has no end; the record was left out".to_owned())));
            }
            let line = String::from_utf8_lossy(&line);
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse::<u64>().ok(),
                "warc-type" => kind = value.to_ascii_lowercase(),
                // WARC 1.0 puts addresses in angle brackets, by a mistake of its grammar.
                "warc-target-uri" => url = Some(value.trim_matches(['<', '>']).to_owned()),
                "content-type" => media = value.to_ascii_lowercase(),
                _ => {}
            }
        }
        let Some(length) = length else {
            return Ok(Some(Err("this record does not tell its length; it was left out".to_owned())));
        };
        let Some(url) = url.filter(|_| kind == "response" && (media.starts_with("application/http") || media.is_empty())) else {
            return self.pass(length).map(|()| None);
        };
        let mut block = Vec::new();
        self.take(length.min(MAX_HEADER), &mut block)?;
        let rest = length - block.len() as u64;
        if !response::is_page(&block) {
            return self.pass(rest).map(|()| None);
        }
        if length > MAX_ITEM as u64 {
            self.pass(rest)?;
            return Ok(Some(Err(too_long("record"))));
        }
        self.take(rest, &mut block)?;
        Ok(Some(Ok((url, block))))
    }

    fn take(&mut self, length: u64, block: &mut Vec<u8>) -> io::Result<()> {
        let n_read = (&mut *self.reader).take(length).read_to_end(block)? as u64;
        self.at += n_read;
        if n_read < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    fn pass(&mut self, length: u64) -> io::Result<()> {
        let n_read = io::copy(&mut (&mut *self.reader).take(length), &mut io::sink())?;
        self.at += n_read;
        if n_read < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}
