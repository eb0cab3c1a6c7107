//! Words as the pack holds them: the lexicon with its forms and features, closed classes, names, clusters.

use serde::{Deserialize, Serialize};

use super::Forms;

/// Index into [`Lexicon::lemmas`].
pub type LemmaId = u32;

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
    /// Inflected forms.
    pub forms: Forms,
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
    /// Verbs: whom it acts upon is a person («قتل»), so that an adjective of a state beside it is one («قتل فلسطيني»).
    pub of_person: bool,
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
    /// An imperfect that is spelt so in the jussive alone («يقل», «يدع»).
    pub jussive: bool,
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
