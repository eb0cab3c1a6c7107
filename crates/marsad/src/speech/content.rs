//! Which words are said: where what a reporting word introduces begins, and where it ends.
//!
//! In: a reporting verb with its slots. Out: a range of words.
//!
//! «قال الوزير إن إيران قصفت قرية، وهو ما نفته طهران»: «إيران قصفت قرية». What follows a comma is no longer said where it is a
//! clause of the reporter: «فيما …», «وهو ما نفته …», «وأضاف …», or where a quotation has been closed before it.

use std::ops::Range;

use super::participle::begins_circumstance;
use crate::morph::Word;
use crate::pack::{Lang, Slot, Upos};
use crate::syntax::{Argument, Arguments, Parse, is_quote};

/// A quotation of fewer words is a name or a word held at a distance.
const MIN_QUOTED: usize = 4;
/// How far from a comma «ما نفته» may stand, in words.
const RETORT: usize = 3;
/// How far «قوله إن» may stand from its verb, in words.
const REACH: usize = 60;

/// Rows of the reporting expressions that a word may be.
pub(super) fn rows_of<'l>(word: &Word, lang: &'l Lang) -> impl Iterator<Item = u32> + 'l {
    let lemmas: Vec<_> = word.lemmas().collect();
    lemmas.into_iter().filter_map(|lemma| lang.reporting.get(&lemma)).flatten().copied()
}

/// Whether a word is a noun of saying with its pronoun: «قوله», «تأكيده».
pub(super) fn is_saying(words: &[Word], idx: usize, lang: &Lang) -> bool {
    let verb = |lemma| lang.lemma(lemma).masdar_of.is_some_and(|verb| lang.reporting.contains_key(&verb));
    words.get(idx + 1).is_some_and(Word::is_enclitic) && words[idx].upos == Upos::Noun && words[idx].lemmas().any(verb)
}

/// What a reporting verb introduces, if anything: the slot, the words, and whether they are quoted.
pub(super) fn content(parse: &Parse, arguments: &Arguments, row: u32, lang: &Lang) -> Option<(Slot, Range<usize>, bool)> {
    let words = &parse.words;
    let said = |start: usize| start..end_of(parse, arguments.verb, start, lang);
    for slot in &lang.tables.reporting[row as usize].complement {
        if *slot == Slot::That {
            if let Some(start) = arguments.complement.or_else(|| resumed(parse, arguments, row, lang)) {
                return Some((Slot::That, said(start), words.get(start).is_some_and(is_quote)));
            }
            if let Some(start) = quoted(parse, arguments) {
                return Some((Slot::That, said(start), true));
            }
        } else if let Some(Argument::Phrase(at)) = arguments.at(*slot).next() {
            let phrase = &parse.phrases[*at];
            // What a preposition or the object tells ends with the clause; «حذر من حرب بعد محاولة اغتيال النائب»: what it came after the reporter tells.
            let after = arguments.at(Slot::After).filter_map(|argument| match argument {
                Argument::Phrase(after) if after > at => Some(parse.phrases[*after].begin),
                _ => None,
            });
            let end = after.min().unwrap_or(arguments.end).max(phrase.words.end);
            return Some((*slot, phrase.words.start..end, false));
        }
    }
    None
}

/// «وقال: "…"», «وأضاف "…"», «وقال لـ"الوطن"، "…"»: the mark that opens what is quoted, after the verb or one of its phrases.
fn quoted(parse: &Parse, arguments: &Arguments) -> Option<usize> {
    let words = &parse.words;
    let ends = arguments.slots.iter().filter_map(|(_, argument)| match argument {
        Argument::Phrase(at) if parse.phrases[*at].begin > arguments.verb => Some(parse.phrases[*at].words.end),
        _ => None,
    });
    let is = |at: usize, what: &dyn Fn(&Word) -> bool| words.get(at).is_some_and(what);
    let opens = |end: usize| {
        let closed = words[arguments.verb..end].iter().filter(|word| is_quote(word)).count() % 2 == 0;
        let at = if closed { end } else { end + 1 + usize::from(is(end + 1, &|word| word.is_mark("،,"))) };
        let opens = is(at, &is_quote) && !is_name(words, at) && !is_written_on(words, at) || is(at, &|word| word.is_mark(":"));
        opens.then_some(at)
    };
    ends.chain([arguments.verb + 1]).filter_map(opens).min()
}

/// «عن مسؤول لم تسمه قوله إن …», «قال مسؤول شارك في الجلسات إن …», «قال في بيان تلا اجتماعا، إن …», «قال الوزير (إن …»: what is said begins
/// beyond a clause that describes somebody, or inside brackets.
fn resumed(parse: &Parse, arguments: &Arguments, row: u32, lang: &Lang) -> Option<usize> {
    let words = &parse.words;
    let limit = words.len().min(arguments.verb + REACH);
    let that = (arguments.verb + 1..limit).find(|at| words[*at].is_sub("sub", "that", lang))?;
    let between = &words[arguments.verb + 1..that];
    let says = that >= 2 && is_saying(words, that - 2, lang);
    let opened = words[that - 1].is_mark("(");
    let others = between.iter().any(|word| word.is_verb() && rows_of(word, lang).next().is_some() || word.is_mark("؛;:."));
    let set_off = words[that - 1].is_mark("،,") && !others && lang.tables.reporting[row as usize].complement == [Slot::That];
    let described = arguments.at(Slot::Subject).any(|argument| match argument {
        Argument::Phrase(at) => {
            let phrase = &parse.phrases[*at];
            let definite = |word: &Word| word.definite || word.is_enclitic() || word.upos == Upos::Propn;
            let goes_on = words.get(phrase.words.end).is_some_and(|next| next.is_verb() && rows_of(next, lang).next().is_none());
            let beyond = || words[phrase.words.end..that].iter().all(|word| word.upos != Upos::Sconj && !word.is_mark("،,؛;:."));
            phrase.words.end <= that && goes_on && beyond() && !words[phrase.words.clone()].iter().any(definite)
        }
        _ => false,
    });
    (says || opened || set_off || described).then_some(that + 1)
}

