//! The compiled language data as plain tables: what the pack holds and nothing else.
//!
//! Made by `marsad-data` from the files in `ontology/`, `knowledge/` and `lang/`; read by [`super::Lang`], which adds
//! the indices. Strings are kept as the files spell them, except where a field says "keys" (folded, one per token).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::acts::{CarrierNoun, Cue, EventType, Frame, Light, Reporting};
use super::words::{Closed, Cluster, KnownName, Lexicon, Name, Pattern};
use super::world::{
    Actor, Agent, Anaphor, Convention, Counted, Holder, Office, Person, Place, Provenance, Title, Topic, Whereabouts, WordClass,
};
use crate::mention::SpellingRule;
use crate::model::Linear;
use crate::time::TimeTables;

/// Everything the coder knows about one language and the world its news tells of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tables {
    /// ISO 639-1 code of the language.
    pub language: String,
    /// Version of the data, such as `2026.11.0`.
    pub version: String,
    /// Version of the ontology.
    pub ontology: String,
    /// Event types, in the order of the ontology.
    pub event_types: Vec<EventType>,
    /// Words and their inflected forms.
    pub lexicon: Lexicon,
    /// Particles, pronouns, prepositions and other closed classes.
    pub closed: Vec<Closed>,
    /// Personal names.
    pub names: Vec<Name>,
    /// What tells an act.
    pub frames: Vec<Frame>,
    /// What tells that somebody says something.
    pub reporting: Vec<Reporting>,
    /// What carries reports.
    pub carriers: Vec<CarrierNoun>,
    /// What tells whether it is so.
    pub cues: Vec<Cue>,
    /// Verbs that carry an event noun.
    pub lights: Vec<Light>,
    /// States, organisations, groups.
    pub actors: Vec<Actor>,
    /// Kinds of office.
    pub titles: Vec<Title>,
    /// Offices.
    pub offices: Vec<Office>,
    /// Persons.
    pub persons: Vec<Person>,
    /// Who held which office when.
    pub holders: Vec<Holder>,
    /// Common nouns that name political actors.
    pub agents: Vec<Agent>,
    /// Nouns that point back at somebody.
    pub anaphora: Vec<Anaphor>,
    /// Nouns that bear on where an act took place.
    pub whereabouts: Vec<Whereabouts>,
    /// Words of articles that are about something else than politics.
    pub topics: Vec<Topic>,
    /// Classes of words that frames name.
    pub classes: Vec<WordClass>,
    /// How names of persons are spelt otherwise, in the order of the changes.
    pub spellings: Vec<SpellingRule>,
    /// How the press of a country writes dates and numbers.
    pub conventions: Vec<Convention>,
    /// Where rows come from.
    pub provenance: Vec<Provenance>,
    /// Where things happen.
    pub places: Vec<Place>,
    /// What counted nouns mean in a figure.
    pub counted: Vec<Counted>,
    /// Weights of what a claim rests on, as log odds.
    pub confidence: BTreeMap<String, f64>,
    /// Weights of what tells towards whom an act is that tells nobody, as log odds.
    pub context: BTreeMap<String, f64>,
    /// Month names, weekdays, relative words, number words.
    pub time: TimeTables,
    /// Patterns of derived words.
    pub patterns: Vec<Pattern>,
    /// Names of places, organisations and other things that are neither actors nor places of the knowledge base.
    pub known_names: Vec<KnownName>,
    /// Frequent words of a corpus, with the cluster of words that stand in the same places.
    pub clusters: Vec<Cluster>,
    /// What was learnt from annotated text.
    pub models: Models,
}

/// Linear models, each empty where there is none.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Models {
    /// Which reading a token has; one label.
    pub readings: Linear,
    /// Universal parts of speech.
    pub upos: Linear,
    /// Cases.
    pub case: Linear,
    /// Names: `O`, `B-PERS`, `I-PERS`, `B-LOC` …
    pub entities: Linear,
    /// Moves of the parser with their relations.
    pub moves: Linear,
}
