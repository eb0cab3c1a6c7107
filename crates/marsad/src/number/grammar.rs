//! Number words put together: units, tens, hundreds and scales joined by «و».
//!
//! In: a token. Out: the number that begins there, and the token after it. «ثلاثمائة وخمسة وأربعون» → 345 ·
//! «مئة وعشرين ألف» → 120000 · «مليونين ونصف المليون» → 2500000.
//!
//! «و» also begins the next clause, so the magnitudes must fall: «مئة وخمسة» is one number, «خمسة ومئة» two. Both genders
//! and both cases are read everywhere, for papers mix them.

use crate::text::TokenKind;
use crate::time::Scan;
use crate::time::index::{Count, Sense};

/// A number and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cardinal {
    pub value: f64,
    /// One past its last token.
    pub end: usize,
}

/// Most joined parts of a number; no real one has more.
const MAX_PARTS: usize = 12;

impl Scan<'_> {
    /// The number at `at`, in digits or words or both («3 ملايين و200 ألف»).
    pub(crate) fn cardinal(&self, at: usize) -> Option<Cardinal> {
        let (mut total, mut least, mut from, mut end) = (0.0, f64::INFINITY, at, at);
        for _ in 0..MAX_PARTS {
            let Some((value, scale, after)) = self.scaled(from, least == f64::INFINITY) else { break };
            if scale >= least {
                break;
            }
            total += value;
            (least, end) = (scale, after);
            if scale <= 1.0 {
                break;
            }
            if let Some(after) = self.fraction_of_scale(end) {
                return Some(Cardinal { value: total + after.0 * scale, end: after.1 });
            }
            match self.after_and(end) {
                Some(next) => from = next,
                None => break,
            }
        }
        (end > at).then_some(Cardinal { value: total, end })
    }

    /// A number below 1000 with the scale words after it; a scale word alone is one of it.
    fn scaled(&self, at: usize, first: bool) -> Option<(f64, f64, usize)> {
        if !first && self.lexed(at).preposition {
            return None;
        }
        if let Some((mut value, mut end)) = self.small(at) {
            let mut scale = 1.0;
            while let Some((factor, after)) = self.scale_after(end) {
                if scale * factor > 1e15 {
                    break;
                }
                scale *= factor;
                (value, end) = (value * factor, after);
            }
            return Some((value, scale, end));
        }
        let two = self.find(at, |sense| match sense {
            Sense::Scale(scale, Count::Two) => Some(scale),
            _ => None,
        });
        let one = self.find(at, |sense| matches!(sense, Sense::Scale(_, Count::One)).then_some(())).is_some();
        // «مليونا شخص» is two, «مليونا و654 ألفا» is one.
        if let Some((scale, end)) = two.filter(|(_, end)| !one || self.after_and(*end).is_none()) {
            return Some((2.0 * scale, scale, end));
        }
        let (scale, end) = self.find(at, |sense| match sense {
            Sense::Scale(scale, Count::One) => Some(scale),
            _ => None,
        })?;
        Some((scale, scale, end))
    }

    /// A scale word that multiplies the number before it.
    fn scale_after(&self, at: usize) -> Option<(f64, usize)> {
        let lexed = self.lexed(at);
        if lexed.and || lexed.preposition {
            return None;
        }
        self.find(at, |sense| match sense {
            Sense::Scale(scale, Count::One | Count::Many) => Some(scale),
            _ => None,
        })
    }

    /// «ونصف», «ونصف المليون», «وربع مليون» after a scale.
    fn fraction_of_scale(&self, at: usize) -> Option<(f64, usize)> {
        let at = self.after_and(at)?;
        let (part, end) = self.find(at, |sense| match sense {
            Sense::Fraction(part, Count::One) if !self.lexed(at).definite => Some(part),
            _ => None,
        })?;
        // «مليون وخمس سيارات»: a fraction only before a scale word or before nothing that could be counted.
        match self.scale_after(end) {
            Some((_, after)) => Some((part, after)),
            None if (part - 0.5).abs() < 0.01 || (part - 0.25).abs() < 0.01 => Some((part, end)),
            None => None,
        }
    }

    pub(crate) fn number_word(&self, at: usize) -> Option<f64> {
        self.find(at, |sense| match sense {
            Sense::Number(value) => Some(value),
            _ => None,
        })
        .map(|(value, _)| value)
    }

    /// A number below 1000 in words, or any in digits.
    fn small(&self, at: usize) -> Option<(f64, usize)> {
        if let Some(token) = self.token(at).filter(|token| token.kind == TokenKind::Number) {
            let scaled = self.scale_after(at + 1).is_some() || self.percent_after(at + 1).is_some();
            return super::digits::value(&token.key, scaled, self.convention.decimal_comma).map(|value| (value, at + 1));
        }
        let part = self.find(at, |sense| match sense {
            Sense::NumberPart(value) => Some(value),
            _ => None,
        });
        let value = self.number_word(at).or(part.map(|(value, _)| value))?;
        let joined = |at: usize| !self.lexed(at).and && !self.lexed(at).preposition;
        let mut found = (value, at + 1);
        if (1.0..10.0).contains(&value) {
            match self.number_word(at + 1) {
                // «خمسة عشر».
                Some(10.0) if joined(at + 1) => return Some((value + 10.0, at + 2)),
                // «ثلاث مئة».
                Some(100.0) if joined(at + 1) && value >= 3.0 => found = (value * 100.0, at + 2),
                _ => {
                    let tens = self.after_and(at + 1).and_then(|next| Some((self.number_word(next)?, next)));
                    match tens {
                        Some((tens, next)) if (20.0..=90.0).contains(&tens) && !self.lexed(next).preposition => {
                            return Some((value + tens, next + 1));
                        }
                        _ if part.is_some() => return None,
                        _ => return Some(found),
                    }
                }
            }
        }
        if found.0 >= 100.0
            && let Some(next) = self.after_and(found.1)
            && self.token(next).is_some_and(|token| token.kind == TokenKind::Word)
            && !self.lexed(next).preposition
            && let Some((rest, end)) = self.small_below(next)
        {
            return Some((found.0 + rest, end));
        }
        Some(found)
    }

    /// As `small`, below 100.
    fn small_below(&self, at: usize) -> Option<(f64, usize)> {
        if self.number_word(at).is_some_and(|value| value >= 100.0) || self.number_word(at + 1) == Some(100.0) {
            return None;
        }
        self.small(at).filter(|(value, _)| *value < 100.0 && *value > 0.0)
    }

    /// The end of a percent sign or word.
    pub(crate) fn percent_after(&self, at: usize) -> Option<usize> {
        if self.is_mark(at, "%٪") {
            return Some(at + 1);
        }
        self.skip(at, Sense::Percent)
    }

    /// An ordinal: «الثالث», «الحادي عشر», «الخامس والعشرين», «العشرون».
    pub(crate) fn ordinal(&self, at: usize) -> Option<(i32, usize)> {
        let unit = self.find(at, |sense| match sense {
            Sense::Ordinal(value) => Some(value),
            _ => None,
        });
        let Some((unit, end)) = unit else {
            // Tens with the article serve as ordinals.
            let tens = self.number_word(at).filter(|tens| self.lexed(at).definite && (20.0..=100.0).contains(tens))?;
            return Some((tens as i32, at + 1));
        };
        let next = self.lexed(end);
        if unit < 10 && self.number_word(end) == Some(10.0) && !next.and && !next.preposition {
            return Some((unit + 10, end + 1));
        }
        if unit < 10
            && let Some(next) = self.after_and(end)
            && let Some(tens) = self.number_word(next).filter(|tens| (20.0..=90.0).contains(tens))
        {
            return Some((unit + tens as i32, next + 1));
        }
        Some((unit, end))
    }
}
