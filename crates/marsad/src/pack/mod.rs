//! What do we know: the language pack, one immutable object that everything reads.
//!
//! In: bytes of a pack file (`docs/pack.md`) or [`Tables`]. Out: [`Lang`], the tables with their indices.
//!
//! `tables` is what the pack holds, with `words`, `acts` and `world` as its parts, `forms` the words of the lexicon by their letters, `format` its bytes, `lang` the questions it answers, `index` how it finds the answers.

mod acts;
mod format;
mod forms;
mod index;
mod lang;
mod slot;
mod tables;
mod words;
mod world;

pub use acts::*;
pub use format::PackError;
pub use forms::{Form, Forms};
pub use lang::Lang;
pub use slot::Slot;
pub use tables::*;
pub use words::*;
pub use world::*;
