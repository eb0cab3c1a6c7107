//! What is somebody, or a place, called in both languages?
//!
//! In: an actor's id, an office, a person, the code of a country or organisation, a place. Out: [`Name`]. `IRN` is «إيران» and «Iran»; what the language
//! data does not know is called as it is written.
//!
//! It resolves nobody: what words mean is told by the coder and by [`crate::query`].

use marsad::Lang;
use marsad::pack::{Actor, Office};
use marsad::text::fold::fold;
use rustc_hash::FxHashMap;
use serde::Serialize;
use utoipa::ToSchema;

use crate::export::names::Names as Known;

/// A name in both languages; neither is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Name {
    /// In Arabic.
    pub ar: String,
    /// In English.
    pub en: String,
}

impl Name {
    /// One form for both languages.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self { ar: text.to_owned(), en: text.to_owned() }
    }

    /// A name of which one language may be missing; then the other stands for it, else the id.
    fn of(ar: Option<&str>, en: &str, id: &str) -> Self {
        let or = |one: &str, other: &str| [one, other, id].into_iter().find(|text| !text.is_empty()).unwrap_or("").to_owned();
        let ar = ar.unwrap_or("");
        Self { ar: or(ar, en), en: or(en, ar) }
    }
}

/// Somebody or something with an id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// Code of a country or organisation, or an id.
    pub id: String,
    /// What it is called.
    pub name: Name,
}

/// All names, by id.
pub struct Names<'l> {
    /// The language data.
    pub lang: &'l Lang,
    known: Known<'l>,
    titles: FxHashMap<&'l str, &'l str>,
}

impl<'l> Names<'l> {
    /// Indexes the names of the language data.
    ///
    /// Cost: one pass over its actors, offices, persons and places (some milliseconds); made once and kept.
    #[must_use]
    pub fn new(lang: &'l Lang) -> Self {
        let first = |forms: &'l [String]| forms.first().map_or("", String::as_str);
        let titles = lang.tables.titles.iter().map(|title| (title.id.as_str(), first(&title.forms))).collect();
        Self { lang, known: Known::new(lang), titles }
    }

