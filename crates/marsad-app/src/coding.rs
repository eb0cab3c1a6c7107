//! The way to the library: which language data to code with, and the one call that codes an article.

use std::path::{Path, PathBuf};

use marsad::analysis::Recognizer;
use marsad::coded::CodedArticle;
use marsad::explain::Explanation;
use marsad::{Article, Lang, pack::Tables};
use marsad_data::{Baseline, Checked, Examples, Figures, Learnt, Problems};

use crate::cli::{self, CalibrateArgs, ScoreArgs};

/// How `lang/ar/confidence.tsv` begins.
const CONFIDENCE_HEADER: &str = "\
# provenance: marsad
# Learnt by `marsad data calibrate`; the floor is the least confidence that is coded unless asked otherwise.
";
/// How `lang/ar/context.tsv` begins.
const CONTEXT_HEADER: &str = "\
# provenance: marsad
# Learnt by `marsad data calibrate --of context`; the floors are the least chance of somebody whom nothing tells.
";

/// Codes one article; `recognizer` knows names where there is one.
pub fn code(
    article: &Article,
    lang: &Lang,
    min_confidence: Option<f32>,
    with_text: bool,
    recognizer: Option<&Recognizer<'_>>,
) -> CodedArticle {
    let mut coded = marsad::code_with(article, lang, min_confidence.unwrap_or_else(|| lang.floor()), recognizer);
    coded.article.body = with_text.then(|| article.body.clone());
    coded
}

/// Codes one article and says why.
pub fn explain(article: &Article, lang: &Lang) -> Explanation {
    marsad::explain(article, lang)
}

/// The language data: the pack given or the one inside the program, with the user's own files laid over it.
///
/// # Errors
/// In words for the user, when a file is no pack or a layer has problems.
pub fn language(pack: Option<&Path>, layers: &[PathBuf]) -> Result<Lang, String> {
    Ok(Lang::new(tables(pack, layers)?))
}

/// The tables of the language data, without the indices that coding needs.
///
/// # Errors
/// As [`language`].
pub fn tables(pack: Option<&Path>, layers: &[PathBuf]) -> Result<Tables, String> {
    marsad_pack::tables(pack, layers).map_err(|error| match error {
        marsad_pack::Error::Pack(why) => format!("--pack {why}"),
        marsad_pack::Error::Layer(why) => format!("--add {why}"),
    })
}

/// Whether a folder is a layer that says so, as imports make them.
pub fn is_layer(dir: &Path) -> bool {
    dir.join("layer.toml").is_file() && !dir.join("lang").is_dir()
}

/// Checks the data files below `dir`: a summary, or the problems.
///
/// # Errors
/// The problems, one a line.
pub fn check(dir: &Path) -> Result<String, String> {
    let (tables, mut problems, checked) = checked(dir);
    problems.extend(checked.problems);
    let counts = [
        (tables.lexicon.lemmas.len(), "lemmas"),
        (tables.lexicon.forms.len(), "forms"),
        (tables.frames.len(), "frames"),
        (tables.reporting.len(), "reporting expressions"),
        (tables.cues.len(), "cues"),
        (tables.lights.len(), "light verbs"),
        (tables.actors.len(), "actors"),
        (tables.offices.len(), "offices"),
        (tables.persons.len(), "persons"),
        (tables.holders.len(), "terms of office"),
        (tables.places.len(), "places"),
    ];
    let counts: Vec<String> = counts.iter().map(|(count, what)| format!("{count} {what}")).collect();
    let report = format!(
        "{}\n{} of {} examples and near misses come out as they say\n{}",
        problems.to_string().trim_end(),
        checked.n_passing,
        checked.n_examples,
        counts.join(", ")
    );
    if problems.n_errors() == 0 { Ok(report) } else { Err(report) }
}

/// The tables of the data files below `dir`, what is wrong with the files, and what became of their examples. A layer is laid over the pack
/// inside the program.
fn checked(dir: &Path) -> (Tables, Problems, Checked) {
    let mut problems = Problems::default();
    let (tables, examples) = marsad_data::load(below(dir), dir, &mut problems);
    let lang = Lang::new(tables);
    // Frames are tested for what they match, however sure it is.
    let code = |text: &str| marsad::code_from(&Article::from_text(text, None), &lang, 0.0).claims;
    let checked = marsad_data::check_examples(&lang, &examples, &code);
    (lang.tables, problems, checked)
}

/// Compiles the data files below `dir` into a pack.
///
/// # Errors
/// The problems, one a line.
pub fn build(dir: &Path) -> Result<Vec<u8>, String> {
    marsad_data::build_over(below(dir), dir).map_err(|problems| problems.to_string())
}

/// What the files below `dir` are laid over: nothing, or for a layer the pack inside the program.
fn below(dir: &Path) -> Tables {
    if is_layer(dir) { marsad_pack::built_in().unwrap_or_default() } else { Tables::default() }
}

