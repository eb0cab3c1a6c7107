//! Texts: any text is analysed and coded, and every position lies in it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use marsad::Article;
use marsad::analysis::{analyze, conllu};
use marsad::text::fold::is_presentation_form;
use marsad_fuzz::lang;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (mut sentences, mut written) = (analyze(&text, lang()), String::new());
    for sentence in &mut sentences {
        for word in &mut sentence.words {
            let letters = sentence.text.get(word.span.start as usize..word.span.end as usize);
            assert!(letters.is_some_and(|letters| word.form.ends_with(letters)) && !word.form.is_empty(), "{}", word.form);
            // A lemma that is written as the sign for none is none.
            if word.lemma == "_" && word.form != "_" {
                word.lemma.clear();
            }
        }
        let roots = sentence.words.iter().filter(|word| word.deprel == "root").count();
        assert!(roots == 1 || sentence.words.iter().all(|word| word.head.is_none() && word.deprel.is_empty()));
        conllu::write(sentence, &mut written);
    }
    let again = conllu::read(&written);
    // Which word a ligature belongs to is not written down.
    if !text.chars().any(is_presentation_form) {
        assert_eq!(again.as_ref(), Ok(&sentences), "{written}");
    }

    let article = Article::from_text(text.as_ref(), Some("2024-11-10"));
    let coded = marsad::code_from(&article, lang(), 0.0);
    let n_points = text.chars().count() as u32;
    assert!(coded.claims.iter().all(|claim| claim.trigger[0] <= claim.trigger[1] && claim.sentence[1] <= n_points));
});
