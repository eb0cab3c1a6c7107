//! The walk from a sentence's words to what is written down of them.

use super::names::NameKinds;
use super::tag::{self, Clue};
use super::tree::{self, Node};
use super::{Labelled, Sentence, Token, Word, entity, feats, lemma, settle};
use crate::mention::{Introduced, find_names, tell_persons};
use crate::model::Linear;
use crate::morph::{self, By, analyze_with};
use crate::pack::{Lang, Upos, Voice};
use crate::span::Span;
use crate::text::{self, Text, TokenKind};

/// The words of a sentence with what the models look at.
pub struct Prepared<'a> {
    text: &'a str,
    /// The tokens of its text.
    pub tokens: Vec<text::Token>,
    /// Its words.
    pub words: Vec<morph::Word>,
    clues: Vec<Clue>,
    tag_features: Vec<Vec<u32>>,
}

impl<'a> Prepared<'a> {
    /// A sentence with its words found.
    #[must_use]
    pub fn new(text: &'a str, tokens: Vec<text::Token>, lang: &Lang) -> Self {
        let words = analyze_with(text, &tokens, 0..tokens.len(), lang, None, By::Model);
        Self::with_words(text, tokens, words, lang)
    }

    /// A sentence whose words are known: their spans in its text.
    #[must_use]
    pub fn given(text: &'a str, spans: &[Span], lang: &Lang) -> Self {
        let tokens = tokens_of(text, spans, lang);
        let words = analyze_with(text, &tokens, 0..tokens.len(), lang, Some(spans), By::Model);
        Self::with_words(text, tokens, words, lang)
    }

    fn with_words(text: &'a str, tokens: Vec<text::Token>, mut words: Vec<morph::Word>, lang: &Lang) -> Self {
        let names = find_names(&words, &tokens, &Introduced::default(), lang);
        tell_persons(&mut words, &names);
        let named = NameKinds::new(&words, &tokens, lang);
        let clues = tag::clues(&words, &named, lang);
        let tag_features = tag::features(&clues, tag::TAG_TEMPLATES);
        Self { text, tokens, words, clues, tag_features }
    }

    /// What the chains of parts of speech and cases look at: features for each word.
    #[must_use]
    pub fn tag_features(&self) -> &[Vec<u32>] {
        &self.tag_features
    }

    /// What the parser sees of the words, with these parts of speech.
    #[must_use]
    pub fn nodes(&self, upos: &[Upos]) -> Vec<Node> {
        tree::nodes(&self.clues, upos)
    }

    /// Parts of speech by the language data's model.
    #[must_use]
    pub fn upos(&self, lang: &Lang) -> Vec<Upos> {
        self.upos_by(&lang.tables.models.upos)
    }

    /// Parts of speech by a model.
    #[must_use]
    pub fn upos_by(&self, model: &Linear) -> Vec<Upos> {
        tag::upos(&self.words, &self.tag_features, model)
    }

    /// What the chain of names looks at: features for each token.
    #[must_use]
    pub fn entity_features(&self, lang: &Lang) -> Vec<Vec<u32>> {
        entity::features(&self.tokens, 0, &self.words, &self.clues, &self.upos(lang), lang)
    }

