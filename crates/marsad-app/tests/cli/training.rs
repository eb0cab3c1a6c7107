//! Weights of the analysis: learnt, locked, scored, and what is said when they cannot be.

use crate::dir::Dir;

/// Two sentences of three words and a mark.
const TREEBANK: &str = "\
# sent_id = 1
# text = وصل الوزير أمس.
1\tوصل\tوصل\tVERB\t_\t_\t0\troot\t_\t_
2\tالوزير\tوزير\tNOUN\t_\tCase=Nom\t1\tnsubj\t_\t_
3\tأمس\tأمس\tADV\t_\t_\t1\tadvmod\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_

# sent_id = 2
# text = غادر السفير اليوم.
1\tغادر\tغادر\tVERB\t_\t_\t0\troot\t_\t_
2\tالسفير\tسفير\tNOUN\t_\tCase=Nom\t1\tnsubj\t_\t_
3\tاليوم\tيوم\tADV\t_\t_\t1\tadvmod\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_

";

fn data(test: &str) -> Dir {
    let dir = Dir::new(test);
    dir.file("lang/ar/lang.toml", "language = \"ar\"\nversion = \"1\"\nontology = \"1\"\n");
    dir.file("lang/ar/SOURCES.toml", "[[provenance]]\nid = \"own\"\ntitle = \"Our own sentences\"\nlicence = \"CC0-1.0\"\n");
    dir.file("lang/ar/lexicon/words.tsv", "wazir\tnoun\tm,human\tminister\tوزير\nsafir\tnoun\tm,human\tambassador\tسفير\n");
    for folder in ["knowledge", "ontology"] {
        std::fs::create_dir_all(dir.path(folder)).unwrap();
    }
    dir.file("own.conllu", TREEBANK);
    dir
}

#[test]
fn weights_are_locked_and_always_the_same() {
    let dir = data("train");
    let train = ["data", "train", "--treebank", "own=own.conllu", "--folds", "2", "--on", "2026-11-25"];
    dir.run(&train).expect(0, &["2 parts, each by models of the others", "uas, words given"]);
    let (lock, moves) = (dir.read("lang/ar/weights.lock"), std::fs::read(dir.path("lang/ar/weights/moves.weights")).unwrap());
    for piece in ["model = \"moves\"", "trained_on = [\"own\"]", "licence = \"CC0-1.0\"", "trained = \"2026-11-25\"", "sha256 = "] {
        assert!(lock.contains(piece), "{piece} is not in {lock}");
    }
    dir.run(&train).expect(0, &[]);
    assert_eq!((dir.read("lang/ar/weights.lock"), std::fs::read(dir.path("lang/ar/weights/moves.weights")).unwrap()), (lock, moves));
    dir.run(&["data", "build", "-o", "own.pack"]).expect(0, &[]);
    let scored = dir.run(&["data", "score", "--treebank", "own.conllu", "--pack", "own.pack"]);
    assert!(
        scored.expect(0, &[]).stdout.lines().any(|line| line.starts_with("las, words given") && line.contains("8 of 8")),
        "{}",
        scored.stdout
    );
}

#[test]
fn a_changed_file_of_weights_is_refused() {
    let dir = data("train-changed");
    dir.run(&["data", "train", "--treebank", "own=own.conllu", "--folds", "2", "--on", "2026-11-25"]).expect(0, &[]);
    dir.file("lang/ar/weights/moves.weights", b"MARSADWT");
    let run = dir.run(&["data", "check"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("moves.weights is not the file that was locked"), "{}", run.stdout);
}

#[test]
fn what_cannot_be_learnt_from_is_told() {
    let dir = data("train-refused");
    dir.run(&["data", "train", "--on", "2026-11-25"]).expect(1, &["nothing to learn from"]);
    dir.run(&["data", "train", "--treebank", "other=own.conllu", "--on", "2026-11-25"]).expect(1, &["`other` is not in SOURCES.toml"]);
    dir.run(&["data", "train", "--treebank", "own.conllu", "--on", "2026-11-25"]).expect(2, &["write ID=FILE"]);
    dir.file("bad.conllu", "1\tوصل\n");
    dir.run(&["data", "train", "--treebank", "own=bad.conllu", "--on", "2026-11-25"])
        .expect(1, &["bad.conllu: line 1: 2 columns instead of 10"]);
    dir.run(&["data", "score", "--treebank", "bad.conllu"]).expect(1, &["bad.conllu: line 1"]);
    assert!(!dir.path("lang/ar/weights.lock").exists());
}
