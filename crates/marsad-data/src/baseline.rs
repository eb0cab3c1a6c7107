//! Has it become worse: the floors that figures of quality may not fall under.
//!
//! In: `corpora/baseline.toml` and what was measured. Out: [`Row`]s, which say how each figure stands to its floor, and the
//! raised floors. A floor rises by [`Baseline::raised`] and falls only where that is told to allow it.
//!
//! `type_f1 = 0.612` in `[floors]` and a measured 0.6057 → `type_f1   0.605  under its floor of 0.612`.

use std::collections::BTreeMap;
use std::fmt;

use toml::de::{DeTable, DeValue};

use crate::score::Report;

/// The figures that have floors, in the order they are written.
const NAMES: [&str; 10] =
    ["type_f1", "source_f1", "full_f1", "sentences", "acts", "examples", "times", "numbers", "offices", "coreference"];

const HEADER: &str = "\
# Floors of quality, measured on the articles, gold and cases of this folder and on the examples of the language data. They only rise:
#   marsad data score corpora/articles.jsonl corpora/gold.jsonl --baseline corpora/baseline.toml --update
# A lower one needs --allow-regression as well, and a sentence in CHANGELOG.md that says why. `sentences` and `acts` count what
# the shares rest on, `examples` the examples and near misses that come out as they say, and `times` to `coreference` the cases that
# are right in the files of these names beside this one.

[floors]
";

/// What was measured, by name; shares are cut to three decimals.
pub type Figures = BTreeMap<&'static str, f64>;

/// The floors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline {
    floors: Figures,
}

/// How a figure stands to its floor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Which figure.
    pub name: &'static str,
    /// What was measured.
    pub figure: f64,
    /// The floor; `None` where the figure has none yet.
    pub floor: Option<f64>,
}

impl Row {
    /// Whether the figure is under its floor.
    #[must_use]
    pub fn is_under(&self) -> bool {
        self.floor.is_some_and(|floor| self.figure < floor)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:11} {:>7}  ", self.name, number(self.name, self.figure))?;
        match self.floor {
            None => f.write_str("has no floor yet"),
            Some(floor) => {
                let how = if self.is_under() {
                    "under its"
                } else if self.figure > floor {
                    "above its"
                } else {
                    "at its"
                };
                write!(f, "{how} floor of {}", number(self.name, floor))
            }
        }
    }
}

impl Report {
    /// The figures of a comparison, and the number of examples that pass where it is known.
    #[must_use]
    pub fn figures(&self, n_passing: Option<usize>) -> Figures {
        let layer = |name: &str| self.layers.get(name).copied().unwrap_or_default();
        let mut figures: Figures = [("type_f1", "type"), ("source_f1", "source"), ("full_f1", "full")]
            .map(|(name, of)| (name, (layer(of).f1() * 1000.0).floor() / 1000.0))
            .into();
        figures.insert("sentences", self.sentences as f64);
        figures.insert("acts", layer("type").gold as f64);
        figures.extend(n_passing.map(|n_passing| ("examples", n_passing as f64)));
        figures
    }
}

impl Baseline {
    /// The figures that count the right cases of a file: beside the floors lie `times.jsonl`, `numbers.jsonl` and so on.
    pub const CASES: [&'static str; 4] = ["times", "numbers", "offices", "coreference"];

    /// Reads the text of a file of floors.
    ///
    /// # Errors
    /// When it is not TOML, or has something else than known floors: what, in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let table = DeTable::parse(text).map_err(|error| format!("not TOML: {}", error.message()))?.into_inner();
        let mut floors = Figures::new();
        for (key, value) in table {
            let (DeValue::Table(table), "floors") = (value.into_inner(), key.get_ref().as_ref()) else {
                return Err(format!("unknown key `{}`; there is only the table [floors]", key.get_ref()));
            };
            for (key, value) in table {
                let name = NAMES.into_iter().find(|name| *name == key.get_ref().as_ref());
                let floor = match value.get_ref() {
                    DeValue::Integer(number) => number.to_string().parse().ok(),
                    DeValue::Float(number) => number.to_string().parse().ok(),
                    _ => None,
                };
                match (name, floor) {
                    (Some(name), Some(floor)) => floors.insert(name, floor),
                    (None, _) => return Err(format!("unknown floor `{}`; known are: {}", key.get_ref(), NAMES.join(", "))),
                    (_, None) => return Err(format!("the floor `{}` is no number", key.get_ref())),
                };
            }
        }
        Ok(Self { floors })
    }

