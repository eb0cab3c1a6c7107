//! What is to be worked on: inputs as they were named become articles, or paragraphs and sentences.
//!
//! Two steps, so that one thread can read while many work: [`each`] finds the files and cuts them into raw items without
//! looking inside; [`prepare`] decodes one item and makes it an [`Article`]. Both report trouble and go on.
//!
//! `paths` which files · `unpack` what packed bytes say · `file` what is in a file · `feed` in a feed · `warc` in a web archive ·
//! `response` what a server answered · `coding` how a body was packed · `decode` which letters · `item` which article · `page` what does a
//! saved page say · `meta` what does it say about itself · `date`, `date_words` which day is that · `passages` which paragraphs and sentences ·
//! `trouble` what went wrong, and where · `work` many at a time, in order.

#[cfg(test)]
mod anything;
pub mod coding;
mod date;
mod date_words;
mod decode;
mod feed;
mod file;
mod item;
mod meta;
mod page;
mod passages;
mod paths;
mod response;
pub mod trouble;
mod unpack;
mod warc;
pub mod work;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::trouble::{Origin, Trouble};
use crate::work::Push;
pub use date::normalize as normalize_date;
pub use feed::Head;
pub use file::{fetched, not_read, too_long};
pub use item::{Defaults, Given, Prepared, prepare, prepare_given};
pub use passages::{Document, Passage, Raw as RawPassage, TextFormat, each as each_passage, each_line};
pub use paths::why_not;
pub use unpack::{broken, is_packed, unpacked};

/// Bytes that one line, text or page may have; more is reported and left out without being held whole.
pub const MAX_ITEM: usize = 64 << 20;

/// One item as it stood in its file.
#[derive(Debug)]
pub struct Raw {
    /// Where it stood.
    pub origin: Origin,
    /// What it is.
    pub form: Form,
    /// Its bytes, in whatever encoding.
    pub bytes: Vec<u8>,
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum Form {
    /// A JSON object, one a line.
    Record,
    /// Plain text.
    Text,
    /// An HTML page.
    Page,
    /// An `<item>` or `<entry>` of the feed that says this of itself.
    FeedItem(Arc<Head>),
    /// An item of a JSON Feed.
    JsonItem(Arc<Head>),
    /// A response of HTTP with a page in it, from this address.
    Response(Arc<str>),
}

/// What reading gives.
#[derive(Debug)]
pub enum Item {
    /// Something to code.
    Raw(Raw),
    /// Something that could not be read.
    Trouble(Trouble),
}

impl Item {
    /// Size in bytes, for the bound on what is on its way.
    pub fn weight(&self) -> usize {
        match self {
            Item::Raw(raw) => raw.bytes.len(),
            Item::Trouble(_) => 0,
        }
    }
}

/// Reads everything that was named, in order.
///
/// Memory: one item, and the names of one folder. `n_bytes` is raised by what was read from disk.
pub fn each(inputs: &[PathBuf], n_bytes: &Arc<AtomicU64>, push: Push<'_, Item>) {
    for input in inputs {
        let flow = paths::each(input, paths::ARTICLES, &mut |found| match found {
            paths::Found::File(path) => file::read(&path, n_bytes, push),
            paths::Found::Trouble(trouble) => push(Item::Trouble(trouble)),
        });
        if let ControlFlow::Break(()) = flow {
            return;
        }
    }
}

/// Calls `f` for each file that an input stands for, in the order in which [`each`] reads them, or with why there is none.
pub fn each_file(input: &Path, f: &mut dyn FnMut(Result<PathBuf, Trouble>) -> ControlFlow<()>) -> ControlFlow<()> {
    paths::each(input, paths::ARTICLES, &mut |found| match found {
        paths::Found::File(path) => f(Ok(path)),
        paths::Found::Trouble(trouble) => f(Err(trouble)),
    })
}

/// Reads one file; `-` is standard input.
pub fn each_item(file: &Path, n_bytes: &Arc<AtomicU64>, push: Push<'_, Item>) -> ControlFlow<()> {
    file::read(file, n_bytes, push)
}

/// The text of an XML document, in whatever encoding it or its first bytes name.
pub fn xml_text(bytes: Vec<u8>) -> String {
    let declared = decode::declared_xml(&bytes);
    decode::decode(bytes, declared).text
}

/// Size of the inputs in bytes, where all are regular files.
pub fn total_size(inputs: &[PathBuf]) -> Option<u64> {
    inputs.iter().map(|path| std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|file| file.len())).sum()
}
