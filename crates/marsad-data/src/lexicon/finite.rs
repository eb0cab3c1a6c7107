//! All finite forms of a verb: persons, numbers, both aspects, the moods that are spelt apart, and the passive where it is.

use marsad::pack::{Aspect, Feats, Gender, Number, State, Voice};

use super::letters::{
    ALEF, ALEF_HAMZA, ALEF_MADDA, ALEF_MAKSURA, HAMZA, MEEM, NOON, TEH, WAW, WAW_HAMZA, YEH, YEH_HAMZA, bound, join, join_consonant, spell,
};
use super::verb::{Verb, Weak};

/// Surface and features of a form.
pub(crate) type Cell = (String, Feats);

/// All finite forms. Passive forms of an intransitive verb are impersonal: third person masculine singular alone.
pub(crate) fn finite(verb: &Verb, transitive: bool) -> Vec<Cell> {
    let active = [perfect(&verb.perfect, &verb.perfect_before_consonant(), verb.weak), imperfect(&verb.imperfect, verb.weak)].concat();
    let mut passive = Vec::new();
    if let Some(stem) = verb.passive_perfect() {
        let before_consonant = if verb.weak == Weak::Hollow {
            verb.perfect_before_consonant()
        } else {
            Verb { perfect: stem.clone(), form: 2, ..verb.clone() }.perfect_before_consonant()
        };
        passive.extend(perfect(&stem, &before_consonant, verb.weak));
    }
    if let Some(stem) = verb.passive_imperfect() {
        passive.extend(imperfect(&stem, verb.weak));
    }
    if !transitive {
        passive.retain(|(_, feats)| feats.person == 3 && feats.number == Some(Number::Sing) && feats.gender == Some(Gender::Masc));
    }
    let voiced = |cells: &[Cell], others: &[Cell], voice: Voice| -> Vec<Cell> {
        let alike = |cell: &Cell| others.iter().any(|other| other.0 == cell.0 && same_cell(other.1, cell.1));
        cells.iter().map(|cell| (cell.0.clone(), Feats { voice: if alike(cell) { Voice::Either } else { voice }, ..cell.1 })).collect()
    };
    let active_cells = voiced(&active, &passive, Voice::Act);
    // «قيل» is written of others; a passive takes no object, so there is nothing to attach.
    passive.retain(|(_, feats)| feats.person == 3 && feats.state != State::Bound);
    [active_cells, voiced(&passive, &active, Voice::Pass)].concat()
}

fn same_cell(a: Feats, b: Feats) -> bool {
    (a.person, a.number, a.gender, a.aspect) == (b.person, b.number, b.gender, b.aspect)
}

const M: Option<Gender> = Some(Gender::Masc);
const F: Option<Gender> = Some(Gender::Fem);

/// The perfect of the stem before nothing or a vowel, and the stem before a consonant.
fn perfect(stem: &[char], before_consonant: &[char], weak: Weak) -> Vec<Cell> {
    let mut cells = Cells { aspect: Aspect::Perf, cells: Vec::new() };
    let short = &stem[..stem.len() - 1];
    let vowel_lost = weak == Weak::Defective && stem.last() != Some(&YEH);
    cells.add(stem.to_vec(), 3, M, Number::Sing, State::Free);
    if stem.last() == Some(&ALEF_MAKSURA) {
        cells.add(join(short, &[ALEF]), 3, M, Number::Sing, State::Bound);
    }
    let fem = if vowel_lost { short } else { stem };
    cells.add(join(fem, &[TEH]), 3, F, Number::Sing, State::Free);
    cells.add(join(fem, &[TEH, ALEF]), 3, F, Number::Dual, State::Free);
    let dual = if vowel_lost { before_consonant } else { stem };
    cells.add(join(dual, &[ALEF]), 3, M, Number::Dual, State::Free);
    if weak == Weak::Defective {
        cells.plural([short, &[WAW]].concat(), 3, M);
    } else {
        cells.plural(join(stem, &[WAW]), 3, M);
        if stem.last() == Some(&ALEF_HAMZA) {
            cells.plural([stem, &[WAW]].concat(), 3, M);
        }
    }
    let consonant = |suffix: &[char]| join_consonant(before_consonant, suffix);
    cells.add(consonant(&[NOON]), 3, F, Number::Plur, State::Free);
    cells.add(consonant(&[TEH]), 1, None, Number::Sing, State::Free);
    cells.add(consonant(&[NOON, ALEF]), 1, None, Number::Plur, State::Free);
    cells.add(consonant(&[TEH, MEEM]), 2, M, Number::Plur, State::Free);
    cells.cells
}

