//! Who is this, and what does the observatory have of it?
//!
//! In: a code or id, a day. Out: [`Page`]: names in both scripts, what it is, offices with their dated terms, with whom it acts, its latest events.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde::Serialize;
use utoipa::ToSchema;

use super::dyad::is_known;
use super::line::Line;
use super::mean::round;
use super::name::{Name, Named, Names};
use super::once::at_once;
use super::term::{Holding, Term, holdings, terms};
use crate::query::{Filter, Query, events, selection};
use crate::store::Result;

/// Parties with which it acts, at most.
const PARTNERS: usize = 20;
/// Latest events.
const LATEST: usize = 20;

/// Somebody by himself.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ActorPage)]
pub struct Page {
    /// Code or id.
    pub id: String,
    /// What it is called.
    pub name: Name,
    /// All Arabic names, the usual one first.
    pub names_ar: Vec<String>,
    /// English name; empty where it has none.
    pub names_en: Vec<String>,
    /// `state`, `igo`, `armed`, `office`, `person` …; `None` where the language data does not know it.
    pub kind: Option<String>,
    /// The country or organisation that it belongs to.
    pub country: Option<Named>,
    /// What it is part of; of an office, whose it is.
    pub parent: Option<Named>,
    /// Members, of a bloc.
    pub members: Vec<Named>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// First day, ISO of any precision, where it is not for ever.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Of an office, who held it, and of which days nobody knows that; of a person, which offices.
    pub terms: Vec<Term>,
    /// Its offices, each with who holds it on the day.
    pub offices: Vec<Holding>,
    /// Events in which it acts or is acted upon.
    pub n_events: i64,
    /// With whom, those with most events first.
    pub partners: Vec<Partner>,
    /// The latest events.
    pub latest: Vec<Line>,
    /// Statements of its own; `None` of an office, a country or an organisation, where that is not counted.
    pub n_statements: Option<i64>,
}

/// With whom somebody acts: what is told to have happened and is not disputed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ActorPartner)]
pub struct Partner {
    /// Country, organisation, or a group that belongs to neither.
    pub other: Named,
    /// Events in which it acts towards the other.
    pub n_forward: i64,
    /// Events in which the other acts towards it.
    pub n_backward: i64,
    /// Events of quad classes 1 and 2.
    pub cooperation: i64,
    /// Events of 3 and 4.
    pub conflict: i64,
    /// Mean intensity, −10 to +10.
    pub intensity: f64,
    /// Last day of an event, ISO.
    pub last: String,
}

/// Somebody by himself, with who holds the offices on a day; `None` where nobody is called so.
///
/// Cost: the days of a country, an organisation or a group that belongs to neither (10,000: some 10 ms), one pass over the events of anybody else (10,000: some 40 ms), and its offices.
///
/// # Errors
/// When it cannot be read.
pub fn actor(db: &Connection, names: &Names<'_>, id: &str, on: Date) -> Result<Option<Page>> {
    at_once(db, || {
        let id = names.canonical(id);
        if !is_known(db, names, &id)? {
            return Ok(None);
        }
        let (known, office, person) = (names.actor(&id), names.office_of(&id), names.person_of(&id));
        let named = |id: &str| names.named(&names.canonical(id));
        let sql = "SELECT n_events FROM facets WHERE name = 'actor:' || ?1";
        let n_events = db.prepare_cached(sql)?.query_row([&id], |row| row.get(0)).optional()?.unwrap_or(0);
        let query = Query { filters: vec![filter("actor", &id)], ..Query::default() };
        let latest = events(db, &query, None, LATEST)?.events.into_iter().map(|(_, event)| Line::of(event, names)).collect();
        let counted = office.is_none() && known.is_none_or(|actor| actor.country != id);
        let sql = "SELECT count(*) FROM statements WHERE speaker_actor = ?1";
        let n_statements = if counted { Some(db.prepare_cached(sql)?.query_row([&id], |row| row.get(0))?) } else { None };
        let all = known.map(|actor| &actor.names).or(person.map(|person| &person.names)).or(office.map(|office| &office.aliases));
        let en = known.map(|actor| &actor.en).or(person.map(|person| &person.en)).or(office.map(|office| &office.en));
        let wikidata =
            known.map(|actor| &actor.wikidata).or(person.map(|person| &person.wikidata)).or(office.map(|office| &office.wikidata));
        let parent = known.and_then(|actor| actor.parent.as_deref()).or(person.and_then(|person| person.of.as_deref()));
        Ok(Some(Page {
            name: names.name(&id),
            names_ar: all.cloned().unwrap_or_default(),
            names_en: en.filter(|en| !en.is_empty()).cloned().into_iter().collect(),
            kind: names.kind(&id).map(str::to_owned),
            country: names.country(&id).filter(|country| **country != *id).map(|country| names.named(country)),
            parent: parent.or(office.map(|office| office.of.as_str())).map(named),
            members: known.map(|actor| actor.members.iter().map(|id| named(id)).collect()).unwrap_or_default(),
            wikidata: wikidata.and_then(Clone::clone),
            from: known.and_then(|actor| actor.from.clone()),
            to: known.and_then(|actor| actor.to.clone()),
            terms: terms(names, &id, on),
            offices: known.map(|actor| holdings(names, &actor.id, on)).unwrap_or_default(),
            n_events,
            partners: partners(db, names, &id)?,
            latest,
            n_statements,
            id,
        }))
    })
}

