//! Which words are there and how do they inflect: rows of the lexicon → lemmas and all their forms.
//!
//! «وزير», noun, plural «وزراء» → «وزير», «وزيرا», «وزيران», «وزيري», «وزراء», «وزراؤ» (before a pronoun) …
//! A verbal noun is a lemma of its own that knows its verb. A word of a layer that the base has too replaces its forms.

mod derived;
mod finite;
mod letters;
mod nisba;
mod nominal;
mod rows;
#[cfg(test)]
mod tests;
mod verb;

use std::collections::{BTreeMap, BTreeSet};

use marsad::pack::{Feats, Form, Forms, Gender, Lemma, LemmaId, Lexicon, State, Tables, Upos, VerbForm};
use marsad::text::fold::{bare, fold};

use crate::entry::Text;
use crate::problems::Problems;
pub(crate) use nisba::add_nisbas;
use nominal::Nominal;
pub(crate) use rows::{Group, NounRow, check_unique, groups};
use verb::Verb;

/// Gives derived words that nobody wrote with vowels those of their pattern, and relational adjectives those of their noun.
pub(crate) fn vocalise(tables: &mut Tables) {
    let form_of = |id: LemmaId, tables: &Tables| tables.lexicon.lemmas[id as usize].form;
    let vowels: Vec<Option<String>> = tables
        .lexicon
        .lemmas
        .iter()
        .map(|lemma| {
            let (form, kind) = match (lemma.upos, lemma.masdar_of) {
                (Upos::Verb, _) => (lemma.form, "verb"),
                (_, Some(verb)) => (form_of(verb, tables), "masdar"),
                _ => return None,
            };
            marsad::morph::vocalise(&bare(&lemma.lemma), form, kind, &tables.patterns)
        })
        .collect();
    for (lemma, vowels) in tables.lexicon.lemmas.iter_mut().zip(vowels) {
        if lemma.vocalised.is_none() {
            lemma.vocalised = vowels;
        }
    }
}

/// The lexicon while it grows.
pub(crate) struct Builder {
    lexicon: Lexicon,
    /// Spelling without diacritics → lemmas.
    index: BTreeMap<String, Vec<LemmaId>>,
    /// Lemmas of the base whose forms a layer replaces.
    replaced: BTreeSet<LemmaId>,
    n_base: usize,
    new_forms: Vec<NewForm>,
}

/// A form that the lexicon has not yet.
struct NewForm {
    key: String,
    surface: String,
    lemma: LemmaId,
    feats: Feats,
}

impl NewForm {
    fn form(&self) -> Form<'_> {
        Form { key: &self.key, lemma: self.lemma, feats: self.feats, surface: &self.surface }
    }
}

impl Builder {
    pub fn new(base: Lexicon) -> Self {
        let mut index: BTreeMap<String, Vec<LemmaId>> = BTreeMap::new();
        for (id, lemma) in base.lemmas.iter().enumerate() {
            index.entry(bare(&lemma.lemma)).or_default().push(id as LemmaId);
        }
        Self { n_base: base.lemmas.len(), lexicon: base, index, replaced: BTreeSet::new(), new_forms: Vec::new() }
    }

    /// Adds the words of a layer: first the words, then the verbal nouns, which may be listed as nouns too.
    pub fn add(&mut self, groups: &[Group], problems: &mut Problems) {
        let mut verbs = Vec::new();
        let mut relational = Vec::new();
        for group in groups {
            if let Some(row) = &group.verb {
                match Verb::new(row.form, &row.lemma.text, row.imperfect.as_deref()) {
                    Ok(verb) => verbs.push((self.add_verb(group, &verb), group, verb)),
                    Err(why) => problems.error(&row.lemma.place, why, "see the table of kinds in lang/ar/README.md"),
                }
            }
            for noun in &group.nouns {
                self.add_noun(noun, &group.gloss, None);
                if noun.nisba {
                    relational.push((noun, &group.gloss));
                }
            }
        }
        for (id, group, verb) in &verbs {
            for masdar in &group.masdars {
                self.add_noun(masdar, &group.gloss, Some(*id));
            }
            if let Some(surface) = derived::masdar(verb)
                && !group.masdars.iter().any(|masdar| bare(&masdar.lemma.text) == surface)
            {
                let feminine = surface.ends_with(letters::TEH_MARBUTA);
                let gender = if feminine { Gender::Fem } else { Gender::Masc };
                let lemma = Text { text: surface, place: group.place.clone() };
                self.add_noun(&NounRow { lemma, gender: Some(gender), sound_at: true, ..NounRow::default() }, &group.gloss, Some(*id));
            }
        }
        for (noun, gloss) in relational {
            self.add_relational(&nisba::of(&noun.lemma.text), &[], gloss);
        }
    }

