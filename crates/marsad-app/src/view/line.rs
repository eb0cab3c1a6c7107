//! What does a list show of an event?
//!
//! In: [`Event`]. Out: [`Line`]: what its page is asked for by, when, what, who towards whom, and by how many it is told. Names are those of the reports.

use serde::Serialize;
use utoipa::ToSchema;

use super::name::{Named, Names};
use crate::store::event::Event;

/// An event in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = EventLine)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Day under which it stands, ISO; empty where none is known.
    pub day: String,
    /// Date as told, EDTF; `None` where only reports have a day.
    pub date: Option<String>,
    /// Its type.
    pub event_type: String,
    /// Its mode.
    pub mode: Option<String>,
    /// Quad class, 1 to 4.
    pub quad: i64,
    /// −10 to +10.
    pub intensity: f64,
    /// Who, as told.
    pub source: String,
    /// Towards whom, as told.
    pub target: String,
    /// Countries and organisations of who, and groups that belong to neither.
    pub source_codes: Vec<Named>,
    /// The same of whom.
    pub target_codes: Vec<Named>,
    /// Where, as told.
    pub place: Option<String>,
    /// `actual`, `planned`, `conditional`, `denied` or `alleged`.
    pub factuality: String,
    /// Whether some say it happened and others that it did not.
    pub disputed: bool,
    /// 0 to 1.
    pub confidence: f64,
    /// Claims that tell it.
    pub n_claims: i64,
    /// Outlets that do.
    pub n_outlets: i64,
    /// Reports that are no copies of each other.
    pub n_stories: i64,
}

/// Who is told, in words: an id that stands where only the context told somebody becomes its Arabic name.
#[must_use]
pub fn told(parties: &str, names: &Names<'_>) -> String {
    let one =
        |party: &str| if party.is_ascii() { names.find(party).map_or_else(|| party.to_owned(), |name| name.ar) } else { party.to_owned() };
    parties.split("; ").map(one).collect::<Vec<_>>().join(" \u{b7} ")
}

impl Line {
    /// The line of an event.
    #[must_use]
    pub fn of(event: Event, names: &Names<'_>) -> Self {
        let codes = |codes: &str| codes.split(' ').filter(|code| !code.is_empty()).map(|code| names.named(code)).collect();
        Self {
            source_codes: codes(&event.source_country),
            target_codes: codes(&event.target_country),
            id: event.id,
            day: event.day,
            date: event.date,
            event_type: event.event_type,
            mode: event.mode,
            quad: event.quad,
            intensity: event.intensity,
            source: told(&event.source, names),
            target: told(&event.target, names),
            place: event.place,
            factuality: event.factuality,
            disputed: event.disputed,
            confidence: event.confidence,
            n_claims: event.n_claims,
            n_outlets: event.n_outlets,
            n_stories: event.n_stories,
        }
    }
}
