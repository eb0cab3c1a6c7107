//! Where the numbers are and what stands around them: modifiers, ranges, counted nouns, percent.
//!
//! In: a [`Scan`], the times of the same tokens. Out: [`NumberExpr`]s. One pass from left to right; tokens of a date or
//! a time are passed over, those of a bare duration are read.

use super::counted::{Noun, dual, is_singular, noun};
use super::grammar::Cardinal;
use super::labels::{is_from_of_change, is_label, is_other_word};
use super::{NumberExpr, NumberKind};
use crate::morph::Word;
use crate::pack::Lang;
use crate::text::TokenKind;
use crate::time::index::{Count, Prep, Scan, Sense};
use crate::time::{TimeExpr, TimeKind};

/// What was read of a number.
struct Found {
    kind: NumberKind,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    end: usize,
}

pub(super) fn find(scan: &Scan<'_>, times: &[TimeExpr], words: Option<&[Word]>, lang: &Lang) -> Vec<NumberExpr> {
    let mut found: Vec<NumberExpr> = Vec::new();
    let mut times = times.iter().peekable();
    let mut at = scan.range.start;
    let mut modifier: Option<(&'static str, usize, usize)> = None;
    while at < scan.range.end {
        while times.peek().is_some_and(|time| time.tokens.end <= at) {
            times.next();
        }
        if let Some(time) = times.peek().filter(|time| time.tokens.start <= at)
            && !(time.kind == TimeKind::Duration && time.edtf.is_none() && time.expr.is_plain_duration())
        {
            at = time.tokens.end;
            continue;
        }
        if let Some(end) = scan.no_time(at) {
            at = end;
            continue;
        }
        if scan.is_blank(at) {
            // «طائرتين مسيرتين»: the adjective counts nothing more.
            let adjective = found.last().is_some_and(|last| last.kind == NumberKind::Dual && last.tokens.end == at);
            if let Some(noun) = dual(scan, words, at, lang).filter(|_| !adjective) {
                let two = Found { kind: NumberKind::Dual, value: Some(2.0), low: None, high: None, end: at + 1 };
                found.push(number(scan, at, two, None, Some(noun), lang));
            }
            at += 1;
            continue;
        }
        if let Some((kind, end)) = scan.find(at, |sense| match sense {
            Sense::Mod(kind) => Some(kind),
            _ => None,
        }) {
            // «أكثر من نحو»: the first one counts.
            let first = modifier.filter(|(_, _, end)| *end == at);
            modifier = first.map(|(kind, start, _)| (kind, start, end)).or(Some((kind, at, end)));
            at = end;
            continue;
        }
        let in_time = times.peek().is_some_and(|time| time.tokens.contains(&at));
        let Some(read) = read(scan, at, in_time, lang) else {
            at += 1;
            continue;
        };
        let end = scan.percent_after(read.end).unwrap_or(read.end);
        let counted = match read.kind {
            NumberKind::Ordinal => None,
            // «شخص واحد»: the noun stands before.
            NumberKind::Cardinal if read.value == Some(1.0) && at > scan.range.start => {
                noun(scan, words, at - 1, lang).filter(|noun| !noun.definite)
            }
            // «العشرة المتأهلة», «12 الماضية»: a cardinal's noun has no article.
            NumberKind::Cardinal if scan.prep(read.end).is_none() => counted(scan, words, read.end, lang).filter(|noun| !noun.definite),
            _ => counted(scan, words, read.end, lang),
        };
        let before = modifier.filter(|(_, _, after)| *after == at);
        let mut expr = number(scan, at, read, before, counted, lang);
        if in_time {
            expr.what = "duration".to_owned();
        }
        found.push(expr);
        at = end;
    }
    found
}

/// The number that begins at `at`.
fn read(scan: &Scan<'_>, at: usize, in_time: bool, lang: &Lang) -> Option<Found> {
    range(scan, at)
        .or_else(|| tens_of_order(scan, at, lang).filter(|_| !in_time))
        .or_else(|| fraction(scan, at))
        .or_else(|| cardinal(scan, at))
        .or_else(|| indefinite(scan, at))
        .or_else(|| ordinal(scan, at).filter(|_| !in_time))
}

fn cardinal(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let Cardinal { value, end } = scan.cardinal(at)?;
    if is_label(scan, at, end) || is_other_word(scan, at, end) {
        return None;
    }
    // «5 أو 6», «10-15»: from the first to the second.
    let changed = at > scan.range.start && is_from_of_change(scan, at - 1);
    let joint = if changed {
        None
    } else if scan.is_mark(end, "-–") {
        Some(end + 1)
    } else {
        scan.skip(end, Sense::Or).or_else(|| scan.after_to(end))
    };
    if let Some(second) =
        joint.and_then(|next| scan.cardinal(next)).filter(|second| second.value > value && second.value <= 20.0 * value.max(1.0))
    {
        let low = shared_scale(scan, at, end, value, second);
        return Some(Found { kind: NumberKind::Range, value: None, low: Some(low), high: Some(second.value), end: second.end });
    }
    Some(Found { kind: NumberKind::Cardinal, value: Some(value), low: None, high: None, end })
}

/// «3 إلى 5 ملايين»: the first shares the scale of the second.
fn shared_scale(scan: &Scan<'_>, at: usize, end: usize, value: f64, second: Cardinal) -> f64 {
    let digits = |at: usize| scan.token(at).is_some_and(|token| token.kind == TokenKind::Number);
    if !(digits(at) && end == at + 1) || second.value < 1000.0 || value >= 1000.0 {
        return value;
    }
    let scale = [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| second.value >= *scale).unwrap_or(1.0);
    if value < second.value / scale && second.end > second.end.min(end + 2) { value * scale } else { value }
}

/// «بين 300 و400», «من خمس إلى سبع».
fn range(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (prep, next) = scan.prep(at)?;
    let first = scan.cardinal(next)?;
    let second = match prep {
        Prep::Between => scan.after_and(first.end)?,
        Prep::From if is_from_of_change(scan, at) => return None,
        Prep::From => scan.after_to(first.end)?,
        _ => return None,
    };
    let second = scan.cardinal(second)?;
    let low = shared_scale(scan, next, first.end, first.value, second);
    Some(Found {
        kind: NumberKind::Range,
        value: None,
        low: Some(low.min(second.value)),
        high: Some(second.value.max(low)),
        end: second.end,
    })
}

/// «ثلاثة أرباع», «ثلثي», «نصف», «ربع»: before a definite noun or «من».
fn fraction(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let many = |at: usize| {
        scan.find(at, |sense| match sense {
            Sense::Fraction(part, Count::Many) => Some(part),
            _ => None,
        })
    };
    let made = |value: f64, end: usize| Some(Found { kind: NumberKind::Fraction, value: Some(value), low: None, high: None, end });
    let scale = |at: usize| {
        scan.find(at, |sense| match sense {
            Sense::Scale(scale, Count::One) => Some(scale),
            _ => None,
        })
    };
    // «نصف مليون», «ثلاثة أرباع المليون»: so many ones.
    let scaled = |value: f64, end: usize| {
        let (scale, end) = scale(end)?;
        Some(Found { kind: NumberKind::Cardinal, value: Some(value * scale), low: None, high: None, end })
    };
    if let Some(n) = scan.number_word(at).filter(|n| *n < 10.0)
        && let Some((part, end)) = many(at + 1)
    {
        return scaled(n * part, end).or_else(|| made(n * part, end));
    }
    let (value, count, end) = scan
        .find(at, |sense| match sense {
            Sense::Fraction(part, count @ (Count::One | Count::Two)) => Some((part, count)),
            Sense::FractionOf(part) => Some((part, Count::One)),
            _ => None,
        })
        .map(|((part, count), end)| (part, count, end))?;
    if scan.lexed(at).definite {
        return None;
    }
    if let Some(found) = scaled(value, end) {
        return Some(found);
    }
    let of = scan.prep(end).is_some_and(|(prep, _)| prep == Prep::From);
    // «ثمن الحرب» is a price.
    if scan.find(at, |sense| matches!(sense, Sense::Fraction(..)).then_some(())).is_none() {
        return of.then(|| made(value, end)).flatten();
    }
    let whole = of || scan.token(end).is_some_and(|next| scan.index.without_article(&next.key).is_some());
    (whole || count == Count::Two).then(|| made(value, end)).flatten()
}

/// «عشرات», «مئات الآلاف», «آلاف», «بضعة ملايين».
fn indefinite(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let many = |at: usize| {
        scan.find(at, |sense| match sense {
            Sense::Scale(scale, Count::Many) => Some(scale),
            _ => None,
        })
    };
    let bounds = scan.find(at, |sense| match sense {
        Sense::Indefinite(low, high) => Some((low, high)),
        _ => None,
    });
    let (low, high, end) = match bounds {
        Some(((low, high), end)) => match many(end).filter(|_| !scan.lexed(end).and) {
            Some((scale, end)) => (low * scale, (high + 1.0) * scale - 1.0, end),
            None => (low, high, end),
        },
        None => {
            let (scale, end) = many(at)?;
            // «آلاف الملايين» is rare; «ملايين» alone is two and up.
            (2.0 * scale, 10.0 * scale - 1.0, end)
        }
    };
    Some(Found { kind: NumberKind::Indefinite, value: None, low: Some(low), high: Some(high), end })
}

fn ordinal(scan: &Scan<'_>, at: usize) -> Option<Found> {
    // «باول» is a name.
    let (value, end) = scan.ordinal(at).filter(|_| scan.lexed(at).definite || !scan.lexed(at).preposition)?;
    Some(Found { kind: NumberKind::Ordinal, value: Some(f64::from(value)), low: None, high: None, end })
}

/// Tens after a definite noun in the singular tell its place: «الذكرى العشرين».
fn tens_of_order(scan: &Scan<'_>, at: usize, lang: &Lang) -> Option<Found> {
    let before = at.checked_sub(1).filter(|before| *before >= scan.range.start && scan.number_word(*before).is_none())?;
    if !scan.lexed(at).definite || scan.lexed(at).and || scan.lexed(at).preposition || scan.number_word(at)? < 20.0 {
        return None;
    }
    let singular = scan.index.definite_noun(&scan.tokens[before].key).is_some_and(|noun| is_singular(noun, lang));
    ordinal(scan, at).filter(|_| singular)
}

/// The noun that is counted: the next word, or the one after «من».
fn counted(scan: &Scan<'_>, words: Option<&[Word]>, at: usize, lang: &Lang) -> Option<Noun> {
    if scan.percent_after(at).is_some() || scan.lexed(at).and {
        return None;
    }
    if let Some((Prep::From, next)) = scan.prep(at) {
        return noun(scan, words, next, lang).filter(|noun| noun.definite);
    }
    // «4 بمجمع», «12 وجنود»: another phrase.
    noun(scan, words, at, lang).filter(|noun| scan.token(at).is_some_and(|token| token.span.start == noun.span.start))
}

/// The currency of a sign.
fn currency(sign: &str) -> Option<&'static str> {
    [("$", "dollar"), ("€", "euro"), ("£", "pound"), ("¥", "yen")].into_iter().find(|(mark, _)| *mark == sign).map(|(_, name)| name)
}

