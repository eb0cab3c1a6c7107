//! What does a line hold, and what is spilled of it.
//!
//! In: an entity. Out: a person, an organisation, a post or an edge in few words, and its further ids.
//!
//! A `Person` becomes `{"id":"Q1391746","n":["علي شمخاني"],"e":"Ali Shamkhani","q":"Q1391746","c":["ir"],"t":["role.pep"]}`.
//!
//! Only persons, organisations and posts with an Arabic name are spilled, and posts whose id is known to Wikidata, because the base may have
//! them; edges all, for their ends may come later.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{EDGES, ORGS, PERSONS, POSTS, REFERENTS, bucket, number};
use crate::import::countries::q;
use crate::import::job::Taking;
use crate::import::names::{Names, arabic, latin};

/// A line.
#[derive(Deserialize)]
pub struct Entity {
    id: String,
    schema: String,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    properties: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    referents: Vec<String>,
}

/// A person, an organisation or a post.
#[derive(Serialize, Deserialize)]
pub struct Node {
    pub id: String,
    pub schema: String,
    #[serde(rename = "n")]
    pub names: Vec<String>,
    #[serde(rename = "e")]
    pub en: String,
    /// Wikidata id.
    #[serde(rename = "q")]
    pub item: Option<String>,
    #[serde(rename = "c")]
    pub countries: Vec<String>,
    #[serde(rename = "t")]
    pub topics: Vec<String>,
    /// Ids of the organisations of a post.
    #[serde(rename = "o")]
    pub organisations: Vec<String>,
    #[serde(rename = "f")]
    pub from: Option<String>,
    #[serde(rename = "u")]
    pub to: Option<String>,
}

/// Who held or belonged to what.
#[derive(Serialize, Deserialize)]
pub struct Edge {
    /// Numbers of the ends.
    #[serde(rename = "h")]
    pub holder: u64,
    #[serde(rename = "p")]
    pub post: u64,
    /// A membership, not an office.
    #[serde(rename = "m")]
    pub is_membership: bool,
    #[serde(rename = "f")]
    pub from: Option<String>,
    #[serde(rename = "u")]
    pub to: Option<String>,
    #[serde(rename = "s")]
    pub status: Option<String>,
}

impl Entity {
    /// Spills what the entity is good for.
    pub fn spill(&self, taking: &mut Taking<'_>) {
        match self.schema.as_str() {
            "Person" => self.node(taking, |node| Some(PERSONS + bucket(number(&node.id))).filter(|_| !node.names.is_empty())),
            "Organization" | "PublicBody" | "LegalEntity" => self.node(taking, |node| Some(ORGS).filter(|_| !node.names.is_empty())),
            "Position" => self.node(taking, |node| Some(POSTS).filter(|_| !node.names.is_empty() || node.item.is_some())),
            "Occupancy" => self.edge("holder", "post", false, taking),
            "Membership" => self.edge("member", "organization", true, taking),
            _ => {}
        }
    }

    fn values(&self, property: &str) -> impl Iterator<Item = &str> {
        self.properties.get(property).into_iter().flatten().map(String::as_str)
    }

    fn node(&self, taking: &mut Taking<'_>, file: impl Fn(&Node) -> Option<usize>) {
        let mut names = Names::default();
        let told = ["name", "alias", "previousName"].iter().flat_map(|property| self.values(property));
        told.chain([self.caption.as_str()]).filter(|name| !name.is_ascii()).for_each(|name| names.add(name));
        if names.list.is_empty() && self.values("weakAlias").any(|alias| arabic(alias).is_some()) {
            taking.count("entities whose only Arabic name is a weak alias, left out");
        }
        let en = [self.caption.as_str()].into_iter().chain(self.values("name")).find_map(latin);
        let item = self.values("wikidataId").find(|id| q(id).is_some()).or(Some(self.id.as_str()).filter(|id| q(id).is_some()));
        let countries = ["citizenship", "nationality", "jurisdiction", "country", "subnationalArea"];
        let node = Node {
            id: self.id.clone(),
            schema: self.schema.clone(),
            names: names.list,
            en: en.unwrap_or_else(|| self.id.clone()),
            item: item.map(str::to_owned),
            countries: countries.iter().flat_map(|property| self.values(property)).map(str::to_owned).collect(),
            topics: self.values("topics").map(str::to_owned).collect(),
            organisations: self.values("organization").map(str::to_owned).collect(),
            from: self.date(&["inceptionDate", "incorporationDate"]),
            to: self.date(&["dissolutionDate"]),
        };
        let (Some(n), Ok(line)) = (file(&node), serde_json::to_vec(&node)) else { return };
        taking.spill(n, &line);
        let own = number(&self.id);
        for referent in self.referents.iter().filter(|referent| **referent != self.id) {
            taking.spill(REFERENTS, format!("{} {own}", number(referent)).as_bytes());
        }
    }

    fn edge(&self, holder: &str, post: &str, is_membership: bool, taking: &mut Taking<'_>) {
        let status = self.values("status").next().map(str::to_owned);
        for holder in self.values(holder) {
            for post in self.values(post) {
                let (from, to) = (self.date(&["startDate"]), self.date(&["endDate"]));
                let edge = Edge { holder: number(holder), post: number(post), is_membership, from, to, status: status.clone() };
                if let Ok(line) = serde_json::to_vec(&edge) {
                    taking.spill(EDGES, &line);
                }
            }
        }
    }

    /// The most precise date of the first of the properties that has one.
    fn date(&self, properties: &[&str]) -> Option<String> {
        properties.iter().find_map(|property| self.values(property).filter_map(iso).max_by_key(String::len))
    }
}

/// An ISO prefix as a date: `2021`, `2021-02`, `2021-02-05`; a time after it goes.
fn iso(text: &str) -> Option<String> {
    let date = text.get(..10).or(text.get(..7)).or(text.get(..4))?;
    let day = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    day.parse::<jiff::civil::Date>().is_ok().then(|| date.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_long_as_they_are_precise() {
        for (text, expected) in [
            ("2021", Some("2021")),
            ("2021-02", Some("2021-02")),
            ("2021-02-05", Some("2021-02-05")),
            ("2021-02-05T10:00:00", Some("2021-02-05")),
            ("2021-02-30", None),
            ("2021-13", None),
            ("21", None),
            ("2021-1-1", None),
            ("circa 2021", None),
        ] {
            assert_eq!(iso(text).as_deref(), expected, "{text}");
        }
    }
}