    /// The name of an id or code, where it has one.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Name> {
        if let Some(actor) = self.actor(id) {
            return Some(Name::of(actor.names.first().map(String::as_str), &actor.en, id));
        }
        if let Some(person) = self.known.persons.get(id) {
            return Some(Name::of(person.names.first().map(String::as_str), &person.en, id));
        }
        self.known.offices.get(id).map(|office| self.office(office))
    }

    /// The name of an id or code; itself where it has none.
    #[must_use]
    pub fn name(&self, id: &str) -> Name {
        self.find(id).unwrap_or_else(|| Name::same(id))
    }

    /// The id with its name.
    #[must_use]
    pub fn named(&self, id: &str) -> Named {
        Named { id: id.to_owned(), name: self.name(id) }
    }

    /// The name of a place, or of a country that stands for one.
    #[must_use]
    pub fn place(&self, id: &str) -> Name {
        match self.known.places.get(id) {
            Some(place) => Name::of(place.names.first().map(String::as_str), &place.en, id),
            None => self.name(id),
        }
    }

    /// An office by its own phrase, else by its title with whose it is.
    fn office(&self, office: &Office) -> Name {
        if let Some(alias) = office.aliases.first() {
            return Name::of(Some(alias), &office.en, &office.id);
        }
        let title = self.titles.get(office.title.as_str()).copied().unwrap_or("");
        let body = self.actor(&office.of).and_then(|actor| actor.names.first());
        let ar = body.filter(|_| !title.is_empty()).map(|body| format!("{title} ({body})"));
        Name::of(ar.as_deref(), &office.en, &office.id)
    }

    /// The actor of a code or an id.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&'l Actor> {
        self.known.wholes.get(id).or_else(|| self.known.actors.get(id)).copied()
    }

    /// An office with what the data says of it.
    #[must_use]
    pub fn office_of(&self, id: &str) -> Option<&'l Office> {
        self.known.offices.get(id).copied()
    }

    /// A person with what the data says of it.
    #[must_use]
    pub fn person_of(&self, id: &str) -> Option<&'l marsad::pack::Person> {
        self.known.persons.get(id).copied()
    }

    /// The id under which events are found: of a state and an organisation their code, of anybody else his own id.
    ///
    /// `iran` and `irn` are `IRN`; what is unknown stays as it is.
    #[must_use]
    pub fn canonical(&self, id: &str) -> String {
        let upper = id.to_ascii_uppercase();
        if self.known.wholes.contains_key(upper.as_str()) {
            return upper;
        }
        match self.known.actors.get(id) {
            Some(actor) if self.known.wholes.get(actor.country.as_str()).is_some_and(|whole| whole.id == actor.id) => actor.country.clone(),
            _ => id.to_owned(),
        }
    }

    /// What somebody is: `state`, `igo`, `armed` … of actors as the data has it, else `office` or `person`; `None` where nobody knows.
    #[must_use]
    pub fn kind(&self, id: &str) -> Option<&'l str> {
        let other = || match id {
            _ if self.known.offices.contains_key(id) => Some("office"),
            _ if self.known.persons.contains_key(id) => Some("person"),
            _ => None,
        };
        self.actor(id).map(|actor| actor.kind.as_str()).or_else(other)
    }

    /// Code of the country or organisation that somebody belongs to; `None` where the language data has `---`, none.
    #[must_use]
    pub fn country(&self, id: &str) -> Option<&'l str> {
        let actor = self.actor(id).map(|actor| actor.country.as_str());
        let office = || self.known.offices.get(id).map(|office| office.country.as_str());
        let person = || self.known.persons.get(id).map(|person| person.country.as_str());
        actor.or_else(office).or_else(person).filter(|code| !code.is_empty() && *code != "---")
    }

    /// ISO 3166-1 numeric code of a country; empty for anything else.
    #[must_use]
    pub fn numeric(&self, country: &str) -> &'static str {
        self.known.codes(country).numeric
    }

    /// Whether a place of this precision is a point on a map: a town or more exact, or a province, which is drawn at its seat.
    #[must_use]
    pub fn is_on_map(&self, precision: &str) -> bool {
        self.known.is_point(precision) || matches!(precision, "district" | "province")
    }
}

/// The form in which names are compared: folded Arabic, small Latin letters.
#[must_use]
pub fn key(text: &str) -> String {
    fold(text).to_lowercase()
}

/// Letters of the Arabic article, which does not count in an order.
const ARTICLE: &str = "\u{0627}\u{0644}";

/// The form by which Arabic names are ordered: «السعودية» stands under «س».
#[must_use]
pub fn order(name: &str) -> String {
    let key = key(name);
    key.strip_prefix(ARTICLE).filter(|rest| rest.chars().count() > 2).map(str::to_owned).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::super::sample::lang;
    use super::*;

    #[test]
    fn states_offices_and_places_have_both_names() {
        let names = Names::new(lang());
        let name = |ar: &str, en: &str| Name { ar: ar.to_owned(), en: en.to_owned() };
        assert_eq!(names.name("IRN"), name("إيران", "Iran"));
        assert_eq!(
            (names.canonical("iran"), names.canonical("irn"), names.canonical("nobody-known")),
            ("IRN".into(), "IRN".into(), "nobody-known".into())
        );
        assert_eq!(names.name("lebanon-prime-minister").en, "Prime Minister of Lebanon");
        assert!(names.name("lebanon-prime-minister").ar.contains("لبنان"));
        assert_eq!(names.place("tehran").ar, "طهران");
        assert_eq!(names.find("nobody-known"), None);
        assert_eq!((names.kind("IRN"), names.kind("lebanon-president")), (Some("state"), Some("office")));
    }

    #[test]
    fn the_article_does_not_count_in_the_order() {
        assert_eq!(order("السعودية"), key("سعودية"));
        assert_eq!(order("الله"), key("الله"), "nothing is left of it");
        assert_eq!(order("Iran"), "iran");
    }
}
