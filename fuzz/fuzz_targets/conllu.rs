//! CoNLL-U: whatever is read can be written, is read again as it was, and can be analysed again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use marsad::analysis::conllu::{read, write};
use marsad::analysis::reanalyze;

fuzz_target!(|bytes: &[u8]| {
    let file = String::from_utf8_lossy(bytes);
    let sentences = match read(&file) {
        Ok(sentences) => sentences,
        Err(error) => {
            assert!((1..=file.lines().count()).contains(&error.line), "{error}");
            return;
        }
    };
    let mut written = String::new();
    for sentence in &sentences {
        write(sentence, &mut written);
    }
    assert_eq!(read(&written).as_ref(), Ok(&sentences), "{written}");
    for sentence in &sentences {
        let again = reanalyze(sentence, marsad_fuzz::lang());
        let words =
            |sentence: &marsad::analysis::Sentence| sentence.words.iter().map(|word| (word.form.clone(), word.span)).collect::<Vec<_>>();
        assert_eq!(words(&again), words(sentence), "its words are kept");
        let n_words = again.words.len();
        assert!(again.words.iter().all(|word| word.head.is_none_or(|head| head < n_words)));
    }
});
