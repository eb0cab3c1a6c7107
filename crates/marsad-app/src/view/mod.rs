//! What does a page show?
//!
//! In: an observatory, the language data, what was asked. Out: plain values, which the API writes as JSON and pages lay out. Nothing here writes,
//! and nothing here is a text of the interface: types, modes, states and outcomes are codes, names stand in both languages.
//!
//! `once` how a page is read while somebody writes · `name` what somebody is called · `step` which days are one point of a chart ·
//! `coverage` how much of the usual news was seen · `mean` how sure a mean is · `line` an event in a list · `timeline` events by time ·
//! `dyad` two parties by time · `moved` which pairs changed most · `network` who is bound to whom · `map` where it happened ·
//! `actors` who there is · `term` who held what when · `actor` somebody by himself · `statements` what somebody said ·
//! `history` what an event was · `facets` by what a result can be narrowed · `nothing` why there is none · `review` what people should look at ·
//! `sources` how feeds and outlets do · `alerts` what escalates by the rules that somebody made · `overview` the first page
//!
//! Bad input is [`crate::store::Error::Asked`], with what to do; what is not there is `None`.

mod actor;
mod actors;
mod alerts;
pub mod article;
pub mod claim;
mod coverage;
mod dyad;
pub mod event;
mod facets;
mod history;
mod line;
mod map;
mod mean;
mod moved;
mod name;
mod network;
mod nothing;
mod once;
mod overview;
mod review;
#[cfg(test)]
mod sample;
mod sources;
mod statements;
mod step;
mod term;
mod timeline;

pub use actor::{Page as ActorPage, actor};
pub use actors::{Actors, actors};
pub use alerts::{Alert, Alerts, Compared, alerts, rule_query};
pub use coverage::DayOf;
pub use dyad::{Dyad, dyad};
pub use facets::{Count as FacetCount, Facets, facets};
pub use map::{Map, map};
pub use mean::Mean;
pub use moved::{Dyads, dyads};
pub use name::{Name, Named, Names};
pub use network::{Asked as NetworkAsked, Network, network};
#[cfg(test)]
pub use nothing::Silent;
pub use nothing::{Nothing, Reason, why_nothing};
pub use overview::{Overview, overview, waiting};
pub use review::{Differs, Queue, differs, queue};
pub use sources::{Feed, Sources, source, sources};
pub use statements::{Statements, statements};
pub use step::Step;
pub use term::{Answer, Term, who};
pub use timeline::{Timeline, timeline};

/// With which program and data an archive was coded last, in one line.
///
/// # Errors
/// When it cannot be read.
pub fn version(db: &rusqlite::Connection) -> crate::store::Result<String> {
    let sql = "SELECT marsad, pack, ontology FROM runs ORDER BY run DESC LIMIT 1";
    let row = |row: &rusqlite::Row<'_>| {
        let [marsad, pack, ontology]: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
        Ok(format!("Marsad {marsad}, pack {pack}, ontology {ontology}"))
    };
    Ok(rusqlite::OptionalExtension::optional(db.prepare_cached(sql)?.query_row([], row))?.unwrap_or_default())
}
