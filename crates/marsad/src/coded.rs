//! What goes out: the coded article, the one type that is serialized, and read again where it was kept.
//!
//! In: what the coder found, with spans in bytes. Out: JSON of `schema: 1`, spans in code points, described by the files
//! in `docs/schema/`. Fields are in the order they are written; nothing is written that was not found.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Version of the shape of [`CodedArticle`]; a column that changes its meaning raises it.
pub const SCHEMA: u32 = 1;

/// Half-open range of code points of the body, or of the title where `in` says so.
pub type Range = [u32; 2];

/// One of a few words that the code gives (`day`, `agency`): no allocation but where it was read back.
pub type Name = Cow<'static, str>;

/// One article, coded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CodedArticle {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Which article.
    pub article: ArticleHeader,
    /// Reported acts, in the order of their triggers.
    pub claims: Vec<Claim>,
    /// What speakers said.
    pub statements: Vec<Statement>,
    /// Numbers with their meaning.
    pub figures: Vec<Figure>,
    /// Who is said to hold which office.
    pub roles: Vec<RoleAssertion>,
    /// Trouble met on the way.
    pub notes: Vec<Note>,
    /// What coded it.
    pub coder: CoderVersion,
}

/// The article's own fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ArticleHeader {
    /// As given, or the hash.
    pub id: String,
    /// As given.
    pub url: Option<String>,
    /// As given.
    pub outlet: Option<String>,
    /// As given, when it is a date or an RFC 3339 time.
    pub published: Option<String>,
    /// ISO 639-1 code of the body's language.
    pub language: String,
    /// As given.
    pub title: String,
    /// `sha256:…` of the body.
    pub hash: String,
    /// The text itself, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// One reported act.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// Stable for the same body, words and type.
    pub id: String,
    /// Which text its spans count in.
    #[serde(rename = "in")]
    pub field: Field,
    /// What kind of act.
    pub event_type: String,
    /// Which kind of that kind.
    pub mode: Option<String>,
    /// What it is about.
    pub contexts: Vec<String>,
    /// Who acts.
    pub source: Vec<Party>,
    /// Towards whom.
    pub target: Vec<Party>,
    /// Who else takes part: intermediaries, hosts, beneficiaries.
    pub others: Vec<Party>,
    /// Those of `others` through whom words of a threat, a demand, a promise or a refusal went: «عبر سويسرا».
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<Party>,
    /// On what condition it is threatened, demanded, promised or refused; `None` when the sentence does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// When; `None` when the text does not tell.
    pub date: Option<EventDate>,
    /// Where; `None` when the text does not tell.
    pub place: Option<EventPlace>,
    /// Is it so.
    pub factuality: Factuality,
    /// Who says so.
    pub attribution: Attribution,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// The word that tells it.
    pub trigger: Range,
    /// The sentence it stands in.
    pub sentence: Range,
    /// The sentence's words, cut to a short quote.
    pub evidence: String,
    /// CAMEO code.
    pub cameo: String,
    /// PLOVER type and mode for export.
    pub plover: Plover,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// −10 to +10.
    pub intensity: f32,
    /// Calibrated chance that the sentence tells an act of this type, 0 to 1.
    pub confidence: f32,
    /// Which frame coded it.
    pub frame: String,
    /// Id of the earlier claim that first tells the same act.
    pub retells: Option<String>,
    /// Id of the claim of this article that this one denies.
    pub denies: Option<String>,
}

/// What an act of words depends on: «إذا تكرر الاعتداء».
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Its words, from the word that makes it one.
    pub text: String,
    /// Where they stand.
    pub span: Range,
}

/// Which text of the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The headline.
    Title,
    /// The body.
    #[default]
    Body,
}

impl Field {
    /// Its name in the output: `body`.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["title", "body"][self as usize]
    }
}

/// Somebody who takes part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// The words that name it.
    pub name: String,
    /// Id in the knowledge base.
    pub actor: Option<String>,
    /// Id of the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// ISO 3166 alpha-3, or `IGO:UN`-like; `None` when unknown.
    pub country: Option<String>,
    /// What it does; `None` when unknown and for organisations.
    pub role: Option<Role>,
    /// Where the words stand.
    pub span: Range,
    /// How it was found.
    pub by: By,
}

/// How a party was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Its name stands there.
    Name,
    /// Its office does.
    Office,
    /// A relational adjective does.
    Nisba,
    /// Something that stands for it does.
    Metonym,
    /// A pronoun, or the subject of a verb without one.
    Pronoun,
    /// A common noun («الجنود»).
    #[default]
    Nominal,
    /// Nothing in the sentence: it is the other side of what the article told before, or another telling of the act has it.
    Context,
}

impl By {
    /// Its name in the output: `nisba`.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["name", "office", "nisba", "metonym", "pronoun", "nominal", "context"][self as usize]
    }
}

/// What somebody does in a country: the codes of `ontology/roles.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "ontology/roles.toml describes each")]
pub enum Role {
    #[default]
    Gov,
    Mil,
    Cop,
    Spy,
    Jud,
    Leg,
    Pty,
    Opp,
    Reb,
    Cvl,
    Ref,
    Med,
    Bus,
    Rel,
    Edu,
    Lab,
    Crm,
}

