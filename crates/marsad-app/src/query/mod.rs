//! What is looked for: the one query language of the terminal, the API and the console.
//!
//! In: `actor:iraq type:CONSULT from:2024-10 said-by:iran تحذير "مجلس الأمن"`. Out: events, claims or articles for which all of it holds.
//!
//! `parse` what was typed · `names` whom a value names · `search` by which words articles are found · `events` which events · `list` claims and
//! articles of events · `statements` what somebody said · `roles` who is said to hold which office.
//!
//! A value that nobody knows is an error with a hint, never an empty result.

mod events;
mod list;
mod names;
mod parse;
mod roles;
mod search;
mod statements;

pub use events::{Selection, cursor, events, next, selection};
pub use list::{ClaimFound, Found, articles, claims};
pub use parse::{Filter, OF_EVENTS, Query, days, parse};
pub use roles::{Held, roles};
pub use statements::{Said, statements};
