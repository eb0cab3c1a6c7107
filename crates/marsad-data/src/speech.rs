//! Reporting expressions, what carries reports, cues and light verbs.

use marsad::pack::{CarrierNoun, CarrierRole, Cue, Light, Reporting, Scope, Slot, Tables, Upos};

use crate::entry::{Entry, Text};
use crate::examples::{Examples, Of};
use crate::frames::{slot, slots};
use crate::lexicon::Builder;
use crate::merge::{Unique, merge};
use crate::ontology::content;
use crate::problems::{Problems, nearest};
use crate::sources::Sources;
use crate::words::keys;

const FORCES: [&str; 10] = ["neutral", "emphatic", "warning", "denial", "admission", "claim", "demand", "promise", "praise", "criticism"];
const KINDS: [&str; 8] = ["negation", "denial", "plan", "condition", "allegation", "failure", "modality", "purpose"];
const SCOPES: [(&str, Scope); 7] = [
    ("next", Scope::Next),
    ("that", Scope::That),
    ("b", Scope::B),
    ("of", Scope::Of),
    ("about", Scope::About),
    ("clause", Scope::Clause),
    ("described", Scope::Described),
];

/// Reads all four.
pub(crate) fn read(sources: &mut Sources, words: &Builder, tables: &mut Tables, examples: &mut Examples, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut carriers = Vec::new();
    for mut entry in sources.take("carrier") {
        let id = entry.need("id", problems);
        let role = entry.need("role", problems);
        let known = CarrierRole::from_name(&role.text);
        if known.is_none() && !role.text.is_empty() {
            let help = nearest(&role.text, CarrierRole::ALL.map(CarrierRole::name));
            problems.error(&role.place, format!("unknown role `{}`", role.text), help);
        }
        let role = known.unwrap_or_default();
        let nouns = words.resolve(&entry.texts("nouns", problems), &[Upos::Noun], problems);
        let read = CarrierNoun { id: id.text.clone(), role, nouns, line: id.place.to_string() };
        if close(&Of::Carrier(role), "carrier", &id, read.nouns.len(), entry, &mut unique, examples, problems) {
            carriers.push(read);
        }
    }
    merge(&mut tables.carriers, carriers, |entry| entry.id.clone());

    let mut reporting = Vec::new();
    for mut entry in sources.take("reporting") {
        let id = entry.need("id", problems);
        let (verb_list, noun_list) = (entry.texts("verbs", problems), entry.texts("nouns", problems));
        let read = Reporting {
            id: id.text.clone(),
            verbs: words.resolve(&verb_list, &[Upos::Verb], problems),
            nouns: words.resolve(&noun_list, &[Upos::Noun, Upos::Adj], problems),
            phrases: phrases(&mut entry, problems),
            force: one_of(entry.need("force", problems), FORCES.iter().copied().chain(["question"]), problems),
            content: content(entry.text("content", problems), problems),
            speaker: entry.text("speaker", problems).and_then(|name| slot(&name, problems)).unwrap_or(Slot::Subject),
            carrier: entry.text("carrier", problems).and_then(|name| slot(&name, problems)),
            presumes: entry.flag("presumes", problems),
            complement: slots(entry.texts("complement", problems), problems),
            line: id.place.to_string(),
        };
        let words = read.verbs.len() + read.nouns.len() + read.phrases.len();
        if close(&Of::Reporting(read.content), "reporting", &id, words, entry, &mut unique, examples, problems) {
            reporting.push(read);
        }
    }
    merge(&mut tables.reporting, reporting, |entry| entry.id.clone());

    let mut cues = Vec::new();
    for mut entry in sources.take("cue") {
        let id = entry.need("id", problems);
        let lemmas = entry.texts("lemmas", problems);
        let scope = entry.text("scope", problems);
        let read = Cue {
            id: id.text.clone(),
            kind: one_of(entry.need("kind", problems), KINDS, problems),
            lemmas: words.resolve(&lemmas, &[Upos::Verb, Upos::Noun, Upos::Adj], problems),
            phrases: phrases(&mut entry, problems),
            effect: content(entry.text("effect", problems), problems),
            scope: scope.map_or(Scope::Next, |text| {
                let found = SCOPES.iter().find(|(name, _)| *name == text.text);
                if found.is_none() {
                    problems.error(
                        &text.place,
                        format!("unknown scope `{}`", text.text),
                        nearest(&text.text, SCOPES.map(|(name, _)| name)),
                    );
                }
                found.map_or(Scope::Next, |(_, scope)| *scope)
            }),
            line: id.place.to_string(),
        };
        let words = read.lemmas.len() + read.phrases.len();
        if close(&Of::Cue(read.effect), "cue", &id, words, entry, &mut unique, examples, problems) {
            cues.push(read);
        }
    }
    merge(&mut tables.cues, cues, |cue| cue.id.clone());

    let mut lights = Vec::new();
    for mut entry in sources.take("light") {
        let id = entry.need("id", problems);
        let verbs = entry.texts("verbs", problems);
        let nouns = entry.texts("nouns", problems);
        let read = Light {
            id: id.text.clone(),
            verbs: words.resolve(&verbs, &[Upos::Verb], problems),
            nouns: words.resolve(&nouns, &[Upos::Noun], problems),
            noun: slot(&entry.need("noun", problems), problems).unwrap_or(Slot::Object),
            subject: entry.text("subject", problems).and_then(|name| slot(&name, problems)),
            effect: content(entry.text("effect", problems), problems),
            line: id.place.to_string(),
        };
        let words = read.verbs.len() + read.nouns.len();
        if close(&Of::Light, "light", &id, words, entry, &mut unique, examples, problems) {
            lights.push(read);
        }
    }
    merge(&mut tables.lights, lights, |light| light.id.clone());
}

/// Reads the examples and reports what is left over; whether the entry can be used.
#[allow(clippy::too_many_arguments, reason = "the last step of four readers, called nowhere else")]
fn close(
    of: &Of,
    kind: &str,
    id: &Text,
    n_words: usize,
    mut entry: Entry,
    unique: &mut Unique,
    examples: &mut Examples,
    problems: &mut Problems,
) -> bool {
    let (n_examples, _) = examples.read(of, id, &mut entry, problems);
    entry.finish(problems);
    if n_examples == 0 {
        problems.warn(&id.place, format!("{} has no example", id.text), format!("add [[{kind}.example]] with a sentence of your own"));
    }
    if n_words == 0 {
        problems.error(&id.place, format!("{} has no words that the lexicon knows", id.text), "");
    }
    unique.id(kind, &id.text, &id.place, problems) && n_words > 0
}

fn phrases(entry: &mut Entry, problems: &mut Problems) -> Vec<Vec<String>> {
    entry.strings("phrases", problems).iter().map(|phrase| keys(phrase)).filter(|keys| !keys.is_empty()).collect()
}

fn one_of<'a>(text: Text, known: impl IntoIterator<Item = &'a str> + Clone, problems: &mut Problems) -> String {
    if !text.text.is_empty() && !known.clone().into_iter().any(|name| name == text.text) {
        problems.error(&text.place, format!("unknown value `{}`", text.text), nearest(&text.text, known));
    }
    text.text
}
