//! Vowels by rule: a derived word has those of its pattern (wazn).
//!
//! «تنظيم» is «تَفْعِيل»: its second, third and last letters stand where the pattern has ف, ع and ل → «تَنْظِيم». A word whose letters do not fit,
//! weak or doubled ones, gets none.

use crate::pack::Pattern;
use crate::text::fold::is_ignorable;

/// The letters that stand for the radicals in a pattern; a fourth radical is a second ل.
const RADICALS: [char; 3] = ['\u{0641}', '\u{0639}', '\u{0644}'];
const WEAK: [char; 3] = ['\u{0627}', '\u{0648}', '\u{064A}'];

/// The word `surface`, without vowels, in the first of the patterns of this form and kind that it fits.
#[must_use]
pub fn vocalise(surface: &str, form: u8, kind: &str, patterns: &[Pattern]) -> Option<String> {
    patterns.iter().filter(|pattern| pattern.form == form && pattern.kind == kind).find_map(|pattern| fit(surface, &pattern.pattern))
}

fn fit(surface: &str, pattern: &str) -> Option<String> {
    let mut letters = surface.chars();
    let mut word = String::with_capacity(pattern.len());
    for mark in pattern.chars() {
        if is_ignorable(mark) {
            word.push(mark);
            continue;
        }
        let letter = letters.next()?;
        if if RADICALS.contains(&mark) { WEAK.contains(&letter) } else { letter != mark } {
            return None;
        }
        word.push(letter);
    }
    letters.next().is_none().then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_words_have_the_vowels_of_their_pattern() {
        let pattern = |form, kind: &str, pattern: &str| Pattern { form, kind: kind.into(), pattern: pattern.into() };
        let patterns = [pattern(2, "masdar", "تَفْعِيل"), pattern(10, "verb", "اِسْتَفْعَل")];
        assert_eq!(vocalise("تنظيم", 2, "masdar", &patterns).as_deref(), Some("تَنْظِيم"));
        assert_eq!(vocalise("استقبل", 10, "verb", &patterns).as_deref(), Some("اِسْتَقْبَل"));
        assert_eq!(vocalise("استقال", 10, "verb", &patterns), None, "a weak radical");
        assert_eq!(vocalise("تنظيمات", 2, "masdar", &patterns), None, "another length");
    }
}
