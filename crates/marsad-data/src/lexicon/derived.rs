//! Participles and the regular verbal nouns of a verb.

use super::letters::{
    ALEF, ALEF_HAMZA, ALEF_HAMZA_BELOW, ALEF_MADDA, ALEF_MAKSURA, HAMZA, MEEM, SEEN, TEH, TEH_MARBUTA, WAW, WAW_HAMZA, YEH, YEH_HAMZA,
    is_hamza,
};
use super::verb::{Verb, Weak};

/// Stem of the active participle, masculine singular («قائل», «مستقيل», «ملتقي»).
pub(crate) fn active(verb: &Verb) -> Vec<char> {
    if verb.form != 1 {
        let mut stem = verb.imperfect.clone();
        if matches!(verb.form, 5 | 6 | 12) {
            verb.with_i(&mut stem);
        }
        return [&[MEEM], &stem[..]].concat();
    }
    let word = &verb.perfect;
    let mut stem = if word[0] == ALEF_HAMZA { vec![ALEF_MADDA] } else { vec![word[0], ALEF] };
    match verb.weak {
        Weak::Hollow if word[2] == HAMZA => stem.extend([YEH_HAMZA, YEH]),
        Weak::Hollow => stem.extend([YEH_HAMZA, word[2]]),
        Weak::Doubled => stem.push(word[1]),
        Weak::Defective => stem.extend([on_yeh(word[1]), YEH]),
        Weak::Sound => stem.extend([on_yeh(word[1]), on_yeh(word[2])]),
    }
    stem
}

/// Stem of the passive participle, masculine singular («مقتول», «معتقل», «معطى»); `None` where there is none.
pub(crate) fn passive(verb: &Verb) -> Option<Vec<char>> {
    if verb.form != 1 {
        return Some([&[MEEM], &verb.passive_imperfect()?[..]].concat());
    }
    let word = &verb.perfect;
    let i = |at_end: usize| verb.imperfect.len() >= at_end && verb.imperfect[verb.imperfect.len() - at_end] == YEH;
    let second = if is_hamza(word[1]) { WAW_HAMZA } else { word[1] };
    Some(match verb.weak {
        Weak::Hollow => vec![MEEM, word[0], if i(2) { YEH } else { WAW }, word[2]],
        Weak::Doubled => vec![MEEM, word[0], word[1], WAW, word[1]],
        Weak::Defective if verb.imperfect.last() == Some(&WAW) => vec![MEEM, word[0], second, WAW],
        Weak::Defective => vec![MEEM, word[0], on_yeh(word[1]), YEH],
        Weak::Sound => vec![MEEM, word[0], second, WAW, if is_hamza(word[2]) { HAMZA } else { word[2] }],
    })
}

fn on_yeh(letter: char) -> char {
    if is_hamza(letter) { YEH_HAMZA } else { letter }
}

/// The verbal noun that the form gives; `None` for form I, where it is not regular.
pub(crate) fn masdar(verb: &Verb) -> Option<String> {
    let word = &verb.perfect;
    let (&last, stem) = word.split_last()?;
    let weak = verb.weak;
    let masdar: Vec<char> = match verb.form {
        2 if weak == Weak::Defective => [&[TEH], stem, &[YEH, TEH_MARBUTA]].concat(),
        2 if last == ALEF_HAMZA => [&[TEH], stem, &[YEH_HAMZA, TEH_MARBUTA]].concat(),
        2 => [&[TEH, word[0], on_yeh(word[1]), YEH], &word[2..]].concat(),
        3 => {
            let stem = if weak == Weak::Defective { [stem, &[ALEF]].concat() } else { word.clone() };
            let head: &[char] = if stem[0] == ALEF_MADDA { &[MEEM, WAW_HAMZA, ALEF] } else { &[MEEM, stem[0]] };
            [head, &stem[1..], &[TEH_MARBUTA]].concat()
        }
        4 => form_iv(verb),
        5 | 6 | 12 => {
            let mut masdar = word.clone();
            let n_letters = masdar.len();
            match weak {
                Weak::Defective => masdar[n_letters - 1] = YEH,
                _ => masdar[n_letters - 2..].iter_mut().filter(|letter| is_hamza(**letter)).for_each(|letter| *letter = WAW_HAMZA),
            }
            masdar
        }
        7..=10 => {
            let mut masdar = long_a(stem, last, weak);
            if weak == Weak::Hollow {
                let at = stem.len() - 1;
                if verb.form == 10 {
                    masdar = [word, &[TEH_MARBUTA][..]].concat();
                } else {
                    masdar = [&stem[..at], &[YEH, ALEF, last]].concat();
                }
            }
            let after_i = if verb.form == 10 && masdar[1] == SEEN { 3 } else { 1 };
            match masdar[after_i] {
                WAW if verb.form == 10 => masdar[after_i] = YEH,
                ALEF_HAMZA => masdar[after_i] = YEH_HAMZA,
                _ => {}
            }
            let before_alef = masdar.len() - 3;
            if verb.form != 10 && weak == Weak::Sound {
                masdar[before_alef] = on_yeh(masdar[before_alef]);
            }
            masdar
        }
        11 => [word, &[TEH_MARBUTA][..]].concat(),
        _ => return None,
    };
    Some(masdar.into_iter().collect())
}

/// «إعلان», «إقامة», «إعطاء», «إيقاف», «إيمان», «إصرار».
fn form_iv(verb: &Verb) -> Vec<char> {
    let word = &verb.perfect;
    let mut word =
        if word[0] == ALEF_MADDA { [&[ALEF_HAMZA_BELOW, YEH], &word[1..]].concat() } else { [&[ALEF_HAMZA_BELOW], &word[1..]].concat() };
    if word[1] == WAW && verb.weak != Weak::Hollow {
        word[1] = YEH;
    }
    if verb.weak == Weak::Hollow {
        word.push(TEH_MARBUTA);
        return word;
    }
    let (last, stem) = (word[word.len() - 1], &word[..word.len() - 1]);
    long_a(stem, last, verb.weak)
}

/// The long a before the last radical: «انسحاب», «احتلال», «التقاء», «ابتداء».
fn long_a(stem: &[char], last: char, weak: Weak) -> Vec<char> {
    match weak {
        Weak::Doubled => [stem, &[last, ALEF, last]].concat(),
        Weak::Defective => [stem, &[ALEF, HAMZA]].concat(),
        _ if is_hamza(last) || last == ALEF_MAKSURA => [stem, &[ALEF, HAMZA]].concat(),
        _ => [stem, &[ALEF, last]].concat(),
    }
}
