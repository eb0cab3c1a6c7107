//! Which expression of time dates an act.
//!
//! In: an analysed sentence, the trigger, where its clause ends. Out: the expression that belongs to it, if any.
//!
//! «أعلن الوزير الجمعة أن الطائرات قصفت السبت مواقع»: «السبت» is the bombing's, «الجمعة» the announcement's. A time belongs to the
//! last word before it that tells an event; one that opens the sentence belongs to all its clauses, and the time of a main verb to
//! what its relative clause tells, but not to what is said («أن») unless saying so does it: «أعلن الثلاثاء أن بلاده قررت قطع علاقاتها». A dateline is
//! nobody's.
//!
//! It does not look outside the sentence: an act without a time of its own has no date.

use std::ops::Range;

use super::attach::{Act, Circumstance};
use super::draft::Draft;
use crate::coded::Role;
use crate::mention::Named;
use crate::morph::Word;
use crate::pack::{Aspect, Lang, Slot, Upos, VerbForm};
use crate::syntax::{Argument, Parse};
use crate::time::TimeExpr;

/// How many tokens after its act a time may stand.
const REACH: usize = 24;

/// The time expression of an act.
#[must_use]
pub fn time_of<'p>(draft: &Draft<'_>, parse: &'p Parse, lang: &Lang) -> Option<&'p TimeExpr> {
    let act = Act::new(draft, parse, lang);
    let token = parse.words[draft.trigger].token;
    // «منذ سنوات», «في الأسابيع المقبلة»: what has no end or no beginning of its own is no date.
    let bounded = |time: &&TimeExpr| time.start.is_some() && (time.end.is_some() || time.is_since());
    let dated = || parse.times.iter().filter(|time| time.edtf.is_some() && !in_dateline(time, parse, lang)).filter(bounded);
    // «قوى 14 آذار»: a day that somebody is called after dates nothing.
    let called = |time: &&TimeExpr| {
        parse.name_of(word_at(time.tokens.start, parse)).is_some_and(|name| name.words.end >= word_at(time.tokens.end, parse))
    };
    // «زار طهران للمرة الأولى منذ عشر سنوات», «الأعنف منذ 2010»: a measure of what is done, not its time.
    let record = |word: &Word| word.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "record"));
    let compares = |time: &&TimeExpr| {
        let first = word_at(time.tokens.start, parse);
        time.is_since() && parse.words[draft.trigger.saturating_sub(1).min(first)..first].iter().any(record)
    };
    let dated = || dated().filter(|time| !called(time) && !compares(time));
    let near = |time: &&TimeExpr| time.tokens.start <= token + REACH;
    let after = dated().filter(near).filter(|time| reaches(time, &act));
    let own = after.min_by_key(|time| (time.is_since(), time.tokens.start));
    let before = || dated().rev().filter(|time| time.tokens.end <= token).find(|time| governs(time, &act));
    match own {
        // «تقدمت اليوم بمشروع يطالب بإنهاء العقوبات المستمرة منذ 12 عاما»: since when something lasts is the weaker cue.
        Some(time) if time.is_since() => before().or(own),
        Some(_) => own,
        None => before(),
    }
}

/// Whether a time after an act, or after the verb that carries it, is its own.
fn reaches(time: &TimeExpr, act: &Act<'_, '_>) -> bool {
    let parse = act.parse;
    let first = word_at(time.tokens.start, parse);
    let Some(before) = first.checked_sub(1) else { return false };
    // «الصادرة غدا», «الموقّع بينهما عام 2001»: a participle right before it has it.
    let back = parse
        .phrase_of(before)
        .map(|at| &parse.phrases[at])
        .filter(|phrase| phrase.slot.is_some() && parse.words[phrase.head].upos == Upos::Pron || parse.words[phrase.head].is_enclitic());
    let beside = back.map_or(before, |phrase| phrase.begin.saturating_sub(1));
    let word = &parse.words[beside];
    let described = parse.phrase_of(beside).map(|at| parse.phrases[at].head);
    // «في الموصل أمس» has the letters of one.
    let participle = word.is_participle() && parse.name_of(beside).is_none();
    if participle && word.definite && beside != act.draft.trigger && described != Some(act.draft.trigger) {
        return false;
    }
    !act.opens_next(first..word_at(time.tokens.end, parse)) && act.owns(first, Circumstance::Time)
}

