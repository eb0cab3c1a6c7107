//! The tables of `csv`, `parquet` and `package`: their columns, in the order in which `tables` gives their values. docs/export.md describes each; a
//! test compares the two.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, ids and codes.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// Yes or no.
    Bool,
    /// A day.
    Day,
}

/// A column: its name and what it holds.
pub type Column = (&'static str, Kind);

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Columns that together name a row.
    pub key: &'static [&'static str],
    /// Columns that name a row of another table, by its key.
    pub refers: &'static [(&'static [&'static str], &'static str)],
}

use Kind::{Bool, Day, Float, Int, Text};

/// Positions of the tables in [`TABLES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the tables")]
pub enum Of {
    Events,
    Claims,
    Participants,
    Figures,
    Statements,
    Articles,
    Decisions,
    Anchors,
    Revisions,
}

/// The tables.
pub const TABLES: [Table; 9] = [
    Table {
        name: "events",
        columns: &[
            ("event_id", Text),
            ("event_type", Text),
            ("mode", Text),
            ("day", Day),
            ("date", Text),
            ("date_start", Day),
            ("date_end", Day),
            ("date_precision", Text),
            ("source", Text),
            ("source_country", Text),
            ("target", Text),
            ("target_country", Text),
            ("place", Text),
            ("place_en", Text),
            ("place_id", Text),
            ("geonames", Int),
            ("lat", Float),
            ("lon", Float),
            ("place_country", Text),
            ("place_precision", Text),
            ("factuality", Text),
            ("disputed", Bool),
            ("quad", Int),
            ("intensity", Float),
            ("confidence", Float),
            ("n_claims", Int),
            ("n_outlets", Int),
            ("n_stories", Int),
            ("first_reported", Text),
        ],
        key: &["event_id"],
        refers: &[],
    },
    Table {
        name: "claims",
        columns: &[
            ("article", Text),
            ("claim_id", Text),
            ("event_id", Text),
            ("state", Text),
            ("in", Text),
            ("event_type", Text),
            ("mode", Text),
            ("contexts", Text),
            ("date", Text),
            ("date_start", Day),
            ("date_end", Day),
            ("date_precision", Text),
            ("date_carried", Bool),
            ("place", Text),
            ("place_id", Text),
            ("geonames", Int),
            ("lat", Float),
            ("lon", Float),
            ("place_country", Text),
            ("place_precision", Text),
            ("place_carried", Bool),
            ("factuality", Text),
            ("attribution", Text),
            ("trigger_start", Int),
            ("trigger_end", Int),
            ("sentence_start", Int),
            ("sentence_end", Int),
            ("quote", Text),
            ("cameo", Text),
            ("plover_type", Text),
            ("plover_mode", Text),
            ("quad", Int),
            ("intensity", Float),
            ("confidence", Float),
            ("frame", Text),
            ("retells", Text),
            ("denies", Text),
        ],
        key: &["article", "claim_id"],
        refers: &[(&["event_id"], "events"), (&["article"], "articles")],
    },
    Table {
        name: "participants",
        columns: &[
            ("article", Text),
            ("claim_id", Text),
            ("part", Text),
            ("position", Int),
            ("name", Text),
            ("name_en", Text),
            ("actor", Text),
            ("office", Text),
            ("country", Text),
            ("role", Text),
            ("by", Text),
            ("start", Int),
            ("end", Int),
        ],
        key: &["article", "claim_id", "part", "position"],
        refers: &[(&["article", "claim_id"], "claims")],
    },
    Table {
        name: "figures",
        columns: &[
            ("article", Text),
            ("claim_id", Text),
            ("position", Int),
            ("in", Text),
            ("what", Text),
            ("value", Float),
            ("low", Float),
            ("high", Float),
            ("mod", Text),
            ("unit", Text),
            ("counted", Text),
            ("start", Int),
            ("end", Int),
            ("attribution", Text),
            ("speaker", Text),
            ("speaker_actor", Text),
            ("speaker_country", Text),
        ],
        key: &[],
        refers: &[(&["article"], "articles")],
    },
    Table {
        name: "statements",
        columns: &[
            ("article", Text),
            ("position", Int),
            ("in", Text),
            ("speaker", Text),
            ("speaker_actor", Text),
            ("speaker_office", Text),
            ("speaker_country", Text),
            ("speaker_role", Text),
            ("addressee", Text),
            ("addressee_actor", Text),
            ("addressee_country", Text),
            ("topic_start", Int),
            ("topic_end", Int),
            ("content_start", Int),
            ("content_end", Int),
            ("verb_start", Int),
            ("verb_end", Int),
            ("force", Text),
            ("quoted", Text),
            ("attribution", Text),
        ],
        key: &["article", "position"],
        refers: &[(&["article"], "articles")],
    },
    Table {
        name: "articles",
        columns: &[
            ("article", Text),
            ("article_id", Text),
            ("url", Text),
            ("outlet", Text),
            ("published", Text),
            ("language", Text),
            ("title", Text),
            ("hash", Text),
            ("length", Int),
            ("version", Int),
            ("story", Text),
            ("n_claims", Int),
            ("marsad", Text),
            ("pack", Text),
            ("ontology", Text),
        ],
        key: &["article"],
        refers: &[],
    },
    Table {
        name: "decisions",
        columns: &[
            ("decision", Int),
            ("at", Text),
            ("author", Text),
            ("reason", Text),
            ("action", Text),
            ("detail", Text),
            ("revokes", Int),
            ("in_force", Bool),
            ("differs", Int),
        ],
        key: &["decision"],
        refers: &[],
    },
    Table {
        name: "anchors",
        columns: &[
            ("decision", Int),
            ("side", Int),
            ("hash", Text),
            ("in", Text),
            ("trigger_start", Int),
            ("trigger_end", Int),
            ("event_type", Text),
        ],
        key: &["decision", "side", "hash", "in", "trigger_start"],
        refers: &[(&["decision"], "decisions")],
    },
    Table {
        name: "revisions",
        columns: &[("event_id", Text), ("at", Text), ("command", Text), ("change", Text), ("became", Text), ("detail", Text)],
        key: &[],
        refers: &[],
    },
];
