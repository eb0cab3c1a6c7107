//! Do two claims tell one act: the rule that an editor would sign.
//!
//! 1. *One kind*: the same type and status, in two sentences; the triggers share a lemma or a frame, or the later is a noun with the article.
//! 2. *Nothing differs*: parties, persons, days, places, counts. What only one of them tells does not differ.
//! 3. *Something speaks for one*: a party in common, and besides it what the act is about, its day or place, or both parties. Acts of words
//!    («اتهم», «طالب») are one only when they say the same: whoever accuses twice accuses of two things.
//! 4. *Nothing new is brought up*: a noun without the article («هجوم آخر», «اعتقلت شابا») tells anew, unless a headline told it first.

use super::telling::{Side, Telling, agree};
use crate::coded::{Claim, EventDate, EventPlace, Field};
use crate::pack::Number;

/// A claim with its words.
type Told<'a, 'l> = (&'a Claim, &'a Telling<'l>);

/// The first sentences of a body, which tell what the headline tells.
pub const LEAD: usize = 2;

/// How many sentences a noun refers back where neither its lemma nor its frame is that of what it refers to.
const NEAR: usize = 3;

/// How many degrees a town may lie from the middle of the land that it lies in.
const BESIDE: f64 = 0.75;

/// Whether the later claim retells the act of the earlier.
pub fn one_act(earlier: Told<'_, '_>, later: Told<'_, '_>) -> bool {
    let (one, two) = (earlier.0, later.0);
    let title = if one.field == Field::Title { 0 } else { earlier.1.sentence };
    let headline = earlier.1.headline && two.field == Field::Body && later.1.sentence.abs_diff(title) <= LEAD;
    one.factuality == two.factuality
        && (one.field, one.sentence) != (two.field, two.sentence)
        && of_one_kind(earlier, later)
        && compatible(earlier, later)
        && (headline || !later.1.anew && !later.1.stranger && same_names(earlier.1, later.1))
        && speaks_for_one(earlier, later, headline)
}

/// Whether the later claim is a denial of the act that the other tells.
pub fn denied_act(told: Told<'_, '_>, denial: Told<'_, '_>) -> bool {
    of_one_kind(told, denial) && compatible(told, denial) && speaks_for_one(told, denial, false)
}

/// Whether nothing that both tell differs.
pub fn compatible(earlier: Told<'_, '_>, later: Told<'_, '_>) -> bool {
    let ((one, first), (two, second)) = (earlier, later);
    let parties = sides(first, second);
    parties.iter().all(|side| *side != Some(false))
        && one.date.as_ref().zip(two.date.as_ref()).is_none_or(|(one, two)| overlap(one, two))
        && one.place.as_ref().zip(two.place.as_ref()).is_none_or(|(one, two)| may_be_one(one, two))
        && (first.counts.is_empty()
            || second.counts.is_empty()
            || first.counts.iter().any(|one| second.counts.iter().any(|two| meet(one, two))))
}

/// The same type, and one word or one frame; else a noun with the article soon after may refer to it.
fn of_one_kind(earlier: Told<'_, '_>, later: Told<'_, '_>) -> bool {
    let ((one, first), (two, second)) = (earlier, later);
    let many = first.number.zip(second.number).is_some_and(|(one, two)| one != two);
    let one_mode = one.mode.is_none() || two.mode.is_none() || one.mode == two.mode;
    let near = second.sentence.abs_diff(first.sentence) <= NEAR;
    let refers = second.refers && second.number != Some(Number::Plur) && one_mode && near;
    one.event_type == two.event_type && !many && (same_words(earlier, later) || refers)
}

fn same_words(earlier: Told<'_, '_>, later: Told<'_, '_>) -> bool {
    let lemma = earlier.1.lemmas.iter().any(|lemma| later.1.lemmas.contains(lemma));
    lemma || earlier.0.frame == later.0.frame
}

/// Whether acts of words name the same, or the one only some of what the other names.
fn same_names(first: &Telling<'_>, second: &Telling<'_>) -> bool {
    let within = |one: &Telling<'_>, two: &Telling<'_>| one.names.iter().all(|name| two.names.binary_search(name).is_ok());
    !first.verbal || within(first, second) || within(second, first)
}

/// Whether there is more in common than the kind of act.
fn speaks_for_one(earlier: Told<'_, '_>, later: Told<'_, '_>, lead: bool) -> bool {
    let ((one, first), (two, second)) = (earlier, later);
    let parties = sides(first, second).iter().filter(|side| **side == Some(true)).count();
    let nobody = [first, second].iter().any(|telling| !telling.source.iter().chain(&telling.target).any(Side::is_told));
    let (shared, of) = first.shared_topics(second);
    let about = shared >= 2 && (if first.verbal { 2 } else { 3 }) * shared >= of;
    let day = one.date.as_ref().zip(two.date.as_ref()).is_some_and(|(one, two)| one.edtf == two.edtf);
    let place = one.place.as_ref().zip(two.place.as_ref()).is_some_and(|(one, two)| one.id == two.id);
    match parties {
        0 => nobody && second.refers && (about || day && place),
        1 if first.verbal => about && shared > 2 || lead && shared >= 1,
        _ if first.verbal => about || lead && shared >= 1,
        // Another noun refers to what was told just before, or says what it refers to.
        1.. if !same_words(earlier, later) => about || second.sentence.abs_diff(first.sentence) <= 1,
        1 => about || (lead || second.refers) && (shared >= 1 || day || place),
        _ => shared >= 1 || day || place || lead || second.refers,
    }
}

/// Whether sources and targets agree; of a symmetric act everybody counts together.
fn sides(first: &Telling<'_>, second: &Telling<'_>) -> [Option<bool>; 2] {
    if !(first.symmetric && second.symmetric) {
        return [agree(&first.source, &second.source), agree(&first.target, &second.target)];
    }
    let (one, two) = ([&first.source[..], &first.target].concat(), [&second.source[..], &second.target].concat());
    let both = agree(&one, &two);
    [both, both.filter(|agree| !agree || one.len().min(two.len()) > 1)]
}

/// Whether two times may be one; what is open on a side reaches as far as may be.
fn overlap(one: &EventDate, two: &EventDate) -> bool {
    let before = |end: &Option<String>, start: &Option<String>| end.as_ref().zip(start.as_ref()).is_some_and(|(end, start)| end < start);
    !before(&one.end, &two.start) && !before(&two.end, &one.start)
}

/// Whether two places may be one, or one may lie in the other.
fn may_be_one(one: &EventPlace, two: &EventPlace) -> bool {
    let far = |one: Option<f64>, two: Option<f64>| one.zip(two).is_some_and(|(one, two)| (one - two).abs() > BESIDE);
    let within = one.country == two.country && one.precision != two.precision;
    one.id == two.id || within && !far(one.lat, two.lat) && !far(one.lon, two.lon)
}

/// Whether two numbers, each from its least to its most, may be one.
fn meet(one: &[Option<f64>; 2], two: &[Option<f64>; 2]) -> bool {
    let below = |high: Option<f64>, low: Option<f64>| high.zip(low).is_some_and(|(high, low)| high < low);
    !below(one[1], two[0]) && !below(two[1], one[0])
}
