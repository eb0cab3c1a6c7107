//! Which paragraphs and sentences: texts are cut into lines, a paragraph each, and CoNLL-U into sentences at its empty lines.
//!
//! One line, or one sentence, is held at a time, so a file may be of any size. The name's ending tells what a file is unless the
//! command line does: `.conllu` is CoNLL-U, everything else is text.
//!
//! Paragraphs get ids that are unique among all inputs: `p3` when there is one text, `news-p3` when there are several. A CoNLL-U
//! sentence keeps the id it has.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use encoding_rs::Encoding;

use super::file::{self, Opened, lines, too_long};
use super::unpack::{self, broken};
use super::{MAX_ITEM, decode, paths};
use crate::trouble::{At, Kind, Origin, Trouble};
use crate::work::Push;

/// What is read in a folder, by what the command line says of the inputs.
const EITHER: paths::Wanted = paths::Wanted {
    endings: &[".txt", ".conllu"],
    also: |_| false,
    none: "no .txt or .conllu file in this folder (.gz and .zst of each are read too)",
};
const TEXTS: paths::Wanted =
    paths::Wanted { endings: &[".txt"], also: |_| false, none: "no .txt file in this folder (.txt.gz and .txt.zst are read too)" };
const TREEBANKS: paths::Wanted = paths::Wanted {
    endings: &[".conllu"],
    also: |_| false,
    none: "no .conllu file in this folder (.conllu.gz and .conllu.zst are read too)",
};

/// Endings of files that hold something else than a text.
const ARTICLES: [&str; 11] = [".jsonl", ".ndjson", ".json", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".rdf", ".warc"];

/// What is analysed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// A paragraph a line.
    Text,
    /// Sentences whose words are known.
    Conllu,
}

/// Something to analyse, or what could not be read.
#[derive(Debug)]
pub enum Passage {
    /// A line of a text.
    Paragraph(Raw, Arc<Document>, u64),
    /// A sentence in CoNLL-U, its comments included.
    Sentence(Raw),
    /// Something that could not be read.
    Trouble(Trouble),
}

/// Bytes as they stood in their file.
#[derive(Debug)]
pub struct Raw {
    /// Where they began.
    pub origin: Origin,
    bytes: Vec<u8>,
    encoding: Option<&'static Encoding>,
}

/// The text that a paragraph is of.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its id, the name of its file; empty when it is the only one.
    pub id: String,
    /// What the ids of its paragraphs begin with.
    pub prefix: String,
}

impl Passage {
    /// Size in bytes, for the bound on what is on its way.
    pub fn weight(&self) -> usize {
        match self {
            Passage::Paragraph(raw, ..) | Passage::Sentence(raw) => raw.bytes.len(),
            Passage::Trouble(_) => 0,
        }
    }
}

impl Raw {
    /// The letters, and what should be said about how they were read.
    pub fn decode(self) -> (String, Option<Trouble>) {
        let decoded = decode::decode(self.bytes, self.encoding);
        (decoded.text, decoded.warning.map(|warning| Trouble::warning(&self.origin, Kind::Encoding, warning)))
    }
}

/// Reads everything that was named, in order; `from` tells what all of it is.
///
/// Memory: one line or sentence, the names of one folder, and a number for each name of a text.
pub fn each(inputs: &[PathBuf], from: Option<TextFormat>, n_bytes: &Arc<AtomicU64>, push: Push<'_, Passage>) {
    let wanted = match from {
        None => EITHER,
        Some(TextFormat::Text) => TEXTS,
        Some(TextFormat::Conllu) => TREEBANKS,
    };
    let is_one = matches!(inputs, [input] if input == Path::new("-") || input.is_file());
    let mut names = Names::default();
    for input in inputs {
        let flow = paths::each(input, wanted, &mut |found| match found {
            paths::Found::File(path) => match file::open(&path, "analyze", n_bytes) {
                Ok(opened) => read(opened, from, (!is_one).then_some(&mut names), push),
                Err(trouble) => push(Passage::Trouble(trouble)),
            },
            paths::Found::Trouble(trouble) => push(Passage::Trouble(trouble)),
        });
        if flow.is_break() {
            return;
        }
    }
}

/// The paragraphs of a text that was given on the command line.
pub fn each_line(text: &str, push: Push<'_, Passage>) {
    let document = Arc::new(Document::default());
    let mut number = 0;
    for (idx, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        number += 1;
        let origin = Origin { file: "--text".into(), place: At::Line(idx as u64 + 1) };
        let raw = Raw { origin, bytes: line.as_bytes().to_vec(), encoding: None };
        if push(Passage::Paragraph(raw, Arc::clone(&document), number)).is_break() {
            return;
        }
    }
}

