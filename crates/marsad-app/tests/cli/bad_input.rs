//! Everything that can be wrong with an input: its message, that the rest is still read, and the exit status.

use std::fs;
use std::io::Read;

use crate::dir::{Dir, gzipped, record, records};

const BODY: &str = "وصل وزير الخارجية إلى القاهرة أمس.";

#[test]
fn an_empty_file() {
    let dir = Dir::new("empty");
    dir.file("a.jsonl", "");
    dir.gzip("b.jsonl.gz", b"");
    dir.run(&["code", "a.jsonl", "b.jsonl.gz"]).expect(1, &["a.jsonl: empty", "b.jsonl.gz: empty", "no usable article"]);
    dir.run_with(&["code", "-"], b"").expect(1, &["standard input: empty"]);
    dir.file("blank.jsonl", "\n \n\n");
    dir.run(&["code", "blank.jsonl"]).expect(1, &["0 articles", "no usable article"]);
}

#[test]
fn a_folder_without_articles() {
    let dir = Dir::new("no-articles");
    dir.file("in/readme.md", "x");
    dir.run(&["code", "in"]).expect(1, &["in: no articles in this folder; put .jsonl"]);
}

#[test]
fn a_missing_file_does_not_keep_the_others_from_being_read() {
    let dir = Dir::new("missing");
    dir.run(&["code", "a.jsonl"]).expect(1, &["a.jsonl: no such file or folder; check the name"]);
    dir.run(&["code", "a*.jsonl"]).expect(1, &["a*.jsonl: no file matches this glob"]);
    dir.file("b.jsonl", record("b", BODY));
    assert_eq!(dir.run(&["code", "a.jsonl", "b.jsonl"]).expect(0, &["a.jsonl: no such file", "1 skipped"]).ids(), ["b"]);
}

#[test]
fn a_truncated_gzip_gives_what_came_before() {
    let dir = Dir::new("truncated");
    let whole = gzipped(records(2000).as_bytes());
    dir.file("a.jsonl.gz", &whole[..whole.len() / 2]);
    let run = dir.run(&["code", "a.jsonl.gz"]);
    let n_articles =
        run.expect(0, &["a.jsonl.gz:", "the compressed file ends early; fetch it again; the lines before this one were read"]).ids().len();
    assert!((100..2000).contains(&n_articles), "{n_articles}");
    let text = gzipped(BODY.repeat(300).as_bytes());
    dir.file("b.txt.gz", &text[..text.len() - 4]);
    dir.run(&["code", "b.txt.gz"]).expect(0, &["b.txt.gz: warning: the compressed file ends early", "1 article,"]);
    dir.file("c.jsonl.gz", b"\x1F\x8B\x08");
    dir.run(&["code", "c.jsonl.gz"]).expect(1, &["c.jsonl.gz: the compressed file ends early"]);
    let packed = zstd::encode_all(records(2000).as_bytes(), 1).unwrap();
    dir.file("e.jsonl.zst", &packed[..packed.len() - 9]);
    dir.run(&["code", "e.jsonl.zst"]).expect(0, &["the compressed file ends early; fetch it again; the lines before this one were read"]);
    let mut damaged = whole;
    damaged[3000..3100].fill(0xFF);
    dir.file("d.jsonl.gz", damaged);
    assert_ne!(dir.run(&["code", "d.jsonl.gz"]).stderr.find("the compressed file is damaged"), None);
}

#[test]
fn invalid_utf8_is_replaced_and_reported_with_its_line() {
    let dir = Dir::new("utf8");
    let mut bytes = records(3).into_bytes();
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 60;
    bytes.splice(at..at, [b' ', 0xFF, b' ']);
    dir.file("a.jsonl", bytes);
    let run = dir.run(&["code", "a.jsonl"]);
    assert_eq!(
        run.expect(0, &["a.jsonl:2: warning: 1 place that is not UTF-8 replaced by U+FFFD", "0 skipped, 1 warning"]).ids(),
        ["0", "1", "2"]
    );
}

#[test]
fn broken_lines_are_reported_and_the_others_read() {
    let dir = Dir::new("broken-lines");
    let lines =
        ["{\"id\": \"x\", \"body\": ", "[1, 2]", "\"text\"", "{\"id\": \"y\", \"body\": [\"a\"]}", "{\"id\": \"z\", \"body\": \" \"}"];
    dir.file("a.jsonl", format!("{}{}\n{}", record("1", BODY), lines.join("\n"), record("2", BODY)));
    let run = dir.run(&["code", "a.jsonl"]);
    run.expect(
        0,
        &[
            "a.jsonl:2: not valid JSON (column 19: EOF while parsing a value); repair or remove the line",
            "a.jsonl:3: not a JSON object; write {\"id\"",
            "a.jsonl:4: not a JSON object",
            "a.jsonl:5: body is not text; give a string",
            "a.jsonl:6: no text; give it in body, text or html",
            "2 articles,",
            " 5 skipped",
        ],
    );
    assert_eq!(run.ids(), ["1", "2"]);
    dir.file("coded.jsonl", dir.run(&["code", "a.jsonl"]).stdout);
    dir.run(&["code", "coded.jsonl"]).expect(1, &["coded.jsonl:1: a coded article, not an article; give the file it was coded from"]);
    dir.file("array.jsonl", "[{\"id\": 1}]");
    dir.run(&["code", "array.jsonl"]).expect(1, &["array.jsonl: one JSON array; write one object a line instead"]);
}

