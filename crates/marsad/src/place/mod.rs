//! Where: the place that an act's clause names.
//!
//! In: an analysed sentence, the trigger and the reach of its clause. Out: a row of the places, with the words that name it.
//!
//! Of several places of one name the article's countries decide, then its own country, then how many live there: «طرابلس» in news of
//! Lebanon is the one there. Where nothing decides it stays untold.
//!
//! «في جنوب لبنان» → the state's row, precision `country`; «في طهران» → the city. What follows «من» or «إلى» is a place for
//! those acts whose clause has no «في». A place nobody knows stays untold rather than guessed.

use crate::actor::Document;
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

/// How many times more must live in a place for its name alone to mean it.
const FAR_LARGER: u32 = 8;

/// Which of the places of one name is meant: a row of the places; `None` where it names none, or nothing decides.
#[must_use]
pub fn choose(named: &[Named], document: &Document<'_>, lang: &Lang) -> Option<u32> {
    let mut rows: Vec<u32> = named.iter().filter_map(|named| if let Named::Place(row) = *named { Some(row) } else { None }).collect();
    if rows.len() < 2 {
        return rows.first().copied();
    }
    let place = |row: u32| &lang.tables.places[row as usize];
    let rank = |row: u32| {
        let country = place(row).country.as_str();
        (document.told(country), document.home == Some(country), place(row).population.unwrap_or(0))
    };
    rows.sort_by_key(|row| (std::cmp::Reverse(rank(*row)), *row));
    let (first, second) = (rank(rows[0]), rank(rows[1]));
    // Two in one country are told apart by size too: «المنصورة» the city, «المنصورة» the village.
    let decided = (first.0, first.1) != (second.0, second.1) || first.2 / FAR_LARGER > second.2;
    decided.then_some(rows[0])
}

/// Places by phrase: those that a preposition of place introduces.
#[must_use]
pub fn find_places(parse: &Parse, document: &Document<'_>, lang: &Lang) -> Vec<(usize, Slot, Located)> {
    let mut found = Vec::new();
    for (at, phrase) in parse.phrases.iter().enumerate() {
        let Some(slot) =
            phrase.slot.filter(|slot| matches!(slot, Slot::In | Slot::B | Slot::To | Slot::L | Slot::On | Slot::From | Slot::Beside))
        else {
            continue;
        };
        let first = parse.names.partition_point(|name| name.words.start < phrase.words.start);
        for name in parse.names[first..].iter().take_while(|name| name.words.start < phrase.words.end) {
            let state = name.named.iter().find_map(|named| match *named {
                Named::Actor(row) if lang.tables.actors[row as usize].kind == "state" => Some(Somewhere::State(row)),
                _ => None,
            });
            // «عمان» is the city unless the article tells more of the sultanate.
            let told = |somewhere: &Somewhere| somewhere.country(lang).map_or(0, |code| document.told(code));
            let city = choose(&name.named, document, lang).map(Somewhere::Place);
            let place = match (city, state) {
                (Some(city), Some(state)) => Some(if told(&state) > told(&city) { state } else { city }),
                (city, state) => city.or(state),
            };
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
