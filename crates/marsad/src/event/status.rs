//! Is it so: which words stand under negation, future, condition, purpose, plan, denial or allegation.
//!
//! «لم تقصف الطائرات» → denied over the next verb. «سيزور» → planned. «إذا شنت واشنطن هجوما» → conditional over the clause.
//! «من أجل إجراء محادثات» → withheld: a purpose is no act. What several cover takes the strongest.

use std::ops::Range;

use super::cue::cues;
use super::duty::duties;
use crate::coded::Factuality;
use crate::pack::{Aspect, Content, Lang, Slot, Upos, When};
use crate::speech::Utterance;
use crate::syntax::{Argument, Parse};

/// Words under a cue.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The words.
    pub words: Range<usize>,
    /// What becomes of acts told there.
    pub effect: Content,
    /// The cue word.
    pub cue: usize,
    /// Verb whose subject acts in the scope too («يعتزم زيارة»).
    pub subject_of: Option<usize>,
    /// The words, with the cue, are a condition: «إذا تكرر الهجوم».
    pub condition: bool,
}

/// All scopes of a sentence.
#[must_use]
pub fn find_scopes(parse: &Parse, lang: &Lang) -> Vec<Scope> {
    let mut scopes = Vec::new();
    let words = &parse.words;
    let as_ = |status| Content::As(status);
    for (idx, word) in words.iter().enumerate() {
        let mut push = |words: Range<usize>, effect| scopes.push(Scope { words, effect, cue: idx, subject_of: None, condition: false });
        let next_verb = || (idx + 1..words.len().min(idx + 4)).find(|at| words[*at].is_verb());
        if word.is_class("neg", lang) && !word.is_sub("neg", "noun", lang) {
            // «لا مفاوضات مع إيران»: what there is none of.
            let none =
                words.get(idx + 1).is_some_and(|next| word.is_sub("neg", "present", lang) && next.upos == Upos::Noun && !next.definite);
            if none {
                push(idx + 1..idx + 2, as_(Factuality::Denied));
            } else if let Some(verb) = next_verb().filter(|verb| !is_excepted(parse, idx, *verb, lang)) {
                push(verb..verb + 1, as_(Factuality::Denied));
            }
        } else if word.is_sub("neg", "noun", lang) {
            push(idx + 1..(idx + 2).min(words.len()), as_(Factuality::Denied));
        } else if word.is_class("fut", lang) {
            if let Some(verb) = next_verb() {
                push(verb..verb + 1, as_(Factuality::Planned));
                for joined in to_come_with(parse, verb, lang) {
                    push(joined..joined + 1, as_(Factuality::Planned));
                }
            }
        } else if word.is_class("perf", lang) {
            if let Some(verb) = next_verb().filter(|verb| words[*verb].feats.aspect == Some(Aspect::Imp)) {
                // «قد تهاجم»: what may be is no act.
                push(verb..verb + 1, Content::Withheld);
            }
        } else if word.is_sub("sub", "if", lang) {
            let (words, effect) = (idx + 1..clause_end(parse, idx + 1, lang), as_(Factuality::Conditional));
            scopes.push(Scope { words, effect, cue: idx, subject_of: None, condition: true });
            let mut push = |words: Range<usize>, effect| scopes.push(Scope { words, effect, cue: idx, subject_of: None, condition: false });
            if let Some(main) = hangs_on(parse, idx, lang) {
                push(main, as_(Factuality::Conditional));
            }
        } else if word.is_sub("sub", "whether", lang) || word.is_sub("sub", "purpose", lang) {
            push(idx + 1..clause_end(parse, idx + 1, lang), Content::Withheld);
        } else if word.slot == Some(Slot::L) {
            // «ليزور», «لمكافحة الإرهاب»: purpose. What a light verb carries is freed again by the light verb.
            if words.get(idx + 1).is_some_and(crate::morph::Word::is_verb) {
                push(idx + 1..idx + 2, Content::Withheld);
            }
        }
    }
    for (at, phrase) in parse.phrases.iter().enumerate() {
        if phrase.slot == Some(Slot::L) && !phrase.joined {
            let end =
                parse.phrases[at + 1..].iter().take_while(|next| next.joined).map(|next| next.words.end).last().unwrap_or(phrase.words.end);
            scopes.push(Scope {
                words: phrase.words.start..end,
                effect: Content::Withheld,
                cue: phrase.begin,
                subject_of: None,
                condition: false,
            });
        }
    }
    // «على روسيا أن تنسحب» tells what should be done, not what is.
    scopes.extend(duties(parse, lang).map(|duty| Scope {
        words: duty.content,
        effect: Content::Withheld,
        cue: duty.word,
        subject_of: None,
        condition: false,
    }));
    cues(parse, lang, &mut scopes);
    // «تستعد فرنسا لسحب قواتها»: what somebody plans is planned, and no purpose of the planning.
    let planned: Vec<usize> = scopes.iter().filter(|scope| scope.effect == as_(Factuality::Planned)).map(|scope| scope.cue).collect();
    let is_plan = |scope: &Scope| {
        let at = parse.phrases.partition_point(|phrase| phrase.words.start < scope.words.start);
        let of =
            |verb: &usize| parse.clause(*verb).is_some_and(|clause| clause.at(Slot::L).any(|argument| *argument == Argument::Phrase(at)));
        words[scope.cue].slot == Some(Slot::L) && planned.iter().any(of)
    };
    scopes.retain(|scope| scope.effect != Content::Withheld || !is_plan(scope));
    // «إذا لم تنسحب إسرائيل»: what a condition denies is a condition.
    let conditions: Vec<Range<usize>> = scopes.iter().filter(|scope| scope.condition).map(|scope| scope.words.clone()).collect();
    let within = |scope: &Scope| conditions.iter().any(|words| words.contains(&scope.cue));
    let denied = |scope: &&mut Scope| scope.effect == as_(Factuality::Denied) && words[scope.cue].is_class("neg", lang);
    scopes.iter_mut().filter(denied).filter(|scope| within(scope)).for_each(|scope| scope.effect = as_(Factuality::Conditional));
    scopes
}

