//! Decided articles as gold, for training and scoring.
//!
//! In: an observatory. Out: two files in the form of `corpora/`: the articles in which something was decided, with their sentences, and for
//! each sentence the acts that people left in it: all claims of it that are not rejected.
//!
//! Only sentences with a decision in them are listed: of the others nobody said that they are complete.

use std::collections::BTreeMap;
use std::path::Path;

use marsad::coded::{Claim, Field, Party};
use serde_json::{Value, json};

use crate::end::{End, not_written};
use crate::store::{Observatory, Result, claim};
use crate::write::write_whole;

/// Writes the files.
pub fn write(db: &Path, articles: &Path, gold: &Path) -> Result<End> {
    let observatory = Observatory::look(db)?;
    let db = &observatory.db;
    let sql = "SELECT DISTINCT articles.article, articles.id, outlet, published, title, body FROM articles JOIN claims USING (article)
        WHERE state <> 'coded' AND body IS NOT NULL ORDER BY articles.key";
    let mut rows = db.prepare(sql)?;
    let mut rows = rows.query([])?;
    let (mut article_lines, mut gold_lines) = (String::new(), String::new());
    while let Some(row) = rows.next()? {
        let id: String = row.get(1)?;
        let body: String = row.get(5)?;
        let mut sentences: BTreeMap<[u32; 2], Vec<Claim>> = BTreeMap::new();
        let mut decided = std::collections::BTreeSet::new();
        for stored in claim::read(db, "article = ?1 AND field = 'body'", [row.get::<_, i64>(0)?])? {
            let sentence = sentences.entry(stored.claim.sentence).or_default();
            if stored.state != "coded" {
                decided.insert(stored.claim.sentence);
            }
            if stored.state != "rejected" {
                sentence.push(stored.claim);
            }
        }
        sentences.retain(|sentence, _| decided.contains(sentence));
        let letters: Vec<char> = body.chars().collect();
        let text =
            |[from, to]: [u32; 2]| letters[(from as usize).min(letters.len())..(to as usize).min(letters.len())].iter().collect::<String>();
        let listed: Vec<Value> = sentences
            .keys()
            .enumerate()
            .map(|(n, span)| json!({"id": format!("{id}_{}", n + 1), "start": span[0], "end": span[1], "text": text(*span)}))
            .collect();
        if listed.is_empty() {
            continue;
        }
        for (n, claims) in sentences.values().enumerate() {
            let events: Vec<Value> = claims.iter().map(|claim| event(claim, &text(claim.trigger))).collect();
            gold_lines += &format!("{}\n", json!({"id": format!("{id}_{}", n + 1), "events": events}));
        }
        let (outlet, published, title): (Option<String>, Option<String>, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
        article_lines += &format!(
            "{}\n",
            json!({"id": id, "outlet": outlet, "published": published, "title": title, "body": body, "sentences": listed})
        );
    }
    if gold_lines.is_empty() {
        return Ok(End::Nothing("nothing was decided about a text that is still there; no gold was written".to_owned()));
    }
    for (path, lines) in [(articles, &article_lines), (gold, &gold_lines)] {
        if let Err(error) = write_whole(path, lines.as_bytes()) {
            return Ok(not_written(&path.display().to_string(), &error));
        }
    }
    Ok(End::Done)
}

fn event(claim: &Claim, trigger: &str) -> Value {
    let day = |claim: &Claim| claim.date.as_ref().and_then(|date| date.start.clone()).unwrap_or_default();
    json!({
        "type": claim.event_type,
        "trigger": trigger,
        "source": codes(&claim.source),
        "target": codes(&claim.target),
        "factuality": claim.factuality.name(),
        "speaker": claim.attribution.speaker.as_ref().map(code).unwrap_or_default(),
        "date": day(claim),
        "place": claim.place.as_ref().filter(|_| claim.field == Field::Body).map(|place| place.name.clone()).unwrap_or_default(),
    })
}

fn codes(parties: &[Party]) -> Vec<String> {
    parties.iter().map(code).filter(|code| !code.is_empty()).collect()
}

/// `EGY.GOV`, `IGO:UN`: country and role as gold has them.
fn code(party: &Party) -> String {
    let country = party.country.clone().unwrap_or_else(|| "---".to_owned());
    match party.role {
        Some(role) => format!("{country}.{}", role.code()),
        None if party.country.is_some() => country,
        None => String::new(),
    }
}
