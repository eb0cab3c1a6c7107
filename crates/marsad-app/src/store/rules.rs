//! What does a claim tell that bears on which occurrence it is?
//!
//! In: a claim with its article, what the language data knows of types, persons and coalitions ([`Rules`]). Out: [`Told`].
//!
//! «الطيران السعودي قصف مدينة صعدة»: SAU, which the coalition it fights in may stand for; a town; the day of its date, or none.

use std::collections::{BTreeMap, BTreeSet};

use marsad::coded::Role;
use marsad::pack::{Actor, Tables};

use super::article::sharp;
use super::cluster::{Extent, Kind, Side, Spot, Told};
use super::event::Member;
use super::story::day_number;

/// Kinds of place that are wider than a town and its surroundings.
const WIDE: [&str; 10] = ["country", "continent", "region", "sea", "strait", "gulf", "river", "lake", "mountain", "island"];

/// What of the language data bears on which occurrence a claim tells.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Types of act that both sides do.
    mutual: BTreeSet<String>,
    /// Ids of persons.
    persons: BTreeSet<String>,
    /// Codes of the states of each coalition of armies.
    coalitions: BTreeMap<String, Vec<String>>,
}

impl Rules {
    /// The rules of the language data.
    #[must_use]
    pub fn of(tables: &Tables) -> Self {
        let countries: BTreeMap<&str, &str> = tables.actors.iter().map(|actor| (actor.id.as_str(), actor.country.as_str())).collect();
        let codes =
            |actor: &Actor| actor.members.iter().filter_map(|id| countries.get(id.as_str())).map(|code| (*code).to_owned()).collect();
        let armies = tables.actors.iter().filter(|actor| actor.role == Role::Mil && !actor.members.is_empty());
        Self {
            mutual: tables.event_types.iter().filter(|event_type| event_type.mutual).map(|event_type| event_type.name.clone()).collect(),
            persons: tables.persons.iter().map(|person| person.id.clone()).collect(),
            coalitions: armies.map(|actor| (actor.id.clone(), codes(actor))).collect(),
        }
    }
}

/// What a claim tells that bears on which occurrence it is.
pub(super) fn told(member: &Member, rules: &Rules) -> Told {
    let claim = &member.stored.claim;
    let number = |day: &str| day_number(day).and_then(|day| i32::try_from(day).ok());
    let side = |party: &marsad::coded::Party| Side {
        actor: party.actor.clone(),
        person: party.office.is_some() || party.actor.as_ref().is_some_and(|actor| rules.persons.contains(actor)),
        country: party.country.clone(),
        kind: Kind::of(party.role.map(Role::code)),
        members: party.actor.as_ref().and_then(|actor| rules.coalitions.get(actor)).cloned().unwrap_or_default(),
    };
    let bounds = |figure: &marsad::coded::Figure| {
        let low = figure.low.or(figure.value)?;
        Some((figure.what.clone(), low, figure.high.or(figure.value).unwrap_or(f64::MAX)))
    };
    Told {
        claim: member.stored.row,
        key: member.key.clone(),
        source: claim.source.iter().map(side).collect(),
        target: claim.target.iter().map(side).collect(),
        day: sharp(claim).and_then(|(start, end)| number(start).zip(number(end))),
        reported: member.published.as_deref().and_then(number),
        place: claim.place.as_ref().map(|place| Spot {
            id: place.id.clone(),
            country: place.country.clone(),
            extent: match place.precision.as_str() {
                "city" | "settlement" => Extent::Town,
                "province" => Extent::Province,
                precision if WIDE.contains(&precision) => Extent::Wide,
                _ => Extent::Site,
            },
            at: place.lat.zip(place.lon),
        }),
        figures: claim.figures.iter().filter_map(bounds).collect(),
        mode: claim.mode.clone(),
        story: member.story,
        mutual: rules.mutual.contains(&claim.event_type),
    }
}
