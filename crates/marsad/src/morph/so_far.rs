//! What the clause so far has told: its subject, its verb, a noun of saying.
//!
//! In: the words before a token. Out: whether they may end a subject, and its gender; whether a verb stands open; what may not have a genitive.
//!
//! «إن جنديا»: a subject, whose verb is to come. «أعلنت روسيا والصين»: a verb with its subjects, so no second one follows.
//!
//! What follows from it for the readings of the next token is [`super::context`]'s.

use super::context::has_tanwin;
use super::{Part, Word};
use crate::pack::{Case, Gender, Lang, Number, Slot, State, Upos};

/// Whether the last word may end the subject of a verb to come.
pub(super) fn follows_subject(words: &[Word], lang: &Lang) -> bool {
    let mut before = words.iter().rev().filter(|word| !word.is_mark("\"«»“”'()"));
    let Some(last) = before.next() else { return false };
    // «نفى الجيش أنه قصف المدرسة», «إن بلاده توافق على المقترح»; «يذكر أنه قتل ستون» has a pronoun that means nobody.
    if last.is_enclitic() {
        let that = |word: Option<&Word>| word.is_some_and(|word| word.is_sub("sub", "that", lang));
        let nominal = |word: Option<&Word>| word.is_some_and(|word| matches!(word.upos, Upos::Noun | Upos::Adj | Upos::Propn));
        let whose = before.next();
        return that(whose) && nominal(before.next()) || nominal(whose) && that(before.next());
    }
    // «إن جنديا قتل»: what has tanwin takes no genitive.
    let somebody = has_tanwin(&last.feats) && matches!(last.upos, Upos::Noun | Upos::Adj) && is_told(words, lang);
    (somebody || last.upos == Upos::Propn || last.definite && matches!(last.upos, Upos::Noun | Upos::Adj)) && !last.is_class("prep", lang)
}

/// Whether a definite noun with its adjectives and names is all that stands so far: «الوزير المصري تعهد بدعم السودان» has its verb, for no masdar goes with
/// what has the article.
pub(super) fn is_headed(words: &[Word]) -> bool {
    let mut told = words.iter().filter(|word| word.upos != Upos::Punct);
    told.next().is_some_and(|first| first.upos == Upos::Noun && first.definite)
        && told.all(|word| matches!(word.upos, Upos::Adj | Upos::Propn))
}

/// The gender of the noun phrase that ends the words, where its first noun is singular: «الجيش السوري», «وزيرة الخارجية».
pub(super) fn subject_gender(words: &[Word]) -> Option<Gender> {
    let noun = |word: &Word| matches!(word.upos, Upos::Noun | Upos::Propn);
    let mut at = words.iter().rposition(|word| word.upos != Upos::Adj && !word.is_mark("\"«»“”'()"))?;
    while at > 0 && noun(&words[at]) && words[at - 1].upos == Upos::Noun && !words[at - 1].definite && !words[at].is_enclitic() {
        at -= 1;
    }
    let one = words[at].upos == Upos::Noun && words[at].feats.number == Some(Number::Sing);
    // «بموجب هذا الاتفاق تزود إيران»: what stands behind a preposition is no subject.
    let before = words[..at].iter().rev().find(|word| word.upos != Upos::Det && (word.upos != Upos::Noun || word.definite));
    let governed = before.is_some_and(|word| word.slot.is_some() || word.part == Part::Fixed || word.upos == Upos::Adp);
    words[at].feats.gender.filter(|_| one && !governed)
}

/// Whether a verb stands in the clause so far, other than an auxiliary.
pub(super) fn has_open_verb(words: &[Word], lang: &Lang) -> bool {
    let words = without_insertion(words, lang);
    if joins_subjects(words, lang) {
        return true;
    }
    for word in words.iter().rev().take(12) {
        if word.upos == Upos::Punct && !word.is_mark("\"«»“”'()")
            || word.upos == Upos::Sconj
            || word.is_class("rel", lang)
            || word.upos == Upos::Cconj
        {
            return false;
        }
        if word.is_verb() {
            return !word.lemma.is_some_and(|lemma| lang.is_auxiliary(lemma));
        }
    }
    false
}

/// The words without what two commas part from the clause at their end: «استأنفت إسرائيل، الخميس، قصف غزة», «أعلنت الوزارة، في بيان نشرته أمس، قصف».
fn without_insertion<'w>(words: &'w [Word], lang: &Lang) -> &'w [Word] {
    let [before @ .., last] = words else { return words };
    let open = before.iter().rposition(|word| word.is_mark("،,")).filter(|_| last.is_mark("،,"));
    let Some((clause, inner)) = open.map(|open| (&words[..open], &before[open + 1..])) else { return words };
    let clauses = |word: &Word| word.is_verb() || matches!(word.upos, Upos::Sconj | Upos::Cconj);
    let adverb = !inner.is_empty() && inner.len() <= ADVERB && !inner.iter().any(clauses);
    let phrase = inner.len() <= PHRASE && inner.first().is_some_and(|first| first.is_class("prep", lang));
    if adverb || phrase { clause } else { words }
}

