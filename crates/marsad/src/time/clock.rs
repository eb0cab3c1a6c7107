//! Times of day: «الساعة 21,00 ت غ», «الساعة الثالثة والنصف عصرا», «10:30 صباحا».
//!
//! In: a token. Out: an [`Expr`] of the day told after it («العاشرة من صباح الأحد», «السادسة مساء غد»), else of the day of
//! publication, whose place the day just before it in the text takes where there is one.

use super::index::{Count, Prep, Scan, Sense, Unit};
use super::parse::{Base, Expr};
use crate::text::TokenKind;

impl Scan<'_> {
    /// «الساعة 21,00 ت غ», «الساعة الثالثة والنصف عصرا», «10:30 صباحا», «الثالثة فجرا».
    pub(super) fn clock(&self, at: usize) -> Option<(Expr, usize)> {
        let word = self.skip(at, Sense::Clock);
        let start = word.unwrap_or(at);
        let (mut hour, mut minute, mut end) = self.hour(start)?;
        let digits = self.token(start).is_some_and(|token| token.kind == TokenKind::Number);
        // «إلا ربعا».
        if let Some(next) = self.skip(end, Sense::ClockMinus)
            && let Some((part, after)) = self.find(next, |sense| match sense {
                Sense::Fraction(part, Count::One) | Sense::ClockPart(part) => Some(part),
                _ => None,
            })
        {
            hour = if hour <= 1 { 12 } else { hour - 1 };
            (minute, end) = (60 - (part * 60.0).round() as i8, after);
        } else if minute == 0
            && let Some(next) = self.after_and(end)
        {
            let part = self.find(next, |sense| match sense {
                Sense::Fraction(part, Count::One) if part >= 0.25 => Some((part * 60.0).round()),
                _ => None,
            });
            let minutes = self
                .cardinal(next)
                .filter(|number| number.value < 60.0)
                .and_then(|number| Some((number.value, self.unit(number.end).filter(|(found, _)| found.0 == Unit::Minute)?.1)));
            if let Some((minutes, after)) = part.or(minutes) {
                (minute, end) = (minutes as i8, after);
            }
        }
        let (part, mut day, end) = self.day_of_clock(end, word.is_some());
        let bracket = self.is_mark(end, "(");
        let (zone, mut end) = self
            .find(end + usize::from(bracket), |sense| match sense {
                Sense::Zone(universal) => Some(universal),
                _ => None,
            })
            .map_or((None, end), |(zone, after)| (Some(zone), after + usize::from(bracket && self.is_mark(after, ")"))));
        if day.is_none()
            && word.is_some()
            && zone.is_some()
            && let Some((found, after)) = self.day_at(self.from(end))
        {
            (day, end) = (Some(found), after);
        }
        let colon = digits && end > start + 1 && self.is_mark(start + 1, ":");
        if word.is_none() && part.is_none() && zone.is_none() && !colon {
            return None;
        }
        let afternoon = matches!(part, Some("AF" | "EV")) || part == Some("NI") && hour >= 6;
        hour = if afternoon && hour < 12 || part == Some("MI") && hour < 4 {
            hour + 12
        } else if part == Some("NI") && hour == 12 {
            0
        } else {
            hour
        };
        let clock = Some((hour, minute, zone == Some(true)));
        Some((Expr { clock, part: None, ..day.unwrap_or(Base::Days(0).into()) }, end))
    }

    /// The part of the day and the day after an hour: «صباحا», «من صباح الأحد», «مساء غد»; a day without a part only after «الساعة».
    fn day_of_clock(&self, at: usize, called: bool) -> (Option<&'static str>, Option<Expr>, usize) {
        let next = self.from(at);
        if let Some((expr, end)) = self.part_of_day(next).filter(|(expr, _)| expr.base.is_day()) {
            return (expr.part, Some(expr), end);
        }
        let (part, end) = self.part(at).map_or((None, at), |(part, after)| (Some(part), after));
        match self.day_at(self.from(end)).filter(|_| called || part.is_some()) {
            Some((expr, end)) => (part, Some(expr), end),
            None => (part, None, end),
        }
    }

    fn from(&self, at: usize) -> usize {
        self.prep(at).filter(|(prep, _)| *prep == Prep::From).map_or(at, |(_, next)| next)
    }

    fn day_at(&self, at: usize) -> Option<(Expr, usize)> {
        let found = self.near_day(at).or_else(|| self.weekday_expr(at)).or_else(|| self.calendar_date(at))?;
        Some(found).filter(|(expr, _)| expr.base.is_day() && expr.part.is_none() && !self.lexed(at).and)
    }

    /// Hour and minute in digits, or the hour as an ordinal.
    fn hour(&self, at: usize) -> Option<(i8, i8, usize)> {
        let valid = |hour: i32, minute: i32| ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some((hour as i8, minute as i8));
        if let Some((hour, n_digits)) = self.int(at).filter(|(_, n_digits)| *n_digits <= 2) {
            let minute = if self.is_mark(at + 1, ":") { self.int(at + 2) } else { None };
            let (hour, minute, end) = match minute {
                Some((minute, 2)) => (hour, minute, at + 3),
                _ if n_digits > 2 => return None,
                _ => (hour, 0, at + 1),
            };
            return valid(hour, minute).map(|(hour, minute)| (hour, minute, end));
        }
        if let Some(token) = self.token(at).filter(|token| token.kind == TokenKind::Number) {
            let (hour, minute) = token.key.split_once(['.', ',', '\u{060C}'])?;
            if minute.len() != 2 {
                return None;
            }
            return valid(hour.parse().ok()?, minute.parse().ok()?).map(|(hour, minute)| (hour, minute, at + 1));
        }
        let (hour, end) = self.ordinal(at).filter(|(hour, _)| self.lexed(at).definite && (1..=12).contains(hour))?;
        valid(hour, 0).map(|(hour, minute)| (hour, minute, end))
    }
}