#[test]
fn an_article_without_a_date_is_coded_with_a_warning() {
    let dir = Dir::new("no-date");
    let line = format!("{}\n", serde_json::json!({"id": "1", "body": BODY}));
    dir.file("a.jsonl", format!("{line}{}", serde_json::json!({"id": "2", "body": BODY, "published": "10/11/2024"})));
    let run = dir.run(&["code", "a.jsonl"]);
    run.expect(
        0,
        &[
            "a.jsonl:1: warning: no publication date",
            "a.jsonl:2: warning: published is no date (10/11/2024); write 2024-11-10",
            "0 skipped, 3 warnings",
        ],
    );
    assert!(run.articles().iter().all(|article| article["article"]["published"].is_null()));
    dir.file("many.jsonl", line.repeat(100));
    let run = dir.run(&["code", "many.jsonl"]);
    assert_eq!(run.expect(0, &["further warnings of this kind are only counted", "100 warnings"]).stderr.lines().count(), 12);
}

#[test]
fn strange_texts_are_articles_too() {
    let dir = Dir::new("strange");
    let marked: String = BODY.chars().flat_map(|letter| ['\u{202E}', letter, '\u{200B}', '\u{200F}']).collect();
    let texts = [
        "ا".repeat(10 << 20),
        "؟!… ،؛ «»".repeat(100),
        "Only Latin letters here.".to_owned(),
        marked,
        "\u{0}\u{1}".to_owned(),
        "😀".repeat(50),
    ];
    let lines: String = texts.iter().enumerate().map(|(id, text)| record(&id.to_string(), text)).collect();
    dir.file("a.jsonl", lines);
    let run = dir.run(&["code", "a.jsonl", "--with-text"]);
    let articles = run.expect(0, &["6 articles,", " 0 skipped"]).articles();
    for (text, article) in texts.iter().zip(&articles) {
        assert!(article["article"]["body"] == **text, "a text is never changed");
    }
}

#[test]
fn a_line_without_end_is_left_out_without_being_held() {
    let dir = Dir::new("long-line");
    dir.file("a.jsonl", [record("1", BODY).as_bytes(), &vec![b'x'; 65 << 20], b"\n", record("2", BODY).as_bytes()].concat());
    let run = dir.run(&["code", "a.jsonl"]);
    assert_eq!(run.expect(0, &["a.jsonl:2: line of more than 64 MiB left out", "1 skipped"]).ids(), ["1", "2"]);
}

#[test]
fn a_file_made_to_fill_the_machine_ends_in_a_message() {
    let dir = Dir::new("bomb");
    let line = record("1", BODY);
    let nothing = std::io::repeat(b' ').take(300 << 20);
    let bomb = zstd::encode_all(line.as_bytes().chain(nothing), 1).unwrap();
    dir.file("a.jsonl.zst", &bomb);
    dir.file("b.html.zst", &bomb);
    let run = dir.run(&["code", "a.jsonl.zst", "b.html.zst"]);
    run.expect(
        0,
        &[
            "a.jsonl.zst:2: line of more than 64 MiB",
            "a.jsonl.zst:2: it unpacks to more than 400 times its size",
            "b.html.zst: file of more than 64 MiB",
        ],
    );
    assert_eq!(run.ids(), ["1"]);
}

#[test]
fn files_that_are_no_articles_say_what_to_do() {
    let dir = Dir::new("no-text");
    dir.file("a.pdf", "%PDF");
    dir.file("b", b"\x7FELF\0\0\0");
    dir.file("c.jsonl.xz", "x");
    dir.file("d.xml", "<?xml version='1.0'?><urlset/>");
    dir.file("e.html", "<html><body></body></html>");
    dir.file("f.html", "<div>".repeat(5000));
    dir.run(&["code", "a.pdf", "b", "c.jsonl.xz", "d.xml", "e.html", "f.html"]).expect(
        1,
        &[
            "a.pdf: .pdf is not read; extract its text",
            "b: not text",
            "xz -dc c.jsonl.xz | marsad code -",
            "d.xml: XML that is no feed and no page",
            "e.html: no article text",
            "f.html: the page has more than 512",
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let dir = Dir::new("unreadable");
    let path = dir.file("a.jsonl", record("1", BODY));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let is_root = fs::File::open(&path).is_ok();
    let run = dir.run(&["code", "a.jsonl"]);
    if is_root {
        run.expect(0, &["1 article,"]);
    } else {
        run.expect(1, &["a.jsonl: may not be read; change its permissions"]);
    }
}
