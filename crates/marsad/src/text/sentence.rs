//! Sentences: where one ends in a language that uses full stops sparingly.
//!
//! A line end always ends a sentence. A full stop ends one unless it belongs to an abbreviation («د. سمير»), to initials
//! («أ.ف.ب») or to a run of stops standing for a comma («المنطقة .. وتعزيز»). The marks ! ؟ ? end one too; quotation
//! marks do not stop a full stop from ending a sentence, for quotations run on over several.
//!
//! The first tokens of a paragraph up to a dash, when they are a place, an agency or a date, are its dateline:
//! «طهران - », «درسدن (ألمانيا) 15 - 7 (أ ف ب) - ».

use std::ops::Range;

use super::token::{Token, TokenKind};

/// A run of tokens that makes a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, as indices into [`super::Text::tokens`].
    pub tokens: Range<usize>,
    /// Which paragraph it is of, counted from 0.
    pub paragraph: usize,
    /// How many of its first tokens are the dateline; 0 for none. The dash belongs to it.
    pub n_dateline: usize,
}

/// Most tokens a sentence may have: longer runs are cut, so that no later stage is worse than linear.
const MAX_SENTENCE: usize = 400;
/// Longest dateline in tokens: place, country in parentheses, date, agency, dash.
const MAX_DATELINE: usize = 16;

/// Groups tokens into sentences.
///
/// Shape: the ranges are disjoint, in order and cover all tokens. Cost: linear.
#[must_use]
pub fn split_sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut push = |range: Range<usize>, paragraph: usize, first: bool| {
        if !range.is_empty() {
            let n_dateline = if first { dateline(&tokens[range.clone()]) } else { 0 };
            sentences.push(Sentence { tokens: range, paragraph, n_dateline });
        }
    };
    let (mut start, mut paragraph, mut first) = (0, 0, true);
    for idx in 0..tokens.len() {
        if idx > start && tokens[idx].breaks > 0 {
            push(start..idx, paragraph, first);
            (start, first) = (idx, true);
            paragraph += 1;
        }
        if ends_sentence(text, tokens, idx) || idx + 1 - start >= MAX_SENTENCE {
            // Closing quotes and brackets stay with the sentence they close.
            let mut end = idx + 1;
            while end < tokens.len() && tokens[end].breaks == 0 && !tokens[end].spaced && is_closing(&tokens[end]) {
                end += 1;
            }
            if end > start && end == idx + 1 {
                push(start..end, paragraph, first);
                (start, first) = (end, false);
            }
        } else if is_closing(&tokens[idx]) && idx > start && !tokens[idx].spaced && ended_before(text, tokens, idx) {
            push(start..idx + 1, paragraph, first);
            (start, first) = (idx + 1, false);
        }
    }
    push(start..tokens.len(), paragraph, first);
    sentences
}

/// Whether the closing mark at `idx` follows the end of a sentence, directly or over other closing marks.
fn ended_before(text: &str, tokens: &[Token], idx: usize) -> bool {
    let next_closes = tokens.get(idx + 1).is_some_and(|next| !next.spaced && next.breaks == 0 && is_closing(next));
    let mut at = idx;
    while at > 0 && !tokens[at].spaced && is_closing(&tokens[at]) {
        at -= 1;
    }
    !next_closes && ends_sentence(text, tokens, at)
}

fn ends_sentence(text: &str, tokens: &[Token], idx: usize) -> bool {
    let token = &tokens[idx];
    if token.kind != TokenKind::Mark {
        return false;
    }
    match &*token.key {
        "!" | "؟" | "?" | "…" => true,
        "." => {
            let next = tokens.get(idx + 1);
            let stop_beside = next.is_some_and(|next| next.is_mark(".") && next.breaks == 0)
                || idx > 0 && tokens[idx - 1].is_mark(".") && token.breaks == 0;
            // One letter before the stop: a title («د.») or an initial («أ.ف.ب.»).
            let initial = idx > 0
                && !token.spaced
                && tokens[idx - 1].span.of(text).chars().count() == 1
                && tokens[idx - 1].kind != TokenKind::Mark
                && tokens[idx - 1].kind != TokenKind::Number;
            let inside_number = next.is_some_and(|next| !next.spaced && next.kind == TokenKind::Number)
                && idx > 0
                && tokens[idx - 1].kind == TokenKind::Number;
            !stop_beside && !initial && !inside_number
        }
        _ => false,
    }
}

fn is_closing(token: &Token) -> bool {
    token.kind == TokenKind::Mark && matches!(&*token.key, "\"" | "»" | "”" | "’" | "'" | ")" | "]" | "“" | "″")
}

/// How many tokens of a paragraph's start are a dateline. The shape decides (few tokens, no verb can be told here, a
/// dash with space around it); whether the words name a place is for [`crate::place`] to say.
fn dateline(tokens: &[Token]) -> usize {
    let mut depth = 0i32;
    let mut n_words = 0;
    for (idx, token) in tokens.iter().enumerate().take(MAX_DATELINE) {
        match (token.kind, &*token.key) {
            (TokenKind::Mark, "(" | "/") => depth += 1,
            (TokenKind::Mark, ")") => depth -= 1,
            (TokenKind::Mark, "-" | "–" | "—" | ":") => {
                let next = tokens.get(idx + 1);
                let in_date =
                    next.is_some_and(|next| next.kind == TokenKind::Number) && idx > 0 && tokens[idx - 1].kind == TokenKind::Number;
                let dash = &*token.key != ":";
                if !in_date && dash && idx > 0 && token.spaced && next.is_some_and(|next| next.spaced) {
                    return idx + 1;
                }
            }
            (TokenKind::Mark, "،" | ",") => {}
            (TokenKind::Mark, _) => return 0,
            (TokenKind::Word, _) if depth == 0 => {
                n_words += 1;
                if n_words > 5 {
                    return 0;
                }
            }
            _ => {}
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    fn check(text: &str, expect: &[&str]) {
        let taken = Text::new(text);
        let found: Vec<&str> = taken.sentences.iter().map(|sentence| taken.span(sentence).of(text)).collect();
        assert_eq!(found, expect);
        let covered: usize = taken.sentences.iter().map(|sentence| sentence.tokens.len()).sum();
        assert_eq!(covered, taken.tokens.len(), "every token is in one sentence");
    }

    #[test]
    fn stops_lines_and_quotes() {
        check("زار الوزير طهران. وقال \"نحن هنا.\" ثم غادر", &["زار الوزير طهران.", "وقال \"نحن هنا.\"", "ثم غادر"]);
        check("عنوان بلا نقطة\n\nنص الخبر.", &["عنوان بلا نقطة", "نص الخبر."]);
        check("محمد باقري.ومن المقرر", &["محمد باقري.", "ومن المقرر"]);
    }

    #[test]
    fn a_stop_that_does_not_end() {
        check("قال د. سمير إن النسبة 3.5 .. وتابع", &["قال د. سمير إن النسبة 3.5 .. وتابع"]);
        check("نقلت أ.ف.ب عنه ذلك.", &["نقلت أ.ف.ب عنه ذلك."]);
    }

    #[test]
    fn datelines() {
        let n_dateline = |text: &str| Text::new(text).sentences[0].n_dateline;
        assert_eq!(n_dateline("طهران - بحث الوزير"), 2);
        assert_eq!(n_dateline("درسدن (ألمانيا) 15 - 7 (أ ف ب) - ذكرت الشرطة"), 13);
        assert_eq!(n_dateline("بحث الوزير العراقي مع نظيره الإيراني أمن الحدود - وهو ملف"), 0);
    }
}
