//! One name, one kind: what a text tells once of a name holds for its other mentions.
//!
//! In: the labels of all sentences of a text. Out: the same, settled: a family name alone is the person that the text named in full
//! («قال شولمان» after «كوري شولمان»), and a name that was found as two kinds is the one that it was found as more often.

use rustc_hash::FxHashMap;

/// A sentence with its labels.
pub struct Labelled<'t> {
    /// Key of each token.
    pub keys: Vec<&'t str>,
    /// Whether a token may be a name: it is tagged as one.
    pub may_be: Vec<bool>,
    /// Label of each token, empty outside names.
    pub labels: Vec<String>,
}

/// A name of a sentence: its first token, one past the last, its kind.
fn names(sentence: &Labelled<'_>) -> Vec<(usize, usize, String)> {
    let mut names: Vec<(usize, usize, String)> = Vec::new();
    for (idx, label) in sentence.labels.iter().enumerate() {
        match (label.split_once('-'), names.last_mut()) {
            (Some(("I", kind)), Some(last)) if last.1 == idx && last.2 == kind => last.1 = idx + 1,
            (Some((_, kind)), _) => names.push((idx, idx + 1, kind.to_owned())),
            (None, _) => {}
        }
    }
    names
}

const PERSON: &str = "PERS";

/// Settles the labels of a text.
///
/// Cost: linear.
pub fn settle(sentences: &mut [Labelled<'_>]) {
    let mut kinds: FxHashMap<String, Vec<(String, usize)>> = FxHashMap::default();
    let mut parts: FxHashMap<String, usize> = FxHashMap::default();
    for sentence in sentences.iter() {
        for (start, end, kind) in names(sentence) {
            let counts = kinds.entry(sentence.keys[start..end].join(" ")).or_default();
            match counts.iter_mut().find(|(other, _)| *other == kind) {
                Some((_, n)) => *n += 1,
                None => counts.push((kind.clone(), 1)),
            }
            if kind == PERSON && end - start > 1 {
                *parts.entry(sentence.keys[end - 1].to_owned()).or_default() += 1;
            }
        }
    }
    for sentence in sentences.iter_mut() {
        for (start, end, kind) in names(sentence) {
            let counts = &kinds[&sentence.keys[start..end].join(" ")];
            // The first of equals is the one that the text told first.
            let most = counts.iter().rev().max_by_key(|(_, n)| *n).filter(|(_, n)| counts.iter().all(|(other, m)| *other != kind || n > m));
            if let Some((most, _)) = most {
                for idx in start..end {
                    sentence.labels[idx] = format!("{}-{most}", if idx == start { 'B' } else { 'I' });
                }
            }
        }
        for idx in 0..sentence.labels.len() {
            if sentence.labels[idx].is_empty() && sentence.may_be[idx] && parts.contains_key(sentence.keys[idx]) {
                sentence.labels[idx] = format!("B-{PERSON}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled<'t>(words: &'t str, labels: &str) -> Labelled<'t> {
        let keys: Vec<&str> = words.split(' ').collect();
        let labels = labels.split(' ').map(|label| if label == "O" { String::new() } else { label.to_owned() }).collect();
        Labelled { may_be: vec![true; keys.len()], keys, labels }
    }

    #[test]
    fn a_family_name_alone_is_the_person_named_in_full() {
        let mut text = [labelled("قالت كوري شولمان", "O B-PERS I-PERS"), labelled("ردت شولمان", "O O")];
        settle(&mut text);
        assert_eq!(text[1].labels, ["", "B-PERS"]);
    }

    #[test]
    fn the_kind_that_was_found_more_often_holds() {
        let mut text = [labelled("فاز ليون", "O B-ORG"), labelled("هزم ليون", "O B-ORG"), labelled("غادر ليون", "O B-LOC")];
        settle(&mut text);
        assert_eq!(text[2].labels, ["", "B-ORG"]);
        let mut text = [labelled("فاز ليون", "O B-ORG"), labelled("غادر ليون", "O B-LOC")];
        settle(&mut text);
        assert_eq!(text[1].labels, ["", "B-LOC"], "once each: both stay");
    }
}
