//! Which figures does an event have, who gives each, and which would an analyst take?
//!
//! In: an event. Out: for each thing that is counted ([`Figures`]) every value with who gave it, the lowest and highest, the latest, and the one that
//! [`mod@best`] chooses. No value is made here: none is averaged, added or rounded, and nothing that disagrees is left out.
//!
//! Two outlets say «12 قتيلا», one of them in a copy of the other's text, a third says «أكثر من عشرة قتلى» and a later one «15 قتيلا»: 12 and 15 are both
//! given by one independent story, and the bound allows both, so the later, 15, is best, and the ladder shows 10 to 15.
//!
//! `best` the rule.

mod best;

use std::collections::BTreeSet;

use marsad::coded::Figure;
use rusqlite::Connection;

use crate::store::Result;
use crate::store::kept::read_figures;
use best::{allows, best, by_size, compared, n_excluding};

/// What an event's claims give of one thing that is counted.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Figures {
    /// What is counted: `killed`, `wounded`, `money` …
    pub what: String,
    /// In which unit: `person`, a currency, a measure.
    pub unit: Option<String>,
    /// The noun, for `count` alone, which says nothing by itself.
    pub counted: Option<String>,
    /// The least that anybody gives; `None` where only upper bounds are given.
    pub low: Option<f64>,
    /// The most that anybody gives.
    pub high: Option<f64>,
    /// The value that is best by the rule; `None` where that is «dozens», whose bounds its entry of `given` has.
    pub best: Option<f64>,
    /// The value of the latest report; `None` as for `best`.
    pub latest: Option<f64>,
    /// Claims that give any.
    pub n_claims: usize,
    /// Outlets that give any.
    pub n_outlets: usize,
    /// Stories that give any: reports that are no copies of each other.
    pub n_stories: usize,
    /// Every value, from the lowest on.
    pub given: Vec<Given>,
}

/// A value, and who gives it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Given {
    /// The number; `None` for «dozens».
    pub value: Option<f64>,
    /// Least.
    pub low: Option<f64>,
    /// Most.
    pub high: Option<f64>,
    /// `APPROX`, `MORE_THAN` …, as in the coded article.
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    /// Whether the rule chooses it.
    pub is_best: bool,
    /// Whether the latest report gives it.
    pub is_latest: bool,
    /// Claims that give it.
    pub n_claims: usize,
    /// Outlets that give it.
    pub n_outlets: usize,
    /// Independent stories that give it.
    pub n_stories: usize,
    /// Independent stories whose figures allow it, those that give it among them.
    pub n_allow: usize,
    /// When it was published first, as the article has it.
    pub first: Option<String>,
    /// When it was published last.
    pub last: Option<String>,
    /// Who gives it, in the order of publication.
    pub by: Vec<Giver>,
}

/// Somebody who gives a value.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Giver {
    /// Id of the claim.
    pub claim: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, as the article has it.
    pub published: Option<String>,
    /// On whose word: the words that name the speaker; `None` where the outlet itself tells it.
    pub speaker: Option<String>,
    /// Id of the speaker.
    pub speaker_actor: Option<String>,
}

/// A figure with the report it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// Id of its claim.
    pub claim: &'a str,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// When.
    pub published: Option<&'a str>,
    /// A number that copies of one text share.
    pub story: i64,
}

/// The figures of an event, by its row; things that most stories count come first.
///
/// Cost: two questions and one for each claim that has a figure.
///
/// # Errors
/// When they cannot be read.
pub fn figures_of(db: &Connection, event: i64) -> Result<Vec<Figures>> {
    let condition = "claim IN (SELECT claim FROM claims WHERE event = ?1 AND factuality <> 'denied')";
    let mut rows = Vec::new();
    for (claim, figure) in read_figures(db, condition, [event])? {
        let sql = "SELECT claims.id, outlet, published, story, key FROM claims JOIN articles USING (article) WHERE claim = ?1";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
        let row: (String, Option<String>, Option<String>, i64, String) = db.prepare_cached(sql)?.query_row([claim], row)?;
        rows.push((figure, row));
    }
    // As in every list of claims: by publication, then by article and claim, whatever came in first.
    rows.sort_by(|(_, one), (_, other)| {
        let order =
            |row: &(String, Option<String>, Option<String>, i64, String)| (row.2.is_none(), row.2.clone(), row.4.clone(), row.0.clone());
        order(one).cmp(&order(other))
    });
    let reports: Vec<Report<'_>> = rows
        .iter()
        .map(|(figure, (claim, outlet, published, story, _))| Report {
            figure,
            claim,
            outlet: outlet.as_deref(),
            published: published.as_deref(),
            story: *story,
        })
        .collect();
    Ok(ladder(&reports))
}

