//! Compiles the language pack from the repository's data files; the library embeds it.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["ontology", "knowledge", "lang"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    let (pack, problems) = marsad_data::build_lenient(&root);
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("ar.marsad");
    if let Err(error) = fs::write(&out, pack) {
        eprintln!("{}: {error}", out.display());
        process::exit(1);
    }
    if problems.n_errors() > 0 {
        println!("cargo::warning={} errors in the language data: see `marsad data check`", problems.n_errors());
    }
}
