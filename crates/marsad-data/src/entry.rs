//! TOML with lines: an [`Entry`] is a table whose keys are taken one by one; what nobody took is an unknown key.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::problems::{Place, Problems, nearest};

/// A string and where it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub text: String,
    pub place: Place,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Number(f64),
    Flag(bool),
    List(Vec<(u32, Value)>),
    Table(Entry),
}

/// A table of a TOML file.
#[derive(Debug)]
pub(crate) struct Entry {
    pub place: Place,
    values: BTreeMap<String, (u32, Value)>,
    known: Vec<&'static str>,
}

/// Reads a TOML file; `None` and an error when it is not TOML.
pub(crate) fn read(file: &Place, text: &str, problems: &mut Problems) -> Option<Entry> {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line = |offset: usize| starts.partition_point(|start| *start <= offset) as u32;
    match DeTable::parse(text) {
        Ok(table) => Some(convert_table(file, 0, table.into_inner(), &line)),
        Err(error) => {
            let at = error.span().map_or(0, |span| line(span.start));
            problems.error(&file.at(at), format!("not TOML: {}", error.message()), "");
            None
        }
    }
}

fn convert_table(file: &Place, at: u32, table: DeTable<'_>, line: &impl Fn(usize) -> u32) -> Entry {
    let mut values = BTreeMap::new();
    let mut first = at;
    for (key, value) in table {
        let key_line = line(key.span().start);
        if first == 0 || key_line < first {
            first = key_line;
        }
        let value = convert(file, key_line, value.into_inner(), line);
        values.insert(key.into_inner().into_owned(), (key_line, value));
    }
    Entry { place: file.at(first), values, known: Vec::new() }
}

fn convert(file: &Place, at: u32, value: DeValue<'_>, line: &impl Fn(usize) -> u32) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Number(number.to_string().parse().unwrap_or_default()),
        DeValue::Float(number) => Value::Number(number.to_string().parse().unwrap_or_default()),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| {
                    let item_line = line(item.span().start);
                    (item_line, convert(file, item_line, item.into_inner(), line))
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(convert_table(file, at, table, line)),
    }
}

impl Entry {
    fn take(&mut self, key: &'static str) -> Option<(Place, Value)> {
        self.known.push(key);
        self.values.remove(key).map(|(line, value)| (self.place.at(line), value))
    }

    /// A string that may be missing.
    pub fn text(&mut self, key: &'static str, problems: &mut Problems) -> Option<Text> {
        match self.take(key)? {
            (place, Value::Text(text)) => Some(Text { text, place }),
            (place, _) => {
                problems.error(&place, format!("`{key}` is not a string"), "write it in quotation marks");
                None
            }
        }
    }

    /// A string that may be missing, without its place.
    pub fn some(&mut self, key: &'static str, problems: &mut Problems) -> Option<String> {
        self.text(key, problems).map(|text| text.text)
    }

    /// A string that may not be missing.
    pub fn need(&mut self, key: &'static str, problems: &mut Problems) -> Text {
        let missing = !self.values.contains_key(key);
        let text = self.text(key, problems);
        if missing {
            problems.error(&self.place, format!("`{key}` is missing"), "");
        }
        text.unwrap_or_else(|| Text { text: String::new(), place: self.place.clone() })
    }

