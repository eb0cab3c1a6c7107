//! Where: the places that a sentence names.
//!
//! In: an analysed sentence. Out: rows of the places by phrase, with the words that name them.
//!
//! Of several places of one name the article's countries decide, then its own country, then how many live there: «طرابلس» in news of
//! Lebanon is the one there. Where nothing decides it stays untold.
//!
//! «في جنوب لبنان» → the state's row, precision `country`; «في طهران» → the city; «في ريف حلب» → the land around the city, which has
//! no point. A place nobody knows stays untold rather than guessed. Which act took place there is told by `event::place_of`.

use crate::actor::Document;
use crate::mention::Named;
use crate::pack::{AgentClass, Lang, Slot};
use crate::span::Span;
use crate::syntax::{Parse, Phrase};

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
    /// The land around it is meant: «محافظة حلب», «ريف حلب».
    pub region: bool,
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

/// The region of a name that several places have, where the words tell that a region is meant: «محافظة البصرة».
fn choose_land(land: bool, named: &[Named], lang: &Lang) -> Option<u32> {
    let mut rows = named.iter().filter_map(|named| if let Named::Place(row) = *named { Some(row) } else { None });
    let found = rows.find(|row| is_land(*row, lang)).filter(|_| land)?;
    rows.all(|row| !is_land(row, lang)).then_some(found)
}

fn is_land(row: u32, lang: &Lang) -> bool {
    matches!(lang.tables.places[row as usize].kind.as_str(), "province" | "region" | "district")
}

/// Places by phrase, with the slot that the phrase stands in; `object` without a preposition.
#[must_use]
pub fn find_places(parse: &Parse, document: &Document<'_>, lang: &Lang) -> Vec<(usize, Slot, Located)> {
    let mut found = Vec::new();
    for (at, phrase) in parse.phrases.iter().enumerate() {
        // «في العاصمة العمانية مسقط»: a name that stands by the noun which says what it is.
        let before = at.checked_sub(1).map(|before| &parse.phrases[before]).filter(|before| before.words.end == phrase.words.start);
        let is_site = |before: &&Phrase| {
            let mut lemmas = parse.words[before.head].lemmas();
            lemmas.any(|lemma| lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Site))
        };
        // «قتل جندي غرب مأرب»
        let direction = crate::syntax::is_direction(phrase, &parse.words, lang).then_some(Slot::Beside);
        let slot = phrase.slot.or_else(|| before.filter(is_site).and_then(|before| before.slot)).or(direction).unwrap_or(Slot::Object);
        if !matches!(slot, Slot::In | Slot::B | Slot::To | Slot::L | Slot::On | Slot::From | Slot::Beside | Slot::Object) {
            continue;
        }
        let first = parse.names.partition_point(|name| name.words.start < phrase.words.start);
        for name in parse.names[first..].iter().take_while(|name| name.words.start < phrase.words.end) {
            let state = name.named.iter().find_map(|named| match *named {
                Named::Actor(row) if lang.tables.actors[row as usize].kind == "state" => Some(Somewhere::State(row)),
                _ => None,
            });
            // «عمان» is the city unless the article tells more of the sultanate.
            let told = |somewhere: &Somewhere| somewhere.country(lang).map_or(0, |code| document.told(code));
            // The word that says so may be part of the name, and of its spelling in the knowledge base.
            let mut kinds = (name.words.start.saturating_sub(1).max(phrase.words.start)..=name.words.start)
                .filter(|idx| idx + 1 < name.words.end || *idx < name.words.start);
            let land = kinds.any(|idx| parse.words[idx].lemmas().any(|lemma| lang.is_whereabouts(lemma, "region")));
            let city = choose_land(land, &name.named, lang).or_else(|| choose(&name.named, document, lang)).map(Somewhere::Place);
            let place = match (city, state) {
                (Some(city), Some(state)) => Some(if told(&state) > told(&city) { state } else { city }),
                (city, state) => city.or(state),
            };
            if let Some(place) = place {
                let region = land && matches!(place, Somewhere::Place(row) if !is_land(row, lang));
                found.push((at, slot, Located { place, span: parse.span_of(name.words.clone()), region }));
                break;
            }
        }
    }
    found
}
