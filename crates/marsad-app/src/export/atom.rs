//! `--format atom`: a query as a feed (RFC 4287), an entry for each event.
//!
//! `updated` is when the run ended that last changed an event; of the feed, the latest of these. So the same archive gives the same feed, and a reader
//! sees an entry again when a claim was added to it or decided.

use std::io::Write;

use sha2::{Digest, Sha256};

use super::clean::{quote, xml};
use super::source::{Source, Told};
use super::{Failure, Outcome};

/// Writes a feed.
pub fn feed(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let mut updated = String::new();
    let mut of_event = source.db.prepare("SELECT coalesce(ended, began) FROM events JOIN runs USING (run) WHERE event = ?1")?;
    source.each_event(|row, _| -> Outcome {
        let at: String = of_event.query_row([row], |row| row.get(0))?;
        updated = std::mem::take(&mut updated).max(at);
        Ok(())
    })?;
    let title = if source.typed.is_empty() { "Marsad: all events".to_owned() } else { format!("Marsad: {}", source.typed) };
    let head = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{}</id>\n<title>{}</title>\n\
         <updated>{updated}</updated>\n<author><name>Marsad</name></author>\n<generator>marsad</generator>\n",
        urn(&format!("query:{}", source.typed)),
        xml(&title),
    );
    out.write_all(head.as_bytes())?;
    let n_events = source.each(|told| Ok(out.write_all(entry(source, told).as_bytes())?))?;
    out.write_all(b"</feed>\n")?;
    Ok(n_events)
}

fn entry(source: &Source<'_>, told: &Told) -> String {
    let event = &told.event;
    let mode = event.mode.as_deref().map(|mode| format!("/{mode}")).unwrap_or_default();
    let disputed = if event.disputed { ", disputed" } else { "" };
    let when = event.date.as_deref().map_or_else(|| format!("reported {}", event.day), str::to_owned);
    let title = format!("{}{mode} ({}{disputed}) {when}: {} → {}", event.event_type, event.factuality, event.source, event.target);
    let mut text = format!("<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n", urn(&event.id), xml(&title), told.run.at);
    // A day alone is no time, and Atom has no other.
    let is_time = |published: &&str| published.parse::<jiff::Timestamp>().is_ok();
    if let Some(published) = event.first_reported.as_deref().filter(is_time) {
        text += &format!("<published>{}</published>\n", xml(published));
    }
    for category in [event.event_type.as_str(), event.factuality.as_str()] {
        text += &format!("<category term=\"{}\"/>\n", xml(category));
    }
    for (at, url) in told.urls().into_iter().enumerate() {
        let relation = if at == 0 { "alternate" } else { "related" };
        text += &format!("<link rel=\"{relation}\" href=\"{}\"/>\n", xml(url));
    }
    let quotes = told.tellings.iter().map(|telling| {
        let outlet = telling.article.outlet.as_deref().unwrap_or("");
        let quote = quote(&telling.stored.claim, source.n_words);
        if quote.is_empty() { outlet.to_owned() } else { format!("{outlet}: «{quote}»") }
    });
    // As many as a reader shows; the archive has all.
    let quotes: Vec<String> = quotes.filter(|line| !line.is_empty()).take(5).collect();
    let counts = format!("{} claims, {} outlets, {} stories", event.n_claims, event.n_outlets, event.n_stories);
    text + &format!("<summary>{}</summary>\n</entry>\n", xml(&format!("{counts}. {}", quotes.join(" | "))))
}

/// An address that names something for ever: a UUID of what it is called.
pub fn urn(name: &str) -> String {
    let hash = Sha256::digest(format!("marsad:{name}"));
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
