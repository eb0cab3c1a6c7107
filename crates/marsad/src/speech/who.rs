//! Who is it that speaks, and what carries his words: the arguments of an utterance → parties.
//!
//! In: an [`Utterance`] and the sentence with its parties. Out: [`Said`].
//!
//! «وأضاف البيان أن …»: a document speaks for who issued it, who spoke last. «قال الوزير لقناة محلية إن …»: the channel carries it.

use std::ops::Range;

use super::Utterance;
use super::content::rows_of;
use super::verb::role_of;
use crate::actor::Who;
use crate::coded::{By, Role};
use crate::event::Scene;
use crate::morph::Word;
use crate::pack::{CarrierRole, Feats, Lang, Number, Slot, State, Upos, Voice};
use crate::syntax::{Argument, Phrase, is_quote};

/// An utterance with its parties.
pub(crate) struct Said<'l> {
    /// The words.
    pub utterance: Utterance,
    /// Who speaks; empty when nobody was found.
    pub whos: Vec<Who<'l>>,
    /// What carries it, from the outside in.
    pub carriers: Vec<(CarrierRole, Who<'l>)>,
    /// What the speaker is, where he carries reports himself.
    pub medium: Option<CarrierRole>,
}

/// Says who the arguments of an utterance are.
pub(crate) fn said<'l>(utterance: Utterance, scene: &Scene<'_, 'l>) -> Said<'l> {
    let mut whos = speaker(&utterance, scene);
    let mut medium = carrier_role(&utterance.speaker, &whos, scene);
    let mut carriers: Vec<(CarrierRole, Who<'l>)> = Vec::new();
    if let Some(argument) = &utterance.passed_on {
        let parties = scene.parties(argument);
        let role = carrier_role(argument, &parties, scene).unwrap_or_default();
        carriers.extend(carrier(role, argument, parties, scene));
    }
    for at in utterance.near.iter().filter(|at| utterance.speaker != Argument::Phrase(**at)) {
        let argument = Argument::Phrase(*at);
        let parties = scene.whos[*at].clone();
        let role = carrier_role(&argument, &parties, scene).or_else(|| is_titled(*at, scene).then_some(CarrierRole::Outlet));
        carriers.extend(role.and_then(|role| carrier(role, &argument, parties, scene)));
    }
    if medium == Some(CarrierRole::Document) {
        let words = scene.words(&utterance.speaker);
        carriers.push((CarrierRole::Document, Who::at(scene.parse.span_of(words.clone()))));
        whos = issuer(&utterance.speaker, words, whos, scene);
        medium = None;
    }
    carriers.sort_by_key(|(role, _)| *role);
    Said { utterance, whos, carriers, medium }
}

/// Who issued what is written: «البيان» is that of who spoke last, «بيان صادر عن القضاء» tells it, «التقارير» are nobody's.
fn issuer<'l>(document: &Argument, words: Range<usize>, named: Vec<Who<'l>>, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let parse = scene.parse;
    let noun = &parse.words[words.start];
    if words.len() == 1 && noun.definite && noun.feats.number != Some(Number::Plur) {
        let last = scene.document.speaking(&ANYBODY, noun.span, noun.span.start);
        return if last.is_empty() { named } else { last };
    }
    if named.iter().any(|who| !who.assumed && who.country.is_some()) {
        return named;
    }
    let Argument::Phrase(at) = document else { return named };
    let next =
        parse.phrases.get(at + 1).filter(|next| next.begin == words.end && matches!(next.slot, Some(Slot::About | Slot::From | Slot::L)));
    if next.is_some() { scene.whos[at + 1].clone() } else { named }
}

/// Features of anybody who spoke.
const ANYBODY: Feats = Feats {
    gender: None,
    number: None,
    person: 3,
    aspect: None,
    voice: Voice::Either,
    state: State::Free,
    case: None,
    verb_form: None,
    jussive: false,
};

