//! Whom a passive participle tells to have acted: «الميليشيات المدعومة من إيران», «مدينة محاصرة من قبل الجيش», «قوات مدعومة أميركيا».
//!
//! In: a participle that describes a noun, and a frame of its verb. Out: the slots of the verb in the passive: the noun is the object, who acts follows.
//!
//! «الاتفاق الموقع بين طهران وبغداد»: AGREE, IRN and IRQ. «الأراضي المحتلة»: nobody is told to do it, so it tells what is known, no act.
//!
//! Participles that go on with a clause («، مطالبا واشنطن») are [`crate::speech`]'s.

use super::draft::{Draft, Refusal};
use super::frame::match_verb;
use super::scene::Scene;
use crate::actor::Who;
use crate::coded::By;
use crate::pack::{Case, Frame, Slot, State, Upos, VerbForm};
use crate::syntax::{Argument, Arguments};

/// Matches the participle at `idx` with a frame of its verb; `None` where it describes no noun, or nobody is told to act.
pub(super) fn match_participle<'l>(row: u32, idx: usize, scene: &Scene<'_, 'l>) -> Option<Result<Draft<'l>, Refusal>> {
    let frame = &scene.lang.tables.frames[row as usize];
    let arguments = arguments(idx, frame, scene)?;
    let told = |who: &Who<'_>| who.is_known() && !who.assumed && !matches!(who.by, By::Context | By::Pronoun);
    let draft = match_verb(row, &arguments, scene).and_then(|draft| {
        if draft.source.iter().any(told) && draft.target.iter().any(told) {
            Ok(Draft { participle: true, relative: true, ..draft })
        } else {
            Err("a participle tells of it, and not both sides".into())
        }
    });
    Some(draft)
}

/// The slots of the verb: the noun that is described, and what follows up to the next verb or mark.
fn arguments(idx: usize, frame: &Frame, scene: &Scene<'_, '_>) -> Option<Arguments> {
    let (parse, lang) = (scene.parse, scene.lang);
    let word = &parse.words[idx];
    let active = word.feats.verb_form == Some(VerbForm::ActPart);
    if active || !(word.is_participle() || matches!(word.upos, Upos::Noun | Upos::Adj) && word.could.participle()) {
        return None;
    }
    let own = parse.phrase_of(idx)?;
    let object = match &parse.phrases[own] {
        phrase if phrase.words.start < idx => Argument::Words(phrase.words.start..idx),
        phrase if phrase.slot.is_none() && own > 0 && parse.phrases[own - 1].words.end == phrase.begin => Argument::Phrase(own - 1),
        _ => return None,
    };
    let friendly = lang.tables.event_types[frame.event_type as usize].quad <= 2;
    let uses =
        |slot: Slot| frame.source.contains(&slot) || frame.target.contains(&slot) || frame.needs.iter().any(|(needed, _)| *needed == slot);
    let mut found = Arguments { verb: idx, slots: vec![(Slot::Object, object)], end: parse.phrases[own].words.end, ..Arguments::default() };
    let mut acts = false;
    for (at, phrase) in parse.phrases.iter().enumerate().skip(own + 1) {
        let gap = &parse.words[found.end..phrase.words.start];
        if acts && !phrase.joined
            || gap.iter().any(|word| word.is_verb() || word.upos == Upos::Punct || word.upos == Upos::Sconj || word.is_class("rel", lang))
        {
            break;
        }
        let head = &parse.words[phrase.head];
        // «مدعومة أميركيا»
        let of_state = phrase.slot.is_none()
            && head.upos == Upos::Adj
            && head.feats.case == Some(Case::Obl)
            && head.feats.state == State::Absolute
            && head.lemmas().any(|lemma| lang.nisba(lemma).is_some());
        let slot = match phrase.slot {
            Some(Slot::By) => Slot::By,
            Some(slot @ (Slot::From | Slot::B)) if !acts && friendly && !uses(slot) => Slot::By,
            Some(slot) => slot,
            None if phrase.joined => found.slots.last()?.0,
            None if of_state => Slot::By,
            None => break,
        };
        acts |= slot == Slot::By || frame.source.contains(&slot);
        let argument = if of_state { Argument::Words(phrase.words.clone()) } else { Argument::Phrase(at) };
        found.slots.push((slot, argument));
        found.end = phrase.words.end;
    }
    let mutual = frame.symmetric && found.at(Slot::Between).next().is_some();
    (acts || mutual).then_some(found)
}
