//! Who held which office when?
//!
//! In: an office or a person of the language data, a day. Out: [`Term`]s in the order of their days, with where each fact comes from; between the terms of an
//! office, the days of which nobody knows the holder are a term without a person. «رئيس لبنان» until 2022-10-31, then nobody known until 2025-01-09.
//!
//! Nothing is filled in: an end that is not known stays open, with the last day on which the office was known to be held.

use jiff::civil::Date;
use marsad::Lang;
use marsad::actor::{Asked, Held, Term as Tenure};
use marsad::pack::HolderStatus;
use serde::Serialize;
use utoipa::ToSchema;

use super::name::{Named, Names};
use crate::query::days;
use marsad::actor::{in_words, origin};

/// A term of office, or days between two of which nobody is known to have held it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Term {
    /// The office.
    pub office: Named,
    /// Who held it; `None` where nobody knows.
    pub person: Option<Named>,
    /// First day, ISO of any precision; `None` where it is not known when a gap begins.
    pub from: Option<String>,
    /// Last day; `None` where no end is known.
    pub to: Option<String>,
    /// Where no end is known: the last day on which it was known to be held.
    pub as_of: Option<String>,
    /// It ended, nobody knows when.
    pub ended: bool,
    /// `acting` or `contested`; `None` for a regular term.
    pub status: Option<String>,
    /// Whether it is held on the day asked about: `yes`, `perhaps` (in the month or year in which it began or ended), `stale` (it was, and no end is known), `no`.
    pub holds: String,
    /// Where that is from, with the licence.
    pub provenance: Option<String>,
}

/// An office and who holds it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Holding {
    /// The office.
    pub office: Named,
    /// The term that surely has the day; `None` where there is none or more than one.
    pub holder: Option<Term>,
    /// Why there is none: `unknown` no term has the day, `several` more than one has, `unsure` it perhaps has it or no end is known.
    pub why: Option<String>,
}

/// The answer to a question in words.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Answer {
    /// As asked.
    pub query: String,
    /// For which day, ISO.
    pub on: String,
    /// The office or person asked about, where the question was understood.
    pub asked: Option<Named>,
    /// The terms that answer it.
    pub terms: Vec<Term>,
    /// Why nothing does, in English.
    pub unknown: Option<String>,
    /// Terms that do not answer: those that perhaps hold, else the last before and the first after the day.
    pub near: Vec<Term>,
}

/// Who held an office on a day, or what somebody held, asked in words.
///
/// Cost: the analysis of the words (under a millisecond).
#[must_use]
pub fn who(names: &Names<'_>, query: &str, on: Date) -> Answer {
    let lang = names.lang;
    let answer = marsad::who(query, on, lang);
    let asked = answer.asked.map(|asked| match asked {
        Asked::Office(row) => names.named(&lang.tables.offices[row as usize].id),
        Asked::Person(row) => names.named(&lang.tables.persons[row as usize].id),
    });
    let terms = |terms: &[Tenure]| terms.iter().map(|tenure| term(tenure, names, on)).collect();
    Answer {
        query: query.to_owned(),
        on: on.to_string(),
        asked,
        terms: terms(&answer.terms),
        unknown: answer.unknown.as_ref().map(|why| in_words(why, lang)),
        near: terms(&answer.near),
    }
}

/// The terms of an office with the gaps between them, or of a person; empty for anybody else.
///
/// Cost: one pass over the offices or persons, and the terms.
#[must_use]
pub fn terms(names: &Names<'_>, id: &str, on: Date) -> Vec<Term> {
    let tables = &names.lang.tables;
    let mut found: Vec<&Tenure> = if let Some(row) = row(tables.offices.iter().map(|office| &office.id), id) {
        names.lang.offices().terms_of(row).iter().collect()
    } else if let Some(row) = row(tables.persons.iter().map(|person| &person.id), id) {
        names.lang.offices().terms_by(row).iter().collect()
    } else {
        return Vec::new();
    };
    found.sort_by_key(|tenure| (tenure.begins(), tenure.row));
    let terms: Vec<Term> = found.into_iter().map(|tenure| term(tenure, names, on)).collect();
    if names.office_of(id).is_some() { with_gaps(terms) } else { terms }
}

/// The offices of somebody, each with who holds it on a day, in the order of the language data.
///
/// Cost: one pass over the offices, and their terms.
#[must_use]
pub fn holdings(names: &Names<'_>, of: &str, on: Date) -> Vec<Holding> {
    let offices = names.lang.tables.offices.iter().enumerate().filter(|(_, office)| office.of == of);
    offices.map(|(row, office)| holding(names, &office.id, row as u32, on)).collect()
}

fn holding(names: &Names<'_>, id: &str, row: u32, on: Date) -> Holding {
    let office = names.named(id);
    let held: Vec<(Held, &Tenure)> =
        names.lang.offices().terms_of(row).iter().filter_map(|tenure| Some((tenure.held(on)?, tenure))).collect();
    let sure: Vec<&Tenure> = held.iter().filter(|(held, _)| *held == Held::Yes).map(|(_, tenure)| *tenure).collect();
    let (holder, why) = match sure.as_slice() {
        [first, rest @ ..] if rest.iter().all(|other| other.person == first.person) => (Some(term(first, names, on)), None),
        [] if held.is_empty() => (None, Some("unknown")),
        [] => (None, Some("unsure")),
        _ => (None, Some("several")),
    };
    Holding { office, holder, why: why.map(str::to_owned) }
}

