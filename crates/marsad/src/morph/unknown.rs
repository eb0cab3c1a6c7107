//! What a token is that nobody knows: most are foreign names, the rest nouns and adjectives the lexicon lacks.
//!
//! The shape decides: the article makes a noun, «ـية» and «الـ…ي» an adjective, a prefix of the imperfect with «ون» a verb;
//! everything else is a proper name. A conjunction is split off before the article, and where the rest is longer than
//! three letters («وشمخاني»): names that begin with «و» are rarer than names after «و».

use super::candidate::{Candidate, bare_candidate};
use crate::pack::{Aspect, Feats, Gender, Lang, Number, Upos};

const ALEF: char = '\u{0627}';
const LAM: char = '\u{0644}';
const YEH: char = '\u{064A}';
const HEH: char = '\u{0647}';
const WAW: char = '\u{0648}';
const NOON: char = '\u{0646}';
const TEH: char = '\u{062A}';
const BEH: char = '\u{0628}';
const FEH: char = '\u{0641}';
const KAF: char = '\u{0643}';

/// What a reading costs that nothing is known of.
pub(super) const UNKNOWN: i32 = 800;
/// A further reading of an unknown token, where the shape speaks for another one.
const UNLIKELY: i32 = 250;
/// Fewest letters of a stem.
const MIN_STEM: usize = 2;

/// The readings of an unknown key: the likeliest by its shape, the whole as one word, each clitic alone taken off.
pub(super) fn guesses(key: &str, lang: &Lang, found: &mut Vec<Candidate>) {
    let likeliest = guess(key, lang);
    let n_letters = key.chars().count();
    let has = |candidate: &Candidate, found: &[Candidate]| {
        let split = |other: &Candidate| (other.stem_start, other.stem_end) == (candidate.stem_start, candidate.stem_end);
        split(&likeliest) || found.iter().any(split)
    };
    let mut others = Vec::new();
    let whole = bare_candidate(key);
    if !has(&whole, &others) {
        let letters: Vec<char> = key.chars().collect();
        let (feats, upos) = shape(&letters, false);
        others.push(Candidate { feats, upos, cost: UNKNOWN + UNLIKELY, ..whole });
    }
    for letter in key.chars().take(1).filter(|_| n_letters > MIN_STEM) {
        for sub in ["conj", "prep"] {
            let mut split = bare_candidate(key);
            if push_clitic(&mut split, letter, sub, lang) > 0 && !has(&split, &others) {
                let stem: Vec<char> = key.chars().skip(1).collect();
                split.definite = stem.starts_with(&[ALEF, LAM]) && stem.len() > 3;
                let (feats, upos) = shape(&stem, split.definite);
                others.push(Candidate { feats, upos, cost: UNKNOWN + UNLIKELY, ..split });
            }
        }
    }
    for (clitic, row, _) in lang.clitics().enclitics() {
        let Some(stem) = key.strip_suffix(clitic.as_str()).filter(|stem| stem.chars().count() > MIN_STEM && !likeliest.definite) else {
            continue;
        };
        let split = Candidate {
            stem_start: likeliest.stem_start,
            proclitics: likeliest.proclitics.clone(),
            stem_end: stem.len(),
            enclitic: Some(*row),
            upos: Upos::Noun,
            cost: UNKNOWN + UNLIKELY,
            ..bare_candidate(key)
        };
        if split.stem_start + 2 < split.stem_end && !has(&split, &others) {
            others.push(split);
        }
    }
    found.push(likeliest);
    found.append(&mut others);
}

/// A reading of a key as one word.
pub(super) fn whole(key: &str, upos: Upos) -> Candidate {
    let letters: Vec<char> = key.chars().collect();
    let definite = letters.starts_with(&[ALEF, LAM]) && letters.len() > 3;
    Candidate {
        feats: shape(&letters, definite).0,
        upos: if upos == Upos::Adp { Upos::Noun } else { upos },
        definite,
        cost: UNKNOWN,
        ..bare_candidate(key)
    }
}

/// The likeliest reading of an unknown key.
fn guess(key: &str, lang: &Lang) -> Candidate {
    let mut candidate = bare_candidate(key);
    candidate.cost = UNKNOWN;
    let letters: Vec<char> = key.chars().collect();
    let mut at = 0;
    let article_at = |at: usize| letters.get(at) == Some(&ALEF) && letters.get(at + 1) == Some(&LAM) && letters.len() > at + 3;
    if letters.first() == Some(&WAW) && letters.len() > 4 || letters.first() == Some(&FEH) && article_at(1) {
        at += push_clitic(&mut candidate, letters[0], "conj", lang);
    }
    if matches!(letters.get(at), Some(&BEH | &KAF)) && article_at(at + 1) {
        at += push_clitic(&mut candidate, letters[at], "prep", lang);
    } else if letters.get(at) == Some(&LAM) && letters.get(at + 1) == Some(&LAM) && letters.len() > at + 4 {
        at += push_clitic(&mut candidate, LAM, "prep", lang);
        candidate.definite = true;
    }
    candidate.definite |= article_at(at);
    let stem = &letters[at..];
    let (feats, upos) = shape(stem, candidate.definite);
    candidate.feats = feats;
    candidate.upos = upos;
    candidate
}

fn shape(stem: &[char], definite: bool) -> (Feats, Upos) {
    let ends = |tail: &[char]| stem.len() > tail.len() + 2 && stem.ends_with(tail);
    let feats = |gender, number| Feats { gender: Some(gender), number: Some(number), ..Feats::default() };
    if !definite && stem.len() >= 5 && matches!(stem[0], YEH | TEH) && stem.ends_with(&[WAW, NOON]) {
        let verb = Feats { aspect: Some(Aspect::Imp), person: 3, ..feats(Gender::Masc, Number::Plur) };
        return (verb, Upos::Verb);
    }
    if ends(&[YEH, HEH]) {
        return (feats(Gender::Fem, Number::Sing), Upos::Adj);
    }
    if definite && (ends(&[YEH, YEH, NOON]) || ends(&[YEH, WAW, NOON])) {
        return (feats(Gender::Masc, Number::Plur), Upos::Adj);
    }
    if definite && ends(&[YEH]) {
        return (feats(Gender::Masc, Number::Sing), Upos::Adj);
    }
    if ends(&[ALEF, TEH]) {
        return (feats(Gender::Fem, Number::Plur), Upos::Noun);
    }
    if definite { (Feats::default(), Upos::Noun) } else { (Feats::default(), Upos::Propn) }
}

/// Takes one letter off as a clitic; the number of letters taken.
fn push_clitic(candidate: &mut Candidate, letter: char, sub: &str, lang: &Lang) -> usize {
    let mut key = [0; 4];
    let key: &str = letter.encode_utf8(&mut key);
    let Some(row) = lang.closed_rows(key).find(|row| {
        let entry = &lang.tables.closed[*row as usize];
        entry.class == "procl" && entry.sub == sub
    }) else {
        return 0;
    };
    candidate.proclitics.push(row);
    candidate.stem_start += letter.len_utf8();
    1
}
