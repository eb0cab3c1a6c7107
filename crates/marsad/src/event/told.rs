//! Does a noun tell an act, or only name one that is the topic?
//!
//! In: a draft that a noun triggers, and its sentence. Out: [`Evidence`], which weighs in its confidence ([`super::features`]); without enough of it
//! the draft is in doubt.
//!
//! «أسفر هجوم على حافلة في كراتشي أمس عن مقتل خمسة»: a verb carries the noun, its day and its place are told. «تناولت الندوة أسباب
//! الهجمات»: nothing of all that, so nothing is said to have happened.
//!
//! It does not weigh: each thing is there or is not; how much it is worth is learnt from the gold.

use super::draft::Draft;
use super::scene::Scene;
use super::when::time_of;
use crate::actor::Who;
use crate::coded::By;
use crate::pack::{Number, Upos};

/// What speaks for it that a noun tells an act.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// A verb carries it or reports it: «شن هجوما», «أعلن مقتل».
    pub governed: bool,
    /// Both parties stand with it.
    pub both: bool,
    /// One party stands with it, and it leads its phrase; or whom force befell is told by name.
    pub party: bool,
    /// It leads its sentence, before any verb: «احتجاجات في تونس».
    pub leads: bool,
    /// And there is no verb in the sentence.
    pub verbless: bool,
    /// A day or a longer time of its own is told.
    pub dated: bool,
    /// Some are counted: «ثلاث غارات», «هجومان», «سلسلة تفجيرات».
    pub counted: bool,
    /// It is definite, and nothing but the article makes it so: «الهجوم».
    pub known: bool,
    /// It takes two: «الحرب», «المعارك». With one side it names what goes on.
    pub mutual: bool,
    /// It has the article, or a genitive that does.
    pub definite: bool,
}

impl Evidence {
    /// What speaks for a draft of a noun.
    pub(super) fn of(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> Self {
        let parse = scene.parse;
        let Some(at) = parse.phrase_of(draft.trigger) else { return Self::default() };
        let (phrase, word) = (&parse.phrases[at], &parse.words[draft.trigger]);
        let told = |who: &Who<'_>| who.is_known() && !who.assumed;
        let (acts, suffers) = (draft.source.iter().any(told), draft.target.iter().any(told));
        // «مسؤولية اغتيال رئيس الوزراء السابق رفيق الحريري»: whom a deed of force befell is told by name.
        let named = draft.target.iter().any(|who| told(who) && matches!(who.by, By::Name | By::Office));
        let event_type = scene.lang.tables.frames[draft.frame as usize].event_type;
        let forceful = scene.lang.tables.event_types[event_type as usize].quad == 4;
        let mutual = forceful && scene.lang.tables.frames[draft.frame as usize].symmetric;
        let heads = phrase.head == draft.trigger;
        let first = parse.phrases.partition_point(|phrase| phrase.words.end <= parse.start);
        let verbless = parse.clauses.is_empty();
        let leads = at <= first + 1 && phrase.slot.is_none() && parse.clauses.iter().all(|(verb, _)| *verb > draft.trigger);
        let counts =
            |word: &crate::morph::Word| word.upos == Upos::Num || scene.lang.is_number(&word.key) || word.is_class("quant", scene.lang);
        let counted = word.feats.number == Some(Number::Dual)
            || heads && parse.words[phrase.words.start..phrase.head].iter().any(counts)
            || draft.carrier.is_some() && draft.light.is_none();
        Self {
            governed: draft.light.is_some() || draft.governed,
            both: acts && suffers,
            party: heads && (acts || suffers) || forceful && named,
            leads,
            verbless,
            dated: time_of(draft, parse, scene.lang).is_some(),
            counted,
            known: word.definite && phrase.words.end == draft.trigger + 1,
            mutual,
            definite: parse.words[draft.trigger..phrase.words.end].iter().any(|word| word.definite || word.upos == Upos::Propn),
        }
    }

    /// Whether the act is told beyond doubt: «اشتباكات في طرابلس» leads a headline, «معارك درنة» is what somebody speaks of.
    pub(super) fn tells(self) -> bool {
        let reported = self.leads && self.verbless && !self.definite;
        self.governed || self.both || self.dated || if self.mutual { reported } else { self.party || self.leads }
    }

    /// The names of what holds, as in `lang/ar/confidence.tsv`.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        let lone = !self.governed && !self.both && !self.party;
        let all = [
            (lone, "told-lone"),
            (self.leads && self.verbless, "told-verbless"),
            (self.leads && !self.verbless, "told-leads"),
            (self.dated, "told-dated"),
            (self.counted, "told-counted"),
            (self.known, "told-known"),
        ];
        all.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name)
    }
}
