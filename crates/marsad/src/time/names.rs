//! Which words look like times and are none: fixed phrases, and dates that are the name of something.
//!
//! In: a token of a [`Scan`]. Out: the token after such words. «الأمين العام» has no year in it, «المصري اليوم» is a paper,
//! «شارع 26 يوليو» a street, «قناة الغد» a channel. The phrases and the nouns are rows of the language data (`block`, `namer`).

use super::index::{Prep, Scan, Sense};
use super::parse::{Base, YearRef};

impl Scan<'_> {
    /// The end of words that begin at `at` and are no time, and no number either.
    pub(crate) fn no_time(&self, at: usize) -> Option<usize> {
        self.skip(at, Sense::Block).or_else(|| self.name_of_day(at))
    }

    /// A day without a year just after the kind of thing that it names.
    fn name_of_day(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|before| *before >= self.range.start && !self.lexed(*before).definite)?;
        self.skip(before, Sense::Namer).filter(|end| *end == at)?;
        // «في شارع بعد غد»: a name has no preposition, nor «أمس», «غدا».
        if self.prep(at).is_some() || self.lexed(at).preposition || self.lexed(at).and {
            return None;
        }
        let (expr, end) = self.simple(at, 0)?;
        let plain = expr.part.is_none() && expr.clock.is_none() && expr.modifier.is_none();
        let names = match expr.base {
            Base::Date { year: YearRef::Free, .. } => expr.weekday.is_none(),
            Base::Month { year: YearRef::Free, .. } | Base::Weekday { shift: None, .. } => true,
            Base::Days(_) => self.token(at).is_some_and(|token| self.index.without_article(&token.key).is_some()),
            _ => false,
        };
        (plain && names).then_some(end)
    }

    /// Whether «ربما» stands before an expression: just before it, or before its preposition.
    pub(super) fn is_doubted(&self, at: usize) -> bool {
        let maybe = |end: usize| end.checked_sub(1).is_some_and(|word| self.skip(word, Sense::Maybe) == Some(end));
        let prep =
            at.checked_sub(1).filter(|before| matches!(self.prep(*before), Some((Prep::In | Prep::To | Prep::From, end)) if end == at));
        maybe(at) || prep.is_some_and(maybe)
    }
}
