//! What does a saved page say: its main text without menus and advertisements, and what it says about itself.
//!
//! The main text is found by readability scoring; a page on which that fails gives its paragraphs. The page is parsed once.

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::meta;

/// What was read from a page.
#[derive(Debug, Default)]
pub struct Page {
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Publication date.
    pub published: Option<String>,
    /// Main text, a paragraph a line.
    pub body: String,
    /// What was considered: kind and text.
    pub notes: Vec<(&'static str, String)>,
}

/// Reads a page; `url` is its address where that is known.
pub fn read(html: &str, url: Option<&str>) -> Page {
    let document = Document::from(html);
    let meta = meta::read(&document, url);
    let paragraphs = paragraphs(&document);
    let notes = meta.dates.iter().map(|(place, text)| ("published-candidate", format!("{place}: {text}"))).collect();
    let published = meta.published();
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let main = Readability::with_document(document, None, Some(config)).and_then(|mut readability| readability.parse()).ok();
    let (main_title, main_text) = main.map(|main| (main.title, tidy(&main.text_content))).unwrap_or_default();
    Page {
        title: meta.title.or(Some(main_title)).map(|title| title.trim().to_owned()).filter(|title| !title.is_empty()),
        outlet: meta.outlet,
        url: meta.url,
        published,
        body: if main_text.is_empty() { paragraphs } else { main_text },
        notes,
    }
}

fn paragraphs(document: &Document) -> String {
    let texts: Vec<String> = document.select("p").iter().map(|paragraph| tidy(&paragraph.text())).filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}

/// Lines without surrounding spaces, and no empty ones.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
