//! On what condition is it threatened, demanded, promised or refused?
//!
//! In: a draft and the scopes of its sentence. Out: the words of the condition, from the word that makes it one.
//!
//! «هددت موسكو كييف بالرد إذا تكرر الهجوم» → «إذا تكرر الهجوم». It is not asked of acts that are no words: «قصف» has none, and it says nothing
//! of whether the condition is met.

use std::ops::Range;

use super::draft::Draft;
use super::scene::Scene;
use super::status::Scope;
use crate::morph::Word;
use crate::pack::Content;

/// How many words a condition may stand after the act.
const NEAR: usize = 30;

/// How many words may stand between a condition that comes first and the act: «إذا …، فإن موسكو سترد».
const OPENS: usize = 5;

/// The words of the condition of an act whose content has not happened.
pub(super) fn condition_of(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> Option<Range<usize>> {
    let event_type = &scene.lang.tables.event_types[scene.lang.tables.frames[draft.frame as usize].event_type as usize];
    if event_type.content != Content::Withheld {
        return None;
    }
    let words = &scene.parse.words;
    let conditions = || scene.scopes.iter().filter(|scope| is_condition(scope)).map(|scope| scope.cue..scope.words.end);
    if conditions().any(|range| range.contains(&draft.trigger)) {
        return None;
    }
    // A verb tells it or carries it; what stands behind another verb is that one's.
    if !draft.verb && draft.light.is_none() {
        return None;
    }
    let ends = |word: &Word| word.is_mark(".؛;!؟?");
    let verbs = |between: &[Word]| between.iter().filter(|word| word.is_verb()).count();
    let follows = |range: &Range<usize>| {
        range.start > draft.trigger && range.start - draft.trigger <= NEAR && {
            let between = &words[draft.trigger + 1..range.start];
            verbs(between) <= usize::from(draft.arguments.complement.is_some()) && !between.iter().any(ends)
        }
    };
    let precedes = |range: &Range<usize>| {
        range.end <= draft.trigger
            && draft.trigger - range.end <= OPENS
            && !words[range.end..draft.trigger].iter().any(|word| ends(word) || word.is_verb())
    };
    let after = conditions().filter(follows).min_by_key(|range| range.start);
    let before = || conditions().filter(precedes).max_by_key(|range| range.end);
    after.or_else(|| if draft.participle { None } else { before() }).map(|range| range.start..without_mark(range.clone(), scene))
}

/// Whether a scope is what a condition says, not what hangs on it.
fn is_condition(scope: &Scope) -> bool {
    scope.condition && (scope.cue..scope.cue + 4).contains(&scope.words.start)
}

/// The end of a range without the marks that close it.
fn without_mark(range: Range<usize>, scene: &Scene<'_, '_>) -> usize {
    let words = &scene.parse.words;
    range.clone().rev().find(|at| !words[*at].is_mark("،,»\"”")).map_or(range.end, |at| at + 1)
}
