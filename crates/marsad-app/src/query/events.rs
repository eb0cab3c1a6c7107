//! Which events fulfil a query: the latest first, a page at a time.
//!
//! In: [`Query`], where the page begins. Out: [`Page`]. Filters are sorted lists of events by day; the rarest is walked, the others are looked up,
//! so a page costs about what its rarest filter holds.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::parse::{OF_EVENTS, Query};
use super::search::matched;
use crate::store::event::{Event, read};
use crate::store::{Error, Result};

/// A page of events.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Rows and events, the latest first.
    pub events: Vec<(i64, Event)>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<(String, i64)>,
}

/// Articles that have the words, up to which they lead to their events rather than each event to its articles: of 250,000 articles and 460,000 events
/// either costs some 60 ms there.
const FEW: i64 = 5_000;
/// Events that the articles with the words tell. CROSS: whatever SQLite thinks of it.
const TOLD: &str =
    "(SELECT DISTINCT told.day, told.event FROM words CROSS JOIN claims AS c INDEXED BY claims_by_article ON c.article = words.rowid
  CROSS JOIN events AS told ON told.event = c.event WHERE words MATCH ?) AS lead";
/// Whether an article of an event has the words.
const HAS_WORDS: &str =
    "EXISTS (SELECT 1 FROM claims AS c INDEXED BY claims_by_event WHERE c.event = {lead}.event AND has_bit(?, c.article))";

/// Which events fulfil a query, as a question for SQLite that is not asked yet.
///
/// The rarest filter leads as a sorted list of events by day, or the articles that have the words; the others are looked up.
#[derive(Clone, Debug)]
pub struct Selection {
    source: String,
    /// `lead`, or `e` where events themselves lead.
    lead: &'static str,
    conditions: String,
    /// Whether no more is asked of events than their index by day holds.
    is_lean: bool,
    values: Vec<Value>,
}

impl Selection {
    /// Rows of the events of a page.
    fn rows(&self, rest: &str) -> String {
        format!("SELECT {lead}.event FROM {} WHERE 1{}{rest}", self.source, self.conditions, lead = self.lead)
    }

    /// The same, of which only `day`, `event`, `quad`, `place_id` and `facets` of events will be asked: they stand in one index, by day.
    #[must_use]
    pub fn lean(self) -> Self {
        Self { is_lean: true, ..self }
    }

    /// The day of an event, by which a list that leads is in order.
    #[must_use]
    pub fn day(&self) -> String {
        format!("{}.day", self.lead)
    }

    /// Columns of the events, which are called `e`; `rest` groups or orders them.
    #[must_use]
    pub fn of_events(&self, columns: &str, rest: &str) -> String {
        // CROSS: the list leads, whatever SQLite thinks of it.
        let join = match (self.lead, self.is_lean) {
            ("e", false) => "",
            ("e", true) => " INDEXED BY events_by_day",
            (_, false) => " CROSS JOIN events AS e ON e.event = lead.event",
            (_, true) => " CROSS JOIN events AS e INDEXED BY events_by_day ON e.day = lead.day AND e.event = lead.event",
        };
        format!("SELECT {columns} FROM {}{join} WHERE 1{} {rest}", self.source, self.conditions)
    }

    /// Columns of the latest events, which are called `e`, the latest first.
    #[must_use]
    pub fn of_latest(&self, columns: &str, limit: usize) -> String {
        self.of_events(columns, &format!("ORDER BY {lead}.day DESC, {lead}.event DESC LIMIT {limit}", lead = self.lead))
    }

