//! Which expression of time dates an act.
//!
//! In: an analysed sentence, the trigger, where its clause ends. Out: the expression that belongs to it, if any.
//!
//! «أعلن الوزير الجمعة أن الطائرات قصفت السبت مواقع»: «السبت» is the bombing's, «الجمعة» the announcement's. A time belongs to the
//! last word before it that tells an event; one that opens the sentence belongs to all its clauses, and the time of a main verb to
//! what its relative clause tells, but not to what is said («أن»). A dateline is nobody's.
//!
//! It does not look outside the sentence: an act without a time of its own has no date.

use crate::coded::Role;
use crate::mention::Named;
use crate::morph::Word;
use crate::pack::{Lang, VerbForm};
use crate::syntax::Parse;
use crate::time::TimeExpr;

/// How many tokens after its act a time may stand.
const REACH: usize = 24;

/// The time expression of the act at word `trigger`, whose clause ends at word `end`.
#[must_use]
pub fn time_of<'p>(trigger: usize, end: usize, parse: &'p Parse, lang: &Lang) -> Option<&'p TimeExpr> {
    let token = parse.words[trigger].token;
    let last = parse.words.get(end.min(parse.words.len()).wrapping_sub(1)).map_or(token, |word| word.token);
    let dated = || parse.times.iter().filter(|time| time.edtf.is_some() && !in_dateline(time, parse, lang));
    let after = dated().filter(|time| time.tokens.start > token && time.tokens.start <= token + REACH);
    let own = after.filter(|time| reaches(trigger, time, last, parse, lang)).min_by_key(|time| (time.is_since(), time.tokens.start));
    let before = || dated().rev().filter(|time| time.tokens.end <= token).find(|time| governs(time, trigger, parse, lang));
    match own {
        // «تقدمت اليوم بمشروع يطالب بإنهاء العقوبات المستمرة منذ 12 عاما»: since when something lasts is the weaker cue.
        Some(time) if time.is_since() => before().or(own),
        Some(_) => own,
        None => before(),
    }
}

/// Whether a time after an act is its own: no other event stands between.
fn reaches(trigger: usize, time: &TimeExpr, last: usize, parse: &Parse, lang: &Lang) -> bool {
    let first = word_at(time.tokens.start, parse);
    // «الصادرة غدا», «المستمرة منذ»: a participle right before it has it.
    let beside = first.checked_sub(1).filter(|at| *at > trigger).map(|at| &parse.words[at]);
    if beside.is_some_and(|word| word.is_participle() && word.definite) {
        return false;
    }
    let between = &parse.words[trigger + 1..first];
    if between.iter().any(|word| is_that(word, lang) || word.is_mark(".؛!؟")) {
        return false;
    }
    // Inside the clause it may follow nouns of events («بدأ زيارة … أمس»); outside no other verb may come first.
    if time.tokens.start <= last + 1 {
        return true;
    }
    let verbs: Vec<usize> = parse.clauses.iter().map(|(verb, _)| *verb).filter(|verb| (trigger + 1..first).contains(verb)).collect();
    match verbs.as_slice() {
        [] => true,
        // «القصف المدفعي تجدد صباح اليوم»: the verb of the noun.
        [verb] => {
            is_own(trigger, *verb, parse, lang)
                || !parse.words[trigger].is_verb()
                    && !between[..verb - trigger - 1]
                        .iter()
                        .any(|word| word.is_class("rel", lang) || word.is_class("conj", lang) || word.is_mark("،,"))
        }
        _ => false,
    }
}

/// Whether a verb tells the same event as the noun before it: «غارة شنها المتمردون».
fn is_own(trigger: usize, verb: usize, parse: &Parse, lang: &Lang) -> bool {
    let from = trigger + 1;
    let relative = verb == from || verb == from + 1 && parse.words[from].is_class("rel", lang);
    relative && parse.words.get(verb + 1).is_some_and(Word::is_enclitic)
}

/// Whether a time before an act dates it: it opens the sentence, or the verb that it belongs to governs the act.
fn governs(time: &TimeExpr, trigger: usize, parse: &Parse, lang: &Lang) -> bool {
    let (first, end) = (word_at(time.tokens.start, parse), word_at(time.tokens.end, parse));
    if first < parse.start {
        return false;
    }
    let between = &parse.words[end..trigger];
    if between.iter().any(|word| is_that(word, lang)) {
        return false;
    }
    let is_event = |at: usize| parse.words[at].is_verb() || parse.words[at].feats.verb_form == Some(VerbForm::Masdar);
    let Some(owner) = (parse.start..first).rev().find(|at| is_event(*at)) else {
        return true;
    };
    // «اجتمعا في مالطا الثلاثاء، ورفضا …» tells on; «وصل في نهاية أبريل، عقب إعلان …» has another time.
    let goes_on = parse.words[trigger].is_verb();
    let apart = between.iter().any(|word| word.is_mark(".؛") || word.is_mark("،,") && !goes_on || is_temporal(word, lang));
    parse.words[owner].is_verb() && !apart
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

/// «بعد», «قبل», «عقب», «إثر»: what follows has another time.
fn is_temporal(word: &Word, lang: &Lang) -> bool {
    word.is_sub("prep", "before", lang) || word.is_sub("prep", "after", lang)
}
