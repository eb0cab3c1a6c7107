//! Who held which office on a day, and which office somebody held.
//!
//! In: the terms of `knowledge/holders/`, an office or a person, a day. Out: the row of a person or an office, or nothing.
//!
//! «وزير الدفاع العراقي» on 2013-09-20 is سعدون الدليمي, who held it from 2011-08-17 to 2014-10-18. Dates are as precise as
//! the data says: in the month in which one term ends and the next begins both [`Perhaps`](Held::Perhaps) hold it. A term
//! without a known end is known up to the day it was last seen to stand (`as_of`), and [`Stale`](Held::Stale) after it.
//!
//! It guesses nobody: where two hold an office, or only a stale term is left, there is no holder.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::pack::{Holder, HolderStatus, Tables};

/// Holders by office and by person, and offices by title and country.
#[derive(Debug, Default)]
pub struct Offices {
    by_office: FxHashMap<u32, Vec<Term>>,
    by_person: FxHashMap<u32, Vec<Term>>,
    by_title: FxHashMap<(u32, String), Vec<u32>>,
    /// By title, in whatever country.
    by_kind: FxHashMap<u32, Vec<u32>>,
    /// By title and the id of the actor that has it.
    by_body: FxHashMap<(u32, String), Vec<u32>>,
}

/// One term of office: rows of the office, the person and the holders, and its days.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// Row in the offices.
    pub office: u32,
    /// Row in the persons.
    pub person: u32,
    /// Row in the holders.
    pub row: u32,
    from: Option<Days>,
    to: Option<Days>,
    /// Where no end is known: the last day on which it was known to be held.
    as_of: Option<Date>,
    /// It ended, nobody knows when.
    ended: bool,
    /// Held for the time being, or against somebody else.
    unsettled: bool,
    /// The office is of a state and not of one of its bodies or a party.
    of_state: bool,
    /// Row in the titles: they are listed from the highest down.
    rank: u32,
}

/// The days an ISO date of any precision may mean: first and last.
type Days = (Date, Date);

/// Whether an office was held on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// It was held before, and no end is known.
    Stale,
    /// The day lies in the month or year in which the term began or ended.
    Perhaps,
    /// It was.
    Yes,
}

impl Term {
    fn new(office: u32, person: u32, row: u32, holder: &Holder, (of_state, rank): (bool, u32)) -> Self {
        let last = |iso: &Option<String>| iso.as_deref().and_then(days);
        Self {
            unsettled: holder.status != HolderStatus::Regular,
            of_state,
            rank,
            office,
            person,
            row,
            from: days(&holder.from),
            to: last(&holder.to),
            as_of: last(&holder.as_of).map(|(_, last)| last),
            ended: holder.ended,
        }
    }

    /// The first day it may have begun.
    #[must_use]
    pub fn begins(&self) -> Option<Date> {
        self.from.map(|(first, _)| first)
    }

    /// Whether the office was held on the day; `None` when it was not.
    #[must_use]
    pub fn held(&self, day: Date) -> Option<Held> {
        let (first, begun) = self.from?;
        if day < first {
            return None;
        }
        let mut held = if day < begun { Held::Perhaps } else { Held::Yes };
        match self.to {
            Some((_, last)) if day > last => return None,
            Some((ending, last)) if day >= ending && ending < last => held = Held::Perhaps,
            None if self.as_of.is_none_or(|as_of| day > as_of) => {
                // An unknown end lies anywhere after the last day known.
                return (!self.ended).then_some(Held::Stale);
            }
            _ => {}
        }
        Some(held)
    }
}

impl Offices {
    /// Indexes the holders.
    #[must_use]
    pub fn new(tables: &Tables) -> Self {
        let mut offices = Self::default();
        let office_rows: FxHashMap<&str, u32> =
            tables.offices.iter().enumerate().map(|(row, office)| (office.id.as_str(), row as u32)).collect();
        let person_rows: FxHashMap<&str, u32> =
            tables.persons.iter().enumerate().map(|(row, person)| (person.id.as_str(), row as u32)).collect();
        let title_rows: FxHashMap<&str, u32> =
            tables.titles.iter().enumerate().map(|(row, title)| (title.id.as_str(), row as u32)).collect();
        let states: FxHashSet<&str> = tables.actors.iter().filter(|actor| actor.kind == "state").map(|actor| actor.id.as_str()).collect();
        for (row, office) in tables.offices.iter().enumerate() {
            if let Some(title) = title_rows.get(office.title.as_str()) {
                offices.by_title.entry((*title, office.country.clone())).or_default().push(row as u32);
                offices.by_kind.entry(*title).or_default().push(row as u32);
                offices.by_body.entry((*title, office.of.clone())).or_default().push(row as u32);
            }
        }
        for (row, holder) in tables.holders.iter().enumerate() {
            let (Some(office), Some(person)) = (office_rows.get(holder.office.as_str()), person_rows.get(holder.person.as_str())) else {
                continue;
            };
            let entry = &tables.offices[*office as usize];
            let rank = title_rows.get(entry.title.as_str()).copied().unwrap_or(u32::MAX);
            let term = Term::new(*office, *person, row as u32, holder, (states.contains(entry.of.as_str()), rank));
            offices.by_office.entry(*office).or_default().push(term);
            offices.by_person.entry(*person).or_default().push(term);
        }
        offices
    }

    /// The terms of an office, in the order of the data.
    #[must_use]
    pub fn terms_of(&self, office: u32) -> &[Term] {
        self.by_office.get(&office).map_or(&[], Vec::as_slice)
    }

