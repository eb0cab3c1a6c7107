//! Tokens: runs of letters, runs of digits, single marks.
//!
//! Shape: tokens are disjoint and in order; what lies between two tokens is white space or invisible.
//! «ب804 مزارع» → «ب» `804` «مزارع»: a letter run ends where digits begin, so glued clitics and units come apart.

use crate::span::Span;
use crate::text::fold::{TATWEEL, fold_into, is_arabic_letter, is_ignorable};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters of the Arabic script.
    Word,
    /// Letters of another script.
    Foreign,
    /// Digits of any kind, with separators between them («1,600», «53.300», «٢١٫٥»).
    Number,
    /// One punctuation mark or symbol.
    Mark,
}

/// A run of characters that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its lookup key (see [`crate::text::fold::fold`]).
    pub key: Box<str>,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space (or the start of the text) stands before it.
    pub spaced: bool,
    /// Number of line ends before it since the previous token: 1 or more starts a paragraph.
    pub breaks: u16,
}

impl Token {
    /// Whether it is this mark.
    #[must_use]
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && &*self.key == mark
    }
}

/// The key of a dash, however it is written.
const DASH: &str = "-";

/// A token longer than this many bytes is cut: no word is, and every later cost stays bounded.
const MAX_TOKEN: usize = 256;

/// Splits a text into tokens.
///
/// Never fails. Cost: one pass.
#[must_use]
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 9);
    let mut chars = text.char_indices().peekable();
    let (mut spaced, mut breaks) = (true, 0u16);
    let mut key = String::new();
    while let Some((start, letter)) = chars.next() {
        if letter.is_whitespace() || letter.is_control() {
            spaced = true;
            breaks = breaks.saturating_add(u16::from(letter == '\n'));
            continue;
        }
        // «نيويورك ـ قالت»: a stretched line that joins no letters is a dash.
        if letter == TATWEEL && spaced && !tokens.is_empty() {
            let mut end = start + letter.len_utf8();
            while chars.next_if(|(_, next)| *next == TATWEEL).is_some() {
                end += TATWEEL.len_utf8();
            }
            if chars.peek().is_some_and(|(_, next)| next.is_whitespace()) {
                tokens.push(Token { span: Span::new(start, end), key: DASH.into(), kind: TokenKind::Mark, spaced, breaks });
                (spaced, breaks) = (false, 0);
            }
            continue;
        }
        if is_ignorable(letter) {
            continue;
        }
        let kind = kind_of(letter);
        let mut end = start + letter.len_utf8();
        if kind != TokenKind::Mark {
            while let Some(&(at, next)) = chars.peek() {
                let joins = is_ignorable(next)
                    || kind_of(next) == kind && !next.is_whitespace() && !next.is_control()
                    || kind == TokenKind::Number && is_separator(next) && digit_after(text, at + next.len_utf8());
                if !joins || at + next.len_utf8() - start > MAX_TOKEN {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        key.clear();
        fold_into(&text[start..end], &mut key);
        tokens.push(Token { span: Span::new(start, end), key: key.as_str().into(), kind, spaced, breaks });
        (spaced, breaks) = (false, 0);
    }
    tokens
}

fn kind_of(letter: char) -> TokenKind {
    if is_arabic_letter(letter) {
        TokenKind::Word
    } else if letter.is_numeric() && !is_separator(letter) {
        TokenKind::Number
    } else if letter.is_alphabetic() {
        TokenKind::Foreign
    } else {
        TokenKind::Mark
    }
}

/// Characters that stand inside a number: point, comma, Arabic comma, Arabic decimal and thousands separators.
fn is_separator(letter: char) -> bool {
    matches!(letter, '.' | ',' | '\u{060C}' | '\u{066B}' | '\u{066C}')
}

fn digit_after(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        tokenize(text).iter().map(|token| token.key.to_string()).collect()
    }

    #[test]
    fn letters_digits_and_marks_come_apart() {
        assert_eq!(keys("ب804 مزارع، أكثر من 1,600."), ["ب", "804", "مزارع", "،", "اكثر", "من", "1,600", "."]);
        assert_eq!(keys("٢١٫٥ مليون"), ["21٫5", "مليون"]);
        assert_eq!(keys("باقري.ومن"), ["باقري", ".", "ومن"]);
    }

    #[test]
    fn invisible_characters_never_split_a_word() {
        assert_eq!(keys("ال\u{200F}عر\u{200C}اق"), ["العراق"]);
        assert_eq!(keys("\u{202E}\u{200B}"), Vec::<String>::new());
    }

    #[test]
    fn a_line_between_spaces_is_a_dash() {
        assert_eq!(keys("لندن ـ قالت"), ["لندن", "-", "قالت"]);
        assert_eq!(keys("لندن ــ قالت"), ["لندن", "-", "قالت"]);
        assert_eq!(keys("ـقالت المدرسـة ـه"), ["قالت", "المدرسه", "ه"]);
    }

    #[test]
    fn a_huge_word_is_cut() {
        let tokens = tokenize(&"ب".repeat(1000));
        assert!(tokens.iter().all(|token| token.span.end - token.span.start <= 256));
        assert_eq!(tokens.iter().map(|token| token.span.end - token.span.start).sum::<u32>(), 2000);
    }
}
