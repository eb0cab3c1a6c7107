//! What do we know: the language pack, one immutable object that everything reads.
//!
//! In: bytes of a pack file (`docs/pack.md`) or [`Tables`]. Out: [`Lang`], the tables with their indices.
//!
//! A pack begins `MARSADPK`, then format, normaliser version and the SHA-256 of what follows; the tables are postcard.
//! Reading checks all three, so a damaged or foreign file is refused with a reason and never half read.

mod slot;
mod tables;

use std::fmt;

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use crate::actor::Offices;
use crate::mention::Names;
use crate::morph::{Clitics, Word};
use crate::text::fold::NORMALIZER;
use crate::time::TimeIndex;
pub use slot::Slot;
pub use tables::*;

const MAGIC: &[u8; 8] = b"MARSADPK";
/// The one format this version reads and writes.
const FORMAT: u32 = 1;
const HEADER: usize = 8 + 4 + 4 + 32;

/// Why a pack was refused.
#[derive(Debug, PartialEq, Eq)]
pub struct PackError(String);

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PackError {}

impl Tables {
    /// The tables as a pack file.
    ///
    /// Two calls with equal tables give equal bytes.
    ///
    /// # Errors
    /// When the tables cannot be encoded, which no table made by this crate causes.
    pub fn to_pack(&self) -> Result<Vec<u8>, PackError> {
        let tables = postcard::to_stdvec(self).map_err(|error| PackError(format!("the tables cannot be encoded: {error}")))?;
        let mut bytes = Vec::with_capacity(HEADER + tables.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&NORMALIZER.to_le_bytes());
        bytes.extend_from_slice(&Sha256::digest(&tables));
        bytes.extend_from_slice(&tables);
        Ok(bytes)
    }

    /// Reads a pack file.
    ///
    /// # Errors
    /// When the bytes are no pack, of another format or normaliser, cut short or changed.
    pub fn from_pack(bytes: &[u8]) -> Result<Self, PackError> {
        let refuse = |why: &str| Err(PackError(why.to_owned()));
        let number = |at: usize| bytes.get(at..at + 4).and_then(|le| le.try_into().ok()).map(u32::from_le_bytes);
        if !bytes.starts_with(MAGIC) {
            return refuse("not a language pack: it does not begin with MARSADPK");
        }
        if number(8) != Some(FORMAT) {
            return refuse(&format!("pack format {:?}, but this program reads format {FORMAT}: build the pack again with `marsad data build`", number(8)));
        }
        if number(12) != Some(NORMALIZER) {
            return refuse("the pack was made with another normaliser: build it again with `marsad data build`");
        }
        let (Some(sum), Some(tables)) = (bytes.get(16..HEADER), bytes.get(HEADER..)) else {
            return refuse("the pack is cut short");
        };
        if Sha256::digest(tables).as_slice() != sum {
            return refuse("the pack is damaged: its checksum does not match");
        }
        postcard::from_bytes(tables).map_err(|error| PackError(format!("the pack cannot be read: {error}")))
    }
}

/// The tables with their indices: immutable, shared by all threads.
pub struct Lang {
    /// The data.
    pub tables: Tables,
    /// Hash of a form's key → its first row in `tables.lexicon.forms`.
    forms: HashTable<u32>,
    /// Key of a one-word entry of a closed class → rows in `tables.closed`.
    closed: FxHashMap<String, Vec<u32>>,
    /// First key of an entry of several words → rows in `tables.closed`.
    fixed: FxHashMap<String, Vec<u32>>,
    /// Attached shape of a particle → its free shape, where it has one.
    free: FxHashMap<u32, u32>,
    clitics: Clitics,
    /// Keys that are part of a personal name, or a whole place name.
    names: FxHashSet<String>,
    /// Keys that are the whole name of an actor.
    actor_names: FxHashSet<String>,
    /// Lemmas that frames, cues, reporting expressions, light verbs or agent nouns mention.
    told: FxHashSet<LemmaId>,
    /// Trigger lemma → rows in `tables.frames`.
    pub(crate) frames: FxHashMap<LemmaId, Vec<u32>>,
    /// Lemma → rows in `tables.reporting`.
    pub(crate) reporting: FxHashMap<LemmaId, Vec<u32>>,
    /// Lemma → rows in `tables.cues`.
    pub(crate) cues: FxHashMap<LemmaId, Vec<u32>>,
    /// Lemma → rows in `tables.lights`.
    pub(crate) lights: FxHashMap<LemmaId, Vec<u32>>,
    /// Lemma of a noun → rows in `tables.lights`.
    pub(crate) light_nouns: FxHashMap<LemmaId, Vec<u32>>,
    /// Lemma → row in `tables.agents`.
    pub(crate) agents: FxHashMap<LemmaId, u32>,
    names_index: Names,
    offices: Offices,
    /// Relational adjectives of two words, by the keys of their lemmas → row in `tables.actors`.
    nisba_pairs: FxHashMap<(String, String), u32>,
    /// Relational adjective → row in `tables.actors`.
    nisbas: FxHashMap<LemmaId, u32>,
    /// Code → row of the state.
    states: FxHashMap<String, u32>,
    /// Id → row in `tables.actors`.
    actor_rows: FxHashMap<String, u32>,
    anaphora: FxHashMap<LemmaId, Vec<u32>>,
    /// Trigger nouns → the event types of their frames.
    event_nouns: FxHashMap<LemmaId, Vec<u8>>,
    /// First key of a cue of fixed words → rows in `tables.cues` with the keys.
    cue_phrases: FxHashMap<String, Vec<(u32, Vec<String>)>>,
    time_index: TimeIndex,
}

