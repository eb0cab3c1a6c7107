//! What an article is about, where that is no politics: sport, culture, markets.
//!
//! In: the analysed sentences of an article. Out: a topic of the language data (`lang/ar/topics.tsv`), or none.
//!
//! «تعادل المنتخب في المباراة … وقال المدرب إن اللاعبين …» is sport: that a coach rejects an offer, or a club attacks, is no political act, and
//! the federation is no government. Only what is full of such words has a topic; an article that tells of a bomb in a stadium has none.

use crate::coder::Part;
use crate::pack::Lang;

/// How many words of a topic an article has at least that is about it.
const AT_LEAST: usize = 5;

/// One word in how many is of the topic, at least.
const ONE_IN: usize = 40;

/// The topic of an article; among several the one with most words, the first by name among equals.
///
/// Cost: linear in the words.
pub(crate) fn topic_of<'l>(parts: &[Part<'_>], lang: &'l Lang) -> Option<&'l str> {
    let words = || parts.iter().flat_map(|part| &part.sentences).flat_map(|parse| &parse.words);
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for topic in words().filter_map(|word| lang.topic(word.lemma?)) {
        match counts.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, n_words)) => *n_words += 1,
            None => counts.push((topic, 1)),
        }
    }
    let (topic, n_words) = counts.into_iter().max_by_key(|(topic, n_words)| (*n_words, std::cmp::Reverse(*topic)))?;
    (n_words >= AT_LEAST && n_words * ONE_IN >= words().count()).then_some(topic)
}
