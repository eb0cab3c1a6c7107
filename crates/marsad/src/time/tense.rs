//! Which tense do the words before an expression tell, by their forms alone.
//!
//! In: a [`Scan`], the expression's first token. Out: [`Tense`]. «من المقرر أن يلتقيا الأحد» and «سيلتقيان الأحد» are to come,
//! «أقيمت في 28 ديسمبر» was. The nearest word that tells decides: a word of the future, or a token that can only be a verb.
//!
//! A verb of reporting tells nothing («أعلن أن الجلسة في 5 نوفمبر»), nor does a word that sets what is to come («حدد», «موعد», rows of the
//! kind `plan`), nor one that a preposition parts from the expression («وافق على إجرائها في 5 نوفمبر»). Where words are
//! analysed, [`crate::code`] decides again.

use super::Tense;
use super::index::{Prep, Scan, Sense};
use super::parse::Base;
use crate::pack::{Aspect, Form, Lang, LemmaId, Upos};

/// How far back a word may tell, in tokens.
const REACH: usize = 30;

/// How far from an imperfect that begins a sentence its time stands, in tokens.
const HEAD: usize = 8;

/// How far «كان» stands before the verb that it puts into the past, in tokens.
const BESIDE: usize = 4;

enum Verb {
    Perfect(LemmaId),
    Imperfect,
}

/// The tense of an expression that begins at `at`.
pub(super) fn before(scan: &Scan<'_>, at: usize, base: &Base, lang: &Lang) -> Tense {
    let (mut linked, mut imperfect) = (false, None);
    for word in (scan.range.start.max(at.saturating_sub(REACH))..at).rev() {
        if tells_future(scan, word, lang) {
            // «كانت مقررة».
            let was = word.checked_sub(1).filter(|before| *before >= scan.range.start).and_then(|before| verb(scan, before, lang));
            return if matches!(was, Some(Verb::Perfect(lemma)) if lang.is_auxiliary(lemma)) { Tense::Past } else { Tense::Future };
        }
        if scan.skip(word, Sense::Plan).is_some() {
            return Tense::Unknown;
        }
        match verb(scan, word, lang) {
            Some(Verb::Perfect(lemma)) => {
                // «الذي فاز»: a clause beside the one that the expression belongs to.
                let relative = word > scan.range.start && lang.closed(&scan.tokens[word - 1].key).any(|closed| closed.class == "rel");
                if relative && !lang.reporting.contains_key(&lemma) {
                    continue;
                }
                // «أراد أن يجتمع»: the time is that of the second verb; «كان يلتقي» was.
                if let Some(second) = imperfect {
                    return if lang.is_auxiliary(lemma) && second - word <= BESIDE { Tense::Past } else { Tense::Unknown };
                }
                let tells = !linked && !lang.reporting.contains_key(&lemma);
                return if tells { Tense::Past } else { Tense::Unknown };
            }
            Some(Verb::Imperfect) => {
                let soon = matches!(base, Base::Later { .. } | Base::Weekday { shift: None, .. });
                if word == scan.range.start && soon && at - word <= HEAD {
                    return Tense::Future;
                }
                imperfect = imperfect.or(Some(word));
            }
            None => linked = linked || links(scan, word, lang),
        }
    }
    Tense::Unknown
}

/// Whether a token is a preposition, alone or written together, other than those of time and place.
fn links(scan: &Scan<'_>, at: usize, lang: &Lang) -> bool {
    if matches!(scan.prep(at), Some((Prep::In | Prep::During | Prep::From | Prep::Since, _))) {
        return false;
    }
    let key = &*scan.tokens[at].key;
    let alone = |key: &str| lang.closed(key).any(|closed| closed.class == "prep" && closed.keys.len() == 1 && closed.sub != "in");
    let together = |rest: &str| lang.forms(rest).len() > 0 && lang.forms(key).len() == 0;
    alone(key) || scan.index.without_letter(key, true).is_some_and(together)
}

/// A token that can only be a verb, perhaps with a conjunction.
fn verb(scan: &Scan<'_>, at: usize, lang: &Lang) -> Option<Verb> {
    let key = &*scan.tokens[at].key;
    let mut forms = lang.forms(key);
    if forms.len() == 0 {
        forms = lang.forms(scan.index.without_letter(key, false)?);
    }
    let is = |form: Form<'_>, aspect: Aspect| {
        form.feats.aspect == Some(aspect) && form.feats.verb_form.is_none() && matches!(lang.lemma(form.lemma).upos, Upos::Verb | Upos::Aux)
    };
    let first = forms.clone().next()?;
    if !matches!(lang.lemma(first.lemma).upos, Upos::Verb | Upos::Aux) || lang.closed(key).next().is_some() {
        None
    } else if forms.clone().all(|form| is(form, Aspect::Perf)) {
        Some(Verb::Perfect(first.lemma))
    } else if forms.clone().all(|form| is(form, Aspect::Imp)) {
        Some(Verb::Imperfect)
    } else {
        None
    }
}

/// Whether a token says that what follows has not happened: «سوف», «من المقرر», «سيزور».
fn tells_future(scan: &Scan<'_>, at: usize, lang: &Lang) -> bool {
    if scan.skip(at, Sense::Future).is_some() {
        return true;
    }
    let key = &*scan.tokens[at].key;
    let Some(rest) = scan.index.after_future_letter(key) else { return false };
    // «في سيبادان»: no verb stands behind a preposition.
    let governed =
        at > scan.range.start && lang.closed(&scan.tokens[at - 1].key).any(|closed| closed.class == "prep" && closed.keys.len() == 1);
    let imperfect = |form: Form<'_>| form.feats.aspect == Some(Aspect::Imp) && form.feats.verb_form.is_none();
    !governed && lang.forms(rest).any(imperfect) && lang.forms(key).len() == 0
}
