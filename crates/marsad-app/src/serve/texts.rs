//! The words of the interface, in both languages.
//!
//! In: a key such as `events.title` or `type:CONSULT`. Out: its text. Texts are data: `data/interface/*.tsv` (key, English, Arabic), the labels of the ontology,
//! and the texts of the islands. A key that nobody wrote is shown as it is, and a test fails.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::wish::Tongue;

/// Files of rows: key, English, Arabic.
const FILES: [&str; 2] = [include_str!("../../data/interface/pages.tsv"), include_str!(concat!(env!("OUT_DIR"), "/labels.tsv"))];
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
