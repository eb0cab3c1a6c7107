//! When.
use serde::{Deserialize, Serialize};
use std::ops::Range; use crate::span::Span; use jiff::civil::Date; use crate::pack::Lang; use crate::text::Token;

/// Time and number words of the language.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TimeTables {
    /// All rows of `lang/ar/time/*.tsv` and `lang/ar/numbers.tsv`.
    pub words: Vec<TimeWord>,
}

/// A time or number word: what it is and what it stands for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TimeWord {
    /// Its id in the data.
    pub id: String,
    /// Its kind: `month`, `weekday`, `relative`, `number` …
    pub kind: String,
    /// What it stands for, as its kind says.
    pub value: String,
    /// Keys of its words.
    pub keys: Vec<String>,
    /// As spelt.
    pub form: String,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)] pub enum Tense { #[default] Unknown, Past, Future }
#[derive(Clone, Copy, Debug, Default)] pub struct Anchor { pub published: Option<Date>, pub prefer_future: bool }
#[derive(Clone, Debug)]
pub struct TimeExpr { pub tokens: Range<usize>, pub span: Span, pub edtf: Option<String>, pub start: Option<Date>, pub end: Option<Date>, pub precision: &'static str, pub needs_tense: bool }
pub fn find_times(_: &[Token], _: Range<usize>, _: &Anchor, _: &Lang) -> Vec<TimeExpr> { Vec::new() }
pub fn resolve(_: &mut TimeExpr, _: Tense, _: &Anchor) {}
