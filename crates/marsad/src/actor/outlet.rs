//! Which outlet: the medium that an article names as its publisher, and how its country writes.
//!
//! In: `الشرق الأوسط`, `Asharq Al-Awsat` or an actor's id. Out: the row of the actor. A name that is not known is no medium.

use rustc_hash::FxHashMap;

use crate::pack::{Lang, Tables};
use crate::text::fold::fold;
use crate::time::Convention;

/// Media by their names.
#[derive(Debug, Default)]
pub struct Outlets {
    rows: FxHashMap<String, u32>,
}

impl Outlets {
    /// Indexes the media among the actors.
    #[must_use]
    pub fn new(tables: &Tables) -> Self {
        let mut rows = FxHashMap::default();
        for (row, actor) in tables.actors.iter().enumerate().filter(|(_, actor)| actor.kind == "media") {
            for name in actor.names.iter().chain([&actor.en, &actor.id]) {
                rows.entry(key(name)).or_insert(row as u32);
            }
        }
        Self { rows }
    }

    /// The row of a medium in the actors.
    #[must_use]
    pub fn row(&self, outlet: &str) -> Option<u32> {
        self.rows.get(&key(outlet)).copied()
    }
}

/// How the country of an outlet writes dates and numbers; the usual way where the outlet or its country is not known.
#[must_use]
pub fn convention(outlet: Option<&str>, lang: &Lang) -> Convention {
    let country = outlet.and_then(|outlet| lang.outlets().row(outlet)).map(|row| lang.tables.actors[row as usize].country.as_str());
    let known = country.and_then(|code| lang.tables.conventions.iter().find(|convention| convention.country == code));
    known.map_or_else(Convention::default, |known| Convention {
        first_day: known.first_day,
        decimal_comma: known.decimal_comma,
        solar: known.solar,
    })
}

fn key(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(|word| fold(&word.to_lowercase())).collect();
    words.join(" ")
}
