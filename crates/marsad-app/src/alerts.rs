//! `marsad alerts`: what escalates, by rules of one's own.
//!
//! In: a rule, or a list that is asked for. Out: rows of `alerts`; for a reader or a program how each rule stands and when it fired. The same actions are
//! those of the console's page and of its API ([`act`]).

use std::io::{self, Write};

use serde_json::json;

use crate::batch::failed;
use crate::cli::{AlertAction, AlertsArgs, ListFormat};
use crate::coding;
use crate::end::{End, not_written};
use crate::store::alert::{self, Rule};
use crate::store::{Error, Observatory, Result};
use crate::view::{Alert, Compared, Names, alerts, rule_query};

/// Runs the command.
pub fn run(args: &AlertsArgs) -> End {
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let names = Names::new(&lang);
    let done = match &args.action {
        AlertAction::List { format } => list(args, &names, *format),
        action => Observatory::open(&args.db).and_then(|observatory| act(&observatory, action, &names)).map(|alert| {
            let done = match action {
                AlertAction::Mute { until, .. } => format!("muted until {until}"),
                AlertAction::Unmute { .. } => "told again".to_owned(),
                AlertAction::Remove { .. } => "removed".to_owned(),
                _ => "made".to_owned(),
            };
            print(&format!("alert {alert}: {done}\n"))
        }),
    };
    done.unwrap_or_else(|error| failed(&args.db, &error))
}

/// Makes, mutes or removes a rule; gives its number.
///
/// # Errors
/// When it makes no sense, is not there, or cannot be written.
pub fn act(observatory: &Observatory, action: &AlertAction, names: &Names<'_>) -> Result<i64> {
    let db = &observatory.db;
    match action {
        AlertAction::List { .. } => Err(Error::asked("a list changes nothing")),
        AlertAction::Add { query, window, baseline, towards, points } => {
            let query = query.split_whitespace().collect::<Vec<_>>().join(" ");
            rule_query(&query, db, names)?;
            let (window_days, baseline_days) = (*window, *baseline);
            let rule = Rule {
                alert: 0,
                query,
                window_days,
                baseline_days,
                towards: *towards,
                points: *points,
                made: String::new(),
                muted_until: None,
            };
            alert::add(db, &rule)
        }
        AlertAction::Mute { alert, until } => alert::mute(db, *alert, Some(*until)).map(|()| *alert),
        AlertAction::Unmute { alert } => alert::mute(db, *alert, None).map(|()| *alert),
        AlertAction::Remove { alert } => alert::remove(db, *alert).map(|()| *alert),
    }
}

fn list(args: &AlertsArgs, names: &Names<'_>, format: ListFormat) -> Result<End> {
    let observatory = Observatory::look(&args.db)?;
    let found = alerts(&observatory.db, names, jiff::Timestamp::now(), true)?;
    if found.alerts.is_empty() {
        return Ok(End::Nothing(format!("there is no rule; make one with `marsad alerts {} add QUERY`", args.db.display())));
    }
    let as_of = found.as_of.as_deref().unwrap_or("no day");
    let text: String = match format {
        ListFormat::Table => found.alerts.iter().map(|alert| lines(alert, as_of)).collect(),
        ListFormat::Json => found.alerts.iter().map(|alert| format!("{}\n", json!(alert))).collect(),
    };
    Ok(print(&text))
}

/// A rule for a reader: its query, which may be Arabic, on a line of its own.
fn lines(alert: &Alert, as_of: &str) -> String {
    let mut lines = format!(
        "{}  {} against {} days before, {} points or more towards {}\n  {}\n",
        alert.alert,
        days(alert.window_days),
        alert.baseline_days,
        alert.points,
        alert.towards.name(),
        alert.query
    );
    if let Some(until) = &alert.muted_until {
        lines += &format!("  muted until {until}\n");
    }
    match alert.state {
        "fires" => lines += &format!("  fires on {as_of}\n"),
        "calm" => lines += &format!("  does not fire on {as_of}\n"),
        "few" => lines += &format!("  too few events to compare on {as_of}\n"),
        "gap" => lines += &format!("  too little was seen up to {as_of} to compare\n"),
        _ => {}
    }
    lines += &alert.why.as_ref().map(|why| format!("  {why}\n")).unwrap_or_default();
    lines += &alert.now.as_ref().map(|now| format!("    {}\n", compared(now))).unwrap_or_default();
    for firing in &alert.firings {
        lines += &format!("  fired {} to {}: on the first day\n    {}\n", firing.from, firing.to, compared(&firing.first));
        for event in &firing.first.events {
            let mode = event.mode.as_deref().map(|mode| format!("/{mode}")).unwrap_or_default();
            lines += &format!("      {} {}{mode} {:+.1} {}\n", event.day, event.event_type, event.intensity, event.id);
        }
    }
    lines
}

fn days(n: i64) -> String {
    if n == 1 { "1 day".to_owned() } else { format!("{n} days") }
}

fn compared(compared: &Compared) -> String {
    let number = |number: Option<f64>| number.map_or_else(|| "-".to_owned(), |number| format!("{number:+.1}"));
    let change = compared.change.unwrap_or_default();
    let interval = change.low.zip(change.high).map(|(low, high)| format!(" ({low:+.1} to {high:+.1})")).unwrap_or_default();
    let seen = |share: Option<f64>| share.map_or_else(|| "?".to_owned(), |share| format!("{:.0}%", share * 100.0));
    let left_out = match compared.n_left_out {
        0 => String::new(),
        n => format!("; {n} left out, of outlets that were not there in both"),
    };
    format!(
        "{} events, mean {}, after {} events, mean {}: {}{interval}; seen {} and {} of the usual{left_out}",
        compared.n_events,
        number(compared.mean),
        compared.n_before,
        number(compared.mean_before),
        number(change.mean),
        seen(compared.coverage),
        seen(compared.coverage_before),
    )
}

fn print(text: &str) -> End {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => End::Done,
        Err(error) => not_written("standard output", &error),
    }
}
