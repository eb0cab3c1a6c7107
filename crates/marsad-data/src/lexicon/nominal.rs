//! All forms of nouns, adjectives and participles: numbers, the states that are spelt apart, and the tanwin on alef.

use marsad::pack::{Case, Feats, Gender, Number, State, VerbForm};

use super::finite::Cell;
use super::letters::{ALEF, ALEF_HAMZA, ALEF_MADDA, ALEF_MAKSURA, HAMZA, NOON, TEH, TEH_MARBUTA, WAW, YEH, bound, join, spell};

/// What a noun or adjective has beside its singular.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nominal {
    pub stem: Vec<char>,
    pub gender: Option<Gender>,
    /// Adjectives have a feminine, and a dual and sound plurals in it.
    pub adjective: bool,
    /// Sound plural «ون».
    pub sound_in: bool,
    /// Sound plural «ات».
    pub sound_at: bool,
    /// No tanwin on alef, no feminine in «ة»: «أكبر».
    pub elative: bool,
    /// Ends in a vowel that goes with tanwin: «قاضي», «قاض».
    pub defective: bool,
    pub plurals: Vec<Vec<char>>,
    pub feminines: Vec<Vec<char>>,
    pub verb_form: Option<VerbForm>,
}

/// All its forms.
pub(crate) fn inflect(noun: &Nominal) -> Vec<Cell> {
    let feats = Feats { gender: noun.gender, verb_form: noun.verb_form, ..Feats::default() };
    let mut out = Cells { feats, cells: Vec::new() };
    out.singular(&noun.stem, noun.defective, noun.elative);
    out.dual(&noun.stem);
    if noun.sound_in {
        out.sound_in(&noun.stem, noun.defective);
    }
    if noun.sound_at && !noun.adjective {
        out.sound_at(&noun.stem);
    }
    for plural in &noun.plurals {
        out.broken(plural);
    }
    if noun.adjective {
        out.feats.gender = Some(Gender::Fem);
        let regular = [feminine(&noun.stem)];
        let feminines = if noun.feminines.is_empty() && !noun.elative { &regular[..] } else { &noun.feminines[..] };
        for stem in feminines {
            out.singular(stem, false, true);
            out.dual(stem);
            if noun.sound_at {
                out.sound_at(stem);
            }
        }
    }
    out.cells
}

/// «معلن» → «معلنة», «معطى» → «معطاة».
fn feminine(stem: &[char]) -> Vec<char> {
    match stem {
        [rest @ .., ALEF_MAKSURA] => [rest, &[ALEF, TEH_MARBUTA]].concat(),
        _ => join(stem, &[TEH_MARBUTA]),
    }
}

/// Whether a noun in yeh loses it with tanwin: «قاضي», «نادي», «مباني», but not «جندي», «نبي».
pub(crate) fn is_defective(stem: &[char]) -> bool {
    stem.last() == Some(&YEH) && (stem.len() == 4 && stem[1] == ALEF || stem.len() == 5 && stem[2] == ALEF)
}

/// Whether a plural has no tanwin: «مدارس», «صواريخ», «خبراء».
fn is_diptote(stem: &[char]) -> bool {
    let long = stem.len() >= 5 && stem[2] == ALEF && matches!(stem.len(), 5 | 6) && stem.last() != Some(&TEH_MARBUTA);
    long || stem.len() >= 5 && stem.ends_with(&[ALEF, HAMZA])
}

struct Cells {
    feats: Feats,
    cells: Vec<Cell>,
}

impl Cells {
    fn add(&mut self, surface: Vec<char>, number: Number, state: State, case: Option<Case>) {
        let feats = Feats { number: Some(number), state, case, ..self.feats };
        self.cells.push((spell(&surface), feats));
    }

    fn singular(&mut self, stem: &[char], defective: bool, diptote: bool) {
        self.one(stem, Number::Sing, defective, diptote);
    }

    fn broken(&mut self, stem: &[char]) {
        self.one(stem, Number::Plur, is_defective(stem), is_diptote(stem) && !is_defective(stem));
    }

    fn one(&mut self, stem: &[char], number: Number, defective: bool, diptote: bool) {
        self.add(stem.to_vec(), number, State::Free, None);
        for stem in bound(stem) {
            self.add(stem, number, State::Bound, None);
        }
        if defective && stem.last() == Some(&YEH) {
            self.add(stem[..stem.len() - 1].to_vec(), number, State::Absolute, None);
        }
        if !diptote && let Some(surface) = with_tanwin(stem) {
            self.add(surface, number, State::Absolute, Some(Case::Obl));
        }
    }

    fn dual(&mut self, stem: &[char]) {
        let stem: Vec<char> = match stem {
            [rest @ .., TEH_MARBUTA] => [rest, &[TEH]].concat(),
            [rest @ .., ALEF_MAKSURA] => [rest, &[YEH]].concat(),
            _ => stem.to_vec(),
        };
        self.add(join(&stem, &[ALEF, NOON]), Number::Dual, State::Absolute, Some(Case::Nom));
        self.add(join(&stem, &[YEH, NOON]), Number::Dual, State::Absolute, Some(Case::Obl));
        self.add(join(&stem, &[ALEF]), Number::Dual, State::Construct, Some(Case::Nom));
        self.add(join(&stem, &[YEH]), Number::Dual, State::Construct, Some(Case::Obl));
    }

    fn sound_in(&mut self, stem: &[char], defective: bool) {
        let stem = match stem {
            [rest @ .., ALEF_MAKSURA] => rest,
            [rest @ .., YEH] if defective => rest,
            _ => stem,
        };
        self.add(join(stem, &[WAW, NOON]), Number::Plur, State::Absolute, Some(Case::Nom));
        self.add(join(stem, &[YEH, NOON]), Number::Plur, State::Absolute, Some(Case::Obl));
        self.add(join(stem, &[WAW]), Number::Plur, State::Construct, Some(Case::Nom));
        self.add(join(stem, &[YEH]), Number::Plur, State::Construct, Some(Case::Obl));
    }

    fn sound_at(&mut self, stem: &[char]) {
        let gender = self.feats.gender;
        if self.feats.verb_form == Some(VerbForm::Masdar) || gender.is_none() {
            self.feats.gender = Some(Gender::Fem);
        }
        let stem: Vec<char> = match stem {
            [rest @ .., ALEF, TEH_MARBUTA] => [rest, &[if rest.len() <= 2 { WAW } else { YEH }]].concat(),
            [rest @ .., TEH_MARBUTA] => rest.to_vec(),
            [rest @ .., ALEF_MAKSURA] => [rest, &[YEH]].concat(),
            _ => stem.to_vec(),
        };
        self.add(join(&stem, &[ALEF, TEH]), Number::Plur, State::Free, None);
        self.feats.gender = gender;
    }
}

/// «هجوم» → «هجوما»; `None` where the tanwin has no alef («مدرسة», «لقاء», «مستوى»).
fn with_tanwin(stem: &[char]) -> Option<Vec<char>> {
    match stem {
        [.., TEH_MARBUTA | ALEF_MAKSURA | ALEF | ALEF_HAMZA | ALEF_MADDA] | [.., ALEF, HAMZA] => None,
        _ => Some(join(stem, &[ALEF])),
    }
}
