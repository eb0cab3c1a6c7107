//! Which words are inside each token: proclitics, stem, enclitic, with lemma, part of speech and features.
//!
//! In: the tokens of a sentence. Out: [`Word`]s, at least one a token, in order. Candidates come from the lexicon and
//! the closed classes (`candidate`), the context chooses among them (`choose`).
//!
//! «وبالقاهرة» → و CCONJ · ب ADP · القاهرة PROPN. «استقبله» → استقبل VERB · ه PRON. «للشركة» → ل ADP · الشركة NOUN:
//! the article stays inside its word, for frames and actors match lemmas.
//!
//! Never fails: a token that nobody knows becomes one word, a proper name or a noun by its shape. It does not build
//! trees (that is [`crate::syntax`]) and does not decide the voice of a verb that is written alike in both.

mod candidate;
mod choose;
mod unknown;

use std::ops::Range;

pub(crate) use candidate::Clitics;

use smallvec::SmallVec;

use crate::pack::{Closed, Feats, Gender, Lang, LemmaId, Number, Slot, Upos};
use crate::span::Span;
use crate::text::{Sentence, Token};

/// A syntactic word, as UD has it.
///
/// Units: `span` is bytes of the text; for a word that shares its token, the letters that are its own.
#[derive(Clone, Debug)]
pub struct Word {
    /// Its token, as an index into the text's tokens.
    pub token: usize,
    /// Where it stands.
    pub span: Span,
    /// Its lookup key, the article included.
    pub key: Box<str>,
    /// Its lemma, when the lexicon has it.
    pub lemma: Option<LemmaId>,
    /// Lemmas that the same letters may be as well («قدم»: قدم, قدّم), likelier first; the frames decide.
    pub ties: SmallVec<[LemmaId; 2]>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Features.
    pub feats: Feats,
    /// Whether it carries the article.
    pub definite: bool,
    /// Whether it is a clitic of the word after it, or before it.
    pub part: Part,
    /// The closed-class entry it is, as an index into the pack's table.
    pub closed: Option<u32>,
    /// The slot a preposition opens.
    pub slot: Option<Slot>,
    /// Whether the lexicon, the closed classes or the knowledge base know it.
    pub known: bool,
}

/// Which part of its token a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The token's main word.
    Stem,
    /// Attached before the stem.
    Proclitic,
    /// Attached after the stem.
    Enclitic,
    /// Further word of a fixed expression («قبل» in «من قبل»): its first word stands for all.
    Fixed,
}

impl Word {
    /// Its lemma and those it ties with.
    pub fn lemmas(&self) -> impl Iterator<Item = LemmaId> + '_ {
        self.lemma.into_iter().chain(self.ties.iter().copied())
    }

    /// Whether it is a finite verb.
    #[must_use]
    pub fn is_verb(&self) -> bool {
        self.upos == Upos::Verb && self.feats.verb_form.is_none()
    }

    /// Whether it can head a noun phrase.
    #[must_use]
    pub fn is_nominal(&self) -> bool {
        matches!(self.upos, Upos::Noun | Upos::Propn | Upos::Num) || self.is_participle()
    }

    /// Whether it is a participle of a verb, which may act as noun or adjective.
    #[must_use]
    pub fn is_participle(&self) -> bool {
        self.upos == Upos::Verb && self.feats.verb_form.is_some()
    }

    /// Whether it is a pronoun attached to the word before.
    #[must_use]
    pub fn is_enclitic(&self) -> bool {
        self.part == Part::Enclitic
    }

    /// Its closed-class entry.
    #[must_use]
    pub fn entry<'l>(&self, lang: &'l Lang) -> Option<&'l Closed> {
        self.closed.map(|row| &lang.tables.closed[row as usize])
    }

    /// Whether it is of this closed class.
    #[must_use]
    pub fn is_class(&self, class: &str, lang: &Lang) -> bool {
        self.entry(lang).is_some_and(|entry| entry.class == class)
    }

    /// Whether it is of this closed class and subclass.
    #[must_use]
    pub fn is_sub(&self, class: &str, sub: &str, lang: &Lang) -> bool {
        self.entry(lang).is_some_and(|entry| entry.class == class && entry.sub == sub)
    }

    /// Whether it is this mark.
    #[must_use]
    pub fn is_mark(&self, marks: &str) -> bool {
        self.upos == Upos::Punct && marks.contains(&*self.key)
    }

    /// Whether number and gender of a verb or adjective fit this noun; nouns that do not say fit all.
    #[must_use]
    pub fn agrees(&self, gender: Option<Gender>, number: Option<Number>) -> bool {
        let fits = |a: bool, b: bool| a || b;
        fits(self.feats.gender.is_none() || gender.is_none(), self.feats.gender == gender)
            && fits(self.feats.number.is_none() || number.is_none(), self.feats.number == number)
    }
}

/// Splits the tokens of a sentence into words.
///
/// Shape: `words[i].token` is non-decreasing and covers the sentence's tokens. Cost: linear; at most some dozens of
/// look-ups a token.
#[must_use]
pub fn analyze(text: &str, tokens: &[Token], sentence: &Sentence, lang: &Lang) -> Vec<Word> {
    let range: Range<usize> = sentence.tokens.clone();
    let candidates: Vec<_> = tokens[range.clone()].iter().map(|token| candidate::candidates(text, token, lang)).collect();
    let mut words = Vec::with_capacity(range.len() * 5 / 4);
    choose::choose(text, tokens, range.start, &candidates, lang, &mut words);
    join_fixed(&mut words, lang);
    words
}

/// Marks fixed expressions of several words («من قبل», «وفقا لـ»): the first word takes the entry, the others are its parts.
fn join_fixed(words: &mut [Word], lang: &Lang) {
    for at in 0..words.len() {
        if words[at].part == Part::Fixed {
            continue;
        }
        let longest = lang
            .fixed(&words[at].key)
            .iter()
            .map(|row| (*row, &lang.tables.closed[*row as usize].keys))
            .filter(|(_, keys)| keys.len() <= words.len() - at && keys.iter().zip(&words[at..]).all(|(key, word)| **key == *word.key))
            .max_by_key(|(row, keys)| (keys.len(), std::cmp::Reverse(*row)));
        let Some((row, keys)) = longest else { continue };
        let entry = &lang.tables.closed[row as usize];
        words[at].closed = Some(row);
        words[at].upos = candidate::upos_of_class(&entry.class);
        words[at].slot = Slot::from_name(&entry.sub).filter(|_| entry.class == "prep");
        words[at].lemma = None;
        words[at].ties.clear();
        for word in &mut words[at + 1..at + keys.len()] {
            word.part = Part::Fixed;
            word.upos = Upos::Part;
            word.lemma = None;
            word.ties.clear();
            word.slot = None;
            word.closed = None;
        }
    }
}
