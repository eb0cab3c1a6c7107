//! Which tables, and which columns? Their names, what each holds, and what names a row, in the order in which [`super::rows`] gives the values.
//!
//! `docs/output.md` says what each column means; a test compares the two.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, ids and codes: Arrow's `utf8`.
    Text,
    /// A whole number: `int64`.
    Int,
    /// A number: `float64`.
    Float,
    /// Yes or no: `bool`.
    Bool,
    /// A day: `date32`.
    Day,
}

/// A column: its name and what it holds. Every column may be null, which says that nothing is told.
pub type Column = (&'static str, Kind);

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

/// Positions of the tables in [`TABLES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the tables")]
pub enum Of {
    Articles,
    Claims,
    Participants,
    Statements,
    Figures,
    Roles,
    Rejects,
}

use Kind::{Bool, Day, Float, Int, Text};

/// The tables of coded articles, and what could not be coded or was not as it should be.
pub const TABLES: [Table; 7] = [
    Table {
        name: "articles",
        columns: &[
            ("article_id", Text),
            ("url", Text),
            ("outlet", Text),
            ("published", Text),
            ("language", Text),
            ("title", Text),
            ("hash", Text),
            ("n_claims", Int),
            ("n_statements", Int),
            ("n_figures", Int),
            ("n_roles", Int),
            ("n_notes", Int),
            ("marsad", Text),
            ("pack", Text),
            ("ontology", Text),
            ("body", Text),
        ],
    },
    Table {
        name: "claims",
        columns: &[
            ("claim_id", Text),
            ("article_id", Text),
            ("in", Text),
            ("event_type", Text),
            ("mode", Text),
            ("contexts", Text),
            ("source", Text),
            ("source_country", Text),
            ("target", Text),
            ("target_country", Text),
            ("date", Text),
            ("date_start", Day),
            ("date_end", Day),
            ("date_precision", Text),
            ("place", Text),
            ("place_id", Text),
            ("geonames", Int),
            ("lat", Float),
            ("lon", Float),
            ("place_country", Text),
            ("place_precision", Text),
            ("factuality", Text),
            ("attribution", Text),
            ("speaker", Text),
            ("speaker_actor", Text),
            ("chain", Text),
            ("trigger_start", Int),
            ("trigger_end", Int),
            ("sentence_start", Int),
            ("sentence_end", Int),
            ("evidence", Text),
            ("cameo", Text),
            ("plover_type", Text),
            ("plover_mode", Text),
            ("quad", Int),
            ("intensity", Float),
            ("confidence", Float),
            ("frame", Text),
            ("retells", Text),
            ("denies", Text),
            ("date_carried", Bool),
            ("place_carried", Bool),
            ("condition", Text),
        ],
    },
    Table {
        name: "participants",
        columns: &[
            ("claim_id", Text),
            ("article_id", Text),
            ("part", Text),
            ("position", Int),
            ("name", Text),
            ("actor", Text),
            ("office", Text),
            ("country", Text),
            ("role", Text),
            ("by", Text),
            ("start", Int),
            ("end", Int),
        ],
    },
    Table {
        name: "statements",
        columns: &[
            ("article_id", Text),
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
            ("addressee_role", Text),
            ("topic_start", Int),
            ("topic_end", Int),
            ("content_start", Int),
            ("content_end", Int),
            ("verb_start", Int),
            ("verb_end", Int),
            ("force", Text),
            ("quoted", Text),
            ("attribution", Text),
            ("chain", Text),
        ],
    },
    Table {
        name: "figures",
        columns: &[
            ("article_id", Text),
            ("claim_id", Text),
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
            ("chain", Text),
        ],
    },
    Table {
        name: "roles",
        columns: &[
            ("article_id", Text),
            ("in", Text),
            ("name", Text),
            ("office", Text),
            ("country", Text),
            ("on", Text),
            ("start", Int),
            ("end", Int),
        ],
    },
    Table { name: "rejects", columns: &[("file", Text), ("place", Int), ("article_id", Text), ("kind", Text), ("message", Text)] },
];
