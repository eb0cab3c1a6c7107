//! What stands in one field of a row?

use std::borrow::Cow;

/// A value, of the kind that its column holds, or nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is told.
    Empty,
    /// Words, ids and codes; never empty.
    Text(Cow<'a, str>),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// An ISO day.
    Day(Cow<'a, str>),
}

impl<'a> Cell<'a> {
    /// A text; an empty one tells nothing.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// A text that may be missing.
    #[must_use]
    pub fn maybe(text: &'a Option<String>) -> Self {
        text.as_deref().map_or(Cell::Empty, Cell::text)
    }

    /// A day that may be missing.
    #[must_use]
    pub fn day(day: Option<&'a String>) -> Self {
        day.filter(|day| !day.is_empty()).map_or(Cell::Empty, |day| Cell::Day(day.into()))
    }

    /// A whole number that may be missing.
    pub fn int(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Cell::Empty, |number| Cell::Int(number.into()))
    }

    /// A number that may be missing.
    #[must_use]
    pub fn float(number: Option<f64>) -> Self {
        number.map_or(Cell::Empty, Cell::Float)
    }

    /// A count, or a position.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Cell::Int(i64::try_from(count).unwrap_or(i64::MAX))
    }
}
