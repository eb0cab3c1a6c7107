//! Which Gregorian day is it: dates of the Islamic and the Iranian calendar.
//!
//! In: year, month, day. Out: [`Date`]. 1 Ramadan 1445 is 2024-03-11.
//!
//! Islamic dates follow Umm al-Qura, the civil calendar of Saudi Arabia, by its month lengths for 1380 to 1500 AH (as
//! tabulated by R. H. van Gent, University of Utrecht); other years follow the arithmetical calendar with leap years
//! 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30 and the epoch of 16 July 622 (Julian). Countries that wait for the
//! crescent may be a day off. Iranian dates follow the 33-year cycle, right for 1178 to 1633 SH but for single days.

use jiff::civil::{Date, date};

use super::calendar::add_days;

/// First year of [`LONG_MONTHS`].
const FIRST_YEAR: i32 = 1380;
/// 1 Muharram of that year.
const FIRST_DAY: Date = date(1960, 6, 25);
/// Bit `m` of a year is set when month `m + 1` has 30 days.
const LONG_MONTHS: [u16; 121] = [
    0x555, 0x52d, 0xa6d, 0x55a, 0x555, 0x74d, 0xd53, 0xd54, 0x556, 0xd55, 0x2d5, 0xd55, 0xd54, 0xd45, 0x655, 0x52d, 0xa5d, 0x55a, 0xad5,
    0x6aa, 0xd4b, 0x52a, 0xa57, 0x4ae, 0x976, 0x56c, 0xb55, 0xaaa, 0xa55, 0x4ad, 0x95d, 0x2da, 0x5d9, 0xdb2, 0xba4, 0xb4a, 0xa55, 0x2b5,
    0x575, 0xb6a, 0xbd2, 0xbc4, 0xb89, 0xa95, 0x52d, 0x5ad, 0xb6a, 0x6d4, 0xdc9, 0xd92, 0xaa6, 0x956, 0x2ae, 0x56d, 0x36a, 0xb55, 0xaaa,
    0x94d, 0x49d, 0x95d, 0x2ba, 0x5b5, 0x5aa, 0xd55, 0xa9a, 0x92e, 0x26e, 0x55d, 0xada, 0x6d4, 0x6a5, 0x54b, 0xa97, 0x54e, 0xaae, 0x5ac,
    0xba9, 0xd92, 0xb25, 0x64b, 0xcab, 0x55a, 0xb55, 0x6d2, 0xea5, 0xe4a, 0xa95, 0x52d, 0xaad, 0x36c, 0x759, 0x6d2, 0x695, 0x52d, 0xa5b,
    0x4ba, 0x9ba, 0x3b4, 0xb69, 0xb52, 0xaa6, 0x4b6, 0x96d, 0x2ec, 0x6d9, 0xeb2, 0xd54, 0xd2a, 0xa56, 0x4ae, 0x96d, 0xd6a, 0xb54, 0xb29,
    0xa93, 0x52b, 0xa57, 0x536, 0xab5, 0x6aa, 0xe93,
];

/// The Gregorian day of an Islamic date; `None` when there is no such day.
pub(super) fn from_hijri(year: i32, month: i8, day: i8) -> Option<Date> {
    if !(1..=12).contains(&month) || !(1..=30).contains(&day) || !(1..=2000).contains(&year) {
        return None;
    }
    let table = usize::try_from(year - FIRST_YEAR).ok().filter(|idx| *idx < LONG_MONTHS.len());
    let Some(idx) = table else {
        let (year, month) = (i64::from(year), i64::from(month));
        // Julian day 1948439 is the day before the epoch.
        let julian = i64::from(day) + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year).div_euclid(30) + 1_948_439;
        return add_days(date(1970, 1, 1), i32::try_from(julian - 2_440_588).ok()?);
    };
    let length = |mask: u16, month: u32| 29 + i32::from(mask >> month & 1);
    let before: i32 = LONG_MONTHS[..idx].iter().map(|mask| 348 + mask.count_ones() as i32).sum();
    let months: i32 = (0..month as u32 - 1).map(|month| length(LONG_MONTHS[idx], month)).sum();
    if i32::from(day) > length(LONG_MONTHS[idx], month as u32 - 1) {
        return None;
    }
    add_days(FIRST_DAY, before + months + i32::from(day) - 1)
}

/// First and last day of an Islamic month.
pub(super) fn hijri_month(year: i32, month: i8) -> Option<(Date, Date)> {
    let start = from_hijri(year, month, 1)?;
    let next = if month == 12 { from_hijri(year + 1, 1, 1) } else { from_hijri(year, month + 1, 1) }?;
    Some((start, add_days(next, -1)?))
}

/// The Islamic year that begins last on or before a day, within a year of the truth.
pub(super) fn hijri_year(day: Date) -> i32 {
    let years = f64::from(day.year()) + f64::from(day.day_of_year()) / 365.25 - 622.54;
    (years * 365.2425 / 354.36708).floor() as i32 + 1
}

/// The Gregorian day of an Iranian date.
pub(super) fn from_solar(year: i32, month: i8, day: i8) -> Option<Date> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1178..=1633).contains(&year) {
        return None;
    }
    let (n_year, n_month) = (i64::from(year), i64::from(month));
    let months = if n_month <= 7 { 31 * (n_month - 1) } else { 30 * (n_month - 1) + 6 };
    let julian = i64::from(day) + months + 365 * (n_year - 1) + (8 * n_year + 21).div_euclid(33) + 1_948_319;
    add_days(date(1970, 1, 1), i32::try_from(julian - 2_440_588).ok()?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        assert_eq!(from_hijri(1445, 9, 1), Some(date(2024, 3, 11)));
        assert_eq!(from_hijri(1446, 10, 1), Some(date(2025, 3, 30)));
        assert_eq!(from_hijri(1445, 9, 17), Some(date(2024, 3, 27)));
        assert_eq!(from_hijri(1, 1, 1), Some(date(622, 7, 19)));
        assert_eq!(from_hijri(1445, 9, 31), None);
        assert_eq!(from_solar(1403, 1, 1), Some(date(2024, 3, 20)));
        assert_eq!(from_solar(1357, 11, 22), Some(date(1979, 2, 11)));
    }

    #[test]
    fn years_follow_one_another() {
        for year in 1380..1500 {
            let (_, last) = hijri_month(year, 12).unwrap();
            assert_eq!(add_days(last, 1), from_hijri(year + 1, 1, 1));
            assert!((hijri_year(from_hijri(year, 6, 1).unwrap()) - year).abs() <= 1);
        }
    }
}