    /// The terms of a person, in the order of the data.
    #[must_use]
    pub fn terms_by(&self, person: u32) -> &[Term] {
        self.by_person.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Who held the office on the day: a row of the persons; `None` when unknown or when two did.
    ///
    /// Without a day, who holds it as far as is known.
    #[must_use]
    pub fn holder(&self, office: u32, day: Option<Date>) -> Option<u32> {
        let terms = self.terms_of(office);
        let only = |held: Held| {
            let mut holders = terms.iter().filter(|term| standing(term, day) == Some(held));
            let first = holders.next()?;
            Some(holders.all(|other| other.person == first.person).then_some(first.person))
        };
        only(Held::Yes).or_else(|| only(Held::Perhaps)).flatten()
    }

    /// The office somebody held on the day: a row of the offices. Of several the surest, held for good, of the state, with the
    /// highest title: a prime minister who is foreign minister for the time being is prime minister.
    #[must_use]
    pub fn office(&self, person: u32, day: Option<Date>) -> Option<u32> {
        self.terms_by(person)
            .iter()
            .filter_map(|term| Some((standing(term, day)?, term)))
            .max_by_key(|(held, term)| {
                (*held, !term.unsettled, term.of_state, std::cmp::Reverse(term.rank), std::cmp::Reverse(term.office))
            })
            .map(|(_, term)| term.office)
    }

    /// Whether somebody held an office with this title at any time.
    #[must_use]
    pub fn ever_held(&self, person: u32, title: u32, tables: &Tables) -> bool {
        let id = &tables.titles[title as usize].id;
        self.terms_by(person).iter().any(|term| tables.offices[term.office as usize].title == *id)
    }

    /// The office with this title in a country or organisation, when there is just one; of several that of the state itself.
    #[must_use]
    pub fn of_title(&self, title: u32, country: &str, tables: &Tables) -> Option<u32> {
        let offices = self.by_title.get(&(title, country.to_owned()))?;
        let state = |row: &&u32| tables.actors.iter().any(|actor| actor.id == tables.offices[**row as usize].of && actor.kind == "state");
        match offices.as_slice() {
            [office] => Some(*office),
            several => sole(several.iter().filter(state)),
        }
    }

    /// The office with this title, when there is just one anywhere: «متحدث باسم الأمم المتحدة».
    #[must_use]
    pub fn only(&self, title: u32) -> Option<u32> {
        sole(self.by_kind.get(&title)?.iter())
    }

    /// The offices with this title that somebody held on the day, each with its holder.
    pub fn held_with(&self, title: u32, day: Option<Date>) -> impl Iterator<Item = (u32, u32)> {
        let offices = self.by_kind.get(&title).map_or(&[][..], Vec::as_slice);
        offices.iter().filter_map(move |office| Some((*office, self.holder(*office, day)?)))
    }

    /// The office with this title in a body (an actor's id), when there is just one.
    #[must_use]
    pub fn of_body(&self, title: u32, actor: &str) -> Option<u32> {
        sole(self.by_body.get(&(title, actor.to_owned()))?.iter())
    }
}

fn sole<'r>(mut rows: impl Iterator<Item = &'r u32>) -> Option<u32> {
    let first = rows.next()?;
    rows.next().is_none().then_some(*first)
}

fn standing(term: &Term, day: Option<Date>) -> Option<Held> {
    match day {
        Some(day) => term.held(day),
        None => (term.to.is_none() && !term.ended).then_some(Held::Yes),
    }
}

/// First and last day of an ISO date of any precision.
fn days(iso: &str) -> Option<Days> {
    let mut parts = iso.split('-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let month = parts.next().and_then(Result::ok);
    let day = parts.next().and_then(Result::ok);
    let first = Date::new(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8).ok()?;
    let last = match (month, day) {
        (None, _) => Date::new(year, 12, 31).ok()?,
        (_, None) => first.last_of_month(),
        _ => first,
    };
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Date {
        iso.parse().unwrap()
    }

    fn term(from: &str, to: Option<&str>, as_of: Option<&str>, ended: bool) -> Term {
        let text = |iso: Option<&str>| iso.map(str::to_owned);
        Term::new(0, 0, 0, &Holder { from: from.into(), to: text(to), as_of: text(as_of), ended, ..Holder::default() }, (true, 0))
    }

    #[test]
    fn days_of_an_imprecise_date() {
        assert_eq!(days("2013"), Some((day("2013-01-01"), day("2013-12-31"))));
        assert_eq!(days("2013-02"), Some((day("2013-02-01"), day("2013-02-28"))));
        assert_eq!(days("no date"), None);
    }

    #[test]
    fn a_day_is_held_surely_perhaps_or_not() {
        let exact = term("2011-08-17", Some("2014-10-18"), None, false);
        assert_eq!(exact.held(day("2013-09-20")), Some(Held::Yes));
        assert_eq!(exact.held(day("2014-10-18")), Some(Held::Yes));
        assert_eq!(exact.held(day("2014-10-19")), None);
        let months = term("2011-08", Some("2014-10"), None, false);
        assert_eq!(months.held(day("2011-08-17")), Some(Held::Perhaps));
        assert_eq!(months.held(day("2011-08-31")), Some(Held::Yes));
        assert_eq!(months.held(day("2014-10-30")), Some(Held::Perhaps));
        assert_eq!(months.held(day("2014-11-01")), None);
    }

    #[test]
    fn no_end_is_not_for_ever() {
        let open = term("2020", None, Some("2022-08"), false);
        assert_eq!(open.held(day("2022-08-31")), Some(Held::Yes));
        assert_eq!(open.held(day("2026-01-01")), Some(Held::Stale));
        let ended = term("2020", None, Some("2022-08"), true);
        assert_eq!((ended.held(day("2022-01-01")), ended.held(day("2026-01-01"))), (Some(Held::Yes), None));
    }
}
