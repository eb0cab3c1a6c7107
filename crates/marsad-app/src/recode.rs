//! `marsad recode`: an archive coded again, after its program or its language data changed.
//!
//! Every article that has its text is coded again on all cores; where the result is another, its rows are written anew and what was added,
//! dropped and changed is counted. What people decided holds ([`crate::store::decision`]); where the coder now differs, it is listed.
//! A run that was stopped goes on where it was: articles that the same program and data have coded already are left out; `--all` codes them too,
//! and makes everything again that is derived ([`crate::store::rebuild`]).

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use marsad::coded::{Claim, CodedArticle};
use marsad::{Article, Lang};
use rusqlite::{Connection, OpenFlags, params};

use crate::batch::{Batches, failed};
use crate::cli::RecodeArgs;
use crate::code::jobs;
use crate::coding;
use crate::end::End;
use crate::report::Reporter;
use crate::store::article::{clear, coded_digest, words_digest, write_coded, write_words};
use crate::store::decision::summary;
use crate::store::{Error, Observatory, Result, Words, claim, words_of};
use marsad_read::trouble::{At, Origin, Trouble};
use marsad_read::work;

/// An article of the archive, to be coded again.
struct Stored {
    row: i64,
    article: Article,
    digest: i64,
    words_digest: i64,
}

/// What became of it.
enum Recoded {
    Same(i64),
    Other(Box<Other>),
    Trouble(Trouble),
}

struct Other {
    row: i64,
    coded: Option<CodedArticle>,
    words: Option<Words>,
}

/// What changed.
#[derive(Default)]
struct Changes {
    added: u64,
    dropped: u64,
    changed: u64,
    by_type: BTreeMap<String, [u64; 3]>,
}

/// Runs the command.
pub fn run(args: &RecodeArgs) -> End {
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    match recode(args, lang) {
        Ok(end) => end,
        Err(error) => failed(&args.db, &error),
    }
}

fn recode(args: &RecodeArgs, lang: Lang) -> Result<End> {
    let observatory = Observatory::open(&args.db)?;
    let n_textless: i64 = observatory.db.query_row("SELECT count(*) FROM articles WHERE body IS NULL", [], |row| row.get(0))?;
    let total: i64 = observatory.db.query_row("SELECT coalesce(sum(length(body)), 0) FROM articles", [], |row| row.get(0))?;
    let mut batches = Batches::begin(observatory, "recode", &lang, args.min_confidence)?;
    let mut reporter = Reporter::new(["article", "claim"], true, u64::try_from(total).ok());
    let (path, n_bytes, all, run) = (args.db.clone(), reporter.n_bytes(), args.all, batches.run.run);
    let mut changes = Changes::default();
    let mut error = None;
    work::keep_panics_quiet();
    let settings = Arc::new((lang, args.min_confidence));
    let worked = work::in_order(
        jobs(args.jobs),
        |stored: &Result<Stored>| stored.as_ref().map_or(0, |stored| stored.article.body.len()),
        move |push| {
            let read = each(&path, all, run, &mut |stored| {
                n_bytes.fetch_add(stored.article.body.len() as u64, std::sync::atomic::Ordering::Relaxed);
                push(Ok(stored))
            });
            if let Err(error) = read {
                let _ = push(Err(error));
            }
        },
        move |stored| stored.map(|stored| code_again(&stored, &settings.0, settings.1, all)),
        |recoded| {
            let Some(recoded) = recoded else { return ControlFlow::Continue(()) };
            match recoded.and_then(|recoded| keep(recoded, &mut batches, &mut changes, &mut reporter)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(why) => {
                    error = Some(why);
                    ControlFlow::Break(())
                }
            }
        },
    );
    if let Some(error) = error {
        return Err(error);
    }
    worked.map_err(|error| Error::asked(error.to_string()))?;
    if args.all {
        batches.rebuild()?;
    }
    batches.keep(true)?;
    reporter.summary();
    print(&changes, &batches.observatory.db, n_textless);
    Ok(End::Done)
}

/// Reads articles that this program and data have not coded, in the order of their rows, on a connection of its own.
fn each(path: &std::path::Path, all: bool, run: i64, push: &mut dyn FnMut(Stored) -> ControlFlow<()>) -> Result<()> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let sql = "SELECT article, id, url, outlet, published, title, body, digest, words_digest FROM articles
        WHERE body IS NOT NULL AND article > ?1 AND (?2 OR coded NOT IN (
          SELECT runs.run FROM runs, runs AS this WHERE this.run = ?3 AND runs.marsad = this.marsad AND runs.ontology = this.ontology
            AND runs.data = this.data))
        ORDER BY article LIMIT 500";
    let mut last = 0;
    loop {
        // A page at a time: a reader that stays open for the whole archive would keep the log from being emptied.
        let mut rows = db.prepare_cached(sql)?;
        let row = |row: &rusqlite::Row<'_>| {
            let article = Article {
                id: row.get(1)?,
                url: row.get(2)?,
                outlet: row.get(3)?,
                published: row.get(4)?,
                title: row.get(5)?,
                body: row.get(6)?,
            };
            Ok(Stored { row: row.get(0)?, article, digest: row.get(7)?, words_digest: row.get(8)? })
        };
        let page: Vec<Stored> = rows.query_map(params![last, all, run], row)?.collect::<rusqlite::Result<_>>()?;
        let Some(end) = page.last().map(|stored| stored.row) else { return Ok(()) };
        last = end;
        for stored in page {
            if push(stored).is_break() {
                return Ok(());
            }
        }
    }
}

