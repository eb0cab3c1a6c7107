//! Whose name stands apart from what he is: beyond a comma, or beyond the place of his post.
//!
//! In: the phrases of a sentence, whom those before name. Out: the phrase that tells of the same person.
//!
//! «قال المتحدث باسم الجيش الليبي، جابر العبيدي، إن»: the name is the spokesman's. «قال جابر العبيدي، المتحدث باسم الجيش الليبي، إن»: and the office is his
//! whose name stands before. «قال السفير المصري في الخرطوم أسامة شلتوت إن».
//!
//! It joins no two names, and no name that somebody known has.

use super::who::Who;
use crate::pack::{Lang, Slot, Upos};
use crate::syntax::{Parse, Phrase};

/// What a phrase adds to one before it.
pub(crate) enum Apposed {
    /// It is the name of whom that phrase tells by his office.
    Name(usize),
    /// It tells the office of whom that phrase names.
    Office(usize),
}

/// What the phrase `at`, which names `found`, adds to one before; `whos` are those whom the phrases before name.
pub(crate) fn apposed(parse: &Parse, at: usize, found: &[Who<'_>], whos: &[Vec<Who<'_>>], lang: &Lang) -> Option<Apposed> {
    let (phrases, words) = (&parse.phrases, &parse.words);
    let phrase = &phrases[at];
    let before = at.checked_sub(1)?;
    let name = |phrase: &Phrase| words[phrase.words.clone()].iter().all(|word| word.upos == Upos::Propn);
    let unknown = |found: &[Who<'_>]| found.iter().all(|who| who.country.is_none() && who.role.is_none() && who.person.is_none());
    let official =
        |found: &[Who<'_>]| found.len() == 1 && found[0].country.is_some() && (found[0].title.is_some() || found[0].office.is_some());
    let nameless = |at: usize| {
        words[phrases[at].words.clone()].iter().rev().take(1).all(|word| word.upos != Upos::Propn) || whos[at][0].person.is_none()
    };
    let comma = phrase.begin == phrases[before].words.end + 1 && words[phrase.begin - 1].is_mark("،,");
    let after = words.get(phrase.words.end);
    let closed = after.is_some_and(|word| word.is_mark("،,"));
    let that = |at: usize| words.get(at).is_some_and(|word| word.is_sub("sub", "that", lang));
    let bare = phrase.slot.is_none() || phrase.slot == phrases[before].slot && phrase.begin == phrase.words.start;
    if !bare || phrase.joined {
        return None;
    }
    if name(phrase) && unknown(found) {
        // «، جابر العبيدي، إن»
        if comma && closed && official(&whos[before]) && nameless(before) {
            return Some(Apposed::Name(before));
        }
        // «السفير المصري في الخرطوم أسامة شلتوت إن»
        let post = before.checked_sub(1).filter(|_| matches!(phrases[before].slot, Some(Slot::In | Slot::B | Slot::At)))?;
        let beside = phrases[before].begin == phrases[post].words.end && phrase.begin == phrases[before].words.end;
        let says = that(phrase.words.end) || closed && that(phrase.words.end + 1);
        return (beside && says && official(&whos[post]) && nameless(post)).then_some(Apposed::Name(post));
    }
    // «جابر العبيدي، المتحدث باسم الجيش الليبي، إن»
    let goes_on = closed || that(phrase.words.end);
    // «فرج قعيم»: a given name is a noun too.
    let named = words[phrases[before].words.end - 1].upos == Upos::Propn && unknown(&whos[before]);
    (comma && goes_on && official(found) && named).then_some(Apposed::Office(before))
}
