//! From claims to events, for the days that were touched.
//!
//! In: which types of act were touched on which days ([`Touched`]). Out: events whose claims hang together by the rule of [`cluster`] and by what
//! people decided, and `revisions` of those that were there before.
//!
//! A claim of one day can only change the groups of days near it, so only these are grouped again: a day's groups look
//! [`LOOK_BACK`] days back, and a group has to be known whole to be written. The result is that of grouping the whole archive, in any
//! order of arrival.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};

use super::claim::{self, Stored};
use super::cluster::{LOOK_BACK, Links, Told, cluster};
use super::decision::links;
use super::error::Result;
use super::event::{self, Event, Member, event_of};
use super::rollup;
pub use super::rules::Rules;
use super::rules::told;
use super::story::day_number;
use super::{
    article::sharp,
    open::{Run, now},
};

/// Types of act and days whose claims changed, and events whose claims went or are of an article that changed.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    cells: BTreeSet<(String, String)>,
    events: BTreeSet<i64>,
}

impl Touched {
    /// Notes a type and a day.
    pub fn cell(&mut self, event_type: &str, day: &str) {
        self.cells.insert((event_type.to_owned(), day.to_owned()));
    }

    /// Notes all claims of some articles.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn articles(&mut self, db: &Connection, articles: &[i64]) -> Result<()> {
        let mut rows = db.prepare_cached("SELECT event_type, day, event FROM claims WHERE article = ?1")?;
        for article in articles {
            for row in rows.query_map([article], |row| Ok(((row.get(0)?, row.get(1)?), row.get::<_, Option<i64>>(2)?)))? {
                let (cell, event) = row?;
                self.cells.insert(cell);
                self.events.extend(event);
            }
        }
        Ok(())
    }
}

/// Groups the claims of touched days again and writes the events that changed.
///
/// # Errors
/// When they cannot be read or written.
pub fn regroup(db: &Connection, touched: &mut Touched, run: &Run, rules: &Rules) -> Result<()> {
    if touched.cells.is_empty() {
        return Ok(());
    }
    let links = links(db)?;
    // What a hand joined has to be seen together.
    for (one, other) in &links.same {
        for row in [one, other] {
            let cell = db.query_row("SELECT event_type, day FROM claims WHERE claim = ?1", [row], |row| Ok((row.get(0)?, row.get(1)?)))?;
            touched.cells.insert(cell);
        }
    }
    let mut groups: Vec<Vec<Member>> = Vec::new();
    for (event_type, days) in ranges(&touched.cells) {
        groups.extend(grouped(db, &event_type, days, &links, rules)?);
    }
    let groups = join(groups, &links);
    write(db, &groups, &touched.events, run)?;
    *touched = Touched::default();
    Ok(())
}

/// Touched days of each type as ranges of days; `None` is what has no day.
fn ranges(touched: &BTreeSet<(String, String)>) -> Vec<(String, Option<(i64, i64)>)> {
    let mut ranges: Vec<(String, Option<(i64, i64)>)> = Vec::new();
    for (event_type, day) in touched {
        let day = day_number(day);
        let gap = i64::from(LOOK_BACK) * 4 + 1;
        match (ranges.last_mut(), day) {
            (Some((last, Some((_, to)))), Some(day)) if last == event_type && day - *to <= gap => *to = day,
            _ => ranges.push((event_type.clone(), day.map(|day| (day, day)))),
        }
    }
    ranges
}

/// The groups that touched days can have changed, each whole.
fn grouped(db: &Connection, event_type: &str, days: Option<(i64, i64)>, links: &Links, rules: &Rules) -> Result<Vec<Vec<Member>>> {
    let back = i64::from(LOOK_BACK);
    let members = match days {
        None => members(db, event_type, "", "")?,
        Some((from, to)) => members(db, event_type, &iso(from - 2 * back), &iso(to + 2 * back))?,
    };
    let told: Vec<Told> = members.values().map(|member| told(member, rules)).collect();
    let mut groups = Vec::new();
    for group in cluster(&told, links) {
        let group: Vec<Member> = group.iter().filter_map(|row| members.get(row).cloned()).collect();
        let near = |member: &Member| match (days, day_number(&member.stored.day)) {
            (Some((from, to)), Some(day)) => (from - back..=to + back).contains(&day),
            _ => true,
        };
        // A group of the margin may have claims that were not read; nothing of it changed.
        let begins = group.iter().find(|member| sharp(&member.stored.claim).is_some()).or(group.first());
        if begins.is_some_and(near) {
            groups.push(group);
        }
    }
    Ok(groups)
}

