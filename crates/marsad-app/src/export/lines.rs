//! `--format jsonl`: an event a line with its claims and what is told of their articles; and the facts of an event as JSON for other formats.

use std::io::Write;

use serde_json::{Value, json};

use super::clean::{clean_all, first_words, quote};
use super::source::{Source, Telling, Told};
use super::{Failure, Outcome};

/// Writes events.
pub fn lines(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    source.each(|told| {
        let mut event = event(source, told);
        if let Value::Object(fields) = &mut event {
            let mut figures = json!(told.figures());
            clean_all(&mut figures);
            fields.insert("figures".to_owned(), figures);
            fields.insert("claims".to_owned(), told.tellings.iter().map(|telling| claim(source, telling)).collect());
        }
        line(out, &event)
    })
}

/// Writes a value on a line of its own.
pub fn line(out: &mut dyn Write, value: &Value) -> Outcome {
    Ok(out.write_all(format!("{value}\n").as_bytes())?)
}

/// The facts of an event; coordinates of points alone.
#[must_use]
pub fn event(source: &Source<'_>, told: &Told) -> Value {
    let mut event = json!(told.event);
    let place = told.place(source).unwrap_or_default();
    if let Value::Object(fields) = &mut event {
        fields.insert("lat".to_owned(), json!(place.point.map(|(lat, _)| lat)));
        fields.insert("lon".to_owned(), json!(place.point.map(|(_, lon)| lon)));
        fields.insert("geonames".to_owned(), json!(place.geonames));
    }
    clean_all(&mut event);
    event
}

/// A claim with its state and its article; its evidence as short as may leave.
#[must_use]
pub fn claim(source: &Source<'_>, telling: &Telling) -> Value {
    let Telling { stored, article } = telling;
    let mut value = json!(stored.claim);
    if let Value::Object(fields) = &mut value {
        fields.remove("evidence");
        fields.insert("quote".to_owned(), json!(quote(&stored.claim, source.n_words)));
        fields.insert("confidence".to_owned(), json!(thousandths(stored.claim.confidence)));
        fields.insert("state".to_owned(), json!(stored.state));
        if let Some(Value::Object(place)) = fields.get_mut("place")
            && !place.get("precision").and_then(Value::as_str).is_some_and(|precision| source.names.is_point(precision))
        {
            place.insert("lat".to_owned(), Value::Null);
            place.insert("lon".to_owned(), Value::Null);
        }
        fields.insert(
            "article".to_owned(),
            json!({
                "key": article.key,
                "id": article.id,
                "url": article.url,
                "outlet": article.outlet,
                "published": article.published,
                "title": first_words(&article.title, source.n_words),
                "hash": article.hash,
                "story": article.story,
            }),
        );
    }
    clean_all(&mut value);
    value
}

/// A confidence to three digits, as events have it.
#[must_use]
pub fn thousandths(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}
