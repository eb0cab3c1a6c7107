//! A claim before it is judged and written out, and why a trigger gave none.

use super::told::Evidence;
use crate::actor::Who;
use crate::pack::Slot;
use crate::syntax::Arguments;

/// A claim before it is written out.
#[derive(Clone, Debug)]
pub struct Draft<'l> {
    /// Row of the frame.
    pub frame: u32,
    /// The trigger's word.
    pub trigger: usize,
    /// Who acts.
    pub source: Vec<Who<'l>>,
    /// Towards whom.
    pub target: Vec<Who<'l>>,
    /// Who else takes part.
    pub others: Vec<Who<'l>>,
    /// The trigger's slots.
    pub arguments: Arguments,
    /// The trigger is a verb.
    pub verb: bool,
    /// A light verb carries it.
    pub light: Option<usize>,
    /// A verb or a noun carries it.
    pub carrier: Option<usize>,
    /// A reporting or planning verb governs the trigger noun.
    pub governed: bool,
    /// Who does it is whom another act blames for it («حمّلت تركيا مسؤولية القصف»).
    pub blamed: bool,
    /// An indefinite participle tells it («مطالبا»).
    pub participle: bool,
    /// It stands in a relative clause.
    pub relative: bool,
    /// The letters of the trigger may be another lemma.
    pub tied: bool,
    /// The light verb tells it as the result of another act («أدى إلى مقتل»).
    pub result: bool,
    /// The verb was read as passive.
    pub passive: bool,
    /// What speaks for it that a noun tells the act.
    pub evidence: Evidence,
    /// What speaks against it that it is an act at all.
    pub doubt: Option<Doubt>,
    /// Countries of those whom the deed befell that it answers: it is towards none of them.
    pub befallen: Vec<&'l str>,
    /// Who is told to have done it denies it.
    pub disowned: bool,
    /// Why it is no act of its own although its words fit: a side that the frame requires is nobody known. What it demands or threatens is no act either.
    pub lacks: Option<&'static str>,
}

/// Why a trigger may tell no act although its words fit; how much that weighs is learnt (`lang/ar/confidence.tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The noun may refer to an act rather than tell it.
    Noun,
    /// A relative clause may refer to an act rather than tell it.
    Relative,
}

impl Doubt {
    /// As in `lang/ar/confidence.tsv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Noun => "doubt-noun",
            Self::Relative => "doubt-relative",
        }
    }
}

/// Why a trigger gave no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// In a few words.
    pub why: &'static str,
    /// The slot whose words decide, where it is one.
    pub slot: Option<Slot>,
}

impl From<&'static str> for Refusal {
    fn from(why: &'static str) -> Self {
        Self { why, slot: None }
    }
}
