//! What do we know, by what is asked: the tables with their indices.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::index::{
    agent_lemmas, by_first_noun, name_keys, name_spellings, nisba_lemmas, nisba_pairs, number_lemmas, told_lemmas, whole_names,
};
use super::{Agent, CarrierRole, Closed, Form, Gender, Lemma, LemmaId, NameKind, Number, PackError, Side, State, Tables, Upos, VerbForm};
use crate::actor::{Offices, Outlets};
use crate::analysis::Moves;
use crate::mention::Names;
use crate::morph::{Clitics, Word};
use crate::text::Token;
use crate::text::fold::fold;
use crate::time::TimeIndex;

/// Class of the closed-class entries that are several words written as one.
const CONTRACTED: &str = "contracted";

/// First key of fixed words → rows of a table, with all keys.
type Phrases = FxHashMap<String, Vec<(u32, Vec<String>)>>;

/// The tables with their indices: immutable, shared by all threads.
pub struct Lang {
    /// The data.
    pub tables: Tables,
    /// Key of a one-word entry of a closed class → rows in `tables.closed`.
    closed: FxHashMap<String, Vec<u32>>,
    /// Key of a word that is several written as one → their rows in `tables.closed`.
    contracted: FxHashMap<String, Vec<u32>>,
    /// First key of an entry of several words → rows in `tables.closed`.
    fixed: FxHashMap<String, Vec<u32>>,
    /// Attached shape of a particle → its free shape, where it has one.
    free: FxHashMap<u32, u32>,
    clitics: Clitics,
    /// Keys that are part of a personal name, or a whole place name.
    names: FxHashSet<String>,
    /// Keys that are the whole name of an actor.
    actor_names: FxHashSet<String>,
    /// Parts of personal names: 1 given, 2 family, 3 both.
    name_parts: FxHashMap<String, u8>,
    /// Key of a word of a name → how the names spell it, where its letters may be spelt otherwise.
    name_spellings: FxHashMap<String, String>,
    /// Key of a number word → the usual form of its value.
    number_lemmas: FxHashMap<String, String>,
    /// First key of a known name → its further keys and kind, the longest first.
    known_names: FxHashMap<String, Vec<(Vec<String>, NameKind)>>,
    /// Key of a frequent word → its cluster.
    clusters: FxHashMap<String, u16>,
    /// Lemma and kind of participle → row of its masculine singular in `tables.lexicon.forms`.
    participles: FxHashMap<(LemmaId, VerbForm), u32>,
    /// Lemmas that frames, cues, reporting expressions, light verbs or agent nouns mention.
    told: FxHashSet<LemmaId>,
    /// Trigger lemma → rows in `tables.frames`.
    pub(crate) frames: FxHashMap<LemmaId, Vec<u32>>,
    /// Lemma → rows in `tables.reporting`.
    pub(crate) reporting: FxHashMap<LemmaId, Vec<u32>>,
    /// Noun of what carries a report → row in `tables.carriers`.
    carriers: FxHashMap<LemmaId, u32>,
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
    outlets: Outlets,
    /// Relational adjectives of two words, by the key of the second's lemma, then of the first's → row in `tables.actors`.
    nisba_pairs: FxHashMap<String, FxHashMap<String, u32>>,
    /// Relational adjective → row in `tables.actors`.
    nisbas: FxHashMap<LemmaId, u32>,
    /// First key of a state's full name, without the article → rows of the states.
    realms: FxHashMap<String, Vec<u32>>,
    /// First key of a full name → rows of organisations, parties and armed groups.
    bodies: FxHashMap<String, Vec<u32>>,
    /// Code → row of the state.
    states: FxHashMap<String, u32>,
    /// Id → row in `tables.actors`.
    actor_rows: FxHashMap<String, u32>,
    anaphora: FxHashMap<LemmaId, Vec<u32>>,
    whereabouts: FxHashMap<LemmaId, Vec<u32>>,
    topics: FxHashMap<LemmaId, u32>,
    /// Trigger nouns → the event types of their frames.
    event_nouns: FxHashMap<LemmaId, Vec<u8>>,
    /// First key of a cue of fixed words → rows in `tables.cues` with the keys.
    cue_phrases: Phrases,
    /// First key of a reporting phrase → rows in `tables.reporting` with the keys.
    reporting_phrases: Phrases,
    time_index: TimeIndex,
    /// What the labels of `tables.models.moves` stand for.
    moves: Moves,
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
        let mut closed: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        let mut fixed: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (idx, word) in tables.closed.iter().enumerate() {
            match word.keys.as_slice() {
                [key] => closed.entry(key.clone()).or_default().push(idx as u32),
                [first, ..] => fixed.entry(first.clone()).or_default().push(idx as u32),
                [] => {}
            }
        }
        let free = |row: &&u32| tables.closed[**row as usize].class != "procl";
        let part = |form: &str| closed.get(&fold(form)).and_then(|rows| rows.iter().find(free).copied());
        let parts = |word: &Closed| word.sub.split(' ').map(part).collect::<Option<Vec<u32>>>();
        let contracted = tables.closed.iter().filter(|word| word.class == CONTRACTED);
        let contracted = contracted.filter_map(|word| Some((word.keys.first()?.clone(), parts(word)?))).collect();
        let free_shape = |attached: &Closed| {
            tables.closed.iter().position(|word| word.class == attached.sub && word.keys == attached.keys).map(|row| row as u32)
        };
        let free = tables
            .closed
            .iter()
            .enumerate()
            .filter(|(_, word)| word.class == "procl")
            .filter_map(|(row, word)| Some((row as u32, free_shape(word)?)))
            .collect();
        let clitics = Clitics::new(&tables);
        let index = |lemmas: &mut dyn Iterator<Item = (usize, LemmaId)>| {
            let mut map: FxHashMap<LemmaId, Vec<u32>> = FxHashMap::default();
            for (row, lemma) in lemmas {
                map.entry(lemma).or_default().push(row as u32);
            }
            map
        };
        let frames = index(
            &mut tables
                .frames
                .iter()
                .enumerate()
                .flat_map(|(row, frame)| frame.verbs.iter().chain(&frame.nouns).map(move |lemma| (row, *lemma))),
        );
        let reporting = index(
            &mut tables
                .reporting
                .iter()
                .enumerate()
                .flat_map(|(row, entry)| entry.verbs.iter().chain(&entry.nouns).map(move |lemma| (row, *lemma))),
        );
        let nouns = tables.carriers.iter().enumerate().flat_map(|(row, entry)| entry.nouns.iter().map(move |noun| (*noun, row as u32)));
        let carriers = nouns.collect();
        let cues = index(&mut tables.cues.iter().enumerate().flat_map(|(row, cue)| cue.lemmas.iter().map(move |lemma| (row, *lemma))));
        let lights =
            index(&mut tables.lights.iter().enumerate().flat_map(|(row, light)| light.verbs.iter().map(move |lemma| (row, *lemma))));
        let light_nouns =
            index(&mut tables.lights.iter().enumerate().flat_map(|(row, light)| light.nouns.iter().map(move |lemma| (row, *lemma))));
        let agents = agent_lemmas(&tables);
        let realms = by_first_noun(&tables, clitics.article(), &["state"]);
        let bodies = by_first_noun(&tables, clitics.article(), &["armed", "party", "igo", "ngo", "bloc"]);
        let names = name_keys(&tables);
        // A name that needs company («القاعدة», «التحالف») is an ordinary word as well.
        let certain = tables.actors.iter().filter(|actor| actor.need.is_empty());
        let actor_names = whole_names(certain.flat_map(|actor| actor.names.iter().chain(&actor.metonyms)));
        let mut name_parts: FxHashMap<String, u8> = FxHashMap::default();
        for name in &tables.names {
            *name_parts.entry(fold(&name.name)).or_default() |= if name.family { 2 } else { 1 };
        }
        let mut known_names: FxHashMap<String, Vec<(Vec<String>, NameKind)>> = FxHashMap::default();
        for known in &tables.known_names {
            let mut keys = known.name.split_whitespace().map(fold);
            if let Some(first) = keys.next() {
                known_names.entry(first).or_default().push((keys.collect(), known.kind));
            }
        }
        known_names.values_mut().for_each(|names| names.sort_by_key(|(rest, kind)| (std::cmp::Reverse(rest.len()), *kind as u8)));
        let name_spellings = name_spellings(&tables);
        let number_lemmas = number_lemmas(&tables);
        let clusters = tables.clusters.iter().map(|word| (word.key.clone(), word.cluster)).collect();
        let mut participles = FxHashMap::default();
        for (row, form) in tables.lexicon.forms.iter().enumerate() {
            if let Some(verb_form) = form.feats.verb_form
                && form.feats.number == Some(Number::Sing)
                && form.feats.gender == Some(Gender::Masc)
                && form.feats.state == State::Free
            {
                participles.entry((form.lemma, verb_form)).or_insert(row as u32);
            }
        }
        let told = told_lemmas(&tables);
        let names_index = Names::new(&tables, clitics.article());
        let time_index = TimeIndex::new(&tables);
        let offices = Offices::new(&tables);
        let outlets = Outlets::new(&tables);
        let nisbas = nisba_lemmas(&tables);
        let nisba_pairs = nisba_pairs(&tables);
        let states = tables
            .actors
            .iter()
            .enumerate()
            .filter(|(_, actor)| actor.kind == "state" && actor.parent.is_none())
            .map(|(row, actor)| (actor.country.clone(), row as u32))
            .collect();
        let actor_rows = tables.actors.iter().enumerate().map(|(row, actor)| (actor.id.clone(), row as u32)).collect();
        let anaphora = index(&mut tables.anaphora.iter().enumerate().map(|(row, entry)| (row, entry.lemma)));
        let whereabouts = index(&mut tables.whereabouts.iter().enumerate().flat_map(|(row, entry)| {
            let verb = tables.lexicon.lemmas[entry.lemma as usize].masdar_of;
            [Some(entry.lemma), verb].into_iter().flatten().map(move |lemma| (row, lemma))
        }));
        let topics = tables.topics.iter().zip(0..).map(|(entry, row)| (entry.lemma, row)).collect();
        let mut event_nouns: FxHashMap<LemmaId, Vec<u8>> = FxHashMap::default();
        for frame in &tables.frames {
            for noun in &frame.nouns {
                let types = event_nouns.entry(*noun).or_default();
                if !types.contains(&frame.event_type) {
                    types.push(frame.event_type);
                }
            }
        }
        let cue_phrases = phrases(tables.cues.iter().map(|cue| &cue.phrases));
        let reporting_phrases = phrases(tables.reporting.iter().map(|entry| &entry.phrases));
        Self {
            closed,
            contracted,
            fixed,
            free,
            clitics,
            names,
            actor_names,
            name_parts,
            name_spellings,
            number_lemmas,
            known_names,
            clusters,
            participles,
            told,
            frames,
            reporting,
            carriers,
            cues,
            lights,
            light_nouns,
            agents,
            names_index,
            time_index,
            offices,
            outlets,
            nisbas,
            nisba_pairs,
            realms,
            bodies,
            states,
            actor_rows,
            anaphora,
            whereabouts,
            topics,
            event_nouns,
            cue_phrases,
            reporting_phrases,
            moves: Moves::of(tables.models.moves.labels()),
            tables,
        }
    }

    /// All forms of the lexicon with this key.
    pub fn forms<'s>(&'s self, key: &str) -> impl ExactSizeIterator<Item = Form<'s>> + Clone + use<'s> {
        self.tables.lexicon.forms.of(key)
    }

    /// All closed-class entries that are this one word.
    pub fn closed(&self, key: &str) -> impl Iterator<Item = &Closed> {
        self.closed.get(key).into_iter().flatten().map(|row| &self.tables.closed[*row as usize])
    }

    /// Rows of the closed-class entries that are this one word.
    pub(crate) fn closed_rows(&self, key: &str) -> impl Iterator<Item = u32> {
        self.closed.get(key).into_iter().flatten().copied()
    }

    /// Rows of the closed-class entries that are written as this one word: «ألا» is «أن» and «لا».
    pub(crate) fn contracted(&self, key: &str) -> Option<&[u32]> {
        self.contracted.get(key).map(Vec::as_slice)
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
    #[must_use]
    pub fn article(&self) -> &str {
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

    /// The moves of the parser.
    pub(crate) fn moves(&self) -> &Moves {
        &self.moves
    }

    /// Takes other models, in place of those of the pack.
    pub fn set_models(&mut self, models: super::Models) {
        self.moves = Moves::of(models.moves.labels());
        self.tables.models = models;
    }

    /// The dated offices.
    #[must_use]
    pub fn offices(&self) -> &Offices {
        &self.offices
    }

    /// The media by name.
    #[must_use]
    pub fn outlets(&self) -> &Outlets {
        &self.outlets
    }

    /// The states whose full name begins with a word: «المملكة».
    pub(crate) fn realm(&self, key: &str) -> Option<&[u32]> {
        let bare = key.strip_prefix(self.article()).unwrap_or(key);
        self.realms.get(bare).map(Vec::as_slice)
    }

    /// The organisations, parties and armed groups one of whose names begins with a word: «الحركة».
    pub(crate) fn bodies(&self, key: &str) -> Option<&[u32]> {
        let bare = key.strip_prefix(self.article()).unwrap_or(key);
        self.bodies.get(bare).map(Vec::as_slice)
    }

    /// The actor that a relational adjective belongs to.
    pub(crate) fn nisba(&self, lemma: LemmaId) -> Option<u32> {
        self.nisbas.get(&lemma).copied()
    }

    /// The actor that a relational adjective belongs to, by the letters of a form: «السوداني» is a family name and an adjective.
    pub(crate) fn nisba_spelt(&self, key: &str) -> Option<u32> {
        let bare = key.strip_prefix(self.article())?;
        self.forms(bare).find_map(|form| self.nisba(form.lemma))
    }

    /// What an article is about that has this word often, where that is no politics.
    pub(crate) fn topic(&self, lemma: LemmaId) -> Option<&str> {
        self.topics.get(&lemma).map(|row| self.tables.topics[*row as usize].topic.as_str())
    }

    /// In how many frames, reporting expressions and light verbs a lemma stands: how much news tells by it.
    pub(crate) fn n_uses(&self, lemma: LemmaId) -> usize {
        [&self.frames, &self.reporting, &self.lights].iter().filter_map(|rows| rows.get(&lemma)).map(Vec::len).sum()
    }

    /// How a word that stands for somebody in a row points back: «الأخير», «الثاني».
    pub(crate) fn points_back(&self, key: &str) -> impl Iterator<Item = &str> {
        let bare = key.strip_prefix(self.article()).unwrap_or("");
        let classes = self.forms(bare).flat_map(|form| self.anaphors(form.lemma));
        classes.filter(|class| matches!(*class, "last" | "first" | "second"))
    }

    /// The actor that two adjectives together belong to: «كوري شمالي», «جنوب أفريقي».
    pub(crate) fn nisba_pair(&self, first: &Word, second: &Word) -> Option<u32> {
        if second.upos != Upos::Adj {
            return None;
        }
        let key = |lemma: LemmaId| fold(&self.lemma(lemma).lemma);
        let pairs: SmallVec<[&FxHashMap<String, u32>; 2]> = second.lemmas().filter_map(|lemma| self.nisba_pairs.get(&key(lemma))).collect();
        if pairs.is_empty() {
            return None;
        }
        first.lemmas().map(key).find_map(|first| pairs.iter().find_map(|pairs| pairs.get(&first).copied()))
    }

    /// The agent noun of a lemma.
    pub(crate) fn agent(&self, lemma: LemmaId) -> Option<&Agent> {
        self.agents.get(&lemma).map(|row| &self.tables.agents[*row as usize])
    }

    /// What a noun is that carries reports.
    pub(crate) fn carrier(&self, lemma: LemmaId) -> Option<CarrierRole> {
        self.carriers.get(&lemma).map(|row| self.tables.carriers[*row as usize].role)
    }

    /// What a medium is by the noun before one of its names («وكالة رويترز»): an outlet, unless one tells.
    pub(crate) fn medium(&self, row: u32) -> Option<CarrierRole> {
        let nouns = self.tables.actors[row as usize].names.iter().filter_map(|name| name.split_whitespace().next());
        let mut roles = nouns.flat_map(|noun| self.forms(&fold(noun))).filter_map(|form| self.carrier(form.lemma));
        Some(roles.next().unwrap_or(CarrierRole::Outlet))
    }

    /// The classes of a noun that points back.
    pub(crate) fn anaphors(&self, lemma: LemmaId) -> impl Iterator<Item = &str> {
        self.anaphora.get(&lemma).into_iter().flatten().map(|row| self.tables.anaphora[*row as usize].class.as_str())
    }

    /// Whether a noun, or the noun of a verb, bears so on where an act took place.
    pub(crate) fn is_whereabouts(&self, lemma: LemmaId, class: &str) -> bool {
        self.whereabouts.get(&lemma).is_some_and(|rows| rows.iter().any(|row| self.tables.whereabouts[*row as usize].class == class))
    }

    /// Whether a word tells since when: «منذ».
    pub(crate) fn is_since(&self, key: &str) -> bool {
        self.tables
            .time
            .words
            .iter()
            .any(|word| word.kind == "prep" && word.value == "since" && word.keys.len() == 1 && word.keys[0] == key)
    }

    /// Whether a lemma is a trigger noun of some frame.
    pub(crate) fn is_event_noun(&self, lemma: LemmaId) -> bool {
        self.event_nouns.contains_key(&lemma)
    }

    /// The event types that a noun may tell.
    pub(crate) fn types_of_noun(&self, lemma: LemmaId) -> &[u8] {
        self.event_nouns.get(&lemma).map_or(&[], Vec::as_slice)
    }

    /// «مواجهة», «مكافحة»: whether a noun tells a hostile deed, and nobody who does it.
    pub(crate) fn is_hostile_deed(&self, noun: LemmaId) -> bool {
        let hostile = |row: &u8| self.tables.event_types[*row as usize].quad >= 3;
        self.agent(noun).is_none() && self.types_of_noun(noun).iter().any(hostile)
    }

    /// Cues of fixed words that begin at a word: their rows and how many words they have.
    pub(crate) fn cue_phrases<'a>(&'a self, words: &'a [Word], at: usize) -> impl Iterator<Item = (u32, usize)> + 'a {
        phrases_at(&self.cue_phrases, words, at)
    }

    /// Reporting phrases that begin at a word: their rows and how many words they have.
    pub(crate) fn reporting_phrases<'a>(&'a self, words: &'a [Word], at: usize) -> impl Iterator<Item = (u32, usize)> + 'a {
        phrases_at(&self.reporting_phrases, words, at)
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

    /// Which part of a personal name a key is: 1 given, 2 family, 3 both, 0 neither.
    pub(crate) fn name_parts(&self, key: &str) -> u8 {
        self.name_parts.get(key).copied().unwrap_or(0)
    }

    /// How names spell a key, where that differs from the key.
    pub(crate) fn name_spelling(&self, key: &str) -> Option<&str> {
        self.name_spellings.get(key).map(String::as_str)
    }

    /// The usual form of the value that a number word has.
    pub(crate) fn number_lemma(&self, key: &str) -> Option<&str> {
        self.number_lemmas.get(key).map(String::as_str)
    }

    /// The longest known name that begins with `key` and goes on with these tokens: its number of tokens and kind.
    pub(crate) fn known_name(&self, key: &str, after: &[Token]) -> Option<(usize, NameKind)> {
        let fits = |rest: &[String]| {
            rest.len() <= after.len() && rest.iter().zip(after).all(|(key, token)| **key == *token.key && token.breaks == 0)
        };
        self.known_names.get(key)?.iter().find(|(rest, _)| fits(rest)).map(|(rest, kind)| (rest.len() + 1, *kind))
    }

    /// Whether a key, its article taken off when `definite`, is a lemma itself and no inflected form of it.
    pub(crate) fn is_lemma(&self, key: &str, lemma: LemmaId, definite: bool) -> bool {
        let key = key.strip_prefix(self.article()).filter(|_| definite).unwrap_or(key);
        self.forms(key).any(|form| {
            form.lemma == lemma && form.surface.len() == self.lemma(lemma).lemma.len() && form.surface == self.lemma(lemma).lemma
        })
    }

    /// The lemma of a closed-class word spelt `form` with vowels, where the data gives one.
    pub(crate) fn closed_lemma(&self, row: u32, form: &str) -> Option<&str> {
        let lemmas = &self.tables.closed[row as usize].lemmas;
        let spelt = crate::text::fold::bare(form);
        lemmas.iter().find(|lemma| crate::text::fold::bare(lemma) == spelt).or(lemmas.first()).map(String::as_str)
    }

    /// The cluster of a frequent word, from 1; 0 for other words.
    pub(crate) fn cluster(&self, key: &str) -> u16 {
        self.clusters.get(key).copied().unwrap_or(0)
    }

    /// The masculine singular of a participle, without vowels.
    #[must_use]
    pub fn participle(&self, lemma: LemmaId, verb_form: VerbForm) -> Option<&str> {
        self.participles.get(&(lemma, verb_form)).map(|row| self.tables.lexicon.forms.get(*row).surface)
    }

    /// Whether the data that tells acts mentions a lemma.
    pub(crate) fn tells(&self, lemma: LemmaId) -> bool {
        self.told.contains(&lemma)
    }

    /// Whether a key is a number word.
    pub(crate) fn is_number(&self, key: &str) -> bool {
        self.time_index.is_number(key) || key.strip_prefix(self.article()).is_some_and(|bare| self.time_index.is_number(bare))
    }

    /// Least confidence of a claim that is coded unless the user asks for less, 0 to 1.
    #[must_use]
    pub fn floor(&self) -> f32 {
        self.tables.confidence.get("floor").copied().unwrap_or(0.0) as f32
    }

    /// Least chance of somebody who is taken for a side of an act of this type that tells nobody there, 0 to 1; `long` where the article is.
    #[must_use]
    pub fn context_floor(&self, side: Side, event_type: &str, long: bool) -> f32 {
        let floor = |key: &str| self.tables.context.get(key).copied();
        if side == Side::Source {
            return floor("floor-by").unwrap_or(1.0) as f32;
        }
        let of_type = floor(&format!("floor-type-{}", event_type.to_lowercase()));
        let of_length = floor("floor-long").filter(|_| long);
        let highest = [floor("floor"), of_type, of_length].into_iter().flatten().reduce(f64::max);
        highest.unwrap_or(1.0) as f32
    }

    /// All such floors, by their names in `context.tsv`.
    pub fn context_floors(&self) -> impl Iterator<Item = (&str, f64)> {
        self.tables.context.iter().filter(|(name, _)| name.starts_with("floor")).map(|(name, floor)| (name.as_str(), *floor))
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

/// Indexes fixed words by their first key.
fn phrases<'t>(rows: impl Iterator<Item = &'t Vec<Vec<String>>>) -> Phrases {
    let mut found = Phrases::default();
    for (row, phrases) in rows.enumerate() {
        for keys in phrases {
            if let Some(first) = keys.first() {
                found.entry(first.clone()).or_default().push((row as u32, keys.clone()));
            }
        }
    }
    found
}

/// The fixed words that begin at a word.
fn phrases_at<'a>(phrases: &'a Phrases, words: &'a [Word], at: usize) -> impl Iterator<Item = (u32, usize)> + 'a {
    let rows = phrases.get(&*words[at].key).map_or(&[][..], Vec::as_slice);
    let begins =
        move |keys: &[String]| keys.len() <= words.len() - at && keys.iter().zip(&words[at..]).all(|(key, word)| **key == *word.key);
    rows.iter().filter(move |(_, keys)| begins(keys)).map(|(row, keys)| (*row, keys.len()))
}
