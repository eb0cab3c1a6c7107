//! Which program is this, with which language data, and how old is what it knows?
//!
//! In: the language data. Out: findings. An office whose holder was last seen long ago is answered with nobody after that day, so old knowledge
//! makes no mistakes but gaps.

use marsad::Lang;

use super::{Finding, Level};
use crate::store::{VERSION, data};

/// Months after which knowledge counts as old.
const OLD: i32 = 12;

/// Examines program and language data.
pub fn examine(lang: &Lang) -> Vec<Finding> {
    let tables = &lang.tables;
    let neural = if cfg!(feature = "neural") { ", with neural names" } else { "" };
    let mut findings =
        vec![Finding::ok("program", format!("marsad {}{neural}; observatories of version {VERSION}", env!("CARGO_PKG_VERSION")))];
    findings.push(match data(lang, None) {
        Ok(hash) => Finding::ok("data", format!("pack {} ({hash}), ontology {}", lang.version(), tables.ontology)),
        Err(error) => {
            Finding::new(Level::Broken, "data", format!("the language data cannot be used: {error}"), "install the program again")
        }
    });
    if tables.frames.is_empty() || tables.lexicon.lemmas.is_empty() {
        findings.push(Finding::new(
            Level::Broken,
            "data",
            "the language data hold no words or no frames: nothing can be coded",
            "install the program again, or leave out --pack",
        ));
    }
    findings.push(knowledge(lang));
    findings
}

/// How old the knowledge of offices is.
fn knowledge(lang: &Lang) -> Finding {
    let mut seen: Vec<&str> = lang.tables.holders.iter().filter_map(|holder| holder.as_of.as_deref()).collect();
    seen.sort_unstable();
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else {
        return Finding::new(
            Level::Note,
            "knowledge",
            format!("{} terms of office, none of which goes on", lang.tables.holders.len()),
            "`marsad data import` adds terms from Wikidata",
        );
    };
    let bound = bound();
    let is_old = |day: &&&str| bound.get(..day.len()).is_some_and(|bound| ***day < *bound);
    let n_old = seen.iter().filter(is_old).count();
    let found = format!(
        "{} terms of office, of which {} go on; their holders were last seen from {first} to {last}, {n_old} more than {OLD} months ago",
        lang.tables.holders.len(),
        seen.len()
    );
    let todo =
        "after the day on which a holder was last seen nobody is said to hold the office: use a newer program, or `marsad data import`";
    match n_old {
        0 => Finding::ok("knowledge", found),
        n if n * 2 > seen.len() => Finding::new(Level::Warning, "knowledge", found, todo),
        _ => Finding::new(Level::Note, "knowledge", found, todo),
    }
}

/// The day before which knowledge is old.
fn bound() -> String {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    today.checked_sub(jiff::Span::new().months(OLD)).map(|day| day.to_string()).unwrap_or_default()
}
