//! What a verb's citation form and number say: its kind of weakness and its stems in both aspects and voices.
//!
//! «قال», form I, imperfect «يقول» → hollow; perfect stems «قال» and «قل», imperfect stem «قول», passive «قيل», «قال».
//! The letters stay in the order of the written word; radicals are never looked up, the form's length tells what is weak.

use super::letters::{
    ALEF, ALEF_HAMZA, ALEF_MADDA, ALEF_MAKSURA, DAL, HAMZA, NOON, SEEN, TAH, TEH, WAW, WAW_HAMZA, YEH, YEH_HAMZA, is_hamza,
};

/// What is weak in a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weak {
    Sound,
    /// Second and third radical alike and written once («ردّ», «احتلّ»).
    Doubled,
    /// A long vowel for the second radical («قال», «أقام»).
    Hollow,
    /// A long vowel for the third («دعا», «التقى», «لقي»).
    Defective,
}

/// A verb taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    /// 1 to 10; 11 and 12 for the two quadriliteral forms.
    pub form: u8,
    pub weak: Weak,
    /// Third person masculine singular of the perfect.
    pub perfect: Vec<char>,
    /// The imperfect without its prefix.
    pub imperfect: Vec<char>,
}

/// Letters of a sound verb of each form, 1 to 12.
const LENGTH: [usize; 12] = [3, 3, 4, 4, 4, 5, 5, 5, 4, 6, 4, 5];

impl Verb {
    /// Takes a verb apart.
    ///
    /// # Errors
    /// When the word does not have the shape of the form, or a weak verb of form I has no imperfect to tell its vowel.
    pub fn new(form: u8, citation: &str, imperfect: Option<&str>) -> Result<Self, String> {
        let mut perfect = letters(citation);
        let expected = *LENGTH.get(usize::from(form).wrapping_sub(1)).ok_or_else(|| format!("there is no form {form}"))?;
        if form == 1 && perfect.first() == Some(&ALEF_MADDA) {
            perfect.splice(0..1, [ALEF_HAMZA, ALEF]);
        }
        let shape = || format!("{citation} does not have the shape of form {form}");
        if !has_shape(form, &perfect) {
            return Err(shape());
        }
        let n_letters = perfect.iter().map(|letter| if *letter == ALEF_MADDA { 2 } else { 1 }).sum::<usize>();
        let (last, before) = (perfect[perfect.len() - 1], perfect[perfect.len() - 2]);
        let weak = if last == ALEF_MAKSURA || last == ALEF || form == 1 && last == YEH && n_letters == 3 {
            Weak::Defective
        } else if form == 9 || n_letters + 1 == expected && !(form == 8 && is_assimilated(&perfect)) {
            Weak::Doubled
        } else if n_letters == expected && before == ALEF && matches!(form, 1 | 4 | 7 | 8 | 10) {
            Weak::Hollow
        } else {
            Weak::Sound
        };
        let short = n_letters < expected && !(n_letters + 1 == expected && (weak != Weak::Sound || form == 8));
        if short || n_letters > expected {
            return Err(shape());
        }
        let mut verb = Self { form, weak, perfect, imperfect: Vec::new() };
        verb.imperfect = match imperfect {
            Some(imperfect) => match letters(imperfect).as_slice() {
                [YEH, stem @ ..] if stem.len() >= 2 => stem.to_vec(),
                _ => return Err(format!("{imperfect} is not an imperfect, third person masculine singular")),
            },
            None if form == 1 && matches!(weak, Weak::Hollow | Weak::Defective) => {
                return Err(format!("{citation} needs a row `imperfect`: its vowel is not regular"));
            }
            None => verb.regular_imperfect(),
        };
        Ok(verb)
    }

    /// The imperfect stem that the form gives.
    fn regular_imperfect(&self) -> Vec<char> {
        let mut stem = self.perfect.clone();
        match self.form {
            1 => {
                if stem[0] == WAW && self.weak == Weak::Sound {
                    stem.remove(0);
                }
                set_hamzas(&mut stem, ALEF_HAMZA, |letter| letter == YEH_HAMZA);
                return stem;
            }
            // The prefix has a u: the first hamza sits on a waw («يؤكد», «يؤاخذ»).
            2 | 3 | 11 => match stem[0] {
                ALEF_HAMZA => stem[0] = WAW_HAMZA,
                ALEF_MADDA => {
                    stem.splice(0..1, [WAW_HAMZA, ALEF]);
                }
                _ => {}
            },
            4 => {
                if stem[0] == ALEF_MADDA {
                    stem[0] = WAW_HAMZA;
                } else {
                    stem.remove(0);
                    if stem[0] == YEH {
                        stem[0] = WAW;
                    }
                }
            }
            7..=10 => {
                stem.remove(0);
                if stem[0] == YEH_HAMZA {
                    stem[0] = ALEF_HAMZA;
                }
            }
            _ => return stem,
        }
        self.with_i(&mut stem);
        stem
    }

    /// Gives the last syllable of a stem an i («يقيم», «يلتقي», «ينشئ»), as imperfects and active participles have it.
    pub fn with_i(&self, stem: &mut [char]) {
        let n_letters = stem.len();
        match self.weak {
            Weak::Hollow if matches!(self.form, 4 | 10) => stem[n_letters - 2] = YEH,
            Weak::Defective => stem[n_letters - 1] = YEH,
            Weak::Sound => set_hamzas(stem, YEH_HAMZA, is_hamza),
            Weak::Hollow | Weak::Doubled => {}
        }
    }

