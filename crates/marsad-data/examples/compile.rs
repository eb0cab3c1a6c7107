//! `cargo run --release -p marsad-data --example compile -- ROOT [FORM…]`: builds the pack of a root, says what is wrong and how big it is,
//! and lists what the lexicon has for each form.

use std::path::Path;

use marsad::Lang;
use marsad::text::fold::fold;

fn main() {
    let mut args = std::env::args().skip(1);
    let root = args.next().unwrap_or_else(|| ".".to_owned());
    let start = std::time::Instant::now();
    let (pack, problems) = marsad_data::build_lenient(Path::new(&root));
    let built = start.elapsed();
    eprintln!("{problems}");
    match Lang::read(&pack) {
        Err(error) => eprintln!("{error}"),
        Ok(lang) => {
            let tables = &lang.tables;
            eprintln!(
                "{}: {} bytes in {built:?}; {} lemmas, {} forms, {} frames, {} reporting, {} cues, {} lights, {} actors, {} persons, {} offices, {} holders, {} places, {} closed",
                lang.version(),
                pack.len(),
                tables.lexicon.lemmas.len(),
                tables.lexicon.forms.len(),
                tables.frames.len(),
                tables.reporting.len(),
                tables.cues.len(),
                tables.lights.len(),
                tables.actors.len(),
                tables.persons.len(),
                tables.offices.len(),
                tables.holders.len(),
                tables.places.len(),
                tables.closed.len(),
            );
            for form in args.by_ref() {
                for row in lang.forms(&fold(&form)) {
                    let lemma = lang.lemma(row.lemma);
                    eprintln!("{}\t{}\t{:?}\t{:?}", row.surface, lemma.lemma, lemma.upos, row.feats);
                }
            }
        }
    }
}
