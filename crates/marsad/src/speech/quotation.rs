//! Does a quotation go on: who speaks in sentences after the one that opened it.
//!
//! In: the sentences of a text, one after the other, with what is said in each. Out: the speaker whose quotation is still open, and up to
//! which word.
//!
//! «قال الوزير: "الوضع خطير. هاجمت روسيا مدننا."»: the second sentence is his. Marks are paired over the paragraph; a new one goes on only
//! where it begins with a mark of its own. Some papers turn guillemets round (»…«): the first and the last of a paragraph tell.

use super::Said;
use crate::actor::Who;
use crate::syntax::{Parse, is_quote};

/// A speaker whose quotation reaches into the sentence at hand.
pub(crate) struct Carried<'a, 'l> {
    /// Who speaks.
    pub who: &'a Who<'l>,
    /// One past the last word of the quotation.
    pub end: usize,
}

/// What is open.
pub(crate) struct Quotation<'l> {
    who: Option<Who<'l>>,
    paragraph: usize,
    /// Paragraphs whose guillemets are turned round.
    turned: Vec<usize>,
}

impl<'l> Quotation<'l> {
    /// Before the first sentence of a text.
    pub fn of(sentences: &[Parse]) -> Self {
        let mut turned = Vec::new();
        for paragraph in sentences.chunk_by(|one, other| one.sentence.paragraph == other.sentence.paragraph) {
            let mut marks = paragraph.iter().flat_map(|parse| &parse.words).filter(|word| word.is_mark("«»"));
            let first = marks.next();
            if first.is_some_and(|first| first.is_mark("»")) && marks.next_back().is_some_and(|last| last.is_mark("«")) {
                turned.push(paragraph[0].sentence.paragraph);
            }
        }
        Self { who: None, paragraph: 0, turned }
    }

    /// Begins a sentence: what is still open in it.
    pub fn enter(&mut self, parse: &Parse) -> Option<Carried<'_, 'l>> {
        if parse.sentence.paragraph != self.paragraph {
            self.paragraph = parse.sentence.paragraph;
            if !parse.words.first().is_some_and(is_quote) {
                self.who = None;
            }
        }
        // The mark that a paragraph begins with opens the quotation again.
        let close = (1..parse.words.len()).find(|at| self.mark(parse, *at, true) == Some(false));
        self.who.as_ref().map(|who| Carried { who, end: close.unwrap_or(parse.words.len()) })
    }

    /// Ends a sentence in which this is said.
    pub fn leave(&mut self, parse: &Parse, said: &[Said<'l>]) {
        let mut open = self.who.is_some();
        let mut opened = None;
        for at in 0..parse.words.len() {
            match self.mark(parse, at, open) {
                Some(true) if !open => (open, opened) = (true, Some(at)),
                Some(false) if at > 0 || parse.words.len() == 1 => open = false,
                _ => {}
            }
        }
        if !open {
            self.who = None;
        } else if let Some(opened) = opened {
            let covers = |said: &&Said<'l>| said.utterance.content.contains(&opened);
            self.who = said.iter().rev().find(covers).and_then(|said| said.whos.first().cloned());
        }
    }

    /// Whether a word opens (true) or closes a quotation; `None` for other words.
    fn mark(&self, parse: &Parse, at: usize, open: bool) -> Option<bool> {
        let word = &parse.words[at];
        if word.is_mark("\"″") {
            return Some(!open);
        }
        let (opening, closing) = if self.turned.contains(&parse.sentence.paragraph) { ("»“", "«”") } else { ("«“", "»”") };
        let (opens, closes) = (word.is_mark(opening), word.is_mark(closing));
        (opens || closes).then_some(opens)
    }
}
