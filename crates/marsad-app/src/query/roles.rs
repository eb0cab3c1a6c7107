//! Who is said to hold which office, and when?
//!
//! In: a query with `office:`, `actor:` (a country, or an office by its id), `outlet:` and days. Out: names with their office, each with the first and the last day on which an
//! article of the archive calls him so; the latest first.
//!
//! `office:iraq-defence-minister from:2013-09 to:2013-10` is whom news called so in these months. What outlets write is not what is known: `marsad who` answers from
//! dated terms with their source, and says unknown rather than guess.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::parse::Query;
use crate::store::Result;

/// Filters that hold of roles.
pub const FILTERS: [&str; 3] = ["office", "actor", "outlet"];

/// Somebody who is said to hold an office.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Held {
    /// The name, as written.
    pub name: String,
    /// Id of the office, or of the kind of office.
    pub office: String,
    /// Code of its country or organisation.
    pub country: Option<String>,
    /// The first day for which it is told, ISO; `None` where no article has a day.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
    /// Articles that tell it.
    pub n_articles: i64,
    /// Outlets that tell it.
    pub n_outlets: i64,
    /// Id of one of the articles of the last day.
    pub article: String,
}

/// Roles that fulfil a query, the latest first.
///
/// # Errors
/// When they cannot be read, or a filter holds of no role.
pub fn roles(db: &Connection, query: &Query, limit: usize) -> Result<Vec<Held>> {
    query.takes(&FILTERS, "roles")?;
    if !query.words.is_empty() {
        return Err(crate::store::Error::asked("roles are found by office:, actor:, outlet: and days, not by words"));
    }
    let (mut conditions, mut values) = (String::new(), Vec::<Value>::new());
    for filter in &query.filters {
        let (kind, _) = filter.facets[0].split_once(':').unwrap_or_default();
        let asked: Vec<Value> = filter.facets.iter().map(|facet| facet[kind.len() + 1..].to_owned().into()).collect();
        let marks = vec!["?"; asked.len()].join(", ");
        let not = if filter.not { "NOT " } else { "" };
        conditions += &match kind {
            "actor" => format!(" AND {not}(office IN ({marks}) OR coalesce(roles.country, '') IN ({marks}))"),
            "office" => format!(" AND {not}office IN ({marks})"),
            _ => format!(" AND {not}coalesce(outlet, '') IN ({marks})"),
        };
        values.extend(asked.iter().cloned());
        if kind == "actor" {
            values.extend(asked);
        }
    }
    for (day, operator) in [(&query.from, ">="), (&query.to, "<=")] {
        if let Some(day) = day {
            conditions += &format!(" AND on_day {operator} ?");
            values.push(day.clone().into());
        }
    }
    values.push(Value::from(limit as i64));
    // Of the article of the last day, by its name: `max` takes the columns beside it from the row that has it.
    let sql = format!(
        "SELECT roles.name, office, roles.country, min(on_day), max(coalesce(on_day, '') || ' ' || key) AS latest, count(DISTINCT article), count(DISTINCT coalesce(outlet, '')), id
         FROM roles JOIN articles USING (article) WHERE 1{conditions}
         GROUP BY roles.name, office, roles.country ORDER BY latest DESC, roles.name, office LIMIT ?"
    );
    let held = |row: &rusqlite::Row<'_>| {
        let latest: String = row.get(4)?;
        let last = latest.split(' ').next().filter(|day| !day.is_empty()).map(str::to_owned);
        Ok(Held {
            name: row.get(0)?,
            office: row.get(1)?,
            country: row.get(2)?,
            first: row.get(3)?,
            last,
            n_articles: row.get(5)?,
            n_outlets: row.get(6)?,
            article: row.get(7)?,
        })
    };
    Ok(db.prepare_cached(&sql)?.query_map(params_from_iter(values), held)?.collect::<rusqlite::Result<_>>()?)
}
