//! Which Gregorian day is it: dates of the Islamic and the Iranian calendar.
//!
//! In: year, month, day. Out: [`Date`]. 1 Ramadan 1445 is 2024-03-11, 22 Bahman 1357 is 1979-02-11.
//!
//! Islamic dates follow Umm al-Qura, the civil calendar of Saudi Arabia; countries that wait for the crescent may be a day
//! off, and before 1420 and after 1450 AH tables of Umm al-Qura differ by a day or two: every such day is told with `~`.

use icu_calendar::cal::{Hijri, Persian, hijri::UmmAlQura};
use icu_calendar::{Date as AnyDate, Gregorian, Iso};
use jiff::civil::Date;

fn umm_al_qura() -> Hijri<UmmAlQura> {
    Hijri::new_umm_al_qura()
}

fn civil(date: AnyDate<Iso>) -> Option<Date> {
    let year = i16::try_from(date.year().extended_year()).ok()?;
    Date::new(year, i8::try_from(date.month().ordinal).ok()?, i8::try_from(date.day_of_month().0).ok()?).ok()
}

/// The Gregorian day of an Islamic date; `None` when there is no such day.
pub(super) fn from_hijri(year: i32, month: i8, day: i8) -> Option<Date> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    civil(AnyDate::try_new(year.into(), month.into(), day, umm_al_qura()).ok()?.to_calendar(Iso))
}

/// The Gregorian day of an Iranian date; `None` when there is no such day.
pub(super) fn from_solar(year: i32, month: i8, day: i8) -> Option<Date> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    civil(AnyDate::try_new(year.into(), month.into(), day, Persian).ok()?.to_calendar(Iso))
}

/// First and last day of an Islamic month.
pub(super) fn hijri_month(year: i32, month: i8) -> Option<(Date, Date)> {
    let start = from_hijri(year, month, 1)?;
    let next = if month == 12 { from_hijri(year + 1, 1, 1) } else { from_hijri(year, month + 1, 1) }?;
    Some((start, next.yesterday().ok()?))
}

/// The Islamic year of a Gregorian day.
pub(super) fn hijri_year(day: Date) -> i32 {
    let day = AnyDate::try_new(i32::from(day.year()).into(), day.month().unsigned_abs().into(), day.day().unsigned_abs(), Gregorian);
    day.map_or(0, |day| day.to_calendar(umm_al_qura()).year().extended_year())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn known_days() {
        assert_eq!(from_hijri(1445, 9, 1), Some(date(2024, 3, 11)));
        assert_eq!(from_hijri(1446, 10, 1), Some(date(2025, 3, 30)));
        assert_eq!(from_hijri(1445, 9, 17), Some(date(2024, 3, 27)));
        assert_eq!(from_hijri(1445, 9, 31), None);
        assert_eq!(from_solar(1403, 1, 1), Some(date(2024, 3, 20)));
        assert_eq!(from_solar(1357, 11, 22), Some(date(1979, 2, 11)));
        assert_eq!(from_solar(1402, 12, 30), None);
    }

    #[test]
    fn years_follow_one_another() {
        for year in 1380..1500 {
            let (_, last) = hijri_month(year, 12).unwrap();
            assert_eq!(last.tomorrow().ok(), from_hijri(year + 1, 1, 1));
            assert_eq!(hijri_year(last), year);
        }
    }
}
