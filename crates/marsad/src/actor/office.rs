//! Who held which office on a day, and which office somebody held.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::pack::Tables;

/// Holders by office and by person, and offices by title and country.
#[derive(Debug, Default)]
pub struct Offices {
    by_office: FxHashMap<u32, Vec<Term>>,
    by_person: FxHashMap<u32, Vec<Term>>,
    by_title: FxHashMap<(u32, String), Vec<u32>>,
}

/// One term of office.
#[derive(Clone, Copy, Debug)]
struct Term {
    office: u32,
    person: u32,
    from: Option<Date>,
    to: Option<Date>,
}

impl Term {
    fn covers(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return self.to.is_none() };
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
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
        for (row, office) in tables.offices.iter().enumerate() {
            if let Some(title) = title_rows.get(office.title.as_str()) {
                offices.by_title.entry((*title, office.country.clone())).or_default().push(row as u32);
            }
        }
        for holder in &tables.holders {
            let (Some(office), Some(person)) = (office_rows.get(holder.office.as_str()), person_rows.get(holder.person.as_str())) else {
                continue;
            };
            let term =
                Term { office: *office, person: *person, from: first_day(&holder.from), to: holder.to.as_deref().and_then(last_day) };
            offices.by_office.entry(*office).or_default().push(term);
            offices.by_person.entry(*person).or_default().push(term);
        }
        offices
    }

    /// Who held the office on the day: a row of the persons; `None` when unknown or when two did.
    #[must_use]
    pub fn holder(&self, office: u32, day: Option<Date>) -> Option<u32> {
        let mut holders = self.by_office.get(&office)?.iter().filter(|term| term.covers(day));
        let first = holders.next()?;
        holders.all(|other| other.person == first.person).then_some(first.person)
    }

    /// The office somebody held on the day: a row of the offices, the latest begun first.
    #[must_use]
    pub fn office(&self, person: u32, day: Option<Date>) -> Option<u32> {
        self.by_person
            .get(&person)?
            .iter()
            .filter(|term| term.covers(day))
            .max_by_key(|term| (term.from, std::cmp::Reverse(term.office)))
            .map(|term| term.office)
    }

    /// Whether somebody held an office with this title at any time.
    #[must_use]
    pub fn ever_held(&self, person: u32, title: u32, tables: &Tables) -> bool {
        let id = &tables.titles[title as usize].id;
        self.by_person.get(&person).is_some_and(|terms| terms.iter().any(|term| tables.offices[term.office as usize].title == *id))
    }

    /// The office with this title in a country or organisation, when there is just one.
    #[must_use]
    pub fn of_title(&self, title: u32, country: &str) -> Option<u32> {
        match self.by_title.get(&(title, country.to_owned()))?.as_slice() {
            [office] => Some(*office),
            _ => None,
        }
    }
}

/// First day of an ISO date of any precision.
fn first_day(iso: &str) -> Option<Date> {
    let mut parts = iso.split('-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let month = parts.next().and_then(Result::ok).unwrap_or(1);
    let day = parts.next().and_then(Result::ok).unwrap_or(1);
    Date::new(year, month as i8, day as i8).ok()
}

/// Last day of an ISO date of any precision.
fn last_day(iso: &str) -> Option<Date> {
    let first = first_day(iso)?;
    match iso.len() {
        0..=4 => Date::new(first.year(), 12, 31).ok(),
        5..=7 => Some(first.last_of_month()),
        _ => Some(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_an_imprecise_date() {
        assert_eq!(first_day("2013").map(|day| day.to_string()).as_deref(), Some("2013-01-01"));
        assert_eq!(last_day("2013").map(|day| day.to_string()).as_deref(), Some("2013-12-31"));
        assert_eq!(last_day("2013-02").map(|day| day.to_string()).as_deref(), Some("2013-02-28"));
        assert_eq!(first_day("no date"), None);
    }
}
