//! Whether the expressions of time or the numbers in a sentence are found and read right.

use marsad::expressions::{Expressions, expressions_of};
use marsad::time::{Anchor, Convention};
use marsad::{Lang, pack};
use serde_json::Value;

use super::text;

pub(super) fn wrong_times(case: &Value, gold: &[Value], lang: &Lang) -> Result<Option<String>, String> {
    let found = found(case, lang)?;
    let spans: Vec<(u32, u32)> = found.times.iter().map(|time| (time.start, time.end)).collect();
    compare(case, gold, &spans, |at, gold| {
        let time = &found.times[at];
        let fields = [
            ("type", Some(time.kind), gold["type"].as_str()),
            ("value", Some(time.value.as_str()), gold["value"].as_str()),
            ("edtf", time.edtf.as_deref(), gold["edtf"].as_str()),
            ("lo", time.lo.as_deref(), gold["lo"].as_str()),
            ("hi", time.hi.as_deref(), gold["hi"].as_str()),
            ("mod", time.modifier, gold["mod"].as_str()),
        ];
        fields
            .into_iter()
            .find(|(_, got, wanted)| got != wanted)
            .map(|(name, got, wanted)| format!("{name} {} instead of {} [{}]", got.unwrap_or("null"), wanted.unwrap_or("null"), time.text))
    })
}

pub(super) fn wrong_numbers(case: &Value, gold: &[Value], lang: &Lang) -> Result<Option<String>, String> {
    let found = found(case, lang)?;
    let spans: Vec<(u32, u32)> = found.numbers.iter().map(|number| (number.start, number.end)).collect();
    compare(case, gold, &spans, |at, gold| {
        let number = &found.numbers[at];
        // Bounds count where no value is told.
        let bounds = gold["value"].is_null();
        let fields = [
            ("value", number.value.filter(|_| !bounds), gold["value"].as_f64()),
            ("low", number.low.filter(|_| bounds), gold["low"].as_f64()),
            ("high", number.high.filter(|_| bounds), gold["high"].as_f64()),
        ];
        let near = |got: Option<f64>, wanted: Option<f64>| match (got, wanted) {
            (Some(got), Some(wanted)) => (got - wanted).abs() <= 1e-5 * wanted.abs().max(1.0),
            (got, wanted) => got == wanted,
        };
        let differs = fields.into_iter().find(|(_, got, wanted)| !near(*got, *wanted));
        differs.map(|(name, got, wanted)| format!("{name} {got:?} instead of {wanted:?} [{}]", number.text)).or_else(|| {
            let words = [("kind", Some(number.kind), gold["kind"].as_str()), ("mod", number.modifier, gold["mod"].as_str())];
            let differs = words.into_iter().find(|(_, got, wanted)| got != wanted);
            differs.map(|(name, got, wanted)| format!("{name} {got:?} instead of {wanted:?} [{}]", number.text))
        })
    })
}

fn found(case: &Value, lang: &Lang) -> Result<Expressions, String> {
    let country = case["country"].as_str();
    let known = |row: &&pack::Convention| Some(row.country.as_str()) == country;
    let convention = lang.tables.conventions.iter().find(known).map_or_else(Convention::default, |row| Convention {
        first_day: row.first_day,
        decimal_comma: row.decimal_comma,
        solar: row.solar,
    });
    let anchor = Anchor { convention, ..Anchor::new(case["published"].as_str()) };
    Ok(expressions_of(text(case, "text")?, anchor, lang))
}

/// Pairs gold expressions with those found that share letters with them; `differ` says how a pair differs.
fn compare(
    case: &Value,
    gold: &[Value],
    spans: &[(u32, u32)],
    differ: impl Fn(usize, &Value) -> Option<String>,
) -> Result<Option<String>, String> {
    let body = text(case, "text")?;
    let mut taken = vec![false; spans.len()];
    for gold in gold {
        let words = text(gold, "text")?;
        let at = body.find(words).ok_or_else(|| format!("{words} is not in the text"))?;
        let start = body[..at].chars().count() as u32;
        let end = start + words.chars().count() as u32;
        let Some(found) = spans.iter().position(|(from, to)| *from < end && start < *to) else {
            return Ok(Some(format!("{words} is not found")));
        };
        taken[found] = true;
        if let Some(why) = differ(found, gold) {
            return Ok(Some(why));
        }
    }
    let extra = taken.iter().position(|taken| !taken).map(|at| {
        let (from, to) = spans[at];
        let words: String = body.chars().skip(from as usize).take((to - from) as usize).collect();
        format!("{words} is found, and is none")
    });
    Ok(extra)
}