/// Claims of a type from one day to another, with their articles, by row.
fn members(db: &Connection, event_type: &str, from: &str, to: &str) -> Result<BTreeMap<i64, Member>> {
    let claims = claim::read(db, "event_type = ?1 AND day >= ?2 AND day <= ?3 AND state <> 'rejected'", params![event_type, from, to])?;
    let mut articles: BTreeMap<i64, (String, Option<String>, Option<String>, i64)> = BTreeMap::new();
    let mut members = BTreeMap::new();
    for stored in claims {
        let article = match articles.entry(stored.article) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let sql = "SELECT key, outlet, published, story FROM articles WHERE article = ?1";
                let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
                free.insert(db.prepare_cached(sql)?.query_row([stored.article], row)?)
            }
        };
        let (key, outlet, published, story) = article.clone();
        let key = format!("{}\u{1f}{key}\u{1f}{}", published.as_deref().unwrap_or("9999"), stored.claim.id);
        members.insert(stored.row, Member { stored, key, outlet, published, story });
    }
    Ok(members)
}

/// Joins groups that a hand joined.
fn join(groups: Vec<Vec<Member>>, links: &Links) -> Vec<Vec<Member>> {
    let mut group_of: BTreeMap<i64, usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        group_of.extend(group.iter().map(|member| (member.stored.row, at)));
    }
    let mut groups: Vec<Vec<Member>> = groups;
    for (one, other) in &links.same {
        let (Some(one), Some(other)) = (group_of.get(one).copied(), group_of.get(other).copied()) else { continue };
        if one == other {
            continue;
        }
        let moved = std::mem::take(&mut groups[other]);
        group_of.extend(moved.iter().map(|member| (member.stored.row, one)));
        groups[one].extend(moved);
        groups[one].sort_by(|one, other| one.key.cmp(&other.key));
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Writes events that are not as they were, and removes those that no claim tells any more.
fn write(db: &Connection, groups: &[Vec<Member>], touched: &BTreeSet<i64>, run: &Run) -> Result<()> {
    let Heirs { row_of, heirs, shares } = heirs(groups);
    let mut fresh: Vec<(usize, Event)> = Vec::new();
    let mut changed: Vec<(usize, i64, Event)> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        match row_of.get(&at) {
            // The same claims as before, of articles that are as they were.
            Some(row)
                if shares[row] == group.len() && !touched.contains(row) && group.iter().all(|member| member.stored.event == Some(*row)) => {
            }
            Some(row) => changed.extend(event_of(group).map(|event| (at, *row, event))),
            None => fresh.extend(event_of(group).map(|event| (at, event))),
        }
    }
    // Ids may pass from one event to another: all old rows go before new ones come.
    let kept: BTreeSet<i64> = row_of.values().copied().collect();
    let mut old: BTreeMap<i64, Event> = BTreeMap::new();
    let merged = heirs.keys().filter(|event| !kept.contains(event));
    for row in changed.iter().map(|(_, row, _)| row).chain(merged).chain(empty(db, touched)?.iter()) {
        old.extend(event::remove(db, *row)?.map(|event| (*row, event)));
    }
    for (at, row, event) in &changed {
        event::write(db, Some(*row), event, &groups[*at], run.run)?;
        if let Some(old) = old.remove(row) {
            revise(db, run, &old, event)?;
        }
    }
    // Rows that are taken up again come before new ones, which would take their numbers.
    let mut new: Vec<(usize, Event)> = Vec::new();
    for (at, event) in fresh {
        let again = old.iter().find(|(row, old)| old.id == event.id && !heirs.contains_key(row)).map(|(row, _)| *row);
        match again.and_then(|row| old.remove(&row).map(|old| (row, old))) {
            Some((row, old)) => {
                event::write(db, Some(row), &event, &groups[at], run.run)?;
                revise(db, run, &old, &event)?;
            }
            None => new.push((at, event)),
        }
    }
    for (at, event) in &new {
        event::write(db, None, event, &groups[*at], run.run)?;
    }
    for (row, event) in old {
        let became = heirs.get(&row).and_then(|at| event_of(&groups[*at])).map(|event| event.id);
        note(db, run, &event.id, if became.is_some() { "merged" } else { "gone" }, became.as_deref(), &json!({"was": event}))?;
    }
    Ok(())
}

/// What becomes of events that were there before.
struct Heirs {
    /// The row that each group goes on with.
    row_of: BTreeMap<usize, i64>,
    /// The group that each event goes to: the one that has most of its claims, of equals the first.
    heirs: BTreeMap<i64, usize>,
    /// How many of its claims are in any group.
    shares: BTreeMap<i64, usize>,
}

