//! Whom a pronoun in a relative clause stands for: what the clause describes.
//!
//! In: a pronoun, attached or hidden in the verb. Out: the phrase that the clause describes, or none where «ما» and «من» describe nothing
//! told; no answer where the pronoun is free to mean somebody else.
//!
//! «مدنيين قتلهم داعش»: after what is indefinite no relative word stands.
//!
//! «البرنامج الذي تموله واشنطن»: «ه» is the programme, nobody. «الوزير الذي التقاه عباس»: «ه» is the minister. «من يساند الانقلاب» is whoever does.
//!
//! Pronouns of a noun («الرجل الذي قتل أخوه») are left to the others, as are clauses inside the relative clause.

use super::clause::Argument;
use super::parse::Parse;
use super::subject::{described_before, is_whoever};
use crate::coded::Role;
use crate::pack::{Lang, Number, Slot, Upos};

/// What a relative clause describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Described {
    /// A phrase.
    Phrase(usize),
    /// What the sentence told before: «وهو ما نفاه».
    Clause,
    /// Whoever or whatever it is: «من يساند», «ما أوصى به».
    Nobody,
}

/// How many words may stand between a relative word and its verb («الذي كان قد»).
const NEAR: usize = 3;

impl Parse {
    /// What the pronoun at a word stands for as part of a relative clause; `None` where it is not bound by one.
    #[must_use]
    pub fn described(&self, pronoun: usize, lang: &Lang) -> Option<Described> {
        let hidden = self.words[pronoun].is_verb();
        let verb = if hidden { pronoun } else { self.clauses.iter().rev().find(|(verb, _)| *verb < pronoun)?.0 };
        let clause = self.clause(verb)?;
        if pronoun >= clause.end.max(verb + 2) {
            return None;
        }
        let described = self.whose_clause(verb, lang)?;
        if hidden {
            return (!self.is_done_by_another(verb, described, lang)).then_some(described);
        }
        // «الوزير الذي زارها»: the minister does it, so she is somebody else.
        let subject_after =
            clause.at(Slot::Subject).any(|argument| matches!(argument, Argument::Phrase(at) if self.phrases[*at].begin > verb));
        // «الخلية التي قبض عليها»
        let nobody = clause.at(Slot::Subject).next().is_none();
        let another =
            nobody || pronoun == verb + 1 && self.words[pronoun].feats.person == 3 && self.is_done_by_another(verb, described, lang);
        ((subject_after || another) && self.fits(pronoun, described, lang)).then_some(described)
    }

    /// «نقل الحوثيون المدنيين الذين احتجزوهم»: whether a verb whose subject nobody tells has what it describes as its object: it does not agree with that, or
    /// both might be meant and those described bear no arms.
    fn is_done_by_another(&self, verb: usize, described: Described, lang: &Lang) -> bool {
        let object = verb + 1;
        if !self.words.get(object).is_some_and(|next| next.is_enclitic()) {
            return false;
        }
        let Described::Phrase(at) = described else { return !self.fits(verb, described, lang) };
        let armed = |role| matches!(role, Role::Mil | Role::Cop | Role::Reb | Role::Spy);
        let fights = self.words[self.phrases[at].head].lemmas().filter_map(|lemma| lang.agent(lemma)).any(|agent| armed(agent.role));
        let several = self.words[object].feats.number == Some(Number::Plur) && self.words[verb].feats.number == Some(Number::Plur);
        !self.fits(verb, described, lang) || several && self.fits(object, described, lang) && !fights
    }

    /// What the clause of a verb describes: the phrase before its relative word.
    fn whose_clause(&self, verb: usize, lang: &Lang) -> Option<Described> {
        if is_whoever(verb, &self.words, lang) {
            return Some(Described::Nobody);
        }
        let rel = (verb.saturating_sub(NEAR)..verb).rev().find(|at| self.words[*at].is_class("rel", lang));
        // «مدنيين قتلهم داعش»: no relative word stands after what is indefinite.
        let Some(rel) = rel else {
            let object = self.words.get(verb + 1).is_some_and(|word| word.is_enclitic());
            let at = described_before(verb, &self.words, &self.phrases, lang).filter(|at| object && self.phrases[*at].words.end == verb)?;
            return Some(Described::Phrase(at));
        };
        if self
            .clauses
            .iter()
            .any(|(other, _)| (rel..verb).contains(other) && !self.words[*other].lemmas().any(|lemma| lang.is_auxiliary(lemma)))
        {
            return None;
        }
        // «وهو ما نفاه», «ما أوصى به».
        if self.words[rel].is_sub("rel", "free", lang) {
            let resumes = rel > 0 && (self.words[rel - 1].upos == Upos::Pron || self.words[rel - 1].is_class("dem", lang));
            return Some(if resumes { Described::Clause } else { Described::Nobody });
        }
        let at = self.phrases.partition_point(|phrase| phrase.words.end <= rel).checked_sub(1)?;
        Some(Described::Phrase(at))
    }

    /// Whether a pronoun or verb agrees with the head of what is described: «الجنود الذين احتجزتهم» are held by somebody else, «الطائرات التي قصفتها» need not be.
    fn fits(&self, word: usize, described: Described, lang: &Lang) -> bool {
        let Described::Phrase(at) = described else { return true };
        let (own, head) = (&self.words[word].feats, &self.words[self.phrases[at].head]);
        let agrees = own.gender.is_none() || head.feats.gender.is_none() || own.gender == head.feats.gender;
        let human = head.lemma.is_some_and(|lemma| lang.lemma(lemma).human);
        match head.feats.number {
            Some(Number::Plur) if human => own.number != Some(Number::Sing),
            Some(Number::Plur) => true,
            _ => agrees,
        }
    }
}