    /// The label of each token by the language data's model: `B-PERS`, `I-PERS` …, empty outside names; nothing without a model.
    #[must_use]
    pub fn entities<'l>(&self, upos: &[Upos], lang: &'l Lang) -> Vec<&'l str> {
        let model = &lang.tables.models.entities;
        if model.is_empty() {
            return Vec::new();
        }
        entity::decode(&entity::features(&self.tokens, 0, &self.words, &self.clues, upos, lang), model)
    }

    /// The sentence with the labels of its names, to be settled with the others of its text.
    #[must_use]
    pub fn labelled(&self, upos: &[Upos], lang: &Lang) -> Labelled<'_> {
        let labels = self.entities(upos, lang).into_iter().map(str::to_owned).collect();
        let mut may_be = vec![false; self.tokens.len()];
        for (word, upos) in self.words.iter().zip(upos).filter(|(word, _)| word.part == morph::Part::Stem) {
            may_be[word.token] = *upos == Upos::Propn;
        }
        Labelled { keys: self.tokens.iter().map(|token| &*token.key).collect(), may_be, labels }
    }

    /// Everything that is written down of the sentence.
    #[must_use]
    pub fn describe(&self, lang: &Lang) -> Sentence {
        let upos = self.upos(lang);
        self.describe_with(&upos, &self.entities(&upos, lang), lang)
    }

    /// Parts of speech with those of persons' names as proper nouns: «سعيد سرحان» is no adjective.
    fn with_names<L: AsRef<str>>(&self, upos: &[Upos], entities: &[L]) -> Vec<Upos> {
        let is_person = |word: &morph::Word| {
            word.part == morph::Part::Stem && entities.get(word.token).is_some_and(|label| label.as_ref().ends_with(PERSON))
        };
        let tag = |(word, upos): (&morph::Word, &Upos)| if is_person(word) && *upos != Upos::Punct { Upos::Propn } else { *upos };
        self.words.iter().zip(upos).map(tag).collect()
    }

    /// Whether a token is a name by itself, whose lemma is no other word's: a part of a person's name, a place of one word.
    fn is_bare_name<L: AsRef<str>>(&self, token: usize, entities: &[L]) -> bool {
        let label = |at: usize| entities.get(at).map_or("", AsRef::as_ref);
        label(token).ends_with(PERSON) || label(token) == "B-LOC" && !label(token + 1).starts_with("I-")
    }

    fn describe_with<L: AsRef<str>>(&self, upos: &[Upos], entities: &[L], lang: &Lang) -> Sentence {
        let upos = &self.with_names(upos, entities);
        let case_model = &lang.tables.models.case;
        let cases = tag::decode(&self.tag_features, case_model.labels(), case_model, tag::case_chain(case_model.labels().len()));
        let tree = tree::parse(&self.nodes(upos), lang.moves(), &lang.tables.models.moves);
        let mut sentence = Sentence::default();
        for (idx, token) in self.tokens.iter().enumerate() {
            let start = self.words.partition_point(|word| word.token < idx);
            let end = self.words.partition_point(|word| word.token <= idx);
            if start == end {
                continue;
            }
            let begin = sentence.text.len();
            let form = token.span.of(self.text);
            sentence.text.push_str(form);
            for at in start..end {
                let word = &self.words[at];
                let written = if end - start == 1 { form } else { word.span.of(self.text) };
                // Its letters may all stand in a ligature with those of the word before.
                let own = if written.is_empty() { &*word.key } else { written };
                let bare_name = word.part == morph::Part::Stem && self.is_bare_name(idx, entities);
                let (lemma, vocalised) = lemma::lemma(word, own, (upos[at], bare_name), self.text, token, lang);
                let offset = if end - start == 1 { 0 } else { (word.span.start - token.span.start) as usize };
                let follows = self.words.get(at + 1);
                let construct = follows.is_some_and(|next| {
                    next.is_enclitic() || matches!(upos.get(at + 1), Some(Upos::Noun | Upos::Propn)) && next.part == morph::Part::Stem
                });
                let case = cases.get(at).copied().unwrap_or("").trim_matches('_');
                sentence.words.push(Word {
                    form: with_article(own, word, end - start > 1, lang),
                    span: Span::new(begin + offset, begin + offset + written.len()),
                    lemma,
                    vocalised,
                    upos: upos[at],
                    feats: feats::feats(word, upos[at], case, construct, voice(at, word, &tree, lang), lang),
                    head: tree.get(at).and_then(|(head, _)| *head),
                    deprel: tree.get(at).map_or("", |(_, relation)| relation).to_owned(),
                    entity: entities
                        .get(idx)
                        .filter(|_| matches!(word.part, morph::Part::Stem | morph::Part::Fixed))
                        .map_or("", AsRef::as_ref)
                        .to_owned(),
                    ..Word::default()
                });
            }
            let space_after = self.tokens.get(idx + 1).is_some_and(|next| next.spaced || next.breaks > 0);
            sentence.tokens.push(Token { form: form.to_owned(), words: start..end, space_after });
            if space_after {
                sentence.text.push(' ');
            }
        }
        sentence
    }
}

