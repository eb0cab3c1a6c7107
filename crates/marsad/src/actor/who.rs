//! A party as the coder holds it, before it is written out.

use jiff::civil::Date;

use crate::coded::{By, Party, Role};
use crate::pack::{Gender, Lang, Number};
use crate::span::{CodePoints, Span};

/// Somebody a phrase names.
#[derive(Clone, Debug, PartialEq)]
pub struct Who<'l> {
    /// The words that name it.
    pub span: Span,
    /// Row in the actors, when it is one.
    pub actor: Option<u32>,
    /// Row in the persons, when it is one.
    pub person: Option<u32>,
    /// Row in the offices.
    pub office: Option<u32>,
    /// Row in the titles.
    pub title: Option<u32>,
    /// ISO 3166 alpha-3, or `IGO:UN`-like.
    pub country: Option<&'l str>,
    /// What it does there.
    pub role: Option<Role>,
    /// How it was found.
    pub by: By,
    /// Grammatical gender of the words; `None` when they do not say.
    pub gender: Option<Gender>,
    /// Grammatical number of the words.
    pub number: Option<Number>,
    /// Lemma of the head noun, to know it again.
    pub head: Option<u32>,
    /// The personal name among the words.
    pub named: Option<Span>,
    /// Nothing near the words tells the country: it is the article's own.
    pub assumed: bool,
}

/// A country code of the data; `None` where it says that there is none.
#[must_use]
pub fn told_country(code: &str) -> Option<&str> {
    Some(code).filter(|code| !code.is_empty() && *code != "---")
}

impl<'l> Who<'l> {
    /// Nobody known, at these words.
    #[must_use]
    pub fn at(span: Span) -> Self {
        Self {
            span,
            actor: None,
            person: None,
            office: None,
            title: None,
            country: None,
            role: None,
            by: By::Nominal,
            gender: None,
            number: None,
            head: None,
            named: None,
            assumed: false,
        }
    }

    /// An actor of the knowledge base, at these words, as it was on a day.
    #[must_use]
    pub fn actor(row: u32, span: Span, by: By, day: Option<Date>, lang: &'l Lang) -> Self {
        let actor = &lang.tables.actors[row as usize];
        let country = told_country(&actor.country);
        Self { actor: Some(row), country, role: Some(actor.role_on(day)), by, ..Self::at(span) }
    }

    /// Whether it is somebody known: of a country or organisation, or an armed group or states of none («تنظيم الدولة الإسلامية»,
    /// «القوى الكبرى»).
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.country.is_some()
            || self.actor.is_some() && (self.role == Some(Role::Reb) || self.role == Some(Role::Gov) && self.by == By::Name)
    }

    /// Whether both are the same for all that is known of them.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self.person, other.person) {
            (Some(a), Some(b)) => return a == b,
            (Some(_), None) | (None, Some(_)) if self.title.is_none() && other.title.is_none() => {}
            _ => {}
        }
        // «المقاومة والحوثيون»: two groups of one country are two.
        let group = |who: &Self| who.actor.filter(|_| matches!(who.role, Some(Role::Reb | Role::Opp | Role::Pty)));
        if group(self).zip(group(other)).is_some_and(|(one, two)| one != two) {
            return false;
        }
        let one_of_none = self.country.is_none() && self.actor.is_some() && self.actor == other.actor;
        one_of_none || self.country == other.country && self.country.is_some() && self.role == other.role
    }

    /// Whether it is a force of a state, a group in arms, a party or an opposition: what has members.
    pub(super) fn has_members(&self) -> bool {
        matches!(self.role, Some(Role::Mil | Role::Cop | Role::Spy | Role::Reb | Role::Pty | Role::Opp))
    }

    /// Makes people without a country those of a body: its country, and its role where it is no state.
    pub fn belong_to(&mut self, whole: &Self, lang: &Lang) {
        self.country = whole.country;
        self.assumed = false;
        if let Some(actor) = whole.actor.filter(|row| lang.tables.actors[*row as usize].kind != "state") {
            self.actor = Some(actor);
            self.role = whole.role;
        }
    }

    /// Holds the office no more: nobody's office, and a politician rather than the government.
    pub fn retire(&mut self) {
        self.office = None;
        if self.role == Some(Role::Gov) {
            self.role = Some(Role::Pty);
        }
    }

    /// As it is written out.
    #[must_use]
    pub fn party(&self, text: &str, points: &CodePoints<'_>, lang: &Lang) -> Party {
        let tables = &lang.tables;
        let person = self.person.map(|row| tables.persons[row as usize].id.clone());
        let country = self.country.map(str::to_owned);
        let organisation = country.as_deref().is_some_and(|code| code.starts_with("IGO") || code.starts_with("NGO"));
        Party {
            name: self.span.of(text).to_owned(),
            actor: person.or_else(|| self.actor.map(|row| tables.actors[row as usize].id.clone())),
            office: self.office.map(|row| tables.offices[row as usize].id.clone()),
            role: if organisation { None } else { self.role },
            country,
            span: points.span(self.span),
            by: self.by,
        }
    }
}
