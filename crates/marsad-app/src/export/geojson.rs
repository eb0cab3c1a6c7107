//! `--format geojson`: a feature for each event (RFC 7946), with how exactly its place is told.
//!
//! An event has a point where its place is the size of a town or smaller; one that is told of a province, a country or a sea, or without a place, has
//! no geometry: no centre stands for something large, and no point is moved aside for another.

use std::io::Write;

use serde_json::{Value, json};

use super::clean::quote;
use super::source::Source;
use super::{Failure, Outcome, lines};

/// Writes a collection of features.
pub fn features(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let mut is_first = true;
    let n_events = source.each(|told| -> Outcome {
        let mut properties = lines::event(source, told);
        let place = told.place(source).unwrap_or_default();
        let [acled, ucdp] = source.names.precision(&place.precision);
        if let Value::Object(fields) = &mut properties {
            ["id", "lat", "lon", "geonames"].into_iter().for_each(|name| {
                fields.remove(name);
            });
            fields.insert("geonameid".to_owned(), json!(place.geonames));
            fields.insert("place_en".to_owned(), json!(Some(place.en).filter(|en| !en.is_empty())));
            fields.insert("geo_precision".to_owned(), json!(acled));
            fields.insert("where_prec".to_owned(), json!(ucdp));
            fields.insert("quote".to_owned(), json!(told.first().map(|claim| quote(claim, source.n_words))));
            fields.insert("url".to_owned(), json!(told.urls().first()));
        }
        let geometry = place.point.map(|(lat, lon)| json!({ "type": "Point", "coordinates": [lon, lat] }));
        let feature = json!({ "type": "Feature", "id": told.event.id, "geometry": geometry, "properties": properties });
        let before = if std::mem::take(&mut is_first) { "\n" } else { ",\n" };
        Ok(out.write_all(format!("{before}{feature}").as_bytes())?)
    })?;
    out.write_all(b"\n]}\n")?;
    Ok(n_events)
}
