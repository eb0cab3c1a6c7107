//! What was an event at a time?
//!
//! In: an id, a time. Out: the event as it then was ([`Was`]): its present row, or that of what it became, with everything undone that was noted since. An event that
//! six outlets tell and two told on Monday has the two claims and the fields of Monday.
//!
//! What is kept is what of an event changed, and when; not what coding again changed inside of a claim. So claims are those that were there and still are, as
//! they are coded now, and how many there were says whether some are missing. Before version 4 of the file fewer fields were noted, no hour, and nothing of an event that went
//! into another: of that nothing can be shown. A snapshot keeps everything ([`crate::snapshot`]).

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};

use crate::store::event::{Event, read};
use crate::store::{Error, Result};

/// Steps of an event's history that are followed, at most.
const MAX_STEPS: usize = 10_000;

/// An event as it was.
#[derive(Clone, Debug)]
pub struct Was {
    /// Its fields at that time.
    pub event: Event,
    /// Row of what it is now, whose claims may have been its own; `None` where it went into another or is gone.
    pub row: Option<i64>,
    /// Whether anything was noted of it by then.
    pub is_noted: bool,
}

/// A change that was noted.
struct Step {
    event: String,
    at: String,
    change: String,
    detail: Value,
    /// Noted by a file of version 4 or later.
    is_full: bool,
}

/// A time as it is written in the address: a day, which means its end, or a time; in UTC to the second, as times are kept.
///
/// # Errors
/// When it is neither.
pub fn time(text: &str) -> Result<String> {
    // A time first: a day is read from the beginning of a time, too.
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(time.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    }
    let wrong = || Error::asked(format!("at={text} is no day or time; write at=2024-11-10 or at=2024-11-10T12:00:00Z"));
    Ok(format!("{}T23:59:59Z", text.parse::<Date>().map_err(|_| wrong())?))
}

/// An event as it was at a time; `None` where nothing tells that it was there.
///
/// Cost: its revisions.
///
/// # Errors
/// When it cannot be read.
pub fn was(db: &Connection, id: &str, at: &str) -> Result<Option<Was>> {
    let (steps, last) = steps(db, id)?;
    let sql = "SELECT * FROM events WHERE id = ?1";
    let found = db.prepare_cached(sql)?.query_row([&last], |row| Ok((row.get::<_, i64>("event")?, read(row)?))).optional()?;
    let (mut row, mut event) = found.map_or((None, None), |(row, event)| (Some(row), Some(event)));
    for step in steps.iter().rev().take_while(|step| step.at.as_str() > at) {
        if step.change == "changed" {
            event = event.map(|event| undone(event, step)).transpose()?;
        } else {
            (row, event) = (None, step.detail.get("was").and_then(|was| serde_json::from_value(was.clone()).ok()));
        }
    }
    let is_noted = steps.first().is_some_and(|step| step.at.as_str() <= at);
    Ok(event.map(|event| Was { event, row, is_noted }))
}

/// When an event changed last: a revision, an article with a claim of it that came, or another text of one. From then on [`was`] has all its claims.
///
/// # Errors
/// When it cannot be read.
pub fn changed(db: &Connection, id: &str, row: i64) -> Result<String> {
    let (steps, _) = steps(db, id)?;
    let sql = "SELECT max(coalesce(max(a.ingested), ''), coalesce((SELECT max(v.ended) FROM versions AS v WHERE v.article IN (SELECT article FROM claims WHERE event = ?1)), ''))
      FROM articles AS a WHERE a.article IN (SELECT article FROM claims WHERE event = ?1)";
    let came: String = db.prepare_cached(sql)?.query_row([row], |row| row.get(0))?;
    Ok(steps.into_iter().map(|step| step.at).fold(came, String::max))
}

/// What was noted of an event and of what it became, in order; and its last id.
fn steps(db: &Connection, id: &str) -> Result<(Vec<Step>, String)> {
    let sql = "SELECT revision, change, became, detail, coalesce(at, ended, began), at IS NOT NULL FROM revisions JOIN runs USING (run)
      WHERE event = ?1 AND revision > ?2 ORDER BY revision";
    let mut all = db.prepare_cached(sql)?;
    let (mut steps, mut id, mut after) = (Vec::new(), id.to_owned(), 0_i64);
    'ids: loop {
        let mut rows = all.query(rusqlite::params![id, after])?;
        while let Some(row) = rows.next()? {
            let detail: String = row.get(3)?;
            let detail = serde_json::from_str(&detail).unwrap_or_default();
            steps.push(Step { event: id.clone(), at: row.get(4)?, change: row.get(1)?, detail, is_full: row.get(5)? });
            if let Some(became) = row.get::<_, Option<String>>(2)?.filter(|_| steps.len() < MAX_STEPS) {
                (after, id) = (row.get(0)?, became);
                continue 'ids;
            }
        }
        return Ok((steps, id));
    }
}

