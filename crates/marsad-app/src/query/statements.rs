//! What did somebody say, to whom, and when?
//!
//! In: a query with `said-by:`, `said-to:`, `force:`, `outlet:`, days and words. Out: statements, the latest first, a page at a time, each with at most 25
//! of its words. Words have to stand in what is said, not somewhere in its article.
//!
//! `said-by:iran-foreign-minister force:warning from:2024-10` is what he warned of since October 2024, in the words of each outlet that told it.
//!
//! A statement is what an outlet tells that somebody said; whether it was said is not known here. Of an article whose text was let go only the quote is left, and only
//! it is looked through for words.

use marsad::coded::{ChainLink, Party, Range, Statement};
use marsad::{Lang, terms};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::parse::{Filter, Query, Sought};
use super::search::{Matched, matched};
use crate::store::Result;
use crate::store::claim::name;
use crate::store::statement::quote;

/// Filters that hold of statements.
pub const FILTERS: [&str; 4] = ["said-by", "said-to", "force", "outlet"];

/// A statement that was found.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Said {
    /// Day of publication, ISO; empty where nobody knows it.
    pub day: String,
    /// Who said it; `None` where the text names nobody.
    pub speaker: Option<Party>,
    /// To whom.
    pub addressee: Option<Party>,
    /// `neutral`, `emphatic`, `warning`, `promise` …
    pub force: String,
    /// `direct` or `indirect`.
    pub quoted: String,
    /// At most 25 of the words that were said; `None` where neither text nor quote is kept.
    pub words: Option<String>,
    /// Which text its span counts in: `title` or `body`.
    #[serde(rename = "in")]
    pub field: String,
    /// Where the words stand, in code points.
    pub content: Range,
    /// Outlet → agency → relay → document, as far as the text names them.
    pub via: Vec<ChainLink>,
    /// Id of the article.
    pub article: String,
    /// Its headline.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, as given.
    pub published: Option<String>,
}

/// A page of statements.
#[derive(Clone, Debug, Default)]
pub struct SaidPage {
    /// The latest first.
    pub statements: Vec<Said>,
    /// Where the next page begins: day and row of the last; `None` at the end.
    pub next: Option<(String, i64)>,
}

/// Statements that fulfil a query, from `after` on.
///
/// Cost: about the statements of the speaker that is asked for, of all where none is.
///
/// # Errors
/// When they cannot be read, or a filter holds of no statement.
pub fn statements(db: &Connection, query: &Query, after: Option<&(String, i64)>, limit: usize, lang: &Lang) -> Result<SaidPage> {
    query.takes(&FILTERS, "statements")?;
    let matched = if query.question.is_empty() { None } else { Some(matched(db, &query.question)?) };
    let (sql, values) = candidates(query, after);
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query(params_from_iter(values))?;
    let mut page = SaidPage::default();
    let mut last = None;
    while let Some(row) = rows.next()? {
        let at: (String, i64) = (row.get(0)?, row.get(1)?);
        let Some(said) = read(db, &at, query, matched.as_ref(), lang)? else { continue };
        if page.statements.len() == limit {
            page.next = last;
            break;
        }
        page.statements.push(said);
        last = Some(at);
    }
    Ok(page)
}

/// Days and rows of statements that may fulfil a query, the latest first: those of the first speaker asked for.
fn candidates(query: &Query, after: Option<&(String, i64)>) -> (String, Vec<Value>) {
    let (mut bounds, mut bound) = (String::new(), Vec::<Value>::new());
    for (day, operator) in [(&query.from, ">="), (&query.to, "<=")] {
        if let Some(day) = day {
            bounds += &format!(" AND day {operator} ?");
            bound.push(day.clone().into());
        }
    }
    if let Some((day, statement)) = after {
        bounds += " AND (day, statement) < (?, ?)";
        bound.extend([day.clone().into(), (*statement).into()]);
    }
    let speaker = query.filters.iter().find(|filter| !filter.not && kind(filter) == "said-by");
    let mut values = Vec::new();
    let from = match speaker {
        None => {
            values.extend(bound);
            format!("SELECT day, statement FROM statements WHERE 1{bounds}")
        }
        Some(filter) => {
            let marks = vec!["?"; filter.facets.len()].join(", ");
            // One sorted list for each way in which somebody is told: as himself, by his office, by his country.
            let list = |column: &str| format!("SELECT day, statement FROM statements WHERE {column} IN ({marks}){bounds}");
            for _ in 0..3 {
                values.extend(filter.facets.iter().map(|facet| Value::from(value(facet).to_owned())));
                values.extend(bound.iter().cloned());
            }
            ["speaker_actor", "speaker_office", "speaker_country"].map(list).join(" UNION ")
        }
    };
    (format!("{from} ORDER BY day DESC, statement DESC"), values)
}

