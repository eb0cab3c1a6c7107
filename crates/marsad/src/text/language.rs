//! Which language a text is in, as far as the coder must know: Arabic, or another that it passes through.

use super::fold::is_arabic_letter;

/// ISO 639-1 code by the letters: `ar`, `fa` (also for the Kurdish and Urdu letters it shares), `und` for other scripts and for no letters.
///
/// Cost: one pass over at most 4,000 characters.
#[must_use]
pub fn language(text: &str) -> &'static str {
    let (mut n_arabic, mut n_other, mut n_persian) = (0usize, 0usize, 0usize);
    // Nearly all letters are plain ones, which need no look at the tables of Unicode.
    for letter in text.chars().filter(|letter| matches!(letter, '\u{0620}'..='\u{064A}') || letter.is_alphabetic()).take(4000) {
        if is_arabic_letter(letter) {
            n_arabic += 1;
            // peh, tcheh, jeh, gaf, tteh, ddal, rreh, yeh barree, small-v letters: written in no Arabic word but names.
            n_persian += usize::from(matches!(
                letter,
                '\u{067E}'
                    | '\u{0686}'
                    | '\u{0698}'
                    | '\u{06AF}'
                    | '\u{0679}'
                    | '\u{0688}'
                    | '\u{0691}'
                    | '\u{06D2}'
                    | '\u{06CE}'
                    | '\u{06C6}'
            ));
        } else {
            n_other += 1;
        }
    }
    if n_arabic == 0 || n_other > n_arabic * 2 {
        "und"
    } else if n_persian * 50 > n_arabic {
        "fa"
    } else {
        "ar"
    }
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn by_letters() {
        assert_eq!(language("زار الوزير طهران على متن Airbus A330"), "ar");
        assert_eq!(language("رئیس جمهور گفت که گفتگو با چین پیش می‌رود"), "fa");
        assert_eq!(language("The minister visited Tehran"), "und");
        assert_eq!(language("… !؟ 12"), "und");
    }
}
