//! Which reading of a token is right: learnt from sentences whose words a treebank gives.

use std::collections::BTreeMap;

use marsad::Lang;
use marsad::analysis::{Sentence, Word};
use marsad::model::{Linear, Scores};
use marsad::morph::{By, Reading, analyze_with};
use marsad::pack::Upos;
use marsad::text::Text;
use marsad::text::fold::fold;

use super::averaged::{Averaged, Shuffle};

/// Passes over the treebank; more change nothing on held-out folds.
const PASSES: usize = 6;

/// Learns the readings.
pub(super) fn train(treebank: &[Sentence], own: &[String], lang: &Lang, seed: u64) -> Result<Linear, String> {
    let mut model = Averaged::default();
    let mut order: Vec<usize> = (0..treebank.len() + own.len()).collect();
    let mut shuffle = Shuffle::new(seed);
    for _ in 0..PASSES {
        shuffle.shuffle(&mut order);
        for idx in &order {
            let Some(sentence) = treebank.get(*idx) else {
                learn_rules(&own[*idx - treebank.len()], lang, &mut model);
                continue;
            };
            learn(sentence, &sentence.text, lang, &mut model);
            // Half of the press writes no hamza on an initial alef, and one dotless yeh for both.
            if shuffle.next().is_multiple_of(3) {
                learn(sentence, &careless(&sentence.text), lang, &mut model);
            }
        }
    }
    model.finish(&["reading".to_owned()], 0.01)
}

/// The text as a paper spells it that saves hamzas; every letter stays where it is.
fn careless(text: &str) -> String {
    text.chars().map(|letter| if matches!(letter, '\u{0622}' | '\u{0623}' | '\u{0625}') { '\u{0627}' } else { letter }).collect()
}

fn learn(gold: &Sentence, text: &str, lang: &Lang, model: &mut Averaged) {
    let words: BTreeMap<u32, &Word> = gold.words.iter().map(|word| (word.span.start, word)).collect();
    let (body, text) = (text, Text::new(text));
    let mut pick = |readings: &[Reading]| {
        model.step();
        let losses: Vec<f32> = readings.iter().map(|reading| loss(reading, &words, lang)).collect();
        let least = losses.iter().copied().fold(f32::INFINITY, f32::min);
        let scores: Vec<f32> = readings.iter().map(|reading| score(reading, model)).collect();
        let best = |only: &dyn Fn(usize) -> bool| {
            (0..readings.len()).filter(|at| only(*at)).reduce(|best, at| if scores[at] > scores[best] { at } else { best }).unwrap_or(0)
        };
        let right = best(&|at| losses[at] <= least);
        // A margin that grows with what is wrong: close calls are learnt too.
        let taken = (0..readings.len())
            .reduce(|best, at| if scores[at] + losses[at] > scores[best] + losses[best] { at } else { best })
            .unwrap_or(0);
        if losses[taken] > least {
            correct(&readings[right], &readings[taken], model);
        }
        best(&|_| true)
    };
    for sentence in &text.sentences {
        let _ = analyze_with(body, &text.tokens, sentence.tokens.clone(), lang, None, By::Pick(&mut pick));
    }
}

/// Learns what the rules say of a sentence: the examples of the data are written and checked with them.
fn learn_rules(text: &str, lang: &Lang, model: &mut Averaged) {
    let whole = Text::new(text);
    let mut pick = |readings: &[Reading]| {
        model.step();
        let scores: Vec<f32> = readings.iter().map(|reading| score(reading, model)).collect();
        let first = |better: &dyn Fn(usize, usize) -> bool| {
            (0..readings.len()).reduce(|best, at| if better(at, best) { at } else { best }).unwrap_or(0)
        };
        let right = first(&|at, best| readings[at].cost < readings[best].cost);
        let taken =
            first(&|at, best| scores[at] + if at == right { 0.0 } else { 0.5 } > scores[best] + if best == right { 0.0 } else { 0.5 });
        if taken != right {
            correct(&readings[right], &readings[taken], model);
        }
        right
    };
    for sentence in &whole.sentences {
        let _ = analyze_with(text, &whole.tokens, sentence.tokens.clone(), lang, None, By::Pick(&mut pick));
    }
}

/// The rules' cost and what was learnt so far.
fn score(reading: &Reading, model: &Averaged) -> f32 {
    let mut score = [0.0];
    model.add(&reading.features, &mut score);
    score[0] - reading.cost as f32 / 100.0
}

/// How far a correction moves the weights; the rules' costs are of the order of 1.
const STEP: f32 = 0.1;

fn correct(right: &Reading, taken: &Reading, model: &mut Averaged) {
    right.features.iter().for_each(|feature| model.add_weight(*feature, 0, STEP));
    taken.features.iter().for_each(|feature| model.add_weight(*feature, 0, -STEP));
}

/// How wrong a reading is: its words first, then finiteness, part of speech, lemma.
fn loss(reading: &Reading, words: &BTreeMap<u32, &Word>, lang: &Lang) -> f32 {
    let (Some(first), Some(last)) = (reading.words.first(), reading.words.last()) else { return 0.0 };
    let own: Vec<&&Word> = words.range(first.start..last.end).map(|(_, word)| word).collect();
    if own.len() != reading.words.len() || own.iter().zip(&reading.words).any(|(word, span)| word.span != *span) {
        return 3.0;
    }
    let Some(word) = own.get(reading.stem) else { return 3.0 };
    if word.upos == Upos::X {
        return 0.0;
    }
    let verbal = matches!(word.upos, Upos::Verb | Upos::Aux);
    let mut loss = if verbal == reading.finite { 0.0 } else { 1.0 };
    let open = |upos: Upos| matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::Num);
    if open(word.upos) != open(reading.upos) && !matches!(word.upos, Upos::Aux | Upos::Adv) {
        loss += 0.5;
    }
    if (word.upos == Upos::Adj) != (reading.upos == Upos::Adj) && reading.upos != Upos::Verb {
        loss += 0.3;
    }
    if (word.upos == Upos::Propn) != (reading.upos == Upos::Propn) {
        loss += 0.3;
    }
    if let Some(lemma) = reading.lemma {
        let entry = lang.lemma(lemma);
        let participle = reading.verb_form.filter(|_| entry.upos == Upos::Verb).and_then(|form| lang.participle(lemma, form));
        if fold(participle.unwrap_or(&entry.lemma)) != fold(&word.lemma) {
            loss += 0.4;
        }
    }
    loss
}
