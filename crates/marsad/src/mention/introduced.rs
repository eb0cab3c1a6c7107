//! Which short names an article has introduced: after «رئيس الحكومة تمام سلام» the word «سلام» may be he.
//!
//! In: the full names of persons that were found so far. Out: the ends of these names, as names of the same persons.
//!
//! A short name that is a word of its own («سلام», «كامل») counts only where a name is likely: right after a verb or «أن», without
//! a pronoun or an adjective of its own.

use rustc_hash::FxHashMap;

use super::{NameMatch, Named};
use crate::morph::{Part, Word};
use crate::pack::{Lang, Upos};
use crate::text::Token;

/// Short names of persons that were introduced by their full names.
#[derive(Debug, Default)]
pub struct Introduced {
    /// By first key.
    names: FxHashMap<Box<str>, Vec<ShortName>>,
}

/// Further keys of a short name, and the row of the person.
type ShortName = (Vec<Box<str>>, u32);

impl Introduced {
    /// Learns the ends of the full names of persons in a sentence: the last word, and the last two of three or more.
    pub fn learn(&mut self, words: &[Word], names: &[NameMatch], tokens: &[Token]) {
        for name in names {
            let person = name.named.iter().find_map(|named| if let Named::Person(row) = *named { Some(row) } else { None });
            let (Some(person), Some(last)) = (person, words[name.words.clone()].last()) else { continue };
            let (first, last) = (words[name.words.start].token, last.token);
            for n_words in 1..=2.min(last - first) {
                let keys: Vec<Box<str>> = tokens[last + 1 - n_words..=last].iter().map(|token| token.key.clone()).collect();
                let known = self.names.entry(keys[0].clone()).or_default();
                let rest = keys[1..].to_vec();
                // The one introduced last has the name.
                known.retain(|(other, _)| *other != rest);
                known.push((rest, person));
                known.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
            }
        }
    }

    /// The short name that begins at a word, with its number of tokens.
    pub(super) fn at(&self, words: &[Word], tokens: &[Token], at: usize, lang: &Lang) -> Option<(usize, Named)> {
        let word = &words[at];
        let known = self.names.get(&word.key)?;
        let (rest, person) = known.iter().find(|(rest, _)| {
            rest.iter().enumerate().all(|(n, key)| tokens.get(word.token + 1 + n).is_some_and(|token| token.key == *key))
        })?;
        let n_tokens = 1 + rest.len();
        let end = words[at..].iter().position(|next| next.token >= word.token + n_tokens).map_or(words.len(), |n| at + n);
        // «وزير الخارجية سلام», «ريتشارد سلام»: part of a longer name.
        let longer = at > 0 && words[at - 1].upos == Upos::Propn && words[at - 1].part == Part::Stem;
        (!longer && (word.upos == Upos::Propn || n_tokens > 1 || is_likely(words, at, end, lang)))
            .then_some((n_tokens, Named::Person(*person)))
    }
}

/// Whether a word that means something else too stands where a name is likely.
fn is_likely(words: &[Word], at: usize, end: usize, lang: &Lang) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    let after = words.get(end);
    let called = before.is_some_and(|word| word.is_verb() || word.is_class("sub", lang));
    let of_its_own = after.is_some_and(|next| next.is_enclitic() || next.upos == Upos::Adj && next.definite == words[at].definite);
    // «وزار الأسد طهران»: an article makes it no likelier word of another kind than a name, after the person was told.
    called && !of_its_own
}
