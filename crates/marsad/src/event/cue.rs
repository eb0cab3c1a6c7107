//! Which words stand under the cues of the data: plans, conditions, failures, works of art.
//!
//! In: a sentence. Out: [`Scope`]s, each with what becomes of acts told there. «يعتزم زيارة طهران» covers the visit, «كتاب عن حرب العراق» the war.
//!
//! How far each cue reaches is data (`lang/ar/cues.toml`); particles of negation, future and condition are `status`'s.

use std::ops::Range;

use super::status::{Scope, clause_end, hangs_on};
use crate::coded::Factuality;
use crate::pack::{Content, Cue, Lang, Scope as Reach, Slot, Upos, VerbForm};
use crate::syntax::{Argument, Parse};

/// Scopes of the cues in the data.
pub(super) fn cues(parse: &Parse, lang: &Lang, scopes: &mut Vec<Scope>) {
    for (idx, word) in parse.words.iter().enumerate() {
        // «تمكن الجيش من»: a verb that carries deeds is no other verb of the same letters.
        let carries = word.lemma.is_some_and(|lemma| lang.lights.contains_key(&lemma) && !lang.cues.contains_key(&lemma));
        // «المرصد السوري لحقوق الإنسان»: a word of a name is no cue.
        let of_name = parse.name_of(idx).is_some();
        let rows = word.lemmas().filter(|_| !carries && !of_name).filter_map(|lemma| lang.cues.get(&lemma)).flatten().map(|row| (*row, 1));
        let phrases = lang.cue_phrases(&parse.words, idx);
        for (row, n_words) in rows.chain(phrases) {
            let cue = &lang.tables.cues[row as usize];
            let subject_of = word.is_verb().then_some(idx);
            // «عدم نيتها مهاجمة إيران»: what nobody means to do.
            let denied = idx > 0 && parse.words[idx - 1].is_sub("neg", "noun", lang) && cue.effect == Content::As(Factuality::Planned);
            let effect = if denied { Content::As(Factuality::Denied) } else { cue.effect };
            for words in reach(parse, idx, n_words, cue, lang) {
                scopes.push(Scope { words, effect, cue: idx, subject_of, condition: cue.kind == "condition" && !cue.phrases.is_empty() });
            }
            if cue.effect == Content::As(Factuality::Conditional)
                && let Some(words) = hangs_on(parse, idx, lang)
            {
                scopes.push(Scope { words, effect: cue.effect, cue: idx, subject_of: None, condition: false });
            }
        }
    }
}

fn reach(parse: &Parse, idx: usize, n_words: usize, cue: &Cue, lang: &Lang) -> Vec<Range<usize>> {
    let words = &parse.words;
    let after = idx + n_words;
    let clause = parse.clause(idx);
    let phrases = |slot: Slot| -> Vec<Range<usize>> {
        clause
            .into_iter()
            .flat_map(|clause| clause.at(slot))
            .filter_map(|argument| match argument {
                Argument::Phrase(at) => Some(parse.phrases[*at].words.clone()),
                _ => None,
            })
            .collect()
    };
    match cue.scope {
        Reach::Next => {
            let next = (after..words.len().min(after + 5)).find(|at| words[*at].lemmas().any(|lemma| lang.frames.contains_key(&lemma)));
            // «تحسبا لقيام الجماعة بمهاجمة المقار»: what only carries the act stands there too.
            let apart = |at: usize| words[after..at].iter().any(|word| word.upos == Upos::Punct);
            next.map(|at| if apart(at) { at..at + 1 } else { after..at + 1 }).into_iter().collect()
        }
        Reach::That => {
            let that = clause.and_then(|clause| clause.complement).or_else(|| {
                let mut near = (after..words.len().min(after + 4)).take_while(|at| words[*at].upos != Upos::Punct);
                near.find(|at| words[*at].is_sub("sub", "that", lang))
            });
            let mut found: Vec<_> = that.map(|start| start..clause_end(parse, start, lang)).into_iter().collect();
            if found.is_empty() {
                found.extend(phrases(Slot::Object));
                found.extend(phrases(Slot::To));
                found.extend(phrases(Slot::B));
                found.extend([Slot::In, Slot::From, Slot::On, Slot::About, Slot::L].into_iter().flat_map(phrases));
            }
            if found.is_empty() {
                // «على الرغم من رفض إسرائيل، وافقت حماس»: not beyond a comma.
                // «يعد هذا التفجير الأحدث»: nor is it the verb's own subject.
                let end = (after..words.len().min(after + 3)).find(|at| words[*at].upos == Upos::Punct);
                let end = end.unwrap_or((after + 3).min(words.len()));
                let planned = cue.effect == Content::As(Factuality::Planned);
                let subject = phrases(Slot::Subject).into_iter().find(|subject| planned && subject.start == after);
                let start = subject.map_or(after, |subject| subject.end);
                found.extend((start < end).then_some(start..end));
            }
            found
        }
        Reach::B => {
            let mut found = phrases(Slot::B);
            if found.is_empty() {
                found = parse
                    .phrases
                    .iter()
                    .filter(|phrase| phrase.begin >= after && phrase.begin < after + 6 && phrase.slot == Some(Slot::B))
                    .map(|phrase| phrase.words.clone())
                    .take(1)
                    .collect();
            }
            found
        }
        Reach::Of => {
            let own = parse.phrase_of(idx);
            let end = own.map_or((after + 3).min(words.len()), |at| parse.phrases[at].words.end);
            // «أعلنت تركيا نيتها إرسال قوات»: the masdar right after it is what is meant to be done.
            let next = own.filter(|_| after < end).and_then(|at| parse.phrases.get(at + 1));
            let next = next.filter(|next| next.begin == end && next.slot.is_none() && !next.joined);
            let deed = next.filter(|next| words[next.head].feats.verb_form == Some(VerbForm::Masdar)).map(|next| next.words.clone());
            std::iter::once(after..end.max(after)).chain(deed).collect()
        }
        Reach::About => about(parse, idx, lang),
        Reach::Described => {
            let own = parse.phrase_of(idx).map(|at| &parse.phrases[at]).filter(|phrase| phrase.head < idx);
            own.map(|phrase| phrase.words.start..idx).into_iter().collect()
        }
        Reach::Clause => std::iter::once(idx..clause_end(parse, after, lang)).collect(),
    }
}

/// What a noun is about: its genitive, «عن» and «حول» right after it, and what a clause tells of it («كتاب يتناول حرب …»).
fn about(parse: &Parse, idx: usize, lang: &Lang) -> Vec<Range<usize>> {
    let Some(own) = parse.phrase_of(idx) else { return Vec::new() };
    let mut end = parse.phrases[own].words.end;
    let mut found: Vec<Range<usize>> = std::iter::once(idx + 1..end).collect();
    for phrase in &parse.phrases[own + 1..] {
        let next = phrase.begin == end && (matches!(phrase.slot, Some(Slot::About | Slot::Over)) || phrase.joined && found.len() > 1);
        if !next {
            break;
        }
        found.push(phrase.words.clone());
        end = phrase.words.end;
    }
    let verb = end + usize::from(parse.words.get(end).is_some_and(|word| word.is_class("rel", lang)));
    let told = parse.clause(verb).into_iter().flat_map(|clause| {
        [Slot::Object, Slot::About, Slot::In, Slot::Over].into_iter().flat_map(|slot| clause.at(slot)).collect::<Vec<_>>()
    });
    found.extend(told.filter_map(|argument| match argument {
        Argument::Phrase(at) => Some(parse.phrases[*at].words.clone()),
        _ => None,
    }));
    found
}