/// Whether a time before an act dates it: it opens the sentence, or the verb that it belongs to governs the act.
fn governs(time: &TimeExpr, act: &Act<'_, '_>) -> bool {
    let (parse, lang) = (act.parse, act.lang);
    let trigger = act.draft.light.unwrap_or(act.draft.trigger).max(word_at(time.tokens.end, parse));
    let (first, end) = (word_at(time.tokens.start, parse), word_at(time.tokens.end, parse));
    if first < parse.start {
        return false;
    }
    let between = &parse.words[end..trigger];
    let is_event = |at: usize| parse.words[at].is_verb() || parse.words[at].feats.verb_form == Some(VerbForm::Masdar);
    let owner = (parse.start..first).rev().find(|at| is_event(*at));
    if between.iter().any(|word| is_that(word, lang) || word.is_sub("sub", "while", lang)) {
        return owner.is_some_and(|owner| is_made_known(owner, end..trigger, act));
    }
    let Some(owner) = owner else { return true };
    let goes_on = parse.words[trigger].is_verb();
    if act.is_reported(owner) || act.is_answered(owner) {
        return false;
    }
    // «اجتمعا في مالطا الثلاثاء، ورفضا …» tells on; «وصل في نهاية أبريل، عقب إعلان …» has another time.
    let apart = between.iter().any(|word| word.is_mark(".؛") || word.is_mark("،,") && !goes_on || is_temporal(word, lang));
    parse.words[owner].is_verb() && !apart
}

/// «أعلن ترامب الخميس أن البلدين اتفقا», «أن بلاده قررت قطع علاقاتها»: whether the verb at `owner` makes known that something short of force was done: it is
/// done by being told.
fn is_made_known(owner: usize, between: Range<usize>, act: &Act<'_, '_>) -> bool {
    let (parse, words, lang) = (act.parse, &act.parse.words, act.lang);
    let event_type = &lang.tables.event_types[lang.tables.frames[act.draft.frame as usize].event_type as usize];
    let force = event_type.people.is_some() || event_type.doer.is_some();
    let says = words[owner].lemmas().any(|lemma| lang.reporting.contains_key(&lemma));
    let trigger = act.draft.light.unwrap_or(act.draft.trigger);
    let own = parse.phrase_of(trigger).map(Argument::Phrase);
    let decides = |verb: usize| parse.clause(verb).is_some_and(|clause| clause.at(Slot::Object).any(|object| own.as_ref() == Some(object)));
    let verb = between.clone().chain([trigger]).find(|at| words[*at].is_verb());
    let done = verb.is_some_and(|verb| words[verb].feats.aspect == Some(Aspect::Perf) && (verb == trigger || decides(verb)));
    let that = between.clone().filter(|at| is_that(&words[*at], lang)).count() == 1;
    says && done && that && !force && !words[between].iter().any(|word| word.is_sub("sub", "while", lang))
}

/// Whether a time is part of a dateline inside the sentence: «أثينا 2 مايو / شينخوا /».
fn in_dateline(time: &TimeExpr, parse: &Parse, lang: &Lang) -> bool {
    let after = word_at(time.tokens.end, parse);
    let agency = |at: usize| {
        let name = parse.names.iter().find(|name| name.words.start == at);
        name.is_some_and(|name| {
            name.named.iter().any(|named| matches!(*named, Named::Actor(row) if lang.tables.actors[row as usize].role == Role::Med))
        })
    };
    parse.words.get(after).is_some_and(|word| word.is_mark("/(-")) && agency(after + 1)
}

/// The first word at or after a token.
fn word_at(token: usize, parse: &Parse) -> usize {
    parse.words.partition_point(|word| word.token < token)
}

fn is_that(word: &Word, lang: &Lang) -> bool {
    word.is_sub("sub", "that", lang)
}

/// «بعد», «قبل», «عقب», «بعدما»: what follows has another time.
fn is_temporal(word: &Word, lang: &Lang) -> bool {
    ["before", "after"].into_iter().any(|sub| word.is_sub("prep", sub, lang) || word.is_sub("sub", sub, lang))
}