    /// How each figure stands to its floor, in a fixed order.
    #[must_use]
    pub fn compare(&self, figures: &Figures) -> Vec<Row> {
        let row = |name| Some(Row { name, figure: *figures.get(name)?, floor: self.floors.get(name).copied() });
        NAMES.into_iter().filter_map(row).collect()
    }

    /// The floors raised to the figures; lowered to them too where `allow_regression`. What was not measured stays.
    #[must_use]
    pub fn raised(&self, figures: &Figures, allow_regression: bool) -> Self {
        let mut floors = self.floors.clone();
        for row in self.compare(figures).into_iter().filter(|row| allow_regression || !row.is_under()) {
            floors.insert(row.name, row.figure);
        }
        Self { floors }
    }
}

/// As the file is written.
impl fmt::Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        let rows = NAMES.into_iter().filter_map(|name| Some((name, *self.floors.get(name)?)));
        rows.into_iter().try_for_each(|(name, floor)| writeln!(f, "{name} = {}", number(name, floor)))
    }
}

/// Shares with three decimals, counts with none.
fn number(name: &str, figure: f64) -> String {
    if name.ends_with("_f1") { format!("{figure:.3}") } else { format!("{figure:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "[floors]\ntype_f1 = 0.612\nexamples = 700\n";

    #[test]
    fn a_figure_under_its_floor_says_both() {
        let rows = Baseline::read(FILE).unwrap().compare(&[("type_f1", 0.605), ("examples", 701.0), ("full_f1", 0.4)].into());
        let lines: Vec<String> = rows.iter().map(Row::to_string).collect();
        assert_eq!(
            lines,
            [
                "type_f1       0.605  under its floor of 0.612",
                "full_f1       0.400  has no floor yet",
                "examples        701  above its floor of 700"
            ]
        );
        assert_eq!(rows.iter().filter(|row| row.is_under()).count(), 1);
    }

    #[test]
    fn floors_only_rise_unless_told_otherwise() {
        let figures: Figures = [("type_f1", 0.605), ("acts", 30.0)].into();
        let file = |allow| {
            let text = Baseline::read(FILE).unwrap().raised(&figures, allow).to_string();
            assert_eq!(Baseline::read(&text).unwrap().to_string(), text);
            text.lines().filter(|line| line.contains('=')).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(file(false), ["type_f1 = 0.612", "acts = 30", "examples = 700"]);
        assert_eq!(file(true), ["type_f1 = 0.605", "acts = 30", "examples = 700"]);
    }

    #[test]
    fn cases_have_floors_that_are_counts() {
        let figures: Figures = Baseline::CASES.into_iter().zip([404.0, 197.0, 119.0, 47.0]).collect();
        let text = Baseline::default().raised(&figures, false).to_string();
        assert!(text.ends_with("[floors]\ntimes = 404\nnumbers = 197\noffices = 119\ncoreference = 47\n"), "{text}");
        let rows = Baseline::read(&text).unwrap().compare(&[("coreference", 46.0)].into());
        assert_eq!(rows[0].to_string(), "coreference      46  under its floor of 47");
    }

    #[test]
    fn what_is_no_floor_is_named() {
        assert!(Baseline::read("[floors]\ntyp_f1 = 1\n").unwrap_err().starts_with("unknown floor `typ_f1`"));
        assert!(Baseline::read("[floors]\ntype_f1 = \"1\"\n").unwrap_err().contains("is no number"));
        assert!(Baseline::read("[other]\n").unwrap_err().starts_with("unknown key `other`"));
    }
}
