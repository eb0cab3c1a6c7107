//! What was typed, as a query.
//!
//! In: text. Out: [`Query`]: filters, days, words. `-` before a filter excludes; quotes hold a value or a phrase together; commas separate
//! alternatives; `=` before a word asks for its exact form.

use marsad::Lang;
use rusqlite::Connection;

use super::names::values;
use super::search::question;
use crate::store::{Error, Result};

/// A query, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Facets: of each filter one has to hold, or none where it excludes.
    pub filters: Vec<Filter>,
    /// First day, ISO.
    pub from: Option<String>,
    /// Last day, ISO.
    pub to: Option<String>,
    /// Words and phrases, all of which an article has to have.
    pub words: Vec<Sought>,
    /// The words as a question for the full-text index; empty without words.
    pub question: String,
}

/// A filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// As typed.
    pub typed: String,
    /// Names of facets, any of which fulfils it.
    pub facets: Vec<String>,
    /// Whether they exclude.
    pub not: bool,
}

/// A word or phrase that is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// By lemma.
    Word(String),
    /// As it is written.
    Exact(String),
    /// Words in order.
    Phrase(String),
}

/// Letters of a query, at most.
const MAX_LETTERS: usize = 2_000;
/// Filters of a query, and their values together, at most: each value is looked up, and each filter is a condition for every event.
const MAX_FILTERS: usize = 20;
const MAX_VALUES: usize = 60;

/// Filters that take facets, and what their values name.
const FILTERS: [&str; 16] = [
    "actor", "source", "target", "said-by", "via", "type", "mode", "context", "status", "in", "outlet", "quad", "review", "said-to",
    "force", "office",
];
/// Those of them that hold of events.
pub const OF_EVENTS: [&str; 13] =
    ["actor", "source", "target", "said-by", "via", "type", "mode", "context", "status", "in", "outlet", "quad", "review"];

impl Query {
    /// Whether all events are asked for, of some days or of all.
    #[must_use]
    pub fn is_of_all(&self) -> bool {
        self.filters.is_empty() && self.question.is_empty()
    }

    /// Refuses filters that say nothing of what is listed.
    ///
    /// # Errors
    /// When there is such a filter, with those that there are.
    pub fn takes(&self, filters: &[&str], what: &str) -> Result<()> {
        let name = |filter: &Filter| filter.facets.first().and_then(|facet| facet.split_once(':')).map_or("", |(name, _)| name).to_owned();
        match self.filters.iter().find(|filter| !filters.contains(&name(filter).as_str())) {
            Some(filter) => Err(Error::asked(format!(
                "{} says nothing of {what}; filters of {what} are {}, from, to",
                filter.typed,
                filters.join(", ")
            ))),
            None => Ok(()),
        }
    }
}

