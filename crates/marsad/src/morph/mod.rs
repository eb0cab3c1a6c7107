//! Which words are inside each token: proclitics, stem, enclitic, with lemma, part of speech and features.
//!
//! In: the tokens of a sentence. Out: [`Word`]s, at least one a token, in order. Candidates come from the lexicon and
//! the closed classes (`candidate`), the clause (`context`) and the words beside (`neighbours`) choose among them (`choose`).
//!
//! «وبالقاهرة» → و CCONJ · ب ADP · القاهرة PROPN. «استقبله» → استقبل VERB · ه PRON. «للشركة» → ل ADP · الشركة NOUN:
//! the article stays inside its word, for frames and actors match lemmas.
//!
//! Never fails: a token that nobody knows becomes one word, a proper name or a noun by its shape. It does not build
//! trees (that is [`crate::syntax`]) and does not decide the voice of a verb that is written alike in both.

mod candidate;
mod choose;
mod context;
mod contracted;
mod neighbours;
mod pattern;
mod rank;
mod so_far;
mod unknown;
mod words;

use std::ops::Range;

pub(crate) use candidate::Clitics;
pub use pattern::vocalise;
pub use rank::{Features, Reading};

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
    /// What else the same letters could be.
    pub could: Could,
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

/// Parts of speech that the letters of a word may be, each reading with the same clitics counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Could(u32);

impl Could {
    /// With one more; participles of a verb count apart from its finite forms.
    #[must_use]
    pub const fn with(self, upos: Upos, participle: bool) -> Self {
        Self(self.0 | 1 << if participle { 20 + (upos as u32 & 3) } else { upos as u32 })
    }

    /// Whether one of them is a participle of a verb.
    #[must_use]
    pub const fn participle(self) -> bool {
        self.0 & Self(0).with(Upos::Verb, true).0 != 0
    }

    /// The set as a number, equal for equal sets.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }
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

/// Who chooses among the readings of a token.
pub enum By<'p> {
    /// The rules' costs: what the frames were written with.
    Rules,
    /// The rules and the model of readings together: best for words, lemmas and parts of speech.
    Model,
    /// Somebody who sees the readings of each token that has several and says which one it is: training looks through it.
    Pick(&'p mut dyn FnMut(&[Reading]) -> usize),
}

/// Splits the tokens of a sentence into words, by the rules.
///
/// Shape: `words[i].token` is non-decreasing and covers the sentence's tokens. Cost: linear; at most some dozens of
/// look-ups a token.
#[must_use]
pub fn analyze(text: &str, tokens: &[Token], sentence: &Sentence, lang: &Lang) -> Vec<Word> {
    analyze_with(text, tokens, sentence.tokens.clone(), lang, None, By::Rules)
}

/// As [`analyze`] for the tokens of a range, with words that are known or another choice.
///
/// `given` are the spans of the words where somebody knows them: only readings with these words are taken, as far as there are any.
#[must_use]
pub fn analyze_with(text: &str, tokens: &[Token], range: Range<usize>, lang: &Lang, given: Option<&[Span]>, by: By<'_>) -> Vec<Word> {
    let mut candidates: Vec<_> = tokens[range.clone()].iter().map(|token| candidate::candidates(text, token, lang)).collect();
    if let Some(given) = given {
        for (token, readings) in tokens[range.clone()].iter().zip(&mut candidates) {
            words::keep_given(text, token, given, lang, readings);
        }
    }
    let mut words = Vec::with_capacity(range.len() * 5 / 4);
    choose::choose(text, tokens, range.start, &candidates, lang, by, &mut words);
    tell_adjectives(&mut words, lang);
    contracted::part_contracted(text, tokens, &mut words, lang);
    join_fixed(&mut words, lang);
    words
}

/// Reads a noun of persons as an adjective after a noun of things that it agrees with: «القوات المسلحة», «فصائل معارضة».
fn tell_adjectives(words: &mut [Word], lang: &Lang) {
    for at in 1..words.len() {
        let (head, word) = (&words[at - 1], &words[at]);
        let persons = |word: &Word| word.lemma.is_some_and(|lemma| lang.lemma(lemma).human);
        let agent = || head.lemma.is_some_and(|lemma| lang.agent(lemma).is_some());
        let things = head.upos == Upos::Noun && head.part == Part::Stem && head.lemma.is_some() && !persons(head);
        let feminine = |word: &Word| word.feats.gender == Some(Gender::Fem) && word.feats.number == Some(Number::Sing);
        // After an indefinite noun it may be its genitive («تصريحات وزيرة»), unless that names people.
        if things
            && (feminine(head) || head.feats.number == Some(Number::Plur))
            && word.upos == Upos::Noun
            && word.part == Part::Stem
            && feminine(word)
            && persons(word)
            && word.definite == head.definite
            && (word.definite || agent())
        {
            words[at].upos = Upos::Adj;
        }
    }
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
        let end = at + keys.len();
        words[at + 1..end].iter_mut().for_each(set_aside);
        if entry.sub == "wish" {
            set_aside_wish(words, at, end);
        }
    }
}

/// Makes a word a part of the fixed expression before it.
fn set_aside(word: &mut Word) {
    word.part = Part::Fixed;
    word.upos = Upos::Part;
    word.lemma = None;
    word.ties.clear();
    word.slot = None;
    word.closed = None;
}

/// «استقبل الملك - حفظه الله - الرئيس»: a wish and the marks around it say nothing of what the sentence tells.
fn set_aside_wish(words: &mut [Word], start: usize, end: usize) {
    words[start].part = Part::Fixed;
    words[start].upos = Upos::Part;
    let opens = start.checked_sub(1).filter(|at| words[*at].is_mark("-–—ـ("));
    let closes = Some(end).filter(|at| words.get(*at).is_some_and(|word| word.is_mark("-–—ـ)")));
    if let (Some(opens), Some(closes)) = (opens, closes) {
        set_aside(&mut words[opens]);
        set_aside(&mut words[closes]);
    }
}

/// Whether a token can be read as exactly these words.
pub(crate) fn takes_apart(text: &str, token: &Token, given: &[Span], lang: &Lang) -> bool {
    candidate::candidates(text, token, lang).iter().any(|reading| words::has_words(text, token, given, reading, lang))
}

/// What the letters of a word may be otherwise, the likeliest first.
pub(crate) fn lemmas_of(text: &str, token: &Token, word: &Word, lang: &Lang) -> Vec<crate::analysis::Found> {
    use crate::analysis::Found;
    let mut readings = candidate::candidates(text, token, lang);
    readings.sort_by_key(|reading| reading.cost);
    let own = readings.into_iter().filter(|reading| {
        words::stem_span(text, token, reading) == word.span
            || word.span == token.span && reading.proclitics.is_empty() && reading.enclitic.is_none()
    });
    own.filter_map(|reading| match (reading.lemma, reading.closed) {
        (Some(lemma), _) => Some(Found::Lemma(lemma, reading.feats.verb_form)),
        (None, Some(row)) => Some(Found::Closed(row)),
        (None, None) => None,
    })
    .collect()
}
