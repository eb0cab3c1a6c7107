//! Which article: one raw item becomes an [`Article`], with what should be said about it.
//!
//! A record's fields are taken as they are; what a page says about itself fills the fields that are missing, and the
//! defaults of the command line those that still are. Never fails without saying why.

use std::mem::take;

use marsad::Article;
use marsad::coded::{Field, Note};
use serde_json::{Map, Value};

use super::page::{self, Page};
use super::{Form, Raw, date, decode};
use crate::report::{Kind, Origin, Trouble};

/// What holds for articles that do not say it themselves.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// Publication date.
    pub published: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
}

/// An article with what was met on the way.
#[derive(Debug)]
pub struct Prepared {
    /// The article; its id is set.
    pub article: Article,
    /// What the reader adds to the coded article's notes.
    pub notes: Vec<Note>,
    /// Warnings.
    pub troubles: Vec<Trouble>,
}

/// Makes an article of an item.
///
/// # Errors
/// When there is no article in it: the report.
pub fn prepare(raw: Raw, defaults: &Defaults) -> Result<Prepared, Trouble> {
    let Raw { origin, form, bytes } = raw;
    let declared = if form == Form::Page { decode::declared(&bytes) } else { None };
    let decoded = decode::decode(bytes, declared);
    let mut troubles = Vec::new();
    if let Some(warning) = decoded.warning {
        troubles.push(Trouble::warning(&origin, Kind::Encoding, warning));
    }
    let mut article = Article::default();
    let mut notes = Vec::new();
    match form {
        Form::Record => {
            record(&decoded.text, &origin, &mut article, &mut notes, &mut troubles).map_err(|why| Trouble::skipped(&origin, why))?
        }
        Form::Text => article.body = decoded.text,
        Form::Page => fill(&mut article, &mut notes, page::read(&decoded.text, None).map_err(|why| Trouble::skipped(&origin, why))?),
    }
    if !article.body.chars().chain(article.title.chars()).any(|letter| !letter.is_whitespace()) {
        let what = if form == Form::Page {
            "no article text was found in this page; give its text as .txt"
        } else {
            "no text; give it in body, text or html"
        };
        return Err(Trouble::skipped(&origin, if form == Form::Text { "no text; it holds only spaces" } else { what }));
    }
    if article.published.is_none() {
        article.published.clone_from(&defaults.published);
    }
    if article.outlet.is_none() {
        article.outlet.clone_from(&defaults.outlet);
    }
    if article.published.is_none() {
        let message = "no publication date, so relative dates stay open; give the field published, or --published DATE";
        troubles.push(Trouble::warning(&origin, Kind::NoDate, message));
    }
    if article.id.is_empty() {
        article.id = article.hash();
    }
    Ok(Prepared { article, notes, troubles })
}

fn record(json: &str, origin: &Origin, article: &mut Article, notes: &mut Vec<Note>, troubles: &mut Vec<Trouble>) -> Result<(), String> {
    let mut fields = match serde_json::from_str(json.trim_end()) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return Err("not a JSON object; write {\"id\": …, \"published\": …, \"title\": …, \"body\": …}".to_owned()),
        Err(error) => {
            return Err(format!(
                "not valid JSON (column {}: {}); repair or remove the line",
                error.column(),
                without_place(&error.to_string())
            ));
        }
    };
    if fields.contains_key("schema") && fields.contains_key("claims") {
        return Err("a coded article, not an article; give the file it was coded from".to_owned());
    }
    article.id = text(&mut fields, "id")?.unwrap_or_default();
    article.url = text(&mut fields, "url")?;
    article.outlet = text(&mut fields, "outlet")?;
    article.title = text(&mut fields, "title")?.unwrap_or_default();
    if let Some(given) = text(&mut fields, "published")? {
        article.published = date::normalize(&given);
        if article.published.is_none() {
            let message = format!("published is no date ({given:.40}); write 2024-11-10 or 2024-11-10T08:30:00+03:00");
            troubles.push(Trouble::warning(origin, Kind::Other, message));
        }
    }
    for name in ["body", "text"] {
        if let Some(body) = text(&mut fields, name)?.filter(|_| article.body.is_empty()) {
            article.body = body;
        }
    }
    if let Some(html) = text(&mut fields, "html")?.filter(|_| article.body.is_empty()) {
        fill(article, notes, page::read(&html, article.url.as_deref())?);
    }
    Ok(())
}

/// A field that is text; a number counts as text, `null` and an empty one as absent.
fn text(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, String> {
    match fields.get_mut(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(take(text)).filter(|text| !text.is_empty())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(format!("{name} is not text; give a string")),
    }
}

/// What a page says, where the article does not say it already.
fn fill(article: &mut Article, notes: &mut Vec<Note>, page: Page) {
    article.body = page.body;
    if article.title.is_empty() {
        article.title = page.title.unwrap_or_default();
    }
    article.url = take(&mut article.url).or(page.url);
    article.outlet = take(&mut article.outlet).or(page.outlet);
    article.published = take(&mut article.published).or(page.published);
    notes.extend(page.notes.into_iter().map(|(kind, text)| Note { field: Field::Body, kind: kind.into(), span: [0, 0], text }));
}

/// An error of the JSON reader without « at line 1 column 7», which counts within the line.
fn without_place(error: &str) -> &str {
    error.split(" at line ").next().unwrap_or(error)
}
