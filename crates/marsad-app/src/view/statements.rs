//! What did somebody say?
//!
//! In: an actor, a person, an office, a country or organisation. Out: [`Statements`], the latest first, a page at a time: when, in which article, to whom, how, at most
//! 25 words of what was said, and through whom it came. They are found as `said-by:` finds them ([`crate::query::statements`]), with names for readers.
//!
//! Words are those of the report, at most as many as may be quoted; where a text was let go there are those that were kept of it.

use rusqlite::Connection;
use serde::Serialize;
use utoipa::ToSchema;

use marsad::coded::Party;

use super::dyad::is_known;
use super::name::{Named, Names};
use super::once::at_once;
use crate::query::{self, Filter, Query};
use crate::store::Result;

/// A page of what somebody said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Statements {
    /// The latest first.
    pub statements: Vec<Said>,
    /// Where the next page begins; `None` at the end.
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
    /// The words, at most 25; `None` where neither the text nor a quote is kept.
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

/// A page of what somebody said, from `after` (a page's `next`) on; `None` where nobody is called so.
///
/// Cost: that of the page, however much was said.
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
        let said_by = format!("said-by:{id}");
        let said_by = Filter { typed: said_by.clone(), facets: vec![said_by], not: false };
        let query = Query { filters: vec![said_by], ..Query::default() };
        let page = query::statements(db, &query, query::cursor(after)?.as_ref(), limit, names.lang)?;
        let statements = page.statements.into_iter().map(|found| said(names, found)).collect();
        Ok(Some(Statements { statements, next: page.next.as_ref().map(query::next) }))
    })
}

fn said(names: &Names<'_>, found: query::Said) -> Said {
    let who = |party: &Party| party.actor.as_deref().or(party.country.as_deref()).map(|id| names.named(&names.canonical(id)));
    let via = found.via.into_iter().map(|link| Via {
        role: link.role.to_string(),
        actor: link.actor.as_deref().map(|id| names.named(id)),
        name: link.name,
    });
    Said {
        via: via.collect(),
        day: Some(found.day).filter(|day| !day.is_empty()),
        article: found.article,
        title: found.title,
        outlet: found.outlet,
        url: found.url,
        speaker: found.speaker.map(|party| party.name).unwrap_or_default(),
        addressed: found.addressee.as_ref().and_then(who),
        addressee: found.addressee.map(|party| party.name),
        force: found.force,
        quoted: found.quoted,
        words: found.words,
        field: found.field,
        span: found.content,
    }
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
        for (day, article) in [("2024-02-14", 3), ("", 1)] {
            db.execute(
                "INSERT INTO statements (article, day, field, speaker_actor, speaker_country, force, quoted, content_from, content_to, detail)
                 SELECT ?1, ?2, field, speaker_actor, speaker_country, force, quoted, content_from, content_to, detail FROM statements WHERE speaker_actor = 'iran' LIMIT 1",
                rusqlite::params![article, day],
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
