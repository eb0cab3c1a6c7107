//! In which words: an entry of a TOML file, a row of a TSV file.
//!
//! In: fields. Out: text as the data files have it: ASCII first, one Arabic string a line.
//!
//! `text(out, "en", "Trial")` → `en = "Trial"`; a list has one string a line.

use std::fmt::Write;

/// Begins an entry.
pub fn table(out: &mut String, name: &str) {
    let _ = writeln!(out, "[[{name}]]");
}

/// A field; left out when it is empty.
pub fn text(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
}

/// A field with strings; left out when there are none.
pub fn list(out: &mut String, key: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    let _ = writeln!(out, "{key} = [");
    for value in values {
        let _ = writeln!(out, "  {},", quoted(value));
    }
    out.push_str("]\n");
}

/// A row: fields with a TAB between two, `-` for an empty one.
pub fn row(fields: &[&str]) -> String {
    let mut row = String::new();
    for (n, field) in fields.iter().enumerate() {
        if n > 0 {
            row.push('\t');
        }
        let field = field.trim();
        if field.is_empty() {
            row.push('-');
        }
        row.extend(field.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
    }
    row.push('\n');
    row
}

fn quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for letter in value.chars() {
        match letter {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(letter);
            }
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
