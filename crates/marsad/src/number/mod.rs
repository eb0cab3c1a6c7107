//! How many: numbers in digits and words, bounds and approximations, what is counted.
//!
//! In: the tokens of a sentence, its words when there are any. Out: [`NumberExpr`]s.
//!
//! «ما لا يقل عن 17 شخصا» is 17 `EQUAL_OR_MORE`, persons; «عشرات الآلاف» is 20,000 to 99,999; «جنديان» is 2 soldiers.
//! What a counted noun means (`killed`, `troops`, `money` …) is told by `counted.tsv`.
//!
//! Numbers inside dates and times are none; a duration («ثلاث سنوات») comes out with `what` = `duration`. It does not
//! decide who gave the number.

mod counted;
mod digits;
mod figures;
mod grammar;
mod labels;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::morph::Word;
use crate::pack::{Lang, LemmaId};
use crate::span::Span;
use crate::text::Token;
use crate::time::{Anchor, Convention, Scan, TimeExpr};

/// How a number is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// «17», «خمسة وعشرون ألفا».
    Cardinal,
    /// By the dual of the noun: «صاروخين».
    Dual,
    /// «عشرات», «بضعة», «آلاف»: bounds without a value.
    Indefinite,
    /// «بين 300 و400», «من خمس إلى سبع».
    Range,
    /// «ثلاثة أرباع», «نصف».
    Fraction,
    /// «الثالثة».
    Ordinal,
}

/// A number with what it counts.
///
/// Units: `value`, `low` and `high` in ones («21 مليون» is 21000000); percent stay percent.
#[derive(Clone, Debug)]
pub struct NumberExpr {
    /// The tokens of the number alone.
    pub tokens: Range<usize>,
    /// Where the number stands.
    pub span: Span,
    /// From its modifier to what it counts.
    pub whole: Span,
    /// How it is told.
    pub kind: NumberKind,
    /// The number; `None` where only bounds are told.
    pub value: Option<f64>,
    /// Least.
    pub low: Option<f64>,
    /// Most.
    pub high: Option<f64>,
    /// `APPROX`, `MORE_THAN`, `LESS_THAN`, `EQUAL_OR_MORE`, `EQUAL_OR_LESS`.
    pub modifier: Option<&'static str>,
    /// `killed`, `troops`, `money`, `percent`, `duration` …; `count` when what is counted has no meaning of its own.
    pub what: String,
    /// `person`, `percent`, a currency, a measure.
    pub unit: Option<String>,
    /// Where the counted noun stands, without its clitics.
    pub counted: Option<Span>,
    /// The counted noun's token.
    pub counted_token: Option<usize>,
    /// The counted noun's lemma.
    pub lemma: Option<LemmaId>,
}

/// Finds numbers, left to right.
///
/// Shape: numbers are disjoint and in order. `words` are those of the same sentence; without them counted nouns are
/// looked up by their form alone. Cost: linear in the tokens.
#[must_use]
pub fn find_numbers(tokens: &[Token], range: Range<usize>, words: Option<&[Word]>, lang: &Lang) -> Vec<NumberExpr> {
    let scan = Scan::new(tokens, range, lang.time_index(), Convention::default());
    let times = crate::time::find_in(&scan, &Anchor::default(), lang);
    figures::find(&scan, &times, words, lang)
}

/// As [`find_numbers`], where the times of the same tokens are known already, and how the text's country writes.
#[must_use]
pub fn find_numbers_beside(
    tokens: &[Token],
    range: Range<usize>,
    times: &[TimeExpr],
    words: Option<&[Word]>,
    convention: Convention,
    lang: &Lang,
) -> Vec<NumberExpr> {
    figures::find(&Scan::new(tokens, range, lang.time_index(), convention), times, words, lang)
}
