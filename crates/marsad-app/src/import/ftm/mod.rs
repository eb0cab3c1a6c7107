//! FollowTheMoney: entities as OpenSanctions and others exchange them → persons with their terms of office, offices, actors.
//!
//! In: JSON lines, an entity each; all values are lists of strings, and no value tells its language. Out: a layer.
//!
//! ```text
//! {"id":"Q1391746","schema":"Person","properties":{"name":["Ali Shamkhani","علي شمخاني"],"topics":["role.pep"],"country":["ir"]},"referents":["eu-1"]}
//! {"id":"o1","schema":"Occupancy","properties":{"holder":["eu-1"],"post":["p1"],"startDate":["2013-09-10"]}}
//! ```
//! becomes the person `wd-q1391746` and, where `p1` is a Position with an Arabic name and a country, a row of `holders.tsv`.
//!
//! Nodes and edges stand in any order, so one pass spills them and [`join`] puts them together: posts first, then for one bucket of persons
//! after the other their edges. Memory: some 50 bytes for each post, each written actor and each
//! further id (`referents`) of what was spilled, and one bucket.
//!
//! Names are Arabic by their letters. A weak alias is never a name: «أبو علي» names too many. A `wikidataId` or an id `Q…` is the identity.
//! `entity` what does a line hold · `nodes` which bodies and posts are there · `join` who held which post.
//!
//! Membership gives a person's party or body, without days. Not read: sanctions, addresses, documents, companies without an Arabic name.

mod entity;
mod join;
mod nodes;

use super::{Import, Source};
use crate::end::End;
use entity::Entity;

/// What FollowTheMoney data is, as far as OpenSanctions publishes it.
pub const SOURCE: Source = Source {
    name: "ftm",
    title: "FollowTheMoney entities",
    licence: "as its publisher says; OpenSanctions: CC-BY-NC-4.0, not to be shipped",
    url: "https://www.opensanctions.org/",
};

/// Buckets of persons, and as many of the edges that belong to them.
const N_BUCKETS: usize = 64;
const PERSONS: usize = 0;
const ORGS: usize = N_BUCKETS;
const POSTS: usize = N_BUCKETS + 1;
const EDGES: usize = N_BUCKETS + 2;
const REFERENTS: usize = N_BUCKETS + 3;
/// Spilled files.
pub const N_SPILLS: usize = N_BUCKETS + 4;

/// Runs the importer.
pub fn run(mut import: Import) -> Result<End, End> {
    import.job.warn(
        "OpenSanctions data is CC BY-NC 4.0: for your own non-commercial use; do not ship a layer made of it or a pack that holds it",
    );
    import.job.read(0, |line, taking| {
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        let entity: Entity = serde_json::from_slice(line).map_err(|error| format!("not an entity of FollowTheMoney: {error}; left out"))?;
        entity.spill(taking);
        Ok(())
    })?;
    let mut layer = import.job.layer(&import.origin).map_err(|error| import.job.not_written(&error))?;
    join::write(&import, &mut layer).map_err(|error| import.job.not_written(&error))?;
    Ok(import.job.publish(layer))
}

/// A short number for an id, the same in every run: FNV-1a, 64 bits. Among ten million ids two share one with a chance of 1 in 370,000.
fn number(id: &str) -> u64 {
    id.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// The bucket of a number.
fn bucket(number: u64) -> usize {
    (number >> 58) as usize
}
