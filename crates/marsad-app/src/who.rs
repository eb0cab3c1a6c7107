//! `marsad who`: who held an office on a day, or which offices somebody held.
//!
//! In: a question and a day. Out: the answer with the terms it rests on and their source, or why it is unknown. A terminal may
//! not know bidirectional text, so a Latin label and its Arabic words never share a line.

use std::io::{self, Write};

use marsad::actor::{Tenure, WrittenAnswer, written};

use crate::cli::{AnswerFormat, WhoArgs};
use crate::coding;
use crate::end::{End, not_written};

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

fn show(written: &WrittenAnswer<'_>, out: &mut impl Write) -> io::Result<()> {
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
