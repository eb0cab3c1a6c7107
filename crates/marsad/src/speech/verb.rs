//! What a reporting verb tells: its speaker, who passes it on, and what it introduces.
//!
//! «نقلت وكالة رويترز عن مسؤول مصري قوله إن …»: the speaker stands in the slot that the data gives («عن»), the subject passes it on.
//! «جاء في بيان للوزارة أن …»: what is written stands for who issued it. Verbs that introduce nothing tell nothing here.

use super::content::{content, is_saying, rows_of};
use super::{Utterance, is_somebody};
use crate::morph::Word;
use crate::pack::{Aspect, CarrierRole, Lang, Reporting, Slot, Upos};
use crate::syntax::{Argument, Arguments, Parse, is_quote};

/// Slots of phrases that may tell what carries a report: «لصحيفة», «إلى إذاعة», «مع قناة», «في بيان».
const NEAR: [Slot; 9] = [Slot::L, Slot::To, Slot::With, Slot::At, Slot::Via, Slot::On, Slot::In, Slot::During, Slot::B];

/// The utterance of a verb; what carries it is looked for from word `from`.
pub(super) fn by_verb(parse: &Parse, idx: usize, from: usize, lang: &Lang) -> Option<Utterance> {
    let arguments = parse.clause(idx)?;
    let (row, (slot, content, direct)) =
        rows_of(&parse.words[idx], lang).find_map(|row| Some((row, content(parse, arguments, row, lang)?)))?;
    let entry = &lang.tables.reporting[row as usize];
    let (speaker, passed_on) = holders(parse, arguments, entry, lang)?;
    let until = if content.start > idx && slot == Slot::That { content.start } else { arguments.end };
    let near = near(parse, from.min(idx), until, &content, lang);
    let presumed = entry.presumes && slot != Slot::That || is_unsaid(&parse.words, idx, lang);
    Some(Utterance { reporting: Some(row), direct, presumed, passed_on, near, ..Utterance::new(idx, speaker, content) })
}

/// «من المتوقع أن يعلن», «لم يقل»: nobody has said it.
fn is_unsaid(words: &[Word], idx: usize, lang: &Lang) -> bool {
    let before = words[..idx].iter().rev().find(|word| !is_quote(word));
    let wanted = |word: &Word| {
        word.is_sub("sub", "that", lang)
            || word.is_sub("sub", "purpose", lang)
            || word.is_sub("neg", "verb", lang)
            || word.is_sub("neg", "present", lang)
    };
    words[idx].feats.aspect == Some(Aspect::Imp) && before.is_some_and(wanted)
}

/// The speaker, and who passes on what he says.
pub(super) fn holders(parse: &Parse, arguments: &Arguments, entry: &Reporting, lang: &Lang) -> Option<(Argument, Option<Argument>)> {
    let head = |argument: &Argument| if let Argument::Phrase(at) = argument { Some(parse.phrases[*at].head) } else { None };
    // «نُقل عن مسؤول قوله»: what he says is nobody.
    let somebody = |argument: &&Argument| head(argument).is_none_or(|head| !is_saying(&parse.words, head, lang));
    let at = |slot: Slot| arguments.at(slot).find(somebody).cloned();
    let speaker = at(entry.speaker).map(|speaker| own_subject(parse, arguments, speaker, entry, lang));
    // «جاء في بيان», but not «جاء في الصباح».
    if entry.speaker == Slot::In {
        let written = speaker.as_ref().and_then(head).and_then(|head| role_of(&parse.words[head], lang));
        return Some((speaker?, None)).filter(|_| written.is_some());
    }
    let phrase = |slot: Slot| at(slot).filter(|argument| matches!(argument, Argument::Phrase(_)));
    match (speaker, entry.carrier) {
        // «كما نقلت عنه وسائل إعلام»: what looks like an object passes it on too.
        (Some(speaker), Some(slot)) => Some((speaker, phrase(slot).or_else(|| phrase(Slot::Object)))),
        (None, Some(slot)) => Some((at(slot)?, None)),
        (speaker, None) => Some((speaker?, None)),
    }
}

/// «في بيان نشرته وكالة سانا قالت الوزارة إن», «في مأرب شرقي اليمن قال مصدر إن»: who spread it and where it was said stand before the verb
/// as a subject might, the speaker after it as an object might. What «قال» has right after it, if it is a person, says it.
fn own_subject(parse: &Parse, arguments: &Arguments, subject: Argument, entry: &Reporting, lang: &Lang) -> Argument {
    let Argument::Phrase(before) = subject else { return subject };
    let next = |argument: &&Argument| matches!(argument, Argument::Phrase(at) if parse.phrases[*at].begin == arguments.verb + 1);
    let in_place = |at: usize| parse.phrases[at].slot == Some(Slot::In) && parse.phrases[at].words.end + 1 >= parse.phrases[before].begin;
    let placed = before.checked_sub(1).is_some_and(in_place);
    let taken = parse.phrases[before].words.end <= arguments.verb && (is_spread_by(parse, before) || placed);
    let person = |argument: &&Argument| match argument {
        Argument::Phrase(at) => is_somebody(&parse.words[parse.phrases[*at].head], lang) && entry.complement == [Slot::That],
        _ => false,
    };
    let told_after = parse.phrases[before].words.end <= arguments.verb;
    arguments.at(Slot::Object).find(next).filter(|next| taken || told_after && person(next)).cloned().unwrap_or(subject)
}

/// «بثها التلفزيون»: whether a phrase stands right after a verb with its pronoun.
fn is_spread_by(parse: &Parse, at: usize) -> bool {
    let start = parse.phrases[at].words.start;
    start >= 2 && parse.words[start - 1].is_enclitic() && parse.words[start - 2].is_verb()
}

/// What the noun tells that carries reports.
pub(super) fn role_of(word: &Word, lang: &Lang) -> Option<CarrierRole> {
    word.lemmas().find_map(|lemma| lang.carrier(lemma))
}

/// Phrases between two words that may tell what carries a report, and documents told after what was said («…، في بيان»).
pub(super) fn near(parse: &Parse, from: usize, until: usize, said: &std::ops::Range<usize>, lang: &Lang) -> Vec<usize> {
    let words = &parse.words;
    let beside = |at: usize| {
        let phrase = &parse.phrases[at];
        let within = phrase.words.start >= from && phrase.words.end <= until;
        within && (phrase.slot.is_some_and(|slot| NEAR.contains(&slot)) || is_spread_by(parse, at))
    };
    let after = |at: usize| {
        let phrase = &parse.phrases[at];
        let alone = phrase.words.len() == 1 && !words[phrase.head].definite;
        let closes = words.get(phrase.words.end).is_none_or(|next| next.upos == Upos::Punct);
        let written = role_of(&words[phrase.head], lang) == Some(CarrierRole::Document);
        phrase.begin >= until && said.contains(&phrase.begin) && phrase.slot == Some(Slot::In) && alone && closes && written
    };
    (0..parse.phrases.len()).filter(|at| beside(*at) || after(*at)).collect()
}
