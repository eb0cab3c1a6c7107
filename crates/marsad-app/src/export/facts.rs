//! What does an event tell in formats with one row and one value?
//!
//! In: an event with its claims. Out: one code, one party of a side, one place, one number, each by a stated rule (docs/export.md) and empty where
//! no claim tells it. What several claims tell differently is lost in such a format; the tables have all of it.

use marsad::coded::{Claim, Factuality, Figure, Party};

use super::source::{Source, Told};
use crate::store::figure::{Figures, Report, ladder};
use crate::store::story::{day_number, digest};

/// One of the two sides of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who acts.
    Source,
    /// Towards whom.
    Target,
}

/// Where an event was, as far as a point on a map or a country tells.
#[derive(Clone, Debug, Default)]
pub struct Where {
    /// English name; the words where there is none.
    pub en: String,
    /// The words.
    pub name: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north and east, of places the size of a town or smaller alone.
    pub point: Option<(f64, f64)>,
    /// `city`, `province`, `country` …
    pub precision: String,
    /// ISO 3166 alpha-3; empty for waters.
    pub country: String,
}

/// The dead that claims tell of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Killed {
    /// The least number that anybody gives.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// The best number by the rule of [`ladder`]. `None` where only «dozens» are told.
    pub best: Option<f64>,
}

impl Told {
    /// Claims that are of the event's type and mode; all where none is.
    fn typical(&self) -> Vec<&Claim> {
        let all = || self.tellings.iter().map(|telling| &telling.stored.claim);
        let typical: Vec<&Claim> =
            all().filter(|claim| claim.event_type == self.event.event_type && claim.mode == self.event.mode).collect();
        if typical.is_empty() { all().collect() } else { typical }
    }

    /// The first claim of the event's type and mode.
    #[must_use]
    pub fn first(&self) -> Option<&Claim> {
        self.typical().first().copied()
    }

    /// The CAMEO code that most of them have.
    #[must_use]
    pub fn cameo(&self) -> &str {
        commonest(self.typical().into_iter().map(|claim| claim.cameo.as_str())).unwrap_or("")
    }

    /// The PLOVER type and mode that most of them have.
    #[must_use]
    pub fn plover(&self) -> (&str, Option<&str>) {
        let labels = self.typical().into_iter().map(|claim| (claim.plover.event_type.as_str(), claim.plover.mode.as_deref()));
        commonest(labels).unwrap_or((self.event.event_type.as_str(), None))
    }

    /// The parties of a side, each actor or country once, in the order of the claims; those who are known before those who are not.
    #[must_use]
    pub fn parties(&self, side: Side) -> Vec<&Party> {
        let mut parties: Vec<&Party> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for telling in &self.tellings {
            let claim = &telling.stored.claim;
            for party in if side == Side::Source { &claim.source } else { &claim.target } {
                let key = party.actor.as_deref().or(party.country.as_deref()).unwrap_or(&party.name);
                if !seen.contains(&key) {
                    seen.push(key);
                    parties.push(party);
                }
            }
        }
        parties.sort_by_key(|party| (party.country.is_none(), party.actor.is_none() && party.country.is_none()));
        parties
    }

    /// The first party of a side.
    #[must_use]
    pub fn party(&self, side: Side) -> Option<&Party> {
        self.parties(side).first().copied()
    }

    /// The subjects that claims have, each once, in order.
    #[must_use]
    pub fn contexts(&self) -> Vec<&str> {
        let mut contexts: Vec<&str> = self.tellings.iter().flat_map(|telling| &telling.stored.claim.contexts).map(String::as_str).collect();
        contexts.sort_unstable();
        contexts.dedup();
        contexts
    }

    /// Who published it, each once, in the order of publication.
    #[must_use]
    pub fn outlets(&self) -> Vec<&str> {
        let mut outlets: Vec<&str> = Vec::new();
        for outlet in self.tellings.iter().filter_map(|telling| telling.article.outlet.as_deref()) {
            if !outlets.contains(&outlet) {
                outlets.push(outlet);
            }
        }
        outlets
    }

