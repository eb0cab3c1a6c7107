//! Wikidata: a dump of entities → persons with their terms of office, offices, actors, places.
//!
//! In: the JSON dump, an entity a line with a comma after it, `[` before and `]` after all. Out: a layer.
//!
//! ```text
//! [
//! {"type":"item","id":"Q1391746","labels":{"ar":{"value":"علي شمخاني"}},"claims":{"P31":[Q5],"P39":[Q… since 2013-09-10]}},
//! ]
//! ```
//! becomes a person `wd-q1391746` with the office that P39 names, once that office's own line gives it a name and a body.
//!
//! One pass spills four files: persons with an Arabic name and an office; other items with an Arabic name that could be an office, an
//! actor or a place; the edges of P279; the codes of countries (P298). Then [`join`] reads these: which items are offices is known only
//! when all persons were seen. Memory: sets of the ids of offices, of classes below the wanted ones, and of written actors.
//!
//! Arabic names: label `ar`, else `mul` when it is Arabic, else the title in the Arabic Wikipedia, else a label `ar-…`, else, for Iranians, `fa`.
//! Not read: gender (the data has none of persons), P39's own qualifier «of», redirects (dumps have none), lexemes, properties.
//!
//! `entity` what does a line hold · `claims` what do statements say · `row` what is spilled · `classes` what kind of thing is it · `join` who
//! held which office · `world` actors and places.

mod claims;
mod classes;
mod entity;
mod join;
mod row;
mod world;

use super::{Import, Source};
use crate::end::End;
use entity::Entity;

/// What Wikidata is.
pub const SOURCE: Source = Source { name: "wikidata", title: "Wikidata", licence: "CC0-1.0", url: "https://www.wikidata.org/" };

/// Spilled files.
pub const N_SPILLS: usize = 4;
const PERSONS: usize = 0;
const ITEMS: usize = 1;
const EDGES: usize = 2;
const COUNTRIES: usize = 3;

/// Runs the importer.
pub fn run(mut import: Import) -> Result<End, End> {
    import.job.read(0, |line, taking| {
        let line = line.trim_ascii();
        let line = line.strip_suffix(b",").unwrap_or(line).trim_ascii_end();
        if matches!(line, b"" | b"[" | b"]") {
            return Ok(());
        }
        let entity: Entity = serde_json::from_slice(line).map_err(|error| format!("not an entity of Wikidata: {error}; left out"))?;
        row::spill(&entity, taking);
        Ok(())
    })?;
    let mut layer = import.job.layer(&import.origin).map_err(|error| import.job.not_written(&error))?;
    join::write(&mut import, &mut layer).map_err(|error| import.job.not_written(&error))?;
    Ok(import.job.publish(layer))
}
