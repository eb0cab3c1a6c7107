//! What escalates, by the rules that somebody made?
//!
//! In: rules ([`crate::store::alert`]), the archive. Out: of each rule how it stands on the last day ([`Alert`]) and when it fired in half a year before
//! ([`Firing`]), with what that rests on. A rule fires on a day when the mean intensity of its events in the window that ends then lies by so many points below (or
//! above) that of the baseline before, and the 95 % interval of the difference, the same by which [`super::moved`] compares, does not reach zero. Six attacks of
//! Iran on Iraq in two weeks after twelve weeks of meetings fire; three articles more about the same attack do not, for they tell the same event.
//!
//! What the archive saw never makes an alert: days of which less than half of the usual articles were seen are a gap and not compared; an event counts only where an
//! outlet tells it that published in the window and in the baseline, so that a feed that was added, or went, changes nothing; and how many events there are
//! does not matter as long as there are three on either side.
//!
//! It is a function of the archive: late articles, decisions and a better coder change it, and a rule that is made today tells what it would have told.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashMap;
use serde::Serialize;
use utoipa::ToSchema;

use super::coverage::{Coverage, is_gap};
use super::line::Line;
use super::mean::{Mean, Sums};
use super::moved::COUNTED;
use super::name::{Named, Names};
use super::once::at_once;
use super::step::{Days, between, last_day};
use crate::query::{OF_EVENTS, Query, parse, selection};
use crate::store::alert::{Rule, Towards, all};
use crate::store::event::read;
use crate::store::{Error, Result};

/// Days over which is told when a rule fired.
const HISTORY: i64 = 180;
/// Events that a window and a baseline need: two of one intensity have no spread, and would be beyond doubt.
const MIN_EVENTS: i64 = 3;
/// Events that are shown of a window.
const SHOWN: usize = 20;

/// All rules, and up to which day they were asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Alerts {
    /// The last day of articles that is not after today, ISO; `None` of an archive without days.
    pub as_of: Option<String>,
    /// The rules, in the order in which they were made.
    pub alerts: Vec<Alert>,
}

/// A rule and how it stands.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Alert {
    /// Its number.
    pub alert: i64,
    /// Of which events it speaks, in the query language.
    pub query: String,
    /// Who acts and towards whom, where the query is of a pair.
    pub pair: Option<[Named; 2]>,
    /// Days that are looked at.
    pub window_days: i64,
    /// Days before them.
    pub baseline_days: i64,
    /// In which direction the mean intensity has to move.
    pub towards: Towards,
    /// By how many points, at least.
    pub points: f64,
    /// When it was made.
    pub made: String,
    /// What is over by this day is not told.
    pub muted_until: Option<String>,
    /// Whether nothing of it is told on the last day.
    pub muted: bool,
    /// `fires`; `calm`; `few` events to compare; `gap`: too little was seen; `unread`: the query is not understood any more.
    pub state: &'static str,
    /// Why the query is not understood.
    pub why: Option<String>,
    /// How the window that ends on the last day compares.
    pub now: Option<Compared>,
    /// When it fired, the latest first.
    pub firings: Vec<Firing>,
}

/// Days on which a rule fired, with less than a window between them.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Firing {
    /// First day, ISO.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Whether it still does.
    pub holds: bool,
    /// Whether it is told: it goes on after the day until which the rule is muted.
    pub told: bool,
    /// How the window compared on the first day.
    pub first: Compared,
}

/// A window beside its baseline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Compared {
    /// First and last day of the window, ISO.
    pub window: [String; 2],
    /// First and last day of the baseline.
    pub baseline: [String; 2],
    /// Events of the window that count.
    pub n_events: i64,
    /// Those of the baseline.
    pub n_before: i64,
    /// Events of both that do not count, because no outlet tells them that published in both.
    pub n_left_out: i64,
    /// Mean intensity in the window; `None` of no event.
    pub mean: Option<f64>,
    /// That of the baseline.
    pub mean_before: Option<f64>,
    /// Their difference with its 95 % interval; `None` under two events on a side.
    pub change: Option<Mean>,
    /// Share of the usual articles that was seen in the window; `None` where nobody knows what is usual.
    pub coverage: Option<f64>,
    /// That of the baseline.
    pub coverage_before: Option<f64>,
    /// Whether too little was seen of either to compare them.
    pub gap: bool,
    /// Events of the window, those first that moved it most; at most 20.
    pub events: Vec<Line>,
}

