//! `analyze`: what is read, that CoNLL-U comes out valid and JSON as its schema says, and what becomes of bad input.
//!
//! All of it holds with models and without: trees are checked where there are any.

use std::collections::{BTreeMap, BTreeSet};

use marsad::model::{Linear, Mixer, text_hash};
use marsad::pack::{Models, Upos};
use serde_json::{Value, json};

use crate::dir::{Dir, gzipped};
use crate::schema::{assert_valid, schema};

const FIRST: &str = "وصل وزير الخارجية إلى القاهرة أمس. وسيلتقي نظيره المصري غدا!";
const SECOND: &str = "قالت الشركة إنها دفعت للموظفين رواتبهم، وبلغت 1,600 دينار.";

/// A sentence of CoNLL-U as a strict reader sees it.
#[derive(Debug, Default, PartialEq)]
struct Sentence {
    id: String,
    text: String,
    /// Form of each token, with its first word and one past its last, from 0.
    tokens: Vec<(String, [usize; 2])>,
    /// Columns of each word.
    words: Vec<Vec<String>>,
    comments: Vec<String>,
}

/// Reads CoNLL-U and checks all that its description asks for.
#[track_caller]
fn valid(conllu: &str) -> Vec<Sentence> {
    assert!(conllu.ends_with("\n\n") && !conllu.contains("\n\n\n"), "an empty line after each sentence:\n{conllu}");
    let mut ids = BTreeSet::new();
    let blocks = conllu.split_terminator("\n\n").map(sentence);
    blocks.inspect(|sentence| assert!(sentence.id.is_empty() || ids.insert(sentence.id.clone()), "{} stands twice", sentence.id)).collect()
}

#[track_caller]
fn sentence(block: &str) -> Sentence {
    let mut sentence = Sentence::default();
    let mut rebuilt = String::new();
    for line in block.lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            assert!(sentence.tokens.is_empty(), "a comment after a word: {line}");
            match comment.split_once(" = ") {
                Some(("sent_id", id)) => id.clone_into(&mut sentence.id),
                Some(("text", text)) => text.clone_into(&mut sentence.text),
                _ => sentence.comments.push(comment.to_owned()),
            }
            continue;
        }
        let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
        assert_eq!(columns.len(), 10, "{line}");
        assert!(columns.iter().all(|column| !column.is_empty() && column.trim() == column), "an empty or padded column: {line}");
        let misc: Vec<&str> = columns[9].split('|').filter(|item| *item != "_").collect();
        assert!(misc.is_sorted_by(|a, b| a < b), "{line}");
        let next = sentence.words.len();
        let (is_token, is_word) = match columns[0].split_once('-') {
            Some((from, to)) => {
                let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
                assert!(from == next + 1 && to > from, "{line}");
                assert!(columns[2..9].iter().all(|column| column == "_"), "{line}");
                sentence.tokens.push((columns[1].clone(), [next, to]));
                (true, false)
            }
            None => {
                assert_eq!(columns[0], (next + 1).to_string(), "{line}");
                let is_inside = sentence.tokens.last().is_some_and(|(_, [_, end])| *end > next);
                if !is_inside {
                    sentence.tokens.push((columns[1].clone(), [next, next + 1]));
                }
                (!is_inside, true)
            }
        };
        if is_token {
            rebuilt.push_str(&columns[1]);
            rebuilt.push_str(if misc.contains(&"SpaceAfter=No") { "" } else { " " });
        } else {
            assert!(!misc.contains(&"SpaceAfter=No"), "inside a token: {line}");
        }
        if is_word {
            assert!(Upos::from_name(&columns[3]).is_some(), "{line}");
            let feats: Vec<&str> = columns[5].split('|').filter(|feat| *feat != "_").collect();
            let names: Vec<&str> = feats.iter().map(|feat| feat.split_once('=').unwrap().0).collect();
            assert!(names.is_sorted_by(|a, b| a < b), "{line}");
            sentence.words.push(columns);
        }
    }
    let n_words = sentence.words.len();
    assert_eq!(sentence.tokens.last().map(|(_, [_, end])| *end), Some(n_words), "{block}");
    assert_eq!(rebuilt.trim_end(), sentence.text, "{block}");
    if sentence.words.iter().any(|word| word[6] != "_") {
        let heads: Vec<usize> = sentence.words.iter().map(|word| word[6].parse().unwrap()).collect();
        let roots = sentence.words.iter().filter(|word| word[6] == "0" || word[7] == "root").map(|word| (&*word[6], &*word[7]));
        assert_eq!(roots.collect::<Vec<_>>(), [("0", "root")], "{block}");
        for mut at in 1..=n_words {
            for _ in 0..=n_words {
                at = if at == 0 { 0 } else { heads[at - 1] };
            }
            assert_eq!(at, 0, "a cycle: {block}");
        }
    }
    sentence
}

