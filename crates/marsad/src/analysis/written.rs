//! In what shape is an analysed sentence written as JSON (docs/schema/analysis.schema.json)?
//!
//! In: a [`Sentence`]. Out: [`Written`], which serializes: numbers count from 0 and Unicode code points, and what is not there is `null`. «قال» of «قال: نعم.»
//! is a word with span 0 to 3 and no head.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Sentence, Token, Word};
use crate::pack::Upos;
use crate::span::CodePoints;

/// A sentence as it is written.
#[derive(Debug, Serialize)]
pub struct Written<'s> {
    id: &'s str,
    text: &'s str,
    tokens: Vec<WrittenToken<'s>>,
    words: Vec<WrittenWord<'s>>,
}

#[derive(Debug, Serialize)]
struct WrittenToken<'s> {
    form: &'s str,
    words: [usize; 2],
    space_after: bool,
}

#[derive(Debug, Serialize)]
struct WrittenWord<'s> {
    form: &'s str,
    span: [u32; 2],
    lemma: Option<&'s str>,
    vocalised: Option<&'s str>,
    upos: &'static str,
    feats: BTreeMap<&'s str, &'s str>,
    head: Option<usize>,
    deprel: Option<&'s str>,
    entity: Option<&'s str>,
}

impl<'s> Written<'s> {
    /// The written form of a sentence.
    #[must_use]
    pub fn of(sentence: &'s Sentence) -> Self {
        let points = CodePoints::new(&sentence.text);
        let token = |token: &'s Token| WrittenToken {
            form: &token.form,
            words: [token.words.start, token.words.end],
            space_after: token.space_after,
        };
        Self {
            id: &sentence.id,
            text: &sentence.text,
            tokens: sentence.tokens.iter().map(token).collect(),
            words: sentence.words.iter().map(|word| WrittenWord::of(word, &points)).collect(),
        }
    }
}

impl<'s> WrittenWord<'s> {
    fn of(word: &'s Word, points: &CodePoints<'_>) -> Self {
        let given = |text: &'s str| Some(text).filter(|text| !text.is_empty());
        Self {
            form: &word.form,
            span: points.span(word.span),
            lemma: given(&word.lemma),
            vocalised: word.vocalised.as_deref(),
            upos: Upos::name(word.upos),
            feats: word.feats.iter().map(|feat| feat.split_once('=').unwrap_or((feat, ""))).collect(),
            head: word.head,
            deprel: given(&word.deprel),
            entity: given(&word.entity),
        }
    }
}
