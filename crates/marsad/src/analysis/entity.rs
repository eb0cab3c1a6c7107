//! Which tokens are names, and of what: persons, places, organisations, others.
//!
//! In: the words of a sentence with what the lists know of them. Out: a label a token: `B-PERS`, `I-PERS`, `B-LOC`, `B-ORG`, `B-MISC` …,
//! empty outside. «زار بوتين دمشق» → O, B-PERS, B-LOC.
//!
//! What the knowledge base knows is a clue like any other, the strongest: «الحياة» is a newspaper after «صحيفة» only. A name is a
//! token with its clitics («وبوتين»).

use super::tag::Clue;
use crate::model::{Chain, Linear, Mixer};
use crate::morph::{Part, Word};
use crate::pack::{Lang, Upos};
use crate::text::Token;

/// The chain of the names.
#[must_use]
pub fn entity_chain(n_labels: usize) -> Chain {
    Chain { n_labels, transition: 149 }
}

/// Whether a label may follow another, or begin a sentence: `I-` only after the same kind.
#[must_use]
pub fn may_follow(labels: &[String], before: Option<usize>, label: usize) -> bool {
    let Some(kind) = labels.get(label).and_then(|label| label.strip_prefix("I-")) else { return true };
    let before = before.and_then(|before| labels.get(before)).map_or("", String::as_str);
    before.strip_prefix("B-").or_else(|| before.strip_prefix("I-")) == Some(kind)
}

/// What a token offers.
struct Spot {
    key: u64,
    stem: u64,
    lemma: u64,
    tag: u64,
    named: u64,
    cluster: u64,
    /// What the stem is by the lexicon, whether it names humans, is a title or tells speech.
    kind: u64,
    clitics: u64,
    endings: [u64; 3],
    beginnings: [u64; 3],
    shape: u64,
}

