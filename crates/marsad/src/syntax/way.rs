//! Where a direction and its town stand: «غربي مأرب», «جنوب شرقي بغداد».
//!
//! In: a phrase that began, and a word after it. Out: whether the direction goes on with the phrase or begins one of its own; no answer where none stands there.
//!
//! «قتل جندي في هجوم غربي مأرب» tells where, and nothing of the attack; «ريف شمال حلب» is one phrase. Which words are directions is data
//! (`lang/ar/anaphora.tsv`); definite ones («الغربي») are adjectives.

use super::phrase::Chunker;
use crate::mention::Named;
use crate::pack::Upos;

impl Chunker<'_> {
    /// Whether a direction and its town at `idx`, or the town of a direction there, belong to the phrase that began at `start`.
    pub(super) fn way_goes_on(&self, start: usize, idx: usize) -> Option<bool> {
        let led = (start..idx).all(|at| self.is_direction(at));
        if self.is_way(idx) {
            let last = &self.words[idx - 1];
            let deed = last.lemmas().any(|lemma| self.lang.is_event_noun(lemma));
            return Some(led || last.upos == Upos::Noun && !last.definite && self.takes_genitive(idx - 1) && !deed);
        }
        (led && self.is_town(idx)).then_some(true)
    }

    /// Whether a word is a direction without the article: «شمال», «غربي».
    fn is_direction(&self, at: usize) -> bool {
        let word = &self.words[at];
        !word.definite && word.lemmas().any(|lemma| self.lang.anaphors(lemma).any(|class| class == "direction"))
    }

    /// Whether the name of a town begins at a word.
    fn is_town(&self, at: usize) -> bool {
        self.name_at(at).is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Place(_) | Named::Metonym(_))))
    }

    /// Whether directions and then a town begin at a word: «غربي مأرب», «جنوب شرقي بغداد».
    fn is_way(&self, at: usize) -> bool {
        let n_directions = (at..self.words.len()).take_while(|at| self.is_direction(*at)).count();
        n_directions > 0 && self.is_town(at + n_directions)
    }
}
