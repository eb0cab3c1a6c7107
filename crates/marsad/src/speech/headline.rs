//! Who speaks in a headline: «الوزير: إسرائيل قصفت القرية», «إسرائيل قصفت القرية - مصدر أمني».
//!
//! In: a sentence in which no verb reports. Out: at most one [`Utterance`]. A headline ends without a full stop; before the colon and
//! after the dash stands one phrase and nothing else. Who is nobody known speaks only where the noun is of persons.

use super::Utterance;
use crate::mention::Named;
use crate::pack::{Lang, Slot, Upos};
use crate::syntax::{Argument, Parse, is_quote};

/// The utterance of a headline.
pub(super) fn by_headline(parse: &Parse, lang: &Lang) -> Option<Utterance> {
    let words = &parse.words;
    if words.last().is_none_or(|last| last.is_mark(".…")) {
        return None;
    }
    let first = parse.phrases.iter().position(|phrase| phrase.words.start >= parse.start)?;
    let phrase = &parse.phrases[first];
    // «الجبير لـ«الحياة»: …», «كيري من الرياض: …»: to whom or where.
    let follows =
        |next: &&crate::syntax::Phrase| next.begin == phrase.words.end && matches!(next.slot, Some(Slot::L | Slot::From | Slot::In));
    let end = parse
        .phrases
        .get(first + 1)
        .filter(follows)
        .map_or(phrase.words.end, |next| next.words.end + usize::from(words.get(next.words.end).is_some_and(is_quote)));
    // «اليمن: غارات على صنعاء»: a country that heads a headline in which nothing is told by a verb says nothing.
    let at = parse.names.iter().find(|name| name.words == phrase.words);
    let country = at.is_some_and(|name| is_state(name, lang));
    // «مصر: سلاح الجو يقصف مواقع»: it is where that happens; what it says is of itself in the first person, quoted, or about another state.
    let state = |name: &crate::mention::NameMatch| name.words.start > end && is_state(name, lang);
    let says = words[end..].iter().any(|word| word.feats.person == 1 || is_quote(word)) || parse.names.iter().any(state);
    let told = says && words[end..].iter().any(crate::morph::Word::is_verb);
    if (told || !country)
        && phrase.slot.is_none()
        && words[parse.start..phrase.words.start].iter().all(is_quote)
        && words.get(end).is_some_and(|next| next.is_mark(":"))
    {
        return Some(Utterance { direct: true, ..Utterance::new(end, Argument::Phrase(first), end + 1..words.len()) });
    }
    let last = parse.phrases.len() - 1;
    let phrase = &parse.phrases[last];
    let dash = phrase.begin.checked_sub(1).filter(|at| *at > parse.start && words[*at].is_mark("-–—"))?;
    let head = &words[phrase.head];
    let person = head.upos == Upos::Noun && head.lemma.is_some_and(|lemma| lang.lemma(lemma).human || lang.agent(lemma).is_some());
    let alone = phrase.slot.is_none() && phrase.words.end == words.len() && person;
    alone.then(|| Utterance { beside: true, ..Utterance::new(dash, Argument::Phrase(last), parse.start..dash) })
}

/// Whether a name is that of a state.
fn is_state(name: &crate::mention::NameMatch, lang: &Lang) -> bool {
    name.named.iter().any(|named| matches!(named, Named::Actor(row) if lang.tables.actors[*row as usize].kind == "state"))
}
