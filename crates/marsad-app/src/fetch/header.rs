//! When does a server want to be asked again: `Retry-After`, `Cache-Control`, and the dates of HTTP.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

/// The longest that a server can make us wait; what is longer is a mistake or a bad joke.
pub const MAX_WAIT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The time that `Retry-After` names, in seconds or as a date, cut to a week from `now`; `None` for what is neither.
pub fn retry_after(value: &str, now: Timestamp) -> Option<Timestamp> {
    let value = value.trim();
    let until = if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        // More seconds than fit in a number are longer than a week too.
        let seconds: i64 = value.parse().unwrap_or(i64::MAX);
        now + SignedDuration::from_secs(seconds).min(MAX_WAIT)
    } else {
        date(value)?
    };
    Some(until.clamp(now, now + MAX_WAIT))
}

/// How long an answer holds: `max-age` of `Cache-Control`, nothing where it may not be kept.
pub fn max_age(value: &str) -> Option<SignedDuration> {
    let directives: Vec<String> = value.split(',').map(|part| part.trim().to_ascii_lowercase()).collect();
    if directives.iter().any(|part| part == "no-store" || part == "no-cache") {
        return Some(SignedDuration::ZERO);
    }
    let seconds = directives.iter().find_map(|part| part.strip_prefix("max-age="))?.trim_matches('"').parse().ok()?;
    Some(SignedDuration::from_secs(seconds).clamp(SignedDuration::ZERO, MAX_WAIT))
}

/// A date of HTTP, in the shape of today or in one of the two old ones.
fn date(text: &str) -> Option<Timestamp> {
    let in_utc = |time: DateTime| time.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|time| time.timestamp());
    if let Ok(time) = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text) {
        return Some(time);
    }
    // The weekday says nothing that the date does not say.
    let old = text.split_once(", ").and_then(|(_, rest)| DateTime::strptime("%d-%b-%y %H:%M:%S GMT", rest).ok());
    let older = || text.split_once(' ').and_then(|(_, rest)| DateTime::strptime("%b %e %H:%M:%S %Y", rest.trim_start()).ok());
    old.or_else(older).and_then(in_utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_seconds_or_dates_and_no_longer_than_a_week() {
        let now: Timestamp = "2026-11-26T12:00:00Z".parse().unwrap();
        for (value, expected) in [
            ("120", Some("2026-11-26T12:02:00Z")),
            ("0", Some("2026-11-26T12:00:00Z")),
            ("Thu, 26 Nov 2026 13:00:00 GMT", Some("2026-11-26T13:00:00Z")),
            ("Thursday, 26-Nov-26 13:00:00 GMT", Some("2026-11-26T13:00:00Z")),
            ("Thu Nov 26 13:00:00 2026", Some("2026-11-26T13:00:00Z")),
            ("Thu, 26 Nov 2020 13:00:00 GMT", Some("2026-11-26T12:00:00Z")),
            ("Thu, 26 Nov 2099 13:00:00 GMT", Some("2026-12-03T12:00:00Z")),
            ("99999999999999999999999", Some("2026-12-03T12:00:00Z")),
            ("-5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now).map(|time| time.to_string()).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn how_long_an_answer_holds() {
        assert_eq!(max_age("public, Max-Age=60"), Some(SignedDuration::from_secs(60)));
        assert_eq!(max_age("max-age=60, no-store"), Some(SignedDuration::ZERO));
        assert_eq!(max_age("max-age=99999999999"), Some(MAX_WAIT));
        assert_eq!(max_age("private"), None);
    }
}
