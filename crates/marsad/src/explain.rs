//! Why: what each claim rests on, and which triggers were considered and gave none.
//!
//! In: an article. Out: its coded form with a [`Reason`] for each claim, and what was [`Considered`] and refused.
//!
//! «هددت إسرائيل بمهاجمة إيران» → the claim of the threat by `threaten.violence` (frames/threaten.toml:12); refused: «مهاجمة»,
//! for it is only what somebody wants, threatens or aims at.

use serde::{Serialize, Serializer};

use crate::article::Article;
use crate::coded::{CodedArticle, Field, Range};
use crate::coder::walk;
pub use crate::links::{Meant, standing};
use crate::pack::{Lang, Slot};

/// A coded article with its reasons.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// As [`crate::code`] gives it.
    pub coded: CodedArticle,
    /// One a claim, in the same order.
    pub reasons: Vec<Reason>,
    /// Triggers without a claim, in the order of the text.
    pub considered: Vec<Considered>,
}

/// What a claim rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    /// File and line of its frame.
    pub line: String,
    /// The lemma of the trigger.
    pub lemma: String,
    /// What fills its slots: slot and words; serialized with the slots' names in the data.
    #[serde(serialize_with = "by_name")]
    pub slots: Vec<(Slot, Range)>,
    /// The word that tells that it is not plainly so.
    pub cue: Option<Range>,
    /// The verb that carries the trigger noun.
    pub light: Option<Range>,
    /// The verb was read as passive: its grammatical subject is who it was done to.
    pub passive: bool,
    /// What its confidence is weighed from.
    pub features: Vec<String>,
    /// Who may stand on a side where nobody is told, the likeliest first.
    pub meant: Vec<Meant>,
}

/// A trigger that gave no claim.
#[derive(Clone, Debug, Serialize)]
pub struct Considered {
    /// Which text it stands in.
    #[serde(rename = "in")]
    pub field: Field,
    /// Where.
    pub trigger: Range,
    /// The word.
    pub word: String,
    /// The frame that was tried.
    pub frame: String,
    /// File and line of the frame.
    pub line: String,
    /// Why it gave none.
    pub why: &'static str,
    /// The slot whose words decided, by its name in the data; `None` where another reason did.
    pub slot: Option<&'static str>,
}

/// Codes an article and says why.
///
/// Cost: that of coding, and a little more for the texts of the reasons.
#[must_use]
pub fn explain(article: &Article, lang: &Lang) -> Explanation {
    explain_from(article, lang, lang.floor())
}

/// As [`explain`], with claims of at least this confidence, 0 to 1.
#[must_use]
pub fn explain_from(article: &Article, lang: &Lang, min_confidence: f32) -> Explanation {
    explained(article, lang, min_confidence, false)
}

/// As [`explain_from`], with who might stand on each side of a claim were it not told: what weights are learnt from.
#[must_use]
pub fn rehearse(article: &Article, lang: &Lang, min_confidence: f32) -> Explanation {
    explained(article, lang, min_confidence, true)
}

fn explained(article: &Article, lang: &Lang, min_confidence: f32, rehearse: bool) -> Explanation {
    let (mut reasons, mut considered) = (Vec::new(), Vec::new());
    let (coded, meant) = walk(article, lang, min_confidence, None, rehearse, &mut |part, sentence, lang| {
        let words = &sentence.parse.words;
        let at = |word: usize| part.points.span(words[word].span);
        for judged in &sentence.acts {
            let draft = &judged.draft;
            let slots = draft.arguments.slots.iter().map(|(slot, argument)| {
                let words = match argument {
                    crate::syntax::Argument::Phrase(phrase) => sentence.parse.phrases[*phrase].words.clone(),
                    crate::syntax::Argument::Words(words) => words.clone(),
                    crate::syntax::Argument::Pronoun(word) => *word..*word + 1,
                };
                (*slot, part.points.span(sentence.parse.span_of(words)))
            });
            reasons.push(Reason {
                line: lang.tables.frames[draft.frame as usize].line.clone(),
                lemma: words[draft.trigger].lemma.map(|lemma| lang.lemma(lemma).lemma.clone()).unwrap_or_default(),
                slots: slots.collect(),
                cue: judged.cue.map(at),
                light: draft.light.map(at),
                passive: draft.passive,
                meant: Vec::new(),
                features: crate::event::features(
                    judged,
                    sentence.parse,
                    sentence.opinions,
                    part.field,
                    (sentence.index, part.n_sentences),
                    lang,
                ),
            });
        }
        for refused in &sentence.refused {
            let frame = &lang.tables.frames[refused.frame as usize];
            considered.push(Considered {
                field: part.field,
                trigger: at(refused.trigger),
                word: words[refused.trigger].span.of(part.text).to_owned(),
                frame: frame.id.clone(),
                line: frame.line.clone(),
                why: refused.why.why,
                slot: refused.why.slot.map(Slot::name),
            });
        }
    });
    reasons.iter_mut().zip(meant).for_each(|(reason, meant): (&mut Reason, Vec<Meant>)| reason.meant = meant);
    Explanation { coded, reasons, considered }
}

fn by_name<S: Serializer>(slots: &[(Slot, Range)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(slots.iter().map(|(slot, words)| (slot.name(), words)))
}