impl Lang {
    /// Reads a pack and builds its indices.
    ///
    /// # Errors
    /// As [`Tables::from_pack`].
    pub fn read(pack: &[u8]) -> Result<Self, PackError> {
        Tables::from_pack(pack).map(Self::new)
    }

    /// Builds the indices over `tables`.
    ///
    /// Cost: some milliseconds for a hundred thousand forms.
    #[must_use]
    pub fn new(tables: Tables) -> Self {
        let mut forms = HashTable::with_capacity(tables.lexicon.forms.len());
        let rows = &tables.lexicon.forms;
        for (idx, form) in rows.iter().enumerate() {
            if idx == 0 || rows[idx - 1].key != form.key {
                forms.insert_unique(hash(&form.key), idx as u32, |row| hash(&rows[*row as usize].key));
            }
        }
        let mut closed: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        let mut fixed: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (idx, word) in tables.closed.iter().enumerate() {
            match word.keys.as_slice() {
                [key] => closed.entry(key.clone()).or_default().push(idx as u32),
                [first, ..] => fixed.entry(first.clone()).or_default().push(idx as u32),
                [] => {}
            }
        }
        let free_shape = |attached: &Closed| {
            tables.closed.iter().position(|word| word.class == attached.sub && word.keys == attached.keys).map(|row| row as u32)
        };
        let free = tables.closed.iter().enumerate().filter(|(_, word)| word.class == "procl").filter_map(|(row, word)| Some((row as u32, free_shape(word)?))).collect();
        let clitics = Clitics::new(&tables);
        let index = |lemmas: &mut dyn Iterator<Item = (usize, LemmaId)>| {
            let mut map: FxHashMap<LemmaId, Vec<u32>> = FxHashMap::default();
            for (row, lemma) in lemmas {
                map.entry(lemma).or_default().push(row as u32);
            }
            map
        };
        let frames = index(&mut tables.frames.iter().enumerate().flat_map(|(row, frame)| frame.verbs.iter().chain(&frame.nouns).map(move |lemma| (row, *lemma))));
        let reporting = index(&mut tables.reporting.iter().enumerate().flat_map(|(row, entry)| entry.verbs.iter().chain(&entry.nouns).map(move |lemma| (row, *lemma))));
        let cues = index(&mut tables.cues.iter().enumerate().flat_map(|(row, cue)| cue.lemmas.iter().map(move |lemma| (row, *lemma))));
        let lights = index(&mut tables.lights.iter().enumerate().flat_map(|(row, light)| light.verbs.iter().map(move |lemma| (row, *lemma))));
        let light_nouns = index(&mut tables.lights.iter().enumerate().flat_map(|(row, light)| light.nouns.iter().map(move |lemma| (row, *lemma))));
        let agents = tables.agents.iter().enumerate().map(|(row, agent)| (agent.lemma, row as u32)).collect();
        let names = name_keys(&tables);
        let actor_names = whole_names(tables.actors.iter().flat_map(|actor| actor.names.iter().chain(&actor.metonyms)));
        let told = told_lemmas(&tables);
        let names_index = Names::new(&tables, clitics.article());
        let time_index = TimeIndex::new(&tables);
        let offices = Offices::new(&tables);
        let nisbas = nisba_lemmas(&tables);
        let nisba_pairs = nisba_pairs(&tables);
        let states = tables.actors.iter().enumerate().filter(|(_, actor)| actor.kind == "state").map(|(row, actor)| (actor.country.clone(), row as u32)).collect();
        let actor_rows = tables.actors.iter().enumerate().map(|(row, actor)| (actor.id.clone(), row as u32)).collect();
        let anaphora = index(&mut tables.anaphora.iter().enumerate().map(|(row, entry)| (row, entry.lemma)));
        let mut event_nouns: FxHashMap<LemmaId, Vec<u8>> = FxHashMap::default();
        for frame in &tables.frames {
            for noun in &frame.nouns {
                let types = event_nouns.entry(*noun).or_default();
                if !types.contains(&frame.event_type) {
                    types.push(frame.event_type);
                }
            }
        }
        let mut cue_phrases: FxHashMap<String, Vec<(u32, Vec<String>)>> = FxHashMap::default();
        for (row, cue) in tables.cues.iter().enumerate() {
            for keys in &cue.phrases {
                if let Some(first) = keys.first() {
                    cue_phrases.entry(first.clone()).or_default().push((row as u32, keys.clone()));
                }
            }
        }
        Self { forms, closed, fixed, free, clitics, names, actor_names, told, frames, reporting, cues, lights, light_nouns, agents, names_index, time_index, offices, nisbas, nisba_pairs, states, actor_rows, anaphora, event_nouns, cue_phrases, tables }
    }

