//! In what shape is an answer written (docs/schema/who.schema.json)?
//!
//! In: an [`Answer`]. Out: [`WrittenAnswer`], which serializes: terms with names and the source of each, or in words why it is unknown. «وزير الدفاع العراقي» on
//! 2013-09-20 is one term, of `saadoun-al-dulaimi`.

use jiff::civil::Date;
use serde::Serialize;

use super::office::Term;
use super::question::{Answer, Asked, Unknown};
use crate::pack::{Holder, HolderStatus, Lang};

/// An answer as it is written out.
#[derive(Debug, Serialize)]
pub struct WrittenAnswer<'a> {
    /// The question.
    pub query: &'a str,
    /// The day, ISO.
    pub on: String,
    /// `office`, `person`, or `null` where the question was not understood.
    pub asked: Option<&'static str>,
    /// Id of the office or person.
    pub id: Option<&'a str>,
    /// Empty where it is unknown.
    pub answer: Vec<Tenure<'a>>,
    /// Why it is unknown.
    pub unknown: Option<String>,
    /// Terms that do not answer: those that perhaps hold on the day, else the last before and the first after it.
    pub near: Vec<Tenure<'a>>,
}

/// A term of office as it is written out.
#[derive(Debug, Serialize)]
pub struct Tenure<'a> {
    /// Id of the person.
    pub person: &'a str,
    /// His name, Arabic.
    pub name: &'a str,
    /// His name, English.
    pub name_en: &'a str,
    /// Id of the office.
    pub office: &'a str,
    /// Its name, English.
    pub office_en: &'a str,
    /// First day, as exactly as it is known.
    pub from: &'a str,
    /// Last day; `null` where none is known.
    pub to: Option<&'a str>,
    /// `acting`, `contested`, or `null`.
    pub status: Option<&'static str>,
    /// Where no end is known: the last day on which it was known to be held.
    pub as_of: Option<&'a str>,
    /// Id of its origin.
    pub provenance: &'a str,
    /// The origin with its licence.
    pub source: String,
    /// File and line of the data.
    pub line: &'a str,
}

/// Writes an answer out.
#[must_use]
pub fn written<'a>(query: &'a str, on: Date, answer: &Answer, lang: &'a Lang) -> WrittenAnswer<'a> {
    let (asked, id) = match answer.asked {
        Some(Asked::Office(row)) => (Some("office"), Some(lang.tables.offices[row as usize].id.as_str())),
        Some(Asked::Person(row)) => (Some("person"), Some(lang.tables.persons[row as usize].id.as_str())),
        None => (None, None),
    };
    let tenures = |terms: &[Term]| terms.iter().map(|term| tenure(term, lang)).collect();
    WrittenAnswer {
        query,
        on: on.to_string(),
        asked,
        id,
        answer: tenures(&answer.terms),
        unknown: answer.unknown.as_ref().map(|why| in_words(why, lang)),
        near: tenures(&answer.near),
    }
}

fn tenure<'a>(term: &Term, lang: &'a Lang) -> Tenure<'a> {
    let tables = &lang.tables;
    let (person, office) = (&tables.persons[term.person as usize], &tables.offices[term.office as usize]);
    let holder = &tables.holders[term.row as usize];
    Tenure {
        person: &person.id,
        name: person.names.first().map_or("", String::as_str),
        name_en: &person.en,
        office: &office.id,
        office_en: &office.en,
        from: &holder.from,
        to: holder.to.as_deref(),
        status: match holder.status {
            HolderStatus::Regular => None,
            HolderStatus::Acting => Some("acting"),
            HolderStatus::Contested => Some("contested"),
        },
        as_of: holder.as_of.as_deref(),
        provenance: &holder.provenance,
        source: origin(lang, holder),
        line: &holder.line,
    }
}

/// Where a term of office is from, with the licence.
#[must_use]
pub fn origin(lang: &Lang, holder: &Holder) -> String {
    let origin = lang.tables.provenance.iter().find(|origin| origin.id == holder.provenance);
    origin.map_or_else(|| holder.provenance.clone(), |origin| format!("{} ({})", origin.title, origin.licence))
}

/// Why there is no answer, and what to do.
#[must_use]
pub fn in_words(why: &Unknown, lang: &Lang) -> String {
    match why {
        Unknown::Question(words) if words.is_empty() => "no office and no person of the knowledge base is named in it".to_owned(),
        Unknown::Question(words) => format!("these words are not understood: {}", words.join(" ")),
        Unknown::WhoseOffice => "an office of which country or body? name it".to_owned(),
        Unknown::NoOffice => "no such office of this country or body is known".to_owned(),
        Unknown::SeveralPersons(rows) => {
            let names: Vec<&str> = rows.iter().map(|row| lang.tables.persons[*row as usize].en.as_str()).collect();
            format!("several have this name: {}", names.join(", "))
        }
        Unknown::NoHolder => "no term is known that has this day".to_owned(),
        Unknown::SeveralHolders => "several held it on this day".to_owned(),
        Unknown::NotSure => "whether the term has this day is not known".to_owned(),
    }
}
