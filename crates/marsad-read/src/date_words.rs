//! Which day do words tell: dates with a month's name, as feeds of Arabic media write them.
//!
//! «السبت، 21 تشرين الثاني/نوفمبر 2026 - 14:30 +0300» → `2026-11-21T14:30:00+03:00`
//!
//! The names are those of the language data, in every system of months, and the English ones. One day, one month and one year must
//! be told; a second month counts where it is the same one in another system. A clock counts with the zone right after it, and is cut
//! away without. Islamic months are no dates here: which day they begin on differs by country.

use std::collections::HashMap;
use std::sync::OnceLock;

use marsad::text::fold::fold;

const MONTHS: &str = include_str!("../../../lang/ar/time/months.tsv");
const ENGLISH: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Words that a text may have and still be a date; more is an article.
const MAX_WORDS: usize = 16;

/// The date in ISO form, as far as the words tell it: `2026-11-21`, or `2026-11-21T14:30:00+03:00`.
pub fn date(text: &str) -> Option<String> {
    let text = fold(text.get(..200).unwrap_or(text)).to_lowercase();
    let is_between = |letter: char| letter.is_whitespace() || ",\u{60C}/()|".contains(letter);
    let words: Vec<&str> = text.split(is_between).flat_map(parts).filter(|word| !word.is_empty()).collect();
    if words.len() > MAX_WORDS {
        return None;
    }
    let (mut day, mut month, mut year, mut clock) = (None, None, None, None);
    let mut at = 0;
    while at < words.len() {
        let (found, n_words) = month_at(&words[at..]).map_or((None, 1), |(found, n_words)| (Some(found), n_words));
        let number = words[at].parse::<u16>().ok();
        match (found, number, words[at].len()) {
            (Some(found), ..) => agree(&mut month, found)?,
            (None, Some(number @ 1..=31), 1..=2) => agree(&mut day, number)?,
            (None, Some(number @ 1900..=2199), 4) => agree(&mut year, number)?,
            (None, Some(_), _) => return None,
            (None, None, _) if words[at].contains(':') && clock.is_none() => {
                let zone = words.get(at + 1).copied().filter(|word| is_zone(word));
                clock = Some((words[at], zone.unwrap_or_default()));
                at += usize::from(zone.is_some());
            }
            _ => {}
        }
        at += n_words;
    }
    let day = format!("{}-{:02}-{:02}", year?, month?, day?);
    Some(match clock {
        Some((clock, zone)) => format!("{day}T{clock}{}", zone.to_uppercase()),
        None => day,
    })
}

/// `10-nov-2024` is three words, `+03:00` one.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let is_joined = word.contains(char::is_alphabetic) && !word.contains(':');
    word.split(move |letter| is_joined && letter == '-').map(|part| part.trim_matches(['.', '-']))
}

fn is_zone(word: &str) -> bool {
    word.starts_with(['+', '-']) || ["z", "gmt", "utc"].contains(&word)
}

/// Keeps the first; `None` when another one is told.
fn agree(told: &mut Option<u16>, now: u16) -> Option<()> {
    (*told.get_or_insert(now) == now).then_some(())
}

/// The month that `words` begin with, and how many words name it.
fn month_at(words: &[&str]) -> Option<(u16, usize)> {
    static NAMES: OnceLock<HashMap<String, u16>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let rows = MONTHS.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let months = rows.filter(|row| row.len() == 4 && row[1].starts_with("month"));
        months.filter_map(|row| Some((fold(row[3]), row[2].parse().ok()?))).collect()
    });
    let two = words.get(..2).and_then(|two| names.get(&two.join(" ")).map(|month| (*month, 2)));
    two.or_else(|| names.get(words[0]).map(|month| (*month, 1))).or_else(|| english(words[0]).map(|month| (month, 1)))
}

fn english(word: &str) -> Option<u16> {
    let at = ENGLISH.iter().position(|name| word.starts_with(name))?;
    let is_name = word.len() <= 9 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !["monday", "mon"].contains(&word);
    is_name.then_some(at as u16 + 1)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn months_of_every_system() {
        for (text, expected) in [
            ("السبت، 21 نوفمبر 2026", Some("2026-11-21")),
            ("٢١ تشرين الثاني ٢٠٢٦", Some("2026-11-21")),
            ("21 تشرين الثاني/نوفمبر 2026 - 14:30 +0300", Some("2026-11-21T14:30+0300")),
            ("3 غشت 2026", Some("2026-08-03")),
            ("نوفمبر 21, 2026 10:05:00", Some("2026-11-21T10:05:00")),
            ("Nov 21, 2026", Some("2026-11-21")),
            ("21-November-2026", Some("2026-11-21")),
            ("21 نوفمبر 22 نوفمبر 2026", None),
            ("21 نوفمبر/أكتوبر 2026", None),
            ("21 نوفمبر", None),
            ("11 جمادى الآخرة 1448", None),
            ("21/11/2026", None),
            ("", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }
}
