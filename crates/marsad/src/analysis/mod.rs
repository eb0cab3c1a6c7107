//! What a linguist would write down: sentences, tokens, words with lemma, part of speech, features, names and a tree.
//!
//! In: a text ([`analyze`]), or sentences of another tool or of a treebank ([`reanalyze`]), whose words are kept.
//! Out: [`Sentence`]s in the terms of Universal Dependencies; [`conllu`] reads and writes them.
//!
//! «وصل الوزير إلى القاهرة.» → وصل VERB root · الوزير NOUN nsubj · إلى ADP case · القاهرة PROPN obl, a place · `.` punct
//!
//! What the coder does with a sentence stands on the same words and the same names; phrases, clauses and who somebody is are its own
//! ([`crate::syntax`], [`crate::actor`]).

mod align;
pub mod conllu;
mod describe;
mod entity;
mod feats;
mod lemma;
mod names;
mod settle;
mod tag;
mod tree;
mod written;

use std::ops::Range;

use crate::pack::Upos;
use crate::span::Span;

pub use align::align;
pub(crate) use describe::{Opinion, second_opinion};
pub use describe::{Prepared, Recognizer, analyze, reanalyze};
pub use entity::{entity_chain, may_follow};
pub(crate) use lemma::Found;
pub use settle::{Labelled, settle};
pub use tag::{case_chain, upos_chain};
pub use tree::{Move, Moves, Node, State, choose_move};
pub use written::Written;

/// A sentence of a text.
///
/// Shape: `tokens` cover `words` in order, each at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its id, unique in its file; may be empty.
    pub id: String,
    /// Its tokens with the spaces between them.
    pub text: String,
    /// Other comment lines, without the `#` and the space after it.
    pub comments: Vec<String>,
    /// What is written together.
    pub tokens: Vec<Token>,
    /// Syntactic words.
    pub words: Vec<Word>,
}

/// A surface token of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// As written.
    pub form: String,
    /// Its words.
    pub words: Range<usize>,
    /// Whether a space follows.
    pub space_after: bool,
}

/// A syntactic word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The word itself: «الشركة» in «للشركة».
    pub form: String,
    /// Where its letters stand in [`Sentence::text`], in bytes.
    pub span: Span,
    /// Its lemma, without vowels; empty when nobody knows.
    pub lemma: String,
    /// Its lemma with vowels, where the lexicon has them.
    pub vocalised: Option<String>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Part of speech of the treebank; empty for none.
    pub xpos: String,
    /// Features as UD writes them, `Name=Value`, sorted by name.
    pub feats: Vec<String>,
    /// The word it depends on; `None` for the root and where there is no tree.
    pub head: Option<usize>,
    /// Its relation to the head, `root` for the root, empty where there is no tree.
    pub deprel: String,
    /// Whether it begins or continues a name, and of what kind: `B-PERS`, `I-LOC`; empty outside.
    pub entity: String,
    /// Other annotation as CoNLL-U writes it, `Name=Value`; without `SpaceAfter`, `Vform` and `NER`.
    pub misc: Vec<String>,
}

impl Sentence {
    /// Fills in `text` and the spans of words from the tokens, when there is no text.
    pub(crate) fn rebuild_text(&mut self) {
        if self.text.is_empty() {
            for (idx, token) in self.tokens.iter().enumerate() {
                self.text.push_str(&token.form);
                if token.space_after && idx + 1 < self.tokens.len() {
                    self.text.push(' ');
                }
            }
            // As a reader of the comment takes it, whatever a form begins or ends with.
            self.text = self.text.trim().to_owned();
        }
        // Token by token: no word has letters of another token.
        let spans = align(&self.text, &self.tokens.iter().map(|token| token.form.as_str()).collect::<Vec<_>>());
        for (token, span) in self.tokens.iter().zip(spans) {
            let words = &mut self.words[token.words.clone()];
            let inside = align(span.of(&self.text), &words.iter().map(|word| word.form.as_str()).collect::<Vec<_>>());
            let start = span.start as usize;
            words.iter_mut().zip(inside).for_each(|(word, at)| word.span = Span::new(start + at.start as usize, start + at.end as usize));
        }
    }
}