/// «ستخفض إيران التخصيب وتسمح للمفتشين بدخول المواقع»: the verbs that are joined to one to come, with nobody of their own before them.
fn to_come_with<'p>(parse: &'p Parse, verb: usize, lang: &'p Lang) -> impl Iterator<Item = usize> + 'p {
    let words = &parse.words;
    let alike = move |at: usize| {
        let (own, first) = (&words[at].feats, &words[verb].feats);
        own.aspect == Some(Aspect::Imp) && own.gender == first.gender && words[at - 1].is_sub("conj", "coord", lang)
    };
    let end = (verb + 1..words.len()).find(|at| words[*at].is_mark(".؛;!؟?") || words[*at].upos == Upos::Sconj).unwrap_or(words.len());
    let later = parse.clauses.iter().map(|(at, _)| *at).filter(move |at| (verb + 1..end).contains(at));
    later.take_while(move |at| alike(*at))
}

/// «لم تفرج إلا عن عشرة», «لم تقصف سوى مواقع»: what did not happen but for this did.
fn is_excepted(parse: &Parse, negation: usize, verb: usize, lang: &Lang) -> bool {
    let words = &parse.words;
    let end = clause_end(parse, verb, lang).min(verb + EXCEPTED);
    let past = words[negation].is_sub("neg", "verb", lang);
    let but = (verb + 1..end).find(|at| words[*at].is_sub("prep", "except", lang) && words[*at].slot != Some(Slot::During));
    past && but.is_some_and(|but| !words[verb + 1..but].iter().any(crate::morph::Word::is_verb))
}

