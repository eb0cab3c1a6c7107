//! What a row of the time and number words stands for: its kind and value, read once.
//!
//! In: `month`, `3`. Out: [`Sense::Month`]. A row of an unknown kind stands for nothing.

/// What a row stands for, its value read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sense {
    Month {
        month: i8,
        calendar: Calendar,
        strength: Strength,
    },
    /// A day of the Islamic or the Gregorian year.
    Feast {
        month: i8,
        day: i8,
        calendar: Calendar,
    },
    Easter,
    /// ISO; `bare` without the article.
    Weekday {
        day: i8,
        bare: bool,
    },
    Day(i32),
    /// «غدا», which is a verb too.
    DayOrVerb(i32),
    /// «غداة», «عشية» before a date: days from it.
    Beside(i32),
    Night(i32),
    Now,
    Rel(Rel),
    This,
    Each,
    Few,
    Some,
    Future,
    /// A word that sets what is to come: its time is not its own.
    Plan,
    /// «ربما».
    Maybe,
    /// A phrase that is no time, whatever its words are elsewhere.
    Block,
    /// A noun whose date is its name: «شارع 26 يوليو».
    Namer,
    /// A noun that a bare year may follow: «انتخابات 2019».
    Dated,
    /// A verb of change, whose «من» and «إلى» are no range.
    Change,
    Unit(Unit, Count),
    Part(&'static str),
    Edge(&'static str),
    Season(&'static str),
    Share(u8),
    Decade(i32),
    Clock,
    ClockMinus,
    /// A share of an hour in the accusative: «إلا ربعا».
    ClockPart(f64),
    Zone(bool),
    Prep(Prep),
    Era(Era),
    Corresponds,
    Number(f64),
    /// Only before «عشر» or before tens: «أحد», «إحدى».
    NumberPart(f64),
    Scale(f64, Count),
    Indefinite(f64, f64),
    Fraction(f64, Count),
    /// A fraction only with «من»: «ثمن» is a price.
    FractionOf(f64),
    Percent,
    Ordinal(i32),
    Mod(&'static str),
    ModAfter(&'static str),
    Or,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calendar {
    Gregorian,
    Hijri,
    Solar,
}
/// How sure a word is a month: always; only with a day, a year, another month or a preposition; only after a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    Always,
    Beside,
    AfterDay,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rel {
    BeforeLast,
    Last,
    /// «السابق»: the last one, or the one before what was told.
    Previous,
    This,
    Next,
    AfterNext,
    Same,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Month,
    Year,
    Decade,
    Century,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    One,
    Two,
    Pair,
    Many,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prep {
    In,
    During,
    From,
    To,
    Until,
    Between,
    Ago,
    Since,
    After,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Era {
    Hijri,
    Solar,
    Common,
    Before,
}

impl Sense {
    /// Whether an expression of time may begin with it.
    pub(super) fn can_begin(self) -> bool {
        let inside = matches!(
            self,
            Self::Rel(_)
                | Self::Few
                | Self::Some
                | Self::Future
                | Self::Maybe
                | Self::ClockMinus
                | Self::ClockPart(_)
                | Self::Zone(_)
                | Self::Prep(Prep::In | Prep::During | Prep::To)
                | Self::Era(_)
                | Self::Corresponds
                | Self::Percent
                | Self::ModAfter(_)
                | Self::Or
        );
        !inside && !self.is_context()
    }

    /// Whether it tells only how words beside it are to be read.
    pub(super) fn is_context(self) -> bool {
        matches!(self, Self::Block | Self::Namer | Self::Dated | Self::Change | Self::Plan)
    }
}

impl Unit {
    /// Its letters in TIMEX3 durations.
    pub(crate) fn code(self) -> &'static str {
        ["TS", "TM", "TH", "D", "N", "W", "M", "Y", "DE", "CE"][self as usize]
    }
}

/// Reads a row; `None` when its kind or value is unknown.
pub(super) fn sense(kind: &str, value: &str) -> Option<Sense> {
    let number = || value.parse::<f64>().ok();
    let int = || value.parse::<i32>().ok();
    let small = || value.parse::<i8>().ok();
    let month = |calendar, strength| Some(Sense::Month { month: small().filter(|month| (1..=12).contains(month))?, calendar, strength });
    let feast = |calendar| {
        let (month, day) = value.split_once('-')?;
        Some(Sense::Feast { month: month.parse().ok()?, day: day.parse().ok()?, calendar })
    };
    let unit = |count| {
        Some(Sense::Unit(
            match value {
                "s" => Unit::Second,
                "m" => Unit::Minute,
                "h" => Unit::Hour,
                "D" => Unit::Day,
                "N" => Unit::Night,
                "W" => Unit::Week,
                "M" => Unit::Month,
                "Y" => Unit::Year,
                "DE" => Unit::Decade,
                "CE" => Unit::Century,
                _ => return None,
            },
            count,
        ))
    };
    let one_of = |names: &[&'static str]| names.iter().find(|name| **name == value).copied();
    let mods = || one_of(&["APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"]);
    match kind {
        "month" => month(Calendar::Gregorian, Strength::Always),
        "month-weak" => month(Calendar::Gregorian, Strength::Beside),
        "month-day" => month(Calendar::Gregorian, Strength::AfterDay),
        "hijri-month" => month(Calendar::Hijri, Strength::Always),
        "hijri-month-weak" => month(Calendar::Hijri, Strength::Beside),
        "solar-month" => month(Calendar::Solar, Strength::Beside),
        "feast" => feast(Calendar::Hijri),
        "easter" => Some(Sense::Easter),
        "holiday" => feast(Calendar::Gregorian),
        "weekday" => Some(Sense::Weekday { day: small()?, bare: false }),
        "weekday-bare" => Some(Sense::Weekday { day: small()?, bare: true }),
        "day" => int().map(Sense::Day),
        "day-or-verb" => int().map(Sense::DayOrVerb),
        "beside" => int().map(Sense::Beside),
        "night" => int().map(Sense::Night),
        "now" => Some(Sense::Now),
        "rel" => Some(Sense::Rel(match value {
            "last" => Rel::Last,
            "previous" => Rel::Previous,
            "before-last" => Rel::BeforeLast,
            "next" => Rel::Next,
            "after-next" => Rel::AfterNext,
            "this" => Rel::This,
            "same" => Rel::Same,
            _ => return None,
        })),
        "this" => Some(Sense::This),
        "each" => Some(Sense::Each),
        "few" => Some(Sense::Few),
        "some" => Some(Sense::Some),
        "future" => Some(Sense::Future),
        "plan" => Some(Sense::Plan),
        "maybe" => Some(Sense::Maybe),
        "block" => Some(Sense::Block),
        "namer" => Some(Sense::Namer),
        "dated" => Some(Sense::Dated),
        "change" => Some(Sense::Change),
        "unit" => unit(Count::One),
        "unit-two" => unit(Count::Two),
        "unit-pair" => unit(Count::Pair),
        "unit-many" => unit(Count::Many),
        "part" => one_of(&["DAWN", "MO", "MI", "AF", "EV", "NI"]).map(Sense::Part),
        "edge" => one_of(&["START", "MID", "END", "FIRST"]).map(Sense::Edge),
        "season" => one_of(&["SP", "SU", "FA", "WI"]).map(Sense::Season),
        "share" => Some(Sense::Share(match value {
            "Q" => 4,
            "H" => 2,
            "T" => 3,
            _ => return None,
        })),
        "decade" => int().map(Sense::Decade),
        "clock" => Some(Sense::Clock),
        "clock-minus" => Some(Sense::ClockMinus),
        "clock-part" => number().map(Sense::ClockPart),
        "zone" => Some(Sense::Zone(value == "Z")),
        "prep" => Some(Sense::Prep(match value {
            "in" => Prep::In,
            "during" => Prep::During,
            "from" => Prep::From,
            "to" => Prep::To,
            "until" => Prep::Until,
            "between" => Prep::Between,
            "ago" => Prep::Ago,
            "since" => Prep::Since,
            "after" => Prep::After,
            _ => return None,
        })),
        "era" => Some(Sense::Era(match value {
            "AH" => Era::Hijri,
            "SH" => Era::Solar,
            "AD" => Era::Common,
            "BC" => Era::Before,
            _ => return None,
        })),
        "corresponds" => Some(Sense::Corresponds),
        "number" => number().map(Sense::Number),
        "number-part" => number().map(Sense::NumberPart),
        "scale" => Some(Sense::Scale(number()?, Count::One)),
        "scale-two" => Some(Sense::Scale(number()?, Count::Two)),
        "scale-many" => Some(Sense::Scale(number()?, Count::Many)),
        "indefinite" => {
            let (low, high) = value.split_once('-')?;
            Some(Sense::Indefinite(low.parse().ok()?, high.parse().ok()?))
        }
        "fraction" => Some(Sense::Fraction(number()?, Count::One)),
        "fraction-of" => number().map(Sense::FractionOf),
        "fraction-two" => Some(Sense::Fraction(number()?, Count::Two)),
        "fraction-many" => Some(Sense::Fraction(number()?, Count::Many)),
        "percent" => Some(Sense::Percent),
        "ordinal" => int().map(Sense::Ordinal),
        "mod" => mods().map(Sense::Mod),
        "mod-after" => mods().map(Sense::ModAfter),
        "or" => Some(Sense::Or),
        _ => None,
    }
}
