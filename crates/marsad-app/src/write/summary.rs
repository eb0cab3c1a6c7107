//! A summary of a run for a reader: how many acts of each type, between whom, on whose word.
//!
//! Countries and types only, no Arabic: any terminal shows it. It counts claims, which are what texts report, not what happened.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::{self, Display};

use marsad::coded::{CodedArticle, Factuality, Party};

/// The statuses in the order of the columns.
const STATUSES: [Factuality; 5] =
    [Factuality::Actual, Factuality::Planned, Factuality::Conditional, Factuality::Denied, Factuality::Alleged];

/// Most lines of a list that is ordered by counts.
const MOST: usize = 12;

/// What was counted; of one article, or of all so far.
#[derive(Debug, Default)]
pub struct Summary {
    n_articles: usize,
    n_statements: usize,
    n_figures: usize,
    n_roles: usize,
    n_notes: usize,
    published: Option<(String, String)>,
    types: BTreeMap<String, [usize; STATUSES.len()]>,
    pairs: BTreeMap<(String, String), BTreeMap<String, usize>>,
    speakers: BTreeMap<String, usize>,
}

impl Summary {
    /// The summary of one article.
    #[must_use]
    pub fn of(coded: &CodedArticle) -> Self {
        let mut summary = Self {
            n_articles: 1,
            n_statements: coded.statements.len(),
            n_figures: coded.figures.len(),
            n_roles: coded.roles.len(),
            n_notes: coded.notes.len(),
            published: coded.article.published.as_ref().and_then(|day| day.get(..10)).map(|day| (day.to_owned(), day.to_owned())),
            ..Self::default()
        };
        for claim in &coded.claims {
            let statuses = summary.types.entry(claim.event_type.clone()).or_default();
            if let Some(at) = STATUSES.iter().position(|status| *status == claim.factuality) {
                statuses[at] += 1;
            }
            if let (Some(source), Some(target)) = (country(&claim.source), country(&claim.target)) {
                *summary.pairs.entry((source, target)).or_default().entry(claim.event_type.clone()).or_default() += 1;
            }
            if let Some(speaker) = &claim.attribution.speaker {
                *summary.speakers.entry(country(std::slice::from_ref(speaker)).unwrap_or_else(|| "unknown".to_owned())).or_default() += 1;
            }
        }
        summary
    }

    /// Adds the counts of another summary.
    pub fn add(&mut self, other: &Self) {
        self.n_articles += other.n_articles;
        self.n_statements += other.n_statements;
        self.n_figures += other.n_figures;
        self.n_roles += other.n_roles;
        self.n_notes += other.n_notes;
        if let Some((first, last)) = &other.published {
            let (from, to) = self.published.get_or_insert_with(|| (first.clone(), last.clone()));
            *from = from.clone().min(first.clone());
            *to = to.clone().max(last.clone());
        }
        for (event_type, counts) in &other.types {
            let sums = self.types.entry(event_type.clone()).or_default();
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        for (pair, types) in &other.pairs {
            let sums = self.pairs.entry(pair.clone()).or_default();
            types.iter().for_each(|(event_type, count)| *sums.entry(event_type.clone()).or_default() += count);
        }
        for (speaker, count) in &other.speakers {
            *self.speakers.entry(speaker.clone()).or_default() += count;
        }
    }
}

impl Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_claims: usize = self.types.values().flatten().sum();
        write!(out, "{} articles", self.n_articles)?;
        if let Some((first, last)) = &self.published {
            write!(out, ", published {first} to {last}")?;
        }
        writeln!(
            out,
            "\n{n_claims} claims, {} statements, {} figures, {} roles, {} notes",
            self.n_statements, self.n_figures, self.n_roles, self.n_notes
        )?;
        writeln!(out, "A claim is what a text reports, on somebody's word; not what happened.\n")?;

        write!(out, "{:<12}", "acts told")?;
        STATUSES.iter().try_for_each(|status| write!(out, "{:>12}", status.name()))?;
        writeln!(out)?;
        for (event_type, counts) in &self.types {
            write!(out, "{event_type:<12}")?;
            counts.iter().try_for_each(|count| if *count == 0 { write!(out, "{:>12}", "") } else { write!(out, "{count:>12}") })?;
            writeln!(out)?;
        }

        writeln!(out, "\nwho towards whom")?;
        for ((source, target), types) in most(&self.pairs, |types| types.values().sum()) {
            let types: Vec<String> = most(types, |count| *count).map(|(event_type, count)| format!("{event_type} {count}")).collect();
            writeln!(out, "{:<28}{}", format!("{source} -> {target}"), types.join(", "))?;
        }

        writeln!(out, "\non whose word")?;
        let speakers: Vec<String> = most(&self.speakers, |count| *count).map(|(speaker, count)| format!("{speaker} {count}")).collect();
        writeln!(out, "{}", speakers.join(", "))?;
        let n_spoken: usize = self.speakers.values().sum();
        writeln!(out, "the outlets' own {}", n_claims - n_spoken)
    }
}

/// The country of the first party that has one.
fn country(parties: &[Party]) -> Option<String> {
    parties.iter().find_map(|party| party.country.clone())
}

/// The entries with the largest counts, in order of names among equals.
fn most<K, V>(map: &BTreeMap<K, V>, count: impl Fn(&V) -> usize) -> impl Iterator<Item = (&K, &V)> {
    let mut entries: Vec<(&K, &V)> = map.iter().collect();
    entries.sort_by_key(|(_, value)| Reverse(count(value)));
    entries.into_iter().take(MOST)
}
