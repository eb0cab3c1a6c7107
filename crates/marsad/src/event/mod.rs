//! Who did what to whom, and is it so: triggers and frames → drafts of claims.
//!
//! In: a sentence with its parties ([`Scene`]). Out: [`Draft`]s with their status, and what was considered and refused.
//!
//! «هددت إسرائيل بمهاجمة إيران»: THREATEN, ISR → IRN, actual; the attack is the content of the threat and no claim.
//!
//! A frame states grammar; voice, masdars, light verbs, control and scopes are settled here once for all frames.

mod answer;
mod apart;
mod asked;
mod attach;
mod condition;
mod confidence;
mod cue;
mod draft;
mod duty;
mod fill;
mod frame;
mod govern;
mod judge;
mod light;
mod owner;
mod participle;
mod party;
mod place;
mod public;
mod refer;
mod retold;
mod said;
mod scene;
mod settle;
mod status;
mod told;
mod when;

pub(crate) use confidence::{confidence, features};
pub use draft::{Doubt, Draft, Refusal};
use duty::Duty;
pub use light::{Carried, find_carried};
pub use place::place_of;
pub use scene::Scene;
pub use status::{Scope, find_scopes, reported_scopes, status};
use told::Evidence;
pub use when::time_of;

use std::ops::Range;

use crate::actor::Who;
use crate::coded::{By, Factuality};
use crate::pack::{LemmaId, Slot, Upos, When};
use crate::speech::is_circumstance;
use crate::syntax::{Argument, Arguments, verb_arguments};

/// A draft with its status.
#[derive(Clone, Debug)]
pub struct Judged<'l> {
    /// Type, parties, words.
    pub draft: Draft<'l>,
    /// Is it so.
    pub factuality: Factuality,
    /// The word that tells that it is not plainly so.
    pub cue: Option<usize>,
    /// The words of the condition on which it is threatened, demanded, promised or refused.
    pub condition: Option<Range<usize>>,
    /// Other tellings of the same act in the sentence: one of them is the act where this one is too little sure.
    pub retold: Vec<Judged<'l>>,
}

/// A trigger that gave no claim.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Row of the frame.
    pub frame: u32,
    /// The trigger's word.
    pub trigger: usize,
    /// Why.
    pub why: Refusal,
}

