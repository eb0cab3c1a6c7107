//! What did somebody say?
//!
//! In: an actor, a person, an office, a country or organisation. Out: [`Statements`], the latest first, a page at a time: when, in which article, to whom, how, at most
//! 25 words of what was said, and through whom it came.
//!
//! Words are those of the report, at most as many as may be quoted ([`crate::snapshot::quote`]); where a text was let go there are none.

use marsad::coded::{Field, Party, Statement};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};
use serde::Serialize;
use utoipa::ToSchema;

use super::dyad::is_known;
use super::name::{Named, Names};
use super::once::at_once;
use crate::snapshot::quote;
use crate::store::{Error, Result};

/// Articles that are looked through for a page, where no index leads to the statements.
const MAX_ARTICLES: i64 = 50_000;

/// A page of what somebody said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Statements {
    /// The latest first.
    pub statements: Vec<Said>,
    /// Where the next page begins; `None` at the end. A page may be short and have a next one: then the articles up to here were looked through.
    pub next: Option<String>,
}

/// What was said once.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Said {
    /// Day of publication, ISO; `None` where nobody knows it.
    pub day: Option<String>,
    /// Id of the article.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who speaks, as told.
    pub speaker: String,
    /// To whom, as told.
    pub addressee: Option<String>,
    /// Who that is: actor, else country.
    pub addressed: Option<Named>,
    /// `neutral`, `warning` …
    pub force: String,
    /// `direct` or `indirect`.
    pub quoted: String,
    /// The words, at most 25; `None` where the text is not kept.
    pub words: Option<String>,
    /// `title` or `body`.
    pub field: String,
    /// Where the words stand in it, in code points, half-open.
    pub span: [u32; 2],
    /// Through whom it reached the outlet.
    pub via: Vec<Via>,
}

/// Who passed words on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = SaidVia)]
pub struct Via {
    /// `outlet`, `agency`, `relay` or `document`.
    pub role: String,
    /// As told.
    pub name: String,
    /// Who that is.
    pub actor: Option<Named>,
}

/// A page of what somebody said, from `after` (a page's `next`) on; `None` where nobody is called so. The last article of a page is given whole.
///
/// Cost: of an actor or person, a sort of all that it said; of an office, a country or an organisation, the statements of the articles walked until
/// the page is full, of at most 50,000 articles.
///
/// # Errors
/// When they cannot be read, or `after` is no place of a page.
pub fn statements(db: &Connection, names: &Names<'_>, id: &str, after: Option<&str>, limit: usize) -> Result<Option<Statements>> {
    at_once(db, || {
        let id = names.canonical(id);
        let says = db.prepare_cached("SELECT 1 FROM statements WHERE speaker_actor = ?1")?.exists([&id])?;
        if !says && !is_known(db, names, &id)? {
            return Ok(None);
        }
        let is_office = names.office_of(&id).is_some();
        let is_whole = names.actor(&id).is_some_and(|actor| actor.country == id);
        let (from, values) = beyond(after)?;
        let mut page = Statements::default();
        let mut last: Option<Place> = None;
        // Takes what was said in an article; whether the page was full before.
        let mut take = |at: Place, detail: String| -> Result<bool> {
            if page.statements.len() >= limit && last.as_ref() != Some(&at) {
                page.next = last.take().map(written);
                return Ok(true);
            }
            page.statements.push(said(db, names, at.1, serde_json::from_str(&detail)?)?);
            last = Some(at);
            Ok(false)
        };
        if !is_office && !is_whole {
            let sql = format!(
                "SELECT a.day, a.article, s.detail FROM statements AS s JOIN articles AS a ON a.article = s.article
             WHERE s.speaker_actor = ? AND {from} ORDER BY a.day DESC, a.article DESC, s.statement"
            );
            let mut rows = db.prepare_cached(&sql)?;
            let mut rows = rows.query(params_from_iter([Value::from(id)].into_iter().chain(values)))?;
            while let Some(row) = rows.next()? {
                if take((row.get(0)?, row.get(1)?), row.get(2)?)? {
                    break;
                }
            }
            return Ok(Some(page));
        }
        let who = if is_office { "detail ->> '$.speaker.office'" } else { "speaker_country" };
        let mut own = db.prepare_cached(&format!("SELECT detail FROM statements WHERE article = ?1 AND {who} = ?2 ORDER BY statement"))?;
        let sql =
            format!("SELECT a.day, a.article FROM articles AS a WHERE {from} ORDER BY a.day DESC, a.article DESC LIMIT {MAX_ARTICLES}");
        let mut articles = db.prepare_cached(&sql)?;
        let mut articles = articles.query(params_from_iter(values))?;
        let (mut n_articles, mut end) = (0, None);
        while let Some(row) = articles.next()? {
            let at: Place = (row.get(0)?, row.get(1)?);
            let mut details = own.query(params![at.1, id])?;
            while let Some(row) = details.next()? {
                if take(at.clone(), row.get(0)?)? {
                    return Ok(Some(page));
                }
            }
            n_articles += 1;
            end = Some(at);
        }
        page.next = end.filter(|_| n_articles == MAX_ARTICLES).map(written);
        Ok(Some(page))
    })
}