/// The figures of reports that stand in the order of their publication, those without a day last.
#[must_use]
pub fn ladder(reports: &[Report<'_>]) -> Vec<Figures> {
    let mut groups: Vec<Vec<Report<'_>>> = Vec::new();
    for report in reports {
        match groups.iter_mut().find(|group| thing(group[0].figure) == thing(report.figure)) {
            Some(group) => group.push(*report),
            None => groups.push(vec![*report]),
        }
    }
    let mut ladder: Vec<Figures> = groups.iter().map(|group| figures(group)).collect();
    ladder.sort_by(|one, other| {
        let order =
            |figures: &Figures| (std::cmp::Reverse(figures.n_stories), figures.what.clone(), figures.unit.clone(), figures.counted.clone());
        order(one).cmp(&order(other))
    });
    ladder
}

/// What is counted; the noun alone tells it where it has no meaning of its own.
fn thing(figure: &Figure) -> (&str, Option<&str>, Option<&str>) {
    (&figure.what, figure.unit.as_deref(), figure.counted.as_deref().filter(|_| figure.what == "count"))
}

/// All that is given of one thing; there is at least one report.
fn figures(reports: &[Report<'_>]) -> Figures {
    let (what, unit, counted) = thing(reports[0].figure);
    let mut given: Vec<Given> = Vec::new();
    let mut stories: Vec<BTreeSet<i64>> = Vec::new();
    for report in reports {
        let at = given.iter().position(|given| is_same(given, report.figure)).unwrap_or_else(|| {
            given.push(first(report.figure));
            stories.push(BTreeSet::new());
            given.len() - 1
        });
        stories[at].insert(report.story);
        add(&mut given[at], report);
    }
    let all: BTreeSet<i64> = stories.iter().flatten().copied().collect();
    for (at, stories_of) in stories.iter().enumerate() {
        let allowing: BTreeSet<i64> = given
            .iter()
            .zip(&stories)
            .filter(|(other, _)| given[at].value.is_some_and(|value| allows(other, value)))
            .flat_map(|(_, of)| of)
            .copied()
            .collect();
        given[at].n_stories = stories_of.len();
        given[at].n_allow = allowing.union(stories_of).count();
    }
    let excluding: Vec<usize> = given.iter().map(|one| n_excluding(one, &given, &stories)).collect();
    if let Some(best) = best(&given, &excluding) {
        given[best].is_best = true;
    }
    // Reports of one moment: the one whose value is higher, since counts grow.
    let when = |given: &Given| (given.last.clone(), given.value.or(given.low));
    if let Some(latest) = (0..given.len()).max_by(|one, other| compared(&when(&given[*one]), &when(&given[*other]))) {
        given[latest].is_latest = true;
    }
    given.sort_by(by_size);
    let value = |is: fn(&Given) -> bool| given.iter().find(|given| is(given)).and_then(|given| given.value);
    Figures {
        what: what.to_owned(),
        unit: unit.map(str::to_owned),
        counted: counted.map(str::to_owned),
        low: given.iter().filter_map(|given| given.low.or(given.value.filter(|_| given.high.is_none()))).reduce(f64::min),
        high: given.iter().filter_map(|given| given.high.or(given.value).or(given.low)).reduce(f64::max),
        best: value(|given| given.is_best),
        latest: value(|given| given.is_latest),
        n_claims: claims(given.iter().flat_map(|given| &given.by)),
        n_outlets: outlets(given.iter().flat_map(|given| &given.by)),
        n_stories: all.len(),
        given,
    }
}

fn first(figure: &Figure) -> Given {
    Given {
        value: figure.value,
        low: figure.low,
        high: figure.high,
        modifier: figure.modifier.as_deref().map(str::to_owned),
        is_best: false,
        is_latest: false,
        n_claims: 0,
        n_outlets: 0,
        n_stories: 0,
        n_allow: 0,
        first: None,
        last: None,
        by: Vec::new(),
    }
}

fn add(given: &mut Given, report: &Report<'_>) {
    let speaker = report.figure.attribution.speaker.as_ref();
    let giver = Giver {
        claim: report.claim.to_owned(),
        outlet: report.outlet.map(str::to_owned),
        published: report.published.map(str::to_owned),
        speaker: speaker.map(|party| party.name.clone()),
        speaker_actor: speaker.and_then(|party| party.actor.clone()),
    };
    // A claim may tell a number twice: in the headline's words and in those of its speaker.
    if !given.by.contains(&giver) {
        given.by.push(giver);
    }
    (given.n_claims, given.n_outlets) = (claims(given.by.iter()), outlets(given.by.iter()));
    if let Some(published) = report.published {
        if given.first.as_deref().is_none_or(|first| published < first) {
            given.first = Some(published.to_owned());
        }
        if given.last.as_deref().is_none_or(|last| published > last) {
            given.last = Some(published.to_owned());
        }
    }
}

/// Claims of one id stand in copies of one text: they are told apart by where and when these were published.
fn claims<'g>(givers: impl Iterator<Item = &'g Giver>) -> usize {
    givers.map(|giver| (&giver.claim, &giver.outlet, &giver.published)).collect::<BTreeSet<_>>().len()
}

fn outlets<'g>(givers: impl Iterator<Item = &'g Giver>) -> usize {
    givers.map(|giver| giver.outlet.as_deref()).collect::<BTreeSet<_>>().len()
}

