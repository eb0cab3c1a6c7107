//! Letters and tokens.

use marsad::text::fold::{fold, is_ignorable};
use marsad::text::{Text, tokenize};
use proptest::prelude::*;

use crate::{config, text};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn tokens_and_what_is_between_them_are_the_text(text in text()) {
        let (mut rebuilt, mut end) = (String::new(), 0);
        for token in tokenize(&text) {
            let (start, own) = (token.span.start as usize, token.span.of(&text));
            let gap = text.get(end..start).expect("tokens are in order and do not cut letters");
            prop_assert!(gap.chars().all(|letter| letter.is_whitespace() || letter.is_control() || is_ignorable(letter)), "{gap:?}");
            prop_assert!(!own.is_empty());
            prop_assert_eq!(&*token.key, fold(own), "the key is that of the span");
            prop_assert_eq!(token.breaks as usize, gap.matches('\n').count());
            rebuilt.push_str(gap);
            rebuilt.push_str(own);
            end = token.span.end as usize;
        }
        let rest = &text[end..];
        prop_assert!(rest.chars().all(|letter| letter.is_whitespace() || letter.is_control() || is_ignorable(letter)), "{rest:?}");
        prop_assert_eq!(rebuilt + rest, text);
    }

    #[test]
    fn sentences_cover_all_tokens_in_order(text in text()) {
        let taken = Text::new(&text);
        let mut end = 0;
        for sentence in &taken.sentences {
            prop_assert!(sentence.tokens.start == end && sentence.tokens.end > end);
            prop_assert!(sentence.n_dateline <= sentence.tokens.len());
            prop_assert!(taken.tokens[sentence.tokens.clone()][1..].iter().all(|token| token.breaks == 0), "no line end inside");
            end = sentence.tokens.end;
        }
        prop_assert_eq!(end, taken.tokens.len());
    }

    #[test]
    fn folding_again_changes_nothing_and_letters_fold_alone(text in text()) {
        let folded = fold(&text);
        prop_assert_eq!(&fold(&folded), &folded);
        // The key of a piece of a word is a piece of its key: spans need no map from key to text.
        let by_letter: String = text.chars().map(|letter| fold(letter.encode_utf8(&mut [0; 4]))).collect();
        prop_assert_eq!(by_letter, folded);
    }
}
