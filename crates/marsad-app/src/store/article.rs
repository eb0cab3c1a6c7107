//! What is kept of an article: its text and versions, what it claims, its words, its story.
//!
//! In: an article with what it was coded to ([`Incoming`]). Out: [`Outcome`]; an article that is known is not written again, a changed text
//! of the same address becomes a new version, and one that was taken down is refused.
//!
//! An article is known again by its address, else by its outlet and id ([`key`]). Everything here happens inside the caller's transaction.

use marsad::Article;
use marsad::coded::{Claim, CodedArticle};
use rusqlite::{Connection, OptionalExtension, params};

use super::claim::{self, name, write, write_figure};
use super::decision::{decided, follow};
use super::error::Result;
use super::group::Touched;
use super::open::{Run, now};
use super::statement::write_statement;
use super::story::{Signature, day_number, digest, enter, leave};
use super::words::Words;
use super::{cluster, rollup};

/// An article on its way into the archive.
#[derive(Debug)]
pub struct Incoming {
    /// As it was read.
    pub article: Article,
    /// What it was coded to.
    pub coded: CodedArticle,
    /// The words it is found by.
    pub words: Words,
}

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    New,
    /// Its text is another than before.
    Changed,
    /// It is there already.
    Known,
    /// It was taken down.
    Refused,
}

/// By what an article is known again: its address without what does not matter, else outlet and id.
#[must_use]
pub fn key(article: &Article) -> String {
    let Some(url) = article.url.as_deref().filter(|url| !url.trim().is_empty()) else {
        let id = if article.id.is_empty() { article.hash() } else { article.id.clone() };
        return format!("{}\u{1f}{id}", article.outlet.as_deref().unwrap_or(""));
    };
    let url = url.trim().split('#').next().unwrap_or("");
    let Some((base, query)) = url.split_once('?') else { return url.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("utm_")).collect();
    if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) }
}

/// Keys and hashes of all articles, as one number each: whether an article is there can be told before it is coded.
///
/// # Errors
/// When they cannot be read.
pub fn known(db: &Connection) -> Result<rustc_hash::FxHashSet<u64>> {
    let mut rows = db.prepare("SELECT key, hash, title FROM articles")?;
    let mut rows = rows.query([])?;
    let mut known = rustc_hash::FxHashSet::default();
    while let Some(row) = rows.next()? {
        known.insert(fingerprint(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?, &row.get::<_, String>(2)?));
    }
    Ok(known)
}

/// The same for earlier texts of articles.
///
/// # Errors
/// When they cannot be read.
pub fn known_before(db: &Connection) -> Result<Vec<u64>> {
    let sql = "SELECT articles.key, versions.hash, versions.title FROM versions JOIN articles USING (article)";
    let mut rows = db.prepare(sql)?;
    let number = |row: &rusqlite::Row<'_>| Ok(fingerprint(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?, &row.get::<_, String>(2)?));
    Ok(rows.query_map([], number)?.collect::<rusqlite::Result<_>>()?)
}

/// The number of an article in [`known`].
#[must_use]
pub fn fingerprint(key: &str, hash: &str, title: &str) -> u64 {
    digest(&[key, hash, title]) as u64
}

