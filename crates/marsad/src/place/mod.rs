//! Where: the place that an act's clause names.
//!
//! In: an analysed sentence, the trigger and the reach of its clause. Out: a row of the places, with the words that name it.
//!
//! «في جنوب لبنان» → the state's row, precision `country`; «في طهران» → the city. What follows «من» or «إلى» is a place for
//! those acts whose clause has no «في». A place nobody knows stays untold rather than guessed.

use crate::mention::Named;
use crate::pack::{Lang, Slot};
use crate::span::Span;
use crate::syntax::Parse;

/// What a place is in the knowledge base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Somewhere {
    /// Row in the places.
    Place(u32),
    /// Row in the actors, of a state.
    State(u32),
}

/// A place named in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// Where.
    pub place: Somewhere,
    /// The words that name it.
    pub span: Span,
}

impl Somewhere {
    /// Code of the country; `None` for waters and regions of several states.
    #[must_use]
    pub fn country(self, lang: &Lang) -> Option<&str> {
        let code = match self {
            Self::Place(row) => &lang.tables.places[row as usize].country,
            Self::State(row) => &lang.tables.actors[row as usize].country,
        };
        Some(code.as_str()).filter(|code| !code.is_empty() && *code != "---")
    }
}

/// Places by phrase: those that a preposition of place introduces.
#[must_use]
pub fn find_places(parse: &Parse, lang: &Lang) -> Vec<(usize, Slot, Located)> {
    let mut found = Vec::new();
    for (at, phrase) in parse.phrases.iter().enumerate() {
        let Some(slot) =
            phrase.slot.filter(|slot| matches!(slot, Slot::In | Slot::B | Slot::To | Slot::L | Slot::On | Slot::From | Slot::Beside))
        else {
            continue;
        };
        let first = parse.names.partition_point(|name| name.words.start < phrase.words.start);
        for name in parse.names[first..].iter().take_while(|name| name.words.start < phrase.words.end) {
            let place = name.named.iter().find_map(|named| match *named {
                Named::Place(row) => Some(Somewhere::Place(row)),
                Named::Actor(row) if lang.tables.actors[row as usize].kind == "state" => Some(Somewhere::State(row)),
                _ => None,
            });
            if let Some(place) = place {
                found.push((at, slot, Located { place, span: parse.span_of(name.words.clone()) }));
                break;
            }
        }
    }
    found
}

/// The place of an act at `trigger` whose clause ends at `end`.
#[must_use]
pub fn place_of(trigger: usize, end: usize, places: &[(usize, Slot, Located)], parse: &Parse) -> Option<Located> {
    let rank = |slot: Slot| match slot {
        Slot::In => Some(0),
        Slot::B => Some(1),
        Slot::To | Slot::L => Some(2),
        _ => None,
    };
    let inside = places.iter().filter(|(at, _, _)| parse.phrases[*at].begin > trigger && parse.phrases[*at].begin <= end);
    let best = inside.filter_map(|(at, slot, located)| Some((rank(*slot)?, *at, *located))).min_by_key(|(rank, at, _)| (*rank, *at));
    best.map(|(_, _, located)| located).or_else(|| {
        let mut before = places
            .iter()
            .filter(|(at, slot, _)| *slot == Slot::In && parse.phrases[*at].begin < trigger && parse.phrases[*at].begin + 14 > trigger);
        before.next_back().map(|(_, _, located)| *located)
    })
}
