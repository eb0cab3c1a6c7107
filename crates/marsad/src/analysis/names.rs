//! What the lists know of each word: names of the knowledge base, known places and organisations, parts of personal names.
//!
//! In: words with the names found among them. Out: a number a word that says which lists have it, and whether it begins there.
//! «الأمم المتحدة»: begins an organisation, goes on. «بوتين»: a family name.

use crate::mention::{Introduced, NameMatch, Named, find_names};
use crate::morph::{Part, Word};
use crate::pack::{Lang, NameKind};
use crate::text::Token;

/// What lists say of each word.
pub struct NameKinds {
    of: Vec<u64>,
}

// Kinds, as numbers that features mix in; 0 is none.
const STATE: u64 = 1;
const ORGANISATION: u64 = 2;
const PERSON: u64 = 3;
const PLACE: u64 = 4;
const TITLE: u64 = 5;
const METONYM: u64 = 6;
const KNOWN: u64 = 7;
/// Shifts of the further parts of a code.
const INSIDE: u64 = 1 << 4;
const LISTED: u32 = 5;
const PARTS: u32 = 9;

impl NameKinds {
    /// Looks the words of a sentence up.
    #[must_use]
    pub fn new(words: &[Word], tokens: &[Token], lang: &Lang) -> Self {
        let mut of: Vec<u64> = words.iter().map(|word| u64::from(lang.name_parts(stem(word, lang))) << PARTS).collect();
        for name in find_names(words, tokens, &Introduced::default(), lang) {
            mark(&name, &mut of, lang);
        }
        for (range, kind) in known_names(words, tokens, lang) {
            let kind = KNOWN + kind as u64;
            for (n, idx) in range.enumerate() {
                of[idx] |= (kind << 1 | u64::from(n > 0)) << LISTED;
            }
        }
        Self { of }
    }

    /// The code of a word, equal for words of which the lists say the same.
    #[must_use]
    pub fn of(&self, word: usize) -> u64 {
        self.of.get(word).copied().unwrap_or(0)
    }
}

fn stem<'w>(word: &'w Word, lang: &Lang) -> &'w str {
    word.key.strip_prefix(lang.article()).filter(|_| word.definite).unwrap_or(&word.key)
}

fn mark(name: &NameMatch, of: &mut [u64], lang: &Lang) {
    let kind = name.named.iter().map(|named| match *named {
        Named::Actor(row) if lang.tables.actors[row as usize].kind == "state" => STATE,
        Named::Actor(_) => ORGANISATION,
        Named::Person(_) | Named::Alone(_) => PERSON,
        Named::Place(_) => PLACE,
        Named::Title(_) | Named::Office(_) => TITLE,
        Named::Metonym(_) => METONYM,
    });
    let kind = kind.min_by_key(|kind| [0, 0, 2, 1, 3, 5, 4][*kind as usize % 7]).unwrap_or(0);
    for (n, idx) in name.words.clone().enumerate() {
        of[idx] |= kind | if n > 0 { INSIDE } else { 0 };
    }
}

/// The known names among the words, left to right, the longest at each place.
fn known_names(words: &[Word], tokens: &[Token], lang: &Lang) -> Vec<(std::ops::Range<usize>, NameKind)> {
    let mut found = Vec::new();
    let mut idx = 0;
    while idx < words.len() {
        let word = &words[idx];
        let matched = (word.part == Part::Stem).then(|| {
            let keys = [&*word.key, stem(word, lang)];
            keys.into_iter().find_map(|key| lang.known_name(key, &tokens[(word.token + 1).min(tokens.len())..]))
        });
        match matched.flatten() {
            Some((n_tokens, kind)) => {
                let last = word.token + n_tokens - 1;
                let end = words[idx..].iter().position(|next| next.token > last).map_or(words.len(), |n| idx + n);
                found.push((idx..end, kind));
                idx = end;
            }
            None => idx += 1,
        }
    }
    found
}
