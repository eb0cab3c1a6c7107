//! Which time and number words a token is: the rows of the language data, looked up by key.
//!
//! In: the keys of tokens. Out: [`Scan`], which holds for each token the entries that begin there and what is written
//! together with them: «وبالسبت» is «السبت» with a conjunction and a preposition.
//!
//! It works on letters only and needs no morphology; whether an entry makes sense there is for the grammars to say.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::sense::sense;
pub(crate) use super::sense::{Calendar, Count, Era, Prep, Rel, Sense, Strength, Unit};
use super::{Convention, TimeTables};
use crate::pack::{LemmaId, Tables};
use crate::text::fold::fold;
use crate::text::{Token, TokenKind};

/// A row without its first key.
#[derive(Debug)]
struct Entry {
    rest: Box<[Box<str>]>,
    sense: Sense,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prefix {
    Conjunction,
    Preposition,
    To,
    Article,
    Will,
}

/// Time and number words by their first key.
#[derive(Debug, Default)]
pub struct TimeIndex {
    entries: FxHashMap<Box<str>, Vec<Entry>>,
    prefixes: Vec<(Box<str>, Prefix)>,
    article: Box<str>,
    /// Lemma of a counted noun → row of the table.
    pub(crate) counted: FxHashMap<LemmaId, u32>,
    /// Key of a counted noun's lemma → row of the table; for tokens that the lexicon does not know.
    pub(crate) counted_keys: FxHashMap<String, u32>,
}

impl TimeIndex {
    /// Indexes time words, number words and counted nouns.
    #[must_use]
    pub fn new(tables: &Tables) -> Self {
        let mut index = Self::default();
        index.add_words(&tables.time);
        for (row, counted) in tables.counted.iter().enumerate() {
            index.counted.entry(counted.lemma).or_insert(row as u32);
            if let Some(lemma) = tables.lexicon.lemmas.get(counted.lemma as usize) {
                index.counted_keys.entry(fold(&lemma.lemma)).or_insert(row as u32);
            }
        }
        index
    }

    /// Whether a noun counts one of these in a figure («دولار»: `money`).
    pub(crate) fn is_counted_as(&self, lemma: LemmaId, what: &[&str], tables: &Tables) -> bool {
        self.counted.get(&lemma).is_some_and(|row| what.contains(&&*tables.counted[*row as usize].what))
    }

    /// Whether a key is a number word («ثلاثة», «مئة»).
    pub(crate) fn is_number(&self, key: &str) -> bool {
        let is = |sense: &Sense| matches!(sense, Sense::Number(_) | Sense::Scale(..) | Sense::Indefinite(..));
        self.entries.get(key).is_some_and(|entries| entries.iter().any(|entry| entry.rest.is_empty() && is(&entry.sense)))
    }

    fn add_words(&mut self, tables: &TimeTables) {
        for word in &tables.words {
            let [first, rest @ ..] = word.keys.as_slice() else { continue };
            if word.kind == "prefix" {
                let prefix = match word.value.as_str() {
                    "and" | "then" => Prefix::Conjunction,
                    "for" => Prefix::To,
                    "the" => Prefix::Article,
                    "will" => Prefix::Will,
                    _ => Prefix::Preposition,
                };
                if prefix == Prefix::Article {
                    self.article = first.as_str().into();
                }
                self.prefixes.push((first.as_str().into(), prefix));
            } else if let Some(sense) = sense(&word.kind, &word.value) {
                let rest = rest.iter().map(|key| key.as_str().into()).collect();
                self.entries.entry(first.as_str().into()).or_default().push(Entry { rest, sense });
            }
        }
        for entries in self.entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
    }

    fn entries(&self, key: &str) -> Option<&[Entry]> {
        self.entries.get(key).map(Vec::as_slice)
    }

