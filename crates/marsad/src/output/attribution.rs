//! On whose word something rests, and how it came: outlet → agency → relay → document → speaker.
//!
//! In: what is said in a sentence, and one of its words. Out: [`Attribution`].
//!
//! «ذكرت وكالة رويترز أن وزير الدفاع قال في بيان إن الجيش قصف القرية»: the bombing rests on the minister's word; the chain is the agency, then the
//! statement. Of several who speak the innermost is the speaker; the others pass it on.

use super::Output;
use crate::actor::Who;
use crate::coded::{Attribution, By, ChainLink};
use crate::coder::Coded;
use crate::pack::CarrierRole;
use crate::speech::Said;

impl<'l> Output<'_, 'l> {
    /// Who says what stands at `word`.
    pub(super) fn attribution(&self, word: usize, sentence: &Coded<'_, 'l>) -> Attribution {
        let covers = |said: &&Said<'l>| {
            let utterance = &said.utterance;
            utterance.content.contains(&word) && utterance.cue != word && !utterance.presumed
        };
        self.attribute(from_outside_in(sentence.said.iter().filter(covers)), word, sentence)
    }

    /// Through whom a statement reached the outlet: what carries it, and who says that it was made.
    pub(super) fn carried(&self, said: &Said<'l>, sentence: &Coded<'_, 'l>) -> Attribution {
        let mut attribution = self.attribution(said.utterance.cue, sentence);
        attribution.chain.extend(said.carriers.iter().map(|(role, who)| self.link(*role, who)));
        in_order(&mut attribution.chain);
        attribution
    }

    fn attribute(&self, holders: Vec<&Said<'l>>, word: usize, sentence: &Coded<'_, 'l>) -> Attribution {
        let mut attribution = Attribution { kind: "none".into(), ..Attribution::default() };
        let mut speaker: Option<(&Who<'l>, Option<CarrierRole>)> = None;
        let mut carriers: Vec<(CarrierRole, &Who<'l>)> = Vec::new();
        for said in holders {
            carriers.extend(said.carriers.iter().map(|(role, who)| (*role, who)));
            let Some(who) = said.whos.first() else { continue };
            // «بحسب وكالة مهر»: an agency is no speaker.
            if said.utterance.reporting.is_none() && said.medium == Some(CarrierRole::Agency) {
                carriers.push((CarrierRole::Agency, who));
            } else if let Some((outer, role)) = speaker.replace((who, said.medium))
                && !again(outer, who)
            {
                carriers.push((role.unwrap_or_default(), outer));
            }
            attribution.kind = if said.utterance.direct { "direct".into() } else { "indirect".into() };
            attribution.cue = Some(self.span(sentence.parse.words[said.utterance.cue].span));
        }
        if let (None, Some(carried)) = (speaker, &sentence.carried)
            && word < carried.end
        {
            speaker = Some((carried.who, None));
            attribution.kind = "direct".into();
        }
        attribution.speaker = speaker.map(|(who, _)| self.party(who));
        attribution.chain.extend(self.agency.clone());
        attribution.chain.extend(carriers.into_iter().map(|(role, who)| self.link(role, who)));
        in_order(&mut attribution.chain);
        attribution
    }

    fn link(&self, role: CarrierRole, who: &Who<'l>) -> ChainLink {
        let party = self.party(who);
        ChainLink { role: role.name().into(), actor: party.actor, name: party.name, span: party.span }
    }
}

/// The outermost first. What is told beside («بحسب») is outside of all verbs, but inside of a medium that reports it.
fn from_outside_in<'a, 'l>(covering: impl Iterator<Item = &'a Said<'l>>) -> Vec<&'a Said<'l>> {
    let (beside, mut holders): (Vec<_>, Vec<_>) = covering.partition(|said| said.utterance.beside);
    holders.sort_by_key(|said| said.utterance.cue);
    let n_media = holders.iter().take_while(|said| said.medium.is_some()).count();
    for said in beside.into_iter().rev() {
        holders.insert(if said.medium.is_some() { 0 } else { n_media }, said);
    }
    holders
}

/// Whether a speaker is the one told before him: «قال الوزير إن … وأضاف أن …».
fn again(outer: &Who<'_>, who: &Who<'_>) -> bool {
    outer.span == who.span || who.by == By::Pronoun && outer.same(who)
}

/// Puts links in the order of their roles, each once.
fn in_order(chain: &mut Vec<ChainLink>) {
    chain.sort_by_key(|link| CarrierRole::from_name(&link.role));
    chain.dedup_by(|one, other| one.span == other.span);
}