/// Forms of the words of each sentence.
fn forms(sentences: &[Sentence]) -> Vec<Vec<&str>> {
    sentences.iter().map(|sentence| sentence.words.iter().map(|word| word[1].as_str()).collect()).collect()
}

fn ids(sentences: &[Sentence]) -> Vec<&str> {
    sentences.iter().map(|sentence| sentence.id.as_str()).collect()
}

/// The built-in pack with small models of its own, so that there are trees whatever the built-in models are.
fn pack_with_trees() -> Vec<u8> {
    let model = |labels: &[&str], rows: &[(u32, &[(u8, i16)])]| {
        Linear::new(labels.iter().map(|label| (*label).to_owned()).collect(), rows.iter().map(|(f, row)| (*f, row.to_vec())).collect())
            .unwrap()
    };
    let key = |word: &str| Mixer::new(41).with(text_hash(word)).finish();
    let mut tables = marsad_pack::built_in().unwrap();
    tables.models = Models {
        upos: model(
            &["NOUN", "VERB", "ADP", "PUNCT"],
            &[(Mixer::new(40).finish(), &[(0, 100)]), (key("وصل"), &[(1, 500)]), (key("الي"), &[(2, 500)]), (key("."), &[(3, 500)])],
        ),
        case: model(&["Nom", "Gen"], &[(Mixer::new(40).finish(), &[(1, 100)])]),
        moves: model(
            &["shift", "left case", "right obj", "right punct", "left nsubj", "right root"],
            &[
                (Mixer::new(80).with(0).finish(), &[(0, 100), (1, 30), (2, 110)]),
                (Mixer::new(82).with(Upos::Adp as u64 + 1).finish(), &[(1, 900)]),
                (Mixer::new(82).with(Upos::Punct as u64 + 1).finish(), &[(3, 900)]),
            ],
        ),
        ..Models::default()
    };
    tables.to_pack().unwrap()
}

#[test]
fn a_text_becomes_valid_conllu_with_ids_by_paragraph() {
    let dir = Dir::new("analyze-text");
    dir.file("a.txt", format!("\u{FEFF}{FIRST}\r\n\n  \n{SECOND}\n"));
    let run = dir.run(&["analyze", "a.txt"]);
    let sentences = valid(&run.expect(0, &["3 sentences, ", " 0 skipped"]).stdout);
    assert_eq!(ids(&sentences), ["p1s1", "p1s2", "p2s1"]);
    let comments: Vec<&[String]> = sentences.iter().map(|sentence| &*sentence.comments).collect();
    assert_eq!(comments, [&["newpar id = p1".to_owned()][..], &[], &["newpar id = p2".to_owned()]]);
    assert!(run.stdout.starts_with("# newpar id = p1\n# sent_id = p1s1\n# text = "), "{}", run.stdout);
    assert_eq!(format!("{} {}", sentences[0].text, sentences[1].text), FIRST);
    assert_eq!(forms(&sentences)[0], ["وصل", "وزير", "الخارجية", "إلى", "القاهرة", "أمس", "."]);
    let for_employees = sentences[2].tokens.iter().find(|(form, _)| form == "للموظفين").unwrap();
    let [first, end] = for_employees.1;
    assert_eq!(forms(&sentences)[2][first..end], ["ل", "الموظفين"]);
    dir.gzip("b.txt.gz", FIRST.as_bytes());
    assert_eq!(ids(&valid(&dir.run(&["analyze", "b.txt.gz"]).expect(0, &[]).stdout)), ["p1s1", "p1s2"]);
}

