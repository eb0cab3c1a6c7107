//! How good is the analysis, layer by layer: against treebanks and corpora with names, on what the models have not seen.
//!
//! In: gold sentences and the language data. Out: counts with 95 % intervals. Words are compared by the letters of the raw text that they
//! stand on, so that treebanks which write «للسلطة» as ل + لسلطة and as ل + السلطة give the same figures.
//!
//! | layer | counted |
//! |---|---|
//! | words | words on the same letters, from raw text: precision and recall, harmonic mean |
//! | upos, lemma (raw) | of the words found in raw text, those with the same part of speech, the same lemma without vowels |
//! | upos, lemma, uas, las | of all gold words, their segmentation given: part of speech, lemma, head, head and relation |
//! | names | names with the same tokens and kind: harmonic mean |

mod figures;
mod folds;
mod names;

pub use figures::{Figure, Layers};
pub use folds::{Folds, cross_validate};
pub use names::{NameCounts, score_names};

use std::collections::BTreeMap;

use marsad::Lang;
use marsad::analysis::{Sentence, Word, align, analyze, reanalyze};
use marsad::pack::Upos;
use marsad::text::fold::bare;

use figures::Sample;

/// Scores the analysis of sentences: from raw text, and with their words given.
#[must_use]
pub fn score_treebank(gold: &[Sentence], lang: &Lang) -> Layers {
    Layers { samples: gold.iter().map(|sentence| sample(sentence, lang)).collect() }
}

fn sample(gold: &Sentence, lang: &Lang) -> Sample {
    let mut sample = Sample { n_gold: gold.words.len(), ..Sample::default() };
    let by_span: BTreeMap<_, &Word> = gold.words.iter().map(|word| (word.span, word)).collect();
    let found = analyze(&gold.text, lang);
    let words: Vec<&Word> = found.iter().flat_map(|sentence| &sentence.words).collect();
    let forms: Vec<&str> = words.iter().map(|word| word.form.as_str()).collect();
    sample.n_found = words.len();
    for (span, word) in align(&gold.text, &forms).iter().zip(words) {
        let Some(right) = by_span.get(span) else { continue };
        sample.n_aligned += 1;
        sample.raw_upos += usize::from(right.upos == word.upos);
        sample.raw_lemma += usize::from(plain(&right.lemma) == plain(&word.lemma));
    }
    let tagged = gold.words.iter().any(|word| word.upos != Upos::X);
    let tree = gold.words.iter().any(|word| word.head.is_some());
    sample.n_tagged = if tagged { gold.words.len() } else { 0 };
    sample.n_tree = if tree { gold.words.len() } else { 0 };
    for (right, word) in gold.words.iter().zip(&reanalyze(gold, lang).words) {
        sample.upos += usize::from(tagged && right.upos == word.upos);
        sample.lemma += usize::from(plain(&right.lemma) == plain(&word.lemma));
        let attached = tree && right.head == word.head;
        sample.uas += usize::from(attached);
        sample.las += usize::from(attached && right.deprel == word.deprel);
    }
    sample
}

/// A lemma without vowels, whatever way a treebank writes them.
fn plain(lemma: &str) -> String {
    bare(lemma).chars().filter(|letter| *letter != '`').map(|letter| if letter == '\u{0671}' { '\u{0627}' } else { letter }).collect()
}