/// Scores coded articles, or labelled sentences, against gold: the report, and for articles the figures that have floors.
///
/// Where floors are compared, the examples below `data` are counted too, and the right cases of the files beside the floors.
///
/// # Errors
/// Why it cannot be scored, in words for the user.
pub fn score(args: &ScoreArgs) -> Result<(String, Figures), String> {
    let lang = language(args.language.pack.as_deref(), &args.language.add)?;
    if args.layers.treebank.is_some() || args.layers.names.is_some() {
        return Ok((crate::train::score(&args.layers, lang)?, Figures::new()));
    }
    if !args.cases.is_empty() {
        return Ok((cases(&args.cases, args.wrong, &lang)?, Figures::new()));
    }
    if let Some(labels) = &args.gsr {
        let types_of =
            |text: &str| marsad::code(&Article::from_text(text, None), &lang).claims.into_iter().map(|claim| claim.event_type).collect();
        let counts = marsad_data::score_labels(&read(labels)?, &types_of)?;
        return Ok((counts.iter().map(|(event_type, count)| format!("{event_type:11} {count}\n")).collect(), Figures::new()));
    }
    let (Some(articles), Some(gold)) = (&args.articles, &args.gold) else { return Err("name the articles and their gold".to_owned()) };
    let articles = read(articles)?;
    let coded = match &args.coded {
        Some(coded) => read(coded)?,
        None => code_lines(&articles, &lang)?,
    };
    let report = marsad_data::score(&articles, &read(gold)?, &coded)?;
    let n_passing = (args.baseline.is_some() && args.data.join("lang").is_dir()).then(|| checked(&args.data).2.n_passing);
    let mut figures = report.figures(n_passing);
    if let Some(baseline) = &args.baseline {
        figures.extend(right_cases(baseline, &lang)?);
    }
    Ok((report.to_string(), figures))
}

/// How many cases are right in each of the files of cases that lie beside the floors.
fn right_cases(baseline: &Path, lang: &Lang) -> Result<Figures, String> {
    let mut figures = Figures::new();
    for name in Baseline::CASES {
        let path = baseline.with_file_name(format!("{name}.jsonl"));
        if path.is_file() {
            let cases = marsad_data::score_cases(&read(&path)?, lang)
                .map_err(|why| format!("{}: {why}; a file of this name beside the floors has to hold cases", path.display()))?;
            figures.insert(name, cases.n_right as f64);
        }
    }
    Ok(figures)
}

/// How many cases of each file are right, and where asked what is wrong with the others.
fn cases(paths: &[PathBuf], with_wrong: bool, lang: &Lang) -> Result<String, String> {
    let mut report = String::new();
    for path in paths {
        let cases = marsad_data::score_cases(&read(path)?, lang).map_err(|why| format!("{}: {why}", path.display()))?;
        if with_wrong {
            cases.wrong.iter().for_each(|why| report += &format!("{why}\n"));
        }
        let share = cases.n_right as f64 / cases.n_cases as f64;
        report += &format!("{}: {} of {} right = {share:.3}\n", path.display(), cases.n_right, cases.n_cases);
    }
    Ok(report)
}

/// Learns weights from pairs of articles and gold, and from labelled sentences and the examples of frames: a file such as `lang/ar/confidence.tsv` or
/// `lang/ar/context.tsv`, with the floor of the language data.
///
/// # Errors
/// Why nothing can be learnt, in words for the user.
pub fn calibrate(pairs: &[[PathBuf; 2]], args: &CalibrateArgs, lang: &Lang) -> Result<String, String> {
    let gold: Vec<(String, String)> =
        pairs.iter().map(|[articles, gold]| Ok((read(articles)?, read(gold)?))).collect::<Result<_, String>>()?;
    let row = |(name, weight): (&str, f64)| format!("{name}\t{weight:.2}\n");
    let (learnt, header, floors) = match args.of {
        cli::Learnt::Confidence => (Learnt::Confidence, CONFIDENCE_HEADER, row(("floor", lang.floor().into()))),
        cli::Learnt::Context => (Learnt::Context, CONTEXT_HEADER, lang.context_floors().map(row).collect()),
    };
    let labels = args.labels.as_deref().map(read).transpose()?;
    let mut examples = Examples::default();
    if let Some(dir) = &args.examples {
        examples = marsad_data::load(Tables::default(), dir, &mut Problems::default()).1;
    }
    let weights = marsad_data::calibrate(learnt, lang, &gold, labels.as_deref(), &examples, args.only.as_deref())?;
    if weights.is_empty() {
        return Err("too few claims to learn from; check that the gold belongs to the articles, or give more of both".to_owned());
    }
    let rows: String = weights.iter().map(|(feature, weight)| format!("{feature}\t{weight}\n")).collect();
    Ok(format!("{header}{floors}{rows}"))
}

/// The text of a file.
///
/// # Errors
/// Its name and why it cannot be read, in words for the user.
pub fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {}", path.display(), crate::end::reason(&error)))
}

/// Codes articles, one JSON object a line.
fn code_lines(articles: &str, lang: &Lang) -> Result<String, String> {
    let mut coded = String::new();
    for (n, line) in articles.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let article: Article = serde_json::from_str(line).map_err(|error| format!("articles:{}: {error}", n + 1))?;
        coded += &serde_json::to_string(&marsad::code(&article, lang)).map_err(|error| error.to_string())?;
        coded.push('\n');
    }
    Ok(coded)
}
