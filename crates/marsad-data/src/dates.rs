//! Dates of any precision, and who held which office when: order and overlaps.

use std::collections::{BTreeMap, BTreeSet};

use marsad::pack::{Holder, HolderStatus, Tables};

use crate::knowledge::line_of;
use crate::merge::{Unique, merge};
use crate::problems::{Place, Problems, nearest};
use crate::sources::{Sources, Table};
use crate::tsv::Row;

/// Whether a string is an ISO date of any precision; an error when it is not.
pub(crate) fn check(place: &Place, date: &str, problems: &mut Problems) -> bool {
    let numbers: Vec<Option<u32>> = date.split('-').map(|part| part.parse().ok()).collect();
    let widths: Vec<usize> = date.split('-').map(str::len).collect();
    let leap = |year: u32| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let n_days = |year, month| match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let fine = match (widths.as_slice(), numbers.as_slice()) {
        ([4], [Some(_)]) => true,
        ([4, 2], [Some(_), Some(month)]) => (1..=12).contains(month),
        ([4, 2, 2], [Some(year), Some(month), Some(day)]) => (1..=12).contains(month) && (1..=n_days(*year, *month)).contains(day),
        _ => false,
    };
    if !fine {
        problems.error(place, format!("`{date}` is not a date"), "write YYYY, YYYY-MM or YYYY-MM-DD");
    }
    fine
}

/// An error when the end comes before the start.
pub(crate) fn check_order(place: &Place, from: Option<&str>, to: Option<&str>, problems: &mut Problems) {
    if let (Some(from), Some(to)) = (from, to)
        && before(to, from)
    {
        problems.error(place, format!("it ends ({to}) before it begins ({from})"), "");
    }
}

/// Whether a date is surely before another one: compared as far as both are precise.
fn before(a: &str, b: &str) -> bool {
    let n_bytes = a.len().min(b.len());
    a[..n_bytes] < b[..n_bytes]
}

/// Reads who held which office when.
pub(crate) fn read_holders(sources: &Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut holders = Vec::new();
    for row in sources.rows(Table::Holders) {
        let holder = Holder {
            office: row.field(0).to_owned(),
            person: row.field(1).to_owned(),
            from: row.field(2).to_owned(),
            to: row.some(3).filter(|to| to != "?"),
            ended: row.field(3) == "?",
            status: status(row, problems),
            as_of: row.some(5),
            provenance: row.field(6).to_owned(),
            line: row.place.to_string(),
        };
        let office = tables.offices.iter().any(|office| office.id == holder.office);
        if !office {
            problems.error(
                &row.place,
                format!("unknown office `{}`", holder.office),
                nearest(&holder.office, tables.offices.iter().map(|office| office.id.as_str())),
            );
        }
        let person = tables.persons.iter().any(|person| person.id == holder.person);
        if !person {
            problems.error(
                &row.place,
                format!("unknown person `{}`", holder.person),
                nearest(&holder.person, tables.persons.iter().map(|person| person.id.as_str())),
            );
        }
        let mut dates = check(&row.place, &holder.from, problems);
        for date in holder.to.iter().chain(&holder.as_of) {
            dates &= check(&row.place, date, problems);
        }
        match (&holder.to, &holder.as_of) {
            (None, None) if !holder.ended => problems.error(
                &row.place,
                "no end and no day on which it was known to hold",
                "write that day in `as_of`: no end is not for ever",
            ),
            (Some(_), Some(_)) => problems.error(&row.place, "`as_of` of a term whose end is known", "write - there"),
            _ => {}
        }
        if holder.provenance.is_empty() {
            problems.error(&row.place, "no provenance", "name one of SOURCES.toml: every term says where it comes from");
        }
        check_order(&row.place, Some(&holder.from), holder.to.as_deref(), problems);
        let key = format!("{}/{}/{}", holder.office, holder.person, holder.from);
        if unique.id("holders", &key, &row.place, problems) && office && person && dates {
            holders.push((row.place.clone(), holder));
        }
    }
    check_overlaps(&holders, problems);
    let holders = holders.into_iter().map(|(_, holder)| holder).collect();
    merge(&mut tables.holders, holders, |holder| (holder.office.clone(), holder.person.clone(), holder.from.clone()));
    let holds: BTreeSet<&str> = sources
        .rows(Table::Holders)
        .iter()
        .map(|row| row.field(1))
        .chain(tables.holders.iter().map(|holder| holder.person.as_str()))
        .collect();
    for person in tables.persons.iter().filter(|person| person.role.is_none() && !holds.contains(person.id.as_str())) {
        let help = "add a row to holders/, or role and of";
        problems.warn(&line_of(&person.line), format!("{} holds no office and has no role", person.id), help);
    }
}

