//! Whom an act of words answers that its own words do not name: whoever did what it is about, said it, or was told with who speaks.
//!
//! In: a frame, a trigger's slots and who speaks. Out: the other side, or both sides where who was spoken to answers.
//!
//! «رحبت باريس بالاتفاق»: those who agreed. «اتهمت أوكرانيا روسيا بقصف المستشفى لكن موسكو نفت ذلك»: Ukraine. «طلبت أنقرة من ستوكهولم تسليمهم لكنها رفضت الطلب»:
//! Stockholm refuses.
//!
//! It reads what the sentence and the article told before, never what follows.

use super::draft::Draft;
use super::fill::verbal_act;
use super::refer::dedup;
use super::scene::Scene;
use super::settle::Sides;
use crate::actor::{BACK, Who};
use crate::coded::By;
use crate::morph::{Part, Word};
use crate::pack::{Frame, Number, Slot};
use crate::syntax::{Argument, Arguments};

/// «رحبت باريس بالاتفاق», «دان الهجوم»: those who did what the noun refers to; both sides of an agreement.
pub(super) fn referred<'l>(frame: &Frame, arguments: &Arguments, source: &[Who<'l>], scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    if frame.symmetric {
        return Vec::new();
    }
    // «… وواشنطن ترحب»: nothing is said of what: it is what was told last.
    let bare = arguments.complement.is_none() && arguments.slots.iter().all(|(slot, _)| *slot == Slot::Subject);
    let verbal = verbal_act(frame, scene);
    if bare && verbal && frame.target.contains(&Slot::B) {
        let every: Vec<u8> = (0..scene.lang.tables.event_types.len() as u8).collect();
        let last = scene.document.last_act(&every).map(|(acting, towards)| acting.iter().chain(towards));
        let foreign =
            last.into_iter().flatten().filter(|who| who.country.is_some() && source.iter().all(|other| other.country != who.country));
        return foreign.take(1).map(|who| Who { by: By::Pronoun, ..who.clone() }).collect();
    }
    for slot in frame.target.iter().chain(&[Slot::Object, Slot::B, Slot::On]) {
        for argument in arguments.at(*slot) {
            // «تسييس المساعدات», «فتح المعبر» tell what they are of; only «القرار» means one told before.
            let words = &scene.parse.words[scene.words(argument)];
            let noun = words.iter().find(|word| word.upos == crate::pack::Upos::Noun);
            let resumes = |word: &&Word| word.definite && word.lemmas().any(|lemma| scene.lang.is_event_noun(lemma));
            let Some(noun) = noun.filter(resumes) else { continue };
            let types: Vec<u8> = noun.lemmas().flat_map(|lemma| scene.lang.types_of_noun(lemma)).copied().collect();
            let Some((acting, towards)) = scene.document.last_act(&types) else { continue };
            let cooperative = types.iter().any(|row| scene.lang.tables.event_types[*row as usize].quad <= 2);
            let parties = acting.iter().chain(if cooperative { towards } else { &[] });
            let span = scene.parse.span_of(scene.words(argument));
            let foreign = parties.filter(|who| who.country.is_some() && source.iter().all(|other| other.country != who.country));
            let mut found: Vec<Who<'l>> = foreign.map(|who| Who { span, by: By::Pronoun, ..who.clone() }).collect();
            dedup(&mut found);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// «اتهمت روسيا بقصف المستشفى لكن موسكو نفت ذلك»: whether a demonstrative alone means what was told before it in the sentence.
pub(super) fn is_what_was_told(argument: &Argument, scene: &Scene<'_, '_>) -> bool {
    let range = scene.words(argument);
    range.len() == 1 && scene.parse.words[range.start].is_class("dem", scene.lang) && !scene.before.is_empty()
}

/// «تختبر بيونغ يانغ صاروخا وطوكيو تحتج»: where words tell nothing but who says them, they answer the act told before them in the
/// sentence: whoever did it, or whoever it was done to where both say the same or one defends what the other attacks.
pub(super) fn reacted<'l>(frame: &Frame, arguments: &Arguments, source: &[Who<'l>], scene: &Scene<'_, 'l>) -> Option<Vec<Who<'l>>> {
    let told = |(slot, argument): &(Slot, Argument)| *slot == Slot::Subject || is_what_was_told(argument, scene);
    let bare = arguments.complement.is_none() && arguments.slots.iter().all(told);
    let verb = scene.parse.words[arguments.verb].is_verb();
    if frame.symmetric || !verbal_act(frame, scene) || source.is_empty() || !bare || !verb {
        return None;
    }
    let quad = |frame: &Frame| scene.lang.tables.event_types[frame.event_type as usize].quad;
    // «اتهمت أوكرانيا روسيا بقصف المستشفى لكن موسكو نفت ذلك»: who was accused answers the accuser.
    let towards_us = |before: &&Draft<'_>| {
        let us = |who: &Who<'_>| before.target.iter().any(|other| other.country.is_some() && other.country == who.country);
        quad(&scene.lang.tables.frames[before.frame as usize]) == 3 && source.iter().all(us)
    };
    let accused = scene.before.iter().rfind(towards_us);
    let before = accused.or(scene.before.last())?;
    let earlier = &scene.lang.tables.frames[before.frame as usize];
    let same = earlier.event_type == frame.event_type;
    let parties = match (quad(earlier), quad(frame)) {
        _ if same => &before.target,
        (3, 3) if accused.is_some() => &before.source,
        (3, 3) => return None,
        (3, 1) => &before.target,
        _ => &before.source,
    };
    let ours = |who: &Who<'_>| source.iter().any(|own| own.country.is_some() && own.country == who.country);
    let span = scene.parse.words[arguments.verb].span;
    let known = |who: &&Who<'l>| who.is_known() && !who.assumed && who.by != By::Context && !ours(who);
    let found: Vec<Who<'l>> = parties.iter().filter(known).map(|who| Who { span, by: By::Context, ..who.clone() }).collect();
    (!found.is_empty()).then_some(found)
}

