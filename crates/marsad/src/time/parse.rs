//! What is read before it is placed in time, and where each kind of expression begins.
//!
//! In: a token of a [`Scan`]. Out: an [`Expr`] and the token after it. «أواخر الشهر الماضي» → the month one before
//! publication's, with `END`. Days near publication are read in `days`, calendar dates in `dates` and `months`, ranges in `pairs`, spans and units in `periods`.

use super::index::{Calendar, Count, Prep, Scan, Sense, Unit};
use super::pairs::range;

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum YearRef {
    Abs(i32),
    /// Years from publication.
    Rel(i32),
    /// Not told.
    Free,
    /// «الماضي»: the last one wholly before.
    Before,
    /// «المقبل».
    After,
    /// «من كل عام».
    Every,
}

/// An expression before it is placed in time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Base {
    Now,
    Days(i32),
    /// `shift`: −1 for «الماضي», +1 for «المقبل», 0 for «الجاري» (this week's); `to`: the night up to that day.
    Weekday {
        day: i8,
        shift: Option<i32>,
        to: Option<i8>,
    },
    /// A weekday of a week counted from publication's.
    WeekdayOf {
        day: i8,
        weeks: i32,
    },
    Date {
        year: YearRef,
        month: i8,
        day: i8,
        weekday: Option<i8>,
        calendar: Calendar,
    },
    Month {
        year: YearRef,
        month: i8,
        calendar: Calendar,
    },
    /// A day of a month counted from publication's.
    DayOf {
        day: i8,
        months: i32,
    },
    Year(i32),
    /// So many units from publication's.
    Unit(Unit, i32),
    Decade(i32),
    Century(i32),
    Share {
        n: i32,
        of: i32,
        year: YearRef,
    },
    Season {
        season: &'static str,
        year: YearRef,
    },
    Feast {
        month: i8,
        day: i8,
        calendar: Calendar,
        year: YearRef,
    },
    /// «قبل ثلاثة أعوام»: so many units before or after publication.
    Shift {
        unit: Unit,
        n: f64,
        direction: i32,
    },
    /// «بعد يومين»: as `Shift` in the future, a duration in the past.
    Later {
        unit: Unit,
        n: f64,
    },
    /// «الأسابيع الثلاثة الماضية»: up to publication, or from it on; `None` for «الأيام القليلة».
    Span {
        unit: Unit,
        n: Option<f64>,
        direction: i32,
    },
    /// «قبل أيام», «منذ أشهر».
    Vague {
        unit: Unit,
        since: bool,
    },
    Duration {
        unit: Unit,
        n: f64,
    },
    /// The `n`th such weekday of a month, −1 for the last; `or_day`: or the `n`th day of it, where that is such a weekday.
    Nth {
        day: i8,
        n: i32,
        of: Box<Base>,
        or_day: bool,
    },
    /// So many days from a date: «غداة», «عشية».
    Beside(Box<Base>, i32),
    /// «كل ستة أشهر».
    Every {
        unit: Unit,
        n: f64,
    },
    EveryWeekday(i8),
    /// «كل مساء».
    EveryDay,
    /// The day of Easter, by the Western reckoning.
    Easter(YearRef),
    Range(Box<Base>, Box<Base>),
    Since(Box<Base>),
    Until(Box<Base>),
}

/// A base with what stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expr {
    pub base: Base,
    pub part: Option<&'static str>,
    /// Hour, minute, and whether it is universal time.
    pub clock: Option<(i8, i8, bool)>,
    pub modifier: Option<&'static str>,
    /// A night that was called so, and ends on the next day: «الليلة الماضية».
    pub night: bool,
    /// «ربما» stands before it.
    pub maybe: bool,
    /// The month that a second name gives, where it is another one than the first.
    pub other_month: Option<i8>,
    /// The weekday that the text gives to the day: «أمس الجمعة», «الأحد 15 يوليو».
    pub weekday: Option<i8>,
}

impl From<Base> for Expr {
    fn from(base: Base) -> Self {
        Self { base, part: None, clock: None, modifier: None, night: false, maybe: false, other_month: None, weekday: None }
    }
}

/// How deep an expression may hold another: «منذ مطلع …» is two.
const MAX_DEPTH: u8 = 4;

