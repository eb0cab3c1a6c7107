//! Which reading a model prefers: what was learnt from sentences whose words are known, on top of the rules' costs.
//!
//! In: a reading in its place. Out: its features ([`features`]); their weights are added to what the rules of `choose` say. Rules carry
//! what is true of the language, the model what is frequent in news: «بانتظار» is ب + انتظار, «بيونغ» one word.
//!
//! Without a model (an empty pack) the rules alone decide.

use smallvec::SmallVec;

use super::Word;
use super::candidate::Candidate;
use crate::model::{Mixer, beginning, ending, text_hash};
use crate::pack::{Lang, LemmaId, Upos, VerbForm};
use crate::span::Span;

/// The features of a reading.
pub type Features = SmallVec<[u32; 24]>;

/// A reading as training sees it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the rules say, in hundredths; less is better.
    pub cost: i32,
    /// What the model looks at.
    pub features: Features,
    /// The spans of its words.
    pub words: SmallVec<[Span; 4]>,
    /// Which of them is the stem.
    pub stem: usize,
    /// Part of speech of the stem by the lexicon.
    pub upos: Upos,
    /// Whether the stem is a finite verb.
    pub finite: bool,
    /// Masdar or participle.
    pub verb_form: Option<VerbForm>,
    /// Lemma of the stem.
    pub lemma: Option<LemmaId>,
}

/// What is the same for all readings of a token.
#[derive(Default)]
pub(super) struct Around {
    key: u64,
    before: u64,
    before_kind: u64,
    next_kind: u64,
    next_key: u64,
    n_letters: usize,
}

/// The kind of a word or reading: its class among the closed words, or its part of speech.
fn kind(upos: Upos, closed: Option<u32>, finite: bool, definite: bool, lang: &Lang) -> u64 {
    match closed {
        Some(row) => {
            let entry = &lang.tables.closed[row as usize];
            text_hash(&entry.class) ^ text_hash(&entry.sub).rotate_left(7)
        }
        None => upos as u64 | u64::from(finite) << 5 | u64::from(definite) << 6,
    }
}

fn reading_kind(reading: &Candidate, lang: &Lang) -> u64 {
    let finite = reading.upos == Upos::Verb && reading.feats.verb_form.is_none();
    let joined = reading.proclitics.first().map_or(0, |row| u64::from(*row) + 1);
    kind(reading.upos, reading.closed, finite, reading.definite, lang) ^ joined << 40
}

/// What stands around a token whose readings are to be told apart.
pub(super) fn around(key: &str, words: &[Word], next: &[Candidate], next_key: &str, lang: &Lang) -> Around {
    let last = words.last();
    let next = next.iter().min_by_key(|next| next.cost);
    Around {
        key: text_hash(key),
        before: last.map_or(1, |word| text_hash(&word.key)),
        before_kind: last.map_or(1, |word| kind(word.upos, word.closed, word.is_verb(), word.definite, lang)),
        next_kind: next.map_or(1, |next| reading_kind(next, lang)),
        next_key: text_hash(next_key),
        n_letters: key.chars().count(),
    }
}

/// The features of a reading of the token `key`, spelt `spelt`.
pub(super) fn features(reading: &Candidate, key: &str, around: &Around, exact: bool, lang: &Lang) -> Features {
    let stem = &key[reading.stem_start..reading.stem_end];
    let finite = reading.upos == Upos::Verb && reading.feats.verb_form.is_none();
    let split = reading.stem_start as u64 | (reading.stem_end as u64) << 16;
    let clitics = reading.proclitics.iter().fold(7u64, |mixed, row| mixed.wrapping_mul(131) + u64::from(*row));
    let enclitic = reading.enclitic.map_or(0, |row| u64::from(row) + 1);
    let of_kind = kind(reading.upos, reading.closed, finite, reading.definite, lang);
    let upos = reading.upos as u64 | u64::from(finite) << 5 | u64::from(reading.feats.verb_form.is_some()) << 6;
    let known = u64::from(reading.known) | u64::from(exact) << 1;
    let n_stem = (stem.chars().count() as u64).min(7);
    let lemma = reading.lemma.map_or(0, |lemma| text_hash(&lang.lemma(lemma).lemma));
    // «مدينة» rather than the feminine of «مدين».
    let is_lemma = reading.lemma.is_some_and(|lemma| reading.feats.verb_form.is_none() && lang.is_lemma(stem, lemma, reading.definite));
    let feats = u64::from(reading.feats.person)
        | reading.feats.number.map_or(0, |number| number as u64 + 1) << 2
        | reading.feats.gender.map_or(0, |gender| gender as u64 + 1) << 4
        | reading.feats.aspect.map_or(0, |aspect| aspect as u64 + 1) << 6
        | (reading.feats.state as u64) << 8;
    let shape = clitics ^ enclitic << 20;
    let f = |template: u8| Mixer::new(template);
    let mut found = Features::new();
    found.extend([
        f(0).with(around.key).with(split).finish(),
        f(1).with(around.key).with(split).with(upos).finish(),
        f(2).with(lemma).with(upos).finish(),
        f(3).with(of_kind).with(known).finish(),
        f(4).with(shape).with(n_stem).with(known).finish(),
        f(5).with(shape).with(upos).with(known).finish(),
        f(6).with(text_hash(ending(stem, 2))).with(upos).with(enclitic).with(known).finish(),
        f(7).with(text_hash(beginning(stem, 2))).with(clitics).with(known).finish(),
        f(8).with(text_hash(stem)).with(shape).finish(),
        f(9).with(around.before_kind).with(of_kind).with(clitics).finish(),
        f(10).with(around.next_kind).with(of_kind).with(enclitic).finish(),
        f(11).with(around.before).with(of_kind).with(clitics).finish(),
        f(12).with(around.next_key).with(of_kind).finish(),
        f(13).with(feats).with(upos).finish(),
        f(14).with(around.before_kind).with(feats).with(upos).finish(),
        f(15).with(around.before_kind).with(of_kind).with(around.next_kind).finish(),
        f(16).with(known).with(around.n_letters.min(9) as u64).with(u64::from(shape != 7)).finish(),
        f(17).with(enclitic).with(upos).with(feats).finish(),
        f(18).with(u64::from(is_lemma)).with(upos).with(reading.feats.verb_form.map_or(0, |form| form as u64 + 1)).finish(),
    ]);
    found
}
