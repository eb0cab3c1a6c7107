//! Part of speech and case: what a treebank would say of each word, from what the lexicon says and what stands around it.
//!
//! In: the words of a sentence. Out: a universal part of speech a word, and its case for nominals. «بعد» is ADP, or ADV before `.`;
//! «المسلحون» is NOUN alone and ADJ after «الرجال».
//!
//! Two chains over the words ([`crate::model::Chain`]); without models the lexicon's own tags stay.

use super::names::NameKinds;
use crate::model::{Chain, Linear, Mixer, Scores, beginning, ending, text_hash};
use crate::morph::{Part, Word};
use crate::pack::{Lang, Upos};

/// Templates from here on belong to the chains; those below are the readings'.
const FIRST: u8 = 40;

/// What one word offers to the features of its neighbours.
pub(super) struct Clue {
    pub key: u64,
    pub lemma: u64,
    /// Part of speech by the lexicon, with finiteness and the article.
    pub kind: u64,
    pub could: u64,
    pub closed: u64,
    pub feats: u64,
    pub cluster: u64,
    pub endings: [u64; 3],
    pub beginnings: [u64; 2],
    pub shape: u64,
    pub named: u64,
}

/// The clues of all words of a sentence.
pub(super) fn clues(words: &[Word], named: &NameKinds, lang: &Lang) -> Vec<Clue> {
    let clue = |(idx, word): (usize, &Word)| {
        let stem = word.key.strip_prefix(lang.article()).filter(|_| word.definite).unwrap_or(&word.key);
        let entry = word.entry(lang);
        let feats = word.feats;
        Clue {
            key: text_hash(&word.key),
            lemma: word.lemma.map_or(0, |lemma| text_hash(&lang.lemma(lemma).lemma)),
            kind: word.upos as u64
                | u64::from(feats.verb_form.map_or(0, |form| form as u8 + 1)) << 5
                | u64::from(word.definite) << 8
                | (word.part as u64) << 9
                | u64::from(word.known) << 11,
            could: u64::from(word.could.bits()),
            closed: entry.map_or(0, |entry| text_hash(&entry.class) ^ text_hash(&entry.sub).rotate_left(9)),
            feats: feats.gender.map_or(0, |gender| gender as u64 + 1)
                | feats.number.map_or(0, |number| number as u64 + 1) << 2
                | u64::from(feats.person) << 4
                | feats.aspect.map_or(0, |aspect| aspect as u64 + 1) << 6
                | (feats.state as u64) << 8
                | feats.case.map_or(0, |case| case as u64 + 1) << 11,
            cluster: u64::from(lang.cluster(stem)),
            endings: [1, 2, 3].map(|n| text_hash(ending(stem, n))),
            beginnings: [1, 2].map(|n| text_hash(beginning(stem, n))),
            shape: shape(&word.key),
            named: named.of(idx),
        }
    };
    words.iter().enumerate().map(clue).collect()
}

/// What kind of signs a key is made of.
fn shape(key: &str) -> u64 {
    let class = |letter: char| match letter {
        '0'..='9' => 1,
        '\u{0621}'..='\u{06D3}' => 2,
        _ if letter.is_alphabetic() => 3,
        _ => 4,
    };
    let n = key.chars().count().min(8) as u64;
    key.chars().take(6).fold(n, |mixed, letter| mixed * 5 + class(letter))
}

