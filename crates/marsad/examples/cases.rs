//! Scores the time and number stages on files of cases.
//!
//! `cargo run --example cases -- times.jsonl numbers.jsonl [-v] [--assistant]`; with `--assistant` what is not told to be past is future. A case file is JSON Lines. Time cases have `dct`, `input`,
//! `timex3 {text, value}`, `lo`, `hi`, optionally `accept`; number cases have `input`, `text`, and `value` or `range`.
//! Offsets count code points. Prints how many expressions are found, found with the right extent, and with the right value.

use std::path::Path;
use std::process::ExitCode;

use marsad::Lang;
use marsad::number::find_numbers;
use marsad::pack::{Counted, Feats, Form, Lemma, Number, Tables, Upos};
use marsad::text::fold::fold;
use marsad::text::{Text, tokenize};
use marsad::time::{Anchor, Policy, TimeWord, find_times};
use serde_json::Value;

/// Score of one file.
#[derive(Default)]
struct Score {
    n_cases: usize,
    n_found: usize,
    n_extent: usize,
    n_value: usize,
    n_predicted: usize,
}

fn main() -> ExitCode {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg.starts_with('-'));
    let verbose = flags.iter().any(|flag| flag == "-v");
    let policy = if flags.iter().any(|flag| flag == "--assistant") { Policy::Assistant } else { Policy::News };
    let lang = Lang::new(read_tables());
    for path in paths {
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                report(&format!("{path}: {error}"));
                return ExitCode::FAILURE;
            }
        };
        let mut score = Score::default();
        for case in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
            let line = if case["timex3"].is_object() {
                time_case(&case, policy, &lang, &mut score)
            } else {
                number_case(&case, &lang, &mut score)
            };
            if let Some(line) = line.filter(|_| verbose) {
                report(&line);
            }
        }
        let Score { n_cases, n_found, n_extent, n_value, n_predicted } = score;
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        report(&format!(
            "{path}: {n_cases} cases, found {n_found}, extent R {:.3} P {:.3}, value {n_value} = {:.3}",
            share(n_extent, n_cases),
            share(n_extent, n_predicted),
            share(n_value, n_cases)
        ));
    }
    ExitCode::SUCCESS
}

#[allow(clippy::print_stdout, reason = "the score is what this program prints")]
fn report(line: &str) {
    println!("{line}");
}

/// Scores a time case; a line when it is not right.
fn time_case(case: &Value, policy: Policy, lang: &Lang, score: &mut Score) -> Option<String> {
    let input = case["input"].as_str()?;
    let text = Text::new(input);
    let anchor = Anchor { policy, ..Anchor::new(case["dct"].as_str()) };
    let times = find_times(&text.tokens, 0..text.tokens.len(), &anchor, lang);
    let gold = &case["timex3"];
    let (start, end) = bytes(input, gold)?;
    score.n_cases += 1;
    score.n_predicted += times.len();
    let hit = times.iter().find(|time| (time.span.start as usize) < end && start < time.span.end as usize);
    let Some(time) = hit else { return Some(format!("{} MISSED {}", case["id"], gold["text"])) };
    score.n_found += 1;
    let extent = (time.span.start as usize, time.span.end as usize) == (start, end);
    score.n_extent += usize::from(extent);
    let bound = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let days = bound(time.start).as_deref() == case["lo"].as_str() && bound(time.end).as_deref() == case["hi"].as_str();
    let accepted = case["accept"].as_array().is_some_and(|accept| accept.iter().any(|value| value.as_str() == Some(&time.value)));
    let value = gold["value"].as_str() == Some(&time.value);
    let right = if gold["type"] == "DURATION" { value || accepted } else { days && (value || accepted) };
    score.n_value += usize::from(right);
    (!right || !extent).then(|| {
        format!(
            "{} {} gold {} {} [{} {}] got {} {} {:?} [{:?} {:?}]",
            case["id"],
            if right { "extent" } else { "VALUE" },
            gold["text"],
            gold["value"],
            case["lo"],
            case["hi"],
            time.span.of(input),
            time.value,
            time.edtf,
            bound(time.start),
            bound(time.end)
        )
    })
}

/// Scores a number case; a line when it is not right.
fn number_case(case: &Value, lang: &Lang, score: &mut Score) -> Option<String> {
    let input = case["input"].as_str()?;
    let text = Text::new(input);
    let numbers = find_numbers(&text.tokens, 0..text.tokens.len(), None, lang);
    let (start, end) = bytes(input, case)?;
    score.n_cases += 1;
    score.n_predicted += numbers.len();
    let hit = numbers.iter().find(|number| (number.span.start as usize) < end && start < number.span.end as usize);
    let Some(number) = hit else { return Some(format!("{} MISSED {}", case["id"], case["text"])) };
    score.n_found += 1;
    let extent = (number.span.start as usize, number.span.end as usize) == (start, end);
    score.n_extent += usize::from(extent);
    let value = match case["range"].as_array() {
        Some(range) => number.low == range.first().and_then(Value::as_f64) && number.high == range.get(1).and_then(Value::as_f64),
        None => number.value.zip(case["value"].as_f64()).is_some_and(|(value, gold)| (value - gold).abs() < 1e-9 * gold.abs().max(1.0)),
    };
    let right = value && (case["mod"].is_null() || case["mod"].as_str() == number.modifier);
    score.n_value += usize::from(right);
    (!right || !extent).then(|| {
        format!(
            "{} {} gold {} {} {} {} got {} {:?} {:?}-{:?} {:?} {}",
            case["id"],
            if right { "extent" } else { "VALUE" },
            case["text"],
            case["value"],
            case["range"],
            case["mod"],
            number.span.of(input),
            number.value,
            number.low,
            number.high,
            number.modifier,
            number.what
        )
    })
}

/// The byte range of a gold expression.
fn bytes(input: &str, gold: &Value) -> Option<(usize, usize)> {
    let at = |point: &Value| {
        let point = usize::try_from(point.as_u64()?).ok()?;
        input.char_indices().map(|(byte, _)| byte).chain([input.len()]).nth(point)
    };
    Some((at(&gold["start"])?, at(&gold["end"])?))
}

/// Time words, number words and counted nouns from the language data, with the few forms of counted nouns that the cases need.
fn read_tables() -> Tables {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lang/ar");
    let mut tables = Tables::default();
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
        for ending in ["ان", "ين"] {
            let surface = format!("{stem}{ending}");
            let feats = Feats { number: Some(Number::Dual), ..Feats::default() };
            tables.lexicon.forms.push(Form { key: fold(&surface), surface, lemma, feats });
        }
        let feats = Feats { number: Some(Number::Sing), ..Feats::default() };
        tables.lexicon.forms.push(Form { key: fold(&noun), surface: noun.clone(), lemma, feats });
        tables.lexicon.lemmas.push(Lemma { lemma: noun, upos: Upos::Noun, ..Lemma::default() });
        tables.counted.push(Counted { id, what, unit: (unit != "-").then_some(unit), lemma });
    }
    tables.lexicon.forms.sort_by(|a, b| a.key.cmp(&b.key));
    tables
}

fn rows(path: &Path) -> Vec<[String; 4]> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.filter_map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>().try_into().ok()).collect()
}
