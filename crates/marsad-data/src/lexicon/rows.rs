//! Rows of the lexicon → words with what belongs to them: `id kind attrs gloss form`, the rows of one word in a run.

use std::collections::BTreeMap;

use marsad::pack::Gender;
use marsad::text::fold::bare;

use crate::entry::Text;
use crate::problems::{Place, Problems, nearest};
use crate::tsv::{ID_HELP, Row, is_id};

const KINDS: [&str; 8] = ["verb", "imperfect", "masdar", "noun", "adj", "plural", "feminine", "singular"];

/// The rows of one id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub id: String,
    pub place: Place,
    pub gloss: String,
    pub verb: Option<VerbRow>,
    pub masdars: Vec<NounRow>,
    /// Nouns and adjectives.
    pub nouns: Vec<NounRow>,
}

/// A verb as listed.
#[derive(Clone, Debug, Default)]
pub(crate) struct VerbRow {
    pub lemma: Text,
    pub vocalised: Option<String>,
    pub form: u8,
    pub transitive: bool,
    pub auxiliary: bool,
    /// Whom it acts upon is a person.
    pub of_person: bool,
    pub imperfect: Option<String>,
}

/// A noun, verbal noun or adjective as listed.
#[derive(Clone, Debug, Default)]
pub(crate) struct NounRow {
    pub lemma: Text,
    pub vocalised: Option<String>,
    pub adjective: bool,
    pub gender: Option<Gender>,
    pub human: bool,
    pub sound_in: bool,
    pub sound_at: bool,
    pub nisba: bool,
    pub elative: bool,
    /// Loses its yeh when indefinite («قاض»).
    pub yeh: bool,
    pub plurals: Vec<Text>,
    pub feminines: Vec<Text>,
}

/// Groups rows by id and reads their attributes.
pub(crate) fn groups(rows: &[Row], problems: &mut Problems) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    for row in rows {
        let id = row.field(0);
        if !is_id(id) {
            problems.error(&row.place, format!("`{id}` is not an id"), ID_HELP);
        }
        if groups.last().is_none_or(|group| group.id != id) {
            if let Some(first) = seen.insert(id.to_owned(), row.place.clone()) {
                problems.error(
                    &row.place,
                    format!("the id {id} is used at {first} too"),
                    "put the rows of one word together, or add `-2` to the id",
                );
            }
            groups.push(Group { id: id.to_owned(), place: row.place.clone(), gloss: row.field(3).to_owned(), ..Group::default() });
        }
        let at = groups.len() - 1;
        add(&mut groups[at], row, problems);
    }
    groups.retain(|group| !group.nouns.is_empty() || group.verb.is_some());
    groups
}

fn add(group: &mut Group, row: &Row, problems: &mut Problems) {
    let (text, vocalised) = without_vowels(row.field(4), row.field(1) == "verb");
    let form = Text { text, place: row.place.clone() };
    if form.text.is_empty() || form.text.contains(' ') {
        problems.error(&row.place, format!("`{}` is not one word", form.text), "a lemma is one word");
        return;
    }
    let last_noun = |group: &mut Group| -> Option<usize> { group.nouns.len().checked_sub(1) };
    match row.field(1) {
        "verb" if group.verb.is_some() => problems.error(&row.place, "a second verb under one id", "give it an id of its own"),
        "verb" => group.verb = verb(row, form, problems).map(|verb| VerbRow { vocalised, ..verb }),
        "imperfect" => match &mut group.verb {
            Some(verb) => verb.imperfect = Some(form.text),
            None => problems.error(&row.place, "an imperfect without a verb above it", ""),
        },
        "masdar" if group.verb.is_none() => {
            problems.error(&row.place, "a masdar without a verb above it", "write its verb first, or make it a noun")
        }
        "masdar" => group.masdars.push(NounRow { vocalised, ..noun(row, form, problems) }),
        "noun" | "adj" => group.nouns.push(NounRow { vocalised, ..noun(row, form, problems) }),
        "singular" => match last_noun(group) {
            Some(at) => group.nouns[at].vocalised = vocalised.or(Some(form.text)),
            None => problems.error(&row.place, "a singular without a noun above it", ""),
        },
        kind @ ("plural" | "feminine") => {
            let noun = match last_noun(group) {
                Some(at) => group.nouns.get_mut(at),
                None => group.masdars.last_mut(),
            };
            match noun {
                Some(noun) if kind == "plural" => noun.plurals.push(form),
                Some(noun) => noun.feminines.push(form),
                None => problems.error(&row.place, format!("a {kind} without a noun or adjective above it"), ""),
            }
        }
        kind => problems.error(&row.place, format!("unknown kind `{kind}`"), nearest(kind, KINDS)),
    }
}

