//! How far from publication: units counted from its own, and runs of units up to it or from it on.
//!
//! In: a unit and a number. Out: a [`Period`]. By 2023-10-11 «الشهر الماضي» is 2023-09, «قبل ثلاثة أعوام» is 2020.

use jiff::civil::Date;

use super::calendar::{Period, add_days, add_months};
use super::index::Unit;
use super::place::Resolver;

impl Resolver {
    /// The unit so many from publication's.
    pub(super) fn unit(&self, unit: Unit, shift: i32) -> Option<Period> {
        let published = self.published?;
        let year = i32::from(published.year());
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => None,
            Unit::Day | Unit::Night => add_days(published, shift).map(Period::day),
            Unit::Week => Period::week(add_days(published, shift.checked_mul(7)?)?, self.first_day),
            Unit::Month => {
                let month = add_months(published.first_of_month(), shift)?;
                Period::month(month.year().into(), month.month())
            }
            Unit::Year => Period::year(year.checked_add(shift)?),
            Unit::Decade => {
                let decade = year / 10 + shift;
                Period::years(decade.to_string(), format!("{decade}X"), decade * 10, decade * 10 + 9, "decade")
            }
            Unit::Century => {
                let century = year / 100 + shift;
                Period::years(format!("{century:02}"), format!("{century:02}XX"), century * 100, century * 100 + 99, "century")
            }
        }
    }

    /// A day so many units from publication.
    fn moved(&self, unit: Unit, n: f64, direction: i32) -> Option<Date> {
        let published = self.published?;
        let steps = |factor: f64| (n * factor).round().min(1e6) as i32 * direction;
        match unit {
            Unit::Second | Unit::Minute => Some(published),
            Unit::Hour => add_days(published, (n / 24.0).floor().min(1e6) as i32 * direction),
            Unit::Day | Unit::Night => add_days(published, steps(1.0)),
            Unit::Week => add_days(published, steps(7.0)),
            Unit::Month => add_months(published, steps(1.0)),
            Unit::Year => add_months(published, steps(12.0)),
            Unit::Decade => add_months(published, steps(120.0)),
            Unit::Century => add_months(published, steps(1200.0)),
        }
    }

    /// At the unit's own grain: three years ago is a year.
    pub(super) fn shifted(&self, unit: Unit, n: f64, direction: i32) -> Option<Period> {
        let day = self.moved(unit, n, direction)?;
        match unit {
            Unit::Week => Period::week(day, self.first_day),
            Unit::Month => Period::month(day.year().into(), day.month()),
            Unit::Year if n.fract() > 0.0 => Period::month(day.year().into(), day.month()),
            Unit::Year | Unit::Decade | Unit::Century => Period::year(day.year().into()),
            _ => Some(Period::day(day)),
        }
    }

    pub(super) fn span(&self, unit: Unit, n: Option<f64>, direction: i32) -> Option<Period> {
        let published = self.published?;
        let far = n.map(|n| self.moved(unit, n, direction));
        let far = match far {
            Some(None) => return None,
            Some(day) => day,
            None => None,
        };
        let (start, end) = if direction < 0 { (far, Some(published)) } else { (Some(published), far) };
        let name = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Some(Period { value: String::new(), edtf: format!("{}/{}", name(start), name(end)), start, end, precision: "interval" })
    }
}
