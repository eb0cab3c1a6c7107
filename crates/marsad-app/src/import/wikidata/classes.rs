//! What kind of thing is an item: the classes above it, as far as the list of wanted ones reaches.
//!
//! In: `data/import/wikidata_classes.tsv`, and the edges «subclass of» (P279) of the whole dump, spilled. Out: for a class, the first wanted
//! one that it is or lies below.
//!
//! Q7278 is a party; «Kurdish party» with P279 Q7278 is one too, and so is what lies below that.
//!
//! Memory: the classes below wanted ones, 16 bytes each, however many edges there are: the edges are read again and again from disk until
//! nothing is added, once for each step down.

use std::io;

use rustc_hash::FxHashMap;

use crate::import::countries::q;
use crate::import::spill::Spills;

const TABLE: &str = include_str!("../../../data/import/wikidata_classes.tsv");
/// Steps down from a wanted class that are taken; Wikidata's tree is deep where it is muddled.
const MAX_STEPS: usize = 24;

/// A wanted class.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    pub is_place: bool,
    /// A kind of actor or place.
    pub kind: &'static str,
    /// Where it differs from that of the kind.
    pub role: Option<&'static str>,
}

/// Classes by item.
pub struct Classes {
    wanted: Vec<Class>,
    below: FxHashMap<u64, u8>,
}

impl Classes {
    /// With all that lies below the wanted classes, by the edges in file `n`: child and parent a line.
    ///
    /// # Errors
    /// When the edges cannot be read.
    pub fn new(spills: &Spills, n: usize) -> io::Result<Self> {
        let mut classes = Self { wanted: Vec::new(), below: FxHashMap::default() };
        for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
            let fields: Vec<&'static str> = row.split('\t').collect();
            if let [id, what, kind, role, _] = fields[..]
                && let Some(item) = q(id)
            {
                classes.below.insert(item, classes.wanted.len() as u8);
                classes.wanted.push(Class { is_place: what == "place", kind, role: Some(role).filter(|role| *role != "-") });
            }
        }
        for _ in 0..MAX_STEPS {
            let mut has_grown = false;
            spills.each(n, |edge| {
                let Some((child, parent)) = edge.split_once(' ') else { return Ok(()) };
                let (Ok(child), Ok(parent)) = (child.parse(), parent.parse::<u64>()) else { return Ok(()) };
                if let Some(class) = classes.below.get(&parent).copied()
                    && classes.below.get(&child).is_none_or(|known| class < *known)
                {
                    classes.below.insert(child, class);
                    has_grown = true;
                }
                Ok(())
            })?;
            if !has_grown {
                break;
            }
        }
        Ok(classes)
    }

    /// The first wanted class among those of an item.
    pub fn of(&self, classes: &[u64]) -> Option<Class> {
        let first = classes.iter().filter_map(|class| self.below.get(class)).min()?;
        self.wanted.get(usize::from(*first)).copied()
    }
}
