//! Event types with their modes, contexts and roles → tables; what the other files may refer to.

use marsad::coded::{Factuality, Role};
use marsad::pack::{Content, EventType, Mode, Side, Tables};

use crate::entry::{Entry, Text};
use crate::knowledge::role;
use crate::merge::{Unique, merge};
use crate::problems::{Problems, nearest};
use crate::sources::Sources;

/// Names of the statuses that a scope gives to the acts told in it.
const CONTENTS: [&str; 7] = ["asserted", "actual", "planned", "conditional", "denied", "alleged", "withheld"];

/// Reads a status of acts: `asserted`, `alleged`, `withheld` …
pub(crate) fn content(text: Option<Text>, problems: &mut Problems) -> Content {
    let Some(text) = text else { return Content::Asserted };
    match text.text.as_str() {
        "asserted" => Content::Asserted,
        "withheld" => Content::Withheld,
        name => Factuality::from_name(name).map_or_else(
            || {
                problems.error(&text.place, format!("unknown status `{name}`"), nearest(name, CONTENTS));
                Content::Asserted
            },
            Content::As,
        ),
    }
}

/// Reads the ontology; gives the names of the contexts.
pub(crate) fn read(sources: &mut Sources, tables: &mut Tables, problems: &mut Problems) -> Vec<String> {
    let mut unique = Unique::default();
    let mut types = Vec::new();
    for mut entry in sources.take("type") {
        let name = entry.need("name", problems);
        let event_type = EventType {
            quad: number(&mut entry, "quad", 1.0, 4.0, problems) as u8,
            intensity: number(&mut entry, "intensity", -10.0, 10.0, problems),
            cameo: cameo(entry.text("cameo", problems), problems).unwrap_or_default(),
            plover: entry.some("plover", problems),
            content: content(entry.text("content", problems), problems),
            content_target: entry.text("content_target", problems).and_then(|text| side(&text, problems)),
            answers: entry.text("answers", problems).is_some_and(|text| text.text == "yes"),
            at_home: entry.text("at_home", problems).is_some_and(|text| text.text == "yes"),
            mutual: entry.text("mutual", problems).is_some_and(|text| text.text == "yes"),
            doer: role(&mut entry, "doer", problems),
            untold: role(&mut entry, "untold", problems),
            people: entry.text("people", problems).and_then(|text| side(&text, problems)),
            modes: tables
                .event_types
                .iter()
                .find(|event_type| event_type.name == name.text)
                .map(|event_type| event_type.modes.clone())
                .unwrap_or_default(),
            name: name.text,
        };
        labels(&mut entry, problems);
        if unique.id("event types", &event_type.name, &name.place, problems) {
            types.push(event_type);
        }
        entry.finish(problems);
    }
    merge(&mut tables.event_types, types, |event_type| event_type.name.clone());

    for mut entry in sources.take("mode") {
        let type_name = entry.need("type", problems);
        let name = entry.need("name", problems);
        let mode = Mode {
            name: name.text.clone(),
            intensity: number(&mut entry, "intensity", -10.0, 10.0, problems),
            cameo: cameo(entry.text("cameo", problems), problems).unwrap_or_default(),
            plover: entry.some("plover", problems).map(|plover| match plover.split_once('/') {
                Some((event_type, mode)) => (event_type.to_owned(), Some(mode.to_owned())),
                None => (plover, None),
            }),
        };
        labels(&mut entry, problems);
        entry.finish(problems);
        let known: Vec<&str> = tables.event_types.iter().map(|event_type| event_type.name.as_str()).collect();
        match known.iter().position(|known| *known == type_name.text) {
            None => problems.error(&type_name.place, format!("unknown event type `{}`", type_name.text), nearest(&type_name.text, known)),
            Some(at) if unique.id("modes", &format!("{}/{}", type_name.text, name.text), &name.place, problems) => {
                merge(&mut tables.event_types[at].modes, vec![mode], |mode| mode.name.clone());
            }
            Some(_) => {}
        }
    }

    let mut contexts = Vec::new();
    for mut entry in sources.take("context") {
        let name = entry.need("name", problems);
        labels(&mut entry, problems);
        entry.finish(problems);
        if unique.id("contexts", &name.text, &name.place, problems) {
            contexts.push(name.text);
        }
    }
    for mut entry in sources.take("role") {
        let code = entry.need("code", problems);
        labels(&mut entry, problems);
        entry.finish(problems);
        if Role::from_code(&code.text).is_none() {
            problems.error(&code.place, format!("unknown role `{}`", code.text), nearest(&code.text, Role::ALL.map(Role::code)));
        }
        unique.id("roles", &code.text, &code.place, problems);
    }
    contexts
}

fn side(text: &Text, problems: &mut Problems) -> Option<Side> {
    match text.text.as_str() {
        "source" => Some(Side::Source),
        "target" => Some(Side::Target),
        other => {
            problems.error(&text.place, format!("`{other}` is not a party"), "known are: source, target");
            None
        }
    }
}

/// What people read; it is not part of the pack.
fn labels(entry: &mut Entry, problems: &mut Problems) {
    for key in ["label_en", "label_ar", "definition"] {
        entry.need(key, problems);
    }
}

fn number(entry: &mut Entry, key: &'static str, low: f64, high: f64, problems: &mut Problems) -> f32 {
    match entry.number(key, problems) {
        Some(number) if (low..=high).contains(&number) => number as f32,
        Some(number) => {
            problems.error(&entry.place, format!("`{key}` is {number}"), format!("it lies between {low} and {high}"));
            0.0
        }
        None => {
            problems.error(&entry.place, format!("`{key}` is missing"), "");
            0.0
        }
    }
}

/// A CAMEO code of three or four digits.
pub(crate) fn cameo(code: Option<Text>, problems: &mut Problems) -> Option<String> {
    let code = code?;
    if matches!(code.text.len(), 3 | 4) && code.text.bytes().all(|b| b.is_ascii_digit()) && ("010".."210").contains(&code.text.as_str()) {
        return Some(code.text);
    }
    problems.error(&code.place, format!("`{}` is not a CAMEO code", code.text), "codes have three or four digits, from 010 to 204");
    None
}
