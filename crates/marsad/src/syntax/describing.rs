//! Does a noun whose letters are a participle too describe the noun before it?
//!
//! In: a phrase that began, and the noun after it. Out: whether that noun is its adjective.
//!
//! «رفض القرار الصادر عن المجلس»: «الصادر» tells of the decision, it is nothing that stands for itself. «زار الوفد الموقع»: the delegation went to a site.
//! «طائراته المقاتلة»: behind a pronoun too. «مسلحين متطرفين»: two indefinite plurals of one case are the same people.
//!
//! It asks for agreement; of two definite nouns also that no verb right before could take both as subject and object. It reads no frames.

use super::phrase::Chunker;
use crate::coded::Role;
use crate::morph::Word;
use crate::pack::{AgentClass, Gender, Number, Upos};

impl Chunker<'_> {
    /// Whether the noun at `idx` is an adjective of the phrase that began at `start`.
    pub(super) fn describes(&self, start: usize, idx: usize) -> bool {
        let (next, last) = (&self.words[idx], &self.words[idx - 1]);
        if self.name_at(idx).is_none() && self.are_both(last, next) {
            return true;
        }
        let may = next.upos == Upos::Noun && next.definite && next.could.participle() && self.name_at(idx).is_none();
        // «طائراته المقاتلة»
        if may && last.is_enclitic() && idx > start + 1 {
            let noun = &self.words[idx - 2];
            let force = |lemma| self.lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Asset);
            return noun.lemmas().any(force) && self.agree(noun, next);
        }
        if !may || last.upos != Upos::Noun && last.upos != Upos::Adj || !last.definite {
            return false;
        }
        let head = &self.words[self.head(start..idx)];
        let told = [head, last].into_iter().any(|noun| noun.upos == Upos::Noun && self.agree(noun, next));
        // «زار الوفد الموقع», «قطعت الحكومة المفاوضات»: after a verb and its subject it may be the object.
        let before = (0..start).rev().find(|at| !(self.is_time)(*at));
        told && !before.is_some_and(|at| self.words[at].is_verb())
    }

    /// «مسلحين متطرفين»: two endings that show one case and nothing definite are of the same people; «هاجم متطرفون محتجين» are two.
    fn are_both(&self, last: &Word, next: &Word) -> bool {
        let fights = |lemma| {
            let agent = self.lang.agent(lemma);
            agent.is_some_and(|agent| agent.class == AgentClass::Person && matches!(agent.role, Role::Reb | Role::Mil))
        };
        let noun = |word: &Word| word.upos == Upos::Noun && !word.definite && word.feats.number == Some(Number::Plur);
        let human = last.lemma.is_some_and(|lemma| self.lang.lemma(lemma).human);
        noun(last) && noun(next) && human && next.lemmas().any(fights) && last.feats.case.is_some() && last.feats.case == next.feats.case
    }

    /// Whether a describing word agrees with a noun: plurals of things are feminine singular.
    fn agree(&self, noun: &Word, next: &Word) -> bool {
        let human = noun.lemma.is_none_or(|lemma| self.lang.lemma(lemma).human);
        let things = noun.feats.number == Some(Number::Plur) && !human;
        let (gender, number) = if things { (Some(Gender::Fem), Some(Number::Sing)) } else { (noun.feats.gender, noun.feats.number) };
        gender.is_some() && gender == next.feats.gender && number == next.feats.number
    }
}