/// The features of every word; `first` is the number of the first template.
pub(super) fn features(clues: &[Clue], first: u8) -> Vec<Vec<u32>> {
    let edge = Clue {
        key: 1,
        lemma: 1,
        kind: 1 << 20,
        could: 0,
        closed: 1,
        feats: 0,
        cluster: 0,
        endings: [0; 3],
        beginnings: [0; 2],
        shape: 0,
        named: 0,
    };
    let at = |idx: usize, by: isize| idx.checked_add_signed(by).and_then(|at| clues.get(at)).unwrap_or(&edge);
    (0..clues.len())
        .map(|idx| {
            let (b2, b1, here, a1, a2) = (at(idx, -2), at(idx, -1), at(idx, 0), at(idx, 1), at(idx, 2));
            let f = |template: u8| Mixer::new(first + template);
            vec![
                f(0).finish(),
                f(1).with(here.key).finish(),
                f(2).with(here.key).with(here.kind).finish(),
                f(3).with(here.lemma).with(here.kind).finish(),
                f(4).with(here.kind).with(here.closed).finish(),
                f(5).with(here.could).with(here.kind).finish(),
                f(6).with(here.closed).with(here.kind).with(a1.kind).finish(),
                f(7).with(here.endings[0]).with(here.kind).finish(),
                f(8).with(here.endings[1]).with(here.kind).finish(),
                f(9).with(here.endings[2]).finish(),
                f(10).with(here.beginnings[0]).with(here.kind).finish(),
                f(11).with(here.beginnings[1]).with(here.kind).finish(),
                f(12).with(here.shape).finish(),
                f(13).with(here.cluster).with(here.kind).finish(),
                f(14).with(here.named).with(here.kind).finish(),
                f(15).with(b1.key).with(here.kind).finish(),
                f(16).with(a1.key).with(here.kind).finish(),
                f(17).with(b1.kind).with(b1.closed).with(here.kind).finish(),
                f(18).with(a1.kind).with(a1.closed).with(here.kind).finish(),
                f(19).with(b2.kind).with(b1.kind).with(here.kind).finish(),
                f(20).with(a1.kind).with(a2.kind).with(here.kind).finish(),
                f(21).with(b1.kind).with(here.kind).with(a1.kind).finish(),
                f(22).with(b1.key).with(here.key).finish(),
                f(23).with(here.key).with(a1.key).finish(),
                f(24).with(here.feats).with(here.kind).finish(),
                f(25).with(b1.feats).with(b1.kind).with(here.feats).with(here.kind).finish(),
                f(26).with(b1.cluster).with(here.kind).finish(),
                f(27).with(a1.cluster).with(here.kind).finish(),
                f(28).with(b2.key).with(here.kind).finish(),
                f(29).with(a2.key).with(here.kind).finish(),
                f(30).with(b1.named).with(here.named).with(a1.named).finish(),
                f(31).with(b1.lemma).with(here.cluster).finish(),
                f(32).with(b1.closed).with(here.could).finish(),
                f(33).with(here.feats).with(here.endings[1]).with(b1.closed).finish(),
            ]
        })
        .collect()
}

/// The chain of the parts of speech.
#[must_use]
pub fn upos_chain(n_labels: usize) -> Chain {
    Chain { n_labels, transition: FIRST - 1 }
}

/// The chain of the cases.
#[must_use]
pub fn case_chain(n_labels: usize) -> Chain {
    Chain { n_labels, transition: FIRST - 2 }
}

/// The first template of both chains.
pub(super) const TAG_TEMPLATES: u8 = FIRST;

/// The labels of a sentence by a model: one a word, empty when there is no model.
pub(super) fn decode<'m, S: Scores>(features: &[Vec<u32>], labels: &'m [String], scores: &S, chain: Chain) -> Vec<&'m str> {
    let decoded = chain.decode(features, scores, &|_, _| true);
    decoded.into_iter().filter_map(|label| labels.get(label).map(String::as_str)).collect()
}

/// Parts of speech by the model, or the lexicon's own where there is none.
pub(super) fn upos(words: &[Word], features: &[Vec<u32>], model: &Linear) -> Vec<Upos> {
    if model.is_empty() {
        return words.iter().map(|word| if word.part == Part::Fixed && word.upos == Upos::Part { Upos::Noun } else { word.upos }).collect();
    }
    decode(features, model.labels(), model, upos_chain(model.labels().len()))
        .into_iter()
        .map(|tag| Upos::from_name(tag).unwrap_or_default())
        .collect()
}
