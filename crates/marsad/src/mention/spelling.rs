//! Which spellings of a name are alike: letters for foreign sounds, the article, long vowels that are written or not.
//!
//! In: the keys of a name's words. Out: its [`Spelling`]s, to compare. «جوتيريش» and «غوتيريش», «عراقچي» and «عراقتشي»,
//! «بلومبرغ» and «بلومبيرغ» are alike; «سالم» and «سليم», «الأسد» and «الأسدي» are not.
//!
//! The classes of letters are data (`lang/ar/spellings.tsv`). A letter for two sounds («ج») gives two spellings; words are compared
//! one by one. Alike is not the same: whoever asks needs another cue, a second word of the name or the office that goes with it.

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
    /// Anywhere, to one letter or another: a spelling for each.
    Either,
}

/// A name with its letters in classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// Words without the letters that may be left out and without doubled ones: equal for all spellings.
    pub skeleton: String,
    /// The words before that.
    words: Vec<Vec<char>>,
}

/// How many vowels more one spelling of a word may write than the other.
const MAX_VOWELS: usize = 1;
/// A word with fewer letters than this has to be spelt the same.
const MIN_LETTERS: usize = 3;

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

/// The spellings of a name of these keys: one, or two where a letter stands for two.
#[must_use]
pub fn spellings<'k>(keys: impl IntoIterator<Item = &'k str>, rules: &[SpellingRule]) -> Vec<Spelling> {
    let words: Vec<String> = keys.into_iter().map(|key| in_classes(key, rules)).collect();
    let either = rules.iter().find(|rule| rule.kind == SpellingKind::Either && words.iter().any(|word| word.contains(&rule.from)));
    let Some(either) = either else { return vec![spelling(&words, rules)] };
    let with = |letter: char| words.iter().map(|word| word.replace(&either.from, letter.encode_utf8(&mut [0; 4]))).collect::<Vec<_>>();
    either.to.chars().map(|letter| spelling(&with(letter), rules)).collect()
}

/// Whether two names of these spellings may be one.
#[must_use]
pub fn are_alike(one: &[Spelling], other: &[Spelling], rules: &[SpellingRule]) -> bool {
    one.iter().any(|one| other.iter().any(|other| one.is_like(other, rules)))
}

fn in_classes(key: &str, rules: &[SpellingRule]) -> String {
    let mut word = key.to_owned();
    let mut letters = letters_in(&word);
    for rule in rules {
        match rule.kind {
            SpellingKind::Letters if letters_in(&rule.from) & !letters == 0 => {
                word = word.replace(&rule.from, &rule.to);
                letters = letters_in(&word);
            }
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
            SpellingKind::Letters | SpellingKind::Vowel | SpellingKind::Joined | SpellingKind::Either => {}
        }
    }
    word
}

/// Which letters a word has, as bits: of most rules it has none, and need not be searched for them.
fn letters_in(word: &str) -> u64 {
    word.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % 64))
}

fn spelling(words: &[String], rules: &[SpellingRule]) -> Spelling {
    let mut skeleton = String::new();
    let words: Vec<Vec<char>> = words
        .iter()
        .map(|word| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.dedup();
            let mut bones: Vec<char> = letters.iter().copied().filter(|letter| !is_vowel(*letter, rules)).collect();
            bones.dedup();
            skeleton.extend(bones);
            skeleton.push(' ');
            letters
        })
        .collect();
    Spelling { skeleton, words }
}

impl Spelling {
    fn is_like(&self, other: &Self, rules: &[SpellingRule]) -> bool {
        self.skeleton == other.skeleton && self.words.iter().zip(&other.words).all(|(one, other)| are_words_alike(one, other, rules))
    }
}

/// Whether two words are equal but for a vowel inside that only one of them writes.
fn are_words_alike(one: &[char], other: &[char], rules: &[SpellingRule]) -> bool {
    let (more, fewer) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    if more == fewer {
        return true;
    }
    if fewer.len() < MIN_LETTERS || more.last() != fewer.last() {
        return false;
    }
    let mut rest = fewer.iter().peekable();
    let mut n_left_out = 0;
    for letter in more {
        if rest.peek() == Some(&letter) {
            rest.next();
        } else if is_vowel(*letter, rules) {
            n_left_out += 1;
        } else {
            return false;
        }
    }
    rest.next().is_none() && n_left_out <= MAX_VOWELS
}

fn is_vowel(letter: char, rules: &[SpellingRule]) -> bool {
    rules.iter().any(|rule| rule.kind == SpellingKind::Vowel && rule.from.chars().eq([letter]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    fn rules() -> Vec<SpellingRule> {
        let rule = |kind, from: &str, to: &str| SpellingRule { id: String::new(), kind, from: from.into(), to: to.into() };
        let mut rules = vec![
            rule(SpellingKind::Start, "ال", ""),
            rule(SpellingKind::Letters, "تش", "ش"),
            rule(SpellingKind::Letters, "غ", "ك"),
            rule(SpellingKind::Letters, "ق", "ك"),
            rule(SpellingKind::Either, "ج", "كش"),
            rule(SpellingKind::Joined, "عبد", ""),
        ];
        rules.extend(["ا", "و", "ي"].map(|letter| rule(SpellingKind::Vowel, letter, "")));
        rules
    }

    fn alike(one: &str, other: &str) -> bool {
        let rules = rules();
        let of = |name: &str| {
            let keys: Vec<String> = name.split_whitespace().map(fold).collect();
            spellings(keys.iter().map(String::as_str), &rules)
        };
        are_alike(&of(one), &of(other), &rules)
    }

    #[test]
    fn names_alike_and_not() {
        for (one, other) in [
            ("أنطونيو غوتيريش", "انطونيو جوتيرش"),
            ("عباس عراقجي", "عباس عراقتشي"),
            ("مايكل بلومبيرغ", "مايكل بلومبرغ"),
            ("نوري المالكي", "نوري مالكي"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        for (one, other) in [("محمد سالم", "محمد سليم"), ("بشار الأسد", "بشار الأسدي"), ("أبو بكر", "بوب كار"), ("علي الشدوي", "علي كيدا")]
        {
            assert!(!alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn words_written_together() {
        let keys: Vec<Box<str>> = ["عبد", "الفتاح", "السيسي"].map(Into::into).to_vec();
        assert_eq!(joined(&keys, &rules()), Some(vec!["عبدالفتاح".into(), "السيسي".into()]));
        assert_eq!(joined(&keys[1..], &rules()), None);
    }
}
