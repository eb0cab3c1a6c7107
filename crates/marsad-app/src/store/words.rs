//! By which words is an article found?
//!
//! In: its title and body. Out: [`Words`], lemmas and forms as the full-text index takes them, separated by spaces.
//!
//! The index knows no Arabic: everything is folded and taken apart before it gets there ([`marsad::terms`]), so «وحذّرت» is the
//! form «حذرت» of the lemma «حذر», and so is «تحذير».

use marsad::{Lang, terms};

/// The words of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Lemmas of the title.
    pub title_lemmas: String,
    /// Lemmas of the body, sentence after sentence.
    pub lemmas: String,
    /// Forms of the title.
    pub title_forms: String,
    /// Forms of the body.
    pub forms: String,
}

/// The words of a title and a body.
///
/// Cost: the analysis of their words.
#[must_use]
pub fn words_of(title: &str, body: &str, lang: &Lang) -> Words {
    let (title_lemmas, title_forms) = columns(title, lang);
    let (lemmas, forms) = columns(body, lang);
    Words { title_lemmas, lemmas, title_forms, forms }
}

fn columns(text: &str, lang: &Lang) -> (String, String) {
    let (mut lemmas, mut forms) = (String::new(), String::new());
    for term in terms(text, lang) {
        push(&mut forms, &term.form);
        term.lemmas.iter().for_each(|lemma| push(&mut lemmas, lemma));
    }
    (lemmas, forms)
}

fn push(column: &mut String, word: &str) {
    if !column.is_empty() {
        column.push(' ');
    }
    column.push_str(word);
}
