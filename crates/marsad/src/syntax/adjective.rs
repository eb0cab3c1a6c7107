//! Whether an adjective goes on with the phrase before it, or begins another one: the name of a state, people of a state, an object.
//!
//! In: a phrase that began, and an adjective after it. Out: whether it describes what the phrase told.
//!
//! «القصف الإسرائيلي العنيف» goes on. «اتهم رئيس الوزراء الإسرائيلي الفلسطينيين» has whom he accuses, «زار الرئيس المصري السعودية» where he went: what would have to agree
//! with a noun that another adjective has closed.
//!
//! Participles and names are [`super::phrase`]'s and [`super::title`]'s.

use super::phrase::Chunker;
use crate::coded::Role;
use crate::mention::{NameMatch, Named};
use crate::morph::Word;
use crate::pack::{Agent, AgentClass, Case, Gender, Lang, LemmaId, Number, State, Upos};

impl Chunker<'_> {
    /// Whether the adjective at `idx` (the start of `name`, if any) belongs to the phrase that began at `start`.
    pub(super) fn adjective_goes_on(&self, start: usize, idx: usize, name: Option<&NameMatch>) -> bool {
        let words = self.words;
        let (next, last) = (&words[idx], idx - 1);
        let last = if super::phrase::is_quote(&words[last]) && last > start { last - 1 } else { last };
        let named = self.name_before(idx).is_some_and(|name| name.words.start == start);
        // «الوزيران العملية التركية»: an adjective of two people is dual, or tells the state of one («الرئيسان اللبناني والإسرائيلي»).
        let (head, number) = (&words[last], next.feats.number);
        let two = head.upos == Upos::Noun && head.definite && head.feats.number == Some(Number::Dual);
        let of_state = next.lemmas().any(|lemma| self.lang.nisba(lemma).is_some());
        if two && !of_state && number == Some(Number::Sing) && head.lemma.is_some_and(|lemma| self.lang.lemma(lemma).human) {
            return false;
        }
        // «منعت الشرطة الفلسطينيين», «منعت إسرائيل الفلسطينيين»: people of a state are no adjective of what is told as one, nor of a name.
        let people = number == Some(Number::Plur) && next.feats.case == Some(Case::Obl) && next.definite;
        let one = |word: &Word| word.feats.number == Some(Number::Sing) || !word.is_nominal() && word.feats.number != Some(Number::Plur);
        let named = named || words[last].upos == Upos::Propn;
        if people && !self.takes_genitive(last) && (named || words[start..=last].iter().all(one)) {
            return false;
        }
        // «اتهم رئيس الوزراء الإسرائيلي الفلسطينيين»: nor of what an adjective of one has closed, unless several people come before it.
        let closed = |word: &Word| word.upos == Upos::Adj && word.feats.number == Some(Number::Sing) && word.definite;
        if people && closed(&words[last]) && !self.describes_several(start, last) {
            return false;
        }
        // «زار الرئيس المصري السعودية»: the name of a state is no adjective of a man.
        let state = name.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Actor(_))));
        let feminine = next.feats.gender == Some(Gender::Fem) && number == Some(Number::Sing) && next.definite;
        let man = |word: &Word| {
            let noun = word.upos == Upos::Noun && word.feats.gender == Some(Gender::Masc) && word.feats.number == Some(Number::Sing);
            noun || word.upos == Upos::Adj && word.feats.gender == Some(Gender::Masc) || word.upos == Upos::Propn
        };
        // «اتهم وزير الخارجية الإيراني السعودية», «اتهمت الحكومة اليمنية السعودية»: nor of a body that has the adjective of another.
        let masculine = words[last].feats.gender == Some(Gender::Masc);
        let body = |lemma: LemmaId| self.lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Body && acts_for_state(agent));
        let of_body = !masculine && words[start].lemmas().any(body) && words[last].lemmas().any(|lemma| self.lang.nisba(lemma).is_some());
        let alone = words[start..=last].iter().all(man) || masculine && of_state_man(&words[last], self.lang);
        if state && feminine && words[last].upos == Upos::Adj && (alone || of_body) {
            return false;
        }
        // «خطف مسلحون أميركيا»: a tanwin that the script shows is an accusative, and the noun before has none.
        let shown = |word: &Word| {
            word.feats.state == State::Absolute && word.feats.case == Some(Case::Obl) && word.feats.number == Some(Number::Sing)
        };
        // «قتلت غارة مسؤولا»: nor does a masculine adjective continue a feminine noun.
        let first = &words[self.head(start..idx)];
        if shown(next) && next.feats.gender == Some(Gender::Masc) && first.feats.gender == Some(Gender::Fem) {
            return false;
        }
        // «هاجم مسلحون دورية», «قتل مجهولون صحافيا»: nor does one of another gender or number continue indefinite men.
        let men = last == start && head.upos == Upos::Noun && !head.definite && head.feats.gender == Some(Gender::Masc);
        let men = men && head.lemma.is_some_and(|lemma| self.lang.lemma(lemma).human);
        let feminine = next.feats.gender == Some(Gender::Fem) && number == Some(Number::Sing) && !next.definite;
        if men && name.is_none() && (feminine || shown(next) && head.feats.number == Some(Number::Plur)) {
            return false;
        }
        let human = last == start && head.lemma.is_some_and(|lemma| self.lang.lemma(lemma).human);
        if of_state && shown(next) && human && !shown(head) && head.feats.gender == Some(Gender::Masc) {
            return false;
        }
        let man = &words[self.head(start..idx)];
        // «هاجم مستوطنون فلسطينيين»: a nominative and an accusative that the script shows.
        if man.feats.case == Some(Case::Nom) && next.feats.case == Some(Case::Obl) && man.feats.number == number {
            return false;
        }
        // «قتل جنود إسرائيليون مدنيين»: nor are one adjective in the nominative and the next in another case.
        if words[last].upos == Upos::Adj && words[last].feats.case == Some(Case::Nom) && next.feats.case == Some(Case::Obl) {
            return false;
        }
        // «قتل جندي إسرائيلي شابا»: nor have the noun and its adjective.
        let person = man.lemma.is_some_and(|lemma| self.lang.lemma(lemma).human) && man.feats.gender == Some(Gender::Masc);
        let one_of = man.feats.number == Some(Number::Sing) && !man.definite && words[last].upos == Upos::Adj && !shown(&words[last]);
        if shown(next) && person && one_of && !shown(man) && start == self.head(start..idx) {
            return false;
        }
        // An indefinite adjective after a definite noun is a predicate or a circumstance.
        next.definite || !self.is_definite(start, last) || words[last].upos == Upos::Adj && !words[last].definite
    }

    /// «أعضاء مجلس النواب الأميركي الجمهوريين»: whether several people stand before or at the noun that the adjective at `last` describes.
    fn describes_several(&self, start: usize, last: usize) -> bool {
        let own = &self.words[last].feats;
        let noun = |at: &usize| self.words[*at].upos == Upos::Noun;
        let agrees = |at: &usize| {
            let feats = &self.words[*at].feats;
            feats.number == own.number && feats.gender == own.gender
                || feats.number == Some(Number::Plur) && own.gender == Some(Gender::Fem)
        };
        let head = (start..last).rev().filter(noun).find(agrees).unwrap_or(start);
        let people = |word: &Word| word.feats.number == Some(Number::Plur) && word.lemma.is_some_and(|lemma| self.lang.lemma(lemma).human);
        self.words[start..=head].iter().any(people)
    }
}

/// Whether a body acts for its state.
fn acts_for_state(agent: &Agent) -> bool {
    matches!(agent.role, Role::Gov | Role::Mil | Role::Cop | Role::Spy)
}

/// Whether an adjective tells the state of a man.
fn of_state_man(word: &Word, lang: &Lang) -> bool {
    word.feats.gender == Some(Gender::Masc) && word.lemmas().any(|lemma| lang.nisba(lemma).is_some())
}
