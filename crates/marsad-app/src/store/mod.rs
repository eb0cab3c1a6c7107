//! The observatory: one SQLite file that keeps articles, what they claim, what happened according to them, and what people decided.
//!
//! In: coded articles, decisions, queries. Out: rows; the file is an interface of its own (`docs/store.md`), open to every reader of SQLite.
//!
//! `open` the file and its version · `error` what went wrong, in words · `article` what is kept of an article · `claim` rows of a claim · `kept` a claim from its rows ·
//! `words` by which words an article is found · `story` which articles are copies · `rules` what of a claim bears on which occurrence it is · `likeness` what speaks for two being one · `cluster` which claims tell one
//! occurrence · `group` claims of
//! touched days → events · `event` what an event is, by its claims · `facet` by what events are found · `rollup` counts for charts ·
//! `figure` which figures an event has and which is best · `decision` what people decided · `rebuild` all that is derived, again · `feed` which feeds are watched, what each fetch gave and what is known of
//! sites · `health` how a feed does · `statement` what somebody said · `retention` how long texts are kept · `alert` by which rules somebody wants to be told.
//!
//! Everything that belongs together is written in one transaction: a process killed at any moment leaves whole articles.

pub mod alert;
pub mod article;
pub mod claim;
pub mod cluster;
pub mod decision;
mod error;
pub mod event;
pub mod facet;
pub mod feed;
pub mod figure;
pub mod group;
pub mod health;
mod kept;
mod likeness;
mod open;
pub mod rebuild;
pub mod retention;
pub mod rollup;
mod rules;
pub mod statement;
pub mod story;
#[cfg(test)]
mod tests;
mod words;

pub use error::{Error, Result};
pub use open::{Observatory, Run, VERSION, data, now};
pub use words::{Words, words_of};
