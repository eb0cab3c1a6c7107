//! `marsad find`: events, claims, articles, statements and roles of an observatory by the query language.
//!
//! A list for a reader has Latin labels and Arabic text on lines of their own, so that a terminal without bidirectional text shows both; JSON has
//! one object a line. Nothing found is said with why.

use std::io::{self, Write};

use marsad::Lang;
use marsad::coded::{By, Claim, Party};
use serde_json::{Value, json};

use crate::batch::failed;
use crate::cli::{FindArgs, ListFormat, What};
use crate::coding;
use crate::end::{End, not_written};
use crate::query::{Held, Query, Said, articles, claims, events, parse, roles, statements};
use crate::report::counted;
use crate::store::event::Event;
use crate::store::figure::{Figures, figures_of};
use crate::store::{Error, Observatory, Result};
use crate::view::{Nothing, Reason, why_nothing};

/// Runs the command.
pub fn run(args: &FindArgs) -> End {
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    if let Some(file) = &args.queries {
        return timed(args, file, &lang).unwrap_or_else(|error| failed(&args.db, &error));
    }
    let found = Observatory::look(&args.db).and_then(|observatory| {
        let query = parse(&args.query, &observatory.db, &lang)?;
        let lines = lines(&observatory, &query, args, &lang)?;
        if !lines.is_empty() {
            return Ok(Ok(lines));
        }
        Ok(Err(match args.what {
            What::Statements | What::Roles => format!("nothing found for {}; leave a filter out, or give more days", args.query),
            _ => in_words(&why_nothing(&observatory.db, &query, jiff::Timestamp::now())?, &args.query),
        }))
    });
    match found {
        Err(error) => failed(&args.db, &error),
        Ok(Err(why)) => End::Nothing(why),
        Ok(Ok(lines)) => match io::stdout().lock().write_all(lines.concat().as_bytes()) {
            Ok(()) => End::Done,
            Err(error) => not_written("standard output", &error),
        },
    }
}

/// Asks each line of a file.
fn timed(args: &FindArgs, file: &std::path::Path, lang: &Lang) -> Result<End> {
    let queries = coding::read(file).map_err(Error::Asked)?;
    let observatory = Observatory::look(&args.db)?;
    let mut out = io::stdout().lock();
    for text in queries.lines().filter(|line| !line.trim().is_empty()) {
        let began = std::time::Instant::now();
        let query = parse(text, &observatory.db, lang)?;
        let n_found = lines(&observatory, &query, args, lang)?.len();
        let ms = (began.elapsed().as_secs_f64() * 1e5).round() / 100.0;
        if let Err(error) = writeln!(out, "{}", json!({ "query": text, "found": n_found, "ms": ms })) {
            return Ok(not_written("standard output", &error));
        }
    }
    Ok(End::Done)
}

