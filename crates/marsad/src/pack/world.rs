//! Who and where there is, as the pack holds it: actors, offices, persons, places, and the common nouns for them.

use serde::{Deserialize, Serialize};

use super::LemmaId;
use super::words::Gender;
use crate::coded::Role;

/// A state, organisation, group or other actor that is not an office or a person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Actor {
    /// Stable id.
    pub id: String,
    /// `state`, `igo`, `armed`, …
    pub kind: String,
    /// ISO 3166 alpha-3 or `IGO:UN`-like.
    pub country: String,
    /// What it does in its country.
    pub role: Role,
    /// Other roles later on: from which day, ISO of any precision, in order.
    pub roles: Vec<(String, Role)>,
    /// Id of the actor it belongs to.
    pub parent: Option<String>,
    /// First day, ISO of any precision.
    pub from: Option<String>,
    /// Last day, ISO of any precision.
    pub to: Option<String>,
    /// Grammatical gender of its names; states are feminine unless the data says otherwise.
    pub gender: Option<Gender>,
    /// English name.
    pub en: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Names, the usual one first.
    pub names: Vec<String>,
    /// Relational adjectives (masculine singular, and irregular plurals).
    pub nisbas: Vec<String>,
    /// Places and things that stand for it.
    pub metonyms: Vec<String>,
    /// Words one of which the article must have for a name to count.
    pub need: Vec<String>,
    /// Ids of the members of a bloc.
    pub members: Vec<String>,
    /// File and line in the data.
    pub line: String,
}

impl Actor {
    /// What it does on a day: «طالبان» governs from 2021-08-15 on. Without a day, its usual role.
    #[must_use]
    pub fn role_on(&self, day: Option<jiff::civil::Date>) -> Role {
        let begun = |from: &str| day.is_some_and(|day| *from <= *day.to_string());
        self.roles.iter().rev().find(|(from, _)| begun(from)).map_or(self.role, |(_, role)| *role)
    }

    /// Whether it was there already; so it was where the day or its first day is not known.
    #[must_use]
    pub fn is_begun(&self, day: Option<jiff::civil::Date>) -> bool {
        let Some((day, from)) = day.zip(self.from.as_deref()) else { return true };
        *from <= *day.to_string()
    }

    /// Whether it was there no more: its last day, month or year was over.
    #[must_use]
    pub fn is_over(&self, day: Option<jiff::civil::Date>) -> bool {
        let Some((day, to)) = day.zip(self.to.as_deref()) else { return false };
        day.to_string().get(..to.len()).is_some_and(|day| day > to)
    }
}

/// A kind of office: «وزير الخارجية».
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Title {
    /// Stable id.
    pub id: String,
    /// Role of who holds it.
    pub role: Role,
    /// English name.
    pub en: String,
    /// Definite forms.
    pub forms: Vec<String>,
    /// Its holder is a head of state.
    pub head_of_state: bool,
    /// It is also how members of ruling families are styled, whatever their post: «وزير الخارجية السعودي الأمير سعود الفيصل» is one person.
    pub style: bool,
}

/// An office: a title in a state or an organisation.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Office {
    /// Stable id.
    pub id: String,
    /// Id of its title.
    pub title: String,
    /// Id of the actor it belongs to.
    pub of: String,
    /// Role of who holds it.
    pub role: Role,
    /// Code of its country or organisation.
    pub country: String,
    /// English name.
    pub en: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Whole phrases that name it.
    pub aliases: Vec<String>,
    /// File and line in the data.
    pub line: String,
}

/// A person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Person {
    /// Stable id.
    pub id: String,
    /// Code of the country.
    pub country: String,
    /// English name.
    pub en: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Names, the usual one first.
    pub names: Vec<String>,
    /// Short names that are enough alone.
    pub alone: Vec<String>,
    /// Role where it does not come from an office.
    pub role: Option<Role>,
    /// Id of the actor the person stands for without an office.
    pub of: Option<String>,
    /// File and line in the data.
    pub line: String,
}