/// Takes an article in.
///
/// # Errors
/// When it cannot be written.
pub fn put(db: &Connection, incoming: &Incoming, run: &Run, touched: &mut Touched) -> Result<Outcome> {
    let (article, header) = (&incoming.article, &incoming.coded.article);
    let key = key(article);
    let dead = "SELECT 1 FROM tombstones WHERE key = ?1 OR hash = ?2";
    if db.prepare_cached(dead)?.exists(params![key, header.hash])? {
        return Ok(Outcome::Refused);
    }
    let sql = "SELECT article, hash, title FROM articles WHERE key = ?1";
    let before: Option<(i64, String, String)> =
        db.prepare_cached(sql)?.query_row([&key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let signature = Signature::of(&incoming.words.forms);
    let notes = serde_json::to_string(&incoming.coded.notes)?;
    let day = header.published.as_deref().and_then(|published| published.get(..10)).map(str::to_owned);
    let (row, outcome) = match before {
        Some((_, hash, title)) if hash == header.hash && title == article.title => return Ok(Outcome::Known),
        Some((row, hash, _)) => {
            db.prepare_cached(
                "INSERT INTO versions (article, version, published, title, body, hash, ended)
                 SELECT article, version, published, title, body, hash, ?2 FROM articles WHERE article = ?1",
            )?
            .execute(params![row, now()])?;
            clear(db, row, touched)?;
            touched.articles(db, &leave(db, row)?)?;
            db.prepare_cached(
                "UPDATE articles SET id = ?2, url = ?3, outlet = ?4, published = ?5, day = ?6, language = ?7, title = ?8, body = ?9, hash = ?10,
                   version = version + 1, story = 0, signature = ?11, notes = ?12, coded = ?13 WHERE article = ?1",
            )?
            .execute(params![
                row,
                header.id,
                article.url,
                article.outlet,
                header.published,
                day,
                header.language,
                article.title,
                article.body,
                header.hash,
                signature.bytes(),
                notes,
                run.run,
            ])?;
            follow(db, &hash, &header.hash, &article.title, &article.body)?;
            (row, Outcome::Changed)
        }
        None => {
            db.prepare_cached(
                "INSERT INTO articles (key, id, url, outlet, published, day, language, title, body, hash, story, signature, digest, words_digest,
                   notes, run, coded, ingested) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?11, 0, 0, ?12, ?13, ?13, ?14)",
            )?
            .execute(params![
                key,
                header.id,
                article.url,
                article.outlet,
                header.published,
                day,
                header.language,
                article.title,
                article.body,
                header.hash,
                signature.bytes(),
                notes,
                run.run,
                now(),
            ])?;
            (db.last_insert_rowid(), Outcome::New)
        }
    };
    let moved = enter(db, row, &signature, day.as_deref())?;
    if moved.len() > 1 {
        touched.articles(db, &moved)?;
    }
    write_words(db, row, &incoming.words)?;
    write_coded(db, row, &incoming.coded, run, touched)?;
    Ok(outcome)
}

/// The words of an article, in place of those before.
///
/// # Errors
/// When they cannot be written.
pub fn write_words(db: &Connection, row: i64, words: &Words) -> Result<()> {
    db.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([row])?;
    db.prepare_cached("INSERT INTO words (rowid, title_lemmas, lemmas, title_forms, forms) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![row, words.title_lemmas, words.lemmas, words.title_forms, words.forms])?;
    db.prepare_cached("UPDATE articles SET words_digest = ?2 WHERE article = ?1")?.execute(params![row, words_digest(words)])?;
    Ok(())
}

/// A number that changes when the words do.
#[must_use]
pub fn words_digest(words: &Words) -> i64 {
    digest(&[&words.title_lemmas, &words.lemmas, &words.title_forms, &words.forms])
}

/// A number that changes when anything of a coded article does.
///
/// # Errors
/// When it cannot be serialized, which no coded article causes.
pub fn coded_digest(coded: &CodedArticle) -> Result<i64> {
    let parts = serde_json::to_string(&(&coded.claims, &coded.statements, &coded.figures, &coded.roles, &coded.notes))?;
    Ok(digest(&[&parts]))
}

/// Writes what an article was coded to, with what people decided about it. What was there before has to be gone ([`clear`]).
///
/// # Errors
/// When it cannot be written.
pub fn write_coded(db: &Connection, row: i64, coded: &CodedArticle, run: &Run, touched: &mut Touched) -> Result<()> {
    let day = coded.article.published.as_deref().and_then(|published| published.get(..10)).unwrap_or("");
    let decided = decided(db, row, &coded.article.hash, &coded.claims, run)?;
    let n_claims = decided.iter().filter(|decided| decided.state != "rejected").count();
    for decided in &decided {
        let day = cell(&decided.claim, day);
        write(db, row, decided, &day)?;
        touched.cell(&decided.claim.event_type, &day);
    }
    for figure in &coded.figures {
        write_figure(db, row, None, figure)?;
    }
    for statement in &coded.statements {
        write_statement(db, row, day, statement)?;
    }
    for role in &coded.roles {
        let sql =
            "INSERT INTO roles (article, field, name, office, country, on_day, span_from, span_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        db.prepare_cached(sql)?.execute(params![
            row,
            name(&role.field),
            role.name,
            role.office,
            role.country,
            role.on,
            role.span[0],
            role.span[1]
        ])?;
    }
    rollup::count_article(db, coded.article.outlet.as_deref(), day, 1, n_claims as i64)?;
    let sql = "UPDATE articles SET digest = ?2, notes = ?3, coded = ?4 WHERE article = ?1";
    db.prepare_cached(sql)?.execute(params![row, coded_digest(coded)?, serde_json::to_string(&coded.notes)?, run.run])?;
    Ok(())
}