impl Scan<'_> {
    /// The expression of time that begins at `at`, and the token after it.
    pub(super) fn time_at(&self, at: usize) -> Option<(Expr, usize)> {
        let start = self.prep(at);
        match start {
            Some((Prep::Between, next)) => return self.between(next),
            Some((Prep::From, next)) => return self.span_from(next),
            Some((Prep::Since, next)) => return self.since(next),
            Some((Prep::Ago, next)) => return self.ago(next).or_else(|| self.simple(at, 0)),
            Some((Prep::After, next)) => return self.after(next).or_else(|| self.simple(at, 0)),
            Some((Prep::Until, next)) => {
                let (expr, end) = self.simple(next, 0).filter(|(expr, _)| expr.base.is_calendar())?;
                return Some((Expr { base: Base::Until(Box::new(expr.base)), ..expr }, end));
            }
            Some((Prep::In | Prep::During | Prep::To, _)) | None => {}
        }
        let (expr, end) = self.bounded(self.simple(at, 0)?);
        // «13 تموز إلى 15 تموز», «يناير – مارس 2005».
        if expr.base.is_calendar()
            && expr.part.is_none()
            && let Some(next) = self.after_to(end)
            && !self.lexed(end).and
            && let Some((last, after)) = self.simple(next, 0).filter(|(last, _)| last.base.is_calendar() && last.part.is_none())
        {
            return Some((range(expr.base, last.base).into(), after));
        }
        Some((expr, end))
    }

    /// «على الأقل», «على الأكثر» after how long, a year or a time of day.
    fn bounded(&self, (mut expr, end): (Expr, usize)) -> (Expr, usize) {
        let long = matches!(expr.base, Base::Duration { .. } | Base::Year(_)) || expr.clock.is_some();
        let after = self.find(end, |sense| match sense {
            Sense::ModAfter(modifier) => Some(modifier),
            _ => None,
        });
        match after.filter(|_| long && expr.modifier.is_none()) {
            Some((modifier, after)) => {
                expr.modifier = Some(modifier);
                (expr, after)
            }
            None => (expr, end),
        }
    }

    /// «نحو», «أكثر من», «ما لا يقل عن».
    pub(super) fn modifier(&self, at: usize) -> Option<(&'static str, usize)> {
        self.find(at, |sense| match sense {
            Sense::Mod(modifier) => Some(modifier),
            _ => None,
        })
    }

    pub(crate) fn prep(&self, at: usize) -> Option<(Prep, usize)> {
        self.find(at, |sense| match sense {
            Sense::Prep(prep) => Some(prep),
            _ => None,
        })
    }

    /// An expression without «منذ», «قبل», «بين» before it.
    pub(super) fn simple(&self, at: usize, depth: u8) -> Option<(Expr, usize)> {
        if self.is_blank(at) || depth > MAX_DEPTH {
            return None;
        }
        self.modified(at, depth)
            .or_else(|| self.every(at))
            .or_else(|| self.nth_weekday(at))
            .or_else(|| self.edge(at, depth))
            .or_else(|| self.day_beside(at))
            .or_else(|| self.part_of_day(at))
            .or_else(|| self.near_day(at))
            .or_else(|| self.weekday_expr(at))
            .or_else(|| self.calendar_date(at))
            .or_else(|| self.period(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.duration(at))
    }

    /// «نحو عام 1620», «قرابة الساعة الثالثة»; before a duration it is read with the number.
    fn modified(&self, at: usize, depth: u8) -> Option<(Expr, usize)> {
        let (modifier, next) = self.modifier(at)?;
        let (mut expr, end) = self.simple(next, depth + 1)?;
        let near = matches!(expr.base, Base::Year(_) | Base::Month { .. } | Base::Date { .. } | Base::Decade(_) | Base::Century(_));
        if expr.modifier.is_some() || !(expr.clock.is_some() || near && modifier == "APPROX") {
            return None;
        }
        expr.modifier = Some(modifier);
        Some((expr, end))
    }

    /// «مطلع», «منتصف», «أواخر» before a month, a year, a week or something longer.
    fn edge(&self, at: usize, depth: u8) -> Option<(Expr, usize)> {
        let (edge, next) = self.find(at, |sense| match sense {
            Sense::Edge(edge) => Some(edge),
            _ => None,
        })?;
        let Some((mut expr, end)) = self.simple(next, depth + 1).or_else(|| self.digits_of_year(next)) else {
            return self.edge_of_this(edge, next);
        };
        if edge == "FIRST" {
            let base = match expr.base {
                Base::Month { year, month, calendar } => Base::Date { year, month, day: 1, weekday: None, calendar },
                base @ (Base::Year(_) | Base::Unit(Unit::Year, _)) => return Some((Expr { modifier: Some("START"), ..base.into() }, end)),
                _ => return None,
            };
            return Some((base.into(), end));
        }
        let long = matches!(
            expr.base,
            Base::Month { .. } | Base::Year(_) | Base::Decade(_) | Base::Century(_) | Base::Share { .. } | Base::Season { .. }
        ) || matches!(expr.base, Base::Unit(unit, _) if unit > Unit::Night);
        if !long || expr.modifier.is_some() {
            return None;
        }
        expr.modifier = Some(edge);
        Some((expr, end))
    }

    /// «بداية العام», «نهاية الأسبوع»: the one that goes on.
    fn edge_of_this(&self, edge: &'static str, at: usize) -> Option<(Expr, usize)> {
        let ((unit, _), end) =
            self.unit(at).filter(|((unit, count), _)| *count == Count::One && *unit > Unit::Night && *unit < Unit::Decade)?;
        let edge = if edge == "FIRST" { "START" } else { edge };
        let known = self.lexed(at).definite;
        known.then(|| (Expr { modifier: Some(edge), ..Base::Unit(unit, 0).into() }, end))
    }
}

/// Years that news tells of.
pub(super) fn is_year(value: i32) -> bool {
    (1000..=2200).contains(&value)
}

impl Expr {
    /// Whether it tells how long and nothing about when.
    pub(crate) fn is_plain_duration(&self) -> bool {
        matches!(self.base, Base::Duration { .. })
    }
}

impl Base {
    /// Whether it is one day.
    pub(super) fn is_day(&self) -> bool {
        matches!(
            self,
            Base::Days(_)
                | Base::Weekday { .. }
                | Base::WeekdayOf { .. }
                | Base::Date { .. }
                | Base::DayOf { .. }
                | Base::Feast { .. }
                | Base::Nth { .. }
                | Base::Beside(..)
                | Base::Easter(_)
        )
    }

    /// Whether it has a place in time of its own, so that it may begin or end a range.
    pub(super) fn is_calendar(&self) -> bool {
        self.is_day()
            || matches!(
                self,
                Base::Now
                    | Base::Month { .. }
                    | Base::Year(_)
                    | Base::Unit(..)
                    | Base::Decade(_)
                    | Base::Century(_)
                    | Base::Share { .. }
                    | Base::Season { .. }
            )
    }
}
