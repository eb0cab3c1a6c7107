//! What is read before it is placed in time, and where each kind of expression begins.
//!
//! In: a token of a [`Scan`]. Out: an [`Expr`] and the token after it. «أواخر الشهر الماضي» → the month one before
//! publication's, with `END`. Calendar dates are read in `dates`, spans and units in `periods`.

use super::index::{Calendar, Count, Prep, Scan, Sense, Unit};

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
    /// The weekday that the text gives to the day: «أمس الجمعة», «الأحد 15 يوليو».
    pub weekday: Option<i8>,
}

impl From<Base> for Expr {
    fn from(base: Base) -> Self {
        Self { base, part: None, clock: None, modifier: None, weekday: None }
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
        let (expr, end) = self.simple(at, 0)?;
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
        self.edge(at, depth)
            .or_else(|| self.part_of_day(at))
            .or_else(|| self.near_day(at))
            .or_else(|| self.weekday_expr(at))
            .or_else(|| self.calendar_date(at))
            .or_else(|| self.period(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.duration(at))
    }

    /// «مطلع», «منتصف», «أواخر» before a month, a year, a week or something longer.
    fn edge(&self, at: usize, depth: u8) -> Option<(Expr, usize)> {
        let (edge, next) = self.find(at, |sense| match sense {
            Sense::Edge(edge) => Some(edge),
            _ => None,
        })?;
        let Some((mut expr, end)) = self.simple(next, depth + 1) else { return self.edge_of_this(edge, next) };
        if edge == "FIRST" {
            let Base::Month { year, month, calendar } = expr.base else { return None };
            return Some((Base::Date { year, month, day: 1, weekday: None, calendar }.into(), end));
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
        let known = self.lexed(at).definite && edge != "FIRST";
        known.then(|| (Expr { modifier: Some(edge), ..Base::Unit(unit, 0).into() }, end))
    }

    pub(super) fn part(&self, at: usize) -> Option<(&'static str, usize)> {
        self.find(at, |sense| match sense {
            Sense::Part(part) => Some(part),
            _ => None,
        })
    }

    /// «مساء الاثنين», «فجر اليوم», «ليل السبت الأحد», «مساء 5 مايو».
    pub(super) fn part_of_day(&self, at: usize) -> Option<(Expr, usize)> {
        let (part, next) = self.part(at)?;
        let of_day = |next: usize| {
            self.near_day(next)
                .or_else(|| self.weekday_expr(next))
                .or_else(|| self.calendar_date(next))
                .filter(|(expr, _)| expr.base.is_day() && expr.part.is_none())
        };
        let (mut expr, mut end) = match self.skip(next, Sense::This) {
            // «صباح هذا اليوم».
            Some(day) => (
                Base::Days(0).into(),
                self.find(day, |sense| matches!(sense, Sense::Unit(Unit::Day, Count::One) | Sense::Day(0)).then_some(()))?.1,
            ),
            None => of_day(next)?,
        };
        if part == "NI"
            && let Base::Weekday { day, shift, to: None } = expr.base
        {
            let dash = end + usize::from(self.is_mark(end, "-–/"));
            let second = self.after_to(dash).unwrap_or(dash);
            if let Some((to, after)) = self.weekday(second, false).filter(|(to, _)| *to == day % 7 + 1) {
                expr.base = Base::Weekday { day, shift, to: Some(to) };
                end = after;
            }
        }
        expr.part = Some(part);
        Some((expr, end))
    }

    /// «اليوم», «أمس», «الليلة الماضية», with a weekday, a date or a part of the day after it.
    pub(super) fn near_day(&self, at: usize) -> Option<(Expr, usize)> {
        if let Some((night, end)) = self.find(at, |sense| match sense {
            Sense::Night(night) => Some(night),
            _ => None,
        }) {
            return Some((Expr { part: Some("NI"), ..Base::Days(night).into() }, end));
        }
        if let Some(end) = self.skip(at, Sense::Now) {
            return Some((Base::Now.into(), end));
        }
        let (days, mut end) = self.find(at, |sense| match sense {
            Sense::Day(days) => Some(days),
            _ => None,
        })?;
        // «اليوم التالي», «اليوم نفسه», «اليوم الأول من»: the word for day, not today.
        if days == 0 && (self.rel(end).is_some() || self.ordinal(end).is_some_and(|_| self.lexed(end).definite)) {
            return None;
        }
        let mut expr = Expr::from(Base::Days(days));
        let comma = end + usize::from(self.is_mark(end, "،,("));
        if let Some((other, after)) =
            self.weekday_expr(comma).filter(|(other, _)| matches!(other.base, Base::Weekday { shift: None, .. } | Base::Date { .. }))
        {
            expr.weekday = if let Base::Weekday { day, .. } = other.base { Some(day) } else { other.weekday };
            end = after + usize::from(self.is_mark(comma.saturating_sub(1), "(") && self.is_mark(after, ")"));
        }
        if let Some((part, after)) = self.part(end).filter(|_| !self.lexed(end).definite && !self.lexed(end).and) {
            // «اليوم مساء الأحد» would be two.
            if self.weekday(after, false).is_none() {
                expr.part = Some(part);
                end = after;
            }
        }
        Some((expr, end))
    }

    /// «عامي 1980 و1988», «3 و9 مايو», «يناير ومارس 2005», after «بين».
    fn between(&self, at: usize) -> Option<(Expr, usize)> {
        self.pair(at, &|at| self.after_and(at))
    }

    /// «من 13 إلى 15 يوليو», «من السبت إلى الاثنين», after «من».
    fn span_from(&self, at: usize) -> Option<(Expr, usize)> {
        self.pair(at, &|at| self.after_to(at))
    }

    /// Two calendar expressions with something between them; what the first lacks it takes from the second.
    fn pair(&self, at: usize, joint: &dyn Fn(usize) -> Option<usize>) -> Option<(Expr, usize)> {
        let mut first = at;
        if let Some((_, next)) = self
            .unit(at)
            .filter(|(found, _)| matches!(found, (Unit::Year | Unit::Day | Unit::Month, Count::Pair | Count::Two | Count::One)))
        {
            first = next;
        }
        // A bare number takes its month, or its being a year, from the second.
        if let Some((value, n_digits)) = self.int(first)
            && let Some(next) = joint(first + 1)
        {
            let next = self.unit(next).filter(|(found, _)| *found == (Unit::Year, Count::One)).map_or(next, |(_, next)| next);
            if n_digits == 4
                && let Some((last, 4)) = self.int(next)
                && is_year(value)
                && is_year(last)
            {
                return Some((range(Base::Year(value), Base::Year(last)).into(), next + 1));
            }
            if let Some((expr, end)) = self.calendar_date(next)
                && let Base::Date { year, month, calendar, .. } = expr.base
                && (1..=31).contains(&value)
            {
                let start = Base::Date { year, month, day: value as i8, weekday: None, calendar };
                return Some((range(start, expr.base).into(), end));
            }
        }
        let (start, next) = self.simple(first, 1).filter(|(expr, _)| expr.base.is_calendar())?;
        let (last, end) = self.simple(joint(next)?, 1).filter(|(expr, _)| expr.base.is_calendar())?;
        Some((range(start.base, last.base).into(), end))
    }
}

/// Years that news tells of.
pub(super) fn is_year(value: i32) -> bool {
    (1000..=2200).contains(&value)
}

/// From one to the other; the first takes the second's year when it has none.
pub(super) fn range(mut first: Base, last: Base) -> Base {
    let year_of_last = match last {
        Base::Date { year, .. } | Base::Month { year, .. } => Some(year),
        _ => None,
    };
    if let (Base::Date { year, .. } | Base::Month { year, .. }, Some(last)) = (&mut first, year_of_last)
        && *year == YearRef::Free
    {
        *year = last;
    }
    Base::Range(Box::new(first), Box::new(last))
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
            Base::Days(_) | Base::Weekday { .. } | Base::WeekdayOf { .. } | Base::Date { .. } | Base::DayOf { .. } | Base::Feast { .. }
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
