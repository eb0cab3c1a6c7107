//! From an observatory to the files of a snapshot.
//!
//! In: an observatory, what was asked. Out: tables, manifest and citation in a folder that nobody sees yet, and the manifest with its id.
//!
//! Everything is read in one transaction, so a run that writes at the same time is in it whole batches at a time or not at all. Articles are
//! walked by name, and what belongs to one is sorted while it is in memory; memory grows with the claims of one article only.

use std::collections::BTreeSet;
use std::io;

use marsad::Lang;
use rusqlite::Connection;

use super::cite;
use super::folder::{Folder, Sheet};
use super::manifest::{Citation, Coder, FORM, MANIFEST, Manifest, SUMS, TABLES, id_of};
use super::rows::{self, ArticleRow, DecisionRow, PlaceRow, line, sorted};
use super::select::{article_name, select};
use crate::query::parse;
use crate::store::claim::{self, Stored};
use crate::store::decision::decisions;
use crate::store::{Error, event};

/// What a snapshot is asked to hold.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which events; all where it is empty.
    pub query: String,
    /// Its title; a plain one where there is none.
    pub title: Option<String>,
    /// Who made it.
    pub creators: Vec<String>,
    /// Its licence.
    pub licence: Option<String>,
}

/// Why there is no snapshot.
#[derive(Debug)]
pub enum Failure {
    /// The observatory could not be read, or the query not understood.
    Store(Error),
    /// The files could not be written.
    Write(io::Error),
    /// Nothing is in it.
    Nothing,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Writes the files of a snapshot into a folder.
///
/// # Errors
/// Why there is none; the folder then holds parts of it.
pub fn freeze(db: &Connection, lang: &Lang, asked: &Asked, folder: &Folder) -> Result<Manifest, Failure> {
    // What is chosen may be much: on the disk, not in memory.
    db.execute_batch("PRAGMA temp_store = FILE; BEGIN")?;
    let typed = asked.query.trim();
    let query = if typed.is_empty() { None } else { Some(parse(typed, db, lang)?) };
    if select(db, query.as_ref())? == 0 {
        return Err(Failure::Nothing);
    }
    let mut sheets = TABLES.iter().map(|table| Sheet::new(folder, table.file)).collect::<io::Result<Vec<_>>>().map_err(Failure::Write)?;
    let [articles, claims, decided, events, figures, participants] = sheets.as_mut_slice() else { return Err(Failure::Nothing) };
    let mut seen = Seen::default();
    let mut chosen = db.prepare("SELECT article, name FROM temp.chosen ORDER BY name")?;
    let mut chosen = chosen.query([])?;
    while let Some(row) = chosen.next()? {
        let (row, name): (i64, String) = (row.get(0)?, row.get(1)?);
        put(articles, &line(&seen.article(db, row, &name)?)?)?;
        if query.is_none() {
            for line in rows::figures(&claim::own_figures(db, row)?, &name, None)? {
                put(figures, &line)?;
            }
        }
        for (stored, event) in claims_of(db, row, query.is_some())? {
            put(claims, &rows::claim(&stored, &name, event.as_deref())?)?;
            for line in rows::participants(&stored.claim, &name)? {
                put(participants, &line)?;
            }
            for line in rows::figures(&stored.claim.figures, &name, Some(&stored.claim.id))? {
                put(figures, &line)?;
            }
        }
    }
    let mut all = db.prepare("SELECT events.* FROM events JOIN temp.chosen_events USING (event) ORDER BY id")?;
    let mut all = all.query([])?;
    while let Some(row) = all.next()? {
        put(events, &line(&event::read(row)?)?)?;
    }
    decisions_of(db, query.is_some(), decided)?;
    let files = sheets.into_iter().map(Sheet::finish).collect::<io::Result<Vec<_>>>().map_err(Failure::Write)?;
    let mut manifest = Manifest {
        snapshot: FORM,
        query: query.is_some().then(|| typed.to_owned()),
        first_day: seen.first_day,
        last_day: seen.last_day,
        n_outlets: seen.outlets.len(),
        n_stories: seen.stories.len(),
        coders: coders(db)?,
        citation: Citation { title: String::new(), creators: asked.creators.clone(), licence: asked.licence.clone() },
        files,
    };
    manifest.citation.title = asked.title.clone().unwrap_or_else(|| cite::title(&manifest));
    write_rest(&manifest, folder)?;
    Ok(manifest)
}

fn put(sheet: &mut Sheet, line: &[u8]) -> Result<(), Failure> {
    sheet.row(line).map_err(Failure::Write)
}

/// Manifest, citation and checksums.
fn write_rest(manifest: &Manifest, folder: &Folder) -> Result<(), Failure> {
    let bytes = manifest.bytes()?;
    let id = id_of(&bytes);
    folder.file(MANIFEST, &bytes).map_err(Failure::Write)?;
    for (file, text) in cite::files(manifest, &id) {
        folder.file(file, text.as_bytes()).map_err(Failure::Write)?;
    }
    folder.file(SUMS, sums(manifest, &id).as_bytes()).map_err(Failure::Write)
}

/// The checksums of manifest and tables.
#[must_use]
pub fn sums(manifest: &Manifest, id: &str) -> String {
    let tables = manifest.files.iter().map(|listed| format!("{}  {}\n", listed.sha256, listed.file));
    std::iter::once(format!("{id}  {MANIFEST}\n")).chain(tables).collect()
}

/// What is known of the articles that were written.
#[derive(Default)]
struct Seen {
    first_day: Option<String>,
    last_day: Option<String>,
    outlets: BTreeSet<String>,
    stories: BTreeSet<i64>,
}

impl Seen {
    fn article(&mut self, db: &Connection, row: i64, name: &str) -> Result<ArticleRow, Failure> {
        let sql = "SELECT articles.id, url, outlet, published, day, language, title, articles.hash, version, articles.story,
            (SELECT key FROM articles AS first WHERE first.article = stories.first)
            FROM articles LEFT JOIN stories USING (story) WHERE articles.article = ?1";
        let mut found = db.prepare_cached(sql)?;
        let (article, day, story) = found.query_row([row], |row| {
            let first: Option<String> = row.get(10)?;
            let article = ArticleRow {
                article: name.to_owned(),
                id: row.get(0)?,
                url: row.get(1)?,
                outlet: row.get(2)?,
                published: row.get(3)?,
                language: row.get(5)?,
                title: super::quote::first(&row.get::<_, String>(6)?),
                hash: row.get(7)?,
                version: row.get(8)?,
                story: first.as_deref().map_or_else(|| name.to_owned(), article_name),
            };
            Ok((article, row.get::<_, Option<String>>(4)?, row.get::<_, i64>(9)?))
        })?;
        if let Some(day) = day {
            if self.first_day.as_ref().is_none_or(|first| day < *first) {
                self.first_day = Some(day.clone());
            }
            if self.last_day.as_ref().is_none_or(|last| day > *last) {
                self.last_day = Some(day);
            }
        }
        self.outlets.extend(article.outlet.clone());
        self.stories.insert(story);
        Ok(article)
    }
}

/// The claims of an article in the order of their ids, each with the id of its event.
fn claims_of(db: &Connection, article: i64, narrowed: bool) -> Result<Vec<(Stored, Option<String>)>, Failure> {
    let condition = if narrowed { "article = ?1 AND event IN (SELECT event FROM temp.chosen_events)" } else { "article = ?1" };
    let mut claims = Vec::new();
    let mut id = db.prepare_cached("SELECT id FROM events WHERE event = ?1")?;
    for stored in claim::read(db, condition, [article])? {
        let event = stored.event.map(|event| id.query_row([event], |row| row.get(0))).transpose()?;
        claims.push((stored, event));
    }
    claims.sort_by(|(one, _), (other, _)| one.claim.id.cmp(&other.claim.id));
    Ok(claims)
}

/// Writes the decisions about texts that are in, and those that take them back, in their order.
fn decisions_of(db: &Connection, narrowed: bool, sheet: &mut Sheet) -> Result<(), Failure> {
    let about = if narrowed {
        "AND EXISTS (SELECT 1 FROM temp.chosen JOIN claims USING (article) JOIN temp.chosen_events USING (event)
           WHERE chosen.hash = anchors.hash AND claims.field = anchors.field AND claims.trigger_from < anchors.trigger_to
             AND anchors.trigger_from < claims.trigger_to)"
    } else {
        "AND hash IN (SELECT hash FROM temp.chosen)"
    };
    let sql = format!(
        "SELECT side, hash, field, trigger_from, trigger_to, event_type FROM anchors WHERE decision = ?1 {about}
         ORDER BY side, hash, field, trigger_from"
    );
    let mut anchors = db.prepare(&sql)?;
    let mut written = BTreeSet::new();
    for decision in decisions(db)? {
        let place = |row: &rusqlite::Row<'_>| {
            let trigger = [row.get(3)?, row.get(4)?];
            Ok(PlaceRow { side: row.get(0)?, hash: row.get(1)?, r#in: row.get(2)?, trigger, event_type: row.get(5)? })
        };
        let places = anchors.query_map([decision.decision], place)?.collect::<rusqlite::Result<Vec<_>>>()?;
        if places.is_empty() && !decision.revokes.is_some_and(|revoked| written.contains(&revoked)) {
            continue;
        }
        written.insert(decision.decision);
        put(
            sheet,
            &line(&DecisionRow {
                decision: decision.decision,
                author: &decision.author,
                reason: &decision.reason,
                action: &decision.action,
                detail: sorted(&decision.detail),
                revokes: decision.revokes,
                in_force: decision.in_force,
                places,
            })?,
        )?;
    }
    Ok(())
}

/// With what the articles were coded.
fn coders(db: &Connection) -> Result<Vec<Coder>, Failure> {
    let sql = "SELECT marsad, pack, ontology, data, count(*) FROM articles JOIN temp.chosen USING (article) JOIN runs ON runs.run = coded
        GROUP BY marsad, pack, ontology, data ORDER BY marsad, pack, ontology, data";
    let coder = |row: &rusqlite::Row<'_>| {
        Ok(Coder { marsad: row.get(0)?, pack: row.get(1)?, ontology: row.get(2)?, data: row.get(3)?, n_articles: row.get(4)? })
    };
    Ok(db.prepare(sql)?.query_map([], coder)?.collect::<rusqlite::Result<_>>()?)
}
