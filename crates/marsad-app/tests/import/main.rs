//! `marsad data import` as its users meet it: the real binary over small files in the true formats of others, written for these tests.
//!
//! `wikidata`, `geonames`, `ftm` what comes out of each · `runs` stopped runs, broken lines, what is refused · `layers` that the data is sound
//! when it is laid over the pack, and that it adds and never replaces.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "../cli/dir.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod dir;
mod dump;
mod ftm;
mod geonames;
mod layers;
mod runs;
mod wikidata;

/// Checks that a layer has no error when it is laid over the pack.
#[track_caller]
fn sound(dir: &dir::Dir, layer: &str) {
    let check = dir.run(&["data", "check", layer]);
    check.expect(0, &[]);
    assert!(check.stdout.contains("\n0 errors") || check.stdout.starts_with("0 errors"), "{}", check.stdout);
}