/// Removes what an article was coded to; its text stays.
///
/// # Errors
/// When it cannot be written.
pub fn clear(db: &Connection, row: i64, touched: &mut Touched) -> Result<()> {
    touched.articles(db, &[row])?;
    let sql = "SELECT outlet, coalesce(day, ''), (SELECT count(*) FROM claims WHERE article = ?1 AND state <> 'rejected') FROM articles WHERE article = ?1";
    let (outlet, day, n_claims): (Option<String>, String, i64) =
        db.prepare_cached(sql)?.query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rollup::count_article(db, outlet.as_deref(), &day, -1, -n_claims)?;
    for table in ["figures", "claims", "statements", "roles"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE article = ?1"))?.execute([row])?;
    }
    Ok(())
}

/// Writes the claims of an article again, as people now have them; its text need not be there.
///
/// # Errors
/// When they cannot be written.
pub fn decide_again(db: &Connection, row: i64, run: &Run, touched: &mut Touched) -> Result<()> {
    touched.articles(db, &[row])?;
    let coded: Vec<Claim> = claim::read(db, "article = ?1 AND state <> 'kept'", [row])?
        .into_iter()
        .map(|stored| stored.coded.unwrap_or(stored.claim))
        .collect();
    let sql = "SELECT outlet, coalesce(day, ''), hash, (SELECT count(*) FROM claims WHERE article = ?1 AND state <> 'rejected') FROM articles WHERE article = ?1";
    let (outlet, day, hash, n_before): (Option<String>, String, String, i64) =
        db.query_row(sql, [row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let decided = decided(db, row, &hash, &coded, run)?;
    db.execute("DELETE FROM claims WHERE article = ?1", [row])?;
    let n_claims = decided.iter().filter(|decided| decided.state != "rejected").count() as i64;
    for decided in &decided {
        let day = cell(&decided.claim, &day);
        write(db, row, decided, &day)?;
        touched.cell(&decided.claim.event_type, &day);
    }
    rollup::count_article(db, outlet.as_deref(), &day, 0, n_claims - n_before)
}

/// Takes an article down: its text, versions, claims and words go, a tombstone stays.
///
/// # Errors
/// When it cannot be written.
pub fn remove(db: &Connection, row: i64, reason: &str, author: &str, touched: &mut Touched) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO tombstones (key, hash, removed, reason, author) SELECT key, hash, ?2, ?3, ?4 FROM articles WHERE article = ?1";
    db.execute(sql, params![row, now(), reason, author])?;
    clear(db, row, touched)?;
    touched.articles(db, &leave(db, row)?)?;
    db.execute("DELETE FROM words WHERE rowid = ?1", [row])?;
    db.execute("DELETE FROM articles WHERE article = ?1", [row])?;
    Ok(())
}

/// The day under which a claim is looked for: that of its date where it is exact enough, else that of publication; empty where there is none.
#[must_use]
pub fn cell(claim: &Claim, published: &str) -> String {
    sharp(claim).map_or_else(|| published.to_owned(), |(start, _)| start.to_owned())
}

/// First and last day of a claim's date, where it counts as a day.
pub fn sharp(claim: &Claim) -> Option<(&str, &str)> {
    let date = claim.date.as_ref()?;
    let (start, end) = (date.start.as_deref()?, date.end.as_deref()?);
    let n_days = day_number(end)? - day_number(start)?;
    (0..=i64::from(cluster::SHARP)).contains(&n_days).then_some((start, end))
}
