//! By which rules does somebody want to be told that something escalates?
//!
//! In: a rule ([`Rule`]). Out: rows of `alerts`, which no recoding touches. `source:IRN target:IRQ`, 14 days against 84, towards conflict by 2 points: tell
//! when the mean intensity of what Iran did to Iraq in 14 days lies so far below that of the 84 days before. Whether it does is computed from the
//! archive as it is ([`crate::view::alerts`]) and kept nowhere.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::{Error, Result};
use super::open::now;

/// Rules of an observatory, at most: each is computed for every reader of the overview.
pub const MAX_RULES: i64 = 50;
/// Days that a window may have, and a baseline.
pub const WINDOW: std::ops::RangeInclusive<i64> = 1..=92;
/// Days before it that it may be compared with.
pub const BASELINE: std::ops::RangeInclusive<i64> = 7..=366;
/// Points of intensity that may be asked for; the scale is −10 to +10.
const POINTS: std::ops::RangeInclusive<f64> = 0.5..=20.0;

/// In which direction the mean intensity has to move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Towards {
    /// Down, to acts of conflict
    #[default]
    Conflict,
    /// Up, to acts of cooperation
    Cooperation,
}

impl Towards {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Cooperation => "cooperation",
        }
    }
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its number; 0 of one that is to be added.
    pub alert: i64,
    /// Of which events it speaks, in the query language; without days.
    pub query: String,
    /// Days that are looked at.
    pub window_days: i64,
    /// Days before them with which they are compared.
    pub baseline_days: i64,
    /// In which direction.
    pub towards: Towards,
    /// By how many points of mean intensity, at least.
    pub points: f64,
    /// When it was made, RFC 3339.
    pub made: String,
    /// Nothing that is over by this day is told; ISO.
    pub muted_until: Option<String>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Rule> {
    let towards: String = row.get(4)?;
    Ok(Rule {
        alert: row.get(0)?,
        query: row.get(1)?,
        window_days: row.get(2)?,
        baseline_days: row.get(3)?,
        towards: if towards == Towards::Cooperation.name() { Towards::Cooperation } else { Towards::Conflict },
        points: row.get(5)?,
        made: row.get(6)?,
        muted_until: row.get(7)?,
    })
}

/// All rules, in the order in which they were made.
///
/// # Errors
/// When they cannot be read.
pub fn all(db: &Connection) -> Result<Vec<Rule>> {
    let sql = "SELECT alert, query, window_days, baseline_days, towards, points, made, muted_until FROM alerts ORDER BY alert";
    Ok(db.prepare_cached(sql)?.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Writes a rule; gives its number, which is that of an equal rule where there is one.
///
/// # Errors
/// When days or points are beyond what makes sense, there are too many rules, or it cannot be written.
pub fn add(db: &Connection, rule: &Rule) -> Result<i64> {
    for (name, days, range) in [("window", rule.window_days, WINDOW), ("baseline", rule.baseline_days, BASELINE)] {
        if !range.contains(&days) {
            return Err(Error::asked(format!("a {name} has {} to {} days, not {days}", range.start(), range.end())));
        }
    }
    if !POINTS.contains(&rule.points) {
        return Err(Error::asked(format!("points are {} to {}, not {}", POINTS.start(), POINTS.end(), rule.points)));
    }
    let same = "SELECT alert FROM alerts WHERE query = ?1 AND window_days = ?2 AND baseline_days = ?3 AND towards = ?4 AND points = ?5";
    let values = params![rule.query, rule.window_days, rule.baseline_days, rule.towards.name(), rule.points];
    if let Some(alert) = db.query_row(same, values, |row| row.get(0)).optional()? {
        return Ok(alert);
    }
    let n_rules: i64 = db.query_row("SELECT count(*) FROM alerts", [], |row| row.get(0))?;
    if n_rules >= MAX_RULES {
        return Err(Error::asked(format!("there are {MAX_RULES} rules already; remove one that tells nothing any more")));
    }
    db.execute(
        "INSERT INTO alerts (query, window_days, baseline_days, towards, points, made) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![rule.query, rule.window_days, rule.baseline_days, rule.towards.name(), rule.points, now()],
    )?;
    Ok(db.last_insert_rowid())
}

/// Mutes a rule until a day, or with `None` lets it speak again.
///
/// # Errors
/// When there is no such rule, or it cannot be written.
pub fn mute(db: &Connection, alert: i64, until: Option<jiff::civil::Date>) -> Result<()> {
    let until = until.map(|day| day.to_string());
    one(alert, db.execute("UPDATE alerts SET muted_until = ?2 WHERE alert = ?1", params![alert, until])?)
}

/// Removes a rule.
///
/// # Errors
/// As [`mute`].
pub fn remove(db: &Connection, alert: i64) -> Result<()> {
    one(alert, db.execute("DELETE FROM alerts WHERE alert = ?1", [alert])?)
}

fn one(alert: i64, n_rows: usize) -> Result<()> {
    if n_rows == 1 { Ok(()) } else { Err(Error::asked(format!("there is no alert {alert}; `marsad alerts DB list` shows all"))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Observatory;

    fn rule(query: &str) -> Rule {
        let query = query.to_owned();
        Rule {
            alert: 0,
            query,
            window_days: 14,
            baseline_days: 84,
            towards: Towards::Conflict,
            points: 2.0,
            made: String::new(),
            muted_until: None,
        }
    }

    #[test]
    fn rules_are_kept_muted_and_removed() {
        let db = Observatory::in_memory().unwrap().db;
        let first = add(&db, &rule("source:IRN target:IRQ")).unwrap();
        assert_eq!(add(&db, &rule("source:IRN target:IRQ")).unwrap(), first, "an equal rule is the same");
        let other = add(&db, &Rule { towards: Towards::Cooperation, ..rule("source:IRN target:IRQ") }).unwrap();
        assert_ne!(first, other);
        mute(&db, first, Some("2024-12-01".parse().unwrap())).unwrap();
        remove(&db, other).unwrap();
        let all = all(&db).unwrap();
        assert_eq!(all.iter().map(|rule| (rule.alert, rule.muted_until.as_deref())).collect::<Vec<_>>(), [(first, Some("2024-12-01"))]);
        assert!(remove(&db, other).unwrap_err().is_asked() && mute(&db, other, None).unwrap_err().is_asked());
    }

    #[test]
    fn what_makes_no_sense_is_no_rule() {
        let db = Observatory::in_memory().unwrap().db;
        for wrong in [
            Rule { window_days: 0, ..rule("actor:IRN") },
            Rule { baseline_days: 1_000, ..rule("actor:IRN") },
            Rule { points: 0.0, ..rule("actor:IRN") },
            Rule { points: f64::NAN, ..rule("actor:IRN") },
        ] {
            assert!(add(&db, &wrong).unwrap_err().is_asked(), "{wrong:?}");
        }
        for at in 0..MAX_RULES {
            add(&db, &rule(&format!("actor:{at}"))).unwrap();
        }
        assert!(add(&db, &rule("actor:IRN")).unwrap_err().to_string().contains("already"));
    }
}
