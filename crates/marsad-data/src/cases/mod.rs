//! Are single answers right: files of cases, each a question with its answer.
//!
//! In: lines of JSON, whose fields say what is asked, and the language data. Out: how many cases are right, and what is wrong
//! with the others.
//!
//! | fields | asked |
//! |---|---|
//! | `text`, `published`, `country`, `times` | all expressions of time: type, value, EDTF, first and last day, modifier |
//! | `text`, `country`, `numbers` | all numbers: kind, value or bounds, modifier |
//! | `query`, `on`, `answer` | who held an office, or what somebody held; an empty answer is "unknown" |
//! | `text`, `act`, `slot`, `is` | who takes part in an act, told by a pronoun, a noun or a short name |
//!
//! A case is right when everything in it is; the exact words of an expression do not count, that it is found does.

mod coreference;
mod expressions;
mod offices;

use marsad::Lang;
use serde_json::Value;

/// What became of a file of cases.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    /// How many there are.
    pub n_cases: usize,
    /// How many are right.
    pub n_right: usize,
    /// What is wrong with the others, one line each, beginning with the case's id.
    pub wrong: Vec<String>,
}

/// Scores a file of cases, all of one kind.
///
/// # Errors
/// When a line is no case: its number and what is missing.
pub fn score_cases(text: &str, lang: &Lang) -> Result<Cases, String> {
    let mut cases = Cases::default();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let case: Value = serde_json::from_str(line).map_err(|error| format!("line {}: not valid JSON: {error}", n + 1))?;
        let wrong = wrong_with(&case, lang).map_err(|why| format!("line {}: {why}", n + 1))?;
        cases.n_cases += 1;
        match wrong {
            None => cases.n_right += 1,
            Some(why) => cases.wrong.push(format!("{}: {why}", case["id"].as_str().unwrap_or_default())),
        }
    }
    if cases.n_cases == 0 { Err("no cases".to_owned()) } else { Ok(cases) }
}

/// What is wrong with the program's answer to a case; `None` when it is right.
fn wrong_with(case: &Value, lang: &Lang) -> Result<Option<String>, String> {
    if case["query"].is_string() {
        return offices::wrong(case, lang);
    }
    if case["act"].is_string() {
        return coreference::wrong(case, lang);
    }
    match (case["times"].as_array(), case["numbers"].as_array()) {
        (Some(times), _) => expressions::wrong_times(case, times, lang),
        (None, Some(numbers)) => expressions::wrong_numbers(case, numbers, lang),
        (None, None) => Err("not a case: it has neither times, numbers, query nor act".to_owned()),
    }
}

/// A field that has to be text.
fn text<'c>(case: &'c Value, field: &str) -> Result<&'c str, String> {
    case[field].as_str().ok_or_else(|| format!("`{field}` is missing or no text"))
}
