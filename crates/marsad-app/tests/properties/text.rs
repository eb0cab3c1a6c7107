//! Letters and tokens.

use marsad::Article;
use marsad::text::fold::{fold, is_ignorable};
use marsad::text::{Text, tokenize};
use proptest::prelude::*;

use marsad::time::Policy;

use crate::{config, lang, text};

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

    #[test]
    fn expressions_stand_where_they_say(text in text()) {
        for policy in [Policy::News, Policy::Assistant] {
            let found = marsad::expressions(&Article::from_text(text.as_str(), Some("2024-02-29")), policy, &lang(None));
            let letters: Vec<char> = text.chars().collect();
            let spans = found.times.iter().map(|time| (&time.text, time.start, time.end));
            for (words, start, end) in spans.chain(found.numbers.iter().map(|number| (&number.text, number.start, number.end))) {
                prop_assert!(start < end);
                prop_assert_eq!(words, &letters[start as usize..end as usize].iter().collect::<String>());
            }
            for time in &found.times {
                prop_assert!(time.lo.is_none() || time.hi.is_none() || time.lo <= time.hi, "{time:?}");
            }
        }
    }

    #[test]
    fn any_question_has_an_answer_or_a_reason(text in text()) {
        let answer = marsad::who(&text, "2013-09-20".parse().expect("a day"), &lang(None));
        prop_assert!(answer.unknown.is_some() != answer.asked.is_some_and(|_| !answer.terms.is_empty()));
    }
}