#[test]
fn trees_are_valid_whatever_the_models_are() {
    let dir = Dir::new("analyze-trees");
    dir.file("ar.pack", pack_with_trees());
    dir.file("a.txt", format!("{FIRST}\n{SECOND}\nكلمة\n.\n"));
    let run = dir.run(&["analyze", "a.txt", "--pack", "ar.pack"]);
    let sentences = valid(&run.expect(0, &[]).stdout);
    assert!(sentences.iter().flat_map(|sentence| &sentence.words).all(|word| word[6] != "_"), "{}", run.stdout);
    dir.file("a.conllu", &run.stdout);
    let again = valid(&dir.run(&["analyze", "a.conllu", "--pack", "ar.pack"]).expect(0, &[]).stdout);
    assert_eq!(forms(&again), forms(&sentences));
    assert!(again.iter().flat_map(|sentence| &sentence.words).all(|word| word[6] != "_"));
    let lines = dir.run(&["analyze", "a.txt", "--pack", "ar.pack", "--format", "json"]).expect(0, &[]).articles();
    lines.iter().for_each(|line| assert_valid(&schema("analysis"), line));
    agree(&sentences, &lines);
}

#[test]
fn several_files_are_documents_and_no_id_stands_twice() {
    let dir = Dir::new("analyze-several");
    dir.file("in/a.txt", format!("{FIRST}\n{SECOND}\n"));
    dir.file("in/b/a.txt", SECOND);
    dir.file("in/b/two words.txt", SECOND);
    dir.file("in/b/notes.md", "x");
    let run = dir.run(&["analyze", "in"]);
    let sentences = valid(&run.expect(0, &["5 sentences"]).stdout);
    assert_eq!(ids(&sentences), ["a-p1s1", "a-p1s2", "a-p2s1", "a-2-p1s1", "two_words-p1s1"]);
    assert_eq!(sentences[0].comments, ["newdoc id = in/a.txt", "newpar id = a-p1"]);
    assert_eq!(sentences[2].comments, ["newpar id = a-p2"]);
    assert_eq!(sentences[3].comments, ["newdoc id = in/b/a.txt", "newpar id = a-2-p1"]);
    assert_eq!(sentences[4].comments, ["newdoc id = in/b/two_words.txt", "newpar id = two_words-p1"]);
    let run = dir.run(&["analyze", "in/*.txt", "in/b/two words.txt"]);
    assert_eq!(ids(&valid(&run.expect(0, &[]).stdout)), ["a-p1s1", "a-p1s2", "a-p2s1", "two_words-p1s1"]);
}

#[test]
fn standard_input_is_text_unless_said_otherwise() {
    let dir = Dir::new("analyze-stdin");
    let plain = dir.run_with(&["analyze"], FIRST.as_bytes());
    assert_eq!(ids(&valid(&plain.expect(0, &[]).stdout)), ["p1s1", "p1s2"]);
    for run in [
        dir.run_with(&["analyze", "-"], &gzipped(FIRST.as_bytes())),
        dir.run(&["analyze", "--text", FIRST]),
        dir.run_with(&["analyze", "-", "--from", "conllu"], plain.stdout.as_bytes()),
    ] {
        assert_eq!(forms(&valid(&run.expect(0, &[]).stdout)), forms(&valid(&plain.stdout)));
    }
    let two = valid(&dir.run(&["analyze", "--text", &format!("{FIRST}\n\n{SECOND}")]).expect(0, &[]).stdout);
    assert_eq!(ids(&two), ["p1s1", "p1s2", "p2s1"]);
}

#[test]
fn what_was_analysed_keeps_its_words_when_it_is_analysed_again() {
    let dir = Dir::new("analyze-again");
    dir.file("in/a.txt", format!("{FIRST}\n{SECOND}\n"));
    dir.file("in/b.txt", "ولأنهم للأسف لم يصلوا فسيكتب لهم «رسالة» ثانية: 12 سطرا.\n");
    let run = dir.run(&["analyze", "in"]);
    let before = valid(&run.expect(0, &[]).stdout);
    dir.file("all.conllu", &run.stdout);
    let after = valid(&dir.run(&["analyze", "all.conllu"]).expect(0, &["4 sentences", " 0 skipped"]).stdout);
    let kept = |sentences: &[Sentence]| -> Vec<_> {
        let of = |sentence: &Sentence| {
            (
                sentence.id.clone(),
                sentence.text.clone(),
                sentence.tokens.clone(),
                sentence.comments.clone(),
                forms(std::slice::from_ref(sentence)).concat().join(" "),
            )
        };
        sentences.iter().map(of).collect()
    };
    assert_eq!(kept(&before), kept(&after));
}