fn lines(observatory: &Observatory, query: &Query, args: &FindArgs, lang: &Lang) -> Result<Vec<String>> {
    let db = &observatory.db;
    let as_json = args.format == ListFormat::Json;
    Ok(match args.what {
        What::Events => {
            let mut lines = Vec::new();
            let mut after = None;
            // A page at a time, so that a long list costs no more memory than its lines.
            while lines.len() < args.limit {
                let page = events(db, query, after.as_ref(), (args.limit - lines.len()).min(1_000))?;
                for (row, event) in &page.events {
                    let figures = figures_of(db, *row)?;
                    lines.push(if as_json { object(&json!(EventLine { event, figures: &figures })) } else { event_lines(event, &figures) });
                }
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            lines
        }
        What::Claims => claims(db, query, None, args.limit)?
            .0
            .iter()
            .take(args.limit)
            .map(|(stored, article, outlet)| {
                let claim = &stored.claim;
                if as_json {
                    let line = ClaimLine { claim, article, outlet: outlet.as_deref(), state: &stored.state };
                    return serde_json::to_string(&line).map(|line| format!("{line}\n")).unwrap_or_default();
                }
                let names =
                    |parties: &[marsad::coded::Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("، ");
                let date = claim.date.as_ref().map_or("no date", |date| date.edtf.as_str());
                format!(
                    "{date}  {}  {}  {}  confidence {:.2}  {}\n  {} ← {}\n  «{}»\n  {article} {}\n",
                    claim.id,
                    claim.event_type,
                    claim.factuality.name(),
                    claim.confidence,
                    stored.state,
                    names(&claim.target),
                    names(&claim.source),
                    claim.evidence,
                    outlet.as_deref().unwrap_or("")
                )
            })
            .collect(),
        What::Statements => {
            let page = statements(db, query, None, args.limit, lang)?;
            page.statements.iter().map(|said| if as_json { object(&json!(said)) } else { said_lines(said) }).collect()
        }
        What::Roles => {
            roles(db, query, args.limit)?.iter().map(|held| if as_json { object(&json!(held)) } else { held_lines(held) }).collect()
        }
        What::Articles => {
            let page = articles(db, query, None, args.limit, lang)?;
            let line = |article: &crate::query::Found| {
                if as_json {
                    return object(&json!(article));
                }
                let [published, outlet] = [&article.published, &article.outlet].map(|field| field.as_deref().unwrap_or(""));
                let snippet =
                    if article.has_text { format!("…{}…", article.snippet) } else { "(the text is no longer kept)".to_owned() };
                format!("{published}  {}  {} claims\n  {}\n  {snippet}\n  {outlet}\n", article.id, article.n_claims, article.title)
            };
            let mut lines: Vec<String> = page.found.iter().map(line).collect();
            if page.more && !as_json {
                lines.push("more articles match than are ranked: these are the latest; add words or filters\n".to_owned());
            }
            lines
        }
    })
}

/// An event with the figures that its claims give.
#[derive(serde::Serialize)]
struct EventLine<'e> {
    #[serde(flatten)]
    event: &'e Event,
    figures: &'e [Figures],
}

fn said_lines(said: &Said) -> String {
    let id = |party: &Party| party.office.clone().or_else(|| party.actor.clone()).or_else(|| party.country.clone());
    // A pronoun, or a verb without a subject, names nobody to a reader: the id above it does.
    let name = |party: &Party| if matches!(party.by, By::Pronoun | By::Context) { "…".to_owned() } else { party.name.clone() };
    let speaker = said.speaker.as_ref();
    let by = speaker.map_or_else(|| "nobody is named".to_owned(), |party| id(party).unwrap_or_else(|| "somebody unknown".to_owned()));
    let to = said.addressee.as_ref().and_then(id).map(|id| format!(" to {id}")).unwrap_or_default();
    let names = [speaker.map(name), said.addressee.as_ref().map(name)].into_iter().flatten().collect::<Vec<_>>().join(" ← ");
    let words = said.words.as_ref().map_or_else(|| "(the text is no longer kept)".to_owned(), |words| format!("«{words}»"));
    let day = if said.day.is_empty() { "no date" } else { &said.day };
    format!(
        "{day}  {by}{to}  {}  {}  {}\n  {names}\n  {words}\n  {}\n",
        said.force,
        said.quoted,
        said.article,
        said.outlet.as_deref().unwrap_or("")
    )
}

fn held_lines(held: &Held) -> String {
    let days = match (held.first.as_deref(), held.last.as_deref()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (_, Some(day)) => day.to_owned(),
        _ => "no date".to_owned(),
    };
    let country = held.country.as_deref().unwrap_or("");
    let counts = format!("{}, {}", counted(held.n_articles.unsigned_abs(), "article"), counted(held.n_outlets.unsigned_abs(), "outlet"));
    format!("{days}  {}  {country}  {counts}, such as {}\n  {}\n", held.office, held.article, held.name)
}

/// A claim with where it stands; numbers keep the digits that `marsad code` writes.
#[derive(serde::Serialize)]
struct ClaimLine<'c> {
    #[serde(flatten)]
    claim: &'c Claim,
    article: &'c str,
    outlet: Option<&'c str>,
    state: &'c str,
}

