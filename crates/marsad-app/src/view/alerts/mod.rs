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

mod compare;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use serde::Serialize;
use utoipa::ToSchema;

use super::name::{Named, Names};
use super::once::at_once;
use super::step::{Days, between, last_day};
use crate::query::{OF_EVENTS, Query, parse};
use crate::store::alert::{Rule, Towards, all};
use crate::store::{Error, Result};
pub use compare::Compared;
use compare::{Seen, back, compare, counted, lines};

/// Days over which is told when a rule fired.
const HISTORY: i64 = 180;

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