/// How all rules stand, and with `history` when they fired.
///
/// Cost: one look at each event of a rule in its window and baseline and at its outlets, with `history` half a year more; and what [`Coverage::new`] costs.
///
/// # Errors
/// When it cannot be read.
pub fn alerts(db: &Connection, names: &Names<'_>, now: Timestamp, history: bool) -> Result<Alerts> {
    at_once(db, || {
        let rules = all(db)?;
        let as_of = match last_day(db, now.to_zoned(TimeZone::UTC).date())? {
            None => last_day(db, Date::MAX)?,
            day => day,
        };
        let (Some(as_of), Some(longest)) = (as_of, rules.iter().map(|rule| rule.window_days + rule.baseline_days).max()) else {
            return Ok(Alerts { as_of: as_of.map(|day| day.to_string()), alerts: Vec::new() });
        };
        let n_days = if history { HISTORY } else { 1 };
        let seen = Seen::new(db, Days { from: back(as_of, longest + n_days), to: as_of })?;
        let alerts = rules.into_iter().map(|rule| stands(db, names, &seen, rule, n_days)).collect::<Result<_>>()?;
        Ok(Alerts { as_of: Some(as_of.to_string()), alerts })
    })
}

/// The query of a rule: filters that hold of events, and no days, for these are the rule's.
///
/// # Errors
/// When it is not understood, or is no such query.
pub fn rule_query(text: &str, db: &Connection, names: &Names<'_>) -> Result<Query> {
    let query = parse(text, db, names.lang)?;
    query.takes(&OF_EVENTS, "events")?;
    if query.filters.is_empty() || !query.words.is_empty() || query.from.is_some() || query.to.is_some() {
        return Err(Error::asked(
            "a rule speaks of events by filters, such as source:iran target:iraq or actor:iraq quad:4; words find articles, and its days are its own",
        ));
    }
    Ok(query)
}

fn back(day: Date, days: i64) -> Date {
    day.checked_sub(days.days()).unwrap_or(Date::MIN)
}

/// What the archive saw in some days.
struct Seen {
    days: Days,
    coverage: Coverage,
    /// Of each outlet its place in `published`.
    places: FxHashMap<String, usize>,
    /// Of each outlet the days on which it published, in order.
    published: Vec<Vec<Date>>,
}

impl Seen {
    fn new(db: &Connection, days: Days) -> Result<Self> {
        let (mut places, mut published) = (FxHashMap::default(), Vec::<Vec<Date>>::new());
        let mut rows = db.prepare_cached("SELECT outlet, day FROM outlet_days WHERE day BETWEEN ?1 AND ?2 ORDER BY day")?;
        let mut rows = rows.query([days.from.to_string(), days.to.to_string()])?;
        while let Some(row) = rows.next()? {
            let Ok(day) = row.get::<_, String>(1)?.parse() else { continue };
            let place = *places.entry(row.get(0)?).or_insert(published.len());
            if place == published.len() {
                published.push(Vec::new());
            }
            published[place].push(day);
        }
        Ok(Self { days, coverage: Coverage::new(db, days)?, places, published })
    }

    /// Of each outlet whether it published in both spans.
    fn panel(&self, spans: [Days; 2]) -> Vec<bool> {
        let is_in = |published: &[Date], days: Days| {
            published.get(published.partition_point(|day| *day < days.from)).is_some_and(|day| *day <= days.to)
        };
        self.published.iter().map(|published| spans.iter().all(|days| is_in(published, *days))).collect()
    }
}

/// An event that counts.
struct Counted {
    row: i64,
    day: Date,
    intensity: f64,
    outlets: Vec<usize>,
}

