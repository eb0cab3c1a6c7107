//! Laying one layer of data over another, and finding what is there twice.

use std::collections::BTreeMap;

use marsad::text::fold::fold;

use crate::problems::{Place, Problems};

/// Lays entries over a table: one with an id of the table takes its place, the others follow.
pub(crate) fn merge<T, K: Ord>(table: &mut Vec<T>, entries: Vec<T>, id: impl Fn(&T) -> K) {
    let mut rows: BTreeMap<K, usize> = table.iter().enumerate().map(|(row, entry)| (id(entry), row)).collect();
    for entry in entries {
        match rows.get(&id(&entry)) {
            Some(row) => table[*row] = entry,
            None => {
                rows.insert(id(&entry), table.len());
                table.push(entry);
            }
        }
    }
}

/// What was seen before, by kind.
#[derive(Default)]
pub(crate) struct Unique {
    seen: BTreeMap<(String, String), Place>,
}

impl Unique {
    /// Whether an id is new among its kind; else an error.
    pub fn id(&mut self, kind: &str, id: &str, place: &Place, problems: &mut Problems) -> bool {
        let first = self.see(format!("id of {kind}"), id.to_owned(), place);
        if let Some(first) = &first {
            problems.error(place, format!("the id {id} is used at {first} too"), "ids are unique and stable: choose another one");
        }
        first.is_none()
    }

    /// Whether the words of a form are new among their kind, spelling variants counting as equal; else an error.
    pub fn form(&mut self, kind: &str, form: &str, place: &Place, problems: &mut Problems) -> bool {
        let keys: Vec<String> = form.split_whitespace().map(fold).collect();
        let first = self.see(format!("form of {kind}"), keys.join(" "), place);
        if let Some(first) = &first {
            problems.error(
                place,
                format!("{form} is the same entry as at {first}"),
                "spelling variants of letters count as one: leave it out",
            );
        }
        first.is_none()
    }

    fn see(&mut self, kind: String, key: String, place: &Place) -> Option<Place> {
        match self.seen.entry((kind, key)) {
            std::collections::btree_map::Entry::Occupied(first) => Some(first.get().clone()),
            std::collections::btree_map::Entry::Vacant(new) => {
                new.insert(place.clone());
                None
            }
        }
    }
}
