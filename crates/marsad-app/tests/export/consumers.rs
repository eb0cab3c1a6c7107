//! What other programs make of the exports: `bench/consumers.py` reads each with the Python library that people read it with.
//!
//! A library that is not installed is said and left out, and so is everything without Python. `MARSAD_PYTHON` names another interpreter.

use std::process::Command;

use crate::{FORMATS, export, observatory};

#[test]
fn others_read_what_is_exported() {
    let dir = observatory("consumers");
    for (format, name) in FORMATS {
        export(&dir, format, name, &[]).expect(0, &[]);
    }
    let python = std::env::var("MARSAD_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = format!("{}/../../bench/consumers.py", env!("CARGO_MANIFEST_DIR"));
    let Ok(output) = Command::new(&python).arg(script).arg(dir.path("")).output() else {
        eprintln!("skipped: {python} is not installed, so no consumer read the exports");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    eprintln!("{said}");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
