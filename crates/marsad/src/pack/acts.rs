//! What tells acts, as the pack holds it: event types, frames, reporting expressions, cues, light verbs.

use serde::{Deserialize, Serialize};

use super::LemmaId;
use super::slot::Slot;
use crate::coded::{Factuality, Role};

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
    /// Which side of what its content tells is its target where nothing else tells one: what is promised or threatened is so to somebody, what is
    /// demanded is so of whoever does it.
    pub content_target: Option<Side>,
    /// It answers somebody: where nothing tells whom, the one other side that the article told of with this one.
    pub answers: bool,
    /// It is politics inside one state too: a release, a curfew that ends.
    pub at_home: bool,
    /// Both sides do it: a meeting of A with B is one of B with A.
    pub mutual: bool,
    /// What a state acts by, where nothing but the state is told: «غارة إسرائيلية» is its forces'.
    pub doer: Option<Role>,
    /// Who does it at home where nobody is told to, in an article about one state: its government coerces, its people protest.
    pub untold: Option<Role>,
    /// The party that the people of a place are where an act is told with nothing but where it was: «احتجاجات في تونس».
    pub people: Option<Side>,
    /// Its modes.
    pub modes: Vec<Mode>,
}

/// One of the two parties of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// Who acts.
    Source,
    /// Towards whom.
    Target,
}

/// The form in which alone a verb tells an act: «لن تتراجع» is a refusal, «سترد بقوة» a threat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// After the negation of what is to come.
    Negated,
    /// After the negation of what is or will be: «لا تقبل», «لن تقبل». «لم تقبل» denies the act that it tells.
    Not,
    /// After a particle of the future.
    Future,
    /// Not a verb but whose duty it is tells the act: «على روسيا أن تنسحب».
    Owed,
    /// A verb in what somebody says of another: «قال إن الحكومة أخفقت في حماية المدنيين» blames the government.
    Said,
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
    /// It is done at home, to nobody abroad: a state of emergency, a resignation.
    pub at_home: bool,
    /// Who does it at home where nobody is told to, if others than its type says: «حكم على ناشط بالسجن» is a court's.
    pub untold: Option<Role>,
    /// The form in which its verbs tell the act; any where absent. The form then says nothing of its status.
    pub when: Option<When>,
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
    /// Where the speaker stands; `Subject` for a phrase that a verb of saying follows, whose subject it is.
    pub speaker: Slot,
    /// Where who passes it on stands, for verbs that have a speaker beside him («نقلت وكالة عن مسؤول»).
    pub carrier: Option<Slot>,
    /// Acts told there by a noun are taken as known, on nobody's word («رحبت بالاتفاق»).
    pub presumes: bool,
    /// Where what is said stands, best first.
    pub complement: Vec<Slot>,
    /// File and line in the data.
    pub line: String,
}

/// Nouns of what carries a report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CarrierNoun {
    /// Stable id.
    pub id: String,
    /// What they are.
    pub role: CarrierRole,
    /// The nouns.
    pub nouns: Vec<LemmaId>,
    /// File and line in the data.
    pub line: String,
}

/// What carries a report, from the outside in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CarrierRole {
    /// A newspaper, channel, site.
    Outlet,
    /// A news agency.
    Agency,
    /// Anybody else who passes on what another said.
    #[default]
    Relay,
    /// Something written.
    Document,
}

impl CarrierRole {
    /// All, from the outside in.
    pub const ALL: [Self; 4] = [Self::Outlet, Self::Agency, Self::Relay, Self::Document];

    /// Its name in data and output.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["outlet", "agency", "relay", "document"][self as usize]
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
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
    /// What the noun is about: its genitive, what «عن» introduces, what a clause tells of it.
    About,
    /// The whole clause.
    Clause,
    /// The noun that the cue describes: «الاجتماع المقرر».
    Described,
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
