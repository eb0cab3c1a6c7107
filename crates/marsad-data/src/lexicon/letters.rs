//! The letters that inflection turns on, by name, and how a hamza sits beside its neighbours.

pub(crate) const HAMZA: char = '\u{0621}';
pub(crate) const ALEF_MADDA: char = '\u{0622}';
pub(crate) const ALEF_HAMZA: char = '\u{0623}';
pub(crate) const WAW_HAMZA: char = '\u{0624}';
pub(crate) const ALEF_HAMZA_BELOW: char = '\u{0625}';
pub(crate) const YEH_HAMZA: char = '\u{0626}';
pub(crate) const ALEF: char = '\u{0627}';
pub(crate) const TEH_MARBUTA: char = '\u{0629}';
pub(crate) const TEH: char = '\u{062A}';
pub(crate) const DAL: char = '\u{062F}';
pub(crate) const THAL: char = '\u{0630}';
pub(crate) const REH: char = '\u{0631}';
pub(crate) const ZAIN: char = '\u{0632}';
pub(crate) const SEEN: char = '\u{0633}';
pub(crate) const TAH: char = '\u{0637}';
pub(crate) const MEEM: char = '\u{0645}';
pub(crate) const NOON: char = '\u{0646}';
pub(crate) const WAW: char = '\u{0648}';
pub(crate) const ALEF_MAKSURA: char = '\u{0649}';
pub(crate) const YEH: char = '\u{064A}';

/// Whether a letter is a hamza on any carrier but the lengthened alef.
pub(crate) fn is_hamza(letter: char) -> bool {
    matches!(letter, HAMZA | ALEF_HAMZA | WAW_HAMZA | ALEF_HAMZA_BELOW | YEH_HAMZA)
}

/// Whether a letter joins the one after it, so that a hamza there takes a tooth («شيئان» but «جزءان»).
fn joins(letter: char) -> bool {
    !matches!(letter, ALEF | ALEF_MADDA | ALEF_HAMZA | DAL | THAL | REH | ZAIN | WAW | WAW_HAMZA | HAMZA)
}

/// A stem and what comes after it, the hamza between them on its proper carrier.
///
/// «قرأ» + «وا» → «قرؤوا» · «لقاء» + «ين» → «لقائين» · «رأ» + «ا» → «رآ» · «شيء» + «ان» → «شيئان».
pub(crate) fn join(stem: &[char], suffix: &[char]) -> Vec<char> {
    let mut word = stem.to_vec();
    let (Some(&last), Some(&first)) = (stem.last(), suffix.first()) else {
        word.extend(suffix);
        return word;
    };
    let before = stem.len().checked_sub(2).map_or(ALEF, |at| stem[at]);
    let at = stem.len() - 1;
    match (last, first) {
        (ALEF_HAMZA, ALEF) => {
            word[at] = ALEF_MADDA;
            word.extend(&suffix[1..]);
            return word;
        }
        (ALEF_HAMZA, WAW) => word[at] = WAW_HAMZA,
        (ALEF_HAMZA | HAMZA, YEH) => word[at] = YEH_HAMZA,
        (HAMZA, ALEF | TEH | TEH_MARBUTA) if joins(before) => word[at] = YEH_HAMZA,
        (HAMZA, WAW) => word[at] = if joins(before) { YEH_HAMZA } else { WAW_HAMZA },
        _ => {}
    }
    word.extend(suffix);
    word
}

/// A stem and a suffix that begins with a consonant; equal letters are written once («أعلن» + «نا» → «أعلنا»).
pub(crate) fn join_consonant(stem: &[char], suffix: &[char]) -> Vec<char> {
    let mut word = stem.to_vec();
    let merged = stem.last() == suffix.first() && matches!(suffix.first(), Some(&TEH | &NOON));
    word.extend(&suffix[usize::from(merged)..]);
    word
}

/// Letters as a word: a hamza and a long a are one letter («آل»).
pub(crate) fn spell(letters: &[char]) -> String {
    let mut word = String::with_capacity(letters.len() * 2);
    for (idx, letter) in letters.iter().enumerate() {
        match letter {
            &ALEF if idx > 0 && letters[idx - 1] == ALEF_HAMZA => {
                word.pop();
                word.push(ALEF_MADDA);
            }
            letter => word.push(*letter),
        }
    }
    word
}

/// What a nominal or imperfect stem becomes before an attached pronoun; empty when it does not change.
///
/// «مدرسة» → «مدرست» · «مستوى» → «مستوا» · «لقاء» → «لقاؤ», «لقائ» · «نبأ» → «نبؤ», «نبئ».
pub(crate) fn bound(stem: &[char]) -> Vec<Vec<char>> {
    let Some((&last, rest)) = stem.split_last() else { return Vec::new() };
    let with = |letter: char| [rest, &[letter]].concat();
    match last {
        TEH_MARBUTA => vec![with(TEH)],
        ALEF_MAKSURA => vec![join(rest, &[ALEF])],
        HAMZA if rest.last().is_some_and(|letter| joins(*letter)) => vec![with(YEH_HAMZA)],
        HAMZA | ALEF_HAMZA => vec![with(WAW_HAMZA), with(YEH_HAMZA)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hamza_between_stem_and_ending() {
        for (stem, suffix, word) in [
            ("قرأ", "وا", "قرؤوا"),
            ("قرأ", "ا", "قرآ"),
            ("لقاء", "ين", "لقائين"),
            ("لقاء", "ان", "لقاءان"),
            ("شيء", "ان", "شيئان"),
            ("جزء", "ان", "جزءان"),
            ("رأ", "ا", "رآ"),
            ("قارئ", "ون", "قارئون"),
            ("جاء", "وا", "جاؤوا"),
            ("كتب", "وا", "كتبوا"),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(join(&chars(stem), &chars(suffix)).iter().collect::<String>(), word);
        }
    }
}