/// The events of a query in the days that were seen, by day.
fn counted(db: &Connection, seen: &Seen, query: &Query) -> Result<Vec<Counted>> {
    let query = Query { from: Some(seen.days.from.to_string()), to: Some(seen.days.to.to_string()), ..query.clone() };
    let Some(selection) = selection(db, &query)? else { return Ok(Vec::new()) };
    let sql = selection.of_events("e.event, e.day, e.intensity", COUNTED);
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query(params_from_iter(selection.values()))?;
    let sql = "SELECT DISTINCT coalesce(a.outlet, '') FROM claims AS c JOIN articles AS a USING (article) WHERE c.event = ?1";
    let mut outlets = db.prepare_cached(sql)?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let Ok(day) = row.get::<_, String>(1)?.parse() else { continue };
        let event: i64 = row.get(0)?;
        let of: Vec<String> = outlets.query_map([event], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let outlets = of.iter().filter_map(|outlet| seen.places.get(outlet).copied()).collect();
        events.push(Counted { row: event, day, intensity: row.get(2)?, outlets });
    }
    events.sort_by_key(|event| (event.day, event.row));
    Ok(events)
}

/// How a rule stands on the last day, and when it fired in the days up to it.
fn stands(db: &Connection, names: &Names<'_>, seen: &Seen, rule: Rule, n_days: i64) -> Result<Alert> {
    let mut alert = Alert {
        alert: rule.alert,
        pair: None,
        window_days: rule.window_days,
        baseline_days: rule.baseline_days,
        towards: rule.towards,
        points: rule.points,
        muted: rule.muted_until.as_ref().is_some_and(|until| *until >= seen.days.to.to_string()),
        state: "unread",
        why: None,
        now: None,
        firings: Vec::new(),
        query: rule.query,
        made: rule.made,
        muted_until: rule.muted_until,
    };
    let query = match rule_query(&alert.query, db, names) {
        Err(error) if error.is_asked() => {
            alert.why = Some(error.to_string());
            return Ok(alert);
        }
        query => query?,
    };
    alert.pair = pair(&query, names);
    let events = counted(db, seen, &query)?;
    let mut firings: Vec<(Date, Date, Compared)> = Vec::new();
    let mut day = back(seen.days.to, n_days - 1);
    loop {
        let mut compared = compare(seen, &events, &alert, day);
        let state = compared.state(&alert);
        if state == "fires" {
            match firings.last_mut() {
                Some((_, to, _)) if between(*to, day) <= alert.window_days => *to = day,
                _ => {
                    compared.events = lines(db, names, seen, &events, &alert, day)?;
                    firings.push((day, day, compared.clone()));
                }
            }
        }
        if day >= seen.days.to {
            alert.state = state;
            if state == "fires" {
                compared.events = lines(db, names, seen, &events, &alert, day)?;
            }
            alert.now = Some(compared);
            break;
        }
        day = day.tomorrow().unwrap_or(seen.days.to);
    }
    let until = alert.muted_until.clone();
    let firing = |(from, to, first): (Date, Date, Compared)| Firing {
        from: from.to_string(),
        to: to.to_string(),
        holds: to == seen.days.to,
        told: until.as_ref().is_none_or(|until| to.to_string() > *until),
        first,
    };
    // Of one day alone nobody knows when it began.
    alert.firings = if n_days > 1 { firings.into_iter().rev().map(firing).collect() } else { Vec::new() };
    Ok(alert)
}

/// Who acts towards whom, where a query asks for nothing else.
fn pair(query: &Query, names: &Names<'_>) -> Option<[Named; 2]> {
    let [one, other] = query.filters.as_slice() else { return None };
    let of = |name: &str| {
        let filter = [one, other].into_iter().find(|filter| !filter.not && filter.typed.starts_with(name))?;
        let [facet] = filter.facets.as_slice() else { return None };
        facet.split_once(':').map(|(_, id)| names.named(id))
    };
    Some([of("source:")?, of("target:")?])
}

fn window(alert: &Alert, to: Date) -> [Days; 2] {
    let window = Days { from: back(to, alert.window_days - 1), to };
    [window, Days { from: back(window.from, alert.baseline_days), to: back(window.from, 1) }]
}