    /// Addresses of its articles, each once, in the order of publication.
    #[must_use]
    pub fn urls(&self) -> Vec<&str> {
        let mut urls: Vec<&str> = Vec::new();
        let is_address = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
        for url in self.tellings.iter().filter_map(|telling| telling.article.url.as_deref()).filter(is_address) {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        urls
    }

    /// How many articles tell it.
    #[must_use]
    pub fn n_articles(&self) -> usize {
        let mut rows: Vec<i64> = self.tellings.iter().map(|telling| telling.article.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows.len()
    }

    /// Where it was.
    #[must_use]
    pub fn place(&self, source: &Source<'_>) -> Option<Where> {
        let event = &self.event;
        let id = event.place_id.as_deref()?;
        let told = self.tellings.iter().filter_map(|telling| telling.stored.claim.place.as_ref()).find(|place| place.id == id);
        let precision = event.place_precision.clone().unwrap_or_default();
        let name = event.place.clone().unwrap_or_default();
        let known = source.names.places.get(id).map(|place| place.en.as_str()).or_else(|| source.names.actor(id));
        Some(Where {
            en: known.filter(|en| !en.is_empty() && precision != "region").unwrap_or(&name).to_owned(),
            name,
            geonames: told.and_then(|place| place.geonames),
            point: event.lat.zip(event.lon).filter(|_| source.names.is_point(&precision)),
            country: event.place_country.clone().unwrap_or_default(),
            precision,
        })
    }

    /// The dead.
    #[must_use]
    pub fn killed(&self) -> Option<Killed> {
        let told: Vec<&Figure> =
            self.tellings.iter().flat_map(|telling| &telling.stored.claim.figures).filter(|figure| figure.what == "killed").collect();
        let low = told.iter().filter_map(|figure| figure.low.or(figure.value)).reduce(f64::min)?;
        let high = told.iter().filter_map(|figure| figure.high.or(figure.value).or(figure.low)).fold(low, f64::max);
        // Things that most stories count come first.
        let best = self.figures().into_iter().find(|figures| figures.what == "killed").and_then(|figures| figures.best);
        Some(Killed { low, high, best })
    }

    /// What its claims count, each value with who gives it.
    #[must_use]
    pub fn figures(&self) -> Vec<Figures> {
        let claims = self.tellings.iter().filter(|telling| telling.stored.claim.factuality != Factuality::Denied);
        let reports: Vec<Report<'_>> = claims
            .flat_map(|telling| {
                telling.stored.claim.figures.iter().map(|figure| Report {
                    figure,
                    claim: &telling.stored.claim.id,
                    outlet: telling.article.outlet.as_deref(),
                    published: telling.article.published.as_deref(),
                    story: digest(&[&telling.article.story]),
                })
            })
            .collect();
        ladder(&reports)
    }

    /// First and last day of its date, and how many days that are; `None` where no claim tells a date with both.
    #[must_use]
    pub fn days(&self) -> Option<(&str, &str, i64)> {
        let (start, end) = (self.event.date_start.as_deref()?, self.event.date_end.as_deref()?);
        Some((start, end, day_number(end)? - day_number(start)? + 1))
    }
}

/// The commonest of some values, of equals the first.
fn commonest<T: PartialEq>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(other, _)| *other == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(value, _)| value)
}

/// ACLED's `time_precision` and UCDP's `date_prec` for a date of so many days; `None` where a format has none for it.
#[must_use]
pub fn date_precision(n_days: i64) -> [Option<u8>; 2] {
    match n_days {
        ..=1 => [Some(1), Some(1)],
        2..=6 => [Some(2), Some(2)],
        7 => [Some(2), Some(3)],
        8..=31 => [Some(3), Some(4)],
        32..=366 => [None, Some(5)],
        _ => [None, None],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_the_precision_of_the_crosswalk() {
        assert_eq!(date_precision(1), [Some(1), Some(1)]);
        assert_eq!(date_precision(5), [Some(2), Some(2)]);
        assert_eq!(date_precision(7), [Some(2), Some(3)]);
        assert_eq!(date_precision(31), [Some(3), Some(4)]);
        assert_eq!(date_precision(366), [None, Some(5)]);
        assert_eq!(date_precision(900), [None, None]);
    }

    #[test]
    fn of_equals_the_first_is_the_commonest() {
        assert_eq!(commonest([3, 1, 1, 3].into_iter()), Some(3));
        assert_eq!(commonest([2, 1, 1].into_iter()), Some(1));
        assert_eq!(commonest(std::iter::empty::<i64>()), None);
    }
}