fn object(value: &Value) -> String {
    format!("{value}\n")
}

fn event_lines(event: &Event, figures: &[Figures]) -> String {
    let mode = event.mode.as_deref().map(|mode| format!("/{mode}")).unwrap_or_default();
    let disputed = if event.disputed { ", disputed" } else { "" };
    let counts = format!("{} claims, {} outlets, {} stories", event.n_claims, event.n_outlets, event.n_stories);
    let place = event.place.as_deref().map(|place| format!("\n  {place}")).unwrap_or_default();
    let figures: String = figures.iter().filter(|figures| figures.what != "count").map(figure_line).collect();
    format!(
        "{}  {}  {}{mode}  {}{disputed}  {counts}\n  {} ← {}{place}\n{figures}",
        event.date.as_deref().unwrap_or(&format!("reported {}", event.day)),
        event.id,
        event.event_type,
        event.factuality,
        event.target,
        event.source
    )
}

/// `killed: 12 by 2 stories, 10 to 15 are given`.
fn figure_line(figures: &Figures) -> String {
    let unit = figures.unit.as_deref().filter(|unit| *unit != "person").map(|unit| format!(" {unit}")).unwrap_or_default();
    let best = figures.given.iter().find(|given| given.is_best);
    let modifier =
        best.and_then(|given| given.modifier.as_deref()).map(|modifier| format!("{} ", modifier.to_lowercase().replace('_', " ")));
    let told = match (figures.best, best) {
        (Some(value), Some(given)) => format!(
            "{}{value}{unit} by {}",
            modifier.unwrap_or_default(),
            if given.n_stories == 1 { "1 story".to_owned() } else { format!("{} stories", given.n_stories) }
        ),
        _ => "no number".to_owned(),
    };
    let range = match (figures.low, figures.high) {
        (Some(low), Some(high)) if low < high => format!(", {low} to {high} are given"),
        _ => String::new(),
    };
    format!("  {}: {told}{range}\n", figures.what)
}

/// Why nothing was found, and what to do.
fn in_words(why: &Nothing, typed: &str) -> String {
    let (from, to) = (why.from.as_deref().unwrap_or("an unknown day"), why.to.as_deref().unwrap_or("an unknown day"));
    let mut words = match (why.reason, why.filter.as_deref()) {
        (Reason::Empty, _) => "nothing found: the observatory holds no events yet; take articles in with `marsad ingest`".to_owned(),
        (Reason::Filter, filter) => format!("nothing found: no event at all has {}", filter.unwrap_or(typed)),
        (Reason::Words, _) => format!("nothing found for {typed}: no article at all has these words; search for fewer, or others"),
        (Reason::Together, _) => format!(
            "nothing found for {typed}: each filter has events, all together have none; the observatory's are from {from} to {to}: leave a filter out"
        ),
    };
    for feed in &why.silent {
        let since = feed.since.as_deref().unwrap_or("an unknown time");
        words.push_str(&format!("\n{} brings nothing since {since} ({}): what it usually brings is missing", feed.url, feed.state));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Silent;

    #[test]
    fn nothing_found_tells_of_feeds_that_bring_nothing() {
        let feed = Silent {
            feed: 1,
            url: "https://example.org/feed".to_owned(),
            title: None,
            state: "failing".to_owned(),
            since: Some("2024-02-25T10:00:00Z".to_owned()),
        };
        let why = Nothing { reason: Reason::Words, filter: None, from: None, to: None, silent: vec![feed] };
        let words = in_words(&why, "x");
        assert!(
            words.contains("no article at all has these words") && words.ends_with("(failing): what it usually brings is missing"),
            "{words}"
        );
        assert!(words.contains("https://example.org/feed brings nothing since 2024-02-25T10:00:00Z"));
    }
}
