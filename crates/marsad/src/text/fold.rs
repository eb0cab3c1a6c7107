//! One spelling for the many ways a word is written.
//!
//! [`fold`] maps a word to its lookup key: hamza carriers, alef maqsura, ta marbuta, Persian letter shapes and digits
//! fall together; diacritics, tatweel, zero-width and direction characters go. Two words are the same entry of the
//! language data when their keys are equal. The text itself is never changed: keys are looked up, spans are kept.
//!
//! «أَعْلَنَتِ» → «اعلنت» · «المدرســة» → «المدرسه» · «مسؤول» = «مسئول» · «۱۲» → `12`
//!
//! It does not join spelling variants of names (that is the actor's business) and does not strip clitics.

use unicode_normalization::UnicodeNormalization;

/// Version of the folding rules; a pack made with another version is refused.
pub const NORMALIZER: u32 = 1;

// Letters by name: the source holds no Arabic words, and a lone letter is hard to read in mixed text.
const HAMZA: char = '\u{0621}';
const ALEF_MADDA: char = '\u{0622}';
const ALEF_HAMZA_ABOVE: char = '\u{0623}';
const WAW_HAMZA: char = '\u{0624}';
const ALEF_HAMZA_BELOW: char = '\u{0625}';
const YEH_HAMZA: char = '\u{0626}';
const ALEF: char = '\u{0627}';
const TEH_MARBUTA: char = '\u{0629}';
const HEH: char = '\u{0647}';
const ALEF_MAKSURA: char = '\u{0649}';
const YEH: char = '\u{064A}';
const KAF: char = '\u{0643}';
pub(super) const TATWEEL: char = '\u{0640}';

/// The lookup key of `word`.
///
/// Idempotent: `fold(fold(w)) == fold(w)`. Cost: one pass; allocates the result.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    fold_into(word, &mut key);
    key
}

/// Appends the lookup key of `word` to `key`.
pub fn fold_into(word: &str, key: &mut String) {
    // Runs of letters that stay what they are, and what stands between them.
    let mut start = 0;
    for (at, letter) in word.char_indices().filter(|(_, letter)| !is_plain(*letter)) {
        key.push_str(&word[start..at]);
        start = at + letter.len_utf8();
        if is_presentation_form(letter) {
            letter.nfkd().filter_map(fold_char).for_each(|folded| key.push(folded));
        } else if let Some(folded) = fold_char(letter) {
            key.push(folded);
        }
    }
    key.push_str(&word[start..]);
}

/// Whether a letter is one of the twenty-odd Arabic ones that are their own key; there are others.
fn is_plain(letter: char) -> bool {
    matches!(letter, '\u{0627}' | '\u{0628}' | '\u{062A}'..='\u{063A}' | '\u{0641}'..='\u{0648}' | YEH)
}

/// The letters of the lookup key of `word`.
pub(crate) fn folded(word: &str) -> impl Iterator<Item = char> {
    let letters = |letter: char| {
        let shape = is_presentation_form(letter).then(|| letter.nfkd());
        let plain = if shape.is_none() { Some(letter) } else { None };
        shape.into_iter().flatten().chain(plain)
    };
    word.chars().flat_map(letters).filter_map(fold_char)
}

/// The word without diacritics, tatweel and invisible characters, its letters otherwise as written.
///
/// Two spellings of one key are told apart by this: «على» and «علي».
#[must_use]
pub fn bare(word: &str) -> String {
    // Letters of this row are what they are in normal form.
    if word.chars().all(|letter| matches!(letter, '\u{0621}'..='\u{064A}')) {
        return word.chars().filter(|letter| *letter != TATWEEL).collect();
    }
    word.nfkc().filter(|letter| !is_ignorable(*letter)).collect()
}

/// What one character becomes in a key; `None` when it goes.
#[must_use]
pub fn fold_char(letter: char) -> Option<char> {
    Some(match letter {
        _ if is_ignorable(letter) => return None,
        ALEF_MADDA | ALEF_HAMZA_ABOVE | ALEF_HAMZA_BELOW | '\u{0671}'..='\u{0673}' => ALEF,
        // One class for both carriers, apart from their bare letters: Egyptian papers write the yeh where others write the waw.
        WAW_HAMZA | YEH_HAMZA => HAMZA,
        ALEF_MAKSURA | '\u{06CC}' | '\u{06D2}' | '\u{06CE}' | '\u{06D0}' => YEH,
        TEH_MARBUTA | '\u{06BE}' | '\u{06C0}'..='\u{06C3}' | '\u{06D5}' => HEH,
        '\u{06A9}' | '\u{06AA}' => KAF,
        '\u{0660}'..='\u{0669}' => digit(letter, '\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => digit(letter, '\u{06F0}'),
        'A'..='Z' => letter.to_ascii_lowercase(),
        _ => letter,
    })
}

/// How many bytes of a key a letter makes: none for a mark, several letters for a ligature.
pub(crate) fn key_len(letter: char) -> usize {
    if is_presentation_form(letter) { fold(letter.encode_utf8(&mut [0; 4])).len() } else { fold_char(letter).map_or(0, char::len_utf8) }
}

fn digit(letter: char, zero: char) -> char {
    char::from_digit(letter as u32 - zero as u32, 10).unwrap_or(letter)
}

/// Characters that a reader does not see as part of a word: harakat, Quranic marks, tatweel, joiners, direction marks.
#[must_use]
pub fn is_ignorable(letter: char) -> bool {
    matches!(letter,
        '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{0610}'..='\u{061A}' | '\u{08D3}'..='\u{08FF}' | '\u{0640}' | '\u{061C}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}' | '\u{FE00}'..='\u{FE0F}')
}

/// Whether a character is a shape of the presentation blocks, which stand for ordinary letters.
#[must_use]
pub fn is_presentation_form(letter: char) -> bool {
    matches!(letter, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether a character is a letter of the Arabic script.
#[must_use]
pub fn is_arabic_letter(letter: char) -> bool {
    matches!(letter, '\u{0620}'..='\u{064A}' | '\u{066E}'..='\u{06D3}' | '\u{06D5}' | '\u{06EE}' | '\u{06EF}' | '\u{06FA}'..='\u{06FF}' | '\u{0750}'..='\u{077F}')
        || is_presentation_form(letter)
}

/// Whether a character is a letter of the Arabic script or a mark on one.
pub(crate) fn is_arabic_letter_or_mark(letter: char) -> bool {
    is_arabic_letter(letter) || is_ignorable(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_share_a_key() {
        for letter in ('\u{0600}'..='\u{06FF}').filter(|letter| is_plain(*letter)) {
            assert_eq!(fold_char(letter), Some(letter));
        }
        for (a, b) in [
            ("أَعْلَنَتِ", "اعلنت"),
            ("المدرســة", "المدرسه"),
            ("مسؤول", "مسئول"),
            ("ﻣﺼﺮ", "مصر"),
            ("ایران", "إيران"),
            ("۱۲٣", "123"),
            ("ال\u{200C}عراق\u{200F}", "العراق"),
            ("ﻻ", "لا"),
        ] {
            assert_eq!(fold(a), fold(b));
            assert_eq!(fold(&fold(a)), fold(a), "idempotent");
        }
    }

    #[test]
    fn different_words_keep_different_keys() {
        assert_ne!(fold("رئيس"), fold("رييس"));
        assert_ne!(bare("على"), bare("علي"));
    }
}