/// Compares the window that ends on a day with its baseline.
fn compare(seen: &Seen, events: &[Counted], alert: &Alert, to: Date) -> Compared {
    let [window, baseline] = window(alert, to);
    let panel = seen.panel([window, baseline]);
    let (mut now, mut before) = (Sums::default(), Sums::default());
    let mut compared = Compared::default();
    for event in &events[events.partition_point(|event| event.day < baseline.from)..] {
        match event {
            event if event.day > to => break,
            event if !event.outlets.iter().any(|outlet| panel[*outlet]) => compared.n_left_out += 1,
            event if event.day >= window.from => {
                compared.n_events += 1;
                now.add(event.intensity);
            }
            event => {
                compared.n_before += 1;
                before.add(event.intensity);
            }
        }
    }
    let [(n_now, coverage), (n_before, coverage_before)] = [window, baseline].map(|days| seen.coverage.of(days));
    Compared {
        window: [window.from, window.to].map(|day| day.to_string()),
        baseline: [baseline.from, baseline.to].map(|day| day.to_string()),
        mean: now.mean().mean,
        mean_before: before.mean().mean,
        change: now.less(&before),
        gap: is_gap(n_now, coverage) || is_gap(n_before, coverage_before),
        coverage,
        coverage_before,
        ..compared
    }
}

impl Compared {
    fn state(&self, alert: &Alert) -> &'static str {
        let Some(Mean { mean: Some(mean), low: Some(low), high: Some(high) }) = self.change else {
            return if self.gap { "gap" } else { "few" };
        };
        let moved = match alert.towards {
            Towards::Conflict => mean <= -alert.points && high < 0.0,
            Towards::Cooperation => mean >= alert.points && low > 0.0,
        };
        match () {
            () if self.gap => "gap",
            () if self.n_events.min(self.n_before) < MIN_EVENTS => "few",
            () if moved => "fires",
            () => "calm",
        }
    }
}