    /// All rows of the lexicon with this key.
    #[must_use]
    pub fn forms(&self, key: &str) -> &[Form] {
        let rows = &self.tables.lexicon.forms;
        let Some(first) = self.forms.find(hash(key), |row| rows[*row as usize].key == key) else {
            return &[];
        };
        let rows = &rows[*first as usize..];
        &rows[..rows.iter().take_while(|form| form.key == key).count()]
    }

    /// All closed-class entries that are this one word.
    pub fn closed(&self, key: &str) -> impl Iterator<Item = &Closed> {
        self.closed.get(key).into_iter().flatten().map(|row| &self.tables.closed[*row as usize])
    }

    /// Rows of the closed-class entries that are this one word.
    pub(crate) fn closed_rows(&self, key: &str) -> impl Iterator<Item = u32> {
        self.closed.get(key).into_iter().flatten().copied()
    }

    /// Rows of the closed-class entries of several words that begin with this one.
    pub(crate) fn fixed(&self, key: &str) -> &[u32] {
        self.fixed.get(key).map_or(&[], Vec::as_slice)
    }

    /// The free shape of an attached particle, or the attached one where there is none.
    pub(crate) fn free_entry(&self, row: u32) -> u32 {
        self.free.get(&row).copied().unwrap_or(row)
    }

    pub(crate) fn clitics(&self) -> &Clitics {
        &self.clitics
    }

    /// The key of the article.
    pub(crate) fn article(&self) -> &str {
        self.clitics.article()
    }

    /// Whether a key (its article taken off when `definite`) is part of a name.
    pub(crate) fn is_name(&self, key: &str, definite: bool) -> bool {
        if definite { self.names.contains(&format!("{}{key}", self.article())) } else { self.names.contains(key) }
    }

    /// The names of the knowledge base.
    #[must_use]
    pub fn name_index(&self) -> &Names {
        &self.names_index
    }

    /// The time and number words.
    pub(crate) fn time_index(&self) -> &TimeIndex {
        &self.time_index
    }

    /// Whether a lemma is an auxiliary verb («كان»).
    #[must_use]
    pub fn is_auxiliary(&self, lemma: LemmaId) -> bool {
        self.lemma(lemma).auxiliary
    }

    /// The dated offices.
    #[must_use]
    pub fn offices(&self) -> &Offices {
        &self.offices
    }

    /// The actor that a relational adjective belongs to.
    pub(crate) fn nisba(&self, lemma: LemmaId) -> Option<u32> {
        self.nisbas.get(&lemma).copied()
    }

    /// The actor that two adjectives together belong to: «كوري شمالي», «جنوب أفريقي».
    pub(crate) fn nisba_pair(&self, first: &Word, second: &Word) -> Option<u32> {
        if self.nisba_pairs.is_empty() || second.upos != Upos::Adj {
            return None;
        }
        let keys = |word: &Word| word.lemmas().map(|lemma| crate::text::fold::fold(&self.lemma(lemma).lemma)).collect::<Vec<_>>();
        let seconds = keys(second);
        keys(first).into_iter().find_map(|first| seconds.iter().find_map(|second| self.nisba_pairs.get(&(first.clone(), second.clone())).copied()))
    }

    /// The agent noun of a lemma.
    pub(crate) fn agent(&self, lemma: LemmaId) -> Option<&Agent> {
        self.agents.get(&lemma).map(|row| &self.tables.agents[*row as usize])
    }

    /// The classes of a noun that points back.
    pub(crate) fn anaphors(&self, lemma: LemmaId) -> impl Iterator<Item = &str> {
        self.anaphora.get(&lemma).into_iter().flatten().map(|row| self.tables.anaphora[*row as usize].class.as_str())
    }

    /// Whether a lemma is a trigger noun of some frame.
    pub(crate) fn is_event_noun(&self, lemma: LemmaId) -> bool {
        self.event_nouns.contains_key(&lemma)
    }

    /// The event types that a noun may tell.
    pub(crate) fn types_of_noun(&self, lemma: LemmaId) -> &[u8] {
        self.event_nouns.get(&lemma).map_or(&[], Vec::as_slice)
    }