/// Finds the acts that a sentence tells.
///
/// Cost: frames of each trigger × words of its reach (at most 60).
#[must_use]
pub fn find_acts<'l>(scene: &Scene<'_, 'l>) -> (Vec<Judged<'l>>, Vec<Refused>) {
    let carried = find_carried(scene.parse, scene.lang);
    let (mut drafts, mut nobodys, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    let duties: Vec<Duty> = duty::duties(scene.parse, scene.lang).collect();
    for idx in scene.parse.start..scene.parse.words.len() {
        // «أمس», «حركة المقاومة»: words of times and names tell no act; «التحالف بين واشنطن وطوكيو» is no name.
        let named = scene.parse.name_of(idx).is_some_and(|name| scene.document.takes(name, scene.parse));
        if scene.parse.in_time(idx) || named {
            continue;
        }
        // «، مطالبة طهران بوقف»: letters of a masdar that are a participle here tell what the verb does.
        let word = &scene.parse.words[idx];
        let circumstance = word.upos == Upos::Noun && is_circumstance(&scene.parse.words, idx, scene.lang);
        let verbs = word.lemmas().filter(|_| circumstance).filter_map(|lemma| scene.lang.lemma(lemma).masdar_of);
        let rows = word.lemmas().chain(verbs).filter_map(|lemma| Some((lemma, scene.lang.frames.get(&lemma)?)));
        let of_duties = duties.iter().filter(|duty| duty.word == idx).flat_map(|duty| duty::match_duty(duty, scene));
        let scene = &Scene { before: &drafts, ..*scene };
        let of_frames = rows.flat_map(|(lemma, rows)| rows.iter().map(move |row| (lemma, *row)));
        let of_frames = of_frames.filter_map(|(lemma, row)| Some((row, match_trigger(row, lemma, idx, &carried, scene)?)));
        let (mut best, mut nobodys_best): (Option<Draft<'l>>, Option<Draft<'l>>) = (None, None);
        for (frame, draft) in of_duties.chain(of_frames) {
            match draft {
                Ok(draft) => {
                    refused.extend(draft.lacks.map(|why| Refused { frame, trigger: idx, why: why.into() }));
                    let best = if draft.lacks.is_none() { &mut best } else { &mut nobodys_best };
                    if best.as_ref().is_none_or(|best| rank(&draft, scene) > rank(best, scene)) {
                        *best = Some(draft);
                    }
                }
                Err(why) => refused.push(Refused { frame, trigger: idx, why }),
            }
        }
        nobodys.extend(nobodys_best.filter(|_| best.is_none()));
        drafts.extend(best);
    }
    judge::judge(drafts, nobodys, &carried, scene, &mut refused)
}

/// The likelier word, more specific frames and more parties win.
fn rank(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> (bool, bool, usize, usize, usize) {
    let frame = &scene.lang.tables.frames[draft.frame as usize];
    let known = |parties: &[Who<'_>]| usize::from(parties.iter().any(|who| who.is_known() && who.by != By::Context));
    (
        draft.doubt.is_none(),
        !draft.tied,
        frame.needs.len() + usize::from(frame.require_target) + usize::from(frame.require_source) + 2 * usize::from(frame.when.is_some()),
        known(&draft.source) + known(&draft.target),
        frame.unless.len(),
    )
}

fn match_trigger<'l>(
    row: u32,
    lemma: LemmaId,
    idx: usize,
    carried: &[Carried],
    scene: &Scene<'_, 'l>,
) -> Option<Result<Draft<'l>, Refusal>> {
    let frame = &scene.lang.tables.frames[row as usize];
    let word = &scene.parse.words[idx];
    if word.is_verb() && frame.verbs.contains(&lemma) {
        let clause = scene.parse.clause(idx)?;
        let form = status::form(scene.parse, idx, scene.lang);
        let negated = matches!(form, Some(When::Negated | When::Not));
        let has_form = |when| form == Some(when) || when == When::Not && negated || when == When::Said && !negated;
        if !frame.when.is_none_or(has_form) {
            return Some(Err("the verb has not the form in which it tells this act".into()));
        }
        let draft = frame::match_verb(row, clause, scene);
        let draft = if frame.when == Some(When::Said) { draft.and_then(|draft| said::by_speaker(draft, scene)) } else { draft };
        let tied = word.lemma != Some(lemma) && frame.needs.is_empty();
        let draft =
            draft.and_then(
                |draft| if !tied || has_both(&draft, scene) { Ok(draft) } else { Err("the letters are likelier another verb".into()) },
            );
        let (tied, relative) = (word.lemma != Some(lemma), clause.relative);
        let draft = draft.map(|draft| Draft { tied, relative, ..draft });
        return Some(draft.map(|draft| {
            let tells = !clause.relative || has_both(&draft, scene) || is_new(&draft, scene);
            Draft { doubt: (!tells).then_some(Doubt::Relative), ..draft }
        }));
    }
    if !word.is_verb() && frame.when.is_none() && frame.verbs.contains(&lemma) && is_circumstance(&scene.parse.words, idx, scene.lang) {
        return Some(frame::match_verb(row, &participle_arguments(idx, scene)?, scene).map(|draft| Draft { participle: true, ..draft }));
    }
    if !word.is_verb()
        && frame.when.is_none()
        && frame.verbs.contains(&lemma)
        && let Some(draft) = participle::match_participle(row, idx, scene)
    {
        return Some(draft);
    }
    if (word.upos == Upos::Noun || word.is_participle() || word.upos == Upos::Adj)
        && scene.lang.lemma(lemma).upos == Upos::Noun
        && frame.nouns.contains(&lemma)
    {
        let carried = carried.iter().find(|carried| carried.word == idx);
        return Some(frame::match_noun(row, idx, carried, scene).and_then(|draft| {
            let evidence = Evidence::of(&draft, scene);
            // «أسباب الحرب في مالي»: what takes two and goes on is a topic, where nobody does anything in it.
            if evidence.mutual && !evidence.tells() {
                return Err("the noun refers to an act, the sentence does not tell it".into());
            }
            if is_only_when(&draft, scene) {
                return Err("the noun refers to an act, the sentence does not tell it".into());
            }
            let doubt = (!evidence.tells()).then_some(Doubt::Noun);
            Ok(Draft { evidence, doubt, ..draft })
        }));
    }
    None
}

/// «قال الوزير خلال اللقاء إن», «أصدرت بيانا بعد الاجتماع»: whether a definite noun of what two do only tells when something else was, and not with whom.
fn is_only_when(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> bool {
    let parse = scene.parse;
    let when = parse.phrase_of(draft.trigger).is_some_and(|at| matches!(parse.phrases[at].slot, Some(Slot::During | Slot::After)));
    let with = draft.target.iter().any(|who| who.by != By::Context);
    let own = draft.arguments.slots.iter().any(|(_, argument)| scene.words(argument).start > draft.trigger);
    let mutual = scene.lang.tables.frames[draft.frame as usize].symmetric && parse.words[draft.trigger].definite;
    // «خلال اللقاء الذي جمعه بالوزير»
    let described = parse.words.get(draft.trigger + 1).is_some_and(|next| next.is_class("rel", scene.lang));
    mutual && !described && when && !with && !own && draft.light.is_none() && draft.carrier.is_none()
}

/// Whether both parties are told; of an act of both alike («اتفاق») the other side may be told before.
fn has_both(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> bool {
    let mutual = scene.lang.tables.frames[draft.frame as usize].symmetric;
    let known = |parties: &[Who<'_>]| parties.iter().any(|who| who.is_known() && !who.assumed && (mutual || who.by != By::Context));
    known(&draft.source) && known(&draft.target)
}

/// Whether a relative clause tells of an indefinite noun whom force befell: «جثث عشرة جنود قتلوا», «شاب أصيب برصاص مجهولين». Nobody knew
/// it before; «الجنود الذين قتلوا» are told by what is known of them.
fn is_new(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> bool {
    let words = &scene.parse.words[draft.trigger.saturating_sub(3)..draft.trigger];
    let event_type = scene.lang.tables.frames[draft.frame as usize].event_type;
    let forceful = scene.lang.tables.event_types[event_type as usize].quad == 4;
    let befell = draft.passive && draft.target.iter().any(Who::is_known);
    forceful && befell && !words.iter().any(|word| word.is_class("rel", scene.lang))
}

/// «إيران مستعدة للتفاوض», «إن سوريا متهمة باغتيال»: the phrase of which a participle tells as a verb would: it begins its clause, and the participle is right
/// after it.
fn described(idx: usize, scene: &Scene<'_, '_>) -> Option<usize> {
    let words = &scene.parse.words;
    let at = scene.parse.phrases.iter().position(|phrase| phrase.words.end == idx && phrase.slot.is_none() && !phrase.joined)?;
    let phrase = &scene.parse.phrases[at];
    let begins = match phrase.begin.checked_sub(1).map(|before| &words[before]) {
        Some(before) if phrase.begin > scene.parse.start => {
            before.is_sub("sub", "that", scene.lang) || before.is_mark(":") || before.upos == Upos::Cconj && !phrase.joined
        }
        _ => true,
    };
    let (own, head) = (&words[idx].feats, &words[phrase.head].feats);
    let agrees = head.gender.is_none() || own.gender.is_none() || own.gender == head.gender;
    (begins && agrees).then_some(at)
}

/// The slots of «مطالبا»: its own phrases after it, and the subject of the clause it belongs to.
fn participle_arguments(idx: usize, scene: &Scene<'_, '_>) -> Option<Arguments> {
    let parse = scene.parse;
    let mut found = verb_arguments(idx, &parse.words, &parse.phrases, scene.lang);
    let subjects: Vec<Argument> = match described(idx, scene) {
        Some(at) => vec![Argument::Phrase(at)],
        None => parse.main_clause_before(idx, scene.lang)?.1.at(Slot::Subject).cloned().collect(),
    };
    if subjects.is_empty() {
        return None;
    }
    // «زار بغداد داعيا إيران»: what stands before it is another verb's.
    found.slots.retain(|(_, argument)| !matches!(argument, Argument::Phrase(at) if parse.phrases[*at].begin < idx));
    // What follows a participle is its object, never its subject.
    for (slot, argument) in &mut found.slots {
        if *slot == Slot::Subject && !matches!(argument, Argument::Pronoun(_)) {
            *slot = Slot::Object;
        }
    }
    found.slots.retain(|(slot, _)| *slot != Slot::Subject);
    found.slots.extend(subjects.into_iter().map(|subject| (Slot::Subject, subject)));
    Some(found)
}
