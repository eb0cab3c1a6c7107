//! Which phrases name someone or somewhere: the knowledge base's names, titles, nouns and adjectives found in a sentence.
//!
//! In: the words of a sentence. Out: [`NameMatch`]es, longest first at each word, that the phrases are built around.
//!
//! «وزير الخارجية الإيراني عباس عراقجي»: the title `foreign-minister` over two words, the adjective of `iran`, the person
//! `abbas-araghchi` over two. Who that is on that day is for [`crate::actor`] to say.

mod index;
mod introduced;
mod spelling;

pub use index::{Named, Names};
pub use introduced::Introduced;
pub use spelling::{Spelling, SpellingKind, SpellingRule, are_alike, spellings};

use std::ops::Range;

use crate::morph::{Part, Word};
use crate::pack::{Feats, Lang, Upos};
use crate::text::Token;

/// Words that name an entry of the knowledge base.
#[derive(Clone, Debug)]
pub struct NameMatch {
    /// The words, as indices into the sentence's words.
    pub words: Range<usize>,
    /// What they may name; several when a name is shared («طهران» the capital and the state's metonym).
    pub named: Vec<Named>,
}

/// Finds names of the knowledge base, and short ones that the text introduced before, left to right, the longest at each place.
///
/// Shape: matches are disjoint and in order. Cost: linear; at most a dozen comparisons a word.
#[must_use]
pub fn find_names(words: &[Word], tokens: &[Token], introduced: &Introduced, lang: &Lang) -> Vec<NameMatch> {
    let mut found: Vec<NameMatch> = Vec::new();
    let mut idx = 0;
    while idx < words.len() {
        let matched = if can_begin(&words[idx]) { longest(words, tokens, idx, introduced, lang) } else { None };
        match matched {
            Some(matched) => {
                idx = matched.words.end;
                found.push(matched);
            }
            None => idx += 1,
        }
    }
    found
}

/// Makes the words of a known person's full name proper nouns, whatever else their letters spell: «سلفان شالوم», «كريم صالح».
pub(crate) fn tell_persons(words: &mut [Word], names: &[NameMatch]) {
    let persons = names.iter().filter(|name| name.named.iter().any(|named| matches!(named, Named::Person(_))));
    for name in persons {
        for word in words[name.words.clone()].iter_mut().filter(|word| word.part == Part::Stem && word.upos != Upos::Punct) {
            (word.upos, word.lemma, word.feats, word.definite) = (Upos::Propn, None, Feats::default(), true);
            word.ties.clear();
        }
    }
}

/// Makes nouns of the words of a title that were read as more of the name before it: «فيصل بن خالد أمير منطقة عسير».
pub(crate) fn tell_titles(words: &mut [Word], names: &[NameMatch], lang: &Lang) {
    let titles = names.iter().filter(|name| name.named.iter().all(|named| matches!(named, Named::Title(_))));
    for name in titles {
        for word in words[name.words.clone()].iter_mut().filter(|word| word.upos == Upos::Propn && word.lemma.is_none()) {
            (word.upos, word.definite) = (Upos::Noun, word.key.starts_with(lang.article()));
        }
    }
}

fn can_begin(word: &Word) -> bool {
    word.part == Part::Stem
        && !matches!(word.upos, Upos::Punct | Upos::Num)
        && !(word.closed.is_some() && word.upos != Upos::Noun && word.upos != Upos::Propn)
}

fn longest(words: &[Word], tokens: &[Token], at: usize, introduced: &Introduced, lang: &Lang) -> Option<NameMatch> {
    let word = &words[at];
    let whole = &*tokens[word.token].key;
    let alone = at == 0 || words[at - 1].token != word.token;
    let keys = std::iter::once(&*word.key).chain((alone && whole != &*word.key).then_some(whole));
    let mut best: Option<(usize, Vec<Named>)> = None;
    for key in keys {
        for entry in lang.name_index().starting(key) {
            let n_tokens = 1 + entry.rest.len();
            let fits = entry
                .rest
                .iter()
                .enumerate()
                .all(|(n, key)| tokens.get(word.token + 1 + n).is_some_and(|token| token.key == *key && token.breaks == 0))
                && words.last().is_some_and(|last| word.token + entry.rest.len() <= last.token);
            if !fits {
                continue;
            }
            match &mut best {
                Some((n, named)) if *n == n_tokens => named.push(entry.named),
                Some((n, _)) if *n > n_tokens => {}
                _ => best = Some((n_tokens, vec![entry.named])),
            }
        }
    }
    if let Some((n_tokens, named)) = introduced.at(words, tokens, at, lang).filter(|(n, _)| best.as_ref().is_none_or(|(most, _)| n > most))
    {
        best = Some((n_tokens, vec![named]));
    }
    let title = lang.name_index().title(words, at, lang);
    if let Some((n_words, named)) = title {
        let end = at + n_words;
        let n_tokens = words[end - 1].token - word.token + 1;
        if best.as_ref().is_none_or(|(n, _)| n_tokens > *n) {
            return Some(NameMatch { words: at..end, named: vec![named] });
        }
    }
    let (n_tokens, mut named) = best?;
    // A one-token match must not be an ordinary word that happens to be spelt so: a verb is no name.
    if n_tokens == 1 && word.is_verb() {
        return None;
    }
    // «هذه القاعدة» is a base and no group of that name.
    if n_tokens == 1 && word.upos == Upos::Noun && at > 0 && words[at - 1].is_class("dem", lang) {
        named.retain(|named| !matches!(named, Named::Actor(_)));
    }
    if named.is_empty() {
        return None;
    }
    named.dedup();
    let last_token = word.token + n_tokens - 1;
    let end = words[at..].iter().position(|next| next.token > last_token).map_or(words.len(), |n| at + n);
    Some(NameMatch { words: at..end, named })
}