/// How far after a negated verb an exception is looked for, in words.
const EXCEPTED: usize = 12;

/// Whether a verb is negated or to come, by the particle before it; [`When::Negated`] is what will not be.
#[must_use]
pub fn form(parse: &Parse, verb: usize, lang: &Lang) -> Option<When> {
    let before = &parse.words[verb.checked_sub(1)?];
    match () {
        () if before.is_sub("neg", "future", lang) => Some(When::Negated),
        () if before.is_sub("neg", "present", lang) => Some(When::Not),
        () if before.is_class("fut", lang) => Some(When::Future),
        () => None,
    }
}

/// Scopes of what is said: alleged by «زعم», denied by «نفى», withheld in demands.
#[must_use]
pub fn reported_scopes<'u>(utterances: impl Iterator<Item = &'u Utterance>, lang: &Lang) -> Vec<Scope> {
    let scope = |utterance: &Utterance| {
        let effect = lang.tables.reporting[utterance.reporting? as usize].content;
        (effect != Content::Asserted).then(|| Scope {
            words: utterance.content.clone(),
            effect,
            cue: utterance.cue,
            subject_of: None,
            condition: false,
        })
    };
    utterances.filter_map(scope).collect()
}

/// One past the last word of the clause that begins at `start`: the next stop, semicolon, comma, word for what goes on meanwhile («بينما»), or the
/// end.
pub(super) fn clause_end(parse: &Parse, start: usize, lang: &Lang) -> usize {
    let words = &parse.words;
    let mut end = start;
    while end < words.len() {
        let word = &words[end];
        if word.is_mark(".؛;!؟?") {
            break;
        }
        if (word.is_mark("،,") || word.is_sub("sub", "while", lang)) && end > start + 1 {
            break;
        }
        end += 1;
    }
    end
}

/// «سترفع العقوبات إذا …», «إذا …، سترفع»: what hangs on the condition at `idx`: the future verb before it in its clause, else the first
/// one after the comma that closes it.
pub(super) fn hangs_on(parse: &Parse, idx: usize, lang: &Lang) -> Option<Range<usize>> {
    let words = &parse.words;
    let to_come = |at: usize| {
        let before = at.checked_sub(1).map(|before| &words[before]);
        words[at].is_verb()
            && words[at].feats.aspect == Some(Aspect::Imp)
            && before
                .is_some_and(|before| before.is_class("fut", lang) || before.is_sub("sub", "that", lang) || before.is_class("neg", lang))
    };
    let begin = words[..idx].iter().rposition(|word| word.is_mark(".؛;!؟?")).map_or(0, |at| at + 1);
    let last = (begin..idx).rev().find(|at| words[*at].is_verb());
    if let Some(verb) = last {
        return to_come(verb).then_some(verb..idx);
    }
    let comma = clause_end(parse, idx + 1, lang);
    let verb = (comma..words.len()).find(|at| words[*at].is_verb()).filter(|verb| to_come(*verb))?;
    Some(verb..clause_end(parse, verb, lang))
}

/// The status of an act at `word`: the strongest effect of the scopes that cover it, with its cue.
#[must_use]
pub fn status<'s>(word: usize, scopes: impl Iterator<Item = &'s Scope>) -> (Content, Option<usize>) {
    scopes
        .filter(|scope| scope.words.contains(&word))
        .map(|scope| (scope.effect, Some(scope.cue)))
        .max_by_key(|(effect, _)| strength(*effect))
        .unwrap_or((Content::Asserted, None))
}

fn strength(effect: Content) -> u8 {
    match effect {
        Content::Asserted => 0,
        Content::As(Factuality::Actual) => 1,
        Content::As(Factuality::Alleged) => 2,
        Content::As(Factuality::Planned) => 3,
        Content::As(Factuality::Conditional) => 4,
        Content::As(Factuality::Denied) => 5,
        Content::Withheld => 6,
    }
}
