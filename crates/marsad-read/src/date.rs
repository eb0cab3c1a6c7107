//! Which day is that: publication dates in the shapes that feeds, pages and databases write.
//!
//! In: what was given. Out: `2024-11-10` or an RFC 3339 time, the two that an article carries; `None` where the day is not
//! certain. A time without its zone is cut to the day; 10/11/2024 is no date, since nobody can tell which month it is. Months in words
//! are read by [`super::date_words`].

use jiff::civil::Date;

use super::date_words;

/// Feeds name weekdays that do not fit their date; the date is what they mean.
const RFC_2822: jiff::fmt::rfc2822::DateTimeParser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);

/// The date in one of the two shapes; text that has one already is not changed.
pub fn normalize(text: &str) -> Option<String> {
    let text: String = text.trim().chars().map(western_digit).collect();
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        8 if is_digits => return day(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])),
        10 | 13 if is_digits => return since_epoch(&text),
        ..10 => return None,
        _ => {}
    }
    match text.split_at_checked(10).and_then(|(day_part, rest)| Some((day(&day_part.replace(['/', '.'], "-"))?, rest))) {
        Some((day, rest)) => in_iso(day, rest),
        None => match RFC_2822.parse_zoned(&text) {
            Ok(time) => Some(time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
            Err(_) => {
                let text = date_words::date(&text)?;
                let (day_part, rest) = text.split_at_checked(10)?;
                in_iso(day(day_part)?, rest)
            }
        },
    }
}

/// The day, with its time where that has a zone.
fn in_iso(day: String, rest: &str) -> Option<String> {
    Some(with_time(&day, rest.trim_start_matches(['T', 't', ' '])).unwrap_or(day))
}

/// Digits of Arabic and Persian to those of ISO dates; direction marks of copied dates to nothing that matters.
fn western_digit(letter: char) -> char {
    let value = match letter {
        '\u{660}'..='\u{669}' => letter as u32 - 0x660,
        '\u{6F0}'..='\u{6F9}' => letter as u32 - 0x6F0,
        _ => return letter,
    };
    char::from_digit(value, 10).unwrap_or(letter)
}

fn day(text: &str) -> Option<String> {
    let is_iso = text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    (is_iso && text.parse::<Date>().is_ok()).then(|| text.to_owned())
}

/// The RFC 3339 time on `day`; `None` where `time` is none or has no zone.
fn with_time(day: &str, time: &str) -> Option<String> {
    let zone_at = time.find(|letter: char| !(letter.is_ascii_digit() || letter == ':' || letter == '.'))?;
    let (clock, zone) = time.split_at(zone_at);
    let clock = if clock.len() == 5 { format!("{clock}:00") } else { clock.to_owned() };
    let zone = zone.trim();
    let zone = match zone.len() {
        1 if zone.eq_ignore_ascii_case("z") => "Z".to_owned(),
        3 if zone == "UTC" || zone == "GMT" => "Z".to_owned(),
        3 => format!("{zone}:00"),
        5 if !zone.contains(':') => format!("{}:{}", zone.get(..3)?, zone.get(3..)?),
        6 => zone.to_owned(),
        _ => return None,
    };
    let whole = format!("{day}T{clock}{zone}");
    whole.parse::<jiff::Timestamp>().is_ok().then_some(whole)
}

fn since_epoch(digits: &str) -> Option<String> {
    let number: i64 = digits.parse().ok()?;
    let time = if digits.len() == 13 { jiff::Timestamp::from_millisecond(number) } else { jiff::Timestamp::from_second(number) };
    time.ok().map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn dates_of_feeds_pages_and_databases() {
        for (given, expected) in [
            ("2024-11-10", Some("2024-11-10")),
            (" ٢٠٢٤-١١-١٠ ", Some("2024-11-10")),
            ("2024/11/10", Some("2024-11-10")),
            ("20241110", Some("2024-11-10")),
            ("2024-11-10T08:30:00+03:00", Some("2024-11-10T08:30:00+03:00")),
            ("2024-11-10T08:30:00.250Z", Some("2024-11-10T08:30:00.250Z")),
            ("2024-11-10T08:30:00+0300", Some("2024-11-10T08:30:00+03:00")),
            ("2024-11-10 08:30 UTC", Some("2024-11-10T08:30:00Z")),
            ("2024-11-10 08:30:00", Some("2024-11-10")),
            ("2024-11-10T08:30:00+99", Some("2024-11-10")),
            ("Sun, 10 Nov 2024 08:30:00 +0300", Some("2024-11-10T08:30:00+03:00")),
            ("1731216600", Some("2024-11-10T05:30:00Z")),
            ("1731216600000", Some("2024-11-10T05:30:00Z")),
            ("Mon, 10 Nov 2024 08:30 GMT", Some("2024-11-10T08:30:00+00:00")),
            ("الأحد، 10 تشرين الثاني 2024 - 08:30 +0300", Some("2024-11-10T08:30:00+03:00")),
            ("الأحد 10 نوفمبر 2024 08:30 م", Some("2024-11-10")),
            ("10 نوفمبر 2024 99:99 +0300", Some("2024-11-10")),
            ("31 نوفمبر 2024", None),
            ("2024-13-40", None),
            ("10/11/2024", None),
            ("2024", None),
            ("", None),
            ("الأحد ١٠", None),
        ] {
            assert_eq!(normalize(given).as_deref(), expected, "{given}");
        }
    }
}