    /// Takes off prefixes until an entry is left.
    fn lex(&self, key: &str) -> Lexed<'_> {
        let mut lexed = Lexed::default();
        let mut rest = key;
        // Conjunction, then preposition, each at most once; the article is tried at every stage.
        for stage in 0..3 {
            if let Some(entries) = self.entries(rest) {
                return Lexed { entries, ..lexed };
            }
            if let Some(noun) = rest.strip_prefix(&*self.article).filter(|noun| !noun.is_empty())
                && let Some(entries) = self.entries(noun)
            {
                return Lexed { entries, definite: true, ..lexed };
            }
            let strip = |wanted: &[Prefix]| {
                let wanted = self.prefixes.iter().filter(|(_, prefix)| wanted.contains(prefix));
                let mut stems = wanted.filter_map(|(letters, prefix)| Some((rest.strip_prefix(&**letters)?, *prefix)));
                stems.find(|(stem, _)| stem.len() >= 4)
            };
            let found = match stage {
                0 => strip(&[Prefix::Conjunction]).or_else(|| strip(&[Prefix::Preposition, Prefix::To])),
                1 if !lexed.preposition => strip(&[Prefix::Preposition, Prefix::To]),
                _ => None,
            };
            let Some((stem, prefix)) = found else { break };
            lexed.and |= prefix == Prefix::Conjunction;
            lexed.preposition |= prefix != Prefix::Conjunction;
            rest = stem;
            if prefix == Prefix::To
                && let Some(noun) = self.article.chars().last().and_then(|lam| stem.strip_prefix(lam))
            {
                let whole = format!("{}{noun}", self.article);
                if let Some(entries) = self.entries(&whole) {
                    return Lexed { entries, ..lexed };
                }
                if let Some(entries) = self.entries(noun) {
                    return Lexed { entries, definite: true, ..lexed };
                }
            }
        }
        Lexed::default()
    }

    /// The rest of a word that begins with the letter of the future.
    pub(crate) fn after_future_letter<'k>(&self, key: &'k str) -> Option<&'k str> {
        self.prefixes.iter().filter(|(_, prefix)| *prefix == Prefix::Will).find_map(|(letter, _)| key.strip_prefix(&**letter))
    }

    /// The rest of a word that begins with the article.
    pub(crate) fn without_article<'k>(&self, key: &'k str) -> Option<&'k str> {
        if self.article.is_empty() { None } else { key.strip_prefix(&*self.article).filter(|noun| noun.len() >= 4) }
    }

    /// The rest of a word with the article, perhaps after a conjunction and a preposition: «بالذكرى».
    pub(crate) fn definite_noun<'k>(&self, key: &'k str) -> Option<&'k str> {
        let lam = self.article.chars().last()?;
        let mut rest = key;
        for _ in 0..3 {
            if let Some(noun) = self.without_article(rest) {
                return Some(noun);
            }
            let (stem, prefix) = self.prefixes.iter().find_map(|(letter, prefix)| Some((rest.strip_prefix(&**letter)?, *prefix)))?;
            if prefix == Prefix::To
                && let Some(noun) = stem.strip_prefix(lam)
            {
                return Some(noun);
            }
            rest = stem;
        }
        None
    }

    /// The rest of a word that begins with a conjunction, or the preposition «ل».
    pub(crate) fn without_letter<'k>(&self, key: &'k str, to: bool) -> Option<&'k str> {
        let wanted = if to { Prefix::To } else { Prefix::Conjunction };
        let stem = self.prefixes.iter().filter(|(_, prefix)| *prefix == wanted).find_map(|(letter, _)| key.strip_prefix(&**letter))?;
        (stem.len() >= 4).then_some(stem)
    }

    pub(crate) fn begins_with_conjunction(&self, key: &str) -> bool {
        self.prefixes.iter().any(|(letters, prefix)| *prefix == Prefix::Conjunction && key.starts_with(&**letters))
    }

    fn is_prefix(&self, key: &str, wanted: Prefix) -> bool {
        self.prefixes.iter().any(|(letters, prefix)| *prefix == wanted && **letters == *key)
    }
}

/// A token with the entries that begin there.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lexed<'l> {
    entries: &'l [Entry],
    /// A conjunction is written together with it.
    pub and: bool,
    /// A preposition is.
    pub preposition: bool,
    /// The article is, and is not part of the entry.
    pub definite: bool,
}

