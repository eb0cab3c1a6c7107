//! `marsad feeds`: which feeds an observatory reads, and how they do.
//!
//! In: an address, an OPML file. Out: rows of `feeds`, a list for a reader or a program. Nothing here opens the network ([`crate::watch`] does).
//!
//! `opml` how lists are exchanged · `show` how a feed is shown.

mod opml;
mod show;

use std::io::{self, Read, Write};
use std::path::Path;

use rusqlite::Connection;

use crate::batch::failed;
use crate::cli::{FeedAction, FeedsArgs, ListFormat};
use crate::end::{End, not_written};
use crate::fetch;
use crate::store::feed::{self, Feed};
use crate::store::health::health;
use crate::store::{Error, Observatory, Result};
use crate::write::write_whole;
use marsad_read as read;

/// Bytes of an OPML file.
const MAX_LIST: u64 = 32 << 20;

/// Runs the command.
pub fn run(args: &FeedsArgs) -> End {
    let done = match &args.action {
        FeedAction::Add { url, outlet, every } => add(&args.db, url, outlet.as_deref(), *every),
        FeedAction::Remove { url } => change(&args.db, url, "removed; its articles stay", feed::remove),
        FeedAction::Pause { url } => change(&args.db, url, "paused", |db, url| feed::pause(db, url, true)),
        FeedAction::Resume { url } => change(&args.db, url, "asked again", |db, url| feed::pause(db, url, false)),
        FeedAction::List { format } => list(&args.db, *format),
        FeedAction::Import { file } => import(&args.db, file),
        FeedAction::Export { output } => export(&args.db, output.as_deref()),
    };
    done.unwrap_or_else(|error| failed(&args.db, &error))
}

/// An address in the one way in which it is kept.
fn address(text: &str) -> Result<String> {
    fetch::address(text).map_err(|failure| Error::asked(failure.to_string()))
}

fn add(path: &Path, url: &str, outlet: Option<&str>, every_minutes: i64) -> Result<End> {
    let url = address(url)?;
    let observatory = Observatory::make(path)?;
    let feed = Feed { url: url.clone(), outlet: outlet.map(str::to_owned), every_minutes, ..Feed::default() };
    Ok(say(&if feed::add(&observatory.db, &feed)? { format!("{url}: listed") } else { format!("{url}: was listed before, left as it is") }))
}

fn change(path: &Path, url: &str, done: &str, act: fn(&Connection, &str) -> Result<()>) -> Result<End> {
    let url = address(url)?;
    act(&Observatory::open(path)?.db, &url)?;
    Ok(say(&format!("{url}: {done}")))
}

fn list(path: &Path, format: ListFormat) -> Result<End> {
    let observatory = Observatory::look(path)?;
    let now = jiff::Timestamp::now();
    let mut lines = String::new();
    for feed in feed::all(&observatory.db)? {
        let health = health(&observatory.db, &feed, now)?;
        lines.push_str(&if format == ListFormat::Json { show::object(&feed, &health) } else { show::lines(&feed, &health) });
    }
    if lines.is_empty() {
        return Ok(End::Nothing(format!("no feed is listed; list one with `marsad feeds {} add URL`", path.display())));
    }
    Ok(print(&lines))
}

fn import(path: &Path, file: &Path) -> Result<End> {
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        io::stdin().take(MAX_LIST + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(MAX_LIST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| Error::asked(format!("{}: {}", file.display(), read::why_not(&error))))?;
    if bytes.len() as u64 > MAX_LIST {
        return Err(Error::asked(format!("{}: no list of feeds is that long", file.display())));
    }
    let found = opml::read(&read::xml_text(bytes)).map_err(|why| Error::asked(format!("{}: {why}", file.display())))?;
    let mut observatory = Observatory::make(path)?;
    let tx = observatory.db.transaction()?;
    let [mut n_added, mut n_known, mut n_filled, mut n_bad] = [0; 4];
    for mut listed in found {
        match fetch::address(&listed.url) {
            Err(failure) => {
                n_bad += 1;
                let _ = writeln!(io::stderr(), "{}: {failure}", file.display());
                continue;
            }
            Ok(url) => listed.url = url,
        }
        if feed::add(&tx, &listed)? {
            n_added += 1;
        } else if feed::fill(&tx, &listed)? {
            n_filled += 1;
        } else {
            n_known += 1;
        }
    }
    tx.commit()?;
    if n_added + n_known + n_filled == 0 {
        return Ok(End::Nothing(format!("{}: no feed in it; outlines of feeds have an address in xmlUrl", file.display())));
    }
    Ok(say(&format!(
        "{n_added} listed, {n_known} listed before, {n_filled} listed before and now with more said of them, {n_bad} left out"
    )))
}

fn export(path: &Path, output: Option<&Path>) -> Result<End> {
    let feeds = feed::all(&Observatory::look(path)?.db)?;
    if feeds.is_empty() {
        return Ok(End::Nothing(format!("no feed is listed; list one with `marsad feeds {} add URL`", path.display())));
    }
    let text = opml::write(&feeds);
    Ok(match output {
        None => print(&text),
        Some(output) => match write_whole(output, text.as_bytes()) {
            Ok(()) => End::Done,
            Err(error) => not_written(&output.display().to_string(), &error),
        },
    })
}

fn say(line: &str) -> End {
    print(&format!("{line}\n"))
}

fn print(text: &str) -> End {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => End::Done,
        Err(error) => not_written("standard output", &error),
    }
}
