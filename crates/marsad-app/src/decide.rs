//! `marsad decide`: what people correct in an observatory.
//!
//! One transaction a decision: it is written, what it touches is written anew, and events follow. Nothing is overwritten: `revoke` takes
//! a decision back by another one.

use std::io::{self, Write};

use marsad::Lang;
use serde_json::json;

use crate::batch::{Batches, failed};
use crate::cli::{Action, By, DecideArgs, ListFormat};
use crate::coding;
use crate::end::{End, not_written};
use crate::store::claim::{self, Stored};
use crate::store::decision::{self, Decision, New, anchor, decide, decisions};
use crate::store::group::members_of;
use crate::store::{Error, Observatory, Result, article, retention};

mod change;
mod gold;

/// Runs the command.
pub fn run(args: &DecideArgs) -> End {
    let done = match &args.action {
        Action::List { format } => list(args, *format),
        Action::Gold { articles, gold } => gold::write(&args.db, articles, gold),
        action => act(args, action),
    };
    done.unwrap_or_else(|error| failed(&args.db, &error))
}

/// Makes a decision that was typed.
fn act(args: &DecideArgs, action: &Action) -> Result<End> {
    let layers =
        if let Action::Change { language, .. } = action { (language.pack.as_deref(), language.add.as_slice()) } else { (None, &[][..]) };
    let lang = coding::language(layers.0, layers.1).map_err(Error::Asked)?;
    let decision = decided(Observatory::open(&args.db)?, action, &lang)?;
    match writeln!(io::stdout(), "decision {decision}") {
        Ok(()) => Ok(End::Done),
        Err(error) => Ok(not_written("standard output", &error)),
    }
}

/// Makes a decision and what follows from it; gives its number.
///
/// # Errors
/// When it cannot be made or written; then nothing of it is kept.
pub fn decided(observatory: Observatory, action: &Action, lang: &Lang) -> Result<i64> {
    let mut batches = Batches::begin(observatory, "decide", lang, None)?;
    let made = batches.add(|db, run, touched| {
        let (decision, articles) = make(db, action, lang, touched)?;
        for row in articles {
            touched.articles(db, &[row])?;
            article::decide_again(db, row, run, touched)?;
        }
        Ok(decision)
    });
    // A decision that cannot be made leaves nothing, not even its run.
    let decision = match made {
        Ok(decision) => decision,
        Err(error) => {
            batches.undo()?;
            return Err(error);
        }
    };
    batches.keep(true)?;
    if matches!(action, Action::Takedown { .. }) {
        retention::empty_log(&batches.observatory.db)?;
    }
    Ok(decision)
}

