//! How are numbers, figures and times written for this reader?
//!
//! In: a number, what is known of it. Out: its text, in the reader's digits: 1,284; −3.5 (−6.0 … −1.0); ≥ 50; 2031-02-04 11:40. What nobody knows is a
//! dash, never a zero. Isolating it from the text around it is the template's business (`.num`).

use super::Frame;
use crate::store::figure::Given;
use crate::view::Mean;
use crate::view::claim::FigureView;

impl Frame {
    /// A time of publication: its day, and its hour as its zone tells it.
    pub fn when(&self, time: &Option<String>) -> String {
        let Some(time) = time.as_deref() else { return "–".to_owned() };
        match (time.get(..10), time.get(11..16)) {
            (Some(day), Some(hour)) => format!("{day} {hour}"),
            _ => time.to_owned(),
        }
    }

    /// A whole number, with its thousands apart.
    pub fn number(&self, number: &i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        self.digits_of(&if *number < 0 { format!("-{text}") } else { text })
    }

    /// A number with as many places as it needs, at most one.
    pub fn decimal(&self, number: &f64) -> String {
        if number.fract().abs() < 0.05 { self.number(&(number.round() as i64)) } else { self.digits_of(&format!("{number:.1}")) }
    }

    /// Between which numbers.
    pub fn range(&self, low: &f64, high: &f64) -> String {
        if (high - low).abs() < f64::EPSILON { self.decimal(low) } else { format!("{}–{}", self.decimal(low), self.decimal(high)) }
    }

    /// A share, 0 to 1, with two places.
    pub fn share(&self, share: &f64) -> String {
        self.digits_of(&format!("{share:.2}"))
    }

    /// The same of a narrower number.
    pub fn share_of(&self, share: &f32) -> String {
        self.share(&f64::from(*share))
    }

    /// A figure as it was given.
    pub fn figure(&self, figure: &FigureView) -> String {
        self.figured(figure.modifier.as_deref(), figure.value, figure.low, figure.high)
    }

    fn figured(&self, modifier: Option<&str>, value: Option<f64>, low: Option<f64>, high: Option<f64>) -> String {
        let sign = match modifier {
            Some("MORE_THAN" | "EQUAL_OR_MORE") => "≥ ",
            Some("LESS_THAN" | "EQUAL_OR_LESS") => "≤ ",
            Some("APPROX") => "≈ ",
            _ => "",
        };
        match value {
            Some(value) => format!("{sign}{}", self.decimal(&value)),
            None => self.bounds(&low, &high),
        }
    }

    /// A number with its sign and one place.
    pub fn decimal_signed(&self, number: &f64) -> String {
        self.digits_of(&format!("{number:+.1}").replace('-', "\u{2212}"))
    }

    /// The same of a number that may be missing.
    pub fn signed(&self, number: &Option<f64>) -> String {
        number.as_ref().map_or_else(|| "–".to_owned(), |number| self.decimal_signed(number))
    }

    /// A mean with its interval.
    pub fn interval(&self, mean: &Option<f64>, low: &Option<f64>, high: &Option<f64>) -> String {
        self.within(10.0, mean, low, high)
    }

    /// A mean with its interval, of which what lies beyond the scale is not shown.
    fn within(&self, scale: f64, mean: &Option<f64>, low: &Option<f64>, high: &Option<f64>) -> String {
        let end = |end: f64| self.decimal_signed(&end.clamp(-scale, scale));
        let bounds = low.zip(*high).map(|(low, high)| format!(" ({} … {})", end(low), end(high)));
        format!("{}{}", self.signed(mean), bounds.unwrap_or_default())
    }

    /// A change with its interval.
    pub fn change(&self, change: &Option<Mean>) -> String {
        change.as_ref().map_or_else(|| "–".to_owned(), |change| self.within(20.0, &change.mean, &change.low, &change.high))
    }

    /// A share of what was expected, in hundredths.
    pub fn coverage(&self, coverage: &Option<f64>) -> String {
        coverage.map_or_else(|| "?".to_owned(), |coverage| self.digits_of(&format!("{:.0}%", coverage * 100.0)))
    }

    /// Seen of expected.
    pub fn seen(&self, seen: &Option<i64>, expected: &Option<f64>) -> String {
        let seen = seen.map_or_else(|| "–".to_owned(), |seen| self.number(&seen));
        let expected = expected.map_or_else(|| "?".to_owned(), |expected| self.decimal(&expected));
        format!("{seen} / {expected}")
    }

    /// A count.
    pub fn number_of(&self, number: &usize) -> String {
        self.number(&i64::try_from(*number).unwrap_or(i64::MAX))
    }

    /// Between which numbers, where they are known.
    pub fn bounds(&self, low: &Option<f64>, high: &Option<f64>) -> String {
        match (low, high) {
            (Some(low), Some(high)) => self.range(low, high),
            (Some(low), None) => format!("≥ {}", self.decimal(low)),
            (None, Some(high)) => format!("≤ {}", self.decimal(high)),
            (None, None) => "?".to_owned(),
        }
    }

    /// A figure with who gives it.
    pub fn given(&self, given: &Given) -> String {
        let (value, low, high, modifier) = (given.value, given.low, given.high, given.modifier.as_deref());
        self.figured(modifier, value, low, high)
    }

    pub(super) fn digits_of(&self, text: &str) -> String {
        if !self.wish.arabic_digits {
            return text.to_owned();
        }
        let digit = |letter: char| letter.to_digit(10).and_then(|digit| char::from_u32(0x660 + digit)).unwrap_or(letter);
        text.chars().map(digit).collect()
    }
}
