//! The lemma of a word, once its part of speech is settled.
//!
//! «المسلحون» tagged as a noun or adjective is the participle «مسلح», not the verb; «قدمت» tagged as a verb is «قدم» whatever else its
//! letters are; a pronoun is «هو» whoever it means. What the lexicon lacks keeps its letters, the article and a feminine or plural
//! ending taken off where the part of speech has them.

use std::cell::OnceCell;

use crate::morph::{Word, lemmas_of, vocalise};
use crate::pack::{Lang, LemmaId, Upos, VerbForm};
use crate::text::Token;
use crate::text::fold::{bare, is_ignorable};

/// The lemma of a word without vowels, and with them where the lexicon knows. `named` tells that the word is a name by itself.
pub(super) fn lemma(
    word: &Word,
    form: &str,
    (upos, named): (Upos, bool),
    text: &str,
    token: &Token,
    lang: &Lang,
) -> (String, Option<String>) {
    match upos {
        Upos::Punct | Upos::Sym => return (form.to_owned(), None),
        Upos::Propn if named => return (name(form, word, lang), None),
        Upos::Num if word.lemma.is_none() && word.closed.is_none() => return (number(form, word, lang), None),
        _ => {}
    }
    let closed = |row: u32| match lang.closed_lemma(row, form) {
        Some(lemma) => (bare(lemma), with_vowels(lemma)),
        None => (lang.tables.closed[row as usize].form.clone(), None),
    };
    let one_word = |row: &u32| lang.tables.closed[*row as usize].keys.len() == 1;
    // Its own reading first, then others of the same letters, the likeliest first; these are seldom asked for.
    let own = (word.lemma.map(|lemma| Found::Lemma(lemma, word.feats.verb_form))).or(word.closed.filter(one_word).map(Found::Closed));
    let others = OnceCell::new();
    let readings = || own.iter().chain(std::iter::once_with(|| others.get_or_init(|| lemmas_of(text, token, word, lang))).flatten());
    let of_closed = || readings().find_map(|found| if let Found::Closed(row) = found { Some(*row) } else { None });
    let of_lexicon = |strict: bool| {
        readings().find_map(|found| match *found {
            Found::Lemma(lemma, verb_form) if !strict || fits(upos, lang.lemma(lemma).upos, verb_form) => Some((lemma, verb_form)),
            _ => None,
        })
    };
    match upos {
        Upos::Propn => {
            // «الدفاع» in a name is the noun it is; what the lexicon lacks keeps its letters.
            match of_lexicon(true).filter(|_| word.lemma.is_some() || bare(form).starts_with(lang.article())) {
                Some(found) => of_entry(found, lang),
                None => (name(form, word, lang), None),
            }
        }
        // «تقريبا» is «تقريب», «أيضا» itself.
        Upos::Adv => match (of_lexicon(true), of_closed()) {
            (Some(found), Some(_)) if form.chars().rfind(|letter| !is_ignorable(*letter)) == Some(ALEF) => of_entry(found, lang),
            (_, Some(row)) => closed(row),
            (Some(found), None) => of_entry(found, lang),
            (None, None) => (unknown(word, form, upos, lang), None),
        },
        Upos::Noun | Upos::Adj | Upos::Verb | Upos::Aux | Upos::Num => {
            if let Some(found) = of_lexicon(true) {
                return of_entry(found, lang);
            }
            let entry = |found| of_entry(found, lang);
            of_closed().map(closed).or_else(|| of_lexicon(false).map(entry)).unwrap_or_else(|| (unknown(word, form, upos, lang), None))
        }
        _ => {
            let entry = |found| of_entry(found, lang);
            of_closed().map(closed).or_else(|| of_lexicon(false).map(entry)).unwrap_or_else(|| (unknown(word, form, upos, lang), None))
        }
    }
}

/// The lemma of an entry of the lexicon, of a participle its masculine singular.
fn of_entry((lemma, verb_form): (LemmaId, Option<VerbForm>), lang: &Lang) -> (String, Option<String>) {
    let entry = lang.lemma(lemma);
    match verb_form.filter(|verb_form| entry.upos == Upos::Verb && *verb_form != VerbForm::Masdar) {
        Some(verb_form) => {
            let surface = lang.participle(lemma, verb_form).map_or_else(|| bare(&entry.lemma), str::to_owned);
            let kind = if verb_form == VerbForm::ActPart { "active" } else { "passive" };
            let vocalised = vocalise(&surface, entry.form, kind, &lang.tables.patterns);
            (surface, vocalised)
        }
        None => match &entry.vocalised {
            Some(vocalised) => (bare(vocalised), with_vowels(vocalised)),
            None => (bare(&entry.lemma), None),
        },
    }
}

/// A reading that a word could have.
pub(crate) enum Found {
    Lemma(LemmaId, Option<VerbForm>),
    Closed(u32),
}

/// Whether a word of this part of speech may be a form of such a lemma.
fn fits(upos: Upos, lemma: Upos, verb_form: Option<VerbForm>) -> bool {
    let finite = lemma == Upos::Verb && verb_form.is_none();
    match upos {
        Upos::Verb | Upos::Aux => finite,
        Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adv | Upos::Num | Upos::Det => !finite,
        _ => true,
    }
}

fn with_vowels(lemma: &str) -> Option<String> {
    lemma.chars().any(is_ignorable).then(|| lemma.to_owned())
}

/// A name keeps its letters, but for the article, and is spelt as the knowledge base spells it: «اسرائيل» is «إسرائيل».
fn name(form: &str, word: &Word, lang: &Lang) -> String {
    let form = bare(form);
    let article = lang.article();
    let spelt = lang.name_spelling(&word.key).map_or(form.as_str(), |spelt| spelt);
    let rest = spelt.strip_prefix(article).or_else(|| spelt.strip_prefix(&article[article.len() / 2..]).filter(|_| word.definite));
    rest.filter(|rest| rest.chars().count() > 1).unwrap_or(spelt).to_owned()
}

/// A number word is the first of its value in the data: «ثلاث» is «ثلاثة», «ملايين» «مليون»; digits stay.
fn number(form: &str, word: &Word, lang: &Lang) -> String {
    let key = word.key.strip_prefix(lang.article()).filter(|rest| lang.number_lemma(rest).is_some()).unwrap_or(&word.key);
    lang.number_lemma(key).map_or_else(|| bare(form), str::to_owned)
}

const ALEF: char = '\u{0627}';
const TEH_MARBUTA: char = '\u{0629}';
const YEH: char = '\u{064A}';

fn unknown(word: &Word, form: &str, upos: Upos, lang: &Lang) -> String {
    let form = bare(form);
    let article = lang.article();
    let stem = if word.definite {
        form.strip_prefix(article).or_else(|| form.strip_prefix(&article[article.len() / 2..])).unwrap_or(&form)
    } else {
        &form
    };
    match upos {
        // «الثورية» → «ثوري»
        Upos::Adj => stem.strip_suffix(TEH_MARBUTA).filter(|rest| rest.ends_with(YEH)).unwrap_or(stem).to_owned(),
        _ => stem.to_owned(),
    }
}