/// Understands a query.
///
/// # Errors
/// What of it is not understood, and what could be meant.
pub fn parse(text: &str, db: &Connection, lang: &Lang) -> Result<Query> {
    if text.chars().count() > MAX_LETTERS {
        return Err(Error::asked(format!("the query is longer than {MAX_LETTERS} letters; leave something out")));
    }
    let mut query = Query::default();
    let mut n_values = 0;
    for part in parts(text)? {
        let (not, bare) = match part.text.strip_prefix('-') {
            Some(rest) if rest.contains(':') => (true, rest),
            _ => (false, part.text.as_str()),
        };
        match bare.split_once(':').filter(|(name, _)| !part.quoted && is_filter_name(name)) {
            Some((name @ ("from" | "to"), value)) => {
                let (first, last) = days(value).ok_or_else(|| {
                    Error::asked(format!("{name}:{value} is no day, month or year; write {name}:2024-11-10, {name}:2024-11 or {name}:2024"))
                })?;
                if name == "from" { query.from = Some(first) } else { query.to = Some(last) }
            }
            Some((name, value)) if FILTERS.contains(&name) => {
                let mut facets = Vec::new();
                for value in value.split(',').map(str::trim).filter(|value| !value.is_empty()) {
                    n_values += 1;
                    if n_values > MAX_VALUES || query.filters.len() == MAX_FILTERS {
                        return Err(Error::asked(format!(
                            "a query has at most {MAX_FILTERS} filters with {MAX_VALUES} values; leave something out"
                        )));
                    }
                    facets.extend(values(name, value, db, lang)?);
                }
                if facets.is_empty() {
                    return Err(Error::asked(format!("{name}: has no value; write {name}:VALUE")));
                }
                query.filters.push(Filter { typed: part.text.clone(), facets, not });
            }
            Some((name, _)) => {
                return Err(Error::asked(format!(
                    "{name}: is no filter; there are {}, from, to (a word with a colon stands in quotes)",
                    FILTERS.join(", ")
                )));
            }
            None if part.quoted => query.words.push(Sought::Phrase(part.text)),
            None => query.words.push(match bare.strip_prefix('=') {
                Some(form) => Sought::Exact(form.to_owned()),
                None => Sought::Word(bare.to_owned()),
            }),
        }
    }
    query.question = question(&query.words, lang);
    if query.question.is_empty() && !query.words.is_empty() {
        return Err(Error::asked("the words hold nothing to look for; particles and marks are not indexed"));
    }
    if let (Some(from), Some(to)) = (&query.from, &query.to)
        && from > to
    {
        return Err(Error::asked(format!("nothing is from {from} on and until {to}; the first day is after the last")));
    }
    Ok(query)
}

/// Whether letters before a colon look like a filter's name rather than a word.
fn is_filter_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
}

struct Part {
    text: String,
    quoted: bool,
}

/// What spaces separate, but for what quotes hold together.
fn parts(text: &str) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    let (mut part, mut open, mut quoted) = (String::new(), None, false);
    for letter in text.chars() {
        match (letter, open) {
            ('"', None) | ('«', None) | ('“', None) => {
                open = Some(match letter {
                    '«' => '»',
                    '“' => '”',
                    _ => '"',
                });
                quoted |= part.is_empty();
            }
            (letter, Some(close)) if letter == close => open = None,
            (letter, None) if letter.is_whitespace() => push(&mut parts, &mut part, &mut quoted),
            (letter, _) => part.push(letter),
        }
    }
    if open.is_some() {
        return Err(Error::asked("a quotation mark is not closed; write \"words in order\""));
    }
    push(&mut parts, &mut part, &mut quoted);
    Ok(parts)
}

fn push(parts: &mut Vec<Part>, part: &mut String, quoted: &mut bool) {
    let text = std::mem::take(part);
    if !text.trim().is_empty() {
        parts.push(Part { text: text.trim().to_owned(), quoted: *quoted });
    }
    *quoted = false;
}

/// First and last day of a day, a month or a year.
pub fn days(text: &str) -> Option<(String, String)> {
    let numbers: Vec<i16> = text.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let date = |year: i16, month: i16, day: i16| jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    let (first, last) = match numbers.as_slice() {
        [year] if text.len() == 4 => (date(*year, 1, 1)?, date(*year, 12, 31)?),
        [year, month] => (date(*year, *month, 1)?, date(*year, *month, 1)?.last_of_month()),
        [year, month, day] => (date(*year, *month, *day)?, date(*year, *month, *day)?),
        _ => return None,
    };
    Some((first.to_string(), last.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_have_bounds() {
        assert_eq!(days("2024-02"), Some(("2024-02-01".to_owned(), "2024-02-29".to_owned())));
        assert_eq!(days("2024").unwrap().1, "2024-12-31");
        assert_eq!(days("2024-11-10").unwrap().0, "2024-11-10");
        assert_eq!(days("2024-13"), None);
        assert_eq!(days("yesterday"), None);
    }

    #[test]
    fn quotes_hold_together() {
        let texts = |text: &str| parts(text).unwrap().into_iter().map(|part| (part.text, part.quoted)).collect::<Vec<_>>();
        assert_eq!(texts("a \"b c\" x:\"d e\""), [("a".into(), false), ("b c".into(), true), ("x:d e".into(), false)]);
        assert!(parts("\"a").is_err());
    }
}
