//! Which events fulfil a query: the latest first, a page at a time.
//!
//! In: [`Query`], where the page begins. Out: [`Page`]. Filters are sorted lists of events by day; the rarest is walked, the others are looked up,
//! so a page costs about what its rarest filter holds.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::parse::{OF_EVENTS, Query};
use super::search::matched;
use crate::store::Result;
use crate::store::event::{Event, read};

/// A page of events.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Rows and events, the latest first.
    pub events: Vec<(i64, Event)>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<(String, i64)>,
}

/// Events that fulfil a query, from `after` on.
///
/// # Errors
/// When they cannot be read, or a filter holds of no event.
pub fn events(db: &Connection, query: &Query, after: Option<&(String, i64)>, limit: usize) -> Result<Page> {
    query.takes(&OF_EVENTS, "events")?;
    if !query.question.is_empty() {
        matched(db, &query.question)?;
    }
    let Some(filters) = rows(db, query)? else { return Ok(Page::default()) };
    let (mut sql, mut values) = (String::new(), Vec::<Value>::new());
    // The rarest filter leads; without one, all events by day.
    let lead = filters.iter().enumerate().filter(|(_, filter)| !filter.not).min_by_key(|(_, filter)| filter.n_events).map(|(at, _)| at);
    match lead {
        Some(at) if filters[at].facets.len() == 1 => {
            sql += "SELECT lead.event FROM event_facets AS lead WHERE lead.facet = ?";
            values.push(filters[at].facets[0].into());
        }
        Some(at) => {
            sql += &format!(
                "SELECT lead.event FROM (SELECT DISTINCT day, event FROM event_facets WHERE facet IN ({})) AS lead WHERE 1",
                marks(filters[at].facets.len())
            );
            values.extend(filters[at].facets.iter().map(|facet| Value::from(*facet)));
        }
        None => sql += "SELECT lead.event FROM events AS lead WHERE 1",
    }
    for (at, filter) in filters.iter().enumerate().filter(|(at, _)| Some(*at) != lead) {
        let not = if filter.not { "NOT " } else { "" };
        let facets = marks(filter.facets.len());
        sql += &format!(
            " AND {not}EXISTS (SELECT 1 FROM event_facets AS f{at} WHERE f{at}.facet IN ({facets}) AND f{at}.day = lead.day AND f{at}.event = lead.event)"
        );
        values.extend(filter.facets.iter().map(|facet| Value::from(*facet)));
    }
    for (day, operator) in [(&query.from, ">="), (&query.to, "<=")] {
        if let Some(day) = day {
            sql += &format!(" AND lead.day {operator} ?");
            values.push(day.clone().into());
        }
    }
    if !query.question.is_empty() {
        sql += " AND EXISTS (SELECT 1 FROM claims JOIN matched USING (article) WHERE claims.event = lead.event)";
    }
    if let Some((day, event)) = after {
        sql += " AND (lead.day, lead.event) < (?, ?)";
        values.extend([day.clone().into(), (*event).into()]);
    }
    sql += " ORDER BY lead.day DESC, lead.event DESC LIMIT ?";
    values.push(Value::from(limit as i64 + 1));
    let mut found: Vec<i64> =
        db.prepare_cached(&sql)?.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let more = found.len() > limit;
    found.truncate(limit);
    let mut one = db.prepare_cached("SELECT * FROM events WHERE event = ?1")?;
    let events: Vec<(i64, Event)> = found.into_iter().map(|row| Ok((row, one.query_row([row], read)?))).collect::<Result<_>>()?;
    let next = events.last().filter(|_| more).map(|(row, event)| (event.day.clone(), *row));
    Ok(Page { events, next })
}

/// A filter by the rows of its facets.
struct Rows {
    facets: Vec<i64>,
    n_events: i64,
    not: bool,
}

/// The rows of a query's facets; `None` where a filter has none, so that nothing can fulfil it.
fn rows(db: &Connection, query: &Query) -> Result<Option<Vec<Rows>>> {
    let mut one = db.prepare_cached("SELECT facet, n_events FROM facets WHERE name = ?1")?;
    let mut filters = Vec::new();
    for filter in &query.filters {
        let mut rows = Rows { facets: Vec::new(), n_events: 0, not: filter.not };
        for name in &filter.facets {
            let mut found = one.query([name])?;
            if let Some(row) = found.next()? {
                rows.facets.push(row.get(0)?);
                rows.n_events += row.get::<_, i64>(1)?;
            }
        }
        match (rows.facets.is_empty(), filter.not) {
            (true, false) => return Ok(None),
            (true, true) => {}
            (false, _) => filters.push(rows),
        }
    }
    Ok(Some(filters))
}

fn marks(n: usize) -> String {
    vec!["?"; n].join(", ")
}
