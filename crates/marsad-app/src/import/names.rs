//! Which names are Arabic, and in which letters are they written in the data.
//!
//! In: names in any language, with or without a tag. Out: names as the data files have them: ordinary Arabic letters, without vowels, tatweel,
//! invisible characters and what stands in brackets; or nothing.
//!
//! «مُحَمَّد» → «محمد» · «تهران (شهر)» → «تهران» · Persian «علی» → «علي» · Kurdish «هەولێر» → nothing · «گرگان», from Persian for a person,
//! → «غرغان», «كركان», as Arabic papers write both
//!
//! It does not transliterate: a name in Latin letters alone gives nothing.

use marsad::text::fold::{bare, fold, is_arabic_letter};

/// Names of a record, the usual one first, without those that the coder would take for the same.
#[derive(Debug, Default)]
pub struct Names {
    pub list: Vec<String>,
    keys: Vec<String>,
}

impl Names {
    /// Adds an Arabic name; nothing happens when it is none or is there already.
    pub fn add(&mut self, name: &str) {
        if let Some(name) = arabic(name) {
            self.push(name);
        }
    }

    /// Adds a Persian name as Arabic papers write it.
    pub fn add_persian(&mut self, name: &str) {
        for gaf in ['\u{063A}', '\u{0643}'] {
            let letters: String = bare(name)
                .chars()
                .map(|letter| match letter {
                    // Peh, cheh, jeh, veh and gaf, which Arabic lacks.
                    '\u{067E}' => '\u{0628}',
                    '\u{0686}' | '\u{0698}' => '\u{062C}',
                    '\u{06A4}' => '\u{0641}',
                    '\u{06AF}' => gaf,
                    letter => letter,
                })
                .collect();
            self.add(&letters);
        }
    }

    fn push(&mut self, name: String) {
        let key = key(&name);
        if !self.keys.contains(&key) {
            self.keys.push(key);
            self.list.push(name);
        }
    }

    /// Leaves out names of a single word: one given name names too many.
    pub fn without_single_words(mut self) -> Self {
        self.list.retain(|name| name.contains(' '));
        self
    }

    /// The names that are not among others.
    pub fn beyond(&self, known: &[String]) -> Vec<String> {
        let known: Vec<String> = known.iter().map(|name| key(name)).collect();
        self.list.iter().filter(|name| !known.contains(&key(name))).cloned().collect()
    }
}

/// What the coder takes two names for the same by.
pub fn key(name: &str) -> String {
    name.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}

/// A name as the data has it, when all its letters are Arabic.
pub fn arabic(name: &str) -> Option<String> {
    let name = name.split(['(', '\u{060C}']).next().unwrap_or_default();
    let letters: String = bare(name).chars().map(ordinary).collect();
    let name = letters.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    let n_letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let all_arabic = name.chars().all(|letter| if letter.is_alphabetic() { is_of_alphabet(letter) } else { !letter.is_control() });
    (n_letters >= 2 && all_arabic).then_some(name)
}

/// Whether a name is in the Arabic script and all its letters are Arabic ones as they stand: «تهران», but not «کرج».
pub fn is_written_arabic(name: &str) -> bool {
    let mut letters = name.chars().filter(|letter| letter.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(is_of_alphabet)
}

/// A name in Latin letters as a field of the data.
pub fn latin(name: &str) -> Option<String> {
    let name = bare(&bare(name)).replace(char::is_control, " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let is_latin = name.chars().any(|letter| letter.is_ascii_alphabetic()) && !name.chars().any(is_arabic_letter);
    is_latin.then_some(name)
}

/// Shapes of a letter that other languages write, as Arabic writes it.
fn ordinary(letter: char) -> char {
    match letter {
        '\u{06A9}' | '\u{06AA}' => '\u{0643}',
        '\u{06CC}' => '\u{064A}',
        '\u{06BE}' | '\u{06C1}' | '\u{06C0}' => '\u{0647}',
        '\u{0671}' => '\u{0627}',
        letter => letter,
    }
}

/// The 28 letters, hamza and its carriers, teh marbuta and alef maksura.
fn is_of_alphabet(letter: char) -> bool {
    matches!(letter, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_in_ordinary_letters() {
        for (name, expected) in [
            ("مُحَمَّد بن سلمان", Some("محمد بن سلمان")),
            ("محمد علي (سياسي)", Some("محمد علي")),
            ("حلب، سوريا", Some("حلب")),
            ("بغـــداد\u{200F}", Some("بغداد")),
            ("ﻣﺼﺮ", Some("مصر")),
            ("علی شمخانی", Some("علي شمخاني")),
            ("هەولێر", None),
            ("لاہور شہر ڈ", None),
            ("Baghdad بغداد", None),
            ("ع", None),
            ("1 2", None),
        ] {
            assert_eq!(arabic(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn persian_names_as_arabic_papers_write_them() {
        let mut names = Names::default();
        names.add_persian("عباس عراقچی");
        names.add_persian("بیژن زنگنه");
        assert_eq!(names.list, ["عباس عراقجي", "بيجن زنغنه", "بيجن زنكنه"]);
        assert_eq!(names.beyond(&["بيجن زنكنة".to_owned()]), ["عباس عراقجي", "بيجن زنغنه"]);
    }

    #[test]
    fn scripts_are_told_by_letters() {
        assert!(is_written_arabic("تهران") && !is_written_arabic("کرج") && !is_written_arabic("Karaj") && !is_written_arabic("12"));
        assert_eq!(latin("Saint\u{200E}  John").as_deref(), Some("Saint John"));
        assert_eq!(latin("بغداد"), None);
    }
}