#[test]
fn sentences_of_a_treebank_keep_their_words_and_are_analysed_again() {
    let dir = Dir::new("analyze-treebank");
    let treebank = "# newdoc id = d1\r\n# sent_id = t-1\n# translit = wsl llqahrh\n# text = وصل للقاهرة.\n\
        1\tوصل\tخطأ\tNOUN\tVP-A-3MS--\tCase=Nom\t0\troot\t0:root\tGloss=arrive|SpaceAfter=Yes\n\
        2-3\tللقاهرة\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
        2\tل\tل\tADP\tP---------\t_\t3\tcase\t_\t_\n\
        3\tالقاهرة\tخطأ\tNOUN\t_\t_\t1\tobl\t_\t_\n\
        3.1\tهو\tهو\tPRON\t_\t_\t_\t_\t1:nsubj\t_\n\
        4\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n";
    dir.file("a.conllu", format!("{treebank}\n\n\n# only a comment\n\n{}", treebank.replace("t-1", "t-2")));
    let run = dir.run(&["analyze", "a.conllu"]);
    let sentences = valid(&run.expect(0, &["2 sentences, 8 words, 0 skipped"]).stdout);
    assert_eq!(ids(&sentences), ["t-1", "t-2"]);
    assert_eq!(forms(&sentences)[0], ["وصل", "ل", "القاهرة", "."]);
    assert_eq!(sentences[0].tokens[1], ("للقاهرة".to_owned(), [1, 3]));
    assert_eq!(sentences[0].comments, ["newdoc id = d1", "translit = wsl llqahrh"]);
    assert_eq!(sentences[0].words[0][2], "وصل", "the lemma is found again");
    assert!(sentences[0].words[0][9].contains("Gloss=arrive"), "{}", run.stdout);
    dir.file("same.txt", treebank);
    assert_eq!(dir.run(&["analyze", "same.txt", "--from", "conllu"]).expect(0, &[]).stdout.lines().count(), 10);
}

#[test]
fn broken_sentences_are_reported_with_their_lines_and_the_others_read() {
    let dir = Dir::new("analyze-broken");
    let good = |id: &str| format!("# sent_id = {id}\n1\tقال\t_\t_\t_\t_\t_\t_\t_\t_\n2\tنعم\t_\t_\t_\t_\t_\t_\t_\t_\n");
    let broken = [
        "1\tقال\t_\n",
        "2\tقال\t_\t_\t_\t_\t_\t_\t_\t_\n",
        "1\tقال\t_\t_\t_\t_\t7\tdep\t_\t_\n",
        "1-2\tقال\t_\t_\t_\t_\t_\t_\t_\t_\n1\tقال\t_\t_\t_\t_\t_\t_\t_\t_\n",
        "1\tقال\t_\tWORD\t_\t_\t_\t_\t_\t_\n",
    ];
    dir.file("a.conllu", format!("{}\n{}\n{}", good("first"), broken.join("\n"), good("last").trim_end()));
    let run = dir.run(&["analyze", "a.conllu"]);
    run.expect(
        0,
        &[
            "a.conllu:5: 3 columns instead of 10, separated by tabs; the sentence was left out",
            "a.conllu:7: word 2 where 1 is next; the sentence was left out",
            "a.conllu:9: word 1 depends on 7",
            "a.conllu:12: the sentence ends before word 2",
            "a.conllu:14: unknown part of speech WORD",
            "2 sentences, 4 words, 5 skipped",
        ],
    );
    assert_eq!(ids(&valid(&run.stdout)), ["first", "last"]);
    dir.file("b.conllu", broken.join("\n"));
    let run = dir.run(&["analyze", "b.conllu", "-o", "out.conllu"]);
    run.expect(1, &["b.conllu:1: 3 columns", "0 sentences, 0 words, 5 skipped", "no sentence in the input; nothing was written"]);
    assert_eq!(dir.names(), ["a.conllu", "b.conllu"]);
}