    /// What stands for the marks of the question, in their order.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}

/// The selection of a query; `None` where a filter has no event, so that nothing fulfils it.
///
/// Cost: a look-up for each facet; with words, that of [`matched`].
///
/// # Errors
/// When it cannot be read, or a filter holds of no event.
pub fn selection(db: &Connection, query: &Query) -> Result<Option<Selection>> {
    query.takes(&OF_EVENTS, "events")?;
    let matched = if query.question.is_empty() { None } else { Some(matched(db, &query.question)?) };
    let Some(filters) = rows(db, query)? else { return Ok(None) };
    let mut values = Vec::<Value>::new();
    // The rarest filter leads, or the articles that have the words where they are few; without either, all events by day.
    let rarest = filters.iter().enumerate().filter(|(_, filter)| !filter.not).min_by_key(|(_, filter)| filter.n_events);
    let is_few = |n: i64| n <= FEW && rarest.is_none_or(|(_, filter)| n < filter.n_events);
    let few = matched.as_ref().is_some_and(|matched| is_few(matched.n_articles));
    let at = rarest.map(|(at, _)| at).filter(|_| !few);
    let (source, lead, mut conditions) = match at {
        _ if few => {
            values.push(query.question.clone().into());
            (TOLD.to_owned(), "lead", String::new())
        }
        Some(at) if filters[at].facets.len() == 1 => {
            values.push(filters[at].facets[0].into());
            ("event_facets AS lead".to_owned(), "lead", " AND lead.facet = ?".to_owned())
        }
        Some(at) => {
            values.extend(filters[at].facets.iter().map(|facet| Value::from(*facet)));
            let facets = marks(filters[at].facets.len());
            (format!("(SELECT DISTINCT day, event FROM event_facets WHERE facet IN ({facets})) AS lead"), "lead", String::new())
        }
        None => ("events AS e".to_owned(), "e", String::new()),
    };
    for (nth, filter) in filters.iter().enumerate().filter(|(nth, _)| Some(*nth) != at) {
        let not = if filter.not { "NOT " } else { "" };
        let facets = marks(filter.facets.len());
        conditions += &format!(
            " AND {not}EXISTS (SELECT 1 FROM event_facets AS f{nth} WHERE f{nth}.facet IN ({facets}) AND f{nth}.day = {lead}.day AND f{nth}.event = {lead}.event)"
        );
        values.extend(filter.facets.iter().map(|facet| Value::from(*facet)));
    }
    for (day, operator) in [(&query.from, ">="), (&query.to, "<=")] {
        if let Some(day) = day {
            conditions += &format!(" AND {lead}.day {operator} ?");
            values.push(day.clone().into());
        }
    }
    if let Some(matched) = matched.filter(|_| !few) {
        conditions += &format!(" AND {}", HAS_WORDS.replace("{lead}", lead));
        values.push(matched.articles.into());
    }
    Ok(Some(Selection { source, lead, conditions, is_lean: false, values }))
}

/// Events that fulfil a query, from `after` on.
///
/// # Errors
/// When they cannot be read.
pub fn events(db: &Connection, query: &Query, after: Option<&(String, i64)>, limit: usize) -> Result<Page> {
    let Some(selection) = selection(db, query)? else { return Ok(Page::default()) };
    let lead = selection.lead;
    let (mut rest, mut values) = (String::new(), selection.values.clone());
    if let Some((day, event)) = after {
        rest += &format!(" AND ({lead}.day, {lead}.event) < (?, ?)");
        values.extend([day.clone().into(), (*event).into()]);
    }
    rest += &format!(" ORDER BY {lead}.day DESC, {lead}.event DESC LIMIT ?");
    values.push(Value::from(limit as i64 + 1));
    let mut found: Vec<i64> = db
        .prepare_cached(&selection.rows(&rest))?
        .query_map(rusqlite::params_from_iter(values), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let more = found.len() > limit;
    found.truncate(limit);
    let mut one = db.prepare_cached("SELECT * FROM events WHERE event = ?1")?;
    let events: Vec<(i64, Event)> = found.into_iter().map(|row| Ok((row, one.query_row([row], read)?))).collect::<Result<_>>()?;
    let next = events.last().filter(|_| more).map(|(row, event)| (event.day.clone(), *row));
    Ok(Page { events, next })
}

/// Where a page begins, as a page before told it: `2024-11-10.17`, or `.17` for an event without a day.
///
/// # Errors
/// When it is no such place.
pub fn cursor(after: Option<&str>) -> Result<Option<(String, i64)>> {
    let Some(text) = after.filter(|text| !text.is_empty()) else { return Ok(None) };
    let parsed = text.rsplit_once('.').and_then(|(day, row)| Some((day.to_owned(), row.parse().ok()?)));
    parsed.map(Some).ok_or_else(|| Error::asked("`after` is no place in a list; give what the page before gave as `next`"))
}

/// The same, written.
#[must_use]
pub fn next((day, row): &(String, i64)) -> String {
    format!("{day}.{row}")
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
