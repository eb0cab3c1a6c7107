//! A small root of data files, built, broken and laid over.
#![allow(clippy::unwrap_used, reason = "a test that has nothing to unwrap fails as it should")]

use std::fs;
use std::path::{Path, PathBuf};

use marsad::Lang;
use marsad::coded::{Claim, Role};
use marsad::pack::{Slot, Tables, Upos, VerbForm};
use marsad_data::{Problems, build, build_lenient, check_examples, compile, load, source_files};

const FILES: &[(&str, &str)] = &[
    ("lang/ar/lang.toml", "language = \"ar\"\nversion = \"2026.11.0\"\nontology = \"1\"\n"),
    (
        "ontology/event_types.toml",
        "[[type]]\nname = \"ASSAULT\"\nlabel_en = \"Assault\"\nlabel_ar = \"اعتداء\"\nquad = 4\nintensity = -9\ncameo = \"180\"\ndefinition = \"Attacks.\"\n\
         [[mode]]\ntype = \"ASSAULT\"\nname = \"aerial\"\nlabel_en = \"Air\"\nlabel_ar = \"جوي\"\nintensity = -9.5\ncameo = \"195\"\ndefinition = \"From the air.\"\n",
    ),
    (
        "lang/ar/lexicon/words.tsv",
        "qasafa\tverb\t1,tr\tbombard\tقصف\nqasafa\tmasdar\tm\t-\tقصف\nqala\tverb\t1\tsay\tقال\nqala\timperfect\t-\t-\tيقول\nsarukh\tnoun\tm\trocket\tصاروخ\nsarukh\tplural\t-\t-\tصواريخ\n\
         hadhdhara\tverb\t2,tr\twarn\tحذّر\njundi\tnoun\tm,human\tsoldier\tجندي\njundi\tplural\t-\t-\tجنود\nsiyasah\tnoun\tf,at,nisba\tpolicy\tسياسة\n",
    ),
    ("lang/ar/closed.tsv", "wa\tprocl\tconj\tو\nal\tprocl\tdet\tال\nala\tprep\ton\tعلى\nmin-ajl\tprep\tl\tمن أجل\n"),
    ("lang/ar/agents.tsv", "jundi\tperson\tMIL\tجندي\n"),
    (
        "lang/ar/frames/assault.toml",
        "event_type = \"ASSAULT\"\n\n[[frame]]\nid = \"assault.bombard\"\nmode = \"aerial\"\nverbs = [\n  \"قصف\",\n]\nnouns = [\"قصف\"]\ntarget = [\"object\", \"on\"]\nneeds = { object = [\"صاروخ\"] }\n\n\
         [[frame.example]]\ntext = \"قصفت إسرائيل بيروت.\"\nsource = \"ISR.GOV\"\ntarget = \"LBN.GOV\"\n\n[[frame.near_miss]]\ntext = \"قصف الناقد الرواية.\"\n",
    ),
    (
        "knowledge/actors/states.toml",
        "[[actor]]\nid = \"israel\"\nkind = \"state\"\ncountry = \"ISR\"\nrole = \"GOV\"\nen = \"Israel\"\nnames = [\"إسرائيل\"]\nnisbas = [\"إسرائيلي\"]\n\n\
         [[actor]]\nid = \"turkey\"\nkind = \"state\"\ncountry = \"TUR\"\nen = \"Turkey\"\nnames = [\"تركيا\"]\nnisbas = [\"تركي\", \"أتراك\"]\n",
    ),
    (
        "knowledge/titles.toml",
        "[[title]]\nid = \"defence-minister\"\nrole = \"GOV\"\nen = \"defence minister\"\nforms = [\"وزير الدفاع\"]\n",
    ),
    (
        "knowledge/offices.toml",
        "[[office]]\nid = \"israel-defence\"\ntitle = \"defence-minister\"\nof = \"israel\"\nrole = \"MIL\"\nen = \"Israeli defence minister\"\n",
    ),
    ("knowledge/persons/il.toml", "[[person]]\nid = \"x\"\ncountry = \"ISR\"\nen = \"X\"\nnames = [\"فلان\"]\n"),
    ("knowledge/holders.tsv", "israel-defence\tx\t2022-12-29\t-\t-\t2024-10\tpublic-record\n"),
    (
        "knowledge/places.tsv",
        "beirut\tcity\tLBN\t33.89\t35.5\t276781\tQ3820\t-\tBeirut\tبيروت\nbeirut\tname\t-\t-\t-\t-\t-\t-\t-\tمدينة بيروت\n",
    ),
];