    fn add_verb(&mut self, group: &Group, verb: &Verb) -> LemmaId {
        let (transitive, auxiliary) = group.verb.as_ref().map_or((false, false), |row| (row.transitive, row.auxiliary));
        let spelling = group.verb.as_ref().map(|row| row.lemma.text.clone()).unwrap_or_default();
        let form = verb.form.min(11);
        let id = self.push(Lemma {
            lemma: spelling,
            vocalised: group.verb.as_ref().and_then(|row| row.vocalised.clone()),
            upos: Upos::Verb,
            form,
            transitive,
            auxiliary,
            of_person: group.verb.as_ref().is_some_and(|row| row.of_person),
            gloss: group.gloss.clone(),
            ..Lemma::default()
        });
        let mut cells = finite::finite(verb, transitive);
        for (stem, verb_form) in [(Some(derived::active(verb)), VerbForm::ActPart), (derived::passive(verb), VerbForm::PassPart)] {
            let Some(stem) = stem else { continue };
            let defective = stem.last() == Some(&letters::YEH) && verb_form == VerbForm::ActPart;
            let impersonal = verb_form == VerbForm::PassPart && !transitive;
            let participle = Nominal {
                stem,
                gender: Some(Gender::Masc),
                adjective: true,
                sound_in: !impersonal,
                sound_at: !impersonal,
                defective,
                verb_form: Some(verb_form),
                ..Nominal::default()
            };
            cells.extend(nominal::inflect(&participle));
        }
        self.push_forms(id, cells);
        id
    }

    fn add_noun(&mut self, row: &NounRow, gloss: &str, masdar_of: Option<LemmaId>) {
        let upos = if row.adjective { Upos::Adj } else { Upos::Noun };
        let same = masdar_of.and_then(|verb| {
            let known = self.index.get(&bare(&row.lemma.text))?;
            known.iter().copied().find(|id| {
                let lemma = &self.lexicon.lemmas[*id as usize];
                lemma.upos == Upos::Noun && lemma.masdar_of.is_none_or(|of| of == verb) && *id as usize >= self.n_base
            })
        });
        if let Some(id) = same {
            // The noun is listed for itself, with its plural: it only learns its verb.
            self.lexicon.lemmas[id as usize].masdar_of = masdar_of;
            self.new_forms.iter_mut().filter(|form| form.lemma == id).for_each(|form| form.feats.verb_form = Some(VerbForm::Masdar));
        }
        let stem = verb::letters(&row.lemma.text);
        let noun = Nominal {
            gender: row.gender.filter(|_| !row.elative),
            // «وزير», «وزيرة»: a noun of men with a sound feminine plural has the feminine too.
            adjective: row.adjective || row.human && row.sound_at && row.gender == Some(Gender::Masc),
            sound_in: row.sound_in,
            sound_at: row.sound_at,
            elative: row.elative,
            defective: row.yeh
                || !row.adjective && nominal::is_defective(&stem)
                || masdar_of.is_some() && stem.last() == Some(&letters::YEH),
            plurals: row.plurals.iter().map(|text| verb::letters(&text.text)).collect(),
            feminines: row.feminines.iter().map(|text| verb::letters(&text.text)).collect(),
            verb_form: masdar_of.map(|_| VerbForm::Masdar),
            stem,
        };
        let cells = nominal::inflect(&noun);
        let vocalised = row.vocalised.clone();
        let lemma = Lemma {
            lemma: row.lemma.text.clone(),
            vocalised,
            upos,
            human: row.human,
            masdar_of,
            gloss: gloss.to_owned(),
            ..Lemma::default()
        };
        let id = same.unwrap_or_else(|| self.push(lemma));
        self.push_forms(id, cells);
    }

