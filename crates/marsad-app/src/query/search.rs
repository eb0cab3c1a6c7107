//! By which words are articles found?
//!
//! In: words and phrases. Out: a question for the full-text index, the articles that answer it ([`Matched`]), and where in a text the words stand.
//!
//! «تحذير» asks for the lemma «حذر», which «وحذّرت» has too. Up to [`MAX_RANKED`] matches are ranked by how much the words mean in them (BM25, a
//! title's words for more); of more than that the latest come first.

use marsad::span::{CodePoints, Span};
use marsad::text::Text;
use marsad::{Lang, terms};
use rusqlite::{Connection, OptionalExtension, params};

use super::parse::Sought;
use crate::store::Result;

/// Matches that are ranked by their words.
pub const MAX_RANKED: usize = 1_000;

/// The question for the index; empty where the words hold no letters.
#[must_use]
pub fn question(words: &[Sought], lang: &Lang) -> String {
    let mut parts = Vec::new();
    for word in words {
        match word {
            Sought::Word(word) => {
                let found = terms(word, lang);
                parts.extend(found.iter().map(|term| {
                    let lemmas: Vec<String> = term.lemmas.iter().map(|lemma| quoted(lemma)).collect();
                    format!("{{title_lemmas lemmas}} : ({})", lemmas.join(" OR "))
                }));
            }
            Sought::Exact(word) | Sought::Phrase(word) => {
                let forms: Vec<String> = terms(word, lang).into_iter().map(|term| term.form).collect();
                if !forms.is_empty() {
                    parts.push(format!("{{title_forms forms}} : {}", quoted(&forms.join(" "))));
                }
            }
        }
    }
    parts.join(" AND ")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', ""))
}

/// Articles that answer a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// How many.
    pub n_articles: i64,
    /// A bit for the row of each, as `has_bit` of the observatory takes them: of a million articles 125 kB.
    pub articles: Vec<u8>,
}

impl Matched {
    /// Whether an article is among them.
    #[must_use]
    pub fn has(&self, article: i64) -> bool {
        let at = usize::try_from(article).unwrap_or(usize::MAX);
        self.articles.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }

    fn add(&mut self, article: i64) {
        let at = usize::try_from(article).unwrap_or(0);
        if self.articles.len() <= at / 8 {
            self.articles.resize(at / 8 + 1, 0);
        }
        self.articles[at / 8] |= 1 << (at % 8);
        self.n_articles += 1;
    }
}

/// The articles that answer a question; the next pages of a question find them in the temporary table `asked`.
///
/// Cost: one pass over what the index has of the words (150,000 articles: some 25 ms), the first time.
///
/// # Errors
/// When the index cannot be read.
pub fn matched(db: &Connection, question: &str) -> Result<Matched> {
    db.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS asked (question TEXT NOT NULL, n_articles INTEGER NOT NULL, articles BLOB NOT NULL)",
    )?;
    let known = |row: &rusqlite::Row<'_>| Ok(Matched { n_articles: row.get(0)?, articles: row.get(1)? });
    let sql = "SELECT n_articles, articles FROM temp.asked WHERE question = ?1";
    if let Some(matched) = db.prepare_cached(sql)?.query_row([question], known).optional()? {
        return Ok(matched);
    }
    let mut matched = Matched::default();
    let mut rows = db.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
    let mut rows = rows.query([question])?;
    while let Some(row) = rows.next()? {
        matched.add(row.get(0)?);
    }
    db.execute_batch("DELETE FROM temp.asked")?;
    let sql = "INSERT INTO temp.asked (question, n_articles, articles) VALUES (?1, ?2, ?3)";
    db.prepare_cached(sql)?.execute(params![question, matched.n_articles, matched.articles])?;
    Ok(matched)
}

/// Rows of the articles that answer a question, the best first; whether there are more than were ranked.
///
/// # Errors
/// When the index cannot be read.
pub fn ranked(db: &Connection, question: &str) -> Result<(Vec<i64>, bool)> {
    let rows = |sql: &str| -> Result<Vec<i64>> {
        Ok(db
            .prepare_cached(sql)?
            .query_map(params![question, MAX_RANKED as i64 + 1], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    };
    let latest = rows("SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT ?2")?;
    if latest.len() <= MAX_RANKED {
        return Ok((
            rows("SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY bm25(words, 6.0, 1.0, 3.0, 0.5), rowid DESC LIMIT ?2")?,
            false,
        ));
    }
    Ok((latest, true))
}

/// Where in a text the words of a query stand, in code points: the first, and those that begin within `reach` of it.
///
/// Cost: the analysis of the sentences up to there.
#[must_use]
pub fn hits(text: &str, words: &[Sought], reach: u32, lang: &Lang) -> Vec<[u32; 2]> {
    let (mut lemmas, mut forms) = (Vec::new(), Vec::new());
    for word in words {
        match word {
            Sought::Word(word) => terms(word, lang).into_iter().for_each(|term| lemmas.extend(term.lemmas)),
            Sought::Exact(word) | Sought::Phrase(word) => forms.extend(terms(word, lang).into_iter().map(|term| term.form)),
        }
    }
    let points = CodePoints::new(text);
    let is_hit = |term: &marsad::terms::Term| term.lemmas.iter().any(|lemma| lemmas.contains(lemma)) || forms.contains(&term.form);
    let parts = Text::new(text);
    let mut found: Vec<[u32; 2]> = Vec::new();
    for sentence in &parts.sentences {
        let Some(tokens) = parts.tokens.get(sentence.tokens.clone()).filter(|tokens| !tokens.is_empty()) else { continue };
        let (from, to) = (tokens[0].span.start, tokens[tokens.len() - 1].span.end);
        let is_beyond = |first: &[u32; 2]| points.span(Span { start: from, end: to })[0] > first[0] + reach;
        if found.first().is_some_and(is_beyond) {
            break;
        }
        let Some(sentence) = text.get(from as usize..to as usize) else { continue };
        let shifted = |span: Span| points.span(Span { start: span.start + from, end: span.end + from });
        found.extend(terms(sentence, lang).into_iter().filter(is_hit).map(|term| shifted(term.span)));
    }
    found
}
