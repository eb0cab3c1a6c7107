//! What never happens: words of a language or names of event types in the code, another result for the same article, spans that do
//! not move with their text, a text that cannot be coded.

use std::fs;
use std::path::{Path, PathBuf};

use marsad::Article;
use serde_json::Value;

use crate::{articles, files, lang};

/// The lines of a source file that are neither comments nor tests, with their numbers. Relies on the usual format: a test module ends
/// at the first `}` that stands as far in as its attribute.
fn code_lines(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines().enumerate();
    let mut code = Vec::new();
    while let Some((n, line)) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let end = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
            let mut skipped = lines.by_ref().map(|(_, line)| line).skip_while(|line| line.trim_start().starts_with("#["));
            if skipped.next().is_some_and(|line| line.ends_with('{')) {
                skipped.find(|line| *line == end);
            }
        } else {
            // A comment begins with `//` after a blank; that of an address in a string does not.
            let end = if line.trim_start().starts_with("//") { Some(0) } else { line.find(" // ") };
            code.push((n + 1, line[..end.unwrap_or(line.len())].to_owned()));
        }
    }
    code
}

/// The source files of all crates, or of one, without those that are test modules of their own.
fn sources(below: &str) -> Vec<PathBuf> {
    let all: Vec<PathBuf> =
        files(below, ".rs").into_iter().filter(|path| path.components().any(|part| part.as_os_str() == "src")).collect();
    let mut tests = Vec::new();
    for path in &all {
        let text = fs::read_to_string(path).unwrap();
        let mut lines = text.lines().skip_while(|line| line.trim() != "#[cfg(test)]");
        while lines.next().is_some() {
            let line = lines.by_ref().find(|line| !line.trim_start().starts_with("#[")).unwrap_or_default();
            if let Some(name) = line.strip_suffix(';').and_then(|line| line.rsplit_once("mod ")).map(|(_, name)| name) {
                let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
                let folder =
                    if ["lib", "main", "mod"].contains(&stem.as_str()) { path.with_file_name("") } else { path.with_extension("") };
                tests.push(folder.join(format!("{name}.rs")));
            }
            while lines.clone().next().is_some_and(|line| line.trim() != "#[cfg(test)]") {
                lines.next();
            }
        }
    }
    all.into_iter().filter(|path| !tests.contains(path)).collect()
}

fn is_arabic_letter(letter: char) -> bool {
    letter.is_alphabetic()
        && letter != '\u{0640}'
        && matches!(letter, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FEFC}')
}

#[test]
fn no_arabic_letter_stands_in_the_code() {
    let mut found = Vec::new();
    // The examples of the help are documentation.
    let help =
        |path: &Path| path.ends_with("marsad-app/src/cli.rs") || path.parent().is_some_and(|folder| folder.ends_with("marsad-app/src/cli"));
    for path in sources("crates").into_iter().filter(|path| !help(path)) {
        let lines = code_lines(&path).into_iter().filter(|(_, line)| line.chars().any(is_arabic_letter));
        found.extend(lines.map(|(n, line)| format!("{}:{n}: {}", path.display(), line.trim())));
    }
    assert!(found.is_empty(), "words belong in lang/ar: {found:#?}");
}