/// Writes the files, some of them with another text or further ones, below a fresh folder.
fn root(name: &str, changes: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    let unchanged = FILES.iter().filter(|(file, _)| !changes.iter().any(|(changed, _)| changed == file));
    for (file, text) in unchanged.chain(changes) {
        write(&root.join(file), text);
    }
    root
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn data_become_a_pack() {
    let root = root("whole", &[]);
    let pack = build(&root).unwrap();
    assert_eq!(pack, build(&root).unwrap(), "equal files give equal bytes");
    assert_eq!(source_files(&root).len(), FILES.len());
    let lang = Lang::read(&pack).unwrap();
    assert_eq!(lang.version(), "ar 2026.11.0");
    let frame = &lang.tables.frames[0];
    assert_eq!(
        (frame.target.as_slice(), frame.needs[0].0, frame.line.as_str()),
        (&[Slot::Object, Slot::On][..], Slot::Object, "lang/ar/frames/assault.toml:4")
    );
    let noun = lang.lemma(frame.nouns[0]);
    assert_eq!((noun.upos, noun.masdar_of), (Upos::Noun, Some(frame.verbs[0])));
    let office = &lang.tables.offices[0];
    assert_eq!((office.role, office.country.as_str()), (Role::Mil, "ISR"));
    assert_eq!(lang.tables.places[0].names, ["بيروت", "مدينة بيروت"]);
    for (word, lemma, upos) in [
        ("قصفت", "قصف", Upos::Verb),
        ("يقولون", "قال", Upos::Verb),
        ("صاروخين", "صاروخ", Upos::Noun),
        ("تحذيرات", "تحذير", Upos::Noun),
        ("إسرائيلية", "إسرائيلي", Upos::Adj),
        ("أتراك", "تركي", Upos::Adj),
        ("سياسيين", "سياسي", Upos::Adj),
        ("يحذرون", "حذّر", Upos::Verb),
    ] {
        let mut forms = lang.forms(&marsad::text::fold::fold(word));
        assert!(
            forms.any(|form| form.surface == word && lang.lemma(form.lemma).lemma == lemma && lang.lemma(form.lemma).upos == upos),
            "{word}"
        );
    }
    assert!(lang.forms("تحذير").any(|form| form.feats.verb_form == Some(VerbForm::Masdar)));
    assert!(lang.tables.lexicon.forms.iter().is_sorted());
}

#[test]
fn every_problem_is_reported() {
    let frames = "event_type = \"ASSAULT\"\n[[frame]]\nid = \"assault.x\"\nmode = \"arial\"\nverbs = [\"قصف\", \"طار\"]\nnouns = [\"صواريخ\"]\ntarget = [\"objekt\"]\ncolour = \"red\"\n[[frame.example]]\ntext = \"نص\"\nsource = \"ISR.GOVT\"\n";
    let root = root(
        "broken",
        &[
            ("lang/ar/frames/assault.toml", frames),
            ("lang/ar/closed.tsv", "wa\tprocl\tconj\tو\nala\tprep\tupon\tعلى\nala\tconj\n"),
            ("lang/ar/agents.tsv", "jundi\tperson\tMIL\tجندي\njundi-2\tperson\tMIL\tجندى\n"),
            (
                "knowledge/holders.tsv",
                "israel-defence\ty\t2022-13\t-\t-\t2022-13\tpublic-record\nisrael-defence\tx\t2024\t2022\tactin\t-\tpublic-record\nisrael-defence\tx\t2025\t-\t-\t-\t-\n",
            ),
            (
                "knowledge/offices.toml",
                "[[office]]\nid = \"israel-defence\"\ntitle = \"defense-minister\"\nof = \"israel\"\nen = \"x\"\n[[office]]\nid = \"o\"\ntitle = \"defence-minister\"\nof = \"isreal\"\nen = \"x\"\n",
            ),
            ("lang/ar/names.tsv", "ali\tgiven\tعلي\nali-2\tgiven\tعلى\n"),
        ],
    );
    let problems = build(&root).unwrap_err().to_string();
    for wanted in [
        "lang/ar/frames/assault.toml:4: error: ASSAULT has no mode `arial`\n  help: did you mean `aerial`?",
        "lang/ar/frames/assault.toml:5: error: the lexicon has no verb طار",
        "lang/ar/frames/assault.toml:6: error: the lexicon has no noun صواريخ\n  help: write the lemma: it is a form of صاروخ",
        "lang/ar/frames/assault.toml:7: error: `objekt` is not a slot\n  help: did you mean `object`?",
        "lang/ar/frames/assault.toml:8: error: unknown key `colour`",
        "lang/ar/frames/assault.toml:11: error: unknown role `GOVT`\n  help: did you mean `GOV`?",
        "lang/ar/frames/assault.toml:3: error: the frame assault.x has no near_miss",
        "lang/ar/closed.tsv:2: error: `upon` is not a slot",
        "lang/ar/closed.tsv:3: error: 2 fields instead of 4",
        "knowledge/holders.tsv:1: error: unknown person `y`",
        "knowledge/holders.tsv:1: error: `2022-13` is not a date",
        "knowledge/holders.tsv:2: error: unknown status `actin`",
        "knowledge/holders.tsv:3: error: no end and no day on which it was known to hold",
        "knowledge/holders.tsv:3: error: no provenance",
        "knowledge/holders.tsv:2: error: it ends (2022) before it begins (2024)",
        "knowledge/offices.toml:3: error: unknown title `defense-minister`\n  help: did you mean `defence-minister`?",
        "knowledge/offices.toml:9: error: unknown actor `isreal`\n  help: did you mean `israel`?",
        "lang/ar/names.tsv:2: error: على is the same entry as at lang/ar/names.tsv:1",
    ] {
        assert!(problems.contains(wanted), "{wanted}\nis not in\n{problems}");
    }
    let (pack, _) = build_lenient(&root);
    let tables = Tables::from_pack(&pack).unwrap();
    assert_eq!((tables.frames.len(), tables.frames[0].verbs.len(), tables.offices.len()), (1, 1, 0), "what is right stays");
}

#[test]
fn a_layer_lies_over_the_pack() {
    let base = Tables::from_pack(&build(&root("base", &[])).unwrap()).unwrap();
    let layer = Path::new(env!("CARGO_TARGET_TMPDIR")).join("layer");
    let _ = fs::remove_dir_all(&layer);
    write(&layer.join("lexicon.tsv"), "sarukh\tnoun\tm\tmissile\tصاروخ\nsarukh\tplural\t-\t-\tصوارخ\nqadhafa\tverb\t1,tr\tthrow\tقذف\n");
    write(
        &layer.join("more.toml"),
        "event_type = \"ASSAULT\"\n[[frame]]\nid = \"assault.bombard\"\nverbs = [\"قصف\", \"قذف\"]\n[[frame.example]]\ntext = \"نص\"\n[[frame.near_miss]]\ntext = \"نص\"\n\
         [[actor]]\nid = \"house\"\nkind = \"institution\"\nrole = \"LEG\"\ncountry = \"TUR\"\nparent = \"turkey\"\nen = \"House\"\nnames = [\"المجلس\"]\n",
    );
    let mut problems = Problems::default();
    let tables = compile(base.clone(), &layer, &mut problems);
    assert!(problems.is_empty(), "{problems}");
    assert_eq!((tables.frames.len(), tables.frames[0].verbs.len(), tables.actors.len()), (1, 2, base.actors.len() + 1));
    let lang = Lang::new(tables);
    assert!(lang.forms("صواريخ").len() == 0 && lang.forms("صوارخ").len() > 0, "a word of the layer replaces the forms of the base");
    assert_eq!(lang.lemma(lang.forms("صاروخ").next().unwrap().lemma).gloss, "missile");
    assert!(lang.forms("يحذر").len() == 1, "the rest stays");
}

#[test]
fn a_layer_adds_to_entries_without_replacing_them() {
    let mut problems = Problems::default();
    let base = compile(Tables::default(), &root("added-base", &[]), &mut problems);
    let layer = Path::new(env!("CARGO_TARGET_TMPDIR")).join("additions");
    let _ = fs::remove_dir_all(&layer);
    let entry = |table: &str, id: &str, more: &str| format!("[[{table}]]\nid = \"{id}\"\nadds = true\n{more}\n");
    write(&layer.join("layer.toml"), "[[provenance]]\nid = \"trial\"\ntitle = \"Trial\"\nlicence = \"CC0-1.0\"\nas_of = \"2026-11-20\"\n");
    write(
        &layer.join("knowledge/more.toml"),
        &[
            "# provenance: trial\n".to_owned(),
            entry("person", "x", "names = [\"فلان\", \"فلان الفلاني\"]\nwikidata = \"Q1\""),
            entry("actor", "israel", "names = [\"دولة إسرائيل\"]\nwikidata = \"Q801\""),
            entry("office", "israel-defence", "aliases = [\"وزير الدفاع الإسرائيلي\"]"),
        ]
        .concat(),
    );
    write(&layer.join("knowledge/holders.tsv"), "israel-defence\tx\t2010\t2012\t-\t-\ttrial\n");
    let tables = compile(base.clone(), &layer, &mut problems);
    assert_eq!(problems.n_errors(), 0, "{problems}");
    let person = &tables.persons[0];
    assert_eq!((person.en.as_str(), person.wikidata.as_deref(), person.names.len()), ("X", Some("Q1"), 2));
    assert_eq!((tables.actors[0].names.len(), tables.actors[0].nisbas.len()), (2, 1));
    assert_eq!((tables.offices[0].aliases.len(), tables.offices[0].role), (1, Role::Mil));
    assert_eq!((tables.persons.len(), tables.holders.len()), (1, 2));

    // An id that is there stays; an entry that is not there cannot be added to.
    write(&layer.join("knowledge/more.toml"), &(entry("person", "x", "wikidata = \"Q2\"") + &entry("person", "y", "")));
    let tables = compile(tables, &layer, &mut problems);
    assert_eq!(tables.persons[0].wikidata.as_deref(), Some("Q1"));
    assert!(problems.to_string().contains("knowledge/more.toml:6: error: `y` is not there to be added to"), "{problems}");
}

#[test]
fn examples_are_coded_as_they_say() {
    let root = root("examples", &[]);
    let mut problems = Problems::default();
    let (tables, mut examples) = load(Tables::default(), &root, &mut problems);
    assert_eq!(examples.list.len(), 2);
    let lang = Lang::new(tables);
    let nothing = |_: &str| -> Vec<Claim> { Vec::new() };
    let failing = check_examples(&lang, &examples, &nothing).problems.to_string();
    assert!(
        failing.contains("assault.toml:14: error: the example of assault.bombard fails") && failing.contains("coded: nothing"),
        "{failing}"
    );
    examples.list[0].known = Some("not yet".to_owned());
    assert!(check_examples(&lang, &examples, &nothing).problems.is_empty(), "a known failure fails");
    examples.list[1].known = Some("not yet".to_owned());
    assert!(
        check_examples(&lang, &examples, &nothing).problems.to_string().contains("remove the mark"),
        "a known failure that passes is reported"
    );
}
