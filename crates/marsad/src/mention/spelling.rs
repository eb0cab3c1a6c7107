//! Which spellings of a name are alike: letters for foreign sounds, the article, long vowels that are written or not.
//!
//! In: the keys of a name's words. Out: its [`Spelling`], to compare. «جوتيريش» and «غوتيريش», «عراقچي» and «عراقتشي»,
//! «بلومبرغ» and «بلومبيرغ», «ابو الغيط» and «أبوالغيط» are alike; «سالم» and «سليم», «الأسد» and «الأسدي» are not.
//!
//! The classes of letters are data (`lang/ar/spellings.tsv`). Alike is not the same: whoever asks needs another cue,
//! a second word of the name or the office that goes with it.

use serde::{Deserialize, Serialize};

/// A change that spellings of names differ by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SpellingRule {
    /// Its id in the data.
    pub id: String,
    /// Where it applies.
    pub kind: SpellingKind,
    /// Letters of a key.
    pub from: String,
    /// What they become.
    pub to: String,
}

/// Where a change applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpellingKind {
    /// Anywhere.
    #[default]
    Letters,
    /// Where a word begins.
    Start,
    /// Where a word ends.
    End,
    /// Nowhere: the letter may be left out.
    Vowel,
    /// Nowhere: the word may be written together with the next one.
    Joined,
}

/// A name with its letters in classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// Without the letters that may be left out and without doubled ones: equal for all spellings.
    pub skeleton: String,
    /// Before that.
    letters: Vec<char>,
}

/// How many vowels more one spelling may write than the other.
const MAX_VOWELS: usize = 2;

/// The keys of a name with words that may be written together written so; `None` where it has none.
pub(super) fn joined(keys: &[Box<str>], rules: &[SpellingRule]) -> Option<Vec<Box<str>>> {
    let joins = |key: &str| rules.iter().any(|rule| rule.kind == SpellingKind::Joined && rule.from == key);
    let mut together: Vec<Box<str>> = Vec::with_capacity(keys.len());
    let mut open = false;
    for key in keys {
        match together.last_mut() {
            Some(last) if open => *last = format!("{last}{key}").into(),
            _ => together.push(key.clone()),
        }
        open = joins(key);
    }
    (together.len() < keys.len()).then_some(together)
}

/// The spelling of a name of these keys.
#[must_use]
pub fn spelling<'k>(keys: impl IntoIterator<Item = &'k str>, rules: &[SpellingRule]) -> Spelling {
    let mut letters = Vec::new();
    for key in keys {
        let mut word = key.to_owned();
        for rule in rules {
            match rule.kind {
                SpellingKind::Letters => word = word.replace(&rule.from, &rule.to),
                SpellingKind::Start => {
                    // What is left has to be a name.
                    if let Some(rest) = word.strip_prefix(&rule.from).filter(|rest| rest.chars().count() > 2 || rest.is_empty()) {
                        word = format!("{}{rest}", rule.to);
                    }
                }
                SpellingKind::End => {
                    if let Some(rest) = word.strip_suffix(&rule.from) {
                        word = format!("{rest}{}", rule.to);
                    }
                }
                SpellingKind::Vowel | SpellingKind::Joined => {}
            }
        }
        letters.extend(word.chars());
    }
    letters.dedup();
    let mut skeleton: Vec<char> = letters.iter().copied().filter(|letter| !is_vowel(*letter, rules)).collect();
    skeleton.dedup();
    Spelling { skeleton: skeleton.into_iter().collect(), letters }
}

impl Spelling {
    /// Whether both may be one name: equal but for vowels that only one of them writes.
    #[must_use]
    pub fn is_like(&self, other: &Self, rules: &[SpellingRule]) -> bool {
        if self.skeleton != other.skeleton {
            return false;
        }
        let (more, fewer) = if self.letters.len() >= other.letters.len() { (self, other) } else { (other, self) };
        let mut rest = fewer.letters.iter().peekable();
        let mut n_left_out = 0;
        for letter in &more.letters {
            if rest.peek() == Some(&letter) {
                rest.next();
            } else if is_vowel(*letter, rules) {
                n_left_out += 1;
            } else {
                return false;
            }
        }
        // «الأسد» and «الأسدي» are two families: no vowel is left out at the end.
        rest.next().is_none() && n_left_out <= MAX_VOWELS && self.letters.last() == other.letters.last()
    }
}

fn is_vowel(letter: char, rules: &[SpellingRule]) -> bool {
    rules.iter().any(|rule| rule.kind == SpellingKind::Vowel && rule.from.chars().eq([letter]))
}
