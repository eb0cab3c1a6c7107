//! Who depends on whom, as far as the coder needs it: noun phrases, and what stands in which slot of a predicate.
//!
//! In: words with the names found in them. Out: [`Phrase`]s (`phrase`, `title` for whose title one is, `describing` for nouns that are
//! adjectives, `way` for a direction and its town), and for any verb or noun its [`Arguments`]
//! (`clause` of a verb, `nominal` of a noun, `subject` for the one that may stand on either side, `topic` for the one at the head of its clause, `control` for the one before «أن», `beyond` for what follows a relative clause, `belongs` for whose a phrase is,
//! `relative` for pronouns that one binds).
//!
//! «بحث وزير الدفاع العراقي في طهران مع نظيره التعاون»: the verb's subject is «وزير الدفاع العراقي», `in` «طهران»,
//! `with` «نظيره», object «التعاون».
//!
//! It builds no full tree: a phrase knows its preposition and the conjunct before it, a predicate its slots. Relative
//! clauses, verb-first and subject-first order and verbs without a subject are settled here, once for all frames.

mod adjective;
mod belongs;
mod beyond;
mod clause;
mod control;
mod describing;
mod nominal;
mod parse;
mod phrase;
mod relative;
mod subject;
mod title;
mod topic;
mod way;

pub(crate) use belongs::is_direction;
pub use clause::{Argument, Arguments, verb_arguments};
pub use nominal::noun_arguments;
pub(crate) use nominal::{befalls_people, is_purpose};
pub use parse::Parse;
pub use phrase::Phrase;
pub(crate) use phrase::is_quote;
pub(crate) use relative::Described;
