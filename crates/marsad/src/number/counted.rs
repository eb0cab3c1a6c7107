//! What a number counts: the noun beside it and what that noun means.
//!
//! In: a token after a number. Out: its lemma, its span, the row of `counted.tsv`. «17 قتيلا» → killed, persons.

use crate::morph::{Part, Word};
use crate::pack::{Form, Gender, Lang, LemmaId, Number, State, Upos};
use crate::span::Span;
use crate::text::TokenKind;
use crate::time::Scan;

/// A noun beside a number.
pub(super) struct Noun {
    pub token: usize,
    pub span: Span,
    pub lemma: Option<LemmaId>,
    /// Row of the table of counted nouns.
    pub row: Option<u32>,
    pub definite: bool,
}

/// The stem word of a token.
pub(super) fn stem(words: Option<&[Word]>, token: usize) -> Option<&Word> {
    let words = words?;
    let first = words.partition_point(|word| word.token < token);
    words[first..].iter().take_while(|word| word.token == token).find(|word| word.part == Part::Stem)
}

/// The noun at a token, when it is one.
pub(super) fn noun(scan: &Scan<'_>, words: Option<&[Word]>, at: usize, lang: &Lang) -> Option<Noun> {
    let token = scan.token(at).filter(|token| token.kind == TokenKind::Word)?;
    if let Some(word) = stem(words, at) {
        let nominal = word.is_nominal() && !matches!(word.upos, Upos::Num | Upos::Propn) || word.upos == Upos::Adj;
        if !nominal || word.closed.is_some() && word.upos != Upos::Noun {
            return None;
        }
        let row = word.lemma.and_then(|lemma| lang.time_index().counted.get(&lemma).copied());
        return Some(Noun {
            token: at,
            span: word.span,
            lemma: word.lemma,
            row: row.or_else(|| by_key(&word.key, lang)),
            definite: word.definite,
        });
    }
    if scan.prep(at).is_some() || lang.closed(&token.key).next().is_some() {
        return None;
    }
    let bare = scan.index.without_article(&token.key);
    let key = bare.unwrap_or(&token.key);
    let nouns = || lang.forms(key).filter(|form| is_noun(form, lang));
    let row_of = |lemma: LemmaId| lang.time_index().counted.get(&lemma).copied();
    let form = nouns().find(|form| row_of(form.lemma).is_some()).or_else(|| nouns().next());
    let lemma = form.map(|form| form.lemma);
    let row = lemma.and_then(row_of).or_else(|| by_key(key, lang));
    Some(Noun { token: at, span: token.span, lemma, row, definite: bare.is_some() })
}

/// Whether a word without its article is a noun that is no plural.
pub(super) fn is_singular(key: &str, lang: &Lang) -> bool {
    let mut nouns = lang.forms(key).filter(|form| is_noun(form, lang)).peekable();
    nouns.peek().is_some() && nouns.all(|form| form.feats.number != Some(Number::Plur))
}

fn is_noun(form: &Form<'_>, lang: &Lang) -> bool {
    matches!(lang.lemma(form.lemma).upos, Upos::Noun | Upos::Adj)
}

/// The row of a noun that the lexicon does not know: its key, or its key without the ending of the accusative.
fn by_key(key: &str, lang: &Lang) -> Option<u32> {
    let rows = &lang.time_index().counted_keys;
    rows.get(key).or_else(|| rows.get(key.strip_suffix('\u{0627}')?)).copied()
}

/// Whether a token is a noun in the dual that tells how many there are: indefinite, and of people or something counted.
pub(super) fn dual(scan: &Scan<'_>, words: Option<&[Word]>, at: usize, lang: &Lang) -> Option<Noun> {
    let token = scan.token(at).filter(|token| token.kind == TokenKind::Word)?;
    if words.is_some() {
        let word = stem(words, at)?;
        // «مستثمرين» is far more often a plural, «ناشطي» always one, «بكين» a name.
        let plural = |form: Form<'_>| form.feats.number == Some(Number::Plur);
        let dual = word.feats.number == Some(Number::Dual) && !matches!(word.feats.state, State::Bound | State::Construct);
        let sure = || !lang.forms(&word.key).any(plural) && !lang.is_name(&word.key, false);
        if !dual || word.definite || word.is_verb() || !word.is_nominal() || !sure() {
            return None;
        }
    } else {
        // Participles of verbs («ضابطين», who seize) count only where no noun is written so.
        let forms = lang.forms(&token.key);
        let verb = |form: Form<'_>| form.feats.aspect.is_some() && form.feats.verb_form.is_none();
        let mut nouns = forms.clone().filter(|form| is_noun(form, lang)).peekable();
        // «صديقي» has a pronoun, «حالتي» nearly always two; «عمان» and «طالبان» are names.
        let two = |form: Form<'_>| {
            form.feats.number == Some(Number::Dual) && (form.feats.state != State::Construct || form.feats.gender == Some(Gender::Fem))
        };
        let name = lang.is_name(&token.key, false) || lang.known_name(&token.key, &scan.tokens[at + 1..]).is_some();
        if nouns.peek().is_none() || name || forms.clone().any(verb) || !nouns.all(two) {
            return None;
        }
    }
    let noun = noun(scan, words, at, lang)?;
    let human = noun.lemma.is_some_and(|lemma| lang.lemma(lemma).human);
    (!noun.definite && (noun.row.is_some() || human)).then_some(noun)
}
