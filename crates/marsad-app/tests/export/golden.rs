//! Every format gives the bytes of `golden/`; of Parquet, which no reader can read by eye, the consumers tell.

use std::fs;
use std::path::Path;

use crate::{FORMATS, export, here, observatory};

/// Compares a file with that of `golden/`, or writes it there.
fn check(path: &Path, name: &str, differing: &mut Vec<String>) {
    let written = fs::read_to_string(path).unwrap();
    let golden = here("golden").join(name);
    if std::env::var_os("MARSAD_UPDATE").is_some() {
        fs::create_dir_all(golden.parent().unwrap()).unwrap();
        fs::write(&golden, &written).unwrap();
    } else if fs::read_to_string(&golden).ok().as_deref() != Some(written.as_str()) {
        differing.push(name.to_owned());
    }
}

#[test]
fn every_format_is_as_it_was() {
    let dir = observatory("golden");
    let mut differing = Vec::new();
    for (format, name) in FORMATS.into_iter().filter(|(format, _)| *format != "parquet") {
        export(&dir, format, name, &[]).expect(0, &[]);
        let path = dir.path(name);
        if path.is_dir() {
            // A package has the tables of csv; its description is its own.
            for entry in fs::read_dir(&path).unwrap().map(Result::unwrap) {
                let file = entry.file_name().to_string_lossy().into_owned();
                if format == "csv" || file == "datapackage.json" {
                    check(&entry.path(), &format!("{name}/{file}"), &mut differing);
                }
            }
        } else {
            check(&path, name, &mut differing);
        }
    }
    assert!(differing.is_empty(), "other than golden/ (MARSAD_UPDATE=1 rewrites them): {differing:?}");
}

#[test]
fn the_tables_of_a_package_are_those_of_csv() {
    let dir = observatory("package");
    export(&dir, "csv", "csv", &[]).expect(0, &[]);
    export(&dir, "package", "package", &[]).expect(0, &[]);
    for entry in fs::read_dir(dir.path("csv")).unwrap().map(Result::unwrap) {
        let other = dir.path("package").join(entry.file_name());
        assert_eq!(fs::read(entry.path()).unwrap(), fs::read(other).unwrap(), "{:?}", entry.file_name());
    }
}