fn is_same(given: &Given, figure: &Figure) -> bool {
    (given.value, given.low, given.high, given.modifier.as_deref()) == (figure.value, figure.low, figure.high, figure.modifier.as_deref())
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A figure of the dead, from «12», «~12», «>12», «<12».
    pub fn figure(text: &str) -> Figure {
        let (modifier, number) = match text.split_at(1) {
            ("~", number) => (Some("APPROX"), number),
            (">", number) => (Some("MORE_THAN"), number),
            ("<", number) => (Some("LESS_THAN"), number),
            _ => (None, text),
        };
        let value: Option<f64> = number.parse().ok();
        let (low, high) = match modifier {
            Some("MORE_THAN") => (value, None),
            Some("LESS_THAN") => (None, value),
            _ => (value, value),
        };
        Figure {
            field: Default::default(),
            what: "killed".into(),
            value,
            low,
            high,
            modifier: modifier.map(Into::into),
            unit: Some("person".into()),
            counted: None,
            span: [0, 1],
            attribution: Default::default(),
        }
    }

    /// What is chosen among figures, each with the number of its story; published one day after the other.
    pub fn chosen(told: &[(&str, i64)]) -> Figures {
        let figures: Vec<Figure> = told.iter().map(|(text, _)| figure(text)).collect();
        let days: Vec<String> = (0..told.len()).map(|n| format!("2024-11-{:02}", n + 1)).collect();
        let ids: Vec<String> = (0..told.len()).map(|n| format!("c{n}")).collect();
        let reports: Vec<Report<'_>> = (0..told.len())
            .map(|n| Report { figure: &figures[n], claim: &ids[n], outlet: Some(&ids[n]), published: Some(&days[n]), story: told[n].1 })
            .collect();
        ladder(&reports).remove(0)
    }

    #[test]
    fn nothing_that_disagrees_is_left_out() {
        let figures = chosen(&[("12", 1), ("12", 1), (">10", 2), ("15", 3)]);
        assert_eq!((figures.low, figures.high, figures.latest), (Some(10.0), Some(15.0), Some(15.0)));
        assert_eq!((figures.n_claims, figures.n_outlets, figures.n_stories), (4, 4, 3));
        let given: Vec<_> =
            figures.given.iter().map(|given| (given.value.unwrap(), given.n_claims, given.n_stories, given.n_allow)).collect();
        assert_eq!(given, [(10.0, 1, 1, 1), (12.0, 2, 1, 2), (15.0, 1, 1, 2)]);
        assert_eq!(figures.given.iter().filter(|given| given.is_best).count(), 1);
        assert_eq!(figures.given[1].by[1].claim, "c1");
        let dozens = Figure { value: None, low: Some(20.0), high: Some(99.0), modifier: Some("APPROX".into()), ..figure("1") };
        let report = Report { figure: &dozens, claim: "c", outlet: None, published: None, story: 1 };
        let figures = ladder(&[report]).remove(0);
        assert_eq!((figures.best, figures.low, figures.high), (None, Some(20.0), Some(99.0)));
        assert!(figures.given[0].is_best && figures.given[0].is_latest);
    }

    #[test]
    fn things_are_kept_apart() {
        let mut dollars = figure("5");
        (dollars.what, dollars.unit) = ("money".into(), Some("USD".into()));
        let mut euros = dollars.clone();
        euros.unit = Some("EUR".into());
        let dead = figure("7");
        let of = |figure| Report { figure, claim: "c", outlet: None, published: None, story: 1 };
        let things: Vec<_> =
            ladder(&[of(&dollars), of(&euros), of(&dead)]).into_iter().map(|figures| (figures.what, figures.unit.unwrap())).collect();
        assert_eq!(things, [("killed".into(), "person".into()), ("money".into(), "EUR".into()), ("money".into(), "USD".to_owned())]);
    }
}
