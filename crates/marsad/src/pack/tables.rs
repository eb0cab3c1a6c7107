//! The compiled language data as plain tables: what the pack holds and nothing else.
//!
//! Made by `marsad-data` from the files in `ontology/`, `knowledge/` and `lang/`; read by [`super::Lang`], which adds
//! the indices. Strings are kept as the files spell them, except where a field says "keys" (folded, one per token).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::slot::Slot;
use crate::coded::{Factuality, Role};
use crate::model::Linear;
use crate::time::TimeTables;

/// Index into [`Lexicon::lemmas`].
pub type LemmaId = u32;

/// Everything the coder knows about one language and the world its news tells of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tables {
    /// ISO 639-1 code of the language.
    pub language: String,
    /// Version of the data, such as `2026.11.0`.
    pub version: String,
    /// Version of the ontology.
    pub ontology: String,
    /// Event types, in the order of the ontology.
    pub event_types: Vec<EventType>,
    /// Words and their inflected forms.
    pub lexicon: Lexicon,
    /// Particles, pronouns, prepositions and other closed classes.
    pub closed: Vec<Closed>,
    /// Personal names.
    pub names: Vec<Name>,
    /// What tells an act.
    pub frames: Vec<Frame>,
    /// What tells that somebody says something.
    pub reporting: Vec<Reporting>,
    /// What tells whether it is so.
    pub cues: Vec<Cue>,
    /// Verbs that carry an event noun.
    pub lights: Vec<Light>,
    /// States, organisations, groups.
    pub actors: Vec<Actor>,
    /// Kinds of office.
    pub titles: Vec<Title>,
    /// Offices.
    pub offices: Vec<Office>,
    /// Persons.
    pub persons: Vec<Person>,
    /// Who held which office when.
    pub holders: Vec<Holder>,
    /// Common nouns that name political actors.
    pub agents: Vec<Agent>,
    /// Nouns that point back at somebody.
    pub anaphora: Vec<Anaphor>,
    /// Where things happen.
    pub places: Vec<Place>,
    /// What counted nouns mean in a figure.
    pub counted: Vec<Counted>,
    /// Weights of what a claim rests on, as log odds.
    pub confidence: BTreeMap<String, f64>,
    /// Month names, weekdays, relative words, number words.
    pub time: TimeTables,
    /// Patterns of derived words.
    pub patterns: Vec<Pattern>,
    /// Names of places, organisations and other things that are neither actors nor places of the knowledge base.
    pub known_names: Vec<KnownName>,
    /// Frequent words of a corpus, with the cluster of words that stand in the same places.
    pub clusters: Vec<Cluster>,
    /// What was learnt from annotated text.
    pub models: Models,
}

/// The pattern (wazn) of a derived word.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pattern {
    /// Form of the verb it belongs to, as [`Lemma::form`]; 12 for the second quadriliteral.
    pub form: u8,
    /// `verb`, `masdar`, `active` or `passive`.
    pub kind: String,
    /// With its vowels, the radicals as ف, ع and ل.
    pub pattern: String,
}

/// A name that is recognised and means nobody in the knowledge base.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KnownName {
    /// As spelt.
    pub name: String,
    /// What it names.
    pub kind: NameKind,
}

/// What a known name names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameKind {
    /// A place.
    #[default]
    Place,
    /// An organisation, company, club, newspaper.
    Organisation,
    /// Anything else with a name: a prize, a currency, a treaty.
    Other,
}

/// A frequent word.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cluster {
    /// Its key, without article and clitics.
    pub key: String,
    /// Its cluster, from 1.
    pub cluster: u16,
    /// How often the corpus has it.
    pub count: u32,
}

/// Linear models, each empty where there is none.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Models {
    /// Which reading a token has; one label.
    pub readings: Linear,
    /// Universal parts of speech.
    pub upos: Linear,
    /// Cases.
    pub case: Linear,
    /// Names: `O`, `B-PERS`, `I-PERS`, `B-LOC` …
    pub entities: Linear,
    /// Moves of the parser with their relations.
    pub moves: Linear,
}

/// An event type of the ontology.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct EventType {
    /// Its name: `CONSULT`.
    pub name: String,
    /// PLOVER quad class, 1 to 4.
    pub quad: u8,
    /// Intensity of the type without a mode, −10 to +10.
    pub intensity: f32,
    /// CAMEO code of the type without a mode.
    pub cameo: String,
    /// Its name in PLOVER where that differs.
    pub plover: Option<String>,
    /// Status given to acts told inside its content (what is demanded, threatened, refused, alleged, promised).
    pub content: Content,
    /// Whom its content names is its target where nothing else tells one: what is promised or threatened is so to somebody.
    pub content_target: bool,
    /// Its modes.
    pub modes: Vec<Mode>,
}