impl Role {
    /// All roles, in the order of the ontology.
    pub const ALL: [Role; 17] = [
        Role::Gov,
        Role::Mil,
        Role::Cop,
        Role::Spy,
        Role::Jud,
        Role::Leg,
        Role::Pty,
        Role::Opp,
        Role::Reb,
        Role::Cvl,
        Role::Ref,
        Role::Med,
        Role::Bus,
        Role::Rel,
        Role::Edu,
        Role::Lab,
        Role::Crm,
    ];

    /// Its code: `GOV`.
    #[must_use]
    pub fn code(self) -> &'static str {
        ["GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "CVL", "REF", "MED", "BUS", "REL", "EDU", "LAB", "CRM"]
            [self as usize]
    }

    /// The role of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Is it so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Factuality {
    /// It happened or is happening.
    #[default]
    Actual,
    /// Scheduled, promised or intended.
    Planned,
    /// Only if something else happens.
    Conditional,
    /// The text says that it did not happen.
    Denied,
    /// Somebody other than the reporter accuses that it happened.
    Alleged,
}

impl Factuality {
    /// Its name in the output: `actual`.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["actual", "planned", "conditional", "denied", "alleged"][self as usize]
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Actual, Self::Planned, Self::Conditional, Self::Denied, Self::Alleged].into_iter().find(|status| status.name() == name)
    }
}

/// When an act happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EventDate {
    /// EDTF.
    pub edtf: String,
    /// First day, ISO; `None` for an open start.
    pub start: Option<String>,
    /// Last day, ISO; `None` for an open end.
    pub end: Option<String>,
    /// `day`, `month`, `year`, `interval` …
    pub precision: Name,
    /// Where the words stand; the trigger where it is carried.
    pub span: Range,
    /// Another telling of the act tells it, not this one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub carried: bool,
}

/// Where an act happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EventPlace {
    /// The words that name it.
    pub name: String,
    /// Id in the knowledge base.
    pub id: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// ISO 3166 alpha-3; `None` for waters and regions of several states.
    pub country: Option<String>,
    /// `city`, `province`, `country` …: how exactly the text tells.
    pub precision: String,
    /// Where the words stand; the trigger where it is carried.
    pub span: Range,
    /// Another telling of the act tells it, not this one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub carried: bool,
}

/// Who says so.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Attribution {
    /// On whose word; `None` when the outlet itself tells it.
    pub speaker: Option<Party>,
    /// Outlet → agency → relay → document, as far as the text names them.
    pub chain: Vec<ChainLink>,
    /// `direct`, `indirect` or `none`.
    pub kind: Name,
    /// The words that tell that somebody says it.
    pub cue: Option<Range>,
}

/// One carrier of the report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChainLink {
    /// `outlet`, `agency`, `relay` or `document`.
    pub role: Name,
    /// Id in the knowledge base.
    pub actor: Option<String>,
    /// The words that name it.
    pub name: String,
    /// Where they stand.
    pub span: Range,
}

/// What a speaker said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// Which text its spans count in.
    #[serde(rename = "in")]
    pub field: Field,
    /// Who.
    pub speaker: Option<Party>,
    /// To whom.
    pub addressee: Option<Party>,
    /// About what: the phrase that «بشأن» or «عن» introduces.
    pub topic: Option<Range>,
    /// What.
    pub content: Range,
    /// The reporting word.
    pub verb: Range,
    /// `neutral`, `emphatic`, `warning` …
    pub force: String,
    /// `direct` or `indirect`.
    pub quoted: Name,
    /// Through whom it reached the outlet.
    pub attribution: Attribution,
}

/// A number with its meaning.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// Which text its span counts in.
    #[serde(rename = "in")]
    pub field: Field,
    /// `killed`, `wounded`, `troops`, `money` …, `count` when the counted noun has no meaning of its own.
    pub what: String,
    /// The number; `None` for «عشرات».
    pub value: Option<f64>,
    /// Least.
    pub low: Option<f64>,
    /// Most.
    pub high: Option<f64>,
    /// `APPROX`, `MORE_THAN`, `LESS_THAN`, `EQUAL_OR_MORE`, `EQUAL_OR_LESS`.
    #[serde(rename = "mod")]
    pub modifier: Option<Name>,
    /// `person`, `percent`, a currency, a measure; `None` when the counted noun is none of these.
    pub unit: Option<String>,
    /// The counted noun.
    pub counted: Option<String>,
    /// Where the words stand.
    pub span: Range,
    /// Who gave it.
    pub attribution: Attribution,
}

/// Who is said to hold which office.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RoleAssertion {
    /// Which text its span counts in.
    #[serde(rename = "in")]
    pub field: Field,
    /// The person's name as written.
    pub name: String,
    /// Id of the office, or of the kind of office where the office is unknown.
    pub office: String,
    /// Code of the country or organisation.
    pub country: Option<String>,
    /// The day it is told for: the publication date, ISO.
    pub on: Option<String>,
    /// Where the words stand.
    pub span: Range,
}

/// Trouble met on the way; never a failure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Which text its span counts in.
    #[serde(rename = "in")]
    pub field: Field,
    /// What kind: `unknown-office`, `no-date` …
    pub kind: Name,
    /// Where.
    pub span: Range,
    /// In words.
    pub text: String,
}

/// PLOVER's labels.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Plover {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
}

/// What coded an article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CoderVersion {
    /// Version of the program.
    pub marsad: Name,
    /// Language and version of the pack.
    pub pack: String,
    /// Version of the ontology.
    pub ontology: String,
}