    /// Cues of fixed words that begin at a word: their rows and how many words they have.
    pub(crate) fn cue_phrases<'a>(&'a self, words: &'a [Word], at: usize) -> impl Iterator<Item = (u32, usize)> + 'a {
        let rows = self.cue_phrases.get(&*words[at].key).map_or(&[][..], Vec::as_slice);
        rows.iter().filter(move |(_, keys)| keys.len() <= words.len() - at && keys.iter().zip(&words[at..]).all(|(key, word)| **key == *word.key)).map(|(row, keys)| (*row, keys.len()))
    }

    /// Row of the state with a code.
    pub(crate) fn state(&self, code: &str) -> Option<u32> {
        self.states.get(code).copied()
    }

    /// Row of the actor with an id.
    pub(crate) fn actor_row(&self, id: &str) -> Option<u32> {
        self.actor_rows.get(id).copied()
    }

    /// Whether a key (its article taken off when `definite`) is the whole name of an actor.
    pub(crate) fn is_actor_name(&self, key: &str, definite: bool) -> bool {
        if definite { self.actor_names.contains(&format!("{}{key}", self.article())) } else { self.actor_names.contains(key) }
    }

    /// Whether the data that tells acts mentions a lemma.
    pub(crate) fn tells(&self, lemma: LemmaId) -> bool {
        self.told.contains(&lemma)
    }

    /// Whether a key is a number word.
    pub(crate) fn is_number(&self, key: &str) -> bool {
        self.time_index.is_number(key)
    }

    /// Least confidence of a claim that is coded unless the user asks for less, 0 to 1.
    #[must_use]
    pub fn floor(&self) -> f32 {
        self.tables.confidence.get("floor").copied().unwrap_or(0.0) as f32
    }

    /// The lemma of an id.
    #[must_use]
    pub fn lemma(&self, lemma: LemmaId) -> &Lemma {
        &self.tables.lexicon.lemmas[lemma as usize]
    }

    /// `ar 2026.11.0`: which data this is.
    #[must_use]
    pub fn version(&self) -> String {
        format!("{} {}", self.tables.language, self.tables.version)
    }
}

/// Relational adjectives of two words.
fn nisba_pairs(tables: &Tables) -> FxHashMap<(String, String), u32> {
    let pairs = tables.actors.iter().enumerate().flat_map(|(row, actor)| actor.nisbas.iter().filter_map(move |nisba| Some((nisba.split_once(' ')?, row as u32))));
    pairs.map(|((first, second), row)| ((crate::text::fold::fold(first), crate::text::fold::fold(second)), row)).collect()
}

/// Relational adjectives of the actors, by lemma; where two actors share one, the state has it.
fn nisba_lemmas(tables: &Tables) -> FxHashMap<LemmaId, u32> {
    let mut lemmas: FxHashMap<LemmaId, u32> = FxHashMap::default();
    let forms = &tables.lexicon.forms;
    let is_state = |row: u32| tables.actors[row as usize].kind == "state";
    for (row, actor) in tables.actors.iter().enumerate() {
        for nisba in &actor.nisbas {
            let key = crate::text::fold::fold(nisba);
            let first = forms.partition_point(|form| *form.key < *key);
            for form in forms[first..].iter().take_while(|form| *form.key == *key) {
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

/// Keys of the words that personal names are made of, and of places of one word.
fn name_keys(tables: &Tables) -> FxHashSet<String> {
    let persons = tables.persons.iter().flat_map(|person| person.names.iter().chain(&person.alone));
    let given = tables.names.iter().map(|name| &name.name);
    let mut keys = whole_names(tables.places.iter().flat_map(|place| &place.names));
    keys.extend(persons.chain(given).flat_map(|name| name.split_whitespace()).map(crate::text::fold::fold));
    keys
}

/// Keys of the names that are one word.
fn whole_names<'a>(names: impl Iterator<Item = &'a String>) -> FxHashSet<String> {
    names.filter(|name| !name.contains(char::is_whitespace)).map(|name| crate::text::fold::fold(name)).collect()
}

/// Lemmas that the data which tells acts mentions.
fn told_lemmas(tables: &Tables) -> FxHashSet<LemmaId> {
    let frames = tables.frames.iter().flat_map(|frame| frame.verbs.iter().chain(&frame.nouns));
    let reporting = tables.reporting.iter().flat_map(|entry| entry.verbs.iter().chain(&entry.nouns));
    let cues = tables.cues.iter().flat_map(|cue| &cue.lemmas);
    let lights = tables.lights.iter().flat_map(|light| &light.verbs);
    let agents = tables.agents.iter().map(|agent| &agent.lemma);
    frames.chain(reporting).chain(cues).chain(lights).chain(agents).copied().collect()
}

fn hash(key: &str) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault};
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(key)
}