/// The voice of a verb: what its form tells, or, where the letters are those of both («قتل»), what the tree makes of its subject.
fn voice(at: usize, word: &morph::Word, tree: &[(Option<usize>, &str)], lang: &Lang) -> Voice {
    let transitive = word.lemmas().any(|lemma| lang.lemma(lemma).transitive);
    match word.feats.voice {
        Voice::Either if tree.is_empty() => Voice::Either,
        Voice::Either => {
            let suffers = tree.iter().any(|(head, relation)| *head == Some(at) && relation.ends_with(PASSIVE));
            if suffers && transitive { Voice::Pass } else { Voice::Act }
        }
        told => told,
    }
}

/// How UD ends the relation of the subject of a passive.
const PASSIVE: &str = "subj:pass";

/// How the labels of persons' names end.
const PERSON: &str = "PERS";

/// What the models say of a word of a sentence whose words are there already.
#[derive(Clone, Debug)]
pub(crate) struct Opinion {
    pub upos: Upos,
    pub head: Option<usize>,
    /// Number of the parser's move that gave it its relation.
    number: usize,
    /// `B-PERS`, `I-LOC` …; empty outside names.
    pub entity: String,
}

impl Opinion {
    /// Its relation to its head, without what UD adds after a colon.
    pub fn relation<'l>(&self, lang: &'l Lang) -> &'l str {
        let relation = if self.head.is_none() { "root" } else { lang.moves().get(self.number).1 };
        relation.split(':').next().unwrap_or_default()
    }

    /// How many verbs stand above a word in the tree, 3 for more.
    pub fn n_verbs_above(all: &[Self], word: usize) -> usize {
        let up = |at: &usize| all.get(*at).and_then(|opinion| opinion.head);
        let above = std::iter::successors(up(&word), up);
        above.filter(|at| matches!(all[*at].upos, Upos::Verb | Upos::Aux)).take(3).count()
    }
}

/// Somebody who knows names: the words of a sentence → a label each, `O`, `B-PERS`, `I-PERS`, `B-LOC` …
///
/// Asked for sentences that tell an act, in place of the language data's own model of names.
pub type Recognizer<'r> = dyn Fn(&[&str]) -> Vec<String> + Send + Sync + 'r;

/// A second opinion on the words of a sentence, one a word; nothing without models. `tokens` are those of its text.
pub(crate) fn second_opinion(
    text: &str,
    words: &[morph::Word],
    tokens: &[text::Token],
    lang: &Lang,
    recognizer: Option<&Recognizer<'_>>,
) -> Vec<Opinion> {
    let models = &lang.tables.models;
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    if !lang.moves().is_complete() || models.upos.is_empty() {
        return Vec::new();
    }
    let own = first.token..last.token + 1;
    let clues = tag::clues(words, &NameKinds::new(words, tokens, lang), lang);
    let upos = tag::upos(words, &tag::features(&clues, tag::TAG_TEMPLATES), &models.upos);
    let tree = tree::moves(&tree::nodes(&clues, &upos), lang.moves(), &models.moves);
    let labels: Vec<String> = match recognizer {
        Some(recognize) => recognize(&tokens[own.clone()].iter().map(|token| token.span.of(text)).collect::<Vec<_>>()),
        None => {
            let features = entity::features(&tokens[own.clone()], own.start, words, &clues, &upos, lang);
            entity::decode(&features, &models.entities).into_iter().map(str::to_owned).collect()
        }
    };
    let label = |word: &morph::Word| labels.get(word.token - own.start).filter(|label| *label != "O" && word.part == morph::Part::Stem);
    let opinion = |((word, upos), (head, number)): ((&morph::Word, Upos), (Option<usize>, usize))| Opinion {
        upos,
        head,
        number,
        entity: label(word).cloned().unwrap_or_default(),
    };
    words.iter().zip(upos).zip(tree).map(opinion).collect()
}