fn status(row: &Row, problems: &mut Problems) -> HolderStatus {
    match row.field(4) {
        "" => HolderStatus::Regular,
        "acting" => HolderStatus::Acting,
        "contested" => HolderStatus::Contested,
        other => {
            problems.error(&row.place, format!("unknown status `{other}`"), "write acting, contested or -");
            HolderStatus::Regular
        }
    }
}

/// One person twice at a time is an error; two persons at a time are possible (rival governments), and worth a look.
fn check_overlaps(holders: &[(Place, Holder)], problems: &mut Problems) {
    let mut by_office: BTreeMap<&str, Vec<&(Place, Holder)>> = BTreeMap::new();
    for holder in holders {
        by_office.entry(&holder.1.office).or_default().push(holder);
    }
    for spans in by_office.values_mut() {
        spans.sort_by(|a, b| a.1.from.cmp(&b.1.from));
        for pair in spans.windows(2) {
            let ((first_place, first), (place, second)) = (pair[0], pair[1]);
            let overlap = match &first.to {
                Some(to) => before(&second.from, to),
                // Ended on an unknown day: surely held as long as it was known to be.
                None if first.ended => first.as_of.as_ref().is_some_and(|as_of| before(&second.from, as_of)),
                None => true,
            };
            if overlap && first.person == second.person {
                problems.error(place, format!("{} holds {} already ({first_place})", second.person, second.office), "join the two rows");
            } else if overlap {
                let message = format!("{} begins in {} before {} ends ({first_place})", second.person, second.office, first.person);
                problems.warn(place, message, "end the first span, unless both held it");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_any_precision() {
        let fine = |date: &str| check(&Place::default(), date, &mut Problems::default());
        for date in ["2024", "2024-11", "2024-02-29"] {
            assert!(fine(date), "{date}");
        }
        for date in ["2023-02-29", "2024-13", "24", "2024-1-1", "-", "x"] {
            assert!(!fine(date), "{date}");
        }
        assert!(before("2013-07", "2013-08-04") && !before("2013", "2013-08-04") && !before("2013-08-04", "2013"));
    }

    #[test]
    fn overlaps() {
        let holder = |person: &str, from: &str, to: Option<&str>| {
            let place = Place::new("holders.tsv", 1);
            (place, Holder { office: "o".into(), person: person.into(), from: from.into(), to: to.map(Into::into), ..Holder::default() })
        };
        let check = |holders: &[(Place, Holder)]| {
            let mut problems = Problems::default();
            check_overlaps(holders, &mut problems);
            (problems.n_errors(), problems.n_warnings())
        };
        assert_eq!(check(&[holder("a", "2010", Some("2013-08")), holder("b", "2013-08-03", None)]), (0, 0));
        assert_eq!(check(&[holder("a", "2010", None), holder("b", "2013-08-03", None)]), (0, 1));
        assert_eq!(check(&[holder("a", "2010", Some("2014")), holder("a", "2013-08-03", None)]), (1, 0));
        let mut ended = holder("a", "2010", None);
        ended.1.ended = true;
        assert_eq!(check(&[ended, holder("a", "2013-08-03", None)]), (0, 0));
    }
}
