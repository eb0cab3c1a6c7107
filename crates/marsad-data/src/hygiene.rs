//! Are the letters of a file clean: composed, in their ordinary shapes, without characters that nobody sees.

use marsad::text::fold::{is_arabic_letter, is_presentation_form};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::problems::{Place, Problems};

const SHADDA: char = '\u{0651}';
const FATHATAN: char = '\u{064B}';
const TATWEEL: char = '\u{0640}';
const FARSI_YEH: char = '\u{06CC}';
const KEHEH: char = '\u{06A9}';

/// Reports every line of `text` whose letters are not clean; `vowels` tells that the file writes words with their vowels.
pub(crate) fn check(place: &Place, text: &str, vowels: bool, problems: &mut Problems) {
    for (line, text) in text.lines().enumerate() {
        check_line(&place.at(line as u32 + 1), text, vowels, problems);
    }
}

fn check_line(place: &Place, line: &str, vowels: bool, problems: &mut Problems) {
    if line.is_ascii() {
        return;
    }
    if !is_nfc(line) {
        problems.error(place, "not composed (NFC)", format!("write {}", line.nfc().collect::<String>().trim()));
    }
    let example = line.trim_start().starts_with("text") || line.trim_start().starts_with('#');
    for letter in line.chars() {
        let code = format!("U+{:04X}", letter as u32);
        match letter {
            TATWEEL => problems.error(place, "tatweel", "leave it out: it is only drawn, not read"),
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}' | '\u{00AD}' => {
                problems.error(place, format!("invisible character {code}"), "leave it out");
            }
            FARSI_YEH | KEHEH => problems.error(place, format!("Persian letter {code}"), "use the Arabic letter"),
            SHADDA | FATHATAN => {}
            '\u{064C}'..='\u{0652}' | '\u{0670}' if vowels => {}
            '\u{064B}'..='\u{065F}' | '\u{0670}' if !example => {
                problems.error(place, format!("diacritic {code}"), "only shadda and the tanwin of adverbs are written");
            }
            letter if is_presentation_form(letter) => {
                problems.error(place, format!("presentation form {code}"), format!("write {}", letter.nfkd().collect::<String>()));
            }
            _ => {}
        }
    }
    let mixed = |word: &str| word.chars().any(|c| c.is_ascii_alphabetic()) && word.chars().any(is_arabic_letter);
    if let Some(word) = line.split(|c: char| !c.is_alphabetic()).find(|word| mixed(word)) {
        problems.error(place, format!("Latin and Arabic letters in one word: {word}"), "write it in one script");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unclean_letters() {
        let n_errors = |text: &str| {
            let mut problems = Problems::default();
            check(&Place::new("x", 0), text, false, &mut problems);
            problems.n_errors()
        };
        assert_eq!(n_errors("hadhdhara\tverb\t2\twarn\tحذّر\nfawran\tadv\tفورا"), 0);
        assert_eq!(n_errors("text = \"قُتل جندي\""), 0);
        for unclean in ["x\tقُتل", "x\tقتـــل", "x\tﻗﺘﻞ", "x\tقتل\u{200F}", "x\tا\u{0654}خذ", "x\tقتلa", "x\tایران"]
        {
            assert!(n_errors(unclean) > 0, "{unclean}");
        }
    }
}
