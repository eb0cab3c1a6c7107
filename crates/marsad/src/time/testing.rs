//! The language data that tests of times and numbers need, read from `lang/`.

use std::path::Path;

use super::TimeWord;
use crate::pack::{Aspect, Counted, Feats, Form, Forms, Lang, Lemma, Number, Tables, Upos};
use crate::text::fold::fold;
use crate::text::tokenize;

/// Time and number words, counted nouns in the singular and the dual, and a few verbs.
pub(crate) fn lang() -> Lang {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lang/ar");
    let mut tables = Tables::default();
    let mut forms: Vec<(String, String, u32, Feats)> = Vec::new();
    for file in
        ["time/months.tsv", "time/weekdays.tsv", "time/relative.tsv", "time/units.tsv", "time/parts.tsv", "time/words.tsv", "numbers.tsv"]
    {
        for [id, kind, value, form] in rows(&root.join(file)) {
            let keys = tokenize(&form).into_iter().map(|token| token.key.to_string()).collect();
            tables.time.words.push(TimeWord { id, kind, value, keys, form });
        }
    }
    for [id, what, unit, noun] in rows(&root.join("counted.tsv")) {
        let lemma = tables.lexicon.lemmas.len() as u32;
        let stem = noun.strip_suffix('ة').map_or(noun.clone(), |stem| format!("{stem}ت"));
        for (surface, number) in [(noun.clone(), Number::Sing), (format!("{stem}ان"), Number::Dual), (format!("{stem}ين"), Number::Dual)]
        {
            let feats = Feats { number: Some(number), ..Feats::default() };
            forms.push((fold(&surface), surface, lemma, feats));
        }
        tables.lexicon.lemmas.push(Lemma { lemma: noun, upos: Upos::Noun, ..Lemma::default() });
        tables.counted.push(Counted { id, what, unit: (unit != "-").then_some(unit), lemma });
    }
    for (surface, aspect, auxiliary) in [
        ("أقيمت", Aspect::Perf, false),
        ("ألغى", Aspect::Perf, false),
        ("كانت", Aspect::Perf, true),
        ("تجتمع", Aspect::Imp, false),
        ("يغادر", Aspect::Imp, false),
    ] {
        let lemma = tables.lexicon.lemmas.len() as u32;
        let feats = Feats { aspect: Some(aspect), ..Feats::default() };
        forms.push((fold(surface), surface.to_owned(), lemma, feats));
        tables.lexicon.lemmas.push(Lemma { lemma: surface.to_owned(), upos: Upos::Verb, auxiliary, ..Lemma::default() });
    }
    tables.lexicon.forms = Forms::new(forms.iter().map(|(key, surface, lemma, feats)| Form { key, surface, lemma: *lemma, feats: *feats }));
    Lang::new(tables)
}

fn rows(path: &Path) -> Vec<[String; 4]> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.filter_map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>().try_into().ok()).collect()
}
