//! The program as its users meet it: the real binary, in a folder of its own.
//!
//! `good_input` what is read and how · `feeds` and `archives` the larger forms · `bad_input` what is reported, and the exit status · `output` where it goes and whether
//! it appears whole · `tables` what is in tables · `parts` runs that go on · `schema` whether it has the documented shape · `analyze`, `data`, `explain`, `times`, `who` and `usage` the other commands.
//! Nothing here looks at the clock.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod analyze;
mod archives;
mod bad_input;
mod data;
mod dir;
mod explain;
mod feeds;
mod good_input;
mod output;
mod parts;
#[path = "../../src/sample.rs"]
mod sample;
mod schema;
mod tables;
mod times;
mod training;
mod usage;
mod who;