#[test]
fn a_file_that_ends_early_gives_what_came_before() {
    let dir = Dir::new("analyze-truncated");
    let text: String = (0..2000).map(|n| format!("دخل {n} موظفا إلى المبنى رقم {}.\n", n * 7)).collect();
    dir.file("a.txt", &text);
    let whole = dir.run(&["analyze", "a.txt"]).expect(0, &["2000 sentences"]).stdout.clone();
    let packed = gzipped(whole.as_bytes());
    dir.file("a.conllu.gz", &packed[..packed.len() / 2]);
    let run = dir.run(&["analyze", "a.conllu.gz"]);
    let sentences = valid(&run.expect(0, &["a.conllu.gz:", "the compressed file ends early", "1 skipped"]).stdout);
    assert!((100..2000).contains(&sentences.len()), "{}", sentences.len());
    assert!(whole.starts_with(&run.stdout) || forms(&sentences) == forms(&valid(&whole))[..sentences.len()], "no half sentence");
}

#[test]
fn input_without_a_sentence_is_status_1() {
    let dir = Dir::new("analyze-empty");
    dir.file("a.txt", "");
    dir.gzip("b.conllu.gz", b"");
    dir.file("blank.txt", " \n\u{200F}\n\n");
    dir.file("out.conllu", "older");
    dir.run(&["analyze", "a.txt", "b.conllu.gz", "-o", "out.conllu"]).expect(
        1,
        &["a.txt: empty; there is nothing to read", "b.conllu.gz: empty", "0 sentences", "no sentence in the input; nothing was written"],
    );
    assert_eq!(dir.read("out.conllu"), "older");
    assert_eq!(dir.run(&["analyze", "blank.txt"]).expect(1, &["no sentence"]).stdout, "");
    dir.run_with(&["analyze"], b"").expect(1, &["standard input: empty"]);
    dir.run(&["analyze", "--text", ""]).expect(1, &["no sentence in the input"]);
    dir.run(&["analyze", "missing.txt"]).expect(1, &["missing.txt: no such file"]);
    std::fs::create_dir(dir.path("none")).unwrap();
    dir.run(&["analyze", "none"]).expect(1, &["none: no .txt or .conllu file in this folder"]);
    dir.run(&["analyze", "none", "--from", "conllu"]).expect(1, &["none: no .conllu file in this folder"]);
}

