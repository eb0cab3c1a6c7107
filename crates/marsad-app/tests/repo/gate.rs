//! Quality on the project's own articles and cases is not under its floors.

use marsad_data::{Baseline, Row, score, score_cases};

use crate::{articles, checked, lang, read};

#[test]
fn no_figure_is_under_its_floor() {
    let coded: Vec<String> = articles().iter().map(|article| serde_json::to_string(&marsad::code(article, lang())).unwrap()).collect();
    let report = score(&read("corpora/articles.jsonl"), &read("corpora/gold.jsonl"), &coded.join("\n")).unwrap();
    let mut figures = report.figures(Some(checked().1.n_passing));
    let mut wrong = Vec::new();
    for name in Baseline::CASES {
        let cases = score_cases(&read(&format!("corpora/{name}.jsonl")), lang()).unwrap();
        figures.insert(name, cases.n_right as f64);
        wrong.extend(cases.wrong);
    }
    let rows = Baseline::read(&read("corpora/baseline.toml")).unwrap().compare(&figures);
    let lines: Vec<String> = rows.iter().map(Row::to_string).collect();
    assert!(!rows.iter().any(Row::is_under), "\n{}\n\n{report}\n{}", lines.join("\n"), wrong.join("\n"));
    assert!(rows.iter().all(|row| row.floor.is_some()), "\n{}", lines.join("\n"));
}