/// A run of tokens with their entries.
///
/// Cost: a handful of look-ups a token.
pub(crate) struct Scan<'a> {
    pub tokens: &'a [Token],
    pub range: Range<usize>,
    pub index: &'a TimeIndex,
    /// How the text's country writes.
    pub convention: Convention,
    lexed: Vec<Lexed<'a>>,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(tokens: &'a [Token], range: Range<usize>, index: &'a TimeIndex, convention: Convention) -> Self {
        let range = range.start.min(tokens.len())..range.end.min(tokens.len());
        let lexed = tokens
            .get(range.clone())
            .unwrap_or(&[])
            .iter()
            .map(|token| match token.kind {
                TokenKind::Word => index.lex(&token.key),
                _ => Lexed::default(),
            })
            .collect();
        Self { tokens, range, index, convention, lexed }
    }

    /// What is known of a token; nothing outside the range.
    pub(crate) fn lexed(&self, at: usize) -> Lexed<'a> {
        at.checked_sub(self.range.start).and_then(|idx| self.lexed.get(idx)).copied().unwrap_or_default()
    }

    pub(crate) fn token(&self, at: usize) -> Option<&'a Token> {
        if self.range.contains(&at) { self.tokens.get(at) } else { None }
    }

    /// Whether anything can begin at a token.
    pub(crate) fn is_blank(&self, at: usize) -> bool {
        self.lexed(at).entries.iter().all(|entry| entry.sense.is_context())
            && self.token(at).is_none_or(|token| token.kind != TokenKind::Number)
    }

    /// Whether an expression of time can begin at a token.
    pub(super) fn can_begin(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Number)
            || self.find(at, |sense| sense.can_begin().then_some(())).is_some()
    }

    /// The first sense at `at`, longest entry first, that `want` takes; with the token after it.
    pub(crate) fn find<T>(&self, at: usize, want: impl Fn(Sense) -> Option<T>) -> Option<(T, usize)> {
        self.lexed(at).entries.iter().find_map(|entry| {
            let end = at + 1 + entry.rest.len();
            let fits = entry.rest.iter().enumerate().all(|(n, key)| self.token(at + 1 + n).is_some_and(|token| token.key == *key));
            if fits { want(entry.sense).map(|sense| (sense, end)) } else { None }
        })
    }

    /// The end of an entry with exactly this sense.
    pub(crate) fn skip(&self, at: usize, sense: Sense) -> Option<usize> {
        self.find(at, |found| (found == sense).then_some(())).map(|(_, end)| end)
    }

    pub(crate) fn is_mark(&self, at: usize, marks: &str) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Mark && marks.contains(&*token.key))
    }

    /// What follows «إلى» or «حتى».
    pub(crate) fn after_to(&self, at: usize) -> Option<usize> {
        self.find(at, |sense| matches!(sense, Sense::Prep(Prep::To | Prep::Until)).then_some(())).map(|(_, next)| next)
    }

    /// Where the word after a conjunction begins: at `at` itself when it is written together, after it when it stands alone.
    pub(crate) fn after_and(&self, at: usize) -> Option<usize> {
        if self.lexed(at).and {
            return Some(at);
        }
        self.token(at).filter(|token| self.index.is_prefix(&token.key, Prefix::Conjunction)).map(|_| at + 1)
    }

    /// The token after an article that stands before digits: «الـ48».
    pub(crate) fn skip_article(&self, at: usize) -> usize {
        let alone = self.token(at).is_some_and(|token| token.key == self.index.article);
        at + usize::from(alone && self.token(at + 1).is_some_and(|next| next.kind == TokenKind::Number && !next.spaced))
    }

    /// The token after a preposition of one letter that stands before digits: «لـ29».
    pub(crate) fn skip_letter(&self, at: usize) -> usize {
        let alone = |prefix| self.token(at).is_some_and(|token| self.index.is_prefix(&token.key, prefix));
        at + usize::from(alone(Prefix::To) || alone(Prefix::Preposition))
    }

    /// Whether a token is a word with the article that is no time or number word.
    pub(crate) fn is_definite_noun(&self, at: usize) -> bool {
        self.is_blank(at) && self.token(at).is_some_and(|token| self.index.without_article(&token.key).is_some())
    }

    /// The plain digits of a token and how many they are.
    pub(crate) fn int(&self, at: usize) -> Option<(i32, usize)> {
        let token = self.token(at).filter(|token| token.kind == TokenKind::Number)?;
        if token.key.len() > 6 || !token.key.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        token.key.parse().ok().map(|value| (value, token.key.len()))
    }
}