fn heirs(groups: &[Vec<Member>]) -> Heirs {
    let mut heirs: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
    let mut all: BTreeMap<i64, usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        let mut shares: BTreeMap<i64, usize> = BTreeMap::new();
        group.iter().filter_map(|member| member.stored.event).for_each(|event| *shares.entry(event).or_default() += 1);
        for (event, share) in shares {
            *all.entry(event).or_default() += share;
            if heirs.get(&event).is_none_or(|(_, most)| share > *most) {
                heirs.insert(event, (at, share));
            }
        }
    }
    let mut row_of: BTreeMap<usize, i64> = BTreeMap::new();
    for (event, (at, _)) in &heirs {
        row_of.entry(*at).or_insert(*event);
    }
    Heirs { row_of, heirs: heirs.into_iter().map(|(event, (at, _))| (event, at)).collect(), shares: all }
}

/// Events that lost their last claim.
fn empty(db: &Connection, touched: &BTreeSet<i64>) -> Result<Vec<i64>> {
    let mut told = db.prepare_cached("SELECT 1 FROM claims WHERE event = ?1")?;
    let mut empty = Vec::new();
    for event in touched {
        if !told.exists([event])? {
            empty.push(*event);
        }
    }
    Ok(empty)
}

/// Notes what of an event changed: of each field what was and is, so that the event can be shown as it was.
fn revise(db: &Connection, run: &Run, old: &Event, new: &Event) -> Result<()> {
    let (Value::Object(was), Value::Object(is)) = (json!(old), json!(new)) else { return Ok(()) };
    let differs = was.into_iter().zip(is).filter(|((field, one), (_, other))| field != "id" && one != other);
    let detail: Map<String, Value> = differs.map(|((field, one), (_, other))| (field, json!([one, other]))).collect();
    let became = (old.id != new.id).then_some(new.id.as_str());
    if detail.is_empty() && became.is_none() {
        return Ok(());
    }
    note(db, run, &old.id, "changed", became, &Value::Object(detail))
}

fn note(db: &Connection, run: &Run, event: &str, change: &str, became: Option<&str>, detail: &Value) -> Result<()> {
    let sql = "INSERT INTO revisions (event, run, change, became, detail, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    db.prepare_cached(sql)?.execute(params![event, run.run, change, became, detail.to_string(), now()])?;
    Ok(())
}

/// The ISO day of a number of days since 1970-01-01.
fn iso(days: i64) -> String {
    let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days.clamp(-700_000, 2_900_000)));
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Members of an event, for readers.
///
/// # Errors
/// When they cannot be read.
pub fn members_of(db: &Connection, event: i64) -> Result<Vec<Member>> {
    let claims: Vec<Stored> = claim::read(db, "event = ?1", [event])?;
    let mut members = Vec::new();
    for stored in claims {
        let sql = "SELECT key, outlet, published, story FROM articles WHERE article = ?1";
        let (key, outlet, published, story): (String, Option<String>, Option<String>, i64) =
            db.prepare_cached(sql)?.query_row([stored.article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let key = format!("{}\u{1f}{key}\u{1f}{}", published.as_deref().unwrap_or("9999"), stored.claim.id);
        members.push(Member { stored, key, outlet, published, story });
    }
    members.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(members)
}

/// Gives parties without a country or organisation their own id among the codes of their events, as events written since version 5 of the file have it.
///
/// Cost: some 0.2 ms for each event of such a party.
///
/// # Errors
/// When they cannot be read or written.
pub fn codes_of_groups(db: &Connection) -> Result<()> {
    let sql = "SELECT DISTINCT claims.event FROM participants JOIN claims USING (claim)
      WHERE part IN ('source', 'target') AND country IS NULL AND actor IS NOT NULL AND claims.event IS NOT NULL ORDER BY 1";
    let rows: Vec<i64> = db.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for row in rows {
        let stored = db.prepare_cached("SELECT * FROM events WHERE event = ?1")?.query_row([row], event::read)?;
        let Some(made) = event::event_of(&members_of(db, row)?) else { continue };
        let coded = Event { source_country: made.source_country, target_country: made.target_country, ..stored.clone() };
        if coded == stored {
            continue;
        }
        rollup::count_event(db, &stored, -1)?;
        rollup::count_event(db, &coded, 1)?;
        let sql = "UPDATE events SET source_country = ?2, target_country = ?3 WHERE event = ?1";
        db.prepare_cached(sql)?.execute(params![row, coded.source_country, coded.target_country])?;
    }
    Ok(())
}
