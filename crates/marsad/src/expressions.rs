//! Which expressions of time and number does a text have, and what do they stand for.
//!
//! In: an [`Article`] (its body, its day, its outlet), a [`Policy`]. Out: [`Expressions`], as `marsad times` writes them.
//!
//! «قتل 17 شخصا على الأقل مساء الاثنين», published on 2023-10-11 → the time `2023-10-09TEV` and the number 17, `EQUAL_OR_MORE`.
//!
//! It works on letters, without the analysis of words: a weekday's tense is told by particles alone, and what a number counts
//! by the form of the noun beside it. It does not say which act a time dates; [`crate::code`] does.

use serde::Serialize;

use crate::actor::convention;
use crate::article::Article;
use crate::coded::{Field, Note};
use crate::number::{NumberExpr, NumberKind, find_numbers_beside};
use crate::pack::Lang;
use crate::span::CodePoints;
use crate::text::Text;
use crate::time::{Anchor, Policy, TimeExpr, TimeKind, find_times, publication_off};

/// The expressions of an article's body.
#[derive(Clone, Debug, Serialize)]
pub struct Expressions {
    /// Id of the article.
    pub id: String,
    /// Expressions of time, in the order of the text.
    pub times: Vec<Time>,
    /// Numbers, in the order of the text.
    pub numbers: Vec<Number>,
    /// What does not fit together: a weekday and its date, the day of publication.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// An expression of time.
#[derive(Clone, Debug, Serialize)]
pub struct Time {
    /// As written.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// `DATE`, `TIME`, `DURATION`, `SET`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// TIMEX3 value.
    pub value: String,
    /// EDTF; `null` for durations, and for what depends on a day of publication that is not known.
    pub edtf: Option<String>,
    /// First day, ISO; `null` for an open or unknown one.
    pub lo: Option<String>,
    /// Last day, ISO.
    pub hi: Option<String>,
    /// `START`, `MID`, `END`, `APPROX`, `MORE_THAN`, `LESS_THAN`, `EQUAL_OR_MORE`, `EQUAL_OR_LESS`.
    #[serde(rename = "mod")]
    pub modifier: Option<&'static str>,
}

/// A number.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// As written, without modifier and counted noun.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// `cardinal`, `dual-noun`, `indefinite`, `range`, `fraction`, `ordinal`.
    pub kind: &'static str,
    /// In ones; `null` where only bounds are told.
    pub value: Option<f64>,
    /// Least.
    pub low: Option<f64>,
    /// Most.
    pub high: Option<f64>,
    /// `APPROX`, `MORE_THAN`, `LESS_THAN`, `EQUAL_OR_MORE`, `EQUAL_OR_LESS`.
    #[serde(rename = "mod")]
    pub modifier: Option<&'static str>,
    /// The counted noun as written; `percent` for percentages.
    pub unit: Option<String>,
}

/// The expressions of time and number in the body of an article.
///
/// Never fails; the same article and pack give the same result. Cost: linear in the body.
#[must_use]
pub fn expressions(article: &Article, policy: Policy, lang: &Lang) -> Expressions {
    let convention = convention(article.outlet.as_deref(), lang);
    let anchor = Anchor { policy, convention, ..Anchor::new(article.published.as_deref()) };
    let id = if article.id.is_empty() { article.hash() } else { article.id.clone() };
    Expressions { id, ..expressions_of(&article.body, anchor, lang) }
}

/// As [`expressions`], of a text without an id.
#[must_use]
pub fn expressions_of(body: &str, mut anchor: Anchor, lang: &Lang) -> Expressions {
    // «۱۴۰۲», U+06F0 to U+06F9: digits of Iran.
    anchor.convention.solar |= body.as_bytes().windows(2).any(|pair| pair[0] == 0xDB && matches!(pair[1], 0xB0..=0xB9));
    let text = Text::new(body);
    let points = CodePoints::new(body);
    let find = |anchor: &Anchor| -> Vec<Vec<TimeExpr>> {
        text.sentences.iter().map(|sentence| find_times(&text.tokens, sentence.tokens.clone(), anchor, lang)).collect()
    };
    let mut times = find(&anchor);
    let mut notes = Vec::new();
    if let Some(shifted) = anchor.shifted(publication_off(times.iter().flatten())) {
        notes.push(shifted_note(&shifted));
        anchor = shifted;
        times = find(&anchor);
    }
    notes.extend(times.iter().flatten().filter_map(|time| weekday_note(time, Field::Body, &points)));
    let numbers = text
        .sentences
        .iter()
        .zip(&times)
        .flat_map(|(sentence, times)| find_numbers_beside(&text.tokens, sentence.tokens.clone(), times, None, anchor.convention, lang))
        .map(|number| written_number(&number, body, &points))
        .collect();
    Expressions { id: String::new(), times: times.iter().flatten().map(|time| written_time(time, body, &points)).collect(), numbers, notes }
}

/// What an article whose «اليوم» is not its day of publication is told by.
pub(crate) fn shifted_note(anchor: &Anchor) -> Note {
    let day = anchor.published.map(|day| day.to_string()).unwrap_or_default();
    let text = format!("its weekdays say that it was published on {day}: days are counted from there");
    Note { field: Field::Body, kind: "date-shifted".into(), span: [0, 0], text }
}

/// A day whose weekday is another one than the text says.
pub(crate) fn weekday_note(time: &TimeExpr, field: Field, points: &CodePoints<'_>) -> Option<Note> {
    let off = time.weekday_off().filter(|off| *off != 0)?;
    let day = time.start?;
    let text = format!("the weekday in the text is {} day(s) {} that of {day}", off.abs(), if off > 0 { "after" } else { "before" });
    Some(Note { field, kind: "weekday-differs".into(), span: points.span(time.span), text })
}

fn written_time(time: &TimeExpr, body: &str, points: &CodePoints<'_>) -> Time {
    let [start, end] = points.span(time.span);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    Time {
        text: time.span.of(body).to_owned(),
        start,
        end,
        kind: match time.kind {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        },
        value: time.value.clone(),
        edtf: time.edtf.clone(),
        lo: day(time.start),
        hi: day(time.end),
        modifier: time.modifier,
    }
}

fn written_number(number: &NumberExpr, body: &str, points: &CodePoints<'_>) -> Number {
    let [start, end] = points.span(number.span);
    let percent = number.what == "percent";
    Number {
        text: number.span.of(body).to_owned(),
        start,
        end,
        kind: match number.kind {
            NumberKind::Cardinal => "cardinal",
            NumberKind::Dual => "dual-noun",
            NumberKind::Indefinite => "indefinite",
            NumberKind::Range => "range",
            NumberKind::Fraction => "fraction",
            NumberKind::Ordinal => "ordinal",
        },
        value: number.value,
        low: number.low,
        high: number.high,
        modifier: number.modifier,
        unit: if percent { number.unit.clone() } else { number.counted.map(|span| span.of(body).to_owned()).or(number.unit.clone()) },
    }
}
