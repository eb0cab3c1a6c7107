//! The way to the library: which language data to code with, and the one call that codes an article.

use std::path::{Path, PathBuf};

use marsad::coded::{ArticleHeader, CodedArticle, CoderVersion, SCHEMA};
use marsad::{Article, Lang, pack::Tables};

/// Codes one article.
pub fn code(article: &Article, lang: &Lang, with_text: bool) -> CodedArticle {
    CodedArticle {
        schema: SCHEMA,
        article: ArticleHeader {
            id: article.id.clone(),
            url: article.url.clone(),
            outlet: article.outlet.clone(),
            published: article.published.clone(),
            language: "ar".to_owned(),
            title: article.title.clone(),
            hash: article.hash(),
            body: with_text.then(|| article.body.clone()),
        },
        claims: Vec::new(),
        statements: Vec::new(),
        figures: Vec::new(),
        roles: Vec::new(),
        notes: Vec::new(),
        coder: CoderVersion { marsad: env!("CARGO_PKG_VERSION"), pack: lang.version(), ontology: "1".to_owned() },
    }
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
    if let Some(layer) = layers.first() {
        return Err(format!("--add {}: this build cannot lay files over the pack", layer.display()));
    }
    Ok(Lang::new(tables))
}

/// The tables of the pack inside the program.
fn built_in() -> Result<Tables, String> {
    Ok(Tables::default())
}

/// Checks the data files below `dir`: a summary, or the problems.
///
/// # Errors
/// The problems, one a line.
pub fn check(dir: &Path) -> Result<String, String> {
    Err(format!("{}: this build cannot check language data", dir.display()))
}

/// Compiles the data files below `dir` into a pack.
///
/// # Errors
/// The problems, one a line.
pub fn build(dir: &Path) -> Result<Vec<u8>, String> {
    Err(format!("{}: this build cannot compile language data", dir.display()))
}

/// Scores coded articles against gold: the report.
///
/// # Errors
/// Why it cannot be scored, in words for the user.
pub fn score(_args: &crate::cli::ScoreArgs) -> Result<String, String> {
    Err("this build cannot score".to_owned())
}
