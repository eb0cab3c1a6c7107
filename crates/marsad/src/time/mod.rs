//! When.
use serde::{Deserialize, Serialize};

/// Time and number words of the language.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TimeTables {
    /// All rows of `lang/ar/time/*.tsv` and `lang/ar/numbers.tsv`.
    pub words: Vec<TimeWord>,
}

/// A time or number word: what it is and what it stands for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TimeWord {
    /// Its id in the data.
    pub id: String,
    /// Its kind: `month`, `weekday`, `relative`, `number` …
    pub kind: String,
    /// What it stands for, as its kind says.
    pub value: String,
    /// Keys of its words.
    pub keys: Vec<String>,
    /// As spelt.
    pub form: String,
}
