//! Whose a pronoun is by the part that somebody has in the act that the sentence tells: the accused, the helped, the punished, whoever it is done to.
//!
//! In: a pronoun of a charge or of a masdar. Out: parties, or none where the act gives it to nobody.
//!
//! «اتهمت السعودية إيران بأنها أرسلت أسلحة»: Iran. «ساعدت روسيا الحكومة في فرض سيطرتها»: the government. «فرضت واشنطن عقوبات على روسيا بسبب قصفها كييف»: Russia.
//!
//! Whom pronouns mean elsewhere is [`crate::actor`]'s.

use super::govern::led_into;
use super::scene::Scene;
use crate::actor::Who;
use crate::coded::{By, Factuality};
use crate::morph::Word;
use crate::pack::{Content, Gender, Number, Side, Slot, Upos};
use crate::syntax::{Argument, Arguments};

/// How far from the verb the pronoun may stand that resumes its topic: «تم القبض عليها», in words.
const DONE: usize = 4;

impl<'l> Scene<'_, 'l> {
    /// «اتهمت السعودية إيران بأنها أرسلت أسلحة»: who is accused is whom the first words of the charge mean, as far as they agree.
    pub(super) fn accused(&self, pronoun: usize) -> Option<Vec<Who<'l>>> {
        let alleges = |word: &Word| {
            let rows = word.lemmas().filter_map(|lemma| self.lang.reporting.get(&lemma)).flatten();
            rows.into_iter().any(|row| self.lang.tables.reporting[*row as usize].content == Content::As(Factuality::Alleged))
        };
        let charge = self.parse.clauses.iter().find(|(verb, clause)| {
            let begins = clause.complement.is_some_and(|start| (start..start + 2).contains(&pronoun));
            begins && clause.complement_slot == Some(Slot::B) && alleges(&self.parse.words[*verb])
        });
        let objects = charge?.1.at(Slot::Object).filter(|argument| matches!(argument, Argument::Phrase(_)));
        let accused: Vec<Who<'l>> = objects.flat_map(|argument| self.parties(argument)).filter(|who| who.is_known()).collect();
        let feats = &self.parse.words[pronoun].feats;
        let agrees = |who: &Who<'l>| who.gender.is_none() || feats.gender.is_none() || who.gender == feats.gender;
        let span = self.parse.words[pronoun].span;
        let found: Vec<Who<'l>> = accused.into_iter().filter(agrees).map(|who| Who { span, by: By::Pronoun, ..who }).collect();
        (!found.is_empty()).then_some(found)
    }

    /// «وبعد لقائه نظيره الروسي، قال وزير الخارجية التركي»: whoever the sentence goes on about, where the pronoun agrees.
    pub(super) fn going_on(&self, pronoun: usize) -> Option<Vec<Who<'l>>> {
        let verb = led_into(self.parse.phrase_of(pronoun)?, self)?;
        let feats = &self.parse.words[pronoun].feats;
        let agrees = |who: &Who<'l>| {
            (who.gender.is_none() || feats.gender.is_none() || who.gender == feats.gender)
                && (who.number.is_none() || feats.number.is_none() || who.number == feats.number)
        };
        let span = self.parse.words[pronoun].span;
        let subjects = self.parse.clause(verb).into_iter().flat_map(|clause| clause.at(Slot::Subject));
        let whos: Vec<Who<'l>> =
            subjects.flat_map(|subject| self.parties(subject)).filter(|who| who.country.is_some() && agrees(who)).collect();
        (!whos.is_empty()).then(|| whos.into_iter().map(|who| Who { span, by: By::Pronoun, ..who }).collect())
    }

    /// «إن القيادي في الجماعة تم اعتقاله», «عناصر من الجماعة تم القبض عليها»: whoever stands at the head of a clause whose verb only says that the act
    /// was done, where the pronoun agrees.
    pub(super) fn done_to(&self, pronoun: usize) -> Option<Vec<Who<'l>>> {
        let (parse, lang) = (self.parse, self.lang);
        let (verb, _) = parse.clauses.iter().rev().find(|(verb, _)| *verb < pronoun)?;
        let mut rows = parse.words[*verb].lemmas().filter_map(|lemma| lang.lights.get(&lemma)).flatten();
        let says_done = rows.any(|row| {
            let light = &lang.tables.lights[*row as usize];
            light.noun == Slot::Subject && light.subject.is_none()
        });
        let own = pronoun <= verb + DONE && parse.phrases.iter().any(|phrase| phrase.begin == verb + 1 && phrase.slot.is_none());
        let heads = |begin: usize| begin.checked_sub(1).is_some_and(|before| parse.words[before].is_sub("sub", "that", lang));
        let at = parse.phrases.iter().rposition(|phrase| phrase.words.end <= *verb && phrase.slot.is_none() && heads(phrase.begin))?;
        let between = &parse.words[parse.phrases[at].words.end..*verb];
        let unbroken = !between.iter().any(|word| word.is_verb() || word.upos == Upos::Punct);
        let (feats, head) = (&parse.words[pronoun].feats, &parse.words[parse.phrases[at].head]);
        let human = head.lemma.is_some_and(|lemma| lang.lemma(lemma).human);
        let one = feats.gender == Some(Gender::Fem) && feats.number == Some(Number::Sing);
        let agrees = match head.feats.number {
            Some(Number::Plur) => one || human && feats.number == Some(Number::Plur),
            number => feats.number == number && feats.gender == head.feats.gender,
        };
        let span = parse.words[pronoun].span;
        let whos = || self.parties(&Argument::Phrase(at)).into_iter().filter(|who| who.is_known() || who.assumed);
        let found: Vec<Who<'l>> = if says_done && own && unbroken && agrees {
            whos().map(|who| Who { span, by: By::Pronoun, ..who }).collect()
        } else {
            Vec::new()
        };
        (!found.is_empty()).then_some(found)
    }

    /// «خطف داعش صحفيا وقام بإعدامه»: who carries out what a noun tells; the pronoun of that noun means another.
    pub(super) fn carried_out(&self, pronoun: usize) -> Option<Vec<Who<'l>>> {
        let at = self.parse.phrase_of(pronoun)?;
        let carries = |verb: usize| {
            let mut rows = self.parse.words[verb].lemmas().filter_map(|lemma| self.lang.lights.get(&lemma)).flatten();
            rows.any(|row| {
                let light = &self.lang.tables.lights[*row as usize];
                light.noun == Slot::B && light.subject == Some(Slot::Subject)
            })
        };
        let with = |clause: &Arguments| clause.at(Slot::B).any(|argument| *argument == Argument::Phrase(at));
        let (_, clause) = self.parse.clauses.iter().find(|(verb, clause)| *verb < pronoun && with(clause) && carries(*verb))?;
        let whos: Vec<Who<'l>> = clause.at(Slot::Subject).flat_map(|subject| self.parties(subject)).filter(Who::is_known).collect();
        (!whos.is_empty()).then_some(whos)
    }

    /// «ساعدت روسيا الحكومة في فرض سيطرتها»: who is helped to do something does it, where the pronoun of the noun agrees.
    pub(super) fn helped(&self, pronoun: usize) -> Option<Vec<Who<'l>>> {
        let (parse, tables) = (self.parse, &self.lang.tables);
        let at = parse.phrase_of(pronoun)?;
        let helps = |verb: usize| {
            let mut rows = parse.words[verb].lemmas().filter_map(|lemma| self.lang.frames.get(&lemma)).flatten();
            rows.any(|row| {
                let frame = &tables.frames[*row as usize];
                tables.event_types[frame.event_type as usize].quad == 2 && frame.target.first() == Some(&Slot::Object)
            })
        };
        let within =
            |clause: &Arguments| [Slot::In, Slot::On].iter().any(|slot| clause.at(*slot).any(|argument| *argument == Argument::Phrase(at)));
        let (_, clause) = parse.clauses.iter().find(|(verb, clause)| *verb < pronoun && within(clause) && helps(*verb))?;
        let Some(Argument::Phrase(object)) = clause.at(Slot::Object).next() else { return None };
        let (own, head) = (&parse.words[pronoun].feats, &parse.words[parse.phrases[*object].head].feats);
        let span = parse.words[pronoun].span;
        let whos: Vec<Who<'l>> =
            self.whos[*object].iter().filter(|who| who.is_known()).map(|who| Who { span, by: By::Pronoun, ..who.clone() }).collect();
        (own.gender == head.gender && own.number == head.number && !whos.is_empty()).then_some(whos)
    }

    /// «فرضت واشنطن عقوبات على روسيا بسبب قصفها كييف»: for what somebody is punished or blamed he did himself, where the pronoun agrees.
    pub(super) fn punished(&self, pronoun: usize) -> Option<Vec<Who<'l>>> {
        let at = self.parse.phrase_of(pronoun)?;
        let types = &self.lang.tables.event_types;
        let act = self.before.last()?;
        let event_type = &types[self.lang.tables.frames[act.frame as usize].event_type as usize];
        let cause = |slot: Slot| act.arguments.at(slot).any(|argument| *argument == Argument::Phrase(at));
        let noun = &self.parse.words[self.parse.phrases[at].head];
        let hostile = noun.lemmas().flat_map(|lemma| self.lang.types_of_noun(lemma)).any(|row| types[*row as usize].quad >= 3);
        let told = cause(Slot::Because) || cause(Slot::L) || hostile && cause(Slot::After);
        let punishes = event_type.quad >= 3 && event_type.people != Some(Side::Target);
        let feats = &self.parse.words[pronoun].feats;
        let agrees =
            |who: &&Who<'l>| who.country.is_some() && who.by != By::Context && (who.gender.is_none() || who.gender == feats.gender);
        let span = self.parse.words[pronoun].span;
        let whos: Vec<Who<'l>> = act.target.iter().filter(agrees).map(|who| Who { span, by: By::Pronoun, ..who.clone() }).collect();
        (told && punishes && !whos.is_empty()).then_some(whos)
    }
}
