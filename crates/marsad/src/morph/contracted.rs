//! Which words are written as one: «ألا» is «أن» and «لا», «بألا» has «ب» as well.
//!
//! In: the words of a sentence. Out: the same, with the parts of such a word in its place, each but the last one letter of it.
//!
//! «طالبت مصر إسرائيل بألا تقصف» → … ب · أن · لا · تقصف. The same letters may be another word («إلا»), so it is done only before a verb of the
//! imperfect. Which words these are is data (`contracted` in `lang/ar/closed.tsv`).

use super::candidate::upos_of_class;
use super::words::letters;
use super::{Part, Word};
use crate::pack::{Aspect, Lang, Slot};
use crate::text::Token;

/// Parts words that are written as one.
pub(super) fn part_contracted(text: &str, tokens: &[Token], words: &mut Vec<Word>, lang: &Lang) {
    for at in (0..words.len()).rev() {
        let Some(parts) = lang.contracted(&words[at].key) else { continue };
        let verb = words.get(at + 1).is_some_and(|next| next.is_verb() && next.feats.aspect == Some(Aspect::Imp));
        let token = &tokens[words[at].token];
        let begin = token.key.len().checked_sub(words[at].key.len());
        if let Some(begin) = begin.filter(|_| verb && words[at].part == Part::Stem) {
            let parted = apart(text, token, begin, &words[at], parts, lang);
            words.splice(at..=at, parted);
        }
    }
}

/// A word as the entries of the closed classes that it is made of.
fn apart(text: &str, token: &Token, begin: usize, word: &Word, parts: &[u32], lang: &Lang) -> Vec<Word> {
    let mut starts: Vec<usize> = token.key[begin..].char_indices().map(|(at, _)| begin + at).take(parts.len()).collect();
    starts.push(token.key.len());
    let part = |(row, bounds): (&u32, &[usize])| {
        let entry = &lang.tables.closed[*row as usize];
        Word {
            span: letters(text, token, bounds[0], bounds[1]),
            key: entry.keys.first().map_or_else(|| word.key.clone(), |key| key.as_str().into()),
            lemma: None,
            upos: upos_of_class(&entry.class),
            feats: Default::default(),
            closed: Some(*row),
            slot: Slot::from_name(&entry.sub).filter(|_| entry.class == "prep"),
            known: true,
            ..word.clone()
        }
    };
    parts.iter().zip(starts.windows(2)).map(part).collect()
}
