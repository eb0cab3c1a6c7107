//! Who acted towards whom: the edges of graphs, one for each pair of countries or organisations and each quad class.
//!
//! In: events. Out: rows of a temporary table on disk, a pair, class and day each, in order; so that a graph of any size is written as a stream.

use super::names::Names;
use super::source::Source;
use super::{Failure, Outcome};

/// How quad classes are called on edges: Gephi keeps edges of one pair apart by their kind.
pub const KINDS: [&str; 4] = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/// An edge.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    /// Code of who acts.
    pub source: String,
    /// Code of towards whom.
    pub target: String,
    /// Quad class, 1 to 4.
    pub quad: i64,
    /// Events, claims, and the sum of intensities, of all days.
    pub n_events: i64,
    /// Claims of these events.
    pub n_claims: i64,
    /// Mean intensity.
    pub intensity: f64,
    /// Events of each day that is known, in order.
    pub days: Vec<(String, i64)>,
}

/// A node.
#[derive(Clone, Debug)]
pub struct Node<'n> {
    /// Code of the country or organisation.
    pub code: String,
    /// Arabic name; the code where there is none.
    pub label: &'n str,
    /// English name.
    pub label_en: &'n str,
    /// Wikidata id.
    pub qid: &'n str,
}

/// Collects the edges; gives how many events were read.
///
/// # Errors
/// When they cannot be read.
pub fn collect(source: &Source<'_>) -> Result<u64, Failure> {
    source.db.execute_batch(
        "CREATE TEMP TABLE edges (source TEXT, target TEXT, quad INTEGER, day TEXT, n_events INTEGER, n_claims INTEGER, intensity REAL,
           PRIMARY KEY (source, target, quad, day)) WITHOUT ROWID",
    )?;
    let mut add = source.db.prepare(
        "INSERT INTO temp.edges VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6)
         ON CONFLICT DO UPDATE SET n_events = n_events + 1, n_claims = n_claims + excluded.n_claims, intensity = intensity + excluded.intensity",
    )?;
    source.each_event(|_, event| -> Outcome {
        for one in event.source_country.split(' ').filter(|code| !code.is_empty()) {
            for other in event.target_country.split(' ').filter(|code| !code.is_empty() && *code != one) {
                add.execute(rusqlite::params![one, other, event.quad, event.day, event.n_claims, event.intensity])?;
            }
        }
        Ok(())
    })
}

/// Does something with every node, in the order of codes.
///
/// # Errors
/// When they cannot be read, or the work fails.
pub fn each_node<'n>(source: &'n Source<'_>, mut work: impl FnMut(&Node<'n>) -> Outcome) -> Outcome {
    let mut rows = source.db.prepare("SELECT source FROM temp.edges UNION SELECT target FROM temp.edges ORDER BY 1")?;
    let codes: Vec<String> = rows.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    codes.into_iter().try_for_each(|code| work(&node(&source.names, code)))
}

fn node<'n>(names: &'n Names<'_>, code: String) -> Node<'n> {
    let whole = names.wholes.get(code.as_str()).copied();
    let label = whole.and_then(|actor| actor.names.first()).map_or("", String::as_str);
    let label_en = whole.map_or("", |actor| actor.en.as_str());
    Node { code, label, label_en, qid: whole.and_then(|actor| actor.wikidata.as_deref()).unwrap_or("") }
}

/// Does something with every edge, in the order of pairs and classes.
///
/// # Errors
/// When they cannot be read, or the work fails.
pub fn each_edge(source: &Source<'_>, mut work: impl FnMut(&Edge) -> Outcome) -> Outcome {
    let mut rows = source.db.prepare("SELECT * FROM temp.edges ORDER BY source, target, quad, day")?;
    let mut rows = rows.query([])?;
    let mut edge: Option<Edge> = None;
    while let Some(row) = rows.next()? {
        let (one, other, quad): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let is_other = edge.as_ref().is_some_and(|edge| (&edge.source, &edge.target, edge.quad) != (&one, &other, quad));
        if is_other && let Some(whole) = edge.take() {
            work(&whole.with_mean())?;
        }
        let edge = edge.get_or_insert_with(|| Edge { source: one, target: other, quad, ..Edge::default() });
        let n_events: i64 = row.get(4)?;
        edge.n_events += n_events;
        edge.n_claims += row.get::<_, i64>(5)?;
        edge.intensity += row.get::<_, f64>(6)?;
        let day: String = row.get(3)?;
        if !day.is_empty() {
            edge.days.push((day, n_events));
        }
    }
    edge.map_or(Ok(()), |edge| work(&edge.with_mean()))
}

impl Edge {
    fn with_mean(mut self) -> Self {
        self.intensity = (self.intensity / self.n_events.max(1) as f64 * 1000.0).round() / 1000.0;
        self
    }

    /// Days without a gap, as first and last of each stretch.
    #[must_use]
    pub fn spells(&self) -> Vec<(&str, &str)> {
        let next = |day: &str| day.parse::<jiff::civil::Date>().ok()?.tomorrow().ok().map(|day| day.to_string());
        let mut spells: Vec<(&str, &str)> = Vec::new();
        for (day, _) in &self.days {
            match spells.last_mut() {
                Some((_, last)) if next(last).as_deref() == Some(day) => *last = day,
                _ => spells.push((day, day)),
            }
        }
        spells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_without_a_gap_are_one_spell() {
        let days = ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-03"].map(|day| (day.to_owned(), 1)).to_vec();
        let edge = Edge { days, ..Edge::default() };
        assert_eq!(edge.spells(), [("2024-02-28", "2024-03-01"), ("2024-03-03", "2024-03-03")]);
    }
}
