//! Classes of words: what a frame means by `"@weapon"` in a list of words that a slot must or must not have.
//!
//! In: `classes.tsv`, the agents, and the nouns of all frames. Out: the lemmas of a list with the classes that it names.
//!
//! `needs = { object = ["@weapon", "حمولة"] }` with rows `weapon سلاح` and `weapon صاروخ`: the object has «سلاح», «صاروخ» or «حمولة».
//! `"@MIL"` is every agent of that role, `"@ASSAULT"` every noun that by itself tells an act of that type.
//!
//! A class has no classes in it. A layer may use the pack's classes and have more; the frames of the pack keep what they were built with.

use std::collections::BTreeMap;

use marsad::coded::Role;
use marsad::pack::{Frame, LemmaId, Tables, Upos, WordClass};

use crate::entry::Text;
use crate::lexicon::Builder;
use crate::merge::{Unique, merge};
use crate::problems::{Problems, nearest};
use crate::sources::{Sources, Table};
use crate::words::nouns;

/// What stands before the name of a class.
const MARK: char = '@';

/// Reads `classes.tsv`.
pub(crate) fn read(sources: &Sources, words: &Builder, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut rows = Vec::new();
    for row in sources.rows(Table::Classes) {
        let (id, class) = (row.field(0), row.field(1));
        if class.is_empty() || !class.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-') {
            problems.error(&row.place, format!("`{class}` is no name of a class"), "write small letters and hyphens, such as weapon");
        } else if unique.id("classes", id, &row.place, problems) && unique.form(class, row.field(2), &row.place, problems) {
            let of = |lemma| WordClass { id: id.to_owned(), class: class.to_owned(), lemma };
            rows.extend(nouns(row, 2, words, problems).into_iter().map(of));
        }
    }
    merge(&mut tables.classes, rows, |row| (row.id.clone(), row.lemma));
}

/// All classes by name.
pub(crate) struct Classes(BTreeMap<String, Vec<LemmaId>>);

impl Classes {
    /// The classes of the tables, of their agents, and of the nouns of `frames`.
    pub fn of<'f>(tables: &Tables, frames: impl Iterator<Item = &'f Frame>) -> Self {
        let mut classes: BTreeMap<String, Vec<LemmaId>> = BTreeMap::new();
        for row in &tables.classes {
            classes.entry(row.class.clone()).or_default().push(row.lemma);
        }
        for agent in tables.agents.iter().filter(|agent| agent.role != Role::default()) {
            classes.entry(agent.role.code().to_owned()).or_default().push(agent.lemma);
        }
        // A noun that tells an act beside certain words only does not tell it by itself.
        for frame in frames.filter(|frame| frame.needs.is_empty()) {
            let event_type = &tables.event_types[frame.event_type as usize].name;
            classes.entry(event_type.clone()).or_default().extend(&frame.nouns);
        }
        for lemmas in classes.values_mut() {
            lemmas.sort_unstable();
            lemmas.dedup();
        }
        Self(classes)
    }

    /// The lemmas of a list of words and names of classes.
    pub fn resolve(&self, list: Vec<Text>, words: &Builder, upos: &[Upos], problems: &mut Problems) -> Vec<LemmaId> {
        let (named, spelt): (Vec<Text>, Vec<Text>) = list.into_iter().partition(|text| text.text.starts_with(MARK));
        let mut lemmas = Vec::new();
        for name in named {
            match self.0.get(&name.text[1..]) {
                Some(class) => lemmas.extend(class),
                None => {
                    let help = nearest(&name.text[1..], self.0.keys().map(String::as_str));
                    problems.error(&name.place, format!("there is no class of words `{}`", name.text), help);
                }
            }
        }
        for text in &spelt {
            let found = words.resolve(std::slice::from_ref(text), upos, problems);
            if !found.is_empty() && found.iter().all(|lemma| lemmas.contains(lemma)) {
                problems.warn(&text.place, format!("`{}` is in a class of the same list", text.text), "leave the word out");
            }
            lemmas.extend(found);
        }
        lemmas.sort_unstable();
        lemmas.dedup();
        lemmas
    }
}