#[test]
fn files_that_are_no_text_say_what_to_do() {
    let dir = Dir::new("analyze-no-text");
    dir.file("a.pdf", "%PDF");
    dir.file("b.txt", b"\x7FELF\0\0\0");
    dir.file("c.jsonl", "{\"body\": \"نص\"}\n");
    dir.file("d.txt.xz", "x");
    dir.run(&["analyze", "a.pdf", "b.txt", "c.jsonl", "d.txt.xz"]).expect(
        1,
        &[
            "a.pdf: .pdf is not read; extract its text: pdftotext a.pdf - | marsad analyze -",
            "b.txt: not text",
            "c.jsonl: no text; give the text of its articles as .txt",
            "xz -dc d.txt.xz | marsad analyze -",
        ],
    );
    // «وصل الوزير إلى القاهرة» in Windows-1256, twice.
    let line = b"\xE6\xD5\xE1 \xC7\xE1\xE6\xD2\xED\xD1 \xC5\xE1\xEC \xC7\xE1\xDE\xC7\xE5\xD1\xC9\n";
    dir.file("e.txt", line.repeat(2));
    let run = dir.run(&["analyze", "e.txt"]);
    let sentences = valid(&run.expect(0, &["e.txt: warning: not UTF-8: it was read as windows-1256", "1 warning"]).stdout);
    assert_eq!(sentences[1].text, "وصل الوزير إلى القاهرة");
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(FIRST.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    dir.file("f.txt", utf16);
    assert_eq!(ids(&valid(&dir.run(&["analyze", "f.txt"]).expect(0, &[]).stdout)), ["p1s1", "p1s2"]);
}

#[test]
fn wrong_arguments_are_status_2() {
    let dir = Dir::new("analyze-usage");
    dir.file("a.txt", FIRST);
    dir.file("b.pack", "not a pack");
    dir.run(&["analyze", "a.txt", "--formt", "json"]).expect(2, &["--formt", "--format"]);
    dir.run(&["analyze", "a.txt", "--format", "csv"]).expect(2, &["conllu, json"]);
    dir.run(&["analyze", "a.txt", "--from", "html"]).expect(2, &["text, conllu"]);
    dir.run(&["analyze", "a.txt", "--text", FIRST]).expect(2, &["cannot be used with"]);
    dir.run(&["analyze", "--text", FIRST, "--from", "conllu"]).expect(2, &["cannot be used with"]);
    dir.run(&["analyze", "a.txt", "--jobs", "0"]).expect(2, &["--jobs"]);
    dir.run(&["analyze", "a.txt", "-o", "./a.txt"]).expect(2, &["./a.txt is an input too"]);
    dir.run(&["analyze", "a.txt", "--pack", "b.pack", "-o", "out"]).expect(2, &["--pack b.pack: not a language pack"]);
    dir.run(&["analyze", "a.txt", "--add", "missing"]).expect(2, &["--add missing:"]);
    assert_eq!(dir.names(), ["a.txt", "b.pack"]);
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let dir = Dir::new("analyze-output");
    dir.file("a.txt", FIRST);
    dir.file("out.conllu", "older");
    let shown = dir.run(&["analyze", "a.txt"]);
    assert_eq!(dir.run(&["analyze", "a.txt", "-o", "out.conllu"]).expect(0, &[]).stdout, "");
    assert_eq!(dir.read("out.conllu"), shown.stdout);
    dir.run(&["analyze", "a.txt", "-o", "no/out.conllu"]).expect(3, &["no/out.conllu: could not be written"]);
    assert_eq!(dir.names(), ["a.txt", "out.conllu"]);
    if cfg!(target_os = "linux") {
        dir.run(&["analyze", "a.txt", "-o", "/dev/full"]).expect(3, &["/dev/full: could not be written (No space left on device)"]);
    }
}

/// Checks that lines of JSON say what CoNLL-U says.
#[track_caller]
fn agree(sentences: &[Sentence], lines: &[Value]) {
    assert_eq!(sentences.len(), lines.len());
    for (sentence, line) in sentences.iter().zip(lines) {
        assert_eq!((json!(sentence.id), json!(sentence.text)), (line["id"].clone(), line["text"].clone()));
        let tokens = line["tokens"].as_array().unwrap().iter().map(|token| json!([token["form"], token["words"]]));
        assert_eq!(tokens.collect::<Vec<_>>(), sentence.tokens.iter().map(|token| json!(token)).collect::<Vec<_>>());
        let points: Vec<char> = sentence.text.chars().collect();
        let words = line["words"].as_array().unwrap();
        assert_eq!(words.len(), sentence.words.len());
        for (columns, word) in sentence.words.iter().zip(words) {
            let given = |column: &str| if column == "_" { Value::Null } else { json!(column) };
            assert_eq!(word["form"], json!(columns[1]));
            assert!(word["lemma"] == given(&columns[2]) || columns[1] == "_");
            assert_eq!(word["upos"], json!(columns[3]));
            let feats: BTreeMap<&str, &str> = columns[5].split('|').filter_map(|feat| feat.split_once('=')).collect();
            assert_eq!(word["feats"], json!(feats));
            let head = columns[6].parse::<u64>().ok().and_then(|head| head.checked_sub(1));
            assert_eq!((&word["head"], &word["deprel"]), (&json!(head), &given(&columns[7])));
            let misc: BTreeMap<&str, &str> = columns[9].split('|').filter_map(|item| item.split_once('=')).collect();
            assert_eq!((&word["vocalised"], &word["entity"]), (&json!(misc.get("Vform")), &json!(misc.get("NER"))));
            let [start, end] = [0, 1].map(|at| word["span"][at].as_u64().unwrap() as usize);
            let written: String = points[start..end].iter().collect();
            assert!(columns[1].ends_with(&written) || columns[1].starts_with(&written), "{written} is not in {}", columns[1]);
        }
    }
}

#[test]
fn json_is_as_its_schema_says_and_as_conllu_says() {
    let dir = Dir::new("analyze-json");
    dir.file("a.txt", format!("😀 {FIRST}\n{SECOND}\n_ __ ؟!\nThe minister زار Berlin\n"));
    let run = dir.run(&["analyze", "a.txt", "--format", "json"]);
    let lines = run.expect(0, &[]).articles();
    let validator = schema("analysis");
    lines.iter().for_each(|line| assert_valid(&validator, line));
    agree(&valid(&dir.run(&["analyze", "a.txt"]).expect(0, &[]).stdout), &lines);
    for (pointer, value) in [
        ("/extra", json!(1)),
        ("/tokens/0/extra", json!(1)),
        ("/words/0/extra", json!(1)),
        ("/words/0/span", json!([1, 2, 3])),
        ("/words/0/upos", json!("WORD")),
        ("/words/0/head", json!(-1)),
        ("/words/0/feats", json!({"Case": 1})),
        ("/words/0/entity", json!("PERS")),
        ("/tokens/0/words", json!([0])),
        ("/text", json!(null)),
    ] {
        let mut wrong = lines[0].clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        wrong.pointer_mut(parent).unwrap()[key] = value;
        assert!(!validator.is_valid(&wrong), "{pointer} may not be so");
    }
}

#[test]
fn the_output_is_the_same_for_any_number_of_jobs() {
    let dir = Dir::new("analyze-jobs");
    let text: String = (0..300).map(|n| format!("{}\n", [FIRST, SECOND, "نص قصير"][n % 3].repeat(n % 4 + 1))).collect();
    dir.file("a.txt", text);
    let one = dir.run(&["analyze", "a.txt", "--jobs", "1"]);
    valid(&one.expect(0, &[" 0 skipped"]).stdout);
    for jobs in ["2", "7"] {
        assert!(one.stdout == dir.run(&["analyze", "a.txt", "--jobs", jobs]).expect(0, &[]).stdout, "{jobs} jobs give other bytes");
    }
    dir.file("a.conllu", one.stdout);
    let again = dir.run(&["analyze", "a.conllu", "--jobs", "1"]);
    assert!(again.stdout == dir.run(&["analyze", "a.conllu", "--jobs", "5"]).expect(0, &[]).stdout);
}

#[test]
fn strange_texts_come_out_valid_too() {
    let dir = Dir::new("analyze-strange");
    let marked: String = FIRST.chars().flat_map(|letter| ['\u{202E}', letter, '\u{200B}', '\u{200F}']).collect();
    let texts = [
        "ا".repeat(1 << 20),
        "؟!… ،؛ «»".repeat(100),
        "Only Latin letters here.".to_owned(),
        marked,
        "نص\u{1}\u{2}نص".to_owned(),
        "😀".repeat(50),
        "ﷺ ﷲ ﻻ ｱ ＿ _ # ½ ٪\u{A0}¨ ـــ".to_owned(),
        "قال\tنعم \u{2028} ثم\u{85}ذهب\u{B}".to_owned(),
        "# text = x".to_owned(),
        "1\tقال\t_\t_\t_\t_\t_\t_\t_\t_".to_owned(),
        "و".repeat(3000),
    ];
    dir.file("a.txt", texts.join("\n"));
    let run = dir.run(&["analyze", "a.txt"]);
    let sentences = valid(&run.expect(0, &[" 0 skipped"]).stdout);
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric() && *letter != 'ـ').collect::<String>();
    let written: String = sentences.iter().map(|sentence| letters(&sentence.text)).collect();
    assert!(written == texts.iter().map(|text| letters(text)).collect::<String>(), "no letter is lost");
    let lines = dir.run(&["analyze", "a.txt", "--format", "json"]).expect(0, &[]).articles();
    lines.iter().for_each(|line| assert_valid(&schema("analysis"), line));
    dir.file("a.conllu", run.stdout);
    assert_eq!(forms(&valid(&dir.run(&["analyze", "a.conllu"]).expect(0, &[" 0 skipped"]).stdout)), forms(&sentences));
}