    /// A list of strings; empty when it is missing.
    pub fn texts(&mut self, key: &'static str, problems: &mut Problems) -> Vec<Text> {
        let Some((place, value)) = self.take(key) else { return Vec::new() };
        let Value::List(items) = value else {
            problems.error(&place, format!("`{key}` is not a list"), "write [\"…\", \"…\"]");
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for (line, item) in items {
            match item {
                Value::Text(text) => texts.push(Text { text, place: place.at(line) }),
                _ => problems.error(&place.at(line), format!("`{key}` has something that is not a string"), "write it in quotation marks"),
            }
        }
        texts
    }

    /// A list of strings without their places.
    pub fn strings(&mut self, key: &'static str, problems: &mut Problems) -> Vec<String> {
        self.texts(key, problems).into_iter().map(|text| text.text).collect()
    }

    /// A number that may be missing.
    pub fn number(&mut self, key: &'static str, problems: &mut Problems) -> Option<f64> {
        match self.take(key)? {
            (_, Value::Number(number)) => Some(number),
            (place, _) => {
                problems.error(&place, format!("`{key}` is not a number"), "");
                None
            }
        }
    }

    /// A flag; false when it is missing.
    pub fn flag(&mut self, key: &'static str, problems: &mut Problems) -> bool {
        match self.take(key) {
            None => false,
            Some((_, Value::Flag(flag))) => flag,
            Some((place, _)) => {
                problems.error(&place, format!("`{key}` is neither true nor false"), "");
                false
            }
        }
    }

    /// The tables of an array of tables (`[[key]]`).
    pub fn tables(&mut self, key: &'static str, problems: &mut Problems) -> Vec<Entry> {
        match self.take(key) {
            None => Vec::new(),
            Some((place, Value::List(items))) => {
                let n_items = items.len();
                let tables: Vec<Entry> =
                    items.into_iter().filter_map(|(_, item)| if let Value::Table(table) = item { Some(table) } else { None }).collect();
                if tables.len() < n_items {
                    problems.error(&place, format!("`{key}` has something that is not a table"), format!("write [[{key}]]"));
                }
                tables
            }
            Some((place, _)) => {
                problems.error(&place, format!("`{key}` is not an array of tables"), format!("write [[{key}]]"));
                Vec::new()
            }
        }
    }

    /// The lists of a table of lists (`needs = { object = […] }`).
    pub fn lists(&mut self, key: &'static str, problems: &mut Problems) -> Vec<(Text, Vec<Text>)> {
        match self.take(key) {
            None => Vec::new(),
            Some((_, Value::Table(table))) => {
                let Entry { place, values, .. } = table;
                values
                    .into_iter()
                    .map(|(name, (line, value))| {
                        let place = place.at(line);
                        let list =
                            Entry { place: place.clone(), values: BTreeMap::from([("list".to_owned(), (line, value))]), known: Vec::new() }
                                .texts("list", problems);
                        (Text { text: name, place }, list)
                    })
                    .collect()
            }
            Some((place, _)) => {
                problems.error(&place, format!("`{key}` is not a table"), format!("write {key} = {{ slot = [\"…\"] }}"));
                Vec::new()
            }
        }
    }

    /// Reports the keys that nobody took.
    pub fn finish(self, problems: &mut Problems) {
        for (key, (line, _)) in &self.values {
            problems.error(&self.place.at(*line), format!("unknown key `{key}`"), nearest(key, self.known.iter().copied()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_taken_and_the_rest_is_reported_with_its_line() {
        let mut problems = Problems::default();
        let text = "event_type = \"ASSAULT\"\n\n[[frame]]\nid = \"a.b\"\nverb = [\n  \"قصف\",\n]\nneeds = { object = [\"نار\"] }\n";
        let mut file = read(&Place::new("f.toml", 0), text, &mut problems).unwrap();
        assert_eq!(file.need("event_type", &mut problems).text, "ASSAULT");
        let mut frames = file.tables("frame", &mut problems);
        let mut frame = frames.remove(0);
        assert_eq!(frame.place.line, 4);
        assert_eq!(frame.need("id", &mut problems).place.line, 4);
        assert!(frame.texts("verbs", &mut problems).is_empty());
        assert_eq!(frame.lists("needs", &mut problems)[0].1[0].text, "نار");
        frame.finish(&mut problems);
        file.finish(&mut problems);
        assert_eq!(problems.to_string(), "f.toml:5: error: unknown key `verb`\n  help: did you mean `verbs`?\n1 errors, 0 warnings");
    }
}
