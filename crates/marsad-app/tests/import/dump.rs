//! Pieces of a dump of Wikidata, with everything around them that a true one has.

use serde_json::{Value, json};

/// An entity as the dump has it; `labels` are by language, `claims` by property.
pub fn item(id: &str, labels: &[(&str, &str)], claims: &[(&str, Vec<Value>)]) -> Value {
    let labels: serde_json::Map<String, Value> =
        labels.iter().map(|(language, value)| ((*language).to_owned(), json!({"language": language, "value": value}))).collect();
    let claims: serde_json::Map<String, Value> = claims.iter().map(|(property, list)| ((*property).to_owned(), json!(list))).collect();
    let or_list = |map: serde_json::Map<String, Value>| if map.is_empty() { json!([]) } else { Value::Object(map) };
    json!({
        "type": "item", "id": id, "labels": or_list(labels),
        "descriptions": {"en": {"language": "en", "value": "made up for a test"}}, "aliases": [],
        "claims": or_list(claims), "sitelinks": [], "pageid": 1, "ns": 0, "title": id, "lastrevid": 1, "modified": "2026-11-01T00:00:00Z"
    })
}

/// A statement with a value, and its rank.
fn statement(property: &str, datatype: &str, value: &Value, rank: &str) -> Value {
    json!({
        "mainsnak": {"snaktype": "value", "property": property, "hash": "0", "datavalue": value, "datatype": datatype},
        "type": "statement", "id": "Q1$0", "rank": rank,
        "references": [{"hash": "0", "snaks": {"P854": [{"snaktype": "value", "property": "P854"}]}, "snaks-order": ["P854"]}]
    })
}

/// A statement that names an item.
pub fn names(property: &str, item: &str) -> Value {
    let number: u64 = item[1..].parse().unwrap();
    let value = json!({"value": {"entity-type": "item", "numeric-id": number, "id": item}, "type": "wikibase-entityid"});
    statement(property, "wikibase-item", &value, "normal")
}

/// A statement with a string.
pub fn string(property: &str, text: &str) -> Value {
    statement(property, "external-id", &json!({"value": text, "type": "string"}), "normal")
}

/// A point on a globe.
pub fn point(lat: f64, lon: f64, globe: &str) -> Value {
    let value = json!({"latitude": lat, "longitude": lon, "altitude": null, "precision": 0.01, "globe": format!("http://www.wikidata.org/entity/{globe}")});
    statement("P625", "globe-coordinate", &json!({"value": value, "type": "globecoordinate"}), "normal")
}

/// A time, such as `+2005-06-01` with precision 11.
pub fn time(day: &str, precision: u8) -> Value {
    let calendar = "http://www.wikidata.org/entity/Q1985727";
    json!({"value": {"time": format!("{day}T00:00:00Z"), "timezone": 0, "before": 0, "after": 0, "precision": precision, "calendarmodel": calendar}, "type": "time"})
}

/// A statement with a time.
pub fn dated(property: &str, day: &str, precision: u8) -> Value {
    statement(property, "time", &time(day, precision), "normal")
}

/// An office that is held, with qualifiers.
pub fn office(item: &str, rank: &str, qualifiers: &[(&str, Value)]) -> Value {
    let mut held = names("P39", item);
    held["rank"] = json!(rank);
    let snak = |property: &str, value: &Value| {
        if let Some(kind) = value.as_str() {
            return json!([{"snaktype": kind, "property": property, "hash": "0", "datatype": "time"}]);
        }
        json!([{"snaktype": "value", "property": property, "hash": "0", "datavalue": value, "datatype": "time"}])
    };
    let map: serde_json::Map<String, Value> =
        qualifiers.iter().map(|(property, value)| ((*property).to_owned(), snak(property, value))).collect();
    held["qualifiers"] = Value::Object(map);
    held["qualifiers-order"] = json!(qualifiers.iter().map(|(property, _)| *property).collect::<Vec<_>>());
    held
}

/// A dump: an array, an entity a line.
pub fn dump(entities: &[Value]) -> String {
    format!("[\n{}\n]\n", entities.iter().map(Value::to_string).collect::<Vec<_>>().join(",\n"))
}