    /// The perfect stem before a consonant («قل», «ردد», «دعو», «التقي»).
    pub fn perfect_before_consonant(&self) -> Vec<char> {
        let mut stem = self.perfect.clone();
        let n_letters = stem.len();
        match self.weak {
            Weak::Sound => {}
            Weak::Doubled => stem.push(stem[n_letters - 1]),
            Weak::Hollow => {
                stem.remove(n_letters - 2);
                if stem.ends_with(&[HAMZA]) {
                    let i = self.imperfect.len() >= 2 && self.imperfect[self.imperfect.len() - 2] != WAW;
                    stem[n_letters - 2] = if self.form != 1 {
                        ALEF_HAMZA
                    } else if i {
                        YEH_HAMZA
                    } else {
                        WAW_HAMZA
                    };
                }
            }
            Weak::Defective => stem[n_letters - 1] = if self.form == 1 && self.perfect[n_letters - 1] == ALEF { WAW } else { YEH },
        }
        stem
    }

    /// The perfect of the passive, third person masculine singular; `None` where there is none.
    pub fn passive_perfect(&self) -> Option<Vec<char>> {
        if matches!(self.form, 7 | 9) {
            return None;
        }
        let mut stem = self.perfect.clone();
        match (self.form, stem[0], stem[1]) {
            (3, ALEF_MADDA, _) | (4, ALEF_MADDA, _) => {
                stem.splice(0..1, [ALEF_HAMZA, WAW]);
            }
            (3, ..) => stem[1] = WAW,
            (6, _, ALEF_MADDA) => return None,
            (6, ..) => stem[2] = WAW,
            (8, _, YEH_HAMZA) => stem[1] = WAW_HAMZA,
            (10, ..) if stem.get(3) == Some(&ALEF_HAMZA) => stem[3] = WAW_HAMZA,
            _ => {}
        }
        let n_letters = stem.len();
        match self.weak {
            Weak::Sound => set_hamzas(&mut stem, YEH_HAMZA, is_hamza),
            Weak::Doubled => {}
            Weak::Hollow => stem[n_letters - 2] = YEH,
            Weak::Defective => {
                stem[n_letters - 1] = YEH;
                if n_letters > 2 && stem[n_letters - 2] == ALEF_HAMZA {
                    stem[n_letters - 2] = YEH_HAMZA;
                }
            }
        }
        Some(stem)
    }

    /// The imperfect stem of the passive.
    pub fn passive_imperfect(&self) -> Option<Vec<char>> {
        if matches!(self.form, 7 | 9) {
            return None;
        }
        let mut stem = self.imperfect.clone();
        if self.form == 1 && self.perfect[0] == WAW && stem[0] != WAW {
            stem.insert(0, WAW);
        }
        if self.form == 8 && stem[0] == ALEF_HAMZA {
            stem[0] = WAW_HAMZA;
        }
        let n_letters = stem.len();
        match self.weak {
            Weak::Sound => {
                set_hamzas(&mut stem, ALEF_HAMZA, is_hamza);
                if n_letters > 2 && stem[n_letters - 3] == ALEF && stem[n_letters - 2] == ALEF_HAMZA {
                    stem[n_letters - 2] = HAMZA;
                }
            }
            Weak::Doubled => {}
            Weak::Hollow => stem[n_letters - 2] = ALEF,
            Weak::Defective => stem[n_letters - 1] = if stem[n_letters - 2] == YEH { ALEF } else { ALEF_MAKSURA },
        }
        Some(stem)
    }
}

/// Whether the word has the letters that the form adds.
fn has_shape(form: u8, word: &[char]) -> bool {
    let (Some(&first), Some(&second)) = (word.first(), word.get(1)) else { return false };
    let long_at = match (form, first) {
        (3 | 4, ALEF_MADDA) => Some(0),
        (6, _) if second == ALEF_MADDA => Some(1),
        _ => None,
    };
    let madda = word.iter().position(|letter| *letter == ALEF_MADDA);
    madda == long_at
        && match form {
            3 => second == ALEF || first == ALEF_MADDA,
            4 => matches!(first, ALEF_HAMZA | ALEF_MADDA),
            5 | 12 => first == TEH,
            6 => first == TEH && (second == ALEF_MADDA || word.get(2) == Some(&ALEF)),
            7 => (first, second) == (ALEF, NOON),
            8 | 9 => first == ALEF,
            10 => word.starts_with(&[ALEF, SEEN, TEH]),
            _ => true,
        }
}

/// Letters without shadda.
pub(crate) fn letters(word: &str) -> Vec<char> {
    marsad::text::fold::bare(word).chars().collect()
}

/// Gives the second and third radical, where it is a hamza, another carrier.
fn set_hamzas(stem: &mut [char], carrier: char, is: impl Fn(char) -> bool) {
    let from = stem.len().saturating_sub(2).max(usize::from(stem.len() > 2));
    for letter in stem[from..].iter_mut().filter(|letter| is(**letter)) {
        *letter = carrier;
    }
}

/// Form VIII whose first radical merged with the infix («اتفق», «اطلع»), which looks as short as a doubled one («اهتم»).
fn is_assimilated(perfect: &[char]) -> bool {
    matches!(perfect.get(1), Some(&TEH | &TAH | &DAL)) && !matches!(perfect.get(2), Some(&TEH | &TAH | &DAL))
}
