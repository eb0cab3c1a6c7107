//! Words and trees.

use marsad::analysis::{Sentence, align, analyze, reanalyze};
use marsad::text::fold::is_presentation_form;
use marsad::text::tokenize;
use proptest::prelude::*;

use crate::{WORDS, config, lang, models, text};

/// What holds for every sentence that was analysed.
fn check(sentence: &Sentence, has_trees: bool) -> Result<(), TestCaseError> {
    let Sentence { text, tokens, words, .. } = sentence;
    let (mut rebuilt, mut next) = (String::new(), 0);
    for (idx, token) in tokens.iter().enumerate() {
        prop_assert!(token.words.start == next && token.words.end > next, "tokens cover the words in order");
        let start = rebuilt.len();
        rebuilt.push_str(&token.form);
        for word in &words[token.words.clone()] {
            let written = text.get(word.span.start as usize..word.span.end as usize).expect("letters are not cut");
            prop_assert!(start <= word.span.start as usize && word.span.end as usize <= rebuilt.len(), "{} is in its token", word.form);
            // The article may have letters that are not written; a ligature may hold all letters of a word, with others before them.
            prop_assert!(!word.form.is_empty() && word.form.ends_with(written), "{written:?} is what is written of {:?}", word.form);
            prop_assert!(!written.is_empty() || token.form.chars().any(is_presentation_form));
            prop_assert!(token.words.len() > 1 || word.form == token.form);
        }
        prop_assert!(words[token.words.clone()].is_sorted_by(|a, b| a.span.end <= b.span.start), "words are in order");
        if token.space_after && idx + 1 < tokens.len() {
            rebuilt.push(' ');
        }
        next = token.words.end;
    }
    prop_assert_eq!(next, words.len());
    prop_assert_eq!(&rebuilt, text);
    prop_assert!(words.iter().all(|word| word.feats.is_sorted() && word.feats.iter().all(|feat| feat.contains('='))));
    if !has_trees {
        prop_assert!(words.iter().all(|word| word.head.is_none() && word.deprel.is_empty()));
        return Ok(());
    }
    let roots: Vec<_> = words.iter().filter(|word| word.head.is_none() || word.deprel == "root").collect();
    prop_assert!(matches!(roots[..], [root] if root.head.is_none() && root.deprel == "root"), "one root");
    for start in 0..words.len() {
        let mut at = Some(start);
        for _ in 0..words.len() {
            at = at.and_then(|at| words[at].head);
        }
        prop_assert_eq!(at, None, "no cycle");
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_analysed(text in text(), models in models()) {
        let lang = lang(models);
        let sentences = analyze(&text, &lang);
        for sentence in &sentences {
            check(sentence, models.is_some())?;
        }
        let forms: Vec<&str> = sentences.iter().flat_map(|sentence| &sentence.tokens).map(|token| token.form.as_str()).collect();
        prop_assert_eq!(forms, tokenize(&text).iter().map(|token| token.span.of(&text)).collect::<Vec<_>>(), "no token is lost");
        prop_assert_eq!(analyze(&text, &lang), sentences, "the same again");
    }

    #[test]
    fn words_that_are_known_are_kept(text in text(), models in models()) {
        let lang = lang(models);
        for sentence in analyze(&text, &lang) {
            let again = reanalyze(&sentence, &lang);
            check(&again, models.is_some())?;
            let words = |sentence: &Sentence| sentence.words.iter().map(|word| (word.form.clone(), word.span)).collect::<Vec<_>>();
            prop_assert_eq!(words(&again), words(&sentence));
            prop_assert_eq!(&again.tokens, &sentence.tokens);
        }
    }

    #[test]
    fn words_are_aligned_with_any_text(text in text(), forms in prop::collection::vec(prop_oneof![prop::sample::select(&WORDS[..]), Just("")], 0..20)) {
        let spans = align(&text, &forms);
        prop_assert_eq!(spans.len(), forms.len());
        prop_assert!(spans.is_sorted_by(|a, b| a.end <= b.start), "{spans:?}");
        prop_assert!(spans.iter().all(|span| text.get(span.start as usize..span.end as usize).is_some()), "{spans:?}");
    }
}

/// The forms of the words of a text.
#[track_caller]
fn forms(text: &str, expect: &[&str]) {
    let sentences = analyze(text, &lang(None));
    let found: Vec<&str> = sentences.iter().flat_map(|sentence| &sentence.words).map(|word| word.form.as_str()).collect();
    assert_eq!(found, expect);
}

#[test]
fn marks_of_vowels_stand_with_their_letter() {
    forms("كِتَابَهُ لِلشَّرِكَةِ وَبِالمَدِينَةِ", &["كِتَابَ", "هُ", "لِ", "الشَّرِكَةِ", "وَ", "بِ", "المَدِينَةِ"]);
}

#[test]
fn presentation_forms_keep_their_letters() {
    // Of several letters in one sign the first word has the sign; the words after it have what is left, or letters of their own.
    forms("ﻟﻠﻮزﻳﺮ", &["ﻟ", "ﻠﻮزﻳﺮ"]);
    forms("ﻷنه", &["ﻷ", "ن", "ه"]);
}
