//! Who held an office on a day, or which offices somebody held: a question in words, answered from the dated terms.
//!
//! In: «وزير الدفاع العراقي» or «سعدون الدليمي», a day. Out: [`Answer`], with the terms it rests on; or why there is none.
//!
//! It answers nothing rather than guess: a word that is not understood, an office that two held, a term that was last seen to
//! stand before the day, a person with the name of another are all unknown.

use jiff::civil::Date;

use super::office::{Held, Term};
use super::{Document, resolve};
use crate::coded::By;
use crate::mention::{Introduced, Named};
use crate::morph::{Part, Word};
use crate::pack::{Lang, Upos};
use crate::syntax::Parse;
use crate::text::Text;

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Who holds this office: a row of the offices.
    Office(u32),
    /// What this person holds: a row of the persons.
    Person(u32),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// No office and no person in the words; with those that are not understood.
    Question(Vec<String>),
    /// An office without a country or body.
    WhoseOffice,
    /// A kind of office that the country or body has not, as far as is known.
    NoOffice,
    /// Several persons have the name.
    SeveralPersons(Vec<u32>),
    /// Nobody is known to have held it on the day.
    NoHolder,
    /// Several held it at a time.
    SeveralHolders,
    /// The day is not surely inside a term, whose dates are not known better or whose end is not known.
    NotSure,
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked, where it was understood.
    pub asked: Option<Asked>,
    /// The terms that are the answer, in the order of the data: one for an office, any number for a person.
    pub terms: Vec<Term>,
    /// Why there is none.
    pub unknown: Option<Unknown>,
    /// Terms that do not answer and help to see why: those that perhaps hold on the day, else the last before and the first after it.
    pub near: Vec<Term>,
}

/// Answers a question for a day.
///
/// Cost: the analysis of the words, and the terms of the office or the person.
#[must_use]
pub fn who(question: &str, on: Date, lang: &Lang) -> Answer {
    let text = Text::new(question);
    let unknown = |unknown: Unknown| Answer { asked: None, terms: Vec::new(), unknown: Some(unknown), near: Vec::new() };
    let [sentence] = text.sentences.as_slice() else { return unknown(Unknown::Question(Vec::new())) };
    let parse = Parse::new(question, &text, sentence, Vec::new(), &Introduced::default(), lang);
    let document = Document::new(Some(on), parse.words.iter().map(|word| word.key.clone()).collect(), lang);
    let found = resolve(&parse, 0..parse.words.len(), &document, lang);
    let named = found.iter().any(|who| who.person.is_some() || who.title.is_some() || who.office.is_some());
    if !named && let Some(person) = lang.name_index().alike(text.tokens.iter().map(|token| &*token.key), &lang.tables.spellings) {
        return answer(Asked::Person(person), lang.offices().terms_by(person), on);
    }
    let [who] = found.as_slice() else { return unknown(Unknown::Question(Vec::new())) };
    let named = who.named.filter(|_| who.person.is_some());
    let strange: Vec<String> = parse
        .words
        .iter()
        .enumerate()
        .filter(|(idx, word)| !is_understood(*idx, word, &parse, lang) && !named.is_some_and(|span| span.contains(word.span)))
        .map(|(_, word)| word.span.of(question).to_owned())
        .collect();
    if !strange.is_empty() {
        return unknown(Unknown::Question(strange));
    }
    if let Some(person) = who.person.filter(|_| who.by == By::Name) {
        let namesakes = namesakes(&parse);
        if namesakes.len() > 1 {
            return unknown(Unknown::SeveralPersons(namesakes));
        }
        return answer(Asked::Person(person), lang.offices().terms_by(person), on);
    }
    match (who.office, who.title) {
        (Some(office), _) => answer(Asked::Office(office), lang.offices().terms_of(office), on),
        (None, Some(_)) if who.country.is_none() => unknown(Unknown::WhoseOffice),
        (None, Some(_)) => unknown(Unknown::NoOffice),
        (None, None) => unknown(Unknown::Question(Vec::new())),
    }
}

/// Whether a word is part of a name, an adjective of a country, or no content word.
fn is_understood(idx: usize, word: &Word, parse: &Parse, lang: &Lang) -> bool {
    if word.part != Part::Stem || matches!(word.upos, Upos::Punct | Upos::Adp | Upos::Cconj) {
        return true;
    }
    parse.names.iter().any(|name| name.words.contains(&idx))
        || word.lemmas().any(|lemma| lang.nisba(lemma).is_some())
        || word.is_class("rank", lang)
}

/// The persons who have one of the names in the words.
fn namesakes(parse: &Parse) -> Vec<u32> {
    let persons = parse.names.iter().flat_map(|name| &name.named);
    persons.filter_map(|named| if let Named::Person(row) | Named::Alone(row) = *named { Some(row) } else { None }).collect()
}

fn answer(asked: Asked, terms: &[Term], on: Date) -> Answer {
    let holding =
        |wanted: fn(Held) -> bool| -> Vec<Term> { terms.iter().filter(|term| term.held(on).is_some_and(wanted)).copied().collect() };
    let (sure, unsure) = (holding(|held| held == Held::Yes), holding(|held| held != Held::Yes));
    let several = sure.iter().any(|term| term.person != sure[0].person);
    let (terms, unknown, near) = if several {
        (Vec::new(), Some(Unknown::SeveralHolders), sure)
    } else if !sure.is_empty() {
        (sure, None, Vec::new())
    } else if !unsure.is_empty() {
        (Vec::new(), Some(Unknown::NotSure), unsure)
    } else {
        let before = terms.iter().filter(|term| term.begins().is_some_and(|first| first < on)).max_by_key(|term| term.begins());
        let after = terms.iter().filter(|term| term.begins().is_some_and(|first| first > on)).min_by_key(|term| term.begins());
        (Vec::new(), Some(Unknown::NoHolder), before.into_iter().chain(after).copied().collect())
    };
    Answer { asked: Some(asked), terms, unknown, near }
}
