//! Which letters, tokens and sentences: the text as units, every one of them a span of the original.
//!
//! In: a body or a title. Out: [`Text`], with its tokens in order and its sentences as runs of tokens.
//!
//! «طهران - زار الوزير بغداد. وقال…» → tokens «طهران» `-` «زار» … · a dateline of two tokens · two sentences.
//!
//! It knows no words but what `closed.tsv` gives as abbreviations; clitics are taken apart in [`crate::morph`].

pub mod fold;
mod language;
mod sentence;
mod token;

pub use language::language;
pub use sentence::{Sentence, split_sentences};
pub use token::{Token, TokenKind, tokenize};

use crate::span::Span;

/// A text taken apart.
///
/// Shape: `sentences` are disjoint, in order, and cover every token.
#[derive(Debug, Default)]
pub struct Text {
    /// Words, numbers and marks in order.
    pub tokens: Vec<Token>,
    /// Runs of tokens.
    pub sentences: Vec<Sentence>,
}

impl Text {
    /// Takes `text` apart.
    ///
    /// Never fails. Cost: linear in the text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let tokens = tokenize(text);
        let sentences = split_sentences(text, &tokens);
        Self { tokens, sentences }
    }

    /// The span of a sentence, from its first token to its last.
    #[must_use]
    pub fn span(&self, sentence: &Sentence) -> Span {
        let tokens = &self.tokens[sentence.tokens.clone()];
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }
}
