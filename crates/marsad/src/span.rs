//! Where is it: a half-open range of bytes inside the library, of code points at the border.
//!
//! In: byte offsets of a text. Out: [`Span`]s, and [`CodePoints`], which turns them into the code-point offsets
//! that readers in any language can use.
//!
//! In «زار الوزير طهران» the word «الوزير» is bytes `9..21` and code points `4..10`.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes of one text.
///
/// Units: bytes of the article's body (or title); always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; texts over 4 GiB are cut long before this.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text under the span; empty when the span is not of this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether nothing lies in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// Converts byte offsets of one text into code-point offsets.
///
/// Cost: one pass over the text to build, O(64) bytes a lookup.
pub struct CodePoints<'t> {
    text: &'t str,
    /// `marks[i]` = number of code points before byte `64 * i`.
    marks: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CodePoints<'t> {
    /// Counts the code points of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut n_points = 0;
        for (idx, byte) in text.bytes().enumerate() {
            if idx % STRIDE == 0 {
                marks.push(n_points);
            }
            n_points += u32::from(!is_continuation(byte));
        }
        if text.len().is_multiple_of(STRIDE) {
            marks.push(n_points);
        }
        Self { text, marks }
    }

    /// Number of code points before byte `at`; offsets past the end count the whole text.
    #[must_use]
    pub fn at(&self, at: u32) -> u32 {
        let at = (at as usize).min(self.text.len());
        let mark = at / STRIDE;
        let tail = &self.text.as_bytes()[mark * STRIDE..at];
        self.marks.get(mark).copied().unwrap_or(0) + tail.iter().filter(|byte| !is_continuation(**byte)).count() as u32
    }

    /// The span as `[start, end]` in code points.
    #[must_use]
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_of_a_long_text_agree_with_a_plain_count() {
        let text = "زار الوزير طهران a é 😀 ".repeat(20);
        let points = CodePoints::new(&text);
        for (n_points, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(at as u32) as usize, n_points, "byte {at}");
        }
        assert_eq!(points.at(u32::MAX) as usize, text.chars().count());
    }

    #[test]
    fn a_span_outside_its_text_is_empty_text() {
        assert_eq!(Span::new(3, 90).of("abc"), "");
        assert_eq!(Span::new(0, 1).of("ع"), "", "inside a character");
    }
}
