//! The way to the library: which language data to code with, and the one call that codes an article.

use std::path::{Path, PathBuf};

use marsad::coded::CodedArticle;
use marsad::explain::Explanation;
use marsad::{Article, Lang, pack::Tables};
use marsad_data::Problems;

/// The pack inside the program, compiled by the build script.
static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ar.marsad"));

/// Codes one article.
pub fn code(article: &Article, lang: &Lang, min_confidence: Option<f32>, with_text: bool) -> CodedArticle {
    let mut coded = marsad::code_from(article, lang, min_confidence.unwrap_or_else(|| lang.floor()));
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
    let tables = match pack {
        Some(path) => {
            let bytes = std::fs::read(path)
                .map_err(|error| format!("--pack {}: cannot be read: {}", path.display(), crate::end::reason(&error)))?;
            Tables::from_pack(&bytes).map_err(|error| format!("--pack {}: {error}", path.display()))?
        }
        None => built_in()?,
    };
    let mut tables = tables;
    for layer in layers {
        let mut problems = Problems::default();
        tables = marsad_data::compile(tables, layer, &mut problems);
        if problems.n_errors() > 0 {
            return Err(format!("--add {}: its files cannot be laid over the pack\n{}", layer.display(), problems.to_string().trim_end()));
        }
    }
    Ok(Lang::new(tables))
}

/// The tables of the pack inside the program.
fn built_in() -> Result<Tables, String> {
    Tables::from_pack(PACK).map_err(|error| format!("the pack inside the program: {error}"))
}

/// Checks the data files below `dir`: a summary, or the problems.
///
/// # Errors
/// The problems, one a line.
pub fn check(dir: &Path) -> Result<String, String> {
    let mut problems = Problems::default();
    let (tables, examples) = marsad_data::load(Tables::default(), dir, &mut problems);
    let lang = Lang::new(tables);
    // Frames are tested for what they match, however sure it is.
    let code = |text: &str| marsad::code_from(&Article::from_text(text, None), &lang, 0.0).claims;
    problems.extend(marsad_data::check_examples(&lang, &examples, &code));
    let tables = &lang.tables;
    let summary = format!(
        "{} lemmas, {} forms, {} frames, {} actors, {} persons, {} terms of office, {} places",
        tables.lexicon.lemmas.len(),
        tables.lexicon.forms.len(),
        tables.frames.len(),
        tables.actors.len(),
        tables.persons.len(),
        tables.holders.len(),
        tables.places.len(),
    );
    let report = format!("{}\n{summary}", problems.to_string().trim_end());
    if problems.n_errors() == 0 { Ok(report) } else { Err(report) }
}

/// Compiles the data files below `dir` into a pack.
///
/// # Errors
/// The problems, one a line.
pub fn build(dir: &Path) -> Result<Vec<u8>, String> {
    marsad_data::build(dir).map_err(|problems| problems.to_string())
}

/// Scores coded articles, or labelled sentences, against gold: the report.
///
/// # Errors
/// Why it cannot be scored, in words for the user.
pub fn score(args: &crate::cli::ScoreArgs) -> Result<String, String> {
    let lang = language(args.language.pack.as_deref(), &args.language.add)?;
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|error| format!("{}: {}", path.display(), crate::end::reason(&error)));
    if let Some(labels) = &args.gsr {
        let types_of =
            |text: &str| marsad::code(&Article::from_text(text, None), &lang).claims.into_iter().map(|claim| claim.event_type).collect();
        let counts = marsad_data::score_labels(&read(labels)?, &types_of)?;
        return Ok(counts.iter().map(|(event_type, count)| format!("{event_type:11} {count}\n")).collect());
    }
    let (Some(articles), Some(gold)) = (&args.articles, &args.gold) else { return Err("name the articles and their gold".to_owned()) };
    let articles = read(articles)?;
    let coded = match &args.coded {
        Some(coded) => read(coded)?,
        None => code_lines(&articles, &lang)?,
    };
    marsad_data::score(&articles, &read(gold)?, &coded).map(|report| report.to_string())
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
