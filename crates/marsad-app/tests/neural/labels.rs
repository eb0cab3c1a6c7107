//! What comes out: one label a word, the same every time, for any words.

use crate::dir::Dir;
use crate::model::{Model, TINY};
use crate::neural::Neural;

/// Pieces with their labels, for models that do as told.
const PIECES: [(&str, &str); 10] = [
    ("وصل", "O"),
    ("إلى", "O"),
    ("أنطونيو", "B-PER"),
    ("غوتيريش", "I-PER"),
    ("الأمم", "B-ORG"),
    ("المتحدة", "I-ORG"),
    ("القاهرة", "B-LOC"),
    ("بال", "B-LOC"),
    ("##قاهرة", "I-PER"),
    ("الأردن", "I-LOC"),
];

fn open(test: &str, model: &Model) -> (Dir, Neural) {
    let dir = Dir::new(test);
    model.write(&dir.path(""));
    let neural = Neural::open(&dir.path("")).unwrap();
    (dir, neural)
}

#[track_caller]
fn check(neural: &Neural, sentence: &str, expect: &str) {
    let words: Vec<&str> = sentence.split(' ').filter(|word| !word.is_empty()).collect();
    assert_eq!(neural.label(&words).join(" "), expect);
}

#[test]
fn each_word_has_the_label_of_its_first_piece() {
    let (_dir, neural) = open("neural-told", &Model::told("bert", &PIECES));
    check(&neural, "وصل أنطونيو غوتيريش إلى القاهرة", "O B-PERS I-PERS O B-LOC");
    check(&neural, "بالقاهرة الأمم المتحدة", "B-LOC B-ORG I-ORG");
    // An inside label with nothing before it begins a name.
    check(&neural, "الأردن الأردن المتحدة", "B-LOC I-LOC B-ORG");
    // Words that the model does not know, and words without a piece.
    check(&neural, "كازاخستان 会談 \u{200F} الأمم ـ المتحدة", "O O O B-ORG O B-ORG");
    check(&neural, "", "");
    assert_eq!(neural.label(&["", " ", "القاهرة", "\0"]), ["O", "O", "B-LOC", "O"]);
}

#[test]
fn vowel_marks_do_not_make_a_word_unknown() {
    let (_dir, neural) = open("neural-marks", &Model::told("bert", &PIECES));
    check(&neural, "إِلَى القَاهِرَة الأمـــم", "O B-LOC B-ORG");
}

#[test]
fn xlm_roberta_is_read_too() {
    let pieces = PIECES.map(|(piece, label)| (format!("▁{piece}").replace("▁##", ""), label));
    let pieces: Vec<(&str, &str)> = pieces.iter().map(|(piece, label)| (piece.as_str(), *label)).collect();
    let (_dir, neural) = open("neural-xlm", &Model::told("xlm-roberta", &pieces));
    check(&neural, "وصل أنطونيو غوتيريش إلى القاهرة", "O B-PERS I-PERS O B-LOC");
    check(&neural, "بالقاهرة كازاخستان الأمم المتحدة", "B-LOC O B-ORG I-ORG");
    check(&neural, &"القاهرة ".repeat(200), ["B-LOC"; 200].join(" ").as_str());
}

#[test]
fn models_with_the_old_names_of_norms_are_read() {
    let mut model = Model::told("bert", &PIECES);
    let old = |name: String| name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
    model.tensors = model.tensors.into_iter().map(|(name, tensor)| (old(name), tensor)).collect();
    let (_dir, neural) = open("neural-old", &model);
    check(&neural, "وصل أنطونيو غوتيريش", "O B-PERS I-PERS");
}

#[test]
fn a_long_sentence_is_cut_between_words() {
    let (_dir, neural) = open("neural-long", &Model::told("bert", &PIECES));
    // 30 pieces fit in; names of two words and words of two pieces stand across every cut sooner or later.
    for n_before in 25..32 {
        let sentence = "وصل ".repeat(n_before) + "الأمم المتحدة بالقاهرة وصل";
        check(&neural, &sentence, &("O ".repeat(n_before) + "B-ORG I-ORG B-LOC O"));
    }
    let words = vec!["القاهرة"; 10_000];
    assert!(neural.label(&words).iter().all(|label| label == "B-LOC"));
}

#[test]
fn a_word_longer_than_the_model_takes_is_cut_short() {
    let (_dir, neural) = open("neural-word", &Model::random(&TINY, &[], 1));
    let long = "قصف".repeat(30);
    assert_eq!(neural.label(&["وصل", &long, "إلى", &long.repeat(2000), "بيروت"]).len(), 5);
}

#[test]
fn equal_sentences_have_equal_labels_on_all_threads() {
    let (_dir, neural) = open("neural-equal", &Model::random(&TINY, &["بيروت"], 7));
    let words = ["أعلن", "وزير", "الخارجية", "اللبناني", "من", "بيروت", "أن", "المحادثات", "مع", "الوفد", "الفرنسي", "مستمرة"];
    let labels = neural.label(&words);
    assert_eq!(labels.len(), words.len());
    assert!(labels.iter().any(|label| *label != labels[0]), "a model that says one thing tests nothing: {labels:?}");
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| (0..20).map(|_| neural.label(&words)).collect::<Vec<_>>())).collect();
        for thread in threads {
            assert!(thread.join().unwrap().iter().all(|again| *again == labels));
        }
    });
    let (_dir, again) = open("neural-equal-again", &Model::random(&TINY, &["بيروت"], 7));
    assert_eq!(again.label(&words), labels);
}

#[test]
fn any_words_have_labels() {
    let (_dir, neural) = open("neural-any", &Model::random(&TINY, &[], 3));
    let words =
        ["[CLS]", "[SEP]", "[PAD]", "##", "🇱🇧", "\u{202E}قصف\u{202C}", "\u{64E}\u{651}", "٢٠٢٤", "\u{10FFFF}", "e\u{301}", "\r\n", "«»"];
    for n in 0..words.len() {
        let words = [&words[n..], &words[..n]].concat();
        assert_eq!(neural.label(&words).len(), words.len());
    }
}

#[test]
fn pieces_beyond_the_table_are_left_out() {
    let mut model = Model::told("bert", &PIECES);
    model.tokenizer["model"]["vocab"]["بغداد"] = 5000.into();
    let (_dir, neural) = open("neural-beyond", &model);
    check(&neural, "بغداد القاهرة", "O B-LOC");
}

#[test]
fn the_network_computes_what_bert_is() {
    // Labels by another implementation of the same formulas, in double precision.
    let words = "أعلن وزير من بيروت أن الوفد";
    let (_dir, neural) = open("neural-formulas-8", &Model::random(&TINY, &["بيروت", "من"], 8));
    check(&neural, words, "B-MISC B-LOC B-MISC B-ORG B-ORG B-LOC");
    let (_dir, neural) = open("neural-formulas-9", &Model::random(&TINY, &["بيروت", "من"], 9));
    check(&neural, words, "B-MISC O B-MISC B-PERS B-LOC B-MISC");
}