/// «طلبت أنقرة من ستوكهولم تسليمهم لكنها رفضت»: the pronoun of «لكن» means whoever was spoken to, where what is said is about the act before it alone.
pub(super) fn turned_back<'l>(frame: &Frame, arguments: &Arguments, source: &[Who<'l>], scene: &Scene<'_, 'l>) -> Option<Sides<'l>> {
    let words = &scene.parse.words;
    let verb = arguments.verb;
    let pronoun = verb.checked_sub(1).filter(|at| words[*at].is_enclitic() && words[verb].is_verb())?;
    let but = words[..pronoun].iter().rev().find(|word| word.part != Part::Fixed)?;
    let before = scene.before.last()?;
    let types = &scene.lang.tables.event_types;
    let earlier = scene.lang.tables.frames[before.frame as usize].event_type;
    // «لكنها رفضت الطلب», «لكنها رفضت ذلك»: nothing is told but the act before.
    let about_it = |(slot, argument): &(Slot, Argument)| {
        let told = &words[scene.words(argument)];
        let noun = told.iter().find(|word| word.is_nominal()).filter(|noun| noun.definite);
        let same = noun.is_some_and(|noun| noun.lemmas().any(|lemma| scene.lang.types_of_noun(lemma).contains(&earlier)));
        *slot == Slot::Subject || same || is_what_was_told(argument, scene)
    };
    let about_it = arguments.complement.is_none() && arguments.slots.iter().all(about_it);
    let asks = types[earlier as usize].quad % 2 == 1 && !before.target.is_empty();
    let same = source.iter().all(|who| who.by == By::Pronoun) && before.source.iter().any(|who| source.iter().any(|own| own.same(who)));
    let rejects = verbal_act(frame, scene) && types[frame.event_type as usize].quad == 3;
    if !(but.is_sub("conj", "but", scene.lang) && about_it && asks && same && rejects) {
        return None;
    }
    let span = words[pronoun].span;
    let by_pronoun = |side: &[Who<'l>]| side.iter().map(|who| Who { span, by: By::Pronoun, ..who.clone() }).collect();
    Some(Sides { source: by_pronoun(&before.target), target: by_pronoun(&before.source) })
}

/// Who is answered that is not told again: nothing stands where the other side would be told, or the deed that is answered does («دان
/// غوتيريش الضربة», «نفت ذلك»), or its words name him elsewhere. «حذر من الفوضى» answers nobody.
pub(super) fn answered<'l>(frame: &Frame, arguments: &Arguments, source: &[Who<'l>], scene: &Scene<'_, 'l>) -> Option<Who<'l>> {
    // «يتبادل الوزراء وجهات النظر»: several do it among themselves.
    if frame.symmetric && source.iter().any(|who| who.number == Some(Number::Plur)) {
        return None;
    }
    let deed = |argument: &Argument| {
        let words = &scene.parse.words[scene.words(argument)];
        let noun = words.iter().find(|word| word.upos == crate::pack::Upos::Noun);
        noun.is_none_or(|noun| noun.definite && noun.lemmas().any(|lemma| scene.lang.is_event_noun(lemma)))
    };
    let told: Vec<&Argument> = frame.target.iter().filter_map(|slot| arguments.at(*slot).next()).collect();
    let back = if told.iter().any(|argument| deed(argument)) { BACK } else { 1 };
    let open = told.iter().all(|argument| deed(argument));
    let span = scene.parse.words[arguments.verb].span;
    let named = |whos: &[Who<'l>], who: &Who<'l>| whos.iter().any(|other| !other.assumed && other.country == who.country);
    // «نفت مصر توريد الغاز إلى إسرائيل»: its own words name him, and not as a place; of what two do together the sentence does.
    let complements = || arguments.slots.iter().filter(|(slot, _)| !matches!(slot, Slot::Subject | Slot::In | Slot::At | Slot::During));
    let mutual = scene.lang.tables.event_types[frame.event_type as usize].mutual;
    let here = |who: &Who<'l>| {
        mutual && scene.whos.iter().any(|whos| named(whos, who))
            || complements().any(|(_, argument)| matches!(argument, Argument::Phrase(at) if named(&scene.whos[*at], who)))
    };
    // «انتقد أوباما أردوغان. أدان أوباما التفجير»: a deed that nobody was told to do is not that of whoever was told beside.
    let nouns =
        told.iter().flat_map(|argument| &scene.parse.words[scene.words(argument)]).filter(|word| word.upos == crate::pack::Upos::Noun);
    let deeds: Vec<u8> = nouns.flat_map(|noun| noun.lemmas()).flat_map(|lemma| scene.lang.types_of_noun(lemma)).copied().collect();
    let types = &scene.lang.tables.event_types;
    let force = types[frame.event_type as usize].quad == 4;
    let counts = |event_type: u8| (deeds.is_empty() || deeds.contains(&event_type)) && (!force || types[event_type as usize].quad == 4);
    let near = scene.document.other_side(source, span, back, counts).filter(|_| open);
    near.or_else(|| scene.document.other_side(source, span, BACK, counts).filter(here))
}
