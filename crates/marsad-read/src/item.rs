//! Which article: one raw item becomes an [`Article`], with what should be said about it.
//!
//! A record's fields are taken as they are; what a page says about itself fills the fields that are missing, and the
//! defaults of the command line those that still are. Never fails without saying why.

use std::mem::take;

use marsad::Article;
use marsad::coded::{Field, Note};
use serde_json::{Map, Value};

use super::feed::{Fields, Head, Text, json, xml_item};
use super::page::{self, Page};
use super::{Form, Raw, date, decode, response};
use crate::trouble::{Kind, Origin, Trouble};

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
    let is_json = matches!(form, Form::JsonItem(_));
    let (bytes, declared) = match &form {
        Form::Page => {
            let declared = decode::declared(&bytes);
            (bytes, declared)
        }
        Form::FeedItem(head) => (bytes, head.encoding),
        Form::Response(_) => {
            let page = response::page(&bytes).map_err(|why| Trouble::skipped(&origin, why))?;
            let declared = page.encoding.or_else(|| decode::declared(&page.bytes));
            (page.bytes, declared)
        }
        Form::Record | Form::Text | Form::JsonItem(_) => (bytes, None),
    };
    let decoded = decode::decode(bytes, declared);
    let mut troubles = Vec::new();
    if let Some(warning) = decoded.warning {
        troubles.push(Trouble::warning(&origin, Kind::Encoding, warning));
    }
    let no_text = match form {
        Form::Text => "no text; it holds only spaces",
        Form::Record => NO_TEXT,
        Form::Page | Form::Response(_) => "no article text was found in this page; give its text as .txt",
        Form::FeedItem(_) | Form::JsonItem(_) => "no title and no text in this item; it was left out",
    };
    let mut prepared = Prepared { article: Article::default(), notes: Vec::new(), troubles };
    let Prepared { article, notes, troubles } = &mut prepared;
    match form {
        Form::Record => fields(&decoded.text).and_then(|given| given.fill(&origin, article, notes, troubles)),
        Form::Text => {
            article.body = decoded.text;
            Ok(())
        }
        Form::FeedItem(head) | Form::JsonItem(head) => {
            let read = if is_json { json::read(&decoded.text, &head) } else { xml_item::read(&decoded.text, &head) };
            read.and_then(|item| feed_item(item, &head, &origin, article, troubles))
        }
        Form::Response(url) => {
            article.url = Some(url.to_string());
            page::read(&decoded.text, Some(&url)).map(|page| fill(article, notes, page))
        }
        Form::Page => page::read(&decoded.text, None).map(|page| fill(article, notes, page)),
    }
    .map_err(|why| Trouble::skipped(&origin, why))?;
    settle(prepared, &origin, defaults, no_text)
}

/// Makes an article of fields that somebody gives one by one.
///
/// # Errors
/// When there is no article in them: the report.
pub fn prepare_given(given: Given, origin: &Origin, defaults: &Defaults) -> Result<Prepared, Trouble> {
    let mut prepared = Prepared { article: Article::default(), notes: Vec::new(), troubles: Vec::new() };
    let Prepared { article, notes, troubles } = &mut prepared;
    given.fill(origin, article, notes, troubles).map_err(|why| Trouble::skipped(origin, why))?;
    settle(prepared, origin, defaults, NO_TEXT)
}

/// What is said of a record without a text.
const NO_TEXT: &str = "no text; give it in body, text or html";

/// Fills what is missing, and says what is missing still.
fn settle(mut prepared: Prepared, origin: &Origin, defaults: &Defaults, no_text: &str) -> Result<Prepared, Trouble> {
    let article = &mut prepared.article;
    if !article.body.chars().chain(article.title.chars()).any(|letter| !letter.is_whitespace()) {
        return Err(Trouble::skipped(origin, no_text));
    }
    if article.published.is_none() {
        article.published.clone_from(&defaults.published);
    }
    if article.outlet.is_none() {
        article.outlet.clone_from(&defaults.outlet);
    }
    if article.id.is_empty() {
        article.id = article.hash();
    }
    if article.published.is_none() {
        let message = "no publication date, so relative dates stay open; give the field published, or --published DATE";
        prepared.troubles.push(Trouble::warning(origin, Kind::NoDate, message));
    }
    Ok(prepared)
}

/// The fields of an article as somebody gives them; the body counts before the page.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Its id; empty where it has none.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, in any form that is read.
    pub published: Option<String>,
    /// Headline.
    pub title: String,
    /// Text.
    pub body: String,
    /// The page.
    pub html: Option<String>,
}

impl Given {
    fn fill(self, origin: &Origin, article: &mut Article, notes: &mut Vec<Note>, troubles: &mut Vec<Trouble>) -> Result<(), String> {
        let Given { id, url, outlet, published, title, body, html } = self;
        *article = Article { id, url, outlet, published: None, title, body };
        if let Some(given) = published {
            article.published = date::normalize(&given);
            if article.published.is_none() {
                let message = format!("published is no date ({given:.40}); write 2024-11-10 or 2024-11-10T08:30:00+03:00");
                troubles.push(Trouble::warning(origin, Kind::Other, message));
            }
        }
        if let Some(html) = html.filter(|_| article.body.is_empty()) {
            fill(article, notes, page::read(&html, article.url.as_deref())?);
        }
        Ok(())
    }
}

/// The fields of a record.
fn fields(json: &str) -> Result<Given, String> {
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
    let [body, in_text] = [text(&mut fields, "body")?, text(&mut fields, "text")?];
    Ok(Given {
        id: text(&mut fields, "id")?.unwrap_or_default(),
        url: text(&mut fields, "url")?,
        outlet: text(&mut fields, "outlet")?,
        published: text(&mut fields, "published")?,
        title: text(&mut fields, "title")?.unwrap_or_default(),
        body: body.or(in_text).unwrap_or_default(),
        html: text(&mut fields, "html")?,
    })
}

/// What an item of a feed says.
fn feed_item(item: Fields, head: &Head, origin: &Origin, article: &mut Article, troubles: &mut Vec<Trouble>) -> Result<(), String> {
    let on_a_line = |html: &str| page::fragment(html).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    article.title = item.title.as_deref().map(on_a_line).transpose()?.unwrap_or_default();
    article.outlet = head.title.as_deref().map(on_a_line).transpose()?.filter(|title| !title.is_empty());
    article.body = match item.text {
        Some(Text::Html(html)) => page::fragment(&html)?,
        Some(Text::Plain(text)) => text,
        None => String::new(),
    };
    article.id = item.id.or_else(|| item.url.clone()).unwrap_or_default();
    article.url = item.url;
    if let Some(given) = item.published {
        article.published = date::normalize(&given);
        if article.published.is_none() {
            let message =
                format!("the date of this item is none that is read ({given:.40}); tell the feed's editors, or give --published DATE");
            troubles.push(Trouble::warning(origin, Kind::Other, message));
        }
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