/// A statement, if it fulfils the query.
fn read(db: &Connection, (day, row): &(String, i64), query: &Query, matched: Option<&Matched>, lang: &Lang) -> Result<Option<Said>> {
    let sql = "SELECT detail, quote, article, articles.id, url, outlet, articles.published, title FROM statements JOIN articles USING (article) WHERE statement = ?1";
    let mut one = db.prepare_cached(sql)?;
    let mut rows = one.query([row])?;
    let Some(found) = rows.next()? else { return Ok(None) };
    let article: i64 = found.get(2)?;
    if matched.is_some_and(|matched| !matched.has(article)) {
        return Ok(None);
    }
    let outlet: Option<String> = found.get(5)?;
    let statement: Statement = serde_json::from_str(&found.get::<_, String>(0)?)?;
    if !query.filters.iter().all(|filter| holds(filter, &statement, outlet.as_deref()) != filter.not) {
        return Ok(None);
    }
    let (said, words) = match text(db, article, &name(&statement.field))? {
        Some(text) => {
            let letters: Vec<char> = text.chars().collect();
            let [from, to] = statement.content.map(|at| (at as usize).min(letters.len()));
            (Some(letters[from.min(to)..to].iter().collect::<String>()), Some(quote(&letters, statement.content)))
        }
        None => (found.get(1)?, found.get(1)?),
    };
    if !query.words.is_empty() && !said.is_some_and(|said| has_all(&said, &query.words, lang)) {
        return Ok(None);
    }
    Ok(Some(Said {
        day: day.clone(),
        field: name(&statement.field),
        content: statement.content,
        speaker: statement.speaker,
        addressee: statement.addressee,
        force: statement.force,
        quoted: statement.quoted.into_owned(),
        words,
        via: statement.attribution.chain,
        article: found.get(3)?,
        title: found.get(7)?,
        url: found.get(4)?,
        outlet,
        published: found.get(6)?,
    }))
}

/// Title or body of an article; `None` where the body was let go.
fn text(db: &Connection, article: i64, field: &str) -> Result<Option<String>> {
    let sql =
        if field == "title" { "SELECT title FROM articles WHERE article = ?1" } else { "SELECT body FROM articles WHERE article = ?1" };
    Ok(db.prepare_cached(sql)?.query_row([article], |row| row.get(0)).optional()?.flatten())
}

fn holds(filter: &Filter, statement: &Statement, outlet: Option<&str>) -> bool {
    let is_asked = |told: &str| filter.facets.iter().any(|facet| value(facet) == told);
    let names = |party: &Option<Party>| {
        party.iter().flat_map(|party| [&party.actor, &party.office, &party.country]).flatten().any(|id| is_asked(id))
    };
    match kind(filter) {
        "said-by" => names(&statement.speaker),
        "said-to" => names(&statement.addressee),
        "force" => is_asked(&statement.force),
        _ => outlet.is_some_and(is_asked),
    }
}

/// The name of a filter.
fn kind(filter: &Filter) -> &str {
    filter.facets.first().and_then(|facet| facet.split_once(':')).map_or("", |(kind, _)| kind)
}

/// What a facet asks for.
fn value(facet: &str) -> &str {
    facet.split_once(':').map_or(facet, |(_, value)| value)
}

/// Whether all words and phrases stand in a text.
fn has_all(text: &str, words: &[Sought], lang: &Lang) -> bool {
    let said = terms(text, lang);
    let forms: Vec<&str> = said.iter().map(|term| term.form.as_str()).collect();
    words.iter().all(|word| match word {
        Sought::Word(word) => {
            terms(word, lang).iter().all(|sought| said.iter().any(|term| term.lemmas.iter().any(|lemma| sought.lemmas.contains(lemma))))
        }
        Sought::Exact(word) | Sought::Phrase(word) => {
            let sought = terms(word, lang);
            let sought: Vec<&str> = sought.iter().map(|term| term.form.as_str()).collect();
            !sought.is_empty() && forms.windows(sought.len()).any(|window| window == sought.as_slice())
        }
    })
}