/// Writes a decision; gives its number and the articles whose claims it touches.
fn make(db: &rusqlite::Connection, action: &Action, lang: &Lang, touched: &mut crate::store::group::Touched) -> Result<(i64, Vec<i64>)> {
    let new = |by: &'_ By, action: &'static str, detail| (by.author.clone(), by.reason.clone(), action, detail);
    let write = |(author, reason, action, detail): (String, String, &str, serde_json::Value), claim, revokes| {
        decide(db, &New { author: &author, reason: &reason, action, detail, claim, revokes })
    };
    match action {
        Action::Accept { claim, by } | Action::Reject { claim, by } => {
            let name = if matches!(action, Action::Accept { .. }) { "accept" } else { "reject" };
            let copies = copies(db, claim)?;
            let first = &copies[0].claim;
            let decision = write(new(by, name, json!({ "claim": claim })), Some((first, first)), None)?;
            copies.iter().try_for_each(|stored| anchor(db, decision, 0, stored))?;
            Ok((decision, copies.iter().map(|stored| stored.article).collect()))
        }
        Action::Change { claim, changes, by, .. } => {
            let copies = copies(db, claim)?;
            let before = &copies[0].claim;
            let (after, fields) = change::changed(before, changes, lang)?;
            let decision =
                write(new(by, "change", json!({ "claim": claim, "fields": fields, "typed": changes })), Some((&after, before)), None)?;
            copies.iter().try_for_each(|stored| anchor(db, decision, 0, stored))?;
            Ok((decision, copies.iter().map(|stored| stored.article).collect()))
        }
        Action::Merge { event, other, by } => {
            let (one, two) = (first_of(db, event)?, first_of(db, other)?);
            if one.event == two.event {
                return Err(Error::asked("these are one event already"));
            }
            let decision = write(new(by, "merge", json!({ "events": [event, other] })), None, None)?;
            anchor(db, decision, 0, &one)?;
            anchor(db, decision, 1, &two)?;
            touched.articles(db, &[one.article, two.article])?;
            Ok((decision, Vec::new()))
        }
        Action::Split { claim, by } => {
            let stored = copies(db, claim)?.remove(0);
            let others: Vec<_> =
                members_of(db, stored.event.unwrap_or(0))?.into_iter().filter(|member| member.stored.claim.id != *claim).collect();
            if others.is_empty() {
                return Err(Error::asked("no other claim is in its event; there is nothing to split"));
            }
            let decision = write(new(by, "split", json!({ "claim": claim })), None, None)?;
            anchor(db, decision, 0, &stored)?;
            for (member, side) in others.iter().zip(1..) {
                anchor(db, decision, side, &member.stored)?;
            }
            touched.articles(db, &[stored.article])?;
            Ok((decision, Vec::new()))
        }
        Action::Takedown { article: named, by } => {
            let mut rows = db.prepare("SELECT article FROM articles WHERE id = ?1 OR url = ?1 OR key = ?1")?;
            let rows: Vec<i64> = rows.query_map([named], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            if rows.is_empty() {
                return Err(Error::asked(format!("no article has the id or address {named}")));
            }
            let decision = write(new(by, "takedown", json!({ "article": named })), None, None)?;
            rows.iter().try_for_each(|row| article::remove(db, *row, &by.reason, &by.author, touched))?;
            Ok((decision, Vec::new()))
        }
        Action::Revoke { decision: revoked, by } => {
            match decision::holds(db, *revoked)? {
                None => return Err(Error::asked(format!("there is no decision {revoked}"))),
                Some(false) => return Err(Error::asked(format!("decision {revoked} was taken back already"))),
                Some(true) => {}
            }
            let action: String = db.query_row("SELECT action FROM decisions WHERE decision = ?1", [revoked], |row| row.get(0))?;
            if action == "takedown" {
                return Err(Error::asked("a takedown cannot be taken back: its text is gone"));
            }
            let decision = write(new(by, "revoke", json!({ "decision": revoked })), None, Some(*revoked))?;
            let mut rows = db.prepare("SELECT DISTINCT article FROM articles JOIN anchors USING (hash) WHERE decision = ?1")?;
            let rows: Vec<i64> = rows.query_map([revoked], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok((decision, rows))
        }
        Action::List { .. } | Action::Gold { .. } => Err(Error::asked("it is no decision")),
    }
}

/// A claim in every copy of its text; at least one.
fn copies(db: &rusqlite::Connection, id: &str) -> Result<Vec<Stored>> {
    let mut copies = Vec::new();
    for stored in claim::read(db, "id = ?1", [id])? {
        let key: String = db.query_row("SELECT key FROM articles WHERE article = ?1", [stored.article], |row| row.get(0))?;
        copies.push((key, stored));
    }
    // Whichever came first: a decision is about the same claim in every archive.
    copies.sort_by(|(one, _), (other, _)| one.cmp(other));
    let copies: Vec<Stored> = copies.into_iter().map(|(_, stored)| stored).collect();
    if copies.is_empty() {
        return Err(Error::asked(format!("no claim has the id {id}; `marsad find DB QUERY --what claims` shows ids")));
    }
    Ok(copies)
}

/// The first claim of an event.
fn first_of(db: &rusqlite::Connection, id: &str) -> Result<Stored> {
    let mut rows = db.prepare("SELECT event FROM events WHERE id = ?1")?;
    let event: Option<i64> = rows.query_map([id], |row| row.get(0))?.next().transpose()?;
    let members = event.map(|event| members_of(db, event)).transpose()?.unwrap_or_default();
    let first = members.into_iter().next().map(|member| member.stored);
    first.ok_or_else(|| Error::asked(format!("no event has the id {id}; `marsad find DB QUERY` shows ids")))
}

fn list(args: &DecideArgs, format: ListFormat) -> Result<End> {
    let decisions = decisions(&Observatory::look(&args.db)?.db)?;
    if decisions.is_empty() {
        return Ok(End::Nothing("nothing was decided yet".to_owned()));
    }
    let line = |decision: &Decision| match format {
        ListFormat::Json => format!("{}\n", json!(decision)),
        ListFormat::Table => {
            let force = if decision.in_force { "in force" } else { "taken back" };
            let mut lines = format!(
                "{}  {}  {}  {}  {force}\n  {}\n  {}\n",
                decision.decision, decision.at, decision.author, decision.action, decision.detail, decision.reason
            );
            for now in &decision.differs {
                lines += &format!("  the coder now says: {}\n", if now.is_null() { "nothing".to_owned() } else { now.to_string() });
            }
            lines
        }
    };
    let lines: String = decisions.iter().map(line).collect();
    Ok(match io::stdout().lock().write_all(lines.as_bytes()) {
        Ok(()) => End::Done,
        Err(error) => not_written("standard output", &error),
    })
}