/// The events of a window that ends on a day, those first that moved it most.
fn lines(db: &Connection, names: &Names<'_>, seen: &Seen, events: &[Counted], alert: &Alert, to: Date) -> Result<Vec<Line>> {
    let [window, baseline] = window(alert, to);
    let panel = seen.panel([window, baseline]);
    let counts = |event: &&Counted| (window.from..=window.to).contains(&event.day) && event.outlets.iter().any(|outlet| panel[*outlet]);
    let mut within: Vec<&Counted> = events.iter().filter(counts).collect();
    let weight = |event: &Counted| match alert.towards {
        Towards::Conflict => event.intensity,
        Towards::Cooperation => -event.intensity,
    };
    within.sort_by(|one, other| weight(one).total_cmp(&weight(other)).then_with(|| (other.day, other.row).cmp(&(one.day, one.row))));
    let mut one = db.prepare_cached("SELECT * FROM events WHERE event = ?1")?;
    within.iter().take(SHOWN).map(|event| Ok(Line::of(one.query_row([event.row], read)?, names))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Told, day, lang, told};
    use super::*;
    use crate::store::Observatory;
    use crate::store::alert::{add, mute};

    /// Twelve weeks of an outlet with a meeting of Iran and Iraq in each of the weeks 2, 4, 6, 8, and three or more attacks in the last two.
    fn weeks(outlet: &'static str, is_silent: impl Fn(i64) -> bool, attacks: &[i64], by: &'static str) -> Vec<Told> {
        let mut all: Vec<Told> = (0..84).filter(|at| !is_silent(*at)).map(|at| Told::nothing(outlet, at)).collect();
        all.extend([10, 24, 38, 52].map(|at| Told::act(outlet, at, "CONSULT")));
        all.extend(attacks.iter().map(|at| Told::act(by, *at, "ASSAULT")));
        all
    }

    fn of(observatory: &Observatory) -> Alert {
        let names = Names::new(lang());
        alerts(&observatory.db, &names, "2024-03-24T12:00:00Z".parse().unwrap(), true).unwrap().alerts.remove(0)
    }

    fn rule(observatory: &Observatory) -> i64 {
        let rule = Rule {
            alert: 0,
            query: "source:IRN target:IRQ".into(),
            window_days: 14,
            baseline_days: 56,
            towards: Towards::Conflict,
            points: 2.0,
            made: String::new(),
            muted_until: None,
        };
        add(&observatory.db, &rule).unwrap()
    }

    const ATTACKS: [i64; 4] = [71, 74, 77, 80];

    #[test]
    fn a_pair_that_escalates_fires_with_what_it_rests_on() {
        let observatory = told(weeks("one", |_| false, &ATTACKS, "one"));
        let alert = {
            rule(&observatory);
            of(&observatory)
        };
        assert_eq!(alert.pair.as_ref().map(|pair| pair[1].name.en.as_str()), Some("Iraq"));
        assert_eq!((alert.state, alert.firings.len()), ("fires", 1));
        let firing = &alert.firings[0];
        // The third attack is enough.
        assert_eq!((firing.from.as_str(), firing.holds, firing.told), (day(77).to_string().as_str(), true, true));
        assert_eq!((firing.first.n_events, firing.first.n_before, firing.first.events.len()), (3, 4, 3));
        let now = alert.now.unwrap();
        assert_eq!((now.mean, now.mean_before, now.n_left_out, now.events.len()), (Some(-9.0), Some(4.0), 0, 4));
        assert_eq!(now.change.and_then(|change| change.mean), Some(-13.0));
    }

    #[test]
    fn more_articles_of_the_same_tell_the_same() {
        let once = told(weeks("one", |_| false, &ATTACKS, "one"));
        let mut twice = weeks("one", |_| false, &ATTACKS, "one");
        twice.extend((70..84).flat_map(|at| [Told::nothing("one", at), Told::nothing("one", at)]));
        twice.extend(ATTACKS.map(|at| Told::act("one", at, "ASSAULT")));
        let twice = told(twice);
        let [once, twice] = [once, twice].map(|observatory| {
            rule(&observatory);
            of(&observatory)
        });
        let of = |alert: &Alert| alert.now.as_ref().map(|now| (now.n_events, now.n_before, now.change));
        assert_eq!((of(&once), once.firings[0].from.clone()), (of(&twice), twice.firings[0].from.clone()));
    }

    #[test]
    fn a_feed_that_was_added_makes_no_alert() {
        // Only the new outlet tells the attacks: whether it would have told others before, nobody knows.
        let mut articles = weeks("one", |_| false, &ATTACKS, "two");
        articles.extend((70..84).map(|at| Told::nothing("two", at)));
        let observatory = told(articles);
        rule(&observatory);
        let alert = of(&observatory);
        assert_eq!((alert.state, alert.firings.len()), ("few", 0));
        assert_eq!(alert.now.map(|now| (now.n_events, now.n_left_out)), Some((0, 4)));
    }

    #[test]
    fn days_that_were_not_seen_are_not_compared() {
        let observatory = told(weeks("one", |at| at >= 66, &ATTACKS, "one"));
        rule(&observatory);
        let alert = of(&observatory);
        assert_eq!((alert.state, alert.now.map(|now| now.gap)), ("gap", Some(true)));
    }

    #[test]
    fn what_is_muted_is_not_told_until_it_goes_on_after_that_day() {
        let observatory = told(weeks("one", |_| false, &ATTACKS, "one"));
        let alert = rule(&observatory);
        mute(&observatory.db, alert, Some(day(83))).unwrap();
        assert_eq!((of(&observatory).muted, of(&observatory).firings[0].told), (true, false));
        mute(&observatory.db, alert, Some(day(80))).unwrap();
        assert_eq!((of(&observatory).muted, of(&observatory).firings[0].told), (false, true));
        mute(&observatory.db, alert, None).unwrap();
        assert!(of(&observatory).firings[0].told);
    }

    #[test]
    fn a_rule_has_filters_and_its_days_are_its_own() {
        let (observatory, names) = (super::super::sample::observatory(), Names::new(lang()));
        let of = |text: &str| rule_query(text, &observatory.db, &names);
        assert!(of("actor:IRN quad:4").is_ok());
        for wrong in ["", "خبر", "actor:IRN from:2024", "actor:nobody-known", "force:demand"] {
            assert!(of(wrong).is_err_and(|error| error.is_asked()), "{wrong}");
        }
        // An actor whom the language data lost is told, not passed over.
        observatory.db.execute("INSERT INTO alerts (query, window_days, baseline_days, towards, points, made) VALUES ('actor:nobody-known', 7, 28, 'conflict', 2, '')", []).unwrap();
        let alerts = alerts(&observatory.db, &names, "2024-03-01T00:00:00Z".parse().unwrap(), false).unwrap();
        assert_eq!((alerts.as_of.as_deref(), alerts.alerts[0].state, alerts.alerts[0].why.is_some()), (Some("2024-02-25"), "unread", true));
    }
}
