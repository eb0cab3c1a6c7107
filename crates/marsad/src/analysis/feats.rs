//! The features of a word as UD writes them, from its form; the case from the tagger.
//!
//! «المسؤولين», NOUN → `Case=Gen|Definite=Def|Gender=Masc|Number=Plur`. What the letters do not tell is left out, never guessed.

use crate::morph::Word;
use crate::pack::{Aspect, Gender, Lang, Number, Upos, VerbForm, Voice};

/// The features of a word, sorted by name. `construct` tells that a genitive or a pronoun follows; `case` is `Nom`, `Acc`, `Gen` or empty;
/// `voice` that of the verb in its sentence.
pub(super) fn feats(word: &Word, upos: Upos, case: &str, construct: bool, voice: Voice, lang: &Lang) -> Vec<String> {
    let mut feats: Vec<String> = Vec::new();
    let mut add = |name: &str, value: &str| feats.push(format!("{name}={value}"));
    let nominal = matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj);
    let verbal = matches!(upos, Upos::Verb | Upos::Aux);
    let features = word.feats;
    let finite = features.verb_form.is_none();
    if verbal && finite {
        match features.aspect {
            Some(Aspect::Perf) => {
                add("Aspect", "Perf");
                add("Tense", "Past");
            }
            Some(Aspect::Imp) => {
                add("Aspect", "Imp");
                add("Tense", "Pres");
            }
            Some(Aspect::Imper) => add("Mood", "Imp"),
            None => {}
        }
    }
    if nominal && !case.is_empty() {
        add("Case", case);
    }
    if nominal {
        let definite = if word.definite {
            "Def"
        } else if construct {
            "Cons"
        } else {
            "Ind"
        };
        if upos != Upos::Propn || word.definite {
            add("Definite", definite);
        }
    }
    if nominal || verbal || upos == Upos::Pron {
        match features.gender {
            Some(Gender::Masc) => add("Gender", "Masc"),
            Some(Gender::Fem) => add("Gender", "Fem"),
            None => {}
        }
        let plural = word.lemma.is_some_and(|lemma| lang.lemma(lemma).is_listed_in_plural());
        match features.number.map(|number| if plural { Number::Plur } else { number }) {
            Some(Number::Sing) => add("Number", "Sing"),
            Some(Number::Dual) => add("Number", "Dual"),
            Some(Number::Plur) => add("Number", "Plur"),
            None => {}
        }
    }
    if (verbal || upos == Upos::Pron) && features.person > 0 {
        add("Person", &features.person.to_string());
    }
    if upos == Upos::Num && word.key.starts_with(|letter: char| letter.is_ascii_digit()) {
        add("NumForm", "Digit");
    }
    if verbal && finite {
        match voice {
            Voice::Act => add("Voice", "Act"),
            Voice::Pass => add("Voice", "Pass"),
            Voice::Either => {}
        }
        add("VerbForm", "Fin");
    }
    match features.verb_form {
        Some(VerbForm::Masdar) if upos == Upos::Noun => add("VerbForm", "Vnoun"),
        Some(VerbForm::ActPart | VerbForm::PassPart) if nominal => {
            add("VerbForm", "Part");
            add("Voice", if features.verb_form == Some(VerbForm::ActPart) { "Act" } else { "Pass" });
        }
        _ => {}
    }
    if word.is_class("neg", lang) && matches!(upos, Upos::Part | Upos::Verb) {
        add("Polarity", "Neg");
    }
    feats.sort();
    feats.dedup();
    feats
}
