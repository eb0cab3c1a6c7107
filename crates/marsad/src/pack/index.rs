//! How the indices of [`super::Lang`] are made from the tables.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{LemmaId, Tables, Upos};

/// Relational adjectives of two words, by the key of the second, then of the first.
pub(super) fn nisba_pairs(tables: &Tables) -> FxHashMap<String, FxHashMap<String, u32>> {
    let pairs = tables
        .actors
        .iter()
        .enumerate()
        .flat_map(|(row, actor)| actor.nisbas.iter().filter_map(move |nisba| Some((nisba.split_once(' ')?, row as u32))));
    let mut by_second: FxHashMap<String, FxHashMap<String, u32>> = FxHashMap::default();
    for ((first, second), row) in pairs {
        by_second.entry(crate::text::fold::fold(second)).or_default().insert(crate::text::fold::fold(first), row);
    }
    by_second
}

/// Relational adjectives of the actors, by lemma; where two actors share one, the state has it.
pub(super) fn nisba_lemmas(tables: &Tables) -> FxHashMap<LemmaId, u32> {
    let mut lemmas: FxHashMap<LemmaId, u32> = FxHashMap::default();
    let is_state = |row: u32| tables.actors[row as usize].kind == "state";
    for (row, actor) in tables.actors.iter().enumerate() {
        for nisba in &actor.nisbas {
            let key = crate::text::fold::fold(nisba);
            for form in tables.lexicon.forms.of(&key) {
                if tables.lexicon.lemmas[form.lemma as usize].upos == Upos::Adj {
                    let entry = lemmas.entry(form.lemma).or_insert(row as u32);
                    if !is_state(*entry) && is_state(row as u32) {
                        *entry = row as u32;
                    }
                }
            }
        }
    }
    lemmas
}

/// Nouns for political actors by lemma, and the adjectives that are spelt like them: «صحافيون», «عسكري».
pub(super) fn agent_lemmas(tables: &Tables) -> FxHashMap<LemmaId, u32> {
    let mut rows: FxHashMap<LemmaId, u32> = tables.agents.iter().enumerate().map(|(row, agent)| (agent.lemma, row as u32)).collect();
    let lemma = |id: LemmaId| &tables.lexicon.lemmas[id as usize];
    let by_letters: FxHashMap<&str, u32> =
        tables.agents.iter().enumerate().map(|(row, agent)| (lemma(agent.lemma).lemma.as_str(), row as u32)).collect();
    for (id, entry) in tables.lexicon.lemmas.iter().enumerate().filter(|(_, entry)| entry.upos == Upos::Adj) {
        if let Some(row) = by_letters.get(entry.lemma.as_str()) {
            rows.entry(id as LemmaId).or_insert(*row);
        }
    }
    rows
}

/// Actors of these kinds by the first key of a full name, without the article: «المملكة», «سلطنة», «حركة».
pub(super) fn by_first_noun(tables: &Tables, article: &str, kinds: &[&str]) -> FxHashMap<String, Vec<u32>> {
    let mut by_noun: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (row, actor) in tables.actors.iter().enumerate().filter(|(_, actor)| kinds.contains(&actor.kind.as_str())) {
        for (first, _) in actor.names.iter().filter_map(|name| name.split_once(' ')) {
            let key = crate::text::fold::fold(first);
            let rows = by_noun.entry(key.strip_prefix(article).unwrap_or(&key).to_owned()).or_default();
            if rows.last() != Some(&(row as u32)) {
                rows.push(row as u32);
            }
        }
    }
    by_noun
}

/// Keys of the words that personal names are made of, and of places of one word.
pub(super) fn name_keys(tables: &Tables) -> FxHashSet<String> {
    let persons = tables.persons.iter().flat_map(|person| person.names.iter().chain(&person.alone));
    let given = tables.names.iter().map(|name| &name.name);
    let mut keys = whole_names(tables.places.iter().flat_map(|place| &place.names));
    keys.extend(persons.chain(given).flat_map(|name| name.split_whitespace()).map(crate::text::fold::fold));
    keys
}

/// How the words of names are spelt, where the key does not tell; the first spelling of several.
pub(super) fn name_spellings(tables: &Tables) -> FxHashMap<String, String> {
    let actors = tables.actors.iter().flat_map(|actor| &actor.names);
    let places = tables.places.iter().flat_map(|place| &place.names);
    let parts = tables.names.iter().map(|name| &name.name);
    let known = tables.known_names.iter().map(|known| &known.name);
    let persons = tables.persons.iter().flat_map(|person| person.names.iter().chain(&person.alone));
    let times = tables.time.words.iter().filter(|word| word.kind.contains("month") || word.kind == "weekday").map(|word| &word.form);
    let mut spellings = FxHashMap::default();
    for word in actors.chain(places).chain(persons).chain(parts).chain(times).chain(known).flat_map(|name| name.split_whitespace()) {
        let key = crate::text::fold::fold(word);
        if key != word {
            spellings.entry(key).or_insert_with(|| word.to_owned());
        }
    }
    spellings
}

/// Number words by key, each with the form that a dictionary lists for its value: of one value and kind the one in the masculine
/// («ثلاثة»), of a thousand or more the singular («مليون»).
pub(super) fn number_lemmas(tables: &Tables) -> FxHashMap<String, String> {
    let of_number = |kind: &str| matches!(kind, "number" | "scale" | "scale-two" | "scale-many");
    let words: Vec<_> = tables.time.words.iter().filter(|word| of_number(&word.kind) && word.keys.len() == 1).collect();
    let mut lemmas = FxHashMap::default();
    for word in &words {
        // «بليون» stays what it is beside «مليار».
        let alike = |other: &str| other.chars().take(2).eq(word.keys[0].chars().take(2));
        let same = words.iter().filter(|other| {
            other.value == word.value && !matches!(other.kind.as_str(), "scale-two" | "scale-many") && alike(&other.keys[0])
        });
        // The masculine of 3 to 10 ends in a ta marbuta; of the tens the nominative stands first.
        let best = same.max_by_key(|other| (other.form.ends_with('\u{0629}'), other.kind == "scale", std::cmp::Reverse(other.form.len())));
        if let (Some(best), Some(key)) = (best, word.keys.first()) {
            lemmas.insert(key.clone(), best.form.clone());
        }
    }
    lemmas
}

/// Keys of the names that are one word.
pub(super) fn whole_names<'a>(names: impl Iterator<Item = &'a String>) -> FxHashSet<String> {
    names.filter(|name| !name.contains(char::is_whitespace)).map(|name| crate::text::fold::fold(name)).collect()
}

/// Lemmas that the data which tells acts mentions.
pub(super) fn told_lemmas(tables: &Tables) -> FxHashSet<LemmaId> {
    let frames = tables.frames.iter().flat_map(|frame| frame.verbs.iter().chain(&frame.nouns));
    let reporting = tables.reporting.iter().flat_map(|entry| entry.verbs.iter().chain(&entry.nouns));
    let cues = tables.cues.iter().flat_map(|cue| &cue.lemmas);
    let lights = tables.lights.iter().flat_map(|light| &light.verbs);
    let agents = tables.agents.iter().map(|agent| &agent.lemma);
    frames.chain(reporting).chain(cues).chain(lights).chain(agents).copied().collect()
}
