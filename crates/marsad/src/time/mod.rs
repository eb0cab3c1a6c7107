//! When: dates, times, durations and repeated times, as the text tells them and as calendar days.
//!
//! In: the tokens of a sentence and the day of publication. Out: [`TimeExpr`]s with TIMEX3 value, EDTF and day bounds.
//!
//! Published on 2023-10-11, «مساء الاثنين» is `2023-10-09TEV`, «الشهر الماضي» is `2023-09`, «منذ أشهر» is `PXM` up to
//! that day. A weekday without «الماضي» or «المقبل» is the last one on or before publication, and the next one where the
//! sentence speaks of the future; [`resolve`] computes it again when a later stage knows the tense better.
//!
//! Values follow TimeML (Saurí et al., 2004) and ISO 8601-2:2019 (EDTF). Without a day of publication, relative
//! expressions have no EDTF. It does not decide which act an expression dates.

mod amounts;
mod calendar;
mod clock;
mod dates;
mod days;
mod distance;
mod hijri;
pub(crate) mod index;
mod months;
mod names;
mod pairs;
mod parse;
mod periods;
mod place;
mod repeat;
mod resolve;
mod sense;
mod tense;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod weekdays;

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::pack::Lang;
use crate::span::Span;
use crate::text::Token;
pub(crate) use index::Scan;
pub use index::TimeIndex;
pub(crate) use parse::Expr;

/// Time and number words of the language.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TimeTables {
    /// All rows of `lang/ar/time/*.tsv` and `lang/ar/numbers.tsv`.
    pub words: Vec<TimeWord>,
}

/// A time or number word: what it is and what it stands for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TimeWord {
    /// Its id in the data.
    pub id: String,
    /// Its kind: `month`, `weekday`, `relative`, `number` …
    pub kind: String,
    /// What it stands for, as its kind says.
    pub value: String,
    /// Keys of its words.
    pub keys: Vec<String>,
    /// As spelt.
    pub form: String,
}

/// What an expression tells, as TIMEX3 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day or something longer.
    Date,
    /// A part of a day or a time of day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

/// When the act lies that an expression dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// Not known: as the past, which news tells of.
    #[default]
    Unknown,
    /// It happened.
    Past,
    /// It is to happen.
    Future,
}

/// What relative expressions count from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The day of publication.
    pub published: Option<Date>,
    /// What is meant where nothing tells the tense.
    pub policy: Policy,
    /// How the outlet's country writes.
    pub convention: Convention,
}

/// What a day without a tense means: «الأحد», «25 يناير».
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// The last one: news tells of what was.
    #[default]
    News,
    /// The next one: an assistant is told of what is to come.
    Assistant,
}

/// How a text's country writes dates and numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convention {
    /// ISO number of the weekday that begins a week.
    pub first_day: i8,
    /// «1,500» is one and a half.
    pub decimal_comma: bool,
    /// Years from 1250 to 1500 are those of the Iranian calendar.
    pub solar: bool,
}

impl Default for Convention {
    /// ISO 8601 weeks, decimal points.
    fn default() -> Self {
        Self { first_day: 1, decimal_comma: false, solar: false }
    }
}

impl Anchor {
    /// The day of publication of a news item, from a date or an RFC 3339 time (in its own zone).
    #[must_use]
    pub fn new(published: Option<&str>) -> Self {
        Self { published: published.and_then(|day| day.get(..10)).and_then(|day| day.parse().ok()), ..Self::default() }
    }

    /// As it is, with publication so many days later; `None` where there is nothing to move.
    #[must_use]
    pub fn shifted(&self, n_days: i8) -> Option<Self> {
        let published = calendar::add_days(self.published?, n_days.into()).filter(|_| n_days != 0)?;
        Some(Self { published: Some(published), ..*self })
    }
}

/// An expression of time.
///
/// Shape: `start`, `end` are its first and last day, both inside; `None` for an open or unknown end.
#[derive(Clone, Debug)]
pub struct TimeExpr {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Where it stands.
    pub span: Span,
    /// What it tells.
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: String,
    /// EDTF; `None` for durations and for what needs a day of publication that is not known.
    pub edtf: Option<String>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// `day`, `week`, `month`, `season`, `quarter`, `year`, `decade`, `century`, `interval`, `none`.
    pub precision: &'static str,
    /// `START`, `MID`, `END`, `APPROX`, `MORE_THAN` …
    pub modifier: Option<&'static str>,
    /// What the words before it say about the tense.
    pub hint: Tense,
    /// Whether another tense would give another day.
    pub needs_tense: bool,
    /// What was read, before it was placed in time.
    pub(crate) expr: Expr,
}

