//! Whose duty something is: «على روسيا أن تنسحب», said by somebody, is a demand on Russia.
//!
//! In: a sentence with who speaks in it. Out: [`Duty`]s, whose content has not happened, and drafts of frames with `when = "owed"`.
//!
//! «قال الوزير المصري إن على إسرائيل أن توقف الغارات»: the minister demands of Israel; the raids are what is demanded.
//!
//! What the outlet itself holds to be somebody's duty is opinion, and no act. Verbs of duty («يجب على») are frames of their own.

use std::ops::Range;

use super::confidence::private;
use super::draft::{Draft, Refusal};
use super::fill::fill;
use super::scene::Scene;
use super::status::clause_end;
use crate::morph::{Part, Word};
use crate::pack::{Aspect, Lang, Slot, Upos, When};
use crate::syntax::{Argument, Arguments, Parse, Phrase};

/// A clause that begins with whose duty it tells.
pub(super) struct Duty {
    /// The preposition.
    pub word: usize,
    /// The phrase of whose duty it is.
    pub phrase: usize,
    /// The words that tell what should be done.
    pub content: Range<usize>,
}

/// The duties that a sentence tells.
pub(super) fn duties<'p>(parse: &'p Parse, lang: &'p Lang) -> impl Iterator<Item = Duty> + 'p {
    let words = &parse.words;
    // «إن إيران عليها أن ترفع الحصار»: whose duty it is may stand first.
    let topic = move |at: usize| {
        let phrase = &parse.phrases[at];
        let before =
            at.checked_sub(1).filter(|before| words[phrase.head].is_enclitic() && parse.phrases[*before].words.end == phrase.begin)?;
        parse.phrases[before].slot.is_none().then_some(before)
    };
    let after = move |phrase: &Phrase| {
        let passes = |at: &usize| parse.in_time(*at) || words[*at].upos == Upos::Adv;
        (phrase.words.end..words.len()).find(|at| !passes(at)).unwrap_or(words.len())
    };
    let duty = move |at: usize, phrase: &Phrase| {
        let begin = topic(at).map_or(phrase.begin, |topic| parse.phrases[topic].begin);
        let before = begin.checked_sub(1).map(|at| &words[at]);
        // «على أن على روسيا أن»: the words before may be one fixed expression.
        let begins = |word: &Word| word.part == Part::Fixed || matches!(word.upos, Upos::Punct | Upos::Cconj | Upos::Sconj);
        let first = before.is_none_or(begins);
        // «على بريطانيا اليوم أن تنسحب»
        let end = after(phrase);
        let that = words.get(end).is_some_and(|word| word.is_sub("sub", "that", lang));
        let wished = words.get(end + 1).is_some_and(|word| word.is_verb() && word.feats.aspect == Some(Aspect::Imp));
        // «إن على إسرائيل وقف الاستيطان»
        let said = before.is_some_and(|word| word.is_sub("sub", "that", lang) || word.part == Part::Fixed);
        let deed = words.get(phrase.words.end).is_some_and(|word| {
            word.upos == Upos::Noun && word.part == Part::Stem && word.lemmas().any(|lemma| lang.lemma(lemma).masdar_of.is_some())
        });
        phrase.slot == Some(Slot::On) && phrase.begin < phrase.words.start && first && (that && wished || said && deed)
    };
    parse.phrases.iter().enumerate().filter(move |(at, phrase)| duty(*at, phrase)).map(move |(at, phrase)| {
        let end = after(phrase);
        let start = end + usize::from(words.get(end).is_some_and(|word| word.is_class("sub", lang)));
        Duty { word: phrase.begin, phrase: topic(at).unwrap_or(at), content: start..clause_end(parse, start, lang) }
    })
}

/// Matches a duty with the frames of duties; whoever speaks demands it.
pub(super) fn match_duty<'l>(duty: &Duty, scene: &Scene<'_, 'l>) -> Vec<(u32, Result<Draft<'l>, Refusal>)> {
    let frames = scene.lang.tables.frames.iter().enumerate().filter(|(_, frame)| frame.when == Some(When::Owed));
    let matched = frames.map(|(row, frame)| {
        let arguments = Arguments {
            verb: duty.word,
            slots: vec![(Slot::On, Argument::Phrase(duty.phrase))],
            complement: Some(duty.content.start),
            end: duty.content.end,
            ..Arguments::default()
        };
        let row = u32::try_from(row).unwrap_or_default();
        // «على الطلاب أن يجتهدوا»: people whom nobody tells the country of owe nobody abroad anything.
        let public = |draft: &Draft<'l>| draft.target.iter().any(|who| !who.assumed || !private(who.role));
        let draft = fill(row, frame, arguments, true, scene).and_then(|draft| match scene.speaking(duty.word) {
            // «علينا أن نتحد»
            Some(speaker) if draft.target.iter().all(|who| who.same(&speaker)) => Err("whoever says so tells his own duty".into()),
            Some(speaker) if public(&draft) => Ok(Draft { source: vec![speaker], verb: true, ..draft }),
            Some(_) => Err("no public actor of any state is told to take part".into()),
            None => Err("nobody is told to say whose duty it is".into()),
        });
        (row, draft)
    });
    matched.collect()
}
