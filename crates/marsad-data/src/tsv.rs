//! Flat lists: TAB-separated rows, `#` comments, `-` for an empty field.

use crate::problems::{Place, Problems};

/// One row.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub place: Place,
    fields: Vec<String>,
}

impl Row {
    /// A field; empty when it is `-`.
    pub fn field(&self, at: usize) -> &str {
        match self.fields.get(at).map(String::as_str) {
            None | Some("-") => "",
            Some(field) => field,
        }
    }

    /// A field, or `None` when it is empty.
    pub fn some(&self, at: usize) -> Option<String> {
        Some(self.field(at)).filter(|field| !field.is_empty()).map(str::to_owned)
    }

    /// A number; an error when the field is something else.
    pub fn number(&self, at: usize, problems: &mut Problems) -> Option<f64> {
        let field = self.field(at);
        if field.is_empty() {
            return None;
        }
        let number = field.parse().ok();
        if number.is_none() {
            problems.error(&self.place, format!("`{field}` is not a number"), "write a decimal number, or - for none");
        }
        number
    }
}

/// Reads the rows of a file that has these columns; a row of another width is an error and left out.
pub(crate) fn read(file: &Place, text: &str, columns: &[&str], problems: &mut Problems) -> Vec<Row> {
    let mut rows = Vec::new();
    for (line, text) in text.lines().enumerate() {
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let place = file.at(line as u32 + 1);
        let fields: Vec<String> = text.split('\t').map(|field| field.trim().to_owned()).collect();
        if fields.len() != columns.len() {
            let help = format!("the columns are {}, with one TAB between two", columns.join(", "));
            problems.error(&place, format!("{} fields instead of {}", fields.len(), columns.len()), help);
            continue;
        }
        if let Some(empty) = fields.iter().position(String::is_empty) {
            problems.error(&place, format!("the field `{}` is empty", columns[empty]), "write - for an empty field");
        }
        if let Some(id) = fields.first().filter(|id| !is_id(id)) {
            problems.error(&place, format!("`{id}` is not an id"), "ids are ASCII letters, digits, `-`, `_`, `.` and `'`");
        }
        rows.push(Row { place, fields });
    }
    rows
}

/// Whether a string may be an id: ASCII without spaces.
pub(crate) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'\'' | b':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_their_problems() {
        let mut problems = Problems::default();
        let rows = read(
            &Place::new("names.tsv", 0),
            "# names\nali\tgiven\tعلي\n\nbad\tgiven\nx\t-\tحسن\n",
            &["id", "kind", "name"],
            &mut problems,
        );
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].place.line, rows[0].field(2), rows[1].field(1)), (2, "علي", ""));
        assert_eq!(problems.n_errors(), 1);
        assert!(problems.to_string().starts_with("names.tsv:4: error: 2 fields instead of 3"));
    }
}