    /// Adds a relational adjective unless there is one; its irregular plurals are added in any case.
    fn add_relational(&mut self, spelling: &str, plurals: &[String], gloss: &str) {
        let known = self.find(spelling, &[Upos::Adj]).first().copied();
        let noun = Nominal {
            stem: verb::letters(spelling),
            gender: Some(Gender::Masc),
            adjective: true,
            sound_in: true,
            sound_at: true,
            plurals: plurals.iter().map(|plural| verb::letters(plural)).collect(),
            ..Nominal::default()
        };
        let cells = nominal::inflect(&noun);
        let id = known.unwrap_or_else(|| {
            self.push(Lemma { lemma: spelling.to_owned(), upos: Upos::Adj, gloss: gloss.to_owned(), ..Lemma::default() })
        });
        self.push_forms(id, cells);
    }

    fn push(&mut self, lemma: Lemma) -> LemmaId {
        let key = bare(&lemma.lemma);
        let same = |id: &LemmaId| {
            let base = &self.lexicon.lemmas[*id as usize];
            (*id as usize) < self.n_base && base.upos == lemma.upos && base.lemma == lemma.lemma && !self.replaced.contains(id)
        };
        if let Some(id) = self.index.get(&key).and_then(|ids| ids.iter().copied().find(same)) {
            self.replaced.insert(id);
            self.lexicon.lemmas[id as usize] = lemma;
            return id;
        }
        let id = self.lexicon.lemmas.len() as LemmaId;
        self.lexicon.lemmas.push(lemma);
        self.index.entry(key).or_default().push(id);
        id
    }

    fn push_forms(&mut self, lemma: LemmaId, cells: Vec<(String, Feats)>) {
        self.new_forms.extend(cells.into_iter().map(|(surface, feats)| NewForm { key: fold(&surface), surface, lemma, feats }));
    }

    /// The lemmas of this spelling; one without shadda finds those with it when there is no other.
    pub fn find(&self, spelling: &str, upos: &[Upos]) -> Vec<LemmaId> {
        let of_kind = |id: &&LemmaId| upos.contains(&self.lexicon.lemmas[**id as usize].upos);
        let ids: Vec<LemmaId> = self.index.get(&bare(spelling)).into_iter().flatten().filter(of_kind).copied().collect();
        let exact: Vec<LemmaId> = ids.iter().copied().filter(|id| self.lexicon.lemmas[*id as usize].lemma == spelling).collect();
        if exact.is_empty() { ids } else { exact }
    }

    /// The lemmas that a list of the data names; an error for each that the lexicon lacks.
    pub fn resolve(&self, words: &[Text], upos: &[Upos], problems: &mut Problems) -> Vec<LemmaId> {
        let mut lemmas = Vec::with_capacity(words.len());
        for word in words {
            let found = self.find(&word.text, upos);
            if found.is_empty() {
                problems.error(&word.place, format!("the lexicon has no {} {}", kind(upos), word.text), self.near(&word.text));
            }
            lemmas.extend(found.into_iter().filter(|id| !lemmas.contains(id)).collect::<Vec<_>>());
        }
        lemmas
    }

    /// What the lexicon has instead of a word that it lacks.
    fn near(&self, word: &str) -> String {
        let other = self.find(word, &[Upos::Verb, Upos::Noun, Upos::Adj]);
        if let Some(id) = other.first() {
            return format!("the lexicon has it as {:?}", self.lexicon.lemmas[*id as usize].upos);
        }
        let (spelling, key) = (bare(word), fold(word));
        let inflected = self.new_forms.iter().map(NewForm::form).chain(self.lexicon.forms.iter()).find(|form| {
            form.surface == spelling && form.feats.state == State::Free && self.lexicon.lemmas[form.lemma as usize].upos != Upos::Verb
        });
        if let Some(form) = inflected {
            return format!("write the lemma: it is a form of {}", self.lexicon.lemmas[form.lemma as usize].lemma);
        }
        match self.index.keys().find(|spelling| fold(spelling) == key) {
            Some(spelling) => format!("the lexicon spells it {spelling}"),
            None => "add it to lang/ar/lexicon/".to_owned(),
        }
    }

    /// The lexicon with its forms.
    pub fn finish(mut self) -> Lexicon {
        let kept = self.lexicon.forms.iter().filter(|form| !self.replaced.contains(&form.lemma));
        self.lexicon.forms = Forms::new(kept.chain(self.new_forms.iter().map(NewForm::form)));
        self.lexicon
    }
}

fn kind(upos: &[Upos]) -> &'static str {
    match upos {
        [Upos::Verb] => "verb",
        [Upos::Verb, ..] => "word",
        _ => "noun",
    }
}