fn speaker<'l>(utterance: &Utterance, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let words = &scene.parse.words;
    if let Argument::Pronoun(at) = utterance.speaker
        && !words[at].is_enclitic()
        && rows_of(&words[at], scene.lang).next().is_some()
    {
        return scene.document.speaking(&words[at].feats, words[at].span, words[at].span.start);
    }
    let mut found = scene.parties(&utterance.speaker);
    if let Argument::Phrase(at) = utterance.speaker {
        place_in_body(&mut found, at, scene);
        // «مصدر في المقاومة … وأضاف»: he speaks on, whatever he is of.
        let head = &words[scene.parse.phrases[at].head];
        if let ([one], true) = (&mut found[..], head.upos == Upos::Noun && is_somebody(head, scene.lang)) {
            (one.gender, one.number) = (head.feats.gender, head.feats.number);
        }
    }
    if !found.is_empty() {
        return found;
    }
    // Somebody speaks, whoever he is.
    let words = scene.words(&utterance.speaker);
    let named = matches!(utterance.speaker, Argument::Phrase(_))
        && scene.parse.words[words.clone()].iter().any(|word| is_somebody(word, scene.lang));
    if named { vec![Who::at(scene.parse.span_of(words))] } else { Vec::new() }
}

/// «مسؤولون في وزارة الدفاع السورية»: people of no country of their own are of the body that they are told to be in.
fn place_in_body<'l>(found: &mut [Who<'l>], at: usize, scene: &Scene<'_, 'l>) {
    let phrases = &scene.parse.phrases;
    let near = |next: &&Phrase| next.begin == phrases[at].words.end && matches!(next.slot, Some(Slot::In | Slot::At | Slot::From));
    if phrases.get(at + 1).filter(near).is_none() {
        return;
    }
    let body = scene.whos[at + 1].iter().find(|who| who.country.is_some() && !who.assumed);
    for who in found.iter_mut().filter(|who| who.assumed || who.country.is_none()) {
        if let Some(body) = body {
            who.belong_to(body, scene.lang);
        }
    }
}

/// Whether a word names or means a person: «المدربة», a name that nobody knows.
pub(crate) fn is_somebody(word: &Word, lang: &Lang) -> bool {
    word.upos == Upos::Propn || word.lemma.is_some_and(|lemma| lang.lemma(lemma).human)
}

/// What an argument is that carries a report: by its noun, or as a medium of the knowledge base.
fn carrier_role(argument: &Argument, whos: &[Who<'_>], scene: &Scene<'_, '_>) -> Option<CarrierRole> {
    let words = &scene.parse.words;
    let head = &words[if let Argument::Phrase(at) = argument { scene.parse.phrases[*at].head } else { scene.words(argument).start }];
    if head.lemma.is_some_and(|lemma| scene.lang.lemma(lemma).human) {
        return None;
    }
    let role = role_of(head, scene.lang);
    let actor = whos.iter().find_map(|who| who.actor);
    let media = |row: u32| scene.lang.tables.actors[row as usize].role == Role::Med;
    match (role, actor) {
        (Some(CarrierRole::Document), _) => role,
        (_, Some(row)) if media(row) => role.or_else(|| scene.lang.medium(row)),
        // «قناة مصرية» is a medium, «قناة السويس» and «الوكالة الدولية للطاقة الذرية» are none.
        (Some(_), None) if whos.iter().all(|who| who.by == By::Nisba || who.role.is_none_or(|role| role == Role::Med)) => role,
        _ => None,
    }
}

/// «قال لـ«الرياض»»: a name in marks to which something is said is a newspaper's.
fn is_titled(at: usize, scene: &Scene<'_, '_>) -> bool {
    let (phrase, words) = (&scene.parse.phrases[at], &scene.parse.words);
    let open = phrase.words.start.checked_sub(1).is_some_and(|at| is_quote(&words[at]) || words[at].is_mark("("));
    let close = words.get(phrase.words.end).is_some_and(|word| is_quote(word) || word.is_mark(")"));
    open && close && phrase.words.len() <= 2 && matches!(phrase.slot, Some(Slot::L | Slot::To | Slot::With))
}

fn carrier<'l>(role: CarrierRole, argument: &Argument, parties: Vec<Who<'l>>, scene: &Scene<'_, 'l>) -> Option<(CarrierRole, Who<'l>)> {
    let span = scene.parse.span_of(scene.words(argument));
    let who = parties.into_iter().next().filter(|_| role != CarrierRole::Document).unwrap_or_else(|| Who::at(span));
    // The words of an outlet are all of its phrase: «قناة الجزيرة».
    Some((role, Who { span, ..who }))
}
