//! A sentence as the frames see it: its parse, who its phrases name, what stands under which cue.

use std::ops::Range;

use super::draft::Draft;
use super::status::Scope;
use crate::actor::{Document, Who};
use crate::morph::Word;
use crate::pack::{Lang, LemmaId, Slot, Upos};
use crate::place::Located;
use crate::syntax::{Argument, Arguments, Described, Parse, is_quote};

/// How far into a complement the word that a frame needs may stand, in words: «وصفت القرار بأنه انتهاك لسيادتها».
const COMPLEMENT: usize = 6;

/// What the frames ask.
#[derive(Clone, Copy)]
pub struct Scene<'a, 'l> {
    /// The sentence.
    pub parse: &'a Parse,
    /// Who each phrase names.
    pub whos: &'a [Vec<Who<'l>>],
    /// What was told before.
    pub document: &'a Document<'l>,
    /// What stands under which cue.
    pub scopes: &'a [Scope],
    /// Places by phrase.
    pub places: &'a [(usize, Slot, Located)],
    /// Who speaks which words, the innermost last.
    pub speakers: &'a [(Range<usize>, Who<'l>)],
    /// Acts found before in the sentence.
    pub before: &'a [Draft<'l>],
    /// The language.
    pub lang: &'l Lang,
}

impl<'l> Scene<'_, 'l> {
    /// The words of an argument.
    #[must_use]
    pub fn words(&self, argument: &Argument) -> Range<usize> {
        match argument {
            Argument::Phrase(at) => self.parse.phrases[*at].words.clone(),
            Argument::Words(range) => range.clone(),
            Argument::Pronoun(word) => *word..*word + 1,
        }
    }

    /// The words of the clause that «أن» introduces and that fills a slot («بأن» fills `b`), up to its first stop,
    /// preposition or inner clause: «بأنه معركة ضد الإرهاب» calls nobody a terrorist.
    #[must_use]
    pub fn complement(&self, arguments: &Arguments, slot: Slot) -> Range<usize> {
        let fills = slot == Slot::That || arguments.complement_slot == Some(slot);
        let Some(start) = arguments.complement.filter(|_| fills) else { return 0..0 };
        let words = &self.parse.words;
        let limit = words.len().min(start + COMPLEMENT);
        let stops = |at: &usize| {
            let word = &words[*at];
            word.upos == Upos::Punct && !is_quote(word)
                || word.upos == Upos::Sconj
                || word.slot.is_some()
                || word.is_class("rel", self.lang)
        };
        start..(start..limit).find(stops).unwrap_or(limit)
    }

    /// Whether a slot of a trigger has one of these lemmas.
    #[must_use]
    pub fn slot_has(&self, arguments: &Arguments, slot: Slot, lemmas: &[LemmaId]) -> bool {
        let one_of = |word: &Word| word.lemmas().any(|lemma| lemmas.contains(&lemma));
        if slot == Slot::Sentence {
            return self.parse.words[self.parse.start..].iter().any(one_of);
        }
        self.parse.words[self.complement(arguments, slot)].iter().any(one_of)
            || arguments.at(slot).any(|argument| self.has_lemma(argument, lemmas))
    }

    /// As [`Scene::slot_has`], for words that stand for themselves: no god is in «حزب الله».
    #[must_use]
    pub fn slot_tells(&self, arguments: &Arguments, slot: Slot, lemmas: &[LemmaId]) -> bool {
        let of_name = |at: usize| self.parse.name_of(at).is_some_and(|name| name.words.start < at);
        let told = |argument: &Argument| {
            let mut words = self.words(argument).filter(|at| !of_name(*at)).map(|at| &self.parse.words[at]);
            words.any(|word| word.lemmas().any(|lemma| lemmas.contains(&lemma)))
        };
        self.slot_has(arguments, slot, lemmas)
            && (slot == Slot::Sentence || arguments.at(slot).next().is_none() || arguments.at(slot).any(told))
    }

    /// «الطائرات التي أرسلتها الجزائر»: the phrase that a pronoun stands for in the clause that describes it.
    pub(super) fn meant(&self, argument: &Argument) -> Option<Argument> {
        let Argument::Pronoun(at) = argument else { return None };
        match self.parse.described(*at, self.lang)? {
            Described::Phrase(at) => Some(Argument::Phrase(at)),
            Described::Clause | Described::Nobody => None,
        }
    }

    /// Whether an argument has one of these lemmas; of «عددا من القنابل» those after «من» too.
    #[must_use]
    pub fn has_lemma(&self, argument: &Argument, lemmas: &[LemmaId]) -> bool {
        let words = self.words(argument);
        // «تعهد بعدم استهداف المدنيين» promises no attack.
        let negated = |at: usize| at > 0 && self.parse.words[at - 1].is_sub("neg", "noun", self.lang);
        let one_of = |at: usize| self.parse.words[at].lemmas().any(|lemma| lemmas.contains(&lemma));
        let has = |mut words: Range<usize>| words.any(|at| one_of(at) && !negated(at));
        has(words.clone()) || self.counted(argument).is_some_and(|of| has(self.parse.phrases[of].words.clone()))
    }

    /// «العشرات من المسلحين», «عددا من القنابل»: the phrase that tells of what a phrase is a number.
    fn counted(&self, argument: &Argument) -> Option<usize> {
        let Argument::Phrase(at) = argument else { return None };
        let phrase = &self.parse.phrases[*at];
        let head = &self.parse.words[phrase.head];
        // «20 طنا من الأدوية», «شاحنات من الأدوية»
        let measures = |lemma| self.lang.time_index().is_counted_as(lemma, &["weight", "volume", "vehicles"], &self.lang.tables);
        let counts =
            self.lang.is_number(&head.key) || head.lemmas().any(|lemma| self.lang.light_nouns.contains_key(&lemma) || measures(lemma));
        let next = self.parse.phrases.get(at + 1)?;
        (counts && next.begin == phrase.words.end && next.slot == Some(Slot::From)).then_some(at + 1)
    }
}