/// Indicative, subjunctive and jussive of the imperfect.
fn imperfect(stem: &[char], weak: Weak) -> Vec<Cell> {
    let mut cells = Cells { aspect: Aspect::Imp, cells: Vec::new() };
    let short = &stem[..stem.len() - 1];
    let a_vowel = weak == Weak::Defective && matches!(stem.last(), Some(&ALEF_MAKSURA | &ALEF));
    let consonant = match weak {
        Weak::Doubled => [stem, &stem[stem.len() - 1..]].concat(),
        Weak::Hollow => without_vowel(stem),
        Weak::Defective if a_vowel => [short, &[YEH]].concat(),
        Weak::Sound | Weak::Defective => stem.to_vec(),
    };
    let jussive = match weak {
        Weak::Hollow => Some(consonant.clone()),
        Weak::Defective => Some(short.to_vec()),
        Weak::Sound | Weak::Doubled => None,
    };
    for (prefix, person, gender, number) in
        [(YEH, 3, M, Number::Sing), (TEH, 3, F, Number::Sing), (ALEF_HAMZA, 1, None, Number::Sing), (NOON, 1, None, Number::Plur)]
    {
        cells.add(prefixed(prefix, stem), person, gender, number, State::Free);
        // An object follows the indicative with u: no carrier for an i, unless a yeh comes before.
        for stem in bound(stem).into_iter().take(1) {
            cells.add(prefixed(prefix, &stem), person, gender, number, State::Bound);
        }
        if let Some(stem) = &jussive {
            cells.add(prefixed(prefix, stem), person, gender, number, State::Free);
            cells.cells.iter_mut().next_back().into_iter().for_each(|cell| cell.1.jussive = true);
        }
    }
    let dual = if a_vowel { &consonant } else { stem };
    for (prefix, gender) in [(YEH, M), (TEH, F)] {
        cells.add(prefixed(prefix, &join(dual, &[ALEF, NOON])), 3, gender, Number::Dual, State::Free);
        cells.add(prefixed(prefix, &join(dual, &[ALEF])), 3, gender, Number::Dual, State::Free);
    }
    let mut stems = vec![if weak == Weak::Defective { [short, &[WAW]].concat() } else { join(stem, &[WAW]) }];
    if stem.last() == Some(&ALEF_HAMZA) {
        stems.push([stem, &[WAW]].concat());
    }
    for stem in &stems {
        for (prefix, person) in [(YEH, 3), (TEH, 2)] {
            cells.add([&prefixed(prefix, stem)[..], &[NOON]].concat(), person, M, Number::Plur, State::Free);
            cells.plural(prefixed(prefix, stem), person, M);
        }
    }
    cells.add(prefixed(YEH, &join_consonant(&consonant, &[NOON])), 3, F, Number::Plur, State::Free);
    cells.cells
}

/// «قول» → «قل»; a last hamza takes the carrier of the lost vowel («سوء» → «سؤ»).
fn without_vowel(stem: &[char]) -> Vec<char> {
    let at = stem.len().saturating_sub(2);
    let mut short = stem.to_vec();
    let vowel = short.remove(at);
    if short.last() == Some(&HAMZA) {
        short[at] = match vowel {
            WAW => WAW_HAMZA,
            YEH => YEH_HAMZA,
            _ => ALEF_HAMZA,
        };
    }
    short
}

fn prefixed(prefix: char, stem: &[char]) -> Vec<char> {
    match stem {
        [ALEF_HAMZA, rest @ ..] if prefix == ALEF_HAMZA => [&[ALEF_MADDA], rest].concat(),
        _ => [&[prefix], stem].concat(),
    }
}

struct Cells {
    aspect: Aspect,
    cells: Vec<Cell>,
}

impl Cells {
    fn add(&mut self, surface: Vec<char>, person: u8, gender: Option<Gender>, number: Number, state: State) {
        let feats = Feats { gender, number: Some(number), person, aspect: Some(self.aspect), state, ..Feats::default() };
        self.cells.push((spell(&surface), feats));
    }

    /// The silent alef is written at the end of the word alone («قتلوا», «قتلوه»).
    fn plural(&mut self, stem: Vec<char>, person: u8, gender: Option<Gender>) {
        self.add([&stem[..], &[ALEF]].concat(), person, gender, Number::Plur, State::Absolute);
        self.add(stem, person, gender, Number::Plur, State::Bound);
    }
}