#[test]
fn no_event_type_is_named_in_the_library() {
    let types: Vec<&str> = lang().tables.event_types.iter().map(|event_type| event_type.name.as_str()).collect();
    assert!(types.len() >= 16);
    let mut found = Vec::new();
    for path in sources("crates/marsad/src") {
        for (n, line) in code_lines(&path) {
            let mut words = line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            if words.any(|word| types.contains(&word)) {
                found.push(format!("{}:{n}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "what is special about a type belongs in ontology/: {found:#?}");
}

fn coded(article: &Article) -> String {
    serde_json::to_string(&marsad::code(article, lang())).unwrap()
}

#[test]
fn an_article_is_coded_alike_whatever_was_coded_before_it() {
    let articles = articles();
    let forwards: Vec<String> = articles.iter().map(coded).collect();
    let mut backwards: Vec<String> = articles.iter().rev().map(coded).collect();
    backwards.reverse();
    assert_eq!(forwards, backwards);
}

#[test]
fn spans_move_with_their_text() {
    let first = "***\n";
    for article in articles() {
        let plain = Article { title: String::new(), ..article };
        let shifted = Article { body: format!("{first}{}", plain.body), ..plain.clone() };
        let [mut before, mut after] =
            [&plain, &shifted].map(|article| serde_json::to_value(marsad::code_from(article, lang(), 0.0)).unwrap());
        move_spans(&mut before, first.chars().count() as u64);
        for coded in [&mut before, &mut after] {
            coded["article"]["hash"] = Value::Null;
            coded["claims"].as_array_mut().unwrap().iter_mut().for_each(|claim| {
                // Ids are of their text; who is linked is not.
                claim["id"] = Value::Null;
                for link in ["retells", "denies"] {
                    claim[link] = claim[link].is_string().into();
                }
                // How sure a claim is rests on how early in the article it stands.
                claim["confidence"] = Value::Null;
            });
        }
        assert_eq!(before, after, "{}", plain.id);
    }
}

/// Adds to every span; `on` of a role and the like are no numbers.
fn move_spans(value: &mut Value, by: u64) {
    match value {
        Value::Array(items) if items.len() == 2 && items.iter().all(Value::is_u64) => {
            items.iter_mut().for_each(|item| *item = (item.as_u64().unwrap() + by).into());
        }
        Value::Array(items) => items.iter_mut().for_each(|item| move_spans(item, by)),
        Value::Object(fields) => fields.values_mut().for_each(|field| move_spans(field, by)),
        _ => {}
    }
}

#[test]
fn any_text_is_coded() {
    let texts = [
        String::new(),
        " \n\t\n ".to_owned(),
        "؟!،؛.…«»\"\"()[]".repeat(200),
        "\u{202E}\u{202B}قصفت\u{200F} \u{2067}إسرائيل\u{2069}\u{200D} لبنان\u{202C}\u{FEFF}\0".repeat(50),
        "\u{064E}\u{0651}\u{0640}".repeat(500),
        "قصف".repeat(170_000),
        "قصفت إسرائيل لبنان و".repeat(20_000),
        "«".repeat(10_000),
        "«".repeat(10_000) + "قصفت إسرائيل لبنان" + &"»".repeat(10_000),
        "(\"[«".repeat(2_000),
        "قال إن ".repeat(5_000),
        "قال الوزير إن ".repeat(5_000) + "إسرائيل قصفت لبنان",
        "مصر والعراق وسوريا و".repeat(2_000) + "إيران تدين القصف",
        "وزير خارجية ".repeat(5_000),
        "لم لن لا ما ليس ".repeat(3_000),
        "12 34/56-78:90 ١٢٣٫٤٥٪ ".repeat(3_000),
        "مليون ألف مئة وخمسة وعشرون ".repeat(3_000),
        "أمس غدا الأحد 15 - 7 - 2000 قبل عام ".repeat(2_000),
        "The minister زار met وزير in القاهرة 会談しました в Москве 😀 ".repeat(500),
        "الذي التي الذين اللذان ".repeat(3_000),
        "\u{10FFFF}\u{E000}\u{0}\u{7F}".repeat(300),
    ];
    for text in texts {
        let start: String = text.chars().take(20).collect();
        let n_points = text.chars().count() as u64;
        for article in [
            Article::from_text(text.as_str(), Some("2024-11-10")),
            Article { title: text.clone(), ..Article::from_text(text.as_str(), Some("غير تاريخ")) },
        ] {
            let coded = serde_json::to_value(marsad::code(&article, lang())).unwrap();
            assert!(spans_within(&coded, n_points), "a span outside its text: {start}");
        }
    }
}

fn spans_within(value: &Value, n_points: u64) -> bool {
    match value {
        Value::Array(items) if items.len() == 2 && items.iter().all(Value::is_u64) => {
            items[0].as_u64() <= items[1].as_u64() && items[1].as_u64().is_some_and(|end| end <= n_points)
        }
        Value::Array(items) => items.iter().all(|item| spans_within(item, n_points)),
        Value::Object(fields) => fields.values().all(|field| spans_within(field, n_points)),
        _ => true,
    }
}