/// One past the last word said, of what begins at `start` and is introduced by the word `cue`.
pub(super) fn end_of(parse: &Parse, cue: usize, start: usize, lang: &Lang) -> usize {
    let words = &parse.words;
    let from = match closing_of(words, start) {
        // «…", وإن "…"»: another clause of the same.
        Some(close) if !goes_on(words, close + 1, lang) => return close + 1,
        Some(close) => close,
        None => start,
    };
    (from + 1..words.len()).find(|idx| ends(parse, cue, *idx, lang)).unwrap_or(words.len())
}

/// The mark that closes a quotation which begins at `start`, where nothing but a mark or the end follows it.
fn closing_of(words: &[Word], start: usize) -> Option<usize> {
    let open = (start..words.len().min(start + 2)).find(|at| is_quote(&words[*at]))?;
    closes(words, open).filter(|close| close - open > MIN_QUOTED && is_apart(words, *close))
}

/// «ناقشت العقد مع شركة "بريتيش غاز" البريطانية»: whether marks hold a name inside a sentence.
fn is_name(words: &[Word], open: usize) -> bool {
    closes(words, open).is_some_and(|close| close - open <= MIN_QUOTED && !is_apart(words, close))
}

/// Whether a mark is written onto the word before it and apart from the next: it closes.
fn is_written_on(words: &[Word], at: usize) -> bool {
    let before = at > 0 && words[at - 1].span.end == words[at].span.start;
    before && words.get(at + 1).is_some_and(|next| next.span.start > words[at].span.end)
}

/// The next mark of the same kind.
fn closes(words: &[Word], open: usize) -> Option<usize> {
    let family = ["\"″", "«»", "“”", "'’‘"].into_iter().find(|family| words[open].is_mark(family))?;
    (open + 1..words.len()).find(|at| words[*at].is_mark(family))
}

fn is_apart(words: &[Word], close: usize) -> bool {
    words.get(close + 1).is_none_or(|next| next.upos == Upos::Punct)
}

/// Whether «و» and «أن» follow after marks.
fn goes_on(words: &[Word], from: usize, lang: &Lang) -> bool {
    let Some(at) = (from..words.len()).find(|at| words[*at].upos != Upos::Punct) else { return false };
    words[at].is_sub("conj", "coord", lang) && words.get(at + 1).is_some_and(|next| next.is_sub("sub", "that", lang))
}

/// Whether the reporter goes on himself at a word: a comma before «فيما», «متهما» or «وهو ما نفته», or «وأضاف أن».
fn ends(parse: &Parse, cue: usize, idx: usize, lang: &Lang) -> bool {
    let words = &parse.words;
    let coord = |at: usize| words.get(at).is_some_and(|word| word.is_sub("conj", "coord", lang));
    if words[idx].is_mark("،,؛;") {
        let next = idx + 1 + usize::from(coord(idx + 1));
        let but = words[idx].is_mark("؛;") && words.get(idx + 1).is_some_and(|word| word.is_sub("conj", "but", lang));
        but || words.get(next).is_some_and(|word| word.is_sub("sub", "while", lang))
            || retorts(words, next, lang)
            || begins_circumstance(words, idx, lang)
    } else {
        coord(idx) && says_more(parse, cue, idx + 1, lang)
    }
}

/// «هو ما نفته», «الأمر الذي أكده»: a relative clause about what is said.
fn retorts(words: &[Word], from: usize, lang: &Lang) -> bool {
    let limit = words.len().min(from + RETORT);
    let Some(rel) = (from..limit).find(|at| words[*at].is_class("rel", lang)) else { return false };
    let verb = (rel + 1..words.len().min(rel + RETORT)).find(|at| words[*at].is_verb());
    verb.is_some_and(|verb| words.get(verb + 1).is_some_and(Word::is_enclitic) && rows_of(&words[verb], lang).next().is_some())
}

/// «وأضاف أن»: a verb of saying like the first, whose subject follows or may be the first one's.
fn says_more(parse: &Parse, cue: usize, idx: usize, lang: &Lang) -> bool {
    let Some(clause) = parse.clause(idx) else { return false };
    let (first, word) = (&parse.words[cue].feats, &parse.words[idx].feats);
    let names = clause.at(Slot::Subject).any(|argument| matches!(argument, Argument::Phrase(at) if parse.phrases[*at].begin > idx));
    let same = first.gender == word.gender && first.number == word.number;
    let introduces = |row| lang.tables.reporting[row as usize].complement.contains(&Slot::That);
    clause.complement.is_some() && first.aspect == word.aspect && (names || same) && rows_of(&parse.words[idx], lang).any(introduces)
}

/// Where the clause begins that a phrase at `idx` is told beside: after the last «فيما», else at the beginning.
pub(super) fn begin_of(parse: &Parse, idx: usize, lang: &Lang) -> usize {
    let parts = |at: &usize| parse.words[*at].is_mark("؛;") || parse.words[*at].is_sub("sub", "while", lang);
    (parse.start..idx).rev().find(parts).map_or(parse.start, |at| at + 1)
}