/// An event before a change.
fn undone(event: Event, step: &Step) -> Result<Event> {
    let mut fields = json!(event);
    for (field, both) in step.detail.as_object().into_iter().flatten() {
        let before = both.get(0).cloned().unwrap_or_default();
        if field == "place" && !step.is_full {
            // Once the place was noted by its id alone.
            fields["place_id"] = before.clone();
        }
        fields[field] = before;
    }
    fields["id"] = json!(step.event);
    Ok(serde_json::from_value(fields).unwrap_or(event))
}

#[cfg(test)]
mod tests {
    use super::super::sample::observatory;
    use super::*;

    fn revise(db: &Connection, event: &str, change: &str, became: Option<&str>, detail: &Value, at: Option<&str>) {
        let sql = "INSERT INTO revisions (event, run, change, became, detail, at) VALUES (?1, 1, ?2, ?3, ?4, ?5)";
        db.execute(sql, rusqlite::params![event, change, became, detail.to_string(), at]).unwrap();
    }

    #[test]
    fn what_changed_since_is_undone() {
        let db = observatory().db;
        db.execute("UPDATE runs SET began = '2024-03-01T00:00:00Z'", []).unwrap();
        let (id, day): (String, String) =
            db.query_row("SELECT id, day FROM events ORDER BY day LIMIT 1", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        // First one claim under another id, then two, of another type.
        revise(&db, "e0", "changed", None, &json!({"n_claims": [1, 2], "place": ["erbil", "baghdad"]}), None);
        revise(
            &db,
            "e0",
            "changed",
            Some(&id),
            &json!({"event_type": ["THREATEN", "CONSULT"], "n_claims": [2, 1]}),
            Some("2024-03-05T00:00:00Z"),
        );
        let of = |id: &str, at: &str| was(&db, id, &time(at).unwrap()).unwrap().unwrap().event;
        for asked in ["e0", &id] {
            assert_eq!((of(asked, "2024-03-05").id, of(asked, "2024-03-05").event_type.as_str()), (id.clone(), "CONSULT"));
        }
        let then = of("e0", "2024-03-04");
        assert_eq!((then.id.as_str(), then.event_type.as_str(), then.n_claims, then.day), ("e0", "THREATEN", 2, day));
        let first = of("e0", "2024-02-29");
        assert_eq!((first.n_claims, first.place_id.as_deref()), (1, Some("erbil")));
        assert!(was(&db, "e1", "2024-03-04T00:00:00Z").unwrap().is_none());
    }

    #[test]
    fn what_went_into_another_is_shown_where_it_was_noted() {
        let db = observatory().db;
        let sql = "SELECT id FROM events ORDER BY day";
        let ids: Vec<String> = db.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(|id| id.unwrap()).collect();
        let mut gone = was(&db, &ids[0], "2024-03-01T00:00:00Z").unwrap().unwrap().event;
        gone.id = "e2".to_owned();
        revise(&db, "e2", "merged", Some(&ids[1]), &json!({"was": gone}), Some("2024-03-05T00:00:00Z"));
        revise(&db, "e3", "merged", Some(&ids[1]), &json!({}), None);
        let then = was(&db, "e2", "2024-03-04T00:00:00Z").unwrap().unwrap();
        assert_eq!((then.event.id.as_str(), then.row), ("e2", None));
        assert_eq!(was(&db, "e2", "2024-03-06T00:00:00Z").unwrap().unwrap().event.id, ids[1]);
        db.execute("UPDATE runs SET began = '2024-03-05T00:00:00Z'", []).unwrap();
        assert!(was(&db, "e3", "2024-03-04T00:00:00Z").unwrap().is_none(), "nothing was noted of it");
    }

    #[test]
    fn another_text_of_an_article_is_a_change() {
        let db = observatory().db;
        let sql = "SELECT e.id, e.event, c.article FROM events AS e JOIN claims AS c ON c.event = e.event LIMIT 1";
        let (id, row, article): (String, i64, i64) = db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        let sql = "INSERT INTO versions (article, version, title, hash, ended) VALUES (?1, 1, '', '', '2999-01-01T00:00:00Z')";
        assert!(changed(&db, &id, row).unwrap().as_str() < "2999");
        db.execute(sql, [article]).unwrap();
        assert_eq!(changed(&db, &id, row).unwrap(), "2999-01-01T00:00:00Z");
    }

    #[test]
    fn a_time_is_a_day_or_a_time() {
        assert_eq!(time("2024-11-10").unwrap(), "2024-11-10T23:59:59Z");
        assert_eq!(time("2024-11-10T12:00:00+03:00").unwrap(), "2024-11-10T09:00:00Z");
        assert!(time("v4").unwrap_err().is_asked());
    }
}
