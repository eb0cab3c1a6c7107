//! What does a page show?
//!
//! In: an observatory, the language data, what was asked. Out: plain values, which the API writes as JSON and pages lay out. Nothing here writes,
//! and nothing here is a text of the interface: types, modes, states and outcomes are codes, names stand in both languages.
//!
//! `name` what somebody is called · `step` which days are one point of a chart · `coverage` how much of the usual news was seen ·
//! `mean` how sure a mean is · `line` an event in a list · `timeline` events by time · `dyad` two parties by time ·
//! `moved` which pairs changed most · `network` who is bound to whom · `map` where it happened
//!
//! Bad input is [`crate::store::Error::Asked`], with what to do; what is not there is `None`.

mod coverage;
mod dyad;
mod line;
mod map;
mod mean;
mod moved;
mod name;
mod network;
#[cfg(test)]
mod sample;
mod step;
mod timeline;

pub use coverage::{DayOf, is_gap};
pub use dyad::{Dyad, dyad};
pub use line::Line;
pub use map::{Map, map};
pub use mean::Mean;
pub use moved::{Dyads, Moved, dyads};
pub use name::{Name, Named, Names};
pub use network::{Asked as NetworkAsked, Network, network};
pub use step::Step;
pub use timeline::{Timeline, timeline};
