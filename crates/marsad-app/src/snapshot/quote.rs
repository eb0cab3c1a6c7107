//! How much of a text may be quoted?
//!
//! In: words of an article. Out: at most [`MAX_WORDS`] of them, around the word that tells the act; what was cut is marked by «…».
//!
//! The rule is the project's own (RESPONSIBLE_USE.md, docs/snapshot.md): facts, positions and a hash are passed on, and of the text a short quote.

use marsad::coded::Claim;

/// Words of a quote.
pub const MAX_WORDS: usize = 25;
/// Words kept before the one that tells the act.
const BEFORE: usize = 8;
/// Marks what was cut.
const CUT: &str = "…";

/// The words of a text; marks of what was cut are none.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| *word != CUT)
}

/// The first words of a text.
#[must_use]
pub fn first(text: &str) -> String {
    around(text, 0)
}

/// The evidence of a claim, its trigger always within.
#[must_use]
pub fn evidence(claim: &Claim) -> String {
    // Evidence that was cut at its beginning has its trigger within the first words (`output::evidence` keeps some 90 letters before it).
    if claim.evidence.starts_with(CUT) {
        return first(&claim.evidence);
    }
    let n_letters = claim.trigger[0].saturating_sub(claim.sentence[0]) as usize;
    let before: String = claim.evidence.chars().take(n_letters).collect();
    around(&claim.evidence, words(&before).count())
}

/// [`MAX_WORDS`] words of a text with the word at `at` among them; the text as it is where it has no more.
fn around(text: &str, at: usize) -> String {
    let all: Vec<&str> = words(text).collect();
    if all.len() <= MAX_WORDS {
        return text.to_owned();
    }
    let from = if at + MAX_WORDS - BEFORE <= MAX_WORDS { 0 } else { (at - BEFORE).min(all.len() - MAX_WORDS) };
    let to = from + MAX_WORDS;
    let head = if from > 0 || text.starts_with(CUT) { "… " } else { "" };
    let tail = if to < all.len() || text.ends_with(CUT) { " …" } else { "" };
    format!("{head}{}{tail}", all[from..to].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(n_words: usize) -> String {
        (0..n_words).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_short_text_stays_as_it_is_written() {
        assert_eq!(first("ا  ب\nج"), "ا  ب\nج");
        assert_eq!(first(&text(25)), text(25));
    }

    #[test]
    fn a_long_text_is_cut_around_its_word() {
        assert_eq!(first(&text(40)), format!("{} …", text(25)));
        for at in 0..40 {
            let cut = around(&text(40), at);
            assert_eq!(words(&cut).count(), MAX_WORDS);
            assert!(words(&cut).any(|word| word == format!("w{at}")), "w{at} in {cut}");
        }
        assert!(around(&text(40), 20).starts_with("… w12 "));
        assert!(around(&text(40), 39).ends_with(" w39"));
    }
}
