//! What is read: every form, compressed or not, from files, folders, globs and standard input.

use crate::dir::{Dir, gzipped, record, records};

const BODY: &str = "وصل وزير الخارجية إلى القاهرة أمس لإجراء محادثات مع نظيره المصري بشأن الحدود المشتركة.";

fn page(head: &str) -> String {
    format!(
        "<html><head><title>زيارة</title>{head}</head><body><nav><a href='/'>الرئيسية</a></nav><article>{}</article></body></html>",
        format!("<p>{BODY}</p>").repeat(4)
    )
}

#[test]
fn folders_are_read_in_order_of_names_and_other_files_in_them_are_not() {
    let dir = Dir::new("folders");
    dir.file("in/b.jsonl", record("b", BODY));
    dir.gzip("in/a.jsonl.gz", record("a", BODY).as_bytes());
    dir.file("in/c/d.jsonl", record("d", BODY));
    dir.file("in/c/notes.md", "# not an article");
    dir.file("in/c/.hidden.jsonl", record("hidden", BODY));
    let run = dir.run(&["code", "in"]);
    assert_eq!(run.expect(0, &["3 articles", "0 skipped"]).ids(), ["a", "b", "d"]);
}

#[test]
fn globs_are_expanded_when_the_shell_left_them_alone() {
    let dir = Dir::new("globs");
    dir.file("x1.jsonl", record("1", BODY));
    dir.file("x2.jsonl", record("2", BODY));
    dir.file("y.jsonl", record("y", BODY));
    dir.file("[z].jsonl", record("z", BODY));
    assert_eq!(dir.run(&["code", "x*.jsonl", "[z].jsonl"]).expect(0, &[]).ids(), ["1", "2", "z"]);
}

#[test]
fn standard_input_is_lines_text_or_page_compressed_or_not() {
    let dir = Dir::new("stdin");
    assert_eq!(dir.run_with(&["code", "-"], record("1", BODY).as_bytes()).expect(0, &[]).ids(), ["1"]);
    assert_eq!(dir.run_with(&["code"], &gzipped(record("1", BODY).as_bytes())).expect(0, &[]).ids(), ["1"]);
    let run = dir.run_with(&["code", "-", "--with-text", "--published", "2024-11-10"], BODY.as_bytes());
    assert_eq!(run.expect(0, &[]).articles()[0]["article"]["body"], BODY);
    let run = dir.run_with(&["code", "-"], page("<meta property='article:published_time' content='2024-11-10'>").as_bytes());
    assert_eq!(run.expect(0, &[]).articles()[0]["article"]["published"], "2024-11-10");
}

#[test]
fn a_text_gets_its_date_and_outlet_from_the_command_line_and_its_hash_as_id() {
    let dir = Dir::new("text");
    dir.file("a.txt", format!("\u{FEFF}{BODY}\n"));
    let article = &dir.run(&["code", "a.txt", "--published", "2024-11-10T08:00:00+03:00", "--outlet", "وكالة"]).expect(0, &[]).articles()
        [0]["article"];
    assert_eq!(article["published"], "2024-11-10T08:00:00+03:00");
    assert_eq!(article["outlet"], "وكالة");
    assert_eq!(article["id"], article["hash"]);
}

#[test]
fn fields_of_a_record_win_over_its_page_and_the_page_over_the_command_line() {
    let dir = Dir::new("fields");
    let html = page("<meta property='og:site_name' content='الموقع'><meta name='date' content='2024-11-09'>");
    let lines = [
        serde_json::json!({"id": 1, "html": html, "outlet": "الصحيفة"}),
        serde_json::json!({"id": 2, "text": BODY, "published": "Sun, 10 Nov 2024 08:30:00 +0300", "unknown": [1, 2]}),
        serde_json::json!({"id": "3", "body": "", "text": BODY, "published": 1_731_216_600}),
    ];
    dir.file("a.jsonl", lines.map(|line| format!("{line}\r\n")).concat());
    let run = dir.run(&["code", "a.jsonl", "--published", "2020-01-01", "--outlet", "سطر", "--with-text"]);
    let articles = run.expect(0, &["0 skipped"]).articles();
    let fields: Vec<_> = articles
        .iter()
        .map(|article| ["id", "outlet", "published"].map(|name| article["article"][name].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(fields[0], ["1", "الصحيفة", "2024-11-09"]);
    assert_eq!(fields[1], ["2", "سطر", "2024-11-10T08:30:00+03:00"]);
    assert_eq!(fields[2], ["3", "سطر", "2024-11-10T05:30:00Z"]);
    assert!(articles[0]["article"]["body"].as_str().unwrap().starts_with("وصل"), "the menu is not part of it");
    let notes = articles[0]["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note["kind"] == "published-candidate" && note["text"] == "meta date: 2024-11-09"), "{notes:?}");
}

#[test]
fn old_encodings_are_read_when_declared_or_guessed() {
    let dir = Dir::new("encodings");
    // «وصل الوزير إلى القاهرة» and «زيارة رسمية» in Windows-1256.
    let text = b"\xE6\xD5\xE1 \xC7\xE1\xE6\xD2\xED\xD1 \xC5\xE1\xEC \xC7\xE1\xDE\xC7\xE5\xD1\xC9";
    dir.file("a.txt", text);
    let run = dir.run(&["code", "a.txt", "--with-text", "--published", "2024-11-10"]);
    assert_eq!(run.expect(0, &["a.txt: warning: not UTF-8", "windows-1256"]).articles()[0]["article"]["body"], "وصل الوزير إلى القاهرة");
    dir.file("b.html", [b"<html><head><meta charset=windows-1256></head><body><p>".as_slice(), text, b"</p></body></html>"].concat());
    let run = dir.run(&["code", "b.html", "--with-text", "--published", "2024-11-10"]);
    assert_eq!(run.expect(0, &["1 article, 0 claims, 0 skipped;"]).articles()[0]["article"]["body"], "وصل الوزير إلى القاهرة");
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(records(2).encode_utf16()).flat_map(u16::to_le_bytes).collect();
    dir.file("c.jsonl", utf16);
    assert_eq!(dir.run(&["code", "c.jsonl"]).expect(0, &["0 skipped"]).ids(), ["0", "1"]);
}

#[test]
fn the_output_is_the_same_for_any_number_of_jobs() {
    let dir = Dir::new("jobs");
    dir.file("a.jsonl", records(500).replacen("}\n{", "}\nbroken\n{", 3));
    let one = dir.run(&["code", "a.jsonl", "--jobs", "1"]);
    assert_eq!(one.expect(0, &["500 articles", "3 skipped"]).ids(), (0..500).map(|id| id.to_string()).collect::<Vec<_>>());
    for jobs in ["2", "5", "32"] {
        let many = dir.run(&["code", "a.jsonl", "--jobs", jobs]);
        assert!(one.stdout == many.stdout, "{jobs} jobs give other bytes");
        let reports = |stderr: &str| stderr.lines().filter(|line| line.starts_with("a.jsonl")).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(reports(&one.stderr), reports(&many.stderr), "{jobs} jobs");
    }
}