/// A mode of an event type.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Mode {
    /// Its name: `visit`.
    pub name: String,
    /// Intensity, −10 to +10.
    pub intensity: f32,
    /// CAMEO code.
    pub cameo: String,
    /// PLOVER type and mode where they differ from type and mode here.
    pub plover: Option<(String, Option<String>)>,
}

/// What becomes of an act told inside the scope of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// It is coded as if it stood alone.
    #[default]
    Asserted,
    /// It is coded with this status.
    As(Factuality),
    /// It is not coded: it is the content of a demand or a threat and has not happened.
    Withheld,
}

/// Universal part of speech (UD).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the tags of Universal Dependencies")]
pub enum Upos {
    Noun,
    Propn,
    Verb,
    Adj,
    Adv,
    Adp,
    Cconj,
    Sconj,
    Pron,
    Det,
    Part,
    Num,
    Aux,
    Intj,
    Punct,
    Sym,
    #[default]
    X,
}

impl Upos {
    /// Tags and their names in UD, in the order of the variants.
    const NAMES: [(Self, &'static str); 17] = [
        (Self::Noun, "NOUN"),
        (Self::Propn, "PROPN"),
        (Self::Verb, "VERB"),
        (Self::Adj, "ADJ"),
        (Self::Adv, "ADV"),
        (Self::Adp, "ADP"),
        (Self::Cconj, "CCONJ"),
        (Self::Sconj, "SCONJ"),
        (Self::Pron, "PRON"),
        (Self::Det, "DET"),
        (Self::Part, "PART"),
        (Self::Num, "NUM"),
        (Self::Aux, "AUX"),
        (Self::Intj, "INTJ"),
        (Self::Punct, "PUNCT"),
        (Self::Sym, "SYM"),
        (Self::X, "X"),
    ];

    /// Its name in UD.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }

    /// The tag of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, tag)| *tag == name).map(|(upos, _)| *upos)
    }
}

/// Words of the language.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Lexicon {
    /// Lemmas; [`LemmaId`] is the position here.
    pub lemmas: Vec<Lemma>,
    /// Inflected forms, sorted by key, then lemma, then features.
    pub forms: Vec<Form>,
}

/// A word of the lexicon.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Lemma {
    /// As the lexicon spells it; verbs with shadda.
    pub lemma: String,
    /// Its part of speech.
    pub upos: Upos,
    /// Verb form 1 to 10, 11 for quadriliterals; 0 for other words.
    pub form: u8,
    /// Verbs: takes a direct object.
    pub transitive: bool,
    /// Verbs: an auxiliary («كان», «أصبح») whose complement has its own predicate.
    pub auxiliary: bool,
    /// Nouns: names humans.
    pub human: bool,
    /// Masdars: the verb.
    pub masdar_of: Option<LemmaId>,
    /// With all vowels, where somebody wrote them down; of a word that is listed in the plural («مفاوضات») its singular.
    pub vocalised: Option<String>,
    /// English gloss.
    pub gloss: String,
}

impl Lemma {
    /// Whether the lexicon lists the word in the plural, for its singular is rare («مفاوضات»).
    #[must_use]
    pub fn is_listed_in_plural(&self) -> bool {
        let bare = crate::text::fold::bare;
        self.upos == Upos::Noun && self.vocalised.as_deref().is_some_and(|vocalised| bare(vocalised) != bare(&self.lemma))
    }
}

/// One inflected form, without clitics and without the article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Form {
    /// Lookup key.
    pub key: String,
    /// As it is properly written, without diacritics.
    pub surface: String,
    /// Its lemma.
    pub lemma: LemmaId,
    /// What the form says.
    pub feats: Feats,
}

/// Morphological features of a form, as UD defines them; `None` where the form does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
pub struct Feats {
    pub gender: Option<Gender>,
    pub number: Option<Number>,
    /// 1, 2 or 3; 0 for none.
    pub person: u8,
    pub aspect: Option<Aspect>,
    pub voice: Voice,
    pub state: State,
    /// Oblique ending («ين») of a dual or sound plural, or nominative («ون», «ان»); `None` where the script does not show it.
    pub case: Option<Case>,
    pub verb_form: Option<VerbForm>,
}