fn number(
    scan: &Scan<'_>,
    at: usize,
    read: Found,
    modifier: Option<(&'static str, usize, usize)>,
    counted: Option<Noun>,
    lang: &Lang,
) -> NumberExpr {
    let span = |from: usize, to: usize| scan.tokens[from].span.join(scan.tokens[to - 1].span);
    let mut last = read.end;
    let (mut what, mut unit) = ("count".to_owned(), None);
    if let Some(end) = scan.percent_after(read.end).filter(|_| read.kind != NumberKind::Ordinal) {
        last = end;
        (what, unit) = ("percent".to_owned(), Some("percent".to_owned()));
    }
    let currency = [read.end, at.wrapping_sub(1)].into_iter().find_map(|at| scan.token(at).and_then(|token| currency(&token.key)));
    if let Some(currency) = currency {
        (what, unit) = ("money".to_owned(), Some(currency.to_owned()));
    }
    if let Some(noun) = &counted {
        last = last.max(noun.token + 1);
        if let Some(row) = noun.row.and_then(|row| lang.tables.counted.get(row as usize)) {
            (what, unit) = (row.what.clone(), row.unit.clone());
        }
    }
    let after = (last..last + 2).find_map(|at| {
        scan.find(at, |sense| match sense {
            Sense::ModAfter(kind) => Some(kind),
            _ => None,
        })
    });
    let kind =
        modifier.map(|(kind, ..)| kind).or(after.map(|(kind, _)| kind)).or((read.kind == NumberKind::Indefinite).then_some("APPROX"));
    let end = after.map_or(last, |(_, end)| end);
    let (low, high) = match (read.value, kind) {
        (None, _) => (read.low, read.high),
        (value, None | Some("APPROX")) => (value, value),
        (value, Some("MORE_THAN" | "EQUAL_OR_MORE")) => (value, None),
        (value, Some(_)) => (None, value),
    };
    NumberExpr {
        tokens: at..read.end,
        span: span(at, read.end),
        whole: span(modifier.map_or(at, |(_, start, _)| start), end),
        kind: read.kind,
        value: read.value,
        low,
        high,
        modifier: kind,
        what,
        unit,
        counted: counted.as_ref().map(|noun| noun.span),
        counted_token: counted.as_ref().map(|noun| noun.token),
        lemma: counted.and_then(|noun| noun.lemma),
    }
}