/// Codes an article again; with `all` its words are written even where they are the same.
fn code_again(stored: &Stored, lang: &Lang, min_confidence: Option<f32>, all: bool) -> Recoded {
    let origin = Origin { file: stored.article.id.as_str().into(), place: At::Whole };
    let message = "the coder failed on this article; its claims are left as they were";
    let coded = work::caught(&origin, message, || {
        let coded = coding::code(&stored.article, lang, min_confidence, false, None);
        let words = words_of(&stored.article.title, &stored.article.body, lang);
        let coded = (coded_digest(&coded).ok() != Some(stored.digest)).then_some(coded);
        let words = (all || words_digest(&words) != stored.words_digest).then_some(words);
        (coded, words)
    });
    match coded {
        Ok((None, None)) => Recoded::Same(stored.row),
        Ok((coded, words)) => Recoded::Other(Box::new(Other { row: stored.row, coded, words })),
        Err(trouble) => Recoded::Trouble(trouble),
    }
}

fn keep(recoded: Recoded, batches: &mut Batches, changes: &mut Changes, reporter: &mut Reporter) -> Result<()> {
    let other = match recoded {
        Recoded::Trouble(trouble) => {
            reporter.trouble(&trouble);
            return Ok(());
        }
        Recoded::Same(row) => {
            reporter.add(1, 0);
            return batches.add(|db, run, _| {
                run.counts[2] += 1;
                db.prepare_cached("UPDATE articles SET coded = ?2 WHERE article = ?1")?.execute([row, run.run])?;
                Ok(())
            });
        }
        Recoded::Other(other) => other,
    };
    let n_claims = other.coded.as_ref().map_or(0, |coded| coded.claims.len());
    batches.add(|db, run, touched| {
        run.counts[1] += 1;
        if let Some(words) = &other.words {
            write_words(db, other.row, words)?;
        }
        if let Some(coded) = &other.coded {
            let before: Vec<Claim> = claim::read(db, "article = ?1 AND state <> 'kept'", [other.row])?
                .into_iter()
                .map(|stored| stored.coded.unwrap_or(stored.claim))
                .collect();
            changes.count(&before, &coded.claims);
            clear(db, other.row, touched)?;
            write_coded(db, other.row, coded, run, touched)?;
        } else {
            db.prepare_cached("UPDATE articles SET coded = ?2 WHERE article = ?1")?.execute([other.row, run.run])?;
        }
        Ok(())
    })?;
    reporter.add(1, n_claims);
    Ok(())
}

impl Changes {
    /// Compares the claims of an article by their ids; what was decided about a claim counts as a change of the coder's only where it differs.
    fn count(&mut self, before: &[Claim], after: &[Claim]) {
        for claim in after {
            match before.iter().find(|old| old.id == claim.id) {
                None => self.one(claim, 0),
                Some(old) if summary(old) != summary(claim) => self.one(claim, 2),
                Some(_) => {}
            }
        }
        before.iter().filter(|old| !after.iter().any(|claim| claim.id == old.id)).for_each(|old| self.one(old, 1));
    }

    fn one(&mut self, claim: &Claim, which: usize) {
        *[&mut self.added, &mut self.dropped, &mut self.changed][which] += 1;
        self.by_type.entry(claim.event_type.clone()).or_default()[which] += 1;
    }
}

/// Says what changed, and which decisions the coder now differs from.
fn print(changes: &Changes, db: &Connection, n_textless: i64) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "claims: {} added, {} dropped, {} changed", changes.added, changes.dropped, changes.changed);
    for (event_type, [added, dropped, changed]) in &changes.by_type {
        let _ = writeln!(out, "  {event_type:10} {added:6} added {dropped:6} dropped {changed:6} changed");
    }
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap_or(0);
    let n_decisions = count("SELECT count(*) FROM decisions");
    let n_differ = count("SELECT count(DISTINCT decision) FROM differences");
    if n_decisions > 0 {
        let _ = writeln!(out, "decisions: {n_decisions}, of which the coder differs from {n_differ} (`marsad decide DB list`)");
    }
    if n_textless > 0 {
        let _ = writeln!(out, "{n_textless} articles have no text any more and keep their claims");
    }
}