#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gender {
    Masc,
    Fem,
}
#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Number {
    Sing,
    Dual,
    Plur,
}
#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Aspect {
    Perf,
    Imp,
    Imper,
}
#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Case {
    Nom,
    Obl,
}
/// Masdars and participles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum VerbForm {
    /// Verbal noun («قصف»).
    Masdar,
    /// Active participle («مطالب»).
    ActPart,
    /// Passive participle («معتقل»).
    PassPart,
}

/// Voice of a verb form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Voice {
    /// Active or passive alike without vowels («قتل»).
    #[default]
    Either,
    /// Active only.
    Act,
    /// Passive only («قيل», «يقال»).
    Pass,
}

/// What may follow a nominal form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum State {
    /// May stand alone, with the article or before a genitive.
    #[default]
    Free,
    /// Stands alone or with the article, never before a genitive («مسؤولون», «جنديان»).
    Absolute,
    /// Only before a genitive or an enclitic («مسؤولو», «جنديي»).
    Construct,
    /// Only before an enclitic («مدرست» in «مدرسته», «مستوا» in «مستواه»).
    Bound,
}

/// A word of a closed class.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Closed {
    /// Its id in the data.
    pub id: String,
    /// Its class: `prep`, `conj`, `sub`, `neg`, …
    pub class: String,
    /// What the class distinguishes: the slot of a preposition, the kind of a subordinator.
    pub sub: String,
    /// Keys of its words.
    pub keys: Vec<String>,
    /// As spelt.
    pub form: String,
    /// Its lemma with vowels, where that is not its form; several where letters that fold together are several words («أن», «إن»).
    pub lemmas: Vec<String>,
}

/// A personal name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Name {
    /// As spelt.
    pub name: String,
    /// Whether it is a family name rather than a given one.
    pub family: bool,
}

/// What tells an act: trigger words and where its parties stand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Frame {
    /// Stable id: `assault.bombard`.
    pub id: String,
    /// Position in [`Tables::event_types`].
    pub event_type: u8,
    /// Mode of the type.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code; the type's or mode's where absent.
    pub cameo: Option<String>,
    /// Trigger verbs.
    pub verbs: Vec<LemmaId>,
    /// Trigger nouns.
    pub nouns: Vec<LemmaId>,
    /// Slots that fill the source, best first.
    pub source: Vec<Slot>,
    /// Slots that fill the target, best first.
    pub target: Vec<Slot>,
    /// What a bare genitive after a trigger noun fills.
    pub of: Slot,
    /// The source must be somebody known.
    pub require_source: bool,
    /// The target must be somebody known.
    pub require_target: bool,
    /// Further parties of the subject are the target.
    pub symmetric: bool,
    /// Slots whose phrase must have one of these lemmas.
    pub needs: Vec<(Slot, Vec<LemmaId>)>,
    /// Slots whose phrase must have none of these lemmas.
    pub unless: Vec<(Slot, Vec<LemmaId>)>,
    /// File and line in the data.
    pub line: String,
}

/// What tells that somebody says something.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Reporting {
    /// Stable id.
    pub id: String,
    /// Verbs of saying.
    pub verbs: Vec<LemmaId>,
    /// Nouns of saying.
    pub nouns: Vec<LemmaId>,
    /// Fixed strings, as keys.
    pub phrases: Vec<Vec<String>>,
    /// How strongly it is said: `neutral`, `emphatic`, `warning`, …
    pub force: String,
    /// Status of acts told in what is said.
    pub content: Content,
    /// Where the speaker stands.
    pub speaker: Slot,
    /// Where what is said stands, best first.
    pub complement: Vec<Slot>,
    /// File and line in the data.
    pub line: String,
}

/// What tells whether an act is so.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cue {
    /// Stable id.
    pub id: String,
    /// Its kind: `negation`, `plan`, `condition`, …
    pub kind: String,
    /// Cue lemmas (verbs, nouns, adjectives).
    pub lemmas: Vec<LemmaId>,
    /// Fixed strings, as keys.
    pub phrases: Vec<Vec<String>>,
    /// What becomes of the acts in its scope.
    pub effect: Content,
    /// How far it reaches.
    pub scope: Scope,
    /// File and line in the data.
    pub line: String,
}

/// How far a cue reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// The next verb or event noun.
    #[default]
    Next,
    /// The clause or masdar it governs.
    That,
    /// What a preposition ب introduces.
    B,
    /// The genitive.
    Of,
    /// The whole clause.
    Clause,
}

