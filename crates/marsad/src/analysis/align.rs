//! Where the words of a sentence stand in its text, whatever a treebank made of their forms.
//!
//! «للسلطة» is ل + السلطة or ل + لسلطة, «لأن» is ل + أن: the letters are found by the cheapest way to turn the one into the other.

use crate::span::Span;
use crate::text::fold::is_ignorable;

/// Most letters of a sentence for which the table of all ways is made; longer ones are walked straight on.
const MAX_LETTERS: usize = 4000;

/// The spans of `forms` in `text`, in bytes.
///
/// Shape: one span a form, in order, disjoint; empty for a form that has no letter of the text. Spaces belong to none.
/// Cost: linear when the forms are what is written; letters of the text × letters of the forms otherwise.
#[must_use]
pub fn align(text: &str, forms: &[&str]) -> Vec<Span> {
    let letters: Vec<(usize, char)> = text.char_indices().filter(|(_, letter)| !letter.is_whitespace()).collect();
    let wanted: Vec<(usize, char)> = forms
        .iter()
        .enumerate()
        .flat_map(|(idx, form)| form.chars().filter(|letter| !letter.is_whitespace()).map(move |letter| (idx, letter)))
        .collect();
    let straight = letters.len() == wanted.len() && letters.iter().zip(&wanted).all(|((_, a), (_, b))| a == b);
    let owner: Vec<Option<usize>> = if straight || letters.len().max(wanted.len()) > MAX_LETTERS {
        (0..letters.len()).map(|at| wanted.get(at).map(|(form, _)| *form)).collect()
    } else {
        owners(&letters, &wanted)
    };
    let mut spans = vec![Span::default(); forms.len()];
    let mut found = vec![false; forms.len()];
    for ((start, letter), form) in letters.iter().zip(owner) {
        let Some(form) = form else { continue };
        let span = Span::new(*start, start + letter.len_utf8());
        spans[form] = if found[form] { spans[form].join(span) } else { span };
        found[form] = true;
    }
    let mut end = 0;
    for (span, found) in spans.iter_mut().zip(found) {
        if found {
            end = span.end as usize;
        } else {
            *span = Span::new(end, end);
        }
    }
    spans
}

/// For each letter of the text the form that owns it: least edits; a letter that no form has goes to the form before it.
fn owners(letters: &[(usize, char)], wanted: &[(usize, char)]) -> Vec<Option<usize>> {
    let (n, m) = (letters.len(), wanted.len());
    let width = m + 1;
    // The only letter of a form is the last to go: «للجنة» is ل + اللجنة, two letters of the latter not written.
    let other = |at: Option<usize>, form: usize| at.and_then(|at| wanted.get(at)).is_none_or(|(other, _)| *other != form);
    let alone = |j: usize| other(j.checked_sub(1), wanted[j].0) && other(Some(j + 1), wanted[j].0);
    let skips: Vec<u32> = (0..m).map(|j| if is_ignorable(wanted[j].1) { 1 } else { 4 + u32::from(alone(j)) }).collect();
    let mut cost = vec![0u32; (n + 1) * width];
    (1..=m).for_each(|j| cost[j] = cost[j - 1] + skips[j - 1]);
    for i in 1..=n {
        cost[i * width] = 4 * i as u32;
        for j in 1..=m {
            let change = cost[(i - 1) * width + j - 1] + change(letters[i - 1].1, wanted[j - 1].1);
            let skip_letter = cost[(i - 1) * width + j] + if is_ignorable(letters[i - 1].1) { 1 } else { 4 };
            let skip_wanted = cost[i * width + j - 1] + skips[j - 1];
            cost[i * width + j] = change.min(skip_letter).min(skip_wanted);
        }
    }
    let mut owner = vec![None; n];
    let (mut i, mut j) = (n, m);
    while i > 0 && j > 0 {
        let here = cost[i * width + j];
        if here == cost[(i - 1) * width + j - 1] + change(letters[i - 1].1, wanted[j - 1].1) {
            owner[i - 1] = Some(wanted[j - 1].0);
            (i, j) = (i - 1, j - 1);
        } else if here == cost[i * width + j - 1] + skips[j - 1] {
            j -= 1;
        } else {
            owner[i - 1] = Some(wanted[j - 1].0);
            i -= 1;
        }
    }
    owner
}

fn change(letter: char, wanted: char) -> u32 {
    if letter == wanted {
        0
    } else if crate::text::fold::fold_char(letter) == crate::text::fold::fold_char(wanted) {
        1
    } else {
        7
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, forms: &[&str], expect: &[&str]) {
        let found: Vec<&str> = align(text, forms).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn words_are_found_in_what_is_written() {
        check("وصل إلى القاهرة.", &["وصل", "إلى", "القاهرة", "."], &["وصل", "إلى", "القاهرة", "."]);
        check("دعما للسلطة", &["دعما", "ل", "السلطة"], &["دعما", "ل", "لسلطة"]);
        check("دعما للسلطة", &["دعما", "ل", "لسلطة"], &["دعما", "ل", "لسلطة"]);
        check("دعما للجنة", &["دعما", "ل", "اللجنة"], &["دعما", "ل", "لجنة"]);
        check("للجنة", &["ل", "اللجنة"], &["ل", "لجنة"]);
        check("عما قال", &["عن", "ما", "قال"], &["ع", "ما", "قال"]);
    }

    #[test]
    fn a_form_without_letters_has_an_empty_span() {
        check("قال", &["قال", ""], &["قال", ""]);
    }
}
