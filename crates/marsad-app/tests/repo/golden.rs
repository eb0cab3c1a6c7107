//! The chapters of `tests/golden/`: prose, a text, and what is coded in it.
//!
//! A case is a heading and below it a fence `ar DATE OUTLET` with the text (no DATE: unpublished; OUTLET may be left out), a fence `events` with one line for each
//! claim, and where numbers matter a fence `figures` with one line for each of the article's figures. Everything else is for readers;
//! a line `> wrong: …` says what is still coded wrongly. `MARSAD_UPDATE=1` rewrites the events and figures.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use marsad::coded::{ChainLink, CodedArticle, Party};
use marsad::{Article, code_from};

use crate::{files, lang};

#[test]
fn chapters_are_coded_as_they_say() {
    let update = std::env::var_os("MARSAD_UPDATE").is_some();
    let mut differences = String::new();
    for path in files("tests/golden", ".md") {
        let text = fs::read_to_string(&path).unwrap();
        let coded = recoded(&path, &text);
        if coded == text {
            continue;
        }
        if update {
            fs::write(&path, coded).unwrap();
        } else {
            differences += &difference(&path, &text, &coded);
        }
    }
    assert!(differences.is_empty(), "\n{differences}\nMARSAD_UPDATE=1 rewrites the blocks; read the change before it is kept");
}

/// The chapter with its blocks as they are coded now.
#[track_caller]
fn recoded(path: &Path, chapter: &str) -> String {
    let mut out = String::new();
    let mut coded: Option<CodedArticle> = None;
    let mut headings = Vec::new();
    let mut n_blocks = 1;
    let mut lines = chapter.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        let at = || format!("{}, «{}»", path.display(), headings.last().copied().unwrap_or_default());
        if line.starts_with('#') {
            assert!(n_blocks > 0, "{}: a text without events", at());
            assert!(!headings.contains(&line), "{}: the heading stands twice", at());
            headings.push(line);
            coded = None;
            continue;
        }
        let Some(fence) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let mut words = fence.split(' ');
        let block = match words.next() {
            Some("ar") => {
                assert!(coded.is_none(), "{}: a second text under one heading", at());
                // Grammar is tested here, however sure the result is.
                let article = Article::from_text(block.join("\n"), words.next());
                coded = Some(code_from(&Article { outlet: words.next().map(str::to_owned), ..article }, lang(), 0.0));
                n_blocks = 0;
                block.iter().map(|line| format!("{line}\n")).collect()
            }
            Some(kind @ ("events" | "figures")) => {
                let coded = coded.as_ref().unwrap_or_else(|| panic!("{}: no text above its {kind}", at()));
                n_blocks += 1;
                if kind == "events" { events(coded) } else { figures(coded) }
            }
            _ => panic!("{}: unknown fence `{fence}`", at()),
        };
        let _ = writeln!(out, "{block}```");
    }
    assert!(n_blocks > 0, "{}: the last text has no events", path.display());
    out
}

/// One line for each claim: its type, and what is known of it.
fn events(coded: &CodedArticle) -> String {
    let mut lines = String::new();
    for claim in &coded.claims {
        let _ = write!(lines, "{} source={} target={}", claim.event_type, codes(&claim.source), codes(&claim.target));
        let _ = write!(lines, " factuality={}", claim.factuality.name());
        if !claim.via.is_empty() {
            let _ = write!(lines, " via={}", codes(&claim.via));
        }
        if let Some(condition) = &claim.condition {
            let _ = write!(lines, " condition={}-{}", condition.span[0], condition.span[1]);
        }
        if let Some(place) = &claim.place {
            let _ = write!(lines, " place={}", place.id);
        }
        if let Some(date) = &claim.date {
            let _ = write!(lines, " date={}", date.edtf);
        }
        if let Some(speaker) = &claim.attribution.speaker {
            let _ = write!(lines, " speaker={}", party(speaker));
        }
        if !claim.attribution.chain.is_empty() {
            let link =
                |link: &ChainLink| link.actor.as_ref().map_or_else(|| link.role.to_string(), |actor| format!("{}:{actor}", link.role));
            let links: Vec<String> = claim.attribution.chain.iter().map(link).collect();
            let _ = write!(lines, " chain={}", links.join(","));
        }
        let carried = [claim.date.as_ref().is_some_and(|date| date.carried), claim.place.as_ref().is_some_and(|place| place.carried)];
        for (_, what) in carried.iter().zip(["date", "place"]).filter(|(carried, _)| **carried) {
            let _ = write!(lines, " carried={what}");
        }
        for (link, other) in [("retells", &claim.retells), ("denies", &claim.denies)] {
            let number = other.as_ref().and_then(|id| coded.claims.iter().position(|claim| claim.id == *id));
            let _ = number.map(|number| write!(lines, " {link}={}", number + 1));
        }
        lines.push('\n');
    }
    lines
}

/// One line for each figure: what was counted, the number or its bounds, and how exactly.
fn figures(coded: &CodedArticle) -> String {
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut lines = String::new();
    for figure in &coded.figures {
        let value = figure.value.map_or_else(|| format!("{}..{}", number(figure.low), number(figure.high)), |value| value.to_string());
        let _ = write!(lines, "{}={value}", figure.what);
        for (key, value) in [("mod", figure.modifier.as_deref()), ("unit", figure.unit.as_deref())] {
            let _ = value.map(|value| write!(lines, " {key}={value}"));
        }
        if let Some(speaker) = &figure.attribution.speaker {
            let _ = write!(lines, " speaker={}", party(speaker));
        }
        lines.push('\n');
    }
    lines
}

fn codes(parties: &[Party]) -> String {
    let codes: Vec<String> = parties.iter().map(party).collect();
    if codes.is_empty() { "-".to_owned() } else { codes.join(",") }
}

fn party(party: &Party) -> String {
    let country = party.country.as_deref().unwrap_or("---");
    party.role.map_or_else(|| country.to_owned(), |role| format!("{country}.{}", role.code()))
}

/// The lines that differ, below the heading they stand under.
fn difference(path: &Path, text: &str, coded: &str) -> String {
    let sections = |text: &str| -> Vec<String> { text.split("\n#").map(str::to_owned).collect() };
    let mut out = String::new();
    for (old, new) in sections(text).iter().zip(&sections(coded)).filter(|(old, new)| old != new) {
        let heading = old.lines().next().unwrap_or_default();
        let _ = writeln!(out, "{}, «{}»", path.display(), heading.trim_start_matches(['#', ' ']));
        let only = |one: &str, other: &str, sign: &str| -> String {
            one.lines().filter(|line| !other.lines().any(|other| other == *line)).map(|line| format!("  {sign} {line}\n")).collect()
        };
        out += &only(old, new, "-");
        out += &only(new, old, "+");
    }
    out
}