/// Who held an office when.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Holder {
    /// Id of the office.
    pub office: String,
    /// Id of the person.
    pub person: String,
    /// First day, ISO of any precision.
    pub from: String,
    /// Last day, ISO of any precision; `None` for no known end.
    pub to: Option<String>,
    /// It ended on a day that is not known.
    pub ended: bool,
    /// How it was held.
    pub status: HolderStatus,
    /// Where no last day is known: the last day on which it was known to be held.
    pub as_of: Option<String>,
    /// Where the fact comes from.
    pub provenance: String,
    /// File and line in the data.
    pub line: String,
}

/// How an office was held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HolderStatus {
    /// By appointment or election.
    #[default]
    Regular,
    /// For the time being: «بالوكالة», «المكلف», «تصريف الأعمال».
    Acting,
    /// Somebody else claimed it at the time.
    Contested,
}

/// How the press of a country writes dates and numbers (CLDR).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Convention {
    /// ISO 3166 alpha-3.
    pub country: String,
    /// ISO number of the weekday that begins a week.
    pub first_day: i8,
    /// Decimals are told by a comma, thousands by a point.
    pub decimal_comma: bool,
    /// Years are those of the Iranian calendar.
    pub solar: bool,
}

/// Where rows of the data come from.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// Stable id, as rows name it.
    pub id: String,
    /// What it is, for a reader.
    pub title: String,
    /// SPDX expression or words.
    pub licence: String,
    /// Where it can be had.
    pub url: Option<String>,
    /// The day its facts were taken, ISO of any precision.
    pub as_of: Option<String>,
}

/// A common noun that names a political actor.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Agent {
    /// Its id in the data.
    pub id: String,
    /// How it names one.
    pub class: AgentClass,
    /// Role.
    pub role: Role,
    /// The noun.
    pub lemma: LemmaId,
}

/// A noun that points back at somebody told before: «نظيره», «البلدان».
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Anaphor {
    /// Its id in the data.
    pub id: String,
    /// `counterpart`, `both`, `country`, `document`, `held`, `last` or `direction`.
    pub class: String,
    /// The noun.
    pub lemma: LemmaId,
}

/// A word of articles about something else than politics: «مباراة».
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Topic {
    /// Its id in the data.
    pub id: String,
    /// What the article is about: `sport`, `culture` or `markets`.
    pub topic: String,
    /// The word.
    pub lemma: LemmaId,
}

/// A noun that bears on where an act took place: «محافظة», «سفير», «زيارة».
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Whereabouts {
    /// Its id in the data.
    pub id: String,
    /// `region`, `site`, `envoy`, `post`, `topic`, `going`, `leaving` or `striking`.
    pub class: String,
    /// The noun; a masdar stands for its verb too.
    pub lemma: LemmaId,
}

/// A word of a class that frames name: «صاروخ» is a `weapon`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WordClass {
    /// Its id in the data.
    pub id: String,
    /// Name of the class.
    pub class: String,
    /// The word.
    pub lemma: LemmaId,
}

/// How a common noun names an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentClass {
    /// Somebody: «جندي».
    #[default]
    Person,
    /// Several: «وفد», «فصيل».
    Group,
    /// An institution: «حكومة».
    Body,
    /// A thing that acts for its owner: «طائرة».
    Asset,
    /// A thing that is acted upon: «سفارة», «قرية».
    Site,
}

/// A place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// Stable id.
    pub id: String,
    /// `city`, `province`, `sea`, …
    pub kind: String,
    /// ISO 3166 alpha-3; empty for waters and regions of several states.
    pub country: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Inhabitants.
    pub population: Option<u32>,
    /// English name.
    pub en: String,
    /// Names, the usual one first.
    pub names: Vec<String>,
}

/// What a counted noun means in a figure: «قتيل» counts the killed, persons.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Counted {
    /// Its id in the data.
    pub id: String,
    /// `killed`, `wounded`, `troops`, `money` …
    pub what: String,
    /// `person`, a currency, a measure.
    pub unit: Option<String>,
    /// The noun.
    pub lemma: LemmaId,
}
