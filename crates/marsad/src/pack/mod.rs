//! What do we know: the language pack, one immutable object that everything reads.
//!
//! In: bytes of a pack file (`docs/pack.md`) or [`Tables`]. Out: [`Lang`], the tables with their indices.
//!
//! `tables` is what the pack holds, `format` its bytes, `lang` the questions it answers, `index` how it finds the answers.

mod format;
mod index;
mod lang;
mod slot;
mod tables;

pub use format::PackError;
pub use lang::Lang;
pub use slot::Slot;
pub use tables::*;
