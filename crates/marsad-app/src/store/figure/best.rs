//! Which of the values that are given would an analyst take?
//!
//! In: what is given of one thing ([`Given`]), with the stories that give it. Out: the one that is best.
//!
//! The rule. Candidates are exact values that no more stories exclude by their bounds than allow; where there are none, «about»; where there are none of these
//! either, bounds. Among candidates that wins which most independent stories give, then that which most of them allow, then the latest report, then the lowest.
//! Figures of claims that deny an act do not count: they say what was not.
//!
//! So an exact number that a bound allows is never beaten by the bound, copies of a text do not outvote anybody, and an early number falls when later reports say
//! «more than» it. What is true is not decided here.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::Given;

/// How far «about» reaches, as a share of its value: «نحو خمسين» allows 45 to 55.
const ABOUT: f64 = 0.1;

/// How exactly a value is told: exactly, about, or by a bound.
fn tier(given: &Given) -> u8 {
    match (given.value, given.modifier.as_deref()) {
        (Some(_), None) => 0,
        (Some(_), Some("APPROX")) => 1,
        _ => 2,
    }
}

/// Whether somebody who gives this would not be surprised by the value.
pub fn allows(given: &Given, value: f64) -> bool {
    match (given.value, given.modifier.as_deref()) {
        (Some(told), None) => told == value,
        (Some(told), Some("APPROX")) => (told - value).abs() <= told.abs() * ABOUT,
        (Some(told), Some("MORE_THAN")) => value > told,
        (Some(told), Some("LESS_THAN")) => value < told,
        _ => given.low.is_none_or(|low| low <= value) && given.high.is_none_or(|high| value <= high),
    }
}

/// Stories that give a bound, or «about», which excludes the value. Another exact value excludes none: the two compete.
pub fn n_excluding(one: &Given, given: &[Given], stories: &[BTreeSet<i64>]) -> usize {
    let Some(value) = one.value else { return 0 };
    let excluding = given.iter().zip(stories).filter(|(other, _)| tier(other) > 0 && !allows(other, value) && *other != one);
    excluding.flat_map(|(_, of)| of).collect::<BTreeSet<_>>().len()
}

/// The best value by the rule at the top of this file.
pub fn best(given: &[Given], excluding: &[usize]) -> Option<usize> {
    let candidates = |wanted: u8| -> Vec<usize> {
        let fits = |at: &usize| tier(&given[*at]) == wanted && (wanted == 2 || given[*at].n_allow >= excluding[*at]);
        (0..given.len()).filter(fits).collect()
    };
    let candidates = (0..=2).map(candidates).find(|candidates| !candidates.is_empty())?;
    candidates.into_iter().max_by(|one, other| {
        let (one, other) = (&given[*one], &given[*other]);
        let order = |given: &Given| (given.n_stories, given.n_allow, given.last.clone());
        order(one).cmp(&order(other)).then_with(|| by_size(other, one))
    })
}

/// From the lowest on; of one value the exact telling first.
pub fn by_size(one: &Given, other: &Given) -> Ordering {
    let size = |given: &Given| given.value.or(given.low).or(given.high);
    compared(&size(one), &size(other)).then_with(|| (tier(one), &one.modifier).cmp(&(tier(other), &other.modifier)))
}

/// Numbers in order: a figure is never anything that has none.
pub fn compared<T: PartialOrd>(one: &T, other: &T) -> Ordering {
    one.partial_cmp(other).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::super::tests::chosen;

    #[test]
    fn the_best_value_is_that_of_most_stories_then_the_latest() {
        for (told, best) in [
            (&[("12", 1), ("12", 2), ("15", 3)][..], 12.0),
            // Copies of one text count once.
            (&[("12", 1), ("12", 1), ("12", 1), ("15", 3)], 15.0),
            (&[("3", 1), ("4", 2), ("6", 3), ("5", 4)], 5.0),
            // A bound never beats an exact value that it allows.
            (&[("12", 1), (">10", 2), (">10", 3), (">10", 4)], 12.0),
            // Among values of one story each the bound speaks for the one it allows.
            (&[("15", 1), (">10", 2), ("9", 3)], 15.0),
            // An old number that later bounds exclude is no longer the best.
            (&[("3", 1), (">50", 2), (">50", 3)], 50.0),
            (&[("3", 1), ("~50", 2), ("~50", 3)], 50.0),
            (&[("48", 1), ("~50", 2), ("~50", 3)], 48.0),
            (&[("<20", 1)], 20.0),
        ] {
            assert_eq!(chosen(told).best, Some(best), "{told:?}");
        }
    }
}