/// The features of the tokens of a sentence; `first` is the number that its words give the first of them.
pub(super) fn features(tokens: &[Token], first: usize, words: &[Word], clues: &[Clue], upos: &[Upos], lang: &Lang) -> Vec<Vec<u32>> {
    let edge = || Spot {
        key: 5,
        stem: 5,
        lemma: 5,
        tag: 40,
        named: 0,
        cluster: 0,
        kind: 0,
        clitics: 0,
        endings: [0; 3],
        beginnings: [0; 3],
        shape: 0,
    };
    let mut spots: Vec<Spot> = (0..tokens.len()).map(|_| edge()).collect();
    let mut clitics = vec![0u64; tokens.len()];
    for word in words.iter().filter(|word| word.part != Part::Stem && word.part != Part::Fixed) {
        clitics[word.token - first] = clitics[word.token - first] * 31 + word.closed.map_or(1, |row| u64::from(row) + 2);
    }
    for (idx, word) in words.iter().enumerate().filter(|(_, word)| matches!(word.part, Part::Stem | Part::Fixed)) {
        let clue = &clues[idx];
        let lemma = word.lemma.map(|lemma| lang.lemma(lemma));
        let says = word.lemma.is_some_and(|lemma| lang.reporting.contains_key(&lemma));
        spots[word.token - first] = Spot {
            key: crate::model::text_hash(&tokens[word.token - first].key),
            stem: clue.key,
            lemma: if clue.lemma == 0 { clue.key } else { clue.lemma },
            tag: upos.get(idx).map_or(41, |upos| *upos as u64),
            named: clue.named,
            cluster: clue.cluster,
            kind: u64::from(lemma.is_some_and(|lemma| lemma.human))
                | u64::from(says) << 1
                | u64::from(word.is_class("rank", lang)) << 2
                | u64::from(word.known) << 3
                | u64::from(word.definite) << 4
                | u64::from(word.lemma.is_some_and(|lemma| lang.nisba(lemma).is_some())) << 5
                | u64::from(word.lemma.is_some_and(|lemma| lang.agent(lemma).is_some())) << 6
                | clue.kind << 7,
            clitics: clitics[word.token - first],
            endings: clue.endings,
            beginnings: [clue.beginnings[0], clue.beginnings[1], 0],
            shape: clue.shape,
        };
    }
    let outside = edge();
    let at = |idx: usize, by: isize| idx.checked_add_signed(by).and_then(|at| spots.get(at)).unwrap_or(&outside);
    (0..spots.len())
        .map(|idx| {
            let (b3, b2, b1, here, a1, a2) = (at(idx, -3), at(idx, -2), at(idx, -1), at(idx, 0), at(idx, 1), at(idx, 2));
            let f = |template: u8| Mixer::new(150 + template);
            vec![
                f(0).finish(),
                f(1).with(here.stem).finish(),
                f(2).with(here.key).finish(),
                f(3).with(here.lemma).finish(),
                f(4).with(here.named).finish(),
                f(5).with(here.named).with(here.tag).finish(),
                f(6).with(here.cluster).finish(),
                f(7).with(here.tag).with(here.kind).finish(),
                f(8).with(here.endings[1]).with(here.tag).finish(),
                f(9).with(here.endings[2]).with(here.kind & 8).finish(),
                f(10).with(here.beginnings[1]).with(here.tag).finish(),
                f(11).with(here.shape).finish(),
                f(12).with(b1.stem).with(here.tag).finish(),
                f(13).with(b1.lemma).finish(),
                f(14).with(b2.lemma).with(here.tag).finish(),
                f(15).with(a1.lemma).with(here.tag).finish(),
                f(16).with(a2.lemma).with(here.tag).finish(),
                f(17).with(b1.lemma).with(here.lemma).finish(),
                f(18).with(here.lemma).with(a1.lemma).finish(),
                f(19).with(b1.named).with(here.named).finish(),
                f(20).with(here.named).with(a1.named).finish(),
                f(21).with(b1.cluster).with(here.cluster).finish(),
                f(22).with(here.cluster).with(a1.cluster).finish(),
                f(23).with(b1.kind & 127).with(here.tag).with(here.named).finish(),
                f(24).with(b1.tag).with(here.tag).with(a1.tag).finish(),
                f(25).with(b2.tag).with(b1.tag).with(here.tag).finish(),
                f(26).with(here.tag).with(a1.tag).with(a2.tag).finish(),
                f(27).with(a1.named).with(a2.named).with(here.tag).finish(),
                f(28).with(b2.named).with(b1.named).with(here.tag).finish(),
                f(29).with(here.clitics).with(here.tag).finish(),
                f(30).with(b1.cluster).with(here.tag).finish(),
                f(31).with(a1.cluster).with(here.tag).finish(),
                f(32).with(b2.cluster).with(here.tag).finish(),
                f(33).with(b2.kind & 127).with(b1.kind & 127).with(here.tag).finish(),
                f(34).with(b1.lemma).with(here.named).finish(),
                f(35).with(b2.lemma).with(b1.lemma).with(here.tag).finish(),
                f(36).with(a1.kind & 127).with(here.tag).with(here.cluster).finish(),
                f(37).with(b3.lemma).with(here.tag).finish(),
                f(38).with(here.stem).with(b1.tag).with(a1.tag).finish(),
                f(39).with(b1.endings[1]).with(here.endings[1]).with(here.kind & 8).finish(),
            ]
        })
        .collect()
}

/// The labels of the tokens by a model; empty strings outside names, nothing without a model.
pub(super) fn decode<'m>(features: &[Vec<u32>], model: &'m Linear) -> Vec<&'m str> {
    let labels = model.labels();
    let decoded = entity_chain(labels.len()).decode(features, model, &|before, label| may_follow(labels, before, label));
    decoded.into_iter().map(|label| if labels[label] == "O" { "" } else { labels[label].as_str() }).collect()
}