fn filter(name: &str, id: &str) -> Filter {
    Filter { typed: format!("{name}:{id}"), facets: vec![format!("{name}:{id}")], not: false }
}

/// Of each other party: events in both directions, of cooperation, the sum of intensities, the last day.
type Others = BTreeMap<String, ([i64; 2], i64, f64, String)>;

/// With whom a country, an organisation or a group that belongs to neither acts, by its days; anybody else, whose days nobody counts, by his events.
fn others(db: &Connection, names: &Names<'_>, id: &str) -> Result<Others> {
    let is_code = names.actor(id).is_some() && names.country(id).is_none_or(|country| country == id);
    if !is_code {
        return others_by_event(db, id);
    }
    let sql = "SELECT iif(source = ?1, target, source), coalesce(sum(n_events) FILTER (WHERE source = ?1), 0), coalesce(sum(n_events) FILTER (WHERE target = ?1), 0),
          coalesce(sum(n_events) FILTER (WHERE quad <= 2), 0), sum(intensity), max(day)
        FROM dyad_days WHERE source = ?1 OR target = ?1 GROUP BY 1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, ([row.get(1)?, row.get(2)?], row.get(3)?, row.get(4)?, row.get(5)?)));
    Ok(db.prepare_cached(sql)?.query_map([id], read)?.collect::<rusqlite::Result<_>>()?)
}

fn others_by_event(db: &Connection, id: &str) -> Result<Others> {
    let mut others = Others::new();
    for (side, (own, other)) in [("source", "target_country"), ("target", "source_country")].into_iter().enumerate() {
        let query = Query { filters: vec![filter(own, id)], ..Query::default() };
        let Some(selection) = selection(db, &query)? else { continue };
        let sql = selection.of_events(
            &format!("e.{other}, e.quad <= 2, count(*), sum(e.intensity), max(e.day)"),
            &format!("AND e.factuality = 'actual' AND NOT e.disputed AND e.{other} <> '' GROUP BY e.{other}, e.quad <= 2"),
        );
        let mut rows = db.prepare_cached(&sql)?;
        let mut rows = rows.query(params_from_iter(selection.values()))?;
        while let Some(row) = rows.next()? {
            let (codes, is_cooperation, n, last): (String, bool, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(4)?);
            for code in codes.split(' ').filter(|code| *code != id) {
                let sums = others.entry(code.to_owned()).or_default();
                sums.0[side] += n;
                sums.1 += if is_cooperation { n } else { 0 };
                sums.2 += row.get::<_, f64>(3)?;
                sums.3 = last.clone().max(std::mem::take(&mut sums.3));
            }
        }
    }
    Ok(others)
}

fn partners(db: &Connection, names: &Names<'_>, id: &str) -> Result<Vec<Partner>> {
    let partner = |(code, ([n_forward, n_backward], cooperation, intensity, last)): (String, ([i64; 2], i64, f64, String))| {
        let n = n_forward + n_backward;
        let intensity = round(intensity / n.max(1) as f64);
        Partner { other: names.named(&code), n_forward, n_backward, cooperation, conflict: n - cooperation, intensity, last }
    };
    let mut partners: Vec<Partner> = others(db, names, id)?.into_iter().map(partner).collect();
    partners.sort_by(|one, other| {
        let n = |partner: &Partner| partner.n_forward + partner.n_backward;
        n(other).cmp(&n(one)).then_with(|| one.other.id.cmp(&other.other.id))
    });
    partners.truncate(PARTNERS);
    Ok(partners)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{lang, observatory};
    use super::*;

    #[test]
    fn a_state_has_names_offices_and_partners() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let of = |id: &str| actor(&observatory.db, &names, id, "2024-02-25".parse().unwrap()).unwrap();
        let iran = of("iran").unwrap();
        assert_eq!((iran.id.as_str(), iran.kind.as_deref(), iran.n_events, iran.n_statements), ("IRN", Some("state"), 3, None));
        assert!(iran.names_ar.contains(&"إيران".to_owned()) && iran.country.is_none() && iran.wikidata.is_some());
        assert!(iran.offices.iter().any(|holding| holding.office.id == "iran-foreign-minister"));
        let [partner] = iran.partners.as_slice() else { panic!("{:?}", iran.partners) };
        assert_eq!((partner.other.id.as_str(), partner.n_forward, partner.n_backward), ("IRQ", 3, 0));
        assert_eq!((partner.cooperation, partner.conflict, partner.intensity, partner.last.as_str()), (1, 2, -4.667, "2024-02-21"));
        assert_eq!(iran.latest[0].day, "2024-02-21");
        let iraq = of("IRQ").unwrap();
        assert_eq!((iraq.partners[0].n_forward, iraq.partners[0].n_backward), (0, 3));
        assert!(of("nobody-known").is_none());
    }

    #[test]
    fn groups_and_offices_have_pages_too() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let of = |id: &str| actor(&observatory.db, &names, id, "2024-02-25".parse().unwrap()).unwrap().unwrap();
        assert_eq!(of("hezbollah").n_statements, Some(1));
        let office = of("iran-foreign-minister");
        assert_eq!((office.kind.as_deref(), office.parent.as_ref().map(|parent| parent.id.as_str())), (Some("office"), Some("IRN")));
    }
}