fn row<'i>(mut ids: impl Iterator<Item = &'i String>, id: &str) -> Option<u32> {
    ids.position(|other| other == id).map(|row| row as u32)
}

fn term(tenure: &Tenure, names: &Names<'_>, on: Date) -> Term {
    let lang: &Lang = names.lang;
    let holder = &lang.tables.holders[tenure.row as usize];
    let status = match holder.status {
        HolderStatus::Regular => None,
        HolderStatus::Acting => Some("acting"),
        HolderStatus::Contested => Some("contested"),
    };
    let holds = match tenure.held(on) {
        Some(Held::Yes) => "yes",
        Some(Held::Perhaps) => "perhaps",
        Some(Held::Stale) => "stale",
        None => "no",
    };
    Term {
        office: names.named(&holder.office),
        person: Some(names.named(&holder.person)),
        from: Some(holder.from.clone()),
        to: holder.to.clone(),
        as_of: holder.as_of.clone(),
        ended: holder.ended,
        status: status.map(str::to_owned),
        holds: holds.to_owned(),
        provenance: Some(origin(lang, holder)),
    }
}

/// The terms of an office with those days between them that no term can have.
fn with_gaps(terms: Vec<Term>) -> Vec<Term> {
    let day = |text: &str| text.parse::<Date>().ok();
    let mut all: Vec<Term> = Vec::with_capacity(terms.len());
    // The last day that a term up to here may have; `None` after one that ended nobody knows when.
    let mut until: Option<Date> = None;
    for term in terms {
        let begins = term.from.as_deref().and_then(days).and_then(|(first, _)| day(&first));
        if let (Some(until), Some(begins)) = (until, begins)
            && let (Ok(after), Ok(before)) = (until.tomorrow(), begins.yesterday())
            && after <= before
        {
            all.push(Term {
                office: term.office.clone(),
                from: Some(after.to_string()),
                to: Some(before.to_string()),
                holds: "no".to_owned(),
                ..Term::default()
            });
        }
        let ends = term.to.as_deref().or(term.as_of.as_deref()).and_then(days).and_then(|(_, last)| day(&last));
        until = until.max(ends);
        all.push(term);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::sample::lang;
    use super::*;

    fn told(from: &str, to: Option<&str>, as_of: Option<&str>) -> Term {
        Term { from: Some(from.into()), to: to.map(str::to_owned), as_of: as_of.map(str::to_owned), ..Term::default() }
    }

    fn ends(terms: &[Term]) -> Vec<String> {
        terms.iter().map(|term| format!("{}..{}", term.from.as_deref().unwrap_or(""), term.to.as_deref().unwrap_or(""))).collect()
    }

    #[test]
    fn days_without_a_holder_are_told_and_imprecise_days_are_none() {
        let gaps = with_gaps(vec![told("2010", Some("2012-03"), None), told("2012-05-02", Some("2014-01-01"), None)]);
        assert_eq!(ends(&gaps), ["2010..2012-03", "2012-04-01..2012-05-01", "2012-05-02..2014-01-01"]);
        // It may have gone from one to the other within the month.
        assert_eq!(with_gaps(vec![told("2010", Some("2012-03"), None), told("2012-03", None, None)]).len(), 2);
        // Known to be held up to a day, and by the next from a later one on.
        assert_eq!(ends(&with_gaps(vec![told("2010", None, Some("2011-06-01")), told("2012", None, None)]))[1], "2011-06-02..2011-12-31");
        // A shorter term inside a longer one makes no gap.
        assert_eq!(with_gaps(vec![told("2010", Some("2015"), None), told("2011", Some("2012"), None), told("2015", None, None)]).len(), 3);
    }

    #[test]
    fn the_terms_of_the_data_have_an_origin() {
        let names = Names::new(lang());
        let holder = &lang().tables.holders[0];
        let on = "2024-02-25".parse().unwrap();
        for id in [&holder.office, &holder.person] {
            let terms = terms(&names, id, on);
            assert!(terms.iter().any(|term| term.provenance.as_deref().is_some_and(|from| !from.is_empty())), "{id}");
        }
        let office = lang().tables.offices.iter().find(|office| office.id == holder.office).unwrap();
        assert!(holdings(&names, &office.of, on).iter().all(|holding| holding.holder.is_some() != holding.why.is_some()));
        assert!(terms(&names, "nobody-known", on).is_empty());
    }

    #[test]
    fn a_question_in_words_is_answered_or_told_why_not() {
        let names = Names::new(lang());
        let answer = who(&names, "وزير الدفاع العراقي", "2013-09-20".parse().unwrap());
        assert_eq!((answer.terms.len(), answer.unknown.as_deref()), (1, None), "{answer:?}");
        assert!(who(&names, "", "2013-09-20".parse().unwrap()).unknown.is_some());
    }
}