/// The form of a word: «الشركة» in «للشركة», where the article's first letter is not written.
fn with_article(own: &str, word: &morph::Word, shared: bool, lang: &Lang) -> String {
    let article = lang.article();
    let lam = &article[article.len() / 2..];
    if shared && word.definite && own.starts_with(lam) && !own.starts_with(article) && word.key.starts_with(article) {
        let first = &article[..article.len() / 2];
        let doubled = word.key[article.len()..].starts_with(lam) && !own[lam.len()..].starts_with(lam);
        return if doubled { format!("{article}{own}") } else { format!("{first}{own}") };
    }
    own.to_owned()
}

/// Tokens for words whose spans are known: letters that touch are one token where the analyser can take it apart so, else each
/// word is one.
fn tokens_of(text: &str, spans: &[Span], lang: &Lang) -> Vec<text::Token> {
    let mut tokens = Vec::new();
    let mut idx = 0;
    while idx < spans.len() {
        let letters = |at: usize| spans[at].of(text).chars().all(text::fold::is_arabic_letter_or_mark) && !spans[at].is_empty();
        let mut end = idx + 1;
        while end < spans.len() && letters(end - 1) && letters(end) && spans[end].start == spans[end - 1].end {
            end += 1;
        }
        let whole = token(text, spans[idx].join(spans[end - 1]), &tokens);
        if end - idx > 1 && !morph::takes_apart(text, &whole, &spans[idx..end], lang) {
            for span in &spans[idx..end] {
                let part = token(text, *span, &tokens);
                tokens.push(part);
            }
        } else {
            tokens.push(whole);
        }
        idx = end;
    }
    tokens
}

fn token(text: &str, span: Span, before: &[text::Token]) -> text::Token {
    let own = span.of(text);
    let spaced = before.last().is_none_or(|last| last.span.end < span.start);
    let kind = match own.chars().next() {
        Some(letter) if text::fold::is_arabic_letter(letter) => TokenKind::Word,
        Some(letter) if letter.is_numeric() => TokenKind::Number,
        Some(letter) if letter.is_alphabetic() => TokenKind::Foreign,
        _ => TokenKind::Mark,
    };
    text::Token { span, key: text::fold::fold(own).into(), kind, spaced, breaks: 0 }
}

/// Analyses a text: its sentences in order.
///
/// Never fails. Cost: linear in the text.
#[must_use]
pub fn analyze(text: &str, lang: &Lang) -> Vec<Sentence> {
    let whole = Text::new(text);
    let prepared: Vec<(Prepared<'_>, Vec<Upos>)> = whole
        .sentences
        .iter()
        .map(|sentence| {
            let prepared = Prepared::new(text, whole.tokens[sentence.tokens.clone()].to_vec(), lang);
            let upos = prepared.upos(lang);
            (prepared, upos)
        })
        .collect();
    let mut labelled: Vec<Labelled<'_>> = prepared.iter().map(|(prepared, upos)| prepared.labelled(upos, lang)).collect();
    settle(&mut labelled);
    let sentences = prepared.iter().zip(&labelled).zip(&whole.sentences).map(|(((prepared, upos), labelled), sentence)| {
        let mut described = prepared.describe_with(upos, &labelled.labels, lang);
        // A reader that joins the sentences finds the spaces between them.
        if let Some(last) = described.tokens.last_mut() {
            last.space_after = whole.tokens.get(sentence.tokens.end).is_none_or(|next| next.spaced || next.breaks > 0);
        }
        described
    });
    sentences.collect()
}

/// Analyses a sentence again whose words are known; ids, text and comments are kept.
#[must_use]
pub fn reanalyze(sentence: &Sentence, lang: &Lang) -> Sentence {
    let spans: Vec<Span> = sentence.words.iter().map(|word| word.span).collect();
    let fresh = Prepared::given(&sentence.text, &spans, lang).describe(lang);
    let mut kept = sentence.clone();
    if fresh.words.len() == kept.words.len() {
        for (word, fresh) in kept.words.iter_mut().zip(fresh.words) {
            *word = Word { form: std::mem::take(&mut word.form), span: word.span, misc: std::mem::take(&mut word.misc), ..fresh };
        }
    }
    kept
}
