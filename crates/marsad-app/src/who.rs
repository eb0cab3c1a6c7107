//! `marsad who`: who held an office on a day, or which offices somebody held.
//!
//! In: a question and a day. Out: the answer with the terms it rests on and their source, or why it is unknown. A terminal may
//! not know bidirectional text, so a Latin label and its Arabic words never share a line.

use std::io::{self, Write};

use jiff::civil::Date;
use marsad::Lang;
use marsad::actor::{Answer, Asked, Term, Unknown};
use marsad::pack::{Holder, HolderStatus};
use serde::Serialize;

use crate::cli::{AnswerFormat, WhoArgs};
use crate::coding;
use crate::end::{End, not_written};

/// An answer as it is written out.
#[derive(Serialize)]
struct Written<'a> {
    query: &'a str,
    on: String,
    /// `office`, `person`, or `null` where the question was not understood.
    asked: Option<&'static str>,
    id: Option<&'a str>,
    /// Empty where it is unknown.
    answer: Vec<Tenure<'a>>,
    /// Why it is unknown.
    unknown: Option<String>,
    /// Terms that do not answer: those that perhaps hold on the day, else the last before and the first after it.
    near: Vec<Tenure<'a>>,
}

/// A term of office as it is written out.
#[derive(Serialize)]
struct Tenure<'a> {
    person: &'a str,
    name: &'a str,
    name_en: &'a str,
    office: &'a str,
    office_en: &'a str,
    from: &'a str,
    to: Option<&'a str>,
    /// `acting`, `contested`, or `null`.
    status: Option<&'static str>,
    /// Where no end is known: the last day on which it was known to be held.
    as_of: Option<&'a str>,
    provenance: &'a str,
    source: String,
    line: &'a str,
}

/// Runs the command.
pub fn run(args: &WhoArgs) -> End {
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let answer = marsad::who(&args.query, args.on, &lang);
    let written = written(&args.query, args.on, &answer, &lang);
    let mut out = io::stdout().lock();
    let printed = match args.format {
        AnswerFormat::Json => serde_json::to_writer(&mut out, &written).map_err(io::Error::from).and_then(|()| writeln!(out)),
        AnswerFormat::Text => show(&written, &mut out),
    };
    match printed.and_then(|()| out.flush()) {
        Err(error) => not_written("standard output", &error),
        Ok(()) if written.unknown.is_some() => End::Nothing(String::new()),
        Ok(()) => End::Done,
    }
}

fn written<'a>(query: &'a str, on: Date, answer: &Answer, lang: &'a Lang) -> Written<'a> {
    let (asked, id) = match answer.asked {
        Some(Asked::Office(row)) => (Some("office"), Some(lang.tables.offices[row as usize].id.as_str())),
        Some(Asked::Person(row)) => (Some("person"), Some(lang.tables.persons[row as usize].id.as_str())),
        None => (None, None),
    };
    let tenures = |terms: &[Term]| terms.iter().map(|term| tenure(term, lang)).collect();
    Written {
        query,
        on: on.to_string(),
        asked,
        id,
        answer: tenures(&answer.terms),
        unknown: answer.unknown.as_ref().map(|why| in_words(why, lang)),
        near: tenures(&answer.near),
    }
}

fn tenure<'a>(term: &Term, lang: &'a Lang) -> Tenure<'a> {
    let tables = &lang.tables;
    let (person, office) = (&tables.persons[term.person as usize], &tables.offices[term.office as usize]);
    let holder = &tables.holders[term.row as usize];
    Tenure {
        person: &person.id,
        name: person.names.first().map_or("", String::as_str),
        name_en: &person.en,
        office: &office.id,
        office_en: &office.en,
        from: &holder.from,
        to: holder.to.as_deref(),
        status: match holder.status {
            HolderStatus::Regular => None,
            HolderStatus::Acting => Some("acting"),
            HolderStatus::Contested => Some("contested"),
        },
        as_of: holder.as_of.as_deref(),
        provenance: &holder.provenance,
        source: origin(lang, holder),
        line: &holder.line,
    }
}

/// Where a term of office is from, with the licence.
pub fn origin(lang: &Lang, holder: &Holder) -> String {
    let origin = lang.tables.provenance.iter().find(|origin| origin.id == holder.provenance);
    origin.map_or_else(|| holder.provenance.clone(), |origin| format!("{} ({})", origin.title, origin.licence))
}

/// Why there is no answer, and what to do.
pub fn in_words(why: &Unknown, lang: &Lang) -> String {
    match why {
        Unknown::Question(words) if words.is_empty() => "no office and no person of the knowledge base is named in it".to_owned(),
        Unknown::Question(words) => format!("these words are not understood: {}", words.join(" ")),
        Unknown::WhoseOffice => "an office of which country or body? name it".to_owned(),
        Unknown::NoOffice => "no such office of this country or body is known".to_owned(),
        Unknown::SeveralPersons(rows) => {
            let names: Vec<&str> = rows.iter().map(|row| lang.tables.persons[*row as usize].en.as_str()).collect();
            format!("several have this name: {}", names.join(", "))
        }
        Unknown::NoHolder => "no term is known that has this day".to_owned(),
        Unknown::SeveralHolders => "several held it on this day".to_owned(),
        Unknown::NotSure => "whether the term has this day is not known".to_owned(),
    }
}

fn show(written: &Written<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", written.query)?;
    match &written.unknown {
        None if written.answer.is_empty() => writeln!(out, "on {}: nothing", written.on)?,
        None => writeln!(out, "on {}:", written.on)?,
        Some(why) => writeln!(out, "on {}: unknown: {why}", written.on)?,
    }
    for tenure in &written.answer {
        show_tenure(tenure, out)?;
    }
    if !written.near.is_empty() {
        writeln!(out, "known of it:")?;
        for tenure in &written.near {
            show_tenure(tenure, out)?;
        }
    }
    Ok(())
}

fn show_tenure(tenure: &Tenure<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "  {}", tenure.name)?;
    writeln!(out, "  {} ({}), {} ({})", tenure.name_en, tenure.person, tenure.office_en, tenure.office)?;
    let status = tenure.status.map(|status| format!(", {status}")).unwrap_or_default();
    match (tenure.to, tenure.as_of) {
        (Some(to), _) => writeln!(out, "  from {} to {to}{status}", tenure.from)?,
        (None, Some(as_of)) => writeln!(out, "  from {}, no end known; known to hold on {as_of}{status}", tenure.from)?,
        (None, None) => writeln!(out, "  from {}, ended, nobody knows when{status}", tenure.from)?,
    }
    writeln!(out, "  source: {}; {}", tenure.source, tenure.line)
}
