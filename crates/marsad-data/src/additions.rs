//! What a layer adds to an entry that is there: names, and the id that it lacks.
//!
//! In: an entry marked `adds = true`. Out: the entry of that id in the tables, with more names. Nothing of it is replaced, so a layer that another
//! program makes can never undo what somebody wrote by hand.
//!
//! ```toml
//! [[person]]
//! id = "ali-shamkhani"
//! adds = true
//! names = [
//!   "علي شمخانی",
//! ]
//! ```
//!
//! Terms of office and further names of places need no mark: a row of theirs adds by itself.

use marsad::pack::{Actor, Office, Person};

use crate::entry::Entry;
use crate::problems::{Problems, nearest};
use crate::words;

/// The parts of an entry that can be added to.
pub(crate) trait Extends {
    /// Its id.
    fn id(&self) -> &str;
    /// Its Wikidata id.
    fn wikidata(&mut self) -> &mut Option<String>;
    /// Its lists, by their keys.
    fn lists(&mut self) -> Vec<(&'static str, &mut Vec<String>)>;
}

impl Extends for Actor {
    fn id(&self) -> &str {
        &self.id
    }

    fn wikidata(&mut self) -> &mut Option<String> {
        &mut self.wikidata
    }

    fn lists(&mut self) -> Vec<(&'static str, &mut Vec<String>)> {
        vec![("names", &mut self.names), ("metonyms", &mut self.metonyms), ("members", &mut self.members)]
    }
}

impl Extends for Office {
    fn id(&self) -> &str {
        &self.id
    }

    fn wikidata(&mut self) -> &mut Option<String> {
        &mut self.wikidata
    }

    fn lists(&mut self) -> Vec<(&'static str, &mut Vec<String>)> {
        vec![("aliases", &mut self.aliases)]
    }
}

impl Extends for Person {
    fn id(&self) -> &str {
        &self.id
    }

    fn wikidata(&mut self) -> &mut Option<String> {
        &mut self.wikidata
    }

    fn lists(&mut self) -> Vec<(&'static str, &mut Vec<String>)> {
        vec![("names", &mut self.names), ("alone", &mut self.alone)]
    }
}

/// Takes the entries marked `adds = true` out of a list and adds what they say to the table; gives back the others.
pub(crate) fn add<T: Extends>(entries: Vec<Entry>, table: &mut [T], problems: &mut Problems) -> Vec<Entry> {
    let mut others = Vec::new();
    let mut rows = None;
    for mut entry in entries {
        if !entry.flag("adds", problems) {
            others.push(entry);
            continue;
        }
        let rows = rows.get_or_insert_with(|| {
            let ids = table.iter().enumerate().map(|(row, known)| (known.id().to_owned(), row));
            ids.collect::<std::collections::BTreeMap<String, usize>>()
        });
        let id = entry.need("id", problems);
        let Some(known) = rows.get(&id.text).copied().and_then(|row| table.get_mut(row)) else {
            let help = nearest(&id.text, table.iter().map(Extends::id));
            problems.error(
                &id.place,
                format!("`{}` is not there to be added to", id.text),
                format!("leave out `adds` to write a new entry; {help}"),
            );
            continue;
        };
        for (key, list) in known.lists() {
            let mut keys: Vec<Vec<String>> = list.iter().map(|name| words::keys(name)).collect();
            for name in entry.strings(key, problems) {
                let name_keys = words::keys(&name);
                if !keys.contains(&name_keys) {
                    keys.push(name_keys);
                    list.push(name);
                }
            }
        }
        let wikidata = crate::knowledge::wikidata(&mut entry, problems);
        if known.wikidata().is_none() {
            *known.wikidata() = wikidata;
        }
        entry.finish(problems);
    }
    others
}
