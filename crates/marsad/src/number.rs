//! How many.
use std::ops::Range; use crate::span::Span; use crate::pack::Lang; use crate::text::Token; use crate::morph::Word;
#[derive(Clone, Debug)]
pub struct NumberExpr { pub tokens: Range<usize>, pub span: Span, pub value: Option<f64>, pub low: Option<f64>, pub high: Option<f64>, pub modifier: Option<&'static str>, pub unit: Option<String>, pub counted: Option<Span>, pub what: Option<String> }
pub fn find_numbers(_: &[Token], _: Range<usize>, _: Option<&[Word]>, _: &Lang) -> Vec<NumberExpr> { Vec::new() }
