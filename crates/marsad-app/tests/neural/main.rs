//! Entities by a token classifier: models made here, with weights that say what comes out or with random ones.
//!
//! `model` writes a model's folder · `labels` what comes out for words · `refused` what is said of folders that are no model ·
//! `program` the whole program with one · `speed` how many sentences a second, only when asked for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "../cli/dir.rs"]
#[allow(dead_code, reason = "no program is run here")]
mod dir;
mod labels;
mod model;
#[path = "../../src/neural/mod.rs"]
mod neural;
mod program;
mod refused;
mod speed;