/// Where an article stands: day of publication and row.
type Place = (Option<String>, i64);

/// The articles beyond the end of a page, as a condition on `a` with the values of its marks.
fn beyond(after: Option<&str>) -> Result<(&'static str, Vec<Value>)> {
    Ok(match after.filter(|after| !after.is_empty()).map(place).transpose()? {
        None => ("1", Vec::new()),
        Some((Some(day), article)) => {
            ("(a.day <= ? AND (a.day < ? OR a.article < ?) OR a.day IS NULL)", vec![day.clone().into(), day.into(), article.into()])
        }
        Some((None, article)) => ("(a.day IS NULL AND a.article < ?)", vec![article.into()]),
    })
}

/// Where a page ended: day and row of its last article.
fn written((day, article): Place) -> String {
    format!("{}.{article}", day.unwrap_or_default())
}

fn place(after: &str) -> Result<Place> {
    let no_place = || Error::asked(format!("after={after} is no place of a page; give the `next` of the page before, or leave it out"));
    let (day, article) = after.split_once('.').ok_or_else(no_place)?;
    let article = article.parse().map_err(|_| no_place())?;
    Ok(((!day.is_empty()).then(|| day.to_owned()), article))
}

fn said(db: &Connection, names: &Names<'_>, article: i64, statement: Statement) -> Result<Said> {
    let sql = "SELECT id, title, outlet, url, day, body FROM articles WHERE article = ?1";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?));
    type Kept = (String, String, Option<String>, Option<String>, Option<String>, Option<String>);
    let (id, title, outlet, url, day, body): Kept = db.prepare_cached(sql)?.query_row([article], read)?;
    let text = if statement.field == Field::Title { Some(&title) } else { body.as_ref() };
    let [from, to] = statement.content.map(|at| at as usize);
    let words = text.map(|text| quote::first(text.chars().take(to).skip(from).collect::<String>().trim()));
    let who = |party: &Party| party.actor.as_deref().or(party.country.as_deref()).map(|id| names.named(&names.canonical(id)));
    let via = statement.attribution.chain.iter().map(|link| Via {
        role: link.role.to_string(),
        name: link.name.clone(),
        actor: link.actor.as_deref().map(|id| names.named(id)),
    });
    Ok(Said {
        via: via.collect(),
        day,
        article: id,
        title,
        outlet,
        url,
        speaker: statement.speaker.as_ref().map(|party| party.name.clone()).unwrap_or_default(),
        addressee: statement.addressee.as_ref().map(|party| party.name.clone()),
        addressed: statement.addressee.as_ref().and_then(who),
        force: statement.force,
        quoted: statement.quoted.to_string(),
        words,
        field: crate::store::claim::name(&statement.field),
        span: statement.content,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{lang, observatory};
    use super::*;

    #[test]
    fn statements_are_found_by_group_office_and_state() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let of = |id: &str| statements(&observatory.db, &names, id, None, 10).unwrap();
        for id in ["IRN", "iran", "iran-foreign-minister", "hezbollah"] {
            let page = of(id).unwrap();
            assert_eq!((page.statements.len(), page.next), (1, None), "{id}");
            let said = &page.statements[0];
            assert_eq!(said.words.as_deref(), Some("بلاده تريد علاقات طيبة مع جيران"));
            assert_eq!((said.day.as_deref(), said.outlet.as_deref()), (Some("2024-02-13"), Some("one")));
            assert_eq!(said.addressed.as_ref().unwrap().id, "IRQ");
        }
        assert!(of("FRA").unwrap().statements.is_empty());
        assert!(of("nobody-known").is_none());
    }

    #[test]
    fn a_page_goes_on_where_the_last_ended() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let db = &observatory.db;
        for (day, article) in [(Some("2024-02-14"), 3), (None, 1)] {
            db.execute("UPDATE articles SET day = ?2 WHERE article = ?1", rusqlite::params![article, day]).unwrap();
            db.execute(
                "INSERT INTO statements (article, field, speaker_actor, speaker_country, force, quoted, content_from, content_to, detail)
                 SELECT ?1, field, speaker_actor, speaker_country, force, quoted, content_from, content_to, detail FROM statements WHERE speaker_actor = 'iran' LIMIT 1",
                [article],
            )
            .unwrap();
        }
        let mut days = Vec::new();
        let mut after = None;
        for _ in 0..3 {
            let page = statements(db, &names, "IRN", after.as_deref(), 1).unwrap().unwrap();
            days.extend(page.statements.into_iter().map(|said| said.day));
            after = page.next;
        }
        assert_eq!(days, [Some("2024-02-14".to_owned()), Some("2024-02-13".to_owned()), None]);
        assert_eq!(after, None);
        assert!(statements(db, &names, "IRN", Some("x"), 1).unwrap_err().is_asked());
    }
}
