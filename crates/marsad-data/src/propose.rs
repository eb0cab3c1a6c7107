//! What do texts say of who holds which office that the knowledge base does not: proposals for a person to check.
//!
//! In: coded articles. Out: one [`Proposal`] for each office and name, with how often and when it was told. Nothing is changed
//! in the data: whoever has checked a proposal writes the row in `knowledge/holders/`.
//!
//! «وزير الدفاع العراقي خالد العبيدي» in three articles of October 2014, where the data has another minister up to that month, is a
//! `conflict`; where it has none, a `new-term`; a post that the data does not have at all is a `new-office`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;
use marsad::Lang;
use marsad::actor::{Held, Term};
use marsad::text::fold::fold;
use serde_json::Value;

/// What the data has to say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// Another holder on one of the days.
    Conflict,
    /// No holder on these days.
    NewTerm,
    /// No such office.
    NewOffice,
}

/// Somebody who is said to hold an office.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What the data has to say of it.
    pub against: Against,
    /// Id of the office, or of the kind of office.
    pub office: String,
    /// Code of the country or organisation; empty where not told.
    pub country: String,
    /// The name as it was written first.
    pub name: String,
    /// Id of the person of this name, where the data has one.
    pub person: Option<String>,
    /// Id of the holder that the data has, for a conflict.
    pub holder: Option<String>,
    /// First and last day of the articles that tell it, ISO.
    pub days: (String, String),
    /// Ids of these articles.
    pub articles: BTreeSet<String>,
}

/// Proposals, as they are collected.
pub struct Proposals<'l> {
    lang: &'l Lang,
    /// Name → row of the person; of several of one name none.
    persons: BTreeMap<String, Option<u32>>,
    offices: BTreeMap<&'l str, u32>,
    found: BTreeMap<(String, String, String), Proposal>,
}

impl<'l> Proposals<'l> {
    /// None yet.
    #[must_use]
    pub fn new(lang: &'l Lang) -> Self {
        let mut persons: BTreeMap<String, Option<u32>> = BTreeMap::new();
        for (row, person) in lang.tables.persons.iter().enumerate() {
            for name in &person.names {
                persons
                    .entry(key(name))
                    .and_modify(|known| *known = known.filter(|known| *known == row as u32))
                    .or_insert(Some(row as u32));
            }
        }
        let offices = lang.tables.offices.iter().enumerate().map(|(row, office)| (office.id.as_str(), row as u32)).collect();
        Self { lang, persons, offices, found: BTreeMap::new() }
    }

    /// Adds what a coded article says.
    ///
    /// # Errors
    /// When it is no coded article: what is missing.
    pub fn add(&mut self, coded: &Value) -> Result<(), String> {
        let roles = coded["roles"].as_array().ok_or("no coded article: it has no `roles`; give what `marsad code` wrote")?;
        let id = coded["article"]["id"].as_str().unwrap_or_default();
        for role in roles {
            let (Some(name), Some(office), Some(on)) = (role["name"].as_str(), role["office"].as_str(), role["on"].as_str()) else {
                continue;
            };
            let Ok(day) = on.parse::<Date>() else { continue };
            let country = role["country"].as_str().unwrap_or_default();
            let person = self.persons.get(&key(name)).copied().flatten();
            let Some((against, holder)) = self.against(office, person, &key(name), day) else { continue };
            let proposal = self.found.entry((office.to_owned(), country.to_owned(), key(name))).or_insert_with(|| Proposal {
                against,
                office: office.to_owned(),
                country: country.to_owned(),
                name: name.to_owned(),
                person: person.map(|row| self.lang.tables.persons[row as usize].id.clone()),
                holder: None,
                days: (on.to_owned(), on.to_owned()),
                articles: BTreeSet::new(),
            });
            proposal.against = proposal.against.min(against);
            proposal.holder = proposal.holder.take().or(holder);
            proposal.articles.insert(id.to_owned());
            if *on < *proposal.days.0 {
                on.clone_into(&mut proposal.days.0);
            }
            if *on > *proposal.days.1 {
                on.clone_into(&mut proposal.days.1);
            }
        }
        Ok(())
    }

    /// What the data has to say of somebody in an office on a day, with the holder it has; `None` when it knows it already.
    fn against(&self, office: &str, person: Option<u32>, name: &str, day: Date) -> Option<(Against, Option<String>)> {
        let Some(row) = self.offices.get(office).copied() else { return Some((Against::NewOffice, None)) };
        let terms = self.lang.offices().terms_of(row);
        // «سلمان», «سلمان بن عبدالعزيز آل سعود»: more or less of the holder's name.
        let of_holder = |term: &Term| {
            let names = &self.lang.tables.persons[term.person as usize].names;
            names.iter().map(|known| key(known)).any(|known| known.contains(name) || name.contains(&known))
        };
        if terms.iter().any(|term| (Some(term.person) == person || of_holder(term)) && term.held(day).is_some()) {
            return None;
        }
        let sure = terms.iter().find(|term| term.held(day) == Some(Held::Yes));
        let holder = sure.map(|term| self.lang.tables.persons[term.person as usize].id.clone());
        Some((if holder.is_some() { Against::Conflict } else { Against::NewTerm }, holder))
    }

    /// The proposals that at least so many articles tell, the most told first.
    #[must_use]
    pub fn told_by(&self, n_articles: usize) -> Vec<&Proposal> {
        let mut found: Vec<&Proposal> = self.found.values().filter(|proposal| proposal.articles.len() >= n_articles).collect();
        found.sort_by_key(|proposal| (std::cmp::Reverse(proposal.articles.len()), proposal.against, &proposal.office, &proposal.name));
        found
    }
}

impl Proposal {
    /// The columns of a proposal's line.
    pub const COLUMNS: &'static str = "against\toffice\tcountry\tname\tperson\tholder\tfirst\tlast\tarticles\texample";
}

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let against = match self.against {
            Against::Conflict => "conflict",
            Against::NewTerm => "new-term",
            Against::NewOffice => "new-office",
        };
        let or_none = |text: Option<&str>| text.filter(|text| !text.is_empty()).unwrap_or("-").to_owned();
        // A name may hold whatever the text holds.
        let name: String = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        write!(
            f,
            "{against}\t{}\t{}\t{name}\t{}\t{}\t{}\t{}\t{}\t{}",
            self.office,
            or_none(Some(&self.country)),
            or_none(self.person.as_deref()),
            or_none(self.holder.as_deref()),
            self.days.0,
            self.days.1,
            self.articles.len(),
            self.articles.first().map_or("-", String::as_str)
        )
    }
}

fn key(name: &str) -> String {
    // «عبدالعزيز» and «عبد العزيز» are one name.
    name.split_whitespace().map(fold).collect()
}
