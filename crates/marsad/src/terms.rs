//! By which words is a text found?
//!
//! In: a text. Out: [`Term`]s, one for each word that means something: as it is written without what is attached, and by the word it
//! belongs to, which a verb and its verbal noun share.
//!
//! «وحذّرت الوزارة» → form «حذرت» of «حذر», form «وزارة» of «وزارة»; a search for «تحذير» asks for «حذر» and finds it.
//!
//! Particles, pronouns and marks are no terms. Which reading a word has is decided as for coding, so a word that may be two lemmas
//! is found by both.

use crate::morph::{Part, Word, analyze};
use crate::pack::{Lang, LemmaId, Upos};
use crate::span::Span;
use crate::text::Text;
use crate::text::fold::fold;

/// A word to be found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where it stands, in bytes of the text.
    pub span: Span,
    /// The sentence it stands in, counted from 0.
    pub sentence: usize,
    /// Its letters, folded, without clitics and article.
    pub form: String,
    /// The folded lemmas it may belong to, likelier first, verbal nouns by their verb; the form where the lexicon has none.
    pub lemmas: Vec<String>,
}

/// The terms of a text, in its order.
///
/// Cost: the analysis of the words, linear in the text.
#[must_use]
pub fn terms(text: &str, lang: &Lang) -> Vec<Term> {
    let parts = Text::new(text);
    let mut terms = Vec::new();
    for (index, sentence) in parts.sentences.iter().enumerate() {
        let words = analyze(text, &parts.tokens, sentence, lang);
        terms.extend(words.iter().filter(|word| is_term(word)).map(|word| term(word, index, lang)));
    }
    terms
}

fn is_term(word: &Word) -> bool {
    let attached = matches!(word.part, Part::Proclitic | Part::Enclitic);
    let empty = matches!(word.upos, Upos::Punct | Upos::Sym | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Pron | Upos::Det | Upos::Part);
    !attached && !empty && word.key.chars().any(char::is_alphanumeric)
}

fn term(word: &Word, sentence: usize, lang: &Lang) -> Term {
    let article = if word.definite { lang.article() } else { "" };
    let form = word.key.strip_prefix(article).filter(|rest| !rest.is_empty()).unwrap_or(&word.key).to_owned();
    let mut lemmas: Vec<String> = Vec::new();
    for lemma in word.lemmas() {
        let key = root(lemma, lang);
        if !lemmas.contains(&key) {
            lemmas.push(key);
        }
    }
    if lemmas.is_empty() {
        lemmas.push(form.clone());
    }
    Term { span: word.span, sentence, form, lemmas }
}

/// The folded lemma, of a verbal noun its verb.
fn root(lemma: LemmaId, lang: &Lang) -> String {
    let row = lang.lemma(lemma);
    fold(&row.masdar_of.map_or(row, |verb| lang.lemma(verb)).lemma)
}