/// Reads one file; `names` gives it an id of its own where there are several.
fn read(opened: Opened, from: Option<TextFormat>, names: Option<&mut Names>, push: Push<'_, Passage>) -> ControlFlow<()> {
    let Opened { origin, name, mut reader } = opened;
    let not = |why: &str| Passage::Trouble(Trouble::skipped(&origin, why));
    let start = match reader.fill_buf() {
        Ok(start) => start,
        Err(error) => return push(not(&broken(&error))),
    };
    if start.is_empty() {
        return push(not("empty; there is nothing to read"));
    }
    if start.contains(&0) {
        return push(not("not text (it holds NUL bytes); give .txt or .conllu"));
    }
    if from.is_none() && ARTICLES.iter().any(|ending| name.ends_with(ending)) {
        return push(not("no text; give the text of its articles as .txt, a paragraph a line"));
    }
    let encoding = decode::guess(start);
    if let Some(encoding) = encoding {
        let message = format!("not UTF-8: it was read as {}; save it as UTF-8 if letters are wrong", encoding.name());
        push(Passage::Trouble(Trouble::warning(&origin, Kind::Encoding, message)))?;
    }
    match from {
        Some(TextFormat::Conllu) => sentences(&mut *reader, &origin, encoding, push),
        None if name.ends_with(".conllu") => sentences(&mut *reader, &origin, encoding, push),
        _ => {
            let document = names.map_or_else(Document::default, |names| names.document(&origin.file));
            paragraphs(&mut *reader, &origin, encoding, document, push)
        }
    }
}

fn paragraphs(
    reader: &mut dyn std::io::BufRead,
    origin: &Origin,
    encoding: Option<&'static Encoding>,
    document: Document,
    push: Push<'_, Passage>,
) -> ControlFlow<()> {
    let document = Arc::new(document);
    let mut number = 0;
    lines(reader, origin, &mut |at, line| match line {
        Ok(bytes) if bytes.trim_ascii().is_empty() => ControlFlow::Continue(()),
        Ok(bytes) => {
            number += 1;
            push(Passage::Paragraph(Raw { origin: at.clone(), bytes, encoding }, Arc::clone(&document), number))
        }
        Err(trouble) => push(Passage::Trouble(trouble)),
    })
}

fn sentences(
    reader: &mut dyn std::io::BufRead,
    origin: &Origin,
    encoding: Option<&'static Encoding>,
    push: Push<'_, Passage>,
) -> ControlFlow<()> {
    let mut sentence = Raw { origin: origin.clone(), bytes: Vec::new(), encoding };
    // Whether the sentence that is being read has been given up.
    let mut is_lost = false;
    lines(reader, origin, &mut |at, line| match line {
        Ok(bytes) if bytes.trim_ascii().is_empty() => {
            is_lost = false;
            give(&mut sentence, push)
        }
        Ok(_) if is_lost => ControlFlow::Continue(()),
        Ok(bytes) if sentence.bytes.len() + bytes.len() > MAX_ITEM => {
            is_lost = true;
            sentence.bytes = Vec::new();
            push(Passage::Trouble(Trouble::skipped(&sentence.origin, too_long("sentence"))))
        }
        Ok(bytes) => {
            if sentence.bytes.is_empty() {
                sentence.origin = at.clone();
            }
            sentence.bytes.extend(bytes);
            ControlFlow::Continue(())
        }
        Err(trouble) => {
            is_lost = true;
            sentence.bytes = Vec::new();
            push(Passage::Trouble(trouble))
        }
    })?;
    give(&mut sentence, push)
}

/// Hands a sentence on, if there is one.
fn give(sentence: &mut Raw, push: Push<'_, Passage>) -> ControlFlow<()> {
    let bytes = std::mem::take(&mut sentence.bytes);
    if bytes.is_empty() {
        return ControlFlow::Continue(());
    }
    push(Passage::Sentence(Raw { origin: sentence.origin.clone(), bytes, encoding: sentence.encoding }))
}

/// How often each name of a text was given.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    /// The document of a file: `in/news.txt` begins its ids with `news-`, a second file of that name with `news-2-`.
    fn document(&mut self, file: &str) -> Document {
        let plain = |name: &str| name.replace(|letter: char| letter.is_whitespace() || letter.is_control(), "_");
        let file = if file == "-" { "stdin" } else { file };
        let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = unpack::stem(&name);
        let stem = plain(Path::new(name).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default().as_ref());
        let mut unique = stem.clone();
        while self.0.contains_key(&unique) {
            let count = self.0.entry(stem.clone()).or_default();
            *count += 1;
            unique = format!("{stem}-{count}");
        }
        self.0.insert(unique.clone(), 1);
        Document { id: plain(file), prefix: format!("{unique}-") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_texts_are_told_apart() {
        let mut names = Names::default();
        let mut prefix = |file: &str| names.document(file).prefix;
        assert_eq!(prefix("a/news.txt"), "news-");
        assert_eq!(prefix("b/news-2.txt"), "news-2-");
        assert_eq!(prefix("b/news.txt.gz"), "news-3-");
        assert_eq!(prefix("c/news.txt"), "news-4-");
        assert_eq!(prefix("two words.txt"), "two_words-");
        assert_eq!(prefix("-"), "stdin-");
    }
}