/// A verb that carries an event noun.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Light {
    /// Stable id.
    pub id: String,
    /// The verbs.
    pub verbs: Vec<LemmaId>,
    /// Nouns that carry an event noun themselves («سلسلة غارات», «مسؤوليته عن الهجوم»).
    pub nouns: Vec<LemmaId>,
    /// Where the event noun stands.
    pub noun: Slot,
    /// Which slot of the event noun the verb's subject fills; `None` for none.
    pub subject: Option<Slot>,
    /// What becomes of the act.
    pub effect: Content,
    /// File and line in the data.
    pub line: String,
}

/// A state, organisation, group or other actor that is not an office or a person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Actor {
    /// Stable id.
    pub id: String,
    /// `state`, `igo`, `armed`, …
    pub kind: String,
    /// ISO 3166 alpha-3 or `IGO:UN`-like.
    pub country: String,
    /// What it does in its country.
    pub role: Role,
    /// Id of the actor it belongs to.
    pub parent: Option<String>,
    /// First day, ISO of any precision.
    pub from: Option<String>,
    /// Last day, ISO of any precision.
    pub to: Option<String>,
    /// Grammatical gender of its names; states are feminine unless the data says otherwise.
    pub gender: Option<Gender>,
    /// English name.
    pub en: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Names, the usual one first.
    pub names: Vec<String>,
    /// Relational adjectives (masculine singular, and irregular plurals).
    pub nisbas: Vec<String>,
    /// Places and things that stand for it.
    pub metonyms: Vec<String>,
    /// Words one of which the article must have for a name to count.
    pub need: Vec<String>,
    /// Ids of the members of a bloc.
    pub members: Vec<String>,
    /// File and line in the data.
    pub line: String,
}

/// A kind of office: «وزير الخارجية».
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Title {
    /// Stable id.
    pub id: String,
    /// Role of who holds it.
    pub role: Role,
    /// English name.
    pub en: String,
    /// Definite forms.
    pub forms: Vec<String>,
}

/// An office: a title in a state or an organisation.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Office {
    /// Stable id.
    pub id: String,
    /// Id of its title.
    pub title: String,
    /// Id of the actor it belongs to.
    pub of: String,
    /// Role of who holds it.
    pub role: Role,
    /// Code of its country or organisation.
    pub country: String,
    /// English name.
    pub en: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Whole phrases that name it.
    pub aliases: Vec<String>,
    /// File and line in the data.
    pub line: String,
}

/// A person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Person {
    /// Stable id.
    pub id: String,
    /// Code of the country.
    pub country: String,
    /// English name.
    pub en: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Names, the usual one first.
    pub names: Vec<String>,
    /// Short names that are enough alone.
    pub alone: Vec<String>,
    /// Role where it does not come from an office.
    pub role: Option<Role>,
    /// Id of the actor the person stands for without an office.
    pub of: Option<String>,
    /// File and line in the data.
    pub line: String,
}

/// Who held an office when.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Holder {
    /// Id of the office.
    pub office: String,
    /// Id of the person.
    pub person: String,
    /// First day, ISO of any precision.
    pub from: String,
    /// Last day, ISO of any precision; `None` for no known end.
    pub to: Option<String>,
    /// Where the fact comes from.
    pub provenance: String,
    /// File and line in the data.
    pub line: String,
}

/// A common noun that names a political actor.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Agent {
    /// Its id in the data.
    pub id: String,
    /// How it names one.
    pub class: AgentClass,
    /// Role.
    pub role: Role,
    /// The noun.
    pub lemma: LemmaId,
}

/// A noun that points back at somebody told before: «نظيره», «البلدان».
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Anaphor {
    /// Its id in the data.
    pub id: String,
    /// `counterpart`, `both`, `country`, `document`, `held`, `last` or `direction`.
    pub class: String,
    /// The noun.
    pub lemma: LemmaId,
}

/// How a common noun names an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentClass {
    /// Somebody: «جندي».
    #[default]
    Person,
    /// Several: «وفد», «فصيل».
    Group,
    /// An institution: «حكومة».
    Body,
    /// A thing that acts for its owner: «طائرة».
    Asset,
    /// A thing that is acted upon: «سفارة», «قرية».
    Site,
}

/// A place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// Stable id.
    pub id: String,
    /// `city`, `province`, `sea`, …
    pub kind: String,
    /// ISO 3166 alpha-3; empty for waters and regions of several states.
    pub country: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// English name.
    pub en: String,
    /// Names, the usual one first.
    pub names: Vec<String>,
}

/// What a counted noun means in a figure: «قتيل» counts the killed, persons.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Counted {
    /// Its id in the data.
    pub id: String,
    /// `killed`, `wounded`, `troops`, `money` …
    pub what: String,
    /// `person`, a currency, a measure.
    pub unit: Option<String>,
    /// The noun.
    pub lemma: LemmaId,
}
