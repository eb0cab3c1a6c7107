//! Who is that on that day: phrases, pronouns and surnames → parties with country, role, office and person.
//!
//! In: a sentence's phrases and what the article told before ([`Document`]). Out: [`Who`]s.
//!
//! «وزير الدفاع العراقي» on 2013-09-20 → office `iraq-defense-minister`, IRQ GOV, held by `saadoun-al-dulaimi`.
//!
//! It says nothing rather than guess a person: a title whose holder on that day is unknown stays an office.

mod anaphor;
mod apposed;
mod body;
mod country;
mod document;
mod office;
mod outlet;
mod pronoun;
mod question;
mod resolve;
mod told;
mod who;
mod written;

pub(crate) use apposed::{Apposed, apposed};
pub(crate) use country::as_speakers_own;
pub(crate) use document::BACK;
pub use document::{Document, Standing};
pub use office::{Held, Offices, Term};
pub use outlet::{Outlets, convention};
pub use pronoun::Function;
pub use question::{Answer, Asked, Unknown, who};
pub use resolve::resolve;
pub use who::Who;
pub use written::{Tenure, WrittenAnswer, in_words, origin, written};
