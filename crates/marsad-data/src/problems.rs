//! What is wrong with the data: every problem with its file, its line and what to do about it.
//!
//! Reading never stops at the first problem. An error drops the entry it is about; a warning drops nothing.

use std::fmt;
use std::sync::Arc;

/// Where something stands in the data.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path below the root of the data.
    pub file: Arc<str>,
    /// Line, from 1; 0 for the whole file.
    pub line: u32,
}

impl Place {
    /// A line of a file.
    #[must_use]
    pub fn new(file: &str, line: u32) -> Self {
        Self { file: file.into(), line }
    }

    /// Another line of the same file.
    #[must_use]
    pub fn at(&self, line: u32) -> Self {
        Self { file: Arc::clone(&self.file), line }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 { f.write_str(&self.file) } else { write!(f, "{}:{}", self.file, self.line) }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// Whether it only deserves a look.
    pub warning: bool,
    /// What.
    pub message: String,
    /// What to do about it; may be empty.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.warning { "warning" } else { "error" };
        write!(f, "{}: {kind}: {}", self.place, self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "\n  help: {}", self.help) }
    }
}

/// All that is wrong.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Adds an error.
    pub fn error(&mut self, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.list.push(Problem { place: place.clone(), warning: false, message: message.into(), help: help.into() });
    }

    /// Adds a warning.
    pub fn warn(&mut self, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.list.push(Problem { place: place.clone(), warning: true, message: message.into(), help: help.into() });
    }

    /// Number of errors.
    #[must_use]
    pub fn n_errors(&self) -> usize {
        self.list.iter().filter(|problem| !problem.warning).count()
    }

    /// Number of warnings.
    #[must_use]
    pub fn n_warnings(&self) -> usize {
        self.list.len() - self.n_errors()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The problems by file and line.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Problem> {
        let mut sorted: Vec<&Problem> = self.list.iter().collect();
        sorted.sort();
        sorted.dedup();
        sorted
    }

    /// The problems of all files but those of this name.
    #[must_use]
    pub fn without(mut self, file: &str) -> Self {
        self.list.retain(|problem| !problem.place.file.ends_with(file));
        self
    }

    /// Takes over the problems of another list.
    pub fn extend(&mut self, other: Problems) {
        self.list.extend(other.list);
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in self.sorted() {
            writeln!(f, "{problem}")?;
        }
        write!(f, "{} errors, {} warnings", self.n_errors(), self.n_warnings())
    }
}

impl std::error::Error for Problems {}

/// «did you mean `x`?» when one of the known names is near, else the list of them.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let near = known.iter().map(|name| (distance(wrong, name), *name)).min();
    match near {
        Some((d, name)) if d <= wrong.chars().count().max(3) / 3 + 1 => format!("did you mean `{name}`?"),
        Some(_) if known.len() <= 40 => format!("known are: {}", known.join(", ")),
        _ => String::new(),
    }
}

/// Number of letters to insert, drop or change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_say_where_and_what_to_do() {
        let mut problems = Problems::default();
        problems.error(&Place::new("lang/ar/closed.tsv", 3), "unknown class `perp`", nearest("perp", ["prep", "conj"]));
        assert_eq!(
            problems.to_string(),
            "lang/ar/closed.tsv:3: error: unknown class `perp`\n  help: did you mean `prep`?\n1 errors, 0 warnings"
        );
    }

    #[test]
    fn nearest_name() {
        assert_eq!(nearest("verb", ["verbs", "nouns"]), "did you mean `verbs`?");
        assert_eq!(nearest("provenance", ["verbs", "nouns"]), "known are: verbs, nouns");
    }
}