/// A form as it is looked up and inflected, and as written where that has vowels. Verbs keep their shadda, which tells their form.
fn without_vowels(form: &str, verb: bool) -> (String, Option<String>) {
    let is_vowel = |letter: char| matches!(letter, '\u{064B}'..='\u{0650}' | '\u{0652}' | '\u{0670}');
    if !form.chars().any(is_vowel) {
        return (form.to_owned(), None);
    }
    let kept = form.chars().filter(|letter| !is_vowel(*letter)).collect::<String>();
    (if verb { kept } else { bare(&kept) }, Some(form.to_owned()))
}

fn verb(row: &Row, lemma: Text, problems: &mut Problems) -> Option<VerbRow> {
    let mut verb = VerbRow { lemma, ..VerbRow::default() };
    for attr in row.field(2).split(',').map(str::trim).filter(|attr| !attr.is_empty()) {
        match attr {
            "tr" => verb.transitive = true,
            "aux" => verb.auxiliary = true,
            "person" => verb.of_person = true,
            "q1" => verb.form = 11,
            "q2" => verb.form = 12,
            _ => match attr.parse() {
                Ok(form @ 1..=10) => verb.form = form,
                _ => problems.error(
                    &row.place,
                    format!("unknown attribute `{attr}` of a verb"),
                    "known are: 1 to 10, q1, q2, tr, aux, person",
                ),
            },
        }
    }
    if verb.form == 0 {
        problems.error(&row.place, format!("the verb {} has no form", verb.lemma.text), "write 1 to 10, q1 or q2 in attrs");
        return None;
    }
    Some(verb)
}

fn noun(row: &Row, lemma: Text, problems: &mut Problems) -> NounRow {
    let adjective = row.field(1) == "adj";
    let mut noun = NounRow { adjective, ..NounRow::default() };
    for attr in row.field(2).split(',').map(str::trim).filter(|attr| !attr.is_empty()) {
        match attr {
            "m" => noun.gender = Some(Gender::Masc),
            "f" => noun.gender = Some(Gender::Fem),
            "human" => noun.human = true,
            "in" => noun.sound_in = true,
            "at" => noun.sound_at = true,
            "nisba" => noun.nisba = true,
            "yeh" => noun.yeh = true,
            "elative" if adjective => noun.elative = true,
            _ => problems.error(
                &row.place,
                format!("unknown attribute `{attr}`"),
                "known are: m, f, human, in, at, nisba, yeh; elative for adjectives",
            ),
        }
    }
    let feminine = bare(&lemma.text).ends_with(super::letters::TEH_MARBUTA);
    if noun.gender.is_none() {
        if row.field(1) == "noun" && !feminine {
            problems.warn(&row.place, format!("the noun {} has no gender", lemma.text), "write m or f in attrs");
        }
        noun.gender = Some(if feminine { Gender::Fem } else { Gender::Masc });
    }
    noun.lemma = lemma;
    noun
}

/// Reports words that are listed twice with nothing that tells them apart.
pub(crate) fn check_unique(groups: &[Group], problems: &mut Problems) {
    let mut seen: BTreeMap<String, &Place> = BTreeMap::new();
    for group in groups {
        let verb = group.verb.iter().map(|verb| (&verb.lemma, format!("verb {} {} {:?}", verb.lemma.text, verb.form, verb.imperfect)));
        let texts = |list: &[Text]| list.iter().map(|text| text.text.clone()).collect::<Vec<_>>().join(" ");
        let nouns = group.nouns.iter().map(|noun| {
            let rest = (noun.adjective, noun.gender, texts(&noun.plurals), texts(&noun.feminines), noun.sound_in, noun.sound_at);
            (&noun.lemma, format!("noun {} {rest:?}", noun.lemma.text))
        });
        for (lemma, key) in verb.chain(nouns) {
            if let Some(first) = seen.insert(key, &lemma.place) {
                problems.error(
                    &lemma.place,
                    format!("{} is listed at {first} too, with the same forms", lemma.text),
                    "leave one of them out",
                );
            }
        }
    }
}
