//! Which reading it is here: the word before and the word after tell verbs from nouns and names from particles.
//!
//! One pass from left to right; each reading's cost is corrected by what stands beside it and the cheapest is taken.
//! «قصف الجيش» begins a sentence: verb. «بعد قصف الجيش»: noun. «قصف إسرائيلي»: noun, for its adjective follows.

use smallvec::SmallVec;

use super::candidate::Candidate;
use super::context::Context;
use super::rank::{self, Reading};
use super::words::{push_words, spans};
use super::{By, Could, Part, Word};
use crate::model::Scores;
use crate::pack::{Lang, LemmaId, Number, Upos};
use crate::text::Token;
use crate::text::fold::bare;

/// Chooses a reading for each token and appends its words.
pub(super) fn choose(
    text: &str,
    tokens: &[Token],
    first: usize,
    candidates: &[Vec<Candidate>],
    lang: &Lang,
    mut by: By<'_>,
    words: &mut Vec<Word>,
) {
    let model = &lang.tables.models.readings;
    let learnt = matches!(by, By::Model) && !model.is_empty();
    for (idx, readings) in candidates.iter().enumerate() {
        let token = &tokens[first + idx];
        let best = if let [only] = readings.as_slice() {
            only
        } else {
            let next = candidates.get(idx + 1).map_or(&[][..], Vec::as_slice);
            let next_key = tokens.get(first + idx + 1).filter(|_| !next.is_empty()).map_or("", |next| &next.key);
            let context = Context::new(readings, words, next_key, lang);
            let needs_features = learnt || matches!(by, By::Pick(_));
            let spelt = if needs_features { bare(token.span.of(text)) } else { String::new() };
            let around = if needs_features { rank::around(&token.key, words, next, next_key, lang) } else { rank::Around::default() };
            let of = |reading: &Candidate| rank::features(reading, &token.key, &around, is_exact(reading, &spelt, lang), lang);
            let cost = |reading: &Candidate| reading.cost + context.cost(reading, words, next, lang);
            let at = if let By::Pick(pick) = &mut by {
                let shown: Vec<Reading> = readings
                    .iter()
                    .map(|reading| Reading {
                        cost: cost(reading),
                        features: of(reading),
                        words: spans(text, token, reading, lang),
                        stem: reading.proclitics.len(),
                        upos: reading.upos,
                        finite: reading.upos == Upos::Verb && reading.feats.verb_form.is_none(),
                        verb_form: reading.feats.verb_form,
                        lemma: reading.lemma,
                    })
                    .collect();
                pick(&shown).min(readings.len() - 1)
            } else {
                let score = |reading: &Candidate| {
                    let mut weights = [0.0];
                    if learnt {
                        model.add(&of(reading), &mut weights);
                    }
                    weights[0] - cost(reading) as f32 / 100.0
                };
                let scores: SmallVec<[f32; 8]> = readings.iter().map(score).collect();
                // The first of equals, as they come from the data.
                (0..scores.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best })
            };
            &readings[at]
        };
        let start = words.len();
        let begins = words.last().is_none_or(|last| matches!(last.upos, Upos::Punct | Upos::Cconj));
        push_words(text, token, first + idx, best, lang, words);
        if let Some(stem) = words[start..].iter_mut().find(|word| word.part == Part::Stem) {
            // What follows a verb that begins a clause may be its subject.
            let next = candidates.get(idx + 1).filter(|_| begins).map_or(&[][..], Vec::as_slice);
            stem.ties = ties(best, readings, next);
            stem.could = could(best, readings);
        }
    }
}

/// Whether a reading is spelt as the data spells it, and not only alike after folding.
fn is_exact(reading: &Candidate, spelt: &str, lang: &Lang) -> bool {
    match (reading.closed, reading.lemma) {
        (Some(row), _) => spelt.contains(&lang.tables.closed[row as usize].form),
        (None, Some(_)) => reading.exact,
        (None, None) => false,
    }
}

/// The parts of speech of all readings with the same words.
fn could(best: &Candidate, readings: &[Candidate]) -> Could {
    let same = |other: &&Candidate| other.stem_start == best.stem_start && other.stem_end == best.stem_end;
    readings.iter().filter(same).fold(Could::default(), |could, reading| could.with(reading.upos, reading.feats.verb_form.is_some()))
}

/// Farther than this, another lemma is no tie: a spelling that fits only with a fold.
const TIE: i32 = 60;

/// Other lemmas of the same letters, of the same finite or nominal kind.
fn ties(best: &Candidate, readings: &[Candidate], next: &[Candidate]) -> SmallVec<[LemmaId; 2]> {
    let finite = |reading: &Candidate| reading.upos == Upos::Verb && reading.feats.verb_form.is_none();
    // «توقع مسؤول»: «توقّع», for a man has no feminine verb.
    let noun = next.iter().min_by_key(|next| next.cost).filter(|next| next.upos == Upos::Noun && next.feats.number == Some(Number::Sing));
    let subject = noun.filter(|noun| noun.proclitics.is_empty()).and_then(|noun| noun.feats.gender);
    let differs =
        |reading: &Candidate| finite(reading) && subject.is_some() && reading.feats.gender != subject && best.feats.gender == subject;
    let mut tied: SmallVec<[LemmaId; 2]> = SmallVec::new();
    if best.lemma.is_none() {
        return tied;
    }
    for other in readings {
        let same = other.proclitics == best.proclitics
            && other.stem_start == best.stem_start
            && other.stem_end == best.stem_end
            && other.definite == best.definite
            && finite(other) == finite(best)
            && other.cost <= best.cost + TIE
            // A jussive is rare: no tie of another reading.
            && (best.feats.jussive || !other.feats.jussive)
            && !differs(other);
        if same
            && let Some(lemma) = other.lemma
            && Some(lemma) != best.lemma
            && !tied.contains(&lemma)
        {
            tied.push(lemma);
        }
    }
    tied
}
