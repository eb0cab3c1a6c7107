//! What do statements say: items, days and spans out of snaks.
//!
//! In: an entity's statements. Out: the items of a property, preferred ones first, and dates as ISO prefixes.
//!
//! `+2005-06-01T00:00:00Z` with precision 11 → `2005-06-01`, with 10 → `2005-06`, with 9 → `2005` (years are written as their first of January,
//! or with month and day 00) · precision 8 and below, a decade or more, gives nothing · a day of the Julian calendar becomes its
//! Gregorian day.
//!
//! Deprecated statements are never looked at. Years before the first and after 9999 give nothing.

use serde_json::Value;

use super::entity::{Coordinate, Entity, Rank, Snak, SnakType, Statement, Time};
use crate::import::countries::q;

/// The Julian calendar.
const JULIAN: &str = "Q1985786";
const DAY: u8 = 11;
const MONTH: u8 = 10;
const YEAR: u8 = 9;

impl Entity {
    /// The statements of a property that hold, preferred ones first.
    pub fn statements(&self, property: &str) -> Vec<&Statement> {
        let all = self.claims.get(property).map_or(&[][..], Vec::as_slice);
        let mut statements: Vec<&Statement> = all.iter().filter(|statement| statement.rank > Rank::Deprecated).collect();
        statements.sort_by_key(|statement| std::cmp::Reverse(statement.rank));
        statements
    }

    /// The items of a property.
    pub fn items(&self, property: &str) -> Vec<u64> {
        self.statements(property).iter().filter_map(|statement| statement.mainsnak.item()).collect()
    }

    /// The date of a property.
    pub fn date(&self, property: &str) -> Option<String> {
        self.statements(property).iter().find_map(|statement| iso(&statement.mainsnak.time()?))
    }

    /// The string of a property.
    pub fn string(&self, property: &str) -> Option<&str> {
        self.statements(property).iter().find_map(|statement| statement.mainsnak.value()?.as_str())
    }

    /// The number of a property, without its unit.
    pub fn quantity(&self, property: &str) -> Option<u32> {
        let amount = self.statements(property).iter().find_map(|statement| statement.mainsnak.value()?.get("amount")?.as_str())?;
        amount.trim_start_matches('+').parse().ok()
    }

    /// Degrees north and east, on the earth alone.
    pub fn point(&self) -> Option<(f64, f64)> {
        self.statements("P625").iter().find_map(|statement| {
            let point: Coordinate = serde_json::from_value(statement.mainsnak.value()?.clone()).ok()?;
            let on_earth = point.globe.as_deref().is_none_or(|globe| globe.ends_with("/Q2"));
            (on_earth && point.latitude.abs() <= 90.0 && point.longitude.abs() <= 180.0).then_some((point.latitude, point.longitude))
        })
    }

    /// The bodies that qualifiers «of» (P642) of a property's statements name.
    pub fn qualified_of(&self, property: &str) -> Vec<u64> {
        self.statements(property).iter().filter_map(|statement| statement.qualifiers.get("P642")?.first()?.item()).collect()
    }
}

impl Snak {
    /// The value, where one is given.
    pub fn value(&self) -> Option<&Value> {
        self.datavalue.as_ref().filter(|_| self.snaktype == SnakType::Value).map(|datavalue| &datavalue.value)
    }

    /// The item it names; old dumps have the number alone.
    pub fn item(&self) -> Option<u64> {
        let value = self.value()?;
        value.get("id").and_then(Value::as_str).and_then(q).or_else(|| value.get("numeric-id")?.as_u64())
    }

    /// The time it tells.
    pub fn time(&self) -> Option<Time> {
        serde_json::from_value(self.value()?.clone()).ok()
    }
}

/// A time as an ISO date of its precision.
pub fn iso(time: &Time) -> Option<String> {
    let mut parts = time.time.strip_prefix('+')?.split('T').next()?.split('-');
    let year: i32 = parts.next()?.trim_start_matches('0').parse().ok().filter(|year| (1..=9999).contains(year))?;
    let month: i32 = parts.next()?.parse().ok().filter(|month| *month <= 12)?;
    let day: i32 = parts.next()?.parse().ok().filter(|day| *day <= 31)?;
    match time.precision {
        DAY.. if month > 0 && day > 0 => {
            let (year, month, day) = if time.calendarmodel.ends_with(JULIAN) { gregorian(year, month, day) } else { (year, month, day) };
            jiff::civil::Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok().map(|date| date.to_string())
        }
        MONTH.. if month > 0 => Some(format!("{year:04}-{month:02}")),
        YEAR.. => Some(format!("{year:04}")),
        _ => None,
    }
}

/// Whether a time is a day of the Julian calendar.
pub fn is_julian_day(time: &Time) -> bool {
    time.precision >= DAY && time.calendarmodel.ends_with(JULIAN)
}

/// The Gregorian day of a Julian one, by way of the day number.
///
/// Source: Richards, "Calendars", in Urban and Seidelmann (eds.), Explanatory Supplement to the Astronomical Almanac (2013), 15.11.
fn gregorian(year: i32, month: i32, day: i32) -> (i32, i32, i32) {
    let a = (14 - month) / 12;
    let (y, m) = (year + 4800 - a, month + 12 * a - 3);
    let number = day + (153 * m + 2) / 5 + 365 * y + y / 4 - 32083;
    let a = number + 32044;
    let b = (4 * a + 3) / 146_097;
    let c = a - 146_097 * b / 4;
    let d = (4 * c + 3) / 1461;
    let e = c - 1461 * d / 4;
    let m = (5 * e + 2) / 153;
    (100 * b + d - 4800 + m / 10, m + 3 - 12 * (m / 10), e - (153 * m + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_precise_as_they_say() {
        let date = |time: &str, precision: u8, calendar: &str| {
            iso(&Time { time: time.into(), precision, calendarmodel: format!("http://www.wikidata.org/entity/{calendar}") })
        };
        for (time, precision, expected) in [
            ("+2005-06-01T00:00:00Z", 11, Some("2005-06-01")),
            ("+2005-06-01T00:00:00Z", 10, Some("2005-06")),
            ("+2005-01-01T00:00:00Z", 9, Some("2005")),
            ("+2005-00-00T00:00:00Z", 9, Some("2005")),
            ("+2005-06-00T00:00:00Z", 10, Some("2005-06")),
            ("+2005-06-00T00:00:00Z", 11, Some("2005-06")),
            ("+00000002005-06-01T00:00:00Z", 11, Some("2005-06-01")),
            ("+2000-00-00T00:00:00Z", 8, None),
            ("+2000-00-00T00:00:00Z", 7, None),
            ("-0044-03-15T00:00:00Z", 11, None),
            ("+2023-02-30T00:00:00Z", 11, None),
            ("now", 11, None),
        ] {
            assert_eq!(date(time, precision, "Q1985727").as_deref(), expected, "{time} {precision}");
        }
        assert_eq!(date("+1917-10-25T00:00:00Z", 11, JULIAN).as_deref(), Some("1917-11-07"));
        assert_eq!(date("+1900-02-29T00:00:00Z", 11, JULIAN).as_deref(), Some("1900-03-13"));
        assert_eq!(date("+1917-10-00T00:00:00Z", 10, JULIAN).as_deref(), Some("1917-10"));
    }
}
