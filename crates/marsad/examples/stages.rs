//! What each stage costs on one core: words a second, and bytes allocated per article.
//!
//! `cargo run --release -p marsad --example stages -- PACK < articles.jsonl` runs the stages one after the other over the articles of standard
//! input, each stage with those before it that it needs, and prints a line for each.

use std::alloc::System;
use std::io::BufRead;
use std::process::ExitCode;
use std::time::Instant;

use cap::Cap;
use marsad::analysis::Prepared;
use marsad::morph::{By, Part, analyze, analyze_with};
use marsad::text::Text;
use marsad::{Article, Lang};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// A stage: its name, and the work, whose result is a number that keeps it from being left out.
type Stage = (&'static str, fn(&Article, &Lang) -> usize);

const STAGES: [Stage; 7] = [
    ("sentences and tokens", |article, _| Text::new(&article.body).tokens.len()),
    ("+ words, by rules", |article, lang| {
        let text = Text::new(&article.body);
        text.sentences.iter().map(|sentence| analyze(&article.body, &text.tokens, sentence, lang).len()).sum()
    }),
    ("+ words, by rules and model", |article, lang| {
        let text = Text::new(&article.body);
        let words = |range: std::ops::Range<usize>| analyze_with(&article.body, &text.tokens, range, lang, None, By::Model).len();
        text.sentences.iter().map(|sentence| words(sentence.tokens.clone())).sum()
    }),
    ("+ parts of speech", |article, lang| each(article, lang, |prepared, lang| prepared.upos(lang).len())),
    ("+ parts of speech, names", |article, lang| each(article, lang, |prepared, lang| prepared.entities(&prepared.upos(lang), lang).len())),
    ("all of analyze", |article, lang| marsad::analysis::analyze(&article.body, lang).len()),
    ("text to claims", |article, lang| marsad::code(article, lang).claims.len()),
];

fn each(article: &Article, lang: &Lang, of: impl Fn(&Prepared<'_>, &Lang) -> usize) -> usize {
    let text = Text::new(&article.body);
    let sentences = text.sentences.iter().map(|sentence| Prepared::new(&article.body, text.tokens[sentence.tokens.clone()].to_vec(), lang));
    sentences.map(|prepared| of(&prepared, lang)).sum()
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("stages: {why}");
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::print_stdout, reason = "the figures are what this program prints")]
fn run() -> Result<(), String> {
    let pack = std::env::args().nth(1).ok_or("name a pack: `marsad data build -o ar.pack` makes one")?;
    let lang =
        Lang::read(&std::fs::read(&pack).map_err(|error| format!("{pack}: {error}"))?).map_err(|error| format!("{pack}: {error}"))?;
    let mut articles: Vec<Article> = Vec::new();
    for (n, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| format!("line {}: {error}", n + 1))?;
        articles.push(serde_json::from_str(&line).map_err(|error| format!("line {}: {error}", n + 1))?);
    }
    let n_words: usize = articles.iter().map(|article| article.body.split_whitespace().count()).sum();
    let n_articles = articles.len().max(1);
    let stems = |article: &Article| {
        let text = Text::new(&article.body);
        let words = |sentence| analyze(&article.body, &text.tokens, sentence, &lang);
        text.sentences.iter().flat_map(words).filter(|word| word.part == Part::Stem).count()
    };
    println!("{} articles, {n_words} words between spaces, {} tokens", articles.len(), articles.iter().map(stems).sum::<usize>());
    for (name, stage) in STAGES {
        let (start, allocated) = (Instant::now(), MEMORY.total_allocated());
        let n: usize = articles.iter().map(|article| stage(article, &lang)).sum();
        let seconds = start.elapsed().as_secs_f64().max(1e-9);
        let bytes = (MEMORY.total_allocated() - allocated) / n_articles;
        println!("{name:30} {:>9.0} words/s  {:>7} kB allocated per article  ({n})", n_words as f64 / seconds, bytes / 1000);
    }
    Ok(())
}
