//! What does a line of the dump hold: the few parts of an entity that are read.
//!
//! In: one JSON object. Out: labels and aliases in the wanted languages, statements of the wanted properties, the title of the Arabic
//! Wikipedia's article. Everything else is passed over without being kept.
//!
//! `{"type":"item","id":"Q31","labels":{"ar":{"language":"ar","value":"بلجيكا"},…},"claims":{"P31":[{"mainsnak":{…},"rank":"normal",…}],…}}`
//!
//! A map without entries is written `[]` in the dumps. What a value means is told by its property (`claims`).

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// An item.
#[derive(serde::Deserialize)]
pub struct Entity {
    pub id: String,
    #[serde(default)]
    pub labels: Map<Label>,
    #[serde(default)]
    pub aliases: Map<Vec<Label>>,
    #[serde(default)]
    pub claims: Map<Vec<Statement>>,
    #[serde(default)]
    pub sitelinks: Map<Sitelink>,
}

/// A text in a language.
#[derive(serde::Deserialize)]
pub struct Label {
    pub value: String,
}

/// An article about the item.
#[derive(serde::Deserialize)]
pub struct Sitelink {
    pub title: String,
}

/// What is said of the item.
#[derive(serde::Deserialize)]
pub struct Statement {
    pub mainsnak: Snak,
    pub rank: Rank,
    #[serde(default)]
    pub qualifiers: Map<Vec<Snak>>,
}

/// How a statement stands among others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    Deprecated,
    Normal,
    Preferred,
}

/// A value, or that there is some or none.
#[derive(serde::Deserialize)]
pub struct Snak {
    pub snaktype: SnakType,
    pub datavalue: Option<DataValue>,
}

/// Whether a value is given.
#[derive(Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SnakType {
    Value,
    /// There is one, and nobody knows which.
    SomeValue,
    /// There is none.
    NoValue,
}

/// A value; what it is depends on the property.
#[derive(serde::Deserialize)]
pub struct DataValue {
    pub value: Value,
}

/// A point in time, as precise as it says.
#[derive(Clone, serde::Deserialize)]
pub struct Time {
    pub time: String,
    pub precision: u8,
    pub calendarmodel: String,
}

/// A point on a globe.
#[derive(serde::Deserialize)]
pub struct Coordinate {
    pub latitude: f64,
    pub longitude: f64,
    pub globe: Option<String>,
}

/// Which keys of a map are kept.
pub trait Kept {
    /// Whether the value of this key is kept.
    fn is_kept(key: &str) -> bool;
}

impl Kept for Label {
    fn is_kept(language: &str) -> bool {
        matches!(language, "ar" | "mul" | "en" | "fa") || language.starts_with("ar-")
    }
}

impl Kept for Vec<Label> {
    fn is_kept(language: &str) -> bool {
        matches!(language, "ar" | "fa")
    }
}

impl Kept for Sitelink {
    fn is_kept(site: &str) -> bool {
        site == "arwiki"
    }
}

impl Kept for Vec<Statement> {
    fn is_kept(property: &str) -> bool {
        matches!(
            property,
            "P17"
                | "P27"
                | "P31"
                | "P39"
                | "P102"
                | "P279"
                | "P298"
                | "P361"
                | "P570"
                | "P571"
                | "P576"
                | "P625"
                | "P749"
                | "P1001"
                | "P1082"
                | "P1566"
        )
    }
}

impl Kept for Vec<Snak> {
    fn is_kept(property: &str) -> bool {
        matches!(property, "P580" | "P582" | "P585" | "P642" | "P5102" | "P1480" | "P3831" | "P794")
    }
}

/// The kept entries of a map, in their order.
pub struct Map<T>(pub Vec<(String, T)>);

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Map<T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }
}

impl<'de, T: Deserialize<'de> + Kept> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Kept> Visitor<'de> for Entries<T> {
            type Value = Map<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                    if T::is_kept(&key) {
                        entries.push((key.into_owned(), map.next_value()?));
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(Map(entries))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                match items.next_element::<IgnoredAny>()? {
                    None => Ok(Map(Vec::new())),
                    Some(_) => Err(serde::de::Error::custom("a list where a map belongs")),
                }
            }
        }
        deserializer.deserialize_any(Entries(PhantomData))
    }
}