/// Finds expressions of time, left to right, the longest at each place.
///
/// Shape: expressions are disjoint and in order. Cost: linear in the tokens.
#[must_use]
pub fn find_times(tokens: &[Token], range: Range<usize>, anchor: &Anchor, lang: &Lang) -> Vec<TimeExpr> {
    let scan = Scan::new(tokens, range, lang.time_index(), anchor.convention);
    find_in(&scan, anchor, lang)
}

pub(crate) fn find_in(scan: &Scan<'_>, anchor: &Anchor, lang: &Lang) -> Vec<TimeExpr> {
    let mut found: Vec<TimeExpr> = Vec::new();
    let mut at = scan.range.start;
    while at < scan.range.end {
        if let Some(end) = scan.no_time(at) {
            at = end;
            continue;
        }
        if !scan.can_begin(at) {
            at += 1;
            continue;
        }
        let Some((mut expr, end)) = scan.time_at(at).filter(|(_, end)| *end > at) else {
            at += 1;
            continue;
        };
        // «السبت الساعة 8»: the time of day belongs to the day just before.
        if let Some(last) =
            found.last().filter(|last| expr.clock.is_some() && expr.base == parse::Base::Days(0) && at - last.tokens.end <= 1)
        {
            expr.base = last.expr.base.clone();
        }
        expr.maybe = scan.is_doubted(at);
        let hint = if resolve::needs_tense(&expr.base) { tense::before(scan, at, &expr.base, lang) } else { Tense::Unknown };
        let mut time = TimeExpr {
            tokens: at..end,
            span: scan.tokens[at].span.join(scan.tokens[end - 1].span),
            kind: TimeKind::Date,
            value: String::new(),
            edtf: None,
            start: None,
            end: None,
            precision: "none",
            modifier: expr.modifier,
            hint,
            needs_tense: false,
            expr,
        };
        resolve(&mut time, hint, anchor);
        found.push(time);
        at = end;
    }
    found
}

/// Places an expression in time again, for an act of this tense.
///
/// «الأحد» is the last Sunday on or before publication for the past, the next on or after it for the future.
pub fn resolve(time: &mut TimeExpr, tense: Tense, anchor: &Anchor) {
    resolve::resolve(time, tense, anchor);
}

/// When an act lies that an expression dates.
#[derive(Clone, Debug)]
pub struct EventDay {
    /// EDTF.
    pub edtf: Option<String>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// As in [`TimeExpr`].
    pub precision: &'static str,
}

impl TimeExpr {
    /// Whether it tells since when something goes on.
    #[must_use]
    pub fn is_since(&self) -> bool {
        matches!(self.expr.base, parse::Base::Since(_) | parse::Base::Vague { since: true, .. })
    }

    /// When the act lies: what began «منذ مايو» began in May, what happened «الليلة الماضية» is told of the day on which the night began.
    #[must_use]
    pub fn event_day(&self) -> EventDay {
        let open = self.edtf.as_deref().and_then(|edtf| edtf.strip_suffix("/.."));
        match (open, self.start) {
            (Some(begin), Some(start)) => EventDay {
                edtf: Some(begin.to_owned()),
                start: self.start,
                end: calendar::last_day(begin).or(Some(start)),
                precision: calendar::precision(begin),
            },
            (None, Some(start)) if self.kind == TimeKind::Time && self.end.is_some_and(|end| end > start) => {
                EventDay { edtf: Some(start.to_string()), start: self.start, end: self.start, precision: "day" }
            }
            _ => EventDay { edtf: self.edtf.clone(), start: self.start, end: self.end, precision: self.precision },
        }
    }

    /// Days by which the weekday that the text gives to the day lies after it, −3 to 3; 0 where both agree, `None` where it gives none.
    ///
    /// «أمس الجمعة» published on a Saturday is 0.
    #[must_use]
    pub fn weekday_off(&self) -> Option<i8> {
        let told = self.expr.weekday?;
        let off = (told - calendar::weekday(self.start?)).rem_euclid(7);
        Some(if off > 3 { off - 7 } else { off })
    }
}

/// Days by which publication lies off, where «اليوم» and «أمس» are given weekdays that are all the same day too early or too late.
///
/// An item fetched on Sunday that tells of «أمس الجمعة» is Saturday's: −1; it may have been fetched up to three days late, or be dated a day ahead. 0 where
/// nothing says so.
#[must_use]
pub fn publication_off<'t>(times: impl IntoIterator<Item = &'t TimeExpr>) -> i8 {
    let counted = times.into_iter().filter(|time| matches!(time.expr.base, parse::Base::Days(_)));
    let mut off = counted.filter_map(TimeExpr::weekday_off);
    match off.next() {
        Some(first @ (-3..=-1 | 1)) if off.all(|other| other == first) => first,
        _ => 0,
    }
}
