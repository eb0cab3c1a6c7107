//! The words of the interface, in both languages.
//!
//! In: a key such as `events.title` or `type:CONSULT`. Out: its text. Texts are data: `data/interface/*.tsv` (key, English, Arabic), the labels of the ontology,
//! and the texts of the islands. A key that nobody wrote is shown as it is, and a test fails.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::wish::Tongue;

/// Files of rows: key, English, Arabic.
const FILES: [&str; 3] = [include_str!("../../data/interface/pages.tsv"), PROBLEMS, include_str!(concat!(env!("OUT_DIR"), "/labels.tsv"))];
/// What is said of a wrong request: rows whose English is what the program says, with `{}` for values.
const PROBLEMS: &str = include_str!("../../data/interface/problems.tsv");
/// Texts of the islands: of each key its text in each language.
const ISLANDS: &str = include_str!("../../../../web/texts.json");

fn all() -> &'static FxHashMap<&'static str, [&'static str; 2]> {
    static ALL: OnceLock<FxHashMap<&'static str, [&'static str; 2]>> = OnceLock::new();
    ALL.get_or_init(|| FILES.iter().flat_map(|file| rows(file)).collect())
}

fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, [&'static str; 2])> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, [fields.next()?, fields.next()?]))
    })
}

/// The text of a key; the key itself where nobody wrote one.
#[must_use]
pub fn text(tongue: Tongue, key: &str) -> &str {
    all().get(key).map_or(key, |texts| texts[tongue as usize])
}

/// Whether somebody wrote a text for a key.
#[cfg(test)]
fn is_written(key: &str) -> bool {
    all().contains_key(key)
}

/// What the program says of a wrong request, in the reader's language; `None` where nobody wrote that. Values keep to themselves (U+2068, U+2069).
///
/// «no event has the id e1» becomes «لا حدث بالمعرّف e1»: the words are found by the row whose English they fit.
#[must_use]
pub fn said(tongue: Tongue, words: &str) -> Option<String> {
    if tongue == Tongue::English {
        return Some(words.to_owned());
    }
    rows(PROBLEMS).find_map(|(_, texts)| Some((texts[tongue as usize], values(texts[Tongue::English as usize], words)?))).map(
        |(text, values)| {
            let isolated = |value: &&str| if value.is_empty() { String::new() } else { format!("\u{2068}{value}\u{2069}") };
            let values: Vec<String> = values.iter().map(isolated).collect();
            let (mut said, mut next) = (String::new(), 0);
            for (at, part) in text.split('{').enumerate() {
                let Some((which, rest)) = part.split_once('}').filter(|_| at > 0) else {
                    said.push_str(part);
                    continue;
                };
                let nth = which.parse::<usize>().map_or(next, |nth| nth.saturating_sub(1));
                next += 1;
                said.push_str(values.get(nth).map_or("", String::as_str));
                said.push_str(rest);
            }
            said
        },
    )
}

/// What stands for the `{}` of a pattern; `None` where the words do not fit it.
fn values<'w>(pattern: &str, words: &'w str) -> Option<Vec<&'w str>> {
    let mut parts = pattern.split("{}");
    let mut rest = words.strip_prefix(parts.next()?)?;
    let mut parts = parts.peekable();
    let mut values = Vec::new();
    while let Some(part) = parts.next() {
        // The last part ends the words; the others stand where they come first.
        let at =
            if parts.peek().is_some() { rest.find(part)? } else { rest.len().checked_sub(part.len()).filter(|_| rest.ends_with(part))? };
        values.push(&rest[..at]);
        rest = &rest[at + part.len()..];
    }
    rest.is_empty().then_some(values)
}

/// The texts of the islands in one language, as JSON.
#[must_use]
pub fn of_islands(tongue: Tongue) -> &'static str {
    static JSON: OnceLock<[String; 2]> = OnceLock::new();
    let both = JSON.get_or_init(|| {
        let texts: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(ISLANDS).unwrap_or_default();
        [Tongue::English, Tongue::Arabic].map(|tongue| {
            let texts: BTreeMap<&String, &String> =
                texts.iter().filter_map(|(key, texts)| Some((key, texts.get(tongue.code())?))).collect();
            // `</script>` cannot stand in it: `<` is written as an escape.
            serde_json::to_string(&texts).unwrap_or_default().replace('<', "\\u003c")
        })
    });
    &both[tongue as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_in_both_languages() {
        for (key, [english, arabic]) in FILES.iter().flat_map(|file| rows(file)) {
            assert!(!english.trim().is_empty() && !arabic.trim().is_empty(), "{key} lacks a language");
        }
        for file in FILES {
            let n_lines = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
            assert_eq!(rows(file).count(), n_lines, "a line has fewer than three fields");
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_the_readers_language() {
        let said = |words: &str| said(Tongue::Arabic, words).map(|words| words.replace(['\u{2068}', '\u{2069}'], ""));
        assert_eq!(said("no article has the id a-1").as_deref(), Some("لا مقالة بالمعرّف a-1"));
        assert_eq!(said("CONSULT has no mode nap; it has visit, phone").as_deref(), Some("لا صنف اسمه nap في CONSULT؛ أصنافه visit, phone"));
        assert_eq!(said("nothing that anybody wrote"), None);
        assert_eq!(super::said(Tongue::English, "as it is").as_deref(), Some("as it is"));
        // Whatever a query can have wrong is written.
        let (db, lang) = (crate::store::Observatory::in_memory().unwrap().db, crate::coding::language(None, &[]).unwrap());
        let long = "x".repeat(3_000);
        let many = "type:CONSULT ".repeat(30);
        for query in [&long, &many, "actor:nobody", "type:NAP", "typ:x", "type:", "from:spring", "from:2024 to:2023", "\"open", "من"] {
            let wrong = crate::query::parse(query, &db, &lang).unwrap_err().to_string();
            assert!(said(&wrong).is_some(), "{wrong}");
        }
        for row in rows(PROBLEMS) {
            let count = |text: &str| text.matches('{').count();
            assert!(count(row.1[1]) <= count(row.1[0]), "{}: more values than there are", row.0);
        }
    }

    #[test]
    fn texts_of_the_islands_end_no_script() {
        for tongue in [Tongue::English, Tongue::Arabic] {
            assert!(of_islands(tongue).len() > 100 && !of_islands(tongue).contains('<'));
        }
    }

    #[test]
    fn every_key_of_the_templates_is_written() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            for part in text.split(".t(\"").skip(1) {
                let key = part.split('"').next().unwrap();
                assert!(is_written(key), "{}: {key} is not in data/interface", path.display());
            }
        }
    }
}