/// «أعلنت روسيا والصين رفضهما», «أكد الرئيسان المصري والفرنسي رفضهما»: whether two that are joined end the words, right after a verb that is theirs.
pub(super) fn joins_subjects(words: &[Word], lang: &Lang) -> bool {
    let Some(conj) = words.iter().rposition(|word| word.upos == Upos::Cconj) else { return false };
    let Some(verb) = words[..conj].iter().rposition(|word| word.is_verb()) else { return false };
    let who = |word: &Word| word.upos == Upos::Propn || word.definite && matches!(word.upos, Upos::Noun | Upos::Adj);
    let subject = |words: &[Word]| (1..=SUBJECT).contains(&words.len()) && words.last().is_some_and(who) && words.iter().all(is_nominal);
    let tells = !words[verb].lemma.is_some_and(|lemma| lang.is_auxiliary(lemma));
    tells && words[conj].is_sub("conj", "coord", lang) && subject(&words[verb + 1..conj]) && subject(&words[conj + 1..])
}

/// Whether a word may stand in a phrase of nouns and adjectives alone.
fn is_nominal(word: &Word) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron) || word.is_mark("\"«»“”'()")
}

/// How long what commas part from the clause around it may be, in words: without a verb, and as a phrase with a preposition.
const ADVERB: usize = 2;
const PHRASE: usize = 10;

/// Whether a noun or its adjective has the ending that goes before a genitive: «مدنيين», «جنديا».
pub(super) fn ends_before_genitive(word: &Word) -> bool {
    // «رفع مسلحون عراقيون علمهم»: after a subject comes its object.
    let subject = word.feats.case == Some(Case::Nom);
    matches!(word.upos, Upos::Noun | Upos::Adj) && !word.definite && !subject && word.feats.state == State::Absolute
}

/// Whether a definite noun, or one with a pronoun, stands right before.
pub(super) fn after_definite_noun(words: &[Word]) -> bool {
    words.last().is_some_and(|last| last.upos == Upos::Noun && last.definite)
}

/// Whether a verbal noun of saying and its genitive stand right before.
pub(super) fn after_announcement(words: &[Word], lang: &Lang) -> bool {
    let [.., noun, genitive] = words else { return false };
    let says = |word: &Word| {
        let mut verbs = word.lemmas().filter_map(|lemma| lang.lemma(lemma).masdar_of);
        verbs.any(|verb| lang.reporting.contains_key(&verb))
    };
    noun.upos == Upos::Noun && says(noun) && (genitive.upos == Upos::Propn || genitive.definite && genitive.upos == Upos::Noun)
}

/// Whether «كان» stands in the clause so far: «كان الوزير وصل».
pub(super) fn has_auxiliary(words: &[Word], lang: &Lang) -> bool {
    let clause = words.iter().rev().take(12).take_while(|word| !matches!(word.upos, Upos::Punct | Upos::Sconj));
    clause.into_iter().any(|word| word.is_verb() && word.lemma.is_some_and(|lemma| lang.is_auxiliary(lemma)))
}

/// Whether «إن» begins the clause so far, in which no verb stands: «إن رئيس الوزراء طلب». Between the two stands its subject alone.
pub(super) fn is_told(words: &[Word], lang: &Lang) -> bool {
    let begin = words.iter().rev().take(SUBJECT).position(|word| !(word.is_nominal() || word.upos == Upos::Adj || word.is_enclitic()));
    begin.is_some_and(|at| at > 0 && words[words.len() - 1 - at].is_sub("sub", "that", lang))
}

/// Whether «أن على» and whose duty it is end the words: what he should do is a noun («أن على إسرائيل وقف الاستيطان»).
pub(super) fn after_duty(words: &[Word], lang: &Lang) -> bool {
    let on = words.iter().rposition(|word| !(word.is_nominal() || word.upos == Upos::Adj));
    on.is_some_and(|at| at + 1 < words.len() && words[at].slot == Some(Slot::On) && at > 0 && words[at - 1].is_sub("sub", "that", lang))
}

/// How many words the subject after «إن» may have.
const SUBJECT: usize = 8;

/// How many genitives an office may have: «رئيس جهاز مكافحة الإرهاب».
const GENITIVES: usize = 4;

/// Whether a definite noun for one person and a definite adjective end the words: «النائب اليمني», «وزير الزراعة الليبي».
pub(super) fn after_titled(words: &[Word], lang: &Lang) -> bool {
    let described = words.last().is_some_and(|last| last.upos == Upos::Adj && last.definite);
    let human = |word: &Word| word.feats.number == Some(Number::Sing) && word.lemma.is_some_and(|lemma| lang.lemma(lemma).human);
    let mut nouns = words.iter().rev().skip_while(|word| word.upos == Upos::Adj);
    let Some(last) = nouns.next().filter(|last| described && last.definite) else { return false };
    let mut heads = nouns.take(GENITIVES).take_while(|word| word.upos == Upos::Noun && !word.definite && word.slot.is_none());
    human(last) || heads.any(human)
}
