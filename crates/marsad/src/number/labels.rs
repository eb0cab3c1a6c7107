//! Which digits and number words are no numbers, and which «من … إلى» no range.
//!
//! In: a token. Out: whether it is a label («0096170123456», «15/7», «اف 16»), another word («ألف الكاتب», «واحدا من أبرز»), or told by
//! a verb of change («ارتفع العدد من 12 إلى 19»).

use crate::text::TokenKind;
use crate::time::Scan;
use crate::time::index::{Count, Prep, Sense};

/// How far before its numbers a verb of change stands, in tokens.
const CHANGE_REACH: usize = 8;

/// Whether digits are a telephone's or some other label («0096170123456»), or a number word is another word: «واحدا من أبرز», «ألف الكاتب»,
/// «تسع القاعة».
pub(super) fn is_other_word(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    if end > at + 1 {
        return false;
    }
    if let Some(token) = scan.token(at).filter(|token| token.kind == TokenKind::Number) {
        let plain = token.key.bytes().all(|byte| byte.is_ascii_digit());
        return plain && (token.key.len() >= 9 || token.key.len() > 1 && token.key.starts_with('0'));
    }
    let small = scan.number_word(at).filter(|value| *value <= 10.0);
    if small == Some(1.0)
        && let Some((Prep::From, next)) = scan.prep(end)
    {
        return scan.skip(next, Sense::Each).is_none();
    }
    let scale = scan.find(at, |sense| matches!(sense, Sense::Scale(_, Count::One)).then_some(())).is_some();
    (scale || small.is_some()) && !scan.lexed(at).definite && scan.is_definite_noun(end)
}

/// «من» after a verb of change: «ارتفع العدد من 12 إلى 19» tells two numbers and no range.
pub(super) fn is_from_of_change(scan: &Scan<'_>, at: usize) -> bool {
    let from = scan.prep(at).is_some_and(|(prep, _)| prep == Prep::From);
    from && (scan.range.start.max(at.saturating_sub(CHANGE_REACH))..at).any(|word| scan.skip(word, Sense::Change).is_some())
}

/// Whether digits are part of a name or a date that was not read: «15/7», «اف 16», «24/7».
pub(super) fn is_label(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    let slash = |at: usize| scan.is_mark(at, "/:") && scan.token(at).is_some_and(|token| !token.spaced);
    // «6 - 4» is a score.
    let score = |dash: usize, other: usize| {
        scan.is_mark(dash, "-")
            && scan.token(dash).is_some_and(|token| token.spaced)
            && scan.int(other).is_some_and(|(_, n_digits)| n_digits == 1)
    };
    let one_digit = scan.int(at).is_some_and(|(_, n_digits)| n_digits == 1);
    if one_digit && end == at + 1 && (score(end, end + 1) || at > scan.range.start + 1 && score(at - 1, at - 2)) {
        return true;
    }
    end == at + 1 && (slash(end) && scan.int(end + 1).is_some() || at > scan.range.start + 1 && slash(at - 1) && scan.int(at - 2).is_some())
        || at > scan.range.start
            && scan.token(at).is_some_and(|token| token.kind == TokenKind::Number && !token.spaced)
            && scan.token(at - 1).is_some_and(|before| before.kind == TokenKind::Foreign || before.is_mark("-") && !before.spaced)
}
