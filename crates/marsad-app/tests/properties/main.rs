//! What holds for any text, any sentence and any bytes: inputs are made up by `proptest`, and shrunk where something does not hold.
//!
//! `text` letters and tokens · `analysis` words and trees · `conllu` what is written is read again, what is broken is refused with its
//! line · `pack` a changed pack is refused.
//!
//! The inputs are the same in every run. `PROPTEST_CASES=10000 PROPTEST_RNG_SEED=7 cargo test -p marsad-app --test properties` tries more
//! and others.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod analysis;
mod conllu;
mod pack;
mod text;

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use marsad::Lang;
use marsad::model::{Linear, Mixer, text_hash};
use marsad::pack::{Models, Tables, Upos};
use marsad_pack::PACK;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

/// Words with and without clitics, some that nobody knows.
const WORDS: [&str; 43] = [
    "وصل",
    "الوزير",
    "إلى",
    "القاهرة",
    "أمس",
    "للشركة",
    "وبالمدينة",
    "كتابهم",
    "فسيكتبونها",
    "لأنه",
    "مما",
    "عليه",
    "قال",
    "إن",
    "الذي",
    "لم",
    "المسؤولون",
    "السلطة",
    "للسلطة",
    "للجنة",
    "وللمسة",
    "لليل",
    "لله",
    "الأمم",
    "المتحدة",
    "د",
    "محمد",
    "من",
    "قبل",
    "وفقا",
    "ل",
    "و",
    "ها",
    "مَدْرَسَة",
    "مـــدى",
    "إسرائيل",
    "خمسة",
    "وعشرون",
    "ألفا",
    "غقظزضث",
    "والللللل",
    "كككم",
    "ﻻﷲﷺ",
];

/// What stands between and beside words.
const MARKS: [&str; 26] = [
    " ", " ", " ", ".", ". ", "،", "؛", ":", "\n", "\r\n", "\t", "«", "»", "\"", "(", ")", "-", "؟", "!", "…", "1,600", "٢١٫٥", "%", "_",
    "\u{200F}", "\u{0651}",
];

/// A text: words, marks, and anything else.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(&WORDS[..]).prop_map(|word| format!("{word} ")),
        2 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
        4 => prop::sample::select(&MARKS[..]).prop_map(str::to_owned),
        1 => prop::char::range('\u{600}', '\u{6FF}').prop_map(String::from),
        1 => prop::char::range('\u{FB50}', '\u{FEFF}').prop_map(String::from),
        1 => prop::char::range('\u{0}', '\u{2FF}').prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Models: none, or those of a seed.
fn models() -> impl Strategy<Value = Option<u64>> {
    prop::option::weighted(0.7, any::<u64>())
}

/// The language data without models, or with models whose weights come of a seed: for features that every word has, and for some words,
/// so that parts of speech and trees of all shapes come out.
fn lang(seed: Option<u64>) -> MutexGuard<'static, Lang> {
    static LANG: OnceLock<Mutex<Lang>> = OnceLock::new();
    let lang = LANG.get_or_init(|| Mutex::new(Lang::new(Tables::from_pack(PACK).unwrap())));
    let mut lang = lang.lock().unwrap_or_else(PoisonError::into_inner);
    let mut state = seed.unwrap_or_default();
    let mut model = |labels: &[&str], features: &[u32]| {
        let mut weight = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 48) as i16
        };
        let mut row = || (0..labels.len() as u8).map(|label| (label, weight())).collect();
        let rows = features.iter().map(|feature| (*feature, row())).collect();
        Linear::new(labels.iter().map(|label| (*label).to_owned()).collect(), rows).unwrap()
    };
    let feature = |template: u8, part: u64| Mixer::new(template).with(part).finish();
    let keys = ["وصل", "الوزير", "الي", "ل", "و", "من", "."].map(|key| feature(41, text_hash(key)));
    let tags = [Upos::Noun, Upos::Verb, Upos::Adp, Upos::Punct].map(|upos| feature(82, upos as u64 + 1));
    let upos = model(&["NOUN", "VERB", "ADP", "PUNCT"], &[&[Mixer::new(40).finish()][..], &keys].concat());
    let case = model(&["Nom", "Acc", "Gen", "_"], &keys);
    let moves = model(
        &["shift", "left nsubj", "right obj", "left case", "right punct", "right root"],
        &[&(0..8).map(|edge| feature(80, edge)).collect::<Vec<_>>()[..], &tags].concat(),
    );
    lang.set_models(if seed.is_some() { Models { upos, case, moves, ..Models::default() } } else { Models::default() });
    lang
}

/// As usual, but with inputs that are the same in every run unless the environment names a seed. The environment's number of cases
/// goes before that given here.
fn config() -> Config {
    let usual = Config::default();
    let rng_seed = if usual.rng_seed == RngSeed::Random { RngSeed::Fixed(20_241_110) } else { usual.rng_seed };
    Config { rng_seed, failure_persistence: None, cases: 1024, ..usual }
}
