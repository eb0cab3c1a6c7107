//! Which words may leave, and in which form?
//!
//! In: names, headlines and evidence as articles have them. Out: text without marks that turn the direction of what follows and without control
//! characters; quotes of a few words around the word that tells the act; text that no spreadsheet takes for a formula.

use marsad::coded::Claim;
use serde_json::Value;

/// Code points of evidence before the trigger, at most (`marsad::output`).
const HEAD: usize = 93;

/// Text as it may leave: on one line, without bidirectional and other control characters.
#[must_use]
pub fn clean(text: &str) -> String {
    let is_bidi = |letter: char| matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_bad = |letter: char| matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}') || is_bidi(letter);
    let kept = text.chars().filter(|letter| !is_bad(*letter));
    let one_line: String =
        kept.map(|letter| if letter.is_control() || letter == '\u{2028}' || letter == '\u{2029}' { ' ' } else { letter }).collect();
    one_line.trim().to_owned()
}

/// Cleans every text of a value.
pub fn clean_all(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean(text),
        Value::Array(items) => items.iter_mut().for_each(clean_all),
        Value::Object(fields) => fields.values_mut().for_each(clean_all),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The first words of a text, as many as may leave.
#[must_use]
pub fn first_words(text: &str, n_words: usize) -> String {
    window(&clean(text), n_words, 0)
}

/// As much of a claim's evidence as may leave, with the word that tells the act in it.
#[must_use]
pub fn quote(claim: &Claim, n_words: usize) -> String {
    let at = (claim.trigger[0].saturating_sub(claim.sentence[0]) as usize).min(HEAD);
    let evidence = clean(&claim.evidence);
    let before: String = evidence.chars().take(at + 1).collect();
    window(&evidence, n_words, before.split_whitespace().count().saturating_sub(1))
}

/// At most so many words of a text, that with number `told` among them.
fn window(text: &str, n_words: usize, told: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if n_words == 0 {
        return String::new();
    }
    if words.len() <= n_words {
        return words.join(" ");
    }
    let from = if told < n_words { 0 } else { (told - n_words / 3).min(words.len() - n_words) };
    let to = from + n_words;
    let (before, after) = (if from > 0 { "… " } else { "" }, if to < words.len() { " …" } else { "" });
    format!("{before}{}{after}", words[from..to].join(" "))
}

/// Text that a spreadsheet takes for text: what begins like a formula has an apostrophe before it.
#[must_use]
pub fn unlike_formula(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

/// Text inside XML.
#[must_use]
pub fn xml(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_the_direction_of_text_does_not_leave() {
        assert_eq!(clean("\u{202b}وزير\u{200f} \u{2067}الخارجية\u{2069}\n\u{feff}العراقي\0"), "وزير الخارجية العراقي");
        assert_eq!(clean("نیم\u{200c}فاصله"), "نیم\u{200c}فاصله", "a joiner is a letter's form, not a direction");
        assert_eq!(xml("a<b>&\"\u{202e}"), "a&lt;b&gt;&amp;&quot;");
    }

    #[test]
    fn a_quote_has_the_word_that_tells_the_act() {
        let words: Vec<String> = (0..60).map(|number| format!("w{number}")).collect();
        let evidence = words.join(" ");
        assert_eq!(window(&evidence, 60, 40), evidence);
        assert_eq!(window(&evidence, 0, 40), "");
        assert_eq!(window(&evidence, 1, 40), "… w40 …");
        assert!(window(&evidence, 25, 40).split_whitespace().any(|word| word == "w40"));
        assert!(window(&evidence, 25, 59).ends_with("w59"));
        assert_eq!(first_words("a b\u{200f} c", 2), "a b …");
    }

    #[test]
    fn no_text_is_a_formula() {
        assert_eq!(unlike_formula("=1+1".into()), "'=1+1");
        assert_eq!(unlike_formula("@x".into()), "'@x");
        assert_eq!(unlike_formula("١".into()), "١");
    }
}
